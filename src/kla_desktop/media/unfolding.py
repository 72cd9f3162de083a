"""What lies in a ZIP archive or is attached to a letter, listed and taken out within bounds. Runs in a worker.

Entries are known by their place in the list; their names are what a stranger wrote, for showing only, and never become
paths. What an archive claims about sizes is not believed: bytes are counted while they unfold.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from kla_desktop.model.evidence_kind import MediaKind

CONTAINERS: Final = frozenset((MediaKind.ZIP, MediaKind.EML, MediaKind.MSG))
MAX_ENTRIES: Final = 5000
MAX_ENTRY: Final = 512 << 20
"""Bytes of one entry."""
MAX_TOTAL: Final = 2 << 30
"""Bytes taken out of one container at a time."""
MAX_RATIO: Final = 200
"""How many times larger than its packed bytes an entry may come out, beyond the first megabyte."""
_FREE: Final = 1 << 20
_PIECE: Final = 1 << 20
_LINK: Final = 0xA000
_MAX_NAME: Final = 1000
_UTF8: Final = 0x800
_BACKSTAGE: Final = ("__macosx/", "thumbs.db", "desktop.ini")


class TooMuch(Exception):  # noqa: N818 - an answer, not an error
    """A bound is reached: count, size, or ratio."""


class NeedsPassword(Exception):  # noqa: N818 - an answer, not an error
    """Locked, and the password is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a container: name as written there, bytes as claimed, ISO 8601 without a zone or empty."""

    name: str
    size: int
    modified: str
    locked: bool


class Container:
    """An opened container. Raises anything on damage, TooMuch for more entries than are listed."""

    def __init__(self, data: bytes, kind: MediaKind, password: str = "") -> None:
        self._password = password
        self._archive: Any = None
        self._infos: list[Any] = []
        self._files: list[tuple[str, bytes]] = []
        self._left = MAX_TOTAL
        if kind is MediaKind.ZIP:
            import pyzipper  # noqa: PLC0415 - in workers only, on first use

            self._archive = pyzipper.AESZipFile(io.BytesIO(data))
            self._infos = [info for info in self._archive.infolist() if _is_file(info)]
        elif kind is MediaKind.EML:
            from kla_desktop.media.mail import eml_attachments  # noqa: PLC0415 - as above

            self._files = [(one.name, one.data) for one in eml_attachments(data)]
        elif kind is MediaKind.MSG:
            from kla_desktop.media.mail import msg_attachments  # noqa: PLC0415 - as above

            self._files = [(one.name, one.data) for one in msg_attachments(data)]
        if len(self._infos) + len(self._files) > MAX_ENTRIES:
            raise TooMuch

    def entries(self) -> list[Entry]:
        """All files, in the order of the container."""
        files = [Entry(name[:_MAX_NAME], len(data), "", False) for name, data in self._files]
        return files + [
            Entry(_name(info)[:_MAX_NAME], info.file_size, _modified(info), bool(info.flag_bits & 1))
            for info in self._infos
        ]

    def pieces(self, at: int) -> Iterator[bytes]:
        """One entry. Raises IndexError, TooMuch, NeedsPassword, NotImplementedError, and anything on damage."""
        if self._files:
            yield from self._counted(iter((self._files[at][1],)), MAX_ENTRY)
            return
        info = self._infos[at]
        most = min(MAX_ENTRY, max(_FREE, info.compress_size * MAX_RATIO))
        if info.file_size > MAX_ENTRY:
            raise TooMuch
        password = self._password.encode("utf-8") if info.flag_bits & 1 else None
        if info.flag_bits & 1 and not password:
            raise NeedsPassword
        try:
            with self._archive.open(info, pwd=password) as entry:
                yield from self._counted(iter(lambda: entry.read(_PIECE), b""), most)
        except (MemoryError, NotImplementedError, TooMuch):
            raise
        except Exception as error:  # a wrong password may only be noticed by what comes out
            if password:
                raise NeedsPassword from error
            raise

    def _counted(self, pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
        for piece in pieces:
            most -= len(piece)
            self._left -= len(piece)
            if most < 0 or self._left < 0:
                raise TooMuch
            yield piece


def _is_file(info: Any) -> bool:
    name = info.filename.replace("\\", "/")
    last = name.rpartition("/")[2]
    is_link = info.create_system == 3 and (info.external_attr >> 16) & 0xF000 == _LINK  # noqa: PLR2004 - made on Unix
    return bool(last) and not last.startswith(".") and not is_link and not name.casefold().startswith(_BACKSTAGE)


def _name(info: Any) -> str:
    """The name as meant: many programs write UTF-8 without saying so."""
    name: str = info.filename
    if info.flag_bits & _UTF8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except ValueError:
        return name


def _modified(info: Any) -> str:
    try:
        return datetime(*info.date_time).isoformat()  # noqa: DTZ001 - archives know no zone
    except (TypeError, ValueError, struct.error):
        return ""
