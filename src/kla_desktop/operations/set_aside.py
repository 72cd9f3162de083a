"""List a failed file no longer (*Abaikan*): the file stays where it is, and comes back when it is another trouble."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import stored
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class SetAsideRequest:
    """Paths as the system names them."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """The paths that are listed no longer."""

    paths: tuple[str, ...]
    changes: Changes


def set_aside(ws: Workspace, request: SetAsideRequest, progress: Progress) -> SetAside:
    """Set failures aside; paths that had not failed are passed over."""
    progress.checkpoint()
    with ws.transaction():
        listed = {failure.path for failure in ws.store.failures.list()}
        done = tuple(path for path in request.paths if stored(path) in listed)
        ws.store.failures.set_aside([stored(path) for path in done])
    return SetAside(done, Changes.EVIDENCE if done else Changes.NOTHING)
