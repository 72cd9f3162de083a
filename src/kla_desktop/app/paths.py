"""Where this user's things lie on this machine."""

import os
from pathlib import Path

import platformdirs

_NAME = "kla-desktop"


def default_library() -> Path:
    """The library used when none is named: KLA_LIBRARY, else a folder of the user's own."""
    named = os.environ.get("KLA_LIBRARY")
    return Path(named) if named else Path(platformdirs.user_data_dir(_NAME, appauthor=False)) / "pustaka"


def config_folder() -> Path:
    """Settings, and key files where there is no keyring."""
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False))


def log_folder() -> Path:
    """Logs; no names, no paths, no personal data in them."""
    return Path(platformdirs.user_log_dir(_NAME, appauthor=False))


def temporary_folder() -> Path:
    """Private copies opened in other programs; swept at start and exit."""
    return Path(platformdirs.user_cache_dir(_NAME, appauthor=False)) / "terbuka"
