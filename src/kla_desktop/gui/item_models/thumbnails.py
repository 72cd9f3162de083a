"""Thumbnails for lists: read and decoded off the GUI thread, newest wish first, kept as pixmaps up to a fixed size."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

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
MOST_BYTES = 24 << 20
"""What the pixmaps may take, at 4 bytes a pixel."""
MOST_BLURS = 500


class Thumbnails(QObject):
    """Pixmaps by SHA-256. Shared by all lists of a window."""

    arrived = Signal(object)
    """A frozenset of digests whose pictures are there now, or turned out to have none."""

    def __init__(self, workspace: "Workspace", bridge: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._bridge = workspace, bridge
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._bytes = 0
        self._blurs: dict[int, QPixmap] = {}
        self._wishes: OrderedDict[str, None] = OrderedDict()
        self._reading: frozenset[str] = frozenset()
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._begin)
        bridge.ended.connect(self._job_ended)

    def get(self, sha256: str) -> QPixmap | None:
        """Return the picture if it is at hand; otherwise wish for it, and `arrived` will tell."""
        if sha256 in self._kept:
            self._kept.move_to_end(sha256)
            return self._kept[sha256]
        if sha256 not in self._reading:
            self._wishes[sha256] = None
            self._wishes.move_to_end(sha256)
            if len(self._wishes) > MOST_WISHES:
                self._wishes.popitem(last=False)
            if not self._reading and not self._timer.isActive():
                self._timer.start()
        return None

    def of(self, item: Item) -> QPixmap | None:
        """Return the picture of an item as lists show it: a blur if the item is restricted."""
        picture = self.get(item.digest.sha256)
        if picture is None or not item.restriction:
            return picture
        key = picture.cacheKey()
        if key not in self._blurs:
            if len(self._blurs) >= MOST_BLURS:
                self._blurs.clear()
            self._blurs[key] = coarse(picture)
        return self._blurs[key]

    def is_known(self, sha256: str) -> bool:
        """Whether it has been looked up: None from `get` then means that there is no picture."""
        return sha256 in self._kept

    def forget(self) -> None:
        """Look everything up anew: pictures may have come (a bundle received, a file read again)."""
        for sha256 in [sha256 for sha256, picture in self._kept.items() if picture is None]:
            del self._kept[sha256]

    def renew(self, digests: Iterable[str]) -> None:
        """Better pictures have come: those at hand are read again, and shown as they were until then."""
        for sha256 in digests:
            if self._kept.get(sha256) is not None:
                self._wishes[sha256] = None
            else:
                self._kept.pop(sha256, None)
        if self._wishes and not self._reading:
            self._timer.start()

    @property
    def size(self) -> int:
        """Bytes that the pixmaps take."""
        return self._bytes

    @Slot(object)
    def _job_ended(self, event: Event) -> None:
        if isinstance(event, Finished) and isinstance(event.result, DerivedNow):
            self.renew(event.result.pictures)

    def _begin(self) -> None:
        if self._reading or not self._wishes:
            return
        wanted: list[str] = []
        while self._wishes and len(wanted) < BATCH:
            wanted.append(self._wishes.popitem(last=True)[0])
        self._reading = frozenset(wanted)
        work = self._workspace
        self._bridge.run(
            Lane.QUERY,
            lambda _progress: decoded(browse.pictures(work, wanted)),
            done=self._have,
            failed=lambda _failure: self._have({}),
            stopped=lambda: self._have({}),
            initiator=self,
        )

    def _have(self, images: dict[str, QImage]) -> None:
        told, self._reading = self._reading, frozenset()
        for sha256 in told:
            image = images.get(sha256)
            self._keep(sha256, QPixmap.fromImage(image) if image is not None else None)
        self.arrived.emit(told)
        if self._wishes:
            self._timer.start()

    def _keep(self, sha256: str, picture: QPixmap | None) -> None:
        self._bytes -= _weight(self._kept.get(sha256))
        self._kept[sha256] = picture
        self._bytes += _weight(picture)
        while self._bytes > MOST_BYTES:
            _, old = self._kept.popitem(last=False)
            self._bytes -= _weight(old)


def decoded(pictures: dict[str, bytes]) -> dict[str, QImage]:
    """Decode JPEGs, on a worker's thread; what cannot be decoded is left out."""
    images = {sha256: QImage.fromData(jpeg) for sha256, jpeg in pictures.items()}
    return {sha256: image for sha256, image in images.items() if not image.isNull()}


def _weight(picture: QPixmap | None) -> int:
    return picture.width() * picture.height() * 4 if picture is not None else 0
