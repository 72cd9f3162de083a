"""Commands of the hub: hub set, status, test, limit, forget; sync."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import click

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.likeness import compare_few
from kla_desktop.cli.misuse import written_as
from kla_desktop.cli.passwords import ask_password
from kla_desktop.cli.receiving import received_document, received_lines
from kla_desktop.model.catalogue import Text
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.hub.access import (
    HubChoice,
    SetHubRequest,
    change_hub,
    forget_hub,
    hub_access,
    hub_choice,
    hub_state,
    set_hub,
    sides,
    try_hub,
)
from kla_desktop.operations.receive import Received
from kla_desktop.operations.seek_hub import SeekRequest, seek_hub
from kla_desktop.operations.sync import Synced, sync, waiting_for_hub
from kla_desktop.operations.syncing.round import SyncFailure, SyncRequest
from kla_desktop.operations.syncing.station import outgoing
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Cancelled
from kla_desktop.transport.credentials import PASSWORD_VARIABLE
from kla_desktop.transport.reach import has_way
from kla_desktop.wording.sentences import sentence_of

_TICK, _LOOK = 0.2, 5.0
_EVERY = 60
_CREDITS = 3
_FASTEST = 1_000_000  # kB/s
_QUICK_ROUNDS, _MOST_ROUNDS, _QUICK_PAUSE = 3, 100, 1.0
_NONE = Text("Belum ada hub.", "There is no hub yet.")
_FORGOTTEN = Text("Hub dilepas. Bundel tetap aman di laptop ini.", "The hub is forgotten. Bundles stay safe here.")
_FINE = Text("Hub menjawab dan akun ini diterima.", "The hub answers and takes this account.")
_WORKING = Text("Menyinkronkan; Ctrl+C untuk selesai.", "Syncing; Ctrl+C to end.")
_SUMMARY = Text(
    "{sent} terkirim, {received} diterima, {waiting} menunggu", "{sent} sent, {received} received, {waiting} waiting"
)
_RECEIPTS = Text("{count} terkirim, belum ada tanda terimanya", "{count} sent, without a receipt yet")
_ACTIONS = ("set", "status", "test", "limit", "forget", "find")
_FORMS = {"set": "hub set URL", "limit": "hub limit KB/S"}


@verb(
    argument("action", type=click.Choice(_ACTIONS), metavar="|".join(_ACTIONS)),
    argument("value", required=False, metavar="[URL|KB/S]"),
    option(
        "--user",
        text=Text(
            "Nama akun; kata sandi dari KLA_HUB_PASSWORD atau baris pertama stdin.",
            "The account; its password comes from KLA_HUB_PASSWORD or the first line of stdin.",
        ),
    ),
    option("--pin", default="", text=Text("SHA-256 sertifikat hub.", "SHA-256 of the hub's certificate.")),
    option("--above", is_flag=True, text=Text("Hub di atas sekretariat ini.", "The hub above this secretariat.")),
)
def hub_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, action: str, value: str | None, user: str | None, pin: str, above: bool
) -> int:
    """Say which hub is used."""
    if (action in {"set", "limit"}) != (value is not None):
        raise written_as(_FORMS.get(action, f"hub {action}"))
    with opened(console, writing=action not in {"status", "test"}) as own:
        ws = replace(own, upward=above)
        match action:
            case "set":
                password = ask_password(console, PASSWORD_VARIABLE) if user else None
                set_hub(ws, SetHubRequest(value or "", user, password, pin), console.progress)
            case "limit":
                change_hub(ws, limit=_number(value or ""))
            case "test":
                tested = try_hub(ws, console.progress)
                return console.answer({"ok": True, "is_hub": tested.is_hub}, [console.say(_FINE)])
            case "find":
                seek_hub(ws, SeekRequest(), console.progress)
            case "forget":
                forget_hub(ws)
                return console.answer({"hub": None}, [console.say(_FORGOTTEN)])
        return _status(console, ws)


@verb(
    option("--once", is_flag=True, text=Text("Satu putaran saja.", "One round only.")),
    option("--no-pack", is_flag=True, text=Text("Jangan mengemas yang baru.", "Do not seal what is new.")),
    option(
        "--every", type=click.IntRange(min=1), default=_EVERY, metavar="S",
        text=Text("Detik di antara dua putaran.", "Seconds between two rounds."),
    ),
)  # fmt: skip
def sync_command(console: Console, once: bool, no_pack: bool, every: int) -> int:
    """Send and fetch."""
    total = _Total()
    if once:
        with opened(console, writing=True) as ws:
            _once(ws, console, total, packs=not no_pack)
    else:
        _keep_on(console, total, packs=not no_pack, every=every)
    document = total.document(console)
    return console.answer(document, total.lines(console), failed=bool(total.failed))


@dataclass(slots=True)
class _Total:
    """What all rounds brought together; failures are those of the last round."""

    sent: list[str] = field(default_factory=list)
    received: Received = field(default_factory=lambda: Received((), (), (), Changes.NOTHING))
    failed: tuple[SyncFailure, ...] = ()
    waiting: int = 0
    wait: float | None = None

    def add(self, done: Synced) -> None:
        before = self.received
        self.sent += done.sent
        self.received = Received(
            (*before.accepted, *done.received),
            (*before.held, *done.held),
            (*before.refused, *done.refused),
            before.changes | done.changes,
        )
        self.failed, self.waiting, self.wait = done.failed, done.waiting, done.wait

    def document(self, console: Console) -> dict[str, Any]:
        return {
            "sent": len(self.sent),
            "received": len(self.received.accepted),
            "waiting": self.waiting,
            "sent_bundles": self.sent,
            **received_document(self.received, console.lang),
            "failed": _failures(self.failed, console),
            "retry_after": None if self.wait is None else round(self.wait),
        }

    def lines(self, console: Console) -> list[str]:
        came = self.received
        counts = {"sent": len(self.sent), "received": len(came.accepted), "waiting": self.waiting}
        lines = [console.say(_SUMMARY).format(**counts)]
        if came.accepted or came.held or came.refused:
            lines += received_lines(came, console.lang)
        return [*lines, *(one["message"] for one in _failures(self.failed, console) if one["bundle"] is None)]


def _once(ws: Workspace, console: Console, total: _Total, *, packs: bool) -> None:
    """Do one round; a line that breaks gets another try or two, and more while something gets through."""
    idle = 0
    for _ in range(_MOST_ROUNDS):
        done = sync(ws, SyncRequest(packs=packs, credits=_CREDITS, now=True), console.progress)
        total.add(done)
        _read_what_came(ws, console, done)
        idle = 0 if done.moved else idle + 1
        broken = any(one.bundle is None and one.error.code is ErrorCode.HUB_UNREACHABLE for one in done.failed)
        if not broken or idle >= _QUICK_ROUNDS:
            return
        _rest(console, _QUICK_PAUSE)


def _keep_on(console: Console, total: _Total, *, packs: bool, every: int) -> None:
    """Do rounds until Ctrl+C. The library is open during a round only, so that other commands get their turn."""
    console.note(console.say(_WORKING))
    try:
        while not console.stopping.is_set():
            with opened(console, writing=True) as ws:
                done = sync(ws, SyncRequest(packs=packs, credits=1), console.progress)
                address = hub_access(sides(ws)[0]).choice.address
                total.add(done)
                _read_what_came(ws, console, done)
            if done.sent or done.received or done.held or done.failed:
                _note_round(console, done)
            _rest(console, max(done.wait or 0.0, every))
            while not has_way(address):
                _rest(console, _LOOK)
    except Cancelled:
        console.stopping.clear()  # this is how it ends; the answer is still to be given


def _note_round(console: Console, done: Synced) -> None:
    counts = {"sent": len(done.sent), "received": len(done.received), "waiting": done.waiting}
    console.note(console.say(_SUMMARY).format(**counts))
    for one in done.failed:
        console.note(sentence_of(one.error, console.lang))


def _read_what_came(ws: Workspace, console: Console, done: Synced) -> None:
    fresh = sum(bundle.new for bundle in done.received)
    if fresh:
        derive(ws, DeriveRequest(), console.progress)
        compare_few(ws, console, fresh)


def _rest(console: Console, seconds: float) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if console.stopping.is_set():
            raise Cancelled
        time.sleep(min(left, _TICK))


def _failures(failed: Sequence[SyncFailure], console: Console) -> list[dict[str, Any]]:
    return [
        {"bundle": one.bundle, "reason": one.error.code.value, "message": sentence_of(one.error, console.lang)}
        for one in failed
    ]


def _status(console: Console, ws: Workspace) -> int:
    choice, state = hub_choice(ws), hub_state(ws)
    known = ws.store.transfers.all()
    rows = outgoing(ws) if ws.faces_up else []
    left = waiting_for_hub(ws)
    sent = [row.id for row in rows if row.id in known and known[row.id].state.value == "sent"]
    reason = Fixable(ErrorCode(state.reason)) if state.reason else None
    document = {
        "hub": choice.address if choice else None,
        "user": _user(ws, choice),
        "limit": choice.limit if choice else 0,
        "paused": bool(choice and choice.paused),
        "sent": len(sent),
        "received": sum(1 for row in ws.store.offices.bundles(sender=ws.me) if row.received_at),
        "waiting": left,
        "transfers": [
            {"bundle": one.bundle, "state": one.state.value, "bytes": one.size, "bytes_sent": one.sent,
             "tries": one.tries, "next_at": one.next_at or None, "reason": one.reason or None}
            for one in known.values()
        ],
        "last_success": state.last_success or None,
        "tries": state.tries,
        "next_at": state.next_at or None,
        "reason": state.reason or None,
        "message": sentence_of(reason, console.lang) if reason else None,
    }  # fmt: skip
    counts = {"sent": len(sent), "received": document["received"], "waiting": left}
    lines = [choice.address if choice else console.say(_NONE), console.say(_SUMMARY).format(**counts)]
    if sent:
        lines.append(console.say(_RECEIPTS).format(count=len(sent)))
    if reason:
        lines.append(sentence_of(reason, console.lang))
    return console.answer(document, lines)


def _user(ws: Workspace, choice: HubChoice | None) -> str | None:
    said = hub_access(ws).credentials if choice else None
    return said.user if said else None


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) > _FASTEST:
        raise written_as(_FORMS["limit"])
    return int(text)
