"""The worker for bundles that is kept ready: it is the one that works, it works once, and nobody keeps it for long."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.operations.parcels.parcel import OpenedParcel, Sealer, open_parcel, seal_parcel
from kla_desktop.operations.parcels.worker import DO, OPEN
from kla_desktop.operations.parcels.workers import ParcelWorkers, StartingWorker
from kla_desktop.system.memory import available_memory
from kla_desktop.system.progress import Cancelled, SilentProgress
from kla_desktop.system.worker_process import WorkerDied, WorkerProcess
from tests.operations.parcels import Road
from tests.patience import PATIENCE


@pytest.fixture
def workers() -> Iterator[ParcelWorkers]:
    made = ParcelWorkers(needed=0)
    yield made
    made.close()


def _ready(starting: StartingWorker) -> WorkerProcess:
    return starting.ready(lambda: None)


def _ends(worker: WorkerProcess) -> bool:
    until = time.monotonic() + PATIENCE
    while worker.alive and time.monotonic() < until:
        time.sleep(0.02)
    return not worker.alive


def test_what_was_prepared_is_taken_once(workers: ParcelWorkers) -> None:
    workers.prepare()
    workers.prepare()
    first, second = workers.take(), workers.take()
    pids = {_ready(first).pid, _ready(second).pid}
    assert len(pids) == 2
    first.end()
    second.end()


def test_bundles_are_sealed_and_opened_by_it(workers: ParcelWorkers, tmp_path: Path) -> None:
    road, taken = Road(tmp_path), []

    def take() -> StartingWorker:
        taken.append(workers.take())
        return taken[-1]

    workers.prepare()
    path = seal_parcel(road.request([road.keep(1, b"isi")]), SilentProgress(), take).path
    workers.prepare()
    opened = open_parcel(road.opening(path), road.choose, SilentProgress(), take)
    assert isinstance(opened, OpenedParcel)
    assert len(taken) == 2
    assert all(_ends(_ready(one)) for one in taken)  # neither meets a second file


def test_whoever_sealed_opens_nothing(tmp_path: Path) -> None:
    """It has had the station's keys, and a bundle to open is somebody else's bytes."""
    road, starting = Road(tmp_path), StartingWorker()
    with Sealer(lambda: starting) as sealer:
        path = sealer.seal(road.request([road.keep(1, b"isi")]), SilentProgress()).path
        worker = _ready(starting)
        worker.send({DO: OPEN, "path": str(path), "folder": str(road.quarantine)})
        with pytest.raises(WorkerDied):
            worker.receive(PATIENCE)


def test_it_is_given_up_after_a_while() -> None:
    workers = ParcelWorkers(rest=0.01, needed=0)
    workers.prepare()
    spare = workers._spare
    assert spare is not None
    assert _ends(_ready(spare))
    assert workers._spare is None


def test_short_memory_keeps_none_ready() -> None:
    workers = ParcelWorkers(needed=1 << 61)
    if available_memory() < 1 << 61:
        workers.prepare()
        assert workers._spare is None
    starting = workers.take()  # work is done all the same
    assert _ready(starting).alive
    starting.end()


def test_one_that_died_waiting_is_replaced(workers: ParcelWorkers) -> None:
    workers.prepare()
    assert workers._spare is not None
    spare = _ready(workers._spare)
    assert spare.pid is not None
    os.kill(spare.pid, signal.SIGTERM)
    assert _ends(spare)
    taken = workers.take()
    assert _ready(taken).alive
    taken.end()


def test_closing_ends_what_waits(workers: ParcelWorkers) -> None:
    workers.prepare()
    spare = workers._spare
    assert spare is not None
    workers.close()
    assert _ends(_ready(spare))
    workers.prepare()
    assert workers._spare is None


def test_a_stop_is_heard_while_it_starts() -> None:
    class Slow(StartingWorker):
        def _start(self) -> None:
            pass

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Slow().ready(stop)
