"""Reads a bundle's bag from a stream, in the order in which it may be trusted.

1. `read_front`: six small files, within their limits. Nothing of them is believed yet.
2. `check_front`: the signature over the tagmanifest, then every front file against the tagmanifest.
3. `payload`: each entry's name, size and hash against the manifest while it streams by, then the central directory.
The first thing that is wrong ends it with a Fixable; whoever took bytes before that throws them away.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kla_desktop.bagging.fixity import Fixity, RunningFixity, fixity_of
from kla_desktop.bagging.names import BadName, check_name
from kla_desktop.bagging.profile import (
    BAG_INFO,
    BAGIT,
    BAGIT_TEXT,
    EVIDENCE_CSV,
    EVIDENCE_FOLDER,
    FRONT_FILES,
    JOURNAL,
    MANIFEST,
    SIGNATURE,
    SIGNED_FILES,
    STATION,
    SUMMARY_PDF,
    TAGMANIFEST,
    BagInfo,
    BundleHead,
    Limits,
    read_bag_info,
)
from kla_desktop.bagging.zip_reader import ByteSource, ZipReader
from kla_desktop.model.errors import ErrorCode, Fixable

Verify = Callable[[bytes, bytes], bool]
"""Tells whether the second argument is a signature of the sender over the first."""
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_OPTIONAL = (EVIDENCE_CSV, SUMMARY_PDF)


@dataclass(frozen=True, slots=True)
class BagFront:
    """What stands before the payload; to be believed only after `check_front`."""

    head: BundleHead
    station_json: bytes


@dataclass(frozen=True, slots=True)
class BagEntry:
    """One payload file on its way: `expected` is what manifest and header say, `pieces` must be read to their end."""

    name: str
    expected: Fixity
    pieces: Iterator[bytes]


class BagReader:
    """Opens one bag; call the three steps in order."""

    def __init__(self, source: ByteSource, limits: Limits) -> None:
        self._zip = ZipReader(source, limits)
        self._limits = limits
        self._front: dict[str, bytes] = {}
        self._folder = ""
        self._info: BagInfo | None = None
        self._manifest: dict[str, str] | None = None

    @property
    def front_files(self) -> dict[str, bytes]:
        """The front files as read, for passing a bundle's proof on."""
        return dict(self._front)

    @property
    def evidence_count(self) -> int:
        """How many pieces of evidence the manifest lists; 0 before `check_front`."""
        return sum(name.startswith(EVIDENCE_FOLDER) for name in self._manifest or ())

    def read_front(self) -> BagFront:
        """Read the six files before the payload.

        Raises Fixable: NOT_A_BUNDLE, BUNDLE_TOO_NEW, BUNDLE_TOO_LARGE, BUNDLE_DAMAGED.
        """
        for expected in FRONT_FILES:
            entry = self._zip.next_entry()
            if entry is None:
                raise _damaged("ends before the payload")
            name, size, crc32 = entry
            if expected == BAGIT:
                self._folder = name.partition("/")[0]
            if name != f"{self._folder}/{expected}":
                code = ErrorCode.NOT_A_BUNDLE if expected == BAGIT else ErrorCode.BUNDLE_DAMAGED
                raise Fixable(code, why="front files are not in their order")
            if size > self._limits.of_front(expected):
                raise Fixable(ErrorCode.BUNDLE_TOO_LARGE, why=f"{expected} too large")
            data = b"".join(self._zip.pieces())
            if fixity_of(data).crc32 != crc32:
                raise _damaged(f"{expected} differs from its CRC-32")
            self._front[expected] = data
            if expected == BAGIT and data != BAGIT_TEXT:
                raise Fixable(ErrorCode.NOT_A_BUNDLE, why="bagit.txt is not ours")
            if expected == BAG_INFO:
                self._info = read_bag_info(data)
                if self._info.head.id != self._folder:
                    raise _damaged("folder is not the bundle's id")
        assert self._info is not None
        return BagFront(self._info.head, self._front[STATION])

    def check_front(self, verify: Verify) -> None:
        """Believe the front, or raise Fixable: BUNDLE_FORGED by the signature, BUNDLE_DAMAGED by the tag files."""
        tagmanifest = self._front[TAGMANIFEST]
        if not verify(tagmanifest, self._front[SIGNATURE]):
            raise Fixable(ErrorCode.BUNDLE_FORGED)
        listed = _read_manifest(tagmanifest)
        if tuple(listed) != SIGNED_FILES:
            raise _damaged("tagmanifest does not list the front files")
        for name, sha256 in listed.items():
            if fixity_of(self._front[name]).sha256 != sha256:
                raise _damaged(f"{name} differs from the tagmanifest")
        self._manifest = _read_manifest(self._front[MANIFEST])
        _check_payload_names(self._manifest)
        assert self._info is not None
        if len(self._manifest) != self._info.payload_files:
            raise _damaged("number of files differs from Payload-Oxum")
        self._front.clear()

    def payload(self) -> Iterator[BagEntry]:
        """Yield every payload file; an entry is proven only once the next is asked for, the whole at the end."""
        if self._manifest is None or self._info is None:
            raise RuntimeError("check_front comes first")
        total = 0
        for name, sha256 in self._manifest.items():
            entry = self._zip.next_entry()
            if entry is None or entry[0] != f"{self._folder}/{name}":
                raise _damaged("payload differs from the manifest")
            _, size, crc32 = entry
            total += size
            if total > self._info.payload_bytes:
                raise _damaged("payload larger than Payload-Oxum")
            if name == JOURNAL and size > self._limits.journal:
                raise Fixable(ErrorCode.BUNDLE_TOO_LARGE, why="journal too large")
            expected = Fixity(sha256, size, crc32)
            running = RunningFixity()
            try:
                yield BagEntry(name, expected, self._counted(running))
            finally:
                found = running.finish()
            if found != expected:
                raise _damaged("a file differs from the manifest")
        if total != self._info.payload_bytes:
            raise _damaged("payload smaller than Payload-Oxum")
        if self._zip.next_entry() is not None:
            raise _damaged("more files than the manifest lists")

    def _counted(self, running: RunningFixity) -> Iterator[bytes]:
        for piece in self._zip.pieces():
            running.update(piece)
            yield piece


def _read_manifest(data: bytes) -> dict[str, str]:
    """Return name -> sha256 in order; every line in the one form that we write."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise _damaged("manifest is not UTF-8") from error
    if lines.pop():
        raise _damaged("manifest has no proper end")
    listed: dict[str, str] = {}
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None or found[2] in listed:
            raise _damaged("manifest has a line that is none")
        listed[found[2]] = found[1]
    return listed


def _check_payload_names(manifest: dict[str, str]) -> None:
    names = list(manifest)
    if not names or names.pop(0) != JOURNAL:
        raise _damaged("the journal does not come first")
    for name in _OPTIONAL:
        if names and names[0] == name:
            names.pop(0)
    for name in names:
        try:
            check_name(name)
        except BadName as error:
            raise _damaged("name not allowed") from error
        if not name.startswith(EVIDENCE_FOLDER) or "/" in name.removeprefix(EVIDENCE_FOLDER) or "%" in name:
            raise _damaged("payload outside its folder")


def _damaged(why: str) -> Fixable:
    return Fixable(ErrorCode.BUNDLE_DAMAGED, why=why)
