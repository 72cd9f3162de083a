"""A tour of the real window: every place, dialog and menu over a real library, one after another.

    with tour_of(app, library, "id") as tour:
        for name, widget in tour.everything():
            …                                  # it is on the screen, at rest

What is said of words, names, focus, contrast and room is examined on this tour, and the pictures are taken on it.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QPoint
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QMessageBox, QPlainTextEdit, QWidget

from kla_desktop.app import bootstrap
from kla_desktop.app.profiles import Profile
from kla_desktop.app.screen_lock import ScreenLock
from kla_desktop.app.settings import SettingsFile, ThemeChoice
from kla_desktop.gui.crash_dialog import CrashDialog, CrashTrail
from kla_desktop.gui.desk import Desk
from kla_desktop.gui.dialogs.address_dialog import AddressDialog
from kla_desktop.gui.dialogs.alike_dialog import AlikeDialog
from kla_desktop.gui.dialogs.ask_dialog import AskDialog
from kla_desktop.gui.dialogs.compare_dialog import CompareDialog
from kla_desktop.gui.dialogs.delegate_dialog import DelegateDialog
from kla_desktop.gui.dialogs.enrol_dialog import EnrolDialog, InvitationDialog
from kla_desktop.gui.dialogs.file_password_dialog import FilePasswordDialog
from kla_desktop.gui.dialogs.first_run_wizard import FirstRunWizard
from kla_desktop.gui.dialogs.move_dialog import MoveDialog
from kla_desktop.gui.dialogs.offer_dialog import OfferDialog
from kla_desktop.gui.dialogs.passphrase_dialog import PassphraseDialog
from kla_desktop.gui.dialogs.pin_dialog import PinDialog
from kla_desktop.gui.dialogs.profile_dialog import ProfileDialog
from kla_desktop.gui.dialogs.received_dialog import ReceivedDialog
from kla_desktop.gui.dialogs.recover_dialog import RecoverDialog
from kla_desktop.gui.dialogs.relay_choice_dialog import RelayChoiceDialog
from kla_desktop.gui.dialogs.unfold_dialog import UnfoldDialog
from kla_desktop.gui.frame import make_frame
from kla_desktop.gui.lock_screen import LockScreen
from kla_desktop.gui.page_list import add_pages
from kla_desktop.gui.pages.bundles.joining import Joining
from kla_desktop.gui.pages.bundles.receipt_panel import ReceiptPanel
from kla_desktop.gui.pages.home.failures import FailuresDialog
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.pages.settings.library_card import LibraryCard
from kla_desktop.gui.pages.tagging.details import DetailsDialog
from kla_desktop.gui.place_choices import place_choices
from kla_desktop.gui.shell import Shell
from kla_desktop.gui.texts import explain
from kla_desktop.gui.theme import Theme
from kla_desktop.gui.translations import install_language
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence_kind import MediaKind
from kla_desktop.model.ids import BundleId, StationId
from kla_desktop.model.listing import Filter, Item
from kla_desktop.model.relaying import RelayChoice
from kla_desktop.operations import browse
from kla_desktop.operations.find_duplicates import Alike
from kla_desktop.operations.receive import HeldBundle, Received, ReceivedBundle, RefusedBundle
from kla_desktop.operations.survey_drives import Offer
from kla_desktop.operations.unfold import Inside
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.volumes import Volume
from kla_desktop.watching.survey import FolderCount, Survey
from kla_desktop.wording.formats import Lang

PLACES = ("home", "tag", "coverage", "bundles", "review", "dossier", "settings")
_WORDS = ("bira", "cako", "dulu", "fari", "gomo", "hijo")
"""Six words as a fingerprint is read aloud; invented."""
_REPORT = "KeyError\n  kla_desktop/gui/pages/tag_page.py:212 in _show_summary\n"
"""As the program writes one: places in the code, no names."""
Seen = tuple[str, QWidget]


@dataclass(slots=True)
class Tour:
    """One window at work, and the ways through it."""

    app: QApplication
    desk: Desk
    workspace: Workspace
    folder: Path
    """A place for files that dialogs name."""

    @property
    def shell(self) -> Shell:
        """The window."""
        return self.desk.shell

    def settle(self, rest: float = 0.06) -> None:
        """Wait until every job is over and what follows from it has been read and painted."""
        runner = self.desk.job_bridge._runner
        quiet = started = time.monotonic()
        looks = 0
        while looks < 12 or time.monotonic() - quiet < rest:
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            looks += 1
            if getattr(runner, "busy", False):
                quiet, looks = time.monotonic(), 0
            assert time.monotonic() - started < 60, "the window never came to rest"
            time.sleep(0.002)

    # --- the way
    def everything(self) -> Iterator[Seen]:
        """Show each place, each dialog, each menu."""
        yield from self.places()
        yield from self.dialogs()
        yield from self.menus()

    def places(self) -> Iterator[Seen]:
        """Show each place, with something chosen where there is something to choose."""
        for key in PLACES:
            self.go(key)
            yield key, self.shell

    def go(self, key: str) -> QWidget:
        """Show one place."""
        self.shell.show_page(key, {"state": "all"} if key == "tag" else None)
        self.settle()
        page = self.shell.page(key)
        assert page is not None
        return page

    def dialogs(self) -> Iterator[Seen]:
        """Show each dialog, with real items in it; then those that Qt draws."""
        for name, make in {**self._ours(), **self._of_qt()}.items():
            dialog = make()
            dialog.show()
            self.settle()
            yield name, dialog
            dialog.done(0) if isinstance(dialog, LockScreen) else dialog.close()  # that one does not close
            dialog.deleteLater()
            self.settle(0)

    def menus(self) -> Iterator[Seen]:
        """Show each menu of a right click and each menu of a button."""
        for name, pop in self._menus().items():
            pop()
            self.settle(0)
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu), name
            for inside in menu.findChildren(QMenu):
                inside.aboutToShow.emit()
            yield name, menu
            menu.close()
            self.settle(0)

    # --- what there is
    def items(self) -> list[Item]:
        """The first items of the library."""
        return browse.page(self.workspace, Filter(), 9)

    def _used_again(self) -> tuple[Item, Item]:
        """A photo and the post that shows it; the first two items where the samples are not there."""
        items = self.items()
        photo = [item for item in items if "Ruang Bermain" in item.title]
        post = [item for item in items if "media sosial" in item.title]
        return (photo[0], post[0]) if photo and post else (items[0], items[1])

    def _ours(self) -> dict[str, Callable[[], QWidget]]:
        shell, context, ws = self.shell, self.desk.context, self.workspace
        one = self.items()[0]
        photo, post = self._used_again()
        place = self.folder / "depok.kla-daftar"
        indicator = ws.catalogue.indicators[0]
        today = ws.tools.clock.now().date()
        alike = Alike(post, "near", "bordered", 4, (), None, elsewhere=True)
        office = [(ws.me, ws.places.label(ws.station.place))]

        def keys() -> QWidget:
            shell.action("keys").trigger()
            return self._newest("KeysDialog")

        def help_of(page: str) -> Callable[[], QWidget]:
            def show() -> QWidget:
                self.go(page)
                shell.action("help").trigger()
                return self._newest("HelpDialog")

            return show

        return {
            "alike": lambda: AlikeDialog(context, shell),
            "ask": lambda: AskDialog(
                indicator,
                office,
                [slot.slug for slot in indicator.slots],
                today=QDate(today.year, today.month, today.day),
                asked=print,
                parent=shell,
            ),
            "relay choice": lambda: RelayChoiceDialog(
                context.workspace.catalogue.indicators,
                place_choices(context.workspace.places),
                (2025, 2024),
                choice=RelayChoice(indicator.slug, year=2023),
                chosen=print,
                parent=shell,
            ),
            "compare": lambda: CompareDialog(context, photo, alike, shell),
            "enrol": lambda: EnrolDialog(place, "Kota Depok (Dewi)", _WORDS, print, shell, hub="https://10.1.2.3:8443"),
            "enrol anew": lambda: EnrolDialog(place, "Kota Bogor (Rina)", _WORDS, print, shell, moves=self._moving()),
            "invitation": lambda: InvitationDialog(place, _WORDS, shell),
            "address": lambda: AddressDialog("https://10.1.2.3:8443#abc", _WORDS, shell),
            "file password": lambda: FilePasswordDialog("notulen.pdf", print, shell),
            "move": lambda: MoveDialog(ws.catalogue, indicator.slug, print, shell),
            "offer": lambda: OfferDialog("KINGSTON", self._offer(), print, shell),
            "recover": lambda: RecoverDialog(self.folder / "back", self.desk.job_bridge, print, shell),
            "passphrase": lambda: PassphraseDialog(print, shell),
            "received": lambda: ReceivedDialog(self._received(), lambda _id: "Kota Depok", (_review(), print), shell),
            **({"receipt": self._receipt} if not ws.is_secretariat else {}),
            "delegate": lambda: DelegateDialog(
                StationId(ws.me), "Rudi", _WORDS, print, shell, rights=None, until="", today=today
            ),
            "unfold": lambda: UnfoldDialog("foto.zip", self._inside(), print, shell),
            "details": lambda: DetailsDialog(context, one, shell),
            "failures": lambda: FailuresDialog(context, shell),
            "crash": lambda: CrashDialog(self._trail(), (), shell),
            "pin": lambda: PinDialog(lambda _pin, _passphrase: None, with_passphrase=True, parent=shell),
            "profiles": lambda: ProfileDialog([Profile(self.folder, "Siti"), Profile(self.folder / "2", "")], shell),
            "lock": lambda: LockScreen(ScreenLock(ws), context.job_bridge, "Siti", lambda: None, shell),
            **{f"first run {step + 1}": partial(self._wizard, step) for step in range(3)},
            "keys": keys,
            **{f"help {page}": help_of(page) for page in PLACES},
        }

    def _newest(self, kind: str) -> QWidget:
        return [each for each in self.shell.findChildren(QWidget) if type(each).__name__ == kind][-1]

    def _moving(self) -> str:
        page = self.go("home")
        assert isinstance(page, LivePage)
        return Joining(page)._moving_to("another")

    def _wizard(self, step: int) -> QWidget:
        places = bootstrap.first_places(self.folder / "new")
        wizard = FirstRunWizard(places, lambda _new: self.desk, self.desk.job_bridge, self.shell, speak=print)
        wizard._show(step)
        return wizard

    def _trail(self) -> CrashTrail:
        trail = CrashTrail(self.folder / "crashes", self.workspace.tools.clock)
        trail.stop()
        (self.folder / "crashes" / "crash-20261120-101500.txt").write_text(_REPORT, encoding="utf-8")
        return trail

    def _offer(self) -> Offer:
        drive = Volume(Path("/media/KINGSTON"), "KINGSTON", "vfat", 16_000_000_000, 5_200_000_000, True, False)
        folders = (
            FolderCount("/media/KINGSTON/DCIM/100MEDIA", photos=212, movies=3, new=215, bytes=940_000_000),
            FolderCount("/media/KINGSTON/Notulen", papers=1, bytes=40_000),
        )
        return Offer(drive, Survey(folders, camera=True, complete=True), silenced=False, watched=False)

    def _inside(self) -> list[Inside]:
        day = "2026-11-20T10:00:00"
        return [
            Inside(0, "foto/posyandu.jpg", 2_400_000, day, locked=False, media=MediaKind.JPEG),
            Inside(1, "notulen.pdf", 120_000, day, locked=True, media=MediaKind.PDF),
        ]

    def _received(self) -> Received:
        path, sender = Path("A-1.kla"), StationId(self.workspace.me)
        again = self.workspace.tools.clock.now().isoformat()
        return Received(
            (
                ReceivedBundle(BundleId("a"), path, sender, 12, 11, 1, 1),
                ReceivedBundle(BundleId("b"), path, sender, 1, 0, 1, 0, again_since=again),
            ),
            (HeldBundle(path, BundleId("c"), sender),),
            (RefusedBundle(path, Fixable(ErrorCode.BUNDLE_DAMAGED, damaged=2, total=12)),),
            Changes.NOTHING,
        )

    def _of_qt(self) -> dict[str, Callable[[], QWidget]]:
        shell = self.shell

        def files(ask: Callable[[], object]) -> Callable[[], QWidget]:
            def show() -> QWidget:
                ask()
                return next(one for one in shell.findChildren(QFileDialog) if one.isVisible())

            return show

        def paper() -> QWidget:
            return QPrintDialog(shell)

        def box() -> QWidget:
            made = QMessageBox(QMessageBox.Icon.Warning, "Bukti KLA", explain(Fixable(ErrorCode.LIBRARY_IN_USE)))
            made.setParent(shell, made.windowFlags())
            made.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
            made.setDetailedText("a\nb")
            return made

        return {
            "file dialog, open": files(self.desk.ask_for_files),
            "file dialog, folder": files(self.desk.ask_for_folder),
            "file dialog, save": files(self._back_up),
            "print dialog": paper,
            "message box": box,
        }

    def _back_up(self) -> None:
        self.go("settings")
        self.shell.findChildren(LibraryCard)[0].ask_where_to_back_up()

    def _receipt(self) -> QWidget:
        self.go("bundles")
        self.shell.findChildren(ReceiptPanel)[0].show_code()
        return self._newest("ReceiptDialog")

    def _menus(self) -> dict[str, Callable[[], object]]:
        tag = self.shell.page("tag")
        assert tag is not None

        def over(field: QLineEdit | QPlainTextEdit) -> Callable[[], object]:
            return lambda: field.createStandardContextMenu().popup(QPoint(40, 40))

        def on_items() -> None:
            self.go("tag")
            tag._show_menu(QPoint(60, 60))  # type: ignore[attr-defined]

        def kinds() -> None:
            palette = tag.palette_panel  # type: ignore[attr-defined]
            palette.show_slots(self.workspace.catalogue.indicators[1], "")
            palette.ask_slot()

        return {
            "menu of items": on_items,
            "menu of the filter": lambda: tag.filters.menu.popup(QPoint(60, 60)),  # type: ignore[attr-defined]
            "menu of kinds": kinds,
            "menu of a text field": over(QLineEdit("kata", self.shell)),
            "menu of a longer text field": over(QPlainTextEdit("kata", self.shell)),
        }


def _review() -> str:
    return QCoreApplication.translate("Home", "Tinjau")


@contextlib.contextmanager
def tour_of(
    app: QApplication,
    library: Path,
    language: Lang,
    theme: ThemeChoice = "light",
    size: tuple[int, int] = (1366, 768),
) -> Iterator[Tour]:
    """Open the window on a library for the time of a block, as the application does but without its services."""
    install_language(app, language)
    workspace = bootstrap.open_workspace(library)
    settings = SettingsFile(library.parent / "settings.toml")
    frame = make_frame(app, Theme(app, theme), settings)
    add_pages(frame.shell, lambda: desk.context)
    desk = Desk(frame, settings)
    desk.take_over(workspace)
    tour = Tour(app, desk, workspace, library.parent)
    try:
        frame.shell.resize(*size)
        frame.shell.show()
        frame.shell.activateWindow()
        QTest.qWaitForWindowActive(frame.shell)
        desk.context.overview.ask()
        for key in PLACES:
            tour.go(key)
        yield tour
    finally:
        frame.shell.hide()
        desk.close()
        bootstrap.close(workspace)
        frame.shell.close()
        frame.shell.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        install_language(app, "id")
