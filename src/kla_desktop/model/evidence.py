"""One evidence item as the events about it tell it: the fold behind the lists that screens show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kla_desktop.model.capture import local_text, merged_claims
from kla_desktop.model.ids import ActivityId, Digest, EvidenceId, IndicatorSlug, PlaceCode, SlotSlug, StationId
from kla_desktop.model.journal import Event, Kind, in_order
from kla_desktop.model.letter_number import MAX_LENGTH as _MAX_LETTER
from kla_desktop.model.voices import Voices


class State(StrEnum):
    """Where an item stands with one indicator; the item itself shows the first that applies, in this order."""

    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    NEW = "new"
    TAGGED = "tagged"
    PACKED = "packed"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"


class Verdict(StrEnum):
    """The secretariat's judgement of one item under one indicator; OPEN takes an earlier one back."""

    ACCEPT = "accept"
    RETURN = "return"
    OPEN = "open"


_DESCRIBED = ("title", "date", "place", "note", "kind", "supersedes")
_OF_HUBS = frozenset({Kind.REVIEWED, Kind.RELAYED, Kind.WANTED})
DELIVERY = (State.TAGGED, State.PACKED, State.SENT, State.RECEIVED)
"""How far a tag has travelled; the index is the level kept with each tag."""


@dataclass(frozen=True, slots=True)
class Tag:
    """Evidence put under an indicator by the event (epoch, seq), with the secretariat's word on it."""

    indicator: IndicatorSlug
    slot: SlotSlug | None
    epoch: int
    seq: int
    verdict: Verdict = Verdict.OPEN
    reason: str = ""
    note: str = ""
    reviewed_at: str = ""
    reviewer: str = ""
    disputed: tuple["Dissent", ...] = ()
    """What others judged otherwise, whose word this one did not know."""
    elsewhere: tuple["Word", ...] = ()
    """What the hubs above and below say, beside the verdict of one's own level."""


@dataclass(frozen=True, slots=True)
class Word:
    """The verdict of the hub `hub`, at its own level."""

    hub: StationId
    verdict: Verdict
    reason: str
    note: str
    reviewed_at: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class Dissent:
    """The word of another desk that the one in force did not know of: somebody has to look again."""

    verdict: Verdict
    reason: str
    reviewed_at: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class Membership:
    """The activity an item belongs to, as its owner's event (epoch, seq) put it; the newest title of its items holds.

    Without an activity: somebody took the item out by hand, and it is not to be proposed again.
    """

    activity: ActivityId | None
    title: str
    epoch: int
    seq: int


CHILD_FACE = "child_face"
"""Why evidence is restricted: a child can be recognised on it."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """Why the owner, and why the secretariat, wants an item shown to few; empty where they do not.

    The stricter word counts: neither lifts what the other has said.
    """

    owner: str = ""
    desk: str = ""

    def __bool__(self) -> bool:
        return bool(self.owner or self.desk)


UNRESTRICTED = Restriction()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One photo or paper with its story.

    `captured_at` is the first of `claims` (see `model.capture.CaptureClaim`), empty where there is none.
    """

    id: EvidenceId
    station: StationId
    digest: Digest
    kind: str
    media: str
    name: str
    names: tuple[str, ...]
    title: str
    note: str
    captured_at: str
    captured_at_source: str
    claims: tuple[Mapping[str, Any], ...]
    place: PlaceCode
    gps: tuple[float, float] | None
    camera: str
    letter: str
    created_at: str
    actor: str
    withdrawn: bool
    supersedes: EvidenceId | None
    superseded_by: EvidenceId | None
    activity: Membership | None
    tags: tuple[Tag, ...]
    restriction: Restriction = UNRESTRICTED
    relayed: tuple[StationId, ...] = ()
    """The hubs that passed it up: one's own, or those below."""
    wanted: tuple[StationId, ...] = ()
    """The hubs that asked for its bytes."""

    @property
    def year(self) -> int:
        """The evidence year: of the capture where known, else of the intake."""
        for text in (local_text(self.captured_at), local_text(self.created_at)):
            if text[:4].isascii() and text[:4].isdigit():
                return int(text[:4])
        return 0

    @property
    def sort_key(self) -> str:
        """Newest-first lists sort by this: local time, coarser where only the month or the year is known."""
        return local_text(self.captured_at or self.created_at)


