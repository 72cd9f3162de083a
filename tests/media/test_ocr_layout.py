"""Reading order: rows, columns of prose, tables by rows, pages askew."""

import math

from kla_desktop.media.ocr_layout import Piece, in_order


def piece(text: str, x: float, y: float, width: float, height: float = 30) -> Piece:
    return Piece(text, x + width / 2, y, width, height)


def askew(pieces: list[Piece], degrees: float, converge: float = 0.0) -> list[Piece]:
    """Turn a page by some degrees, and let its baselines converge as in a photo from the side."""
    found = []
    for one in pieces:
        slope = math.tan(math.radians(degrees)) + converge * (one.y - 500)
        found.append(Piece(one.text, one.x, one.y + slope * (one.x - 500), one.width, one.height, slope))
    return found


LABELS = [
    piece(text, x, 100 + 40 * row, width)
    for row, pair in enumerate((("Hari", "Selasa"), ("Tempat", "Aula"), ("Acara", "Rapat koordinasi forum anak")))
    for text, x, width in ((pair[0], 100, 120), (pair[1], 300, 14 * len(pair[1])))
]
COLUMNS = [
    piece("Buletin Layak Anak", 200, 20, 600, 60),
    *(piece(f"kiri {n}", 60, 100 + 40 * n, 420 if n != 5 else 120) for n in range(8)),
    *(piece(f"kanan {n}", 540, 104 + 40 * n, 420 if n != 7 else 200) for n in range(8)),
    piece("Kaki halaman dari tepi ke tepi yang panjang", 60, 500, 900),
]
TABLE = [
    piece(text, x, 100 + 40 * row, width)
    for row in range(6)
    for text, x, width in ((f"{row}.", 60, 30), (f"nama {row}", 120, 260), (f"dinas {row}", 420, 380))
]


def test_labels_stay_with_their_values() -> None:
    assert in_order(LABELS) == ["Hari Selasa", "Tempat Aula", "Acara Rapat koordinasi forum anak"]


def test_columns_one_after_the_other() -> None:
    left, right = [f"kiri {n}" for n in range(8)], [f"kanan {n}" for n in range(8)]
    expected = ["Buletin Layak Anak", *left, *right, "Kaki halaman dari tepi ke tepi yang panjang"]
    assert in_order(COLUMNS) == expected
    assert in_order(askew(COLUMNS, 2)) == expected


def test_tables_row_by_row() -> None:
    assert in_order(TABLE) == [f"{n}. nama {n} dinas {n}" for n in range(6)]


def test_pages_askew_and_seen_from_the_side() -> None:
    lines = [piece(f"{side} {n}", x, 100 + 36 * n, 300) for n in range(20) for side, x in (("a", 50), ("b", 600))]
    expected = [f"a {n} b {n}" for n in range(20)]
    for degrees in (-6, -2, 0, 2, 6):
        for converge in (-0.0001, 0, 0.0001):
            assert in_order(askew(lines, degrees, converge)) == expected


def test_nothing_and_one_word() -> None:
    assert in_order([]) == []
    assert in_order([piece("x", 0, 0, 20)]) == ["x"]
