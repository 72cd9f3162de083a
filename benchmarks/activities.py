"""Activities, measured: what it costs to propose them for a whole library, and after one more photo.

    python benchmarks/activities.py [--rows 100000]

Plants items of made-up days into a real library, two papers to some twenty photos.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kla_desktop.app import bootstrap
from kla_desktop.model.ids import DeedId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.station import Role
from kla_desktop.operations.propose_activities import ProposeActivitiesRequest, propose_activities
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import SilentProgress

PER_DAY, PER_EVENT = 66, 22


def main() -> None:
    """Measure and print one JSON document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        bootstrap.create(Path(folder) / "lib", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
        with bootstrap.opened(Path(folder) / "lib") as ws:
            plant(ws, rows)
            first = timed(ws)
            again = []
            for number in range(rows, rows + 20):
                record(ws, [capture(ws, number * 7919 % rows, number)])
                again.append(timed(ws))
            found = ws.store.activities.proposals()
    print(json.dumps({
        "items": rows,
        "proposals": len(found),
        "whole_s": round(first, 2),
        "whole_us_an_item": round(first / rows * 1e6, 1),
        "one_more_ms_median": round(sorted(again)[10] * 1000, 1),
        "one_more_ms_worst": round(max(again) * 1000, 1),
    }))  # fmt: skip


def timed(ws: Workspace) -> float:
    """Propose what waits; return the seconds."""
    start = time.perf_counter()
    propose_activities(ws, ProposeActivitiesRequest(), SilentProgress())
    return time.perf_counter() - start


def plant(ws: Workspace, rows: int) -> None:
    """Record items as taking them in would."""
    for start in range(0, rows, 500):
        record(ws, [capture(ws, number, number) for number in range(start, min(start + 500, rows))])


def record(ws: Workspace, drafts: list[Draft]) -> None:
    """Append as one deed."""
    with ws.transaction():
        ws.record(drafts, DeedId(ws.tools.new_id()))


def capture(ws: Workspace, place: int, number: int) -> Draft:
    """Make the item that stands at a place: of a day, of an event of that day, a photo or a paper."""
    chance = random.Random(number)
    on = date(2021, 1, 1) + timedelta(days=place // PER_DAY)
    event, at = divmod(place % PER_DAY, PER_EVENT)
    minute = 480 + 200 * event + at * 4
    data: dict[str, Any] = {"sha256": f"{number:064x}", "size": 1000 + number, "kind": "photo", "media": "jpeg"}
    value = f"{on}T{minute // 60:02d}:{minute % 60:02d}:00"
    data["claims"] = [{"value": value, "source": "exif", "confidence": 0.9}]
    data |= {"name": f"IMG_{number:06d}.jpg", "gps": [-6.4 + event / 50, 106.8 + chance.random() / 5000]}
    if at >= PER_EVENT - 2:
        name = f"{('Notulen', 'Daftar hadir')[at % 2]} Sosialisasi Melati {place // PER_EVENT} {on}.pdf"
        data |= {"kind": "minutes", "media": "pdf", "name": name, "gps": None}
        data["claims"] = [{"value": str(on), "source": "document", "confidence": 0.7}]
    return Draft(Kind.CAPTURED, ws.tools.new_id(), data)


if __name__ == "__main__":
    main()
