"""The journal's entries: what happened, said once, never changed.

An event's identity is (station, epoch, seq). `at` is for display only: order within a station is (epoch, seq), order
across stations is the Lamport number, so a wrong clock harms nobody. See docs/formats.md, chapter "Journal".
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from kla_desktop.model.ids import StationId

MAX_LAMPORT = 1 << 53
"""Largest Lamport number: the largest integer that every JSON reader keeps exactly."""
_SEQ_BITS = 40
MAX_SEQ, MAX_EPOCH = (1 << _SEQ_BITS) - 1, (1 << 12) - 1
"""So that `position` stays below 2^53."""
MAX_LINE = 4 << 20
"""Longest journal line accepted from outside, in characters."""


class Kind(StrEnum):
    """What an event says. Kinds of a newer minor version are kept and passed on unprojected."""

    # about a station itself
    FOUNDED = "founded"
    KEY_ADDED = "key_added"
    KEY_CLOSED = "key_closed"
    ENROLLED = "enrolled"
    STATION_ACCEPTED = "station_accepted"
    STATION_REVOKED = "station_revoked"
    CREDENTIAL = "credential"
    # about a desk of the secretariat
    DELEGATED = "delegated"
    DELEGATION_CLOSED = "delegation_closed"
    # about hubs that stand one above the other
    HUB_ACCEPTED = "hub_accepted"
    HUB_JOINED = "hub_joined"
    # about one's own evidence
    CAPTURED = "captured"
    SOURCED = "sourced"
    READ = "read"
    DESCRIBED = "described"
    TAGGED = "tagged"
    UNTAGGED = "untagged"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    SUPERSEDED = "superseded"
    GROUPED = "grouped"
    UNGROUPED = "ungrouped"
    RESTRICTED = "restricted"
    # about two pieces of evidence that look alike
    COMPARED = "compared"
    # about a bundle
    BUNDLED = "bundled"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    # the secretariat's word
    REVIEWED = "reviewed"
    RELAYED = "relayed"
    WANTED = "wanted"
    REQUESTED = "requested"
    REQUEST_CLOSED = "request_closed"
    FULFILLED = "fulfilled"
    # about a deed of one's own
    UNDONE = "undone"
    REDONE = "redone"


_TEXT, _NUMBER, _OBJECT, _LIST = (str,), (int,), (dict,), (list,)
_MAYBE_TEXT = (str, type(None))
_VERDICTS = ("accept", "return", "open")
_PAIR_VERDICTS = ("same", "different", "allowed", "open")

_SCHEMA: Mapping[Kind, Mapping[str, tuple[type, ...]]] = {
    Kind.FOUNDED: {"role": _TEXT, "place": _TEXT, "agency": _TEXT},
    Kind.KEY_ADDED: {"sign": _TEXT, "seal": _TEXT},
    Kind.KEY_CLOSED: {"sign": _TEXT, "epoch": _NUMBER, "last_seq": _NUMBER},
    Kind.ENROLLED: {"coordinator": _TEXT, "enrolment": _OBJECT},
    Kind.STATION_ACCEPTED: {"role": _TEXT, "place": _TEXT, "agency": _TEXT, "sign": _TEXT, "seal": _TEXT},
    Kind.STATION_REVOKED: {"epoch": _NUMBER, "last_seq": _NUMBER},
    Kind.CREDENTIAL: {"check": _TEXT, "sealed": _TEXT},
    Kind.DELEGATED: {"sign": _TEXT, "seal": _TEXT, "rights": _LIST, "until": _MAYBE_TEXT},
    Kind.DELEGATION_CLOSED: {"epoch": _NUMBER, "last_seq": _NUMBER},
    Kind.HUB_ACCEPTED: {},
    Kind.HUB_JOINED: {"above": _TEXT, "place": _TEXT, "agency": _TEXT},
    Kind.CAPTURED: {"sha256": _TEXT, "size": _NUMBER, "kind": _TEXT, "media": _TEXT, "name": _TEXT, "claims": _LIST},
    Kind.SOURCED: {"name": _TEXT},
    Kind.READ: {"claims": _LIST, "by": _TEXT},
    Kind.DESCRIBED: {},
    Kind.TAGGED: {"indicator": _TEXT, "slot": _MAYBE_TEXT},
    Kind.UNTAGGED: {"indicator": _TEXT, "slot": _MAYBE_TEXT},
    Kind.WITHDRAWN: {},
    Kind.REINSTATED: {},
    Kind.SUPERSEDED: {"by": _MAYBE_TEXT},
    Kind.GROUPED: {"activity": _TEXT, "title": _TEXT},
    Kind.UNGROUPED: {},
    Kind.RESTRICTED: {"why": _TEXT},
    Kind.COMPARED: {"other": _TEXT, "verdict": _TEXT, "note": _TEXT},
    Kind.BUNDLED: {"recipient": _TEXT, "number": _NUMBER, "epoch": _NUMBER, "to": _NUMBER, "items": _LIST},
    Kind.HANDED_OVER: {"to": _TEXT},
    Kind.RECEIVED: {"sender": _TEXT, "number": _NUMBER, "epoch": _NUMBER, "to": _NUMBER, "items": _LIST},
    Kind.REVIEWED: {"indicator": _TEXT, "sha256": _TEXT, "verdict": _TEXT, "reason": _TEXT, "note": _TEXT},
    Kind.RELAYED: {},
    Kind.WANTED: {"sha256": _TEXT},
    Kind.REQUESTED: {"station": _TEXT, "indicator": _TEXT, "slot": _MAYBE_TEXT, "due": _MAYBE_TEXT, "note": _TEXT},
    Kind.REQUEST_CLOSED: {},
    Kind.FULFILLED: {"evidence": _TEXT},
    Kind.UNDONE: {},
    Kind.REDONE: {},
}

EVIDENCE_KINDS = frozenset(
    {
        Kind.CAPTURED,
        Kind.SOURCED,
        Kind.READ,
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
        Kind.RELAYED,
        Kind.WANTED,
    }
)
BUNDLE_KINDS = frozenset({Kind.BUNDLED, Kind.HANDED_OVER, Kind.RECEIVED})
STATION_KINDS = frozenset(
    {
        Kind.FOUNDED,
        Kind.KEY_ADDED,
        Kind.KEY_CLOSED,
        Kind.ENROLLED,
        Kind.STATION_ACCEPTED,
        Kind.STATION_REVOKED,
        Kind.CREDENTIAL,
        Kind.DELEGATED,
        Kind.DELEGATION_CLOSED,
        Kind.HUB_ACCEPTED,
        Kind.HUB_JOINED,
    }
)
REQUEST_KINDS = frozenset({Kind.REQUESTED, Kind.REQUEST_CLOSED, Kind.FULFILLED})
DEED_KINDS = frozenset({Kind.UNDONE, Kind.REDONE})


class BadEvent(ValueError):  # noqa: N818 - said of the event, not of us
    """A line that is not an event by the rules of docs/formats.md."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before the store gives it its numbers."""

    kind: Kind
    subject: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the journal."""

    station: StationId
    epoch: int
    seq: int
    lamport: int
    actor: str
    at: str
    subject: str
    kind: str
    data: Mapping[str, Any]
    deed: str

    @property
    def identity(self) -> tuple[str, int, int]:
        """Who wrote it and which of theirs it is."""
        return self.station, self.epoch, self.seq

    @property
    def order(self) -> tuple[int, str, int, int]:
        """The one order in which every holder folds events."""
        return self.lamport, self.station, self.epoch, self.seq


def written_time(moment: datetime) -> str:
    """Write an aware moment as events and tables keep it: ISO 8601 in UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def position(epoch: int, seq: int) -> int:
    """One number that orders a station's own events; `epoch_and_seq` takes it apart again."""
    return epoch << _SEQ_BITS | seq


