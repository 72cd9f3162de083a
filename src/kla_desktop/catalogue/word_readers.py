"""Parsed TOML to a lexicon ("kla-words/1") or to what words lean to ("kla-leanings/1").

Every mistake is a FaultAt at its place in the file.
"""

import re
from typing import Any, Final

from kla_desktop.catalogue.tables import Table
from kla_desktop.model.catalogue import CatalogueFault
from kla_desktop.model.ids import IndicatorSlug, SlotSlug
from kla_desktop.model.lexicon import IndicatorWords, Leaning, Leanings, Lexicon, Terms

_TOP: Final = ("format", "edition", "capitals", "children", "other", "indicator")
_INDICATOR: Final = ("slug", "sure", "child", "likely", "near", "hint", "general", "against", "slots")
_LEANINGS: Final = ("format", "edition", "towards", "start", "words")
_TERM: Final = re.compile(
    r"(?:~?[a-z0-9]+\*?)(?:/~?[a-z0-9]+\*?)*(?: (?:\.{2,3} )?(?:~?[a-z0-9]+\*?)(?:/~?[a-z0-9]+\*?)*)*"
)


def read_lexicon(values: dict[str, Any]) -> Lexicon:
    """Read a file of words."""
    top = Table(values, (), _TOP)
    edition = top.slug("edition")
    children = top.inner("children", ("words", "masked"))
    other = top.inner("other")
    tables = top.tables("indicator", _INDICATOR)
    indicators: list[IndicatorWords] = []
    for table in tables:
        indicator = _indicator(table)
        if any(indicator.slug == known.slug for known in indicators):
            raise table.fault("slug", CatalogueFault.DUPLICATE, indicator.slug)
        indicators.append(indicator)
    return Lexicon(
        edition=edition,
        children=_terms(children, "words"),
        masked=_terms(children, "masked"),
        capitals=_terms(top, "capitals"),
        other={name: _terms(other, name) for name in other.keys},
        indicators=tuple(indicators),
    )


def _indicator(table: Table) -> IndicatorWords:
    slug = IndicatorSlug(table.slug("slug"))
    inner = table.inner("slots")
    return IndicatorWords(
        slug=slug,
        sure=_terms(table, "sure"),
        child=_terms(table, "child"),
        likely=_terms(table, "likely"),
        near=_terms(table, "near"),
        hint=_terms(table, "hint"),
        general=_terms(table, "general"),
        against=_terms(table, "against"),
        slots={SlotSlug(name): _terms(inner, name) for name in inner.keys},
    )


def _terms(table: Table, key: str) -> Terms:
    found = table.texts(key)
    for term in found:
        if not _TERM.fullmatch(term):
            raise table.fault(key, CatalogueFault.BAD_VALUE, term)
    return found


def read_leanings(values: dict[str, Any]) -> Leanings:
    """Read a file of leanings: each line of `words` is a word, how rare it is, and place:hundredths of `towards`."""
    top = Table(values, (), _LEANINGS)
    towards, start = top.texts("towards"), top.texts("start")
    if len(start) != len(towards):
        raise top.fault("start", CatalogueFault.BAD_VALUE, str(len(start)))
    words: dict[str, Leaning] = {}
    for line in top.texts("words"):
        try:
            word, rarity, *leans = line.split()
            places = [lean.split(":") for lean in leans]
            words[word] = Leaning(float(rarity), {towards[int(place)]: int(each) / 100 for place, each in places})
        except (ValueError, IndexError):
            raise top.fault("words", CatalogueFault.BAD_VALUE, line[:40]) from None
    try:
        standing = dict(zip(towards, map(float, start), strict=True))
    except ValueError:
        raise top.fault("start", CatalogueFault.BAD_VALUE, " ".join(start)[:40]) from None
    return Leanings(top.slug("edition"), standing, words)
