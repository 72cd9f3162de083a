"""The sample photos by name: each draws one place in Depok as a phone would have seen it."""

from collections.abc import Callable, Mapping
from random import Random

from PIL import Image

from kla_desktop.app.samples import indoors, outdoors
from kla_desktop.app.samples.brush import through_the_lens

_Painter = Callable[[Random, tuple[str, ...]], Image.Image]

_PAINTERS: Mapping[str, tuple[_Painter, float]] = {
    "posyandu": (outdoors.posyandu, 0.4),
    "school-gate": (outdoors.school_gate, 0.7),
    "playground": (outdoors.playground, 0.5),
    "hand-washing": (outdoors.hand_washing, 0.2),
    "children-meeting": (indoors.children_meeting, 0.5),
    "reading-corner": (indoors.reading_corner, 0.3),
    "waiting-room": (indoors.waiting_room, -0.4),
    "smoke-free-sign": (indoors.smoke_free_sign, 0.6),
    "nursing-room": (indoors.nursing_room, 0.3),
}

SCENES: tuple[str, ...] = tuple(_PAINTERS)


def draw_scene(name: str, seed: str, lines: tuple[str, ...]) -> Image.Image:
    """Draw one scene, 1840 by 1380 pixels, RGB; `lines` is the wording on its sign, the same seed the same picture."""
    painter, warmth = _PAINTERS[name]
    rng = Random(f"{name}/{seed}")  # noqa: S311 - repeatable pictures, nothing secret
    return through_the_lens(painter(rng, lines), rng, warmth=warmth)