def fold_evidence(events: Iterable[Event], voices: Voices) -> Evidence | None:
    """Tell the item from its events in any order, or None while the event that created it has not arrived.

    Only its owner's events, and the words of hubs that have a voice, count; anything else is passed over
    (model.authority refuses such events at the door; a journal that holds them all the same folds alike everywhere).
    A restriction counts whoever of them said it: of owner and offices the last word each.
    """
    ordered = in_order(events)
    births = [event for event in ordered if event.kind == Kind.CAPTURED]
    if not births:
        return None
    birth = min(births, key=lambda event: (event.station, event.epoch, event.seq))
    fold = _Fold(birth)
    for event in ordered:
        if event.station == birth.station:
            fold.owner(event)
        level = voices.level(event) if event.kind in _OF_HUBS else None
        if level is not None:
            fold.hub(level, event, is_own=level in voices.roots)
        if event.kind == Kind.RESTRICTED and (event.station == birth.station or voices.level(event)):
            fold.restrict(event)
    return fold.result(frozenset(voices.above))


class _Fold:
    """The values as they stand after some of the events."""

    def __init__(self, birth: Event) -> None:
        self.birth = birth
        data = birth.data
        self.names = [str(data["name"])]
        self.claims: list[list[Mapping[str, Any]]] = [data["claims"]]
        self.gps = _point(data.get("gps"))
        self.letter = _short(data.get("letter"))
        self.described: dict[str, Any] = {}
        self.withdrawn = False
        self.superseded_by: str | None = None
        self.activity: Membership | None = None
        self.tags: dict[str, Tag] = {}
        self.restriction = UNRESTRICTED
        self.reviews: dict[str, dict[StationId, Event]] = {}
        """The last word of each reviewer of one's own level under each indicator, the newest last."""
        self.words: dict[tuple[str, StationId], Event] = {}
        """The last word of every other hub under each indicator."""
        self.relayed: set[StationId] = set()
        self.wanted: set[StationId] = set()

    def owner(self, event: Event) -> None:  # noqa: C901 - one case a kind
        data = event.data
        match event.kind:
            case Kind.SOURCED:
                if data["name"] not in self.names:
                    self.names.append(str(data["name"]))
                self.claims.append(data.get("claims", []))
            case Kind.READ:
                self.claims.append(data["claims"])
                self.gps = self.gps or _point(data.get("gps"))
                self.letter = self.letter or _short(data.get("letter"))
            case Kind.DESCRIBED:
                self.described |= {key: data[key] for key in _DESCRIBED if key in data}
            case Kind.TAGGED:
                slug = IndicatorSlug(data["indicator"])
                slot = SlotSlug(data["slot"]) if data["slot"] is not None else None
                self.tags[slug] = Tag(slug, slot, event.epoch, event.seq)
            case Kind.UNTAGGED:
                self.tags.pop(data["indicator"], None)
            case Kind.WITHDRAWN:
                self.withdrawn = True
            case Kind.REINSTATED:
                self.withdrawn = False
            case Kind.SUPERSEDED:
                self.superseded_by = data["by"]
            case Kind.GROUPED:
                self.activity = Membership(ActivityId(data["activity"]), data["title"], event.epoch, event.seq)
            case Kind.UNGROUPED:
                alone = Membership(None, "", event.epoch, event.seq)
                self.activity = alone if data.get("alone") is True else None
            case _:
                pass

    def hub(self, level: StationId, event: Event, *, is_own: bool) -> None:
        if event.kind == Kind.RELAYED:
            self.relayed.add(level)
        elif event.data["sha256"] != self.birth.data["sha256"]:
            return
        elif event.kind == Kind.WANTED:
            self.wanted.add(level)
        elif not is_own:
            self.words[event.data["indicator"], level] = event
        else:
            said = self.reviews.setdefault(event.data["indicator"], {})
            said.pop(event.station, None)
            said[event.station] = event

    def restrict(self, event: Event) -> None:
        own = event.station == self.birth.station
        self.restriction = replace(self.restriction, **{"owner" if own else "desk": event.data["why"]})

    def result(self, above: frozenset[StationId]) -> Evidence:
        birth, data = self.birth, self.birth.data
        claims = merged_claims(self.claims, str(self.described.get("date") or ""))
        captured_at, source = (claims[0]["value"], claims[0]["source"]) if claims else ("", "")
        return Evidence(
            id=EvidenceId(birth.subject),
            station=birth.station,
            digest=Digest(data["sha256"], data["size"]),
            kind=str(self.described.get("kind") or data["kind"]),
            media=data["media"],
            name=self.names[0],
            names=tuple(self.names),
            title=str(self.described.get("title") or data.get("title") or ""),
            note=str(self.described.get("note") or ""),
            captured_at=captured_at,
            captured_at_source=source,
            claims=claims,
            place=PlaceCode(str(self.described.get("place") or data.get("place") or "")),
            gps=self.gps,
            camera=str(data.get("camera") or ""),
            letter=self.letter,
            created_at=birth.at,
            actor=birth.actor,
            withdrawn=self.withdrawn,
            supersedes=EvidenceId(str(self.described["supersedes"])) if self.described.get("supersedes") else None,
            superseded_by=EvidenceId(self.superseded_by) if self.superseded_by else None,
            activity=self.activity,
            tags=tuple(
                replace(self._judged(tag), elsewhere=self._elsewhere(tag, above))
                for _, tag in sorted(self.tags.items())
            ),
            restriction=self.restriction,
            relayed=tuple(sorted(self.relayed)),
            wanted=tuple(sorted(self.wanted)),
        )

    def _elsewhere(self, tag: Tag, above: frozenset[StationId]) -> tuple[Word, ...]:
        """Tell the words of hubs that have to do with the item, as they came: those above, those that passed it up."""
        return tuple(
            _word(hub, event)
            for (indicator, hub), event in sorted(self.words.items(), key=lambda one: one[1].order)
            if indicator == tag.indicator
            and (hub in above or hub in self.relayed)
            and event.data["verdict"] != Verdict.OPEN
        )

    def _judged(self, tag: Tag) -> Tag:
        *earlier, review = self.reviews.get(tag.indicator, {}).values() or (None,)
        if review is None or review.data["verdict"] == Verdict.OPEN:
            return tag
        return Tag(
            tag.indicator,
            tag.slot,
            tag.epoch,
            tag.seq,
            Verdict(review.data["verdict"]),
            review.data["reason"],
            review.data["note"],
            review.at,
            review.actor,
            tuple(_dissent(other) for other in earlier if _disagrees(other, review)),
        )


