"""What indicators and places are called, as facts of the search index: so that a query may name them.

The index holds the slug of an indicator and the code of a place; their names stand in the catalogue, in two languages,
and are put to the words of a query when it is asked.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.places import Places
from kla_desktop.model.search_words import MONTHS, fact, words_in

MOST_MEANT = 6
"""A word in the names of more indicators or places than this means none of them ("anak", "jaya")."""
_NUMBER_WORDS = frozenset({"indikator", "indicator"})


@dataclass(frozen=True, slots=True)
class SearchNames:
    """Facts by the words of their names, and indicators by their numbers."""

    by_word: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_number: Mapping[int, str] = field(default_factory=dict)
    place_words: frozenset[str] = frozenset()
    """Names, which have no root."""
    _sorted: tuple[str, ...] = ()

    @staticmethod
    def of(catalogue: Catalogue, places: Places) -> "SearchNames":
        """Gather the names. The city itself is left out: everything lies in it."""
        found: dict[str, dict[str, None]] = {}
        for one in catalogue.indicators:
            names = (one.short_id, one.short_en, one.name_id, one.name_en, *one.aliases)
            for word in words_in(" ".join(names)):
                found.setdefault(word, {})[fact("i", one.slug)] = None
        inside = [place for place in places.all if place.parent is not None]
        for place in inside:
            for word in words_in(" ".join((place.name, *place.aliases))):
                found.setdefault(word, {})[fact("p", place.code)] = None
        for number, names in enumerate(MONTHS, 1):
            for word in names:
                found.setdefault(word, {})[fact("t", f"{number:02d}")] = None
        by_word = {word: tuple(facts) for word, facts in found.items() if len(word) > 2 and len(facts) <= MOST_MEANT}  # noqa: PLR2004
        return SearchNames(
            by_word,
            {one.number: fact("i", one.slug) for one in catalogue.indicators},
            frozenset(word for place in places.all for word in words_in(place.name)),
            tuple(sorted(by_word)),
        )

    def meant(self, word: str, *, begun: bool) -> tuple[str, ...]:
        """Return the facts that a word names, or that words beginning so name if those are few."""
        if not begun:
            return self.by_word.get(word, ())
        found: dict[str, None] = {}
        for name in self._sorted[bisect_left(self._sorted, word) :]:
            if not name.startswith(word):
                break
            found.update(dict.fromkeys(self.by_word[name]))
        return tuple(found) if len(found) <= MOST_MEANT else self.by_word.get(word, ())

    def numbered(self, word: str, before: str, *, alone: bool) -> tuple[str, ...]:
        """Return the indicator that a number means: one that stands alone, or after "indikator"."""
        if (alone or before in _NUMBER_WORDS) and word.isascii() and word.isdigit() and len(word) < 3:  # noqa: PLR2004
            meant = self.by_number.get(int(word))
            return (meant,) if meant else ()
        return ()
