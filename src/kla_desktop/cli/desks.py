"""The command `desks`: which further desks a secretariat has, giving one its rights, ending them."""

from typing import Any

import click

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import FILLED, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.misuse import only_one_of, written_as
from kla_desktop.cli.receiving import receive_all, received_document, received_lines
from kla_desktop.cli.station import find_station
from kla_desktop.cli.views import station_line, station_row
from kla_desktop.model.catalogue import Text
from kla_desktop.model.journal import epoch_and_seq
from kla_desktop.model.voices import Right
from kla_desktop.operations.desks import CloseDeskRequest, DelegateRequest, Desk, close_desk, delegate, desks
from kla_desktop.operations.receive import Received
from kla_desktop.operations.workspace import Workspace
from kla_desktop.wording.words import RIGHTS, said

_NONE = Text("Belum ada meja tambahan.", "There is no further desk yet.")
_UNTIL, _NO_END, _ENDED = Text("sampai", "until"), Text("tanpa batas waktu", "without end"), Text("berakhir", "ended")


@verb(
    option(
        "--delegate", "given", type=FILLED, metavar="STATION",
        text=Text("Beri laptop ini wewenang meja.", "Make this station a desk, or renew it."),
    ),
    option("--until", default="", metavar="DATE", text=Text("Hari terakhirnya.", "Its last day.")),
    option(
        "--right", "rights", multiple=True, type=click.Choice([right.value for right in Right]),
        text=Text("Hanya wewenang ini; boleh diulang.", "This right only; may be repeated."),
    ),
    option(
        "--close", "closed", type=FILLED, metavar="STATION", text=Text("Akhiri wewenangnya.", "End its delegation.")
    ),
    option(
        "--last", type=click.IntRange(min=0), metavar="N",
        text=Text("Nomor terakhir meja itu yang masih berlaku.", "The desk's last number that still counts."),
    ),
)  # fmt: skip
def desks_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, given: str | None, until: str, rights: tuple[str, ...], closed: str | None, last: int | None
) -> int:
    """List, delegate or close."""
    if given and closed:
        raise only_one_of("--delegate STATION", "--close STATION")
    if ((until or rights) and not given) or (last is not None and not closed):
        raise written_as("desks --delegate STATION [--until DATE] [--right RIGHT]", "desks --close STATION [--last N]")
    received: Received | None = None
    with opened(console, writing=bool(given or closed)) as ws:
        if given:
            ws.need_coordinator()
            chosen = tuple(Right(right) for right in dict.fromkeys(rights)) or tuple(Right)
            done = delegate(ws, DelegateRequest(find_station(ws, given), until, chosen), console.progress)
            if done.waiting:
                received = receive_all(ws, done.waiting, console)
        elif closed:
            ws.need_coordinator()
            close_desk(ws, CloseDeskRequest(find_station(ws, closed), last), console.progress)
        known = desks(ws)
        document: dict[str, Any] = {"desks": [_row(ws, one) for one in known]}
        lines = [_line(ws, one, console) for one in known] or [console.say(_NONE)]
    if given:
        document["received"] = received_document(received, console.lang)
    if received:
        lines += received_lines(received, console.lang)
    return console.answer(document, lines, failed=bool(received and received.refused))


def _row(ws: Workspace, desk: Desk) -> dict[str, Any]:
    return {
        **station_row(desk.station),
        "rights": sorted(desk.grant.rights),
        "until": desk.grant.until or None,
        "works": desk.works,
        "last": epoch_and_seq(ws.store.journal.last_position(desk.station.id))[1],
    }


def _line(ws: Workspace, desk: Desk, console: Console) -> str:
    grant = desk.grant
    time = f"{console.say(_UNTIL)} {grant.until}" if grant.until else console.say(_NO_END)
    rights = ", ".join(said(RIGHTS, right, console.lang) for right in sorted(grant.rights))
    return f"{station_line(ws, desk.station, console.lang)}  {rights}, {time if desk.works else console.say(_ENDED)}"
