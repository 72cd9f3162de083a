"""Commands about who sits here and whom they trust: init, enrolment, enrol, stations."""

from pathlib import Path
from typing import Any

import click

from kla_desktop.app import bootstrap
from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import FILLED, argument, folder_or_file, option, verb
from kla_desktop.cli.library import folder_of, opened, passphrase_of
from kla_desktop.cli.misuse import only_one_of, written_as
from kla_desktop.cli.receiving import receive_all, received_document, received_lines
from kla_desktop.cli.views import station_line, station_row
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import StationId
from kla_desktop.model.station import Role
from kla_desktop.operations.enrol import (
    EnrolmentRequest,
    EnrolRequest,
    TrustRequest,
    change_trust,
    enrol,
    stations,
    write_enrolment,
)
from kla_desktop.operations.receive import Received
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.vault import KeyHolder
from kla_desktop.wording.words import ROLES, said

_KEY_IN_FILE = Text(
    "Peringatan: laptop ini tidak punya penyimpan kunci, jadi kunci pustaka disimpan di berkas pribadi pada akun Anda. "
    "Siapa pun yang bisa memakai akun ini bisa membuka pustaka. Pakai --passphrase-file untuk kata sandi.",
    "Warning: this laptop has no keyring, so the library's key lies in a private file of your account. Whoever can use "
    "this account can open the library. Use --passphrase-file for a passphrase.",
)
_CREATED = Text("Pustaka dibuat di", "Library created in")
_MOVED = Text(
    "Laptop ini pindah dari Sekretariat atau hub yang dulu. Semuanya tetap di sini; kirim lagi: kla pack (kla relay).",
    "This laptop has moved from an earlier secretariat or hub. All stays here; kla pack (kla relay) sends it again.",
)
_COMPARE = Text("Enam kata untuk dicocokkan", "Six words to compare")


@verb(
    option(
        "--role", required=True, type=click.Choice([role.value for role in Role]),
        text=Text("Siapa yang memakai laptop ini.", "Who uses this laptop."),
    ),
    option("--place", required=True, type=FILLED, text=Text("Kode atau nama wilayah.", "Code or name of the place.")),
    option("--agency", default="", text=Text("Perangkat daerah.", "The agency.")),
    option("--actor", required=True, type=FILLED, text=Text("Nama atau NIP petugas.", "The officer's name or number.")),
    option(
        "--desk", is_flag=True,
        text=Text("Meja tambahan pada sekretariat yang sudah ada.", "A further desk of an existing secretariat."),
    ),
)  # fmt: skip
def init_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, role: str, place: str, agency: str, actor: str, desk: bool
) -> int:
    """Create a library."""
    if desk and role != Role.SECRETARIAT:
        raise written_as("init --role sekretariat --desk")
    folder = folder_of(console)
    new = bootstrap.NewLibrary(Role(role), place, actor, agency, passphrase_of(console), desk)
    holder = bootstrap.create(folder, new)
    if holder is KeyHolder.FILE:
        console.note(console.say(_KEY_IN_FILE))
    with opened(console, writing=False) as ws:
        document: dict[str, Any] = {
            "station": ws.me,
            "role": role,
            "library": str(folder),
            "place": ws.station.place,
            "key": holder,
        }
        document["desk"] = ws.is_desk
        lines = [
            f"{console.say(_CREATED)} {folder}",
            said(ROLES, role, console.lang),
            ws.places.label(ws.station.place),
        ]
        return console.answer(document, lines)


@verb(
    option("--out", required=True, type=folder_or_file(), text=Text("Berkas yang ditulis.", "The file to write.")),
    option("--hub", default="", metavar="URL", text=Text("Hub yang disebut di dalamnya.", "The hub that it names.")),
)
def enrolment_command(console: Console, out: Path, hub: str) -> int:
    """Write the enrolment file."""
    with opened(console, writing=False) as ws:
        written = write_enrolment(ws, EnrolmentRequest(out, hub), console.progress)
    words = list(written.words)
    return console.answer(
        {"path": str(written.path), "fingerprint_words": words},
        [str(written.path), f"{console.say(_COMPARE)}: {' '.join(words)}"],
    )


@verb(argument("file", type=folder_or_file()))
def enrol_command(console: Console, file: Path) -> int:
    """Join a coordinator."""
    with opened(console, writing=True) as ws:
        done = enrol(ws, EnrolRequest(file), console.progress)
        words = list(done.words)
        document = {
            "coordinator": done.coordinator,
            "place": done.place,
            "actor": done.actor,
            "fingerprint_words": words,
            "moved": done.moved,
        }
        known = done.place in ws.places.by_code
        lines = [ws.places.label(done.place) if known else done.place, f"{console.say(_COMPARE)}: {' '.join(words)}"]
        lines += [console.say(_MOVED)] if done.moved else []
    return console.answer(document, lines)


@verb(
    option(
        "--accept", type=FILLED, metavar="STATION",
        text=Text("Terima laptop ini; bundelnya yang menunggu ikut masuk.", "Accept; its held bundles are received."),
    ),
    option("--revoke", type=FILLED, metavar="STATION", text=Text("Cabut laptop ini.", "Trust it no longer.")),
)  # fmt: skip
def stations_command(console: Console, accept: str | None, revoke: str | None) -> int:
    """List, accept or revoke."""
    if accept and revoke:
        raise only_one_of("--accept STATION", "--revoke STATION")
    received: Received | None = None
    with opened(console, writing=bool(accept or revoke)) as ws:
        if accept or revoke:
            ws.need_coordinator()
            station = find_station(ws, accept or revoke or "")
            trust = change_trust(ws, TrustRequest(station, revoke=bool(revoke)), console.progress)
            if trust.waiting:
                received = receive_all(ws, trust.waiting, console)
        known = stations(ws)
        document: dict[str, Any] = {"stations": [station_row(one) for one in known]}
        lines = [station_line(ws, one, console.lang) for one in known]
    if accept:
        document["received"] = received_document(received, console.lang)
        lines += received_lines(received, console.lang)
    return console.answer(document, lines, failed=bool(received and received.refused))


def find_station(ws: Workspace, text: str) -> StationId:
    """Read a station's id or its clear beginning. Raises Fixable(NO_SUCH_STATION), with candidates if unclear."""
    found = [one.id for one in stations(ws) if text and one.id.startswith(text)]
    if len(found) != 1:
        raise Fixable(ErrorCode.NO_SUCH_STATION, station=text, candidates=found)
    return found[0]
