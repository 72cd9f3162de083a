"""The journal on disk: append what happened here, adopt what arrived, read it back."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import DeedId, StationId
from kla_desktop.model.journal import Draft, Event, check_data, compact, epoch_and_seq, position
from kla_desktop.store.database import Database, chunked, marks

_COLUMNS = "station, epoch, seq, lamport, actor, at, subject, kind, data, deed"
_INSERT = f"INSERT INTO journal ({_COLUMNS}, position) VALUES (?,?,?,?,?,?,?,?,?,?,?)"


class JournalTable:
    """Append-only."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def append(
        self,
        drafts: Sequence[Draft],
        *,
        station: StationId,
        epoch: int,
        actor: str,
        at: str,
        deed: DeedId,
    ) -> tuple[Event, ...]:
        """Give drafts their numbers and write them; inside a transaction of the caller.

        Raises BadEvent for one that others would refuse.
        """
        for draft in drafts:
            check_data(draft.kind.value, draft.data)
        first, last = position(epoch, 0), position(epoch + 1, 0) - 1
        newest = self._db.value(
            "SELECT max(position) FROM journal WHERE station = ? AND position BETWEEN ? AND ?", (station, first, last)
        )
        lamport = self._db.value("SELECT max(lamport) FROM journal") or 0
        _, seq = epoch_and_seq(newest or 0)
        events = tuple(
            Event(station, epoch, seq + i, lamport + i, actor, at, d.subject, d.kind.value, dict(d.data), deed)
            for i, d in enumerate(drafts, 1)
        )
        self._db.write_many(_INSERT, [_row(event) for event in events])
        return events

    def adopt(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """Write those events of others that are not held yet; inside a transaction of the caller.

        Raises Fixable(BUNDLE_EQUIVOCATES) when a held event has the same identity and other content.
        """
        fresh = []
        for chunk in chunked(list(events)):
            held = {event.identity: event for event in self._same(chunk)}
            for event in chunk:
                known = held.get(event.identity)
                if known is None:
                    fresh.append(event)
                elif known != event:
                    raise Fixable(ErrorCode.BUNDLE_EQUIVOCATES, station=event.station)
        self._db.write_many(_INSERT, [_row(event) for event in fresh])
        return tuple(fresh)

    def _same(self, events: Sequence[Event]) -> Iterator[Event]:
        by_station: dict[str, list[int]] = {}
        for event in events:
            by_station.setdefault(event.station, []).append(position(event.epoch, event.seq))
        for station, positions in by_station.items():
            yield from self._read(f"WHERE station = ? AND position IN ({marks(len(positions))})", (station, *positions))

    def about(self, subjects: Sequence[str]) -> dict[str, list[Event]]:
        """All events of some subjects, by subject."""
        found: dict[str, list[Event]] = {subject: [] for subject in subjects}
        for chunk in chunked(list(found)):
            for event in self._read(f"WHERE subject IN ({marks(len(chunk))})", tuple(chunk)):
                found[event.subject].append(event)
        return found

    def joined(self, station: StationId) -> frozenset[StationId]:
        """Everybody whom a station has joined at some time."""
        about = self._read("WHERE subject = ? AND kind = 'enrolled'", (station,))
        return frozenset(StationId(event.data["coordinator"]) for event in about if event.station == station)

    def about_voices(self) -> list[Event]:
        """Everything said of whose word counts: about desks, and about hubs above and below."""
        return list(self._read("WHERE kind IN ('delegated', 'delegation_closed', 'hub_accepted', 'hub_joined')", ()))

    def newest_about(self, subjects: Sequence[str], but: Sequence[StationId] = ()) -> dict[str, int]:
        """Where in the order of arrival the last event about each subject stands; `but` are writers passed over."""
        found: dict[str, int] = {}
        others = f"AND station NOT IN ({marks(len(but))})" if but else ""
        for chunk in chunked(list(subjects)):
            sql = f"SELECT subject, max(n) FROM journal WHERE subject IN ({marks(len(chunk))}) {others} GROUP BY 1"
            found |= {str(row[0]): int(row[1]) for row in self._db.rows(sql, [*chunk, *but])}
        return found

    def arrivals(self, station: StationId, positions: Iterable[int]) -> dict[int, int]:
        """Where in the order of arrival some of a station's own positions stand; 0 if there is nothing up to one."""
        found: dict[int, int] = {}
        before, place = -1, 0
        for until in sorted(set(positions)):
            sql = "SELECT max(n) FROM journal WHERE station = ? AND position > ? AND position <= ?"
            place = max(place, self._db.value(sql, (station, before, until)) or 0)
            found[until] = place
            before = until
        return found

    def newest_place(self) -> int:
        """Where in the order of arrival the last event stands; 0 if there is none."""
        return int(self._db.value("SELECT max(n) FROM journal") or 0)

    def said(
        self, places: range, writers: Sequence[StationId], owners: Collection[StationId] | None = None
    ) -> list[tuple[int, Event]]:
        """Events of some writers in a stretch of the order of arrival, with their places.

        With `owners`, what is a word on an item is left out unless the item is one of theirs.
        """
        clause, values = "", [places.start, places.stop, *writers]
        if owners is not None:
            clause = """AND (kind NOT IN ('reviewed', 'restricted', 'wanted') OR EXISTS (SELECT 1 FROM evidence e
                WHERE e.id = subject AND e.station IN (SELECT value FROM json_each(?))))"""
            values.append(json.dumps(sorted(owners)))
        where = f"WHERE n >= ? AND n < ? AND +station IN ({marks(len(writers))}) {clause} ORDER BY n"
        return [
            (row[0], _event(row[1:])) for row in self._db.rows(f"SELECT n, {_COLUMNS} FROM journal {where}", values)
        ]

    def of_deed(self, deed: str) -> list[Event]:
        """The events one deed appended, in order."""
        return list(self._read("WHERE deed = ? ORDER BY position", (deed,)))

    def of_station(self, station: StationId, after: int = -1) -> Iterator[Event]:
        """One station's events in their order, after a position."""
        return self._read("WHERE station = ? AND position > ? ORDER BY position", (station, after))

    def all(self) -> Iterator[Event]:
        """Every event in the order of arrival."""
        return self._read("ORDER BY n", ())

    def count(self) -> int:
        """How many events are held."""
        return int(self._db.value("SELECT count(*) FROM journal"))

    def after(self, event: tuple[StationId, int] | None) -> list[Event]:
        """Events that came later than one (None: all), in the order of arrival.

        The one is named by its station and position; the last at or before that position is meant.
        """
        row = event and self._db.value("SELECT max(n) FROM journal WHERE station = ? AND position <= ?", event)
        return list(self._read("WHERE n > ? ORDER BY n", (row or 0,)))

    def newest(self, limit: int) -> list[Event]:
        """The last arrivals, newest first."""
        return list(self._read("ORDER BY n DESC LIMIT ?", (limit,)))

    def last_position(self, station: StationId) -> int:
        """Where a station's held events end; -1 if there are none."""
        value = self._db.value("SELECT max(position) FROM journal WHERE station = ?", (station,))
        return -1 if value is None else int(value)

    def _read(self, where: str, values: Sequence[Any]) -> Iterator[Event]:
        for row in self._db.each(f"SELECT {_COLUMNS} FROM journal {where}", values):
            yield _event(row)


def _event(row: Sequence[Any]) -> Event:
    fields: list[Any] = [*row]
    fields[8] = json.loads(row[8])
    return Event(*fields)


def _row(event: Event) -> tuple[Any, ...]:
    return (
        event.station,
        event.epoch,
        event.seq,
        event.lamport,
        event.actor,
        event.at,
        event.subject,
        event.kind,
        compact(event.data),
        event.deed,
        position(event.epoch, event.seq),
    )
