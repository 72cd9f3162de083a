"""One piece of evidence, large: photo, pages of a PDF, or the words of a document, with its story underneath."""

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.pages.review_queue import Entry, Story, read_picture
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.chip import Chip
from kla_desktop.gui.widgets.label import ElidedLabel
from kla_desktop.gui.widgets.photo_view import PhotoView
from kla_desktop.gui.widgets.veil import Veil
from kla_desktop.model.evidence_kind import PHOTO_GROUP, MediaKind
from kla_desktop.wording.formats import when
from kla_desktop.wording.words import TIME_SOURCES, said

_PICTURES = frozenset(kind.value for kind in MediaKind if kind.group == PHOTO_GROUP) | {MediaKind.PDF.value}
_SURE = frozenset({"exif", "gps", "officer", "container", "xmp"})


class EvidenceView(QWidget):
    """The page says what to show; pictures are read through the page's own queries, so that late ones are dropped."""

    def __init__(self, page: LivePage) -> None:
        super().__init__()
        self._page = page
        self._entry: Entry | None = None
        self.picture = PhotoView()
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.picture)
        self.stack.addWidget(self.words)
        self.veil = Veil(self.stack)
        self.title = ElidedLabel("", "section")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.position = ElidedLabel("", "body", "muted")
        self.origin = ElidedLabel("", "body", "muted")
        self.origin.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.estimate = Chip("", "warn")
        foot = QFrame()
        foot.setProperty("surface", "status")
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(Space.S)
        first.addWidget(self.title, 1)
        first.addWidget(self.position)
        second.setSpacing(Space.S)
        second.addWidget(self.origin, 1)
        second.addWidget(self.estimate)
        inside = QVBoxLayout(foot)
        inside.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        inside.setSpacing(2)
        inside.addLayout(first)
        inside.addLayout(second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        framed = QVBoxLayout()
        framed.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)  # room for the focus ring
        framed.addWidget(self.stack)
        column.addLayout(framed, 1)
        column.addWidget(foot)

    def show_entry(self, entry: Entry, position: str) -> None:
        """Name another item at once; its story and picture follow."""
        changed = self._entry is None or self._entry.item.id != entry.item.id
        self._entry = entry
        item, language = entry.item, texts.language()
        self.title.setText(item.label)
        self.position.setText(position)
        taken = when(item.captured_at, language) if item.captured_at else ""
        parts = [taken, entry.office, item.actor, item.name if item.title else "", texts.size(item.digest.size)]
        self.origin.setText(" · ".join(part for part in parts if part))
        unsure = item.captured_at_source not in _SURE
        self.estimate.setVisible(unsure)
        self.estimate.set_text(said(TIME_SOURCES, item.captured_at_source, language))
        self.veil.cover(item, None)
        if changed:
            self.picture.set_pages(0, 0, None)
            self.picture.set_sentence(self.tr("Memuat…"))
            self.stack.setCurrentWidget(self.picture)

    def show_story(self, story: Story) -> None:
        """Show its words, or ask for its picture."""
        item = story.detail.item
        self.veil.cover(item, None if story.small.isNull() else QPixmap.fromImage(story.small))
        if story.detail.text_read:
            self.origin.setText(self.origin.text() + " · " + self.tr("tulisannya dibaca mesin"))
        name = f"{item.label}, {self.origin.text()}"
        if not item.has_bytes:
            self.picture.set_sentence(
                self.tr("Berkasnya belum sampai; baru keterangannya yang datang. Bundel berikutnya membawanya.")
            )
        elif story.as_text:
            self.words.setPlainText(story.detail.text or self.tr("Tidak ada tulisan yang terbaca dalam berkas ini."))
            self.words.setAccessibleName(name)
            self.stack.setCurrentWidget(self.words)
        elif item.media in _PICTURES:
            if not story.small.isNull():
                self.picture.set_image(story.small, name)
            self._ask(0, story.detail.pages or 1)
        else:
            self.picture.set_sentence(
                self.tr("Jenis berkas ini tidak punya pratinjau. Tekan Ctrl+Enter untuk membukanya.")
            )

    def clear(self) -> None:
        """Show nothing."""
        self._entry = None
        self.veil.cover(None, None)

    def _ask(self, page: int, pages: int) -> None:
        entry = self._entry
        if entry is None:
            return
        ws, evidence = self._page.context.workspace, entry.item.id

        def show(picture: QImage) -> None:
            if self._entry is None or self._entry.item.id != evidence:
                return
            if picture.isNull():
                self.picture.set_sentence(
                    self.tr("Berkas ini tidak bisa digambar. Tekan Ctrl+Enter untuk membukanya dengan aplikasi lain.")
                )
            else:
                self.picture.set_image(picture, f"{entry.item.label}, {self.origin.text()}", keep_zoom=page > 0)
            self.picture.set_pages(page, pages, lambda wanted: self._ask(wanted, pages))

        def failed(failure: Failure) -> None:
            if self._entry is not None and self._entry.item.id == evidence:
                self.picture.set_sentence(failure.sentence)

        self._page.query("picture", lambda: read_picture(ws, evidence, page), show, failed)
