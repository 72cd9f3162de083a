"""The status line says "Menyimpan…" while what the user has just done is not on the disk yet."""

from PySide6.QtCore import QObject, QTimer, Slot

from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.gui.widgets.status_line import StatusLine
from kla_desktop.jobs.events import Failed, Finished, Lane, Stopped
from kla_desktop.jobs.runner import Ticket

PATIENCE_MS = 300
"""Deeds that take no longer are not worth two changes of the line."""


class Saving(QObject):
    """Counts the user's deeds from being asked for to their end, and tells the line of those that take a while."""

    def __init__(self, bridge: JobBridge, line: StatusLine) -> None:
        super().__init__(line)
        self._line = line
        self._deeds: set[int] = set()
        self._timer = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._timer.timeout.connect(self._tell)
        bridge.queued.connect(self._begin)
        bridge.ended.connect(self._end)

    @Slot(object)
    def _begin(self, ticket: Ticket) -> None:
        if ticket.lane is Lane.INTERACTIVE:
            self._deeds.add(ticket.job)
            if not self._timer.isActive():
                self._timer.start()

    @Slot(object)
    def _end(self, event: Finished | Failed | Stopped) -> None:
        self._deeds.discard(event.job)
        if not self._deeds:
            self._timer.stop()
            self._tell()

    @Slot()
    def _tell(self) -> None:
        self._line.set_unsaved(len(self._deeds))
