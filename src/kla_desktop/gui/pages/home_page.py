"""Beranda: what needs doing, how far the round is, what was done last. Every line leads to where it is done."""

from collections.abc import Sequence
from datetime import timezone

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.app.samples.make import first_sample_photo
from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.desk import place_name
from kla_desktop.gui.pages.home.cards import DeedsCard, DoneLine, FoldersCard, ProgressCard, TodoCard, side_by_side
from kla_desktop.gui.pages.home.failures import FailuresDialog
from kla_desktop.gui.pages.home.finder import Finder
from kla_desktop.gui.pages.home.todo import Task, missing_indicators, tasks
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.empty_state import EmptyState
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.model.coverage import Coverage
from kla_desktop.operations.browse import Overview
from kla_desktop.operations.ingest import Ingested, IngestRequest, ingest
from kla_desktop.operations.report_coverage import CoverageRequest, report_coverage
from kla_desktop.system.progress import Progress
from kla_desktop.wording.formats import WIB

_SHOWS = Changes.TAGS | Changes.EVIDENCE | Changes.REVIEWS | Changes.BUNDLES | Changes.STATIONS | Changes.SETTINGS
_MORNING, _NOON, _AFTERNOON, _EVENING = 4, 11, 15, 18


class HomePage(LivePage):
    """Reads coverage itself; everything else comes with the overview that the whole window shares."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _SHOWS)
        self._coverage: Coverage | None = None
        self.finder = Finder(context, self)
        self.search = self.finder.box
        self.add = Button("", key="Ctrl+O", clicked=context.desk.ask_for_files)
        self.todo = TodoCard()
        self.todo.chosen.connect(self._take_up)
        self.progress = ProgressCard(context.workspace.catalogue)
        self.deeds = DeedsCard(context.desk.undo)
        self.folders = FoldersCard(context.desk.ask_for_folder, context.watch.remove)
        self.empty = EmptyState("", "photo")
        self.empty.add_action("", context.desk.ask_for_folder, "folder")
        self.empty.add_action("", self._try_sample)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self.todo)
        column.addLayout(side_by_side(self.progress, (self.deeds, self.folders)))
        column.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(Scroller(inside))
        self.stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        context.overview.read.connect(lambda _overview: self._show())
        context.watch.changed.connect(self._show_folders)
        self._folders_rest = QTimer(self, interval=200, singleShot=True)
        self._folders_rest.timeout.connect(self._show_folders)
        context.watch.reported.connect(lambda _report: self._folders_rest.start())
        self.retranslate()

    # --- what the shell asks
    def retranslate(self) -> None:
        """Set every text anew."""
        self.finder.retranslate()
        self.add.setText(self.tr("Tambah…"))
        self.todo.set_heading(self.tr("Perlu Anda kerjakan"))
        count = len(self.context.workspace.catalogue.indicators)
        self.progress.set_heading(self.tr("Kemajuan %n indikator", "", count))
        self.deeds.set_heading(self.tr("Terakhir"))
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
        if self._coverage is not None:
            self.progress.show_coverage(self._coverage)
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
        return (self.empty,) if self.stack.currentIndex() else (self.todo, self.deeds, self.folders)

    def arrive(self, wish: object = None) -> None:
        """Read anew: a day may have passed."""
        super().arrive(wish)
        self.context.overview.ask()
        self._say_heading()
        if self.todo.buttons and not self.stack.currentIndex():
            self.todo.buttons[0].setFocus()

    # --- reading and showing
    def reload(self) -> None:
        """Read the coverage of the year that is being collected."""
        ws = self.context.workspace
        request = CoverageRequest(year=ws.period.collecting_year)
        self.query("coverage", lambda: report_coverage(ws, request), self._have_coverage)

    def _have_coverage(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self.progress.show_coverage(coverage)
        self._show()

    def _show(self) -> None:
        overview = self.context.overview.current
        if overview is None:
            return
        folders = self.context.watch.folders()
        is_empty = not any(overview.states.values()) and not overview.failures and not folders
        is_empty = is_empty and not self.context.workspace.is_secretariat
        self.stack.setCurrentIndex(1 if is_empty else 0)
        self.todo.show_tasks(tasks(self.context, overview, self._coverage), self._all_done())
        self._show_deeds(overview)
        self._show_folders()

    def _show_deeds(self, overview: Overview) -> None:
        undo = overview.undo.id if overview.undo else ""
        desk = self.context.desk
        lines = [
            DoneLine(deed, desk.words_of(deed), deed.id == undo) for deed in overview.deeds if deed.state != "gone"
        ]
        now = self.context.workspace.tools.clock.now()
        self.deeds.show_deeds(lines, now, self.tr("Yang Anda kerjakan tercatat di sini, dan bisa diurungkan."))

    def _show_folders(self) -> None:
        nothing = self.tr("Belum ada. Foto baru di folder pantauan masuk dengan sendirinya.")
        self.folders.show_folders(self.context.watch.folders(), self.context.watch.reports(), nothing)

    def _all_done(self) -> str:
        gaps = missing_indicators(self.context, self._coverage) if self._coverage is not None else []
        if not gaps:
            return self.tr("Semua beres untuk hari ini.")
        text = self.tr("Semua beres untuk hari ini. Indikator berikutnya yang masih kosong: {indicator}.")
        return text.format(indicator=gaps[0].label(texts.language()))

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
        self.context.go(task.page, **task.how)

    def _try_sample(self) -> None:
        ws, folder = self.context.workspace, self.context.opened_copies / "contoh"

        def work(progress: Progress) -> Ingested:
            return ingest(ws, IngestRequest((str(first_sample_photo(folder).path),)), progress)

        self.context.job_bridge.run(
            Lane.INTAKE,
            work,
            done=lambda _result: self.context.go("tag", state="new"),
            failed=self.context.desk.show_failure,
            initiator=self,
            label=self.tr("Menyiapkan contoh"),
        )
