"""Suggestions on labelled passages: right indicators first, nothing for other matters."""

import pytest

from kla_desktop.suggesting.words import SMALL
from tests.suggesting.passages import CATALOGUE, HELD_OUT, LEXICON, TAUGHT, numbers, passages


@pytest.mark.parametrize("name", TAUGHT)
def test_what_was_taught_stays_right(name: str) -> None:
    assert_right(name, first=0.97, three=0.99, silent=0.97)


@pytest.mark.parametrize(("name", "silent"), [*zip(HELD_OUT, (0.9, 0.88, 0.9), strict=True)])
def test_indicators_come_first_and_other_matters_get_nothing(name: str, silent: float) -> None:
    assert_right(name, first=0.88, three=0.95, silent=silent)


def assert_right(name: str, *, first: float, three: float, silent: float) -> None:
    found = [(passage, numbers(passage)) for passage in passages(name)]
    about = [(each, said) for each, said in found if each.number is not None]
    other = [said for each, said in found if each.number is None]
    assert {each.number for each, _ in about} == set(CATALOGUE.by_number)
    assert sum(said[:1] == [each.number] for each, said in about) >= first * len(about)
    assert sum(each.number in said[:3] for each, said in about) >= three * len(about)
    assert sum(not said for said in other) >= silent * len(other)


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
