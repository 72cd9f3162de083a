"""The frame of the window: rail, toolbar, message bar, page, progress strip, status line, and the keys of all screens.

shell = Shell(app, recall=settings.get_bytes, remember=settings.set_bytes)
shell.show()                                  # its grounds are seen at once
shell.furnish(bridge)
shell.add_page("home", "home", lambda: shell.tr("Beranda"), lambda: HomePage(context))
shell.add_page("settings", "gear", lambda: …, lambda: SettingsPage(context), at_foot=True)
shell.show_page("home")

Until it is shown this module does without widgets of ours and without Qt's enums: `Qt` imported by name costs twice as
much as the whole empty window (hence `QtCore.Qt`, looked up when it is needed).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from kla_desktop.gui.carried import is_own
from kla_desktop.gui.design_tokens import Size, Tokens
from kla_desktop.gui.grounds import Grounds

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from kla_desktop.gui.furniture import Furniture
    from kla_desktop.gui.job_bridge import JobBridge
    from kla_desktop.gui.widgets.message_bar import MessageBar
    from kla_desktop.gui.widgets.page import Page
    from kla_desktop.gui.widgets.progress_strip import ProgressStrip
    from kla_desktop.gui.widgets.rail import Rail
    from kla_desktop.gui.widgets.status_line import StatusLine
    from kla_desktop.gui.widgets.toast import Toast

_SMALL_SCREENS = range(1024, 1400)
"""Widths of screens, in pixels, on which the window begins maximised."""
_GEOMETRY, _LAST_PAGE = "window/geometry", "window/page"


class _Place:
    """One page of the shell; built when it is first shown."""

    def __init__(self, key: str, text: Callable[[], str], factory: Callable[[], "Page"], action: "QAction") -> None:
        self.key, self.text, self.factory, self.action = key, text, factory, action
        self.page: Page | None = None
        self.toolbar: QWidget | None = None


class Shell(QMainWindow):
    """The one window. Pages come in by `add_page`; what all screens share is reached by the attributes below."""

    undo_requested = Signal()
    redo_requested = Signal()
    add_requested = Signal()
    """Ctrl+O: choose files to take in."""
    data_given = Signal(QMimeData)
    """Something was dropped on the window or pasted outside a text field; valid during the call only."""
    rescan_requested = Signal()
    bundle_requested = Signal()
    search_requested = Signal()
    """Ctrl+F on a page without a search field of its own."""
    page_shown = Signal(str)
    closing = Signal()
    """The window is about to close; geometry has been remembered."""

    rail: "Rail"
    message_bar: "MessageBar"
    progress_strip: "ProgressStrip"
    status_line: "StatusLine"

    def __init__(
        self,
        app: QApplication,
        colours: Tokens,
        *,
        recall: Callable[[str], bytes | None] = lambda _key: None,
        remember: Callable[[str, bytes], object] = lambda _key, _value: None,
    ) -> None:
        """Make the window with nothing in it but its grounds in `colours`."""
        super().__init__()
        self._app = app
        self._recall, self._remember = recall, remember
        self._places: dict[str, _Place] = {}
        self._current = ""
        self._narrow: bool | None = None
        self._undo_words = self._redo_words = ""
        self.may_close: Callable[[], bool] = lambda: True
        """Asked before the window closes: it may hide instead, or stay until work is done."""
        self._furniture: Furniture | None = None
        self.setCentralWidget(Grounds(colours))
        self.setMinimumSize(800, 480)
        self.resize(1280, 720)
        geometry = recall(_GEOMETRY)
        if geometry:
            self.restoreGeometry(geometry)

    def fill_a_small_screen(self) -> None:
        """Take all of a laptop's screen where nobody has chosen another size: there is no room to spare."""
        if self._recall(_GEOMETRY) is None and self.screen().availableGeometry().width() in _SMALL_SCREENS:
            self.setWindowState(QtCore.Qt.WindowState.WindowMaximized)

    def furnish(self, bridge: "JobBridge") -> None:
        """Put in what the window has on every page; pages come afterwards."""
        from kla_desktop.gui.furniture import Furniture  # noqa: PLC0415 - after the window is seen

        self._furniture = found = Furniture(self._app, bridge)
        self.rail, self.message_bar = found.rail, found.message_bar
        self.progress_strip, self.status_line = found.progress_strip, found.status_line
        self._actions = self._make_actions()
        bridge.unheard_failure.connect(self.message_bar.show_failure)
        self.setCentralWidget(found)
        self.setAcceptDrops(True)
        self._fold()
        self.retranslate()

    @property
    def _furnished(self) -> "Furniture":
        assert self._furniture is not None, "furnish comes first"
        return self._furniture

    def _make_actions(self) -> dict[str, "QAction"]:
        keys: dict[str, tuple[str, Callable[[], object]]] = {
            "search": ("Ctrl+F", self._search),
            "add": ("Ctrl+O", self.add_requested.emit),
            "paste": ("Ctrl+V", self._paste),
            "undo": ("Ctrl+Z", self.undo_requested.emit),
            "redo": ("Ctrl+Y", self.redo_requested.emit),
            "bundle": ("Ctrl+B", self.bundle_requested.emit),
            "rescan": ("F5", self.rescan_requested.emit),
            "next_pane": ("F6", lambda: self._next_pane(1)),
            "previous_pane": ("Shift+F6", lambda: self._next_pane(-1)),
            "drawer": ("F4", self._toggle_drawer),
            "full_screen": ("F11", self._toggle_full_screen),
            "help": ("F1", self._show_help),
            "keys": ("Ctrl+/", self._show_keys),
        }
        made: dict[str, QAction] = {}
        for name, (key, act) in keys.items():
            action = made[name] = QtGui.QAction(self)
            action.setShortcut(QtGui.QKeySequence(key))
            action.triggered.connect(lambda _checked=False, act=act: act())
            self.addAction(action)
        return made

    # --- pages
    def add_page(
        self,
        key: str,
        icon: str,
        text: Callable[[], str],
        factory: Callable[[], "Page"],
        *,
        at_foot: bool = False,
    ) -> None:
        """Add a page under `key`. `text` is asked for its name in the rail; `factory` runs when it is first shown.

        Pages get Ctrl+1, Ctrl+2, … in the order in which they are added.
        """
        number = len(self._places) + 1
        shortcut = f"Ctrl+{number}" if number <= 9 else ""
        action = QtGui.QAction(self)
        action.setShortcut(QtGui.QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: self.show_page(key))
        self.addAction(action)
        self._places[key] = _Place(key, text, factory, action)
        self.rail.add(key, icon, text(), shortcut, lambda: self.show_page(key), at_foot=at_foot)
        action.setText(text())

    def show_page(self, key: str, wish: object = None) -> None:
        """Show a page, building it if needed; `wish` goes to its `arrive`. Raises KeyError for an unknown key."""
        place = self._places[key]
        here = self.current_page
        if here is not None and self._current != key and not here.may_leave():
            return
        if place.page is None:
            place.page = place.factory()
            place.page.ask_shell.connect(self.show_page)
            place.page.set_narrow(bool(self._narrow))
            place.toolbar = self._furnished.add_page(place.page)
        assert place.toolbar is not None
        self._current = key
        self._furnished.show_page(place.page, place.toolbar)
        self.rail.choose(key)
        self._name_window()
        place.page.arrive(wish)
        self.page_shown.emit(key)

    @property
    def current_page(self) -> "Page | None":
        """The page shown, None before the first."""
        place = self._places.get(self._current)
        return place.page if place else None

    @property
    def current_key(self) -> str:
        """The key of the page shown, "" before the first."""
        return self._current

    def page(self, key: str) -> "Page | None":
        """Return a page that has been built, without building it."""
        return self._places[key].page

    def last_page(self) -> str:
        """Return the key of the page shown when the window was last closed, "" if it is unknown."""
        key = (self._recall(_LAST_PAGE) or b"").decode("utf-8", "replace")
        return key if key in self._places else ""

    def set_badge(self, key: str, count: int, counted: str = "") -> None:
        """Show a count at a page's button; `counted` says it in words."""
        self.rail.buttons[key].set_count(count, counted)

    # --- what is said to the user
    @property
    def toast(self) -> "Toast":
        """The word of success in the status line."""
        return self.status_line.toast

    def say(self, text: str, *, can_undo: bool = True) -> None:
        """Say what has been done ("12 foto ditandai → 10 PAUD-HI"), with *Urungkan* where that is possible."""
        self.toast.say(text, self.undo_requested.emit if can_undo else None)

    def set_undo(self, undo: str, redo: str) -> None:
        """Name what Ctrl+Z and Ctrl+Y would do ("12 foto ditandai"); an empty name turns the key off."""
        self._undo_words, self._redo_words = undo, redo
        self._actions["undo"].setEnabled(bool(undo))
        self._actions["redo"].setEnabled(bool(redo))
        self.retranslate()

    def action(self, name: str) -> "QAction":
        """Return a shared action, for menus: search, add, paste, undo, redo, bundle, rescan, drawer, help or keys."""
        return self._actions[name]

    # --- keys
    def _search(self) -> None:
        page = self.current_page
        if page is None or not page.focus_search():
            self.search_requested.emit()

    def _paste(self) -> None:
        mime = self._app.clipboard().mimeData()
        if mime is not None:
            self.data_given.emit(mime)

    def _toggle_drawer(self) -> None:
        page = self.current_page
        if page is not None:
            page.toggle_drawer()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ QtCore.Qt.WindowState.WindowFullScreen)

    def _next_pane(self, step: int) -> None:
        panes = self._open_panes()
        focus = self._app.focusWidget()
        here = next((at for at, pane in enumerate(panes) if focus is pane or (focus and pane.isAncestorOf(focus))), -1)
        if here < 0 and step < 0:
            here = 0
        for turn in range(1, len(panes) + 1):
            if self._enter(panes[(here + step * turn) % len(panes)]):
                return

    def _open_panes(self) -> list[QWidget]:
        page = self.current_page
        panes: list[QWidget] = [*(page.panes() if page else ()), self._furnished.toolbars, self.message_bar, self.rail]
        panes += [self.progress_strip, self.status_line]
        return [pane for pane in panes if pane.isVisible()]

    @staticmethod
    def _enter(pane: QWidget) -> bool:
        def willing(widget: QWidget) -> bool:
            reachable = bool(widget.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus)
            return reachable and widget.isEnabled() and widget.isVisible()

        inside = [pane, *pane.findChildren(QWidget)]
        checked = [widget for widget in inside if willing(widget) and widget.property("checked")]
        target = next(iter(checked or [widget for widget in inside if willing(widget)]), None)
        if target is not None:
            target.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        return target is not None

    def _show_help(self) -> None:
        place = self._places.get(self._current)
        if place is not None:
            from kla_desktop.app.resources import resources  # noqa: PLC0415 - see furnish
            from kla_desktop.gui.help_dialog import HelpDialog, help_text  # noqa: PLC0415 - see furnish

            HelpDialog(place.text(), help_text(resources() / "help", place.key), self).show()

    def _show_keys(self) -> None:
        page, place = self.current_page, self._places.get(self._current)
        if page is None or place is None:
            return
        from kla_desktop.gui.help_dialog import KeysDialog, keys_of  # noqa: PLC0415 - see furnish

        own = [*page.actions(), *(a for child in page.findChildren(QWidget) for a in child.actions())]
        here = [*page.extra_keys(), *keys_of(own)]
        KeysDialog(place.text(), here, keys_of(self.actions()), self).show()

    # --- the window itself
    def retranslate(self) -> None:
        """Set every text of the frame anew."""
        words = {
            "search": self.tr("Cari"),
            "add": self.tr("Tambah berkas…"),
            "paste": self.tr("Tempel berkas atau gambar"),
            "undo": self.tr("Urungkan: {what}").format(what=self._undo_words) if self._undo_words else "",
            "redo": self.tr("Ulangi: {what}").format(what=self._redo_words) if self._redo_words else "",
            "bundle": self.tr("Buat bundel…"),
            "rescan": self.tr("Pindai ulang folder"),
            "next_pane": self.tr("Panel berikutnya"),
            "previous_pane": self.tr("Panel sebelumnya"),
            "drawer": self.tr("Buka atau tutup laci kanan"),
            "full_screen": self.tr("Layar penuh"),
            "help": self.tr("Bantuan layar ini"),
            "keys": self.tr("Daftar tombol"),
        }
        for name, text in words.items():
            self._actions[name].setText(text or {"undo": self.tr("Urungkan"), "redo": self.tr("Ulangi")}[name])
        for place in self._places.values():
            place.action.setText(place.text())
            self.rail.buttons[place.key].set_text(place.text())
        self.rail.setAccessibleName(self.tr("Layar"))
        self.status_line.setAccessibleName(self.tr("Keadaan"))
        self._name_window()

    def _name_window(self) -> None:
        place = self._places.get(self._current)
        self.setWindowTitle(f"{place.text()} – Bukti KLA" if place else "Bukti KLA")

    def changeEvent(self, event: "QtCore.QEvent") -> None:
        """Follow the language."""
        super().changeEvent(event)
        if self._furniture is not None and event.type() == QtCore.QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold rail and panels below 1200 px."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() < Size.NARROW_BELOW
        if self._furniture is not None and narrow != self._narrow:
            self._narrow = narrow
            self.rail.set_narrow(narrow)
            self.status_line.set_narrow(narrow)
            for place in self._places.values():
                if place.page is not None:
                    place.page.set_narrow(narrow)

    def focusNextPrevChild(self, on: bool) -> bool:
        """Go on in reading order, whatever pages have made anew."""
        from kla_desktop.gui.widgets.reading_order import follow_layouts  # noqa: PLC0415 - when a key is pressed

        follow_layouts(self)
        return super().focusNextPrevChild(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus by Enter too, where its page has no other use for that key."""
        from kla_desktop.gui.widgets.button import press_by_enter  # noqa: PLC0415 - when a key is pressed

        if not press_by_enter(self.focusWidget(), event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome everything but our own files; what is of no use is explained after the drop."""
        if is_own(event.mimeData()):
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass on what was dropped."""
        event.setDropAction(QtCore.Qt.DropAction.CopyAction)
        event.accept()
        self.data_given.emit(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window and say that it closes."""
        page = self.current_page
        if page is not None and not page.may_leave():
            event.ignore()
            return
        if not self.may_close():
            event.ignore()
            return
        self._remember(_GEOMETRY, bytes(self.saveGeometry().data()))
        if self._current:
            self._remember(_LAST_PAGE, self._current.encode())
        self.closing.emit()
        if self._furniture is not None:
            self._furniture.ring.stop()
        super().closeEvent(event)
