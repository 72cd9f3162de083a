"""Cities, districts and urban villages with their Kemendagri codes, found by code or by the names people write.

Names are poor keys: Depok has two villages called Curug, and most districts share their name with a village. A name
that could mean several places is therefore refused with the candidates, never guessed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import PlaceCode

PlaceKind = Literal["city", "district", "village"]
PLACE_KINDS: tuple[PlaceKind, ...] = ("city", "district", "village")
_PREFIXES: Mapping[str, PlaceKind] = {
    "kota": "city", "kabupaten": "city", "kab": "city", "city": "city",
    "kecamatan": "district", "kec": "district", "district": "district",
    "kelurahan": "village", "kel": "village", "desa": "village", "village": "village",
}  # fmt: skip
_TITLES: Mapping[PlaceKind, str] = {"city": "Kota", "district": "Kecamatan", "village": "Kelurahan"}
_PREFIX = re.compile(rf"\s*({'|'.join(_PREFIXES)})(?:\.\s*|\s+)(?=\w)", re.IGNORECASE)
_WITH_PARENT = re.compile(r"\s*([^(),/]+?)\s*(?:\(\s*([^()]+?)\s*\)|[,/]\s*([^,/]+?))\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative area; `parent` is None for the city itself, `aliases` are other spellings in use."""

    code: PlaceCode
    name: str
    kind: PlaceKind
    parent: PlaceCode | None
    aliases: tuple[str, ...] = ()


def fold_name(text: str) -> str:
    """Return the letters and digits, casefolded: "Ratu Jaya" and "RATUJAYA" are one name."""
    return "".join(char for char in text.casefold() if char.isalnum())


def lies_in(code: PlaceCode | None, area: PlaceCode) -> bool:
    """Whether the place is `area` or inside it, as the codes tell."""
    return code is not None and (code == area or code.startswith(f"{area}."))


@dataclass(frozen=True, slots=True)
class Places:
    """All places of one city, in the order of their codes."""

    all: tuple[Place, ...]
    by_code: Mapping[PlaceCode, Place] = field(init=False, repr=False, compare=False)
    _by_name: Mapping[str, tuple[Place, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index by code and folded name; a city also answers to its name without "Kota"."""
        names: dict[str, tuple[Place, ...]] = {}
        for place in self.all:
            for name in dict.fromkeys(_folded_names(place)):
                names[name] = (*names.get(name, ()), place)
        object.__setattr__(self, "by_code", MappingProxyType({place.code: place for place in self.all}))
        object.__setattr__(self, "_by_name", MappingProxyType(names))

    @property
    def city(self) -> Place:
        """The city that all others lie in; the first one listed."""
        return next(place for place in self.all if place.kind == "city")

    def find(self, text: str, kind: PlaceKind | None = None) -> Place:
        """Look up a code, a name ("Mekarjaya", "Kec. Beji") or a name with its parent ("Curug (Bojongsari)").

        A city's bare name means the city. Raises Fixable(NO_SUCH_PLACE, place=text, candidates=(…,)) for an unknown
        name (no candidates) and for one that several places bear; candidates read "32.76.02.1008 Curug (Cimanggis)".
        """
        code = PlaceCode(text.strip())
        if code in self.by_code:
            return self.by_code[code]
        found = self._named(text, kind)
        if len(found) != 1:
            candidates = tuple(f"{place.code} {self.label(place.code)}" for place in found)
            raise Fixable(ErrorCode.NO_SUCH_PLACE, place=text, candidates=candidates)
        return found[0]

    def label(self, code: PlaceCode) -> str:
        """Return the name, with as much more as makes it plain which place is meant; `find` understands it.

        "Mekarjaya", "Curug (Bojongsari)", "Kelurahan Beji", "Kecamatan Beji"; an unknown code is returned as it is.
        """
        place = self.by_code.get(code)
        if place is None:
            return code
        namesakes = [other for other in self._by_name[fold_name(place.name)] if other.code != code]
        parent = self.by_code.get(place.parent) if place.parent is not None else None
        if parent is not None and any(other.kind == place.kind for other in namesakes):
            return f"{place.name} ({parent.name})"
        if namesakes and place.kind != "city":
            return f"{_TITLES[place.kind]} {place.name}"
        return place.name

    def children(self, code: PlaceCode) -> tuple[Place, ...]:
        """Return the places directly inside, in the order of their codes."""
        return tuple(place for place in self.all if place.parent == code)

    def _named(self, text: str, kind: PlaceKind | None) -> tuple[Place, ...]:
        whole = self._by_name.get(fold_name(text), ())
        if whole:
            return _preferred(whole, kind)
        prefix = _PREFIX.match(text)
        if prefix:
            asked = _PREFIXES[prefix[1].casefold()]
            return () if kind not in (None, asked) else self._named(text[prefix.end() :], asked)
        with_parent = _WITH_PARENT.fullmatch(text)
        if with_parent is None:
            return ()
        parents = {place.code for place in self._named(with_parent[2] or with_parent[3], None)}
        inside = self._by_name.get(fold_name(with_parent[1]), ())
        return tuple(p for p in inside if p.parent in parents and kind in (None, p.kind))


def _folded_names(place: Place) -> Iterator[str]:
    for name in (place.name, *place.aliases):
        yield fold_name(name)
        prefix = _PREFIX.match(name)
        if place.kind == "city" and prefix:
            yield fold_name(name[prefix.end() :])


def _preferred(places: tuple[Place, ...], kind: PlaceKind | None) -> tuple[Place, ...]:
    if kind is not None:
        return tuple(place for place in places if place.kind == kind)
    cities = tuple(place for place in places if place.kind == "city")
    return cities or places
