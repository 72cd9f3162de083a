"""Colours, sizes and type of every screen: the tokens, and how they become a palette, a style sheet and fonts.

    theme = Theme(app)                 # once, in the application
    theme.choose("system")             # or "light", "dark"
    tokens().accent                    # inside paintEvent or a delegate: the colours in use now
    font("title"), Size.ROW, Space.M   # type steps, sizes and gaps in device-independent pixels

Widgets that keep colours or icons of their own renew them in `changeEvent` when `follows_theme(event)`.
"""

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar, Literal

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyleFactory

from kla_desktop.gui.design_tokens import DARK, LIGHT, Size, Space, Tokens, colours_of
from kla_desktop.gui.style_sheet import style_sheet
from kla_desktop.model.errors import Defect

__all__ = [
    "DARK", "LIGHT", "Choice", "Size", "Space", "Theme", "Tokens", "TypeStep",
    "contrast", "follows_theme", "font", "ink", "metrics", "paint_focus_ring", "tokens",
]  # fmt: skip

Choice = Literal["system", "light", "dark"]
TypeStep = Literal["title", "section", "body", "strong", "label", "small", "typed_number"]


_TYPE: dict[TypeStep, tuple[int, QFont.Weight]] = {
    "title": (17, QFont.Weight.DemiBold),
    "section": (15, QFont.Weight.DemiBold),
    "body": (13, QFont.Weight.Normal),
    "strong": (13, QFont.Weight.DemiBold),
    "label": (12, QFont.Weight.DemiBold),
    "small": (11, QFont.Weight.Normal),
    "typed_number": (26, QFont.Weight.DemiBold),
}
_FACES = ("Regular", "SemiBold", "Bold", "Italic", "SemiBoldItalic", "BoldItalic")


def tokens() -> Tokens:
    """Return the colours in use; ask again whenever you draw, because the user may change the theme."""
    if Theme.shown is not None:
        return Theme.shown
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def follows_theme(event: QEvent) -> bool:
    """Return True for the events of `changeEvent` after which colours and icons must be renewed."""
    return event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


@cache
def ink(colour: str) -> QColor:
    """Return a colour of the tokens as Qt wants it: one for all who paint with it, so never to be changed.

    What a painter makes for each stroke and throws away gives up Python's lock, each time anew, when it is thrown away.
    """
    return QColor(colour)


@cache
def metrics(step: TypeStep = "body") -> QFontMetrics:
    """Return the measures of a font; one for all, as `ink`."""
    return QFontMetrics(font(step))


@cache
def font(step: TypeStep = "body") -> QFont:
    """Return the font of a type step, one for all, as `ink`; its figures are tabular, so columns of numbers line up."""
    size, weight = _TYPE[step]
    made = QFont(QApplication.font())
    made.setPixelSize(size)
    made.setWeight(weight)
    return made


def paint_focus_ring(painter: QPainter, rect: QRectF, colours: Tokens, radius: float = Size.RADIUS) -> None:
    """Draw the 2-px ring just inside `rect`; for delegates, whose cells the window's own focus ring cannot see."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.focus), Size.FOCUS_RING))
    inset = Size.FOCUS_RING / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, section 1.4.3)."""

    def luminance(colour: str) -> float:
        shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class Theme(QObject):
    """Puts the theme on the application and keeps it in step with the system."""

    changed = Signal()
    """The colours have changed; widgets have already been told by PaletteChange."""
    shown: ClassVar[Tokens | None] = None

    def __init__(self, app: QApplication, choice: Choice = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice: Choice = choice
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(_load_font())
        font.cache_clear()
        metrics.cache_clear()
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.choose(choice)

    @property
    def choice(self) -> Choice:
        """What the user asked for."""
        return self._choice

    @property
    def current(self) -> Tokens:
        """The tokens in use."""
        return tokens()

    def choose(self, choice: Choice) -> None:
        """Show the light or the dark theme, or whichever the system shows."""
        self._choice = choice
        hints = self._app.styleHints()
        if choice == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if choice == "dark" else Qt.ColorScheme.Light)
        self._apply()

    def _follow(self) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        dark_system = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        colours = colours_of(self._choice, dark_system=dark_system)
        Theme.shown = colours
        self._app.setPalette(_palette(colours))
        self._app.setStyleSheet(style_sheet(colours, dark=colours is DARK))
        self.changed.emit()


def _open_sans() -> Path:
    """Return where the font's files lie; importing their package would import Pillow."""
    found = find_spec("ttf_opensans")
    if found is None or not found.origin:
        raise Defect("installed without its font")
    return Path(found.origin).parent / "ttf"


def _load_font() -> QFont:
    if sys.platform == "win32":
        family = "Segoe UI"
    else:
        family = "Open Sans"
        for face in _FACES:
            QFontDatabase.addApplicationFont(str(_open_sans() / f"OpenSans-{face}.ttf"))
    made = QFont(family)
    made.setPixelSize(_TYPE["body"][0])
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _palette(colours: Tokens) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for where, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.window,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.surface,
        role.Light: colours.surface,
        role.Midlight: colours.sunken,
        role.Mid: colours.border,
        role.Dark: colours.control_border,
        role.Shadow: colours.control_border,
    }.items():
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, where, QColor(colours.muted))
    made.setColor(group.Disabled, role.Highlight, QColor(colours.sunken))
    made.setColor(group.Disabled, role.HighlightedText, QColor(colours.muted))
    return made
