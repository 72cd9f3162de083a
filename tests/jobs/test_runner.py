"""The runner: order, exactly one end, cancel, pause, throttle, estimates."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest

from kla_desktop.jobs.estimate import WINDOW, Pace, remaining_seconds
from kla_desktop.jobs.events import Advanced, Event, Failed, Finished, Lane, Started, Stopped
from kla_desktop.jobs.inline import InlineRunner
from kla_desktop.jobs.runner import AnyRunner, Runner, Ticket
from kla_desktop.jobs.trace import bare_trace
from kla_desktop.system.progress import Progress, Step
from tests.patience import PATIENCE, PROMPT

Pair = tuple[AnyRunner, "Heard"]
TERMINAL = (Finished, Failed, Stopped)


class Heard:
    """Collects events from any thread."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._lock = threading.Lock()

    def __call__(self, event: Event) -> None:
        with self._lock:
            self.events.append(event)

    def of(self, job: int) -> list[Event]:
        return [event for event in self.events if event.job == job]

    def ends(self, job: int) -> list[Event]:
        return [event for event in self.of(job) if isinstance(event, TERMINAL)]


@pytest.fixture(params=[Runner, InlineRunner])
def pair(request: pytest.FixtureRequest) -> Iterator[Pair]:
    heard = Heard()
    runner: AnyRunner = request.param(heard)
    yield runner, heard
    runner.close()


def test_result_comes_after_start_and_steps(pair: Pair) -> None:
    runner, heard = pair

    def work(progress: Progress) -> int:
        progress.step(Step(1, 2))
        progress.checkpoint()
        progress.step(Step(2, 2))
        return 42

    ticket = runner.start(Lane.QUERY, work, "adding")
    assert ticket.wait(PATIENCE)
    kinds = [type(event) for event in heard.of(ticket.job)]
    assert kinds == [Started, Advanced, Advanced, Finished]
    assert heard.events[0] == Started(ticket.job, Lane.QUERY, "adding")
    assert heard.events[-1] == Finished(ticket.job, 42)


@pytest.mark.parametrize("error", [ValueError("x"), SystemExit(3), KeyboardInterrupt()])
def test_any_error_ends_the_job_once(pair: Pair, error: BaseException) -> None:
    runner, heard = pair

    def work(progress: Progress) -> None:
        raise error

    ticket = runner.start(Lane.PARCEL, work)
    assert ticket.wait(PATIENCE)
    assert heard.ends(ticket.job) == [Failed(ticket.job, error)]
    after = runner.start(Lane.PARCEL, lambda _: "alive")
    assert after.wait(PATIENCE)
    assert heard.ends(after.job) == [Finished(after.job, "alive")]


def test_every_job_of_a_burst_ends_exactly_once() -> None:
    heard = Heard()
    runner = Runner(heard)
    tickets = []

    def divide(number: int, progress: Progress) -> float:
        progress.checkpoint()
        return 1 / number

    for number in range(200):
        lane = list(Lane)[number % 5]
        tickets.append(runner.start(lane, partial(divide, number % 7)))
        if number % 3 == 0:
            tickets[-1].cancel()
    runner.close(cancel=False)
    assert all(len(heard.ends(ticket.job)) == 1 for ticket in tickets)
    assert {type(heard.ends(ticket.job)[0]) for ticket in tickets} == {Finished, Failed, Stopped}


def test_interactive_jobs_keep_their_order() -> None:
    heard = Heard()
    order: list[int] = []
    runner = Runner(heard)

    def note(number: int, _: Progress) -> None:
        order.append(number)

    for number in range(50):
        runner.start(Lane.INTERACTIVE, partial(note, number))
    runner.close(cancel=False)
    assert order == list(range(50))


def test_a_slow_transfer_blocks_nothing_else() -> None:
    heard = Heard()
    runner = Runner(heard)
    gate = threading.Event()
    slow = [runner.start(Lane.TRANSFER, lambda _: gate.wait(PATIENCE)) for _ in range(3)]
    quick = runner.start(Lane.QUERY, lambda _: "read")
    assert quick.wait(PROMPT)
    assert not any(ticket.ended for ticket in slow)
    gate.set()
    runner.close(cancel=False)


def test_cancel_stops_a_running_job_and_a_queued_job_never_starts() -> None:
    heard = Heard()
    runner = Runner(heard)

    def endless(progress: Progress) -> None:
        while True:
            progress.checkpoint()
            time.sleep(0.005)

    running = runner.start(Lane.INTAKE, endless)
    queued = runner.start(Lane.INTAKE, endless)
    queued.cancel()
    running.cancel()
    assert running.wait(PATIENCE)
    assert queued.wait(PATIENCE)
    assert heard.of(queued.job) == [Stopped(queued.job)]
    runner.close()


def test_pause_holds_the_job_and_resume_lets_it_finish() -> None:
    heard = Heard()
    runner = Runner(heard)
    seen: list[int] = []
    first = threading.Event()

    def work(progress: Progress) -> None:
        for number in range(100):
            progress.checkpoint()
            seen.append(number)
            first.set()
            time.sleep(0.002)

    ticket = runner.start(Lane.TRANSFER, work)
    assert first.wait(PATIENCE)
    ticket.pause()
    time.sleep(0.05)
    held = len(seen)
    time.sleep(0.1)
    assert len(seen) == held < 100
    assert ticket.paused
    ticket.resume()
    assert ticket.wait(PATIENCE)
    assert seen == list(range(100))
    runner.close()