def _disagrees(earlier: Event, review: Event) -> bool:
    """Whether a review was given in ignorance of another's other word: what it says it found is not that word."""
    found = review.data.get("overruled")
    if not isinstance(found, list):
        was = review.data.get("was")
        found = [was.get("verdict")] if isinstance(was, dict) else []
    return earlier.data["verdict"] not in (Verdict.OPEN, review.data["verdict"], *found)


def _word(hub: StationId, event: Event) -> Word:
    data = event.data
    return Word(hub, Verdict(data["verdict"]), data["reason"], data["note"], event.at, event.actor)


def _dissent(event: Event) -> Dissent:
    return Dissent(Verdict(event.data["verdict"]), event.data["reason"], event.at, event.actor)


def _point(value: Any) -> tuple[float, float] | None:
    """Read [latitude, longitude]; what is no place on Earth says nothing."""
    if not isinstance(value, list | tuple) or len(value) != 2 or {type(part) for part in value} - {int, float}:  # noqa: PLR2004
        return None
    lat, lon = float(value[0]), float(value[1])
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None  # noqa: PLR2004 - degrees


def _short(value: Any) -> str:
    """Read a letter's number as far as one is long."""
    return value[:_MAX_LETTER] if isinstance(value, str) else ""


def tag_state(verdict: str, level: int) -> State:
    """State of one item under one indicator, from the verdict and how far the tag has travelled (index of DELIVERY)."""
    if verdict == Verdict.RETURN:
        return State.RETURNED
    if verdict == Verdict.ACCEPT:
        return State.ACCEPTED
    return DELIVERY[level]


def item_state(*, withdrawn: bool, states: Iterable[State]) -> State:
    """State of the whole item: the first that applies in the order of State."""
    if withdrawn:
        return State.WITHDRAWN
    ranked = sorted(states, key=list(State).index)
    return ranked[0] if ranked else State.NEW
