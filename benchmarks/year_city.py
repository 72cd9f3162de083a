"""A city for a simulated year: real libraries with clocks that disagree, and what people do in them."""

import contextlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from PIL import Image

from kla_desktop.app import bootstrap
from kla_desktop.app.catalogues import load_shelf
from kla_desktop.media.pool import ProbePool
from kla_desktop.model.errors import Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Filter
from kla_desktop.model.station import Role
from kla_desktop.operations import browse
from kla_desktop.operations.desks import DelegateRequest, delegate
from kla_desktop.operations.enrol import (
    EnrolmentRequest,
    EnrolRequest,
    TrustRequest,
    change_trust,
    enrol,
    write_enrolment,
)
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import SilentProgress
from kla_desktop.system.tools import Tools
from tests.kept_workers import kept

SILENT = SilentProgress()
_INDICATORS = ("1", "6", "10", "14")
_AT_ONCE = 20
"""Items that a reviewer marks and judges together."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the city is, and how bad its network.

    `lost` and `repeated`: shares of bundles that travel as files; `hub`: share of the days on which they travel by
    sync; `bad`: share of the hub's requests that the line harms. `skew`: 0 for offices of one size, 1 for an n-th of
    the first one's items at the n-th. `province`: 1 for a hub above the city.
    """

    stations: int = 6
    desks: int = 2
    items: int = 200
    days: int = 12
    lost: float = 0.25
    repeated: float = 0.2
    hub: float = 0.0
    bad: float = 0.04
    skew: float = 0.0
    province: int = 0
    seed: int = 20261126
    kept: int = 0


class _Clock:
    """A clock that is some years wrong."""

    def __init__(self, days: float) -> None:
        self._wrong = timedelta(days=days)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._wrong  # noqa: TID251 - the real time, made wrong


