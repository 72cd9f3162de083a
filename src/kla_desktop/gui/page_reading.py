"""Reading pages by machine as the window sees it: how it stands, pause and go on; the service itself knows no Qt."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kla_desktop.app.reading_service import Choice, ReadingService, ReadingState, Work
from kla_desktop.gui.job_bridge import Failure, JobBridge
from kla_desktop.jobs.events import Event, Lane, Started
from kla_desktop.model.changes import Changes

if TYPE_CHECKING:
    from kla_desktop.gui.change_bus import ChangeBus
    from kla_desktop.operations.workspace import Workspace

QUIET = 10.0
"""Seconds without any other job after which the laptop counts as free."""


class PageReading(QObject):
    """Wraps the reading service, whose thread knows nothing of Qt."""

    changed = Signal(object)
    """A ReadingState: how reading stands now."""
    _asked = Signal(object, object)
    _said = Signal(object)

    def __init__(
        self, workspace: "Workspace", bridge: JobBridge, bus: "ChangeBus", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._others: set[int] = set()
        self._busy_at = time.monotonic()
        self._started = False
        self._asked.connect(self._begin)
        self._said.connect(self.changed)
        bridge.begun.connect(self._job_begun)
        bridge.ended.connect(self._job_ended)
        self._service = ReadingService(workspace, self._asked.emit, self._said.emit, self._is_free)
        bus.changed.connect(self._library_changed)

    def start(self) -> None:
        """Begin to look for pages; once."""
        if not self._started:
            self._started = True
            self._service.start()

    def close(self) -> None:
        """Stop; returns within a second."""
        self._service.close()

    @property
    def state(self) -> ReadingState:
        """How reading stands."""
        return self._service.state

    def choose(self, choice: Choice, failed: Callable[[Failure], None] | None = None) -> None:
        """Read, pause, or do not read at all. Who wants it to go on does not wait for a quiet moment."""

        def chosen(_none: None) -> None:
            if choice is Choice.ON:
                self._busy_at = time.monotonic() - QUIET
                self._service.poke()

        self._bridge.run(
            Lane.INTERACTIVE, lambda _p: self._service.choose(choice), done=chosen, failed=failed, initiator=self
        )

    def _is_free(self) -> bool:
        """Whether nothing else has been done for a while; asked on the service's thread."""
        return not self._others and time.monotonic() - self._busy_at >= QUIET

    @Slot(object)
    def _job_begun(self, event: Started) -> None:
        if event.lane is not Lane.READING:
            self._others.add(event.job)
            self._busy_at = time.monotonic()

    @Slot(object)
    def _job_ended(self, event: Event) -> None:
        if event.job in self._others:
            self._others.discard(event.job)
            self._busy_at = time.monotonic()

    @Slot(object, object)
    def _library_changed(self, changes: Changes, _initiator: object) -> None:
        if changes & Changes.EVIDENCE:
            self._service.poke()

    @Slot(object, object)
    def _begin(self, work: Work, ended: Callable[[bool], None]) -> None:
        """Start a job on the GUI thread; the service waits on its own for `ended`."""
        try:
            self._bridge.run(
                Lane.READING,
                work,
                done=lambda _result: ended(True),
                failed=lambda _failure: ended(False),
                stopped=lambda: ended(False),
                initiator=self,
            )
        except RuntimeError:  # the window is being closed
            ended(False)
