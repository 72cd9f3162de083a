"""The window at work: what happens to dropped files, undo, badges, messages; and the way from page to page."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from kla_desktop.app.paths import temporary_folder
from kla_desktop.app.settings import SettingsFile, ThemeChoice
from kla_desktop.app.sync_service import SyncState
from kla_desktop.gui import texts
from kla_desktop.gui.carried import is_own
from kla_desktop.gui.comparing import comparing
from kla_desktop.gui.context import Context
from kla_desktop.gui.deriving import deriving
from kla_desktop.gui.frame import Frame
from kla_desktop.gui.hub_serving import HubServing
from kla_desktop.gui.hub_sync import HubSync
from kla_desktop.gui.hub_words import briefly
from kla_desktop.gui.intake import Intake
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.overview_reader import OverviewReader
from kla_desktop.gui.page_reading import PageReading
from kla_desktop.gui.reading_row import ReadingRow
from kla_desktop.gui.saving import Saving
from kla_desktop.gui.storing import storing
from kla_desktop.gui.translations import install_language
from kla_desktop.gui.watched_folders import WatchedFolders
from kla_desktop.gui.widgets.message_bar import MessageTone
from kla_desktop.jobs.events import Lane
from kla_desktop.model.ids import DeedId
from kla_desktop.operations import browse
from kla_desktop.operations.ingest import Ingested
from kla_desktop.operations.receive import Received
from kla_desktop.operations.refresh_search import RefreshSearchRequest, refresh_search
from kla_desktop.operations.undo import Undone, UndoRequest, undo
from kla_desktop.store.office_table import Deed
from kla_desktop.system.names import shown
from kla_desktop.wording import deeds
from kla_desktop.wording.formats import Lang

if TYPE_CHECKING:
    from kla_desktop.operations.workspace import Workspace

BUNDLE_ENDING, ENROLMENT_ENDING = ".kla", ".kla-daftar"


class Desk(QObject):
    """Owns the shell and, once a library is open, its context."""

    noticed = Signal(str)
    """Something happened that is worth telling outside the window too."""
    settings_changed = Signal()
    """What the frame follows was changed in Setelan: tray, notices, lock."""
    user_change_asked = Signal()
    """Somebody else wants to work on this laptop."""

    def __init__(self, frame: Frame, settings: SettingsFile) -> None:
        super().__init__(frame.shell)
        self._app, self._theme, self._settings = frame.app, frame.theme, settings
        self.change_bus, self.job_bridge, self.shell = frame.change_bus, frame.job_bridge, frame.shell
        self._context: Context | None = None
        Saving(self.job_bridge, self.shell.status_line)
        self.shell.undo_requested.connect(self.undo)
        self.shell.redo_requested.connect(self.redo)
        self.shell.add_requested.connect(self.ask_for_files)
        self.shell.data_given.connect(self._given)
        self.shell.rescan_requested.connect(self._rescan)
        self.shell.bundle_requested.connect(lambda: self.show_page("bundles", {"make": True}))
        self.shell.search_requested.connect(lambda: self.show_page("tag", {"search": True}))

    # --- a library comes and goes
    def take_over(self, workspace: "Workspace") -> Context:
        """Work with this library from now on; `start` follows once the window is painted."""
        bridge, bus = self.job_bridge, self.change_bus
        overview = OverviewReader(workspace, bridge, bus, self)
        watch = WatchedFolders(workspace, bridge, bus, self)
        reading = PageReading(workspace, bridge, bus, self)
        hub = HubSync(workspace, bridge, bus, self)
        serving = HubServing(workspace, bridge, self)
        for news in (serving.brought, serving.switched):
            news.connect(hub.try_now)
        self._comparing = comparing(workspace, bridge, bus, self)
        self._deriving = deriving(workspace, bridge, bus, self)
        self._storing = storing(workspace, bridge, bus, self)
        context = Context(
            workspace, bridge, bus, self._settings, overview, watch, reading, hub, serving, self, temporary_folder()
        )
        self._context = context
        self._intake = Intake(context, self)
        overview.read.connect(self._show_figures)
        watch.arrived.connect(self._arrived)
        self._reading_row = ReadingRow(reading, self.shell.progress_strip, self.shell.toast)
        watch.moved.connect(self._moved)
        hub.changed.connect(self._show_sync)
        hub.came.connect(self._came)
        self.shell.rail.set_place(place_name(workspace))
        return context

    @property
    def context(self) -> Context:
        """The open library's context; RuntimeError before `take_over`."""
        if self._context is None:
            raise RuntimeError("no library is open")
        return self._context

    def start(self) -> None:
        """Begin with what may wait until the window is painted."""
        _sweep(temporary_folder())
        self.context.overview.ask()
        self.context.watch.start()
        self.context.reading.start()
        self.context.hub.start()
        self.context.serving.start()
        self._deriving.start()
        self._comparing.start()
        self._storing.start()
        ws = self.context.workspace
        self._intake.resume()
        if ws.store.index.waiting or ws.store.index.is_scattered():
            self.job_bridge.run(
                Lane.PARCEL,
                lambda progress: refresh_search(ws, RefreshSearchRequest(), progress),
                label=self.tr("Memperbarui pencarian"),
                parks=True,
            )

    def close(self) -> None:
        """Stop watching and every job; what a job had finished stays."""
        if self._context is not None:
            self._context.overview.stop()
            self._context.watch.close()
            self._context.reading.close()
            self._context.hub.close()
            self._context.serving.close()
            self._deriving.close()
            self._comparing.close()
            self._storing.close()
        self.job_bridge.close()
        _clear_clipboard()
        _sweep(temporary_folder())

    # --- for the pages
    @property
    def window(self) -> QWidget:
        """The parent for dialogs."""
        return self.shell

    def show_page(self, key: str, wish: object = None) -> None:
        """Show a page."""
        self.shell.show_page(key, wish)

    def say(self, text: str, *, can_undo: bool = True) -> None:
        """Say what has been done."""
        if can_undo:
            self.shell.set_undo(text, "")
        self.shell.say(text, can_undo=can_undo)

    def tell(
        self, text: str, tone: MessageTone = "info", action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Say something that stays until it is closed."""
        self.shell.message_bar.show_message(text, tone, action, on_action)

    def untell(self, text: str) -> None:
        """Take away what was told, if it still stands."""
        if self.shell.message_bar.text == text:
            self.shell.message_bar.dismiss()

    def show_failure(self, failure: Failure) -> None:
        """Say what stopped a job."""
        self.shell.message_bar.show_failure(failure)

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Show another theme and keep the choice."""
        self._theme.choose(choice)
        self._settings.change(theme=choice)

    def choose_language(self, language: Lang) -> None:
        """Speak another language and keep the choice."""
        self._settings.change(language=language)
        install_language(self._app, language)
        if self._context is not None:
            self.shell.rail.set_place(place_name(self._context.workspace))
            self._context.overview.ask()

    def follow_settings(self) -> None:
        """Let tray, notices and lock follow what was changed in Setelan."""
        self.settings_changed.emit()

    def change_user(self) -> None:
        """Let somebody else work on this laptop."""
        self.user_change_asked.emit()

    def notify(self, text: str) -> None:
        """Say something to whoever does not look at the window, where that is wanted and possible."""
        self.noticed.emit(text)

    # --- undo
    def undo(self, deed: DeedId | None = None) -> None:
        """Take the last deed back, or this one."""
        self._turn(UndoRequest(deed=deed))

    def redo(self) -> None:
        """Do it again."""
        self._turn(UndoRequest(redo=True))

    def _turn(self, request: UndoRequest) -> None:
        work = self.context.workspace
        self.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: undo(work, request, progress),
            done=lambda done: self._turned(done, redo=request.redo),
            failed=self.show_failure,
            initiator=self,
        )

    def _turned(self, done: Undone, *, redo: bool) -> None:
        said = self.words_of(done.deed)
        language = texts.language()
        self.shell.toast.say(deeds.redone(said, language) if redo else deeds.undone(said, language))

    def words_of(self, deed: Deed) -> str:
        """Say a deed: "12 bukti ditandai → 10 PAUD-HI"."""
        language = texts.language()
        indicator = self.context.workspace.catalogue.by_slug.get(deed.detail.get("indicator", ""))
        verb = deeds.verb(deed.verb, deed.detail)
        label = indicator.label(language) if indicator else ""
        if deed.verb.startswith("request"):  # whom it went to is not in the deed, what it asks for is
            said = deeds.deed(verb, deed.count, language, "request")
            return f"{said}: {label}" if label else said
        return deeds.deed(verb, deed.count, language, "evidence", label)

    # --- files come in
    def take_in(self, paths: Sequence[str]) -> None:
        """Take files and folders into the library; bundles and invitations go to their own screens."""
        bundles = [path for path in paths if path.casefold().endswith(BUNDLE_ENDING)]
        invitations = [path for path in paths if path.casefold().endswith(ENROLMENT_ENDING)]
        files = tuple(path for path in paths if path not in bundles and path not in invitations)
        if bundles:
            self.show_page("bundles", {"receive": bundles})
        if invitations:
            self.show_page("settings", {"enrolment": invitations[0]})
        if files:
            self._intake.take(files)

    def take_from(self, drive: str, folders: Sequence[str]) -> None:
        """Take in what lies in folders of a drive with this name."""
        self._intake.take(tuple(folders), self.tr("Memasukkan dari {drive}").format(drive=drive))

    def ask_for_files(self) -> None:
        """Let the user choose files to take in."""
        dialog = QFileDialog(self.shell, self.tr("Tambah berkas"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take_in(list(names)))
        dialog.open()

    def ask_for_folder(self) -> None:
        """Let the user choose a folder to watch."""
        dialog = QFileDialog(self.shell, self.tr("Pilih folder pantauan"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.context.watch.add)
        dialog.open()

    def _given(self, data: QMimeData) -> None:
        """Take what was dropped or pasted."""
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if is_own(data):
            self.tell(self.tr("Berkas ini sudah ada di pustaka. Tidak ada yang digandakan."))
        elif paths:
            self.take_in(paths)
        elif data.hasImage():
            self._intake.take_picture(QImage(data.imageData()))
        else:
            self.tell(
                self.tr(
                    "Tidak ada berkas pada yang Anda seret atau tempel. Simpan dulu gambarnya ke folder, "
                    "lalu seret dari sana."
                ),
                "warn",
            )

    def _arrived(self, result: Ingested) -> None:
        """Say that watched folders brought something."""
        if result.added:
            text = self.tr("%n berkas baru dari folder pantauan", "", len(result.added))
            self.shell.say(text, can_undo=False)
            self.notify(text)

    def _moved(self, old: str, new: str) -> None:
        """Say that a watched folder has another name."""
        names = [shown(PurePath(path).name) for path in (old, new)]
        text = self.tr("Folder “{old}” berganti nama menjadi “{new}”. Folder itu tetap dipantau.")
        self.tell(text.format(old=names[0], new=names[1]))

    def _rescan(self) -> None:
        self.context.watch.rescan()
        self.shell.say(self.tr("Folder pantauan dipindai ulang"), can_undo=False)

    # --- figures of the frame
    def _show_sync(self, state: SyncState) -> None:
        self.shell.status_line.set_network(briefly(state))

    def _came(self, result: Received) -> None:
        """Say what a hub or a stick brought by itself."""
        count = sum(1 for one in result.accepted if not one.again_since)
        if self.context.workspace.is_secretariat:
            came, held = self.tr("%n bundel diterima", "", count), len(result.held)
            if held:
                self.tell(
                    self.tr("%n bundel dari laptop yang belum dikenal menunggu Anda.", "", held),
                    "info",
                    self.tr("Lihat"),
                    lambda: self.show_page("bundles"),
                )
        else:
            came = self.tr("%n tanda terima diterima", "", count)
        if count:
            self.shell.say(came, can_undo=False)
            self.notify(came)
        for refused in result.refused[:1]:
            self.tell(texts.explain(refused.error), "warn")

    def _show_figures(self, overview: browse.Overview) -> None:
        shell, work = self.shell, self.context.workspace
        shell.set_badge("tag", overview.untagged, self.tr("%n berkas belum ditandai", "", overview.untagged))
        unsent = len(overview.bundles_waiting)
        shell.status_line.set_unsent(unsent)
        for key, count in (("bundles", unsent), ("review", overview.to_review)):
            if key in shell.rail.buttons:
                shell.set_badge(key, count)
        today = texts.today(work.tools.clock.now())
        due = work.period.next_deadline(today)
        shell.status_line.set_deadline((due.on - today).days if due else None)
        shell.set_undo(
            self.words_of(overview.undo) if overview.undo else "", self.words_of(overview.redo) if overview.redo else ""
        )


def place_name(workspace: "Workspace") -> str:
    """Name the station for the rail and for Beranda: the agency, else the place ("Kelurahan Pancoran Mas")."""
    station = workspace.station
    if station.agency:
        return station.agency
    place = workspace.places.by_code.get(station.place)
    if place is None:
        return ""
    label = workspace.places.label(place.code)
    return f"Kelurahan {label}" if place.kind == "village" and not label.startswith("Kelurahan") else label


def _clear_clipboard() -> None:
    """Take our own files off the clipboard: they are swept."""
    clipboard = QApplication.clipboard()
    if is_own(clipboard.mimeData()):
        clipboard.clear()


def _sweep(folder: Path) -> None:
    """Remove the private copies that other programs had open."""
    shutil.rmtree(folder, ignore_errors=True)
