"""A year of a country, reckoned from a simulated city's year and from the calls that the hub's own code makes.

What is measured: seconds, bytes and bundles of the simulated year (`Measured`, read from what the program printed), and
the calls of sending, fetching and removing a bundle of so many parts, counted on a remote in memory. What is assumed:
the arguments of `country`. The rest is multiplication.
"""

import contextlib
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from kla_desktop.app.sync_service import NOW_AND_THEN, SOON
from kla_desktop.model.ids import BundleId, Digest, StationId
from kla_desktop.transport.hub import Sealed
from kla_desktop.transport.hub_fetching import (
    Reply,
    bundles_of,
    fetch,
    fetch_reply,
    list_replies,
    places_of,
    put_reply,
    read_commit,
    remove,
    remove_reply,
    stations,
)
from kla_desktop.transport.hub_sending import commit, send_part, survey
from kla_desktop.transport.memory_remote import MemoryRemote
from kla_desktop.transport.object_place import ObjectPlace
from kla_desktop.transport.remote import Key, Listing, Put, Source, Watch, unwatched

PART = 8_000_000
OPEN_RATE = 200e6
"""Bytes a second at which a bundle's evidence is opened, checked and sealed again; of the slow machine measured on."""
WEBDAV = {"put": 3, "list": 1, "read": 1, "delete": 1, "folder": 1}
S3 = {"put": 2, "list": 1, "read": 1, "delete": 1, "folder": 1}
"""Requests that a call costs: a put is PUT, HEAD and MOVE at most on WebDAV, HEAD and PUT on S3."""
_STATION = StationId("0192f0c1-7d3e-7abc-8def-0123456789ab")
_BUNDLE = BundleId("0192f0c1-7d3e-7abc-8def-0000000000b1")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one simulated year took: its scale, and its figures."""

    scale: dict[str, Any]
    figures: dict[str, Any]

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read what `python -m benchmarks.simulated_year` printed."""
        told = json.loads(file.read_text("utf-8"))
        return cls(told["scale"], told["figures"])

    def spent(self, *what: str) -> float:
        """Seconds of some stages together."""
        return sum(float(self.figures["spent"].get(one, 0.0)) for one in what)


