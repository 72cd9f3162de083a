"""The plan of an upload: pure, the same after any interruption; and what a hub's files may not say."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId, Digest, StationId
from kla_desktop.transport.hub import Place, Sealed, cut, plan, read_mark, to_json
from kla_desktop.transport.hub_fetching import Spoilt, read_commit
from kla_desktop.transport.memory_remote import MemoryRemote
from kla_desktop.transport.remote import (
    MOST_NAMES,
    Listing,
    ListingBuilder,
    NotThere,
    Stop,
    is_segment,
    is_temporary,
    key,
    temporary_of,
)

SHA = "ab" * 32
PLACE = Place(StationId("station-1"), BundleId("bundle-1"), SHA[:16])


def sealed(size: int) -> Sealed:
    return Sealed(PLACE.station, PLACE.bundle, Path("nowhere"), Digest(SHA, size))


@settings(max_examples=100)
@given(st.integers(1, 5000), st.integers(1, 6000), st.integers(1, 6000), st.data())
def test_any_parts_that_lie_there_tell_the_size_of_the_others(
    size: int, first: int, later: int, data: st.DataObject
) -> None:
    before = plan(sealed(size), Listing(), first)
    assert before.missing == cut(size, before.part_size)
    assert sum(part.size for part in before.missing) == size
    there = data.draw(st.sets(st.sampled_from(before.missing), min_size=1))
    listing = Listing({f"{part.number:06d}": part.size for part in there})
    after = plan(sealed(size), listing, later)
    assert not after.spoilt
    assert len(after.held) == len(there)
    covered = sorted((part.offset, part.size) for part in (*after.held, *after.missing))
    assert covered == sorted((part.offset, part.size) for part in cut(size, after.part_size))
    if len(there) > 1 or later == before.part_size:  # one part alone may fit two sizes
        assert after.part_size == before.part_size
        assert set(after.held) == there


def test_wrong_parts_are_named_and_never_counted() -> None:
    listing = Listing({"000000": 10, "000001": 9, "000002": 10, "000007": 10, "bundle.json": 3}, temporaries={})
    made = plan(sealed(45), listing, 10)
    assert made.part_size == 10
    assert [part.number for part in made.missing] == [3, 4]
    assert [part.number for part in made.held] == [0, 2]
    assert [part.number for part in made.spoilt] == [1, 7]
    assert made.committed


def test_temporaries_of_ours_are_named_by_keys_of_ours() -> None:
    listing = Listing({}, temporaries={"000003-0a1b2c3d.tmp": 5, "bundle-0a1b2c3d.json.tmp": 1})
    names = plan(sealed(45), listing, 10).temporaries
    assert names == (f"{PLACE.folder}/000003-0a1b2c3d.tmp", f"{PLACE.folder}/bundle-0a1b2c3d.json.tmp")
    assert all(is_temporary(temporary_of(of).rpartition("/")[2]) for of in (PLACE.part(0), PLACE.commit))


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "a\\b", "A", "a b", "a\0", "%2e", "a%2f", "con", "nul.kla", "-a", ".a", "a.", "a" * 65,
     "a.tmp", "a.b.c", "é", "\u202ea", "a\n", "10000-" + "0" * 10_000],
)  # fmt: skip
def test_names_that_are_none_of_ours(name: str) -> None:
    assert not is_segment(name)
    with pytest.raises(ValueError):
        key("inbox", name)
    found = ListingBuilder()
    found.add(name, 1)
    found.add(name, 1, is_folder=True)
    assert not found.done().files
    assert not found.done().folders


def test_a_listing_without_end_is_refused() -> None:
    found = ListingBuilder()
    for number in range(MOST_NAMES):
        found.add(f"{number:06d}", 1)
    with pytest.raises(Stop):
        found.add("one-more", 1)


GOOD: dict[str, Any] = {
    "format": "kla-hub-bundle/1",
    "bundle": "bundle-1",
    "size": 25,
    "sha256": SHA,
    "part_size": 10,
    "parts": ["0" * 64] * 3,
}


@pytest.mark.parametrize(
    "change",
    [
        {"format": "kla-hub-bundle/2"}, {"bundle": "bundle-2"}, {"size": 0}, {"size": -1}, {"size": 1 << 62},
        {"size": True}, {"size": "25"}, {"sha256": "cd" * 32}, {"sha256": SHA[:16]}, {"sha256": 7}, {"part_size": 0},
        {"part_size": -10}, {"part_size": 26}, {"part_size": 10.0}, {"parts": []}, {"parts": ["0" * 64] * 4},
        {"parts": ["0" * 63] * 3}, {"parts": {"0": 1}}, {"parts": None},
    ],
)  # fmt: skip
def test_a_commit_that_contradicts_itself_is_spoilt(change: dict[str, Any]) -> None:
    remote = MemoryRemote()
    remote.objects[PLACE.commit] = to_json(GOOD)
    assert read_commit(remote, PLACE).digest == Digest(SHA, 25)
    remote.objects[PLACE.commit] = to_json(GOOD | change)
    with pytest.raises(Spoilt):
        read_commit(remote, PLACE)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"[" * 100_000, b"\xff", b'"' + b"a" * (9 << 20) + b'"'])
def test_a_commit_that_is_no_object_is_spoilt(data: bytes) -> None:
    remote = MemoryRemote()
    with pytest.raises(NotThere):
        read_commit(remote, PLACE)
    remote.objects[PLACE.commit] = data
    with pytest.raises(Spoilt):
        read_commit(remote, PLACE)


@pytest.mark.parametrize("mark", [{}, {"format": "other"}, {"format": "kla-hub/1", "hub": "../x"}, {"hub": "a"}])
def test_a_mark_that_is_none(mark: dict[str, Any]) -> None:
    remote = MemoryRemote()
    remote.objects["kla-hub.json"] = json.dumps(mark).encode()
    with pytest.raises(Stop):
        read_mark(remote)


def test_the_mark_of_a_newer_hub() -> None:
    remote = MemoryRemote()
    remote.objects["kla-hub.json"] = b'{"format":"kla-hub/2"}'
    with pytest.raises(Fixable) as caught:
        read_mark(remote)
    assert caught.value.code is ErrorCode.HUB_TOO_NEW
