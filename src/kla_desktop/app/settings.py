"""What this user prefers on this machine: language, theme, window. One small TOML file that people may edit.

    settings = SettingsFile(config_folder() / "settings.toml")
    settings.now.language
    settings.change(theme="dark")

Nothing of a library stands here: place, folders and catalogue belong to the library.
"""

import base64
import binascii
import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from kla_desktop.wording.formats import LANGUAGES, Lang

_log = logging.getLogger(__name__)
ThemeChoice = Literal["system", "light", "dark"]
THEMES: tuple[ThemeChoice, ...] = ("system", "light", "dark")
_LONGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class Settings:
    """Preferences as they stand. `window` holds opaque window state by key, in base64."""

    language: Lang = "id"
    theme: ThemeChoice = "system"
    advance: bool = True
    """Whether Tandai moves on to the next file by itself."""
    by_activity: bool = False
    """Whether Tandai groups by activity instead of by day."""
    tray: bool = False
    """Whether closing the window leaves the program watching in the tray."""
    tray_told: bool = False
    """Whether that has been explained once."""
    notify: bool = True
    """Whether the system shows what happened while the window is out of sight."""
    profiles: Mapping[str, str] = field(default_factory=dict)
    """Whose library lies in which folder, see app/profiles.py."""
    order: str = "newest"
    """How Tandai sorts, see model.listing.Order."""
    window: Mapping[str, str] = field(default_factory=dict)


class SettingsFile:
    """Reads once, writes at every change. A file that cannot be read or written never stops the program."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.is_new = not path.is_file()
        """Whether nobody has chosen anything on this machine yet."""
        self._now = _read(path)

    @property
    def now(self) -> Settings:
        """The preferences in force."""
        return self._now

    def change(self, **values: Any) -> Settings:
        """Replace some values and keep them; return all. Raises TypeError for a name that does not exist."""
        from kla_desktop.system.files import write_whole  # noqa: PLC0415 - the window is seen before anything is kept

        self._now, self.is_new = replace(self._now, **values), False
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, self._text().encode())
        except OSError as error:
            _log.warning("settings could not be kept: %s", type(error).__name__)
        return self._now

    def window(self, key: str) -> bytes | None:
        """Return a piece of window state, None if it is unknown."""
        try:
            return base64.b64decode(self._now.window[key], validate=True)
        except (KeyError, binascii.Error, ValueError):
            return None

    def keep_window(self, key: str, value: bytes) -> None:
        """Keep a piece of window state."""
        text = base64.b64encode(value).decode("ascii")
        if self._now.window.get(key) != text:
            self.change(window={**self._now.window, key: text})

    def _text(self) -> str:
        import tomlkit  # noqa: PLC0415 - slow to import, and needed only to write
        from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - as above

        document = tomlkit.document()
        with contextlib.suppress(OSError, ValueError, TOMLKitError):  # comments and foreign keys of the user stay
            document = tomlkit.parse(self._path.read_text("utf-8"))
        for name in (one.name for one in fields(Settings)):
            value = getattr(self._now, name)
            document[name] = dict(value) if isinstance(value, Mapping) else value
        return tomlkit.dumps(document)


def _any_toml(text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - 4 ms before the window is seen, and only for what somebody wrote by hand

    return tomllib.loads(text)


def _plain(text: str) -> dict[str, Any] | None:
    """Read what this program writes: words and yes or no, in tables; None where there is anything else in it."""
    held: dict[str, Any] = {}
    table = held
    for line in text.splitlines():
        name, equals, value = line.partition(" = ")
        if not line:
            continue
        if line.startswith("[") and line.endswith("]") and line[1:-1].isidentifier() and line[1:-1] not in held:
            table = held[line[1:-1]] = {}
            continue
        key = name[1:-1] if name[:1] == name[-1:] == '"' else name if name.isidentifier() else ""
        if not equals or not key or key in table or not set(line).isdisjoint("\\'#\t"):
            return None
        if value in {"true", "false"}:
            table[key] = value == "true"
        elif len(value) > 1 and value[0] == value[-1] == '"' and '"' not in value[1:-1] and '"' not in key:
            table[key] = value[1:-1]
        else:
            return None
    return held


def _read(path: Path) -> Settings:
    try:
        text = path.read_bytes()[:_LONGEST].decode("utf-8")
        held = _plain(text) or _any_toml(text)
    except (OSError, ValueError):
        return Settings()
    return Settings(
        language=held["language"] if held.get("language") in LANGUAGES else "id",
        theme=held["theme"] if held.get("theme") in THEMES else "system",
        advance=held.get("advance") is not False,
        by_activity=held.get("by_activity") is True,
        tray=held.get("tray") is True,
        tray_told=held.get("tray_told") is True,
        notify=held.get("notify") is not False,
        profiles=_texts(held.get("profiles")),
        order=str(held.get("order", "newest")),
        window=_texts(held.get("window")),
    )


def _texts(held: Any) -> dict[str, str]:
    pieces = held.items() if isinstance(held, dict) else ()
    return {key: value for key, value in pieces if isinstance(value, str)}
