"""Thumbnails for lists: read, cut and scaled off the GUI thread, newest wish first, kept up to a fixed size.

A list shows pictures of one size (`fit`). They are kept just so, with round corners, because scaling at every painting
costs more than all else that is painted; the JPEG is kept beside it for whoever shows the picture larger (`whole`).
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap, QTransform

from kla_desktop.gui.design_tokens import Size
from kla_desktop.gui.item_models.item_words import is_page
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.gui.widgets.veil import coarse
from kla_desktop.jobs.events import Event, Finished, Lane
from kla_desktop.model.listing import Item
from kla_desktop.operations import browse
from kla_desktop.operations.derive import DerivedNow

if TYPE_CHECKING:
    from kla_desktop.operations.workspace import Workspace

BATCH = 16
"""Pictures read at once: small enough that a fast scroll soon gets what it shows now."""
MOST_WISHES = 200
"""Older wishes than these have scrolled by."""
MOST_BYTES = 16 << 20
"""What the pictures may take, at 4 bytes a pixel, with their JPEGs."""
MOST_BLURS = 100


@dataclass(frozen=True, slots=True)
class Fit:
    """The size of a list's pictures in pixels of the screen, and the radius of their corners."""

    width: int = Size.THUMBNAIL
    height: int = Size.THUMBNAIL * 3 // 4
    radius: float = Size.RADIUS_SMALL


@dataclass(frozen=True, slots=True)
class _Kept:
    picture: QPixmap
    jpeg: bytes
    fit: Fit

    @property
    def weight(self) -> int:
        return self.picture.width() * self.picture.height() * 4 + len(self.jpeg)


