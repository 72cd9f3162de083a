"""Which place a position lies in, by boundaries that a city has supplied. A proposal: the officer decides."""

import math
from dataclasses import dataclass
from typing import Final

from kla_desktop.model.capture import GeoPoint
from kla_desktop.model.ids import PlaceCode

Ring = tuple[tuple[float, float], ...]
"""Corners as (longitude, latitude), as GeoJSON has them; closed or not."""
NEAR_KM: Final = 1.0
"""So far outside a boundary a position is still proposed for the nearest place: phones err, boundaries too."""
_KM_A_DEGREE: Final = 111.32


@dataclass(frozen=True, slots=True)
class Area:
    """One place's outline: polygons, each an outer ring followed by its holes."""

    code: PlaceCode
    polygons: tuple[tuple[Ring, ...], ...]

    def holds(self, point: GeoPoint) -> bool:
        """Whether the position is inside one of the polygons and in none of its holes."""
        return any(
            _inside(rings[0], point) and not any(_inside(hole, point) for hole in rings[1:]) for rings in self.polygons
        )

    def distance_km(self, point: GeoPoint) -> float:
        """Return the distance to the nearest outline, on a plane that is good for a city."""
        return min(_distance(ring, point) for rings in self.polygons for ring in rings)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place for a position; `distance_km` is 0 inside it."""

    place: PlaceCode
    distance_km: float = 0.0


@dataclass(frozen=True, slots=True)
class Boundaries:
    """All outlines of a city; empty where none were supplied."""

    areas: tuple[Area, ...] = ()

    def propose(self, point: GeoPoint) -> Proposal | None:
        """Return the smallest place (longest code) that holds the position, else the nearest within NEAR_KM."""
        holding = [area for area in self.areas if area.holds(point)]
        if holding:
            return Proposal(max(holding, key=lambda area: (len(area.code), area.code)).code)
        near = [(area.distance_km(point), -len(area.code), area.code) for area in self.areas]
        distance, _, code = min(near, default=(math.inf, 0, PlaceCode("")))
        return Proposal(code, round(distance, 3)) if distance <= NEAR_KM else None


def _inside(ring: Ring, point: GeoPoint) -> bool:
    """Even-odd rule: how often a ray to the east crosses the ring."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > point.lat) != (y2 > point.lat) and point.lon < (x2 - x1) * (point.lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _distance(ring: Ring, point: GeoPoint) -> float:
    across = math.cos(math.radians(point.lat)) * _KM_A_DEGREE
    corners = [((lon - point.lon) * across, (lat - point.lat) * _KM_A_DEGREE) for lon, lat in ring]
    return min(_to_edge(a, b) for a, b in zip(corners, corners[1:] + corners[:1], strict=True))


def _to_edge(a: tuple[float, float], b: tuple[float, float]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(a[0] * dx + a[1] * dy) / length))
    return math.hypot(a[0] + along * dx, a[1] + along * dy)