def test_a_paused_job_can_be_cancelled_and_closing_never_hangs() -> None:
    heard = Heard()
    runner = Runner(heard)

    def work(progress: Progress) -> None:
        while True:
            progress.checkpoint()
            time.sleep(0.001)

    paused = runner.start(Lane.INTAKE, work)
    paused.pause()
    waiting = runner.start(Lane.INTAKE, work)
    runner.close()
    assert [type(e) for e in heard.ends(paused.job) + heard.ends(waiting.job)] == [Stopped, Stopped]
    with pytest.raises(RuntimeError):
        runner.start(Lane.QUERY, lambda _: None)


def test_pausing_an_inline_job_does_not_lock_up() -> None:
    heard = Heard()
    runner = InlineRunner(heard)

    def work(progress: Progress) -> str:
        assert isinstance(progress, Ticket)
        progress.pause()
        progress.checkpoint()
        return "went on"

    ticket = runner.start(Lane.QUERY, work)
    assert heard.ends(ticket.job) == [Finished(ticket.job, "went on")]


def test_steps_are_throttled_but_the_first_and_the_last_are_said() -> None:
    heard = Heard()
    clock = [0.0]
    runner = InlineRunner(heard, now=lambda: clock[0])

    def work(progress: Progress) -> None:
        for number in range(1, 1000):  # never reaches its total of 5000
            clock[0] += 0.001
            progress.step(Step(number, 5000))

    ticket = runner.start(Lane.INTAKE, work)
    steps = [event.step.done for event in heard.of(ticket.job) if isinstance(event, Advanced)]
    assert steps[0] == 1
    assert steps[-1] == 999
    assert 10 <= len(steps) <= 12


def test_remaining_time_follows_bytes_where_there_are_any() -> None:
    items = [(0.0, Step(0, 100)), (10.0, Step(20, 100))]
    assert remaining_seconds(items) == pytest.approx(40.0)
    sized = [(0.0, Step(0, 2, "", 0, 1000)), (2.0, Step(1, 2, "", 800, 1000))]
    assert remaining_seconds(sized) == pytest.approx(0.5)
    late = [(0.0, Step(0, 2, "", 0, 10**9)), (4.0, Step(0, 2, "", 4096, 10**9)), (6.0, Step(0, 2, "", 10**8, 10**9))]
    assert remaining_seconds(late[:2]) is None, "a worker started; that is no pace"
    assert remaining_seconds(late) == pytest.approx(18.0, rel=0.01)


@pytest.mark.parametrize(
    "samples",
    [
        [],
        [(0.0, Step(0, 10))],
        [(0.0, Step(0, 10)), (0.2, Step(5, 10))],
        [(0.0, Step(5, 10)), (9.0, Step(5, 10))],
        [(0.0, Step(0, 0)), (9.0, Step(5, 0))],
    ],
)
def test_no_estimate_without_grounds(samples: list[tuple[float, Step]]) -> None:
    assert remaining_seconds(samples) is None


def test_pace_forgets_the_distant_past_and_other_work() -> None:
    pace = Pace()
    pace.note(0.0, Step(0, 1000, "a"))
    for second in range(1, 11):
        pace.note(float(second), Step(second * 50, 1000, "a"))
    slow = None
    for second in range(11, 60):
        slow = pace.note(float(second), Step(500 + second, 1000, "a"))
    assert slow is not None
    assert slow == pytest.approx(1000 - 559, rel=0.1)
    assert pace.note(60.0, Step(1, 10, "b")) is None
    assert WINDOW < 60


def test_pauses_do_not_count_as_work() -> None:
    heard = Heard()
    clock = [0.0]

    def work(ticket: Progress) -> None:
        assert isinstance(ticket, Ticket)
        ticket.step(Step(0, 100))
        clock[0] = 10.0
        ticket.step(Step(10, 100))
        ticket._may_wait = True
        ticket.pause()
        clock[0] = 1000.0
        ticket.resume()
        clock[0] = 1010.0
        ticket.step(Step(20, 100))

    InlineRunner(heard, now=lambda: clock[0]).start(Lane.TRANSFER, work)
    last = [event for event in heard.events if isinstance(event, Advanced)][-1]
    assert last.remaining == pytest.approx(80.0)


def test_the_bare_trace_names_places_and_no_values() -> None:
    def fail() -> None:
        try:
            open("/home/siti/Foto anak Budi.jpg", "rb")  # noqa: PTH123, SIM115
        except FileNotFoundError as error:
            raise ValueError("Foto anak Budi.jpg") from error

    with pytest.raises(ValueError) as caught:
        fail()
    text = bare_trace(caught.value)
    assert "Budi" not in text
    assert "siti" not in text
    assert "builtins.ValueError" in text
    assert "caused by builtins.FileNotFoundError" in text
    assert "test_runner.py:" in text
    assert " fail" in text


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread's place is not to be read")
def test_what_nobody_looks_at_goes_after_the_window() -> None:
    def place(_progress: Progress) -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    heard = Heard()
    runner = Runner(heard)
    jobs = {lane: runner.start(lane, place) for lane in Lane}
    runner.close(cancel=False)
    found = {lane: end.result for lane, job in jobs.items() for end in heard.ends(job.job) if isinstance(end, Finished)}
    own = os.getpriority(os.PRIO_PROCESS, 0)
    behind = max(own, 5)
    waited_for = (Lane.INTERACTIVE, Lane.QUERY)
    assert found == {lane: own if lane in waited_for else behind for lane in Lane}
