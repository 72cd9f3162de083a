"""At 125 and 150 %: nothing is cut, everything can be read. Qt takes its scale at the start: hence processes apart."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.demo_offices import DemoOffices
from tests.gui.test_tour import hard_to_see
from tests.gui.tour import tour_of

ROOT = Path(__file__).resolve().parents[2]
SIZES = {1.25: (1092, 540), 1.5: (1280, 640)}
"""What 1366 × 768 and 1920 × 1080 leave, in device-independent pixels, less the taskbar."""


@pytest.mark.heavy
@pytest.mark.parametrize("scale", SIZES)
def test_nothing_is_cut(offices: DemoOffices, tmp_path: Path, scale: float) -> None:
    library = offices.copy("sekretariat", tmp_path)
    width, height = SIZES[scale]
    command = [sys.executable, "-m", "tests.gui.test_scaled", str(library), str(width), str(height)]
    environment = {**os.environ, "QT_SCALE_FACTOR": str(scale)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert (done.stdout, done.returncode) == ("", 0), done.stdout + done.stderr[-2000:]


def main(library: str, width: str, height: str) -> None:
    """Print what is hard to see."""
    app = QApplication(["scaled"])
    with tour_of(app, Path(library), "id", "dark", (int(width), int(height))) as tour:
        for name, shown in tour.everything():
            for wrong in hard_to_see(shown):
                print(f"{name}: {wrong}")


if __name__ == "__main__":
    main(*sys.argv[1:])
