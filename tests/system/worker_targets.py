"""What the children of test_worker_process do. Imported by name in a spawned process."""

import ctypes
import mmap
import os
import time
from pathlib import Path

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


def tamper(port: WorkerPort) -> None:
    """Try to change what the parent shows, in every way there is."""
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    ours = [int(link.name) for link in links if "memfd:kla" in str(link.readlink())]
    handle, refused = ours[0], []
    size = os.fstat(handle).st_size
    for what, attempt in (
        ("write", lambda: os.pwrite(handle, b"x", 0)),
        ("map", lambda: mmap.mmap(handle, size, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)),
        ("reopened", lambda: os.write(os.open(f"/proc/self/fd/{handle}", os.O_RDWR), b"x")),
        ("cut", lambda: os.ftruncate(handle, 0)),
        ("grown", lambda: os.ftruncate(handle, 2 * size)),
        ("hole", lambda: _punch(handle, size)),
    ):
        try:
            attempt()
        except OSError:
            refused.append(what)
    port.send({"held": len(ours), "refused": refused})
    port.send({}, port.receive()[1])


def _punch(handle: int, size: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.fallocate(handle, 3, ctypes.c_int64(0), ctypes.c_int64(size)):  # FALLOC_FL_PUNCH_HOLE | KEEP_SIZE
        raise OSError(ctypes.get_errno(), "fallocate")
