"""The row of recycled evidence: reuses of photos are found among many that are easily confused, few others are."""

import sys
from dataclasses import dataclass
from pathlib import Path

from place import SIZES, Place
from race import Contender, Outcome, Row, require

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


@dataclass(frozen=True, slots=True)
class _Size:
    photos: int
    each: int
    others: int
    rows: int


_SIZES = {"tiny": _Size(60, 1, 10, 500), "small": _Size(1200, 5, 120, 20_000), "full": _Size(20_000, 29, 1500, 100_000)}
SEED = 17
RECALL, FALSE_ALARMS = 0.95, 0.005


def reuse(place: Place) -> Row:
    """Compare reuses and others with all photos; drawn once, kept for the next run."""
    from reuse_pictures import keep_drawn

    from tests.shots import WAYS

    name = next(name for name, size in SIZES.items() if size == place.size)
    size = _SIZES[name]
    pictures = place.kept / f"reuse-{name}.zip"
    keep_drawn(pictures, size.photos, size.each, SEED)
    numbers = {"photos": size.photos, "each": size.each, "others": size.others, "rows": size.rows, "seed": SEED}
    words = [word for key, value in numbers.items() for word in (f"--{key}", str(value))]
    command = [sys.executable, Path(__file__).with_name("reuse.py"), "--pictures", pictures, *words]

    def right(outcome: Outcome) -> None:
        told = outcome.told
        print(f"  {told}", flush=True)
        if name != "tiny":
            require(told["recall"] >= RECALL, f"recall is {told['recall']}")
            allowed = max(1, FALSE_ALARMS * told["others"])
            require(told["falsely_alarmed"] <= allowed, f"{told['falsely_alarmed']} false alarms")

    work = size.each * len(WAYS) + size.others
    title = f"{size.each * len(WAYS)} reuses among {size.photos} photos, {size.rows} rows"
    return Row("reuse", title, work, "photos", (Contender("ours", lambda: command, check=right, own_clock=True),))
