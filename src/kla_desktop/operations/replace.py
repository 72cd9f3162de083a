"""Mend a returned item: a new file supersedes it, tags and description carried over; both stay in the journal."""

from dataclasses import dataclass
from typing import Any

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import DeedId, EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.operations.ingest import Skipped
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class ReplaceRequest:
    """`old` is superseded by `new`, an item of ours that was ingested just before."""

    old: EvidenceId
    new: EvidenceId


@dataclass(frozen=True, slots=True)
class Replaced:
    """The successor."""

    evidence: EvidenceId
    deed: DeedId
    changes: Changes


def replace(ws: Workspace, request: ReplaceRequest, progress: Progress) -> Replaced:
    """Supersede in one deed. Raises Fixable: NO_SUCH_EVIDENCE, NOT_YOURS."""
    progress.checkpoint()
    with ws.transaction():
        old, new = ws.find_own([request.old, request.new])
        if old.id == new.id or old.superseded_by:
            raise Fixable(ErrorCode.NO_SUCH_EVIDENCE, id=old.id)
        held = {tag.indicator for tag in new.tags}
        drafts = [
            Draft(Kind.TAGGED, new.id, {"indicator": tag.indicator, "slot": tag.slot})
            for tag in old.tags
            if tag.indicator not in held
        ]
        if old.activity and not new.activity:
            joined = {"activity": old.activity, "title": old.activity_title, "was": None}
            drafts.append(Draft(Kind.GROUPED, new.id, joined))
        words: dict[str, Any] = {
            key: value
            for key, value, has in (
                ("title", old.title, new.title),
                ("note", old.note, new.note),
            )
            if value and not has
        }
        words["supersedes"] = old.id
        drafts.append(Draft(Kind.DESCRIBED, new.id, {**words, "was": dict.fromkeys(words, "")}))
        drafts.append(Draft(Kind.SUPERSEDED, old.id, {"by": new.id, "was": old.superseded_by}))
        events = ws.record(drafts)
    return Replaced(new.id, DeedId(events[0].deed), Changes.EVIDENCE | Changes.TAGS)


def successor(skipped: tuple[Skipped, ...], added: tuple[EvidenceId, ...]) -> EvidenceId | None:
    """The item that a just ingested file is: a new one, or the one that had its bytes already."""
    if added:
        return added[0]
    return next((one.duplicate_of for one in skipped if one.duplicate_of), None)
