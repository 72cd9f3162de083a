"""A small picture of a document that has none of its own: its first lines, so that a grid of them is tellable.

Drawn with the product's own typeface; a table shows its columns.
"""

import functools
import io
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 181, 256
"""A4 upright, as tall as a thumbnail may be."""
_EDGE: Final = 13
_HEAD, _BODY = 11, 9
_LEAD: Final = 12
_LINES: Final = 19
_COLUMNS: Final = 4
_LONGEST: Final = 400
_PAPER, _INK, _HEAD_INK, _RULE = 255, 74, 34, 217
_MOST_LETTERS: Final = 2000
_SPACES: Final = re.compile(r"[^\S\t]+")


def draw_words(text: str, *, table: bool = False) -> bytes | None:
    """Draw the beginning of a text as a page; a JPEG, or None where there is nothing to draw."""
    lines = _lines(text)
    if not lines:
        return None
    from PIL import Image, ImageDraw  # noqa: PLC0415 - in workers only, on first use

    page = Image.new("L", (WIDTH, HEIGHT), _PAPER)
    if table:
        _draw_table(page, ImageDraw.Draw(page), lines)
    else:
        _draw_lines(page, lines)
    target = io.BytesIO()
    page.save(target, "JPEG", quality=80)
    return target.getvalue()


def embedded(data: bytes) -> "Image | None":
    """Open a thumbnail that a document brought along, if it is a small JPEG or PNG; None for anything else.

    None, too, for an empty page: what templates carry that were saved before anything was written.
    """
    from PIL import Image  # noqa: PLC0415 - in workers only, on first use

    try:
        picture = Image.open(io.BytesIO(data), formats=["JPEG", "PNG"])
        if not _SMALLEST <= min(picture.size) <= max(picture.size) <= _LARGEST:
            return None
        picture.load()
        shades = [shade for shade, count in enumerate(picture.convert("L").histogram()) if count]
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - Pillow raises a dozen kinds
        return None
    return picture if shades[-1] - shades[0] > _FAINT else None


_SMALLEST, _LARGEST = 40, 2048
_FAINT = 8
"""Difference in brightness, of 255, that nobody sees."""


class _Face:
    """A typeface at one size; each letter is drawn once and then stamped, which is far faster than setting lines."""

    def __init__(self, path: str, size: int) -> None:
        from PIL import ImageFont  # noqa: PLC0415 - in workers only, on first use

        self._font: Any = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
        self._letters: dict[str, tuple[float, Any, tuple[int, int]]] = {}

    def letter(self, char: str) -> tuple[float, Any, tuple[int, int]]:
        """How far the pen moves, the stamp, and where it stands below the pen."""
        found = self._letters.get(char)
        if found is None:
            stamp, offset = self._font.getmask2(char, "L")
            found = (self._font.getlength(char), stamp, offset)
            if len(self._letters) < _MOST_LETTERS:
                self._letters[char] = found
        return found

    def width(self, line: str) -> float:
        """Pixels that a line takes."""
        letters = self._letters
        return sum((letters.get(char) or self.letter(char))[0] for char in line)

    def draw(self, page: "Image", place: tuple[float, float], line: str, ink: int) -> None:
        """Set a line; what does not fit on the page is cut."""
        left, top, end, letters = place[0], round(place[1]), page.width, self._letters
        paste = page.im.paste
        for char in line:
            move, stamp, (right, down) = letters.get(char) or self.letter(char)
            if left + move > end:
                return
            wide, high = stamp.size
            if wide and high:
                x, y = round(left) + right, top + down
                paste(ink, (x, y, x + wide, y + high), stamp)
            left += move


@functools.cache
def _faces() -> tuple[_Face, _Face]:
    from ttf_opensans import OPENSANS_REGULAR, OPENSANS_SEMIBOLD  # noqa: PLC0415 - in workers only, on first use

    return _Face(str(OPENSANS_SEMIBOLD.path), _HEAD), _Face(str(OPENSANS_REGULAR.path), _BODY)


def _lines(text: str) -> list[str]:
    found: list[str] = []
    for line in text[:6000].splitlines():
        plain = line[:_LONGEST]
        if not plain.isprintable():
            plain = "".join(char if char.isprintable() or char == "\t" else " " for char in plain)
        plain = _SPACES.sub(" ", plain).strip(" ")
        if plain.strip():
            found.append(plain)
        if len(found) >= _LINES:
            break
    return found


def _draw_lines(page: "Image", lines: list[str]) -> None:
    head, body = _faces()
    top = _EDGE
    for number, line in enumerate(lines):
        face, ink = (head, _HEAD_INK) if number == 0 else (body, _INK)
        for piece in _wrapped(line.replace("\t", "  "), face, WIDTH - 2 * _EDGE, 3 if number == 0 else 4):
            if top > HEIGHT - _EDGE - _LEAD:
                return
            face.draw(page, (_EDGE, top), piece, ink)
            top += _LEAD + (2 if number == 0 else 0)
        top += 3 if number == 0 else 1


def _wrapped(line: str, face: _Face, width: int, most: int) -> list[str]:
    """Break a line into at most `most` pieces that fit; measured once, broken by the share of characters."""
    pieces: list[str] = []
    fit = max(6, int(len(line) * width / max(1.0, face.width(line)) * 0.97))
    while line and len(pieces) < most:
        if len(line) <= fit:
            pieces.append(line)
            break
        cut = line.rfind(" ", fit // 2, fit + 1)
        cut = cut if cut > 0 else fit
        pieces.append(line[:cut])
        line = line[cut:].lstrip()
    return pieces


def _draw_table(page: "Image", pen: "ImageDraw", lines: list[str]) -> None:
    head, body = _faces()
    rows = [line.split("\t")[:_COLUMNS] for line in lines]
    columns = max(len(row) for row in rows)
    wide = (WIDTH - 2 * 8) / columns
    top = 10
    for row in rows:
        alone = len(row) == 1
        face = head if alone else body
        fit = int((WIDTH - 20 if alone else wide - 6) / (6.2 if alone else 5.0))
        for column, cell in enumerate(row):
            face.draw(page, (10 + column * wide, top), cell[: max(fit, 2)], _HEAD_INK if alone else _INK)
        top += _LEAD + 1
        pen.line((8, top - 1, WIDTH - 8, top - 1), _RULE)
        if top > HEIGHT - _LEAD - 6:
            break
    if columns > 1:
        for column in range(columns + 1):
            pen.line((8 + column * wide, 8, 8 + column * wide, top - 1), _RULE)
