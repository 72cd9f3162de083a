"""A city's year through the real code: stations, desks, a lossy network, clocks that disagree, and an oracle.

Every library, journal, bundle, receipt and review is real; the evidence is small photos and notes. The network loses,
repeats and reorders bundles; clocks are years apart. In the end nobody loses anything any more, and each desk has to
show what a library shows that was handed every event; each station the same of its own items.

    .venv/bin/python -m benchmarks.simulated_year --stations 6 --desks 2 --items 200 --days 12
    .venv/bin/python -m benchmarks.simulated_year --stations 103 --items 5000 --kept 1 --folder /tmp/year
    .venv/bin/python -m benchmarks.simulated_year --model year.json   # a country, reckoned from a measured year

`--kept 1` keeps the processes that seal, open and read instead of starting them for each bundle and library, and
reads the catalogue once: what is measured then is the work, not the starts.
"""

import argparse
import contextlib
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from PIL import Image

from benchmarks.country import Measured, country
from benchmarks.kept_workers import kept
from kla_desktop.app import bootstrap
from kla_desktop.app.catalogues import load_shelf
from kla_desktop.media.pool import ProbePool
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import StationId
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
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from kla_desktop.store.store import Store, StoreKeys
from kla_desktop.system.progress import SilentProgress
from kla_desktop.system.tools import Tools

