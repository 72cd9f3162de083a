"""Settings and folders: what is read without the libraries that know everything is what these would have read."""

from pathlib import Path

import platformdirs
import pytest

from kla_desktop.app import paths
from kla_desktop.app.settings import SettingsFile


def test_what_was_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    written = SettingsFile(file)
    written.change(
        language="en", theme="dark", tray=True, profiles={"/rumah/siti nur": "Siti = A.", "C:\\KLA": 'B "x"'}
    )
    written.keep_window("window/geometry", bytes(range(256)))
    read = SettingsFile(file)
    assert read.now == written.now
    assert read.window("window/geometry") == bytes(range(256))


@pytest.mark.parametrize(
    ("text", "theme", "tray"),
    [
        ('theme = "dark"\ntray = true\n', "dark", True),
        ('# kami\ntheme = "dark" # gelap\ntray=true', "dark", True),
        ("theme = 'dark'\n[window]\nx.y = 1\n", "dark", False),
        ('theme = "\\u0064ark"\n', "dark", False),
        ('theme = "dark"\ntheme = "light"\n', "system", False),
        ('theme = "dark"\nnonsense\n', "system", False),
        ("", "system", False),
    ],
)
def test_what_people_write_is_read_as_toml(tmp_path: Path, text: str, theme: str, tray: bool) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    now = SettingsFile(file).now
    assert (now.theme, now.tray) == (theme, tray)


@pytest.mark.parametrize("named", ["", "/tempat/lain"])
def test_folders_lie_where_the_system_wants_them(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.delenv("KLA_LIBRARY", raising=False)
    for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", named)
    name = "kla-desktop"
    assert paths.default_library() == Path(platformdirs.user_data_dir(name, appauthor=False)) / "pustaka"
    assert paths.config_folder() == Path(platformdirs.user_config_dir(name, appauthor=False))
    assert paths.log_folder() == Path(platformdirs.user_log_dir(name, appauthor=False))
    assert paths.temporary_folder() == Path(platformdirs.user_cache_dir(name, appauthor=False)) / "terbuka"
