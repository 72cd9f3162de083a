"""Word accuracy: 1 - edits / words, edits being the Levenshtein distance between the two lists of words.

Words are split at white space and keep their case; punctuation at their two ends is dropped, and what then is empty is
not a word. The order in which a page is read counts. Several pages: all edits by all words.
"""

import string
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

_ENDS = string.punctuation + "“”‘’–—•·…"


def words_of(text: str) -> list[str]:
    return [word for word in (one.strip(_ENDS) for one in text.split()) if word]


def edits(truth: str, read: str) -> tuple[int, int]:
    """Return (edits, words of the truth)."""
    right = words_of(truth)
    return Levenshtein.distance(right, words_of(read)), len(right)


def accuracy(pairs: Iterable[tuple[int, int]]) -> float:
    counted = list(pairs)
    return 1 - sum(wrong for wrong, _ in counted) / max(1, sum(of for _, of in counted))
