"""TOML files of the catalogue to values: indicators, places, rounds, words. Whoever edits one is told line and field.

A file says in its first key what it holds: format = "kla-indicators/1", "kla-places/1", "kla-period/1",
"kla-words/1" or "kla-leanings/1".
All mistakes raise Fixable(CATALOGUE_FAULT, file=…, line=…, field=…, why=CatalogueFault, given=…), one at a time, in the
order in which a reader would meet them; a file that cannot be read raises Fixable(FILE_MISSING, path=…).
"""

import contextlib
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

_WORDS = frozenset({"kla-words/1", "kla-leanings/1"})
"""Formats that suggestions alone need."""
_FORMAT = re.compile(r'^format *= *"([^"]*)"', re.MULTILINE)

Loaded = TypeVar("Loaded")


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that some folders hold: catalogues by edition (with their rounds), and places by the code of their city."""

    catalogues: Mapping[str, Catalogue]
    places: Mapping[PlaceCode, Places]
    periods: tuple[EvidencePeriod, ...]
    faults: tuple[Fixable, ...] = ()
    """Files that were passed over, each with its mistake."""
    boundaries: Boundaries = field(default_factory=Boundaries)
    """Outlines of places, where a city supplied any (*.geojson)."""


@dataclass(frozen=True, slots=True)
class WordShelf:
    """Words for suggestions that some folders hold, by the edition they are for."""

    lexicons: Mapping[str, Lexicon]
    faults: tuple[Fixable, ...] = ()
    """Files that were passed over, each with its mistake."""


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

    Words for suggestions are left to `load_words`: to read them takes as long as all the rest.
    So a city's own file in its library takes the place of ours. A folder that is not there is skipped; a file with a
    mistake is passed over and told in `faults`, so that what it would have replaced stays in force.
    """
    catalogues: dict[str, Catalogue] = {}
    places: dict[PlaceCode, Places] = {}
    periods: dict[tuple[str, str], EvidencePeriod] = {}
    faults: list[Fixable] = []
    for path, text in _texts(folders, "*.toml", faults):
        if _format(text) in _WORDS:
            continue
        with _kept(faults):
            found = _read(path, text, _READERS)
            if isinstance(found, Catalogue):
                catalogues[found.edition] = found
            elif isinstance(found, Places):
                places[found.city.code] = found
            else:
                periods[found.edition, found.name] = found
    areas: dict[PlaceCode, Area] = {}
    for path in _files(folders, "*.geojson"):
        with _kept(faults):
            areas |= {area.code: area for area in load_boundaries(path).areas}
    rounds = tuple(sorted(periods.values(), key=lambda period: (period.edition, period.name)))
    for edition, catalogue in catalogues.items():
        own = tuple(period for period in rounds if period.edition == edition)
        catalogues[edition] = replace(catalogue, periods=own)
    return Shelf(catalogues, places, rounds, tuple(faults), Boundaries(tuple(areas.values())))


def load_words(*folders: Path) -> WordShelf:
    """Read the files of words in the folders, as `load_folders` reads the others."""
    lexicons: dict[str, Lexicon] = {}
    leanings: dict[str, Leanings] = {}
    faults: list[Fixable] = []
    for path, text in _texts(folders, "*.toml", faults):
        if _format(text) not in _WORDS:
            continue
        with _kept(faults):
            found = _read(path, text, _WORD_READERS)
            if isinstance(found, Lexicon):
                lexicons[found.edition] = found
            else:
                leanings[found.edition] = found
    for edition, lexicon in lexicons.items():
        lexicons[edition] = replace(lexicon, leanings=leanings.get(edition))
    return WordShelf(lexicons, tuple(faults))


def _files(folders: Iterable[Path], names: str) -> Iterator[Path]:
    return (path for folder in folders for path in sorted(folder.glob(names)))


def _texts(folders: Iterable[Path], names: str, faults: list[Fixable]) -> Iterator[tuple[Path, str]]:
    """Yield what each file of the folders says; one that cannot be read is passed over and told in `faults`."""
    for path in _files(folders, names):
        try:
            text = _text(path)
        except Fixable as fault:
            faults.append(fault)
        else:
            yield path, text


@contextlib.contextmanager
def _kept(faults: list[Fixable]) -> Iterator[None]:
    """Keep the mistake of one file, and go on with the next."""
    try:
        yield
    except Fixable as fault:
        faults.append(fault)


def _format(text: str) -> str:
    said = _FORMAT.search(text)
    return said[1] if said else ""


def _load(path: Path, readers: Mapping[str, Callable[[dict[str, Any]], Loaded]]) -> Loaded:
    return _read(path, _text(path), readers)


def _read(path: Path, text: str, readers: Mapping[str, Callable[[dict[str, Any]], Loaded]]) -> Loaded:
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


_READERS: Mapping[str, Callable[[dict[str, Any]], Catalogue | Places | EvidencePeriod]] = {
    "kla-indicators/1": read_catalogue,
    "kla-places/1": read_places,
    "kla-period/1": read_period,
}
_WORD_READERS: Mapping[str, Callable[[dict[str, Any]], Lexicon | Leanings]] = {
    "kla-words/1": read_lexicon,
    "kla-leanings/1": read_leanings,
}
