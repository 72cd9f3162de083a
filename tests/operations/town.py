"""A secretariat and two stations in temporary folders: real libraries, real files, real bundles between them."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from kla_desktop.app import bootstrap
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.station import Role
from kla_desktop.operations.enrol import (
    EnrolmentRequest,
    EnrolRequest,
    TrustRequest,
    change_trust,
    enrol,
    write_enrolment,
)
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.ingest import Ingested, IngestRequest, ingest
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import Received, ReceiveRequest, receive
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import SilentProgress

SILENT = SilentProgress()


@dataclass
class Town:
    """Everybody's open libraries and a stick that goes between them."""

    folder: Path
    desk: Workspace
    village: Workspace
    agency: Workspace
    stick: Path

    def enrol(self, *stations: Workspace) -> None:
        """Let stations join by the enrolment file."""
        file = write_enrolment(self.desk, EnrolmentRequest(self.folder / "depok.kla-daftar"), SILENT).path
        for station in stations:
            enrol(station, EnrolRequest(file), SILENT)

    def accept(self, station: Workspace) -> Received:
        """Let the secretariat accept a station whose bundle waits, and take it in."""
        waiting = change_trust(self.desk, TrustRequest(station.me), SILENT).waiting
        return receive(self.desk, ReceiveRequest(waiting), SILENT)

    def carry(self, sender: Workspace, receiver: Workspace) -> Received:
        """Pack or reply, copy to the stick, receive at the other side, and empty the stick."""
        if sender.is_secretariat:
            reply(sender, ReplyRequest(), SILENT)
        else:
            pack(sender, PackRequest(), SILENT)
        hand_over(sender, HandOverRequest(self.stick), SILENT)
        received = receive(receiver, ReceiveRequest((self.stick,)), SILENT)
        for file in self.stick.rglob("*.kla"):
            file.unlink()
        return received

    def introduce(self, station: Workspace) -> None:
        """Bring a station with one tagged photo as far as being known at the secretariat."""
        self.enrol(station)
        tagged(station, photo(self.folder / f"kenalan-{station.me}.png", 99))
        self.carry(station, self.desk)
        self.accept(station)


@contextlib.contextmanager
def town(folder: Path) -> Iterator[Town]:
    """Create and open three libraries."""
    people = {
        "desk": bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Dewi", "DP3AP2KB"),
        "village": bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"),
        "agency": bootstrap.NewLibrary(Role.FOCAL_POINT, "32.76", "Budi", "Dinkes"),
    }
    stick = folder / "KINGSTON"
    stick.mkdir()
    with contextlib.ExitStack() as stack:
        opened = {}
        for name, new in people.items():
            bootstrap.create(folder / name, new)
            opened[name] = stack.enter_context(bootstrap.opened(folder / name))
        yield Town(folder, opened["desk"], opened["village"], opened["agency"], stick)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[Workspace]:
    """Create and open a secretariat without any station."""
    bootstrap.create(folder / "sekretariat", bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Dewi", "DP3AP2KB"))
    with bootstrap.opened(folder / "sekretariat") as opened:
        yield opened


def photo(path: Path, shade: int) -> Path:
    """A small real picture; another shade is another picture."""
    Image.new("RGB", (64, 48), (shade % 256, 80, 160)).save(path)
    return path


def take(station: Workspace, *files: Path) -> Ingested:
    """Ingest some files."""
    return ingest(station, IngestRequest(tuple(str(file) for file in files)), SILENT)


def tagged(station: Workspace, *files: Path, indicator: str = "6") -> list[EvidenceId]:
    """Ingest files and tag what came of them."""
    ids = [added.id for added in take(station, *files).added]
    find = station.catalogue.find(indicator).slug
    tag(station, TagRequest(tuple(ids), (find,)), SILENT)
    return ids
