"""Stylised people for the sample photos: always from behind or without features, nobody's face."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from PIL import Image

from kla_desktop.app.samples.brush import Colour, Cutout, Point, shade, shadow

_At = Callable[[float, float], Point]
_SKINS: tuple[Colour, ...] = ((168, 118, 84), (150, 102, 72), (184, 134, 98), (134, 90, 62))
_HAIR: Colour = (30, 25, 24)
_CLOTH: tuple[Colour, ...] = (
    (70, 96, 132), (146, 62, 66), (88, 122, 92), (190, 160, 118), (92, 76, 118), (206, 200, 190), (58, 70, 78),
    (186, 112, 104), (74, 130, 134), (166, 138, 66),
)  # fmt: skip
_SCARF: tuple[Colour, ...] = (
    (208, 190, 170), (118, 66, 82), (46, 62, 92), (176, 140, 150), (92, 110, 86), (226, 222, 214), (64, 54, 58),
    (150, 118, 88),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How one figure is dressed; `scarf` None shows the hair."""

    child: bool
    skin: Colour
    shirt: Colour
    lower: Colour
    scarf: Colour | None = None
    skirt: bool = False
    pack: Colour | None = None
    cap: Colour | None = None
    toddler: Colour | None = None


def woman(rng: Random, *, toddler: bool = False) -> Look:
    """Dress a woman in a long dress and a headscarf."""
    dress = rng.choice(_CLOTH)
    hood = rng.choice(_CLOTH) if toddler else None
    return Look(False, rng.choice(_SKINS), dress, shade(dress, 0.8), rng.choice(_SCARF), skirt=True, toddler=hood)


def man(rng: Random, *, shirt: Colour | None = None) -> Look:
    """Dress a man in shirt and trousers, now and then with a black peci."""
    cap = (22, 22, 26) if rng.random() < 0.4 else None  # noqa: PLR2004 - two men in five
    return Look(False, rng.choice(_SKINS), shirt or rng.choice(_CLOTH), (44, 44, 52), cap=cap)


def pupil(rng: Random, *, shorts: Colour = (158, 34, 40), pack: bool = True) -> Look:
    """Dress a child in the white and red of primary school."""
    girl = rng.random() < 0.5  # noqa: PLR2004 - half of them
    return Look(
        True, rng.choice(_SKINS), (232, 232, 228), shorts,
        scarf=(236, 236, 234) if girl and rng.random() < 0.7 else None,  # noqa: PLR2004 - most girls wear one
        skirt=girl, pack=rng.choice(_CLOTH) if pack else None,
    )  # fmt: skip


def child(rng: Random) -> Look:
    """Dress a child for an afternoon at play."""
    girl = rng.random() < 0.5  # noqa: PLR2004 - half of them
    bright: tuple[Colour, ...] = ((222, 92, 70), (66, 132, 186), (236, 184, 70), (98, 160, 104), (214, 128, 160))
    scarf = rng.choice(_SCARF) if girl and rng.random() < 0.6 else None  # noqa: PLR2004
    return Look(True, rng.choice(_SKINS), rng.choice(bright), rng.choice(_CLOTH), scarf, skirt=girl)


