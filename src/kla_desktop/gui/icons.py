"""Our own line icons, drawn on a 20-px grid, tinted with a colour of the theme.

icons.icon("tag", tokens().text)              # QIcon, crisp at 100, 125, 150 and 200 %
icons.pixmap("check", tokens().ok, 16, dpr)   # for paintEvent and delegates
"""

import atexit
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kla_desktop.app.resources import resources

_SCALES = (1.0, 1.25, 1.5, 2.0)
_INK = "#000000"
"""The stroke colour in the files; it is replaced by the tint."""
_GRID, _STROKE = 20, 1.5
_LINE = f'stroke-width="{_STROKE}"'


@cache
def names() -> tuple[str, ...]:
    """Return every icon that may be asked for, in alphabetical order."""
    files = sorted((resources() / "icons").glob("*.svg"))
    return tuple(file.stem for file in files if _INK in file.read_text(encoding="utf-8"))


@cache
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = 20, scale: float = 1.0, stroke: float = _STROKE) -> QPixmap:
    """Return icon `name` in `colour`, `size` device-independent pixels wide, for a screen of `scale` (1.0 = 100 %).

    The line is `stroke` device-independent pixels wide at any size below 20, so that small icons stay readable.
    Raises FileNotFoundError for a name that does not exist.
    """
    made = QPixmap(QSize(round(size * scale), round(size * scale)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    source = _source(name).replace(_INK, QColor(colour).name())
    width = stroke * max(1.0, _GRID / size)
    renderer = QSvgRenderer(QByteArray(source.replace(_LINE, f'stroke-width="{width:.2f}"').encode()))
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


@lru_cache(maxsize=512)
def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """Return icon `name` in `colour` with a picture for each usual scale."""
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(pixmap(name, colour, size, scale))
    return made


def _forget() -> None:
    """Let go of every picture while the application still stands; QPixmap must not outlive it."""
    pixmap.cache_clear()
    icon.cache_clear()


atexit.register(_forget)  # runs before PySide's own, which was registered earlier
