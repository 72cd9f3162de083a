"""A disk that fails, for real: a library between the program and the system, made here, and the page that steers it.

Whatever writes through the C library passes it: Python, SQLCipher, the encryption, worker processes.
"""

import ctypes
import functools
import mmap
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

import pytest

_SOURCE = Path(__file__).with_name("shim.c")
_HEAD, _TEXT = struct.Struct("@iiiiqqq"), 1024
_LINE = struct.Struct("@IIIIQQQ")


class Mode(IntEnum):
    """What the shim does with calls below its roots."""

    OFF = 0
    FAIL = 1
    RECORD = 2
    FAIL_READS = 3


class Kind(IntEnum):
    """What a line of the record tells."""

    OPEN = 0
    CREATE = 1
    WRITE = 2
    SYNC = 3
    SIZE = 4
    RENAME = 5
    UNLINK = 6
    MKDIR = 7
    MARK = 8
    LINK = 9


@dataclass(frozen=True, slots=True)
class Line:
    """One call that changed the disk, or a mark. `at`: an offset, or the new size."""

    kind: Kind
    path: str
    other: str
    inode: int
    at: int
    data: bytes


@functools.cache
def built() -> Path:
    """Compile the shim once a run; the test is skipped where that cannot be done."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if sys.platform != "linux" or compiler is None:
        pytest.skip("needs Linux and a C compiler, to stand between the program and the system")
    target = Path(tempfile.mkdtemp(prefix="kla-shim-")) / "shim.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", target, _SOURCE, "-ldl"], check=True)
    return target


class Shim:
    """The page that all processes under the shim look at."""

    def __init__(self, folder: Path) -> None:
        self._page = folder / "halaman"
        self._page.write_bytes(bytes(mmap.PAGESIZE))
        with self._page.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), mmap.PAGESIZE)
        self.environment = {"LD_PRELOAD": str(built()), "KLA_SHIM": str(self._page)}

    def off(self) -> None:
        """Let everything pass."""
        _HEAD.pack_into(self._map, 0, Mode.OFF, 0, 0, 0, 0, 0, 0)

    def fail(self, nth: int, error: int, *roots: Path, lasting: bool = False) -> None:
        """Answer the `nth` call from now on with `error`, and if it is `lasting` all after it; 0 kills who makes it."""
        self._name(roots, Path())
        _HEAD.pack_into(self._map, 0, Mode.FAIL, error, lasting, 0, nth, 0, 0)

    def fail_read(self, nth: int, error: int, *roots: Path, lasting: bool = False) -> None:
        """The same for calls that read files and folders."""
        self._name(roots, Path())
        _HEAD.pack_into(self._map, 0, Mode.FAIL_READS, error, lasting, 0, nth, 0, 0)

    def record(self, log: Path, *roots: Path) -> None:
        """Write down every call from now on."""
        self._name(roots, log)
        _HEAD.pack_into(self._map, 0, Mode.RECORD, 0, 0, 0, 0, 0, 0)

    @property
    def counted(self) -> tuple[int, int]:
        """How many calls there were that could have failed, and how many did."""
        *_, count, failed = _HEAD.unpack_from(self._map, 0)
        return count, failed

    def _name(self, roots: tuple[Path, ...], log: Path) -> None:
        names = [str(root) for root in roots] + [""] * (2 - len(roots))
        for place, name in enumerate([*names, str(log)]):
            at = _HEAD.size + place * _TEXT
            self._map[at : at + _TEXT] = os.fsencode(name).ljust(_TEXT, b"\0")


def mark(text: str) -> None:
    """Say in the record of this very process that something was acknowledged."""
    ctypes.CDLL(None).kla_mark(text.encode())


def read_record(log: Path) -> Iterator[Line]:
    """Read what was written down."""
    data = log.read_bytes()
    at = 0
    while at < len(data):
        kind, path, other, _, inode, place, size = _LINE.unpack_from(data, at)
        at += _LINE.size
        names = data[at : at + path], data[at + path : at + path + other]
        at += path + other
        yield Line(Kind(kind), os.fsdecode(names[0]), os.fsdecode(names[1]), inode, place, data[at : at + size])
        at += size
