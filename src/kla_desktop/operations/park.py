"""Intake that a closed or killed program left undone: remembered before it begins, begun again at the next start."""

from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import restored, stored

_KEY = "parked"


def parked(ws: Workspace) -> list[tuple[str, ...]]:
    """Return the paths of each batch that has not ended, in the order in which they were given."""
    return [tuple(restored(path) for path in batch) for batch in ws.store.local.setting(_KEY, [])]


def park(ws: Workspace, paths: tuple[str, ...]) -> None:
    """Remember a batch; one that is remembered already stays once."""
    batch = [stored(path) for path in paths]
    with ws.transaction():
        held = ws.store.local.setting(_KEY, [])
        if batch not in held:
            ws.store.local.set(_KEY, [*held, batch])


def unpark(ws: Workspace, paths: tuple[str, ...]) -> None:
    """Forget a batch: it has been taken in, or nobody wants it any more."""
    batch = [stored(path) for path in paths]
    with ws.transaction():
        ws.store.local.set(_KEY, [each for each in ws.store.local.setting(_KEY, []) if each != batch])
