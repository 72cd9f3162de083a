"""Look into a container (ZIP, a letter with attachments) and take what lies in it as items of their own.

The container stays an item: its bytes are the evidence. What is taken out says in the journal where it came from
(`within`). Containers are opened in a worker; names in them are a stranger's words and never become paths.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kla_desktop.media.kinds import kind_by_name
from kla_desktop.media.probe_stream import MAX_READ
from kla_desktop.media.unfolder import CannotUnfold, Opening
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence_kind import MediaKind
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.journal import Kind
from kla_desktop.model.listing import Item
from kla_desktop.operations.ingest import Ingested, Run, Tally
from kla_desktop.operations.intake.one_file import Within
from kla_desktop.operations.open_original import copy_original
from kla_desktop.operations.storage.bring import brought
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress, SilentProgress, Step

CONTAINERS = frozenset((MediaKind.ZIP.value, MediaKind.EML.value, MediaKind.MSG.value))
MAX_DEPTH = 4
"""Containers within containers: beyond so many, a person should look first."""
_SILENT = SilentProgress()
_CODES = {
    "damaged": ErrorCode.UNFOLD_DAMAGED,
    "too_large": ErrorCode.UNFOLD_TOO_LARGE,
    "password": ErrorCode.FILE_PASSWORD_NEEDED,
}


@dataclass(frozen=True, slots=True)
class Inside:
    """One file in a container: its place in the list, name as written there, bytes as claimed, time (ISO 8601)."""

    place: int
    name: str
    size: int
    modified: str
    locked: bool
    media: MediaKind


@dataclass(frozen=True, slots=True)
class UnfoldRequest:
    """Which container, and which of its files by place (None: all). `password` for locked ones; it is kept nowhere."""

    evidence: EvidenceId
    places: tuple[int, ...] | None = None
    password: str = field(default="", repr=False)


def list_inside(ws: Workspace, evidence: EvidenceId, progress: Progress = _SILENT) -> tuple[Inside, ...]:
    """List a container.

    Raises Fixable: NO_SUCH_EVIDENCE, NOTHING_INSIDE, UNFOLD_DAMAGED, UNFOLD_TOO_LARGE, OBJECT_DAMAGED.
    """
    item = ws.find([evidence])[0]
    if item.media not in CONTAINERS:
        raise Fixable(ErrorCode.NOTHING_INSIDE)
    try:
        with ws.probes.unfold(item.name) as opening:
            _feed(ws, item, opening, progress)
            entries = opening.entries()
    except CannotUnfold as error:
        raise Fixable(_CODES[error.reason]) from error
    return tuple(
        Inside(place, entry.name, entry.size, entry.modified, entry.locked, kind_by_name(entry.name))
        for place, entry in enumerate(entries)
    )


def unfold(ws: Workspace, request: UnfoldRequest, progress: Progress) -> Ingested:
    """Take files out of a container of ours. Raises Cancelled; what was committed until then stays.

    Raises Fixable: as `list_inside`, NOT_YOURS, NO_SUCH_ENTRY, DISK_FULL, and FILE_PASSWORD_NEEDED or
    FILE_PASSWORD_WRONG where nothing at all could be taken for want of the right one.
    """
    item = ws.find_own([request.evidence])[0]
    inside = list_inside(ws, request.evidence)
    if _depth(ws, item.id) >= MAX_DEPTH:
        raise Fixable(ErrorCode.UNFOLD_TOO_LARGE)
    places = tuple(range(len(inside))) if request.places is None else tuple(dict.fromkeys(request.places))
    if any(not 0 <= place < len(inside) for place in places):
        raise Fixable(ErrorCode.NO_SUCH_ENTRY)
    if not places:
        raise Fixable(ErrorCode.NOTHING_INSIDE)
    tally = Tally()
    run = Run(ws, tally, progress.checkpoint)
    try:
        with ws.probes.unfold(item.name, places, request.password) as opening:
            _feed(ws, item, opening, progress)
            _take(run, opening, [_within(item, inside[place]) for place in places], progress)
    except CannotUnfold as error:
        run.commit()  # what came before the damage is whole
        if not tally.added:
            raise Fixable(_CODES[error.reason]) from error
    finally:
        run.abandon()
    if tally.failed and len(tally.failed) == len(places) and all(one.reason == "password" for one in tally.failed):
        raise Fixable(ErrorCode.FILE_PASSWORD_WRONG if request.password else ErrorCode.FILE_PASSWORD_NEEDED)
    return tally.result()


def _within(item: Item, one: Inside) -> Within:
    return Within(item.id, one.name, one.size, one.modified)


def _take(run: Run, opening: Opening, wanted: Sequence[Within], progress: Progress) -> None:
    total, done = sum(one.size for one in wanted), 0
    for count, (entry, within) in enumerate(zip(opening.taken(), wanted, strict=True)):
        progress.step(Step(count, len(wanted), "ingesting", done, total))
        progress.checkpoint()
        run.take_entry(within, entry)
        done += within.size
    run.commit()
    progress.step(Step(len(wanted), len(wanted), "ingesting", total, total))


def _feed(ws: Workspace, item: Item, opening: Opening, progress: Progress) -> None:
    """Hand the container's bytes to the worker as they are decrypted."""
    if item.digest.size > MAX_READ:
        raise CannotUnfold("too_large")
    with brought(ws, [item.digest.sha256], progress):
        copy_original(ws, item, opening)


def container_of(ws: Workspace, evidence: EvidenceId) -> Within | None:
    """The container that an item was taken out of, None for one that was not."""
    for event in ws.store.journal.about([evidence])[evidence]:
        within = event.data.get("within")
        if event.kind == Kind.CAPTURED and isinstance(within, dict):
            return Within(EvidenceId(str(within.get("evidence", ""))), str(within.get("name", "")))
    return None


def _depth(ws: Workspace, evidence: EvidenceId) -> int:
    depth = 0
    within = container_of(ws, evidence)
    while within is not None and depth < MAX_DEPTH:
        depth += 1
        within = container_of(ws, within.evidence)
    return depth
