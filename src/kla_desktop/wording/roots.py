"""Roots of Indonesian words by PySastrawi. It is slow for a word not seen before, so answers are kept."""

from functools import lru_cache
from typing import Any

_KEPT = 20_000


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # noqa: PLC0415 - a dictionary of 30,000 roots

    return StemmerFactory().create_stemmer()


@lru_cache(maxsize=_KEPT)
def root_of(word: str) -> str:
    """Return the root of one small-letter word: "pengasuhan" → "asuh". A word without one is its own root."""
    return str(_stemmer().stem(word)) if word.isascii() and word.isalpha() else word


def is_root(word: str) -> bool:
    """Whether the dictionary knows the word as a root."""
    return bool(_stemmer().delegatedStemmer.dictionary.contains(word))
