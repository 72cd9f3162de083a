"""A QR code on the screen: black on white in either theme, because phones read nothing else as surely."""

import segno
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET = 4
"""Modules of white around it, as the standard asks."""
_SIDE = 232


class QrCode(QWidget):
    """Shows `text`; an accessible name says what it is."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Whole pixels for every module."""
        modules = len(self._rows) + 2 * _QUIET
        side = max(2, _SIDE // modules) * modules
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the modules."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        module = self.width() // (len(self._rows) + 2 * _QUIET)
        black = QColor(0, 0, 0)
        for down, row in enumerate(self._rows):
            for across, dark in enumerate(row):
                if dark:
                    at = QRect((across + _QUIET) * module, (down + _QUIET) * module, module, module)
                    painter.fillRect(at, black)
