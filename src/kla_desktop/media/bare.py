"""The same picture or film without what its camera wrote into it: no position, no owner, no serial number, no time.

Pixels and frames stay bit for bit as they were: blocks of notes are left out (JPEG, PNG, WebP) or emptied where they
lie (HEIC, AVIF, TIFF, films), so that nothing behind them moves. How a photo is to be turned is kept.
Runs in a worker: everything here handles bytes by strangers.
"""

import struct
from collections.abc import Callable, Iterator
from typing import Final

from kla_desktop.media.container import child, children
from kla_desktop.model.evidence_kind import MediaKind

_EOI, _SOS, _APP1, _APP2 = 0xD9, 0xDA, 0xE1, 0xE2
_JPEG_NOTES: Final = frozenset((*range(0xE1, 0xF0), 0xFE)) - {0xEE}
"""APP1 to APP15 and the comment. APP0 (JFIF) and APP14 (Adobe) say how colours are meant; of APP2 a profile is kept."""
_ICC: Final = b"ICC_PROFILE\0"
_EXIF: Final = b"Exif\0\0"
_PNG_NOTES: Final = frozenset((b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"caBX", b"zxIf"))
_WEBP_NOTES: Final = frozenset((b"EXIF", b"XMP "))
_VP8X_EXIF, _VP8X_XMP = 0x08, 0x04
_NOTES_OF_FILMS: Final = frozenset((b"udta", b"meta", b"uuid"))
_BOXES_OF_FILMS: Final = frozenset((b"moov", b"trak"))
_TRACKS_OF_PLACES: Final = (b"gpmd", b"camm")
"""Action cameras keep a position for every second in a track of its own, which is not emptied here."""
_TIFF_NOTES: Final = frozenset(
    (270, 271, 272, 305, 306, 315, 316, 700, 33432, 33723, 34377, 34665, 34853, 37510, 42016, 42033, 42037, 50341)
)
"""Description, make, model, software, date, artist, host, XMP, copyright, IPTC, Photoshop, EXIF, GPS, comment, ids."""
_SUB_BLOCKS: Final = frozenset((34665, 34853))
_SIZES: Final = (0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8)
_ORIENTATION: Final = 0x0112
_MOST: Final = 100_000
_PLAIN: Final = frozenset((MediaKind.BMP, MediaKind.GIF))
"""Kinds that carry no notes of a camera."""


class CannotBare(ValueError):  # noqa: N818 - it says what it is
    """The file is not built as its kind should be, so nobody can promise that nothing is left in it."""


def bare(data: bytes, kind: MediaKind) -> bytes:
    """Return the file without notes. Raises CannotBare for a file that breaks the rules of its kind, or of another."""
    if kind in _PLAIN:
        return data
    try:
        return _WAYS[kind](data)
    except (KeyError, IndexError, struct.error) as error:
        raise CannotBare(kind) from error


def _jpeg(data: bytes) -> bytes:
    out = [data[:2]]
    turned = 1
    at = 2
    while True:
        if data[at] != 0xFF:  # noqa: PLR2004 - a marker's first byte
            raise CannotBare("marker")
        mark = data[at + 1]
        if mark == 0xFF:  # noqa: PLR2004 - fill bytes are allowed before a marker
            at += 1
            continue
        if mark == _EOI:
            out.append(data[at : at + 2])
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        block = data[at:end]
        if mark == _APP1 and block[4:10] == _EXIF:
            turned = _turned(block[10:]) or turned
        elif mark not in _JPEG_NOTES or (mark == _APP2 and block[4:16] == _ICC):
            out.append(block)
        at = end
        if mark == _SOS:
            end = _end_of_scan(data, at)
            out.append(data[at:end])
            at = end
    if turned != 1:
        note = _EXIF + _orientation_alone(turned)
        out.insert(1, struct.pack(">BBH", 0xFF, _APP1, len(note) + 2) + note)
    return b"".join(out)


