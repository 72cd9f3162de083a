"""Text of the binary office files of 1995 to 2007 (DOC, PPT) and of Outlook's MSG: streams in an OLE container.

Nothing in them is run: macros and embedded objects are other streams, which are never opened.
"""

import contextlib
import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from kla_desktop.media.xml_parts import Gathered

if TYPE_CHECKING:
    from olefile import OleFileIO

_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_WORD_97: Final = 0xC1
_FIELD_CODE: Final = re.compile("\x13[^\x13-\x15]*?(?:\x14|(?=\x15))|[\x14\x15]")
_MAX_FIELDS: Final = 20
_MAX_RECORDS: Final = 200_000
_MAX_DEPTH: Final = 20
_CONTAINER: Final = 0x0F
_TEXT_CHARS, _TEXT_BYTES = 0x0FA0, 0x0FA8
_LOCKED_SHOW: Final = b"\xdf\xc4\xd1\xf3"
"""Token in the stream "Current User" of a locked PPT (MS-PPT, 2.3.2)."""
_PASSED_OVER: Final = frozenset((0x03F8, 0x0FC9, 0x1388))  # masters, program tags
_MARKS: Final = str.maketrans({
    "\r": "\n", "\x07": "\t", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\x01": "", "\x08": "",
    "\x02": "", "\x05": "",
})  # fmt: skip


class Locked(Exception):  # noqa: N818 - an answer, not an error
    """A password is needed."""


@contextlib.contextmanager
def opened(data: bytes) -> Iterator["OleFileIO"]:
    """Open an OLE container. Raises OSError and whatever olefile does on damage."""
    import olefile  # noqa: PLC0415 - in workers only, on first use

    with olefile.OleFileIO(data, raise_defects=olefile.DEFECT_FATAL) as found:
        yield found


def stream(container: "OleFileIO", name: str | list[str], limit: int = 256 << 20) -> bytes:
    """One stream, empty if there is none; at most `limit` bytes."""
    if not container.exists(name):
        return b""
    data: bytes = container.openstream(name).read(limit)
    return data


def read_doc(data: bytes, into: Gathered) -> None:
    """Gather the stories of a Word document: body, notes, headers, comments. Raises Locked; anything on damage."""
    with opened(data) as container:
        main = stream(container, "WordDocument")
        version, flags = struct.unpack_from("<H6xH", main, 2)
        if flags & _ENCRYPTED:
            raise Locked
        if version < _WORD_97:
            start, end = struct.unpack_from("<II", main, 24)
            into.add(_plain(main[start:end].decode("cp1252", "replace")))
            return
        table = stream(container, "1Table" if flags & _SECOND_TABLE else "0Table")
    into.add(_plain("".join(_pieces(main, table))))


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    """The text in the order of the document, from the piece table."""
    from doc2docx.diagnostics import ConversionReport  # noqa: PLC0415 - in workers only, on first use
    from doc2docx.msdoc import FileInformationBlock, read_piece_table  # noqa: PLC0415

    block: Any = FileInformationBlock.parse(main)
    where = {"fc_clx": block.clx.fc, "lcb_clx": block.clx.lcb}
    pieces = read_piece_table(table, main, report=ConversionReport(""), **where).pieces
    for piece in pieces:
        length = piece.character_count * (1 if piece.compressed else 2)
        raw = main[piece.file_offset : piece.file_offset + length]
        yield raw.decode("cp1252" if piece.compressed else "utf-16-le", "replace")


def _plain(text: str) -> str:
    """Take out field codes (their results stay), turn marks of cells and paragraphs into tabs and lines."""
    for _ in range(_MAX_FIELDS):  # fields nest: the innermost go first
        shorter = _FIELD_CODE.sub("", text)
        if shorter == text:
            break
        text = shorter
    return text.replace("\x07\x07", "\n").translate(_MARKS)


def read_ppt(data: bytes, into: Gathered) -> None:
    """Gather the words of slides and notes. Raises Locked; anything on damage."""
    with opened(data) as container:
        token = stream(container, "Current User")[12:16]
        if token == _LOCKED_SHOW or (not token and container.exists("EncryptedSummary")):  # which stays once opened
            raise Locked
        slides = stream(container, "PowerPoint Document")
    left = _MAX_RECORDS
    open_until = [(0, len(slides))]
    while open_until and left:
        at, end = open_until.pop()
        while at + 8 <= end and left:
            left -= 1
            flags, kind, length = struct.unpack_from("<HHI", slides, at)
            at += 8
            stop = min(at + length, end)
            if flags & _CONTAINER == _CONTAINER and kind not in _PASSED_OVER and len(open_until) < _MAX_DEPTH:
                open_until.append((stop, end))
                end = stop
                continue
            if kind == _TEXT_CHARS:
                into.add(slides[at:stop].decode("utf-16-le", "replace").translate(_MARKS) + "\n")
            elif kind == _TEXT_BYTES:
                into.add(slides[at:stop].decode("cp1252", "replace").translate(_MARKS) + "\n")
            at = stop
