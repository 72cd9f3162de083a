"""One field for everything: indicators and places by their names, evidence by all that is known of it."""

from dataclasses import dataclass

from kla_desktop.model.catalogue import Indicator
from kla_desktop.model.listing import Filter, Hits, Order
from kla_desktop.model.places import Place
from kla_desktop.model.search_words import words_in
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.search import PATIENCE


@dataclass(frozen=True, slots=True)
class Anything:
    """What a few words lead to."""

    text: str
    indicators: tuple[Indicator, ...]
    places: tuple[Place, ...]
    hits: Hits


def find_anything(ws: Workspace, text: str, evidence: int = 6, others: int = 2) -> Anything:
    """Find at most so many of each, the best first, quickly enough for somebody who types."""
    words = words_in(text)
    indicators = [
        one
        for one in ws.catalogue.indicators
        if _names(words, one.code, str(one.number), one.short_id, one.short_en, one.name_id, one.name_en, *one.aliases)
    ]
    places = [place for place in ws.places.all if _names(words, place.name, *place.aliases)]
    hits = ws.store.search.find(Filter(text=text, order=Order.BEST), evidence, patience=PATIENCE)
    return Anything(text, tuple(indicators[:others]), tuple(places[:others]), hits)


def _names(words: list[str], *names: str) -> bool:
    """Whether every word begins a word of the names."""
    said = [word for name in names for word in words_in(name)]
    return bool(words) and all(any(one.startswith(word) for one in said) for word in words)
