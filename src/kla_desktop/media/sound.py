"""How long a recording runs and what it is called, from the head of an audio or video file. Runs in a worker."""

import io
import struct
from dataclasses import dataclass
from typing import Final

from kla_desktop.model.evidence_kind import MediaKind

MAX_SECONDS: Final = 1_000_000
_AMR_FRAMES: Final = (12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5, 0, 0, 0, 0)
_AMR_WIDE_FRAMES: Final = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 5, 0, 0, 0, 0, 0)
_FRAMES_A_SECOND: Final = 50
_EBML_INFO, _EBML_SEGMENT, _EBML_SCALE, _EBML_DURATION, _EBML_TITLE = 0x1549A966, 0x18538067, 0x2AD7B1, 0x4489, 0x7BA9
_MAX_ELEMENTS: Final = 2000
_UNKNOWN: Final = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Recording:
    """`seconds` is None where nothing sensible stands; `words` are title and artist, for search."""

    seconds: float | None = None
    words: str = ""


def read_recording(data: bytes, kind: MediaKind) -> Recording:
    """Read the card of a recording; empty where nothing is known. Raises anything on damage."""
    if data[:6] == b"#!AMR\n" or data[:9] == b"#!AMR-WB\n":
        return Recording(_sensible(_amr(data)))
    if data[:4] == b"\x1a\x45\xdf\xa3":
        return _matroska(data)
    if data[:4] == b"RIFF" and data[8:12] == b"AVI ":
        return Recording(_sensible(_avi(data)))
    if kind is MediaKind.AUDIO:
        return _tagged(data)
    return Recording()


def movie_seconds(moov: bytes) -> float | None:
    """The length that the movie header (ISO 14496-12) in a `moov` box tells."""
    at = moov.find(b"mvhd")
    if at < 0 or at + 36 > len(moov):
        return None
    if moov[at + 4] == 1:
        scale, length = struct.unpack_from(">IQ", moov, at + 24)
    else:
        scale, length = struct.unpack_from(">II", moov, at + 16)
    return None if length >= _UNKNOWN or not scale else _sensible(length / scale)


def _sensible(seconds: float | None) -> float | None:
    return round(seconds, 1) if seconds is not None and 0 < seconds < MAX_SECONDS else None


def _tagged(data: bytes) -> Recording:
    import tinytag  # noqa: PLC0415 - in workers only, on first use

    found = tinytag.TinyTag.get(file_obj=io.BytesIO(data), filename=_ending(data), image=False)
    words = [part.strip() for part in (found.title, found.artist, found.album, found.comment) if part and part.strip()]
    return Recording(_sensible(found.duration), "\n".join(words))


def _ending(data: bytes) -> str:
    """A name that tells the reader what it has."""
    if data[:4] == b"OggS":
        return "x.ogg"
    if data[:4] == b"fLaC":
        return "x.flac"
    if data[:4] == b"RIFF":
        return "x.wav"
    if data[:4] == b"FORM":
        return "x.aiff"
    return "x.m4a" if data[4:8] == b"ftyp" else "x.mp3"


def _amr(data: bytes) -> float:
    wide = data[:9] == b"#!AMR-WB\n"
    sizes = _AMR_WIDE_FRAMES if wide else _AMR_FRAMES
    at, frames = 9 if wide else 6, 0
    while at < len(data):
        at += 1 + sizes[data[at] >> 3 & 15]
        frames += 1
    return frames / _FRAMES_A_SECOND


def _avi(data: bytes) -> float | None:
    at = data.find(b"avih", 12, 4096)
    if at < 0 or at + 28 > len(data):
        return None
    microseconds, frames = struct.unpack_from("<I12xI", data, at + 8)
    return float(microseconds * frames) / 1_000_000


def _matroska(data: bytes) -> Recording:
    """The element Info of a Matroska or WebM file (RFC 9559), which stands near its beginning."""
    scale, duration, title = 1_000_000, None, ""
    at = 0
    for _ in range(_MAX_ELEMENTS):
        name, at = _ebml_number(data, at, keep_mark=True)
        size, at = _ebml_number(data, at, keep_mark=False)
        if at > len(data) or not name:
            break
        if name in {_EBML_SEGMENT, _EBML_INFO}:
            continue  # look inside
        content = data[at : at + size] if size < 1 << 16 else b""
        if name == _EBML_SCALE:
            scale = int.from_bytes(content, "big")
        elif name == _EBML_DURATION and len(content) in {4, 8}:
            (duration,) = struct.unpack(">f" if len(content) == 4 else ">d", content)  # noqa: PLR2004 - its length in bytes
        elif name == _EBML_TITLE:
            title = content.decode("utf-8", "replace")
        at += size
    return Recording(None if duration is None else _sensible(duration * scale / 1e9), title)


def _ebml_number(data: bytes, at: int, *, keep_mark: bool) -> tuple[int, int]:
    """One number of EBML (RFC 8794) and where the next begins; 0 at the end."""
    if at >= len(data) or not data[at]:
        return 0, len(data) + 1
    length = 9 - data[at].bit_length()
    value = int.from_bytes(data[at : at + length], "big")
    return value if keep_mark else value & ((1 << 7 * length) - 1), at + length
