"""What a file is, read from its bytes; a name's ending only decides between kinds of plain text."""

import io
import re
import struct
from typing import Final

from kla_desktop.model.evidence_kind import MediaKind

HEAD: Final = 64 << 10
"""Bytes from the beginning that `kind_of_head` wants to see."""
_MAX_ZIP_DIRECTORY: Final = 8 << 20
_CONTROLS: Final = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_MAIL_FIELD: Final = re.compile(
    rb"^(?:from|to|received|return-path|message-id|mime-version|subject|date|delivered-to|x-[\w-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: Final = (
    (b"\xff\xd8\xff", MediaKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaKind.PNG),
    (b"GIF87a", MediaKind.GIF),
    (b"GIF89a", MediaKind.GIF),
    (b"II*\0", MediaKind.TIFF),
    (b"MM\0*", MediaKind.TIFF),
    (b"II+\0", MediaKind.TIFF),
    (b"MM\0+", MediaKind.TIFF),
    (b"{\\rtf", MediaKind.RTF),
    (b"PK\x03\x04", MediaKind.ZIP),
    (b"PK\x05\x06", MediaKind.ZIP),
    (b"PK\x07\x08", MediaKind.ZIP),
    (b"ID3", MediaKind.AUDIO),
    (b"OggS", MediaKind.AUDIO),
    (b"fLaC", MediaKind.AUDIO),
    (b"#!AMR", MediaKind.AUDIO),
    (b"\x1a\x45\xdf\xa3", MediaKind.VIDEO),  # Matroska, WebM
    (b"\x00\x00\x01\xba", MediaKind.VIDEO),  # MPEG programme stream
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", MediaKind.VIDEO),  # ASF, WMV
    (b"FLV\x01", MediaKind.VIDEO),
    (_OLE, MediaKind.DOC),
)
_RIFF: Final = {b"WEBP": MediaKind.WEBP, b"WAVE": MediaKind.AUDIO, b"AVI ": MediaKind.VIDEO}
_HEIC_BRANDS: Final = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs"))
_STILL_BRANDS: Final = frozenset((b"mif1", b"msf1", b"mif2", b"mif3"))
_AVIF_BRANDS: Final = frozenset((b"avif", b"avis"))
_FOREIGN_BRANDS: Final = frozenset((b"jp2 ", b"jpx ", b"jpm ", b"crx ", b"j2ki"))
_AUDIO_BRANDS: Final = frozenset((b"M4A ", b"M4B ", b"M4P ", b"F4A "))
_ODF: Final = {b"text": MediaKind.ODT, b"spreadsheet": MediaKind.ODS, b"presentation": MediaKind.ODP}
_ODF_ENDINGS: Final = {"odt": MediaKind.ODT, "ods": MediaKind.ODS, "odp": MediaKind.ODP}
_ODF_TYPE: Final = re.compile(rb"application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)")
_OOXML: Final = {"word": MediaKind.DOCX, "xl": MediaKind.XLSX, "ppt": MediaKind.PPTX}
_OLE_STREAMS: Final = {
    "WordDocument": MediaKind.DOC,
    "Workbook": MediaKind.XLS,
    "Book": MediaKind.XLS,
    "PowerPoint Document": MediaKind.PPT,
    "__properties_version1.0": MediaKind.MSG,
}
_PAGE_ENDINGS: Final = frozenset(("htm", "html", "xhtml"))
_TEXT_ENDINGS: Final = {"csv": MediaKind.CSV, "tsv": MediaKind.CSV}
_PAGE: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


_ENDINGS: Final = {kind.value: kind for kind in MediaKind} | {
    "jpg": MediaKind.JPEG, "jfif": MediaKind.JPEG, "tif": MediaKind.TIFF, "heif": MediaKind.HEIC,
    "htm": MediaKind.HTML, "3gpp": MediaKind.THREE_GP, "m4v": MediaKind.MP4,
    "mkv": MediaKind.VIDEO, "webm": MediaKind.VIDEO, "avi": MediaKind.VIDEO, "mpg": MediaKind.VIDEO,
    "mp3": MediaKind.AUDIO, "m4a": MediaKind.AUDIO, "aac": MediaKind.AUDIO, "ogg": MediaKind.AUDIO,
    "opus": MediaKind.AUDIO, "amr": MediaKind.AUDIO, "wav": MediaKind.AUDIO,
}  # fmt: skip
_LOCKED: Final = {"docx": MediaKind.DOCX, "xlsx": MediaKind.XLSX, "pptx": MediaKind.PPTX}


