"""The big preview: one item fills the place of the grid, and every key of Tandai goes on working."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui import icons, texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.item_models.item_words import media_word, sentence, source_words, when_words
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.tagging.large_picture import RECORDINGS, LargePicture
from kla_desktop.gui.pages.tagging.large_tools import LargeTools
from kla_desktop.gui.pages.tagging.words_view import WordsView
from kla_desktop.gui.theme import Space, tokens
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.photo_view import PhotoView
from kla_desktop.gui.widgets.veil import Veil
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Item
from kla_desktop.operations.browse import Detail
from kla_desktop.system.names import shown
from kla_desktop.wording import formats

_MAX_SIDE = 2000
_ROOM_FOR_TIME = 860
_TABLES = frozenset(("xlsx", "xls", "ods", "csv"))


class LargeView(QWidget):
    """Shows the current item; Space, Esc or a double click leaves it."""

    left = Signal()
    opened = Signal()
    """The button that opens it in its own program was pressed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._item: Item | None = None
        self._picture = LargePicture(context, _MAX_SIDE, self)
        self._picture.came.connect(self._have)
        self._picture.told.connect(self._told)
        self._picture.failed.connect(self._cannot)
        self.view = PhotoView()
        self.view.overrun.connect(self.view.turn_by)
        self.tools = LargeTools(self.view)
        self._shown_page = 0
        self.words = WordsView()
        self.card = Label("", "section", wrap=True)
        self.card.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open = Button("", "open_out", "primary", clicked=self.opened.emit)
        self.open.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stack = QStackedWidget()
        self.recording = self._recording()
        for widget in (self.view, self.words, self.recording):
            self.stack.addWidget(widget)
        self.veil = Veil(self.stack)
        self._name, self._when = ElidedLabel("", "strong"), ElidedLabel("", "body", "muted")
        self._back = Button("", "chevron_left", "quiet", clicked=self.left.emit)
        self._back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout()
        row.setContentsMargins(Space.S, Space.XS, Space.L, Space.XS)
        row.addWidget(self._back)
        row.addWidget(self._name, 1)
        row.addSpacing(Space.S)
        row.addWidget(self._when, 1)
        row.addSpacing(Space.S)
        row.addWidget(self.tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.view)

    def _recording(self) -> QWidget:
        """A card for what can only be opened: what it is, how long it runs, and the way to it."""
        inside = QWidget()
        inside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keys are the page's: Enter tags, Space goes back
        self._glyph = Label("")
        self._glyph.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(inside)
        column.addStretch(1)
        column.addWidget(self._glyph)
        column.addSpacing(Space.S)
        column.addWidget(self.card)
        column.addSpacing(Space.M)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return inside

    def _turn_to(self, widget: QWidget) -> None:
        """Show picture, words or card; the focus goes along."""
        had = self.hasFocus() or self.isAncestorOf(QApplication.focusWidget() or self)
        self.stack.setCurrentWidget(widget)
        self.tools.setVisible(widget is self.view)
        self.setFocusProxy(widget)
        if had:
            self.setFocus()

    def show_item(self, item: Item, thumbnail: QPixmap | None) -> None:
        """Show an item, first as small as it is at hand, then drawn large."""
        self.tools.retranslate()
        self._back.setText(self.tr("Kembali"))
        self._back.setToolTip(self.tr("Kembali ke daftar (Spasi)"))
        self.veil.cover(item, thumbnail)
        if self._item is not None and self._item.id == item.id:
            return
        self._item, self._shown_page = item, 0
        self.view.upright()
        self.tools.show_page(0, 0)
        self._name.setText(item.title or shown(item.name))
        self._when.setText(" · ".join(part for part in (when_words(item), source_words(item)) if part))
        said = sentence(item, self._context.workspace.catalogue)
        self._turn_to(self.view)
        self.view.set_pages(0, 0, None)
        if thumbnail is not None:
            self.view.set_image(thumbnail.toImage(), said)
        else:
            self.view.set_sentence(self.tr("memuat…"))
        self._picture.ask(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the time where there is room; the preview beside says it too."""
        super().resizeEvent(event)
        self._when.setVisible(self.width() >= _ROOM_FOR_TIME)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the picture: it may take tens of megabytes."""
        super().hideEvent(event)
        self._item = None
        self._picture.forget()
        self.veil.cover(None, None)
        self.view.set_sentence("")
        self.words.clear()

    def turn(self, quarters: int) -> None:
        """Turn the picture in the view."""
        if self.stack.currentWidget() is self.view:
            self.view.rotate(quarters)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Leave."""
        event.accept()
        self.left.emit()

    def _have(self, evidence: EvidenceId, image: QImage | None, page: int, pages: int) -> None:
        item = self._item
        if item is None or item.id != evidence:
            return
        if image is None:
            self.view.set_sentence(self.tr("Tidak ada gambar untuk berkas ini. Ctrl+Enter membukanya."))
            return
        turned, self._shown_page = page != self._shown_page, page
        self.view.set_image(image, sentence(item, self._context.workspace.catalogue), keep_zoom=turned)
        self.view.set_pages(page, pages, self._turn if pages > 1 else None)
        self.tools.show_page(page, pages)

    def _told(self, evidence: EvidenceId, detail: Detail) -> None:
        item = self._item
        if item is None or item.id != evidence:
            return
        said = sentence(item, self._context.workspace.catalogue)
        if item.media in RECORDINGS:
            length = formats.length(detail.seconds, texts.language()) if detail.seconds is not None else ""
            facts = (media_word(item), length, texts.size(item.digest.size))
            self.card.setText("\n".join((detail.text, " · ".join(fact for fact in facts if fact))).strip())
            self.open.setText(self.tr("Buka"))
            self.recording.setAccessibleName(said)
            glyph = "audio" if item.media == "audio" else "video"
            self._glyph.setPixmap(icons.pixmap(glyph, tokens().muted, 72, self.devicePixelRatioF()))
            self._turn_to(self.recording)
            return
        self.words.show_words(detail.text, said, table=item.media in _TABLES)
        self._turn_to(self.words)

    def _cannot(self, evidence: EvidenceId, failure: Failure) -> None:
        if self._item is not None and self._item.id == evidence:
            self.view.set_sentence(failure.sentence)

    def _turn(self, page: int) -> None:
        if self._item is not None:
            self._picture.ask(self._item, page, at_once=True)
