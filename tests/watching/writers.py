"""Programs that write files in every habit: in drops, with pauses, over what was there, beside it and renamed."""

import random
import threading
import time
from pathlib import Path

from tests.watching.taker import sha


def dribble(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        for start in range(0, len(data), 100):
            file.write(data[start : start + 100])
            file.flush()
            time.sleep(0.05)


def pause_with_the_file_open(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data[:500])
        file.flush()
        time.sleep(1.2)  # longer than the settle time
        file.write(data[500:])


def truncate_and_rewrite(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(b"old" * 400)
        file.flush()
        time.sleep(0.7)  # longer than the settle time
        file.seek(0)
        file.truncate()
        file.write(data)


def rename_in(path: Path, data: bytes) -> None:
    partial = path.with_name(f"{path.name}.crdownload")
    dribble(partial, data)
    partial.replace(path)


def preallocate(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.truncate(len(data))
        for start in range(0, len(data), 100):
            file.seek(start)
            file.write(data[start : start + 100])
            file.flush()
            time.sleep(0.05)


def close_for_a_pause(path: Path, data: bytes) -> None:
    path.write_bytes(data[:700])
    time.sleep(1.2)  # longer than the settle time, and nobody has it open: only its missing end tells
    with path.open("ab") as file:
        file.write(data[700:])


def preallocate_and_close(path: Path, data: bytes) -> None:
    path.write_bytes(data[:300] + bytes(6000))
    time.sleep(1.2)
    path.write_bytes(data)


def replace_soon(path: Path, data: bytes) -> None:
    path.write_bytes(data[::-1])
    other = path.with_name(f"{path.name}.part")
    other.write_bytes(data)
    time.sleep(0.1)
    other.replace(path)


WRITERS = [
    dribble,
    pause_with_the_file_open,
    truncate_and_rewrite,
    rename_in,
    preallocate,
    close_for_a_pause,
    preallocate_and_close,
    replace_soon,
]


def write_all(folder: Path, rounds: int) -> dict[str, str]:
    """Run every kind of writer `rounds` times at once; return what was meant to be in each file."""
    chance, wanted, threads = random.Random(7), {}, []
    for writer in WRITERS:
        for number in range(rounds):
            middle = chance.randbytes(1500).replace(b"\xff\xd9", b"\0\0")
            path, data = folder / f"{writer.__name__}-{number}.jpg", b"\xff\xd8\xff" + middle + b"\xff\xd9"
            wanted[str(path)] = sha(data)
            threads.append(threading.Thread(target=writer, args=(path, data)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wanted
