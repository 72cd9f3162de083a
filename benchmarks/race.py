"""Runs contenders by turns, each in a process of its own, and compares medians. POSIX only: it needs `wait4`.

A figure counts only after the contender's output proved right. Wall time drifts with whatever else the machine does, so
only ratios of one run are judged, and the CPU ratio stands beside the wall ratio.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PAGE = os.sysconf("SC_PAGE_SIZE")
_LOOK_EVERY = 0.02
_PATIENCE = 600


class WrongOutput(Exception):  # noqa: N818 - it says what happened
    """A contender did not do its work: its time means nothing."""


def require(condition: object, what: str) -> None:
    """Raise WrongOutput unless the condition holds."""
    if not condition:
        raise WrongOutput(what)


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds, seconds of CPU, and the most memory (bytes resident, all processes together)."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a process left behind; `told` is the JSON object on its last line, where it printed one."""

    sample: Sample
    output: bytes
    told: dict[str, Any]


def _nothing() -> None:
    pass


def _anything(_: Outcome) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to do the work of a row.

    `before` and `check` are not timed. With `own_clock` the process times its inner part and prints
    {"wall": seconds, "cpu": seconds}, and "memory" in bytes if it looked itself: for what happens in a program that is
    already running.
    """

    name: str
    command: Callable[[], Sequence[str | Path]]
    before: Callable[[], None] = _nothing
    check: Callable[[Outcome], None] = _anything
    needs: tuple[str, ...] = ()
    own_clock: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """The first contender shall be `at_least` times as fast as `rival`, in wall time or in CPU time, or as small."""

    rival: str
    at_least: float
    cpu: bool = False
    memory: bool = False

    @property
    def what(self) -> str:
        """Which figure it is about."""
        return "memory" if self.memory else "cpu" if self.cpu else "wall"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; the first contender is ours. `work` units are done in each run."""

    name: str
    title: str
    work: float
    unit: str
    contenders: Sequence[Contender]
    targets: Sequence[Target] = ()
    end: Callable[[], None] = _nothing
    """Ends what the row started, such as a server."""


@dataclass(slots=True)
class Result:
    """The medians of a row, by contender, and how its targets stand."""

    row: Row
    medians: dict[str, Sample] = field(default_factory=dict)
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    skipped: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def ratio(self, rival: str, what: str = "wall") -> float | None:
        """How many times as fast (or small) as `rival` ours is; None if either did not run."""
        ours, theirs = self.medians.get(self.row.contenders[0].name), self.medians.get(rival)
        if ours is None or theirs is None:
            return None
        return float(getattr(theirs, what) / max(getattr(ours, what), 1e-9))

    def verdicts(self) -> list[tuple[Target, float | None]]:
        """Each target with the ratio reached."""
        return [(target, self.ratio(target.rival, target.what)) for target in self.row.targets]


def run_row(row: Row, rounds: int, say: Callable[[str], None]) -> Result:
    """Run a row: all contenders once, then all once more, and so on. Raises WrongOutput."""
    result = Result(row)
    present = []
    for contender in row.contenders:
        missing = tuple(program for program in contender.needs if shutil.which(program) is None)
        if missing:
            result.skipped[contender.name] = missing
        else:
            present.append(contender)
            result.samples[contender.name] = []
    for number in range(rounds):
        for contender in present:
            contender.before()
            outcome = measure([str(word) for word in contender.command()], own_clock=contender.own_clock)
            try:
                contender.check(outcome)
            except WrongOutput as wrong:
                raise WrongOutput(f"{row.name}: {contender.name}: {wrong}") from None
            result.samples[contender.name].append(outcome.sample)
            say(f"{row.name} {number + 1}/{rounds}: {contender.name} {outcome.sample.wall:.2f} s")
    for name, samples in result.samples.items():
        result.medians[name] = Sample(
            statistics.median(sample.wall for sample in samples),
            statistics.median(sample.cpu for sample in samples),
            max(sample.memory for sample in samples),
        )
    return result


def measure(command: Sequence[str], *, own_clock: bool = False) -> Outcome:
    """Run a program to its end. Raises WrongOutput if it fails."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        begun = time.monotonic()
        environment = os.environ | {"BENCH_BEGUN": repr(begun)}
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=environment)
        watch = _MemoryWatch(process.pid)
        overdue = threading.Timer(_PATIENCE, process.kill)
        overdue.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            overdue.cancel()
            most = watch.stop()
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        said = output.read()
        if process.returncode != 0:
            tail = errors.read()[-1500:].decode("utf-8", "replace")
            raise WrongOutput(f"{Path(command[0]).name} ended with {process.returncode}\n{tail}")
    told = _told(said)
    cpu = usage.ru_utime + usage.ru_stime
    if own_clock:
        require({"wall", "cpu"} <= told.keys(), "it did not tell its time")
        wall, cpu, most = float(told["wall"]), float(told["cpu"]), int(told.get("memory", most))
    return Outcome(Sample(wall, cpu, most), said, told)


def _told(said: bytes) -> dict[str, Any]:
    last = said.rstrip().rpartition(b"\n")[2]
    if not last.startswith(b"{"):
        return {}
    try:
        found = json.loads(last)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class _MemoryWatch:
    """Adds up what a process and its descendants hold, every 20 ms; Linux only, 0 elsewhere.

    Until it runs a program of its own, a new process is its parent once more, words and memory. So one with its
    parent's words counts from the second look on.
    """

    def __init__(self, pid: int) -> None:
        self._pid, self._most = pid, 0
        self._alike: set[int] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._over.wait(_LOOK_EVERY):
            self._most = max(self._most, self._held(self._pid))

    def _held(self, pid: int, parent: bytes = b"") -> int:
        try:
            process = Path(f"/proc/{pid}")
            words = (process / "cmdline").read_bytes()
            if words == parent and pid not in self._alike:
                self._alike.add(pid)
                return 0
            held = int((process / "statm").read_text("ascii").split()[1]) * _PAGE
            started = [task / "children" for task in (process / "task").iterdir()]  # each thread has its own
            children = [int(word) for them in started for word in them.read_text("ascii").split()]
        except (OSError, ValueError, IndexError):
            return 0
        return held + sum(self._held(child, words) for child in children)

    def stop(self) -> int:
        self._over.set()
        self._thread.join()
        return self._most
