"""Where this user's things lie on this machine."""

import os
import sys
from pathlib import Path
from typing import Final

_NAME: Final = "kla-desktop"
_USUAL: Final = {"data": ".local/share", "config": ".config", "state": ".local/state", "cache": ".cache"}
"""Where things lie below the home by the XDG Base Directory Specification, unless XDG_…_HOME says otherwise."""


def default_library() -> Path:
    """The library used when none is named: KLA_LIBRARY, else a folder of the user's own."""
    named = os.environ.get("KLA_LIBRARY")
    return Path(named) if named else _folder("data") / "pustaka"


def config_folder() -> Path:
    """Settings, and key files where there is no keyring."""
    return _folder("config")


def log_folder() -> Path:
    """Logs; no names, no paths, no personal data in them."""
    return _folder("state") / "log" if sys.platform == "linux" else _folder("log")


def temporary_folder() -> Path:
    """Private copies opened in other programs; swept at start and exit."""
    return _folder("cache") / "terbuka"


def _folder(kind: str) -> Path:
    """Ours among this user's folders of a kind; the library that knows all systems takes 2 ms that a start has not."""
    if sys.platform != "linux":
        import platformdirs  # noqa: PLC0415 - as said

        find = getattr(platformdirs, f"user_{kind}_dir")
        return Path(find(_NAME, appauthor=False))
    named = os.environ.get(f"XDG_{kind.upper()}_HOME", "").strip()
    return (Path(named) if named else Path.home() / _USUAL[kind]) / _NAME
