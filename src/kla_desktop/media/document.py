"""Text and a picture of documents of every kind. Runs in a worker: the bytes are by strangers.

Each kind has a module of its own; what is common stands here: what was read before something broke is kept, text is
cleaned and bounded, and a document without a picture of its own gets one drawn from its first lines.
"""

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kla_desktop.media import drawn, markup, old_office, pdf, photo, running_text, sheets
from kla_desktop.media.confine import OutOfTime
from kla_desktop.media.kinds import is_encrypted_ole, utf16_without_mark
from kla_desktop.media.locked import is_locked_opendocument
from kla_desktop.media.properties import PDF_CONFIDENCE, made_at, pdf_time
from kla_desktop.media.unfolding import Container, TooMuch
from kla_desktop.media.xml_parts import MAX_TEXT, Enough, Gathered, HasDoctype, Parts
from kla_desktop.model.capture import CaptureClaim, TimeSource
from kla_desktop.model.evidence_kind import MediaKind

if TYPE_CHECKING:
    from types import ModuleType

    from PIL.Image import Image

_UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_CONTROLS: Final = bytes(code for code in range(128) if _UNWANTED.match(chr(code)))
_ARCHIVES: Final = running_text.KINDS | sheets.KINDS
_TABLES: Final = frozenset((MediaKind.XLSX, MediaKind.XLS, MediaKind.ODS, MediaKind.CSV))
_THUMBNAILS: Final = ("docProps/thumbnail.jpeg", "docProps/thumbnail.jpg", "docProps/thumbnail.png",
                      "Thumbnails/thumbnail.png")  # fmt: skip
_MAX_THUMBNAIL: Final = 4 << 20
_MAX_LISTED: Final = 2000
_OLD: Final[dict[MediaKind, Callable[[bytes, Gathered], None]]] = {
    MediaKind.DOC: old_office.read_doc,
    MediaKind.PPT: old_office.read_ppt,
    MediaKind.XLS: sheets.read_xls,
}
_WHOLE: Final[dict[MediaKind, Callable[[bytes], str]]] = {
    MediaKind.RTF: markup.rtf_text,
    MediaKind.EML: lambda data: _mail().eml_text(data),
    MediaKind.MSG: lambda data: _mail().msg_text(data),
}


def _mail() -> "ModuleType":
    from kla_desktop.media import mail  # noqa: PLC0415 - the library for mail is slow to import and seldom needed

    return mail


@dataclass(frozen=True, slots=True)
class Document:
    """What was found; `dhash` only for PDF, whose pages can be compared, `pages` only where the format counts them."""

    text: str = ""
    pages: int | None = None
    preview: bytes | None = None
    dhash: int | None = None
    warnings: tuple[str, ...] = ()
    claims: tuple[CaptureClaim, ...] = ()


class _Unread(Exception):  # noqa: N818 - an answer, not an error
    """A binary workbook (XLSB): words in a form of its own."""


def read_document(data: bytes, kind: MediaKind, *, preview: bool = True, password: str | None = None) -> Document:
    """Read text and a picture. Never raises on bad bytes but MemoryError and OutOfTime."""
    if kind is MediaKind.PDF:
        return _read_pdf(data, preview=preview, password=password)
    gathered, warning, picture = Gathered(), "", None
    try:
        picture = _gather(data, kind, gathered, preview=preview)
    except Enough:
        pass
    except HasDoctype:
        warning = "dtd"
    except MemoryError:
        raise
    except OutOfTime:
        warning = "timeout"
    except old_office.Locked:
        warning = "password"
    except TooMuch:
        warning = "too_large"
    except _Unread:
        warning = "unsupported"
    except Exception as error:  # noqa: BLE001 - the parsers raise a dozen kinds; what was read so far is kept
        warning = "password" if _says_locked(error) else "damaged"
    found = Document(text=clean(gathered.text()), warnings=(warning,) if warning else (), claims=gathered.made)
    return replace(found, preview=_picture_of(found.text, kind, picture)) if preview else found


def draw_document(data: bytes, kind: MediaKind) -> Document:
    """Draw a document whose words were read before. Raises as `read_document`."""
    if kind is not MediaKind.PDF:
        drawn_too = read_document(data, kind)
        return Document(preview=drawn_too.preview, warnings=drawn_too.warnings)
    found = pdf.draw_first(data, photo.THUMBNAIL_SIDE)
    picture, dhash = _thumbnail(found.picture)
    return Document(preview=picture, dhash=dhash, warnings=_warnings(found))


