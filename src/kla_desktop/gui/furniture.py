"""What stands in the window on every page: rail, toolbars, message bar, progress strip, status line."""

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui.design_tokens import Size, Space
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.gui.widgets.focus_ring import FocusRing
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.message_bar import MessageBar
from kla_desktop.gui.widgets.page import Page
from kla_desktop.gui.widgets.progress_strip import ProgressStrip
from kla_desktop.gui.widgets.rail import Rail
from kla_desktop.gui.widgets.status_line import StatusLine


class Toolbar(QFrame):
    """Title, muted subtitle, and the page's own controls."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("surface", "toolbar")
        self.setFixedHeight(Size.TOOLBAR)
        self._page = page
        self._title = Label("", "title")
        self._subtitle = ElidedLabel("", "body", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, 0, Space.L, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._title)
        row.addSpacing(Space.XS)
        row.addWidget(self._subtitle, 1)
        for widget in page.toolbar_widgets():
            row.addWidget(widget)
        page.heading_changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        self._title.setText(self._page.title)
        self._subtitle.short = self._page.short_subtitle
        self._subtitle.setText(self._page.subtitle)


class Furniture(QWidget):
    """All of it in its place, with room for the pages and their toolbars."""

    def __init__(self, app: QApplication, bridge: JobBridge) -> None:
        super().__init__()
        self.rail = Rail()
        self.message_bar = MessageBar()
        self.progress_strip = ProgressStrip(bridge)
        self.status_line = StatusLine()
        self.toolbars, self._pages = QStackedWidget(), QStackedWidget()
        self.toolbars.setFixedHeight(Size.TOOLBAR)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbars)
        column.addWidget(self.message_bar)
        column.addWidget(self._pages, 1)
        column.addWidget(self.progress_strip)
        column.addWidget(self.status_line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.ring = FocusRing(app, self)

    def add_page(self, page: Page) -> QWidget:
        """Make room for a page; return its toolbar."""
        toolbar = Toolbar(page)
        self.toolbars.addWidget(toolbar)
        self._pages.addWidget(page)
        return toolbar

    def show_page(self, page: Page, toolbar: QWidget) -> None:
        """Bring a page and its toolbar to the front."""
        self.toolbars.setCurrentWidget(toolbar)
        self._pages.setCurrentWidget(page)
