"""TOML files of the catalogue to values: indicators, places, rounds, words. Whoever edits one is told line and field.

A file says in its first key what it holds: format = "kla-indicators/1", "kla-places/1", "kla-period/1",
"kla-words/1" or "kla-leanings/1".
All mistakes raise Fixable(CATALOGUE_FAULT, file=…, line=…, field=…, why=CatalogueFault, given=…), one at a time, in the
order in which a reader would meet them; a file that cannot be read raises Fixable(FILE_MISSING, path=…).
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from kla_desktop.catalogue.boundaries import load_boundaries
from kla_desktop.catalogue.lines import key_on, line_of
from kla_desktop.catalogue.readers import read_catalogue, read_period, read_places
from kla_desktop.catalogue.tables import FaultAt
from kla_desktop.catalogue.word_readers import read_leanings, read_lexicon
from kla_desktop.model.boundaries import Area, Boundaries
from kla_desktop.model.catalogue import Catalogue, CatalogueFault, EvidencePeriod
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import PlaceCode
from kla_desktop.model.lexicon import Leanings, Lexicon
from kla_desktop.model.places import Places

MAX_BYTES = 4_000_000
"""Largest catalogue file in bytes; forty times the one that ships."""

Loaded = TypeVar("Loaded")


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that some folders hold: catalogues by edition (with their rounds), and places by the code of their city."""

    catalogues: Mapping[str, Catalogue]
    places: Mapping[PlaceCode, Places]
    periods: tuple[EvidencePeriod, ...]
    lexicons: Mapping[str, Lexicon] = field(default_factory=dict)
    """Words for suggestions, by the edition they are for."""
    faults: tuple[Fixable, ...] = ()
    """Files that were passed over, each with its mistake."""
    boundaries: Boundaries = field(default_factory=Boundaries)
    """Outlines of places, where a city supplied any (*.geojson)."""


def load_catalogue(path: Path) -> Catalogue:
    """Read an indicators file; the rounds are in files of their own."""
    return _load(path, {"kla-indicators/1": read_catalogue})


def load_places(path: Path) -> Places:
    """Read a places file."""
    return _load(path, {"kla-places/1": read_places})


def load_period(path: Path) -> EvidencePeriod:
    """Read a round."""
    return _load(path, {"kla-period/1": read_period})


def load_folders(*folders: Path) -> Shelf:
    """Read every *.toml and *.geojson of the folders; of two files on the same subject the later one counts.

    So a city's own file in its library takes the place of ours. A folder that is not there is skipped; a file with a
    mistake is passed over and told in `faults`, so that what it would have replaced stays in force.
    """
    catalogues: dict[str, Catalogue] = {}
    places: dict[PlaceCode, Places] = {}
    periods: dict[tuple[str, str], EvidencePeriod] = {}
    lexicons: dict[str, Lexicon] = {}
    leanings: dict[str, Leanings] = {}
    faults: list[Fixable] = []
    for found in _readable(folders, "*.toml", lambda path: _load(path, _READERS), faults):
        if isinstance(found, Catalogue):
            catalogues[found.edition] = found
        elif isinstance(found, Places):
            places[found.city.code] = found
        elif isinstance(found, Lexicon):
            lexicons[found.edition] = found
        elif isinstance(found, Leanings):
            leanings[found.edition] = found
        else:
            periods[found.edition, found.name] = found
    areas: dict[PlaceCode, Area] = {}
    for boundaries in _readable(folders, "*.geojson", load_boundaries, faults):
        areas |= {area.code: area for area in boundaries.areas}
    rounds = tuple(sorted(periods.values(), key=lambda period: (period.edition, period.name)))
    for edition, catalogue in catalogues.items():
        own = tuple(period for period in rounds if period.edition == edition)
        catalogues[edition] = replace(catalogue, periods=own)
    for edition, lexicon in lexicons.items():
        lexicons[edition] = replace(lexicon, leanings=leanings.get(edition))
    return Shelf(catalogues, places, rounds, lexicons, tuple(faults), Boundaries(tuple(areas.values())))


def _readable(
    folders: Iterable[Path], names: str, read: Callable[[Path], Loaded], faults: list[Fixable]
) -> Iterator[Loaded]:
    """Yield what each file of the folders holds; one with a mistake is passed over and told in `faults`."""
    for path in (path for folder in folders for path in sorted(folder.glob(names))):
        try:
            yield read(path)
        except Fixable as fault:
            faults.append(fault)


def _load(path: Path, readers: Mapping[str, Callable[[dict[str, Any]], Loaded]]) -> Loaded:
    text = _text(path)
    values = _parsed(path, text)
    found = values.get("format", "")
    reader = readers.get(found) if isinstance(found, str) else None
    if reader is None:
        raise _fault(path, line_of(text, ("format",)), "format", CatalogueFault.WRONG_FORMAT, str(found)[:40])
    try:
        return reader(values)
    except FaultAt as fault:
        field = ".".join(part for part in fault.path if isinstance(part, str))
        raise _fault(path, line_of(text, fault.path), field, fault.why, fault.given) from None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # besides its own error, tomllib lets numbers too long and nests pass
        position = re.search(r"\(at line (\d+)", str(error))
        line = int(position[1]) if position else text.rstrip("\n").count("\n") + 1
        raise _fault(path, line, key_on(text, line), CatalogueFault.SYNTAX) from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        raise Fixable(ErrorCode.FILE_MISSING, path=str(path)) from None
    if len(raw) > MAX_BYTES:
        raise _fault(path, 1, "", CatalogueFault.TOO_LARGE)
    try:
        return raw.decode("utf-8-sig")  # Windows editors put a byte order mark in front, which TOML does not allow
    except UnicodeDecodeError as error:
        raise _fault(path, raw.count(b"\n", 0, error.start) + 1, "", CatalogueFault.NOT_TEXT) from None


def _fault(path: Path, line: int, field: str, why: CatalogueFault, given: str = "") -> Fixable:
    return Fixable(ErrorCode.CATALOGUE_FAULT, file=path.name, line=line, field=field, why=why, given=given)


_READERS: Mapping[str, Callable[[dict[str, Any]], Any]] = {
    "kla-indicators/1": read_catalogue,
    "kla-places/1": read_places,
    "kla-period/1": read_period,
    "kla-words/1": read_lexicon,
    "kla-leanings/1": read_leanings,
}
