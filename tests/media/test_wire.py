"""A finding crosses the pipe unchanged, and a lying worker is caught."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kla_desktop.media.probe import Probed, probe_bytes
from kla_desktop.media.wire import BadFinding, checked_jpeg, from_wire, several_from_wire, several_to_wire, to_wire
from kla_desktop.model.capture import CaptureClaim, GeoPoint, TimeSource
from kla_desktop.model.evidence_kind import EvidenceKind, MediaKind
from tests.media.samples import encoded, exif, pdf, picture

_FULL = Probed(
    MediaKind.JPEG,
    EvidenceKind.PHOTO,
    4000,
    3000,
    None,
    (
        CaptureClaim("2024-06-11T10:15:22.123+07:00", TimeSource.EXIF, 0.95),
        CaptureClaim("2024-06-11", TimeSource.FILE_NAME, 1),
    ),
    GeoPoint(-6.4, 106.8),
    "Samsung A5",
    "teks – “kutip”",
    b"\xff\xd8\xff\xe0rest",
    (1 << 64) - 1,
    ("truncated",),
)


def test_there_and_back() -> None:
    for probed in (
        _FULL,
        Probed(MediaKind.OTHER, EvidenceKind.OTHER),
        probe_bytes(
            "IMG_20240611_101522.jpg", encoded(picture(), exif=exif(gps={1: "S"})), "2026-11-24T10:00:00+00:00"
        ),
        probe_bytes("a.pdf", pdf(), None),
    ):
        assert from_wire(*to_wire(probed)) == probed


def test_a_picture_too_large_is_left_behind() -> None:
    header, payload = to_wire(replace(_FULL, preview=b"\xff\xd8\xff" + bytes(300 << 10)))
    assert payload == b""
    assert from_wire(header, payload).preview is None


@pytest.mark.parametrize(
    "lie",
    [
        {"media_kind": "exe"},
        {"evidence_kind": ["photo"]},
        {"width": -1},
        {"width": True},
        {"height": 1e9},
        {"pages": "3"},
        {"claims": [["2024-06-11", "exif"]]},
        {"claims": [["yesterday", "exif", 0.5]]},
        {"claims": [["2024-06-11", "prophet", 0.5]]},
        {"claims": [["2024-06-11", "exif", 7]]},
        {"claims": [["2024-06-11", "exif", float("nan")]]},
        {"claims": [["2024-06-11", "exif", 0.5]] * 51},
        {"claims": "x"},
        {"gps": [1]},
        {"gps": [91, 0]},
        {"gps": [float("nan"), 0]},
        {"gps": "here"},
        {"camera": "x" * 1000},
        {"text": None},
        {"text": "x" * 2_000_001},
        {"text": "a\0b"},
        {"text": "\ud800"},
        {"dhash": 1 << 64},
        {"warnings": ["rm -rf"]},
        {"warnings": [["damaged"]]},
        {"warnings": "damaged"},
    ],
)
def test_lies_are_caught(lie: dict[str, Any]) -> None:
    header, payload = to_wire(_FULL)
    with pytest.raises(BadFinding):
        from_wire(header | lie, payload)


@pytest.mark.parametrize("payload", [b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff" + bytes(201 << 10)])
def test_only_a_small_jpeg_passes_as_a_picture(payload: bytes) -> None:
    with pytest.raises(BadFinding):
        checked_jpeg(payload, 200 << 10)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.sampled_from(sorted(to_wire(_FULL)[0])), _JSON)
def test_any_value_is_taken_whole_or_refused(field: str, value: Any) -> None:
    header, payload = to_wire(_FULL)
    try:
        found = from_wire(header | {field: value}, payload)
    except BadFinding:
        return
    assert from_wire(*to_wire(found)) == found


def test_findings_of_several_files_cross_together() -> None:
    plain = replace(_FULL, preview=None, text="")
    assert several_from_wire(*several_to_wire([_FULL, plain, _FULL]), 3) == [_FULL, plain, _FULL]


@pytest.mark.parametrize(
    "lie",
    [None, {}, [], [[{}, 0]], [1, 2], [[to_wire(_FULL)[0], 0]], [[to_wire(_FULL)[0], -1]] * 2, [["x", 0]] * 2],
)
def test_lies_about_several_are_caught(lie: Any) -> None:
    with pytest.raises(BadFinding):
        several_from_wire({"several": lie}, b"", 2)