class Thumbnails(QObject):
    """Pictures by SHA-256."""

    arrived = Signal(object)
    """A frozenset of digests whose pictures are there now, or turned out to have none."""

    def __init__(self, workspace: "Workspace", bridge: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._bridge = workspace, bridge
        self._fit = Fit()
        self._kept: OrderedDict[str, _Kept | None] = OrderedDict()
        self._bytes = 0
        self._blurs: dict[int, QPixmap] = {}
        self._wishes: OrderedDict[str, bool] = OrderedDict()
        self._reading: frozenset[str] = frozenset()
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._begin)
        bridge.ended.connect(self._job_ended)

    def choose_fit(self, fit: Fit) -> None:
        """Make pictures of another size from now on; those at hand are shown until theirs has come."""
        self._fit = fit

    def get(self, sha256: str, *, is_page: bool = False) -> QPixmap | None:
        """Return the picture if it is at hand; otherwise wish for it, and `arrived` will tell.

        What does not fit is cut at the edges, from a page at its foot: its head tells most.
        """
        if sha256 in self._kept:
            self._kept.move_to_end(sha256)
            kept = self._kept[sha256]
            if kept is None or kept.fit == self._fit:
                return kept.picture if kept else None
        else:
            kept = None
        if sha256 not in self._reading:
            self._wishes[sha256] = is_page
            self._wishes.move_to_end(sha256)
            if len(self._wishes) > MOST_WISHES:
                self._wishes.popitem(last=False)
            if not self._reading and not self._timer.isActive():
                self._timer.start()
        return kept.picture if kept else None

    def whole(self, sha256: str) -> QPixmap | None:
        """Return the picture uncut if it is at hand."""
        kept = self._kept.get(sha256)
        made = QPixmap()
        return made if kept is not None and made.loadFromData(kept.jpeg) else None

    def of(self, item: Item) -> QPixmap | None:
        """Return the picture of an item as lists show it: a blur if the item is restricted."""
        picture = self.get(item.digest.sha256, is_page=is_page(item))
        if picture is None or not item.restriction:
            return picture
        key = picture.cacheKey()
        if key not in self._blurs:
            if len(self._blurs) >= MOST_BLURS:
                self._blurs.clear()
            smooth = Qt.TransformationMode.SmoothTransformation
            blur = coarse(picture).toImage().scaled(picture.size(), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._blurs[key] = QPixmap.fromImage(cut(blur, self._fit, is_page=False))
        return self._blurs[key]

    def is_known(self, sha256: str) -> bool:
        """Whether it has been looked up: None from `get` then means that there is no picture."""
        return sha256 in self._kept

    def forget(self) -> None:
        """Look everything up anew: pictures may have come (a bundle received, a file read again)."""
        for sha256 in [sha256 for sha256, kept in self._kept.items() if kept is None]:
            del self._kept[sha256]

    def renew(self, digests: Iterable[str]) -> None:
        """Better pictures have come: those at hand are read again, and shown as they were until then."""
        for sha256 in digests:
            kept = self._kept.get(sha256)
            if kept is not None:
                self._kept[sha256] = _Kept(kept.picture, kept.jpeg, _OUTDATED)
            else:
                self._kept.pop(sha256, None)
        self.arrived.emit(frozenset(digests))

    @property
    def size(self) -> int:
        """Bytes that the pictures take."""
        return self._bytes

    @Slot(object)
    def _job_ended(self, event: Event) -> None:
        if isinstance(event, Finished) and isinstance(event.result, DerivedNow):
            self.renew(event.result.pictures)

    def _begin(self) -> None:
        if self._reading or not self._wishes:
            return
        wanted: dict[str, bool] = {}
        while self._wishes and len(wanted) < BATCH:
            sha256, is_page = self._wishes.popitem(last=True)
            wanted[sha256] = is_page
        self._reading = frozenset(wanted)
        work, fit = self._workspace, self._fit
        held = {
            sha256: kept.jpeg for sha256 in wanted if (kept := self._kept.get(sha256)) and kept.fit is not _OUTDATED
        }
        others = [sha256 for sha256 in wanted if sha256 not in held]
        self._bridge.run(
            Lane.QUERY,
            lambda _progress: made_to_fit(held | browse.pictures(work, others), fit, wanted),
            done=lambda made: self._have(made, fit),
            failed=lambda _failure: self._have({}, fit),
            stopped=lambda: self._have({}, fit),
            initiator=self,
        )

    def _have(self, made: Mapping[str, tuple[QImage, bytes]], fit: Fit) -> None:
        told, self._reading = self._reading, frozenset()
        for sha256 in told:
            found = made.get(sha256)
            self._keep(sha256, _Kept(QPixmap.fromImage(found[0]), found[1], fit) if found is not None else None)
        self.arrived.emit(told)
        if self._wishes:
            self._timer.start()

    def _keep(self, sha256: str, kept: _Kept | None) -> None:
        before = self._kept.get(sha256)
        self._bytes += (kept.weight if kept else 0) - (before.weight if before else 0)
        self._kept[sha256] = kept
        while self._bytes > MOST_BYTES:
            _, old = self._kept.popitem(last=False)
            self._bytes -= old.weight if old else 0


_OUTDATED = Fit(0, 0, 0)


def made_to_fit(pictures: Mapping[str, bytes], fit: Fit, pages: Mapping[str, bool]) -> dict[str, tuple[QImage, bytes]]:
    """Decode JPEGs, cut and scale them, on a worker's thread; what cannot be decoded is left out."""
    images = {sha256: QImage.fromData(jpeg) for sha256, jpeg in pictures.items()}
    return {
        sha256: (cut(image, fit, is_page=pages[sha256]), pictures[sha256])
        for sha256, image in images.items()
        if not image.isNull()
    }


def cut(image: QImage, fit: Fit, *, is_page: bool) -> QImage:
    """Fill the size with the picture, cut at the edges, with round corners; never larger than the picture is."""
    share = max(fit.width / image.width(), fit.height / image.height())
    shrunk = min(1.0, 1 / share)
    width, height = round(fit.width * shrunk), round(fit.height * shrunk)
    scaled = image.scaled(
        QSize(max(width, round(image.width() * share * shrunk)), max(height, round(image.height() * share * shrunk))),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, over = (scaled.width() - width) // 2, scaled.height() - height
    above = over // 4 if image.height() > image.width() else over // 2  # faces stand in the upper part
    made = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    brush = QBrush(scaled)
    brush.setTransform(QTransform.fromTranslate(-left, 0 if is_page else -above))
    painter.setBrush(brush)
    painter.drawRoundedRect(QRectF(0, 0, width, height), fit.radius * shrunk, fit.radius * shrunk)
    painter.end()
    return made
