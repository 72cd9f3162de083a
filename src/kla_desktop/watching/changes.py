"""Compare what lies in a folder with what the library knows: what is new, what has changed.

Only additions and changes exist here. That a known file is absent says nothing: the stick may be in somebody's pocket.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from kla_desktop.watching.scan import Fingerprint, FoundFile, Listing

Known: TypeAlias = Callable[[str], Mapping[str, Fingerprint]]
"""Asked once for each directory: the names known in it, each with (size, mtime_ns, inode)."""


def new_in(listing: Listing, known: Known) -> Iterator[FoundFile]:
    """Give the files of one directory that are not known, or not in this version."""
    held = known(listing.folder)
    for name, here in listing.files.items():
        before = held.get(name)
        if before != here and (before is None or not same_version(before, here)):
            yield FoundFile(os.path.join(listing.folder, name), *here, listing.root)  # noqa: PTH118 - a hot path


def same_version(before: Fingerprint, here: Fingerprint) -> bool:
    """Size and mtime must agree; inodes too where both sides have one (0 = the drive gives no lasting number)."""
    return before[:2] == here[:2] and (before[2] == here[2] or not before[2] or not here[2])
