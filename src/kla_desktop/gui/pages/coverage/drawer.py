"""The right panel of Cakupan: one indicator at one office, what is there, what is missing, what to do."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.pages.line import clear
from kla_desktop.gui.pages.thumbnails import Thumbnails
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.gui.widgets.chip import Chip
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.gui.widgets.state_label import State, StateLabel, state_word
from kla_desktop.model.catalogue import Indicator
from kla_desktop.model.listing import Filter, Item
from kla_desktop.model.request import Request
from kla_desktop.operations import browse
from kla_desktop.operations.tabulate_coverage import Figure, Office, Table
from kla_desktop.operations.workspace import Workspace
from kla_desktop.wording.formats import when

WIDTH = 300
MOST = 9


@dataclass(frozen=True, slots=True)
class Inside:
    """The items of one cell: the first few with their pictures."""

    items: tuple[Item, ...]
    pictures: dict[str, QImage]


def read_inside(ws: Workspace, indicator: Indicator, office: Office, year: int | None) -> Inside:
    """Read what lies in a cell; pictures are decoded here, off the GUI thread."""
    wanted = Filter(
        indicator=indicator.slug, place=office.place, agency=office.agency or None, year=office.year or year
    )
    items = browse.page(ws, wanted, MOST)
    found = browse.pictures(ws, [item.digest.sha256 for item in items])
    return Inside(tuple(items), {sha256: QImage.fromData(data) for sha256, data in found.items()})


class CoverageDrawer(QFrame):
    """Shows one cell; the page tells it which."""

    def __init__(
        self,
        *,
        closed: Callable[[], object],
        open_all: Callable[[], object],
        add: Callable[[], object],
        ask: Callable[[], object],
        open_item: Callable[[Item], object],
        secretariat: bool,
    ) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setFixedWidth(WIDTH)
        self._open_item = open_item
        self._shown: tuple[Indicator, Office, Figure, Table] | None = None
        self.title = Label("", "section", wrap=True)
        self.where = Label("", "body", "muted", wrap=True)
        self.close_button = IconButton("cross", "", key="F4", clicked=closed)
        self.counts = QVBoxLayout()
        self.counts.setSpacing(0)
        self.thumbnails = Thumbnails()
        self.requests = Label("", "body", "warn", wrap=True)
        self.missing_title = Label("", "label", "muted")
        self.missing = QVBoxLayout()
        self.missing.setSpacing(Space.XS)
        self.open_all = Button("", clicked=open_all)
        self.add = Button("", clicked=add)
        self.ask = Button("", clicked=ask)
        (self.add if secretariat else self.ask).hide()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.L, 0, Space.L, Space.M)
        column.setSpacing(Space.M)
        column.addLayout(self.counts)
        column.addWidget(self.thumbnails)
        column.addWidget(self.requests)
        column.addWidget(self.missing_title)
        column.addLayout(self.missing)
        column.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        foot.setSpacing(Space.S)
        for button in (self.open_all, self.add, self.ask):
            foot.addWidget(button)
        top = QVBoxLayout()
        top.setContentsMargins(Space.L, Space.M, Space.S, Space.S)
        top.setSpacing(0)
        top.addLayout(head)
        top.addWidget(self.where)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(Scroller(inside), 1)
        outer.addLayout(foot)
        self.retranslate()

    def show_cell(self, indicator: Indicator, office: Office, figure: Figure, table: Table) -> None:
        """Show another cell; its items follow by `show_inside`."""
        self._shown = (indicator, office, figure, table)
        language = texts.language()
        self.title.setText(indicator.label(language))
        self.where.setText(f"× {office.name}")
        self.setAccessibleName(f"{indicator.label(language)} × {office.name}")
        clear(self.counts)
        for count, state in (
            (figure.accepted, State.ACCEPTED),
            (figure.waiting, State.WAITING),
            (figure.returned, State.RETURNED),
        ):
            if count:
                words = f"{texts.counted(count, 'evidence')} {state_word(state)}"
                self.counts.addWidget(StateLabel(state, words))
        if not figure.tagged:
            self.counts.addWidget(StateLabel(State.MISSING if figure.applies else State.NOT_APPLICABLE))
        self.thumbnails.show_items((), {}, self._open_item)
        self._show_requests(table, indicator, office)
        self._show_missing(indicator, figure)
        self.open_all.setEnabled(bool(figure.tagged))
        self._name_ask(office)

    def show_inside(self, inside: Inside) -> None:
        """Show the items of the cell."""
        self.thumbnails.show_items(inside.items, inside.pictures, self._open_item)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.close_button.set_text(self.tr("Tutup laci"))
        self.open_all.setText(self.tr("Buka semua"))
        self.add.setText(self.tr("Tambah bukti…"))
        self.ask.setText(self.tr("Minta bukti…"))
        if self._shown is not None:
            self.show_cell(*self._shown)

    def _name_ask(self, office: Office) -> None:
        whom = self.tr("Minta ke kelurahan…") if office.place else self.tr("Minta bukti…")
        self.ask.setText(self.tr("Minta ke perangkat daerah…") if office.agency else whom)

    def _show_requests(self, table: Table, indicator: Indicator, office: Office) -> None:
        own = {one.id: one for one in table.stations}
        lines = []
        for one in table.requests:
            station = own.get(one.station)
            there = station is None or office.place in (None, station.place)
            if one.indicator == indicator.slug and there and office.agency in (None, station.agency if station else ""):
                lines.append(self._request_line(indicator, one))
        self.requests.setText("\n".join(lines))
        self.requests.setVisible(bool(lines))

    def _request_line(self, indicator: Indicator, one: Request) -> str:
        language = texts.language()
        what = next((slot.name(language) for slot in indicator.slots if slot.slug == one.slot), "")
        what = what or self.tr("bukti apa saja")
        if not one.due:
            return self.tr("Diminta: {what}").format(what=what)
        return self.tr("Diminta sampai {due}: {what}").format(what=what, due=when(one.due, language))

    def _show_missing(self, indicator: Indicator, figure: Figure) -> None:
        clear(self.missing)
        slots = [slot for slot in indicator.slots if slot.slug in figure.missing]
        there = len(indicator.slots) - len(slots)
        self.missing_title.setText(
            self.tr("Kurang · {there} dari {all} jenis bukti terisi").format(there=there, all=len(indicator.slots))
        )
        self.missing_title.setVisible(bool(indicator.slots) and figure.applies)
        if not figure.applies:
            return
        for slot in sorted(slots, key=lambda slot: slot.suggested):
            if slot.suggested and not any(isinstance(one, Chip) for one in self._missing_widgets()):
                chip = Chip(self.tr("disarankan"))
                chip.setToolTip(self.tr("Saran kami; tidak ada sumber resmi yang menyebutnya."))
                self.missing.addSpacing(Space.XS)
                self.missing.addWidget(chip)
            self.missing.addWidget(Label(f"• {slot.name(texts.language())}", wrap=True))

    def _missing_widgets(self) -> list[QWidget | None]:
        found = (self.missing.itemAt(at) for at in range(self.missing.count()))
        return [one.widget() for one in found if one is not None]
