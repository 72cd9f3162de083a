"""Where the cells and the day headings of a grid lie: plain arithmetic, so that it costs nothing per item."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect

from kla_desktop.gui.item_models.listing_reader import Section
from kla_desktop.gui.theme import Size, Space

HEADING = 43
CAPTION = 32
PICTURE_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class CellSize:
    """The size of a cell and of the picture in it, in device-independent pixels."""

    width: int
    height: int
    picture_width: int
    picture_height: int


def cell_size(zoom: float) -> CellSize:
    """Return the sizes at a zoom; 1.0 is the size of the design."""
    inset = (Size.CELL - Size.THUMBNAIL) // 2
    wide = round(Size.THUMBNAIL * zoom)
    high = round(wide * PICTURE_SHARE)
    return CellSize(wide + 2 * inset, high + CAPTION, wide, high)


class GridLayout:
    """Sections below each other, cells in rows. All coordinates count from the top of the contents."""

    def __init__(self) -> None:
        self.sections: Sequence[Section] = ()
        self.cell = cell_size(1.0)
        self.columns = 1
        self.height = 0
        self._tops: list[int] = []
        self._starts: list[int] = []

    def arrange(self, sections: Sequence[Section], width: int, zoom: float) -> None:
        """Lay out anew."""
        self.sections, self.cell = sections, cell_size(zoom)
        self.columns = max(1, (width - 2 * Space.L + Space.M) // (self.cell.width + Space.M))
        self._starts = [section.start for section in sections]
        self._tops = []
        top = 0 if self.has_headings else Space.M
        for section in sections:
            self._tops.append(top)
            top += self._heading + self._lines(section) * self._pitch
        self.height = top + Space.XS

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

    def _lines(self, section: Section) -> int:
        return -(-section.count // self.columns)

    def cell_rect(self, row: int) -> QRect:
        """Return where a cell lies; empty for a row that is not there."""
        at = bisect_right(self._starts, row) - 1
        if at < 0 or row >= self.sections[at].start + self.sections[at].count:
            return QRect()
        line, column = divmod(row - self.sections[at].start, self.columns)
        left = Space.L + column * (self.cell.width + Space.M)
        top = self._tops[at] + self._heading + line * self._pitch
        return QRect(left, top, self.cell.width, self.cell.height)

    def heading_rect(self, at: int, width: int) -> QRect:
        """Return where the heading of section `at` lies."""
        return QRect(Space.L, self._tops[at], width - 2 * Space.L, self._heading)

    def row_at(self, x: int, y: int) -> int:
        """Return the row whose cell holds the point, -1 for none."""
        at = bisect_right(self._tops, y) - 1
        if at < 0:
            return -1
        section = self.sections[at]
        line = (y - self._tops[at] - self._heading) // self._pitch
        column = (x - Space.L) // (self.cell.width + Space.M)
        if line < 0 or not 0 <= column < self.columns:
            return -1
        row = section.start + line * self.columns + column
        inside = row < section.start + section.count and self.cell_rect(row).contains(x, y)
        return row if inside else -1

    def section_at(self, y: int) -> int:
        """Return the section whose heading holds the height `y`, -1 for none."""
        at = bisect_right(self._tops, y) - 1
        return at if at >= 0 and y < self._tops[at] + self._heading else -1

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows whose cells may be seen between two heights."""
        if not self.sections:
            return range(0)
        first = self._first_row(top)
        last = self._first_row(bottom + self._pitch)
        end = self.sections[-1].start + self.sections[-1].count
        return range(max(0, first), min(end, last + self.columns))

    def sections_between(self, top: int, bottom: int) -> range:
        """Return the sections of which something may be seen between two heights."""
        return range(max(0, bisect_right(self._tops, top) - 1), bisect_right(self._tops, bottom))

    def _first_row(self, y: int) -> int:
        at = max(0, bisect_right(self._tops, y) - 1)
        section = self.sections[at]
        line = max(0, (y - self._tops[at] - self._heading) // self._pitch)
        return section.start + min(line * self.columns, section.count)

    def rows_in(self, area: QRect) -> list[range]:
        """Return the rows whose cells touch `area`, as ranges; for the rubber band."""
        found: list[range] = []
        step = self.cell.width + Space.M
        first = max(0, (area.left() - Space.L - self.cell.width) // step + 1)
        last = min(self.columns - 1, (area.right() - Space.L) // step)
        if last < first:
            return found
        for at in self.sections_between(area.top(), area.bottom()):
            section = self.sections[at]
            body = self._tops[at] + self._heading
            top = max(0, (area.top() - body - self.cell.height) // self._pitch + 1)
            bottom = min(self._lines(section) - 1, (area.bottom() - body) // self._pitch)
            for line in range(top, bottom + 1):
                start = section.start + line * self.columns
                end = min(start + last, section.start + section.count - 1)
                if start + first <= end:
                    found.append(range(start + first, end + 1))
        return found

    def step(self, row: int, lines: int) -> int:
        """Return the row `lines` lines below (or above), in the same column where there is one."""
        at = bisect_right(self._starts, row) - 1
        if at < 0:
            return row
        line, column = divmod(row - self.sections[at].start, self.columns)
        line += lines
        while line < 0:
            if at == 0:
                return row if lines == -1 else min(column, self.sections[0].count - 1)
            at -= 1
            line += self._lines(self.sections[at])
        while line >= self._lines(self.sections[at]):
            if at == len(self.sections) - 1:
                if lines == 1 and row + self.columns > self._end() and self._is_last_line(row):
                    return row
                line = self._lines(self.sections[at]) - 1
                break
            line -= self._lines(self.sections[at])
            at += 1
        section = self.sections[at]
        return section.start + min(line * self.columns + column, section.count - 1)

    def _end(self) -> int:
        return self.sections[-1].start + self.sections[-1].count if self.sections else 0

    def _is_last_line(self, row: int) -> bool:
        section = self.sections[-1]
        return row >= section.start and (row - section.start) // self.columns == self._lines(section) - 1


def runs_of(rows: list[int]) -> list[range]:
    """Join sorted rows into ranges."""
    runs: list[range] = []
    for row in rows:
        if runs and runs[-1].stop == row:
            runs[-1] = range(runs[-1].start, row + 1)
        else:
            runs.append(range(row, row + 1))
    return runs
