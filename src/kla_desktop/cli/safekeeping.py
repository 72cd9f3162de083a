"""Commands about keys: keys rotate, recovery."""

from pathlib import Path

import click

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, folder_or_file, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.model.catalogue import Text
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


@verb(argument("action", type=click.Choice(["rotate"])))
def keys_command(console: Console, action: str) -> int:
    """Change keys."""
    del action
    with opened(console, writing=True) as ws:
        done = rotate_keys(ws, RotateRequest(), console.progress)
    words = list(done.words)
    return console.answer({"fingerprint_words": words}, [f"{console.say(_ROTATED)}: {' '.join(words)}"])


@verb(
    option(
        "--out", required=True, type=folder_or_file(), metavar="FILE.pdf|txt",
        text=Text("Berkas yang ditulis.", "The file to write."),
    ),
    option("--renew", is_flag=True, text=Text("Kunci baru menggantikan yang lama.", "A new key replaces the old one.")),
)  # fmt: skip
def recovery_command(console: Console, out: Path, renew: bool) -> int:
    """Write the recovery key."""
    with opened(console, writing=True) as ws:
        done = write_recovery(ws, RecoveryRequest(out, renew), console.progress)
    document = {"path": str(done.path), "recipient": done.recipient, "fingerprint_words": list(done.words)}
    return console.answer(document, [str(done.path), " ".join(done.words), console.say(_WRITTEN)])
