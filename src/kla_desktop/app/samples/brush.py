"""Drawing tools for the sample photos: cut-outs with soft edges, textures, foliage, shadows and the camera's own look.

Places and sizes are pixels of a picture 2000 wide and 1500 high.
Chance comes from the `random.Random` handed in, so that the same seed gives the same bytes.
"""

import math
from collections.abc import Sequence
from functools import cache
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from ttf_opensans import opensans

Colour = tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]

WIDTH, HEIGHT = 2000, 1500
STORED = (1840, 1380)  # what the camera keeps of it: turning and closing in cost a margin
_COARSE_BLUR = 5.0  # from this radius on a blur is worked out at a quarter of the size, unseen and much quicker
_LARGE = 300_000  # cut-outs of more pixels are drawn at their own size; the lens softens their edges
_FINE = 2  # cut-outs are drawn at twice the size and shrunk: that gives their soft edges


@cache
def font(size: int, weight: int = 600) -> ImageFont.FreeTypeFont:
    """Open Sans in one size, laid out by the plain engine so that every machine draws it alike."""
    return ImageFont.truetype(str(opensans(font_weight=weight).path), size, layout_engine=ImageFont.Layout.BASIC)


def shade(colour: Colour, factor: float) -> Colour:
    """Make a colour darker (factor below 1) or lighter."""
    red, green, blue = (max(0, min(255, round(part * factor))) for part in colour)
    return red, green, blue


def rounded(points: Sequence[Point], rounds: int = 3) -> list[Point]:
    """Cut the corners of a closed outline (Chaikin's way) until it looks drawn by hand."""
    outline = list(points)
    for _ in range(rounds):
        cut: list[Point] = []
        for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
            cut += [(ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25), (ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75)]
        outline = cut
    return outline


def ramp(size: tuple[int, int], top: Colour, bottom: Colour, *, across: bool = False) -> Image.Image:
    """Fill a picture with a gradient, from the top down or from left to right."""
    mask = Image.linear_gradient("L")
    if across:
        mask = mask.transpose(Image.Transpose.TRANSPOSE)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask.resize(size))


def _fade(size: tuple[int, int], first: float, last: float, *, across: bool = False) -> Image.Image:
    """Return a grey gradient between two strengths of light, 1.1 being white."""
    grey = Image.linear_gradient("L").point(
        [round(255 * min(1.0, (first + (last - first) * step / 255) / 1.1)) for step in range(256)]
    )
    return (grey.transpose(Image.Transpose.TRANSPOSE) if across else grey).resize(size)


