"""The words of a document, large: scrolled by wheel, PgUp and PgDn; every other key is the page's."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from kla_desktop.gui.theme import font

_SCROLLS = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}
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
        self.setFont(font("body"))
        self.document().setDocumentMargin(24)

    def show_words(self, words: str, name: str, *, table: bool) -> None:
        """Show a text from its beginning; a table keeps its lines whole."""
        wrap = QPlainTextEdit.LineWrapMode.NoWrap if table else QPlainTextEdit.LineWrapMode.WidgetWidth
        self.setLineWrapMode(wrap)
        self.setPlainText(words[:_MOST])
        self.setAccessibleName(name)

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
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            event.ignore()
