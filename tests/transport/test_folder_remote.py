"""A hub in a folder: shares that vanish, fill up or can only be read; file systems without links; what was written."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode
from kla_desktop.transport.folder_remote import FolderRemote
from kla_desktop.transport.remote import AskUser, BytesSource, Occupied, Put, Remote, key

AT = key("inbox", "station-1", "000000")
can_mount = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not os.access("/usr/bin/mount", os.X_OK),
    reason="mounting needs root",
)
VERBS: dict[str, Callable[[Remote], object]] = {
    "list": lambda remote: remote.list("inbox"),
    "put": lambda remote: remote.put_new(AT, BytesSource(b"x")),
    "read": lambda remote: remote.read(AT).__enter__(),
    "delete": lambda remote: remote.delete(AT),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_share_that_is_not_there_is_never_made(tmp_path: Path, verb: str) -> None:
    remote = FolderRemote(tmp_path / "share")
    with pytest.raises(AskUser) as caught:
        VERBS[verb](remote)
    assert caught.value.code is ErrorCode.DRIVE_GONE
    assert not (tmp_path / "share").exists()


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_file_systems_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", no_link)
    remote = FolderRemote(tmp_path)
    assert remote.put_new(AT, BytesSource(b"first")) is Put.STORED
    assert remote.put_new(AT, BytesSource(b"first")) is Put.THERE
    with pytest.raises(Occupied):
        remote.put_new(AT, BytesSource(b"another"))
    assert (tmp_path / AT).read_bytes() == b"first"
    assert [path.name for path in (tmp_path / AT).parent.iterdir()] == ["000000"]


class Strange:
    """A source that says one size and gives another."""

    size = 10

    def chunks(self) -> Iterator[bytes]:
        yield b"short"


def test_nothing_is_left_of_what_did_not_become_whole(tmp_path: Path) -> None:
    remote = FolderRemote(tmp_path)
    with pytest.raises(Exception, match="hub_answer"):
        remote.put_new(AT, Strange())
    assert list((tmp_path / AT).parent.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["/usr/bin/mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["/usr/bin/umount", "-l", folder], check=True)


@can_mount
def test_a_full_share_says_so_and_works_again_with_room(small_disk: Path) -> None:
    remote = FolderRemote(small_disk)
    assert remote.put_new(AT, BytesSource(b"x" * (1 << 20))) is Put.STORED
    more = key("inbox", "station-1", "000001")
    with pytest.raises(AskUser) as caught:
        remote.put_new(more, BytesSource(b"y" * (3 << 19)))
    assert caught.value.code is ErrorCode.DISK_FULL
    assert remote.list("inbox/station-1").files == {"000000": 1 << 20}
    assert not remote.list("inbox/station-1").temporaries
    remote.delete(AT)
    assert remote.put_new(more, BytesSource(b"y" * (3 << 19))) is Put.STORED


@can_mount
def test_a_share_that_can_only_be_read(small_disk: Path) -> None:
    FolderRemote(small_disk).put_new(AT, BytesSource(b"x"))
    subprocess.run(["/usr/bin/mount", "-o", "remount,ro", small_disk], check=True)
    remote = FolderRemote(small_disk)
    assert remote.list("inbox/station-1").files == {"000000": 1}
    with pytest.raises(AskUser) as caught:
        remote.put_new(key("inbox", "station-1", "000001"), BytesSource(b"x"))
    assert caught.value.code is ErrorCode.FOLDER_READ_ONLY
