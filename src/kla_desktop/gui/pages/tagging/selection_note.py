"""The note in the corner of the grid while several items are chosen: how many, and how to let them go."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea

from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.label import Label


class SelectionNote(Label):
    """Lies over the grid; the mouse goes through it."""

    def __init__(self, grid: QAbstractScrollArea) -> None:
        super().__init__("", "strong", parent=grid)
        self._grid = grid
        self.setProperty("note", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        grid.installEventFilter(self)
        self.hide()

    def show_count(self, count: int) -> None:
        """Say that so many are chosen; one alone needs no note."""
        if count > 1:
            self.setText(self.tr("%n dipilih · Esc batal", "", count))
            self._place()
        self.setVisible(count > 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move(Space.L, self._grid.height() - self.height() - Space.M)
        self.raise_()