def epoch_and_seq(at: int) -> tuple[int, int]:
    """Take a position apart; a negative one stands for no event yet and gives (0, 0)."""
    return (at >> _SEQ_BITS, at & MAX_SEQ) if at >= 0 else (0, 0)


def in_order(events: Iterable[Event]) -> list[Event]:
    """Sort events as every projection reads them."""
    return sorted(events, key=lambda event: event.order)


def to_line(event: Event) -> str:
    """Write an event as one line of JSON: keys sorted, no spaces, so that equal events are equal bytes."""
    fields = {
        "station": event.station,
        "epoch": event.epoch,
        "seq": event.seq,
        "lamport": event.lamport,
        "actor": event.actor,
        "at": event.at,
        "subject": event.subject,
        "kind": event.kind,
        "data": event.data,
        "deed": event.deed,
    }
    return compact(fields)


def compact(value: Any) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def from_line(line: str) -> Event:
    """Read one line. Raises BadEvent for anything that is not exactly an event."""
    if len(line) > MAX_LINE:
        raise BadEvent("line too long")
    try:
        fields = _read(line)
        if "\\u" in line:
            compact(fields).encode("utf-8")  # half of a pair of surrogates is no text, and no table takes it
    except (ValueError, RecursionError) as error:
        raise BadEvent("not JSON") from error
    if not isinstance(fields, dict) or set(fields) != set(_FIELDS):
        raise BadEvent("wrong fields")
    for name, wanted in _FIELDS.items():
        if not isinstance(fields[name], wanted) or isinstance(fields[name], bool):
            raise BadEvent(f"wrong type of {name}")
    if not (0 <= fields["epoch"] <= MAX_EPOCH and 0 < fields["seq"] <= MAX_SEQ):
        raise BadEvent("numbers out of range")
    if not 0 < fields["lamport"] <= MAX_LAMPORT:
        raise BadEvent("numbers out of range")
    event = Event(**fields)
    check_data(event.kind, event.data)
    return event


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(digits)
    return value


