"""The tables that screens read, told anew for each touched subject from its own few events."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from kla_desktop.model.bundle import Bundle, BundleLevel, fold_bundle
from kla_desktop.model.deeds import is_renaming, verb_of
from kla_desktop.model.evidence import DELIVERY, Evidence, State, Tag, fold_evidence, item_state, tag_state
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import (
    BUNDLE_KINDS,
    EVIDENCE_KINDS,
    REQUEST_KINDS,
    STATION_KINDS,
    Event,
    Kind,
    compact,
    position,
)
from kla_desktop.model.likeness import fold_comparisons
from kla_desktop.model.request import fold_request
from kla_desktop.model.station import fold_station
from kla_desktop.model.voices import HUB_KINDS, VOICE_KINDS, Voices, told_voices
from kla_desktop.store.database import Database, chunked, marks
from kla_desktop.store.journal_table import JournalTable
from kla_desktop.store.search_index import SearchIndex

_EVIDENCE = (
    "id, station, sha256, size, kind, media, name, names, title, note, captured_at, captured_at_source, claims, place, "
    "lat, lon, camera, letter, created_at, actor, year, sort_key, withdrawn, supersedes, superseded_by, "
    "activity, activity_title, grouped, restricted_owner, restricted_desk, relayed, wanted, "
    "last"
)
_COLUMNS = _EVIDENCE.split(", ")
_UPSERT = (
    f"INSERT INTO evidence ({_EVIDENCE}) VALUES ({marks(len(_COLUMNS))}) ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
)


class Projections:
    """Keeps the tables equal to what the journal tells. `me` and `coordinators` say whose word counts."""

    def __init__(self, database: Database, journal: JournalTable, index: SearchIndex) -> None:
        self._db, self._journal, self._index = database, journal, index

    def project(self, events: Sequence[Event], me: StationId, coordinators: frozenset[StationId]) -> None:
        """Tell anew every subject that `events` are about; inside the transaction that appended them.

        A word about a desk or a hub may make its earlier words count, or no longer: what they are about is told anew.
        """
        own = [event for event in events if event.station == me]
        voices = told_voices(coordinators, self._journal.about_voices())
        events = [*events, *(e for one in _voices_of(events, voices) for e in self._journal.of_station(one))]
        self._stations(_subjects(events, STATION_KINDS), me, voices)
        evidence = _subjects(events, EVIDENCE_KINDS)
        for chunk in chunked(evidence):
            self._evidence(chunk, voices)
        moved = self._bundles(_subjects(events, BUNDLE_KINDS), voices)
        if any(event.kind == Kind.ENROLLED for event in own):
            moved += [str(row[0]) for row in self._db.rows("SELECT id FROM evidence WHERE station = ?", (me,))]
        self._requests(_subjects(events, REQUEST_KINDS), voices)
        self._deeds(own)
        left = sorted(self._journal.joined(me) - voices.roots - set(voices.above))
        for chunk in chunked(sorted({*evidence, *moved})):
            self._levels(chunk, left)
        self._index.touch([*evidence, *moved])

    def _evidence(self, subjects: Sequence[str], voices: Voices) -> None:
        rows, tags = [], []
        for subject, events in self._journal.about(subjects).items():
            item = fold_evidence(events, voices)
            if any(event.kind == Kind.COMPARED for event in events):
                self._comparisons(subject, events, item.station if item else None, voices)
            if item is None:
                continue
            own = [position(event.epoch, event.seq) for event in events if event.station == item.station]
            rows.append(_evidence_row(item, max(own)))
            tags += [
                (
                    item.id,
                    tag.indicator,
                    tag.slot,
                    position(tag.epoch, tag.seq),
                    tag.verdict.value,
                    tag.reason,
                    tag.note,
                    tag.reviewed_at,
                    tag.reviewer,
                    _disputed(tag),
                    _elsewhere(tag),
                )
                for tag in item.tags
            ]
        told = [row[0] for row in rows]
        self._db.write_many(_UPSERT, rows)
        self._db.write(f"DELETE FROM tag WHERE evidence IN ({marks(len(told))})", told)
        self._db.write_many(
            "INSERT INTO tag (evidence, indicator, slot, position, verdict, reason, note, reviewed_at, reviewer, "
            f"disputed, elsewhere) VALUES ({marks(11)})",
            tags,
        )

    def _comparisons(self, subject: str, events: Sequence[Event], owner: StationId | None, voices: Voices) -> None:
        self._db.write("DELETE FROM comparison WHERE evidence = ?", (subject,))
        self._db.write_many(
            f"INSERT INTO comparison VALUES ({marks(7)})",
            [
                (one.evidence, one.other, one.verdict.value, one.note, one.station, one.actor, one.at)
                for one in fold_comparisons(events, owner, voices)
            ],
        )

    def _bundles(self, subjects: Sequence[str], voices: Voices) -> list[str]:
        moved: list[str] = []
        for subject, events in self._journal.about(subjects).items():
            bundle = fold_bundle(events, voices)
            rows = self._db.rows("SELECT evidence FROM bundle_item WHERE bundle = ?", (subject,))
            moved += [str(row[0]) for row in rows]
            if bundle is None:
                self._db.write("DELETE FROM bundle WHERE id = ?", (subject,))
                self._db.write("DELETE FROM bundle_item WHERE bundle = ?", (subject,))
                continue
            self._db.write(f"INSERT OR REPLACE INTO bundle VALUES ({marks(13)})", _bundle_row(bundle))
            self._db.write("DELETE FROM bundle_item WHERE bundle = ?", (subject,))
            items = [(subject, item.evidence, int(item.blob), item.outcome, item.duplicate_of) for item in bundle.items]
            self._db.write_many(f"INSERT INTO bundle_item VALUES ({marks(5)})", items)
            moved += [item.evidence for item in bundle.items]
        return moved

    def _stations(self, subjects: Sequence[str], me: StationId, voices: Voices) -> None:
        for events in self._journal.about(subjects).values():
            station = fold_station([event for event in events if event.kind in STATION_KINDS], me, voices)
            if station:
                keys = compact([{"sign": key.sign, "seal": key.seal} for key in station.keys])
                last = position(*station.last) if station.last else None
                was = self._db.value("SELECT place FROM station WHERE id = ?", (station.id,))
                if was is not None and was != station.place:
                    self._index.touch_station(station.id)
                self._db.write(
                    f"INSERT OR REPLACE INTO station VALUES ({marks(9)})",
                    (
                        station.id,
                        station.role,
                        station.place,
                        station.agency,
                        station.actor,
                        keys,
                        station.trust.value,
                        last,
                        station.home or "",
                    ),
                )

    def _requests(self, subjects: Sequence[str], voices: Voices) -> None:
        for subject, events in self._journal.about(subjects).items():
            request = fold_request(events, voices)
            if request is None:
                self._db.write("DELETE FROM request WHERE id = ?", (subject,))
            else:
                self._db.write(
                    f"INSERT OR REPLACE INTO request VALUES ({marks(10)})",
                    (
                        request.id,
                        request.asked_by,
                        request.station,
                        request.indicator,
                        request.slot,
                        request.due,
                        request.note,
                        request.at,
                        request.state.value,
                        request.evidence,
                    ),
                )

    def _deeds(self, own: Sequence[Event]) -> None:
        by_deed: dict[str, list[Event]] = {}
        for event in own:
            by_deed.setdefault(event.deed, []).append(event)
        for deed, events in by_deed.items():
            first = events[0]
            if first.kind in (Kind.UNDONE, Kind.REDONE):
                state = "undone" if first.kind == Kind.UNDONE else "done"
                self._db.write("UPDATE deed SET state = ? WHERE id = ?", (state, first.subject))
                continue
            verb = verb_of(events)
            if verb is None:
                continue
            said = [event for event in events if event.kind == verb]
            subjects, lead = {event.subject for event in said}, said[0]
            detail = {
                key: lead.data[key]
                for key in ("indicator", "verdict", "why")
                if key in lead.data and all(event.data.get(key) == lead.data[key] for event in said)
            }
            if verb is Kind.GROUPED and all(is_renaming(event.data) for event in said):
                detail["renamed"] = True
            self._db.write("UPDATE deed SET state = 'gone' WHERE state = 'undone'")
            self._db.write(
                "INSERT INTO deed (id, verb, count, detail, at, state) VALUES (?,?,?,?,?,'done') "
                "ON CONFLICT (id) DO UPDATE SET count = count + excluded.count",
                (deed, verb.value, len(subjects), compact(detail), lead.at),
            )

    def _levels(self, ids: Sequence[str], left: Sequence[str]) -> None:
        """Say how far items and their tags have travelled: both a tag's own event and the bytes must be in a bundle.

        What a hub below passed up was received there, whether or not its bytes came along. Bundles to those whom this
        station has `left` do not count.
        """
        places = marks(len(ids))
        counts = f"b.sender = evidence.station AND b.recipient NOT IN ({marks(len(left))})"
        received = int(BundleLevel.RECEIVED)
        self._db.write(
            f"""UPDATE evidence SET
                blob_level = CASE WHEN relayed <> '' THEN {received} ELSE
                    coalesce((SELECT max(b.level) FROM bundle_item i JOIN bundle b ON b.id = i.bundle
                    WHERE i.evidence = evidence.id AND i.blob AND {counts}), 0) END,
                told = coalesce((SELECT max(b.until) FROM bundle_item i JOIN bundle b ON b.id = i.bundle
                    WHERE i.evidence = evidence.id AND {counts}), -1),
                receipted = coalesce((SELECT max(b.until) FROM bundle_item i JOIN bundle b ON b.id = i.bundle
                    WHERE i.evidence = evidence.id AND {counts} AND b.level = {received}), -1)
                WHERE id IN ({places})""",
            [*left, *left, *left, *ids],
        )
        rows = self._db.rows(
            f"""SELECT evidence.id, withdrawn, t.indicator, t.verdict, CASE WHEN relayed <> '' THEN {received} ELSE
                min(blob_level, coalesce((SELECT max(b.level) FROM bundle_item i JOIN bundle b ON b.id = i.bundle
                    WHERE i.evidence = evidence.id AND {counts} AND b.until >= t.position), 0)) END
                FROM evidence LEFT JOIN tag t ON t.evidence = evidence.id WHERE evidence.id IN ({places})""",
            [*left, *ids],
        )
        tags: list[tuple[str, str, str]] = []
        states: dict[str, list[State]] = {}
        withdrawn: dict[str, bool] = {}
        for evidence, gone, indicator, verdict, level in rows:
            withdrawn[evidence] = bool(gone)
            states.setdefault(evidence, [])
            if indicator is not None:
                state = tag_state(verdict, min(int(level), len(DELIVERY) - 1))
                states[evidence].append(state)
                tags.append((state.value, evidence, indicator))
        self._db.write_many("UPDATE tag SET state = ? WHERE evidence = ? AND indicator = ?", tags)
        self._db.write_many(
            "UPDATE evidence SET state = ? WHERE id = ?",
            [(item_state(withdrawn=withdrawn[key], states=found).value, key) for key, found in states.items()],
        )


def _voices_of(events: Iterable[Event], voices: Voices) -> list[StationId]:
    """Whose words may count otherwise since these events; with a new hub those of the hubs beyond it too."""
    told = [event for event in events if event.kind in VOICE_KINDS]
    found = {StationId(event.subject) for event in told}
    if any(event.kind in HUB_KINDS for event in told):
        found |= {station for hub, desks in voices.others.items() for station in (hub, *desks)}
    return sorted(found)


def _subjects(events: Iterable[Event], kinds: frozenset[Kind]) -> list[str]:
    return list(dict.fromkeys(event.subject for event in events if event.kind in kinds))


def _evidence_row(item: Evidence, last: int) -> tuple[Any, ...]:
    return (
        item.id,
        item.station,
        item.digest.sha256,
        item.digest.size,
        item.kind,
        item.media,
        item.name,
        json.dumps(item.names, ensure_ascii=False),
        item.title,
        item.note,
        item.captured_at,
        item.captured_at_source,
        compact(list(item.claims)),
        item.place,
        item.gps[0] if item.gps else None,
        item.gps[1] if item.gps else None,
        item.camera,
        item.letter,
        item.created_at,
        item.actor,
        item.year,
        item.sort_key,
        int(item.withdrawn),
        item.supersedes,
        item.superseded_by,
        (item.activity.activity or "") if item.activity else "",
        item.activity.title if item.activity else "",
        position(item.activity.epoch, item.activity.seq) if item.activity else -1,
        item.restriction.owner,
        item.restriction.desk,
        " ".join(item.relayed),
        " ".join(item.wanted),
        last,
    )


def _disputed(tag: Tag) -> str:
    return (
        compact(
            [
                {"verdict": one.verdict, "reason": one.reason, "reviewed_at": one.reviewed_at, "reviewer": one.reviewer}
                for one in tag.disputed
            ]
        )
        if tag.disputed
        else ""
    )


def _elsewhere(tag: Tag) -> str:
    return compact([asdict(word) for word in tag.elsewhere]) if tag.elsewhere else ""


def _bundle_row(bundle: Bundle) -> tuple[Any, ...]:
    return (
        bundle.id,
        bundle.sender,
        bundle.recipient,
        bundle.number,
        position(bundle.epoch, bundle.to),
        bundle.size,
        bundle.sha256,
        int(bundle.level),
        bundle.packed_at,
        bundle.handed_at,
        bundle.handed_to,
        bundle.received_at,
        bundle.received_by,
    )
