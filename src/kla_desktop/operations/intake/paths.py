"""The files behind the paths that somebody gave: folders are opened up, what cannot be a file is told apart."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kla_desktop.system.volumes import SystemVolumes
from kla_desktop.watching.scan import FoundFile, Odd, OddKind, judge, scan, seen_as

LastingInodes = Callable[[str, int], bool]
"""Whether the inode numbers of a device outlast its unplugging; asked with a path on it and its number."""


def expand(paths: Sequence[str], lasting: LastingInodes) -> Iterator[FoundFile | Odd]:
    """Give the files of `paths`, and of the folders among them all that lies in them and could be evidence.

    A link that was itself given is followed: somebody chose it. Links inside folders are not.
    """
    for path in paths:
        whole = os.path.abspath(path)  # noqa: PTH100 - surrogates in foreign names
        if os.path.islink(whole):  # noqa: PTH114
            whole = os.path.realpath(whole)
        try:
            found = os.stat(whole, follow_symlinks=False)  # noqa: PTH116
        except (OSError, ValueError):
            yield Odd(whole, OddKind.MISSING)
            continue
        if os.path.isdir(whole):  # noqa: PTH112
            keeps = lasting(whole, found.st_dev)
            for one in scan(whole):
                yield one if keeps or isinstance(one, Odd) else _without_inode(one)
            continue
        kind = judge(found)
        if kind is not None:
            yield Odd(whole, kind)
        else:
            yield seen_as(whole, found, lasting_inode=lasting(whole, found.st_dev))


def inode_judge() -> LastingInodes:
    """Return a LastingInodes that asks the system once for each device."""
    volumes = SystemVolumes()
    known: dict[int, bool] = {}

    def lasting(path: str, device: int) -> bool:
        if device not in known:
            try:
                known[device] = volumes.volume_of(Path(path)).lasting_inodes
            except OSError:
                known[device] = False
        return known[device]

    return lasting


def _without_inode(file: FoundFile) -> FoundFile:
    return FoundFile(file.path, file.size, file.mtime_ns, 0, file.root)
