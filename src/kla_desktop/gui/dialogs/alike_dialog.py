"""All pairs that look alike and wait for a decision, by place, year and kind; looked at one after the other."""

from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.compare_dialog import CompareDialog
from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.item_models.item_words import day_words
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.empty_state import EmptyState
from kla_desktop.gui.widgets.label import Label
from kla_desktop.jobs.events import Lane
from kla_desktop.model.ids import PlaceCode
from kla_desktop.model.likeness import pair
from kla_desktop.model.listing import Item
from kla_desktop.operations.find_duplicates import Alike, Duplicates, DuplicatesRequest, find_duplicates
from kla_desktop.system.names import shown
from kla_desktop.wording.words import LIKENESS, said

_SIZE = QSize(760, 460)


@dataclass(frozen=True, slots=True)
class AlikePair:
    """The older item, and what is known of the one like it."""

    item: Item
    other: Alike

    @property
    def both(self) -> tuple[Item, Item]:
        """The two items."""
        return self.item, self.other.item


def open_pairs(found: Duplicates) -> list[AlikePair]:
    """Take groups apart into pairs that nobody has decided about, those across offices and years first."""
    made = []
    for group in found.groups:
        decided = {(one.evidence, one.other) for one in group.decisions}
        first = found.items[group.items[0]].digest
        for a, b in combinations(group.items, 2):
            one, other = found.items[a], found.items[b]
            if pair(a, b) in decided or (group.distance and one.digest == other.digest):
                continue
            turned = one.digest != first
            changes = tuple((after, before) for before, after in group.changes) if turned else group.changes
            alike = Alike(other, group.kind, group.how, group.distance, changes, None, group.elsewhere)
            made.append(AlikePair(one, alike))
    return sorted(made, key=lambda one: (not one.other.elsewhere, one.other.distance))


class AlikeDialog(PassingDialog):
    """Reads on its own. Enter compares the chosen pair; once it is decided the next one is shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Bukti yang mirip"))
        self._context = context
        self._pairs: list[AlikePair] = []
        self.shown: list[AlikePair] = []
        self.place, self.year, self.kind = QComboBox(), QComboBox(), QComboBox()
        for box, name in (
            (self.place, self.tr("Kelurahan atau perangkat daerah")),
            (self.year, self.tr("Tahun")),
            (self.kind, self.tr("Jenis kemiripan")),
        ):
            box.setAccessibleName(name)
            box.setMaximumWidth(230)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _at: self._narrow())
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pasangan yang belum diputuskan"))
        self.list.setAlternatingRowColors(True)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda _item: self.compare())
        self.empty = EmptyState("", "check")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.count = Label(self.tr("Membandingkan…"), "body", "muted", wrap=True)
        self.look = Button(self.tr("Bandingkan  Enter"), kind="primary", clicked=self.compare)
        self.look.setEnabled(False)
        above = QHBoxLayout()
        above.setSpacing(Space.S)
        for box in (self.place, self.year, self.kind):
            above.addWidget(box)
        above.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.count, 1)
        below.addWidget(Button(self.tr("Tutup"), kind="quiet", clicked=self.reject))
        below.addWidget(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(above)
        column.addWidget(self._stack, 1)
        column.addLayout(below)
        self.resize(_SIZE)
        self._read()

    def compare(self) -> None:
        """Look at the chosen pair side by side (Enter)."""
        at = self.list.currentRow()
        if 0 <= at < len(self.shown):
            one = self.shown[at]
            CompareDialog(self._context, one.item, one.other, self, lambda: self._decided(one)).open()

    def _read(self) -> None:
        ws = self._context.workspace
        self._context.job_bridge.run(
            Lane.QUERY,
            lambda progress: find_duplicates(ws, DuplicatesRequest(undecided=True), progress),
            done=self._have,
            failed=self._context.desk.show_failure,
            initiator=self,
        )

    def _have(self, found: Duplicates) -> None:
        self._pairs = open_pairs(found)
        language = texts.language()
        offices = sorted({self._office(item) for one in self._pairs for item in one.both}, key=str.casefold)
        years = sorted({item.year for one in self._pairs for item in one.both if item.year}, reverse=True)
        kinds = sorted({one.other.how for one in self._pairs})
        _fill(self.place, self.tr("Semua kantor"), [(name, name) for name in offices])
        _fill(self.year, self.tr("Semua tahun"), [(str(year), year) for year in years])
        _fill(self.kind, self.tr("Semua jenis"), [(_large(said(LIKENESS, how, language)), how) for how in kinds])
        self._narrow()
        self.list.setFocus()

    def _narrow(self) -> None:
        at = max(0, self.list.currentRow())
        office, year, how = (box.currentData() for box in (self.place, self.year, self.kind))
        self.shown = [
            one
            for one in self._pairs
            if (not office or office in map(self._office, one.both))
            and (not year or year in (item.year for item in one.both))
            and (not how or one.other.how == how)
        ]
        self.list.clear()
        self.list.addItems([self._line(one) for one in self.shown])
        self.list.setCurrentRow(min(at, len(self.shown) - 1))
        self.look.setEnabled(bool(self.shown))
        self._stack.setCurrentWidget(self.list if self.shown else self.empty)
        self.count.setText(self.tr("%n pasangan menunggu keputusan.", "", len(self.shown)) if self.shown else "")
        none = self.tr("Tidak ada pasangan yang menunggu keputusan.")
        self.empty.set_sentence(self.tr("Tidak ada pasangan yang cocok dengan pilihan ini.") if self._pairs else none)
        for box in (self.place, self.year, self.kind):
            box.setVisible(bool(self._pairs))

    def _line(self, one: AlikePair) -> str:
        language = texts.language()
        offices = [self._office(item) for item in one.both]
        one_office = len(set(offices)) == 1  # then it is the names that tell them apart
        names = [shown(item.label) for item in one.both] if one_office else offices
        sides = [f"{name}, {day_words(item)}" for name, item in zip(names, one.both, strict=True)]
        return f"{_large(said(LIKENESS, one.other.how, language))}:  {'  ↔  '.join(sides)}"

    def _office(self, item: Item) -> str:
        return item.agency or (self._context.workspace.places.label(PlaceCode(item.place)) if item.place else "")

    def _decided(self, one: AlikePair) -> None:
        """Go on with the next one at once."""
        self._pairs = [other for other in self._pairs if other is not one]
        self._narrow()
        self.compare()


def _fill(box: QComboBox, everything: str, entries: list[tuple[str, object]]) -> None:
    box.clear()
    box.addItem(everything, None)
    for text, data in entries:
        box.addItem(text, data)


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]
