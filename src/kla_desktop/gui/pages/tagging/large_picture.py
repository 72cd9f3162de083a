"""Draws items large, off the GUI thread; only the newest wish counts, and nothing is drawn while keys are held."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from kla_desktop.gui.context import Context
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.jobs.events import Lane
from kla_desktop.jobs.runner import Ticket
from kla_desktop.model.evidence_kind import AUDIO_GROUP, VIDEO_GROUP, MediaKind
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Item
from kla_desktop.operations import browse
from kla_desktop.operations.browse import Detail
from kla_desktop.operations.open_original import has_picture, large_picture
from kla_desktop.operations.storage.bring import is_away
from kla_desktop.system.progress import Progress

REST_MS = 140
_PAGED = frozenset(("pdf", "tiff"))
RECORDINGS = frozenset(kind.value for kind in MediaKind if kind.group in {AUDIO_GROUP, VIDEO_GROUP})


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of a wish."""

    image: QImage | None
    pages: int
    detail: Detail


class LargePicture(QObject):
    """One wish at a time: an item, a page of it, and the longest side in pixels."""

    came = Signal(object, object, int, int)
    """The evidence id, the QImage (None if there is no picture), page and number of pages (0 unless it has several)."""
    told = Signal(object, object)
    """The evidence id and its Detail, where there are words or a recording instead of a picture."""
    failed = Signal(object, object)
    """The evidence id and the Failure."""

    def __init__(self, context: Context, max_side: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._max_side = context, max_side
        self._wish: tuple[Item, int] | None = None
        self._asked = 0
        self._ticket: Ticket | None = None
        self._timer = QTimer(self, interval=REST_MS, singleShot=True)
        self._timer.timeout.connect(self._begin)

    def ask(self, item: Item, page: int = 0, *, at_once: bool = False) -> None:
        """Draw an item soon; an earlier wish is forgotten."""
        self._wish = (item, page)
        self._asked += 1
        if at_once:
            self._timer.stop()
            self._begin()
        else:
            self._timer.start()

    def forget(self) -> None:
        """Draw nothing."""
        self._asked += 1
        self._wish = None
        self._timer.stop()
        self._stop()

    def _begin(self) -> None:
        if self._wish is None:
            return
        (item, page), number = self._wish, self._asked
        if not item.has_bytes:
            self.came.emit(item.id, None, 0, 0)
            return
        ws, side = self._context.workspace, self._max_side

        def work(progress: Progress) -> Drawn:
            detail = browse.detail(ws, item.id)
            pages = (detail.pages or 0) if item.media in _PAGED else 0
            jpeg = large_picture(ws, item.id, page, side, progress) if has_picture(item.media) else None
            image = QImage.fromData(jpeg) if jpeg else QImage()
            return Drawn(None if image.isNull() else image, pages, detail)

        self._stop()
        away = is_away(ws, item.digest.sha256)  # then it may take a while, and is seen to
        self._ticket = self._context.job_bridge.run(
            Lane.TRANSFER if away else Lane.QUERY,
            work,
            done=lambda drawn: self._have(number, item, page, drawn),
            failed=lambda failure: self._cannot(number, item.id, failure),
            initiator=self,
            label=self.tr("Mengambil dari gudang bukti") if away else "",
        )

    def _stop(self) -> None:
        """Break off what nobody waits for any more."""
        if self._ticket is not None and self._ticket.lane is Lane.TRANSFER:
            self._ticket.cancel()
        self._ticket = None

    def _have(self, number: int, item: Item, page: int, drawn: Drawn) -> None:
        if number != self._asked:
            return
        if drawn.image is None and (drawn.detail.text or item.media in RECORDINGS):
            self.told.emit(item.id, drawn.detail)
        else:
            self.came.emit(item.id, drawn.image, page, drawn.pages)

    def _cannot(self, number: int, evidence: EvidenceId, failure: Failure) -> None:
        if number == self._asked:
            self.failed.emit(evidence, failure)
