"""Files written past the cache hold what was written, whatever its size, and memory that is lent comes back."""

import errno
import os
import threading
from pathlib import Path

import pytest

from kla_desktop.system import uncached
from kla_desktop.system.spare_memory import Loan, SpareMemory
from kla_desktop.system.uncached import PAGE, WORTH, UncachedFile

ROOM = WORTH
SIZES = (0, 1, PAGE - 1, PAGE, PAGE + 1, ROOM - 1, ROOM, ROOM + 1, 3 * ROOM, 3 * ROOM + 7)


@pytest.fixture(params=["as the system can", "as an ordinary file"])
def memory(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> SpareMemory:
    if request.param == "as an ordinary file":
        monkeypatch.setattr(uncached, "WORTH", 1 << 40)
    return SpareMemory(ROOM, 1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("piece", [1000, 5 * PAGE, 10 * ROOM])
def test_what_is_written_is_there(memory: SpareMemory, tmp_path: Path, size: int, piece: int) -> None:
    data, room = os.urandom(size), memory.take()
    with UncachedFile(tmp_path / "berkas", room) as out:
        for start in range(0, size, piece):
            out.write(data[start : start + piece])
        out.finish()
    memory.give(room)
    assert (tmp_path / "berkas").read_bytes() == data


@pytest.mark.parametrize("size", SIZES)
def test_what_is_put_in_place_is_there(memory: SpareMemory, tmp_path: Path, size: int) -> None:
    data, room, piece = os.urandom(size), memory.take(), PAGE + 17
    with UncachedFile(tmp_path / "berkas", room) as out:
        out.write(b"kepala")
        for start in range(0, size, piece):
            part = data[start : start + piece]
            out.room(len(part))[:] = part
            out.fill(len(part))
        out.finish()
    assert (tmp_path / "berkas").read_bytes() == b"kepala" + data


def test_a_drive_that_refuses_pages_gets_an_ordinary_file(
    memory: SpareMemory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = os.urandom(2 * ROOM + 5)
    with UncachedFile(tmp_path / "berkas", memory.take()) as out:
        out.write(data[:ROOM])
        direct = [out.is_direct]
        if not direct[0]:
            pytest.skip("it is one from the start")
        write, refusals = os.write, [errno.EINVAL]

        def refuse_once(handle: int, piece: memoryview) -> int:
            if refusals:
                raise OSError(refusals.pop(), "no")
            return write(handle, piece)

        monkeypatch.setattr(os, "write", refuse_once)
        out.write(data[ROOM:])
        out.finish()
        direct.append(out.is_direct)
    assert direct == [True, False]
    assert (tmp_path / "berkas").read_bytes() == data


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a drive that is always full")
def test_a_full_disk_says_so(memory: SpareMemory) -> None:
    with UncachedFile(Path("/dev/full"), memory.take()) as out:
        out.write(b"x" * 100)
        with pytest.raises(OSError, match="No space") as raised:
            out.finish()
    assert raised.value.errno == errno.ENOSPC


def test_memory_is_waited_for_and_used_again() -> None:
    memory = SpareMemory(PAGE, 2)
    first, second = memory.take(), memory.take()
    got = []
    waiting = threading.Thread(target=lambda: got.append(memory.take()))
    waiting.start()
    loan = Loan(memory, second)
    one, other = loan.share(), loan.share()
    one(None)
    one(None)
    assert not got
    other(None)
    waiting.join(30)
    assert got == [second]
    memory.give(first)
    assert memory.take() is first
