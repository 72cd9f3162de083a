"""The words of a document, large: scrolled by wheel, PgUp and PgDn; every other key is the page's."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from kla_desktop.gui.theme import font

_SCROLLS = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}
_ZOOMS = {Qt.Key.Key_Equal: 1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
_LETTERS, _BOUNDS = 15, (10, 40)
"""Pixels that letters are high, and how small and large they get."""
_MEASURE = 820
"""Pixels that lines are wide at most, so that the eye finds the next one."""
_TAB = 110
"""Pixels between the columns of a table."""
_MOST = 400_000
"""Characters shown; a text edit is slow beyond, and nobody reads so far here."""


class WordsView(QPlainTextEdit):
    """Read only; what is marked with the mouse can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setTabStopDistance(_TAB)
        self._letters = _LETTERS
        self._zoom(0)
        self.document().setDocumentMargin(24)

    def show_words(self, words: str, name: str, *, table: bool) -> None:
        """Show a text from its beginning; a table keeps its lines whole."""
        wrap = QPlainTextEdit.LineWrapMode.NoWrap if table else QPlainTextEdit.LineWrapMode.WidgetWidth
        self.setLineWrapMode(wrap)
        self._set_margins()
        self.setPlainText(words[:_MOST])
        self.setAccessibleName(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines readable in a wide window."""
        super().resizeEvent(event)
        self._set_margins()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Enlarge with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _zoom(self, step: int) -> None:
        """Make the letters larger or smaller; 0 returns to their usual size."""
        smallest, largest = _BOUNDS
        self._letters = min(largest, max(smallest, self._letters + step)) if step else _LETTERS
        made = QFont(font("body"))
        made.setPixelSize(self._letters)
        self.setFont(made)

    def _set_margins(self) -> None:
        wraps = self.lineWrapMode() != QPlainTextEdit.LineWrapMode.NoWrap
        side = max(0, (self.width() - _MEASURE) // 2) if wraps else 0
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll and copy; leave the rest."""
        if event.key() in _SCROLLS:
            bar = self.verticalScrollBar()
            at = {
                Qt.Key.Key_PageUp: bar.value() - bar.pageStep(),
                Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
                Qt.Key.Key_Home: bar.minimum(),
                Qt.Key.Key_End: bar.maximum(),
            }
            bar.setValue(at[Qt.Key(event.key())])
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _ZOOMS:
            self._zoom(_ZOOMS[Qt.Key(event.key())])
        elif event.matches(QKeySequence.StandardKey.Copy) and self.textCursor().hasSelection():
            self.copy()
        else:
            event.ignore()
