"""Commands that send evidence and answers on their way: pack, hand-over, receive, reply."""

from dataclasses import replace
from pathlib import Path

import click

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, folder_or_file, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.misuse import only_one_of
from kla_desktop.cli.receiving import receive_all, received_document, received_lines
from kla_desktop.cli.views import bundle_line, bundle_row, find_item
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId
from kla_desktop.operations.dispatch import MAX_SIZE, PackedBundle
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import shown
from kla_desktop.wording.deeds import copied_safely

_NO_NEWS = Text("Tidak ada kabar baru untuk siapa pun.", "There is no news for anybody.")
_OUT = Text("Tulis bundel ke folder ini.", "Write the bundles into this folder.")


@verb(
    argument("ids", nargs=-1, metavar="[ID...]"),
    option("--all", "everything", is_flag=True, text=Text("Semua yang menunggu.", "All that waits.")),
    option("--out", type=folder_or_file(), text=_OUT),
    option(
        "--max-size", type=click.IntRange(min=1), default=MAX_SIZE, metavar="BYTES",
        text=Text("Ukuran bukti dalam satu bundel.", "Bytes of evidence in one bundle."),
    ),
    option(
        "--again", is_flag=True,
        text=Text("Kemas lagi yang belum ada tanda terimanya.", "Pack again what has no receipt yet."),
    ),
    option(
        "--from-start", is_flag=True,
        text=Text("Kemas semuanya lagi, juga yang sudah diterima.", "Pack everything again, also what was received."),
    ),
)  # fmt: skip
def pack_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, ids: tuple[str, ...], everything: bool, out: Path | None, max_size: int, again: bool,
    from_start: bool,
) -> int:  # fmt: skip
    """Seal what waits."""
    if everything and ids:
        raise only_one_of("--all", "ID")
    with opened(console, writing=True, bundles=True) as ws:
        chosen = tuple(find_item(ws, text) for text in ids)
        bundles = pack(ws, PackRequest(chosen, again, from_start, max_size), console.progress).bundles
        bundles = copied_into(ws, bundles, out, console)
    return answer_bundles(console, bundles)


@verb(argument("folder", type=folder_or_file(), metavar="DIR"), option(
    "--again", is_flag=True, text=Text("Juga yang pernah disalin.", "Also what was copied before."),
))  # fmt: skip
def hand_over_command(console: Console, folder: Path, again: bool) -> int:
    """Copy to a stick, read back."""
    if not folder.is_dir():
        raise Fixable(ErrorCode.FOLDER_MISSING, path=shown(str(folder)))
    with opened(console, writing=True, bundles=True) as ws:
        if ws.is_secretariat:
            reply(ws, ReplyRequest(), console.progress)
        else:
            _pack_waiting(ws, console)
        done = hand_over(ws, HandOverRequest(folder, _unreceipted(ws) if again else ()), console.progress)
    copied = [{"bundle": one.bundle, "path": str(one.path), "bytes": one.size} for one in done.copied]
    return console.answer(
        {"copied": copied}, [*(shown(str(one.path)) for one in done.copied), copied_safely(console.lang)]
    )


def _pack_waiting(ws: Workspace, console: Console) -> None:
    try:
        pack(ws, PackRequest(), console.progress)
    except Fixable as error:
        if error.code is not ErrorCode.NOTHING_TO_PACK:
            raise


def _unreceipted(ws: Workspace) -> tuple[BundleId, ...]:
    return tuple(row.id for row in ws.store.offices.bundles(sender=ws.me) if not row.received_at)


@verb(argument("paths", nargs=-1, required=True, type=folder_or_file(), metavar="PATH..."))
def receive_command(console: Console, paths: tuple[Path, ...]) -> int:
    """Take bundles in."""
    with opened(console, writing=True, bundles=True) as ws:
        result = receive_all(ws, paths, console)
    return console.answer(
        received_document(result, console.lang),
        received_lines(result, console.lang),
        failed=bool(result.held or result.refused),
    )


@verb(option("--out", type=folder_or_file(), text=_OUT))
def reply_command(console: Console, out: Path | None) -> int:
    """Seal receipts, reviews and requests for each station."""
    with opened(console, writing=True, bundles=True) as ws:
        bundles = reply(ws, ReplyRequest(), console.progress).bundles
        if out is not None:
            bundles += _waiting_replies(ws, {bundle.id for bundle in bundles})
        bundles = copied_into(ws, bundles, out, console)
    return answer_bundles(console, bundles)


def _waiting_replies(ws: Workspace, fresh: set[BundleId]) -> tuple[PackedBundle, ...]:
    """Earlier replies that never left this laptop and that nobody has acknowledged."""
    return tuple(
        PackedBundle(row.id, ws.store.outbox / f"{row.id}.kla", row.recipient, row.items, row.size, row.sha256)
        for row in ws.store.offices.bundles(sender=ws.me)
        if row.id not in fresh and not row.handed_at and row.number > ws.store.local.acknowledged_by(row.recipient)
    )


def copied_into(
    ws: Workspace, bundles: tuple[PackedBundle, ...], out: Path | None, console: Console
) -> tuple[PackedBundle, ...]:
    """Copy into a plain folder and say where they lie there; no folder leaves them in the outbox."""
    if out is None or not bundles:
        return bundles
    out.mkdir(parents=True, exist_ok=True)
    request = HandOverRequest(out, tuple(bundle.id for bundle in bundles), plain=True)
    there = {one.bundle: one.path for one in hand_over(ws, request, console.progress).copied}
    return tuple(replace(bundle, path=there[bundle.id]) for bundle in bundles)


def answer_bundles(console: Console, bundles: tuple[PackedBundle, ...]) -> int:
    """Answer with bundles just made."""
    lines = [bundle_line(bundle, console.lang) for bundle in bundles]
    return console.answer({"bundles": [bundle_row(bundle) for bundle in bundles]}, lines or [console.say(_NO_NEWS)])