class City:
    """Everybody's open libraries, and what their people do."""

    def __init__(self, folder: Path, scale: Scale, stack: contextlib.ExitStack) -> None:
        self.folder, self.scale, self.rng = folder, scale, random.Random(scale.seed)
        self.evidence_bytes = 0
        self._stack = stack
        self._probes: ProbePool | None = None
        if scale.kept:
            stack.enter_context(kept())
            shelf = load_shelf(folder)
            stack.enter_context(patch.object(bootstrap, "load_shelf", lambda _folder: shelf))
            self._probes = ProbePool()
            stack.callback(self._probes.close)
        self.root = self._open("sekretariat", bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Dewi", "DP3AP2KB"))
        self.desks = [
            self._open(f"meja-{n}", bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", f"Meja {n}", "DP3AP2KB", desk=True))
            for n in range(scale.desks)
        ]
        self.stations = [
            self._open(f"laptop-{n}", bootstrap.NewLibrary(Role.FOCAL_POINT, "32.76", f"Petugas {n}", f"Dinas {n}"))
            for n in range(scale.stations)
        ]
        above = bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Rina", "DP3AKB")
        self.province = self._open("provinsi", above) if scale.province else None
        self.everybody = {ws.me: ws for ws in (self.root, *self.desks, *self.stations)}
        if self.province:
            self.everybody[self.province.me] = self.province
        self._shares = [1 / (number + 1) ** scale.skew for number in range(scale.stations)]

    def _open(self, name: str, new: bootstrap.NewLibrary) -> Workspace:
        bootstrap.create(self.folder / name, new)
        tools = Tools(clock=_Clock(self.rng.uniform(-3000, 3000)))
        opened = self._stack.enter_context(bootstrap.opened(self.folder / name, tools=tools))
        return replace(opened, probes=self._probes) if self._probes else opened

    def join(self) -> None:
        """Everybody joins by the enrolment file of the one above, and has one item to show."""
        file = write_enrolment(self.root, EnrolmentRequest(self.folder / "kota.kla-daftar"), SILENT).path
        for ws in (*self.desks, *self.stations):
            enrol(ws, EnrolRequest(file), SILENT)
        for number, ws in enumerate(self.stations):
            self.capture(ws, 1_000_000 + number)
        if self.province:
            file = write_enrolment(self.province, EnrolmentRequest(self.folder / "provinsi.kla-daftar"), SILENT).path
            enrol(self.root, EnrolRequest(file), SILENT)

    def accept(self) -> None:
        """Let the secretariat accept all whose first bundle waits, and the province the city."""
        for ws in self.desks:
            waiting = delegate(self.root, DelegateRequest(ws.me), SILENT).waiting
            receive(self.root, ReceiveRequest(waiting), SILENT)
        for ws in self.stations:
            waiting = change_trust(self.root, TrustRequest(ws.me), SILENT).waiting
            receive(self.root, ReceiveRequest(waiting), SILENT)
        if self.province:
            waiting = change_trust(self.province, TrustRequest(self.root.me), SILENT).waiting
            receive(self.province, ReceiveRequest(waiting), SILENT)

    def work(self, numbers: range) -> None:
        """The offices take some items in."""
        drawn: dict[int, list[int]] = {}
        for number in numbers:
            (office,) = self.rng.choices(range(len(self.stations)), self._shares)
            drawn.setdefault(office, []).append(number)
        for office, some in drawn.items():
            self.capture(self.stations[office], *some)

    def capture(self, ws: Workspace, *numbers: int) -> None:
        """An office takes items in and tags them."""
        files = [self._draw(number) for number in numbers]
        self.evidence_bytes += sum(file.stat().st_size for file in files)
        ids = [added.id for added in ingest(ws, IngestRequest(tuple(map(str, files))), SILENT).added]
        for file in files:
            file.unlink()
        chosen: dict[str, list[EvidenceId]] = {}
        for one in ids:
            chosen.setdefault(self.rng.choice(_INDICATORS), []).append(one)
        for indicator, some in chosen.items():
            tag(ws, TagRequest(tuple(some), (ws.catalogue.find(indicator).slug,)), SILENT)

    def _draw(self, number: int) -> Path:
        """Every fifth a note, the others photos of some kilobytes that are never the same."""
        if number % 5 == 0:
            file = self.folder / f"catatan {number}.txt"
            file.write_text(f"Notulen kegiatan nomor {number} " + f"{self.rng.getrandbits(256):x} " * 20)
            return file
        file = self.folder / f"IMG_{number}.jpg"
        Image.frombytes("RGB", (40, 30), self.rng.randbytes(3600)).resize((320, 240)).save(file, quality=70)
        return file

    def judge(self, desk: Workspace) -> None:
        """A desk judges what it likes of all that it holds, also what others have judged."""
        rows = [number for number, _ in browse.rows(desk, Filter(states=frozenset({State.RECEIVED, State.ACCEPTED})))]
        most = max(3, self.scale.items // (self.scale.days * (1 + len(self.desks))))
        items = [item.id for item in browse.items(desk, self.rng.sample(rows, min(len(rows), most)))]
        while items:
            some, items = items[:_AT_ONCE], items[_AT_ONCE:]
            verdict = self.rng.choice([Verdict.ACCEPT, Verdict.RETURN])
            with contextlib.suppress(
                Fixable
            ):  # a desk that has not heard of its delegation, or whose clock is too wrong
                review(desk, ReviewRequest(tuple(some), verdict, reason="Buram"), SILENT)

    def accept_one_of_each(self) -> None:
        """The secretariat accepts an item of each office."""
        rows = [number for number, _ in browse.rows(self.root, Filter())]
        first = {item.station: item.id for item in browse.items(self.root, rows) if item.tags}
        review(self.root, ReviewRequest(tuple(first.values()), Verdict.ACCEPT), SILENT)


@contextlib.contextmanager
def city(folder: Path, scale: Scale) -> Iterator[City]:
    """Make a city's libraries below a folder, open for a block."""
    with contextlib.ExitStack() as stack:
        yield City(folder, scale, stack)
