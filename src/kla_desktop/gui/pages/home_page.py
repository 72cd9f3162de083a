"""Beranda: what needs doing, how far the round is, what was done last. Every line leads to where it is done."""

from collections.abc import Sequence
from datetime import timezone
from pathlib import PurePath

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.desk import place_name
from kla_desktop.gui.dialogs.alike_dialog import AlikeDialog
from kla_desktop.gui.pages.home.cards import FoldersCard, ProgressCard, RecentCard, TodoCard
from kla_desktop.gui.pages.home.failures import FailuresDialog
from kla_desktop.gui.pages.home.finder import Finder
from kla_desktop.gui.pages.home.recent import lines_of
from kla_desktop.gui.pages.home.todo import Task, missing_indicators, tasks
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.empty_state import EmptyState
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.gui.widgets.state_label import State
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.model.evidence import State as EvidenceState
from kla_desktop.operations.ingest import Ingested, IngestRequest, ingest
from kla_desktop.operations.read_home import Home, read_home
from kla_desktop.system.names import shown
from kla_desktop.system.progress import Progress
from kla_desktop.wording import formats
from kla_desktop.wording.formats import WIB

_SHOWS = Changes.TAGS | Changes.EVIDENCE | Changes.REVIEWS | Changes.BUNDLES | Changes.STATIONS | Changes.SETTINGS
_WIDE = 1500
"""Pixels of the page from which on the folders stand at the upper right."""
_CARD_HEAD, _ROOMY = 62, 400
"""Heights: of a card without its list, and from which on the progress names what is missing."""
_MORNING, _NOON, _AFTERNOON, _EVENING = 4, 11, 15, 18


