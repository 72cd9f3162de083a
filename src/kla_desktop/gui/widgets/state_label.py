"""The five states of an indicator or an item: a symbol, a word or number, a colour, always together."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kla_desktop.gui import icons
from kla_desktop.gui.theme import Tokens, font, ink, metrics, tokens

_SYMBOL = 14


class State(StrEnum):
    """What may be said of a piece of evidence or of an indicator."""

    ACCEPTED = "accepted"
    WAITING = "waiting"
    RETURNED = "returned"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


SYMBOLS = {
    State.ACCEPTED: "check",
    State.WAITING: "circle",
    State.RETURNED: "exclaim",
    State.MISSING: "cross",
    State.NOT_APPLICABLE: "dash",
}
"""The icon of each state."""


def state_colour(state: State, colours: Tokens) -> str:
    """Return the ink of a state, readable on window, surface and sunken."""
    return {
        State.ACCEPTED: colours.ok,
        State.WAITING: colours.warn,
        State.RETURNED: colours.danger,
        State.MISSING: colours.danger,
        State.NOT_APPLICABLE: colours.muted,
    }[state]


def state_word(state: State) -> str:
    """Return the word of a state in the language of the screen."""
    return {
        State.ACCEPTED: QCoreApplication.translate("State", "disahkan"),
        State.WAITING: QCoreApplication.translate("State", "menunggu tinjauan"),
        State.RETURNED: QCoreApplication.translate("State", "dikembalikan"),
        State.MISSING: QCoreApplication.translate("State", "belum ada"),
        State.NOT_APPLICABLE: QCoreApplication.translate("State", "tidak berlaku"),
    }[state]


def paint_state(
    painter: QPainter, rect: QRectF, state: State, text: str, colours: Tokens, *, scale: float, centred: bool = False
) -> None:
    """Draw symbol and text (a number or a word) in `rect`; shared with delegates. `scale` is the screen's."""
    painter.save()
    painter.setFont(font("label"))
    colour = state_colour(state, colours)
    width = _SYMBOL + (3 + metrics("label").horizontalAdvance(text) if text else 0)
    left = rect.left() + max(0.0, (rect.width() - width) / 2) if centred else rect.left()
    picture = icons.pixmap(SYMBOLS[state], colour, _SYMBOL, scale, stroke=2.0)
    painter.drawPixmap(round(left), round(rect.center().y() - _SYMBOL / 2), picture)
    painter.setPen(ink(colour))
    place = QRectF(left + _SYMBOL + 3, rect.top(), rect.right() - left - _SYMBOL - 3, rect.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


class StateLabel(QLabel):
    """Symbol and word of a state, a label for screen readers; `text` (such as a count) takes the place of the word."""

    def __init__(self, state: State, text: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def state(self) -> State:
        """The state shown."""
        return self._state

    def set_state(self, state: State, text: str | None = None) -> None:
        """Show another state."""
        self._state, self._text = state, text
        self._describe()
        self.updateGeometry()
        self.update()

    def _shown(self) -> str:
        return state_word(self._state) if self._text is None else self._text

    def _describe(self) -> None:
        word = state_word(self._state)
        self.setAccessibleName(f"{self._text}, {word}" if self._text and self._text != word else word)
        self.setToolTip("" if self._text is None else word)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.set_state(self._state, self._text)

    def sizeHint(self) -> QSize:
        """Room for symbol and word."""
        return QSize(_SYMBOL + 6 + QFontMetrics(font("label")).horizontalAdvance(self._shown()), 20)

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        scale = self.devicePixelRatioF()
        paint_state(QPainter(self), QRectF(self.rect()), self._state, self._shown(), tokens(), scale=scale)
