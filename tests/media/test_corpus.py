"""Real files by strangers, good and hostile: no crash, no hang, previews where there is a picture, no wrong place."""

import time
from collections import Counter
from pathlib import Path

import pytest

from kla_desktop.media.pool import ProbePool
from kla_desktop.media.probe import WARNINGS, Probed
from kla_desktop.model.evidence_kind import PHOTO_GROUP, MediaKind
from tests.media.samples import CORPUS, needs_corpus

pytestmark = needs_corpus

_PLACES = {
    "jpg__FujiFilm_FinePixS1Pro__3_.jpg": (55.105, -1.885),
    "jpg__Issue_508.jpg": (43.859, 15.503),
    "jpg__Olympus_FE230-X790.jpg": (50.957, -118.107),
    "jpg__Sony_DSC-HX5V__2_.jpg": (51.779, 8.366),
}
_UNREADABLE = {"png__ImageTestSuite__m1-0699098e769a2d80e60f33dbb3332b61.png"}  # its pHYs chunk is longer than the file
_SLOWEST = 5.0


def _rows(step: int) -> list[tuple[Path, str]]:
    table = (CORPUS / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in table]
    return [(CORPUS / row[0], row[8]) for row in rows if row[7] == "ingest"][::step]


def _look(rows: list[tuple[Path, str]]) -> dict[Path, Probed]:
    found = {}
    with ProbePool(workers=2) as pool:
        for path, _ in rows:
            begun = time.monotonic()
            found[path] = pool.probe(path.name, path.read_bytes(), "2026-11-24T10:00:00+00:00")
            assert time.monotonic() - begun < _SLOWEST, path.name
    return found


def _judge(rows: list[tuple[Path, str]], found: dict[Path, Probed]) -> None:
    for path, expect in rows:
        probed = found[path]
        assert set(probed.warnings) <= WARNINGS
        assert not {"timeout", "memory"} & set(probed.warnings), path.name
        if probed.media_kind.group == PHOTO_GROUP and expect == "accept" and path.name not in _UNREADABLE:
            assert probed.preview is not None, path.name
            assert probed.width is not None
        if probed.gps is not None:
            assert (round(probed.gps.lat, 3), round(probed.gps.lon, 3)) == _PLACES.get(path.name), path.name
        if probed.media_kind is MediaKind.PDF and expect == "accept":
            assert probed.preview is not None or probed.warnings, path.name


def test_a_sample_of_the_corpus() -> None:
    rows = _rows(7)
    found = _look(rows)
    _judge(rows, found)
    assert len(rows) > 100
    assert sum(1 for probed in found.values() if probed.preview) > 30


def test_known_places_are_read() -> None:
    rows = [(path, expect) for path, expect in _rows(1) if path.parent.name == "gps-extra"]
    found = _look(rows)
    _judge(rows, found)
    assert {path.name for path, probed in found.items() if probed.gps} == set(_PLACES)


@pytest.mark.heavy
def test_the_whole_corpus() -> None:
    rows = _rows(1)
    found = _look(rows)
    _judge(rows, found)
    outcomes = Counter((probed.media_kind.group, probed.warnings) for probed in found.values())
    assert outcomes[(PHOTO_GROUP, ())] > 100
    assert sum(1 for probed in found.values() if probed.text) > 150


@pytest.mark.heavy
def test_files_cut_anywhere() -> None:
    rows = [(path, expect) for path, expect in _rows(5) if path.stat().st_size < 200_000]
    with ProbePool(workers=2) as pool:
        for path, _ in rows:
            data = path.read_bytes()
            for part in (1, 4, 9):
                begun = time.monotonic()
                probed = pool.probe(path.name, data[: len(data) * part // 10])
                assert time.monotonic() - begun < _SLOWEST, path.name
                assert probed.gps is None or path.name in _PLACES