def standing(
    photo: Image.Image, rng: Random, look: Look, feet: Point, height: float, *, blur: float = 0,
    light: tuple[float, float] = (1.08, 0.68), front: bool = False, sun: float = 0.5,
) -> None:  # fmt: skip
    """Stand a figure on the ground, seen from behind (or, with `front`, masked and looking down at the work)."""
    x, y = feet
    lean = rng.uniform(-0.012, 0.012)

    def at(dx: float, dy: float) -> Point:
        return x + (dx + lean * (1 - dy)) * height, y - (1 - dy) * height

    shadow(photo, [at(-0.16, 0.985), at(0.2, 0.955), at(0.42, 1.0), at(0.16, 1.025), at(-0.14, 1.02)],
           blur=height * 0.025, depth=sun)  # fmt: skip
    cut = Cutout((x - height * 0.3, y - height * 1.03, x + height * 0.3, y + height * 0.03))
    neck, hem = (0.2, 0.56) if look.child else (0.155, 0.54)
    if look.skirt and not look.child:
        cut.shape([at(-0.1, 0.4), at(0.1, 0.4), at(0.15, 0.96), at(0.0, 0.98), at(-0.15, 0.96)], look.lower, rounds=2)
        for dx in (-0.08, -0.03, 0.02, 0.07, 0.1):
            cut.fold([at(dx * 0.6, 0.5), at(dx * 1.3, 0.96)], rng.randint(40, 80), height * 0.018)
    else:
        _legs(cut, look, at, height, hem)
    for side in (-1, 1):
        _arm(cut, rng, look, at, height=height, shoulder=(side * 0.104, neck + 0.075))
    _shirt(cut, rng, look, at, height=height, neck=neck, hem=hem)
    _carried(cut, look, at, height, neck)
    _head(cut, rng, look, at, height=height, neck=neck, front=front)
    cut.onto(photo, light=light, blur=blur)


def _disc(cut: Cutout, centre: Point, radius: float, colour: Colour) -> None:
    x, y = centre
    cut.oval((x - radius, y - radius, x + radius, y + radius), colour)


def _legs(cut: Cutout, look: Look, at: _At, height: float, hem: float) -> None:
    """Draw legs and shoes, then shorts, trousers or a short skirt over them."""
    bare = look.child and not (look.skirt and look.scarf)
    leg = look.skin if bare else shade(look.lower, 0.9)
    knee = 0.74 if look.child else 0.97
    for side in (-1, 1):
        cut.shape([at(side * 0.012, 0.6), at(side * 0.1, 0.6), at(side * 0.082, 0.96), at(side * 0.02, 0.96)], leg)
        cut.shape([at(side * 0.01, 0.945), at(side * 0.095, 0.945), at(side * 0.1, 1.0), at(side * 0.005, 1.0)],
                  (38, 34, 34), rounds=2)  # fmt: skip
    out = 0.15 if look.skirt else 0.105
    cut.shape([at(-0.1, hem - 0.04), at(0.1, hem - 0.04), at(out, knee), at(0.0, knee + 0.012), at(-out, knee)],
              look.lower, rounds=1)  # fmt: skip
    cut.fold([at(0, hem), at(0, knee)], 90, height * 0.02)


def _arm(cut: Cutout, rng: Random, look: Look, at: _At, *, height: float, shoulder: tuple[float, float]) -> None:
    """Let one arm hang: short sleeves for children, long ones for adults."""
    side = -1 if shoulder[0] < 0 else 1
    reach = rng.uniform(0.118, 0.142)
    top, elbow = at(*shoulder), at(side * (reach + 0.022), 0.39)
    hand = at(side * reach, 0.55)
    cut.stroke([top, elbow, hand], look.skin, height * 0.036)
    _disc(cut, (hand[0], hand[1] + height * 0.006), height * 0.022, look.skin)
    sleeve = shade(look.shirt, 0.9)
    cuff = at(side * (reach + 0.02), 0.36) if look.child else at(side * (reach + 0.003), 0.52)
    cut.stroke([top, cuff] if look.child else [top, elbow, cuff], sleeve, height * 0.064)
    _disc(cut, top, height * 0.032, sleeve)


def _shirt(cut: Cutout, rng: Random, look: Look, at: _At, *, height: float, neck: float, hem: float) -> None:
    wide = 0.125 if look.child else 0.122
    cut.shape([at(-0.05, neck), at(0.05, neck), at(wide, neck + 0.035), at(wide * 0.98, neck + 0.16),
               at(wide * 0.86, hem - 0.12), at(wide * 0.95, hem), at(-wide * 0.95, hem), at(-wide * 0.86, hem - 0.12),
               at(-wide * 0.98, neck + 0.16), at(-wide, neck + 0.035)], look.shirt, rounds=2)  # fmt: skip
    for _ in range(4):
        dx = rng.uniform(-0.09, 0.09)
        top = rng.uniform(0.3, 0.42)
        cut.fold([at(dx, top), at(dx * 0.7 + 0.02, hem - 0.03)], rng.randint(18, 42), height * 0.008)
    for side in (-1, 1):
        cut.fold([at(side * wide * 0.8, neck + 0.13), at(side * wide * 0.9, hem)], 46, height * 0.012)
    if not look.scarf:
        collar = [at(-0.05, neck + 0.006), at(0.0, neck + 0.016), at(0.05, neck + 0.006)]
        cut.stroke(collar, shade(look.shirt, 0.82), height * 0.018)


