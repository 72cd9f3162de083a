"""Commands that care for the library: check, backup, restore; and the demo."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kla_desktop.app.restore import restore
from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, folder_or_file, option, verb
from kla_desktop.cli.library import folder_of, opened, passphrase_of
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.back_up import BackUpRequest, back_up
from kla_desktop.operations.check_library import CheckRequest, Problem, check_library
from kla_desktop.system.names import shown
from kla_desktop.wording.formats import counted, size
from kla_desktop.wording.words import Words, said

_SOUND = Text("Pustaka utuh.", "The library is whole.")
_REPAIRED = Text("diperbaiki", "repaired")
_PROBLEMS: Words = {
    "database": Text("basis data rusak", "the database is damaged"),
    "projection": Text("tabel tidak sama dengan jurnal", "a table differs from the journal"),
    "search": Text("indeks pencarian tidak sama dengan bukti", "the search index differs from the evidence"),
    "object_missing": Text("berkas bukti hilang", "the bytes of an item are missing"),
    "object_damaged": Text("berkas bukti rusak", "the bytes of an item are damaged"),
    "likeness": Text("daftar bukti yang mirip tidak lengkap", "the list of what looks alike is not whole"),
    "habits": Text("yang dipelajari dari tanda tidak sama dengan tandanya", "what was learned differs from the tags"),
    "previews": Text("gambar kecil tidak terbaca lagi", "thumbnails cannot be read any more"),
    "object_stray": Text("berkas tanpa pemilik", "bytes that belong to nothing"),
}
_TO_REPAIR = Text(
    "Langkah berikutnya: `kla check --repair` memperbaiki yang bisa diperbaiki di sini.",
    "Next: `kla check --repair` mends what can be mended here.",
)
_TO_RESTORE = Text(
    "Basis datanya tidak bisa diperbaiki di tempatnya. Langkah berikutnya: `kla restore` cadangan terakhir ke folder "
    "baru.",
    "The database cannot be mended where it is. Next: `kla restore` the latest backup into a new folder.",
)
_BYTES = frozenset({"object_missing", "object_damaged"})
_BYTES_GONE = Text(
    "Isi berkas itu tidak bisa dibuat ulang di sini; catatan dan tandanya tetap ada. Langkah berikutnya: masukkan "
    "lagi berkas aslinya (`kla ingest`), terima lagi bundel asalnya (`kla receive`), atau pulihkan cadangan "
    "(`kla restore`).",
    "The bytes of such a file cannot be made again here; its record and tags are kept. Next: take the original in "
    "again (`kla ingest`), receive the bundle that it came in once more (`kla receive`), or restore a backup "
    "(`kla restore`).",
)
_AWAY = Text(
    "{files} hanya ada di gudang bukti; periksa dengan `kla storage verify`.",
    "{files} lie in the object store alone; look at them by `kla storage verify`.",
)
_NOT_IN_IT = Text(
    "{files} hanya ada di gudang bukti dan tidak ikut; `kla storage fetch` mengambil semuanya lebih dulu.",
    "{files} lie in the object store alone and are not in it; `kla storage fetch` fetches all of them first.",
)
_KEY_NEEDED = Text(
    "Simpan di tempat lain. Untuk memulihkan perlu kata sandi, atau kunci pada laptop ini.",
    "Keep it elsewhere. Restoring needs the passphrase, or the key on this laptop.",
)


@verb(option("--repair", is_flag=True, text=Text("Perbaiki yang bisa diperbaiki.", "Mend what can be mended.")))
def check_command(console: Console, repair: bool) -> int:
    """Check everything."""
    try:
        with opened(console, writing=True) as ws:
            checked = check_library(ws, CheckRequest(repair=repair), console.progress)
    except Fixable as error:
        if error.code is ErrorCode.LIBRARY_DAMAGED:  # to run check and repair is no advice here
            raise Fixable(error.code, where="check") from error
        raise
    problems = [{"what": one.what, "item": one.item, "repaired": one.repaired} for one in checked.problems]
    lines = [
        f"{said(_PROBLEMS, one.what, console.lang)}  {shown(one.item)}"
        + (f"  ({console.say(_REPAIRED)})" if one.repaired else "")
        for one in checked.problems
    ]
    left = [one for one in checked.problems if not one.repaired]
    lines += [console.say(advice) for advice in _advice(left, repair=repair)]
    if checked.ok:
        lines.append(f"{console.say(_SOUND)} {counted(checked.objects, 'file', console.lang)}")
    if checked.away:
        lines.append(console.say(_AWAY).format(files=counted(checked.away, "file", console.lang)))
    document = {"ok": checked.ok, "problems": problems, "objects": checked.objects, "only_in_storage": checked.away}
    return console.answer(document, lines, failed=not checked.ok)


def _advice(left: Sequence[Problem], *, repair: bool) -> Iterator[Text]:
    """Say what to do about problems that are still there."""
    kinds = {one.what for one in left}
    if kinds & _BYTES:
        yield _BYTES_GONE
    if "database" in kinds:
        yield _TO_RESTORE
    elif kinds - _BYTES and not repair:
        yield _TO_REPAIR


@verb(option("--out", required=True, type=folder_or_file(), text=Text("Berkas yang ditulis.", "The file to write.")))
def backup_command(console: Console, out: Path) -> int:
    """Write the whole library into one file."""
    with opened(console, writing=False) as ws:
        done = back_up(ws, BackUpRequest(out), console.progress)
    lines = [
        f"{shown(str(done.path))}  {counted(done.items, 'evidence', console.lang)}  {size(done.size, console.lang)}",
        console.say(_KEY_NEEDED),
    ]
    if done.away:
        lines.append(console.say(_NOT_IN_IT).format(files=counted(done.away, "file", console.lang)))
    document = {"path": str(done.path), "items": done.items, "bytes": done.size, "only_in_storage": done.away}
    return console.answer(document, lines)


@verb(argument("file", type=folder_or_file()))
def restore_command(console: Console, file: Path) -> int:
    """Bring a library back."""
    done = restore(file, folder_of(console), passphrase_of(console), console.progress)
    lines = [f"{shown(str(done.folder))}  {counted(done.items, 'evidence', console.lang)}"]
    return console.answer({"items": done.items, "library": str(done.folder)}, lines)


@verb(
    option(
        "--keep", type=folder_or_file(), metavar="DIR",
        text=Text("Simpan hasilnya di folder kosong ini.", "Keep the result in this empty folder."),
    )
)  # fmt: skip
def demo_command(console: Console, keep: Path | None) -> int:
    """Walk the whole road on samples."""
    from kla_desktop.cli.showing import show_demo  # noqa: PLC0415 - draws pictures; nothing else needs it

    return show_demo(console, keep)
