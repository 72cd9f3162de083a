"""Give evidence a title, a date, a place, a note: the officer's statement beside what the file says of itself."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.filename_dates import claims_from_name
from kla_desktop.model.ids import DeedId, EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.listing import Item
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress

_PARTIAL = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True)
class DescribeRequest:
    """What to say; None leaves as it is, "" takes an earlier statement back. `place` is a code or a name."""

    evidence: tuple[EvidenceId, ...]
    title: str | None = None
    date: str | None = None
    place: str | None = None
    note: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """The items whose description changed."""

    evidence: tuple[EvidenceId, ...]
    deed: DeedId | None
    changes: Changes


def describe(ws: Workspace, request: DescribeRequest, progress: Progress) -> Described:
    """State the given values for all items, as one deed. Raises Fixable: BAD_DATE, NO_SUCH_PLACE, NOT_YOURS."""
    progress.checkpoint()
    values = {
        "title": request.title.strip() if request.title is not None else None,
        "date": read_date(request.date) if request.date is not None else None,
        "place": _place(ws, request.place) if request.place is not None else None,
        "note": request.note.strip() if request.note is not None else None,
        "kind": request.kind,
    }
    stated = {key: value for key, value in values.items() if value is not None}
    with ws.transaction():
        drafts: list[Draft] = []
        for item in ws.find_own(request.evidence):
            was = _current(item)
            fresh = {key: value for key, value in stated.items() if was[key] != value}
            if fresh:
                data = {**fresh, "was": {key: was[key] for key in fresh}}
                drafts.append(Draft(Kind.DESCRIBED, item.id, data))
        events = ws.record(drafts)
    touched = tuple(EvidenceId(event.subject) for event in events)
    deed = DeedId(events[0].deed) if events else None
    return Described(touched, deed, Changes.EVIDENCE if events else Changes.NOTHING)


def read_date(text: str) -> str:
    """Read a date or a time an officer typed: ISO 8601, day first with / . or -, or in words. Raises Fixable(BAD_DATE).

    A month ("Juni 2024", "2024-06") or a year is a date of that precision.
    """
    text = text.strip()
    if not text:
        return ""
    found = _DAY_FIRST.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        if _PARTIAL.fullmatch(text):
            return text
        if len(text) == len("2026-11-24"):
            return date.fromisoformat(text).isoformat()
        return datetime.fromisoformat(text).isoformat()
    except ValueError as error:
        worded = claims_from_name(text) if any(char.isalpha() for char in text) else ()
        if len(worded) == 1:
            return worded[0].value
        raise Fixable(ErrorCode.BAD_DATE, text=text) from error


def _place(ws: Workspace, text: str) -> str:
    return ws.places.find(text).code if text.strip() else ""


def _current(item: Item) -> dict[str, str]:
    stated = item.captured_at if item.captured_at_source == "officer" else ""
    return {"title": item.title, "date": stated, "place": item.stated_place, "note": item.note, "kind": item.kind}
