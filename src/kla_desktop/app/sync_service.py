"""Keeps a library in step with its hub: rounds when something waits, and now and then to see what has come.

    service = SyncService(ws, submit, on_state)
    service.start()
    service.network(online=False)            # what the system says; None where it says nothing
    service.try_now(); service.pause(); service.resume(); service.poke()
    service.close()

`submit(work, ended)` is called on the service's thread: run `work` as a job of the TRANSFER lane and call `ended` once
with its result, None if it failed or was stopped. When to try again after trouble stands in the library.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kla_desktop.app.awaited import awaited
from kla_desktop.app.stoppable import Stoppable
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.hub.access import HubChoice, change_hub, hub_choice, hub_name, hub_state, sides
from kla_desktop.operations.sync import Synced, sync, waiting_for_hub
from kla_desktop.operations.syncing.round import SyncRequest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.network import present_network
from kla_desktop.system.progress import Progress, Step
from kla_desktop.transport.paced_remote import Throttle
from kla_desktop.transport.reach import has_way

_log = logging.getLogger(__name__)
SOON, NOW_AND_THEN = 60.0, 300.0
"""Seconds between rounds: while something is under way (and at the secretariat), and when nothing is."""
_LOOK_AT_NETWORK = 10.0
_WITHOUT_HUB = 3600.0
_AFTER_FAILURE = 900.0
_SAY_EVERY = 0.5
_OF_THE_NETWORK = frozenset({ErrorCode.HUB_UNREACHABLE.value, ErrorCode.HUB_LOGIN_PAGE.value})


class Phase(StrEnum):
    """What the service is about."""

    OFF = "off"
    PAUSED = "paused"
    OFFLINE = "offline"
    ELSEWHERE = "elsewhere"
    """In another network than the one the user allowed."""
    WORKING = "working"
    TROUBLE = "trouble"
    RESTING = "resting"


@dataclass(frozen=True, slots=True)
class SyncState:
    """How sync stands. `waiting`: bundles not on the hub yet; `next_at`, `last_success`: ISO 8601; `reason`: a code."""

    phase: Phase = Phase.OFF
    hub: str = ""
    waiting: int = 0
    last_success: str = ""
    next_at: str = ""
    reason: str = ""
    doing: str = ""
    bytes_done: int = 0
    bytes_total: int = 0


Work = Callable[[Progress], Synced]
Submit = Callable[[Work, Callable[[Synced | None], None]], None]


class SyncService:
    """One per open library that may be written to. `on_state` is called on any thread."""

    def __init__(
        self,
        ws: Workspace,
        submit: Submit,
        on_state: Callable[[SyncState], None],
        *,
        soon: float = SOON,
        network: Callable[[], str] = present_network,
    ) -> None:
        self._ws, self._submit, self._on_state = ws, submit, on_state
        self._soon, self._present_network = soon, network
        self._wake, self._closed, self._stop = threading.Event(), threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._state = SyncState()
        self._online: bool | None = None
        self._forced = False
        self._due = 0.0
        self._limit = 0.0
        self._said = 0.0
        self._throttle = Throttle(lambda: self._limit)
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._due = time.monotonic() + self._rest_of_last_time()
        self._thread.start()

    def close(self) -> None:
        """Stop; a round under way is broken off and goes on at the next start."""
        self._closed.set()
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(2)

    @property
    def state(self) -> SyncState:
        """How it stands."""
        with self._lock:
            return self._state

    def network(self, *, online: bool | None) -> None:
        """Say what the system knows of the network; None if it knows nothing."""
        came_back = online and self._online is False
        self._online = online
        if came_back and self.state.reason in {"", *_OF_THE_NETWORK}:
            self._due = 0.0
        self._wake.set()

    def poke(self) -> None:
        """Something was made, or the hub or its settings changed: look soon, unless the hub is in trouble."""
        if not self.state.reason:
            self._due = 0.0
        self._wake.set()

    def try_now(self) -> None:
        """Try at once, whatever was the matter."""
        self._forced, self._due = True, 0.0
        self._wake.set()

    def pause(self) -> None:
        """Rest until `resume`, also after the next start; a round under way is broken off within two seconds."""
        change_hub(self._ws, paused=True)
        self._stop.set()
        self._wake.set()

    def resume(self) -> None:
        """Go on."""
        change_hub(self._ws, paused=False)
        self.try_now()

    def stop_round(self) -> None:
        """Break off the round under way, because the hub is about to change."""
        self._stop.set()

    # --- on the service's thread
    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                rest = self._turn()
            except Exception as error:  # noqa: BLE001 - a closed library: nothing that should end the window
                _log.warning("sync stopped: %s", type(error).__name__)
                rest = _AFTER_FAILURE
            if self._wake.wait(rest):
                self._wake.clear()

    def _turn(self) -> float:
        """Do what is due; give the seconds until the next look."""
        facing = sides(self._ws)
        choice = hub_choice(facing[0]) if facing else None
        if choice is None:
            self._say(SyncState())
            return _WITHOUT_HUB
        self._limit = choice.limit * 1000.0
        phase = self._hindrance(choice)
        now = time.monotonic()
        if phase is not None:
            self._say(self._told(choice, phase))
            return _LOOK_AT_NETWORK
        if now < self._due:
            state = self._told(choice, Phase.RESTING)
            self._say(replace(state, phase=Phase.TROUBLE) if state.reason else state)
            return min(self._due - now, _LOOK_AT_NETWORK)
        self._say(self._told(choice, Phase.WORKING))
        self._stop.clear()
        done = self._round(choice)
        self._due = time.monotonic() + self._rest(done)
        return 0.0

    def _hindrance(self, choice: HubChoice) -> Phase | None:
        if choice.paused:
            return Phase.PAUSED
        if choice.only_on and self._present_network() != choice.only_on:
            return Phase.ELSEWHERE
        is_far = not choice.address.startswith("file:")
        if (is_far and self._online is False and "//127." not in choice.address) or not has_way(choice.address):
            return Phase.OFFLINE
        return None

    def _rest(self, done: Synced | None) -> float:
        if done is None:
            return _AFTER_FAILURE if not self._stop.is_set() else self._soon
        if done.wait is not None:
            return done.wait
        under_way = done.waiting or self._ws.is_coordinator or self._ws.store.transfers.all()
        return self._soon if under_way else max(self._soon, NOW_AND_THEN)

    def _rest_of_last_time(self) -> float:
        """Keep to the pause that trouble before the last end asked for; the clock may have been set since."""
        state = hub_state(self._ws)
        with contextlib.suppress(ValueError):
            left = (datetime.fromisoformat(state.next_at) - self._ws.tools.clock.now()).total_seconds()
            return left if 0 < left < _WITHOUT_HUB else 0.0
        return 0.0

    def _round(self, choice: HubChoice) -> Synced | None:
        request = SyncRequest(packs=choice.packs, credits=1, now=self._forced, throttle=self._throttle)
        self._forced = False

        def work(progress: Progress) -> Synced:
            try:
                return sync(self._ws, request, Stoppable(_Heard(progress, self._heard), self._stop))
            except Fixable as error:
                _log.info("sync round ended: %s", error.code)
                raise

        return awaited(self._submit, work, self._closed)

    def _heard(self, step: Step) -> None:
        now = time.monotonic()
        if now - self._said >= _SAY_EVERY:
            self._said = now
            self._say(replace(self.state, doing=step.doing, bytes_done=step.bytes_done, bytes_total=step.bytes_total))

    def _told(self, choice: HubChoice, phase: Phase) -> SyncState:
        state = hub_state(self._ws)
        return SyncState(
            phase,
            hub_name(choice),
            waiting_for_hub(self._ws),
            state.last_success,
            state.next_at,
            state.reason,
        )

    def _say(self, state: SyncState) -> None:
        with self._lock:
            changed, self._state = state != self._state, state
        if changed and not self._closed.is_set():
            with contextlib.suppress(RuntimeError):  # the window has gone
                self._on_state(state)


class _Heard:
    """Progress that also tells the service."""

    def __init__(self, inner: Progress, heard: Callable[[Step], None]) -> None:
        self._inner, self._heard = inner, heard

    def step(self, step: Step) -> None:
        self._inner.step(step)
        self._heard(step)

    def checkpoint(self) -> None:
        self._inner.checkpoint()