def _end_of_scan(data: bytes, at: int) -> int:
    """Find the marker that ends a scan; stuffed bytes and restart marks belong to it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise CannotBare("cut off")
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:  # noqa: PLR2004 - RST0 to RST7
            return at
        at += 2


def _png(data: bytes) -> bytes:
    out, at = [data[:8]], 8
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise CannotBare("chunk")
        if name not in _PNG_NOTES:
            out.append(data[at:end])
        at = end
        if name == b"IEND":
            return b"".join(out)
    raise CannotBare("no end")


def _webp(data: bytes) -> bytes:
    (size,) = struct.unpack_from("<I", data, 4)
    out: list[bytes] = []
    at, end, turned = 12, min(len(data), size + 8), 1
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        stop = at + 8 + length + length % 2
        chunk = data[at : at + 8 + length] + b"\0" * (length % 2)
        if name == b"EXIF":
            turned = _turned(chunk[8:].removeprefix(_EXIF)) or turned
        elif name not in _WEBP_NOTES:
            out.append(chunk)
        at = stop
    if out and out[0][:4] == b"VP8X":
        flags = out[0][8] & ~(_VP8X_EXIF | _VP8X_XMP) | (_VP8X_EXIF if turned != 1 else 0)
        out[0] = out[0][:8] + bytes((flags,)) + out[0][9:]
        if turned != 1:
            note = _orientation_alone(turned)
            out.append(struct.pack("<4sI", b"EXIF", len(note)) + note)
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _tiff(data: bytes) -> bytes:
    out = bytearray(data)
    _empty_tiff(out)
    return bytes(out)


def _empty_tiff(out: bytearray) -> None:
    """Take the notes out of each page's directory: values become zeros, entries close up."""
    order = {b"II": "<", b"MM": ">"}[bytes(out[:2])]
    if struct.unpack_from(f"{order}H", out, 2)[0] != 42:  # noqa: PLR2004 - BigTIFF has 43
        raise CannotBare("BigTIFF")
    (at,) = struct.unpack_from(f"{order}I", out, 4)
    seen: set[int] = set()
    while at and at not in seen:
        seen.add(at)
        (count,) = struct.unpack_from(f"{order}H", out, at)
        follows = bytes(out[at + 2 + 12 * count : at + 6 + 12 * count])
        entries = [bytes(out[at + 2 + 12 * n : at + 14 + 12 * n]) for n in range(count)]
        kept = []
        for entry in entries:
            if struct.unpack(f"{order}H", entry[:2])[0] in _TIFF_NOTES:
                _wipe(out, entry, order)
            else:
                kept.append(entry)
        body = struct.pack(f"{order}H", len(kept)) + b"".join(kept) + follows
        out[at : at + 6 + 12 * count] = body.ljust(6 + 12 * count, b"\0")
        (at,) = struct.unpack(f"{order}I", follows)


def _wipe(out: bytearray, entry: bytes, order: str, depth: int = 0) -> None:
    """Overwrite what an entry points to, and what that points to."""
    tag, form, count = struct.unpack(f"{order}HHI", entry[:8])
    size = (_SIZES[form] if form < len(_SIZES) else 1) * count
    (at,) = struct.unpack(f"{order}I", entry[8:])
    if tag in _SUB_BLOCKS and depth < 2:  # noqa: PLR2004 - EXIF, and what EXIF points to
        (inner,) = struct.unpack_from(f"{order}H", out, at)
        for number in range(min(inner, _MOST)):
            _wipe(out, bytes(out[at + 2 + 12 * number : at + 14 + 12 * number]), order, depth + 1)
        size = 6 + 12 * inner
    elif size <= 4:  # noqa: PLR2004 - the value stands in the entry itself, which goes
        return
    if at + size > len(out):
        raise CannotBare("outside")
    out[at : at + size] = bytes(size)


def _film(data: bytes) -> bytes:
    """Turn the boxes of notes into free space; sizes stay, so that tables of places in the file stay true."""
    movie = child(data, 0, len(data), b"moov")
    if movie is None or any(data.find(track, *movie) >= 0 for track in _TRACKS_OF_PLACES):
        raise CannotBare("track of places")
    out = bytearray(data)
    _empty_boxes(data, out, 0, len(data))
    return bytes(out)


