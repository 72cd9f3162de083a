"""What was only glanced at when it came in is read through, a little at a time, as soon as nothing more comes in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kla_desktop.gui.chore import Chore
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.jobs.events import Lane
from kla_desktop.operations.derive import DerivedNow, DeriveRequest, derive

if TYPE_CHECKING:
    from kla_desktop.gui.change_bus import ChangeBus
    from kla_desktop.operations.workspace import Workspace

AT_ONCE = 40
"""Objects a job; some two seconds, which new files may have to wait."""
REST_MS = 400


def deriving(ws: "Workspace", bridge: JobBridge, bus: "ChangeBus", parent: QObject) -> Chore[DerivedNow]:
    """Make the chore; files that come in and bundles that are worked on are seen first."""
    return Chore(
        bridge,
        bus,
        parent,
        lane=Lane.INTAKE,
        after=(Lane.INTAKE, Lane.PARCEL),
        rest_ms=REST_MS,
        work=lambda progress: derive(ws, DeriveRequest(limit=AT_ONCE), progress),
        goes_on=lambda result: result.count >= AT_ONCE,
    )
