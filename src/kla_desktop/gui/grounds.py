"""What is seen of the window before anything else: the grounds of rail, toolbar and status line in their places."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kla_desktop.gui.design_tokens import Size, Tokens

_SHEET = """
#rail {{ background: {sunken}; border-right: 1px solid {border}; }}
#toolbar {{ background: {surface}; border-bottom: 1px solid {border}; }}
#status {{ background: {surface}; border-top: 1px solid {border}; }}
#page {{ background: {window}; }}
"""


class Grounds(QWidget):
    """Plain grounds and their edges, painted by Qt alone; no words, because a program's first word costs more."""

    def __init__(self, colours: Tokens) -> None:
        super().__init__()
        self.setStyleSheet(
            _SHEET.format(sunken=colours.sunken, surface=colours.surface, border=colours.border, window=colours.window)
        )
        self._rail, toolbar, page, status = (self._ground(name) for name in ("rail", "toolbar", "page", "status"))
        toolbar.setFixedHeight(Size.TOOLBAR)
        status.setFixedHeight(Size.STATUS)
        column, row = QVBoxLayout(), QHBoxLayout(self)
        for layout in (column, row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        for ground in (toolbar, page, status):
            column.addWidget(ground)
        row.addWidget(self._rail)
        row.addLayout(column)

    @staticmethod
    def _ground(name: str) -> QWidget:
        made = QWidget()
        made.setObjectName(name)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail as the window will."""
        super().resizeEvent(event)
        self._rail.setFixedWidth(Size.RAIL_NARROW if self.width() < Size.NARROW_BELOW else Size.RAIL)
