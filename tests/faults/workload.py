"""An office's and a secretariat's work under the shim: after each deed a mark says what was acknowledged until then.

Run as `python -m tests.faults.workload FOLDER ROUNDS`; FOLDER holds the libraries `sekretariat` and `kelurahan`, which
know each other, and whatever they write.
"""

import hashlib
import json
import sys
from pathlib import Path

from kla_desktop.app import bootstrap
from kla_desktop.app.restore import restore
from kla_desktop.model.evidence import Verdict
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.station import Role
from kla_desktop.operations.back_up import BackUpRequest, back_up
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.storage.access import SetStorageRequest, change_storage, set_storage
from kla_desktop.operations.storage.move import MoveRequest, move_objects
from kla_desktop.operations.workspace import Workspace
from tests.faults.shim import mark
from tests.operations.town import SILENT, photo, tagged

VILLAGE, DESK, RESTORED, SECOND = "kelurahan", "sekretariat", "pulih", "kedua"


class Told:
    """What was acknowledged: libraries, their items with digest and number of tags, files with their digests."""

    def __init__(self) -> None:
        self.libraries: dict[str, dict[str, tuple[str, int]]] = {VILLAGE: {}, DESK: {}}
        self.files: dict[str, str] = {}
        self.folder = Path()

    def items(self, ws: Workspace, ids: list[EvidenceId]) -> None:
        """Acknowledge what became of these items."""
        found = ws.store.evidence.find(ids)
        assert len(found) == len(ids)
        told: dict[str, tuple[str, int]] = {one: (item.digest.sha256, len(item.tags)) for one, item in found.items()}
        self.libraries[ws.store.folder.name] |= told
        self.say()

    def file(self, path: Path) -> None:
        """Acknowledge a file."""
        self.files[str(path.relative_to(self.folder))] = hashlib.sha256(path.read_bytes()).hexdigest()
        self.say()

    def say(self) -> None:
        mark(json.dumps({"libraries": self.libraries, "files": self.files}))


def work(folder: Path, number: int, told: Told) -> None:
    """One round: evidence is taken in, tagged, packed, carried, received, judged, answered, moved, backed up."""
    sources, stick = folder.parent / "DCIM", folder / "KINGSTON"
    sources.mkdir(exist_ok=True)
    with bootstrap.opened(folder / VILLAGE) as ws:
        files = [photo(sources / f"{number}-{n}.png", 10 * number + n) for n in range(2)]
        files.append(sources / f"{number}.dat")
        files[-1].write_bytes(hashlib.shake_128(str(number).encode()).digest(300_000))
        ids = tagged(ws, *files)
        told.items(ws, ids)
        (bundle,) = pack(ws, PackRequest(), SILENT).bundles
        told.file(bundle.path)
        for copied in hand_over(ws, HandOverRequest(stick), SILENT).copied:
            told.file(copied.path)
    with bootstrap.opened(folder / DESK) as ws:
        receive(ws, ReceiveRequest((stick,)), SILENT)
        told.items(ws, ids)
        review(ws, ReviewRequest(tuple(ids), Verdict.ACCEPT), SILENT)
        for answer in reply(ws, ReplyRequest(), SILENT).bundles:
            told.file(answer.path)
        move_objects(ws, MoveRequest(), SILENT)
        told.say()
    with bootstrap.opened(folder / VILLAGE) as ws:
        out = folder / f"cadangan-{number}.tar"
        back_up(ws, BackUpRequest(out), SILENT)
        told.file(out)


def main(folder: Path, rounds: int) -> None:
    """All of it, and in the end a backup brought back, and a second library made."""
    told = Told()
    told.folder = folder
    told.say()
    with bootstrap.opened(folder / DESK) as ws:
        set_storage(ws, SetStorageRequest((folder / "gudang").as_uri()), SILENT)
        change_storage(ws, keep=0)
    for number in range(rounds):
        work(folder, number, told)
    restore(folder / f"cadangan-{rounds - 1}.tar", folder / RESTORED, None, SILENT)
    told.libraries[RESTORED] = dict(told.libraries[VILLAGE])
    told.say()
    bootstrap.create(folder / SECOND, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    told.libraries[SECOND] = {}
    told.say()
    with bootstrap.opened(folder / SECOND) as ws:
        told.items(ws, tagged_alone(ws, folder.parent / "DCIM"))


def tagged_alone(ws: Workspace, sources: Path) -> list[EvidenceId]:
    """Take one file in."""
    return tagged(ws, photo(sources / "lain.png", 200))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
