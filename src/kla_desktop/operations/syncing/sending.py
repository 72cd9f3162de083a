"""One sealed bundle on its way to the hub: what is missing goes in parts, two at a time; the marker comes last."""

import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId, Digest
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.sync_pace import SLOWEST_PART, part_size_for, smoothed, wait_after
from kla_desktop.operations.hub.access import change_state, hub_state
from kla_desktop.operations.syncing.round import Round, is_of_one
from kla_desktop.store.office_table import BundleRow
from kla_desktop.store.transfer_table import Transfer, TransferState
from kla_desktop.transport.hub import Part, Plan, Sealed
from kla_desktop.transport.hub_sending import clear_spoilt, clear_temporaries, commit, send_part, survey
from kla_desktop.transport.remote import Put, RemoteError, TryLater

_LOOKS = 3
_MOST_CREDITS = 3
_PAUSE = 0.5


def send_bundle(work: Round, row: BundleRow, bundles: tuple[int, int]) -> bool:
    """Send one bundle and record it; False if it failed by itself alone. Raises RemoteError for the whole round."""
    try:
        _Sending(work, row, bundles).run()
    except Fixable as error:
        if work.stopper.stopped or not is_of_one(error):
            raise
        work.fail(row.id, error)
        before = work.ws.store.transfers.all().get(row.id, Transfer(row.id, row.size))
        wait = wait_after(before.tries + 1, work.chance())
        _keep(
            work,
            replace(
                before,
                state=TransferState.WAITING,
                tries=before.tries + 1,
                next_at=work.ws.later(wait),
                reason=error.code.value,
            ),
        )
        return False
    return True


def look(work: Round, row: BundleRow) -> Plan:
    """See what lies on the hub of a bundle that was sent: one listing."""
    return survey(work.remote, _sealed(work, row), 0)


def mark_sent(work: Round, row: BundleRow) -> None:
    """Write down that a bundle lies whole on the hub; handed over once, however often that is found."""
    ws = work.ws
    with ws.transaction():
        before = ws.store.transfers.all().get(row.id)
        if before is None or before.state is not TransferState.SENT:
            kept = Transfer(row.id, row.size, TransferState.SENT, before.part_size if before else 0, row.size)
            ws.store.transfers.keep(replace(kept, at=work.now))
        if not row.handed_at:
            ws.record([Draft(Kind.HANDED_OVER, row.id, {"to": work.name})])


def _sealed(work: Round, row: BundleRow) -> Sealed:
    return Sealed(work.ws.me, row.id, work.ws.store.outbox / f"{row.id}.kla", Digest(row.sha256, row.size))


def _keep(work: Round, transfer: Transfer) -> None:
    with work.ws.transaction():
        work.ws.store.transfers.keep(replace(transfer, at=work.now))


class _Sending:
    """One bundle's way up."""

    def __init__(self, work: Round, row: BundleRow, bundles: tuple[int, int]) -> None:
        self._work, self._row, self._bundles = work, row, bundles
        self._remote, self._sealed = work.remote, _sealed(work, row)

    def run(self) -> None:
        """Look, send, commit; look again a few times if the hub's list and what we sent differ."""
        before = self._work.moved
        for _ in range(_LOOKS):
            state = hub_state(self._work.ws)
            wanted = part_size_for(state.speed, state.largest_part) if self._remote.abilities.parts else 0
            made = self._survey(wanted)
            if not made.is_sent:
                try:
                    made = self._send(made)
                except RemoteError as error:
                    if error.code is not ErrorCode.HUB_TOO_LARGE or made.held or made.part_size <= SLOWEST_PART:
                        raise
                    change_state(self._work.ws, largest_part=max(made.part_size // 2, SLOWEST_PART))
                    continue
            if made.is_sent:
                clear_temporaries(self._remote, made)
                mark_sent(self._work, self._row)
                return
        self._work.moved = before  # what a hub took and does not show is no progress
        raise TryLater(ErrorCode.HUB_BUSY)

    def _survey(self, wanted: int) -> Plan:
        made = survey(self._remote, self._sealed, wanted)
        if not made.is_sent:
            clear_temporaries(self._remote, made)
            if made.spoilt:
                clear_spoilt(self._remote, self._sealed, made)
                made = survey(self._remote, self._sealed, wanted)
        return made

    def _send(self, made: Plan) -> Plan:
        work, size = self._work, self._sealed.digest.size
        held = sum(part.size for part in made.held)
        work.begin("uploading", size, self._bundles)
        work.watch(held)
        _keep(work, Transfer(self._row.id, size, TransferState.SENDING, made.part_size, held))
        _Parts(work, self._sealed, made, held).run()
        return commit(self._remote, self._sealed, made.part_size, lambda _: work.stopper.check())


class _Parts:
    """The missing parts, sent by a few threads."""

    def __init__(self, work: Round, sealed: Sealed, made: Plan, held: int) -> None:
        self._work, self._sealed, self._plan = work, sealed, made
        self._left, self._held = deque(made.missing), held
        self._credits = work.request.credits
        self._error: BaseException | None = None
        self._lock = threading.Lock()
        self._speed = hub_state(work.ws).speed

    def run(self) -> None:
        """Send all. Raises what the first thread met that could not go on; what arrived stays there."""
        count = min(self._work.request.workers, len(self._left)) if self._work.remote.abilities.parts else 1
        with ThreadPoolExecutor(max(count, 1), thread_name_prefix="kla-part") as crew:
            for _ in range(count):
                crew.submit(self._serve)
        if self._speed:
            change_state(self._work.ws, speed=self._speed)
        if self._error is not None:
            raise self._error

    def _serve(self) -> None:
        try:
            while (part := self._next()) is not None:
                self._send(part)
        except BaseException as error:  # noqa: BLE001 - told to the thread that waits
            with self._lock:
                self._error = self._error or error

    def _next(self) -> Part | None:
        with self._lock:
            return self._left.popleft() if self._left and self._error is None else None

    def _send(self, part: Part) -> None:
        work, passed, began = self._work, 0, time.monotonic()

        def watch(count: int) -> None:
            nonlocal passed
            passed += count
            work.watch(count)

        try:
            put = send_part(work.remote, self._sealed, part, watch)
        except RemoteError as error:
            work.stopper.check()
            work.watch(-passed)
            if not self._may_go_on(error):
                raise
            with self._lock:
                self._left.appendleft(part)
            work.stopper.wait(_PAUSE * (1 + work.chance()))
        else:
            self._note(part, time.monotonic() - began, is_new=put is Put.STORED)

    def _may_go_on(self, error: RemoteError) -> bool:
        """A connection broke: go on at once as long as something gets through."""
        with self._lock:
            if error.code is not ErrorCode.HUB_UNREACHABLE or not isinstance(error, TryLater) or not self._credits:
                return False
            self._credits -= 1
            return True

    def _note(self, part: Part, seconds: float, *, is_new: bool) -> None:
        """Write down after each part how far it is: a killed program knows it at its next start.

        What a hub had already and did not list is no progress: else such a hub would be sent everything twice a minute.
        """
        with self._lock:
            self._credits = min(self._credits + 1, _MOST_CREDITS)
            self._held += part.size
            self._work.moved += part.size if is_new else 0
            self._speed = smoothed(self._speed, part.size, seconds)
            size, bundle = self._sealed.digest.size, BundleId(self._sealed.bundle)
            _keep(self._work, Transfer(bundle, size, TransferState.SENDING, self._plan.part_size, self._held))
