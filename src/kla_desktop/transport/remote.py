"""A place on the other side (folder, WebDAV, S3) that sealed files are put to and fetched from. It is never trusted.

Few verbs: list one folder, read, put something new, delete. Whatever a listing says is data: names that are not of
our making are passed over, and a key is always put together here, never taken from an answer.

What may go wrong is a small closed tree, so that whoever drives a remote needs to know no protocol:

RemoteError (a Fixable: each has its sentence)
├── TryLater      the network or the server has a bad moment; `after` = seconds the server asked for
│   └── Portal    a page to log in stands between (hotel, office, phone credit used up)
├── AskUser       only a person can help: credentials, permission, space, certificate, clock, address, size
├── NotThere      what was to be read is not there
├── Occupied      the name is taken by something of another size, which is never overwritten
└── Stop          the other side talks nonsense; trying again soon would not help
"""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import NewType, Protocol

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.files import CHUNK
from kla_desktop.system.names import is_plain

Key = NewType("Key", str)
"""Where an object lies below the hub's root: segments of our own making joined by slashes; see `key`."""

Watch = Callable[[int], None]
"""Told the length of each chunk that passes, either way; may wait (bandwidth) or raise (Cancelled)."""

TEMPORARY = ".tmp"
MOST_NAMES = 100_000
"""Of one listing; a folder that holds more is none of ours."""

_SEGMENT = re.compile(r"[0-9a-z][0-9a-z-]{0,63}(?:\.[0-9a-z]{1,8})?")
_DEEPEST = 8


class RemoteError(Fixable):
    """Something between us and the other side; what was to be sent is safe on this laptop."""


class TryLater(RemoteError):  # noqa: N818 - it says what to do
    """A bad moment. `after` is the server's own wish in seconds (Retry-After), if it said one."""

    def __init__(self, code: ErrorCode, after: float | None = None) -> None:
        super().__init__(code)
        self.after = after


class Portal(TryLater):
    """Not the hub answered but a page for people."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.HUB_LOGIN_PAGE)


class AskUser(RemoteError):  # noqa: N818 - it says what to do
    """A person has to do something first.

    HUB_CREDENTIALS, HUB_FORBIDDEN, HUB_FULL, HUB_TOO_LARGE (smaller parts may do), HUB_CERTIFICATE, HUB_CLOCK,
    HUB_ADDRESS, HUB_PROXY, or what a drive says: DRIVE_GONE, DISK_FULL, FOLDER_READ_ONLY, DRIVE_ERROR, COPY_DIFFERS.
    """


class NotThere(RemoteError):  # noqa: N818 - it says what happened
    """No object of that key: HUB_MISSING."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.HUB_MISSING)


