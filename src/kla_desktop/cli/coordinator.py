"""Commands of a secretariat that is a hub itself: coordinator serve."""

import sys
from collections.abc import Mapping
from typing import Any

import click

from kla_desktop.app.coordinator_service import ANY, CoordinatorService, ServeRequest
from kla_desktop.cli.console import DONE, Console
from kla_desktop.cli.grammar import argument, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import Fixable
from kla_desktop.operations.hub.house import PORT, House, HouseRequest, house, make_house

_READY = Text("Hub siap; Ctrl+C untuk selesai.", "The hub is ready; Ctrl+C to end.")
_PIN = Text("Sidik sertifikat", "Certificate's fingerprint")
_LOOK_SECONDS = 0.3


@verb(
    argument("action", type=click.Choice(["serve"])),
    option("--host", default=ANY, show_default=True, text=Text("Alamat yang didengar.", "The address to listen on.")),
    option(
        "--port", type=click.IntRange(0, 65_535), default=None, metavar=str(PORT),
        text=Text("Pintu; 0 memilih sendiri.", "The port; 0 chooses a free one."),
    ),
    option(
        "--in-clear", "clear", is_flag=True,
        text=Text("Tanpa TLS, hanya untuk laptop ini (percobaan).", "Without TLS, for this machine only (trials)."),
    ),
    option(
        "--announce", is_flag=True,
        text=Text("Umumkan di jaringan ini (`kla hub find`).", "Say on this network that it is here (`kla hub find`)."),
    ),
)  # fmt: skip
def coordinator_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, action: str, host: str, port: int | None, clear: bool, announce: bool
) -> int:
    """Serve until Ctrl+C."""
    del action
    made = _prepared(console, port)
    with opened(console, writing=False) as ws:
        ws.need_coordinator()
        service = CoordinatorService(ws)
        wanted = made.port if port is None else port
        listen = "127.0.0.1" if clear and host == ANY else host
        state = service.start(ServeRequest(listen, wanted, clear, announce or made.announced), made)
        try:
            _remember(console, made, state.addresses, state.port)
            document = {
                "url": state.addresses[0],
                "addresses": list(state.addresses),
                "port": state.port,
                "pin": "" if clear else made.pin,
                "pin_words": [] if clear else list(made.words),
            }
            lines = [*state.addresses]
            if not clear:
                lines.append(f"{console.say(_PIN)}: {' '.join(made.words)} ({made.pin})")
            _say(console, document, [*lines, console.say(_READY)])
            while not console.stopping.wait(_LOOK_SECONDS):
                pass
        finally:
            service.stop()
    return DONE


def _prepared(console: Console, port: int | None) -> House:
    """Make the hub ready; only what is missing needs the library for writing."""
    try:
        with opened(console, writing=True) as ws:
            return make_house(ws, HouseRequest(port=port or None), console.progress).house
    except Fixable:
        with opened(console, writing=False) as ws:
            ws.need_coordinator()
            made = house(ws)
        if made is None:
            raise
        return made


def _remember(console: Console, made: House, addresses: tuple[str, ...], port: int) -> None:
    """Keep the addresses for the next enrolment file; a window that has the library keeps its own."""
    if addresses == made.addresses and port == made.port:
        return
    try:
        with opened(console, writing=True) as ws:
            make_house(ws, HouseRequest(addresses, port), console.progress)
    except Fixable:
        return


def _say(console: Console, document: Mapping[str, Any], lines: list[str]) -> None:
    """Say that it is ready, at once, although the command goes on."""
    console.answer(document, lines)
    sys.stdout.flush()
