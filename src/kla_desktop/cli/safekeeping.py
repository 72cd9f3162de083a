"""Commands about keys: keys rotate, recovery."""

from pathlib import Path

import click

from kla_desktop.app.recover import RecoverRequest, recover
from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, folder_or_file, option, verb
from kla_desktop.cli.library import folder_of, opened, passphrase_of
from kla_desktop.cli.misuse import written_as
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.recovery import RecoveryRequest, write_recovery
from kla_desktop.operations.rotate_keys import RotateRequest, rotate_keys

_ROTATED = Text(
    "Kunci baru dipakai mulai sekarang; sekretariat menerimanya sendiri. Enam kata yang baru",
    "The new keys are used from now on; the secretariat accepts them by itself. The new six words",
)
_WRITTEN = Text(
    "Simpan berkas ini di luar laptop, di tempat terkunci; program tidak menyimpannya lagi.",
    "Keep this file outside the laptop, locked away; the program does not keep it any longer.",
)
_RECOVERED = Text(
    "Sekretariat dipulihkan: {items} bukti, {stations} laptop terdaftar.",
    "The secretariat is back: {items} pieces of evidence, {stations} stations accepted.",
)
_NEXT = Text(
    "Kirim balasan ke semua laptop, lalu buat kunci pemulihan baru (recovery --renew). Enam kata yang baru:",
    "Send replies to all stations, then make a new recovery key (recovery --renew). The new six words:",
)


@verb(argument("action", type=click.Choice(["rotate"])))
def keys_command(console: Console, action: str) -> int:
    """Change keys."""
    del action
    with opened(console, writing=True) as ws:
        done = rotate_keys(ws, RotateRequest(), console.progress)
    words = list(done.words)
    return console.answer({"fingerprint_words": words}, [f"{console.say(_ROTATED)}: {' '.join(words)}"])


@verb(
    argument("action", type=click.Choice(["write", "restore"]), default="write"),
    option(
        "--out", type=folder_or_file(), metavar="FILE.pdf|txt", text=Text("Berkas yang ditulis.", "The file to write."),
    ),
    option("--renew", is_flag=True, text=Text("Kunci baru menggantikan yang lama.", "A new key replaces the old one.")),
    option(
        "--key", type=folder_or_file(), metavar="FILE",
        text=Text("Berkas berisi kunci pemulihan.", "A file that holds the recovery key."),
    ),
    option(
        "--from", "sources", type=folder_or_file(), multiple=True, metavar="PATH",
        text=Text("Cadangan, atau bundel, USB, folder hub.", "A backup, or bundles, sticks, a hub's folder."),
    ),
    option(
        "--words", default="", metavar="SIX WORDS",
        text=Text("Enam kata lama di layar kelurahan.", "The old six words, off a kelurahan's screen."),
    ),
    option("--actor", default="", text=Text("Siapa yang duduk di sini.", "Who sits here.")),
)  # fmt: skip
def recovery_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, action: str, out: Path | None, renew: bool, key: Path | None, sources: tuple[Path, ...],
    words: str, actor: str,
) -> int:  # fmt: skip
    """Write the recovery key, or bring a lost secretariat back with it."""
    if action == "restore":
        if key is None or not sources:
            raise written_as("recovery restore --key FILE --from PATH")
        return _restore(console, key, sources, words, actor)
    if out is None:
        raise written_as("recovery --out FILE")
    with opened(console, writing=True) as ws:
        done = write_recovery(ws, RecoveryRequest(out, renew), console.progress)
    document = {"path": str(done.path), "recipient": done.recipient, "fingerprint_words": list(done.words)}
    return console.answer(document, [str(done.path), " ".join(done.words), console.say(_WRITTEN)])


def _restore(console: Console, key: Path, sources: tuple[Path, ...], words: str, actor: str) -> int:
    try:
        paper = key.read_text("utf-8", errors="replace")
    except OSError as error:
        raise Fixable(ErrorCode.FILE_MISSING, path=str(key)) from error
    old = tuple(words.lower().split())
    request = RecoverRequest(sources, paper, folder_of(console), actor, old, passphrase_of(console))
    done = recover(request, console.progress)
    document = {
        "library": str(done.folder),
        "station": done.station,
        "items": done.items,
        "own_bundles": done.own,
        "bundles": done.accepted,
        "held": [{"path": str(one.path), "station": one.station} for one in done.held],
        "refused": [{"path": str(one.path), "reason": one.error.code.value} for one in done.refused],
        "stations": done.stations,
        "fingerprint_words": list(done.words),
    }
    counts = console.say(_RECOVERED).format(items=done.items, stations=done.stations)
    return console.answer(document, [counts, console.say(_NEXT), " ".join(done.words)])
