"""The receiving side of the hub: which bundles are complete, fetch one and judge its bytes; and replies, both ways.

What is fetched is a sealed file still: opening it (`operations.receive`) decides whether it is believed. Here only
transport is judged, so that what a hub damages or loses is sent again instead of being refused.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kla_desktop.model.errors import ErrorCode
from kla_desktop.model.ids import BundleId, Digest, StationId
from kla_desktop.system.files import CHUNK
from kla_desktop.transport.hub import (
    BUNDLE_FORMAT,
    COMMIT,
    INBOX,
    LARGEST_BUNDLE,
    OUTBOX,
    PART_NAME,
    START,
    Part,
    Place,
    cut,
    read_json,
)
from kla_desktop.transport.remote import (
    FileSource,
    Key,
    NotThere,
    Put,
    Remote,
    Stop,
    TryLater,
    Watch,
    key,
    parent,
    unwatched,
)

_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOST_COMMIT_BYTES = 8 << 20
_SUFFIX = ".kla"


@dataclass(frozen=True, slots=True)
class Commit:
    """What a bundle.json says; nothing in it is believed before the bytes agree."""

    place: Place
    digest: Digest
    part_size: int
    parts: tuple[str, ...]


class NotYet(NotThere):
    """A part that was promised is not there (a synced folder may bring it later, a hub may have lost it)."""


class Spoilt(Stop):
    """Parts lie there with other bytes than promised. `parts` have to go so that the sender sends them again."""

    def __init__(self, place: Place, parts: tuple[int, ...]) -> None:
        super().__init__("a part's bytes are not those that were promised")
        self.place, self.parts = place, parts


def stations(remote: Remote) -> list[StationId]:
    """Give the stations that have an inbox: names to ask for, nothing is known of them."""
    return [StationId(name) for name in sorted(remote.list(INBOX).folders)]


def bundles_of(remote: Remote, station: StationId) -> list[BundleId]:
    """Give the bundles in a station's inbox, complete or not."""
    return [BundleId(name) for name in sorted(remote.list(key(INBOX, station)).folders)]


def places_of(remote: Remote, station: StationId, bundle: BundleId) -> list[Place]:
    """Give the complete uploads of one bundle: usually one."""
    found = sorted(remote.list(key(INBOX, station, bundle)).folders)
    places = [Place(station, bundle, start) for start in found if START.fullmatch(start)]
    return [place for place in places if COMMIT in remote.list(place.folder).files]


