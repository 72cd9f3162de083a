"""Reads the writing in a picture of a page: where it is, which way up, in which order, and how sure each letter was.

Runs in a worker of its own kind (`media.ocr_worker`): the bytes are by strangers and the networks want memory.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from kla_desktop.media.ocr_flat import bend_of, flattened
from kla_desktop.media.ocr_layout import Piece, in_order
from kla_desktop.media.ocr_models import Letters, Networks, Numbers, Pixels

GLANCE_SIDE: Final = 640
"""Pixels of the longer side at which it is decided whether there is anything to read."""
MAX_SIDE: Final = 3600
"""Larger pictures are reduced: A4 at 300 dpi has 3508 pixels."""
_FIND_SIDES: Final = (960, 1920)
_CLOSER_SIDE: Final = 1280
"""The same for a second glance, at what may be a page too far away for the first: on it lines run into each other."""
_GOOD_HEIGHT: Final = 26.0
"""Height in pixels, with its margin, at which the finder sees a line best."""
_UNSURE: Final = 0.5
"""Lines below this confidence are no writing: patterns, faces, leaves."""
_SURE: Final = 0.8
"""The same in a picture that is no page, where more looks like writing than is."""
_LIKELY_SPACE: Final = 0.25
_TYPED_SPACES: Final = (
    re.compile(r"(?<=[^\W\d],)(?=\w)|(?<=\d,)(?=[^\W\d])"),  # behind a comma, but within a number
    re.compile(r"(?<=[a-z]{4}[.;])(?=[A-Z][a-z])"),  # between sentences
    re.compile(r"(?<=\w)(?=\(\w)|(?<=\w\))(?=\w)"),  # around brackets
)
_MEANT_I: Final = (
    re.compile(r"(?<=[A-Z])[il](?=[A-Z])"),  # WiB
    re.compile(r"\bl(?=[bcdfghjkmnpqrstvwxz][a-z])"),  # lqbal: no word begins like that
    re.compile(
        r"(?<=/I)[1l](?=/)|(?<=/)[1l](?=I{1,2}/)|(?<=/I)[1l](?=I/)|(?<=/II)[1l](?=/)"
    ),  # months of letter numbers
)
"""Strokes that can only be a capital I where they stand."""
_SHORT: Final = 2
_CLEARLY: Final = 0.93
_MARGIN: Final = 0.1
"""Share of a line's height that is added at its ends, where the finder cuts thin letters off."""
_BENDINGS: Final = 2
"""How often a bent page is bent back; the second time mends what the first left."""
_TURN_LINES: Final = 4
_PAGE_LINES: Final = 5
_PAGE_SHARE: Final = 0.012
_LONG: Final = 4.0
_FEW_LINES: Final = 12
_THIN: Final = 20.0
"""Pixels of a glance below which a long line is small print, or print seen from afar."""
_PATCH: Final = 0.0625
"""Share of the glance's side, squared, that a patch takes which no single line of writing would."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands on a page.

    `confidence` is the mean over letters (0–1), `turned` by how many degrees clockwise the picture had to be turned,
    `lines` counts what was read, `is_page` is False for a picture with a few words on it.
    """

    text: str = ""
    confidence: float = 0.0
    turned: int = 0
    lines: int = 0
    is_page: bool = False


def read_picture(glance: Pixels, whole: Callable[[], Pixels], networks: Networks) -> Reading:
    """Read a picture, of which `glance` is small (GLANCE_SIDE) and `whole` has the pixels once they are wanted (BGR).

    A picture without writing costs the glance alone; one with a few words, such as a banner behind people, is read
    where the glance saw them; a page is looked at again, closely, and so is what may be one seen from afar.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    seen, marks = networks.look(glance, GLANCE_SIDE)
    if not len(seen):
        return Reading()
    picture = whole()
    side = GLANCE_SIDE
    if _may_be_far(seen, glance.shape):
        side = _CLOSER_SIDE
        seen, marks = networks.look(picture, side)
        if not len(seen):
            return Reading()
    else:
        seen = seen * (np.array(picture.shape[1::-1], np.float32) / np.array(glance.shape[1::-1], np.float32))
    turned = 0
    if _lies(seen):
        picture, seen, turned = np.ascontiguousarray(np.rot90(picture)), _rotated(seen, picture.shape[1]), 270
        marks = np.ascontiguousarray(np.rot90(marks))
    for _ in range(_BENDINGS):
        bend = bend_of(marks)
        if bend is None:
            break
        picture = flattened(picture, bend)
        seen, marks = networks.look(picture, side)
    is_page = _is_page(seen, picture.shape)
    boxes = networks.find(picture, _side_for(picture, seen)) if is_page else _largest(seen)
    if not len(boxes):
        return Reading(turned=turned)
    crops = [cut(picture, box) for box in boxes]
    lines, upside_down = _read_right_way_up(crops, networks)
    if upside_down:
        turned = (turned + 180) % 360
        boxes = np.array(picture.shape[1::-1], np.float32) - boxes[:, [2, 3, 0, 1]]
    return _gathered(boxes, lines, turned, is_page=is_page)


def _rotated(boxes: Numbers, wide: int) -> Numbers:
    """Say where rectangles lie once their picture is turned to the left."""
    import numpy as np  # noqa: PLC0415 - heavy

    return np.stack([boxes[..., 1], wide - boxes[..., 0]], -1)[:, [1, 2, 3, 0]]


def _is_page(boxes: Numbers, shape: tuple[int, ...]) -> bool:
    wide, high = _sizes(boxes)
    long_lines = int((wide > _LONG * high).sum())
    return (
        len(boxes) >= _PAGE_LINES
        and long_lines >= _PAGE_LINES // 2
        and float((wide * high).sum()) >= _PAGE_SHARE * shape[0] * shape[1]
    )


def _may_be_far(boxes: Numbers, shape: tuple[int, ...]) -> bool:
    """Whether a glance that saw no page saw small print, or patches in which lines have run into each other."""
    import numpy as np  # noqa: PLC0415 - heavy

    if _is_page(_rotated(boxes, shape[1]) if _lies(boxes) else boxes, shape):
        return False
    wide, high = _sizes(boxes)
    long, thin = np.maximum(wide, high), np.minimum(wide, high)
    small_print = (long > _LONG * thin) & (thin < _THIN)
    patches = (long < _LONG * thin) & (long * thin > _PATCH * max(shape[:2]) ** 2)
    return bool((small_print | patches).any())


def _largest(boxes: Numbers) -> Numbers:
    """Keep the lines that stand out in a picture that is no page."""
    wide, high = _sizes(boxes)
    return boxes[(wide * high).argsort()[::-1][:_FEW_LINES]]


def _gathered(boxes: Numbers, lines: list[Letters], turned: int, *, is_page: bool) -> Reading:
    pieces: list[Piece] = []
    sure: list[float] = []
    for box, line in zip(boxes, lines, strict=True):
        text = spaced(line)
        if text and _sureness([line]) >= (_UNSURE if is_page else _SURE) and (is_page or len(text) > _SHORT):
            pieces.append(_piece(text, box))
            sure += line.sure
    return Reading("\n".join(in_order(pieces)), sum(sure) / len(sure) if sure else 0.0, turned, len(pieces), is_page)


def spaced(line: Letters) -> str:
    """Return a line's words. A space that the network half saw is one, and so is one that office typing always has."""
    parts: list[str] = []
    for letter, space in zip(line.text, line.space, strict=True):
        if space >= _LIKELY_SPACE and letter != " ":
            parts.append(" ")
        parts.append(letter)
    text = "".join(parts)
    for pattern in _TYPED_SPACES:
        text = pattern.sub(" ", text)
    for pattern in _MEANT_I:
        text = pattern.sub("I", text)
    return " ".join(text.split())


