"""Text of documents, and for PDF a picture of a page. Runs in a worker: the bytes are by strangers.

PDF goes through pdfium (no forms, no scripts); word processor files are ZIP archives of XML, read by expat as a stream,
bounded, and not at all when they bring a document type of their own.
"""

import contextlib
import functools
import io
import math
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from kla_desktop.media import photo
from kla_desktop.media.kinds import is_encrypted_ole, utf16_without_mark
from kla_desktop.model.evidence_kind import MediaKind

if TYPE_CHECKING:
    from types import ModuleType

MAX_TEXT: Final = 2_000_000
"""Characters of text kept of one document."""
MAX_PAGES: Final = 200
"""Pages of text read of one PDF."""
MAX_PAGE_PIXELS: Final = 10_000
_MAX_XML: Final = 64 << 20
_MAX_PARTS: Final = 500
_BLOCK: Final = 64 << 10
_PDF_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
_UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_PARTS: Final = {
    MediaKind.DOCX: re.compile(r"word/(?:document|footnotes|header\d*|footer\d*)\.xml\Z"),
    MediaKind.XLSX: re.compile(r"xl/(?:sharedStrings|worksheets/sheet\d+)\.xml\Z"),
    MediaKind.PPTX: re.compile(r"ppt/slides/slide\d+\.xml\Z"),
    MediaKind.ODT: re.compile(r"content\.xml\Z"),
    MediaKind.ODS: re.compile(r"content\.xml\Z"),
    MediaKind.ODP: re.compile(r"content\.xml\Z"),
}
_OOXML_TEXT: Final = frozenset(("t",))
_ODF_TEXT: Final = frozenset(("p", "h"))
_PARAGRAPHS: Final = frozenset(("p", "h", "si", "br", "cr", "line-break", "tr"))
_TABS: Final = frozenset(("tab", "s"))


@dataclass(frozen=True, slots=True)
class Document:
    """What was found; `preview` and `dhash` only for PDF, `pages` only where the format counts them."""

    text: str = ""
    pages: int | None = None
    preview: bytes | None = None
    dhash: int | None = None
    warnings: tuple[str, ...] = ()


class _HasDoctype(Exception):  # noqa: N818 - an answer, not an error
    pass


class _Enough(Exception):  # noqa: N818 - an answer, not an error
    pass


def read_document(data: bytes, kind: MediaKind, *, preview: bool = True) -> Document:
    """Read text and, for PDF, the first page's picture. Never raises on bad bytes but MemoryError."""
    if kind is MediaKind.PDF:
        return _read_pdf(data, preview=preview)
    if kind in _PARTS:
        return _read_archive(data, kind)
    if kind in {MediaKind.TXT, MediaKind.EML}:
        return Document(text=clean(decode_text(data[: MAX_TEXT * 4])))
    return Document()


def decode_text(data: bytes) -> str:
    """Decode plain text: by its mark, as unmarked UTF-16, as UTF-8, else as Windows-1252."""
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
        return data.decode("cp1252", "replace")


def clean(text: str) -> str:
    """Drop what no screen shows and no database likes (NUL, controls, half surrogate pairs), and bound the length."""
    plain = text[: MAX_TEXT * 2].replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub(" ", plain).strip()[:MAX_TEXT]


def draw_page(data: bytes, page: int, max_side: int, max_bytes: int) -> bytes | None:
    """Draw one page of a PDF (0 = first) as JPEG, no side above `max_side`; None where there is no such page."""
    with _opened(data) as pdf:
        if not 0 <= page < len(pdf):
            return None
        image = _rendered(pdf, page, max_side)
        return None if image is None else photo.jpeg_within(image, max_bytes)


@functools.cache
def _pdfium() -> "ModuleType":
    import pypdfium2  # noqa: PLC0415 - in workers only, on first use

    return pypdfium2  # type: ignore[no-any-return]


@contextlib.contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    pdf = _pdfium().PdfDocument(data)
    try:
        yield pdf
    finally:
        pdf.close()


