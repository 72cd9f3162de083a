"""A bordered card with a heading."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.label import Label


class Card(QFrame):
    """Put contents into `body` (a QVBoxLayout), small controls beside the heading into `add_to_heading`."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._heading = Label("", "label", "muted")
        self._heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._top = QHBoxLayout()
        self._top.addWidget(self._heading)
        self._top.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.S)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        outer.setSpacing(Space.S)
        outer.addLayout(self._top)
        outer.addLayout(self.body, 1)
        outer.addStretch(0)
        self.set_heading(heading)

    def set_heading(self, heading: str) -> None:
        """Change the heading; an empty one takes no room."""
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self.setAccessibleName(heading)

    def add_to_heading(self, widget: QWidget) -> None:
        """Put `widget` at the right of the heading."""
        self._top.addWidget(widget)
