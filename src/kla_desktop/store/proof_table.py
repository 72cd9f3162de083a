"""What stations signed, kept by a coordinator so that the hub above can check it: front files and journals."""

import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kla_desktop.model.ids import BundleId, EvidenceId, StationId
from kla_desktop.store.database import Database, chunked, marks


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A bundle whose signed part is kept. `position`: our own when it came; `size`: bytes of its files."""

    n: int
    bundle: BundleId
    sender: StationId
    recipient: StationId
    position: int
    size: int


class ProofTable:
    """Written inside transactions of the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keep(
        self,
        row: tuple[str, str, str, int],
        files: Mapping[str, bytes],
        evidence: Iterable[EvidenceId],
    ) -> None:
        """Keep the files of (bundle, sender, recipient, our position), which tell of some items; once."""
        packed = zlib.compress(b"".join([_index(files), *files.values()]), 6)
        size = sum(map(len, files.values()))
        self._db.write(
            "INSERT OR IGNORE INTO proof (bundle, sender, recipient, position, size, files) VALUES (?,?,?,?,?,?)",
            (*row, size, packed),
        )
        n = self._db.value("SELECT n FROM proof WHERE bundle = ?", (row[0],))
        items = [(one, n) for one in dict.fromkeys(evidence)]
        self._db.write_many("INSERT OR IGNORE INTO proof_item (evidence, proof) VALUES (?,?)", items)

    def of_items(self, evidence: Collection[EvidenceId]) -> dict[EvidenceId, list[ProofRow]]:
        """What is kept about each item, the earliest first."""
        found: dict[EvidenceId, list[ProofRow]] = {}
        for chunk in chunked(list(evidence)):
            for row in self._db.rows(
                "SELECT i.evidence, p.n, p.bundle, p.sender, p.recipient, p.position, p.size FROM proof_item i "
                f"JOIN proof p ON p.n = i.proof WHERE i.evidence IN ({marks(len(chunk))}) ORDER BY p.n",
                list(chunk),
            ):
                found.setdefault(EvidenceId(row[0]), []).append(ProofRow(*row[1:]))
        return found

    def files(self, n: int) -> dict[str, bytes]:
        """The files of one bundle by their names in it."""
        data = zlib.decompress(self._db.value("SELECT files FROM proof WHERE n = ?", (n,)))
        head, _, rest = data.partition(b"\n")
        found: dict[str, bytes] = {}
        for name, size in json.loads(head):
            found[name], rest = rest[:size], rest[size:]
        return found


def _index(files: Mapping[str, bytes]) -> bytes:
    return json.dumps([[name, len(data)] for name, data in files.items()]).encode() + b"\n"
