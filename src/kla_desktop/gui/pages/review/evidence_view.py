"""One piece of evidence, large: photo, pages of a PDF, words of a document, or a card for what only opens elsewhere.

Its story stands underneath; the version that it takes the place of can be shown beside it.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui import icons, texts
from kla_desktop.gui.item_models.item_words import media_word
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.pages.review.queue import Entry, Story, read_picture
from kla_desktop.gui.pages.tagging.hit_label import HitLabel
from kla_desktop.gui.pages.thumbnails import media_icon
from kla_desktop.gui.theme import Space, tokens
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.chip import Chip
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.photo_view import PhotoView
from kla_desktop.gui.widgets.veil import Veil
from kla_desktop.jobs.events import Lane
from kla_desktop.model.evidence_kind import PHOTO_GROUP, MediaKind
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Found, Item
from kla_desktop.operations.storage.bring import is_away
from kla_desktop.system.names import shown
from kla_desktop.wording import formats
from kla_desktop.wording.formats import when
from kla_desktop.wording.words import TIME_SOURCES, said

_PICTURES = frozenset(kind.value for kind in MediaKind if kind.group == PHOTO_GROUP) | {MediaKind.PDF.value}
_SURE = frozenset({"exif", "gps", "officer", "container", "xmp"})
_ICON = 48
_ROOMY = 560
"""From this width on there is room to say where an estimated time comes from."""


class _OpensElsewhere(QWidget):
    """A recording, or another file without a picture: what it is, how long it runs, and the way to it."""

    def __init__(self, opened: Callable[[], object]) -> None:
        super().__init__()
        self._media = ""
        self.mark, self.facts = Label(""), Label("", "body", "muted", wrap=True)
        self.open = Button("", "open_out", clicked=opened, key="Ctrl+Enter")
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addStretch(1)
        for widget in (self.mark, self.facts):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_item(self, item: Item, seconds: float | None) -> None:
        """Show another file."""
        length = formats.length(seconds, texts.language()) if seconds is not None else ""
        facts = " · ".join(fact for fact in (media_word(item), length, texts.size(item.digest.size)) if fact)
        self.facts.setText(facts)
        self.open.setText(self.tr("Buka"))
        self.mark.setPixmap(icons.pixmap(media_icon(item.media), tokens().muted, _ICON, self.devicePixelRatioF()))
        self.setAccessibleName(f"{item.label}, {facts}")


class EvidenceView(QWidget):
    """The page says what to show; pictures are read through the page's own queries, so that late ones are dropped."""

    def __init__(self, page: LivePage, opened: Callable[[], object]) -> None:
        super().__init__()
        self._page = page
        self._entry: Entry | None = None
        self._before: Item | None = None
        self.picture, self.earlier = PhotoView(), PhotoView()
        self.earlier.hide()
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.card = _OpensElsewhere(opened)
        self.stack = QStackedWidget()
        for widget in (self.picture, self.words, self.card):
            self.stack.addWidget(widget)
        self.veil, self.earlier_veil = Veil(self.stack), Veil(self.earlier)
        self.title = ElidedLabel("", "section")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.position = ElidedLabel("", "body", "muted")
        self.origin = ElidedLabel("", "body", "muted")
        self.origin.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.estimate = Chip("", "warn")
        self.hit = HitLabel()
        self._arrange()

    def _arrange(self) -> None:
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
        inside.addWidget(self.hit)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        framed = QHBoxLayout()
        framed.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)  # room for the focus ring
        framed.setSpacing(Space.XS)
        framed.addWidget(self.earlier, 1)
        framed.addWidget(self.stack, 1)
        self.column.addLayout(framed, 1)
        self.column.addWidget(foot)

    def add_below(self, widget: QWidget) -> None:
        """Put something between the picture and its story."""
        self.column.insertWidget(1, widget)

    def show_entry(self, entry: Entry, position: str, found: Found | None = None) -> None:
        """Name another item at once; its story and picture follow."""
        changed = self._entry is None or self._entry.item.id != entry.item.id
        self._entry = entry
        item, language = entry.item, texts.language()
        self.title.setText(shown(item.label))
        self.position.setText(position)
        taken = when(item.captured_at, language) if item.captured_at else ""
        name = shown(item.name) if item.title else ""
        parts = [taken, entry.office, item.actor, name, texts.size(item.digest.size)]
        self.origin.setText(" · ".join(part for part in parts if part))
        unsure = item.captured_at_source not in _SURE
        self.estimate.setVisible(unsure)
        source = said(TIME_SOURCES, item.captured_at_source if item.captured_at else "", language)
        self.estimate.set_text(source if self.width() >= _ROOMY else self.tr("perkiraan"))
        self.estimate.setToolTip(source)
        self.hit.show_hit(found)
        self.veil.cover(item, None)
        if changed:
            self._before = None
            self.earlier.hide()
            self.picture.set_pages(0, 0, None)
            self.picture.set_sentence(self.tr("Memuat…"))
            self.stack.setCurrentWidget(self.picture)

    def show_story(self, story: Story) -> None:
        """Show its words, its card, or ask for its picture."""
        item = story.detail.item
        self._before = story.before
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
            self.card.show_item(item, story.detail.seconds)
            self.stack.setCurrentWidget(self.card)

    def clear(self) -> None:
        """Show nothing."""
        self._entry = None
        self.veil.cover(None, None)

    def turn_page(self, by: int) -> bool:
        """Turn pages of a document; False if there are none."""
        return self.stack.currentWidget() is self.picture and self.picture.turn_by(by)

    @property
    def is_beside(self) -> bool:
        """Whether the version before is shown too."""
        return not self.earlier.isHidden()

    def show_beside(self) -> None:
        """Show the version before at the left, or hide it again (V)."""
        before = self._before
        if before is None or self.is_beside:
            self.earlier.hide()
            return
        ws, words = self._page.context.workspace, self.tr("Versi sebelumnya: {title}").format(title=before.label)
        self.earlier.set_sentence(self.tr("Memuat…"))
        self.earlier.show()
        self.earlier_veil.cover(before, None)

        def show(picture: QImage) -> None:
            if picture.isNull():
                self.earlier.set_sentence(f"{words}\n" + self.tr("Berkas ini tidak punya gambar."))
            else:
                self.earlier.set_image(picture, words)

        self._page.query("earlier", lambda: read_picture(ws, before.id, 0), show, lambda f: self._cannot(before.id, f))

    def _cannot(self, evidence: EvidenceId, failure: Failure) -> None:
        if self._before is not None and self._before.id == evidence:
            self.earlier.set_sentence(failure.sentence)

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

        away = is_away(ws, entry.item.digest.sha256)
        lane, label = (Lane.TRANSFER, self.tr("Mengambil dari gudang bukti")) if away else (Lane.QUERY, "")
        self._page.query("picture", lambda: read_picture(ws, evidence, page), show, failed, lane=lane, label=label)
