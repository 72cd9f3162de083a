"""Check boxes and radio buttons that say when a person has chosen, by whichever means; a list whose choice may be long.

Qt's `clicked` is silent when a screen reader chooses, `toggled` also speaks when the program does.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # the class beside it is the Qt one


class _Shown(_Button):
    """`setChecked` only shows how it stands, and tells nobody."""

    _showing = False

    def setChecked(self, on: bool) -> None:
        """Show another state."""
        self._showing = True
        super().setChecked(on)
        self._showing = False


class CheckBox(_Shown, QCheckBox):
    """`chosen(on)` for mouse, key and screen reader."""

    chosen = Signal(bool)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.toggled.connect(self._tell)

    def _tell(self, on: bool) -> None:
        if not self._showing:
            self.chosen.emit(on)


class RadioButton(_Shown, QRadioButton):
    """`chosen` for mouse, key and screen reader, of the one that is chosen."""

    chosen = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.toggled.connect(self._tell)

    def _tell(self, on: bool) -> None:
        if on and not self._showing:
            self.chosen.emit()


class ChoiceBox(QComboBox):
    """A list to choose from that ends a choice too long for it in "…" instead of cutting it; the tip has all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentTextChanged.connect(self.setToolTip)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as the style does, with a text that fits."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, field.width()
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
