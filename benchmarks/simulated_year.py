"""A city's year through the real code: stations, desks, a lossy network, clocks that disagree, and an oracle.

Every library, journal, bundle, receipt and review is real; the evidence is small photos and notes. On some days bundles
travel as files, which a network loses, repeats and reorders; on the others (`--hub`, a share of the days) by rounds of
sync with a real WebDAV server behind a line that does harm (`year_hub`). Clocks are years apart. In the end each desk
has to show what a library shows that was handed every event; each station the same of its own items (`year_oracle`).

    .venv/bin/python -m benchmarks.simulated_year --stations 6 --desks 2 --items 200 --days 12
    .venv/bin/python -m benchmarks.simulated_year --stations 103 --items 5000 --kept 1 --hub 0.75 --province 1
    .venv/bin/python -m benchmarks.simulated_year --model year.json   # a country, reckoned from a measured year

`--kept 1` keeps the processes that seal, open and read instead of starting them for each bundle and library, and
reads the catalogue once: what is measured then is the work, not the starts.
"""

import argparse
import contextlib
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from benchmarks.country import Measured, country
from benchmarks.year_city import SILENT, City, Scale, city
from benchmarks.year_hub import PASSWORD, USER, LossyHub, lossy_hub
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import StationId
from kla_desktop.operations.dispatch import PackedBundle
from kla_desktop.operations.hub.access import SetHubRequest, set_hub
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.relay import RelayRequest, relay
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.sync import sync
from kla_desktop.operations.syncing.round import SyncRequest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.transport.patience import Patience
from tests.year_oracle import agree, agrees_above, all_events

_ROUND = SyncRequest(packs=True, now=True, credits=1, patience=Patience(connect=5, standstill=20))
_MOST_ROUNDS = 60
"""Rounds that somebody tries on one day until one of them ends well."""
_MOST_SETTLING = 12


@dataclass(slots=True)
class Figures:
    """What a year took. `hub`: what the line and the server saw; `rounds`: of sync, by whom and how they ended."""

    bundles: int = 0
    bytes_sent: int = 0
    deliveries: int = 0
    lost: int = 0
    again: int = 0
    events: int = 0
    hub_days: int = 0
    hub: dict[str, int] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=dict)
    items_above: int = 0
    rounds_to_settle: int = 0
    evidence_bytes: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    """Of this process and its ended children."""
    peak_mb: int = 0
    spent: dict[str, float] = field(default_factory=dict)
    """Seconds by what was done."""
    stored: dict[str, int] = field(default_factory=dict)


