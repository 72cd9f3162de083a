"""Check boxes and radio buttons that say when a person has chosen, by whichever means.

Qt's `clicked` is silent when a screen reader chooses, `toggled` also speaks when the program does.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget


class CheckBox(QCheckBox):
    """`chosen(on)` for mouse, key and screen reader; `setChecked` only shows how it stands."""

    chosen = Signal(bool)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._showing = False
        self.toggled.connect(self._tell)

    def setChecked(self, on: bool) -> None:
        """Show another state, and tell nobody."""
        self._showing = True
        super().setChecked(on)
        self._showing = False

    def _tell(self, on: bool) -> None:
        if not self._showing:
            self.chosen.emit(on)


class RadioButton(QRadioButton):
    """`chosen` for mouse, key and screen reader, of the one that is chosen; `setChecked` only shows how it stands."""

    chosen = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._showing = False
        self.toggled.connect(self._tell)

    def setChecked(self, on: bool) -> None:
        """Show another state, and tell nobody."""
        self._showing = True
        super().setChecked(on)
        self._showing = False

    def _tell(self, on: bool) -> None:
        if on and not self._showing:
            self.chosen.emit()
