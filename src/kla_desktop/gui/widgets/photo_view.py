"""A large picture to look at: fit, 100 %, zoom, drag; and the pages of a document."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kla_desktop.gui.theme import font, paint_focus_ring, tokens

SMALLEST, LARGEST = 0.05, 8.0
"""Bounds of the zoom, in screen pixels for each picture pixel."""
STEP = 1.25
_PLAIN_PANS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down})


class PhotoView(QWidget):
    """Shows one QImage. Ctrl+wheel, Ctrl+= and Ctrl+- zoom, Ctrl+0 fits, F changes between fit and 100 %.

    While the picture is larger than the view, Up and Down pan, and so do all arrows with Ctrl; the others are the
    page's. PgUp and PgDn turn pages.
    """

    zoomed = Signal(float)
    """The new zoom in screen pixels for each picture pixel."""
    overrun = Signal(int)
    """The wheel turned beyond the lower (1) or upper edge (-1) of the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ownFocus", True)  # it fills its room, a ring around it would be cut off
        self._image = QImage()
        self._scaled: tuple[float, QImage] | None = None
        self._said = ""
        self._fits = True
        self._fills = False
        self._zoom = 1.0
        self._centre = QPointF()
        self._held: QPointF | None = None
        self._quarters = 0
        self._page, self._pages = 0, 0
        self._turn: Callable[[int], object] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 90)

    # --- what is shown
    def set_image(self, image: QImage, name: str, *, keep_zoom: bool = False) -> None:
        """Show `image`; `name` is what a screen reader says, such as title and date."""
        self._image = image.transformed(QTransform().rotate(90 * self._quarters)) if self._quarters else image
        self._scaled = None
        self._said = ""
        self.setAccessibleName(name)
        if keep_zoom and self._fills:
            self.fit_width()
        elif keep_zoom and not self._fits:
            self._clamp()
            self.update()
        else:
            self.fit()

    def set_sentence(self, sentence: str) -> None:
        """Show a sentence instead of a picture ("memuat", or why it cannot be opened)."""
        self._image = QImage()
        self._scaled = None
        self._said = sentence
        self.setAccessibleName(sentence)
        self.update()

    @property
    def has_image(self) -> bool:
        """Whether a picture is shown, and no sentence."""
        return not self._image.isNull()

    def set_name(self, name: str) -> None:
        """Say something else of the picture, such as its new tags; a sentence in its place stays."""
        if self.has_image:
            self.setAccessibleName(name)

    def set_pages(self, page: int, pages: int, turn: Callable[[int], object] | None) -> None:
        """Say which page of how many is shown, counted from 0; `turn` is asked for another and calls `set_image`."""
        self._page, self._pages, self._turn = page, pages, turn
        self.setAccessibleDescription(self._page_words())
        self.update()

    def picture_size(self) -> QSize:
        """The picture's own size in pixels; empty for a sentence."""
        return self._image.size()

    @property
    def zoom(self) -> float:
        """Screen pixels for each picture pixel."""
        return self._zoom

    @property
    def fits(self) -> bool:
        """True while the whole picture is kept in view."""
        return self._fits

    @property
    def fills(self) -> bool:
        """True while the picture is kept as wide as the view."""
        return self._fills

    def fit_width(self) -> None:
        """Show the picture as wide as the view, from its upper edge."""
        self._fits, self._fills = False, True
        if not self._image.isNull():
            self._zoom = max(SMALLEST, min(LARGEST, self._device_size().width() / self._image.width()))
            self._centre = QPointF(self._image.width() / 2, 0)
            self._clamp()
            self._point()
            self.zoomed.emit(self._zoom)
        self.update()

    def fit(self) -> None:
        """Show the whole picture, never larger than itself."""
        self._fits, self._fills = True, False
        if not self._image.isNull():
            room = self._device_size()
            share = min(room.width() / self._image.width(), room.height() / self._image.height())
            self._zoom = max(SMALLEST, min(1.0, share))
            self._centre = QPointF(self._image.width() / 2, self._image.height() / 2)
            self.zoomed.emit(self._zoom)
        self.update()

    def actual_size(self) -> None:
        """Show one picture pixel on one screen pixel."""
        self._zoom_to(1.0, QRectF(self.rect()).center())

    def zoom_by(self, factor: float) -> None:
        """Zoom about the middle of the view."""
        self._zoom_to(self._zoom * factor, QRectF(self.rect()).center())

    def rotate(self, quarters: int) -> None:
        """Turn what is seen clockwise by quarters; only the view turns, and it stays so until `upright`."""
        self._quarters = (self._quarters + quarters) % 4
        self._image = self._image.transformed(QTransform().rotate(90 * quarters))
        self._scaled = None
        self.fit()

    def upright(self) -> None:
        """Show the next picture as it comes."""
        self._quarters = 0

    def turn_by(self, pages: int) -> bool:
        """Turn pages; False where there is only one."""
        if self._pages < 2:
            return False
        self._turn_to(self._page + pages)
        return True

    # --- mouse and keys
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, pan without."""
        turn = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_to(self._zoom * STEP ** (turn / 120), event.position())
            event.accept()
        elif self._larger():
            before = QPointF(self._centre)
            self._pan(QPointF(event.angleDelta().x(), turn) / 2)
            if turn and self._centre == before:
                self.overrun.emit(-1 if turn > 0 else 1)
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        if event.button() == Qt.MouseButton.LeftButton and self._larger():
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if self._held is not None:
            self._pan(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None
        self._point()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, pan and turn pages; every other key is the page's."""
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {
            Qt.Key.Key_Left: QPointF(60, 0),
            Qt.Key.Key_Right: QPointF(-60, 0),
            Qt.Key.Key_Up: QPointF(0, 60),
            Qt.Key.Key_Down: QPointF(0, -60),
        }
        if ctrl and key in (Qt.Key.Key_Equal, Qt.Key.Key_Plus):
            self.zoom_by(STEP)
        elif ctrl and key == Qt.Key.Key_Minus:
            self.zoom_by(1 / STEP)
        elif ctrl and key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_F and not ctrl:
            self.actual_size() if self._fits else self.fit()
        elif key in steps and (ctrl or key in _PLAIN_PANS) and self._larger():
            self._pan(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._pages > 1:
            self._turn_to(self._page + (1 if key == Qt.Key.Key_PageDown else -1))
        else:
            event.ignore()

    # --- drawing
    def sizeHint(self) -> QSize:
        """Take what there is."""
        return QSize(320, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fitting."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()
        elif self._fills:
            self.fit_width()
        else:
            self._clamp()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture or the sentence, and the page."""
        colours = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.sunken))
        if self._image.isNull():
            painter.setPen(QColor(colours.muted))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 16, -16, -16), words, self._said)
        else:
            self._draw_picture(painter)
        if self._pages > 1:
            painter.setFont(font("label"))
            text = self._page_words()
            width = painter.fontMetrics().horizontalAdvance(text) + 16
            box = QRectF((self.width() - width) / 2, self.height() - 30, width, 22)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.text))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(colours.surface))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), colours)

    def _draw_picture(self, painter: QPainter) -> None:
        scale = self.devicePixelRatioF()
        shown = self._image
        if self._zoom < 1:
            if self._scaled is None or self._scaled[0] != self._zoom:
                size = QSize(
                    max(1, round(shown.width() * self._zoom)),
                    max(1, round(shown.height() * self._zoom)),
                )
                smooth = Qt.TransformationMode.SmoothTransformation
                self._scaled = (self._zoom, shown.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
            shown = self._scaled[1]
        painter.drawImage(self._place(scale), shown)

    def _place(self, scale: float) -> QRectF:
        """Return where the whole picture lies, in the widget's coordinates."""
        share = self._zoom / scale
        middle = QPointF(self.width() / 2, self.height() / 2)
        corner = middle - self._centre * share
        return QRectF(
            corner, QPointF(corner.x() + self._image.width() * share, corner.y() + self._image.height() * share)
        )

    def _page_words(self) -> str:
        if self._pages < 2:
            return ""
        return self.tr("Halaman {page} dari {pages}").format(page=self._page + 1, pages=self._pages)

    def _device_size(self) -> QSize:
        return self.size() * self.devicePixelRatioF()

    def _larger(self) -> bool:
        room = self._device_size()
        wide, high = self._image.width() * self._zoom, self._image.height() * self._zoom
        return wide > room.width() + 1 or high > room.height() + 1

    def _zoom_to(self, zoom: float, about: QPointF) -> None:
        if self._image.isNull():
            return
        scale = self.devicePixelRatioF()
        place = self._place(scale)
        point = (about - place.topLeft()) * (scale / self._zoom)  # the picture's point under the mouse stays there
        self._zoom = max(SMALLEST, min(LARGEST, zoom))
        self._fits = self._fills = False
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._centre = point + (middle - about) * (scale / self._zoom)
        self._clamp()
        self._point()
        self.zoomed.emit(self._zoom)
        self.update()

    def _pan(self, by: QPointF) -> None:
        self._centre -= by * (self.devicePixelRatioF() / self._zoom)
        self._clamp()
        self.update()

    def _clamp(self) -> None:
        """Keep the picture in view, and in the middle where it is smaller than the view."""
        room = self._device_size()

        def within(centre: float, length: int, view: int) -> float:
            half = view / self._zoom / 2
            return length / 2 if length <= 2 * half else min(max(centre, half), length - half)

        self._centre = QPointF(
            within(self._centre.x(), self._image.width(), room.width()),
            within(self._centre.y(), self._image.height(), room.height()),
        )

    def _point(self) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor if self._larger() else Qt.CursorShape.ArrowCursor)

    def _turn_to(self, page: int) -> None:
        if self._turn is not None and 0 <= page < self._pages:
            self._turn(page)
