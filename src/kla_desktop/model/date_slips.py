"""Slips in written dates, put right before they are read: "16 0ktober 2O25", "7 Agutus 2025", "20 Agustus 2 0 2 5".

Only what stands between a day and a year of this century is looked at, so that no word of running text changes.
"""

import functools
import re
from difflib import get_close_matches
from typing import Final

from kla_desktop.model.date_words import MONTHS

_YEAR: Final = re.compile(r"2[0o][\doil][\doil](?![a-z\d])|2 ?0 ?[0-4] ?\d(?! ?\d)")
"""Years of this century with the letters that scans put for digits, or with blanks between."""
_BEFORE: Final = re.compile(
    r"(?<![a-z\d])(?P<day>[0-3oil]?[\doil])(?P<gap>[ .,/_\-]{0,4}(?:bulan )?)"
    r"(?P<month>[a-z01358]{3,11})(?P<rest>[ .,/_\-]{0,4})\Z"
)
_FIGURES: Final = re.compile(r"(?<![a-z\d/.\-])[0-3ol]?[\dol] ?(?P<cut>[/.\-]) ?[01ol]?[\dol] ?(?P=cut) ?\Z")
_REACH: Final = 28
_LETTER_AS_DIGIT: Final = str.maketrans("oil", "011")
_DIGIT_AS_LETTER: Final = str.maketrans("01358", "olesb")
_FULL_NAMES: Final = tuple(name for name in MONTHS if len(name) > len("juni"))
_LIKENESS: Final = 0.8


def _shape(word: str) -> str:
    """Return a word as a scan sees it: i, l and 1 are one stroke, "ri" may be an n, "rn" an m."""
    return word.translate(_DIGIT_AS_LETTER).replace("l", "i").replace("ri", "n").replace("rn", "m")


_BY_SHAPE: Final = {_shape(name): name for name in MONTHS}


def mended(text: str) -> str:
    """Return a text made `plain` with the slips of its dates put right; its length may change by a few letters."""
    pieces: list[str] = []
    kept = 0
    for year in _YEAR.finditer(text):
        start = max(kept, year.start() - _REACH)
        date = _day_and_month(text[start : year.start()])
        if date is None:
            continue
        offset, words = date
        pieces += (text[kept : start + offset], words, _digits(year.group()).replace(" ", ""))
        kept = year.end()
    return "".join((*pieces, text[kept:])) if pieces else text


def _day_and_month(before: str) -> tuple[int, str] | None:
    """Return where the day begins in what stands before a year, and day and month as they should read."""
    named = _BEFORE.search(before)
    if named is not None:
        month = month_meant(named["month"])
        return (named.start(), f"{_digits(named['day'])}{named['gap']}{month}{named['rest']}") if month else None
    figures = _FIGURES.search(before)
    return (figures.start(), _digits(figures.group())) if figures is not None else None


def _digits(text: str) -> str:
    return text.translate(_LETTER_AS_DIGIT)


@functools.lru_cache(256)
def month_meant(word: str) -> str:
    """Return the name of the month that a word is, or is but for a slip; "" for other words."""
    if word in MONTHS:
        return word
    letters = word.translate(_DIGIT_AS_LETTER)
    read = _BY_SHAPE.get(_shape(word))
    if read is not None:
        return read
    if len(letters) < len("maret"):
        return ""
    alike = get_close_matches(letters, [name for name in _FULL_NAMES if name[0] == letters[0]], 1, _LIKENESS)
    return alike[0] if alike else ""
