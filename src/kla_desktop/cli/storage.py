"""Commands of the object store: storage set, show, test, keep, move, fetch, verify, unset."""

from typing import Any

import click

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.misuse import written_as
from kla_desktop.cli.passwords import ask_password
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.storage.access import (
    WHERE,
    SetStorageRequest,
    StorageShown,
    change_storage,
    set_storage,
    show_storage,
    try_storage,
    unset_storage,
)
from kla_desktop.operations.storage.bring import bring_back
from kla_desktop.operations.storage.move import MoveRequest, move_objects
from kla_desktop.operations.storage.verify import ALL, Verified, VerifyRequest, verify_storage
from kla_desktop.operations.workspace import Workspace
from kla_desktop.transport.credentials import STORAGE_PASSWORD_VARIABLE
from kla_desktop.wording.formats import counted, size
from kla_desktop.wording.sentences import sentence, sentence_of

GB = 1_000_000_000
EVERYTHING = "all"
_MOST_GB = 1_000_000
_ACTIONS = ("set", "show", "test", "keep", "move", "fetch", "verify", "unset")
_FORMS = {"set": "storage set URL", "keep": f"storage keep GB|{EVERYTHING}"}
_NONE = Text(
    "Tidak ada gudang bukti; semua ada di laptop ini.", "There is no object store; everything is on this laptop."
)
_LEFT = Text("Gudang dilepas. Semua ada di laptop ini.", "The store is left. Everything is on this laptop.")
_FINE = Text("Gudang menyimpan dan mengembalikan dengan benar.", "The store keeps and gives back rightly.")
_THERE = Text("{files} di gudang ({size}), {only} di sana saja", "{files} in the store ({size}), {only} there alone")
_HERE = Text("{size} di laptop ini", "{size} on this laptop")
_WAITING = Text("{files} menunggu dikirim", "{files} waiting to be sent")
_LOST = Text("{files} hilang di gudang dan tidak ada di sini", "{files} lost in the store and not here")
_ERASING = Text(
    "{files} yang dihapus masih ada di gudang; dicoba lagi", "{files} erased here are still there; tried again"
)
_KEEPS = Text("Yang terbaru tinggal di sini, sampai {size}.", "The newest stay here, up to {size}.")
_KEEPS_ALL = Text("Semua tinggal di sini; gudang hanya salinan.", "Everything stays here; the store is a copy.")
_MOVED = Text("{sent} terkirim, {dropped} dilepas dari laptop ini", "{sent} sent, {dropped} let go of on this laptop")
_FAILED = Text("{files} tidak bisa dikirim", "{files} could not be sent")
_FETCHED = Text("{files} kembali di laptop ini ({size})", "{files} back on this laptop ({size})")
_LOOKED = Text("{files} ada di gudang, {read} dibaca ulang", "{files} in the store, {read} read back")
_AGAIN = Text("{files} tidak utuh di sana dan dikirim lagi dari sini", "{files} not whole there, sent again from here")
_FOUND = Text("{files} ditemukan kembali", "{files} found again")
_STRAYS = Text("{files} di sana bukan milik pustaka ini sekarang", "{files} there belong to nothing in this library")


@verb(
    argument("action", type=click.Choice(_ACTIONS), metavar="|".join(_ACTIONS)),
    argument("value", required=False, metavar="[URL|GB|all]"),
    option(
        "--user",
        text=Text(
            "Nama akun; kata sandi dari KLA_STORAGE_PASSWORD atau baris pertama stdin.",
            "The account; its password comes from KLA_STORAGE_PASSWORD or the first line of stdin.",
        ),
    ),
    option("--pin", default="", text=Text("SHA-256 sertifikat.", "SHA-256 of the certificate.")),
    option(
        "--moved",
        is_flag=True,
        text=Text("Isi gudang lama sudah disalin ke sana.", "What lay at the old place was copied there."),
    ),
    option(
        "--read", type=click.IntRange(min=0), default=0, metavar="N", text=Text("Baca ulang N berkas.", "Read N back.")
    ),
    option("--all", "everything", is_flag=True, text=Text("Baca ulang semuanya.", "Read all of it back.")),
)  # fmt: skip
def storage_command(  # noqa: PLR0917 - click hands them in by name
    console: Console,
    action: str,
    value: str | None,
    user: str | None,
    pin: str,
    moved: bool,
    read: int,
    everything: bool,
) -> int:
    """Say where objects are kept besides this laptop, and move, fetch or verify them."""
    if (action in {"set", "keep"}) != (value is not None):
        raise written_as(_FORMS.get(action, f"storage {action}"))
    with opened(console, writing=action not in {"show", "test"}) as ws:
        match action:
            case "set":
                password = ask_password(console, STORAGE_PASSWORD_VARIABLE) if user else None
                set_storage(ws, SetStorageRequest(value or "", user, password, pin, moved), console.progress)
            case "keep":
                change_storage(ws, keep=_bytes(value or ""))
            case "unset":
                unset_storage(ws)
                return console.answer({"storage": None}, [console.say(_LEFT)])
            case "test":
                try_storage(ws, console.progress)
                return console.answer({"ok": True}, [console.say(_FINE)])
            case "move":
                return _move(console, ws)
            case "fetch":
                return _fetch(console, ws)
            case "verify":
                return _verify(
                    console, verify_storage(ws, VerifyRequest(ALL if everything else read), console.progress)
                )
        return _show(console, show_storage(ws))


