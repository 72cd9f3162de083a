"""A chip: a few words on a soft ground, such as a tag or "perkiraan"; may be removable."""

from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.theme import Size, Tokens, font, ink, metrics, tokens

ChipTone = Literal["tag", "plain", "ok", "warn", "danger", "info"]

_WRAPPED = int(Qt.TextFlag.TextWordWrap)


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


def paint_chip(
    painter: QPainter, rect: QRectF, text: str, tone: ChipTone, colours: Tokens, *, wrap: bool = False
) -> None:
    """Draw a chip without a cross; shared with delegates."""
    words, ground = chip_colours(tone, colours)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink(ground))
    painter.drawRoundedRect(rect, Size.RADIUS_SMALL, Size.RADIUS_SMALL)
    painter.setPen(ink(words))
    painter.setFont(font("label"))
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.drawText(rect.adjusted(7, 0, -7, 0), flags | (_WRAPPED if wrap else 0), text)
    painter.restore()


class Chip(QLabel):
    """A chip as a widget. A removable one takes the focus and goes with Del, Backspace or a click on its cross.

    One that may `wrap` takes more lines where its column is narrower than its words, instead of pushing it wider.
    """

    removed = Signal()

    HEIGHT = 20

    def __init__(
        self,
        text: str,
        tone: ChipTone = "plain",
        *,
        removable: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._tone: ChipTone = tone
        self._removable, self._wraps = removable, wrap
        self.setWordWrap(wrap)  # which is what lets QLabel keep its height for its width
        policy = QSizePolicy.Policy
        self.setSizePolicy(*((policy.Maximum, policy.Minimum) if wrap else (policy.Fixed, policy.Fixed)))
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

    def minimumSizeHint(self) -> QSize:
        """As wide as the words, unless they may wrap."""
        return QSize(self.HEIGHT, self.HEIGHT) if self._wraps else self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        """As high as the lines that the words need."""
        if not self._wraps or chip_width(self.text()) <= width:
            return self.HEIGHT
        room = QRect(0, 0, max(1, width - 14), 10_000)
        return metrics("label").boundingRect(room, _WRAPPED, self.text()).height() + 4

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, words and cross."""
        painter = QPainter(self)
        narrow = self._wraps and chip_width(self.text()) > self.width()
        paint_chip(painter, QRectF(self.rect()), self.text(), self._tone, tokens(), wrap=narrow)
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