def _gather(data: bytes, kind: MediaKind, into: Gathered, *, preview: bool) -> "Image | None":
    if kind in _ARCHIVES:
        return _read_archive(data, kind, into, preview=preview)
    if kind in _OLD:
        _OLD[kind](data, into)
    elif kind in _WHOLE:
        into.add(_WHOLE[kind](data))
    elif kind is MediaKind.HTML:
        into.add(markup.html_text(decode_text(data[: MAX_TEXT * 4], markup.html_charset(data)), MAX_TEXT))
    elif kind is MediaKind.ZIP:
        _list_entries(data, into)
    elif kind in {MediaKind.TXT, MediaKind.CSV}:
        text = decode_text(data[: MAX_TEXT * 4])
        into.add(_tabbed(text) if kind is MediaKind.CSV else text)
    return None


def _read_archive(data: bytes, kind: MediaKind, into: Gathered, *, preview: bool) -> "Image | None":
    if is_encrypted_ole(data):
        raise old_office.Locked
    with Parts(data) as parts:
        into.made = made_at(parts, kind)
        if kind.value.startswith("od") and is_locked_opendocument(parts):
            raise old_office.Locked
        picture = _own_picture(parts) if preview else None
        with contextlib.suppress(Enough):
            if "xl/workbook.bin" in parts.names:
                raise _Unread
            (sheets.read_sheets if kind in sheets.KINDS else running_text.read_running_text)(parts, kind, into)
    return picture


def _own_picture(parts: Parts) -> "Image | None":
    name = next((name for name in _THUMBNAILS if name in parts.names), None)
    try:
        data = parts.read(name, _MAX_THUMBNAIL) if name else None
    except Exception:  # noqa: BLE001 - as damaged as any part may be
        return None
    return drawn.embedded(data) if data else None


def _picture_of(text: str, kind: MediaKind, picture: "Image | None") -> bytes | None:
    try:
        if picture is not None:
            return photo.thumbnail_of(picture)[0]
        return drawn.draw_words(text, table=kind in _TABLES)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - no picture is an answer
        return None


def _list_entries(data: bytes, into: Gathered) -> None:
    for entry in Container(data, MediaKind.ZIP).entries()[:_MAX_LISTED]:
        into.add(entry.name + "\n")


def _says_locked(error: Exception) -> bool:
    words = str(error).lower()
    return "encrypted" in words or "password" in words


def _tabbed(text: str) -> str:
    """Cells of a CSV divided by tabs, so that they read like any other table."""
    import csv  # noqa: PLC0415 - in workers only, on first use

    head = text[:4096]
    mark = max(",;\t", key=head.count)
    try:
        return "\n".join("\t".join(row) for row in csv.reader(text.splitlines(), delimiter=mark))
    except csv.Error:
        return text


def decode_text(data: bytes, named: str | None = None) -> str:
    """Decode plain text: by its mark, as unmarked UTF-16, as UTF-8, by the encoding it names, else Windows-1252."""
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    wide = utf16_without_mark(data)
    if wide is not None:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8")
    try:
        return data.decode(named or "cp1252", "replace")
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")


def clean(text: str) -> str:
    """Drop what no screen shows and no database likes (NUL, controls, half surrogate pairs), and bound the length."""
    plain = text[: MAX_TEXT * 2].replace("\r\n", "\n").replace("\r", "\n")
    if not (plain.isascii() and len(plain.encode().translate(None, _CONTROLS)) == len(plain)):
        plain = _UNWANTED.sub(" ", plain)
    return plain.strip()[:MAX_TEXT]


def _read_pdf(data: bytes, *, preview: bool, password: str | None) -> Document:
    found = pdf.read_pdf(data, photo.THUMBNAIL_SIDE if preview else 0, password)
    drawn_page, dhash = _thumbnail(found.picture)
    made = pdf_time(found.made)
    claims = (CaptureClaim(made, TimeSource.METADATA, PDF_CONFIDENCE),) if made else ()
    return Document(clean(found.text), found.pages, drawn_page, dhash, _warnings(found), claims)


def _thumbnail(picture: "Image | None") -> tuple[bytes | None, int | None]:
    return photo.thumbnail_of(picture) if picture is not None else (None, None)


def _warnings(found: pdf.Pages) -> tuple[str, ...]:
    warning = "password" if found.locked else "timeout" if found.late else "damaged" if found.damaged else ""
    return (warning,) if warning else ()
