"""Reading evidence: lists for screens, single items, figures for coverage. Writing happens in projections alone."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kla_desktop.model.evidence import Dissent, Restriction, State, Verdict, Word
from kla_desktop.model.ids import ActivityId, Digest, EvidenceId, IndicatorSlug, PlaceCode, SlotSlug, StationId
from kla_desktop.model.likeness import SIMILAR
from kla_desktop.model.listing import Filter, Item, ItemTag, Order
from kla_desktop.store.database import Database, chunked, marks
from kla_desktop.store.filters import where_of
from kla_desktop.store.search import Search

_SELECT = """SELECT e.n, e.id, e.station, e.sha256, e.size, e.kind, e.media, e.name, e.title, e.note, e.captured_at,
    e.captured_at_source, e.place, coalesce(s.agency, ''), e.lat, e.lon, e.camera, e.created_at, e.actor, e.year,
    e.state, e.supersedes, e.superseded_by, o.sha256 IS NOT NULL, coalesce(d.warnings, '[]'), e.names, e.claims,
    coalesce(s.place, ''), e.letter, EXISTS (SELECT 1 FROM likeness l JOIN evidence x ON x.sha256 = l.other
        WHERE l.one = e.sha256 AND NOT x.withdrawn AND x.superseded_by IS NULL AND e.superseded_by IS NOT x.id
        AND NOT EXISTS (SELECT 1 FROM comparison c WHERE c.evidence = max(e.id, x.id) AND c.other = min(e.id, x.id)
            AND c.verdict <> 'same')), e.activity, e.activity_title,
    e.restricted_owner, e.restricted_desk
    FROM evidence e LEFT JOIN station s ON s.id = e.station LEFT JOIN object o ON o.sha256 = e.sha256
    LEFT JOIN derived d ON d.sha256 = e.sha256"""


def tallied(tags: Sequence[tuple[Any, ...]]) -> tuple[int, dict[IndicatorSlug, int]]:
    """Count (item, indicator) pairs: how many items, and how many under each indicator."""
    return len({item for item, _ in tags}), dict(Counter(IndicatorSlug(slug) for _, slug in tags))


@dataclass(frozen=True, slots=True)
class RelayRow:
    """An item as the next relay sees it.

    `accepted`: under at least one indicator, neither withdrawn nor replaced. `told`, `receipted`: our position up to
    which bundles to the hub above told of it; `blob`: the level of the bundle that took its bytes there, 0 for none.
    """

    id: EvidenceId
    owner: StationId
    relayed: bool
    wanted: tuple[str, ...]
    told: int
    receipted: int
    blob: int
    withdrawn: bool
    has_bytes: bool
    accepted: bool


class EvidenceTable:
    """The read side of `evidence` and `tag`."""

    def __init__(self, database: Database, search: Search) -> None:
        self._db, self._search = database, search

    def rows(self, wanted: Filter) -> list[tuple[int, str]]:
        """Row numbers and sort keys of all matching items in list order: what a virtual list needs to know at once.

        With words in the filter it is the search that answers, with at most search.RANK_LIMIT of them.
        """
        return list(self.each_row(wanted))

    def last_taken_in(self, station: StationId, limit: int) -> list[tuple[str, str, str]]:
        """When the last items of a station were taken in, their names, and the folders they were seen in ("")."""
        rows = self._db.rows(
            """SELECT e.created_at, e.name,
            coalesce((SELECT s.folder FROM source s WHERE s.evidence = e.id LIMIT 1), '') FROM evidence e
            WHERE e.station = ? ORDER BY e.n DESC LIMIT ?""",
            (station, limit),
        )
        return [(str(row[0]), str(row[1]), str(row[2])) for row in rows]

    def each_row(self, wanted: Filter) -> Iterator[tuple[int, str]]:
        """The same one by one, for who does not keep them; to be used up before this thread asks anything else."""
        if self._search.asks(wanted):
            yield from self._search.rows(wanted).rows
            return
        where, values = where_of(wanted)
        if wanted.order is Order.ADDED:
            order = "e.n DESC"
        else:
            way = "ASC" if wanted.order is Order.OLDEST else "DESC"
            order = f"e.sort_key {way}, e.n {way}"
        yield from self._db.each(
            f"SELECT e.n, e.sort_key FROM evidence e WHERE {where} ORDER BY {order}",
            values,
        )

    def years(self) -> list[int]:
        """The years that items were taken in, newest first."""
        return [
            int(row[0])
            for row in self._db.rows("SELECT substr(name, 3) FROM fact WHERE name LIKE 'y:%' ORDER BY 1 DESC")
        ]

    def count(self, wanted: Filter) -> int:
        """How many items match; with words in the filter counted up to search.RANK_LIMIT + 1."""
        if self._search.asks(wanted):
            return self._search.find(wanted, 0).total
        where, values = where_of(wanted)
        return int(self._db.value(f"SELECT count(*) FROM evidence e WHERE {where}", values))

    def items(self, rows: Sequence[int]) -> list[Item]:
        """Items by row number, in the order asked; those gone are left out."""
        found: dict[int, Item] = {}
        for chunk in chunked(list(rows)):
            where = f"WHERE e.n IN ({marks(len(chunk))})"
            for item in self._read(where, list(chunk)):
                found[item.row] = item
        return [found[row] for row in rows if row in found]

    def find(self, ids: Sequence[EvidenceId]) -> dict[EvidenceId, Item]:
        """Items by id; those unknown are left out."""
        found: dict[EvidenceId, Item] = {}
        for chunk in chunked(list(ids)):
            for item in self._read(f"WHERE e.id IN ({marks(len(chunk))})", list(chunk)):
                found[item.id] = item
        return found

    def starting_with(self, prefix: str) -> list[EvidenceId]:
        """Ids that begin so, at most six: enough to see whether a shortened id is clear, and what else it may mean."""
        return [
            EvidenceId(row[0])
            for row in self._db.rows(
                "SELECT id FROM evidence WHERE substr(id, 1, ?) = ? LIMIT 6", (len(prefix), prefix)
            )
        ]

    def of_digest(self, sha256: str, station: StationId | None = None) -> list[EvidenceId]:
        """Items pointing at some bytes, oldest first."""
        sql = "SELECT id FROM evidence WHERE sha256 = ?"
        values: list[Any] = [sha256]
        if station:
            sql, values = sql + " AND station = ?", [sha256, station]
        return [EvidenceId(row[0]) for row in self._db.rows(sql + " ORDER BY n", values)]

    def owners(self, ids: Sequence[EvidenceId]) -> dict[EvidenceId, StationId]:
        """Whose the items are; those unknown are left out."""
        found: dict[EvidenceId, StationId] = {}
        for chunk in chunked(ids):
            found |= {
                EvidenceId(evidence): StationId(station)
                for evidence, station in self._db.rows(
                    f"SELECT id, station FROM evidence WHERE id IN ({marks(len(chunk))})", list(chunk)
                )
            }
        return found

    def called(self, digests: Sequence[str]) -> dict[str, list[tuple[EvidenceId, str]]]:
        """Items pointing at some bytes, by digest, and what their files are called; oldest first."""
        found: dict[str, list[tuple[EvidenceId, str]]] = {}
        for chunk in chunked(digests):
            sql = f"SELECT sha256, id, name FROM evidence WHERE sha256 IN ({marks(len(chunk))}) ORDER BY n"
            for sha256, evidence, name in self._db.rows(sql, list(chunk)):
                found.setdefault(sha256, []).append((EvidenceId(evidence), name))
        return found

    def to_tell(
        self, station: StationId, *, everything: bool, from_start: bool = False
    ) -> list[tuple[EvidenceId, bool, int]]:
        """What the next bundle should tell: (id, with its bytes?, receipted position), oldest first.

        Tagged items of this station that no bundle has told fully yet, and told ones about which something new
        happened; `everything` adds what was told but not receipted, `from_start` what was receipted too. Untagged files
        stay private.
        """
        if from_start:
            rows = self._db.rows(
                """SELECT e.id, NOT e.withdrawn FROM evidence e WHERE e.station = ? AND (e.told >= 0 OR (NOT e.withdrawn
                    AND EXISTS (SELECT 1 FROM tag t WHERE t.evidence = e.id))) ORDER BY e.n""",
                (station,),
            )
            return [(EvidenceId(row[0]), bool(row[1]), -1) for row in rows]
        blob = "(NOT e.withdrawn AND e.blob_level < 3)" if everything else "(NOT e.withdrawn AND e.blob_level = 0)"
        told = "e.receipted" if everything else "e.told"
        return [
            (EvidenceId(row[0]), bool(row[1]), int(row[2]))
            for row in self._db.rows(
                f"""SELECT e.id, {blob}, e.receipted FROM evidence e
                    WHERE e.station = ? AND (e.last > {told} OR {blob})
                    AND (e.told >= 0 OR (NOT e.withdrawn AND EXISTS (SELECT 1 FROM tag t WHERE t.evidence = e.id)))
                    ORDER BY e.n""",
                (station,),
            )
        ]

    def wanted_by(self, ids: Sequence[EvidenceId], hub: StationId | None) -> frozenset[EvidenceId]:
        """Those of some items whose bytes a hub asked for."""
        found: set[EvidenceId] = set()
        for chunk in chunked(list(ids)):
            rows = self._db.rows(f"SELECT id, wanted FROM evidence WHERE id IN ({marks(len(chunk))})", list(chunk))
            found |= {EvidenceId(row[0]) for row in rows if hub in row[1].split()}
        return frozenset(found)

    def to_relay(self, me: StationId, above: StationId) -> list[RelayRow]:
        """What was passed to the hub above, and what is accepted and was not, oldest first."""
        rows = self._db.rows(
            """SELECT e.id, e.station, ' ' || e.relayed || ' ' LIKE '% ' || ?1 || ' %', e.wanted,
                coalesce(max(b.until), -1), coalesce(max(CASE WHEN b.level = 3 THEN b.until END), -1),
                coalesce(max(CASE WHEN i.blob THEN b.level END), 0), e.withdrawn, o.sha256 IS NOT NULL,
                NOT e.withdrawn AND e.superseded_by IS NULL AND EXISTS
                    (SELECT 1 FROM tag t WHERE t.evidence = e.id AND t.verdict = 'accept')
                FROM evidence e LEFT JOIN object o ON o.sha256 = e.sha256
                LEFT JOIN bundle_item i ON i.evidence = e.id
                    AND i.bundle IN (SELECT id FROM bundle WHERE sender = ?1 AND recipient = ?2)
                LEFT JOIN bundle b ON b.id = i.bundle
                WHERE e.relayed <> '' OR (NOT e.withdrawn AND e.superseded_by IS NULL AND EXISTS
                    (SELECT 1 FROM tag t WHERE t.evidence = e.id AND t.verdict = 'accept'))
                GROUP BY e.id ORDER BY e.n""",
            (me, above),
        )
        return [
            RelayRow(
                EvidenceId(row[0]),
                StationId(row[1]),
                bool(row[2]),
                tuple(row[3].split()),
                *row[4:7],
                *map(bool, row[7:]),
            )
            for row in rows
        ]

    def tagged_rows(self, year: int | None = None, indicator: str | None = None) -> Iterator[tuple[Any, ...]]:
        """(indicator, slot, place, agency, year, state, kind) of every tag of items neither withdrawn nor replaced.

        The place is the item's own, else its station's.
        """
        asked = [("e.year", year), ("t.indicator", indicator)]
        clause = "".join(f" AND {column} = ?" for column, value in asked if value)
        values = [value for _, value in asked if value]
        rows: Iterator[tuple[Any, ...]] = self._db.each(
            f"""SELECT t.indicator, t.slot, CASE WHEN e.place <> '' THEN e.place ELSE coalesce(s.place, '') END,
                coalesce(s.agency, ''), e.year, t.state, e.kind
                FROM tag t JOIN evidence e ON e.id = t.evidence LEFT JOIN station s ON s.id = e.station
                WHERE NOT e.withdrawn AND e.superseded_by IS NULL {clause}""",
            values,
        )
        return rows

    def state_counts(self) -> dict[str, int]:
        """How many items are in each state (withdrawn and replaced ones apart)."""
        rows = self._db.rows("SELECT state, count(*) FROM evidence WHERE superseded_by IS NULL GROUP BY state")
        return {str(state): int(count) for state, count in rows}

    def indicator_counts(self) -> dict[str, dict[str, int]]:
        """For each indicator, how many tags are in each state."""
        found: dict[str, dict[str, int]] = {}
        for indicator, state, count in self._db.rows(
            """SELECT t.indicator, t.state, count(*) FROM tag t JOIN evidence e ON e.id = t.evidence
               WHERE NOT e.withdrawn AND e.superseded_by IS NULL GROUP BY 1, 2"""
        ):
            found.setdefault(indicator, {})[state] = count
        return found

    def recent_indicators(self, limit: int = 5) -> list[IndicatorSlug]:
        """The indicators used last, newest first."""
        rows = self._db.rows("SELECT indicator, max(position) p FROM tag GROUP BY 1 ORDER BY p DESC LIMIT ?", (limit,))
        return [IndicatorSlug(row[0]) for row in rows]

    def tagged_beside(self, evidence: EvidenceId, most: int = 60) -> tuple[int, dict[IndicatorSlug, int]]:
        """How many tagged items lay in this item's folder, and under what; `most` before it and after it by name."""
        beside = """SELECT evidence FROM (SELECT q.evidence FROM own CROSS JOIN source q
            WHERE q.folder = own.folder AND q.name {way} LIMIT ?)"""
        return self._tally(
            f"{beside.format(way='> own.name ORDER BY q.name')} UNION "
            + beside.format(way="< own.name ORDER BY q.name DESC"),
            (evidence, most, most, evidence),
            own="SELECT folder, name FROM source WHERE evidence = ? LIMIT 1",
        )

    def tagged_about(
        self, times: tuple[str, str, str], other_than: EvidenceId, station: StationId, most: int = 60
    ) -> tuple[int, dict[IndicatorSlug, int]]:
        """How many tagged items of a station were taken about a time, and under what.

        `times` are the first, the middle and the last local time; `most` items before and after the middle count.
        """
        first, middle, last = times
        chosen = """SELECT * FROM (SELECT e.id FROM evidence e WHERE e.sort_key BETWEEN ? AND ?
            AND e.captured_at LIKE '%T%' AND e.station = ? AND NOT e.withdrawn ORDER BY e.sort_key {way} LIMIT ?)"""
        return self._tally(
            f"{chosen.format(way='DESC')} UNION {chosen.format(way='ASC')}",
            (first, middle, station, most, middle, last, station, most, other_than),
        )

    def _tally(self, chosen: str, values: Sequence[Any], own: str = "SELECT 1") -> tuple[int, dict[IndicatorSlug, int]]:
        """Count the tags of the chosen items but the one that is the last of the values.

        CROSS JOIN as everywhere where few items look their tags up: SQLite would rather go through all tags there are.
        """
        sql = f"""WITH own AS ({own}), chosen (evidence) AS ({chosen}) SELECT t.evidence, t.indicator
            FROM chosen c CROSS JOIN tag t ON t.evidence = c.evidence WHERE t.evidence <> ?"""
        return tallied(self._db.rows(sql, values))

    def _read(self, where: str, values: Sequence[Any]) -> list[Item]:
        rows = self._db.rows(f"{_SELECT} {where}", values)
        ids = [row[1] for row in rows]
        tags: dict[str, list[ItemTag]] = {}
        for row in self._db.rows(
            "SELECT evidence, indicator, slot, state, reason, note, reviewed_at, reviewer, disputed, elsewhere "
            f"FROM tag WHERE evidence IN ({marks(len(ids))}) ORDER BY position",
            ids,
        ):
            slot = SlotSlug(row[2]) if row[2] is not None else None
            others = _dissents(row[8]), _words(row[9])
            tag = ItemTag(IndicatorSlug(row[1]), slot, State(row[3]), row[4], row[5], row[6], row[7], *others)
            tags.setdefault(row[0], []).append(tag)
        return [_item(row, tuple(tags.get(row[1], ()))) for row in rows]