def read_commit(remote: Remote, place: Place) -> Commit:
    """Read and judge a bundle.json. Raises NotThere, Spoilt if it contradicts itself or its folder."""
    try:
        said = read_json(remote, place.commit, _MOST_COMMIT_BYTES)
    except Stop as error:
        raise Spoilt(place, ()) from error
    size, sha256, part_size, parts = (said.get(name) for name in ("size", "sha256", "part_size", "parts"))
    sound = (
        said.get("format") == BUNDLE_FORMAT
        and said.get("bundle") == place.bundle
        and type(size) is int
        and 0 < size <= LARGEST_BUNDLE
        and isinstance(sha256, str)
        and _DIGEST.fullmatch(sha256) is not None
        and sha256.startswith(place.start)
        and type(part_size) is int
        and 0 < part_size <= max(size, 1)
        and isinstance(parts, list)
        and len(parts) == -(-size // part_size)
        and all(isinstance(part, str) and _DIGEST.fullmatch(part) for part in parts)
    )
    if not sound:
        raise Spoilt(place, ())
    return Commit(place, Digest(str(sha256), int(size or 0)), int(part_size or 0), tuple(parts or ()))


def fetch(remote: Remote, told: Commit, target: Path, watch: Watch = unwatched) -> None:
    """Bring a bundle to `target` (a sealed file still); goes on after the last whole part of an earlier try.

    Every part is compared with its digest before the next is asked for. Raises NotYet, Spoilt, RemoteError; what was
    fetched until then stays in `target` for the next try. OSError as the disk does.
    """
    with target.open("a+b") as stream:
        sha256 = _Fetching(remote, told, stream).run(watch)
    if sha256 != told.digest.sha256:  # each part agrees and the whole does not: the commit itself lies
        target.unlink()
        raise Spoilt(told.place, ())


def discard(remote: Remote, place: Place, parts: tuple[int, ...]) -> None:
    """Receiving side: take back the commit, then the spoilt parts, so that the sender sends them again."""
    remote.delete(place.commit)
    for number in parts:
        remote.delete(place.part(number))


def remove(remote: Remote, place: Place) -> None:
    """Receiving side: remove a bundle whose receipt is out; the commit first, so that no half bundle looks whole."""
    listing = remote.list(place.folder)
    remote.delete(place.commit)
    for name in listing.files:
        if PART_NAME.fullmatch(name):
            remote.delete(place.part(int(name)))
    for name in listing.temporaries:
        remote.delete(Key(f"{place.folder}/{name}"))
    remote.remove_folder(place.folder)
    remote.remove_folder(parent(place.commit).rpartition("/")[0])


@dataclass(frozen=True, slots=True)
class Reply:
    """A sealed reply in a station's outbox; `size` in bytes."""

    station: StationId
    bundle: BundleId
    size: int

    @property
    def key(self) -> Key:
        """Where it lies. Raises ValueError for names that are none of ours."""
        return key(OUTBOX, self.station, f"{self.bundle}{_SUFFIX}")


def put_reply(remote: Remote, reply: Reply, path: Path, watch: Watch = unwatched) -> Put:
    """Put a sealed reply into a station's outbox and look whether it lies there. Raises TryLater if it does not."""
    done = remote.put_new(reply.key, FileSource(path, 0, reply.size), watch)
    if reply not in list_replies(remote, reply.station):
        raise TryLater(ErrorCode.HUB_BUSY)
    return done


def list_replies(remote: Remote, station: StationId) -> list[Reply]:
    """Give the replies that wait for a station: one listing, the whole of a sync without news."""
    files = sorted(remote.list(key(OUTBOX, station)).files.items())
    return [
        Reply(station, BundleId(name.removesuffix(_SUFFIX)), size) for name, size in files if name.endswith(_SUFFIX)
    ]


def fetch_reply(remote: Remote, reply: Reply, target: Path, watch: Watch = unwatched) -> None:
    """Bring a reply to `target`, going on where an earlier try ended; opening it judges its bytes."""
    with target.open("ab") as stream:
        if stream.tell() > reply.size:
            stream.truncate(0)
        done = stream.seek(0, os.SEEK_END)
        if done < reply.size:
            with remote.read(reply.key, done, reply.size - done) as chunks:
                for chunk in chunks:
                    stream.write(chunk)
                    watch(len(chunk))


def remove_reply(remote: Remote, reply: Reply) -> None:
    """Coordinator: remove a reply that the station has acknowledged."""
    remote.delete(reply.key)


class _Fetching:
    """One bundle on its way into a file."""

    def __init__(self, remote: Remote, told: Commit, stream: BinaryIO) -> None:
        self._remote, self._told, self._stream = remote, told, stream
        self._parts = cut(told.digest.size, told.part_size)
        self._whole = hashlib.sha256()

    def run(self, watch: Watch) -> str:
        """Fetch what is missing; return the sha256 of the whole."""
        for part in self._parts[self._keep_whole_parts() :]:
            self._fetch_part(part, watch)
        self._stream.flush()
        os.fsync(self._stream.fileno())
        return self._whole.hexdigest()

    def _keep_whole_parts(self) -> int:
        """Cut off what follows the last part that agrees with its digest; return the number of the next."""
        kept, end = 0, 0
        self._stream.seek(0)
        for part, wanted in zip(self._parts, self._told.parts, strict=True):
            so_far, digest, missing = self._whole.copy(), hashlib.sha256(), part.size
            while missing and (chunk := self._stream.read(min(CHUNK, missing))):
                digest.update(chunk)
                so_far.update(chunk)
                missing -= len(chunk)
            if missing or digest.hexdigest() != wanted:
                break
            self._whole, kept, end = so_far, kept + 1, end + part.size
        self._stream.truncate(end)
        self._stream.seek(end)
        return kept

    def _fetch_part(self, part: Part, watch: Watch) -> None:
        place, digest = self._told.place, hashlib.sha256()
        try:
            with self._remote.read(place.part(part.number), 0, part.size) as chunks:
                for chunk in chunks:
                    self._stream.write(chunk)
                    digest.update(chunk)
                    self._whole.update(chunk)
                    watch(len(chunk))
        except NotThere as error:
            raise NotYet from error
        except Stop as error:
            if self._remote.list(place.folder).files.get(f"{part.number:06d}", part.size) == part.size:
                raise
            raise Spoilt(place, (part.number,)) from error
        if digest.hexdigest() != self._told.parts[part.number]:
            raise Spoilt(place, (part.number,))
