"""Which sealed files still wait in the outbox: those of which nobody said that they arrived."""

from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.office_table import BundleRow


def has_arrived(ws: Workspace, row: BundleRow) -> bool:
    """Whether a bundle of ours was receipted, or its recipient acknowledged its running number."""
    return bool(row.received_at) or row.number <= ws.store.local.acknowledged_by(row.recipient)


def is_waiting(ws: Workspace, row: BundleRow) -> bool:
    """Whether a bundle of ours should still travel: it has not arrived, and is not for a secretariat that we left."""
    return not has_arrived(ws, row) and row.recipient not in ws.store.left


def tidy_outbox(ws: Workspace) -> None:
    """Remove what has arrived; the library itself keeps everything that it told."""
    waiting = {path.stem: path for path in ws.store.outbox.glob("*.kla")}
    for row in ws.store.offices.bundles(sender=ws.me, ids=list(waiting)):
        if has_arrived(ws, row):
            waiting[row.id].unlink(missing_ok=True)