def storage_lines(console: Console, shown: StorageShown) -> list[str]:
    """Tell how the object store stands."""
    lang, counts = console.lang, shown.counts
    if shown.choice is None:
        return [console.say(_NONE)]
    keep = shown.choice.keep
    lines = [
        shown.choice.address,
        console.say(_KEEPS_ALL) if keep is None else console.say(_KEEPS).format(size=size(keep, lang)),
        console.say(_THERE).format(
            files=counted(counts.kept, "file", lang), size=size(counts.kept_bytes, lang), only=counts.only
        ),
        console.say(_HERE).format(size=size(shown.here_bytes, lang)),
    ]
    for words, count in ((_WAITING, counts.waiting), (_LOST, counts.lost), (_ERASING, counts.erasing)):
        if count:
            lines.append(console.say(words).format(files=counted(count, "file", lang)))
    if shown.state.reason:
        lines.append(sentence(ErrorCode(shown.state.reason), lang, where=WHERE))
    return lines


def _show(console: Console, shown: StorageShown) -> int:
    counts, state, choice = shown.counts, shown.state, shown.choice
    document: dict[str, Any] = {
        "storage": choice.address if choice else None,
        "user": shown.user or None,
        "keep": choice.keep if choice else None,
        "kept": counts.kept,
        "kept_bytes": counts.kept_bytes,
        "only_there": counts.only,
        "here_bytes": shown.here_bytes,
        "waiting": counts.waiting,
        "lost": counts.lost,
        "erasing": counts.erasing,
        "last_success": state.last_success or None,
        "looked_at": state.looked_at or None,
        "next_at": state.next_at or None,
        "reason": state.reason or None,
    }
    return console.answer(document, storage_lines(console, shown))


def _move(console: Console, ws: Workspace) -> int:
    derive(ws, DeriveRequest(), console.progress)  # words and pictures stay here, whatever goes
    done = move_objects(ws, MoveRequest(), console.progress)
    lines = [console.say(_MOVED).format(sent=done.sent, dropped=done.dropped)]
    if done.failed:
        lines.append(console.say(_FAILED).format(files=counted(done.failed, "file", console.lang)))
    document = {
        "sent": done.sent, "bytes": done.size, "dropped": done.dropped, "dropped_bytes": done.dropped_bytes,
        "erased": done.erased, "failed": done.failed, "waiting": done.waiting,
    }  # fmt: skip
    return console.answer(document, lines, failed=bool(done.failed))


def _fetch(console: Console, ws: Workspace) -> int:
    change_storage(ws, keep=None)
    done = bring_back(ws, console.progress)
    files = counted(done.count, "file", console.lang)
    lines = [console.say(_FETCHED).format(files=files, size=size(done.size, console.lang)), console.say(_KEEPS_ALL)]
    return console.answer({"fetched": done.count, "bytes": done.size}, lines)


def _verify(console: Console, done: Verified) -> int:
    lang = console.lang
    lines = [console.say(_LOOKED).format(files=counted(done.kept, "file", lang), read=done.read)]
    for words, count in ((_AGAIN, done.again), (_FOUND, done.found), (_STRAYS, done.strays)):
        if count:
            lines.append(console.say(words).format(files=counted(count, "file", lang)))
    lines += [f"{one}  {sentence_of(Fixable(ErrorCode.STORAGE_LOST), lang)}" for one in done.lost]
    document = {
        "ok": done.ok, "kept": done.kept, "read": done.read, "again": done.again, "lost": list(done.lost),
        "found": done.found, "strays": done.strays,
    }  # fmt: skip
    return console.answer(document, lines, failed=not done.ok)


def _bytes(text: str) -> int | None:
    if text == EVERYTHING:
        return None
    try:
        count = float(text.replace(",", "."))
    except ValueError as error:
        raise written_as(_FORMS["keep"]) from error
    if not 0 <= count <= _MOST_GB:
        raise written_as(_FORMS["keep"])
    return int(count * GB)
