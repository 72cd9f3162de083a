"""The libraries that `kla demo` leaves behind, made once for all tests of a run."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

OFFICES = ("kelurahan", "sekretariat")
_FOLDERS = {"HOME": "home", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"}


@dataclass(frozen=True, slots=True)
class DemoOffices:
    """Where they lie; `copy` gives a test a library of its own, with its key."""

    folder: Path

    def copy(self, office: str, to: Path) -> Path:
        """Copy a library, and its key into the configuration of this process; return the library's folder."""
        config = os.environ.get("XDG_CONFIG_HOME", str(Path.home() / ".config"))
        shutil.copytree(self.folder / "config", config, dirs_exist_ok=True)
        return Path(shutil.copytree(self.folder / "demo" / office, to / office))


def make_offices(folder: Path) -> DemoOffices:
    """Walk the demo's road into `folder`, unless another process of this run has done so."""
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(str(folder / "making.lock")):
        if not (folder / "made").is_file():
            environment = {**os.environ, **{name: str(folder / place) for name, place in _FOLDERS.items()}}
            command = [sys.executable, "-m", "kla_desktop.cli.main", "demo", "--keep", str(folder / "demo")]
            subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
            (folder / "made").touch()
    return DemoOffices(folder)
