"""A library's own objects on a remote: each the sealed file as it lies on the disk, under the same name.

objects/<library>/<first 2 of the name>/<name>   the sealed file
objects/<library>/parts/<name>/000000 …          the same in parts of 16 MiB, if it is larger than one

A name is an HMAC under the library's key, so whoever keeps the place learns how many objects there are, how large,
and when; nothing else. Each library has a folder of its own: other libraries could not open its objects.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kla_desktop.model.ids import Digest
from kla_desktop.transport.remote import FileSource, Key, Occupied, Remote, Source, Watch, key, unwatched

_ROOT, _PARTS = "objects", "parts"
_SHELF = 2
PART = 16 << 20
"""Bytes of a part: what a broken connection costs at most."""


@dataclass(frozen=True, slots=True)
class ObjectPlace:
    """The folder of one library. Verbs raise what `remote` says and may be tried again."""

    remote: Remote
    library: str

    def put(self, name: str, path: Path, watch: Watch = unwatched) -> None:
        """Put a sealed file; parts of it that lie there are not sent again."""
        size = path.stat().st_size
        there = self.remote.list(self._parts(name)).files if size > PART else {}
        for at, offset, length in self._pieces(name, size):
            if there.get(at.rpartition("/")[2]) != length:
                self._put_own(at, FileSource(path, offset, length), watch)

    def read(self, name: str, size: int, watch: Watch = unwatched) -> Iterator[bytes]:
        """Give the sealed bytes of an object of that size. Raises NotThere."""
        for at, _, length in self._pieces(name, size):
            with self.remote.read(at, 0, length) as chunks:
                for chunk in chunks:
                    watch(len(chunk))
                    yield chunk

    def fixity(self, name: str, size: int, watch: Watch = unwatched) -> Digest:
        """Read an object back whole, and say what was read. Raises NotThere."""
        sha256, count = hashlib.sha256(), 0
        for chunk in self.read(name, size, watch):
            sha256.update(chunk)
            count += len(chunk)
        return Digest(sha256.hexdigest(), count)

    def delete(self, name: str) -> None:
        """Remove an object, in one piece or in parts, and what was left of sending it."""
        folder = self._parts(name)
        parts = self.remote.list(folder)
        for part in (*parts.files, *parts.temporaries):
            self.remote.delete(Key(f"{folder}/{part}"))
        if parts.files or parts.temporaries:
            self.remote.remove_folder(folder)
        self.remote.delete(self._whole(name))

    def shelves(self) -> list[str]:
        """Beginnings of names under which something lies."""
        found = self.remote.list(f"{_ROOT}/{self.library}").folders
        return sorted(one for one in found if len(one) == _SHELF or one == _PARTS)

    def sizes(self, shelf: str) -> dict[str, int]:
        """Sizes of the objects on one shelf: one listing, and on that of parts one more for each object."""
        seen = self.remote.list(f"{_ROOT}/{self.library}/{shelf}")
        if shelf == _PARTS:
            return {name: self.size_in_parts(name) for name in seen.folders}
        return {name: size for name, size in seen.files.items() if name.startswith(shelf)}

    def size_in_parts(self, name: str) -> int:
        """Bytes of an object in parts, by a listing; -1 if a part is missing in between."""
        seen = self.remote.list(self._parts(name)).files
        whole = sorted(seen) == [f"{number:06}" for number in range(len(seen))]
        return sum(seen.values()) if whole else -1

    def _put_own(self, at: Key, source: Source, watch: Watch) -> None:
        """The folder is this library's alone, so what stands in its place with other bytes is removed."""
        try:
            self.remote.put_new(at, source, watch)
        except Occupied:
            self.remote.delete(at)
            self.remote.put_new(at, source, watch)

    def _parts(self, name: str) -> Key:
        return key(_ROOT, self.library, _PARTS, name)

    def _whole(self, name: str) -> Key:
        return key(_ROOT, self.library, name[:_SHELF], name)

    def _pieces(self, name: str, size: int) -> list[tuple[Key, int, int]]:
        if size <= PART:
            return [(self._whole(name), 0, size)]
        return [
            (key(_ROOT, self.library, _PARTS, name, f"{number:06}"), offset, min(PART, size - offset))
            for number, offset in enumerate(range(0, size, PART))
        ]
