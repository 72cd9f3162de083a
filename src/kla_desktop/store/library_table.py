"""What only this laptop knows: settings, objects held, files seen, folders watched, arrivals."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from kla_desktop.model.bundle import Come, reached
from kla_desktop.model.ids import BundleId, Digest, EvidenceId, StationId
from kla_desktop.store.database import Database, chunked, marks

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class StoredObject:
    """Bytes this library holds: `name` is the object's file name, `crc32` serves the bundle writer."""

    digest: Digest
    crc32: int
    name: str
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """What was read out of some bytes; can be read again at any time."""

    sha256: str
    width: int | None
    height: int | None
    pages: int | None
    dhash: int | None
    warnings: tuple[str, ...]
    seconds: float | None = None
    """How long a recording runs."""
    undrawn: bool = False
    """A paper whose words were read, and whose picture is still to be drawn."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file seen in a folder and the item it became."""

    folder: str
    name: str
    size: int
    mtime_ns: int
    inode: int
    sha256: str
    evidence: EvidenceId


@dataclass(frozen=True, slots=True)
class Held:
    """A sealed bundle waiting for a person to accept its station."""

    bundle: BundleId
    station: StationId
    stated: Mapping[str, Any]
    file: str
    at: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A bundle received once; a second arrival changes nothing and says when the first came."""

    bundle: BundleId
    sender: StationId
    number: int
    sha256: str
    acknowledges: int
    at: str
    mark: str = ""
    """What its file is known by before it is opened; empty for one that came in an older version."""
    repeats_since: int = 0
    together_from: int = 0
    """Which earlier bundles it brought along, as `model.bundle.Come` says; 0 also for one of an older version."""


_DERIVED = "sha256, width, height, pages, dhash, warnings, seconds, undrawn"


class LibraryTable:
    """Small tables, written inside transactions of the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def setting(self, key: str, default: Any = None) -> Any:
        """Read a setting (JSON)."""
        text = self._db.value("SELECT value FROM setting WHERE key = ?", (key,))
        return default if text is None else json.loads(text)

    def setting_as(self, kind: type[R], key: str) -> R | None:
        """Read a setting that was kept as the fields of a dataclass; None if there is none.

        Fields that only another version knows are passed over.
        """
        held = self.setting(key)
        if not isinstance(held, dict):
            return None
        return kind(**{field.name: held[field.name] for field in fields(kind) if field.name in held})

    def set(self, key: str, value: Any) -> None:
        """Keep a setting (JSON)."""
        text = json.dumps(value, ensure_ascii=False)
        self._db.write("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, text))

    def intend_objects(self, names: Sequence[str]) -> None:
        """Write down which objects are about to appear, so that a crash leaves none unnamed for long."""
        self._db.write_many("INSERT OR IGNORE INTO pending_object VALUES (?)", [(name,) for name in names])

    def add_objects(self, objects: Sequence[StoredObject]) -> None:
        """Name objects that lie in their places."""
        rows = [(held.digest.sha256, held.digest.size, held.crc32, held.name) for held in objects]
        self._db.write_many("INSERT OR IGNORE INTO object (sha256, size, crc32, name) VALUES (?,?,?,?)", rows)
        self._db.write_many("DELETE FROM pending_object WHERE name = ?", [(held.name,) for held in objects])

    def orphans(self) -> list[str]:
        """Objects that a crashed run meant to add and did not name."""
        return [
            str(row[0])
            for row in self._db.rows("SELECT name FROM pending_object WHERE name NOT IN (SELECT name FROM object)")
        ]

    def forget_pending(self) -> None:
        """All intentions are settled."""
        self._db.write("DELETE FROM pending_object")

    def object(self, sha256: str) -> StoredObject | None:
        """The object of a digest."""
        return self.objects([sha256]).get(sha256)

    def objects(self, digests: Iterable[str]) -> dict[str, StoredObject]:
        """The objects of some digests; those not held are left out."""
        found: dict[str, StoredObject] = {}
        for chunk in chunked(list(digests)):
            for row in self._db.rows(
                f"SELECT sha256, size, crc32, name, damaged FROM object WHERE sha256 IN ({marks(len(chunk))})",
                list(chunk),
            ):
                found[row[0]] = StoredObject(Digest(row[0], row[1]), row[2], row[3], bool(row[4]))
        return found

    def all_objects(self) -> list[StoredObject]:
        """Every object held."""
        return [
            StoredObject(Digest(row[0], row[1]), row[2], row[3], bool(row[4]))
            for row in self._db.rows("SELECT sha256, size, crc32, name, damaged FROM object ORDER BY name")
        ]

    def any_damaged(self) -> bool:
        """Whether some object's bytes do not match their digest, or are gone."""
        return self._db.value("SELECT 1 FROM object WHERE damaged LIMIT 1") is not None

    def damaged(self) -> frozenset[str]:
        """The digests of objects that do not match them, or are gone, as far as it is known."""
        return frozenset(str(row[0]) for row in self._db.rows("SELECT sha256 FROM object WHERE damaged"))

    def mark_damaged(self, sha256: str, *, damaged: bool) -> None:
        """Remember that an object's bytes no longer match its digest."""
        self._db.write("UPDATE object SET damaged = ? WHERE sha256 = ?", (int(damaged), sha256))

    def add_derived(self, rows: Sequence[Derived]) -> None:
        """Keep what was read out of bytes."""
        self._db.write_many(
            f"INSERT OR REPLACE INTO derived ({_DERIVED}) VALUES ({marks(8)})",
            [
                (
                    d.sha256,
                    d.width,
                    d.height,
                    d.pages,
                    _signed(d.dhash),
                    json.dumps(d.warnings) if d.warnings else "[]",
                    d.seconds,
                    d.undrawn,
                )
                for d in rows
            ],
        )

    def forget_pictured(self) -> None:
        """Have all that had a thumbnail, and whose bytes are here, read once more."""
        self._db.write(
            """DELETE FROM derived WHERE dhash IS NOT NULL
                AND sha256 NOT IN (SELECT sha256 FROM away WHERE state = 'only')"""
        )

    def derived(self, sha256: str) -> Derived | None:
        """What was read out of some bytes."""
        return self.derived_from([sha256]).get(sha256)

    def derived_from(self, digests: Sequence[str]) -> dict[str, Derived]:
        """What was read out of the bytes of some digests; those not read yet are left out."""
        found: dict[str, Derived] = {}
        for chunk in chunked(digests):
            for sha256, width, height, pages, dhash, warnings, seconds, undrawn in self._db.rows(
                f"SELECT {_DERIVED} FROM derived WHERE sha256 IN ({marks(len(chunk))})", list(chunk)
            ):
                warned = tuple(json.loads(warnings))
                found[sha256] = Derived(sha256, width, height, pages, _unsigned(dhash), warned, seconds, bool(undrawn))
        return found

    def underived(self, limit: int = 500) -> list[str]:
        """Digests of objects held that have not been read yet (received ones at first)."""
        return [
            str(row[0])
            for row in self._db.rows(
                "SELECT sha256 FROM object WHERE sha256 NOT IN (SELECT sha256 FROM derived) AND NOT damaged LIMIT ?",
                (limit,),
            )
        ]

    def undrawn(self, limit: int = 500) -> list[str]:
        """Digests of papers held that have been read, and whose pictures are still to be drawn."""
        sql = """SELECT d.sha256 FROM derived d JOIN object o ON o.sha256 = d.sha256
            WHERE d.undrawn AND NOT o.damaged LIMIT ?"""
        return [str(row[0]) for row in self._db.rows(sql, (limit,))]

    def seen_in(self, folder: str) -> dict[str, tuple[int, int, int]]:
        """(size, mtime_ns, inode) of the files of one folder that were taken in, by name."""
        rows = self._db.rows("SELECT name, size, mtime_ns, inode FROM source WHERE folder = ?", (folder,))
        return {row[0]: (row[1], row[2], row[3]) for row in rows}

    def in_folder(self, folder: str) -> list[Source]:
        """Files of one folder that were taken in."""
        return [Source(*row) for row in self._db.rows("SELECT * FROM source WHERE folder = ?", (folder,))]

    def add_sources(self, sources: Sequence[Source]) -> None:
        """Remember files taken in."""
        self._db.write_many(
            "INSERT OR REPLACE INTO source VALUES (?,?,?,?,?,?,?)",
            [(s.folder, s.name, s.size, s.mtime_ns, s.inode, s.sha256, s.evidence) for s in sources],
        )

    def sources_below(self, folder: str, limit: int) -> list[Source]:
        """Some files taken in from a folder, and if there are none from those in it; those with an inode alone."""
        sql = "SELECT * FROM source WHERE inode <> 0 AND {} LIMIT ?"
        here = self._db.rows(sql.format("folder = ?"), (folder, limit))
        rows = here or self._db.rows(
            sql.format("folder > ? AND substr(folder, 1, ?) = ?"), (folder, len(folder), folder, limit)
        )
        return [Source(*row) for row in rows]

    def move_watched(self, old: str, new: str, separator: str) -> None:
        """A watched folder has another name: what was seen in it was seen under that."""
        below = (new, len(old) + 1, old, len(old) + 1, old + separator)
        for table, column in (("source", "folder"), ("failure", "path")):
            self._db.write(
                f"UPDATE OR REPLACE {table} SET {column} = ? || substr({column}, ?) "
                f"WHERE {column} = ? OR substr({column}, 1, ?) = ?",
                below,
            )
        self._db.write("UPDATE OR REPLACE watched SET path = ? WHERE path = ?", (new, old))

    def had(self, names: Sequence[str]) -> frozenset[tuple[str, int]]:
        """(name, size) of files with these names that were taken in from anywhere."""
        found: list[tuple[str, int]] = []
        for chunk in chunked(list(names)):
            rows = self._db.rows(f"SELECT name, size FROM source WHERE name IN ({marks(len(chunk))})", list(chunk))
            found += [(str(name), int(size)) for name, size in rows]
        return frozenset(found)

    def add_earlier(self, pairs: Sequence[tuple[str, str, str]]) -> None:
        """Remember (item, the item of the same file's bytes before, when it was noticed)."""
        self._db.write_many("INSERT OR IGNORE INTO earlier VALUES (?,?,?)", pairs)

    def earlier(self, evidence: EvidenceId) -> EvidenceId | None:
        """The item that this one's file was before it was changed."""
        found = self._db.value("SELECT before FROM earlier WHERE evidence = ?", (evidence,))
        return None if found is None else EvidenceId(found)

    def later(self, evidence: EvidenceId) -> EvidenceId | None:
        """The newest item that this one's file has become since."""
        found = self._db.value(
            "SELECT evidence FROM earlier WHERE before = ? ORDER BY at DESC, evidence DESC", (evidence,)
        )
        return None if found is None else EvidenceId(found)

    def sources_of(self, evidence: EvidenceId) -> list[Source]:
        """Where an item's bytes were seen."""
        return [
            Source(*row)
            for row in self._db.rows("SELECT * FROM source WHERE evidence = ? ORDER BY folder, name", (evidence,))
        ]

    def watched(self) -> list[str]:
        """Folders watched, in the order added."""
        return [str(row[0]) for row in self._db.rows("SELECT path FROM watched ORDER BY added_at, path")]

    def watch(self, path: str, at: str) -> None:
        """Add a watched folder."""
        self._db.write("INSERT OR IGNORE INTO watched VALUES (?, ?)", (path, at))

    def unwatch(self, path: str) -> bool:
        """Forget a watched folder; what it brought stays. True if it was watched."""
        known = path in self.watched()
        self._db.write("DELETE FROM watched WHERE path = ?", (path,))
        return known

    def arrival(self, bundle: str) -> Arrival | None:
        """The first arrival of a bundle."""
        row = self._db.one("SELECT * FROM arrival WHERE bundle = ?", (bundle,))
        return _arrival(row) if row else None

    def arrival_marked(self, mark: str) -> Arrival | None:
        """The arrival of a file with this mark."""
        row = self._db.one("SELECT * FROM arrival WHERE mark = ? AND mark <> ''", (mark,))
        return _arrival(row) if row else None

    def arrivals(self, sender: str) -> list[Arrival]:
        """Everything received from a sender, by running number."""
        rows = self._db.rows("SELECT * FROM arrival WHERE sender = ? ORDER BY number", (sender,))
        return [_arrival(row) for row in rows]

    def add_arrival(self, arrival: Arrival) -> None:
        """Remember a bundle received."""
        self._db.write(
            f"INSERT INTO arrival VALUES ({marks(9)})",
            (
                arrival.bundle,
                arrival.sender,
                arrival.number,
                arrival.sha256,
                arrival.acknowledges,
                arrival.at,
                arrival.mark,
                arrival.repeats_since,
                arrival.together_from,
            ),
        )

    def acknowledged(self, sender: str) -> int:
        """Highest running number up to which all that a sender told is here."""
        return reached(self.came(sender))

    def acknowledged_by(self, sender: str) -> int:
        """The highest of our running numbers that a sender said it has."""
        return int(self._db.value("SELECT max(acknowledges) FROM arrival WHERE sender = ?", (sender,)) or 0)

    def acknowledgements(self) -> dict[StationId, int]:
        """The same of everybody who said so."""
        rows = self._db.rows("SELECT sender, max(acknowledges) FROM arrival GROUP BY sender")
        return {StationId(row[0]): int(row[1]) for row in rows}

    def came(self, sender: str) -> list[Come]:
        """What came of a sender; a number may come twice when a laptop was restored from a backup."""
        rows = self._db.rows("SELECT number, repeats_since, together_from FROM arrival WHERE sender = ?", (sender,))
        return [Come(*row) for row in rows]

    def hold(self, held: Held) -> None:
        """Keep a sealed bundle until its station is accepted."""
        self._db.write(
            "INSERT OR REPLACE INTO held VALUES (?,?,?,?,?)",
            (held.bundle, held.station, json.dumps(dict(held.stated)), held.file, held.at),
        )

    def held(self, station: str | None = None) -> list[Held]:
        """Bundles waiting, of one station or of all, oldest first."""
        held = [
            Held(BundleId(row[0]), StationId(row[1]), json.loads(row[2]), row[3], row[4])
            for row in self._db.rows("SELECT * FROM held ORDER BY at")
        ]
        return [one for one in held if station in (None, one.station)]

    def release(self, bundle: str) -> None:
        """A held bundle is dealt with."""
        self._db.write("DELETE FROM held WHERE bundle = ?", (bundle,))


def _arrival(row: Sequence[Any]) -> Arrival:
    return Arrival(BundleId(row[0]), StationId(row[1]), *row[2:])


def _signed(bits: int | None) -> int | None:
    """SQLite keeps 64 bits as a signed number."""
    return bits - (1 << 64) if bits is not None and bits >= 1 << 63 else bits


def _unsigned(number: int | None) -> int | None:
    return number % (1 << 64) if number is not None else None
