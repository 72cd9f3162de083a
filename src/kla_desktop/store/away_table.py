"""Which objects lie in the object store too, as this library read them back itself; and what is still to go there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kla_desktop.model.ids import Digest
from kla_desktop.store.database import Database, chunked, marks
from kla_desktop.store.library_table import StoredObject


class AwayState(StrEnum):
    """How sure it is that an object lies in the object store."""

    SENDING = "sending"
    """It may lie there: sending was begun, or a look did not find what had been kept."""
    KEPT = "kept"
    """Every byte was read back from there; only then the copy here may go."""
    ONLY = "only"
    """Kept there, and the copy here was let go; one that was looked at since may be here again for a while."""
    LOST = "lost"
    """It was kept, was found missing or changed, and is not here either."""


_KEPT = "SELECT sha256, name, size, sealed FROM away WHERE state IN ('kept', 'only')"
_WAITING = """FROM object o LEFT JOIN away a ON a.sha256 = o.sha256
    WHERE NOT o.damaged AND (a.state IS NULL OR a.state = 'sending')"""
_BY_STATE = "SELECT state, count(*), sum(size) FROM away GROUP BY state"


@dataclass(frozen=True, slots=True)
class Away:
    """One object there; `sealed` is the sealed file as it was read back, with its size and SHA-256."""

    sha256: str
    name: str
    sealed: Digest


@dataclass(frozen=True, slots=True)
class AwayCounts:
    """Objects by where they stand; `only` are those of `kept` whose copy here was let go; bytes of sealed files."""

    kept: int
    kept_bytes: int
    only: int
    only_bytes: int
    waiting: int
    lost: int
    erasing: int


class AwayTable:
    """Written inside transactions of the caller. What leaves `object` leaves here by a trigger, to be deleted there."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def intend(self, objects: Sequence[StoredObject], at: str) -> None:
        """Write down that these are about to be sent, so that whatever lies there is known of."""
        self._db.write_many(
            "INSERT INTO away (sha256, name, size, sealed, state, at) VALUES (?, ?, 0, '', 'sending', ?) "
            "ON CONFLICT (sha256) DO UPDATE SET at = excluded.at",
            [(one.digest.sha256, one.name, at) for one in objects],
        )

    def keep(self, rows: Sequence[Away], at: str) -> None:
        """These were read back whole."""
        self._db.write_many(
            "INSERT OR REPLACE INTO away (sha256, name, size, sealed, state, at) VALUES (?, ?, ?, ?, 'kept', ?)",
            [(one.sha256, one.name, one.sealed.size, one.sealed.sha256, at) for one in rows],
        )

    def doubt(self, sha256: str, at: str, *, lost: bool) -> None:
        """What was kept is not there: it is sent again from here, or it is `lost`."""
        state = AwayState.LOST if lost else AwayState.SENDING
        self._db.write("UPDATE away SET state = ?, at = ? WHERE sha256 = ?", (state.value, at, sha256))

    def kept(self, digests: Iterable[str]) -> dict[str, Away]:
        """Those of some objects that lie there, by digest."""
        found: dict[str, Away] = {}
        for chunk in chunked(list(digests)):
            rows = self._db.rows(f"{_KEPT} AND sha256 IN ({marks(len(chunk))})", list(chunk))
            found.update({row[0]: _away(row) for row in rows})
        return found

    def all_kept(self) -> list[Away]:
        """All that lies there, by name."""
        return [_away(row) for row in self._db.rows(f"{_KEPT} ORDER BY name")]

    def waiting(self, limit: int) -> list[StoredObject]:
        """Objects that are to be sent: first those that were not tried, then those whose last try is the oldest."""
        rows = self._db.rows(
            f"SELECT o.sha256, o.size, o.crc32, o.name {_WAITING} ORDER BY a.at IS NOT NULL, a.at, o.name LIMIT ?",
            (limit,),
        )
        return [StoredObject(Digest(row[0], row[1]), row[2], row[3]) for row in rows]

    def droppable(self) -> list[Away]:
        """Objects kept there whose words and picture are read, so that lists and search do without them."""
        return [
            _away(row) for row in self._db.rows(f"{_KEPT} AND sha256 IN (SELECT sha256 FROM derived WHERE NOT undrawn)")
        ]

    def let_go(self, digests: Sequence[str]) -> None:
        """The copies here are about to go. Committed before they do, so that nothing takes them for missing."""
        self._db.write_many("UPDATE away SET state = 'only' WHERE sha256 = ?", [(one,) for one in digests])

    def have_again(self, digests: Sequence[str]) -> None:
        """The copies here are back to stay."""
        self._db.write_many(
            "UPDATE away SET state = 'kept' WHERE sha256 = ? AND state = 'only'", [(one,) for one in digests]
        )

    def lost(self) -> list[StoredObject]:
        """Objects that are neither here nor there any more."""
        rows = self._db.rows(
            "SELECT o.sha256, o.size, o.crc32, o.name FROM object o JOIN away a ON a.sha256 = o.sha256 "
            "WHERE a.state = 'lost' ORDER BY o.name"
        )
        return [StoredObject(Digest(row[0], row[1]), row[2], row[3], damaged=True) for row in rows]

    def erasing(self) -> list[str]:
        """Names of erased objects that may still lie there."""
        return [str(row[0]) for row in self._db.rows("SELECT name FROM away_erase ORDER BY name")]

    def erased(self, names: Sequence[str]) -> None:
        """These are gone from there."""
        self._db.write_many("DELETE FROM away_erase WHERE name = ?", [(name,) for name in names])

    def counts(self) -> AwayCounts:
        """Count objects by where they stand."""
        found = {str(row[0]): (int(row[1]), int(row[2])) for row in self._db.rows(_BY_STATE)}
        kept, only = found.get("kept", (0, 0)), found.get("only", (0, 0))
        waiting = self._db.value(f"SELECT count(*) {_WAITING}")
        erasing = self._db.value("SELECT count(*) FROM away_erase")
        lost, _ = found.get("lost", (0, 0))
        return AwayCounts(kept[0] + only[0], kept[1] + only[1], *only, int(waiting), lost, int(erasing))

    def forget(self) -> None:
        """There is no such place any more."""
        for table in ("away", "away_erase"):
            self._db.write(f"DELETE FROM {table}")


def _away(row: Sequence[object]) -> Away:
    sha256, name, size, sealed = row
    return Away(str(sha256), str(name), Digest(str(sealed), int(str(size))))