SILENT = SilentProgress()
SHARED = ("tag", "bundle_item", "request", "comparison")
"""What desks have to show alike, and stations of their own items. A bundle's own row tells its sender more."""
_INDICATORS = ("1", "6", "10", "14")


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the city is, and how bad its network: shares of bundles lost and repeated."""

    stations: int = 6
    desks: int = 2
    items: int = 200
    days: int = 12
    lost: float = 0.25
    repeated: float = 0.2
    seed: int = 20261126
    kept: int = 0


@dataclass(slots=True)
class Figures:
    """What a year took."""

    bundles: int = 0
    bytes_sent: int = 0
    deliveries: int = 0
    lost: int = 0
    again: int = 0
    events: int = 0
    rounds_to_settle: int = 0
    evidence_bytes: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    """Of this process and its ended children."""
    peak_mb: int = 0
    spent: dict[str, float] = field(default_factory=dict)
    """Seconds by what was done."""
    stored: dict[str, int] = field(default_factory=dict)


class _Clock:
    """A clock that is some years wrong."""

    def __init__(self, days: float) -> None:
        self._wrong = timedelta(days=days)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._wrong  # noqa: TID251 - the real time, made wrong


class _Year:
    def __init__(self, folder: Path, scale: Scale, stack: contextlib.ExitStack) -> None:
        self.folder, self.scale, self.rng = folder, scale, random.Random(scale.seed)
        self.figures = Figures()
        self.probes: ProbePool | None = None
        if scale.kept:
            stack.enter_context(kept())
            shelf = load_shelf(folder)
            stack.enter_context(patch.object(bootstrap, "load_shelf", lambda _folder: shelf))
            self.probes = ProbePool()
            stack.callback(self.probes.close)
        began = time.monotonic()
        self.root = self._open(
            stack, "sekretariat", bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Dewi", "DP3AP2KB")
        )
        self.desks = [
            self._open(
                stack, f"meja-{n}", bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", f"Meja {n}", "DP3AP2KB", desk=True)
            )
            for n in range(scale.desks)
        ]
        self.stations = [
            self._open(
                stack, f"laptop-{n}", bootstrap.NewLibrary(Role.FOCAL_POINT, "32.76", f"Petugas {n}", f"Dinas {n}")
            )
            for n in range(scale.stations)
        ]
        self.everybody = {ws.me: ws for ws in (self.root, *self.desks, *self.stations)}
        self.way: list[tuple[StationId, Path]] = []
        self.figures.spent["libraries"] = time.monotonic() - began

    def _open(self, stack: contextlib.ExitStack, name: str, new: bootstrap.NewLibrary) -> Workspace:
        bootstrap.create(self.folder / name, new)
        tools = Tools(clock=_Clock(self.rng.uniform(-3000, 3000)))
        opened = stack.enter_context(bootstrap.opened(self.folder / name, tools=tools))
        return replace(opened, probes=self.probes) if self.probes else opened

    @contextlib.contextmanager
    def _timed(self, what: str) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            self.figures.spent[what] = self.figures.spent.get(what, 0.0) + time.monotonic() - began

    def run(self) -> Figures:
        start = time.monotonic()
        with self._timed("introductions"):
            self._introduce()
        made = 0
        for day in range(self.scale.days):
            until = self.scale.items * (day + 1) // self.scale.days
            drawn: dict[StationId, list[int]] = {}
            for number in range(made, until):
                drawn.setdefault(self.rng.choice(self.stations).me, []).append(number)
            for station, numbers in drawn.items():
                self._capture(self.everybody[station], *numbers)
            made = until
            for desk in (self.root, *self.desks):
                self._judge(desk)
            for ws in self.rng.sample(list(self.everybody.values()), max(1, len(self.everybody) // 2)):
                self._send(ws, everything=self.rng.random() < 0.3)
            self._travel(self.scale.lost)
        while not self._agree():
            self.figures.rounds_to_settle += 1
            for ws in self.everybody.values():
                self._send(ws, everything=True)
            self._travel(0.0)
            if self.figures.rounds_to_settle > 9:
                raise RuntimeError("the city does not settle")
        self.figures.seconds = round(time.monotonic() - start, 1)
        self.figures.events = len(self._all_events())
        usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        self.figures.cpu_seconds = round(sum(one.ru_utime + one.ru_stime for one in usage), 1)
        self.figures.peak_mb = usage[0].ru_maxrss >> 10
        self.figures.spent = {name: round(seconds, 1) for name, seconds in self.figures.spent.items()}
        self.figures.stored = {
            name: sum(file.stat().st_size for file in (self.folder / name).rglob("*") if file.is_file())
            for name in ("sekretariat", "laptop-0")
        }
        return self.figures

    def _introduce(self) -> None:
        file = write_enrolment(self.root, EnrolmentRequest(self.folder / "kota.kla-daftar"), SILENT).path
        for ws in (*self.desks, *self.stations):
            enrol(ws, EnrolRequest(file), SILENT)
        for number, ws in enumerate(self.stations):
            self._capture(ws, 1_000_000 + number)
        for ws in (*self.desks, *self.stations):
            self._send(ws, everything=False)
        self._travel(0.0)
        for ws in self.desks:
            waiting = delegate(self.root, DelegateRequest(ws.me), SILENT).waiting
            receive(self.root, ReceiveRequest(waiting), SILENT)
        for ws in self.stations:
            waiting = change_trust(self.root, TrustRequest(ws.me), SILENT).waiting
            receive(self.root, ReceiveRequest(waiting), SILENT)

    def _capture(self, ws: Workspace, *numbers: int) -> None:
        with self._timed("taking in and tagging"):
            files = [self._draw(number) for number in numbers]
            self.figures.evidence_bytes += sum(file.stat().st_size for file in files)
            ids = [added.id for added in ingest(ws, IngestRequest(tuple(map(str, files))), SILENT).added]
            for indicator in _INDICATORS:
                mine = tuple(one for one in ids if self.rng.random() < 1 / len(_INDICATORS)) if len(ids) > 1 else ()
                ids = [one for one in ids if one not in mine]
                if mine:
                    tag(ws, TagRequest(mine, (ws.catalogue.find(indicator).slug,)), SILENT)
            if ids:
                tag(ws, TagRequest(tuple(ids), (ws.catalogue.find(self.rng.choice(_INDICATORS)).slug,)), SILENT)

    def _draw(self, number: int) -> Path:
        """Every fifth a note, the others photos of some kilobytes that are never the same."""
        if number % 5 == 0:
            file = self.folder / f"catatan {number}.txt"
            file.write_text(f"Notulen kegiatan nomor {number} " + f"{self.rng.getrandbits(256):x} " * 20)
            return file
        file = self.folder / f"IMG_{number}.jpg"
        Image.frombytes("RGB", (40, 30), self.rng.randbytes(3600)).resize((320, 240)).save(file, quality=70)
        return file

    def _judge(self, desk: Workspace) -> None:
        with self._timed("reviewing"):
            self._judge_some(desk)

    def _judge_some(self, desk: Workspace) -> None:
        rows = [number for number, _ in browse.rows(desk, Filter(states=frozenset({State.RECEIVED, State.ACCEPTED})))]
        most = max(3, self.scale.items // (self.scale.days * (1 + len(self.desks))))
        for item in browse.items(desk, self.rng.sample(rows, min(len(rows), most))):
            verdict = self.rng.choice([Verdict.ACCEPT, Verdict.RETURN])
            with contextlib.suppress(
                Fixable
            ):  # a desk that has not heard of its delegation, or whose clock is too wrong
                review(desk, ReviewRequest((item.id,), verdict, reason="Buram"), SILENT)

    def _send(self, ws: Workspace, *, everything: bool) -> None:
        with self._timed("sealing replies" if ws.is_coordinator else "sealing"):
            self._seal(ws, everything=everything)

    def _seal(self, ws: Workspace, *, everything: bool) -> None:
        try:
            made = (
                reply(ws, ReplyRequest(everything=everything), SILENT).bundles
                if ws.is_coordinator
                else pack(ws, PackRequest(everything=everything), SILENT).bundles
            )
        except Fixable as error:
            if error.code is not ErrorCode.NOTHING_TO_PACK:
                raise
            return
        self.figures.bundles += len(made)
        self.way += [(bundle.recipient, bundle.path) for bundle in made]

    def _travel(self, lost: float) -> None:
        waiting, self.way = self.way, []
        self.rng.shuffle(waiting)
        for recipient, path in waiting:
            if not path.is_file():
                continue
            if self.rng.random() < lost:
                self.figures.lost += 1
                continue
            times = 2 if self.rng.random() < self.scale.repeated else 1
            for _ in range(times):
                self.figures.deliveries += 1
                self.figures.bytes_sent += path.stat().st_size
                who = self.everybody[recipient]
                with self._timed("receiving, secretariat" if who.is_secretariat else "receiving, stations"):
                    result = receive(who, ReceiveRequest((path,)), SILENT)
                self.figures.again += sum(1 for one in result.accepted if one.again_since)
                if result.refused:
                    raise RuntimeError(f"refused: {result.refused[0].error.code}")

    def _all_events(self) -> list[object]:
        return list(
            {event.identity: event for ws in self.everybody.values() for event in ws.store.journal.all()}.values()
        )

    def _agree(self) -> bool:
        with self._timed("oracle"):
            return self._settled()

    def _settled(self) -> bool:
        """Whether every desk shows what the oracle shows, and every station the same of its own."""
        oracle = Store(self.folder / f"oracle-{self.figures.rounds_to_settle}", StoreKeys(bytes(32), bytes(32)))
        try:
            with oracle.transaction():
                oracle.local.set("station", "oracle")
                oracle.local.set("coordinator", self.root.me)
            oracle.adopt(self._all_events())  # type: ignore[arg-type]
            truth = {name: replay.dump(oracle.database, name) for name in SHARED}
        finally:
            oracle.close()
        for desk in (self.root, *self.desks):
            if {name: replay.dump(desk.store.database, name) for name in SHARED} != truth:
                return False
        return all(set(replay.dump(ws.store.database, "tag")) <= set(truth["tag"]) for ws in self.stations)


@contextlib.contextmanager
def _folder(path: Path | None) -> Iterator[Path]:
    if path:
        path.mkdir(parents=True, exist_ok=True)
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="kla-year-") as made:
        yield Path(made)


def simulate(folder: Path, scale: Scale) -> Figures:
    """Live a year; raises RuntimeError if a bundle is refused or the city does not settle."""
    with contextlib.ExitStack() as stack:
        return _Year(folder, scale, stack).run()


def main() -> None:
    """Read the scale, live the year, print its figures."""
    parser = argparse.ArgumentParser(description="A city's year through the real code.")
    for name, value in asdict(Scale()).items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--model", type=Path, metavar="FILE", help="reckon a country from what a year printed")
    given = vars(parser.parse_args())
    model = given.pop("model")
    if model:
        print(json.dumps(country(Measured.read(model)), indent=1))
        return
    with _folder(given.pop("folder")) as folder:
        scale = Scale(**given)
        print(json.dumps({"scale": asdict(scale), "figures": asdict(simulate(folder, scale))}, indent=1))


if __name__ == "__main__":
    main()