def _words(text: str) -> tuple[Word, ...]:
    return tuple(
        Word(**{**one, "hub": StationId(one["hub"]), "verdict": Verdict(one["verdict"])})
        for one in (json.loads(text) if text else ())
    )


def _dissents(text: str) -> tuple[Dissent, ...]:
    return tuple(
        Dissent(Verdict(one["verdict"]), one["reason"], one["reviewed_at"], one["reviewer"])
        for one in (json.loads(text) if text else ())
    )


def _item(row: tuple[Any, ...], tags: tuple[ItemTag, ...]) -> Item:
    return Item(
        row=row[0],
        id=EvidenceId(row[1]),
        station=StationId(row[2]),
        digest=Digest(row[3], row[4]),
        kind=row[5],
        media=row[6],
        name=row[7],
        title=row[8],
        note=row[9],
        captured_at=row[10],
        captured_at_source=row[11],
        place=PlaceCode(row[12] or row[27]),
        agency=row[13],
        gps=(row[14], row[15]) if row[14] is not None else None,
        camera=row[16],
        created_at=row[17],
        actor=row[18],
        year=row[19],
        state=State(row[20]),
        supersedes=EvidenceId(row[21]) if row[21] else None,
        superseded_by=EvidenceId(row[22]) if row[22] else None,
        has_bytes=bool(row[23]),
        warnings=(*json.loads(row[24]), *((SIMILAR,) if row[29] else ())),
        tags=tags,
        names=tuple(json.loads(row[25])),
        claims=tuple(json.loads(row[26])),
        stated_place=row[12],
        letter=row[28],
        activity=ActivityId(row[30]) if row[30] else None,
        activity_title=row[31],
        restriction=Restriction(row[32], row[33]),
    )