def cut(picture: Pixels, box: Numbers) -> Pixels:
    """Cut a turned rectangle out, upright."""
    import cv2  # noqa: PLC0415 - heavy
    import numpy as np  # noqa: PLC0415 - heavy

    along = (box[1] - box[0]) / max(1.0, float(np.linalg.norm(box[1] - box[0])))
    more = along * _MARGIN * float(np.linalg.norm(box[3] - box[0]))
    box = np.array([box[0] - more, box[1] + more, box[2] + more, box[3] - more], np.float32)
    wide = max(1, round(float(max(np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[3] - box[2])))))
    high = max(1, round(float(max(np.linalg.norm(box[0] - box[3]), np.linalg.norm(box[1] - box[2])))))
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    view = cv2.getPerspectiveTransform(box, corners)
    upright: Pixels = cv2.warpPerspective(
        picture, view, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return upright


def _lies(boxes: Numbers) -> bool:
    """Whether most writing runs up or down the picture."""
    wide, high = _sizes(boxes)
    return bool(high[high > 2 * wide].sum() > wide[wide > 2 * high].sum())


def _sizes(boxes: Numbers) -> Any:
    import numpy as np  # noqa: PLC0415 - heavy

    return np.linalg.norm(boxes[:, 0] - boxes[:, 1], axis=1), np.linalg.norm(boxes[:, 0] - boxes[:, 3], axis=1)


def _side_for(picture: Pixels, boxes: Numbers) -> int:
    """Choose the size at which lines get their best height for the finder."""
    wide, high = _sizes(boxes)
    longest = int(max(picture.shape[:2]))
    height = median(float(min(w, h)) for w, h in zip(wide, high, strict=True)) * GLANCE_SIDE / longest
    return round(min(max(GLANCE_SIDE * _GOOD_HEIGHT / max(height, 1.0), _FIND_SIDES[0]), _FIND_SIDES[1]))


def _read_right_way_up(crops: list[Pixels], networks: Networks) -> tuple[list[Letters], bool]:
    """Read all lines, after trying a few long ones both ways up unless the first way is clearly right."""
    import numpy as np  # noqa: PLC0415 - heavy

    order = sorted(range(len(crops)), key=lambda n: crops[n].shape[1] / crops[n].shape[0], reverse=True)
    tried, rest = order[:_TURN_LINES], order[_TURN_LINES:]
    lines = dict(zip(tried, networks.read([crops[n] for n in tried]), strict=True))
    upside_down = False
    if _sureness(list(lines.values())) < _CLEARLY:
        other = networks.read([np.ascontiguousarray(crops[n][::-1, ::-1]) for n in tried])
        if _sureness(other) > _sureness(list(lines.values())):
            upside_down, lines = True, dict(zip(tried, other, strict=True))
    way = -1 if upside_down else 1
    lines.update(zip(rest, networks.read([np.ascontiguousarray(crops[n][::way, ::way]) for n in rest]), strict=True))
    return [lines[n] for n in range(len(crops))], upside_down


def _sureness(lines: list[Letters]) -> float:
    sure = [one for line in lines for one in line.sure]
    return sum(sure) / len(sure) if sure else 0.0


def _piece(text: str, box: Numbers) -> Piece:
    left, right = (box[0] + box[3]) / 2, (box[1] + box[2]) / 2
    dx, dy = float(right[0] - left[0]), float(right[1] - left[1])
    low = (box[3] + box[2] - box[0] - box[1]) / 2
    x, y = (float(value) for value in box.mean(0))
    return Piece(text, x, y, math.hypot(dx, dy), math.hypot(*map(float, low)), dy / dx if abs(dx) > 1 else 0.0)
