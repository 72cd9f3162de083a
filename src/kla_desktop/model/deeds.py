"""Deeds: the steps that undo and redo take. A deed is all the events that one user action appended.

Undo appends events that say the opposite; nothing is taken out of the journal. Its first event is `undone`, naming the
deed; redo is the same with `redone`. So the stack survives a restart and is told by the journal alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kla_desktop.model.evidence import Verdict
from kla_desktop.model.journal import Draft, Event, Kind

UNDOABLE = frozenset(
    {
        Kind.DESCRIBED,
        Kind.TAGGED,
        Kind.UNTAGGED,
        Kind.WITHDRAWN,
        Kind.REINSTATED,
        Kind.SUPERSEDED,
        Kind.GROUPED,
        Kind.UNGROUPED,
        Kind.RESTRICTED,
        Kind.COMPARED,
        Kind.REVIEWED,
        Kind.REQUESTED,
    }
)


def verb_of(events: Iterable[Event]) -> Kind | None:
    """Name the deed by its first undoable event, or None when it cannot be undone."""
    return next((Kind(event.kind) for event in events if event.kind in UNDOABLE), None)


def is_renaming(data: Mapping[str, Any]) -> bool:
    """Whether what `grouped` says is only another name of the activity that its item stands in already."""
    was = data.get("was")
    return isinstance(was, dict) and was.get("activity") == data.get("activity")


def touched(events: Iterable[Event]) -> set[str]:
    """What a deed says something of: its subjects, and what else its events name."""
    found: set[str] = set()
    for event in events:
        found.add(event.subject)
        found |= {name for key in ("by", "other", "was") if isinstance(name := event.data.get(key), str)}
    return found


def opposite(events: Sequence[Event]) -> tuple[Draft, ...]:
    """Say the opposite of a deed's events, last first."""
    drafts = (_opposite(event) for event in reversed(events))
    return tuple(draft for draft in drafts if draft is not None)


def again(events: Sequence[Event]) -> tuple[Draft, ...]:
    """Say a deed's events once more, for redo. An item born in the deed is put back instead of being born twice."""
    return tuple(
        Draft(Kind.REINSTATED, event.subject, {})
        if event.kind == Kind.CAPTURED
        else Draft(Kind(event.kind), event.subject, event.data)
        for event in events
        if event.kind in UNDOABLE or event.kind == Kind.CAPTURED
    )


def _opposite(event: Event) -> Draft | None:  # noqa: C901, PLR0912 - one case a kind
    data: Mapping[str, Any] = event.data
    was = data.get("was")
    match event.kind:
        case Kind.TAGGED if isinstance(was, dict):
            return Draft(Kind.TAGGED, event.subject, {**data, "slot": was.get("slot"), "was": {"slot": data["slot"]}})
        case Kind.TAGGED:
            return Draft(Kind.UNTAGGED, event.subject, {"indicator": data["indicator"], "slot": data["slot"]})
        case Kind.UNTAGGED:
            return Draft(Kind.TAGGED, event.subject, {"indicator": data["indicator"], "slot": data["slot"]})
        case Kind.DESCRIBED:
            now = {key: value for key, value in data.items() if key != "was"}
            return Draft(Kind.DESCRIBED, event.subject, {**(was or dict.fromkeys(now, "")), "was": now})
        case Kind.WITHDRAWN | Kind.CAPTURED:
            return Draft(Kind.WITHDRAWN if event.kind == Kind.CAPTURED else Kind.REINSTATED, event.subject, {})
        case Kind.REINSTATED:
            return Draft(Kind.WITHDRAWN, event.subject, {})
        case Kind.SUPERSEDED:
            return Draft(Kind.SUPERSEDED, event.subject, {"by": was, "was": data["by"]})
        case Kind.GROUPED | Kind.UNGROUPED:
            stood = {key: data[key] for key in ("activity", "title")} if event.kind == Kind.GROUPED else None
            if isinstance(was, dict):
                return Draft(Kind.GROUPED, event.subject, {**was, "was": stood})
            return Draft(Kind.UNGROUPED, event.subject, {"was": stood})
        case Kind.RESTRICTED:
            return Draft(Kind.RESTRICTED, event.subject, {"why": was or "", "was": data["why"]})
        case Kind.REVIEWED:
            now = {key: data[key] for key in ("verdict", "reason", "note")}
            before = dict(was or {"verdict": Verdict.OPEN.value, "reason": "", "note": ""})
            disputed = before.pop("disputed", [])
            found = [verdict for verdict in data.get("overruled", ()) if verdict not in disputed]
            return Draft(Kind.REVIEWED, event.subject, {**data, **before, "overruled": found, "was": now})
        case Kind.COMPARED:
            now = {key: data[key] for key in ("verdict", "note")}
            return Draft(Kind.COMPARED, event.subject, {**data, **(was or {"verdict": "open", "note": ""}), "was": now})
        case Kind.REQUESTED:
            return Draft(Kind.REQUEST_CLOSED, event.subject, {})
        case _:
            return None
