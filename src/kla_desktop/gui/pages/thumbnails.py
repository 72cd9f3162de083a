"""A few thumbnails in a grid, for side panels: each a button that opens its item."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from kla_desktop.gui import icons, texts
from kla_desktop.gui.item_models.item_words import restriction_words
from kla_desktop.gui.theme import Size, Space, font, tokens
from kla_desktop.gui.widgets.state_label import State as Shown
from kla_desktop.gui.widgets.state_label import paint_state
from kla_desktop.gui.widgets.veil import coarse
from kla_desktop.model.evidence import State
from kla_desktop.model.evidence_kind import AUDIO_GROUP, PHOTO_GROUP, VIDEO_GROUP, MediaKind
from kla_desktop.model.listing import Item
from kla_desktop.wording.words import STATES, said

STATE_OF = {
    State.RETURNED: Shown.RETURNED,
    State.ACCEPTED: Shown.ACCEPTED,
    State.NEW: Shown.WAITING,
    State.TAGGED: Shown.WAITING,
    State.PACKED: Shown.WAITING,
    State.SENT: Shown.WAITING,
    State.RECEIVED: Shown.WAITING,
    State.WITHDRAWN: Shown.NOT_APPLICABLE,
}


_ICONS = {
    "pdf": "pdf", "docx": "word", "doc": "word", "odt": "word", "rtf": "word", "xlsx": "sheet", "xls": "sheet",
    "ods": "sheet", "csv": "sheet", "txt": "text", "html": "text", "zip": "box",
}  # fmt: skip
_KINDS = frozenset(MediaKind)


def media_icon(media: str) -> str:
    """The icon that stands for a kind of file without a picture."""
    icon = _ICONS.get(media)
    if icon is not None or media not in _KINDS:
        return icon or "document"
    return {PHOTO_GROUP: "photo", VIDEO_GROUP: "video", AUDIO_GROUP: "audio"}.get(MediaKind(media).group, "document")


def paint_thumbnail(painter: QPainter, rect: QRectF, picture: QImage | None, media: str, scale: float) -> None:
    """Draw a picture so that it fills `rect`, or the icon of its kind on a sunken ground."""
    colours = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    shape = QPainterPath()
    shape.addRoundedRect(rect, Size.RADIUS_SMALL, Size.RADIUS_SMALL)
    painter.setClipPath(shape)
    painter.fillRect(rect, QColor(colours.sunken))
    if picture is not None and not picture.isNull():
        share = max(rect.width() / picture.width(), rect.height() / picture.height())
        wide, high = rect.width() / share, rect.height() / share
        top = 0.0 if picture.height() > picture.width() * 1.2 else (picture.height() - high) / 2  # pages: their head
        painter.drawImage(rect, picture, QRectF((picture.width() - wide) / 2, top, wide, high))
    else:
        mark = icons.pixmap(media_icon(media), colours.muted, 24, scale)
        painter.drawPixmap(int(rect.center().x() - 12), int(rect.center().y() - 12), mark)
    painter.restore()


class Thumbnail(QAbstractButton):
    """One item: picture, and the symbol of its state in the corner."""

    def __init__(self, item: Item, picture: QImage | None, opened: Callable[[], object]) -> None:
        super().__init__()
        self._item, self._picture = item, picture
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked: opened())
        self._describe()

    def sizeHint(self) -> QSize:
        """A third of a side panel."""
        return QSize(84, 64)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        colours, area = tokens(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        paint_thumbnail(painter, area, self._picture, self._item.media, self.devicePixelRatioF())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.control_border if self.underMouse() else colours.border), 1))
        painter.drawRoundedRect(area, Size.RADIUS_SMALL, Size.RADIUS_SMALL)
        corner = QRectF(area.right() - 21, area.top() + 3, 18, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(corner, Size.RADIUS_SMALL, Size.RADIUS_SMALL)
        inside = corner.adjusted(2, 0, 0, 0)
        paint_state(painter, inside, STATE_OF[self._item.state], "", colours, scale=self.devicePixelRatioF())
        if self._picture is None:
            painter.setFont(font("small"))
            painter.setPen(QColor(colours.muted))
            painter.drawText(area.adjusted(4, 0, -4, -3), Qt.AlignmentFlag.AlignBottom, self._item.media.upper())

    def _describe(self) -> None:
        parts = (self._item.label, said(STATES, self._item.state, texts.language()), restriction_words(self._item))
        words = ", ".join(part for part in parts if part)
        self.setAccessibleName(words)
        self.setToolTip(words)


class Thumbnails(QWidget):
    """Up to nine items, three in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.S)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)

    def show_items(self, items: Sequence[Item], pictures: dict[str, QImage], opened: Callable[[Item], object]) -> None:
        """Show other items."""
        while (left := self._grid.takeAt(0)) is not None:
            widget = left.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, item in enumerate(items):
            picture = pictures.get(item.digest.sha256)
            if picture is not None and item.restriction:
                picture = coarse(QPixmap.fromImage(picture)).toImage()
            button = Thumbnail(item, picture, partial(opened, item))
            self._grid.addWidget(button, at // 3, at % 3)
        self.setVisible(bool(items))
