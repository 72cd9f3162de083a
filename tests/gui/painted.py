# ruff: noqa: N802 - Qt's names
"""Every text that a window paints, with ink, ground and room, whoever paints it: style, delegate or hand."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPaintEngine, QPaintEngineState, QRegion, QTextItem
from PySide6.QtWidgets import QWidget

from kla_desktop.gui.theme import contrast

_GROUND_SHARE = 0.3
"""Where no colour has that much of the room behind a text, it stands on a picture."""


@dataclass(frozen=True, slots=True)
class Painted:
    """One piece of text; `box` in pixels of its widget, `ground` "" where it stands on a picture."""

    text: str
    widget: QWidget
    box: QRectF
    clip: QRectF
    ink: str
    ground: str

    @property
    def ratio(self) -> float:
        """Contrast of ink and ground, 1 to 21."""
        return contrast(self.ink, self.ground)

    @property
    def cut(self) -> float:
        """How many pixels of its width are not seen."""
        return max(0.0, self.box.width() - self.box.intersected(self.clip).width())


class _Engine(QPaintEngine):
    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.found: list[tuple[str, QRectF, QRectF | None, QColor]] = []

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, _state: QPaintEngineState) -> None:
        pass

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:  # type: ignore[override]  # as Qt calls it
        painter = self.painter()
        box = QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())
        way = painter.deviceTransform()
        clip = way.mapRect(painter.clipBoundingRect()) if painter.hasClipping() else None
        self.found.append((item.text(), way.mapRect(box), clip, QColor(painter.pen().color())))


def _nothing(*_what: object) -> None:
    pass


for _shape in ("Pixmap", "Image", "Path", "Rects", "Polygon", "Lines", "Ellipse", "Points", "TiledPixmap"):
    setattr(_Engine, f"draw{_shape}", _nothing)


class _Device(QPaintDevice):
    def __init__(self) -> None:
        super().__init__()
        self.engine = _Engine()

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, what: QPaintDevice.PaintDeviceMetric) -> int:
        kinds = QPaintDevice.PaintDeviceMetric
        return {
            kinds.PdmWidth: 4000, kinds.PdmHeight: 4000, kinds.PdmWidthMM: 1000, kinds.PdmHeightMM: 1000,
            kinds.PdmNumColors: 1 << 24, kinds.PdmDepth: 32, kinds.PdmDevicePixelRatio: 1,
            kinds.PdmDevicePixelRatioScaled: 1 << 16,
        }.get(what, 96)  # fmt: skip


def painted(window: QWidget) -> list[Painted]:
    """Return the texts of a window as it stands on the screen."""
    image = window.grab().toImage()
    found: list[Painted] = []
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.window() is window and widget.isVisible() and not widget.visibleRegion().isEmpty():
            found += _texts_of(widget, window, image)
    return found


def _texts_of(widget: QWidget, window: QWidget, image: QImage) -> list[Painted]:
    device = _Device()
    widget.render(device, QPoint(), QRegion(), QWidget.RenderFlag(0))
    seen = QRectF(widget.visibleRegion().boundingRect())
    offset = QPointF(widget.mapTo(window, QPoint())) if widget is not window else QPointF()
    found = []
    for text, box, clip, ink in device.engine.found:
        shown = box.intersected(seen)
        if not text.strip() or shown.isEmpty():
            continue
        ground = _ground(image, shown.translated(offset))
        mixed = _over(ink, QColor(ground)).name() if ground else ink.name()
        found.append(Painted(text, widget, box, QRectF(widget.rect()) if clip is None else clip, mixed, ground))
    return found


def _ground(image: QImage, where: QRectF) -> str:
    scale = image.devicePixelRatio()
    sides = (where.x(), where.y(), where.width(), where.height())
    box = QRectF(*(side * scale for side in sides)).toAlignedRect().intersected(image.rect())
    colours = Counter(
        image.pixel(x, y) & 0xFFFFFF
        for y in range(box.top(), box.bottom() + 1, 2)
        for x in range(box.left(), box.right() + 1)
    )
    if not colours:
        return ""
    ((colour, count),) = colours.most_common(1)
    return f"#{colour:06x}" if count >= _GROUND_SHARE * colours.total() else ""


def _over(ink: QColor, ground: QColor) -> QColor:
    share = ink.alphaF()
    parts = ((ink.red(), ground.red()), (ink.green(), ground.green()), (ink.blue(), ground.blue()))
    return QColor(*(round(one * share + other * (1 - share)) for one, other in parts))
