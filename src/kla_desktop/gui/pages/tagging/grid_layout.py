"""Where the cells and the day headings of a grid lie: plain arithmetic, so that it costs nothing per item.

Cells are stretched until their columns fill the width. A section that fills no row by itself shares its band with the
small ones that follow, each below its own heading, so that ten days with one photo each do not cost ten rows.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect

from kla_desktop.gui.item_models.listing_reader import Section
from kla_desktop.gui.theme import Size, Space

HEADING = 38
CAPTION = 38
PICTURE_SHARE = 0.75
_RATHER_MORE = 0.1
"""Between too few and too many columns, rather one more: many small pictures show more of a day than few large ones."""


@dataclass(frozen=True, slots=True)
class CellSize:
    """The size of a cell and of the picture in it, in device-independent pixels."""

    width: int
    height: int
    picture_width: int
    picture_height: int


def fitted(width: int, zoom: float) -> tuple[int, CellSize]:
    """Return how many columns fill a width, and their cells; 1.0 is about the size of the design."""
    inset = (Size.CELL - Size.THUMBNAIL) // 2
    room = max(Size.CELL // 2, width - 2 * Space.L) + Space.M
    columns = max(1, round(room / (Size.CELL * zoom + Space.M) + _RATHER_MORE))
    wide = room // columns - Space.M
    high = round((wide - 2 * inset) * PICTURE_SHARE)
    return columns, CellSize(wide, inset + high + CAPTION, wide - 2 * inset, high)


@dataclass(slots=True)
class _Band:
    """Sections side by side: from section `first` to before `end`; more than one only where there is one line."""

    top: int
    first: int
    end: int
    lines: int


class GridLayout:
    """Bands below each other, cells in lines. All coordinates count from the top of the contents."""

    def __init__(self) -> None:
        self.sections: Sequence[Section] = ()
        self.columns, self.cell = fitted(0, 1.0)
        self.height = 0
        self._starts: list[int] = []
        self._lefts: list[int] = []
        """The column in which each section begins."""
        self._bands: list[_Band] = []
        self._tops: list[int] = []
        self._band_of: list[int] = []

    def arrange(self, sections: Sequence[Section], width: int, zoom: float) -> None:
        """Lay out anew."""
        self.sections = sections
        self.columns, self.cell = fitted(width, zoom)
        self._starts = [section.start for section in sections]
        self._lefts, self._bands, self._band_of, self._tops = [], [], [], []
        columns, heading, pitch = self.columns, self._heading, self._pitch
        top, used, alone = 0 if heading else Space.M, columns, True
        for at, section in enumerate(sections):
            count, named = section.count, bool(section.key)
            if used + count > columns or named or alone:  # it begins a band
                if at:
                    top += heading + self._bands[-1].lines * pitch
                self._bands.append(_Band(top, at, at + 1, -(-count // columns)))
                self._tops.append(top)
                used, alone = 0, named
            else:
                self._bands[-1].end = at + 1
            self._lefts.append(used)
            self._band_of.append(len(self._bands) - 1)
            used += count
        self.height = Space.XS + (top + heading + self._bands[-1].lines * pitch if sections else top)

    @property
    def has_headings(self) -> bool:
        """False for a list that is not grouped by day."""
        return len(self.sections) > 1 or bool(self.sections and self.sections[0].day)

    @property
    def _heading(self) -> int:
        return HEADING if self.has_headings else 0

    @property
    def _pitch(self) -> int:
        return self.cell.height + Space.M

    @property
    def _step(self) -> int:
        return self.cell.width + Space.M

    @property
    def _end(self) -> int:
        return self.sections[-1].start + self.sections[-1].count if self.sections else 0

    def cell_rect(self, row: int) -> QRect:
        """Return where a cell lies; empty for a row that is not there."""
        at = bisect_right(self._starts, row) - 1
        if at < 0 or row >= self._end:
            return QRect()
        line, column = divmod(row - self._starts[at], self.columns)
        left = Space.L + (self._lefts[at] + column) * self._step
        top = self._bands[self._band_of[at]].top + self._heading + line * self._pitch
        return QRect(left, top, self.cell.width, self.cell.height)

    def heading_rect(self, at: int, width: int) -> QRect:
        """Return where the heading of section `at` lies: above its cells, up to where the next one begins."""
        band = self._bands[self._band_of[at]]
        left = Space.L + self._lefts[at] * self._step
        right = Space.L + self._lefts[at + 1] * self._step - Space.M if at + 1 < band.end else width - Space.L
        return QRect(left, band.top, right - left, self._heading)

    def row_at(self, x: int, y: int) -> int:
        """Return the row whose cell holds the point, -1 for none."""
        number = bisect_right(self._tops, y) - 1
        if number < 0 or x < Space.L:
            return -1
        band = self._bands[number]
        line, column = (y - band.top - self._heading) // self._pitch, (x - Space.L) // self._step
        if not (0 <= line < band.lines and column < self.columns):
            return -1
        at = self._section_in(band, column)
        row = self._starts[at] + line * self.columns + column - self._lefts[at]
        inside = row < self._starts[at] + self.sections[at].count and self.cell_rect(row).contains(x, y)
        return row if inside else -1

    def section_at(self, x: int, y: int) -> int:
        """Return the section whose heading holds the point, -1 for none."""
        number = bisect_right(self._tops, y) - 1
        if number < 0 or x < Space.L or y >= self._tops[number] + self._heading:
            return -1
        return self._section_in(self._bands[number], (x - Space.L) // self._step)

    def _section_in(self, band: _Band, column: int) -> int:
        """Return the section of a band that lies under a column, or the last one before it."""
        return bisect_right(self._lefts, column, band.first, band.end) - 1

    def _bands_between(self, top: int, bottom: int) -> range:
        return range(max(0, bisect_right(self._tops, top) - 1), bisect_right(self._tops, bottom))

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows whose cells may be seen between two heights."""
        bands = self._bands_between(top, bottom)
        if not bands:
            return range(0)
        first, last = self._bands[bands[0]], self._bands[bands[-1]]
        line = max(0, (top - first.top - self._heading) // self._pitch)
        start = self._starts[first.first] + min(line, first.lines) * self.columns
        line = max(0, (bottom - last.top - self._heading) // self._pitch)
        end = self._starts[last.first] + (line + 1) * self.columns
        if last.end - last.first > 1 or line + 1 >= last.lines:
            end = self._starts[last.end - 1] + self.sections[last.end - 1].count
        return range(min(start, end), end)

    def sections_between(self, top: int, bottom: int) -> range:
        """Return the sections of which something may be seen between two heights."""
        bands = self._bands_between(top, bottom)
        return range(self._bands[bands[0]].first, self._bands[bands[-1]].end) if bands else range(0)

    def rows_in(self, area: QRect) -> list[range]:
        """Return the rows whose cells touch `area`, as ranges; for the rubber band."""
        found: list[range] = []
        first = max(0, (area.left() - Space.L - self.cell.width) // self._step + 1)
        last = min(self.columns - 1, (area.right() - Space.L) // self._step)
        if last < first:
            return found
        for at in self.sections_between(area.top(), area.bottom()):
            section, band = self.sections[at], self._bands[self._band_of[at]]
            body = band.top + self._heading
            top = max(0, (area.top() - body - self.cell.height) // self._pitch + 1)
            bottom = min(band.lines - 1, (area.bottom() - body) // self._pitch)
            left, right = max(0, first - self._lefts[at]), last - self._lefts[at]
            for line in range(top, bottom + 1):
                start = section.start + line * self.columns
                end = min(start + right, section.start + section.count - 1)
                if start + left <= end:
                    found.append(range(start + left, end + 1))
        return found

    def step(self, row: int, lines: int) -> int:
        """Return the row `lines` lines below (or above), in the same column where there is one."""
        at = bisect_right(self._starts, row) - 1
        if at < 0:
            return row
        line, column = divmod(row - self._starts[at], self.columns)
        number, line, column = self._band_of[at], line + lines, column + self._lefts[at]
        while line < 0:
            if number == 0:
                line = 0
                break
            number -= 1
            line += self._bands[number].lines
        while line >= self._bands[number].lines:
            if number == len(self._bands) - 1:
                line = self._bands[number].lines - 1
                break
            line -= self._bands[number].lines
            number += 1
        at = self._section_in(self._bands[number], column)
        target = self._starts[at] + line * self.columns + column - self._lefts[at]
        return min(target, self._starts[at] + self.sections[at].count - 1)


def runs_of(rows: list[int]) -> list[range]:
    """Join sorted rows into ranges."""
    runs: list[range] = []
    for row in rows:
        if runs and runs[-1].stop == row:
            runs[-1] = range(runs[-1].start, row + 1)
        else:
            runs.append(range(row, row + 1))
    return runs
