"""Videos: the recording time, found without holding the frames."""

import struct
from itertools import pairwise
from random import Random

import pytest

from kla_desktop.media.container import MovieHeader, is_cut_off, recorded_at
from kla_desktop.media.probe import probe_bytes
from kla_desktop.model.capture import TimeSource
from kla_desktop.model.evidence_kind import EvidenceKind
from tests.media.samples import box, mp4

_JUNE_11 = 3800920522  # 2024-06-11 03:15:22 UTC in seconds since 1904


def test_recording_time_is_utc() -> None:
    probed = probe_bytes("video.mp4", mp4(_JUNE_11), "2026-11-24T10:00:00+00:00")
    assert probed.captured_at is not None
    assert (probed.captured_at.value, probed.captured_at.source) == ("2024-06-11T03:15:22+00:00", TimeSource.CONTAINER)
    assert (probed.evidence_kind, probed.warnings) == (EvidenceKind.VIDEO, ())


@pytest.mark.parametrize("seconds", [0, 2082844800, 0xFFFFFFFF])
def test_a_phone_that_does_not_know_claims_nothing(seconds: int) -> None:
    assert recorded_at(mp4(seconds)) is None


def test_any_pieces_give_the_same_header_without_frames() -> None:
    large = struct.pack(">I4sQ", 1, b"mdat", 16 + 5000) + bytes(5000)
    data = box(b"ftyp", b"qt  \0\0\0\0") + large + box(b"free", bytes(300)) + mp4(_JUNE_11)
    whole = MovieHeader().feed(data)
    assert len(whole) < 400
    random = Random(7)
    for _ in range(50):
        cuts = sorted({0, len(data), *(random.randrange(len(data)) for _ in range(40))})
        filtered = MovieHeader()
        assert b"".join(filtered.feed(data[a:b]) for a, b in pairwise(cuts)) == whole
    assert recorded_at(whole) == recorded_at(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0\0\4ftyp" + bytes(100),
        box(b"ftyp", b"isom") + b"\0\0\0\1moov" + b"\xff" * 30,
        box(b"ftyp", b"isom") + struct.pack(">I4s", 1 << 31, b"moov") + bytes(50),
        box(b"ftyp", b"isom") + box(b"moov", box(b"mvhd", b"\1")),
        box(b"moov", b""),
        b"",
    ],
)
def test_damaged_containers_claim_nothing(data: bytes) -> None:
    assert recorded_at(MovieHeader().feed(data)) is None


def test_a_film_that_ends_too_early_is_known() -> None:
    film = box(b"ftyp", b"isom") + mp4(_JUNE_11) + box(b"mdat", bytes(900))
    for cut, told in ((0, False), (1, True), (880, True)):
        header = MovieHeader()
        header.feed(film[: len(film) - cut])
        assert (header.is_cut_off, is_cut_off(film[: len(film) - cut])) == (told, told)
    unindexed, lasting = MovieHeader(), MovieHeader()
    unindexed.feed(box(b"ftyp", b"isom") + box(b"mdat", bytes(900)))
    lasting.feed(mp4(_JUNE_11) + struct.pack(">I4s", 0, b"mdat") + bytes(900))
    assert (unindexed.is_cut_off, lasting.is_cut_off) == (True, False)
