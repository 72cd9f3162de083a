"""Puts what was read on a page into reading order: rows from top to bottom, columns of prose one after the other.

Works on rectangles alone: pictures and networks are elsewhere. Coordinates are pixels, `x` to the right, `y` down.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

_SAME_ROW: Final = 0.55
"""Pieces stand on one row when their middles differ by less than this share of the smaller height."""
_PROSE: Final = 11.0
"""A piece of at least so many heights can be a line of a column; cells of tables and labels are shorter."""
_COLUMN_ROWS: Final = 4
_FULL: Final = 0.72
"""Lines of a column of prose fill it to at least this share, on the median."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words on a page; `x`, `y` is its middle, `slope` the rise of its baseline per pixel of width."""

    text: str
    x: float
    y: float
    width: float
    height: float
    slope: float = 0.0

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width / 2


Row = list[Piece]


def in_order(pieces: Sequence[Piece]) -> list[str]:
    """Return the page's rows as text, in the order in which a person reads them."""
    return [" ".join(piece.text for piece in row) for row in _read(_rows(straightened(pieces)))]


def straightened(pieces: Sequence[Piece]) -> list[Piece]:
    """Undo skew and perspective: baselines of a photographed page meet far away, here they become level.

    Their slope is fitted as a + b·y, each piece weighing as much as it is wide; what lies far off the fit is left out.
    """
    flat = [piece for piece in pieces if piece.width > 3 * piece.height] or list(pieces)
    if not flat:
        return []
    middle_x = median(piece.x for piece in flat)
    middle_y = median(piece.y for piece in flat)
    a, b = _slope_of(flat, middle_y)
    near = [p for p in flat if abs(p.slope - a - b * (p.y - middle_y)) < 0.02]  # noqa: PLR2004 - about one degree
    if len(near) >= 3:  # noqa: PLR2004 - a line needs some points
        a, b = _slope_of(near, middle_y)
    return [
        replace(piece, y=middle_y + (dy - a * dx) / max(0.2, 1 + b * dx))
        for piece in pieces
        for dx, dy in [(piece.x - middle_x, piece.y - middle_y)]
    ]


def _slope_of(pieces: Sequence[Piece], middle: float) -> tuple[float, float]:
    """Fit slope = a + b·(y - middle) by weighted least squares."""
    weight = sum(p.width for p in pieces)
    mean_y = sum(p.width * (p.y - middle) for p in pieces) / weight
    mean_s = sum(p.width * p.slope for p in pieces) / weight
    spread = sum(p.width * (p.y - middle - mean_y) ** 2 for p in pieces)
    b = sum(p.width * (p.y - middle - mean_y) * (p.slope - mean_s) for p in pieces) / spread if spread else 0.0
    return mean_s - b * mean_y, b


def _rows(pieces: Iterable[Piece]) -> list[Row]:
    """Gather pieces that stand on one row, from left to right."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda one: one.y):
        best, distance = None, math.inf
        for row in rows[-6:]:
            for other in row:
                apart = abs(other.y - piece.y)
                smaller = min(other.height, piece.height)
                if apart < _SAME_ROW * smaller and apart < distance and not _overlap(row, piece):
                    best, distance = row, apart
        if best is None:
            rows.append([piece])
        else:
            best.append(piece)
    rows.sort(key=lambda row: median(piece.y for piece in row))
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _overlap(row: Row, piece: Piece) -> bool:
    """Whether a piece lies over one of a row by more than a third: then it is another row, printed tightly."""
    return any(
        min(other.right, piece.right) - max(other.left, piece.left) > min(other.width, piece.width) / 3 for other in row
    )


def _read(rows: list[Row]) -> list[Row]:
    """Order rows, taking columns of prose one after the other."""
    ordered: list[Row] = []
    at = 0
    while at < len(rows):
        found = _columns_from(rows, at)
        if found is None:
            ordered.append(rows[at])
            at += 1
            continue
        end, gutter = found
        left = [[piece for piece in row if piece.x < gutter] for row in rows[at:end]]
        right = [[piece for piece in row if piece.x >= gutter] for row in rows[at:end]]
        ordered += _read([row for row in left if row]) + _read([row for row in right if row])
        at = end
    return ordered


def _columns_from(rows: list[Row], start: int) -> tuple[int, float] | None:
    """Say where columns that begin at `start` end, and where the gutter between the first and the others runs."""
    low, high = -math.inf, math.inf
    both, end = 0, start
    lefts: list[Piece] = []
    rights: list[Piece] = []
    for n in range(start, len(rows)):
        row = rows[n]
        gap = _gap(row)
        if gap is not None and max(low, gap[0]) < min(high, gap[1]):
            low, high = max(low, gap[0]), min(high, gap[1])
            both += 1
            end = n + 1
            lefts.append(row[0])
            rights.append(row[1])
        elif both and all(
            (piece.right <= high and piece.x < low) or (piece.left >= low and piece.x > high) for piece in row
        ):
            end = n + 1
        elif both or n - start > 2 or len(row) > 2:  # noqa: PLR2004 - headings above columns, one in each
            break
    gutter = (low + high) / 2
    if both < _COLUMN_ROWS or not (_filled(lefts) and _filled(rights)):
        return None
    crossed = any(piece.left < gutter < piece.right for row in rows[start:end] for piece in row)
    return None if crossed else (end, gutter)


def _gap(row: Row) -> tuple[float, float] | None:
    """Return the gutter of a row of prose pieces, None for any other row."""
    if len(row) < 2 or any(piece.width < _PROSE * piece.height for piece in row[:2]):  # noqa: PLR2004 - two sides
        return None
    left, right = row[0], row[1]
    space = right.left - left.right
    return (left.right, right.left) if space > 0.5 * min(left.height, right.height) else None


def _filled(lines: list[Piece]) -> bool:
    widest = max(piece.right for piece in lines) - min(piece.left for piece in lines)
    return median(piece.width for piece in lines) >= _FULL * widest
