"""What a worker answers about thumbnails: the words of each, and whether one is the same shot as others."""

import functools
from collections.abc import Sequence

from kla_desktop.media import likeness
from kla_desktop.media.likeness import Match
from kla_desktop.system.worker_process import Header


@functools.lru_cache(maxsize=200)
def _sight(picture: bytes) -> likeness.Sight:
    """Photos of one event are compared with each other again and again. Some 100 KB each."""
    return likeness.sight_of(likeness.open_thumbnail(picture))


def answer_words(pieces: Sequence[bytes]) -> tuple[Header, bytes]:
    """In a worker: the words of each picture, one after the other, and how many bytes each has."""
    found = [_try_words(piece) for piece in pieces]
    return {"lengths": [len(one) for one in found]}, b"".join(found)


def answer_matches(pieces: Sequence[bytes]) -> tuple[Header, bytes]:
    """In a worker: the first picture against each of the others."""
    try:
        first = _sight(pieces[0])
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - parsers raise anything
        return {"matches": [None] * (len(pieces) - 1)}, b""
    found = [_try_match(first, piece) for piece in pieces[1:]]
    return {"matches": [None if one is None else [one.how, one.distance] for one in found]}, b""


def _try_words(piece: bytes) -> bytes:
    try:
        return likeness.words_of(likeness.open_thumbnail(piece))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - as above
        return b""


def _try_match(first: likeness.Sight, piece: bytes) -> Match | None:
    try:
        return likeness.compare(first, _sight(piece))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - as above
        return None
