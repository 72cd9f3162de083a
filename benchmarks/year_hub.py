"""The hub of a simulated city: a real WebDAV server behind a line that breaks, loses answers, refuses and is slow.

    with lossy_hub(folder, bad=0.04, seed=1) as hub:
        …sync with hub.address("kota"), user USER, password PASSWORD…
        hub.said                      # requests by method, bytes either way, and what the line did to them

A request in `bad` meets one of six fates: it never reaches the server, it is cut on its way there after so many bytes,
the server does it and the answer is lost, the answer breaks off, the server is too busy (503), or all of it is slow.
"""

import contextlib
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.servers.between import Asked, Between, Cutter, Said
from tests.servers.webdav import PASSWORD, USER, DavServer, wsgidav

__all__ = ["PASSWORD", "USER", "LossyHub", "lossy_hub"]
_SLOW = 0.25
"""Seconds at most by which a slow request is late."""


class LossyHub:
    """A server and the line to it."""

    def __init__(self, server: DavServer, bad: float, seed: int) -> None:
        self._server, self._bad, self._chance = server, bad, random.Random(seed)
        self._counting = threading.Lock()
        self._fate = threading.local()
        self.said: Counter[str] = Counter()
        self._cutter = Cutter(server.port)
        self._between = Between(self._cutter.port, self._before, self._after)

    def address(self, name: str) -> str:
        """The address of a hub of its own on the server."""
        (self._server.folder / name).mkdir(exist_ok=True)
        return f"webdav://127.0.0.1:{self._between.port}/hub/{name}"

    def close(self) -> None:
        """Hang up."""
        self._between.close()
        self._cutter.close()

    def _before(self, asked: Asked) -> Said | None:
        with self._counting:
            self._between.asked.clear()  # a year's bodies would fill the memory
            self._cutter.borders.clear()
            self.said[asked.method] += 1
            self.said["bytes up"] += len(asked.body)
            fate = self._draw()
            self._fate.drawn = fate
            if fate == "cut":
                self._cutter.up_left = self._chance.randrange(1, len(asked.body) + 300)
            late = self._chance.uniform(0, _SLOW) if fate == "slow" else 0
        if fate == "unreached":
            raise ConnectionAbortedError
        if fate == "busy":
            return Said(503, {"Retry-After": "1"})
        time.sleep(late)
        return None

    def _after(self, _asked: Asked, said: Said) -> Said | None:
        with self._counting:
            self.said["bytes down"] += len(said.body)
            fate = self._fate.drawn
            if fate == "half":
                whole = said.to_bytes(head=False)
                return Said(0, raw=whole[: self._chance.randrange(1, len(whole))])
        return None if fate == "lost" else said

    def _draw(self) -> str:
        """What becomes of the next request; "" for nothing."""
        if self._chance.random() >= self._bad:
            return ""
        fate = self._chance.choice(["unreached", "cut", "lost", "half", "busy", "slow"])
        self.said[f"line: {fate}"] += 1
        return fate


@contextlib.contextmanager
def lossy_hub(folder: Path, bad: float, seed: int) -> Iterator[LossyHub]:
    """Run a server that shows a folder below `folder`, and the line to it, for a block."""
    folder.mkdir(parents=True, exist_ok=True)
    with wsgidav(folder) as server:
        hub = LossyHub(server, bad, seed)
        try:
            yield hub
        finally:
            hub.close()
