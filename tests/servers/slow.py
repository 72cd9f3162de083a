"""A line as in a village: so many bytes a second in each direction, some delay, and connections that break."""

import random
import socket
import threading
import time

from tests.servers.between import Listener, hang_up

_PIECE = 4096


class SlowLine(Listener):
    """Passes everything on; with the chance `broken` a connection breaks at each 32 KiB that go up."""

    def __init__(self, port: int, rate: float, delay: float, broken: float, seed: int) -> None:
        self._to, self._rate, self._delay, self._broken = port, rate, delay, broken
        self._chance = random.Random(seed)
        self._lock = {"up": threading.Lock(), "down": threading.Lock()}
        self._free = {"up": 0.0, "down": 0.0}
        self.up = self.cut = 0
        super().__init__()

    def serve(self, client: socket.socket) -> None:
        server = socket.create_connection(("127.0.0.1", self._to))
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 << 10)
        left = int(self._chance.expovariate(self._broken / (32 << 10))) + 1
        down = threading.Thread(target=self._pass_on, args=(server, client, "down", 1 << 60), daemon=True)
        down.start()
        self._pass_on(client, server, "up", left)
        down.join()

    def _pass_on(self, source: socket.socket, target: socket.socket, way: str, left: int) -> None:
        quiet = time.monotonic()
        try:
            while data := source.recv(_PIECE):
                if time.monotonic() - quiet > 0.05:
                    time.sleep(self._delay)  # a new turn of question and answer
                self._wait_for_turn(way, len(data))
                if way == "up":
                    self.up += len(data)
                left -= len(data)
                if left <= 0:
                    self.cut += 1
                    break
                target.sendall(data)
                quiet = time.monotonic()
        except OSError:
            pass
        hang_up(source)
        hang_up(target)

    def _wait_for_turn(self, way: str, count: int) -> None:
        """All connections share the line."""
        with self._lock[way]:
            begin = max(self._free[way], time.monotonic())
            self._free[way] = begin + count / self._rate
        time.sleep(max(0.0, self._free[way] - time.monotonic()))
