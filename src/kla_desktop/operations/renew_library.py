"""Follow a program whose rules have changed: everything that the tables say is told anew from the journal.

The first thing done with a library after an update, before anybody looks at it; some seconds for 10,000 items.
"""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class RenewRequest:
    """Nothing to choose."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """Whether there was anything to do."""

    was_outdated: bool
    changes: Changes


def is_outdated(ws: Workspace) -> bool:
    """Whether the library waits for `renew_library`."""
    return replay.is_outdated(ws.store)


def renew_library(ws: Workspace, _request: RenewRequest, progress: Progress) -> Renewed:
    """Tell the tables anew if a program with other rules told them; whole or not at all. Raises Cancelled."""
    was = replay.renew(ws.store, progress)
    return Renewed(was, ~Changes.NOTHING if was else Changes.NOTHING)