def _carried(cut: Cutout, look: Look, at: _At, height: float, neck: float) -> None:
    """Put on a school bag, or a small child over the shoulder."""
    if look.pack:
        for side in (-1, 1):
            strap = [at(side * 0.075, neck + 0.02), at(side * 0.07, neck + 0.09)]
            cut.stroke(strap, shade(look.pack, 0.6), height * 0.02)
        cut.slab((*at(-0.095, neck + 0.05), *at(0.095, 0.51)), look.pack, radius=height * 0.045)
        cut.slab((*at(-0.07, 0.395), *at(0.07, 0.49)), shade(look.pack, 0.78), radius=height * 0.02)
        cut.fold([at(-0.08, 0.36), at(0.08, 0.36)], 80, height * 0.012)
    if look.toddler:
        cut.shape([at(0.02, 0.24), at(0.15, 0.24), at(0.18, 0.42), at(0.05, 0.46)], shade(look.toddler, 1.05))
        cut.oval((*at(0.055, 0.125), *at(0.155, 0.245)), look.toddler)
        cut.fold([at(0.04, 0.27), at(0.16, 0.27)], 70, height * 0.014)


def _head(cut: Cutout, rng: Random, look: Look, at: _At, *, height: float, neck: float, front: bool) -> None:
    """Draw neck, head, and what covers it."""
    big = 1.45 if look.child else 1.0
    across, down = 0.05 * big, 0.066 * (1 + (big - 1) * 0.8)
    middle = down + 0.008
    cut.shape([at(-0.034, middle), at(0.034, middle), at(0.045, neck + 0.03), at(-0.045, neck + 0.03)], look.skin)
    if look.scarf:
        cut.shape([at(-across * 0.75, 0.004), at(across * 0.75, 0.004), at(across * 1.25, middle),
                   at(across * 1.2, neck), at(0.13, neck + 0.09), at(0.105, neck + 0.18), at(0.0, neck + 0.24),
                   at(-0.105, neck + 0.18), at(-0.13, neck + 0.09), at(-across * 1.2, neck),
                   at(-across * 1.25, middle)], look.scarf, rounds=3)  # fmt: skip
        for dx in (-0.06, 0.0, 0.05):
            cut.fold([at(dx * 0.4, neck - 0.01), at(dx * 1.5, neck + 0.17)], rng.randint(45, 85), height * 0.013)
        cut.fold([at(-across, neck - 0.005), at(across, neck - 0.005)], 70, height * 0.012)
    else:
        for side in (-1, 1):
            _disc(cut, at(side * across * 0.98, middle + 0.008), height * 0.014, shade(look.skin, 0.92))
        cut.oval((*at(-across, 0.008), *at(across, middle + down)), look.skin)
        low = middle + down * (0.35 if not look.skirt else 0.95)
        cut.shape([at(-across * 0.8, 0.0), at(across * 0.8, 0.0), at(across * 1.1, middle * 0.7),
                   at(across * 0.98, low), at(0.0, low + 0.02), at(-across * 0.98, low),
                   at(-across * 1.1, middle * 0.7)], _HAIR)  # fmt: skip
        if look.skirt:
            cut.shape([at(-0.02, middle), at(0.02, middle), at(0.028, neck + 0.08), at(0, neck + 0.11),
                       at(-0.028, neck + 0.08)], _HAIR)  # fmt: skip
        if look.cap:
            cut.shape([at(-across * 1.02, -0.008), at(across * 1.02, -0.008), at(across * 1.12, middle * 0.85),
                       at(-across * 1.12, middle * 0.85)], look.cap, rounds=1)  # fmt: skip
    if front:
        cut.oval((*at(-across * 0.72, 0.03), *at(across * 0.72, middle + down * 0.9)), look.skin)
        cut.shape([at(-across * 0.72, middle + 0.012), at(0, middle + 0.004), at(across * 0.72, middle + 0.012),
                   at(across * 0.5, middle + down * 0.95), at(-across * 0.5, middle + down * 0.95)],
                  (176, 208, 214), rounds=2)  # fmt: skip
        cut.fold([at(-across * 0.6, middle - 0.012), at(across * 0.6, middle - 0.012)], 90, height * 0.014)


