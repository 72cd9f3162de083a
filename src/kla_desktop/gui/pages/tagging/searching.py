"""The search of Tandai: its field, the menus that narrow the list, the line that tells what was found, and the hits."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kla_desktop.gui.context import Context
from kla_desktop.gui.item_models.evidence_model import EvidenceModel
from kla_desktop.gui.pages.tagging.filter_bar import FilterBar
from kla_desktop.gui.pages.tagging.hit_label import HitLabel
from kla_desktop.gui.pages.tagging.more_filters import MoreFilters
from kla_desktop.gui.pages.tagging.search_strip import SearchStrip
from kla_desktop.gui.widgets.search_box import SearchBox
from kla_desktop.jobs.events import Lane
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Item
from kla_desktop.operations import browse


class Searching(QObject):
    """Late answers are dropped: what is shown belongs to the words that stand in the field now."""

    row_found = Signal(int)
    """The row number of an item that was asked for by its id."""

    def __init__(self, context: Context, filters: FilterBar, model: EvidenceModel, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._filters, self._model = context, filters, model
        ws = context.workspace
        self.box = SearchBox()
        self.box.setFixedWidth(200)
        self.more = MoreFilters(filters, ws.catalogue, ws.places)
        self.strip = SearchStrip(filters, ws.catalogue, ws.places)
        self._asked = 0

    @property
    def text(self) -> str:
        """The words searched for."""
        return self.box.text().strip()

    @property
    def is_narrowed(self) -> bool:
        """Whether words or choices of the user leave something out."""
        return bool(self.text) or not self._filters.is_open_to_all

    @property
    def may_widen(self) -> bool:
        """Whether more might be found without the choices made."""
        return self.is_narrowed and not (self._filters.is_open_to_all and self._filters.state.currentData() == "all")

    def retranslate(self) -> None:
        """Set every text anew."""
        self.box.set_placeholder(self.tr("Cari bukti… Ctrl+F"))
        self.more.retranslate()
        self.show_result()

    def show_result(self) -> None:
        """Say what was found."""
        self.strip.show_result(self.text, len(self._model.numbers), self._model.told)

    def widen(self) -> None:
        """Take back the choices that leave something out; the words stay."""
        self._filters.clear()

    def empty_sentence(self) -> str:
        """Say that nothing was found."""
        if self.text:
            return self.tr("Tidak ada bukti dengan kata “{words}” di sini.").format(words=self.text.strip('"'))
        return self.tr("Tidak ada bukti yang cocok dengan pilihan ini.")

    def read_years(self) -> None:
        """Offer the years that there is evidence of."""
        ws = self._context.workspace
        self._run(lambda: browse.years(ws), self.more.set_years)

    def show_hit(self, beside: HitLabel, item: Item | None) -> None:
        """Show where in the item the words stand: in the preview, or above the grid if that is hidden."""
        panel = beside.parentWidget()
        hidden = panel is None or not panel.isVisible()
        label, other = (self.strip.hit, beside) if hidden else (beside, self.strip.hit)
        other.show_hit(None)
        self._asked += 1
        number, text, ws = self._asked, self.text, self._context.workspace
        if not text or item is None:
            label.show_hit(None)
            return
        self._run(
            lambda: browse.snippets(ws, text, [item.row]).get(item.row),
            lambda found: label.show_hit(found) if number == self._asked else None,
        )

    def find_row(self, evidence: EvidenceId) -> None:
        """Look up an item that is to be shown; `row_found` tells."""
        ws = self._context.workspace

        def found(item: Item | None) -> None:
            if item is not None:
                self.row_found.emit(item.row)

        self._run(lambda: ws.store.evidence.find([evidence]).get(evidence), found)

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        self._context.job_bridge.run(Lane.QUERY, lambda _progress: work(), done=done, initiator=self)
