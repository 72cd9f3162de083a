"""The plumbing of worker processes: frames, death, silence, the parent's end, memory."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kla_desktop.system.worker_process import WorkerDied, WorkerProcess, WorkerSilent
from tests.patience import PROMPT

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _targets_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(HERE)


def _gone(pid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def _flood(worker: WorkerProcess) -> None:
    for _ in range(20):
        worker.send({}, b"x" * (1 << 20), timeout=0.5)


def test_frames_go_both_ways_with_bytes_and_words() -> None:
    with WorkerProcess("worker_targets:echo") as worker:
        for size in (0, 1, 65_536, 5 << 20):
            payload = os.urandom(size)
            worker.send({"n": size, "kata": "kelurahan Pondok Ciná"}, payload)
            header, back = worker.receive(20)
            assert header == {"got": {"n": size, "kata": "kelurahan Pondok Ciná"}}
            assert back == payload[::-1]
        assert worker.alive
    assert not worker.alive


def test_exception_is_told_by_type_and_place_without_its_text() -> None:
    with WorkerProcess("worker_targets:crash") as worker:
        worker.send({})
        with pytest.raises(WorkerDied) as died:
            worker.receive(20)
    assert died.value.reason.startswith("ValueError at worker_targets.py:")
    assert "Siti" not in str(died.value)


def test_dead_child_is_noticed_at_once() -> None:
    with WorkerProcess("worker_targets:vanish") as worker:
        worker.send({})
        start = time.monotonic()
        with pytest.raises(WorkerDied) as died:
            worker.receive(60)
        assert time.monotonic() - start < 20
        assert died.value.exit_code == 7
        with pytest.raises(WorkerDied):
            worker.receive(1)
        with pytest.raises(WorkerDied):
            worker.send({"still": "there?"}, b"x" * (5 << 20))


def test_silent_child_is_silent_and_then_killed() -> None:
    with WorkerProcess("worker_targets:sulk") as worker:
        assert worker.receive(20) == ({"ready": True}, b"")
        with pytest.raises(WorkerSilent):
            worker.receive(0.2)
        assert worker.alive
        start = time.monotonic()
        worker.kill()
        assert time.monotonic() - start < PROMPT
        assert not worker.alive


def test_child_that_takes_nothing_blocks_nobody_for_ever() -> None:
    with WorkerProcess("worker_targets:sulk") as worker:
        worker.receive(20)
        with pytest.raises(WorkerSilent):
            _flood(worker)


@pytest.mark.parametrize("target", ["babble", "pickled"])
def test_anything_but_a_frame_ends_the_worker(target: str) -> None:
    with WorkerProcess(f"worker_targets:{target}") as worker, pytest.raises(WorkerDied):
        worker.receive(20)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no address space limit to set")
def test_memory_limit_ends_the_child_only() -> None:
    with WorkerProcess("worker_targets:gorge", memory_limit=1 << 30) as worker:
        worker.send({})
        with pytest.raises(WorkerDied, match="MemoryError"):
            worker.receive(30)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
def test_ctrl_c_does_not_end_the_child() -> None:
    with WorkerProcess("worker_targets:echo") as worker:
        worker.send({"n": 1})
        worker.receive(20)
        assert worker.pid
        os.kill(worker.pid, signal.SIGINT)
        worker.send({"n": 2})
        assert worker.receive(20)[0] == {"got": {"n": 2}}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
def test_killed_parent_takes_even_a_busy_child_along() -> None:
    script = (
        f"import sys, time; sys.path.insert(0, {str(HERE)!r})\n"
        "from kla_desktop.system.worker_process import WorkerProcess\n"
        "worker = WorkerProcess('worker_targets:spin')\n"
        "print(worker.receive(20)[0]['pid'], flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
        assert _gone(child, 5)