def sitting(
    photo: Image.Image, rng: Random, look: Look, seat: Point, size: float, *, chair: Colour | None,
    blur: float = 0, light: tuple[float, float] = (1.08, 0.68),
) -> None:  # fmt: skip
    """Seat a figure seen from behind: on a plastic chair, or (chair None) cross-legged; `size` is its height."""
    x, y = seat
    lean = rng.uniform(-0.03, 0.03)

    def at(dx: float, dy: float) -> Point:
        return x + (dx * 2.05 + lean * (1 - dy)) * size, y - (1 - dy * 1.9) * size

    shadow(photo, [(x - size * 0.45, y - size * 0.1), (x + size * 0.5, y - size * 0.12),
                   (x + size * 0.62, y + size * 0.12), (x - size * 0.4, y + size * 0.12)],
           blur=size * 0.06, depth=0.5)  # fmt: skip
    cut = Cutout((x - size * 0.6, y - size * 1.06, x + size * 0.6, y + size * (0.62 if chair else 0.14)))
    neck = 0.2 if look.child else 0.165
    wide = 0.13 if look.child else 0.14
    if not chair:
        cut.shape([at(-0.2, 0.47), at(0.2, 0.47), at(0.245, 0.54), at(0.16, 0.575), at(-0.16, 0.575), at(-0.245, 0.54)],
                  look.lower)  # fmt: skip
    for side in (-1, 1):
        cut.shape([at(side * wide * 0.6, neck + 0.035), at(side * wide * 1.02, neck + 0.045),
                   at(side * (wide + 0.045), 0.4), at(side * (wide + 0.02), 0.53), at(side * wide * 0.8, 0.53)],
                  shade(look.shirt, 0.88))  # fmt: skip
        cut.fold([at(side * wide * 0.86, neck + 0.13), at(side * wide * 0.96, 0.53)], 70, size * 0.03)
    cut.shape([at(-0.05, neck), at(0.05, neck), at(wide, neck + 0.04), at(wide * 0.95, 0.4), at(wide, 0.55),
               at(-wide, 0.55), at(-wide * 0.95, 0.4), at(-wide, neck + 0.04)], look.shirt, rounds=2)  # fmt: skip
    for _ in range(4):
        dx = rng.uniform(-0.1, 0.1)
        cut.fold([at(dx, rng.uniform(0.28, 0.4)), at(dx * 0.7, 0.53)], rng.randint(20, 45), size * 0.016)
    _head(cut, rng, look, at, height=size * 2, neck=neck, front=False)
    if chair:
        dark = shade(chair, 0.6)
        for side in (-1, 1):
            cut.stroke([at(side * 0.125, 0.5), at(side * 0.15, 0.82)], dark, size * 0.035)
        cut.slab((*at(-0.135, 0.34), *at(0.135, 0.53)), chair, radius=size * 0.07)
        for slot in range(4):
            left = -0.085 + slot * 0.048
            cut.slab((*at(left, 0.385), *at(left + 0.022, 0.47)), shade(look.shirt, 0.5), radius=size * 0.02)
        cut.slab((*at(-0.145, 0.545), *at(0.145, 0.585)), shade(chair, 0.8), radius=size * 0.02)
        cut.fold([at(-0.13, 0.36), at(0.13, 0.36)], 20, size * 0.02)
    cut.onto(photo, light=light, blur=blur)
