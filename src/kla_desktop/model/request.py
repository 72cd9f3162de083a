"""A request of the secretariat for one kind of evidence, as the events about it tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kla_desktop.model.ids import EvidenceId, IndicatorSlug, RequestId, SlotSlug, StationId
from kla_desktop.model.journal import Event, Kind, in_order
from kla_desktop.model.voices import Voices


class RequestState(StrEnum):
    """Whether the secretariat still waits."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of whom by when (`due`: an ISO date or empty)."""

    id: RequestId
    asked_by: StationId
    station: StationId
    indicator: IndicatorSlug
    slot: SlotSlug | None
    due: str
    note: str
    at: str
    state: RequestState
    evidence: EvidenceId | None


def fold_request(events: Iterable[Event], voices: Voices) -> Request | None:
    """Tell the request from asking and closing at one level, and the asked station's answer."""
    ordered = in_order(events)
    asked = next((event for event in ordered if event.kind == Kind.REQUESTED and voices.level(event)), None)
    if asked is None:
        return None
    state, evidence = RequestState.OPEN, None
    for event in ordered:
        if event.kind == Kind.FULFILLED and event.station == asked.data["station"]:
            state, evidence = RequestState.FULFILLED, EvidenceId(event.data["evidence"])
        elif event.kind == Kind.REQUEST_CLOSED and voices.level(event) == voices.level(asked):
            state = RequestState.CLOSED
    data = asked.data
    return Request(
        RequestId(asked.subject),
        asked.station,
        StationId(data["station"]),
        IndicatorSlug(data["indicator"]),
        SlotSlug(data["slot"]) if data["slot"] else None,
        str(data["due"] or ""),
        data["note"],
        asked.at,
        state,
        evidence,
    )