def _read_pdf(data: bytes, *, preview: bool) -> Document:
    try:
        with _opened(data) as pdf:
            pages = len(pdf)
            text, damaged = _pdf_text(pdf, pages)
            picture = None
            if preview and pages:
                with contextlib.suppress(_pdfium().PdfiumError, ValueError, OverflowError):
                    picture = _rendered(pdf, 0, photo.THUMBNAIL_SIDE)
            drawn, dhash = photo.thumbnail_of(picture) if picture is not None else (None, None)
            broken = damaged or not pages or (preview and picture is None)
            return Document(text, pages, drawn, dhash, ("damaged",) if broken else ())
    except _pdfium().PdfiumError as error:
        return Document(warnings=("password" if error.err_code == _PDF_PASSWORD else "damaged",))


def _pdf_text(pdf: Any, pages: int) -> tuple[str, bool]:
    """Return the text of the first pages, and whether a page could not be read."""
    parts: list[str] = []
    length, damaged = 0, False
    for number in range(min(pages, MAX_PAGES)):
        try:
            page = pdf[number]
            try:
                words = page.get_textpage()
                try:
                    part = words.get_text_range()
                finally:
                    words.close()
            finally:
                page.close()
        except _pdfium().PdfiumError:
            damaged = True
            continue
        parts.append(part)
        length += len(part)
        if length >= MAX_TEXT:
            break
    return clean("\n".join(parts)), damaged


def _rendered(pdf: Any, number: int, max_side: int) -> Any:
    """Draw a page as a Pillow image, or None for a page without a size."""
    page = pdf[number]
    try:
        width, height = page.get_size()
        longest = max(width, height)
        if not math.isfinite(longest) or min(width, height) <= 0:
            return None
        scale = min(max_side, MAX_PAGE_PIXELS) / longest
        bitmap = page.render(scale=scale, may_draw_forms=False)
        try:
            return bitmap.to_pil().convert("RGB")
        finally:
            bitmap.close()
    finally:
        page.close()


def _read_archive(data: bytes, kind: MediaKind) -> Document:
    if is_encrypted_ole(data):
        return Document(warnings=("password",))
    gathered = _Text(_ODF_TEXT if kind in {MediaKind.ODT, MediaKind.ODS, MediaKind.ODP} else _OOXML_TEXT)
    warning: tuple[str, ...] = ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = sorted(
                (name for name in set(archive.namelist()) if _PARTS[kind].match(name)),
                key=lambda name: (not name.endswith(("document.xml", "sharedStrings.xml")), len(name), name),
            )
            for name in names[:_MAX_PARTS]:
                with archive.open(name) as part:
                    gathered.feed(part)
    except _Enough:
        pass
    except _HasDoctype:
        return Document(warnings=("dtd",))
    except MemoryError:
        raise
    except RuntimeError:  # what zipfile says of an encrypted entry
        warning = ("password",)
    except Exception:  # noqa: BLE001 - zipfile and zlib raise a dozen kinds; what was read so far is kept
        warning = ("damaged",)
    return Document(text=clean(gathered.text()), warnings=warning)


class _Text:
    """Gathers the words of XML parts: `t` elements in Office Open XML, paragraphs in OpenDocument."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self._wanted = wanted
        self._parts: list[str] = []
        self._length = 0
        self._bytes = 0
        self._depth = 0

    def feed(self, part: Any) -> None:
        """Read one part. Raises _HasDoctype, _Enough, expat.ExpatError."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        self._depth = 0
        while block := part.read(_BLOCK):
            self._bytes += len(block)
            if self._bytes > _MAX_XML:
                raise _Enough
            parser.Parse(block, False)
        parser.Parse(b"", True)
        self._parts.append("\n")

    def text(self) -> str:
        """Return all words, one paragraph per line."""
        return "".join(self._parts)

    def _doctype(self, *_: object) -> None:
        raise _HasDoctype

    def _start(self, name: str, _: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local in self._wanted:
            self._depth += 1
        elif local in _TABS:
            self._parts.append(" ")

    def _end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local in self._wanted and self._depth:
            self._depth -= 1
        if local in _PARAGRAPHS:
            self._parts.append("\n")

    def _words(self, words: str) -> None:
        if self._depth:
            self._parts.append(words)
            self._length += len(words)
            if self._length > MAX_TEXT:
                raise _Enough
