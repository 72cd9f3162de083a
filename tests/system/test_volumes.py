"""Drives as the systems describe them, read from real texts and from this machine."""

import sys
from pathlib import Path

import pytest

from kla_desktop.system.volumes import (
    FAT_LARGEST_FILE,
    SystemVolumes,
    Volume,
    Volumes,
    parse_mount_command,
    parse_mountinfo,
)

MOUNTINFO = r"""27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
22 27 0:21 / /proc rw,relatime - proc proc rw
40 27 8:17 / {stick} rw,nosuid,nodev shared:5 - vfat /dev/sdb1 rw,uid=1000
41 27 8:33 / {locked} ro,nosuid - exfat /dev/sdc1 ro
42 27 0:55 / {share} rw - cifs //server/bersama rw
43 27 7:1 / /snap/core rw - squashfs /dev/loop1 ro
broken line
"""


@pytest.fixture
def fake_system(tmp_path: Path) -> SystemVolumes:
    """Linux' own files, for three drives that are mounted in tmp_path (one with a space in its name)."""
    folders = {name: tmp_path / name for name in ("stick", "locked", "share")}
    folders["stick"] = tmp_path / "STIK BIRU"
    for folder in folders.values():
        folder.mkdir()
    escaped = {name: str(folder).replace(" ", "\\040") for name, folder in folders.items()}
    (tmp_path / "mountinfo").write_text(MOUNTINFO.format(**escaped))
    for device, removable, road in (("8:17", "1", "pci0/ata/sdb"), ("8:33", "0", "pci0/usb3/sdc")):
        disk = tmp_path / "sys" / road
        partition = disk / f"{disk.name}1"
        partition.mkdir(parents=True)
        (disk / "removable").write_text(f"{removable}\n")
        links = tmp_path / "sys/dev/block"
        links.mkdir(parents=True, exist_ok=True)
        (links / device).symlink_to(partition)
    return SystemVolumes(tmp_path / "mountinfo", tmp_path / "sys", tmp_path / "labels")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells about drives in files")
def test_linux_drives(fake_system: SystemVolumes, tmp_path: Path) -> None:
    found = {volume.path.name: volume for volume in fake_system.list_volumes() if volume.path != Path("/")}
    assert set(found) == {"STIK BIRU", "locked", "share"}
    stick, locked, share = found["STIK BIRU"], found["locked"], found["share"]
    assert (stick.removable, stick.read_only, stick.largest_file, stick.lasting_inodes) == (
        True,
        False,
        FAT_LARGEST_FILE,
        False,
    )
    assert (locked.removable, locked.read_only, locked.largest_file) == (True, True, None)
    assert (share.removable, share.network, share.coarse_times) == (False, True, True)
    assert stick.label == "STIK BIRU"
    assert stick.total > stick.free > 0
    assert fake_system.volume_of(tmp_path / "STIK BIRU" / "KLA" / "x.kla").path == stick.path
    assert fake_system.volume_of(tmp_path / "STIK").path == Path("/")


def test_labels_of_udev(fake_system: SystemVolumes, tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / r"DATA\x20KLA").symlink_to("/dev/sdb1")
    assert fake_system.volume_of(tmp_path / "STIK BIRU").label == "DATA KLA"


def test_octal_escapes_and_the_upper_of_two_mounts(tmp_path: Path) -> None:
    mounts = parse_mountinfo("1 1 8:1 / /media/a\\040b\\134c rw - ext4 /dev/sda1 rw\n")
    assert [mount.path for mount in mounts] == ["/media/a b\\c"]
    text = f"1 1 8:1 / {tmp_path} rw - ext4 /dev/sda1 rw\n2 1 8:2 / {tmp_path} ro - vfat /dev/sdb1 ro\n"
    (tmp_path / "mountinfo").write_text(text)
    assert SystemVolumes(tmp_path / "mountinfo").volume_of(tmp_path).filesystem == "vfat"


def test_macos_mount_output() -> None:
    text = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk4s1 on /Volumes/KINGSTON (1) (msdos, local, nodev, nosuid, noowners)
//petugas@server/bersama on /Volumes/bersama (smbfs, nodev, nosuid, mounted by petugas)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""
    mounts = {mount.path: mount for mount in parse_mount_command(text)}
    assert mounts["/Volumes/KINGSTON (1)"].filesystem == "msdos"
    assert mounts["/"].read_only
    assert mounts["/Volumes/bersama"].filesystem == "smbfs"


def test_this_machine(tmp_path: Path) -> None:
    volumes: Volumes = SystemVolumes()
    volume: Volume = volumes.volume_of(tmp_path / "not" / "there")
    assert str(tmp_path).startswith(str(volume.path))
    assert volume.path.stat().st_dev == tmp_path.stat().st_dev
    assert volume.filesystem
    assert not volume.read_only
