"""Judges what a bundle says before any of it counts: its sender's events, and those that others signed.

docs/formats.md has the table (`model.authority`). What may not be said refuses the bundle whole.
"""

import logging
from collections.abc import Sequence

from kla_desktop.model.authority import Breach, Standing, first_breach
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import EvidenceId, StationId
from kla_desktop.model.journal import EVIDENCE_KINDS, STATION_KINDS, Event, Kind
from kla_desktop.model.voices import DESK_KINDS, RIGHT_OF, VOICE_KINDS, homes_of, joined_by_itself, told_voices
from kla_desktop.operations.parcels.parcel import OpenedParcel
from kla_desktop.operations.signed_journals import Signed, kept_about
from kla_desktop.operations.workspace import Workspace

_log = logging.getLogger(__name__)
_OF_DESKS = frozenset(RIGHT_OF) - {Kind.RECEIVED}
_FROM_ABOVE = _OF_DESKS | DESK_KINDS | {Kind.FOUNDED, Kind.HUB_JOINED}
"""What a coordinator passes on of its desks and of the hubs above."""
_OF_STATIONS = frozenset({Kind.FOUNDED, Kind.KEY_ADDED, Kind.KEY_CLOSED, Kind.ENROLLED})


def judge(ws: Workspace, sender: StationId, events: Sequence[Event], signed: Sequence[Signed]) -> list[Event]:
    """Judge all that a bundle brings; give those events of others that enter the journal here.

    Of what a hub's stations signed these are: who they are, and what concerns evidence that the hub has passed up.
    Raises Fixable: BUNDLE_DAMAGED, BUNDLE_UNAUTHORISED, BUNDLE_EQUIVOCATES.
    """
    bench = _Bench(ws, [*events, *(event for one in signed for event in one.events)])
    bench.judge(sender, events)
    for one in signed:
        bench.judge(one.sender, one.events)
    taken = bench.taken(sender, signed)
    bench.refuse_equivocation([*events, *taken], sender)
    return taken


def refuse_untold(ws: Workspace, parcel: OpenedParcel, events: Sequence[Event]) -> None:
    """Refuse bytes that no event speaks of. Raises Fixable(BUNDLE_DAMAGED)."""
    spoken = {str(event.data["sha256"]) for event in events if event.kind == Kind.CAPTURED}
    voices, by = ws.store.voices, StationId(parcel.head.sender)
    sender = None if by in voices.roots or by in voices.others else by
    for entry in parcel.entries:
        if entry.sha256 not in spoken and not ws.store.evidence.of_digest(entry.sha256, sender):
            raise Fixable(ErrorCode.BUNDLE_DAMAGED)


class _Bench:
    """The events of one bundle beside what the journal holds about the same subjects."""

    def __init__(self, ws: Workspace, events: Sequence[Event]) -> None:
        store = ws.store
        self._ws = ws
        self._voices = told_voices(
            store.coordinators, [*store.journal.about_voices(), *(e for e in events if e.kind in VOICE_KINDS)]
        )
        named = {str(event.data["other"]) for event in events if event.kind == Kind.COMPARED}
        self._held = store.journal.about(list({event.subject for event in events} | named))
        self._here: dict[str, list[Event]] = {}
        for event in events:
            self._here.setdefault(event.subject, []).append(event)
        self._homes: dict[StationId, tuple[StationId, ...]] = {}

    def judge(self, sender: StationId, events: Sequence[Event]) -> None:
        standing = Standing(
            sender,
            self._owner_of,
            self._addressee_of,
            self._voices,
            self._relays(sender),
            self._homes_of,
            self._ws.me,
        )
        breach = first_breach(events, standing)
        if breach:
            _log.info("bundle refused: %s by %s", breach[1].value, breach[0].kind)
            damaged = breach[1] is Breach.OUT_OF_ORDER
            raise Fixable(ErrorCode.BUNDLE_DAMAGED if damaged else ErrorCode.BUNDLE_UNAUTHORISED)

    def taken(self, sender: StationId, signed: Sequence[Signed]) -> list[Event]:
        """Choose what of the signed journals enters: nothing about evidence that was not passed up to us."""
        found: dict[tuple[str, int, int], Event] = {}
        for one in signed:
            is_hub = one.sender in self._voices.below
            for event in one.events:
                if event.kind in EVIDENCE_KINDS:
                    enters = self._is_passed_up(event.subject, sender)
                elif event.kind == Kind.FULFILLED:
                    enters = self._addressee_of(event.subject) == event.station
                else:
                    enters = event.kind in (STATION_KINDS if is_hub else _OF_STATIONS)
                if enters and found.setdefault(event.identity, event) != event:
                    raise Fixable(ErrorCode.BUNDLE_EQUIVOCATES, station=event.station)
        for event in kept_about(self._ws, self._newly_passed_up(sender)):
            found.setdefault(event.identity, event)
        return list(found.values())

    def refuse_equivocation(self, events: Sequence[Event], sender: StationId) -> None:
        for event in events:
            for held in self._held.get(event.subject, ()):
                if held.identity == event.identity and held != event:
                    raise Fixable(ErrorCode.BUNDLE_EQUIVOCATES, station=sender)

    def _is_passed_up(self, subject: str, hub: StationId) -> bool:
        return any(event.kind == Kind.RELAYED and event.station == hub for event in self._about(subject))

    def _newly_passed_up(self, hub: StationId) -> frozenset[EvidenceId]:
        """Items of which this bundle is the first to say that they were passed up; others may have told of them."""
        return frozenset(
            EvidenceId(subject)
            for subject, events in self._here.items()
            if any(one.kind == Kind.RELAYED and one.station == hub for one in events)
            and not any(one.kind == Kind.RELAYED and one.station == hub for one in self._held.get(subject, ()))
        )

    def _about(self, subject: str) -> list[Event]:
        return [*self._held.get(subject, ()), *self._here.get(subject, ())]

    def _owner_of(self, subject: str) -> StationId | None:
        births = [event.station for event in self._about(subject) if event.kind in (Kind.CAPTURED, Kind.BUNDLED)]
        return births[0] if births else None

    def _addressee_of(self, subject: str) -> StationId | None:
        asked = [event for event in self._about(subject) if event.kind == Kind.REQUESTED]
        return StationId(asked[0].data["station"]) if asked else None

    def _homes_of(self, station: StationId) -> tuple[StationId, ...]:
        """Whose a station is: as held, and only if nobody has accepted it as far as is known, as this bundle says.

        Another hub's acceptance counts beside it if the station itself said that it joined that one.
        """
        if station not in self._homes:
            held, here = self._ws.store.journal.about([station])[station], self._here.get(station, ())
            homes = homes_of(held, self._voices) or homes_of(here, self._voices)
            both = [*held, *here]
            moves = frozenset(joined_by_itself(both))
            self._homes[station] = (*homes, *(hub for hub in homes_of(both, self._voices) if hub in moves))
        return self._homes[station]

    def _relays(self, sender: StationId) -> frozenset[str] | None:
        """The kinds that a sender may bring of other writers; None for all: so may we, to a library that was lost."""
        if sender == self._ws.me:
            return None
        if sender == self._ws.store.above:
            return None if self._ws.is_desk else _FROM_ABOVE
        return _OF_DESKS if sender in self._voices.below else frozenset()