def kind_of_head(head: bytes, name: str) -> MediaKind:
    """Tell the kind from the first `HEAD` bytes: containers come out as ZIP or DOC until `kind_of` looks inside."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    boxed = _boxed_kind(head)
    if boxed is not None:
        return boxed
    if head[:2] == b"BM" and _is_bmp(head):
        return MediaKind.BMP
    if b"%PDF-" in head[:1024]:
        return MediaKind.PDF
    if _is_mpeg_audio(head):
        return MediaKind.AUDIO
    if is_text(head):
        return _text_kind(head, name)
    return MediaKind.OTHER


def _boxed_kind(head: bytes) -> MediaKind | None:
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], MediaKind.OTHER)
    if head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"}:
        return MediaKind.AUDIO
    if head[4:8] == b"ftyp":
        return _iso_kind(head)
    return MediaKind.MOV if head[4:8] in {b"moov", b"mdat", b"wide", b"pnot"} else None


def kind_of(data: bytes, name: str) -> MediaKind:
    """Tell the kind of a whole file; looks into ZIP and OLE containers, bounded, and raises nothing."""
    kind = kind_of_head(data[:HEAD], name)
    if kind is MediaKind.ZIP:
        return _zip_kind(data, name)
    if kind is MediaKind.DOC:
        return _ole_kind(data, name)
    return kind


def kind_by_name(name: str) -> MediaKind:
    """Guess by a name's ending alone: for files whose bytes are not at hand."""
    return _ENDINGS.get(name.casefold().rpartition(".")[2], MediaKind.OTHER)


def is_text(head: bytes) -> bool:
    """Whether these bytes are readable text: UTF-8, UTF-16 with a mark or mostly Latin, 8-bit without controls."""
    if not head:
        return False
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        codec = "utf-16-le" if head[:2] == b"\xff\xfe" else "utf-16-be"
        text = head[2 : len(head) & ~1].decode(codec, "replace")
        return _mostly_letters(text)
    if b"\0" in head:
        return utf16_without_mark(head) is not None
    return _CONTROLS.search(head) is None


def utf16_without_mark(head: bytes) -> str | None:
    """Return the codec of unmarked UTF-16 whose letters are mostly Latin, or None."""
    sample = head[: 4096 & ~1]
    half = len(sample) // 2
    if half < 4:  # noqa: PLR2004 - too short to tell
        return None
    for codec, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if zeros.count(0) > half * 0.9 and letters.count(0) == 0 and _CONTROLS.search(letters) is None:
            return codec
    return None


def is_encrypted_ole(data: bytes) -> bool:
    """Whether an OLE container is an office file locked by a password."""
    return data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data


def _mostly_letters(text: str) -> bool:
    sample = text[:2000]
    good = sum(1 for char in sample if char.isprintable() or char in "\r\n\t\f")
    return bool(sample) and good >= len(sample) * 0.95


def _is_bmp(head: bytes) -> bool:
    return len(head) >= 18 and head[6:10] == b"\0\0\0\0" and 12 <= head[14] <= 124 and head[15:18] == b"\0\0\0"  # noqa: PLR2004 - sizes of BMP headers


def _is_mpeg_audio(head: bytes) -> bool:
    if len(head) < 4 or head[0] != 0xFF:  # noqa: PLR2004 - a frame header
        return False
    if head[1] in {0xF1, 0xF9}:
        return True
    return head[1] in {0xFB, 0xFA, 0xF3, 0xF2, 0xE3} and head[2] >> 4 not in {0, 15} and (head[2] >> 2) & 3 != 3  # noqa: PLR2004 - bit rate and sampling rate


