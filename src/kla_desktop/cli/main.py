"""`kla`: reads the command line, runs one command, turns whatever happens into a plain answer and an exit code."""

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from kla_desktop import __version__
from kla_desktop.app.log_setup import logging_to
from kla_desktop.app.paths import log_folder
from kla_desktop.cli.console import DONE, USAGE, Console
from kla_desktop.cli.grammar import Family, global_options
from kla_desktop.cli.misuse import misuse
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import Fixable
from kla_desktop.system.disk_trouble import disk_trouble
from kla_desktop.system.progress import Cancelled
from kla_desktop.wording.formats import as_lang

COMMANDS: Mapping[str, tuple[str, Text]] = {
    "init": ("station", Text("Buat pustaka baru.", "Create a library.")),
    "enrolment": ("station", Text("Tulis berkas undangan (sekretariat).", "Write the enrolment file (secretariat).")),
    "enrol": ("station", Text("Daftar pada sekretariat dengan berkas undangan.", "Join by an enrolment file.")),
    "stations": ("station", Text("Daftar, terima, atau cabut laptop.", "List, accept or revoke stations.")),
    "desks": ("desks", Text("Meja tambahan sekretariat dan wewenangnya.", "Further desks of the secretariat.")),
    "keys": ("safekeeping", Text("Ganti kunci laptop ini.", "Change this station's keys.")),
    "recovery": ("safekeeping", Text("Tulis kunci pemulihan (sekretariat).", "Write the recovery key (secretariat).")),
    "ingest": ("intake", Text("Masukkan berkas dan folder.", "Take files and folders in.")),
    "watch": ("intake", Text("Folder pantauan.", "Watched folders.")),
    "drives": ("drives", Text("USB, kartu, dan ponsel yang terpasang.", "Sticks, cards and phones plugged in.")),
    "failures": ("failures", Text("Berkas yang gagal dimasukkan.", "Files that could not be taken in.")),
    "inspect": ("intake", Text("Lihat isi berkas tanpa memasukkannya.", "Look into files without taking them in.")),
    "unfold": ("containers", Text("Ambil isi ZIP atau lampiran surel.", "Take out what a ZIP or a mail holds.")),
    "unlock": ("containers", Text("Baca berkas yang dikunci kata sandi.", "Read a file that a password locks.")),
    "read": ("reading", Text("Baca pindaian dan foto halaman.", "Read scans and photographed pages.")),
    "list": ("evidence", Text("Daftar bukti.", "List evidence.")),
    "show": ("evidence", Text("Semua tentang satu bukti.", "Everything about one item.")),
    "open": ("evidence", Text("Tulis berkas aslinya.", "Write the original out.")),
    "save": ("evidence", Text("Simpan salinan tanpa titik lokasi.", "Save copies without positions.")),
    "search": ("evidence", Text("Cari dalam judul, nama, dan isi.", "Search titles, names and texts.")),
    "suggest": ("suggesting", Text("Usulan indikator, dengan alasannya.", "Suggest indicators, with reasons.")),
    "activities": ("activities", Text("Kegiatan dan usulannya.", "Activities and proposals of them.")),
    "group": ("activities", Text("Kelompokkan menjadi satu kegiatan.", "Group as one activity.")),
    "split": ("activities", Text("Keluarkan dari kegiatan.", "Take out of an activity.")),
    "tag": ("evidence", Text("Tandai dengan indikator.", "Put under indicators.")),
    "untag": ("evidence", Text("Hapus tanda.", "Take from under indicators.")),
    "describe": ("evidence", Text("Isi judul, tanggal, tempat, catatan.", "State title, date, place, note.")),
    "withdraw": ("evidence", Text("Tarik bukti.", "Take evidence back.")),
    "reinstate": ("evidence", Text("Pulihkan bukti yang ditarik.", "Put evidence back.")),
    "restrict": ("evidence", Text("Batasi bukti berwajah anak.", "Restrict evidence showing a child.")),
    "replace": ("evidence", Text("Ganti dengan versi yang diperbaiki.", "Replace by a mended version.")),
    "undo": ("evidence", Text("Urungkan langkah terakhir.", "Take back the last step.")),
    "redo": ("evidence", Text("Ulangi langkah yang diurungkan.", "Do an undone step again.")),
    "coverage": ("reviewing", Text("Peta cakupan: apa yang masih kurang.", "The gap map.")),
    "pack": ("travel", Text("Kemas yang belum dikirim.", "Seal what was not handed over.")),
    "hand-over": ("travel", Text("Salin bundel ke USB atau folder.", "Copy bundles to a stick or folder.")),
    "relay": ("relaying", Text("Teruskan yang disahkan ke hub di atas (sekretariat).", "Hand up what is accepted.")),
    "want": ("relaying", Text("Minta berkas yang tinggal di hub bawah.", "Ask a hub below for bytes it kept.")),
    "hub": ("syncing", Text("Hub tempat bundel dikirim.", "The hub that bundles travel by.")),
    "sync": ("syncing", Text("Kirim dan ambil lewat hub.", "Send and fetch by the hub.")),
    "storage": ("storage", Text("Gudang bukti di luar laptop ini (sekretariat).", "The object store (secretariat).")),
    "receive": ("travel", Text("Terima bundel.", "Receive bundles.")),
    "review": ("reviewing", Text("Sahkan atau kembalikan (sekretariat).", "Accept or return (secretariat).")),
    "request": ("reviewing", Text("Minta bukti (sekretariat).", "Ask for evidence (secretariat).")),
    "requests": ("reviewing", Text("Bukti yang diminta Sekretariat.", "Evidence that the secretariat asks for.")),
    "reply": ("travel", Text("Kemas tanda terima dan tinjauan.", "Seal receipts and reviews (secretariat).")),
    "coordinator": ("coordinator", Text("Laptop ini menjadi hub (sekretariat).", "Be the hub (secretariat).")),
    "duplicates": ("likeness", Text("Bukti yang sama atau mirip.", "The same evidence twice, or nearly.")),
    "compare": ("likeness", Text("Putuskan tentang dua bukti yang mirip.", "Decide about two items alike.")),
    "dossier": ("dossier", Text("Cetak berkas penilaian (PDF).", "Print the dossier (PDF).")),
    "export": ("exporting", Text("Tulis tabel (Excel, CSV).", "Write tables (Excel, CSV).")),
    "check": ("care", Text("Periksa pustaka.", "Check the library.")),
    "backup": ("care", Text("Buat cadangan.", "Back up.")),
    "restore": ("care", Text("Pulihkan cadangan.", "Restore a backup.")),
    "demo": ("care", Text("Seluruh alur dengan bukti contoh.", "The whole road on samples.")),
}  # fmt: skip


