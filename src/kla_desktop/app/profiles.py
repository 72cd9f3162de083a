"""Who works on this laptop: each a library of its own, encrypted for itself. Here stand folders and names alone.

The names are those of the list at the start, as on the screen where one logs in. They lie in the open, so whoever
works here alone has none.
"""

from dataclasses import dataclass
from pathlib import Path

from kla_desktop.app.paths import default_library
from kla_desktop.app.settings import SettingsFile

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Profile:
    """One user's library; the name is empty where none was given."""

    folder: Path
    name: str


def profiles(settings: SettingsFile) -> list[Profile]:
    """Return those whose library is there, the usual one first."""
    held = {Path(folder): name for folder, name in settings.now.profiles.items()}
    held.setdefault(default_library(), "")
    there = [Profile(folder, name) for folder, name in held.items() if (folder / "library.json").is_file()]
    return sorted(there, key=lambda one: (one.folder != default_library(), one.name.casefold(), str(one.folder)))


def keep_profile(settings: SettingsFile, folder: Path, name: str) -> None:
    """Remember whose library this is, unless it is known; a name only where there are several to choose from."""
    held, key = settings.now.profiles, str(folder.absolute())
    name = name.strip()[:_LONGEST_NAME] if set(held) - {key} else ""
    if not held.get(key) and held.get(key) != name:
        settings.change(profiles={**held, key: name})


def folder_for_another() -> Path:
    """Return a folder for one more library, beside the usual one."""
    usual, number = default_library(), 2
    while (folder := usual.with_name(f"{usual.name}-{number}")).exists():
        number += 1
    return folder
