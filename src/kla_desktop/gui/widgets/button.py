"""Buttons: plain, primary (one a screen), quiet, danger, link; with an icon that follows the theme."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QToolButton, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.theme import Size, Tokens, follows_theme, tokens

Kind = Literal["plain", "primary", "quiet", "danger", "link"]


def press_by_enter(widget: QWidget | None, event: QKeyEvent) -> bool:
    """Click a button if the key is Enter, as people expect of the one that has the focus; say whether it was."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(widget, QPushButton | QToolButton):
        return False
    widget.click()
    return True


def _ink(colours: Tokens, kind: str, *, enabled: bool) -> str:
    if not enabled:
        return colours.muted
    return {"primary": colours.on_accent, "danger": colours.danger, "link": colours.accent}.get(kind, colours.text)


class Button(QPushButton):
    """A button with words. `clicked` may be given at once; `key` is said in the tooltip ("Ctrl+B")."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        kind: Kind = "plain",
        *,
        clicked: Callable[[], object] | None = None,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self.setProperty("kind", kind)
        self.setIconSize(QSize(16, 16))
        self.setAutoDefault(False)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if key:
            self.setToolTip(key)
        if clicked is not None:
            self.clicked.connect(lambda _checked: clicked())
        self._tint()

    def set_icon_name(self, icon: str) -> None:
        """Show another icon."""
        self._icon_name = icon
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, in a dialog even where another is the default; in the window pages come first (`Shell`)."""
        if not (isinstance(self.window(), QDialog) and press_by_enter(self, event)):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Renew the icon when the theme or the state changes."""
        super().changeEvent(event)
        if follows_theme(event) or event.type() == QEvent.Type.EnabledChange:
            self._tint()

    def _tint(self) -> None:
        if self._icon_name:
            colour = _ink(tokens(), str(self.property("kind")), enabled=self.isEnabled())
            self.setIcon(icons.icon(self._icon_name, colour, 16))


class IconButton(QToolButton):
    """A button with an icon only; `text` becomes its accessible name and, with `key`, its tooltip."""

    def __init__(
        self,
        icon: str,
        text: str,
        *,
        clicked: Callable[[], object] | None = None,
        key: str = "",
        quiet: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._key = key
        self.setProperty("kind", "quiet" if quiet else "plain")
        self.setIconSize(QSize(Size.ICON, Size.ICON))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if clicked is not None:
            self.clicked.connect(lambda _checked: clicked())
        self.set_text(text)
        self._tint()

    def set_text(self, text: str) -> None:
        """Change the words that a tooltip and a screen reader give."""
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({self._key})" if self._key else text)

    def set_icon_name(self, icon: str) -> None:
        """Show another icon."""
        self._icon_name = icon
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Renew the icon when the theme or the state changes."""
        super().changeEvent(event)
        if follows_theme(event) or event.type() == QEvent.Type.EnabledChange:
            self._tint()

    def _tint(self) -> None:
        colours = tokens()
        self.setIcon(icons.icon(self._icon_name, colours.text if self.isEnabled() else colours.muted))
