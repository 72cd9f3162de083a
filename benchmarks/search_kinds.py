"""Every kind of question over a library that is kept, the dearest first.

python benchmarks/search_kinds.py FOLDER [--each 40] [--items 1000000] [--busy]

A folder that is not there is filled first: a million items take a quarter of an hour and 1.5 GB. `--busy` lets the
product's patience count CPU time instead of what the clock says, for a machine that has other work.
"""

import argparse
import math
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import libraries
import queries
import workload
from product import ask_product

from kla_desktop.store import search

_GOAL, _MOST = 10.0, 50.0
Spent = tuple[float, float, str]
"""CPU and wall in milliseconds, and the question."""


def measure(folder: Path, each: int) -> dict[str, list[Spent]]:
    """Ask so many questions of each kind, newest and best first."""
    spent: dict[str, list[Spent]] = defaultdict(list)
    with libraries.opened(folder) as ws:
        count = int(ws.store.database.value("SELECT count(*) FROM indexed"))
        slugs = [one.slug for one in ws.catalogue.indicators]
        districts = [one.code for one in ws.places.all if one.kind == "district"]
        asked = queries.make(workload.vocabulary(), count, each, slugs, districts)
        print(f"{count} items, {len(asked)} questions, seed {queries.SEED}")
        for one in asked[:30]:
            ask_product(ws, one)
        for one in asked:
            wall, cpu = time.perf_counter(), time.thread_time()
            ask_product(ws, one)
            times = 1000 * (time.thread_time() - cpu), 1000 * (time.perf_counter() - wall)
            spent[f"{one['kind']}, {one['order']}"].append((*times, one["text"]))
    return spent


def tell(spent: dict[str, list[Spent]]) -> None:
    """Print median, 95th percentile and most of each kind, and how many kinds keep to their goals."""
    print(f"{'ms: median, 95 %, most':40}{'cpu':>24}{'wall':>27}   the dearest")
    for kind, every in sorted(spent.items(), key=lambda one: -_share([cpu for cpu, _, _ in one[1]], 0.95)):
        figures = [
            "".join(f"{_share([one[clock] for one in every], share):8.2f}" for share in (0.5, 0.95, 1))
            for clock in (0, 1)
        ]
        print(f"{kind:40}{figures[0]}   {figures[1]}   {max(every)[2]!r}")
    for clock, name in enumerate(("cpu", "wall")):
        kinds = [[one[clock] for one in every] for every in spent.values()]
        good = sum(_share(times, 0.95) <= _GOAL for times in kinds)
        every = [time for times in kinds for time in times]
        shares = " / ".join(f"{_share(every, share):.2f}" for share in (0.5, 0.95, 0.99, 1))
        print(
            f"{name}: {good} of {len(kinds)} kinds at most {_GOAL:.0f} ms at the 95th percentile; "
            f"{sum(time > _MOST for time in every)} questions above {_MOST:.0f}; 50/95/99/100 %: {shares}"
        )


def _share(times: Sequence[float], share: float) -> float:
    return sorted(times)[max(0, math.ceil(len(times) * share) - 1)]


def main() -> int:
    """Fill the folder if need be, ask, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=40)
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--busy", action="store_true")
    chosen = parser.parse_args()
    if not chosen.folder.exists():
        print(f"{libraries.fill_search(libraries.village(chosen.folder), chosen.items):.0f} rows/s indexed")
    if chosen.busy:
        search.time = SimpleNamespace(monotonic=time.thread_time)  # type: ignore[attr-defined]
    tell(measure(chosen.folder, chosen.each))
    return 0


if __name__ == "__main__":
    sys.exit(main())
