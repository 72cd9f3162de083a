"""The tools above the big preview: pages, zoom, and turning the picture; each has its key too."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.photo_view import STEP, PhotoView
from kla_desktop.wording import formats


class LargeTools(QWidget):
    """Belongs to one PhotoView, whose zoom it shows."""

    def __init__(self, view: PhotoView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.before = IconButton("chevron_left", "", key="PgUp", clicked=lambda: view.turn_by(-1))
        self.page = Label("", "body")
        self.after = IconButton("chevron_right", "", key="PgDn", clicked=lambda: view.turn_by(1))
        self.smaller = IconButton("zoom_out", "", key="Ctrl+−", clicked=lambda: view.zoom_by(1 / STEP))
        self.zoom = Button("", kind="quiet", clicked=self._change)
        self.larger = IconButton("zoom_in", "", key="Ctrl+=", clicked=lambda: view.zoom_by(STEP))
        self.turn = IconButton("turn", "", key="R", clicked=lambda: view.rotate(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        self._paging = (self.before, self.page, self.after)
        for widget in (*self._paging, self.smaller, self.zoom, self.larger, self.turn):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus if widget is not self.page else Qt.FocusPolicy.NoFocus)
            row.addWidget(widget)
        self.zoom.setFixedWidth(64)
        view.zoomed.connect(self._say_zoom)
        self._shown = (0, 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.before.set_text(self.tr("Halaman sebelumnya"))
        self.after.set_text(self.tr("Halaman berikutnya"))
        self.smaller.set_text(self.tr("Perkecil"))
        self.larger.set_text(self.tr("Perbesar"))
        self.turn.set_text(self.tr("Putar tampilan"))
        self.zoom.setToolTip(self.tr("Pas layar atau ukuran asli (F)"))
        self.zoom.setAccessibleDescription(self.zoom.toolTip())
        self.show_page(*self._shown)

    def show_page(self, page: int, pages: int) -> None:
        """Say which page is shown, counted from 0; without several there is nothing to turn."""
        self._shown = (page, pages)
        self.page.setText(f"{page + 1} / {pages}")
        self.page.setAccessibleName(self.tr("Halaman {page} dari {pages}").format(page=page + 1, pages=pages))
        for widget in self._paging:
            widget.setVisible(pages > 1)
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page < pages - 1)

    def _change(self) -> None:
        self._view.actual_size() if self._view.fits else self._view.fit()

    def _say_zoom(self, zoom: float) -> None:
        self.zoom.setText(formats.percent(round(zoom * 100), texts.language()))