_read = json.JSONDecoder(parse_float=_finite, parse_constant=_finite).decode
"""Reads what `compact` can write again: numbers without end and what is no number are no JSON."""

_FIELDS: Mapping[str, type] = {
    "station": str,
    "epoch": int,
    "seq": int,
    "lamport": int,
    "actor": str,
    "at": str,
    "subject": str,
    "kind": str,
    "data": dict,
    "deed": str,
}


def check_data(kind: str, data: Mapping[str, Any]) -> None:  # noqa: C901 - one rule a kind
    """Check `data` against its kind's schema; unknown kinds and further fields are let through."""
    if kind not in _KINDS:
        return
    for name, wanted in _SCHEMA[Kind(kind)].items():
        value = data.get(name)
        if name not in data or not isinstance(value, wanted) or isinstance(value, bool):
            raise BadEvent(f"{kind}: {name}")
    if kind == Kind.REVIEWED and data["verdict"] not in _VERDICTS:
        raise BadEvent("reviewed: verdict")
    if kind == Kind.COMPARED and data["verdict"] not in _PAIR_VERDICTS:
        raise BadEvent("compared: verdict")
    if kind == Kind.CAPTURED and not (
        len(data["sha256"]) == 64  # noqa: PLR2004
        and not set(data["sha256"]) - set("0123456789abcdef")
        and data["size"] >= 0
    ):
        raise BadEvent("captured: sha256, size")
    if kind in (Kind.BUNDLED, Kind.RECEIVED) and not all(
        isinstance(item, dict) and isinstance(item.get("evidence"), str) for item in data["items"]
    ):
        raise BadEvent(f"{kind}: items")
    if kind in (Kind.BUNDLED, Kind.RECEIVED) and not (
        0 <= data["epoch"] <= MAX_EPOCH and 0 <= data["to"] <= MAX_SEQ and 0 <= data["number"] <= MAX_SEQ
    ):
        raise BadEvent(f"{kind}: numbers")
    if kind in _NUMBERED and not (0 <= data["epoch"] <= MAX_EPOCH and 0 <= data["last_seq"] <= MAX_SEQ):
        raise BadEvent(f"{kind}: numbers")
    if kind in _CLAIMING and not _are_claims(data.get("claims", [])):
        raise BadEvent(f"{kind}: claims")


def _are_claims(claims: Any) -> bool:
    return isinstance(claims, list) and all(
        isinstance(claim, dict) and isinstance(claim.get("value"), str) and isinstance(claim.get("source"), str)
        for claim in claims
    )


_KINDS = frozenset(Kind)
_NUMBERED = frozenset({Kind.KEY_CLOSED, Kind.STATION_REVOKED, Kind.DELEGATION_CLOSED})
_CLAIMING = frozenset({Kind.CAPTURED, Kind.SOURCED, Kind.READ})
