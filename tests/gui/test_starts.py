"""Starts of the real program in processes of its own: twice at once, after a kill, and one user after the other."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kla_desktop.app import bootstrap
from kla_desktop.app.paths import config_folder
from kla_desktop.app.profiles import keep_profile
from kla_desktop.app.settings import SettingsFile
from kla_desktop.gui.application import main
from kla_desktop.gui.dialogs.profile_dialog import ProfileDialog
from kla_desktop.gui.pages.home_page import HomePage
from kla_desktop.gui.single_window import wake_other
from kla_desktop.model.listing import Filter
from kla_desktop.operations import browse
from kla_desktop.system.locks import is_held
from tests.gui.conftest import draw_photo
from tests.gui.test_application import make_library, soon, window

_PROGRAM = "import sys; from kla_desktop.gui.application import main; sys.exit(main(sys.argv[1:]))"


@contextmanager
def started(library: Path, *files: Path) -> Iterator["subprocess.Popen[bytes]"]:
    run = subprocess.Popen([sys.executable, "-c", _PROGRAM, "--library", str(library), *map(str, files)])
    try:
        yield run
    finally:
        run.kill()
        run.wait()


def wait_for(happens: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < until
        time.sleep(0.2)


def names(library: Path) -> list[str]:
    with bootstrap.opened(library, writing=False) as ws:
        return sorted(item.name for item in browse.page(ws, Filter(), 10))


def test_a_second_start_feeds_the_first_and_a_killed_one_leaves_no_lock(app: QApplication, tmp_path: Path) -> None:
    library = make_library(tmp_path / "pustaka")
    with started(library, draw_photo(tmp_path / "awal.jpg", 1)) as first:
        wait_for(lambda: wake_other(library))
        assert is_held(library / "library.lock")
        with started(library, draw_photo(tmp_path / "susulan.jpg", 2)) as second:
            assert second.wait(60) == 0
        wait_for(lambda: names(library) == ["awal.jpg", "susulan.jpg"])
        assert first.poll() is None
    assert not is_held(library / "library.lock")
    assert not wake_other(library)
    with started(library):
        wait_for(lambda: wake_other(library))


def test_two_users_choose_at_the_start_and_change_places(app: QApplication, tmp_path: Path) -> None:
    settings = SettingsFile(config_folder() / "settings.toml")
    for name in ("Siti", "Budi", "Siti"):
        folder = tmp_path / name
        keep_profile(settings, folder if folder.exists() else make_library(folder), name)
    seen: list[str] = []
    opened: list[str] = []

    def choose() -> bool:
        dialog = app.activeModalWidget()
        if isinstance(dialog, ProfileDialog):
            seen.append(", ".join(button.text() for button in dialog.people))
            dialog.people[len(seen) - 1].click()
        shell = window(app)
        page = shell.page("home") if shell is not None and shell.current_key == "home" else None
        if not isinstance(page, HomePage):
            return False
        folder = page.context.workspace.store.folder.name
        if folder not in opened:
            opened.append(folder)
            page.context.desk.change_user() if len(opened) == 1 else page.context.desk.window.close()
        return len(opened) == 2

    soon(choose, app)
    assert main([]) == 0
    assert seen == ["Budi, Siti", "Budi, Siti"]
    assert opened == ["Budi", "Siti"]
    assert not any(is_held(tmp_path / name / "library.lock") for name in opened)
