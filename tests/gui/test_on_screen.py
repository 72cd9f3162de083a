"""From a watched folder to the receipt, in real windows on a virtual screen, by keys."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.station import Role
from kla_desktop.operations.enrol import EnrolmentRequest, EnrolRequest, enrol, write_enrolment
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import SilentProgress

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def screen() -> Iterator[str]:
    """A virtual screen of an old laptop: 1366 × 768."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.kill()
        server.wait()


def watch(ws: Workspace, folder: Path) -> None:
    folder.mkdir()
    with ws.transaction():
        ws.store.local.watch(str(folder), ws.now())


def play(act: str, library: Path, stick: Path, pictures: Path, screen: str) -> dict[str, Any]:
    environment = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "QT_ACCESSIBILITY": "0"}
    command = [sys.executable, "-m", "tests.gui.on_screen", act, str(library), str(stick), str(pictures)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=200, check=False)
    lines = done.stdout.strip().splitlines()
    assert lines, done.stderr[-2000:]
    report: dict[str, Any] = json.loads(lines[-1])
    assert (report.get("stuck"), done.returncode) == (None, 0), done.stderr[-2000:]
    return report


def test_three_photos_travel_to_the_secretariat_and_back(tmp_path: Path, screen: str) -> None:
    silent = SilentProgress()
    village, desk = tmp_path / "petugas" / "pustaka", tmp_path / "sekretariat" / "pustaka"
    stick, pictures = tmp_path / "KINGSTON", tmp_path / "gambar"
    stick.mkdir()
    pictures.mkdir()
    bootstrap.create(desk, bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Dewi", "DP3AP2KB"))
    bootstrap.create(village, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(desk) as office, bootstrap.opened(village) as ws:
        file = write_enrolment(office, EnrolmentRequest(tmp_path / "depok.kla-daftar"), silent).path
        enrol(ws, EnrolRequest(file), silent)
        watch(ws, village.parent / "DCIM")
    started = time.monotonic()
    report = play("hand_in", village, stick, pictures, screen)
    assert report["timings"]["appeared"] < 5, report
    play("judge", desk, stick, pictures, screen)
    receipt = play("read_receipt", village, stick, pictures, screen)
    assert receipt["tags"] == ["pelembagaan-partisipasi-anak"]
    taken = {path.stem for path in pictures.glob("*.png")}
    assert {"beranda", "tandai", "cakupan", "bundel", "tinjau", "laporan", "setelan", "tanda-terima"} <= taken
    assert all(path.stat().st_size > 10_000 for path in pictures.glob("*.png"))
    assert time.monotonic() - started < 180