class _Year:
    def __init__(self, here: City, hub: LossyHub | None) -> None:
        self.city, self.scale, self.rng, self.hub = here, here.scale, here.rng, hub
        self.figures, self.rounds = Figures(), Counter[str]()
        self.way: list[tuple[StationId, Path]] = []

    @contextlib.contextmanager
    def _timed(self, what: str) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            self.figures.spent[what] = self.figures.spent.get(what, 0.0) + time.monotonic() - began

    def run(self) -> Figures:
        start, made = time.monotonic(), 0
        with self._timed("introductions"):
            self._introduce()
        for day in range(self.scale.days):
            until = self.scale.items * (day + 1) // self.scale.days
            with self._timed("taking in and tagging"):
                self.city.work(range(made, until))
            made = until
            with self._timed("reviewing"):
                for desk in (self.city.root, *self.city.desks):
                    self.city.judge(desk)
            self._day(by_hub=self.rng.random() < self.scale.hub)
            self._say(f"day {day + 1} of {self.scale.days}, {made} items", start)
        self._until_agreed(start)
        if self.city.province:
            self.city.accept_one_of_each()  # everybody has heard everything: nothing overrules it
            self._until_agreed(start)
        return self._told(time.monotonic() - start)

    def _until_agreed(self, start: float) -> None:
        while not self._agree():
            self.figures.rounds_to_settle += 1
            self._settle()
            self._say(f"settling, round {self.figures.rounds_to_settle}", start)
            if self.figures.rounds_to_settle > _MOST_SETTLING:
                raise RuntimeError("the city does not settle")

    def _introduce(self) -> None:
        self.city.join()
        for ws in self.city.everybody.values():
            if self.hub:
                self._use_hub(ws, self.hub)
            self._send(ws, everything=False)
        self._travel(0.0)
        self.city.accept()

    def _use_hub(self, ws: Workspace, hub: LossyHub) -> None:
        of = hub.address("provinsi" if ws is self.city.province else "kota")
        set_hub(ws, SetHubRequest(of, USER, PASSWORD), SILENT)
        if ws.is_coordinator and ws.store.above:
            set_hub(replace(ws, upward=True), SetHubRequest(hub.address("provinsi"), USER, PASSWORD), SILENT)

    def _day(self, *, by_hub: bool) -> None:
        """Half of all do something about their bundles."""
        everybody = list(self.city.everybody.values())
        some = self.rng.sample(everybody, max(1, len(everybody) // 2))
        if by_hub:
            self.figures.hub_days += 1
            for ws in some:
                self._sync(ws)
            return
        for ws in some:
            self._send(ws, everything=self.rng.random() < 0.3)
        self._travel(self.scale.lost)

    def _settle(self) -> None:
        """Everybody does, whoever is above after all below; no bundle on the way as a file is lost any more."""
        last = [ws for ws in (self.city.root, self.city.province) if ws]
        others = [ws for ws in self.city.everybody.values() if ws not in last]
        self.rng.shuffle(others)
        for ws in (*others, *last):
            if self.hub:
                self._sync(ws)
            else:
                self._send(ws, everything=True)
        self._travel(0.0)

    # --- as files
    def _send(self, ws: Workspace, *, everything: bool) -> None:
        with self._timed("sealing replies" if ws.is_coordinator else "sealing"):
            made = _made(ws, everything=everything)
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
            for _ in range(2 if self.rng.random() < self.scale.repeated else 1):
                self._deliver(self.city.everybody[recipient], path)

    def _deliver(self, who: Workspace, path: Path) -> None:
        self.figures.deliveries += 1
        self.figures.bytes_sent += path.stat().st_size
        with self._timed("receiving, secretariat" if who.is_secretariat else "receiving, stations"):
            result = receive(who, ReceiveRequest((path,)), SILENT)
        self.figures.again += sum(1 for one in result.accepted if one.again_since)
        if result.refused:
            raise RuntimeError(f"refused: {result.refused[0].error.code}")

    # --- by the hub
    def _sync(self, ws: Workspace) -> None:
        """Rounds with the hub until one ends well, as a program that tries again later."""
        who = "secretariat" if ws.is_secretariat else "stations"
        for _ in range(_MOST_ROUNDS):
            with self._timed(f"rounds, {who}"):
                done = sync(ws, _ROUND, SILENT)
            if done.refused:
                raise RuntimeError(f"refused: {done.refused[0].error.code}")
            self.rounds[f"{who}: {'broken off' if done.wait is not None else 'ended well'}"] += 1
            self.rounds.update(f"failed: {one.error.code}" for one in done.failed)
            self.figures.bundles += len(done.sent)
            self.figures.deliveries += len(done.received)
            if done.wait is None:
                return
        raise RuntimeError(f"no round in {_MOST_ROUNDS} ended well")

    # --- in the end
    def _agree(self) -> bool:
        here = self.city
        with self._timed("oracle"):
            folder = here.folder / f"oracle-{self.figures.rounds_to_settle}"
            same = agree(folder, here.root, here.desks, here.stations)
            return same and (here.province is None or agrees_above(here.province, here.root))

    def _told(self, seconds: float) -> Figures:
        here, figures = self.city, self.figures
        figures.seconds, figures.evidence_bytes = round(seconds, 1), here.evidence_bytes
        figures.events = len(all_events(here.everybody.values()))
        usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        figures.cpu_seconds = round(sum(one.ru_utime + one.ru_stime for one in usage), 1)
        figures.peak_mb = usage[0].ru_maxrss >> 10
        figures.spent = {name: round(spent, 1) for name, spent in figures.spent.items()}
        figures.rounds, figures.hub = dict(self.rounds), dict(self.hub.said) if self.hub else {}
        if here.province:
            figures.items_above = int(here.province.store.database.value("SELECT count(*) FROM evidence"))
        for ws in (here.root, here.stations[0], *([here.province] if here.province else [])):
            files = (file for file in ws.store.folder.rglob("*") if file.is_file())
            figures.stored[ws.store.folder.name] = sum(file.stat().st_size for file in files)
        return figures

    def _say(self, what: str, start: float) -> None:
        spent = {name: round(seconds) for name, seconds in self.figures.spent.items()}
        print(f"{time.monotonic() - start:.0f} s: {what}; {spent}", file=sys.stderr, flush=True)


def _made(ws: Workspace, *, everything: bool) -> tuple[PackedBundle, ...]:
    """Seal what somebody has for others: a station for its secretariat, that for its stations and for its province."""
    answers = reply(ws, ReplyRequest(everything=everything), SILENT).bundles if ws.is_coordinator else ()
    try:
        if not ws.is_coordinator:
            return pack(ws, PackRequest(everything=everything), SILENT).bundles
        return (
            (*answers, *relay(ws, RelayRequest(everything=everything), SILENT).bundles) if ws.store.above else answers
        )
    except Fixable as error:
        if error.code is not ErrorCode.NOTHING_TO_PACK:
            raise
        return answers


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
        began = time.monotonic()
        hub = stack.enter_context(lossy_hub(folder / "hub", scale.bad, scale.seed)) if scale.hub else None
        year = _Year(stack.enter_context(city(folder, scale)), hub)
        year.figures.spent["libraries"] = time.monotonic() - began
        return year.run()


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
