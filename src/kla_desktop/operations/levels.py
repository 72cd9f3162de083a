"""Stations of hubs below: by whom they are reached from here."""

from kla_desktop.model.ids import StationId
from kla_desktop.operations.workspace import Workspace


def reached_by(ws: Workspace, station: StationId) -> StationId:
    """Whom we deal with for a station: itself, or the hub below, accepted by us, that it is under."""
    at, seen = station, {ws.me}
    while at not in seen:
        seen.add(at)
        known = ws.store.offices.station(at)
        if known is None or known.home in (None, ws.me):
            return at
        at = known.home or at
    return station
