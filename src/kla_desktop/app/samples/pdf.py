"""A small PDF writer for the sample documents: A4 pages of plain Helvetica text that any reader can extract.

Only what a letter needs: headings in bold, wrapped paragraphs, a ruled line. Format: PDF 1.4, ISO 32000-1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_PAGE = (595, 842)  # A4 in points
_LEFT, _RIGHT, _TOP, _FOOT = 72, 523, 776, 72


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its text, letter size in points, weight, whether centred, indent in points, a rule below it."""

    text: str
    size: int = 11
    bold: bool = False
    centred: bool = False
    indent: int = 0
    rule: bool = False


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in points; letters outside ASCII count as an average one."""
    units = sum(_WIDTHS[ord(letter) - 32] if " " <= letter <= "~" else 556 for letter in text)
    return units * size / 1000 * (1.06 if bold else 1.0)


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a paragraph at spaces so that every line fits into `room` points."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size, bold=bold) > room:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def write_pdf(lines: Sequence[Line], *, title: str, created: str) -> bytes:
    """Set the paragraphs on as many pages as they need; `created` is a PDF date such as D:20260207140000+07'00'."""
    pages: list[list[str]] = [[]]
    y = float(_TOP)
    for line in lines:
        leading = line.size * 1.45
        for part in wrap(line.text, _RIGHT - _LEFT - line.indent, line.size, bold=line.bold):
            if y < _FOOT:
                pages.append([])
                y = float(_TOP)
            width = text_width(part, line.size, bold=line.bold)
            x = (_PAGE[0] - width) / 2 if line.centred else _LEFT + line.indent
            face = "F2" if line.bold else "F1"
            pages[-1].append(f"BT /{face} {line.size} Tf {x:.1f} {y:.1f} Td ({_escaped(part)}) Tj ET")
            y -= leading
        if line.rule:
            pages[-1].append(f"1.4 w {_LEFT} {y + 6:.1f} m {_RIGHT} {y + 6:.1f} l S")
            y -= 8
        y -= 3
    return _assembled(["\n".join(page) for page in pages], title, created)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assembled(pages: Sequence[str], title: str, created: str) -> bytes:
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        font.format("Helvetica"),
        font.format("Helvetica-Bold"),
        f"<< /Title ({_escaped(title)}) /CreationDate ({_escaped(created)}) >>",
    ]
    for number, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_PAGE[0]} {_PAGE[1]}] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        length = len(content.encode("cp1252"))
        objects.append(f"<< /Length {length} >>\nstream\n{content}\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
