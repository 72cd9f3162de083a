"""Paints what is seen of the grid: the headings, and the cells below them."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QRegion

from kla_desktop.gui import texts
from kla_desktop.gui.item_models.evidence_model import EvidenceModel
from kla_desktop.gui.item_models.thumbnails import Thumbnails
from kla_desktop.gui.pages.tagging.cell import CellPainter, day_words
from kla_desktop.gui.pages.tagging.grid_layout import GridLayout
from kla_desktop.gui.pages.tagging.picking import Picking
from kla_desktop.gui.theme import ink, tokens
from kla_desktop.model.catalogue import Catalogue
from kla_desktop.wording import activities, formats

_MARGIN = 4
"""A focus ring reaches so far out of its cell."""


class GridPainter:
    """Belongs to one view, whose layout and selection it reads."""

    def __init__(
        self, catalogue: Catalogue, model: EvidenceModel, thumbnails: Thumbnails, grid: GridLayout, picking: Picking
    ) -> None:
        self._catalogue, self._evidence, self._thumbnails = catalogue, model, thumbnails
        self._grid, self._picking = grid, picking
        self.offers: dict[int, QRectF] = {}
        """Where the links of the headings lie in the contents, by section."""

    def paint(self, painter: QPainter, region: QRegion, *, offset: int, width: int, current: int) -> None:
        """Paint `region` of a view that is scrolled by `offset`; `current` is the row with the focus, -1 for none."""
        colours, scale, area = tokens(), painter.device().devicePixelRatioF(), region.boundingRect()
        painter.fillRect(area, ink(colours.window))
        cells = CellPainter(painter, colours, self._catalogue, self._grid.cell, scale)
        top, bottom = area.top() + offset - _MARGIN, area.bottom() + offset + _MARGIN
        if self._grid.has_headings:
            for at in self._grid.sections_between(top, bottom):
                self._heading(cells, at, offset, width)
        self._ask_ahead(top, bottom)
        for row in self._grid.rows_between(top, bottom):
            cell = self._grid.cell_rect(row).translated(0, -offset)
            if not region.intersects(cell.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)):
                continue
            box = QRectF(cell)
            cells.frame(box, selected=self._picking.has(row), current=row == current)
            item = self._evidence.item(row)
            if item is None:
                cells.waiting(box, QCoreApplication.translate("GridView", "memuat…"))
                continue
            picture = self._thumbnails.of(item)
            cells.item(box, item, picture, looked_up=self._thumbnails.is_known(item.digest.sha256))

    def _ask_ahead(self, top: int, bottom: int) -> None:
        """Have pictures read that lie a line above and below; what is seen is asked for afterwards and comes first."""
        line = self._grid.cell.height
        for above, below in ((top - line, top), (bottom, bottom + line)):
            for row in self._grid.rows_between(above, below):
                item = self._evidence.item(row)
                if item is not None:
                    self._thumbnails.of(item)

    def _heading(self, cells: CellPainter, at: int, offset: int, width: int) -> None:
        section, language = self._grid.sections[at], texts.language()
        box = QRectF(self._grid.heading_rect(at, width).translated(0, -offset))
        picked = self._picking.count_in(section.start, section.start + section.count - 1)
        said = [texts.counted(section.count, "file")]
        if picked:
            said.insert(0, said[0] + " · " + QCoreApplication.translate("GridView", "%n dipilih", "", picked))
        state = Qt.CheckState.Checked if picked == section.count else Qt.CheckState.PartiallyChecked
        titles: Sequence[str] = (day_words(section.day), formats.when(section.day, language))
        offer = ""
        if section.key:
            if section.title:
                said = [f"{formats.when(section.day, language)} · {words}" for words in said]
            titles = (activities.name(section.title, section.day, language),)
        if section.proposed:
            said = [QCoreApplication.translate("GridView", "usulan") + " · " + words for words in said]
            offer = QCoreApplication.translate("GridView", "Terima (Ctrl+G)")
        link = cells.heading(box, titles, said, state if picked else Qt.CheckState.Unchecked, offer)
        self.offers[at] = link.translated(0, offset)