class Occupied(RemoteError):  # noqa: N818 - it says what happened
    """Something of another size bears the name: HUB_OCCUPIED."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.HUB_OCCUPIED)


class Stop(RemoteError):  # noqa: N818 - it says what to do
    """An answer that no server of this kind gives: HUB_ANSWER. `why` is for the log and names no file or person."""

    def __init__(self, why: str) -> None:
        super().__init__(ErrorCode.HUB_ANSWER)
        self.why = why


class Put(Enum):
    """What became of an object that was to be put."""

    STORED = "stored"
    THERE = "there"  # somebody put it before, with the same size


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a kind of place can do.

    `conditional`: the server itself refuses to overwrite; `checksum`: it says what it stored, and that was compared;
    `moves`: it renames atomically, so an object appears whole; `parts`: large files go better in parts (networks).
    """

    conditional: bool
    checksum: bool
    moves: bool
    parts: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One folder: sizes of objects by name, folders, temporaries by name. Foreign names are counted, never given."""

    files: dict[str, int] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    temporaries: dict[str, int] = field(default_factory=dict)
    passed_over: int = 0


class Source(Protocol):
    """Bytes to send, from the beginning each time they are asked for."""

    @property
    def size(self) -> int:
        """How many bytes."""

    def chunks(self) -> Iterator[bytes]:
        """Give them all. Raises Fixable FILE_MISSING or FILE_IN_USE if the file changed."""


@dataclass(frozen=True, slots=True)
class BytesSource:
    """Bytes at hand."""

    data: bytes

    @property
    def size(self) -> int:
        """How many bytes."""
        return len(self.data)

    def chunks(self) -> Iterator[bytes]:
        """Give them all."""
        if self.data:
            yield self.data


@dataclass(frozen=True, slots=True)
class FileSource:
    """`size` bytes of a file from `offset` on."""

    path: Path
    offset: int
    size: int

    def chunks(self) -> Iterator[bytes]:
        """Give them all, or raise Fixable(FILE_MISSING or FILE_IN_USE)."""
        try:
            with self.path.open("rb") as stream:
                stream.seek(self.offset)
                missing = self.size
                while missing:
                    chunk = stream.read(min(CHUNK, missing))
                    if not chunk:
                        raise Fixable(ErrorCode.FILE_IN_USE, path=str(self.path))
                    missing -= len(chunk)
                    yield chunk
        except OSError as error:
            raise Fixable(ErrorCode.FILE_MISSING, path=str(self.path)) from error


def unwatched(_: int) -> None:
    """Watch nothing."""


class Remote(Protocol):
    """One place. Safe to use from several threads; every verb may be tried again."""

    @property
    def abilities(self) -> Abilities:
        """What this kind of place can do."""

    def list(self, folder: str) -> Listing:
        """Give what lies directly in `folder` ("" for the root). A folder that is not there is empty; a root is not."""

    def read(self, key: Key, offset: int = 0, length: int | None = None) -> AbstractContextManager[Iterator[bytes]]:
        """Open an object from `offset` on, `length` bytes or to its end; a short answer raises. Raises NotThere."""

    def put_new(self, key: Key, source: Source, watch: Watch = unwatched) -> Put:
        """Put an object whole or not at all; nothing half ever stands under `key` by our doing.

        What has the name already is left as it is: the same size (and the same checksum, where the server tells one)
        is THERE, anything else raises Occupied. STORED only after size, or checksum, agreed with what was sent.
        """

    def delete(self, key: Key) -> None:
        """Remove an object (or a temporary); one that is gone already is fine."""

    def remove_folder(self, folder: str) -> None:
        """Remove a folder of ours if nothing is in it; one that is gone is fine, one that is not empty stays."""

    def abort(self) -> None:
        """From any thread: let every verb that is under way fail at once with TryLater. The remote is then closed."""

    def close(self) -> None:
        """Let go of connections."""


def is_segment(name: str) -> bool:
    """Say whether `name` is one that we would give: `0-9 a-z -`, one short suffix, no device of Windows."""
    return _SEGMENT.fullmatch(name) is not None and not name.endswith(TEMPORARY) and is_plain(name)


def key(*segments: str) -> Key:
    """Put a key together. Raises ValueError for a segment that we would never make."""
    if not 0 < len(segments) <= _DEEPEST or not all(is_segment(segment) for segment in segments):
        raise ValueError("not a key of ours")
    return Key("/".join(segments))


def parent(of: Key) -> str:
    """Give the folder that a key lies in, "" for the root."""
    return of.rpartition("/")[0]


def is_folder(folder: str) -> bool:
    """Say whether `folder` may be listed: the root, or segments of ours."""
    return not folder or (len(segments := folder.split("/")) < _DEEPEST and all(map(is_segment, segments)))


def is_temporary(name: str) -> bool:
    """Say whether a name is that of an unfinished object of ours."""
    return name.endswith(TEMPORARY) and is_segment(name.removesuffix(TEMPORARY))


def temporary_of(of: Key) -> Key:
    """Give a fresh name beside `of` for an object that is not whole yet, such as `000007-5f3a90c1.tmp`.

    Fresh, because a request that was given up may go on writing on the server for a while.
    """
    folder, slash, name = of.rpartition("/")
    stem, dot, suffix = name.partition(".")
    return Key(f"{folder}{slash}{stem[:50]}-{secrets.token_hex(4)}{dot}{suffix}{TEMPORARY}")


class ListingBuilder:
    """Gathers a listing from names that somebody else says. Raises Stop when there are too many."""

    def __init__(self) -> None:
        self._files: dict[str, int] = {}
        self._folders: set[str] = set()
        self._temporaries: dict[str, int] = {}
        self._passed_over = 0
        self._seen = 0

    def add(self, name: str, size: int, *, is_folder: bool = False) -> None:
        """Take one name in if it is of our making."""
        self._seen += 1
        if self._seen > MOST_NAMES:
            raise Stop("too many names in a listing")
        if is_folder and is_segment(name) and "." not in name:
            self._folders.add(name)
        elif is_folder or size < 0:
            self._passed_over += 1
        elif is_temporary(name):
            self._temporaries[name] = size
        elif is_segment(name) and self._files.get(name, size) == size:
            self._files[name] = size
        else:
            self._passed_over += 1

    def pass_over(self) -> None:
        """Count a name that cannot be ours."""
        self._seen += 1
        self._passed_over += 1

    def done(self) -> Listing:
        """Give the listing."""
        return Listing(self._files, frozenset(self._folders), self._temporaries, self._passed_over)
