"""Objects go to the secretariat's object store by themselves, a little at a time, after what has come is read."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kla_desktop.gui.chore import Chore
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.operations.storage.tend import Tended, tend_storage

if TYPE_CHECKING:
    from kla_desktop.gui.change_bus import ChangeBus
    from kla_desktop.operations.workspace import Workspace

REST_MS = 5_000


def storing(ws: "Workspace", bridge: JobBridge, bus: "ChangeBus", parent: QObject) -> Chore[Tended]:
    """Make the chore; whatever is taken in, opened or sealed goes first."""
    return Chore(
        bridge,
        bus,
        parent,
        lane=Lane.TRANSFER,
        after=(Lane.INTAKE, Lane.PARCEL),
        on=Changes.EVIDENCE | Changes.SETTINGS,
        rest_ms=REST_MS,
        work=lambda progress: tend_storage(ws, progress),
        goes_on=lambda result: result.goes_on,
    )
