"""Files written so that a crash leaves the old or the new one, never half of one."""

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20
"""Bytes per read in every streaming loop: 1 MiB."""
_REPLACE_TRIES = 20
_AT_ONCE = 16


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut (POSIX; NTFS journals renames itself)."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def together(act: Callable[[Path], object], paths: Collection[Path]) -> None:
    """Do something that waits for the disk with several paths at a time; the first OSError is raised at the end."""
    count = min(_AT_ONCE, len(paths))
    if count <= 1:
        for path in paths:
            act(path)
        return

    def act_on(share: list[Path]) -> None:
        for path in share:
            act(path)

    every = list(paths)
    with ThreadPoolExecutor(count, thread_name_prefix="sync") as threads:
        for done in [threads.submit(act_on, every[start::count]) for start in range(count)]:
            done.result()


def replace(source: Path, target: Path) -> None:
    """Rename over `target`; retried for two seconds, because on Windows virus scanners hold new files open."""
    for attempt in range(_REPLACE_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _REPLACE_TRIES - 1 or os.name != "nt":
                raise
            time.sleep(0.1)
        else:
            return


@contextlib.contextmanager
def written_whole(target: Path) -> Iterator[BinaryIO]:
    """Open a temporary beside `target`; on leaving it is synced and renamed, on an error it is removed.

    Raises OSError as the disk does; `target` is then as it was before.
    """
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        replace(temporary, target)
        sync_folder(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def write_whole(target: Path, data: bytes) -> None:
    """Write `data` to `target` whole or not at all."""
    with written_whole(target) as stream:
        stream.write(data)


def free_space(folder: Path) -> int:
    """Bytes free on the drive of `folder`."""
    return shutil.disk_usage(folder).free
