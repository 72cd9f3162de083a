"""Names, sizes and clocks that break other programs: each file is stored once and told apart (T11, T13, T15)."""

import hashlib
import os
import random
import resource
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.listing import Filter, Order
from kla_desktop.model.station import Role
from kla_desktop.operations import browse
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import restored, shown
from kla_desktop.system.progress import SilentProgress
from kla_desktop.system.tools import Tools

SILENT = SilentProgress()
HOSTILE = [
    "é.txt",
    unicodedata.normalize("NFD", "é.txt"),
    "Foto.JPG",
    "foto.jpg",
    "FOTO.jpg",
    "CON.txt",
    "con",
    "nul.pdf",
    "AUX",
    "LPT1.doc",
    "a.",
    "a..",
    "a ",
    " a",
    "x" * 251 + ".jpg",
    "б" * 125 + ".txt",
    "\u202egpj.exe",
    "a\u202eb.txt",
    "baris\nbaru.txt",
    "tab\there.txt",
    "kembali\r.txt",
    "bel\a.txt",
    "\x1b[31mmerah.txt",
    "\x7f.txt",
    "😀.jpg",
    "👩‍👩‍👧‍👦.png",
    "%2e%2e%2f",
    "..%2fetc",
    "-rf",
    "--help",
    "-",
    "a;rm -rf b",
    "$(id).txt",
    "`id`.txt",
    "a'b.txt",
    'a"b.txt',
    "a|b.txt",
    "a*b?.txt",
    "<script>.txt",
    "a:b.txt",
    "C:\\Windows\\x.txt",
    "..\\..\\x",
    "\\\\server\\x",
    "a\\b",
    "\u200b.txt",
    "a\u200bb.txt",
    "\ufeff.txt",
    "\u00ad.txt",
    "ﬁle.txt",
    "İ.txt",
    "ß.txt",
    "SS.txt",
    "ẞ.txt",
    "K.txt",
    "\udcff.txt",
    "a\udcfe\udcfdb.jpg",
    "\udced\udca0\udc80.txt",
    "café.txt",
    "cafe\u0301.txt",
    "..a",
    "...",
    "~a",
    "a~1.txt",
    "=1+1.csv",
    "@a.csv",
    "+1.csv",
    "//dcff".replace("/", "∕"),
    "a" * 200,
    "日本語.pdf",
    "العربية.docx",
    "ह.txt",
    "\u0300.txt",
]


def hostile(count: int = 200, seed: int = 11) -> list[str]:
    """Names as above, and more of random pieces of theirs."""
    chance = random.Random(seed)
    print(f"seed {seed}")
    names = dict.fromkeys(HOSTILE)
    while len(names) < count:
        name = "".join(chance.choice(HOSTILE)[:20] for _ in range(chance.randint(1, 3))).replace("/", "")
        if name not in {".", ".."} and len(os.fsencode(name)) <= 255 and not name.startswith((".", "~$")):
            names[name] = None
    return [name for name in names if not name.startswith(".")][:count]


class Fixed:
    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "pustaka"
    bootstrap.create(folder, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti A."))
    with bootstrap.opened(folder) as workspace:
        yield workspace


@pytest.mark.skipif(sys.platform != "linux", reason="names that other systems do not take")
def test_two_hundred_hostile_names(library: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    wanted = {}
    for number, name in enumerate(hostile(205)):
        (folder / name).write_bytes(f"isi nomor {number}".encode())
        wanted[name] = number
    result = ingest(library, IngestRequest((str(folder),)), SILENT)
    assert result.failed == ()
    assert len(result.added) == len(wanted) >= 200
    sources = {restored(source.name): source for source in library.store.local.in_folder(str(folder))}
    assert sources.keys() == wanted.keys()
    for name, number in wanted.items():
        assert sources[name].sha256 == hashlib.sha256(f"isi nomor {number}".encode()).hexdigest()
        said = shown(name)
        assert "\n" not in said
        assert "\u202e" not in said
        assert "\x1b" not in said
    names = {restored(item.name) for item in browse.page(library, Filter(), 1000)}
    assert names == wanted.keys()
    outside = {path.name for path in tmp_path.iterdir()}
    assert outside == {"masuk", "pustaka"}
    assert check_library(library, CheckRequest(), SILENT).ok


@pytest.mark.parametrize("years", [-10, 10])
def test_a_wrong_clock_hides_nothing_and_orders_nothing(tmp_path: Path, years: int) -> None:
    """Ten years off, and an hour back in the middle: the journal counts, it does not look at the clock."""
    folder = tmp_path / "pustaka"
    bootstrap.create(folder, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti A."))
    clock = Fixed(datetime(2026, 11, 26, 9, tzinfo=UTC).replace(year=2026 + years))
    taken = []
    with bootstrap.opened(folder, tools=Tools(clock=clock)) as ws:
        for number in range(12):
            file = tmp_path / f"{number}.txt"
            file.write_text(f"notulen {number}", encoding="utf-8")
            os.utime(file, (0, 0))
            clock.at += timedelta(minutes=5) if number != 6 else timedelta(hours=-1)
            taken.append(ingest(ws, IngestRequest((str(file),)), SILENT).added[0].id)
        assert len(set(taken)) == 12
        events = [event for event in ws.store.journal.all() if event.subject in taken]
        assert [event.subject for event in events] == taken
        assert [event.seq for event in events] == sorted(event.seq for event in events)
        assert [event.lamport for event in events] == sorted(event.lamport for event in events)
        assert len(browse.rows(ws, Filter())) == 12
        newest = browse.page(ws, Filter(order=Order.ADDED), 12)
        assert [item.id for item in newest] == taken[::-1]
        assert check_library(ws, CheckRequest(), SILENT).ok


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform != "linux", reason="sparse files and memory as Linux has them")
@pytest.mark.parametrize("size", [(4 << 30) - 1, 4 << 30, (4 << 30) + 1, 20 << 30])
def test_big_files(library: Workspace, tmp_path: Path, size: int) -> None:
    if shutil.disk_usage(tmp_path).free < size + (4 << 30):
        pytest.skip("not enough room")
    file = tmp_path / "video.bin"
    with file.open("wb") as out:
        out.write(b"awal")
        out.truncate(size)
        out.seek(size - 5)
        out.write(b"akhir")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    added = ingest(library, IngestRequest((str(file),)), SILENT).added[0]
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{size} bytes: most memory {before >> 10} MB before, {grown >> 10} MB after")
    assert grown < 300 << 10
    told = subprocess.run(["sha256sum", str(file)], capture_output=True, check=True).stdout.split()[0].decode()
    assert added.sha256 == told
    item = library.find([added.id])[0]
    assert item.digest.size == size
