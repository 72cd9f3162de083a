"""What the reviewer chooses to see: office, indicator and state in the toolbar; words, kind and order over the list."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from kla_desktop.gui import texts
from kla_desktop.gui.pages.review.queue import Choice, Reading
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.search_box import SearchBox
from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.listing import Judged
from kla_desktop.wording.words import KINDS, said

_WIDEST = 190


class ReviewBar(QFrame):
    """Stands over the list; the boxes for the toolbar are handed out by `boxes`."""

    changed = Signal()
    """Something else is chosen of what was read."""
    stands_changed = Signal()
    """The queue has to be read again."""
    searched = Signal(str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.office, self.indicator, self.state = QComboBox(), QComboBox(), QComboBox()
        self.kind, self.order = QComboBox(), QComboBox()
        self.search = SearchBox()
        for box in (self.office, self.indicator, self.state):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(_WIDEST)
        for box in (self.kind, self.order):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for box in (self.office, self.indicator, self.kind, self.order):
            box.activated.connect(lambda _at: self.changed.emit())
        self.state.activated.connect(lambda _at: self.stands_changed.emit())
        self.search.searched.connect(self.searched)
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        row.addWidget(self.kind, 5)
        row.addWidget(self.order, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self.search)
        column.addLayout(row)

    @property
    def boxes(self) -> Sequence[QComboBox]:
        """What stands in the toolbar."""
        return (self.office, self.indicator, self.state)

    @property
    def stands(self) -> Judged:
        """Which words are wanted: none yet, or one of the verdicts."""
        return Judged(self.state.currentData() or Judged.WAITING.value)

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        office, indicator, kind, order = (
            str(box.currentData() or "") for box in (self.office, self.indicator, self.kind, self.order)
        )
        return Choice(office, indicator, kind, order or "oldest")

    @property
    def narrows(self) -> bool:
        """Whether something is left out."""
        return bool(self.search.text().strip() or self.choice.office or self.choice.indicator or self.choice.kind)

    def show_all(self) -> None:
        """Leave nothing out."""
        for box in (self.office, self.indicator, self.kind):
            box.setCurrentIndex(0)
        self.search.clear()
        self.changed.emit()

    def choose(self, stands: Judged) -> None:
        """Ask for other words."""
        self.state.setCurrentIndex(max(0, self.state.findData(stands.value)))
        self.stands_changed.emit()

    def fill(self, reading: Reading) -> None:
        """Offer what there is."""
        tickets, language = reading.queue.tickets, texts.language()
        offices = sorted({ticket.office for ticket in tickets}, key=str.casefold)
        slugs, kinds = {ticket.indicator for ticket in tickets}, {ticket.kind for ticket in tickets}
        named = [(one.slug, one.label(language)) for one in self._catalogue.indicators if one.slug in slugs]
        refill(self.office, [("", self.tr("Semua kantor")), *((name, name) for name in offices)])
        refill(self.indicator, [("", self.tr("Semua indikator")), *named])
        spoken = sorted((said(KINDS, kind, language), kind) for kind in kinds)
        refill(self.kind, [("", self.tr("Semua jenis")), *((kind, word) for word, kind in spoken)])
        disputed = self.tr("Berselisih")
        if reading.disputed:
            disputed += f" ({texts.number(reading.disputed)})"
        refill(
            self.state,
            [
                (Judged.WAITING.value, self.tr("Menunggu")),
                (Judged.DISPUTED.value, disputed),
                (Judged.ACCEPTED.value, self.tr("Disahkan")),
                (Judged.RETURNED.value, self.tr("Dikembalikan")),
            ],
        )
        orders = (("oldest", self.tr("Terlama")), ("newest", self.tr("Terbaru")), ("most", self.tr("Terbanyak")))
        refill(self.order, orders)

    def retranslate(self) -> None:
        """Set every text anew; `fill` follows."""
        self.search.set_placeholder(self.tr("Cari dalam bukti (Ctrl+F)"))
        self.office.setAccessibleName(self.tr("Kelurahan atau perangkat daerah"))
        self.indicator.setAccessibleName(self.tr("Indikator"))
        self.state.setAccessibleName(self.tr("Keadaan"))
        self.kind.setAccessibleName(self.tr("Jenis bukti"))
        self.order.setAccessibleName(self.tr("Urutan"))


def refill(box: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    """Offer other entries (data, words); the choice stays where it still is offered."""
    kept = box.currentData()
    if [(box.itemData(at), box.itemText(at)) for at in range(box.count())] == list(entries):
        return
    box.clear()
    for data, text in entries:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(kept)))
