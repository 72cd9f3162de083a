"""A remote whose small requests are made again after a bad moment, as long as most of them get through.

A secretariat asks for a hundred inboxes in one round; were the round over at the first broken connection or the first
word of a busy server, one request in fifty that fails would let it never come to the end. Answers earn further tries,
so a hub in trouble is asked once, and a round over a line that breaks every tenth request still ends.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import TypeVar

from kla_desktop.model.errors import ErrorCode
from kla_desktop.transport.remote import Abilities, Key, Listing, Put, Remote, Source, TryLater, Watch, unwatched

T = TypeVar("T")
_MOST_TRIES = 3
"""In store; each answer earns one."""
_PAUSES = {ErrorCode.HUB_UNREACHABLE: 1, ErrorCode.HUB_BUSY: 4}
_LONGEST_WISH = 5.0
"""Seconds: the longest pause that a server may ask for within a round."""
SMALL = 64 << 10
"""Bytes of an object up to which putting it is a small request; who sends more decides alone when to send it again."""


class StubbornRemote:
    """Another remote. `wait` waits so many seconds and may raise: `pause`, or four times that for a busy hub."""

    def __init__(self, inner: Remote, wait: Callable[[float], None], pause: float) -> None:
        self._inner, self._wait, self._pause = inner, wait, pause
        self._tries = 0
        self._counting = threading.Lock()

    @property
    def abilities(self) -> Abilities:
        """As those of the other."""
        return self._inner.abilities

    def list(self, folder: str) -> Listing:
        """List one folder."""
        return self._asked(lambda: self._inner.list(folder))

    def read(self, key: Key, offset: int = 0, length: int | None = None) -> AbstractContextManager[Iterator[bytes]]:
        """Open an object; what breaks while its bytes come is the reader's business."""
        return self._read(key, offset, length)

    def put_new(self, key: Key, source: Source, watch: Watch = unwatched) -> Put:
        """Put an object."""
        if source.size > SMALL:
            return self._inner.put_new(key, source, watch)
        return self._asked(lambda: self._inner.put_new(key, source, watch))

    def delete(self, key: Key) -> None:
        """Remove an object."""
        self._asked(lambda: self._inner.delete(key))

    def remove_folder(self, folder: str) -> None:
        """Remove an empty folder."""
        self._asked(lambda: self._inner.remove_folder(folder))

    def abort(self) -> None:
        """Cut everything."""
        self._inner.abort()

    def close(self) -> None:
        """Let go."""
        self._inner.close()

    @contextlib.contextmanager
    def _read(self, key: Key, offset: int, length: int | None) -> Iterator[Iterator[bytes]]:
        with ExitStack() as opened:
            yield self._asked(lambda: opened.enter_context(self._inner.read(key, offset, length)))

    def _asked(self, ask: Callable[[], T]) -> T:
        while True:
            try:
                answer = ask()
            except TryLater as error:
                pause = self._pause_after(error)
                if pause is None or not self._spend():
                    raise
                self._wait(pause)
            else:
                self._earn()
                return answer

    def _pause_after(self, error: TryLater) -> float | None:
        """Seconds to wait; None for what is not over in a moment."""
        if error.after is not None:
            return error.after if error.after <= _LONGEST_WISH else None
        times = _PAUSES.get(error.code)
        return self._pause * times if times else None

    def _earn(self) -> None:
        with self._counting:
            self._tries = min(self._tries + 1, _MOST_TRIES)

    def _spend(self) -> bool:
        with self._counting:
            may, self._tries = self._tries > 0, max(self._tries - 1, 0)
            return may
