"""A remote whose bytes pass a gate: small slices, a limit of bytes a second, and a stop that is heard at once.

Slices are small so that a slow link shows progress, a limit does not look like a standstill to the server, and a stop
is noticed within a second.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from kla_desktop.transport.remote import Abilities, Key, Listing, Put, Remote, Source, Watch, unwatched

_SLICE, _SLOW_SLICE = 256 << 10, 4 << 10
_SLOW = 256 << 10
_TICK = 0.1


class Throttle:
    """A token bucket that all share: `rate` bytes a second (0: no limit), a quarter of a second's worth in store.

    The rate may change at any time. `check` is asked while waiting and may raise. Thread-safe.
    """

    def __init__(self, rate: Callable[[], float], now: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._now = rate, now
        self._lock = threading.Lock()
        self._stock, self._seen = 0.0, now()

    @property
    def rate(self) -> float:
        """Bytes a second in force, 0 for no limit."""
        return max(self._rate(), 0.0)

    def pass_on(self, count: int, check: Callable[[], None] = lambda: None) -> None:
        """Wait until `count` bytes may pass."""
        rate = self.rate
        if not rate:
            return
        with self._lock:
            now = self._now()
            self._stock = min(self._stock + (now - self._seen) * rate, rate / 4) - count
            self._seen = now
            due = now - self._stock / rate
        while (left := due - self._now()) > 0:
            check()
            time.sleep(min(left, _TICK))


@dataclass(frozen=True, slots=True)
class _Sliced:
    """A source whose bytes come in slices of at most `most`."""

    source: Source
    most: int

    @property
    def size(self) -> int:
        return self.source.size

    def chunks(self) -> Iterator[bytes]:
        for chunk in self.source.chunks():
            if len(chunk) <= self.most:
                yield chunk
            else:
                for start in range(0, len(chunk), self.most):
                    yield chunk[start : start + self.most]


class PacedRemote:
    """Another remote, paced. `check` raises when everything has to stop."""

    def __init__(self, inner: Remote, throttle: Throttle, check: Callable[[], None]) -> None:
        self._inner, self._throttle, self._check = inner, throttle, check

    @property
    def abilities(self) -> Abilities:
        """As those of the other."""
        return self._inner.abilities

    def list(self, folder: str) -> Listing:
        """List one folder."""
        self._check()
        return self._inner.list(folder)

    def read(self, key: Key, offset: int = 0, length: int | None = None) -> AbstractContextManager[Iterator[bytes]]:
        """Open an object; its bytes come as fast as they may."""
        self._check()
        return self._read(key, offset, length)

    def put_new(self, key: Key, source: Source, watch: Watch = unwatched) -> Put:
        """Put an object; its bytes go as fast as they may."""
        self._check()

        def paced(count: int) -> None:  # bytes that were sent: a source may be read for its digest besides
            self._throttle.pass_on(count, self._check)
            self._check()
            watch(count)

        most = _SLOW_SLICE if 0 < self._throttle.rate < _SLOW else _SLICE
        return self._inner.put_new(key, _Sliced(source, most), paced)

    def delete(self, key: Key) -> None:
        """Remove an object."""
        self._check()
        self._inner.delete(key)

    def remove_folder(self, folder: str) -> None:
        """Remove an empty folder."""
        self._check()
        self._inner.remove_folder(folder)

    def abort(self) -> None:
        """Cut everything."""
        self._inner.abort()

    def close(self) -> None:
        """Let go."""
        self._inner.close()

    @contextlib.contextmanager
    def _read(self, key: Key, offset: int, length: int | None) -> Iterator[Iterator[bytes]]:
        with self._inner.read(key, offset, length) as chunks:
            yield self._paced(chunks)

    def _paced(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._throttle.pass_on(len(chunk), self._check)
            self._check()
            yield chunk