def cloudy(rng: Random, size: tuple[int, int], cells: int, low: int, high: int) -> Image.Image:
    """Return smooth grey unevenness between two levels; `cells` blots lie across the width."""
    across, down = max(2, cells), max(2, cells * size[1] // size[0])
    blots = Image.frombytes("L", (across, down), rng.randbytes(across * down))
    grey = blots.resize(size, Image.Resampling.BICUBIC)
    return grey.point([low + (high - low) * level // 255 for level in range(256)])


def mottle(photo: Image.Image, rng: Random, box: Box, *, cells: int = 40, depth: int = 40) -> None:
    """Give a plain patch the unevenness of plaster, earth or cloth; worked out at half the size."""
    left, top, right, bottom = (round(edge) for edge in box)
    size = (right - left, bottom - top)
    half = (size[0] // 2 + 1, size[1] // 2 + 1)
    coarse = cloudy(rng, half, cells, 255 - depth, 255)
    fine = cloudy(rng, half, half[0] // 2, 255 - depth // 2, 255)
    grey = ImageChops.multiply(coarse, fine).resize(size, Image.Resampling.BILINEAR)
    patch = ImageChops.multiply(photo.crop((left, top, right, bottom)), Image.merge("RGB", [grey] * 3))
    photo.paste(patch, (left, top))


def soften(photo: Image.Image, box: Box, radius: float) -> None:
    """Throw one part of the picture out of focus, as a lens does with what is far."""
    left, top, right, bottom = (round(edge) for edge in box)
    part = photo.crop((left, top, right, bottom))
    if radius >= _COARSE_BLUR:
        small = part.reduce(4).filter(ImageFilter.GaussianBlur(radius / 4))
        photo.paste(small.resize(part.size, Image.Resampling.BICUBIC), (left, top))
    else:
        photo.paste(part.filter(ImageFilter.BoxBlur(radius * 0.8)), (left, top))


def shadow(photo: Image.Image, points: Sequence[Point], *, blur: float, depth: float, round_off: bool = True) -> None:
    """Darken the picture softly inside an outline; `depth` 0 to 1."""
    tint(photo, points, (12, 14, 26), blur=blur, depth=depth, round_off=round_off)


def tint(
    photo: Image.Image, points: Sequence[Point], colour: Colour, *, blur: float, depth: float, round_off: bool = True
) -> None:
    """Lay a soft-edged patch of light or dark over the picture; worked out at a quarter of the size."""
    pad = blur * 2.5
    left = max(0, round(min(x for x, _ in points) - pad))
    top = max(0, round(min(y for _, y in points) - pad))
    right = min(WIDTH, round(max(x for x, _ in points) + pad))
    bottom = min(HEIGHT, round(max(y for _, y in points) + pad))
    if right - left < 4 or bottom - top < 4:  # noqa: PLR2004 - nothing of it is in the picture
        return
    small = Image.new("L", ((right - left) // 4 + 1, (bottom - top) // 4 + 1), 0)
    outline = [((x - left) / 4, (y - top) / 4) for x, y in points]
    ImageDraw.Draw(small).polygon(rounded(outline, 2) if round_off else outline, fill=round(depth * 255))
    small = small.filter(ImageFilter.GaussianBlur(max(0.5, blur / 4)))
    photo.paste(colour, (left, top), small.resize((right - left, bottom - top), Image.Resampling.BILINEAR))


def foliage(photo: Image.Image, rng: Random, box: Box, green: Colour, *, leaves: int = 500, blur: float = 4) -> None:
    """Paint a tree's crown: dark depth first, then ever lighter leaves towards the light above."""
    left, top, right, bottom = box
    wide, high = round((right - left) / 2), round((bottom - top) / 2)
    crown = Image.new("RGBA", (wide, high), (*shade(green, 0.35), 0))
    draw = ImageDraw.Draw(crown)
    for step in range(leaves):
        progress = step / leaves
        x = min(wide * 0.93, max(wide * 0.07, rng.gauss(wide / 2, wide / 5.2) + rng.uniform(-9, 9)))
        y = min(high * 0.93, max(high * 0.08, rng.gauss(high * (0.62 - 0.22 * progress), high / 5.6)))
        size = rng.uniform(0.02, 0.075) * min(wide, high) * (1.5 - progress)
        tone = shade(green, 0.32 + 0.75 * progress * rng.uniform(0.6, 1.25))
        draw.ellipse((x - size * 1.3, y - size, x + size * 1.3, y + size * 0.8), fill=(*tone, 255))
    if blur > 1:
        crown = crown.filter(ImageFilter.BoxBlur(blur / 3))
    crown = crown.resize((wide * 2, high * 2), Image.Resampling.BILINEAR)
    photo.paste(crown, (round(left), round(top)), crown)


class Cutout:
    """One thing cut out and laid onto the picture: drawn fine, shaded from the side, then pasted with soft edges."""

    def __init__(self, box: Box) -> None:
        self.left, self.top = round(box[0]), round(box[1])
        wide, high = max(8, round(box[2]) - self.left), max(8, round(box[3]) - self.top)
        self._fine = 1 if wide * high > _LARGE else _FINE
        size = (wide * self._fine, high * self._fine)
        self.image = Image.new("RGBA", size, (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self.image)
        self._folds = Image.new("L", (wide // 2, high // 2), 255)
        self._fold_draw = ImageDraw.Draw(self._folds)

    def _at(self, points: Sequence[Point], scale: float = 0) -> list[Point]:
        scale = scale or self._fine
        return [((x - self.left) * scale, (y - self.top) * scale) for x, y in points]

    def shape(self, points: Sequence[Point], colour: Colour, *, rounds: int = 3) -> None:
        """Fill an outline, its corners rounded `rounds` times."""
        self.draw.polygon(self._at(rounded(points, rounds)), fill=(*colour, 255))

    def oval(self, box: Box, colour: Colour) -> None:
        """Fill an ellipse."""
        (left, top), (right, bottom) = self._at([(box[0], box[1]), (box[2], box[3])])
        self.draw.ellipse((left, top, right, bottom), fill=(*colour, 255))

    def slab(self, box: Box, colour: Colour, *, radius: float = 0) -> None:
        """Fill a rectangle with rounded corners."""
        (left, top), (right, bottom) = self._at([(box[0], box[1]), (box[2], box[3])])
        self.draw.rounded_rectangle((left, top, right, bottom), radius * self._fine, fill=(*colour, 255))

    def stroke(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line with round joints."""
        self.draw.line(self._at(points), fill=(*colour, 255), width=round(width * self._fine), joint="curve")

    def write(self, at: Point, text: str, size: float, colour: Colour, weight: int = 700) -> None:
        """Write one line centred on a point."""
        ((x, y),) = self._at([at])
        self.draw.text((x, y), text, fill=(*colour, 255), font=font(round(size * self._fine), weight), anchor="mm")

    def fold(self, points: Sequence[Point], depth: int = 60, width: float = 8) -> None:
        """Mark a crease or a shaded edge; it is blurred before it darkens the cut-out."""
        self._fold_draw.line(self._at(points, 0.5), fill=255 - depth, width=max(1, round(width / 2)))

    def onto(
        self, photo: Image.Image, *, light: tuple[float, float] = (1.06, 0.74), fall: float = 0.86, blur: float = 0
    ) -> None:
        """Shade from left to right by `light`, darken towards the foot by `fall`, and lay it onto the picture."""
        cut = self.image.reduce(self._fine) if self._fine > 1 else self.image
        folds = self._folds.filter(ImageFilter.GaussianBlur(2.2))
        sides, down = _fade(folds.size, *light, across=True), _fade(folds.size, 1.1, 1.1 * fall)
        grey = ImageChops.multiply(ImageChops.multiply(sides, down), folds).resize(cut.size, Image.Resampling.BILINEAR)
        lit = ImageChops.multiply(cut.convert("RGB"), Image.merge("RGB", [grey] * 3)).point(
            [min(255, round(level * 1.1)) for level in range(256)] * 3
        )
        alpha = cut.getchannel("A")
        if blur >= 1:
            alpha, lit = alpha.filter(ImageFilter.BoxBlur(blur)), lit.filter(ImageFilter.BoxBlur(blur))
        photo.paste(lit, (self.left, self.top), alpha)


def slanted(photo: Image.Image, panel: Image.Image, corners: Sequence[Point]) -> None:
    """Lay a flat panel into the picture so that its four corners (from top left, clockwise) meet the given points."""
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
    size = (round(right - left) + 2, round(bottom - top) + 2)
    source = [(0.0, 0.0), (panel.width, 0.0), (float(panel.width), float(panel.height)), (0.0, panel.height)]
    terms = perspective_terms([(x - left, y - top) for x, y in corners], source)
    flat = panel.convert("RGBA").transform(size, Image.Transform.PERSPECTIVE, terms, Image.Resampling.BILINEAR)
    photo.paste(flat, (round(left), round(top)), flat)


def banner(lines: tuple[str, ...], size: tuple[int, int], cloth: Colour, ink: Colour, edge: Colour) -> Image.Image:
    """Print a cloth banner: a coloured edge, a heading and smaller lines under it."""
    panel = ramp(size, shade(cloth, 1.06), shade(cloth, 0.9))
    draw = ImageDraw.Draw(panel)
    draw.rectangle((0, 0, size[0], size[1] * 0.07), fill=edge)
    draw.rectangle((0, size[1] * 0.93, size[0], size[1]), fill=edge)
    heights = [0.27] + [0.15] * (len(lines) - 1)
    y = size[1] * (0.5 - sum(heights) * 0.58)
    for line, part in zip(lines, heights, strict=True):
        letters = font(round(size[1] * part), 800 if part > 0.2 else 600)  # noqa: PLR2004 - the heading
        while draw.textlength(line, letters) > size[0] * 0.9:
            letters = font(round(letters.size * 0.93), 800)
        y += size[1] * part * 0.58
        draw.text((size[0] / 2, y), line, fill=ink, font=letters, anchor="mm")
        y += size[1] * part * 0.58
    wave = ramp((size[0] // 6, size[1]), (255, 255, 255), (216, 216, 216), across=True).getchannel(0)
    folds = Image.new("L", size, 255)
    for step in range(6):
        folds.paste(wave if step % 2 else wave.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (step * (size[0] // 6), 0))
    return Image.composite(panel, Image.new("RGB", size, (0, 0, 0)), folds)


def perspective_terms(target: Sequence[Point], source: Sequence[Point]) -> tuple[float, ...]:
    """Solve for the eight terms that carry four target corners back to four source corners (Gauss elimination)."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for step in range(8):
        best = max(range(step, 8), key=lambda row: abs(rows[row][step]))
        rows[step], rows[best] = rows[best], rows[step]
        rows[step] = [term / rows[step][step] for term in rows[step]]
        for other in range(8):
            if other != step:
                factor = rows[other][step]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[step], strict=True)]
    return tuple(row[8] for row in rows)


def through_the_lens(
    photo: Image.Image, rng: Random, *, warmth: float = 0.0, bloom: float = 0.25, tilt: float = 1.0
) -> Image.Image:
    """Add what a phone's camera adds: a slight tilt, glowing lights, a colour cast, dark corners and grain."""
    angle = math.radians(rng.uniform(-tilt, tilt))
    near = (0.985 - abs(angle) * 0.75) * WIDTH / STORED[0]  # close in far enough that no empty corner shows
    cos, sin = math.cos(angle) * near, math.sin(angle) * near
    left = WIDTH / 2 - (cos * STORED[0] + sin * STORED[1]) / 2
    top = HEIGHT / 2 - (cos * STORED[1] - sin * STORED[0]) / 2
    turned = photo.transform(
        STORED, Image.Transform.AFFINE, (cos, sin, left, -sin, cos, top), Image.Resampling.BILINEAR
    )
    small = turned.reduce(8).convert("L")
    glow = small.point([max(0, round((level - 185) * 2.6 * bloom)) for level in range(256)])
    glow = glow.filter(ImageFilter.GaussianBlur(12)).resize(STORED, Image.Resampling.BILINEAR)
    turned.paste((255, 252, 244), (0, 0), glow)
    turned = ImageChops.multiply(turned, _dark_corners())
    curve = [255 * _film(level / 255) for level in range(256)]
    casts = (1 + warmth * 0.07, 1.0, 1 - warmth * 0.09)
    turned = turned.point([min(255, round(level * cast)) for cast in casts for level in curve])
    half = (STORED[0] // 2, STORED[1] // 2)
    grain = Image.frombytes("L", half, rng.randbytes(half[0] * half[1]))
    grain = grain.point([128 + (level - 128) // 14 for level in range(256)]).resize(STORED, Image.Resampling.BILINEAR)
    return ImageChops.add(turned, Image.merge("RGB", [grain] * 3), 1, -128)


@cache
def _dark_corners() -> Image.Image:
    corners = Image.radial_gradient("L").resize(STORED)
    corners = corners.point([255 - max(0, level - 110) * 48 // 145 for level in range(256)])
    return Image.merge("RGB", [corners] * 3)


def _film(level: float) -> float:
    """Brighten the middle and bend the ends, as phones do to please the eye."""
    lifted = min(1.0, level * 1.08)
    bent = lifted * lifted * (3 - 2 * lifted)
    return 0.02 + 0.97 * math.pow(0.55 * lifted + 0.45 * bent, 0.92)
