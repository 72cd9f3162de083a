"""Slips in written dates, put right before they are read: "16 0ktober 2O25", "7 Agutus 2025", "20 Agustus 2 0 2 5".

Only what stands before a year of this century (weekday, day, month), before a time zone (an hour) and in the labels
that forms have for either is looked at, so that no word of running text changes.
"""

import functools
import re
from difflib import get_close_matches
from typing import Final

from kla_desktop.model.date_words import MONTHS, WEEKDAYS

_YEAR: Final = re.compile(r"2[0o][\doil][\doil](?![a-z\d])|2 ?0 ?[0-4] ?\d(?! ?\d)")
"""Years of this century with the letters that scans put for digits, or with blanks between."""
_BEFORE: Final = re.compile(
    r"(?<![a-z\d])(?P<day>[0-3oil]?[\doil])(?P<gap>[ .,/_\-]{0,4}(?:bulan )?)"
    r"(?P<month>[a-z01358]{3,11})(?P<rest>[ .,/_\-]{0,4})\Z"
)
_WEEKDAY: Final = re.compile(r"(?<![a-z\d'])(?P<name>[a-z01358']{4,8})(?= ?[,/] ?(?:(?:tanggal|tgl) ?\.? ?)?\Z)")
_MONTH_ALONE: Final = re.compile(r"(?<![a-z\d])(?P<month>[a-z]{5,10})[ .,]{1,2}\Z")
_LABELS: Final = ((re.compile(r"tangga[1i|](?= ?[.:])"), "tanggal"), (re.compile(r"puku[1i|](?= ?[.:])"), "pukul"))
_ZONE: Final = re.compile(r"w[il1|](?P<rest>b|ta|t)(?![a-z\d])")
_HOUR: Final = re.compile(r"(?<![a-z\d.,])[0-2o]?[\doil] ?[.:] ?[0-5oil][\doil] ?\Z")
"""An hour before its zone, "O8.00 WlB"; patterns that begin with a letter are searched for fastest."""
_FIGURES: Final = re.compile(r"(?<![a-z\d/.\-])[0-3ol]?[\dol] ?(?P<cut>[/.\-]) ?[01ol]?[\dol] ?(?P=cut) ?\Z")
_REACH: Final = 44
_LETTER_AS_DIGIT: Final = str.maketrans("oil", "011")
_DIGIT_AS_LETTER: Final = str.maketrans("01358", "olesb")
_FULL_NAMES: Final = tuple(name for name in MONTHS if len(name) > len("juni"))
_LIKENESS, _CLOSE_LIKENESS = 0.8, 0.9
"""Of a word where a month is looked for, and of one that might be any word."""


def _shape(word: str) -> str:
    """Return a word as a scan sees it: i, l and 1 are one stroke, "ri" may be an n, "rn" an m."""
    return word.translate(_DIGIT_AS_LETTER).replace("l", "i").replace("ri", "n").replace("rn", "m")


_BY_SHAPE: Final = {_shape(name): name for name in MONTHS}


def mended(text: str) -> str:
    """Return a text made `plain` with the slips of its dates put right; its length may change by a few letters."""
    for misread, label in _LABELS:
        text = misread.sub(label, text)
    text = _with_hours(text)
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
        if not month:
            return None
        start, weekday = _weekday_before(before[: named.start()])
        return start, f"{weekday}{_digits(named['day'])}{named['gap']}{month}{named['rest']}"
    figures = _FIGURES.search(before)
    if figures is not None:
        return figures.start(), _digits(figures.group())
    alone = _MONTH_ALONE.search(before)
    month = _alike(alone["month"], _FULL_NAMES, _CLOSE_LIKENESS) if alone is not None else ""
    return (alone.start(), before[alone.start() :].replace(alone["month"], month)) if alone and month else None


def _weekday_before(text: str) -> tuple[int, str]:
    """Return where a misread weekday begins at the end of a text and how it should read, else the end and nothing."""
    named = _WEEKDAY.search(text)
    if named is None or named["name"] in WEEKDAYS:
        return len(text), ""
    meant = _alike(named["name"].translate(_DIGIT_AS_LETTER), tuple(WEEKDAYS), _LIKENESS)
    return (named.start(), meant + text[named.end() :]) if meant else (len(text), "")


def _with_hours(text: str) -> str:
    """Put right the hours that stand before a zone, and the zone's own letters."""
    pieces: list[str] = []
    kept = 0
    for zone in _ZONE.finditer(text):
        hour = _HOUR.search(text, max(kept, zone.start() - _REACH), zone.start())
        if hour is not None:
            pieces += (text[kept : hour.start()], _digits(hour.group()), f"wi{zone['rest']}")
            kept = zone.end()
    return "".join((*pieces, text[kept:])) if pieces else text


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
    return _alike(letters, _FULL_NAMES, _LIKENESS)


def _alike(word: str, names: tuple[str, ...], likeness: float) -> str:
    alike = get_close_matches(word, [name for name in names if name[0] == word[0]], 1, likeness)
    return alike[0] if alike else ""
