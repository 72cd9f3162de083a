"""Find a watched folder that was renamed, by the numbers of files that are known to lie in it."""

import os
from collections.abc import Sequence


def found_again(folder: str, known: Sequence[tuple[str, str, int]]) -> str:
    """Return the one directory beside `folder` that holds its known files (directory, name, inode), "" for none.

    Only a directory in which all of them that can be looked for have kept their numbers counts.
    """
    parent = os.path.dirname(folder)  # noqa: PTH120 - surrogates in foreign names
    below = [(os.path.relpath(place, folder), name, inode) for place, name, inode in known if inode]
    if not below:
        return ""
    try:
        with os.scandir(parent) as entries:
            beside = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return ""
    same = [path for path in beside if path != folder and all(_lies_in(path, *one) for one in below)]
    return same[0] if len(same) == 1 else ""


def _lies_in(folder: str, place: str, name: str, inode: int) -> bool:
    try:
        found = os.stat(os.path.normpath(os.path.join(folder, place, name)), follow_symlinks=False)  # noqa: PTH116, PTH118
    except (OSError, ValueError):
        return False
    return found.st_ino & ((1 << 63) - 1) == inode
