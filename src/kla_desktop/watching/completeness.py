"""Whether a file at rest looks as if its writer had not ended: its kind has an end, and the end is not there.

A writer that closes its file between two pieces, or copies from another machine, cannot be seen; the bytes tell. This
only decides how long to wait: a file that is really cut off is taken in all the same, with a warning.
"""

import os
import struct
from typing import BinaryIO, Final

HEAD: Final = 32
TAIL: Final = (64 << 10) + 64
_ZEROS: Final = bytes(4096)
_MOST_BOXES: Final = 200


def looks_unfinished(path: str) -> bool:
    """Look at the first and last bytes. False for kinds without an end, and for files that cannot be opened now."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - surrogates in foreign names
            size = os.fstat(file.fileno()).st_size
            head = file.read(HEAD)
            file.seek(max(0, size - TAIL))
            return judge_ends(head, file.read(TAIL), size) or (head[4:8] == b"ftyp" and not _boxes_fit(file, size))
    except (OSError, ValueError):
        return False


def judge_ends(head: bytes, tail: bytes, size: int) -> bool:
    """Judge by the two ends of a file of `size` bytes; True if its end is missing."""
    last = tail[-len(_ZEROS) :]
    if last and last == _ZEROS[: len(last)]:
        return True  # room was reserved and not yet filled
    match head[:4]:
        case start if start[:3] == b"\xff\xd8\xff":
            return b"\xff\xd9" not in tail and b"ftyp" not in tail and not tail.endswith(b"SEFT")  # moving photos
        case b"\x89PNG":
            return b"IEND" not in tail[-4096:]
        case b"%PDF":
            return b"%%EOF" not in tail[-4096:]
        case b"PK\x03\x04":
            return b"PK\x05\x06" not in tail
        case b"RIFF":
            return len(head) >= 8 and struct.unpack_from("<I", head, 4)[0] + 8 > size  # noqa: PLR2004 - a chunk's head
        case _:
            return False


def _boxes_fit(file: BinaryIO, size: int) -> bool:
    """Whether the boxes of an MP4, MOV, 3GP or HEIC end with the file and its index is among them (ISO 14496-12)."""
    at = 0
    kinds: set[bytes] = set()
    for _ in range(_MOST_BOXES):
        if at == size:
            return not kinds.isdisjoint({b"moov", b"meta", b"moof"})
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:  # noqa: PLR2004 - a box's head
            return False
        length, kind = struct.unpack_from(">I4s", head)
        if length == 1 and len(head) == 16:  # noqa: PLR2004 - the long form
            (length,) = struct.unpack_from(">Q", head, 8)
        elif length == 0:
            length = size - at
        if length < 8 or at + length > size:  # noqa: PLR2004 - as above
            return False
        kinds.add(kind)
        at += length
    return True
