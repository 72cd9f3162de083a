"""A chip: a few words on a soft ground, such as a tag or "perkiraan"; may be removable."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.theme import Size, Tokens, font, ink, metrics, tokens

ChipTone = Literal["tag", "plain", "ok", "warn", "danger", "info"]


def chip_colours(tone: ChipTone, colours: Tokens) -> tuple[str, str]:
    """Return (ink, ground) of a tone; every pair has a contrast of at least 4.5:1."""
    return {
        "tag": (colours.on_accent, colours.accent),
        "plain": (colours.text, colours.sunken),
        "ok": (colours.ok, colours.ok_soft),
        "warn": (colours.warn, colours.warn_soft),
        "danger": (colours.danger, colours.danger_soft),
        "info": (colours.info, colours.info_soft),
    }[tone]


def chip_width(text: str) -> int:
    """Return the width that `text` needs; for delegates."""
    return metrics("label").horizontalAdvance(text) + 14


def paint_chip(painter: QPainter, rect: QRectF, text: str, tone: ChipTone, colours: Tokens) -> None:
    """Draw a chip without a cross; shared with delegates."""
    words, ground = chip_colours(tone, colours)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink(ground))
    painter.drawRoundedRect(rect, Size.RADIUS_SMALL, Size.RADIUS_SMALL)
    painter.setPen(ink(words))
    painter.setFont(font("label"))
    painter.drawText(rect.adjusted(7, 0, -7, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


class Chip(QLabel):
    """A chip as a widget. A removable one takes the focus and goes with Del, Backspace or a click on its cross."""

    removed = Signal()

    HEIGHT = 20

    def __init__(
        self,
        text: str,
        tone: ChipTone = "plain",
        *,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._tone: ChipTone = tone
        self._removable = removable
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        if removable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAccessibleDescription(self.tr("Tekan Del untuk menghapus"))
            self.setToolTip(self.tr("Hapus (Del)"))

    def set_text(self, text: str, tone: ChipTone | None = None) -> None:
        """Change words and tone."""
        self.setText(text)
        self._tone = tone or self._tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words, and the cross."""
        return QSize(chip_width(self.text()) + (18 if self._removable else 0), self.HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, words and cross."""
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self.text(), self._tone, tokens())
        if self._removable:
            words, _ = chip_colours(self._tone, tokens())
            picture = icons.pixmap("cross", words, 12, self.devicePixelRatioF())
            painter.drawPixmap(self.width() - 18, (self.height() - 12) // 2, picture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remove by a click on the cross."""
        if self._removable and event.position().x() >= self.width() - 22:
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove by key."""
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)
