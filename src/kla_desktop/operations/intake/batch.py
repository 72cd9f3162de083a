"""What one commit of an intake holds: items read and ready, further sources of items held, files that failed."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from kla_desktop.media.probe import Probed
from kla_desktop.model.capture import CaptureClaim
from kla_desktop.model.evidence import State
from kla_desktop.model.filename_dates import claims_from_name, latest_year
from kla_desktop.model.folder_dates import claims_from_folders, folders_above
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.listing import Item
from kla_desktop.model.retries import wait_after
from kla_desktop.operations.derive import derived_of
from kla_desktop.operations.intake.one_file import Taken
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.failure_table import Failure
from kla_desktop.store.library_table import Source, StoredObject
from kla_desktop.system.names import stored


@dataclass(slots=True)
class Ready:
    """A new item. `before` is the item that the same file was when it was taken in earlier, with other bytes."""

    taken: Taken
    new: EvidenceId
    probed: Probed | None
    before: EvidenceId | None = None


@dataclass(slots=True)
class Batch:
    """Filled by the intake, written by `commit`."""

    ready: list[Ready] = field(default_factory=list)
    again: list[tuple[Taken, EvidenceId]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    """(path, reason)."""
    known: list[str] = field(default_factory=list)
    """Paths that had failed earlier and are held after all."""

    def __bool__(self) -> bool:
        return bool(self.ready or self.again or self.failed or self.known)

    def commit(self, ws: Workspace) -> dict[str, str]:
        """Put all of it on disk and into the journal: bytes, names, then rows, so that a crash leaves no half item.

        Gives the kinds of the new items.
        """
        store = ws.store
        names = {one.taken.digest.sha256: store.objects.name_of(one.taken.digest.sha256) for one in self.ready}
        kept = [one.taken for one in self.ready if one.taken.temporary]
        moves = [(taken.temporary, names[taken.digest.sha256]) for taken in kept if taken.temporary]
        if moves:
            with store.transaction():
                store.local.intend_objects([name for _, name in moves])
            store.objects.settle(moves)
        seen = [(one.taken.digest.sha256, one.probed.preview) for one in self.ready if one.probed]
        pictures = [(sha256, preview) for sha256, preview in seen if preview]
        if pictures:
            store.previews.put(pictures)
        with store.transaction():
            store.local.add_objects(
                [StoredObject(taken.digest, taken.crc32, names[taken.digest.sha256]) for taken in kept]
            )
            store.local.add_derived(
                [
                    derived_of(one.taken.digest.sha256, one.probed)
                    for one in self.ready
                    if one.probed and not one.probed.is_glance  # `derive` reads the rest
                ]
            )
            captured = [_captured(ws, one) for one in self.ready]
            ws.record(captured)
            texts: list[tuple[str, str]] = [
                (one.probed.text, one.new) for one in self.ready if one.probed and one.probed.text
            ]
            store.search.set_text(texts)
            ws.record(_new_sources(ws, self.again))
            sources = [*((one.taken, one.new) for one in self.ready), *self.again]
            store.local.add_sources([source_of(taken, item) for taken, item in sources if not taken.within])
            self._follow_versions(ws)
            arrived = [*(taken.path for taken, _ in sources if not taken.within), *self.known]
            store.failures.clear([stored(path) for path in arrived])
            note_failures(ws, self.failed)
        return {draft.subject: draft.data["kind"] for draft in captured}

    def _follow_versions(self, ws: Workspace) -> None:
        """Remember which new item is a later version of which; one that only completes a half file takes its place."""
        changed = [one for one in self.ready if one.before is not None and one.before != one.new]
        if not changed:
            return
        ws.store.local.add_earlier([(one.new, one.before or "", ws.now()) for one in changed])
        olds = ws.store.evidence.find([one.before for one in changed if one.before])
        drafts: list[Draft] = []
        for one in changed:
            old = olds.get(one.before) if one.before else None
            if old is not None and one.taken.grown and _is_untouched(old):
                drafts.append(Draft(Kind.DESCRIBED, one.new, {"supersedes": old.id, "was": {"supersedes": ""}}))
                drafts.append(Draft(Kind.SUPERSEDED, old.id, {"by": one.new, "was": None}))
        ws.record(drafts)


def note_failures(ws: Workspace, failed: Iterable[tuple[str, str]]) -> None:
    """Keep what could not be taken in (path, reason) and when it is tried again; in a transaction of the caller."""
    told = {stored(path): reason for path, reason in failed}
    before = ws.store.failures.some(list(told))
    rows = []
    for path, reason in told.items():
        held = before.get(path)
        tries = held.tries + 1 if held else 1
        wait = wait_after(reason, tries)
        rows.append(Failure(path, reason, tries, ws.now(), ws.later(wait) if wait is not None else ""))
    ws.store.failures.note(rows)


def stored_place(path: str) -> tuple[str, str]:
    """Folder and name of a path, as the database keeps them."""
    folder, name = os.path.split(path)
    return stored(folder), stored(name)


def source_of(taken: Taken, item: EvidenceId) -> Source:
    """The file that became `item`."""
    folder, name = stored_place(taken.path)
    return Source(folder, name, taken.digest.size, taken.mtime_ns, taken.inode, taken.digest.sha256, item)


def _is_untouched(item: Item) -> bool:
    """Whether nobody has done anything with it yet, so that a whole version may take its place by itself."""
    return item.state is State.NEW and not (item.tags or item.title or item.note or item.superseded_by)


def _captured(ws: Workspace, one: Ready) -> Draft:
    taken, probed = one.taken, one.probed
    name = stored_place(taken.path)[1]
    data: dict[str, Any] = {"sha256": taken.digest.sha256, "size": taken.digest.size, "name": name, "claims": []}
    if probed is None:  # another station's item has these bytes: they were read before
        twin = ws.store.evidence.find(ws.store.evidence.of_digest(taken.digest.sha256)[:1])
        item = next(iter(twin.values()), None)
        data |= _origin(taken)
        data |= {"kind": item.kind if item else "other", "media": item.media if item else "other"}
        return Draft(Kind.CAPTURED, one.new, data)
    data |= {"kind": probed.evidence_kind.value, "media": probed.media_kind.value}
    data["claims"] = [_said(claim) for claim in (*probed.claims, *_around(ws, taken))]
    if probed.gps:
        data["gps"] = [probed.gps.lat, probed.gps.lon]
    if probed.camera:
        data["camera"] = probed.camera
    if probed.letter:
        data["letter"] = probed.letter
    data |= _origin(taken)
    return Draft(Kind.CAPTURED, one.new, data)


def _new_sources(ws: Workspace, again: Iterable[tuple[Taken, EvidenceId]]) -> list[Draft]:
    pairs = list(again)
    twins = ws.store.evidence.find(list({twin for _, twin in pairs}))
    told = {(item.id, name) for item in twins.values() for name in item.names}
    drafts = []
    for taken, twin in pairs:
        name = stored_place(taken.path)[1]
        if (twin, name) not in told:
            told.add((twin, name))
            claims = [_said(claim) for claim in (*claims_from_name(name), *_around(ws, taken))]
            more = {"claims": claims} if claims else {}
            drafts.append(Draft(Kind.SOURCED, twin, {"name": name} | more | _origin(taken)))
    return drafts


def _around(ws: Workspace, taken: Taken) -> tuple[CaptureClaim, ...]:
    """What the folders that a file lies in tell of its time, in a container as on a disk."""
    folder, name = stored_place(taken.path)
    changed = datetime.fromtimestamp(max(taken.mtime_ns, 0) / 1e9, UTC).isoformat()
    if taken.within:
        folder = stored(taken.within.name.replace("\\", "/").rpartition("/")[0])
        changed = taken.within.modified or ws.now()
    return claims_from_folders(folders_above(folder), name, latest=latest_year(changed))


def _origin(taken: Taken) -> dict[str, Any]:
    within = taken.within
    return {"within": {"evidence": within.evidence, "name": stored(within.name)}} if within else {}


def _said(claim: CaptureClaim) -> dict[str, Any]:
    return {"value": claim.value, "source": claim.source.value, "confidence": claim.confidence}
