"""A city's year through the real code: stations, desks, a lossy network, clocks that disagree, and an oracle.

Every library, journal, bundle, receipt and review is real; the evidence is small files. The network loses, repeats and
reorders bundles; clocks are years apart. In the end nobody loses anything any more, and each desk has to show what a
library shows that was handed every event; each station the same of its own items.

    .venv/bin/python -m benchmarks.simulated_year --stations 6 --desks 2 --items 200 --days 12
"""

import argparse
import contextlib
import json
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kla_desktop.app import bootstrap
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
    seconds: float = 0.0
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

    def _open(self, stack: contextlib.ExitStack, name: str, new: bootstrap.NewLibrary) -> Workspace:
        bootstrap.create(self.folder / name, new)
        tools = Tools(clock=_Clock(self.rng.uniform(-3000, 3000)))
        return stack.enter_context(bootstrap.opened(self.folder / name, tools=tools))

    def run(self) -> Figures:
        start = time.monotonic()
        self._introduce()
        made = 0
        for day in range(self.scale.days):
            until = self.scale.items * (day + 1) // self.scale.days
            for number in range(made, until):
                self._capture(self.rng.choice(self.stations), number)
            made = until
            for desk in (self.root, *self.desks):
                self._judge(desk)
            for ws in self.rng.sample(list(self.everybody.values()), max(1, len(self.everybody) // 2)):
                self._send(ws, everything=self.rng.random() < 0.3)
            self._travel(self.scale.lost)
        while not self._settled():
            self.figures.rounds_to_settle += 1
            for ws in self.everybody.values():
                self._send(ws, everything=True)
            self._travel(0.0)
            if self.figures.rounds_to_settle > 9:
                raise RuntimeError("the city does not settle")
        self.figures.seconds = round(time.monotonic() - start, 1)
        self.figures.events = len(self._all_events())
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

    def _capture(self, ws: Workspace, number: int) -> None:
        file = self.folder / f"catatan {number}.txt"
        file.write_text(f"Notulen kegiatan nomor {number} " + f"{self.rng.getrandbits(256):x} " * 20)
        ids = tuple(added.id for added in ingest(ws, IngestRequest((str(file),)), SILENT).added)
        tag(ws, TagRequest(ids, (ws.catalogue.find(self.rng.choice(_INDICATORS)).slug,)), SILENT)

    def _judge(self, desk: Workspace) -> None:
        rows = [number for number, _ in browse.rows(desk, Filter(states=frozenset({State.RECEIVED, State.ACCEPTED})))]
        for item in browse.items(desk, self.rng.sample(rows, min(len(rows), 3))):
            verdict = self.rng.choice([Verdict.ACCEPT, Verdict.RETURN])
            with contextlib.suppress(
                Fixable
            ):  # a desk that has not heard of its delegation, or whose clock is too wrong
                review(desk, ReviewRequest((item.id,), verdict, reason="Buram"), SILENT)

    def _send(self, ws: Workspace, *, everything: bool) -> None:
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
                result = receive(self.everybody[recipient], ReceiveRequest((path,)), SILENT)
                self.figures.again += sum(1 for one in result.accepted if one.again_since)
                if result.refused:
                    raise RuntimeError(f"refused: {result.refused[0].error.code}")

    def _all_events(self) -> list[object]:
        return list(
            {event.identity: event for ws in self.everybody.values() for event in ws.store.journal.all()}.values()
        )

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


def country(cities: int = 514, offices: int = 103, items: int = 50_000, photo: int = 2_000_000) -> dict[str, float]:
    """Reckon a year of a country by the hub's layout; no measurement, its assumptions are its arguments.

    Every office sends once a week and is answered; parts are of 8 MB; a part or a note is a PUT and a MOVE on WebDAV, a
    bundle is listed three times on its way in and out, fetched, and deleted.
    """
    bundles = offices * 52
    size = items * photo / bundles
    parts = -(-size // 8_000_000)
    requests = bundles * ((parts + 1) * 4 + 6 + 5)
    return {
        "cities": cities,
        "bundles_a_city": bundles,
        "megabytes_a_bundle": round(size / 1e6, 1),
        "requests_a_city": requests,
        "requests_a_second_all_cities": round(requests * cities / (365 * 86400), 1),
        "terabytes_a_city": round(items * photo / 1e12, 2),
        "terabytes_all_cities": round(items * photo * cities / 1e12, 1),
    }


def main() -> None:
    """Read the scale, live the year, print its figures."""
    parser = argparse.ArgumentParser(description="A city's year through the real code.")
    for name, value in asdict(Scale()).items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    parser.add_argument("--folder", type=Path)
    given = vars(parser.parse_args())
    print(json.dumps(country(), indent=1))
    with _folder(given.pop("folder")) as folder:
        print(json.dumps(asdict(simulate(folder, Scale(**given))), indent=1))


if __name__ == "__main__":
    main()
