"""The embedded typeface of all paper, and text made to fit: what the font lacks, what is too long, where lines break.

Text goes onto the canvas as plain strings, never as markup, so a title such as "<b>" is just that title.
"""

import functools
import re
import unicodedata

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from ttf_opensans import OPENSANS_BOLD, OPENSANS_REGULAR, OPENSANS_SEMIBOLD

REGULAR, SEMIBOLD, BOLD = "KlaRegular", "KlaSemibold", "KlaBold"
_FACES = {REGULAR: OPENSANS_REGULAR, SEMIBOLD: OPENSANS_SEMIBOLD, BOLD: OPENSANS_BOLD}
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_PICTURES = frozenset(("So", "Sk", "Mn", "Me", "Cn"))
_LACKING = "\ufffd"
_SPACES = re.compile(r"\s+")
_PIECES = re.compile(r"\S+?(?:[-/_.,](?=\S)|(?=\s)|$)|\s+")
_LONGEST = 2000
"""Characters looked at of one text; paper shows far fewer."""


@functools.cache
def register() -> frozenset[int]:
    """Make the faces known to reportlab, once; return the code points that they can draw."""
    rl_config.useA85 = 0  # binary streams: a fifth smaller, and pictures embed 60 times faster
    known: set[int] = set()
    for name, face in _FACES.items():
        font = TTFont(name, str(face.path))
        pdfmetrics.registerFont(font)
        drawn = set(font.face.charToGlyph)
        known = known & drawn if known else drawn
    return frozenset(known)


def printable(text: str) -> str:
    """Return the text on one line with what cannot be seen or drawn taken out.

    Direction marks and emoji go without a trace; a run of letters of a script that the font lacks becomes one "�".
    """
    known = register()
    text = text[:_LONGEST]
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if char.isspace() or category in {"Cc", "Zl", "Zp"}:
            out.append(" ")
        elif category in _UNSEEN:
            continue
        elif ord(char) in known:
            out.append(char)
        elif category not in _PICTURES and (not out or out[-1] != _LACKING):
            out.append(_LACKING)
    return _SPACES.sub(" ", "".join(out)).strip()


def width(text: str, face: str, size: float) -> float:
    """Return how wide a printable text runs, in points."""
    return float(pdfmetrics.stringWidth(text, face, size))


def shortened(text: str, face: str, size: float, room: float) -> str:
    """Cut a printable text with "…" where it would run wider than `room`."""
    if width(text, face, size) <= room:
        return text
    return f"{text[: _fitting(text, face, size, room - width('…', face, size))].rstrip()}…"


def wrapped(text: str, face: str, size: float, room: float, most: int = 0) -> list[str]:
    """Break a printable text into lines of at most `room` points and, if `most` is given, at most so many lines.

    Lines break at blanks, after - / _ . and, where nothing else helps, inside a word.
    """
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(text):
        word = piece
        while word:
            if width((line + word).rstrip(), face, size) <= room:
                line, word = line + word, ""
            elif line.strip():
                lines.append(line.rstrip())
                line, word = "", word.lstrip()
            else:
                count = max(1, _fitting(word, face, size, room))
                lines.append(word[:count])
                line, word = "", word[count:]
        if most and len(lines) > most:
            break
    if line.strip():
        lines.append(line.rstrip())
    if most and len(lines) > most:
        lines[most - 1] = shortened(f"{lines[most - 1]} {lines[most]}", face, size, room - 1)
        if not lines[most - 1].endswith("…"):
            lines[most - 1] += "…"
        del lines[most:]
    return lines


def _fitting(text: str, face: str, size: float, room: float) -> int:
    """How many characters from the start fit into `room`."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle], face, size) <= room:
            low = middle
        else:
            high = middle - 1
    return low
