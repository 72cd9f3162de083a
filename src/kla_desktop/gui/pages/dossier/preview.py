"""The pages of Laporan as they will be printed: turned, enlarged, with small ones beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.pages.dossier.paper import page_picture
from kla_desktop.gui.pages.dossier.strip import SIDE, PageStrip
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.theme import Size, Space
from kla_desktop.gui.widgets.button import IconButton
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.photo_view import PhotoView
from kla_desktop.operations.draft_dossier import Draft

STEP = 1.25
_WIDTH, _PAGE = "width", "page"
_ZOOMS: tuple[str | int, ...] = (_WIDTH, _PAGE, 50, 75, 100, 150, 200)
_A4_HIGH = 1123
"""Height of an A4 page at 100 %, in device-independent pixels."""
_SIDES = (1200, 2600)
"""Pixels of the longer side of a drawn page: at least, at most."""


class DossierPreview(QWidget):
    """Shows one draft; belongs to a page, on whose lane pages are drawn."""

    def __init__(self, page: LivePage) -> None:
        super().__init__()
        self._page = page
        self.draft: Draft | None = None
        self.at = -1
        self._narrow = False
        self.before = IconButton("chevron_left", "", key="PgUp", clicked=lambda: self.turn(self.at - 1))
        self.number = QSpinBox()
        self.number.setKeyboardTracking(False)
        self.of = Label("", "body", "muted")
        self.after = IconButton("chevron_right", "", key="PgDn", clicked=lambda: self.turn(self.at + 1))
        self.facts = ElidedLabel("", "body", "muted")
        self.smaller = IconButton("zoom_out", "", key="Ctrl+-", clicked=lambda: self.view.zoom_by(1 / STEP))
        self.zoom = QComboBox()
        self.larger = IconButton("zoom_in", "", key="Ctrl+=", clicked=lambda: self.view.zoom_by(STEP))
        for zoom in _ZOOMS:
            self.zoom.addItem("", zoom)
        self.view = PhotoView()
        self.strip = PageStrip(self._draw_small)
        self._soon = QTimer(self, interval=30, singleShot=True)
        self._soon.timeout.connect(self._draw)
        self._arrange()
        self.number.valueChanged.connect(lambda value: self.turn(value - 1))
        self.zoom.activated.connect(lambda _at: self._apply_zoom())
        self.view.zoomed.connect(lambda _zoom: self._say_zoom())
        self.view.overrun.connect(lambda step: self.turn(self.at + step))
        self.strip.turned.connect(self.turn)
        self.view.fit_width()
        self.retranslate()

    def _arrange(self) -> None:
        bar = QFrame()
        bar.setProperty("surface", "toolbar")
        bar.setFixedHeight(Size.TOOLBAR - 6)
        row = QHBoxLayout(bar)
        row.setContentsMargins(Space.M, 0, Space.M, 0)
        for turner in (self.before, self.number, self.of, self.after):
            row.addWidget(turner)
        row.addSpacing(Space.M)
        row.addWidget(self.facts, 1)
        for widget in (self.smaller, self.zoom, self.larger):
            row.addWidget(widget)
        pages = QHBoxLayout()
        pages.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)  # room for the focus ring
        pages.setSpacing(Space.XS)
        pages.addWidget(self.strip)
        pages.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addLayout(pages, 1)

    # --- what the page tells
    def show_draft(self, draft: Draft) -> None:
        """Show another draft, at the page that was looked at or its last."""
        self.draft = draft
        page = max(0, min(self.at, draft.pages - 1))
        self.at = -1
        blocker = QSignalBlocker(self.number)
        self.number.setRange(1, draft.pages)
        blocker.unblock()
        self._say_facts(draft)
        self.strip.show_pages(draft.pages, page)
        self.turn(page)

    def forget(self, why: str) -> None:
        """What is shown belongs to other choices than those made now; say so until `show_draft`."""
        self.draft = None
        self.facts.setText(why)

    def set_narrow(self, narrow: bool) -> None:
        """Leave the room to the page; the code stands on it too."""
        self.strip.setVisible(not narrow)
        self._narrow = narrow
        if self.draft is not None:
            self._say_facts(self.draft)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.before.set_text(self.tr("Halaman sebelumnya"))
        self.after.set_text(self.tr("Halaman berikutnya"))
        self.smaller.set_text(self.tr("Perkecil"))
        self.larger.set_text(self.tr("Perbesar"))
        self.strip.setAccessibleName(self.tr("Halaman kecil"))
        self.zoom.setAccessibleName(self.tr("Zum"))
        names: dict[str | int, str] = {_WIDTH: self.tr("Lebar halaman"), _PAGE: self.tr("Satu halaman")}
        for at, zoom in enumerate(_ZOOMS):
            self.zoom.setItemText(at, names.get(zoom, f"{zoom} %"))
        self.number.setAccessibleName(self.tr("Halaman"))
        self.view.set_sentence(self.tr("Memuat…"))
        for label in (self.of, self.facts):
            label.setText("")  # until the pages speak this language too

    def _say_facts(self, draft: Draft) -> None:
        self.of.setText(self.tr("dari {pages}").format(pages=texts.number(draft.pages)))
        words = self.tr("{items} · ± {size} · A4")
        said = words.format(items=texts.counted(draft.items, "evidence"), size=texts.size(draft.size))
        if not self._narrow:
            said += " · " + self.tr("kode {code}").format(code=draft.code)
        if draft.left_out:
            said += " · " + self.tr("%n bukti terbatas tidak dimuat", "", draft.left_out)
        self.facts.setText(said)

    def keys(self) -> Sequence[tuple[str, str]]:
        """Keys of the preview."""
        return (
            ("PgUp PgDn", self.tr("Halaman sebelumnya, berikutnya")),
            ("Ctrl+= Ctrl+-", self.tr("Perbesar, perkecil")),
            ("Ctrl+0", self.tr("Satu halaman")),
        )

    # --- pages
    def turn(self, page: int) -> None:
        """Show another page, 0 for the first."""
        draft = self.draft
        if draft is None or not 0 <= page < draft.pages or page == self.at:
            return
        self.at = page
        blocker = QSignalBlocker(self.number)
        self.number.setValue(page + 1)
        blocker.unblock()
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page + 1 < draft.pages)
        self.strip.choose(page)
        self._soon.start()

    def _draw(self) -> None:
        draft, page = self.draft, self.at
        if draft is None:
            return
        wanted = round(self.view.width() * self.devicePixelRatioF() * 1.42)
        side = max(_SIDES[0], min(_SIDES[1], wanted))

        def show(picture: QImage) -> None:
            if self.draft is not draft or self.at != page:
                return
            if picture.isNull():
                self.view.set_sentence(self.tr("Halaman ini tidak bisa digambar di layar; PDF-nya tetap utuh."))
            else:
                self.view.set_image(picture, self._said_page(), keep_zoom=True)

        self._page.query("page", lambda: page_picture(draft, page, side), show)

    def _said_page(self) -> str:
        words = self.tr("Halaman {page} dari {pages}")
        return words.format(page=texts.number(self.at + 1), pages=texts.number(self.number.maximum()))

    def _draw_small(self, page: int) -> None:
        draft = self.draft
        if draft is None:
            return

        def show(picture: QImage) -> None:
            if self.draft is draft:
                self.strip.have(page, picture)

        self._page.query("small page", lambda: page_picture(draft, page, SIDE, rough=True), show)

    # --- zoom
    def _apply_zoom(self) -> None:
        zoom = self.zoom.currentData()
        if zoom == _WIDTH:
            self.view.fit_width()
        elif zoom == _PAGE:
            self.view.fit()
        else:
            high = self.view.picture_size().height()
            if high:
                self.view.zoom_by(int(zoom) / 100 * _A4_HIGH * self.devicePixelRatioF() / high / self.view.zoom)

    def _say_zoom(self) -> None:
        """Name the way of fitting, or how large a page is shown."""
        if self.view.fills or self.view.fits:
            self.zoom.setCurrentIndex(self.zoom.findData(_WIDTH if self.view.fills else _PAGE))
            return
        share = self.view.picture_size().height() * self.view.zoom / _A4_HIGH / self.devicePixelRatioF()
        at = self.zoom.findData(round(share * 100))
        self.zoom.setCurrentIndex(at)
        if at < 0:
            self.zoom.setPlaceholderText(f"{texts.number(share * 100)} %")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom from anywhere in the preview."""
        self.view.keyPressEvent(event)