class HomePage(LivePage):
    """Reads coverage itself; everything else comes with the overview that the whole window shares."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _SHOWS)
        self._home: Home | None = None
        self._wide: bool | None = None
        self._settled = QTimer(self, interval=0, singleShot=True)
        self._settled.timeout.connect(self._share_out)
        self.finder = Finder(context, self)
        self.search = self.finder.box
        self.add = Button("", key="Ctrl+O", clicked=context.desk.ask_for_files)
        self.todo = TodoCard()
        self.todo.chosen.connect(self._take_up)
        self.progress = ProgressCard(context.workspace.catalogue, lambda: context.go("coverage"))
        self.recent = RecentCard()
        self.folders = FoldersCard(context.desk.ask_for_folder, context.watch.remove)
        self.empty = EmptyState("", "photo")
        self.empty.add_action("", context.desk.ask_for_folder, "folder")
        self.empty.add_action("", self._try_sample)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self._grid.setSpacing(Space.M)
        for column in range(6):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(1, 1)
        self._lay_out(wide=False)
        inside.installEventFilter(self)
        self.stack = QStackedWidget()
        self._scroller = Scroller(inside)
        self.stack.addWidget(self._scroller)
        self.stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        context.overview.read.connect(lambda _overview: self._show())
        context.watch.changed.connect(self._show_coming)
        self._folders_rest = QTimer(self, interval=200, singleShot=True)
        self._folders_rest.timeout.connect(self._show_coming)
        context.watch.reported.connect(lambda _report: self._folders_rest.start())
        self.retranslate()

    # --- the cards find their places
    def _lay_out(self, *, wide: bool) -> None:
        """In a wide window the folders stand beside what needs doing, else below what happened last."""
        if wide is self._wide:
            return
        self._wide = wide
        places = (
            (
                (self.todo, 0, 0, 1, 4),
                (self.folders, 0, 4, 1, 2),
                (self.progress, 1, 0, 1, 3),
                (self.recent, 1, 3, 1, 3),
            )
            if wide
            else (
                (self.todo, 0, 0, 1, 6),
                (self.progress, 1, 0, 2, 3),
                (self.recent, 1, 3, 1, 3),
                (self.folders, 2, 3, 1, 3),
            )
        )
        for card, row, column, down, across in places:
            self._grid.removeWidget(card)
            self._grid.addWidget(card, row, column, down, across)

    def _share_out(self) -> None:
        """Show as much as fits without scrolling."""
        self._lay_out(wide=self.width() >= _WIDE)
        above, folders = self.todo.sizeHint().height(), self.folders.sizeHint().height()
        above = max(above, folders) if self._wide else above
        below = 0 if self._wide else folders + Space.M
        room = self.height() - above - 2 * Space.L - Space.M
        self.recent.set_room(room - below - _CARD_HEAD)
        self.progress.show_missing(room >= _ROOMY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the room out anew once a card has another height: what was put into it shows later."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._settled.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        self._settled.start()

    # --- what the shell asks
    def retranslate(self) -> None:
        """Set every text anew."""
        self.finder.retranslate()
        self.add.setText(self.tr("Tambah…"))
        self.todo.set_heading(self.tr("Perlu Anda kerjakan"))
        count = len(self.context.workspace.catalogue.indicators)
        self.progress.set_heading(self.tr("Kemajuan %n indikator", "", count))
        self.progress.open.setText(self.tr("Cakupan"))
        self.progress.open.setAccessibleName(self.tr("Buka Cakupan"))
        self.recent.set_heading(self.tr("Terakhir"))
        self.folders.set_heading(self.tr("Folder pantauan"))
        self.folders.add_button.setText(self.tr("Tambah folder"))
        self.empty.set_sentence(
            self.tr(
                "Belum ada berkas. Seret foto atau notulen ke sini, tempel dengan Ctrl+V, atau pilih folder pantauan."
            )
        )
        self.empty.buttons[0].setText(self.tr("Pilih folder"))
        self.empty.buttons[1].setText(self.tr("Coba dengan contoh"))
        self._say_heading()
        if self._home is not None:
            self.progress.show_coverage(self._home.coverage)
        self._show()

    def toolbar_widgets(self) -> Sequence[QWidget]:
        """Search, and the way to add files."""
        return (self.search, self.add)

    def focus_search(self) -> bool:
        """Put the cursor into the search field."""
        self.search.setFocus()
        self.search.selectAll()
        return True

    def panes(self) -> Sequence[QWidget]:
        """The cards, or the empty state."""
        return (self.empty,) if self.stack.currentIndex() else (self.todo, self.progress, self.recent, self.folders)

    def arrive(self, wish: object = None) -> None:
        """Read anew: a day may have passed."""
        super().arrive(wish)
        self.context.overview.ask()
        self._say_heading()
        if self.todo.buttons and not self.stack.currentIndex():
            self.todo.buttons[0].setFocus()

    # --- reading and showing
    def reload(self) -> None:
        """Read progress and what happened last."""
        ws = self.context.workspace
        self.query("home", lambda: read_home(ws), self._have)

    def _have(self, home: Home) -> None:
        self._home = home
        self.progress.show_coverage(home.coverage)
        self._show()

    def _show(self) -> None:
        overview = self.context.overview.current
        if overview is None:
            return
        folders = self.context.watch.folders()
        kept = sum(count for state, count in overview.states.items() if state != EvidenceState.WITHDRAWN)
        is_empty = not kept and not overview.failures and not folders
        is_empty = is_empty and not self.context.workspace.is_secretariat
        self.stack.setCurrentIndex(1 if is_empty else 0)
        self._show_recent()
        self._show_deadline()
        self._show_coming()

    def _show_recent(self) -> None:
        if self._home is not None:
            now = self.context.workspace.tools.clock.now()
            nothing = self.tr("Yang Anda kerjakan tercatat di sini, dan bisa diurungkan.")
            self.recent.show_lines(lines_of(self.context, self._home), now, nothing)

    def _show_deadline(self) -> None:
        ws, language = self.context.workspace, texts.language()
        today = texts.today(ws.tools.clock.now())
        due = ws.period.next_deadline(today)
        text = ""
        if due is not None:
            left = self.tr("%n hari lagi", "", (due.on - today).days)
            text = f"{formats.short_date(due.on, language)} · {left} · {due.name(language)}"
            if due.basis == "inference":
                text += " · " + self.tr("perkiraan")
        self.progress.deadline.setText(text)

    def _show_coming(self) -> None:
        """Show what the folders say, and what needs doing: nothing is done while files still come in."""
        overview = self.context.overview.current
        if overview is not None:
            self.todo.show_tasks(tasks(self.context, overview, self._home), self._all_done())
        nothing = self.tr("Belum ada. Foto baru di folder pantauan masuk dengan sendirinya.")
        self.folders.show_folders(self.context.watch.folders(), self.context.watch.reports(), nothing)

    def _all_done(self) -> Task:
        reports = self.context.watch.reports()
        coming = [one for one in self.context.watch.folders() if one not in reports or reports[one].waiting]
        if coming:
            text = self.tr("Berkas dari “{folder}” sedang masuk. Sebentar lagi bisa ditandai.")
            return Task(State.WAITING, text.format(folder=shown(PurePath(coming[0]).name)), "", "", "")
        gaps = missing_indicators(self.context, self._home.coverage) if self._home is not None else []
        if not gaps:
            return Task(State.ACCEPTED, self.tr("Semua beres untuk hari ini."), "", "", "")
        text = self.tr("Semua beres untuk hari ini. Indikator berikutnya yang masih kosong: {indicator}.")
        said = text.format(indicator=gaps[0].label(texts.language()))
        return Task(State.ACCEPTED, said, "", self.tr("Cakupan"), "coverage", {"indicator": gaps[0].slug})

    def _say_heading(self) -> None:
        ws = self.context.workspace
        hour = ws.tools.clock.now().astimezone(timezone(WIB)).hour
        if _MORNING <= hour < _NOON:
            greeting = self.tr("Selamat pagi, {name}")
        elif _NOON <= hour < _AFTERNOON:
            greeting = self.tr("Selamat siang, {name}")
        elif _AFTERNOON <= hour < _EVENING:
            greeting = self.tr("Selamat sore, {name}")
        else:
            greeting = self.tr("Selamat malam, {name}")
        year = self.tr("tahun bukti {year}").format(year=ws.period.collecting_year)
        where = " · ".join(part for part in (place_name(ws), year) if part)
        self.set_heading(greeting.format(name=ws.actor) if ws.actor else self.tr("Beranda"), where)

    # --- doing
    def _take_up(self, task: Task) -> None:
        if task.page == "failures":
            FailuresDialog(self.context, self).show()
            return
        if task.page == "alike":
            AlikeDialog(self.context, self).open()
            return
        self.context.go(task.page, **task.how)

    def _try_sample(self) -> None:
        ws, folder = self.context.workspace, self.context.opened_copies / "contoh"

        def work(progress: Progress) -> Ingested:
            from kla_desktop.app.samples.make import first_sample_photo  # noqa: PLC0415 - draws; rarely asked for

            return ingest(ws, IngestRequest((str(first_sample_photo(folder).path),)), progress)

        self.context.job_bridge.run(
            Lane.INTAKE,
            work,
            done=lambda _result: self.context.go("tag", state="new"),
            failed=self.context.desk.show_failure,
            initiator=self,
            label=self.tr("Menyiapkan contoh"),
        )
