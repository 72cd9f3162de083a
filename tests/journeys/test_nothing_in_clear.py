"""A thief who takes the library folder learns no name, no word, no place and no picture from it."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.kla import Office, new_town, take

NAME = "Rahayu-Kusumawardhani-7719"
WORDS = "pengaduan kekerasan anak nomor XK7719QZ"
TITLE = "Judul Bukti Rahasia 5521"
ACTOR = "Petugas kelurahan"
GPS = (-6.4132177, 106.8129933)


def plant(folder: Path) -> Path:
    """Files whose names, texts, positions and thumbnails we know."""
    folder.mkdir()
    exif = Image.Exif()
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "S", (6, 24, 47.58), "E", (106, 48, 46.78)
    exif[0x010F], exif[0x0110] = "KameraRahasia", "ModelRahasia"
    picture = Image.effect_noise((400, 300), 90).convert("RGB")
    picture.save(folder / f"{NAME}.jpg", exif=exif.tobytes(), quality=95)
    (folder / f"{NAME}.txt").write_text(f"Notulen {WORDS}\n" * 3, "utf-8")
    return folder


def traces(folder: Path) -> dict[str, bytes]:
    """Every form in which something planted could be found."""
    jpeg = (folder / f"{NAME}.jpg").read_bytes()
    found = {"jpeg bytes": jpeg[len(jpeg) // 2 :][:32], "jpeg start": jpeg[:20]}
    for text in (NAME, WORDS, "XK7719QZ", TITLE, ACTOR, "KameraRahasia", "-6.413", "106.81", "pelembagaan-partisipasi"):
        found[f"{text} in UTF-8"] = text.encode()
        found[f"{text} in UTF-16"] = text.encode("utf-16-le")
    return found


def leaks(where: Path, wanted: dict[str, bytes]) -> Iterator[str]:
    for path in sorted(where.rglob("*")):
        try:
            data = path.read_bytes() if path.is_file() else b""
        except FileNotFoundError:  # a temporary that has just been taken away
            continue
        for what, trace in wanted.items():
            if trace in data or trace in str(path).encode("utf-8", "surrogateescape"):
                yield f"{what}: {path.name}"


def is_jpeg_or_sqlite(where: Path) -> list[str]:
    """Files that show what they are, instead of noise."""
    known = (b"\xff\xd8\xff", b"SQLite format 3", b"%PDF-", b"PK\x03\x04")
    return [path.name for path in where.rglob("*") if path.is_file() and path.read_bytes()[:16].startswith(known)]


def test_the_search_itself_finds_what_lies_in_clear(tmp_path: Path) -> None:
    files = plant(tmp_path / "berkas")
    found = list(leaks(files, traces(files)))
    assert any("jpeg bytes" in one for one in found)
    assert any("XK7719QZ in UTF-8" in one for one in found)


def test_nothing_in_clear(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    files = plant(tmp_path / "berkas")
    wanted = traces(files)
    ids = take(town.village, files)
    for one in ids:
        town.village.do("tag", one, "6")
        town.village.do("describe", one, "--title", TITLE)
    assert town.village.do("search", "XK7719QZ")["total"] == 1  # it is known inside
    shown = [town.village.do("show", one)["item"] for one in ids]
    assert any(item["gps"] and abs(item["gps"]["lat"] - GPS[0]) < 0.001 for item in shown)
    town.village.do("hand-over", town.stick)
    held = town.desk.run("receive", town.stick).document["held"]
    assert list((town.village.library / "outbox").iterdir())
    assert list((town.desk.library / "held").iterdir())
    for folder in (town.village.library, town.desk.library, town.stick):
        assert list(leaks(folder, wanted)) == []
    town.desk.do("stations", "--accept", held[0]["station"])
    town.village.do("backup", "--out", tmp_path / "cadangan.tar")
    for folder in (town.village.library, town.desk.library, town.stick):
        assert list(leaks(folder, wanted)) == []
        assert is_jpeg_or_sqlite(folder) == []
    assert not [what for what, trace in wanted.items() if trace in (tmp_path / "cadangan.tar").read_bytes()]
    for office in (town.village, town.desk):
        assert list(leaks(Path(office.environment["XDG_STATE_HOME"]), wanted)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_nothing_in_clear_while_it_works_and_after_a_kill(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    kla: Office = town.village
    files = plant(tmp_path / "berkas")
    wanted = traces(files)
    for n in range(60):
        (files / f"{NAME}-{n}.txt").write_text(f"{WORDS} {n}", "utf-8")
    process = kla.start("--json", "ingest", files, start_new_session=True)
    seen: set[str] = set()
    looks = 0
    began = time.monotonic()
    while process.poll() is None and time.monotonic() - began < 2.5:
        seen |= set(leaks(kla.library, wanted))
        looks += 1
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    seen |= set(leaks(kla.library, wanted))
    assert looks
    assert seen == set()
