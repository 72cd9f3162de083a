"""Memory that a worker reads where it lies: it sees what is there, and can change none of it."""

import os
import pickle
import sys
from pathlib import Path

import pytest

from kla_desktop.system.shown_memory import ShownMemory
from kla_desktop.system.spare_memory import Loan, SpareMemory
from kla_desktop.system.worker_process import WorkerProcess

HERE = Path(__file__).parent
SIZE = 1 << 20
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no other system can seal memory")


@pytest.fixture(autouse=True)
def _targets_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(HERE)


@pytest.fixture
def shown() -> ShownMemory:
    return ShownMemory(SIZE, 2)


def test_a_worker_sees_what_lies_there_and_what_comes_to_lie_there(shown: ShownMemory) -> None:
    with WorkerProcess("worker_targets:echo", shown=shown) as worker:
        for _ in range(2):
            piece = shown.take()
            assert piece is not None
            for size in (SIZE, 5, 70_000):
                data = os.urandom(size)
                piece[:size] = data
                worker.send({"n": size}, memoryview(piece)[:size])
                assert worker.receive(20) == ({"got": {"n": size}}, data[::-1])
            data = piece[:]
            worker.send({}, memoryview(piece)[4099:9000])
            assert worker.receive(20)[1] == data[4099:9000][::-1]
        worker.send({}, b"elsewhere")
        assert worker.receive(20)[1] == b"erehwesle"


def test_what_lies_there_is_named_and_not_sent(shown: ShownMemory) -> None:
    piece, other = shown.take(), SpareMemory(SIZE, 1).take()
    assert piece is not None
    view = memoryview(piece)
    assert shown.place_of(view) == (0, 0)
    assert shown.place_of(view[17:20]) == (0, 17)
    second = shown.take()
    assert second is not None
    assert shown.place_of(memoryview(second)[1:]) == (1, 1)
    for elsewhere in (b"x", bytearray(3), memoryview(b"xyz"), memoryview(other)):
        assert shown.place_of(elsewhere) is None


def test_a_worker_can_neither_change_it_nor_take_it_away(shown: ShownMemory) -> None:
    piece = shown.take()
    assert piece is not None
    piece[:4] = b"true"
    with WorkerProcess("worker_targets:tamper", shown=shown) as worker:
        tried, _ = worker.receive(20)
        assert tried["held"] == 2
        assert tried["refused"] == ["write", "map", "reopened", "cut", "grown", "hole"]
        assert piece[:4] == b"true"
        piece[:4] = b"more"  # we can
        worker.send({}, memoryview(piece)[:4])
        assert worker.receive(20)[1] == b"more"


def test_spare_memory_borrows_it_first_and_gives_it_back(shown: ShownMemory) -> None:
    one, other = SpareMemory(SIZE, 3, shown=shown), SpareMemory(SIZE, 1, shown=shown)
    pieces = [one.take() for _ in range(3)]
    assert [shown.place_of(memoryview(piece)) for piece in pieces] == [(0, 0), (1, 0), None]
    assert shown.place_of(memoryview(other.take())) is None  # two at once need not wait for each other
    loan = Loan(one, pieces[1])
    seen = loan.share()
    one.give(pieces[0])
    one.give(pieces[2])
    one.close()
    assert shown.take() is pieces[0]
    assert shown.take() is None
    seen()
    assert shown.take() is pieces[1]
    shown.give(pieces[2])
    assert shown.take() is None


def test_without_sealed_memory_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    shown = ShownMemory(SIZE, 2)
    assert shown.take() is None
    assert shown.place_of(memoryview(SpareMemory(SIZE, 2, shown=shown).take())) is None
    assert pickle.dumps(shown)