class _Kla(Family):
    members = COMMANDS
    text = Text("Meja bukti Kota Layak Anak.", "The evidence desk for the child-friendly city evaluation.")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, text = COMMANDS[cmd_name]
        loaded = importlib.import_module(f"kla_desktop.cli.{module}")
        command: Any = getattr(loaded, cmd_name.replace("-", "_") + "_command")
        command.name, command.text = cmd_name, text
        found: click.Command = command
        return found


def _group() -> click.Group:
    return _Kla("kla", params=[*global_options(), _version()])


def _version() -> click.Option:
    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        del param
        if value and not ctx.resilient_parsing:
            click.echo(f"kla {__version__}")
            ctx.exit()

    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, hidden=True)


def main(words: Sequence[str] | None = None) -> int:
    """Run `kla` with `words`, or with those of the command line; return the exit code."""
    given = list(sys.argv[1:] if words is None else words)
    console = _first_look(given)
    with logging_to(log_folder()), console.interruptible():
        try:
            return _run(console, given)
        except Exception as error:  # noqa: BLE001 - the last border: nobody is shown a traceback
            return console.our_fault(error)


def _run(console: Console, words: list[str]) -> int:
    try:
        code = _group().main(args=words, prog_name="kla", standalone_mode=False, obj=console)
    except Fixable as error:
        return console.refuse_error(error)
    except (Cancelled, click.Abort, KeyboardInterrupt):
        return console.stopped()
    except click.UsageError as error:
        return console.refuse("usage", misuse(error, console.lang), USAGE)
    except click.ClickException as error:
        return console.refuse("usage", error.format_message(), USAGE)
    except BrokenPipeError:
        return DONE
    except OSError as error:
        return _refuse_disk(console, error)
    return code if isinstance(code, int) else DONE


def _refuse_disk(console: Console, error: OSError) -> int:
    """Say the disk's own refusals; any other trouble of the system is a mistake of ours."""
    trouble = disk_trouble(error)
    return console.refuse_error(trouble) if trouble else console.our_fault(error)


def _first_look(words: Sequence[str]) -> Console:
    """Know language and form of the answer before click reads the words, so that its refusals keep to them."""
    said = dict(pairwise(words))
    lang = next((word.removeprefix("--lang=") for word in words if word.startswith("--lang=")), said.get("--lang"))
    library, passphrase = os.environ.get("KLA_LIBRARY"), os.environ.get("KLA_PASSPHRASE_FILE")
    return Console(
        lang=as_lang(lang),
        json="--json" in words,
        quiet="--quiet" in words,
        library=Path(library) if library else None,
        passphrase_file=Path(passphrase) if passphrase else None,
    )


if __name__ == "__main__":
    sys.exit(main())
