"""Commands between hubs: `relay` hands up to the hub above, `want` asks a hub below for the bytes it kept."""

from pathlib import Path
from typing import Any

import click

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import FILLED, argument, folder_or_file, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.misuse import Misused
from kla_desktop.cli.travel import copied_into
from kla_desktop.cli.views import bundle_line, bundle_row, find_item, item_line
from kla_desktop.model.catalogue import Text
from kla_desktop.model.relaying import RelayChoice
from kla_desktop.operations.choose_relay import ChooseRelayRequest, choose_relay
from kla_desktop.operations.dispatch import MAX_SIZE
from kla_desktop.operations.relay import Going, RelayPlan, RelayRequest, plan_relay, relay
from kla_desktop.operations.want import WantRequest, want
from kla_desktop.operations.workspace import Workspace
from kla_desktop.wording.formats import counted

_WITH, _WITHOUT = Text("dengan berkas", "with bytes"), Text("tanpa berkas", "without bytes")
_NONE = Text("Tidak ada yang baru untuk hub di atas.", "There is nothing new for the hub above.")
_UNPROVEN = Text(
    "{count} disahkan, tetapi catatan bertanda tangan stasiunnya tidak ada di sini. "
    "Minta stasiunnya: kla pack --from-start.",
    "{count} accepted, but what their stations signed is not here. Ask the stations for: kla pack --from-start.",
)
_LEFT = Text(
    "{count} disahkan tidak ikut: di luar pilihan. Semuanya: kla relay --all.",
    "{count} accepted and not chosen stay here. For all: kla relay --all.",
)
_NOT_BOTH = Text(
    "--all tidak bersama --indicator, --place, atau --year.", "--all goes without --indicator, --place and --year."
)
_ASKED = Text("Berkasnya diminta; ikut dalam balasan berikutnya.", "Asked for; it goes with the next reply.")
_HERE = Text("Tidak ada yang perlu diminta.", "There is nothing to ask for.")


@verb(
    argument("ids", nargs=-1, metavar="[ID...]"),
    option("--indicator", type=FILLED, metavar="NUMBER", text=Text("Hanya indikator ini.", "This indicator only.")),
    option("--place", type=FILLED, metavar="CODE", text=Text("Hanya wilayah ini.", "This place only.")),
    option("--year", type=click.IntRange(1900, 2999), text=Text("Hanya tahun ini.", "This year only.")),
    option("--all", "whole", is_flag=True, text=Text("Semuanya, apa pun pilihannya.", "All, whatever was chosen.")),
    option("--keep", is_flag=True, text=Text("Pilihan ini berlaku seterusnya.", "Choose so from now on.")),
    option("--bytes", "blobs", is_flag=True, text=Text("Dengan berkasnya.", "With their bytes.")),
    option("--again", is_flag=True, text=Text("Juga yang belum ada tanda terimanya.", "Also what has no receipt.")),
    option("--plan", is_flag=True, text=Text("Tunjukkan saja apa yang akan naik.", "Only show what would go.")),
    option("--out", type=folder_or_file(), text=Text("Tulis bundel ke folder ini.", "Write into this folder.")),
    option(
        "--max-size", type=click.IntRange(min=1), default=MAX_SIZE, metavar="BYTES",
        text=Text("Ukuran berkas dalam satu bundel.", "Bytes of evidence in one bundle."),
    ),
)  # fmt: skip
def relay_command(  # noqa: PLR0917 - click hands them in by name
    console: Console,
    ids: tuple[str, ...],
    indicator: str | None,
    place: str | None,
    year: int | None,
    whole: bool,
    keep: bool,
    blobs: bool,
    again: bool,
    plan: bool,
    out: Path | None,
    max_size: int,
) -> int:
    """Hand up what is accepted."""
    with opened(console, writing=keep or not plan, bundles=not plan) as ws:
        choice = RelayChoice(
            ws.catalogue.find(indicator).slug if indicator else None,
            ws.places.find(place).code if place else None,
            year,
        )
        if whole and not choice.is_all:
            raise Misused(_NOT_BOTH)
        if keep:
            choose_relay(ws, ChooseRelayRequest(choice), console.progress)
        request = RelayRequest(
            tuple(find_item(ws, text) for text in ids),
            None if choice.is_all and not whole else choice,
            blobs,
            again,
            max_size,
        )
        if plan:
            return _answer_plan(console, ws, plan_relay(ws, request))
        made = relay(ws, request, console.progress)
        bundles = copied_into(ws, made.bundles, out, console)
    lines = [bundle_line(bundle, console.lang) for bundle in bundles]
    document = {"bundles": [bundle_row(bundle) for bundle in bundles], "left_out": made.left_out}
    return console.answer(document, [*lines, *_left_out(console, made.left_out)])


def _left_out(console: Console, count: int) -> list[str]:
    return [console.say(_LEFT).format(count=counted(count, "evidence", console.lang))] if count else []


@verb(argument("ids", nargs=-1, required=True, metavar="ID..."))
def want_command(console: Console, ids: tuple[str, ...]) -> int:
    """Ask for bytes."""
    with opened(console, writing=True) as ws:
        chosen = tuple(find_item(ws, text) for text in ids)
        asked = want(ws, WantRequest(chosen), console.progress).evidence
    return console.answer({"wanted": list(asked)}, [console.say(_ASKED if asked else _HERE)])


def _answer_plan(console: Console, ws: Workspace, plan: RelayPlan) -> int:
    lines = [
        f"{item_line(ws, one.item, console.lang)}  {console.say(_WITH if one.blob else _WITHOUT)}" for one in plan.going
    ]
    if plan.unproven:
        count = counted(len(plan.unproven), "evidence", console.lang)
        lines.append(console.say(_UNPROVEN).format(count=count))
    lines = [*(lines or [console.say(_NONE)]), *_left_out(console, plan.left_out)]
    document = {
        "going": [_row(one) for one in plan.going], "unproven": list(plan.unproven), "left_out": plan.left_out,
    }  # fmt: skip
    return console.answer(document, lines)


def _row(one: Going) -> dict[str, Any]:
    return {
        "id": one.item.id, "station": one.item.station, "new": one.fresh, "bytes": one.blob, "asked": one.asked,
        "size": one.item.digest.size,
    }  # fmt: skip
