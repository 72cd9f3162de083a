"""Reading stations, bundles, requests and deeds: the projections around the evidence."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kla_desktop.model.bundle import BundleItem, BundleLevel
from kla_desktop.model.ids import BundleId, DeedId, EvidenceId, IndicatorSlug, PlaceCode, RequestId, SlotSlug, StationId
from kla_desktop.model.journal import epoch_and_seq
from kla_desktop.model.request import Request, RequestState
from kla_desktop.model.station import Keys, Station, Trust
from kla_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A bundle as lists show it; `until` is the sender's journal position it tells up to."""

    id: BundleId
    sender: StationId
    recipient: StationId
    number: int
    until: int
    size: int
    sha256: str
    level: BundleLevel
    packed_at: str
    handed_at: str
    handed_to: str
    received_at: str
    received_by: str
    items: int
    returned: int


@dataclass(frozen=True, slots=True)
class Deed:
    """One user action: what was done (`verb` of the journal) to how many, and whether it stands."""

    id: DeedId
    verb: str
    count: int
    detail: dict[str, Any]
    at: str
    state: str


class OfficeTable:
    """The read side of `station`, `bundle`, `request` and `deed`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def stations(self) -> list[Station]:
        """Everyone heard of, by place and agency."""
        return [_station(row) for row in self._db.rows("SELECT * FROM station ORDER BY place, agency, id")]

    def station(self, station: str) -> Station | None:
        """One station."""
        row = self._db.one("SELECT * FROM station WHERE id = ?", (station,))
        return _station(row) if row else None

    def bundles(
        self, sender: str | None = None, recipient: str | None = None, ids: Sequence[str] | None = None
    ) -> list[BundleRow]:
        """Bundles (those of `ids`, if given), newest number first."""
        clauses = [("b.sender = ?", sender), ("b.recipient = ?", recipient)]
        used = [(clause, value) for clause, value in clauses if value]
        if ids is not None:
            used.append(("b.id IN (SELECT value FROM json_each(?))", json.dumps(list(ids))))
        where = " AND ".join(clause for clause, _ in used) or "1"
        return self._bundles(f"WHERE {where} ORDER BY b.packed_at DESC, b.number DESC", [value for _, value in used])

    def carried_by(self, sender: str, recipient: str, position: int, acknowledged: int) -> BundleRow | None:
        """The first bundle that left with what stands at a position of the sender's journal.

        It left if it was handed over, or if its number is among those that the recipient has acknowledged.
        """
        found = self._bundles(
            """WHERE b.sender = ? AND b.recipient = ? AND b.until >= ? AND (b.level >= ? OR b.number <= ?)
                ORDER BY b.packed_at, b.number LIMIT 1""",
            (sender, recipient, position, BundleLevel.SENT, acknowledged),
        )
        return found[0] if found else None

    def _bundles(self, where: str, values: Sequence[Any]) -> list[BundleRow]:
        return [
            BundleRow(*row[:7], BundleLevel(row[7]), *row[8:])  # type: ignore[call-arg]  # columns in order
            for row in self._db.rows(
                f"""SELECT b.*, (SELECT count(*) FROM bundle_item i WHERE i.bundle = b.id),
                    (SELECT count(*) FROM bundle_item i JOIN evidence e ON e.id = i.evidence
                     WHERE i.bundle = b.id AND e.state = 'returned' AND e.superseded_by IS NULL)
                    FROM bundle b {where}""",
                values,
            )
        ]

    def bundle_items(self, bundle: str) -> list[BundleItem]:
        """What a bundle told of, and the receipt's word on each."""
        rows = self._db.rows(
            "SELECT evidence, blob, outcome, duplicate_of FROM bundle_item WHERE bundle = ?", (bundle,)
        )
        return [BundleItem(EvidenceId(row[0]), bool(row[1]), row[2], row[3]) for row in rows]

    def numbered(self, sender: str, recipient: str) -> dict[int, BundleId]:
        """The bundles between two stations by their running number, and nothing else about them."""
        rows = self._db.rows("SELECT number, id FROM bundle WHERE sender = ? AND recipient = ?", (sender, recipient))
        return {int(number): BundleId(bundle) for number, bundle in rows}

    def told_until(self, sender: str, recipient: str, most: int | None = None) -> int:
        """The sender's journal position up to which bundles told a recipient, those up to number `most`; -1: none."""
        found = self._db.value(
            "SELECT max(until) FROM bundle WHERE sender = ? AND recipient = ? AND (? IS NULL OR number <= ?)",
            (sender, recipient, most, most),
        )
        return -1 if found is None else int(found)

    def requests(self, station: str | None = None) -> list[Request]:
        """Requests, soonest due first."""
        rows = self._db.rows(
            "SELECT * FROM request WHERE ? IS NULL OR station = ? ORDER BY state, due, at", (station, station)
        )
        return [_request(row) for row in rows]

    def request(self, request: str) -> Request | None:
        """One request."""
        row = self._db.one("SELECT * FROM request WHERE id = ?", (request,))
        return _request(row) if row else None

    def deeds(self, limit: int = 20) -> list[Deed]:
        """The last deeds, newest first."""
        rows = self._db.rows("SELECT id, verb, count, detail, at, state FROM deed ORDER BY n DESC LIMIT ?", (limit,))
        return [_deed(row) for row in rows]

    def deed(self, deed: str) -> Deed | None:
        """One deed."""
        row = self._db.one("SELECT id, verb, count, detail, at, state FROM deed WHERE id = ?", (deed,))
        return _deed(row) if row else None

    def standing_after(self, deed: str) -> set[str]:
        """The deeds done after one and not undone since."""
        rows = self._db.rows(
            "SELECT id FROM deed WHERE state = 'done' AND n > (SELECT n FROM deed WHERE id = ?)", (deed,)
        )
        return {str(row[0]) for row in rows}

    def to_undo(self) -> Deed | None:
        """The deed that undo would take back."""
        row = self._db.one(
            "SELECT id, verb, count, detail, at, state FROM deed WHERE state = 'done' ORDER BY n DESC LIMIT 1"
        )
        return _deed(row) if row else None

    def to_redo(self) -> Deed | None:
        """The deed that redo would do again."""
        row = self._db.one(
            "SELECT id, verb, count, detail, at, state FROM deed WHERE state = 'undone' ORDER BY n LIMIT 1"
        )
        return _deed(row) if row else None


def _deed(row: tuple[Any, ...]) -> Deed:
    return Deed(DeedId(row[0]), row[1], row[2], json.loads(row[3]), row[4], row[5])


def _station(row: tuple[Any, ...]) -> Station:
    keys = tuple(Keys(key["sign"], key["seal"]) for key in json.loads(row[5]))
    last = epoch_and_seq(row[7]) if row[7] is not None else None
    return Station(
        StationId(row[0]),
        row[1],
        PlaceCode(row[2]),
        row[3],
        row[4],
        keys,
        Trust(row[6]),
        last,
        StationId(row[8]) if row[8] else None,
    )


def _request(row: tuple[Any, ...]) -> Request:
    return Request(
        RequestId(row[0]),
        StationId(row[1]),
        StationId(row[2]),
        IndicatorSlug(row[3]),
        SlotSlug(row[4]) if row[4] else None,
        row[5],
        row[6],
        row[7],
        RequestState(row[8]),
        EvidenceId(row[9]) if row[9] else None,
    )
