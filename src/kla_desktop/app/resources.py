"""Where the data files lie: in a checkout, in an installed wheel, in a frozen build. Nothing else asks."""

import sys
from collections.abc import Iterable
from pathlib import Path

import kla_desktop
from kla_desktop.model.errors import Defect


def resources() -> Path:
    """Return the folder that holds catalogue/ and its neighbours. Raises Defect if they were not installed."""
    package = Path(kla_desktop.__file__).parent
    return find_resources(candidates(package, getattr(sys, "_MEIPASS", None)))


def candidates(package: Path, frozen: str | None) -> tuple[Path, ...]:
    """Return the places to look, best first: frozen build, wheel's package, checkout around src/."""
    unpacked = (Path(frozen) / "resources", Path(frozen) / "kla_desktop" / "resources") if frozen else ()
    return (*unpacked, package / "resources", package.parents[1] / "resources")


def find_resources(places: Iterable[Path]) -> Path:
    """Return the first of the places that holds a catalogue."""
    for place in places:
        if (place / "catalogue").is_dir():
            return place
    raise Defect("installed without its resources")


def catalogue_folder() -> Path:
    """Return the folder of the catalogue files that ship with the program."""
    return resources() / "catalogue"
