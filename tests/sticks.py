"""A stick for tests: a filesystem of its own in a file, mounted through a loop device; for root on Linux."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

_NEEDED = ("mkfs.ext4", "mount", "umount", "gio")
_SIZE = 24 << 20


@dataclass(frozen=True, slots=True)
class Stick:
    """`path` is where it is mounted while it is plugged in."""

    image: Path
    path: Path

    def plug_in(self, *options: str) -> None:
        """Mount it, with further options of mount(8)."""
        self.path.mkdir(exist_ok=True)
        _run("mount", "-o", ",".join(("loop", *options)), str(self.image), str(self.path))

    def pull_out(self) -> None:
        """Take it away, whoever still has a file open on it."""
        if self.path.is_mount():
            _run("umount", "--lazy", str(self.path))
        if self.path.is_dir():
            self.path.rmdir()


def make_stick(folder: Path, home: Path) -> Stick:
    """Make one and plug it in below `home`, where GIO looks for it; skips the test where that cannot be done."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root mounts")
    if missing := [name for name in _NEEDED if shutil.which(name) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    stick = Stick(folder / "stick.img", home / "KINGSTON")
    with stick.image.open("wb") as file:
        file.truncate(_SIZE)
    _run("mkfs.ext4", "-q", "-m", "0", "-L", "KINGSTON", str(stick.image))
    try:
        stick.plug_in()
    except subprocess.CalledProcessError:
        pytest.skip("this machine has no loop devices")
    return stick


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=60)
