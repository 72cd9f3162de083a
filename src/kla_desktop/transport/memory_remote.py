"""A remote in memory: what every other one has to behave like. For tests, and for trying the hub without a place."""

import contextlib
import threading
from collections.abc import Iterator

from kla_desktop.model.errors import ErrorCode
from kla_desktop.system.files import CHUNK
from kla_desktop.transport.remote import (
    Abilities,
    Key,
    Listing,
    ListingBuilder,
    NotThere,
    Occupied,
    Put,
    Source,
    Stop,
    TryLater,
    Watch,
    is_folder,
    unwatched,
)


class MemoryRemote:
    """Objects in a dictionary. `objects` may be changed by a test, as a hostile owner would."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self._changing = threading.Lock()
        self._aborted = False

    @property
    def abilities(self) -> Abilities:
        """Everything."""
        return Abilities(conditional=True, checksum=True, moves=True, parts=True)

    def list(self, folder: str) -> Listing:
        """Give what lies directly in `folder`."""
        self._check()
        if not is_folder(folder):
            raise ValueError("not a folder of ours")
        start = f"{folder}/" if folder else ""
        found = ListingBuilder()
        folders = set()
        for name, data in sorted(self.objects.items()):
            if name.startswith(start):
                first, below, _ = name[len(start) :].partition("/")
                if below:
                    folders.add(first)
                else:
                    found.add(first, len(data))
        for name in folders:
            found.add(name, 0, is_folder=True)
        return found.done()

    @contextlib.contextmanager
    def read(self, key: Key, offset: int = 0, length: int | None = None) -> Iterator[Iterator[bytes]]:
        """Open an object."""
        self._check()
        if key not in self.objects:
            raise NotThere
        data = self.objects[key]
        end = len(data) if length is None else offset + length
        if end > len(data) or offset > len(data):
            raise Stop("shorter than asked for")
        yield (data[start : min(start + CHUNK, end)] for start in range(offset, end, CHUNK))

    def put_new(self, key: Key, source: Source, watch: Watch = unwatched) -> Put:
        """Put an object whole or not at all."""
        data = bytearray()
        for chunk in source.chunks():
            self._check()
            data += chunk
            watch(len(chunk))
        with self._changing:
            if key in self.objects:
                if len(self.objects[key]) != len(data):
                    raise Occupied
                return Put.THERE
            self.objects[key] = bytes(data)
            return Put.STORED

    def delete(self, key: Key) -> None:
        """Remove an object."""
        self._check()
        with self._changing:
            self.objects.pop(key, None)

    def remove_folder(self, folder: str) -> None:
        """Folders are only names here."""

    def abort(self) -> None:
        """Fail from now on."""
        self._aborted = True

    def close(self) -> None:
        """Nothing is open."""

    def _check(self) -> None:
        if self._aborted:
            raise TryLater(ErrorCode.HUB_UNREACHABLE)
