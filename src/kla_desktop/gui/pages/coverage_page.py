"""Cakupan: which indicator is shown by evidence where, and what is still missing while there is time."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.ask_dialog import AskDialog
from kla_desktop.gui.pages.coverage.adding import CoverageAdding
from kla_desktop.gui.pages.coverage.choices import CoverageChoices, by_name
from kla_desktop.gui.pages.coverage.drawer import CoverageDrawer, Inside, read_inside
from kla_desktop.gui.pages.coverage.model import CoverageModel
from kla_desktop.gui.pages.coverage.output import CoverageOutput
from kla_desktop.gui.pages.coverage.table import CoverageTable
from kla_desktop.gui.pages.live_page import LivePage, office_name
from kla_desktop.gui.pages.roomy_empty import RoomyEmpty
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.gui.widgets.label import ElidedLabel
from kla_desktop.gui.widgets.search_box import SearchBox
from kla_desktop.gui.widgets.state_label import State, StateLabel, state_word
from kla_desktop.jobs.events import Lane
from kla_desktop.model.catalogue import Indicator
from kla_desktop.model.changes import Changes
from kla_desktop.model.coverage import FULL
from kla_desktop.model.listing import Item
from kla_desktop.operations.ask import Asked, AskRequest, ask
from kla_desktop.operations.tabulate_coverage import (
    ALL,
    Office,
    Table,
    stations_at,
    tabulate_coverage,
)
from kla_desktop.wording import deeds

_SHOWS = Changes.EVIDENCE | Changes.TAGS | Changes.REVIEWS | Changes.STATIONS | Changes.CATALOGUE
_LEGEND = (State.ACCEPTED, State.WAITING, State.RETURNED, State.MISSING, State.NOT_APPLICABLE)


class CoveragePage(LivePage):
    """At a station its own evidence by year; at the secretariat places or agencies across."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _SHOWS)
        self._ws = context.workspace
        self._desk = self._ws.is_secretariat
        self._wish = ""
        self._narrow = self._turned = False
        self.search = SearchBox()
        self.search.searched.connect(self._filter)
        self.choices = CoverageChoices(self._ws, self)
        self.choices.changed.connect(self.reload)
        self.output = CoverageOutput(self, lambda: (self.choices.request(), self._turned))
        self.adding = CoverageAdding(self)
        self.swap = IconButton("swap", "", clicked=self.turn_round, quiet=False)
        self.export = Button("", "sheet", clicked=self.output.ask_where_to_save)
        self.model = CoverageModel(self)
        self.table = CoverageTable(self.model)
        self.drawer = CoverageDrawer(
            closed=self.toggle_drawer,
            open_all=self._open_all,
            add=self._add,
            ask=self._ask,
            open_item=self._open_item,
            secretariat=self._desk,
        )
        self.empty = RoomyEmpty("", "grid")
        self._first = self.empty.add_action("", lambda: context.go("bundles" if self._desk else "tag"))
        self.estimate = ElidedLabel()
        self.estimate.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._legend = [(state, StateLabel(state)) for state in _LEGEND]
        self._arrange()
        self.search.left.connect(self.table.setFocus)
        self.table.opened.connect(self._open_drawer)
        self.table.moved.connect(self._follow)
        self.retranslate()

    def _arrange(self) -> None:
        foot = QFrame()
        foot.setProperty("surface", "status")
        row = QHBoxLayout(foot)
        row.setContentsMargins(Space.L, Space.XS, Space.L, Space.XS)
        row.setSpacing(Space.L)
        for _state, label in self._legend:
            row.addWidget(label)
        row.addStretch(1)
        bar = QFrame()
        bar.setProperty("surface", "info")
        line = QHBoxLayout(bar)
        line.setContentsMargins(Space.L, Space.XS, Space.L, Space.XS)
        line.addWidget(self.estimate, 1)
        self._bar = bar
        full = QWidget()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(bar)
        left.addWidget(self.table, 1)
        left.addWidget(foot)
        across = QHBoxLayout(full)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(left, 1)
        across.addWidget(self.drawer)
        self.stack = QStackedWidget()
        self.stack.addWidget(full)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.drawer.hide()

    # --- what the shell asks
    def toolbar_widgets(self) -> Sequence[QWidget]:
        """Filter, what is shown, turning it round, and the way to Excel."""
        return (self.search, *self.choices.widgets(), self.swap, self.export)

    def focus_search(self) -> bool:
        """Put the cursor into the filter."""
        self.search.setFocus()
        self.search.selectAll()
        return True

    def panes(self) -> Sequence[QWidget]:
        """Table, then panel."""
        return (self.table, self.drawer)

    def extra_keys(self) -> Sequence[tuple[str, str]]:
        """Keys of the table."""
        return (
            ("← ↑ ↓ →", self.tr("Pindah petak")),
            ("Enter", self.tr("Buka rincian petak")),
            ("Ctrl+C", self.tr("Salin petak ke Excel")),
        )

    def arrive(self, wish: object = None) -> None:
        """Show an indicator if one is wished for."""
        if isinstance(wish, dict):
            self._wish = str(wish.get("indicator", ""))
        super().arrive(wish)
        self._grant()
        self.table.setFocus()

    def set_narrow(self, narrow: bool) -> None:
        """The panel is opened on demand where there is little room."""
        if narrow != self._narrow:
            self._narrow = narrow
            if narrow:
                self.drawer.hide()

    def toggle_drawer(self) -> None:
        """Open or close the panel."""
        if self.drawer.isVisible():
            self.drawer.hide()
            self.table.setFocus()
        else:
            self._open_drawer()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.table.setAccessibleName(self.tr("Tabel cakupan"))
        self.search.set_placeholder(self.tr("Saring…"))
        self.choices.retranslate()
        self.swap.set_text(self.tr("Tukar baris dan kolom"))
        self.export.setText(self.tr("Excel…"))
        self.export.setAccessibleName(self.tr("Ekspor ke Excel"))
        self.export.setToolTip(self.tr("Ekspor ke Excel"))
        self.empty.set_sentence(
            self.tr("Cakupan akan terisi setelah bundel pertama dari kelurahan diterima.")
            if self._desk
            else self.tr("Cakupan akan terisi setelah bukti pertama ditandai.")
        )
        self._first.setText(self.tr("Terima bundel") if self._desk else self.tr("Tandai bukti"))
        for state, label in self._legend:
            label.set_state(state, state_word(state))
        self.drawer.retranslate()
        if self.model.table is not None:
            self._show(self.model.table)
        else:
            self.set_heading(self.tr("Cakupan"))

    # --- reading
    def reload(self) -> None:
        """Measure again."""
        ws, request = self._ws, self.choices.request()
        self.query("table", lambda: tabulate_coverage(ws, request), self._show)

    def turn_round(self) -> None:
        """Let rows and columns change places; the same cell stays chosen."""
        self._turned = not self._turned
        cell = self._cell()
        if self.model.table is not None:
            self._show(self.model.table)
        if cell is not None:
            self._choose_cell(cell[0].slug, cell[1].key)

    def _choose_cell(self, indicator: str, office: str) -> None:
        offices = self.model.across if not self._turned else self.model.down
        at = next((n for n, one in enumerate(offices) if isinstance(one, Office) and one.key == office), -1)
        if at < 0:
            at = 0 if office else len(offices) - 1  # the sum has no key
        place, other = self.model.place_of(indicator), at
        index = self.model.index(other, place) if self._turned else self.model.index(place, other)
        self.table.setCurrentIndex(index)

    def _filter(self, text: str) -> None:
        if not self.table.show_only(text):
            self.context.say(self.tr("Tidak ada baris atau kolom yang cocok"), can_undo=False)

    def _show(self, table: Table) -> None:
        before = self._cell()
        self.model.show_table(table, turned=self._turned)
        self.table.set_corner(by_name(table.by) if self._turned else self.tr("Indikator"))
        if before is None:
            self.drawer.setVisible(not self._narrow)
        first = self._ws.catalogue.indicators[0].slug
        self._choose_cell(*((before[0].slug, before[1].key) if before else (first, self._first_office(table))))
        self.table.show_only(self.search.text())
        something = bool(table.items) or (self._desk and len(table.stations) > 1)
        self.stack.setCurrentIndex(0 if something else 1)
        self._say_estimate(table)
        there, wanted = table.sums[ALL].there, len(self._ws.catalogue.indicators)
        words = self.tr("{there} dari {all} ada bukti")
        year = self.choices.request().year
        self.set_heading(
            self.tr("Cakupan {year}").format(year=year) if year else self.tr("Cakupan"),
            words.format(there=there, all=wanted),
            f"{there}/{wanted}",
        )
        self._grant()
        self._follow()

    def _first_office(self, table: Table) -> str:
        """Where the eye should begin: the year being collected, else the first office."""
        keys = [column.key for column in table.columns]
        wanted = str(self._ws.period.collecting_year)
        return wanted if wanted in keys else next(iter(keys), "")

    def _say_estimate(self, table: Table) -> None:
        words = self.tr(
            "Perkiraan kami, bukan nilai Kementerian: bila semua yang ada diakui {claimed}, "
            "bila hanya yang disahkan {defensible}, dari {full}."
        )
        text = words.format(
            claimed=texts.number(table.claimed), defensible=texts.number(table.defensible), full=texts.number(FULL)
        )
        if table.foreign:
            text += " " + self.tr("%n bukti ada di indikator edisi lain dan tidak dihitung.", "", table.foreign)
        self.estimate.setText(text)
        self.estimate.setAccessibleName(text)

    def _grant(self) -> None:
        cell = self._cell()
        if self._wish and self.model.place_of(self._wish) >= 0:
            self._choose_cell(self._wish, cell[1].key if cell else "")
            self._wish = ""
            self._open_drawer()

    # --- the panel
    def _cell(self) -> tuple[Indicator, Office] | None:
        found = self.model.at(self.table.currentIndex())
        if found is None or self.model.table is None:
            return None
        indicator, office = found
        if office is None:
            everywhere = self.tr("semua tahun") if self.choices.request().by == "year" else self.tr("semua kolom")
            return indicator, Office("", everywhere)
        return indicator, office

    def _open_drawer(self) -> None:
        if self._cell() is not None:
            self.drawer.show()
            self._follow()
            QTimer.singleShot(0, self.table, lambda: self.table.scrollTo(self.table.currentIndex()))

    def _follow(self) -> None:
        cell, table = self._cell(), self.model.table
        if cell is None or table is None or not self.drawer.isVisible():
            return
        indicator, office = cell
        ws, year = self._ws, self.choices.request().year
        self.drawer.show_cell(indicator, office, table.whole(indicator, office), table)

        def show(inside: Inside) -> None:
            if self._cell() == cell:
                self.drawer.show_inside(inside)

        self.query("inside", lambda: read_inside(ws, indicator, office, year), show)

    def _open_all(self) -> None:
        cell = self._cell()
        if cell is not None:
            how: dict[str, object] = {"state": "all", "indicator": cell[0].slug}
            if cell[1].place:
                how["place"] = cell[1].place
            year = cell[1].year or self.choices.request().year
            if year:
                how["year"] = year
            self.context.go("tag", **how)

    def _add(self) -> None:
        cell = self._cell()
        if cell is not None:
            self.adding.ask_for_files(cell[0])

    def _open_item(self, item: Item) -> None:
        self.context.go("tag", state="all", evidence=item.id)

    def _ask(self) -> None:
        cell, table = self._cell(), self.model.table
        if cell is None or table is None:
            return
        indicator, office = cell
        stations = stations_at(table, office)
        if not stations:
            self.context.tell(
                self.tr(
                    "Belum ada laptop terdaftar di {office}, jadi permintaan belum bisa dikirim. "
                    "Terima dulu bundel pertamanya, atau hubungi lewat telepon."
                ).format(office=office.name),
                "warn",
            )
            return
        names = [(one.id, self._station_name(one.place, one.agency, one.actor)) for one in stations]
        today = texts.today(self._ws.tools.clock.now())
        dialog = AskDialog(
            indicator,
            names,
            table.whole(indicator, office).missing,
            today=QDate(today.year, today.month, today.day),
            asked=self._send,
            parent=self,
        )
        dialog.open()

    def _station_name(self, place: str, agency: str, actor: str) -> str:
        name = office_name(self._ws.places, place, agency)
        return f"{name} ({actor})" if actor else name

    def _send(self, request: AskRequest) -> None:
        ws = self._ws
        self.context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: ask(ws, request, progress),
            done=self._asked,
            failed=self.context.desk.show_failure,
            initiator=self,
        )

    def _asked(self, result: Asked) -> None:
        station = self._ws.store.offices.station(result.request.station)
        target = office_name(self._ws.places, station.place, station.agency) if station else ""
        self.context.say(deeds.deed("requested", 1, texts.language(), "request", target))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the panel by Esc."""
        if event.key() == Qt.Key.Key_Escape and self.drawer.isVisible():
            self.toggle_drawer()
        else:
            super().keyPressEvent(event)
