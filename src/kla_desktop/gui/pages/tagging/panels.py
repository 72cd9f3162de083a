"""Grid and preview beside each other: the preview takes its share of the width, until the user draws the line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from kla_desktop.app.settings import SettingsFile
from kla_desktop.gui.theme import Size

_WIDTH = "tag/preview"
_SHARE = 0.3
_WIDEST = 560


class Panels(QSplitter):
    """Two panels; the width of the right one is remembered once it was chosen."""

    def __init__(self, left: QWidget, preview: QWidget, settings: SettingsFile) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._settings = settings
        chosen = settings.window(_WIDTH) or b""
        self._chosen = int(chosen) if chosen.isdigit() else 0
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(left)
        self.addWidget(preview)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.splitterMoved.connect(self._remember)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        wanted = self._chosen or max(Size.PREVIEW, min(_WIDEST, round(self.width() * _SHARE)))
        wanted = min(wanted, max(Size.PREVIEW, self.width() // 2))
        self.setSizes([self.width() - wanted, wanted])

    def _remember(self) -> None:
        self._chosen = self.sizes()[1]
        self._settings.keep_window(_WIDTH, str(self._chosen).encode())
