"""Drives: which there are, which can be pulled out, how much is free, what the largest file on them may be.

`Volumes` is the door; `SystemVolumes` asks this machine (Linux: mountinfo and sysfs, Windows: kernel32, macOS: mount).
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

FAT_LARGEST_FILE = (1 << 32) - 1
"""4 GiB - 1: what a FAT file's 32-bit length can say."""

_FAT = frozenset({"vfat", "msdos", "fat", "fat12", "fat16", "fat32", "umsdos"})
_COARSE = _FAT | {"exfat", "exfat_fuse", "fuseblk.exfat"}
_NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "afpfs",
        "webdav",
        "davfs",
        "ceph",
        "glusterfs",
        "ncpfs",
        "lustre",
        "gpfs",
        "virtiofs",
        "vboxsf",
        "prl_fs",
        "vmhgfs",
    }
)
_REMOVABLE_PARENTS = ("/media/", "/run/media/", "/Volumes/")


@dataclass(frozen=True, slots=True)
class Volume:
    """A drive mounted at `path`. Sizes in bytes; `filesystem` in lower case as the system names it, "" if unknown."""

    path: Path
    label: str
    filesystem: str
    total: int
    free: int
    removable: bool
    read_only: bool
    network: bool = False
    identity: str = ""
    """What tells this drive from others when it comes back: its serial number; made of label and size if unknown."""

    @property
    def largest_file(self) -> int | None:
        """The most bytes one file may have here, or None without a limit worth naming."""
        return FAT_LARGEST_FILE if self.filesystem in _FAT else None

    @property
    def lasting_inodes(self) -> bool:
        """Whether inode numbers survive unplugging; FAT and network drives make them up at each mount."""
        return not self.network and self.filesystem not in _COARSE

    @property
    def coarse_times(self) -> bool:
        """Whether file times may lag or step by two seconds (FAT, attribute caches of network drives)."""
        return not self.lasting_inodes


class Volumes(Protocol):
    """What operations ask about drives."""

    def list_volumes(self) -> list[Volume]:
        """Give the drives with files of people on them, removable ones first."""

    def volume_of(self, path: Path) -> Volume:
        """Give the drive that `path` lies on, or would lie on. OSError if nothing above it can be asked."""


@dataclass(frozen=True, slots=True)
class Mount:
    """One mounted filesystem, before anything was asked about its size."""

    path: str
    filesystem: str
    source: str
    device: str = ""  # "major:minor" on Linux
    read_only: bool = False
    serial: str = ""  # Windows' own number of the volume


@dataclass(frozen=True, slots=True)
class SystemVolumes:
    """The drives of this machine. `mountinfo` and `sys_root` say where Linux tells about them."""

    mountinfo: Path = field(default=Path("/proc/self/mountinfo"))
    sys_root: Path = field(default=Path("/sys"))
    labels: Path = field(default=Path("/dev/disk/by-label"))

    def list_volumes(self) -> list[Volume]:
        """Give the drives with files of people on them, removable ones first."""
        volumes = []
        for mount in self._mounts():
            if _holds_files_of_people(mount):
                try:
                    volumes.append(self._ask(mount))
                except OSError:
                    continue  # pulled out meanwhile, a card reader without a card, a share that does not answer
        return sorted(volumes, key=lambda volume: (not volume.removable, str(volume.path)))

    def volume_of(self, path: Path) -> Volume:
        """Give the drive that `path` lies on, or would lie on once made. OSError if it cannot be asked."""
        return self._ask(self._mount_of(path))

    def device_of(self, path: Path) -> str:
        """Name the device that is mounted where `path` lies ("/dev/sdb1"), "" where there is none."""
        source = self._mount_of(path).source
        return source if source.startswith("/dev/") else ""

    def _mount_of(self, path: Path) -> Mount:
        there = os.path.realpath(path)
        best: Mount | None = None
        for mount in self._mounts():
            # the last of two mounts on one point lies on top
            if _is_below(there, mount.path) and (best is None or len(mount.path) >= len(best.path)):
                best = mount
        if best is None:  # a share without a drive letter: \\\\server\\share
            best = Mount(os.path.splitdrive(there)[0] + os.sep, "network", "")
        return best

    def _mounts(self) -> list[Mount]:
        if sys.platform == "win32":
            return _windows_mounts()
        if sys.platform == "darwin":
            listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True, timeout=10)
            return parse_mount_command(listed.stdout)
        return parse_mountinfo(self.mountinfo.read_text("utf-8", "surrogateescape"))

    def _ask(self, mount: Mount) -> Volume:
        usage = shutil.disk_usage(mount.path)
        network = mount.filesystem in _NETWORK or mount.filesystem.startswith(("fuse.", "osxfuse", "network"))
        return Volume(
            path=Path(mount.path),
            label=self._label(mount),
            filesystem=mount.filesystem,
            total=usage.total,
            free=usage.free,
            removable=not network and self._is_removable(mount),
            read_only=mount.read_only,
            network=network,
            identity=self._identity(mount) or f"{self._label(mount)}/{mount.filesystem}/{usage.total}",
        )

    def _identity(self, mount: Mount) -> str:
        if sys.platform == "win32":
            return mount.serial
        return self._udev_name(self.labels.with_name("by-uuid"), mount)

    def _is_removable(self, mount: Mount) -> bool:
        if sys.platform == "win32":
            return mount.device == "removable"
        if mount.path.startswith(_REMOVABLE_PARENTS):
            return True
        if not mount.device or mount.device.startswith("0:"):
            return False
        device = os.path.realpath(self.sys_root / "dev" / "block" / mount.device)
        if "/usb" in device:
            return True  # large sticks and disks in a case call themselves fixed
        for place in (Path(device), Path(device).parent):  # the disk itself, or the disk of this partition
            try:
                return (place / "removable").read_text("ascii").strip() == "1"
            except OSError:
                continue
        return False

    def _label(self, mount: Mount) -> str:
        if sys.platform == "win32":
            return mount.source
        return self._udev_name(self.labels, mount) or Path(mount.path).name

    @staticmethod
    def _udev_name(links: Path, mount: Mount) -> str:
        try:
            for link in links.iterdir():
                if os.path.realpath(link) == os.path.realpath(mount.source):
                    return _UDEV_ESCAPE.sub(lambda found: chr(int(found[1], 16)), link.name)
        except OSError:
            pass
        return ""


