"""What lies over the picture of restricted evidence until somebody asks for it, and the picture without its detail.

veil = Veil(photo_view)
veil.cover(item, thumbnail)      # covers a restricted item, shows any other
veil.lift()                      # one deliberate press; the next item is covered again
"""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kla_desktop.gui.theme import Space, tokens
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Item

_ACROSS = 6
"""Pixels of the longer side that are left: fewer than the 7 × 10 by which a familiar face is known (Sinha, 2006)."""
_SHADE = 210


def coarse(picture: QPixmap) -> QPixmap:
    """Leave so little of a picture that nobody on it can be recognised; drawn large, it is a blur."""
    size = picture.size().scaled(QSize(_ACROSS, _ACROSS), Qt.AspectRatioMode.KeepAspectRatio)
    size = size.expandedTo(QSize(1, 1))
    return picture.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


class Veil(QWidget):
    """Lies over the widget that it was made for, and follows its size."""

    lifted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._item: EvidenceId | None = None
        self._seen: EvidenceId | None = None
        self._blur = QImage()
        self._words = Label("", "strong", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_button = Button("", "eye", clicked=self.lift)
        self.show_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.addStretch(1)
        column.addWidget(self._words)
        column.addSpacing(Space.S)
        column.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        over.installEventFilter(self)
        self._retranslate()
        self.hide()

    @property
    def covers(self) -> bool:
        """Whether the picture below is hidden now."""
        return not self.isHidden()

    def cover(self, item: Item | None, picture: QPixmap | None) -> None:
        """Look at an item: one that is restricted is covered until it is lifted, with the blur of its picture."""
        self._item = item.id if item is not None else None
        if self._seen != self._item:
            self._seen = None
        hidden = item is not None and bool(item.restriction) and self._seen is None
        self._blur = coarse(picture).toImage() if hidden and picture is not None else QImage()
        over = self.parentWidget()
        if hidden and over is not None:
            self.resize(over.size())
            self.raise_()
        self.setVisible(hidden)
        self.update()

    def lift(self) -> None:
        """Show the picture, until another item is looked at."""
        if self.covers:
            self._seen = self._item
            self.hide()
            self.lifted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what lies below."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill everything; nothing of the picture shines through."""
        colours, area = tokens(), QRectF(self.rect())
        painter = QPainter(self)
        painter.fillRect(area, QColor(colours.sunken))
        if not self._blur.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            share = max(area.width() / self._blur.width(), area.height() / self._blur.height())
            wide, high = area.width() / share, area.height() / share
            left, top = (self._blur.width() - wide) / 2, (self._blur.height() - high) / 2
            painter.drawImage(area, self._blur, QRectF(left, top, wide, high))
        shade = QColor(colours.surface)
        shade.setAlpha(_SHADE)
        painter.fillRect(area, shade)

    def _retranslate(self) -> None:
        self._words.setText(self.tr("Wajah anak: terbatas"))
        self.show_button.setText(self.tr("Tampilkan"))
        self.show_button.setToolTip(self.tr("Tampilkan gambar ini sekali (T)"))
        self.show_button.setAccessibleName(self.tr("Tampilkan gambar terbatas"))
