"""The hub: how sealed bundles lie on a remote, and what of a bundle is still to be sent. Pure, but for the hub's mark.

kla-hub.json                                                      which hub this is
inbox/<station>/<bundle>/<first 16 hex of its sha256>/000000 …    parts of a sealed file
inbox/<station>/<bundle>/<first 16 hex of its sha256>/bundle.json written last: sizes and digests
outbox/<station>/<bundle>.kla                                     receipts, reviews, requests

The folder's name says which bytes belong into it, so parts of two tries never mix, and a part is sent again freely.
`hub_sending` and `hub_fetching` carry it out; none of them decides when to try.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId, Digest, StationId
from kla_desktop.transport.remote import (
    BytesSource,
    Key,
    Listing,
    NotThere,
    Occupied,
    Put,
    Remote,
    Stop,
    is_segment,
    key,
)

FOLDER_PART = 64 << 20
"""Bytes of a part on folders, whose links are fast: what a cut costs at most."""
LARGEST_BUNDLE = 64 << 30
HUB_FORMAT, BUNDLE_FORMAT = "kla-hub/1", "kla-hub-bundle/1"

_HUB_FILE = key("kla-hub.json")
INBOX, OUTBOX, COMMIT = "inbox", "outbox", "bundle.json"
PART_NAME, START = re.compile(r"[0-9]{6}"), re.compile(r"[0-9a-f]{16}")
_MOST_MARK_BYTES = 64 << 10


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file of this laptop that is to be sent: by whom, which, where it lies."""

    station: StationId
    bundle: BundleId
    path: Path
    digest: Digest

    @property
    def place(self) -> "Place":
        """Where it goes on the hub."""
        return Place(self.station, self.bundle, self.digest.sha256[:16])


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The folder of one sealed file in a station's inbox. Raises ValueError for names that are none of ours."""

    station: StationId
    bundle: BundleId
    start: str

    def __post_init__(self) -> None:
        """Refuse what could not be a key."""
        if START.fullmatch(self.start) is None:
            raise ValueError("not the start of a digest")
        key(INBOX, self.station, self.bundle, self.start)

    @property
    def folder(self) -> str:
        """The folder with the parts."""
        return key(INBOX, self.station, self.bundle, self.start)

    @property
    def commit(self) -> Key:
        """The file that says the bundle is complete."""
        return key(INBOX, self.station, self.bundle, self.start, COMMIT)

    def part(self, number: int) -> Key:
        """Part `number`, from 0."""
        return key(INBOX, self.station, self.bundle, self.start, f"{number:06d}")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the sealed file."""

    number: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is still to be sent. `spoilt`: parts whose size is wrong; they must go before they can come again."""

    part_size: int
    missing: tuple[Part, ...]
    held: tuple[Part, ...] = ()
    spoilt: tuple[Part, ...] = ()
    temporaries: tuple[Key, ...] = ()
    committed: bool = False

    @property
    def is_sent(self) -> bool:
        """Whether everything is there and said to be complete: the most that a hub can tell."""
        return self.committed and not self.missing and not self.spoilt


@dataclass(frozen=True, slots=True)
class HubMark:
    """What `kla-hub.json` says. `keys` are compared with those of the enrolment file and never adopted."""

    hub: str
    keys: tuple[str, ...] = ()


def read_mark(remote: Remote) -> HubMark | None:
    """Read which hub this is; None where no hub was made yet. Raises RemoteError, Fixable(HUB_TOO_NEW)."""
    try:
        said = read_json(remote, _HUB_FILE, _MOST_MARK_BYTES)
    except NotThere:
        return None
    form, hub, keys = said.get("format"), said.get("hub"), said.get("keys", [])
    if isinstance(form, str) and form != HUB_FORMAT and re.fullmatch(r"kla-hub/[0-9]{1,3}", form):
        raise Fixable(ErrorCode.HUB_TOO_NEW)
    if form != HUB_FORMAT or not isinstance(hub, str) or not is_segment(hub) or not isinstance(keys, list):
        raise Stop("kla-hub.json is none")
    return HubMark(hub, tuple(text for text in keys[:16] if isinstance(text, str)))


def write_mark(remote: Remote, mark: HubMark) -> Put:
    """Make a remote a hub; one that is a hub already keeps its mark."""
    said = to_json({"format": HUB_FORMAT, "hub": mark.hub, "keys": [*mark.keys]})
    try:
        return remote.put_new(_HUB_FILE, BytesSource(said))
    except Occupied:
        return Put.THERE


def plan(sealed: Sealed, listing: Listing, wanted: int) -> Plan:
    """Compare a listing of `sealed.place.folder` with the file: pure, and the same after any interruption.

    The size of parts follows from those that lie there, else it is `wanted` bytes (0 = as on folders).
    """
    size = sealed.digest.size
    there = {int(name): held for name, held in listing.files.items() if PART_NAME.fullmatch(name)}
    part_size = _size_in_use(size, there, wanted) or _bounded(wanted, size)
    parts = cut(size, part_size)
    extra = sorted(number for number in there if number >= len(parts))
    place = sealed.place
    return Plan(
        part_size,
        missing=tuple(part for part in parts if part.number not in there),
        held=tuple(part for part in parts if there.get(part.number) == part.size),
        spoilt=(
            *(part for part in parts if there.get(part.number, part.size) != part.size),
            *(Part(number, size, 0) for number in extra),
        ),
        temporaries=tuple(Key(f"{place.folder}/{name}") for name in sorted(listing.temporaries)),
        committed=COMMIT in listing.files,
    )


def cut(size: int, part_size: int) -> tuple[Part, ...]:
    """Cut `size` bytes into parts; a file without bytes has none."""
    starts = range(0, size, part_size)
    return tuple(Part(number, start, min(part_size, size - start)) for number, start in enumerate(starts))


def read_json(remote: Remote, of: Key, most: int) -> dict[str, Any]:
    """Read a small object. Raises NotThere, RemoteError; Stop if it is no JSON object of `most` bytes at the most."""
    data = bytearray()
    with remote.read(of) as chunks:
        for chunk in chunks:
            data += chunk
            if len(data) > most:
                raise Stop("a JSON file of the hub is too large")
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Stop("a JSON file of the hub is damaged") from error
    if not isinstance(said, dict):
        raise Stop("a JSON file of the hub is no object")
    return said


def to_json(said: Mapping[str, Any]) -> bytes:
    """Write a small object: the same bytes for the same content."""
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def _bounded(wanted: int, size: int) -> int:
    """Give the size of parts for a new upload: never more than a million parts."""
    return max(1, min(wanted or FOLDER_PART, size or 1), -(-size // 1_000_000))


def _size_in_use(size: int, there: Mapping[int, int], wanted: int) -> int:
    """Tell the size of parts from any that lie there: the one that most of them fit, 0 if none does."""
    votes: Counter[int] = Counter()
    for number, held in there.items():
        full = held if held > 0 and (number + 1) * held <= size else 0
        rest = size - held  # as the last part: what goes before it is `number` full ones
        before = rest // number if number and held and rest > 0 and rest % number == 0 else 0
        votes.update({one for one in (full, before) if held <= one <= FOLDER_PART})
    # one part alone may fit two sizes: then what was wanted before, then a round one
    return max(votes, key=lambda one: (votes[one], one == wanted, one & (one - 1) == 0, one), default=0)
