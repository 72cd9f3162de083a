"""New evidence is grouped by event and compared with all that is here, a little at a time, while nothing else runs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kla_desktop.gui.chore import Chore
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.operations.find_reuse import FindReuseRequest, find_reuse
from kla_desktop.operations.propose_activities import ProposeActivitiesRequest, propose_activities
from kla_desktop.system.progress import Progress

if TYPE_CHECKING:
    from kla_desktop.gui.change_bus import ChangeBus
    from kla_desktop.operations.workspace import Workspace

AT_ONCE = 32
"""Rows a job; some half a second."""
GROUPED_AT_ONCE = 300
REST_MS = 2000


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """How many rows were looked at, and how many wait."""

    done: int
    waiting: int
    changes: Changes


def comparing(ws: "Workspace", bridge: JobBridge, bus: "ChangeBus", parent: QObject) -> Chore[CaughtUp]:
    """Make the chore; it waits for intake to end, and rests while the user looks at something or does something."""
    return Chore(
        bridge,
        bus,
        parent,
        lane=Lane.READING,
        after=(Lane.INTAKE,),
        rests_for=(Lane.QUERY, Lane.INTERACTIVE),
        rest_ms=REST_MS,
        work=lambda progress: _catch_up(ws, progress),
        goes_on=lambda result: bool(result.waiting and result.done),
    )


def _catch_up(ws: "Workspace", progress: Progress) -> CaughtUp:
    grouped = propose_activities(ws, ProposeActivitiesRequest(limit=GROUPED_AT_ONCE), progress)
    compared = find_reuse(ws, FindReuseRequest(limit=AT_ONCE), progress)
    return CaughtUp(
        grouped.looked_at + compared.compared,
        grouped.waiting + compared.waiting,
        grouped.changes | compared.changes,
    )
