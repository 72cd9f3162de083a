"""The library in one folder: database, previews and objects gathered, with the one way to record what happened.

library.json    format, library id, how the key is kept (no secret in the clear)
library.db      SQLCipher: journal, projections, this laptop's own notes
previews.db     SQLCipher: thumbnails
objects/        evidence bytes as age files
outbox/ held/ arriving/    bundles made; bundles waiting for a person; bundles half fetched from a hub: all sealed
temporary/      bytes on their way, swept at start
"""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kla_desktop.model.ids import DeedId, StationId
from kla_desktop.model.journal import Draft, Event
from kla_desktop.model.voices import Voices, told_voices
from kla_desktop.store.activity_table import ActivityTable
from kla_desktop.store.away_table import AwayTable
from kla_desktop.store.database import Database
from kla_desktop.store.evidence_table import EvidenceTable
from kla_desktop.store.failure_table import FailureTable
from kla_desktop.store.habit_table import HabitTable
from kla_desktop.store.journal_table import JournalTable
from kla_desktop.store.library_table import LibraryTable
from kla_desktop.store.likeness_table import LikenessTable
from kla_desktop.store.migrations import library
from kla_desktop.store.objects import Cipher, Objects
from kla_desktop.store.office_table import OfficeTable
from kla_desktop.store.previews import Previews
from kla_desktop.store.projections import Projections
from kla_desktop.store.proof_table import ProofTable
from kla_desktop.store.reading_table import ReadingTable
from kla_desktop.store.review_table import ReviewTable
from kla_desktop.store.search import Search
from kla_desktop.store.search_index import SearchIndex
from kla_desktop.store.transfer_table import TransferTable

T = TypeVar("T")
_CATCH_UP = 5
"""Pieces of the search index that are made up for while a library opens; the rest is made up for in the background."""


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """What opens a library's two databases: raw keys of 32 bytes."""

    database: bytes
    previews: bytes


class Store:
    """Everything a library holds. Reading is free; `record` and `adopt` inside `transaction()` are how it changes."""

    def __init__(self, folder: Path, keys: StoreKeys, *, alone: bool = True) -> None:
        self.folder = folder
        for name in ("objects", "outbox", "held", "temporary"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.database = Database(folder / "library.db", keys.database, library)
        self.journal = JournalTable(self.database)
        self.index = SearchIndex(self.database)
        self.search = Search(self.database, self.index)
        self.projections = Projections(self.database, self.journal, self.index)
        self.evidence = EvidenceTable(self.database, self.search)
        self.offices = OfficeTable(self.database)
        self.habits = HabitTable(self.database)
        self.local = LibraryTable(self.database)
        self.failures = FailureTable(self.database)
        self.likeness = LikenessTable(self.database)
        self.activities = ActivityTable(self.database)
        self.readings = ReadingTable(self.database)
        self.proofs = ProofTable(self.database)
        self.reviews = ReviewTable(self.database)
        self.transfers = TransferTable(self.database)
        self.away = AwayTable(self.database)
        self.previews = Previews(folder / "previews.db", keys.previews, alone=alone)
        if self.previews.is_anew:
            self._want_pictures()
        self.making = threading.RLock()
        """Held by whoever makes bundles."""
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._objects: Objects | None = None
        self._me = StationId("")

    @property
    def outbox(self) -> Path:
        """Where sealed bundles wait."""
        return self.folder / "outbox"

    @property
    def held_folder(self) -> Path:
        """Where sealed bundles of unknown stations wait."""
        return self.folder / "held"

    @property
    def arriving(self) -> Path:
        """Where sealed bundles from a hub gather until they are whole; what is there survives a restart."""
        return self.folder / "arriving"

    @property
    def temporary(self) -> Path:
        """Where bytes lie on their way in."""
        return self.folder / "temporary"

    @property
    def objects(self) -> Objects:
        """The object store; `open_objects` comes first."""
        if self._objects is None:
            raise RuntimeError("objects are not open")
        return self._objects

    def open_objects(self, name_of: Callable[[str], str], cipher: Cipher) -> None:
        """Hand in the object key once it is known: it lies in the database."""
        self._objects = Objects(self.folder / "objects", self.temporary, name_of, cipher)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; SQL only inside, at most some 200 rows. The search index is told last."""
        if self.database.in_transaction:
            yield
            return
        try:
            with self.database.transaction():
                yield
                self.index.flush()
        except BaseException:
            self.index.forget()
            raise

    def aside(self, act: Callable[[], T]) -> Future[T]:
        """Let a thread that lasts as long as the store do something, one after the other; it has its own connection."""
        return self._aside.submit(act)

    @property
    def me(self) -> StationId:
        """This library's station; asked for in the window's thread too, so it is read once."""
        if not self._me:
            self._me = StationId(self.local.setting("station", ""))
        return self._me

    @property
    def coordinator(self) -> StationId | None:
        """The secretariat whose word counts here: this station itself or the one enrolled with."""
        value = self.local.setting("coordinator")
        return StationId(value) if value else None

    @property
    def above(self) -> StationId | None:
        """Whom this library hands over to: the coordinator at a station, the hub above at a coordinator."""
        content = self.local.setting("enrolment")
        return StationId(content["coordinator"]) if content else None

    @property
    def left(self) -> frozenset[StationId]:
        """Whom this library has handed over to and does no longer."""
        return self.journal.joined(self.me) - self.coordinators - {self.above}

    @property
    def coordinators(self) -> frozenset[StationId]:
        """Whose reviews, receipts and requests count here."""
        coordinator = self.coordinator
        return frozenset({coordinator}) if coordinator else frozenset()

    @property
    def voices(self) -> Voices:
        """Whose word counts: the coordinators, the desks they delegated, the hubs above and below."""
        return told_voices(self.coordinators, self.journal.about_voices())

    def record(self, drafts: Sequence[Draft], *, actor: str, at: str, deed: DeedId) -> tuple[Event, ...]:
        """Append events of this station and project them, in one transaction (joins the caller's)."""
        with self.transaction():
            events = self.journal.append(
                drafts,
                station=self.me,
                epoch=int(self.local.setting("epoch", 0)),
                actor=actor,
                at=at,
                deed=deed,
            )
            self.projections.project(events, self.me, self.coordinators)
        return events

    def adopt(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """Add events of others that are new here and project them; the caller has checked their authority."""
        with self.transaction():
            fresh = self.journal.adopt(events)
            self.projections.project(fresh, self.me, self.coordinators)
        return fresh

    def recover(self) -> None:
        """Sweep what a crashed run left; call only while holding the library's lock."""
        self.objects.sweep()
        made = {f"{row.id}.kla" for row in self.offices.bundles(sender=self.me)}
        for left in self.outbox.iterdir():
            if left.name not in made:
                with contextlib.suppress(PermissionError):  # as `Objects.sweep`
                    left.unlink(missing_ok=True)
        for name in self.local.orphans():
            self.objects.remove(name)
        with self.transaction():
            self.local.forget_pending()
        self.index.check_rules()
        for _ in range(_CATCH_UP):
            if not self.index.catch_up():
                break

    def renew_previews(self) -> None:
        """Begin the cache of thumbnails anew; what had one is read again in the background."""
        self.previews.renew()
        self._want_pictures()

    def _want_pictures(self) -> None:
        with self.transaction():
            self.local.forget_pictured()

    def settle(self) -> None:
        """Put all that was written into the database files themselves. Raises Fixable, as the disk does."""
        self.previews.settle()
        self.database.settle()

    def close(self) -> None:
        """Close both databases, once nothing is done aside."""
        self._aside.shutdown()
        self.previews.close()
        self.database.close()
