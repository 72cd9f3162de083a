"""Bytes that were damaged or lost come back from a bundle that is received, or a file that is taken in, once more."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import Digest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.library_table import Arrival, StoredObject
from kla_desktop.system.files import sync_folder

if TYPE_CHECKING:
    from kla_desktop.operations.parcels.parcel import OpenedParcel

MENDED = Changes.EVIDENCE | Changes.SETTINGS


def misses(ws: Workspace, arrival: Arrival) -> bool:
    """Whether a bundle that came before brought bytes that are damaged or lost now."""
    if not ws.store.local.any_damaged():
        return False
    carried = [item.evidence for item in ws.store.offices.bundle_items(arrival.bundle) if item.blob]
    digests = {item.digest.sha256 for item in ws.store.evidence.find(carried).values()}
    return any(one.damaged for one in ws.store.local.objects(digests).values())


def mend(ws: Workspace, parcel: "OpenedParcel") -> int:
    """Put the bytes of an opened bundle in the place of damaged ones; give how many."""
    held = ws.store.local.objects([entry.sha256 for entry in parcel.entries])
    damaged = [entry for entry in parcel.entries if entry.sha256 in held and held[entry.sha256].damaged]
    for entry in damaged:
        with entry.sealed_path.open("rb+") as sealed:
            os.fsync(sealed.fileno())
        sync_folder(parcel.folder)
        put_back(ws, Digest(entry.sha256, entry.size), entry.crc32, entry.sealed_path)
    return len(damaged)


def put_back(ws: Workspace, digest: Digest, crc32: int, sealed: Path) -> None:
    """Let sealed bytes that are safely on the disk take the place of damaged ones."""
    name = ws.store.objects.name_of(digest.sha256)
    ws.store.objects.remove(name)
    ws.store.objects.settle([(sealed, name)])
    with ws.transaction():
        ws.store.local.add_objects([StoredObject(digest, crc32, name)])
        ws.store.local.mark_damaged(digest.sha256, damaged=False)
        ws.store.away.doubt(digest.sha256, ws.now(), lost=False)  # it is sent to the object store again
