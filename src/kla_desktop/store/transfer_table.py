"""What this laptop knows of its hub: uploads and how far they are, and what was fetched but could not be taken in."""

from dataclasses import dataclass
from enum import StrEnum

from kla_desktop.model.ids import BundleId
from kla_desktop.store.database import Database


class TransferState(StrEnum):
    """How far an upload is. Delivered is nothing that a hub can say: a signed receipt does (`BundleLevel.RECEIVED`)."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One bundle of ours on its way to the hub; `sent` are the bytes that lie there in whole parts.

    `tries` in a row brought nothing, for `reason` (an error code); `next_at` (ISO 8601) is when it is tried again.
    """

    bundle: BundleId
    size: int
    state: TransferState = TransferState.WAITING
    part_size: int = 0
    sent: int = 0
    tries: int = 0
    next_at: str = ""
    reason: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class PutOff:
    """Something on the hub that was fetched and refused, or could not be fetched: not asked for before `next_at`."""

    place: str
    size: int
    tries: int
    next_at: str
    reason: str


class TransferTable:
    """Written inside transactions of the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> dict[BundleId, Transfer]:
        """Every upload that was begun and not receipted, by bundle."""
        rows = self._db.rows(
            "SELECT bundle, size, state, part_size, sent, tries, next_at, reason, at FROM transfer ORDER BY bundle"
        )
        return {BundleId(row[0]): Transfer(BundleId(row[0]), row[1], TransferState(row[2]), *row[3:]) for row in rows}

    def keep(self, one: Transfer) -> None:
        """Write an upload down as it stands now."""
        self._db.write(
            "INSERT OR REPLACE INTO transfer (bundle, size, state, part_size, sent, tries, next_at, reason, at) "
            "VALUES (?,?,?,?,?,?,?,?,?)",
            (
                one.bundle,
                one.size,
                one.state.value,
                one.part_size,
                one.sent,
                one.tries,
                one.next_at,
                one.reason,
                one.at,
            ),
        )

    def drop(self, bundle: BundleId) -> None:
        """An upload needs no thought any more."""
        self._db.write("DELETE FROM transfer WHERE bundle = ?", (bundle,))

    def put_off(self, place: str) -> PutOff | None:
        """What was put off at a place of the hub."""
        row = self._db.one("SELECT place, size, tries, next_at, reason FROM put_off WHERE place = ?", (place,))
        return PutOff(*row) if row else None

    def keep_put_off(self, one: PutOff) -> None:
        """Put something off."""
        self._db.write(
            "INSERT OR REPLACE INTO put_off VALUES (?,?,?,?,?)",
            (one.place, one.size, one.tries, one.next_at, one.reason),
        )

    def drop_put_off(self, place: str) -> None:
        """It came in after all, or is gone."""
        self._db.write("DELETE FROM put_off WHERE place = ?", (place,))

    def places_put_off(self, below: str) -> list[str]:
        """Every place of the hub below a folder where something was put off."""
        return [row[0] for row in self._db.rows("SELECT place FROM put_off WHERE place GLOB ? || '/*'", (below,))]

    def forget_hub(self) -> None:
        """Another hub: nothing of what was known of the last one holds."""
        self._db.write("DELETE FROM transfer")
        self._db.write("DELETE FROM put_off")