class _Counting(MemoryRemote):
    """Counts calls."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: Counter[str] = Counter()

    def list(self, folder: str) -> Listing:
        self.calls["list"] += 1
        return super().list(folder)

    @contextlib.contextmanager
    def read(self, key: Key, offset: int = 0, length: int | None = None) -> Iterator[Iterator[bytes]]:
        self.calls["read"] += 1
        with super().read(key, offset, length) as chunks:
            yield chunks

    def put_new(self, key: Key, source: Source, watch: Watch = unwatched) -> Put:
        self.calls["put"] += 1
        return super().put_new(key, source, watch)

    def delete(self, key: Key) -> None:
        self.calls["delete"] += 1
        super().delete(key)

    def remove_folder(self, folder: str) -> None:
        self.calls["folder"] += 1
        super().remove_folder(folder)


def calls_of_bundle(parts: int) -> Counter[str]:
    """Count the calls that a bundle of so many parts and its reply cost, until both are gone from the hub again."""
    remote, size = _Counting(), 1000
    with tempfile.TemporaryDirectory(prefix="kla-calls-") as name:
        sealed = _sealed(Path(name), parts * size)
        for part in survey(remote, sealed, size).missing:
            send_part(remote, sealed, part)
        commit(remote, sealed, size)
        for bundle in bundles_of(remote, _STATION):
            for place in places_of(remote, _STATION, bundle):
                fetch(remote, read_commit(remote, place), Path(name) / "fetched")
                put_reply(remote, Reply(_STATION, _BUNDLE, sealed.digest.size), sealed.path)
                remove(remote, place)
        for one in list_replies(remote, _STATION):
            fetch_reply(remote, one, Path(name) / "reply")
            remove_reply(remote, one)
    return remote.calls


def calls_of_object() -> Counter[str]:
    """Count the calls that an object costs on its way to the object store: sent and read back."""
    remote = _Counting()
    with tempfile.TemporaryDirectory(prefix="kla-calls-") as name:
        sealed = _sealed(Path(name), 1000)
        place = ObjectPlace(remote, "0192f0c1")
        place.put(sealed.digest.sha256, sealed.path)
        place.fixity(sealed.digest.sha256, 1000)
    return remote.calls


def calls_of_looking(offices: int) -> tuple[Counter[str], Counter[str]]:
    """Count what a round without news costs: the secretariat of so many offices, and one office.

    Each office has a reply that it has not acknowledged, as between two of its bundles; the secretariat looks after it.
    """
    desk, office = _Counting(), _Counting()
    with tempfile.TemporaryDirectory(prefix="kla-calls-") as name:
        sealed = _sealed(Path(name), 1000)
        everybody = [StationId(f"0192f0c1-7d3e-7abc-8def-{number:012}") for number in range(offices)]
        for station in everybody:
            one = replace(sealed, station=station)
            for part in survey(desk, one, 1000).missing:
                send_part(desk, one, part)
            put_reply(desk, Reply(station, _BUNDLE, 1000), sealed.path)
        desk.calls.clear()
        for station in stations(desk):
            bundles_of(desk, station)
        for station in everybody:
            list_replies(desk, station)
        list_replies(office, _STATION)
    return desk.calls, office.calls


def polling(offices: int, cities: int, hours: int) -> dict[str, int | float]:
    """Reckon the rounds without news of a year in which every program is open `hours` hours."""
    desk, office = calls_of_looking(offices)
    of_desk = int(hours * 3600 / SOON) * requests(desk, WEBDAV)
    of_offices = offices * int(hours * 3600 / NOW_AND_THEN) * requests(office, WEBDAV)
    return {
        "requests_of_a_desk": of_desk,
        "requests_of_the_offices": of_offices,
        "requests_a_second_a_city_while_open": round((of_desk + of_offices) / hours / 3600, 2),
        "requests_a_second_all_cities_while_open": round((of_desk + of_offices) * cities / hours / 3600),
    }


def requests(calls: Counter[str], costs: dict[str, int]) -> int:
    """Requests of some calls on one kind of storage."""
    return sum(count * costs[call] for call, count in calls.items())


def country(
    measured: Measured,
    *,
    cities: int = 514,
    offices: int = 103,
    items: int = 50_000,
    photo: int = 2_000_000,
    weeks: int = 52,
    hours: int = 2_000,
) -> dict[str, Any]:
    """Reckon a year: every office sends once a week, and is answered; every program is open `hours` hours."""
    bundles = offices * weeks
    evidence = items * photo
    parts = max(1, -(-evidence // bundles // PART))
    bundle, kept = calls_of_bundle(parts), calls_of_object()
    figures, lived = measured.figures, int(measured.scale["items"])
    told = figures["stored"]["sekretariat"] - figures["evidence_bytes"]
    desk = measured.spent("receiving, secretariat", "sealing replies", "reviewing")
    each = desk / lived
    by_storage = {
        name: {
            "requests_a_bundle": requests(bundle, costs),
            "requests_a_city": bundles * requests(bundle, costs),
            "requests_a_second_all_cities": round(bundles * cities * requests(bundle, costs) / (365 * 86400), 2),
            "requests_a_city_object_store": items * requests(kept, costs),
        }
        for name, costs in (("webdav", WEBDAV), ("s3", S3))
    }
    return {
        "assumed": {
            "cities": cities,
            "offices": offices,
            "items": items,
            "photo": photo,
            "weeks": weeks,
            "hours": hours,
        },
        "bundles_a_city": bundles,
        "bundles_all_cities": bundles * cities,
        "megabytes_a_bundle": round(evidence / bundles / 1e6, 1),
        "parts_a_bundle": parts,
        "hub": by_storage,
        "looking": polling(offices, cities, hours),
        "terabytes_a_city": round(evidence / 1e12, 3),
        "terabytes_all_cities": round(evidence * cities / 1e12, 1),
        "index_gigabytes_a_city": round(told / lived * items / 1e9, 2),
        "desk_milliseconds_an_item": round(1000 * each, 1),
        "desk_hours_a_city": round((each * items + evidence / OPEN_RATE) / 3600, 2),
        "desk_minutes_a_week": round((each * items + evidence / OPEN_RATE) / weeks / 60, 1),
    }


def _sealed(folder: Path, size: int) -> Sealed:
    data = hashlib.shake_256(b"country").digest(size)
    path = folder / f"{_BUNDLE}.kla"
    path.write_bytes(data)
    return Sealed(_STATION, _BUNDLE, path, Digest(hashlib.sha256(data).hexdigest(), size))
