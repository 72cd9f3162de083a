"""From untagged photos to a bundle through AT-SPI alone: what a screen reader reads, and what it may press."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.demo_offices import DemoOffices
from tests.gui.test_on_screen import screen

__all__ = ["screen"]
SYSTEM_PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).with_name("by_ear.py")
EXPECTED = (
    "Tandai, 2 berkas belum ditandai, radio button, Ctrl+2",
    "Bukti, table",
    "Foto taman yang rusak, foto, 22 Agu 2026 16.15 WIB (dari kamera), belum ditandai",
    "2 bukti ditandai → ",
    "menunggu tinjauan, 1 bukti, cell",
    "Buat bundel, push button, Ctrl+B",
    "2 bukti, 205 kB, Siap, belum dikirim, cell",
    "1 bundel siap, belum dikirim, label",
)


def missing() -> str:
    """Return why it cannot be tried here, "" if it can."""
    if shutil.which("dbus-run-session") is None or not Path("/usr/libexec/at-spi-bus-launcher").is_file():
        return "AT-SPI is not installed (Debian: at-spi2-core, dbus)"
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return "" if asked.returncode == 0 else "the system's Python has no pyatspi (Debian: python3-pyatspi)"


@pytest.fixture
def bus(screen: str) -> dict[str, str]:
    """Return an environment in which the window speaks, on a screen of its own."""
    if why := missing():
        pytest.skip(why)
    return {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


@pytest.mark.heavy
def test_from_tag_to_bundle(offices: DemoOffices, tmp_path: Path, bus: dict[str, str]) -> None:
    library = offices.copy("kelurahan", tmp_path)
    window = f"'{sys.executable}' -m kla_desktop"
    both = (
        f"{window} --library '{library}' --lang id & {SYSTEM_PYTHON} '{SCRIPT}'; ended=$?; kill %1; wait; exit $ended"
    )
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-mc", both],
        env=bus, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert told["wrong"] == "", (told, done.stderr[-2000:])
    heard = iter(told["heard"])
    assert [words for words in EXPECTED if not any(words in line for line in heard)] == [], told["heard"]
