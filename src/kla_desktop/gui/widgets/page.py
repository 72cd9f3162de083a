"""What the shell expects of a page: a title, and whatever else it has to offer."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """Base of every page. Override what the page has; the shell asks on demand.

    Build texts in `retranslate()` (called by you at the end of `__init__`, and by us when the language changes).
    QActions with a shortcut that are added to the page (`addAction`) appear in the list of keys.
    """

    heading_changed = Signal()
    """Emit when `title` or `subtitle` has changed; `set_heading` does it for you."""
    ask_shell = Signal(str, object)
    """Ask for another page: its key, and whatever that page's `arrive` understands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.subtitle = ""
        self.short_subtitle = ""

    def set_heading(self, title: str, subtitle: str = "", short: str = "") -> None:
        """Show `title` and, muted behind it, `subtitle` ("38 belum · sisa ± 4 menit") in the toolbar.

        Where the subtitle has no room `short` stands for it ("11/24").
        """
        self.title, self.subtitle, self.short_subtitle = title, subtitle, short
        self.heading_changed.emit()

    def toolbar_widgets(self) -> Sequence[QWidget]:
        """Return the widgets at the right of the toolbar, in reading order; asked once."""
        return ()

    def panes(self) -> Sequence[QWidget]:
        """Return the parts that F6 walks through, each focusable or with something focusable in it."""
        return (self,)

    def extra_keys(self) -> Sequence[tuple[str, str]]:
        """Return keys that are no QAction, as (key, what it does), for the list of keys."""
        return ()

    def toggle_drawer(self) -> None:
        """Show or hide the right panel (F4)."""

    def focus_search(self) -> bool:
        """Put the cursor into the page's search field (Ctrl+F); return False if there is none."""
        return False

    def arrive(self, wish: object = None) -> None:
        """Be shown: read what is stale, set the focus. `wish` is what `ask_shell` or `Shell.show_page` passed on."""

    def set_narrow(self, narrow: bool) -> None:
        """Be told that the window is narrower than 1200 px: fold the right panel into a drawer."""

    def may_leave(self) -> bool:
        """Return False to keep the user here, after saying why in the message bar."""
        return True

    def retranslate(self) -> None:
        """Set every text anew."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
