"""Reads a bundle's bag from a stream, in the order in which it may be trusted.

1. `read_front`: six small files, within their limits. Nothing of them is believed yet.
2. `check_front`: the signature over the tagmanifest, then every front file against the tagmanifest.
3. `payload`: each entry's name, size and hash against the manifest while it streams by, then the central directory.
The first thing that is wrong ends it with a Fixable; whoever took bytes before that throws them away.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kla_desktop.bagging.fixity import Fixity, Piece, RunningFixity, fixity_of
from kla_desktop.bagging.manifest import check_payload_names, read_manifest
from kla_desktop.bagging.profile import (
    BAG_INFO,
    BAGIT,
    BAGIT_TEXT,
    EVIDENCE_FOLDER,
    FRONT_FILES,
    JOURNAL,
    MANIFEST,
    RELAYED_FOLDER,
    SIGNATURE,
    SIGNED_FILES,
    STATION,
    TAGMANIFEST,
    BagInfo,
    BundleHead,
    Limits,
    damaged,
    read_bag_info,
)
from kla_desktop.bagging.zip_reader import ByteSource, ZipReader
from kla_desktop.model.errors import ErrorCode, Fixable

Verify = Callable[[bytes, bytes], bool]
"""Tells whether the second argument is a signature of the sender over the first."""


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
    pieces: Iterator[Piece]


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
                raise damaged("ends before the payload")
            name, size, crc32 = entry
            if expected == BAGIT:
                self._folder = name.partition("/")[0]
            if name != f"{self._folder}/{expected}":
                code = ErrorCode.NOT_A_BUNDLE if expected == BAGIT else ErrorCode.BUNDLE_DAMAGED
                raise Fixable(code, why="front files are not in their order")
            if size > self._limits.of_front(expected):
                raise Fixable(ErrorCode.BUNDLE_TOO_LARGE, why=f"{expected} too large")
            data = b"".join(bytes(piece) for piece in self._zip.pieces())
            if fixity_of(data).crc32 != crc32:
                raise damaged(f"{expected} differs from its CRC-32")
            self._front[expected] = data
            if expected == BAGIT and data != BAGIT_TEXT:
                raise Fixable(ErrorCode.NOT_A_BUNDLE, why="bagit.txt is not ours")
            if expected == BAG_INFO:
                self._info = read_bag_info(data)
                if self._info.head.id != self._folder:
                    raise damaged("folder is not the bundle's id")
        assert self._info is not None
        return BagFront(self._info.head, self._front[STATION])

    def check_front(self, verify: Verify) -> None:
        """Believe the front, or raise Fixable: BUNDLE_FORGED by the signature, BUNDLE_DAMAGED by the tag files."""
        tagmanifest = self._front[TAGMANIFEST]
        if not verify(tagmanifest, self._front[SIGNATURE]):
            raise Fixable(ErrorCode.BUNDLE_FORGED)
        listed = read_manifest(tagmanifest)
        if tuple(listed) != SIGNED_FILES:
            raise damaged("tagmanifest does not list the front files")
        for name, sha256 in listed.items():
            if fixity_of(self._front[name]).sha256 != sha256:
                raise damaged(f"{name} differs from the tagmanifest")
        self._manifest = read_manifest(self._front[MANIFEST])
        check_payload_names(self._manifest)
        assert self._info is not None
        if len(self._manifest) != self._info.payload_files:
            raise damaged("number of files differs from Payload-Oxum")
        self._front.clear()

    def payload(self) -> Iterator[BagEntry]:
        """Yield every payload file; an entry is proven only once the next is asked for, the whole at the end."""
        if self._manifest is None or self._info is None:
            raise RuntimeError("check_front comes first")
        total = relayed = 0
        for name, sha256 in self._manifest.items():
            entry = self._zip.next_entry()
            if entry is None or entry[0] != f"{self._folder}/{name}":
                raise damaged("payload differs from the manifest")
            _, size, crc32 = entry
            total += size
            if total > self._info.payload_bytes:
                raise damaged("payload larger than Payload-Oxum")
            if name == JOURNAL and size > self._limits.journal:
                raise Fixable(ErrorCode.BUNDLE_TOO_LARGE, why="journal too large")
            relayed += size if name.startswith(RELAYED_FOLDER) else 0
            if relayed > self._limits.relayed:
                raise Fixable(ErrorCode.BUNDLE_TOO_LARGE, why="too much that others signed")
            expected = Fixity(sha256, size, crc32)
            running = RunningFixity()
            yield BagEntry(name, expected, self._counted(running))
            if running.finish() != expected:
                raise damaged("a file differs from the manifest")
        if total != self._info.payload_bytes:
            raise damaged("payload smaller than Payload-Oxum")
        if self._zip.next_entry() is not None:
            raise damaged("more files than the manifest lists")

    def _counted(self, running: RunningFixity) -> Iterator[Piece]:
        for piece in self._zip.pieces():
            running.update(piece)
            yield piece