def _iso_kind(head: bytes) -> MediaKind:
    (size,) = struct.unpack_from(">I", head)
    end = min(max(size, 16), 4096, len(head))
    major = head[8:12]
    minor = head[12:16]  # of `mif3` a brand as well (ISO 23008-12)
    brands = {major, minor} | {head[at : at + 4] for at in range(16, end - 3, 4)}
    if major in _AVIF_BRANDS or (major in _STILL_BRANDS and brands & _AVIF_BRANDS and not brands & _HEIC_BRANDS):
        return MediaKind.AVIF
    if major in _FOREIGN_BRANDS or (major in _STILL_BRANDS and brands & _FOREIGN_BRANDS):
        return MediaKind.OTHER
    if major in _HEIC_BRANDS or major in _STILL_BRANDS:
        return MediaKind.HEIC
    if major == b"qt  ":
        return MediaKind.MOV
    if major[:3] in {b"3gp", b"3g2", b"3gs", b"3ge"}:
        return MediaKind.THREE_GP
    return MediaKind.AUDIO if major in _AUDIO_BRANDS else MediaKind.MP4


def _text_kind(head: bytes, name: str) -> MediaKind:
    fields = {
        found.group().lower() for found in _MAIL_FIELD.finditer(head[:8192].replace(b"\r", b"").partition(b"\n\n")[0])
    }
    wanted = 1 if name.casefold().endswith(".eml") else 3
    starts = _MAIL_FIELD.match(head) or head.startswith(b"From ")
    if len(fields) >= wanted and starts:
        return MediaKind.EML
    ending = name.casefold().rpartition(".")[2]
    start = head[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _PAGE.match(start) or (ending in _PAGE_ENDINGS and b"<" in start):
        return MediaKind.HTML
    return _TEXT_ENDINGS.get(ending, MediaKind.TXT)


def _zip_kind(data: bytes, name: str) -> MediaKind:
    named = _ODF_TYPE.search(data[:200])
    if named:
        return _ODF[named[1]]
    names = _zip_names(data)
    if "[Content_Types].xml" in names:
        for folder, kind in _OOXML.items():
            if any(name.startswith(f"{folder}/") for name in names):
                return kind
    if "content.xml" in names:  # an OpenDocument file that lost its type
        return _ODF_ENDINGS.get(name.casefold().rpartition(".")[2], MediaKind.ZIP)
    return MediaKind.ZIP


def _zip_names(data: bytes) -> list[str]:
    """List the entries, from the directory, or for a damaged archive from the first local headers."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if 0 <= end <= len(data) - 22 and struct.unpack_from("<I", data, end + 12)[0] <= _MAX_ZIP_DIRECTORY:
        import zipfile  # noqa: PLC0415 - most files are none

        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return archive.namelist()
        except Exception:  # noqa: BLE001, S110 - any damage: the local headers below are the second source
            pass
    names: list[str] = []
    at = data.find(b"PK\x03\x04")
    while at >= 0 and len(names) < 1000 and at + 30 <= len(data):  # noqa: PLR2004 - a local header is 30 bytes
        (length,) = struct.unpack_from("<H", data, at + 26)
        names.append(data[at + 30 : at + 30 + length].decode("utf-8", "replace"))
        at = data.find(b"PK\x03\x04", at + 30)
    return names


def _ole_kind(data: bytes, name: str) -> MediaKind:
    start = 0
    if len(data) >= 512:  # noqa: PLR2004 - the header of a compound file
        (shift,) = struct.unpack_from("<H", data, 30)
        (sector,) = struct.unpack_from("<I", data, 48)
        start = (sector + 1) << shift if shift in {9, 12} and (sector + 1) << shift < len(data) else 0
    for begin in (start, 0):
        found = [(at, kind) for stream, kind in _OLE_STREAMS.items() if (at := _find_stream(data, stream, begin)) >= 0]
        if found:
            return min(found)[1]
    return (
        _LOCKED.get(name.casefold().rpartition(".")[2], MediaKind.OTHER) if is_encrypted_ole(data) else MediaKind.OTHER
    )


def _find_stream(data: bytes, stream: str, begin: int) -> int:
    pattern = re.compile(re.escape(stream.encode("utf-16-le")) + rb"\0\0", re.IGNORECASE)
    found = pattern.search(data, begin)
    return found.start() if found else -1
