"""What a scan finds, what it passes over, what it reports as odd; and what differs from what is known."""

import os
import shutil
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from kla_desktop.system.names import shown
from kla_desktop.watching.changes import Known, new_in, same_version
from kla_desktop.watching.scan import Fingerprint, FolderState, FoundFile, Odd, OddKind, judge, look_again, scan, walk


def found_names(root: Path, skip: tuple[str, ...] = ()) -> list[str]:
    return sorted(os.path.relpath(item.path, root) for item in scan(str(root), skip) if isinstance(item, FoundFile))


def newly(root: Path, known: Known) -> list[FoundFile]:
    return [file for listing in walk(str(root)) if listing.files for file in new_in(listing, known)]


def odd(root: Path) -> dict[str, OddKind]:
    return {os.path.relpath(item.path, root): item.kind for item in scan(str(root)) if isinstance(item, Odd)}


def test_finds_files_with_their_size_time_and_inode(tmp_path: Path) -> None:
    (tmp_path / "DCIM" / "100").mkdir(parents=True)
    photo = tmp_path / "DCIM" / "100" / "IMG_1.jpg"
    photo.write_bytes(b"x" * 17)
    there = photo.stat()
    assert list(scan(str(tmp_path))) == [FoundFile(str(photo), 17, there.st_mtime_ns, there.st_ino, str(tmp_path))]


def test_passes_over_hidden_unfinished_system_and_our_own(tmp_path: Path) -> None:
    passed_over = [
        ".hidden.jpg", "film.mp4.crdownload", "a.part", "b.TMP", "c.partial", "~$surat.docx", ".~lock.surat.odt#",
        "Thumbs.db", "desktop.ini", ".DS_Store", "0192.kla", "x.KLA", "enrol.kla-daftar",
    ]  # fmt: skip
    for name in [*passed_over, "surat.docx", "~ foto.jpg", "part.jpg", "tmp"]:
        (tmp_path / name).write_bytes(b"x")
    for folder in (".git", "$RECYCLE.BIN", "besar.download", "arsip.part"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "isi.jpg").write_bytes(b"x")
    assert found_names(tmp_path) == ["arsip.part/isi.jpg", "part.jpg", "surat.docx", "tmp", "~ foto.jpg"]
    assert odd(tmp_path) == {}


def test_empty_files_links_pipes_and_sockets_are_reported_and_never_opened(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "rahasia.jpg").write_bytes(b"x")
    root = tmp_path / "root"
    root.mkdir()
    (root / "kosong.jpg").touch()
    (root / "out.jpg").symlink_to(outside / "rahasia.jpg")
    (root / "folder-out").symlink_to(outside)
    (root / "loop").symlink_to(root)
    (root / "self").symlink_to("self")
    (root / "broken").symlink_to("nowhere")
    os.mkfifo(root / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(root / "sock"))
    (root / "real.jpg").write_bytes(b"x")
    os.link(root / "real.jpg", root / "hard.jpg")
    assert found_names(root) == ["hard.jpg", "real.jpg"]
    assert odd(root) == {
        "kosong.jpg": OddKind.EMPTY,
        **dict.fromkeys(["out.jpg", "folder-out", "loop", "self", "broken", "pipe", "sock"], OddKind.SPECIAL),
    }


def test_cloud_placeholders_and_junctions_of_windows(tmp_path: Path) -> None:
    def as_windows(mode: int, attributes: int, tag: int = 0) -> os.stat_result:
        made = SimpleNamespace(st_mode=mode, st_size=9, st_file_attributes=attributes, st_reparse_tag=tag)
        return cast("os.stat_result", made)

    assert judge(as_windows(stat.S_IFREG, 0x20)) is None
    for recall in (0x1000, 0x40000, 0x400000):
        assert judge(as_windows(stat.S_IFREG, recall | 0x20)) is OddKind.NOT_LOCAL
    assert judge(as_windows(stat.S_IFDIR, 0x410, 0xA0000003)) is OddKind.SPECIAL


def test_a_missing_root_is_missing_and_nothing_else(tmp_path: Path) -> None:
    gone = str(tmp_path / "stick")
    assert list(scan(gone)) == [Odd(gone, OddKind.MISSING)]
    assert [listing.state for listing in walk(gone)] == [FolderState.MISSING]


def test_a_file_as_root_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    assert [listing.state for listing in walk(str(tmp_path / "file"))] == [FolderState.MISSING]


