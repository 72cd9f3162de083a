"""Cakupan: which indicator is shown by evidence where, and what is still missing while there is time."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.ask_dialog import AskDialog
from kla_desktop.gui.pages.coverage_drawer import CoverageDrawer, Inside, read_inside
from kla_desktop.gui.pages.coverage_table import CoverageModel, CoverageTable
from kla_desktop.gui.pages.live_page import LivePage, office_name
from kla_desktop.gui.pages.roomy_empty import RoomyEmpty
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.label import ElidedLabel
from kla_desktop.gui.widgets.state_label import State, StateLabel, state_word
from kla_desktop.jobs.events import Lane
from kla_desktop.model.catalogue import Indicator
from kla_desktop.model.changes import Changes
from kla_desktop.model.coverage import FULL
from kla_desktop.model.listing import Item
from kla_desktop.operations.ask import Asked, AskRequest, ask
from kla_desktop.operations.tabulate_coverage import By, Office, Table, TabulateRequest, stations_at, tabulate_coverage
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
        self._narrow = False
        self.by, self.district, self.year = QComboBox(), QComboBox(), QComboBox()
        self.model = CoverageModel(lambda: self.tr("JUMLAH") if self._desk else self.tr("Jenis bukti"))
        self.model.setParent(self)
        self.table = CoverageTable(self.model)
        self.drawer = CoverageDrawer(
            closed=self.toggle_drawer,
            open_all=self._open_all,
            add=context.desk.ask_for_files,
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
        self._fill_choices()
        self.table.opened.connect(self._open_drawer)
        self.table.moved.connect(self._follow)
        for box in (self.by, self.district, self.year):
            box.activated.connect(lambda _at: self._choose())
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

    def _fill_choices(self) -> None:
        period, places = self._ws.period, self._ws.places
        for year in sorted({*period.evidence_years, period.collecting_year}, reverse=True):
            self.year.addItem(str(year), year)
        self.year.addItem("", None)
        for key in ("place", "agency"):
            self.by.addItem("", key)
        self.district.addItem("", "")
        for place in places.children(places.city.code):
            self.district.addItem(place.name, place.code)
        for box in (self.by, self.district, self.year):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    # --- what the shell asks
    def toolbar_widgets(self) -> Sequence[QWidget]:
        """Rows, kecamatan and year at the secretariat; a station sees all years at once."""
        return (self.by, self.district, self.year) if self._desk else ()

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
        self.table.set_corner(self.tr("Indikator"))
        self.by.setAccessibleName(self.tr("Kolom"))
        self.by.setItemText(0, self.tr("Kelurahan"))
        self.by.setItemText(1, self.tr("Perangkat daerah"))
        self.district.setAccessibleName(self.tr("Kecamatan"))
        self.district.setItemText(0, self.tr("Semua yang terdaftar"))
        self.year.setAccessibleName(self.tr("Tahun bukti"))
        self.year.setItemText(self.year.count() - 1, self.tr("Semua tahun"))
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
        ws, request = self._ws, self._request()
        self.query("table", lambda: tabulate_coverage(ws, request), self._show)

    def _request(self) -> TabulateRequest:
        by = self._by()
        district = str(self.district.currentData() or "") if by == "place" else ""
        return TabulateRequest(by, district or None, self._year())

    def _by(self) -> By:
        if not self._desk:
            return "year"
        return "agency" if self.by.currentData() == "agency" else "place"

    def _year(self) -> int | None:
        value = self.year.currentData()
        return int(value) if value and self._desk else None

    def _choose(self) -> None:
        self.district.setEnabled(self._by() == "place")
        self.reload()

    def _show(self, table: Table) -> None:
        here = self.table.currentIndex()
        row, column = here.row(), here.column()
        self.model.show_table(table)
        if row < 0:
            row, column = 1, self._first_column(table)
            self.drawer.setVisible(not self._narrow)
        self.table.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), max(0, column)))
        something = bool(table.items) or (self._desk and len(table.stations) > 1)
        self.stack.setCurrentIndex(0 if something else 1)
        self._say_estimate(table)
        there = sum(table.sums[cluster.code].there for cluster in self._ws.catalogue.clusters)
        words = self.tr("{there} dari {all} indikator sudah ada buktinya")
        self.set_heading(
            self.tr("Cakupan {year}").format(year=self._year()) if self._year() else self.tr("Cakupan"),
            words.format(there=there, all=len(self._ws.catalogue.indicators)),
        )
        self._grant()
        self._follow()

    def _first_column(self, table: Table) -> int:
        """Where the eye should begin: the year being collected, else the first column."""
        wanted = str(self._ws.period.collecting_year)
        return next((at for at, column in enumerate(table.columns) if column.key == wanted), 0)

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
        row = self.model.row_of(self._wish) if self._wish else -1
        if row >= 0:
            self._wish = ""
            self.table.setCurrentIndex(self.model.index(row, max(0, self.table.currentIndex().column())))
            self._open_drawer()

    # --- the panel
    def _cell(self) -> tuple[Indicator, Office] | None:
        found = self.model.at(self.table.currentIndex())
        if found is None or self.model.table is None:
            return None
        indicator, office = found
        if office is None:
            everywhere = self.tr("semua tahun") if self._by() == "year" else self.tr("semua kolom")
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
        ws, year = self._ws, self._year()
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
            self.context.go("tag", **how)

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
        today = self._ws.tools.clock.now().date()
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
