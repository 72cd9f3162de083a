"""A drop of very many files into a watched folder while the window is open, with the window's pulse and memory taken.

Run by `tests/gui/test_burst.py`, in a process of its own so that its memory is its own: `burst.py FILES FOLDERS WORK`.
Prints one JSON object: how many came in, seconds, the gaps of the event loop in ms, the most memory in MB.
"""

import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kla_desktop.app import bootstrap
from kla_desktop.app.settings import SettingsFile
from kla_desktop.gui.desk import Desk
from kla_desktop.gui.frame import make_frame
from kla_desktop.gui.idle import Garbage, import_ahead
from kla_desktop.gui.page_list import AHEAD, add_pages
from kla_desktop.gui.theme import Theme
from kla_desktop.gui.translations import install_language
from kla_desktop.model.listing import Filter
from kla_desktop.model.station import Role

BEAT_MS, LONG_MS = 5, 200
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def drop(folder: Path, files: int, folders: int, seed: int = 9) -> None:
    """Write small files of 2 to 12 KB, one in a thousand of 5 MB, as fast as the disk takes them."""
    chance = random.Random(seed)
    filler = chance.randbytes(5 << 20)
    for number in range(files):
        shelf = folder / f"{number % folders:03d}"
        if number < folders:
            shelf.mkdir()
        size = (5 << 20) - 64 if number % 1000 == 7 else chance.randint(2_000, 12_000)
        head = f"Notulen rapat nomor {number}, kelurahan ke-{number % 97}\n".encode()
        ending, body = ((".txt", b"rapat anak " * (size // 11)), (".bin", filler[:size]))[
            number % 5 == 0 or size > 1 << 20
        ]
        (shelf / f"berkas {number:06d}{ending}").write_bytes(head + body)


class Pulse:
    """The gaps between beats of a timer on the window's thread."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.long, self.longest = 0, 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        gap = (now - self._last) * 1000
        self.gaps.append(gap)
        self.long += gap > LONG_MS
        self.longest = max(self.longest, gap)
        self._last = now

    def told(self) -> str:
        """How it is until now."""
        return f"{100 * self.long / max(len(self.gaps), 1):.2f} % of gaps over {LONG_MS} ms, longest {self.longest:.0f}"


class Count:
    """How many items there are, asked for beside the window's thread, seldom enough to cost nothing."""

    def __init__(self, ask: Callable[[], int]) -> None:
        self.now, self._ask = 0, ask
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        rest = 1.0
        while not self._over.wait(rest):
            began = time.monotonic()
            self.now = self._ask()
            rest = max(1.0, 50 * (time.monotonic() - began))

    def stop(self) -> None:
        self._over.set()
        self._thread.join()


class Memory:
    """The most that this process and its workers have held, looked at four times a second (Linux)."""

    def __init__(self) -> None:
        self.own = self.all = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._over.wait(0.25):
            own, below = _held(os.getpid())
            self.own, self.all = max(self.own, own), max(self.all, own + below)

    def stop(self) -> tuple[int, int]:
        self._over.set()
        self._thread.join()
        return self.own >> 20, self.all >> 20


def _held(pid: int) -> tuple[int, int]:
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * _PAGE
        children: list[str] = []
        for task in Path(f"/proc/{pid}/task").iterdir():
            children += (task / "children").read_text("ascii").split()
    except OSError:
        return 0, 0
    return own, sum(sum(_held(int(child))) for child in children)


def run(files: int, folders: int, work: Path, page: str = "tag") -> dict[str, Any]:
    """Open a window, drop the files, wait until each is an item."""
    library, watched = work / "pustaka", work / "masuk"
    watched.mkdir(parents=True)
    bootstrap.create(library, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti A."))
    app = QApplication(["kla"])
    install_language(app, "id")
    settings = SettingsFile(work / "settings.toml")
    frame = make_frame(app, Theme(app, "light"), settings)
    workspace = bootstrap.open_workspace(library)
    desk = Desk(frame, settings)
    add_pages(frame.shell, lambda: desk.context)
    desk.take_over(workspace)
    frame.shell.resize(1366, 768)
    frame.shell.show()
    frame.shell.show_page(page)
    desk.start()
    Garbage(desk.job_bridge, frame.shell)  # as `gui.application` does once the first page stands
    import_ahead(AHEAD, frame.shell)
    desk.context.watch.add(str(watched))
    until = time.monotonic() + 5
    while time.monotonic() < until:
        app.processEvents()
        time.sleep(0.01)
    pulse, memory, counted = Pulse(), Memory(), Count(lambda: workspace.store.evidence.count(Filter()))
    writer = threading.Thread(target=drop, args=(watched, files, folders), daemon=True)
    began = time.monotonic()
    writer.start()
    last, still = -1, began
    told = 0.0

    def look() -> None:
        nonlocal last, still, told
        now = time.monotonic()
        count = counted.now
        if count != last:
            last, still = count, now
        if now - told > 15:
            told = now
            held = _held(os.getpid())[0] >> 20
            print(f"{now - began:.0f} s: {count} of {files}, {held} MB, {pulse.told()}", file=sys.stderr, flush=True)
        if count >= files or now - still > 180:
            app.quit()

    watch = QTimer(interval=1000)
    watch.timeout.connect(look)
    watch.start()
    app.exec()
    seconds = time.monotonic() - began
    own, whole = memory.stop()
    counted.stop()
    gaps = sorted(pulse.gaps)
    count = workspace.store.evidence.count(Filter())
    sources = workspace.store.database.value("SELECT count(DISTINCT folder || name) FROM source")
    failures = workspace.store.failures.count()
    desk.close()
    bootstrap.close(workspace)
    return {
        "items": count, "sources": sources, "failures": failures, "seconds": round(seconds, 1), "beats": len(gaps),
        "p50": round(gaps[len(gaps) // 2], 1), "p99": round(gaps[int(len(gaps) * 0.99)], 1),
        "p999": round(gaps[int(len(gaps) * 0.999)], 1), "max": round(gaps[-1], 1), "memory": own, "with_workers": whole,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])))
