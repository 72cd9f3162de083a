"""What every operation is handed: one library with its shelves, gathered in one frozen value."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta

from kla_desktop.media.page_reader import PageReader
from kla_desktop.media.pool import ProbePool
from kla_desktop.model.boundaries import Boundaries, Proposal
from kla_desktop.model.capture import GeoPoint, local_text
from kla_desktop.model.catalogue import Catalogue, EvidencePeriod
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import DeedId, EvidenceId, StationId
from kla_desktop.model.journal import Draft, Event, written_time
from kla_desktop.model.lexicon import Lexicon
from kla_desktop.model.listing import Item
from kla_desktop.model.places import Places
from kla_desktop.model.station import Role, Station
from kla_desktop.model.voices import Right
from kla_desktop.operations.parcels.workers import ParcelWorkers
from kla_desktop.store.store import Store
from kla_desktop.system.tools import Tools


@dataclass(frozen=True, slots=True)
class Secrets:
    """The station's secret keys in their text forms, and the library's own age identity. Never shown, never logged."""

    signing: str = field(repr=False)
    unsealing: str = field(repr=False)
    library: str = field(repr=False)
    former: tuple[str, ...] = field(repr=False, default=())
    """Earlier unsealing keys: what was sealed to them is still on its way."""


def read_secrets(store: Store) -> Secrets:
    """Read a library's secret keys. Raises Fixable(LIBRARY_DAMAGED)."""
    held = store.local.setting("secrets")
    if held is None:  # a database that was made anew where ours had been
        raise Fixable(ErrorCode.LIBRARY_DAMAGED)
    return Secrets(**{**held, "former": tuple(held.get("former", ()))})


@dataclass(frozen=True, slots=True)
class Guide:
    """What the catalogue files say that are in force for a library."""

    catalogue: Catalogue
    places: Places
    words: Callable[[], Lexicon | None] = lambda: None
    """Reads the words for suggestions the first time it is called; None where nobody wrote any for this edition."""
    boundaries: Boundaries = field(default_factory=Boundaries)
    """Outlines of places, empty where the city supplied none."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """One open library."""

    store: Store
    guide: Callable[[], Guide]
    """Reads the catalogue files the first time it is called. That takes a third of a start, and intake never asks."""
    probes: ProbePool
    reader: PageReader
    tools: Tools
    actor: str
    role: Role
    parcels: ParcelWorkers
    """Who seals and opens bundles."""
    upward: bool = False
    """A coordinator's library in its dealings with the hub above, where it is a station like others."""

    @property
    def catalogue(self) -> Catalogue:
        """The indicators in force."""
        return self.guide().catalogue

    @property
    def places(self) -> Places:
        """The city's places."""
        return self.guide().places

    @property
    def period(self) -> EvidencePeriod:
        """The newest round of the catalogue in force."""
        return self.catalogue.periods[-1]

    @property
    def lexicon(self) -> Lexicon | None:
        """Words for suggestions."""
        return self.guide().words()

    @property
    def boundaries(self) -> Boundaries:
        """Outlines of places."""
        return self.guide().boundaries

    @property
    def secrets(self) -> Secrets:
        """The secret keys in force; new ones count from the moment they are kept."""
        return read_secrets(self.store)

    @property
    def me(self) -> StationId:
        """This station."""
        return self.store.me

    @property
    def station(self) -> Station:
        """This station with its place, agency and public keys."""
        station = self.store.offices.station(self.me)
        if station is None:
            raise Fixable(ErrorCode.LIBRARY_DAMAGED)
        return station

    @property
    def is_secretariat(self) -> bool:
        """Whether a secretariat works here: the coordinator, or one of its desks."""
        return self.role is Role.SECRETARIAT

    @property
    def is_coordinator(self) -> bool:
        """Whether this is the secretariat's own library, the root, and not one of its desks."""
        return self.is_secretariat and self.store.coordinator == self.me

    @property
    def is_desk(self) -> bool:
        """Whether this is a further desk of a secretariat."""
        return self.is_secretariat and not self.is_coordinator

    @property
    def faces_up(self) -> bool:
        """Whether it hands over to somebody: a station and a desk do, and a coordinator (`upward`) to the hub above."""
        return self.upward or not self.is_coordinator

    def now(self) -> str:
        """The wall time as the journal keeps it."""
        return written_time(self.tools.clock.now())

    def later(self, seconds: float) -> str:
        """The wall time in `seconds`, as the journal keeps it."""
        return written_time(self.tools.clock.now() + timedelta(seconds=seconds))

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; SQL only inside."""
        return self.store.transaction()

    def record(self, drafts: Sequence[Draft], deed: DeedId | None = None) -> tuple[Event, ...]:
        """Append what this station did, as one deed."""
        if not drafts:
            return ()
        deed = deed or DeedId(self.tools.new_id())
        return self.store.record(drafts, actor=self.actor, at=self.now(), deed=deed)

    def find(self, ids: Sequence[EvidenceId]) -> list[Item]:
        """Read items in the order asked. Raises Fixable(NO_SUCH_EVIDENCE) for one that is not here."""
        found = self.store.evidence.find(ids)
        for wanted in ids:
            if wanted not in found:
                raise Fixable(ErrorCode.NO_SUCH_EVIDENCE, id=wanted)
        return [found[wanted] for wanted in ids]

    def find_own(self, ids: Sequence[EvidenceId]) -> list[Item]:
        """Read items that this station may change. Raises Fixable(NOT_YOURS) for another station's."""
        items = self.find(ids)
        if any(item.station != self.me for item in items):
            raise Fixable(ErrorCode.NOT_YOURS)
        return items

    def proposed_place(self, item: Item) -> Proposal | None:
        """Propose a place for an item by its position; None without a position or without boundaries."""
        if item.gps is None or not self.boundaries.areas:
            return None
        proposal = self.boundaries.propose(GeoPoint(*item.gps))
        return proposal if proposal and proposal.place in self.places.by_code else None

    def need_secretariat(self) -> None:
        """Raise Fixable(WRONG_ROLE) where no secretariat works; coordinator and desks pass."""
        if not self.is_secretariat:
            raise Fixable(ErrorCode.WRONG_ROLE)

    def need_coordinator(self) -> None:
        """Raise Fixable(WRONG_ROLE) at a station and at a desk."""
        if not self.is_coordinator:
            raise Fixable(ErrorCode.WRONG_ROLE)

    def need_right(self, right: Right) -> None:
        """Raise Fixable: WRONG_ROLE at a station, DESK_WITHOUT_RIGHT at a desk that may not do this today."""
        self.need_secretariat()
        if self.is_desk and right not in self._rights():
            raise Fixable(ErrorCode.DESK_WITHOUT_RIGHT)

    def _rights(self) -> frozenset[str]:
        today = local_text(self.now())[:10]
        standing = self.store.voices.standing(today)
        return frozenset(right for grant in standing if grant.desk == self.me for right in grant.rights)
