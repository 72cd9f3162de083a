"""Outlines of places as a city supplies them: GeoJSON (RFC 7946) in the library's catalogue folder, WGS 84.

Each feature is a Polygon or MultiPolygon with the Kemendagri code of its place in the property `code` or `kode`
(`32.76.06.1001` or `3276061001`); further properties are passed over. A mistake refuses the file and names the feature.
"""

import json
import re
from pathlib import Path
from typing import Any, Final

from kla_desktop.model.boundaries import Area, Boundaries, Ring
from kla_desktop.model.catalogue import CatalogueFault
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import PlaceCode

MAX_BYTES: Final = 32 << 20
MAX_CORNERS: Final = 1_000_000
_CODE: Final = re.compile(r"(\d{2})\.?(\d{2})(?:\.?(\d{2})(?:\.?(\d{4}))?)?\Z")
_CORNERS: Final = 3


class _Bad(Exception):  # noqa: N818 - where and why, for load_boundaries
    def __init__(self, field: str, why: CatalogueFault, given: str = "", line: int = 1) -> None:
        super().__init__(field)
        self.field, self.why, self.given, self.line = field, why, given, line


def load_boundaries(path: Path) -> Boundaries:
    """Read one file. Raises Fixable(CATALOGUE_FAULT, file=…, line=…, field=…, why=…), Fixable(FILE_MISSING)."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        raise Fixable(ErrorCode.FILE_MISSING, path=str(path)) from None
    try:
        return Boundaries(_areas(_parsed(raw)))
    except _Bad as bad:
        raise Fixable(
            ErrorCode.CATALOGUE_FAULT, file=path.name, line=bad.line, field=bad.field, why=bad.why, given=bad.given
        ) from None


def _parsed(raw: bytes) -> Any:
    if len(raw) > MAX_BYTES:
        raise _Bad("", CatalogueFault.TOO_LARGE)
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _Bad("", CatalogueFault.NOT_TEXT, line=raw.count(b"\n", 0, error.start) + 1) from None
    except (ValueError, RecursionError) as error:
        raise _Bad("", CatalogueFault.NOT_GEOJSON, line=getattr(error, "lineno", 1)) from None


def _areas(values: Any) -> tuple[Area, ...]:
    if not isinstance(values, dict) or values.get("type") != "FeatureCollection":
        raise _Bad("type", CatalogueFault.NOT_GEOJSON)
    features = values.get("features")
    if not isinstance(features, list):
        raise _Bad("features", CatalogueFault.WRONG_TYPE)
    areas: dict[str, Area] = {}
    corners = 0
    for number, feature in enumerate(features):
        area = _area(feature, f"features.{number}")
        corners += sum(len(ring) for rings in area.polygons for ring in rings)
        if corners > MAX_CORNERS:
            raise _Bad(f"features.{number}", CatalogueFault.TOO_LARGE)
        if area.code in areas:
            raise _Bad(f"features.{number}.properties.code", CatalogueFault.DUPLICATE, area.code)
        areas[area.code] = area
    return tuple(areas.values())


def _area(feature: Any, where: str) -> Area:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise _Bad(where, CatalogueFault.WRONG_TYPE)
    notes = {str(key).casefold(): value for key, value in feature["properties"].items()}
    given = notes.get("code", notes.get("kode"))
    if given is None:
        raise _Bad(f"{where}.properties.code", CatalogueFault.MISSING_KEY)
    found = _CODE.match(str(given).strip())
    if found is None:
        raise _Bad(f"{where}.properties.code", CatalogueFault.BAD_VALUE, str(given)[:40])
    shape = feature.get("geometry")
    if not isinstance(shape, dict):
        raise _Bad(f"{where}.geometry", CatalogueFault.MISSING_KEY)
    parts = shape.get("coordinates")
    kind = shape.get("type")
    if kind not in {"Polygon", "MultiPolygon"} or not isinstance(parts, list):
        raise _Bad(f"{where}.geometry.type", CatalogueFault.BAD_VALUE, str(kind)[:40])
    polygons = [parts] if kind == "Polygon" else parts
    code = PlaceCode(".".join(part for part in found.groups() if part))
    return Area(code, tuple(_polygon(polygon, f"{where}.geometry.coordinates") for polygon in polygons))


def _polygon(rings: Any, where: str) -> tuple[Ring, ...]:
    if not isinstance(rings, list) or not rings:
        raise _Bad(where, CatalogueFault.WRONG_TYPE)
    return tuple(_ring(ring, where) for ring in rings)


def _ring(corners: Any, where: str) -> Ring:
    if not isinstance(corners, list) or len(corners) < _CORNERS:
        raise _Bad(where, CatalogueFault.WRONG_TYPE)
    return tuple(_corner(corner, where) for corner in corners)


def _corner(corner: Any, where: str) -> tuple[float, float]:
    if not isinstance(corner, list) or len(corner) < 2 or {type(part) for part in corner} - {int, float}:  # noqa: PLR2004
        raise _Bad(where, CatalogueFault.WRONG_TYPE)
    lon, lat = float(corner[0]), float(corner[1])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004 - degrees
        raise _Bad(where, CatalogueFault.BAD_VALUE, f"{lon}, {lat}")
    return lon, lat
