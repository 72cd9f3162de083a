"""Batches on their way to the disk: each is waited for and written in a thread of the store, while the next is read."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from kla_desktop.model.ids import EvidenceId
from kla_desktop.operations.intake.batch import Batch, Ready
from kla_desktop.operations.intake.one_file import Intake
from kla_desktop.operations.intake.reading import NotTaken
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Cancelled, result_of


@dataclass(frozen=True, slots=True)
class Written:
    """A batch that was written; `kinds` of its new items. The disk has `lost` some others and what goes with them."""

    batch: Batch
    kinds: dict[str, str]
    lost: list[Ready]
    failed: list[tuple[str, str]]
    """(path, reason) of all that is lost."""


class Writing:
    """One batch at a time, in a thread of its own if it `may_run_aside`, else at once.

    `listen` is called while anything is waited for, and ends that by raising.
    """

    def __init__(self, ws: Workspace, intake: Intake, listen: Callable[[], None], *, may_run_aside: bool) -> None:
        self._ws, self._intake, self._listen, self._may_run_aside = ws, intake, listen, may_run_aside
        self._lost: dict[EvidenceId, str] = {}
        self._stopped = threading.Event()
        self._batch: Batch | None = None
        self._coming: Future[Written] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a batch is still being written."""
        return self._coming is not None and not self._coming.done()

    def begin(self, batch: Batch) -> None:
        """Begin with a batch, once `written` has told of the one before it. Raises as `written`."""
        self._batch = batch
        if self._may_run_aside:
            self._coming = self._ws.store.aside(lambda: self._write(batch, self._heed))
        else:
            done = self._write(batch, self._listen)
            self._coming = Future()
            self._coming.set_result(done)

    def written(self) -> Written | None:
        """Wait for the batch that was begun; None if there is none. Raises Fixable for what disk and tables say."""
        if self._coming is None:
            return None
        done = result_of(self._coming, self._listen)
        self._coming = self._batch = None
        return done

    def stop(self) -> list[Ready]:
        """Stop before the rows of a batch are written, or wait until they are; return what was begun and is not."""
        self._stopped.set()
        if self._batch is None or (self._coming is not None and self._coming.exception() is None):
            return []
        return self._batch.ready

    def _heed(self) -> None:
        if self._stopped.is_set():
            raise Cancelled

    def _write(self, batch: Batch, listen: Callable[[], None]) -> Written:
        lost = [one for one in batch.ready if not self._is_safe(one, listen)]
        gone = [(one.taken.path, self._lost[one.new]) for one in lost]
        if self._lost:  # and with them what was only one more source of theirs
            gone += [(taken.path, self._lost[twin]) for taken, twin in batch.again if twin in self._lost]
            batch.ready[:] = [one for one in batch.ready if one.new not in self._lost]
            batch.again[:] = [pair for pair in batch.again if pair[1] not in self._lost]
            batch.failed += gone
        return Written(batch, batch.commit(self._ws), lost, gone)

    def _is_safe(self, one: Ready, listen: Callable[[], None]) -> bool:
        """Wait until the bytes are safe; what the disk has lost is remembered. Raises Fixable as the disk does."""
        try:
            one.taken.wait_for_disk(listen)
        except NotTaken as why:
            self._intake.drop(one.taken)
            self._lost[one.new] = why.reason
            return False
        return True
