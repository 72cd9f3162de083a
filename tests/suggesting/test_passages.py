"""Suggestions on labelled passages: right indicators first, nothing for other matters."""

import pytest

from kla_desktop.suggesting.words import SMALL
from tests.suggesting.passages import CATALOGUE, LEXICON, SETS, numbers, passages


@pytest.mark.parametrize("name", SETS)
def test_indicators_come_first_and_other_matters_get_nothing(name: str) -> None:
    found = [(passage, numbers(passage)) for passage in passages(name)]
    about = [(each, said) for each, said in found if each.number is not None]
    other = [said for each, said in found if each.number is None]
    assert {each.number for each, _ in about} == set(CATALOGUE.by_number)
    assert sum(said[:1] == [each.number] for each, said in about) >= 0.85 * len(about)
    assert sum(each.number in said[:3] for each, said in about) >= 0.93 * len(about)
    assert sum(not said for said in other) >= 0.85 * len(other)


def test_no_term_loses_a_small_word_that_it_needs() -> None:
    """Small words are passed over in terms too: "anak .. sekolah lagi" would be found in every "anak sekolah"."""
    assert LEXICON is not None
    terms = [
        term
        for words in LEXICON.indicators
        for kind in ("sure", "child", "likely", "near", "hint", "general", "against")
        for term in getattr(words, kind)
    ]
    assert len(terms) > 1000
    assert [term for term in terms if SMALL.intersection(term.replace("/", " ").split())] == []
