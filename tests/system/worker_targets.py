"""What the children of test_worker_process do. Imported by name in a spawned process."""

import os
import time

from kla_desktop.system.worker_process import WorkerPort


def echo(port: WorkerPort) -> None:
    while True:
        header, payload = port.receive()
        port.send({"got": header}, payload[::-1])


def crash(port: WorkerPort) -> None:
    port.receive()
    raise ValueError("Siti Aminah, 3276-01")


def vanish(port: WorkerPort) -> None:
    port.receive()
    os._exit(7)


def sulk(port: WorkerPort) -> None:
    port.send({"ready": True})
    time.sleep(60)


def gorge(port: WorkerPort) -> None:
    port.receive()
    hoard = [bytearray(64 << 20) for _ in range(64)]
    port.send({"hoard": len(hoard)})


def babble(port: WorkerPort) -> None:
    port._target.send_bytes(b"\xff\xff\xff\xffnot a frame")
    port.receive()


def pickled(port: WorkerPort) -> None:
    port._target.send(print)
    port.receive()


def spin(port: WorkerPort) -> None:
    port.send({"pid": os.getpid()})
    while True:
        sum(range(1000))