_UDEV_ESCAPE = re.compile(r"\\x([0-9a-f]{2})")
_OCTAL = re.compile(r"\\([0-7]{3})")
_MAC_LINE = re.compile(r"^(?P<source>.+?) on (?P<path>/.*) \((?P<words>[^()]*)\)$")


def parse_mountinfo(text: str) -> list[Mount]:
    """Read /proc/self/mountinfo (proc(5)): fields, optional tags, a dash, then type, source and options."""
    mounts = []
    for line in text.splitlines():
        before, dash, after = line.partition(" - ")
        fields, rest = before.split(" "), after.split(" ")
        if not dash or len(fields) < 6 or len(rest) < 3:  # noqa: PLR2004 - proc(5) counts them
            continue
        options = {*fields[5].split(","), *rest[2].split(",")}
        path, source = (_OCTAL.sub(lambda found: chr(int(found[1], 8)), text) for text in (fields[4], rest[1]))
        mounts.append(Mount(path, rest[0].lower(), source, fields[2], "ro" in options))
    return mounts


def parse_mount_command(text: str) -> list[Mount]:
    """Read what `mount` prints on macOS: `/dev/disk2s1 on /Volumes/KINGSTON (msdos, local, read-only)`."""
    mounts = []
    for found in map(_MAC_LINE.match, text.splitlines()):
        if found is not None:
            words = [word.strip() for word in found["words"].split(",")]
            mounts.append(Mount(found["path"], words[0].lower(), found["source"], read_only="read-only" in words))
    return mounts


def _holds_files_of_people(mount: Mount) -> bool:
    if sys.platform == "win32":
        return True
    if mount.filesystem == "squashfs" or mount.path.startswith(("/boot", "/snap/", "/System/")):
        return False
    return (
        mount.source.startswith("/dev/")
        or mount.filesystem in _NETWORK
        or mount.path.startswith(_REMOVABLE_PARENTS)
        or mount.filesystem == "fuseblk"
    ) and os.path.isdir(mount.path)  # noqa: PTH112 - a file may be mounted on a file


def _is_below(path: str, above: str) -> bool:
    path, above = os.path.normcase(path), os.path.normcase(above)
    return path == above or path.startswith(above.rstrip(os.sep) + os.sep)


if sys.platform == "win32":  # pragma: no cover - runs on Windows only
    import ctypes

    _DRIVE_REMOVABLE, _DRIVE_FIXED, _DRIVE_REMOTE = 2, 3, 4
    _READ_ONLY_VOLUME = 0x00080000

    def _windows_mounts() -> list[Mount]:
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        # without this, asking an empty card reader brings up a dialog ("there is no disk in the drive")
        kernel32.SetErrorMode(0x0001)
        letters, mounts = kernel32.GetLogicalDrives(), []
        for number in range(26):
            if not letters >> number & 1:
                continue
            root = f"{chr(ord('A') + number)}:\\"
            kind = kernel32.GetDriveTypeW(root)
            if kind not in {_DRIVE_REMOVABLE, _DRIVE_FIXED, _DRIVE_REMOTE}:
                continue
            label, system, flags = (
                ctypes.create_unicode_buffer(261),
                ctypes.create_unicode_buffer(261),
                ctypes.c_ulong(),
            )
            serial = ctypes.c_ulong()
            if not kernel32.GetVolumeInformationW(
                root, label, 261, ctypes.byref(serial), None, ctypes.byref(flags), system, 261
            ):
                continue
            filesystem = "network" if kind == _DRIVE_REMOTE else system.value.lower()
            device = "removable" if kind == _DRIVE_REMOVABLE else ""
            read_only = bool(flags.value & _READ_ONLY_VOLUME)
            mounts.append(Mount(root, filesystem, label.value, device, read_only, f"{serial.value:08x}"))
        return mounts

else:

    def _windows_mounts() -> list[Mount]:
        return []
