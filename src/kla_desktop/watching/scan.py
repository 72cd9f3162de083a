"""List what lies in a watched folder: one `os.scandir` and one `stat` per file, nothing opened, no link followed.

`walk` gives one `Listing` per directory, which is what `watching.changes` compares; `scan` gives the same file by file.
"""

import os
import stat
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Fingerprint: TypeAlias = tuple[int, int, int]
"""(size in bytes, mtime in ns, inode): decides whether a file is the one we know. Inode 0 = the system gives none."""

MOST = (1 << 63) - 1
"""The largest number a database takes. File times beyond the year 2262 and 64-bit inodes are cut to it."""
MAX_DEPTH = 128
"""Directories below each other; deeper ones are reported, not entered."""

_PARTIAL = frozenset({".crdownload", ".part", ".partial", ".tmp", ".temp", ".download", ".opdownload", ".filepart"})
_OURS = frozenset({".kla", ".kla-daftar"})
_SKIPPED_ENDINGS = _PARTIAL | _OURS
_SYSTEM_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "kla-hub.json"})
_SYSTEM_FOLDERS = frozenset({"$recycle.bin", "system volume information", "lost+found", "__macosx", "found.000"})
_PLACEHOLDERS = frozenset({".nextcloud", ".owncloud", ".icloud"})
_CLOUD_LINKS = frozenset({".gdoc", ".gsheet", ".gslides", ".gdraw", ".gform", ".gtable", ".gmap"})
_SKIPPED_ENDINGS |= _PLACEHOLDERS | _CLOUD_LINKS
_UNFINISHED_FOLDER = ".download"  # Safari keeps an unfinished download in a folder of this name

_REGULAR = stat.S_IFREG
_WINDOWS = sys.platform == "win32"
_ATTRIBUTE_HIDDEN = 0x2
_ATTRIBUTE_RECALL = 0x1000 | 0x40000 | 0x400000  # OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS
_LINK_TAGS = frozenset({0xA000000C, 0xA0000003})  # symlink, mount point (junction)


class FolderState(StrEnum):
    """How a watched folder, or a directory in it, is found."""

    PRESENT = "present"
    MISSING = "missing"  # unmounted, renamed, pulled out: never taken as deletion
    UNREADABLE = "unreadable"


class OddKind(StrEnum):
    """Why something that lies there is not taken; the user sees it in the list of the folder."""

    EMPTY = "empty"  # zero bytes: not ready, or never will be
    SPECIAL = "special"  # link, pipe, socket, device: never opened
    NOT_LOCAL = "not_local"  # a placeholder of a cloud drive; opening would download it
    CLOUD_LINK = "cloud_link"  # only says where a document is to be found on the web
    UNREADABLE = "unreadable"  # a directory we may not list
    TOO_DEEP = "too_deep"  # a directory inside itself, or more than MAX_DEPTH down
    STILL_CHANGING = "still_changing"  # has not come to rest in the time given
    IN_USE = "in_use"  # at rest, but another program still has it open for writing
    MISSING = "missing"  # a watched folder that is not there