def test_a_folder_that_vanishes_meanwhile_gives_nothing(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.jpg").write_bytes(b"x")
    listings = walk(str(tmp_path))
    next(listings)
    for name in "abc":
        shutil.rmtree(tmp_path / name)
    assert [(listing.state, listing.odd) for listing in listings] == [(FolderState.MISSING, [])] * 3


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that an ordinary user may read, whoever runs the tests; root becomes such a user for the test."""
    folder = Path(tempfile.mkdtemp(prefix="kla-scan-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_unreadable_folders_are_reported_and_the_rest_is_read(open_to_all: Path) -> None:
    (open_to_all / "locked").mkdir(mode=0)
    (open_to_all / "x.jpg").write_bytes(b"x")
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        assert found_names(open_to_all) == ["x.jpg"]
        assert odd(open_to_all) == {"locked": OddKind.UNREADABLE}
    finally:
        os.seteuid(was)


def test_skipped_folders_are_not_entered(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "x.jpg").write_bytes(b"x")
    (tmp_path / "y.jpg").write_bytes(b"x")
    assert found_names(tmp_path, (str(tmp_path / "library"),)) == ["y.jpg"]


def test_very_deep_folders_end(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(140):
        deep /= "d"
    deep.mkdir(parents=True)
    (deep / "x.jpg").write_bytes(b"x")
    assert list(odd(tmp_path).values()) == [OddKind.TOO_DEEP]


HOSTILE = [
    "nfc-\u00e9.jpg", "nfd-e\u0301.jpg", "e\u0301", "\u00e9", "x" * 251 + ".jpg", "foto\u202egpj.exe", "dua\nbaris.jpg",
    "\U0001f600.jpg", "-rf.jpg", "--help", "%2e%2e%2f.jpg", "CON.txt", "a.", "a ", " a", "Foto.jpg", "foto.jpg", "\t",
    "\\..\\x", "$(reboot).jpg", "'\".jpg", os.fsdecode(b"latin1-\xe9.jpg"), os.fsdecode(b"\xff\xfe\xfd"),
]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes all of these")
def test_hostile_names_are_found_once_and_lead_back_to_their_file(tmp_path: Path) -> None:
    for number, name in enumerate(HOSTILE):
        with (tmp_path / name).open("xb") as file:
            file.write(b"x" * (number + 1))
    found = {item.path: item.size for item in scan(str(tmp_path)) if isinstance(item, FoundFile)}
    assert found == {f"{tmp_path}/{name}": number + 1 for number, name in enumerate(HOSTILE)}
    assert all(Path(path).stat().st_size == size for path, size in found.items())
    assert all("\n" not in shown(path) and shown(path).encode("utf-8") for path in found)


def test_only_new_and_changed_files_are_new_and_each_folder_is_asked_once(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for number in range(3):
            (tmp_path / folder / f"{number}.jpg").write_bytes(b"x")
    held = {listing.folder: dict(listing.files) for listing in walk(str(tmp_path))}
    asked: list[str] = []

    def known(folder: str) -> dict[str, Fingerprint]:
        asked.append(folder)
        return held.get(folder, {})

    assert newly(tmp_path, known) == []
    assert sorted(asked) == [str(tmp_path / "a"), str(tmp_path / "b")]
    (tmp_path / "a" / "1.jpg").write_bytes(b"xy")
    (tmp_path / "b" / "new.jpg").write_bytes(b"x")
    os.utime(tmp_path / "b" / "0.jpg", ns=(1, 1))
    replacement = tmp_path / "b" / "other"
    replacement.write_bytes(b"y")
    os.utime(replacement, ns=(held[str(tmp_path / "b")]["2.jpg"][1],) * 2)
    replacement.replace(tmp_path / "b" / "2.jpg")
    changed = sorted(os.path.relpath(file.path, tmp_path) for file in newly(tmp_path, known))
    assert changed == ["a/1.jpg", "b/0.jpg", "b/2.jpg", "b/new.jpg"]


def test_inodes_count_only_where_both_sides_have_one(tmp_path: Path) -> None:
    assert same_version((1, 2, 3), (1, 2, 0))
    assert same_version((1, 2, 0), (1, 2, 3))
    assert not same_version((1, 2, 3), (1, 2, 4))
    assert not same_version((1, 2, 0), (1, 3, 0))
    (tmp_path / "x.jpg").write_bytes(b"x")
    assert [listing.files["x.jpg"][2] for listing in walk(str(tmp_path), stable_inodes=False)] == [0]


def test_look_again_sees_what_a_file_has_become(tmp_path: Path) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(b"x")
    (file,) = (item for item in scan(str(tmp_path)) if isinstance(item, FoundFile))
    assert look_again(file) == file
    path.write_bytes(b"")
    assert look_again(file) is OddKind.EMPTY
    path.unlink()
    assert look_again(file) is None
    path.symlink_to("/dev/zero")
    assert look_again(file) is OddKind.SPECIAL


@pytest.fixture
def hundred_thousand(tmp_path: Path) -> Iterator[Path]:
    for folder in range(500):
        (tmp_path / f"{folder:03}").mkdir()
        for number in range(200):
            (tmp_path / f"{folder:03}" / f"IMG-20260512-WA{number:04}.jpg").write_bytes(b"x")
    yield tmp_path
    shutil.rmtree(tmp_path)


@pytest.mark.heavy
def test_a_rescan_without_news_costs_little_more_than_the_bare_walk(hundred_thousand: Path) -> None:
    def bare(root: str) -> float:
        began, waiting, count = time.process_time(), [root], 0
        while waiting:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    entry.stat(follow_symlinks=False)
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        count += 1
        assert count == 100_000
        return time.process_time() - began

    held = {listing.folder: dict(listing.files) for listing in walk(str(hundred_thousand))}

    def ours() -> float:
        began = time.process_time()
        assert not newly(hundred_thousand, held.__getitem__)
        return time.process_time() - began

    rounds = [(bare(str(hundred_thousand)), ours()) for _ in range(7)]
    ratio = min(our for _, our in rounds) / min(their for their, _ in rounds)
    print(f"no-change rescan of 100,000 files: {ratio:.2f} x bare walk (CPU, best of 7)")
    assert ratio <= 1.5  # the goal is 1.3; a shared machine needs room
