"""Lines of the journal: written and read alike, and refused when they are not exactly events."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_desktop.model.journal import BadEvent, Event, from_line, to_line
from tests.world import city, everything


@given(st.integers(0, 2**32))
def test_lines_read_back_as_they_were(seed: int) -> None:
    for event in everything(city(seed, stations=1, deeds=4)):
        line = to_line(event)
        assert from_line(line) == event
        assert to_line(from_line(line)) == line
        assert "\n" not in line


GOOD: dict[str, Any] = json.loads(to_line(everything(city(1, stations=1))[1]))
TAG = {**GOOD, "kind": "tagged", "data": {"indicator": "paud-hi", "slot": None}}
CAPTURED = next(json.loads(to_line(e)) for e in everything(city(1, stations=1)) if e.kind == "captured")


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 0},
        {"seq": -1},
        {"seq": True},
        {"seq": "1"},
        {"seq": 1 << 60},
        {"epoch": -1},
        {"lamport": 0},
        {"lamport": 1 << 54},
        {"data": []},
        {"data": {"indicator": "paud-hi"}},
        {"data": {"indicator": 3, "slot": None}},
        {"kind": 7},
        {"extra": 1},
    ],
)
def test_what_is_not_exactly_an_event_is_refused(change: dict[str, Any]) -> None:
    from_line(json.dumps(TAG))
    with pytest.raises(BadEvent):
        from_line(json.dumps({**TAG, **change}))


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "F" * 64},
        {"sha256": "ab"},
        {"sha256": "../" + "a" * 61},
        {"size": -1},
        {"size": 1.5},
        {"claims": [{"value": 3, "source": "exif"}]},
        {"claims": ["x"]},
    ],
)
def test_a_capture_names_real_bytes(change: dict[str, Any]) -> None:
    from_line(json.dumps(CAPTURED))
    with pytest.raises(BadEvent):
        from_line(json.dumps({**CAPTURED, "data": {**CAPTURED["data"], **change}}))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"claims": []},
        {"by": "ocr"},
        {"by": "ocr", "claims": {}},
        {"by": "ocr", "claims": [3]},
        {"by": "ocr", "claims": [{"value": "2024-06-11"}]},
    ],
)
def test_a_reading_says_what_was_found_and_by_what(data: dict[str, Any]) -> None:
    good = {"by": "ocr", "claims": [{"value": "2024-06-11", "source": "ocr", "confidence": 0.5}]}
    from_line(json.dumps({**TAG, "kind": "read", "data": good}))
    with pytest.raises(BadEvent):
        from_line(json.dumps({**TAG, "kind": "read", "data": data}))


@pytest.mark.parametrize("value", ['"\\ud800"', '"\\uDFFF\\u0041"', "NaN", "-Infinity", "1e999"])
def test_what_no_table_takes_is_refused(value: str) -> None:
    """JSON that Python reads and cannot write: half a pair of surrogates, numbers that are none or have no end."""
    line = json.dumps({**TAG, "data": {**TAG["data"], "further": "di sini"}})
    from_line(line)
    with pytest.raises(BadEvent):
        from_line(line.replace('"di sini"', value))


def test_escaped_letters_are_text() -> None:
    event = from_line(json.dumps({**TAG, "actor": "Siti \U0001f600 \n"}))
    assert from_line(to_line(event)) == event


@pytest.mark.parametrize("line", ["", "null", "[]", "{", "[" * 5000, '{"seq": NaN}', "x" * (5 << 20)])
def test_noise_is_refused(line: str) -> None:
    with pytest.raises(BadEvent):
        from_line(line)


def test_a_newer_kind_passes() -> None:
    event = from_line(json.dumps({**TAG, "kind": "consented", "data": {"anything": [1, 2]}}))
    assert isinstance(event, Event)
