"""Boundaries that a city supplies: read, refused with the place of the mistake, and asked where a position lies."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kla_desktop.app.resources import resources
from kla_desktop.catalogue.boundaries import load_boundaries
from kla_desktop.catalogue.loader import load_folders
from kla_desktop.model.boundaries import Proposal
from kla_desktop.model.capture import GeoPoint
from kla_desktop.model.errors import Fixable
from kla_desktop.model.ids import PlaceCode


def square(west: float, south: float, side: float) -> list[list[float]]:
    return [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]


def feature(code: object, *rings: list[list[float]], kind: str = "Polygon") -> dict[str, Any]:
    shape: Any = [list(rings)] if kind == "MultiPolygon" else list(rings)
    return {"type": "Feature", "properties": {"kode": code}, "geometry": {"type": kind, "coordinates": shape}}


def written(path: Path, *features: Any) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def test_the_smallest_place_around_a_position_is_proposed(tmp_path: Path) -> None:
    hole = square(106.81, -6.39, 0.01)
    file = written(
        tmp_path / "batas.geojson",
        feature("32.76.06", square(106.80, -6.40, 0.1)),
        feature("3276061001", square(106.80, -6.40, 0.05), hole),
        feature("32.76.06.1002", square(106.85, -6.40, 0.05), kind="MultiPolygon"),
    )
    boundaries = load_boundaries(file)
    assert boundaries.propose(GeoPoint(-6.375, 106.845)) == Proposal(PlaceCode("32.76.06.1001"))
    assert boundaries.propose(GeoPoint(-6.375, 106.875)) == Proposal(PlaceCode("32.76.06.1002"))
    assert boundaries.propose(GeoPoint(-6.385, 106.815)) == Proposal(PlaceCode("32.76.06"))  # in the hole
    near = boundaries.propose(GeoPoint(-6.405, 106.82))
    assert near is not None
    assert near.distance_km == pytest.approx(0.557, abs=0.01)
    assert boundaries.propose(GeoPoint(-6.6, 106.8)) is None


@pytest.mark.parametrize(
    ("content", "why", "field"),
    [
        (b"\xff\xfe{", "not_text", ""),
        (b"{", "not_geojson", ""),
        (b"[" * 100_000, "not_geojson", ""),
        (b'{"type": "Feature"}', "not_geojson", "type"),
        (b'{"type": "FeatureCollection", "features": 3}', "wrong_type", "features"),
        ([{"type": "Feature", "properties": {}, "geometry": None}], "missing_key", "features.0.properties.code"),
        ([feature("Beji", square(1, 1, 1))], "bad_value", "features.0.properties.code"),
        (
            [feature("32.76", square(1, 1, 1)), feature("3276", square(1, 1, 1))],
            "duplicate",
            "features.1.properties.code",
        ),
        ([feature("32.76", [[1, 2], [3, 4]])], "wrong_type", "features.0.geometry.coordinates"),
        ([feature("32.76", square(1, 88, 9))], "bad_value", "features.0.geometry.coordinates"),
        ([feature("32.76", [[1, "2"]] * 4)], "wrong_type", "features.0.geometry.coordinates"),  # type: ignore[list-item]
        ([feature("32.76", square(1, 1, 1), kind="Point")], "bad_value", "features.0.geometry.type"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, content: Any, why: str, field: str) -> None:
    file = tmp_path / "batas.geojson"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        written(file, *content)
    with pytest.raises(Fixable) as raised:
        load_boundaries(file)
    assert (raised.value.details["why"], raised.value.details["field"]) == (why, field)
    assert raised.value.details["file"] == "batas.geojson"


def test_boundaries_stand_beside_the_catalogue_and_faults_are_told(tmp_path: Path) -> None:
    own = tmp_path / "catalogue"
    shutil.copytree(resources() / "catalogue", own)
    written(own / "batas.geojson", feature("32.76.06.1001", square(106.80, -6.40, 0.05)))
    (own / "rusak.geojson").write_text("{", "utf-8")
    shelf = load_folders(own)
    assert [area.code for area in shelf.boundaries.areas] == ["32.76.06.1001"]
    assert [fault.details["file"] for fault in shelf.faults] == ["rusak.geojson"]