@dataclass(frozen=True, slots=True)
class Odd:
    """Something that was seen and not taken."""

    path: str
    kind: OddKind


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it lies there. `path` is as `os.fsdecode` gives it; show it with `system.names.shown`."""

    path: str
    size: int
    mtime_ns: int
    inode: int
    root: str = ""

    @property
    def fingerprint(self) -> Fingerprint:
        """What tells this version of the file from another."""
        return (self.size, self.mtime_ns, self.inode)


@dataclass(slots=True)
class Listing:
    """One directory: its files by name, what is odd in it, and whether it could be listed."""

    folder: str
    root: str
    state: FolderState = FolderState.PRESENT
    files: dict[str, Fingerprint] = field(default_factory=dict)
    odd: list[Odd] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    same: bool = False
    """It lies as `Unchanged` remembers it: nothing in it is new; `files` is empty."""
    mark: int = 0


class Unchanged:
    """Directories in which nothing was new at the last look, each with a mark of all that lay in it.

    One number a directory: a later look that finds the same mark need not sort its entries nor ask the library.
    """

    def __init__(self) -> None:
        self._held: dict[str, tuple[int, tuple[str, ...]]] = {}

    def keep(self, listing: "Listing") -> None:
        """Remember a directory of which every file is known and nothing is odd."""
        if listing.mark and not listing.odd and listing.state is FolderState.PRESENT:
            self._held[listing.folder] = (listing.mark, tuple(listing.folders))

    def same(self, folder: str, mark: int) -> tuple[str, ...] | None:
        """Return the directories in `folder` if it lies as it was kept."""
        held = self._held.get(folder)
        return held[1] if held is not None and held[0] == mark else None

    def forget(self) -> None:
        """Look at everything afresh."""
        self._held.clear()


def scan(root: str, skip: Collection[str] = ()) -> Iterator[FoundFile | Odd]:
    """Give each candidate file below `root`, and once each thing that is odd. `skip`: directories not entered.

    A `root` that is missing gives one `Odd(root, MISSING)`; a directory that vanishes meanwhile gives nothing.
    """
    for listing in walk(root, skip):
        for name, (size, mtime_ns, inode) in listing.files.items():
            yield FoundFile(os.path.join(listing.folder, name), size, mtime_ns, inode, root)  # noqa: PTH118 - pathlib costs 3x
        yield from listing.odd


def walk(
    root: str,
    skip: Collection[str] = (),
    *,
    stable_inodes: bool = True,
    start: str | None = None,
    unchanged: Unchanged | None = None,
) -> Iterator[Listing]:
    """Give one Listing per directory below `root`, `root` first; holds no more than one directory in memory.

    `start`: a directory in `root` to begin at instead.
    `stable_inodes=False` for FAT and network drives, whose inode numbers change with every mount: they are left at 0.
    """
    skipped = frozenset(os.path.abspath(path) for path in skip)  # noqa: PTH100
    waiting: list[tuple[str, _Chain]] = [(start or root, None)]
    while waiting:
        folder, chain = waiting.pop()
        if folder in skipped:
            continue
        link = _entered(folder, chain)
        if link is None:
            yield Listing(folder, root, odd=[Odd(folder, OddKind.TOO_DEEP)])
            continue
        listing = list_folder(folder, root, stable_inodes=stable_inodes, unchanged=unchanged)
        yield listing
        waiting.extend((below, link) for below in reversed(listing.folders))


_Chain: TypeAlias = tuple[tuple[int, int], int, "_Chain"] | None


def _entered(folder: str, chain: _Chain) -> _Chain:
    """Return the chain of directories above and with `folder`, or None if it is among them already or too deep."""
    try:
        found = os.stat(folder)  # noqa: PTH116
    except OSError:
        key = (0, 0)
    else:
        key = (found.st_dev, found.st_ino)
    depth = 0 if chain is None else chain[1] + 1
    if depth > MAX_DEPTH:
        return None
    above = chain
    while above is not None and key[1]:
        if above[0] == key:
            return None
        above = above[2]
    return (key, depth, chain)


def list_folder(folder: str, root: str, *, stable_inodes: bool = True, unchanged: Unchanged | None = None) -> Listing:
    """List one directory, without those below it; `same` if it lies as `unchanged` remembers it."""
    listing = Listing(folder, root)
    entries: list[tuple[os.DirEntry[str], os.stat_result]] = []
    try:
        with os.scandir(folder) as found:
            for entry in found:
                try:
                    entries.append((entry, entry.stat(follow_symlinks=False)))
                except OSError:
                    continue
    except OSError as error:
        # Linux gives "not a directory" or an I/O error for a stick just pulled out: for the root that is absence too.
        if isinstance(error, FileNotFoundError) or not os.path.isdir(folder):  # noqa: PTH112
            listing.state, kind = FolderState.MISSING, OddKind.MISSING
        else:
            listing.state, kind = FolderState.UNREADABLE, OddKind.UNREADABLE
        if kind is OddKind.UNREADABLE or folder == root:
            listing.odd.append(Odd(folder, kind))
        return listing
    if unchanged is not None:
        # the first seven fields of a stat are mode, inode, device, links, owner, group, size
        listing.mark = hash(tuple([(entry.name, stat[:7], stat.st_mtime_ns) for entry, stat in entries])) or 1
        below = unchanged.same(folder, listing.mark)
        if below is not None:
            listing.same = True
            listing.folders.extend(below)
            return listing
    _fill(listing, entries, stable_inodes)
    return listing


def _fill(listing: Listing, entries: list[tuple[os.DirEntry[str], os.stat_result]], stable_inodes: bool) -> None:
    files = listing.files
    for entry, found in entries:
        name = entry.name
        lower = name.lower()
        ending = lower[lower.rfind(".") :]
        if name[0] in ".~" and (name[0] == "." or name[:2] == "~$") and ending != ".icloud":
            continue
        if (ending in _SKIPPED_ENDINGS or lower in _SYSTEM_NAMES) and not entry.is_dir(follow_symlinks=False):
            if ending in _PLACEHOLDERS:
                listing.odd.append(Odd(entry.path, OddKind.NOT_LOCAL))
            elif ending in _CLOUD_LINKS:
                listing.odd.append(Odd(entry.path, OddKind.CLOUD_LINK))
            continue
        size = found.st_size
        if (found.st_mode & 0o170000) == _REGULAR and size and not (_WINDOWS and _attributes(found)):
            files[name] = (size, min(found.st_mtime_ns, MOST), found.st_ino & MOST if stable_inodes else 0)
        else:
            _set_aside(listing, entry.path, lower, found)


def _set_aside(listing: Listing, path: str, lower: str, found: os.stat_result) -> None:
    """Sort in what is no plain file: a directory to enter, something odd, or something hidden."""
    if _attributes(found) & _ATTRIBUTE_HIDDEN:
        return
    if stat.S_ISDIR(found.st_mode) and not _is_link(found):
        if lower not in _SYSTEM_FOLDERS and not lower.endswith(_UNFINISHED_FOLDER):
            listing.folders.append(path)
        return
    kind = judge(found)
    if kind is not None:
        listing.odd.append(Odd(path, kind))


def judge(found: os.stat_result) -> OddKind | None:
    """Say what is odd about a file that was not followed, from its stat alone; None if it may be opened."""
    if not stat.S_ISREG(found.st_mode) or _is_link(found):
        return OddKind.SPECIAL
    if _attributes(found) & _ATTRIBUTE_RECALL:
        return OddKind.NOT_LOCAL
    return OddKind.EMPTY if found.st_size == 0 else None


def look_again(file: FoundFile) -> FoundFile | OddKind | None:
    """Stat a file that was found before: as it is now, or what is odd about it now, or None if it is gone."""
    try:
        found = os.stat(file.path, follow_symlinks=False)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    kind = judge(found)
    if kind is not None:
        return kind
    return seen_as(file.path, found, lasting_inode=bool(file.inode), root=file.root)


def seen_as(path: str, found: os.stat_result, *, lasting_inode: bool, root: str = "") -> FoundFile:
    """Make a FoundFile of a stat."""
    inode = found.st_ino & MOST if lasting_inode else 0
    return FoundFile(path, found.st_size, min(found.st_mtime_ns, MOST), inode, root)


def _attributes(found: os.stat_result) -> int:
    """Windows file attributes that matter here; 0 elsewhere."""
    return getattr(found, "st_file_attributes", 0) & (_ATTRIBUTE_RECALL | _ATTRIBUTE_HIDDEN)


def _is_link(found: os.stat_result) -> bool:
    """Symlinks, and Windows junctions, which Python 3.11 takes for directories."""
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) in _LINK_TAGS