def _empty_boxes(data: bytes, out: bytearray, start: int, end: int) -> None:
    for name, at, stop in children(data, start, end, _MOST):
        if name in _NOTES_OF_FILMS:
            out[at:stop] = bytes(stop - at)
            head = data.rfind(name, max(0, at - 16), at)
            out[head : head + 4] = b"free"
        elif name in _BOXES_OF_FILMS:
            _empty_boxes(data, out, at, stop)


def _heif(data: bytes) -> bytes:
    """Empty the items that are notes (EXIF, XMP) where they lie."""
    out = bytearray(data)
    meta = child(data, 0, len(data), b"meta")
    if meta is None:
        raise CannotBare("meta")
    start, end = meta[0] + 4, meta[1]
    places = dict(_places(data, start, end))
    for item, form in _items(data, start, end):
        if form not in (b"Exif", b"mime", b"uri "):
            continue
        for at, size in places.get(item, ()):
            if at + size > len(out):
                raise CannotBare("outside")
            empty = bytes(4) + b"II*\0\x08\0\0\0" + bytes(6) if form == b"Exif" else b""
            out[at : at + size] = empty[:size].ljust(size, b"\0" if form == b"Exif" else b" ")
    return bytes(out)


def _items(data: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Item numbers with their forms (ISO 14496-12, 8.11.6)."""
    found = child(data, start, end, b"iinf")
    if found is None:
        raise CannotBare("iinf")
    at, stop = found
    wide = data[at] > 0
    for name, here, _ in children(data, at + (8 if wide else 6), stop, _MOST):
        if name == b"infe" and data[here] in (2, 3):
            big = data[here] == 3  # noqa: PLR2004 - the version
            (item,) = struct.unpack_from(">I" if big else ">H", data, here + 4)
            form = here + (10 if big else 8)
            yield item, bytes(data[form : form + 4])


def _places(data: bytes, start: int, end: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Where the bytes of each item lie (ISO 14496-12, 8.11.3): in the file, or in `idat`."""
    found, inside = child(data, start, end, b"iloc"), child(data, start, end, b"idat")
    if found is None:
        raise CannotBare("iloc")
    at, _ = found
    version = data[at]
    sizes = data[at + 4], data[at + 5]
    offset, length, base, index = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15 if version else 0
    at += 6

    def number(size: int) -> int:
        nonlocal at
        value = int.from_bytes(data[at : at + size], "big")
        at += size
        return value

    for _ in range(number(2 if version < 2 else 4)):  # noqa: PLR2004 - the version
        item = number(2 if version < 2 else 4)  # noqa: PLR2004 - the version
        method = number(2) & 15 if version else 0
        number(2)
        begin = number(base)
        extents = []
        for _ in range(number(2)):
            number(index)
            place = begin + number(offset)
            extents.append((place + (inside[0] if method == 1 and inside else 0), number(length)))
        yield item, extents


def _turned(tiff: bytes) -> int:
    """The orientation of an EXIF block, 0 where none stands."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
            if tag == _ORIENTATION:
                return int(value) if 1 <= value <= 8 else 0  # noqa: PLR2004 - EXIF's eight ways
    except (KeyError, struct.error):
        pass
    return 0


def _orientation_alone(turned: int) -> bytes:
    """An EXIF block that says nothing else."""
    return b"II*\0\x08\0\0\0" + struct.pack("<HHHIHHI", 1, _ORIENTATION, 3, 1, turned, 0, 0)


_WAYS: Final[dict[MediaKind, Callable[[bytes], bytes]]] = {
    MediaKind.JPEG: _jpeg,
    MediaKind.PNG: _png,
    MediaKind.WEBP: _webp,
    MediaKind.TIFF: _tiff,
    MediaKind.HEIC: _heif,
    MediaKind.AVIF: _heif,
    MediaKind.MP4: _film,
    MediaKind.MOV: _film,
    MediaKind.THREE_GP: _film,
}
