"""How text becomes words of the search index: folding, cutting, facts, and the order in which rows stand.

The index is handed words that were cut here, and queries are cut by the same rules, so that both always agree.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from kla_desktop.model.search_traits import TRAITS

FIRST_FACT: Final = 0xE000
MOST_FACTS: Final = 0xF8FF - FIRST_FACT
"""Facts to filter by stand in the index as single letters of private use. Cutting drops these, as they belong to no
script, so nobody's text can pretend to be a fact; and single letters cost no room in the index of beginnings."""
_WORD = re.compile(r"\d{3,}|(?:[^\W\d_]+|\d{1,2}(?!\d))+")
_LONG_NUMBER = re.compile(r"[0-9]{3,}")
_ASCII_BLANKS = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_STAMP = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d))?)?)?", re.ASCII)
_MOST: Final = 500_000
"""Characters of one text that are indexed; what lies beyond is kept and shown, but not found."""
_LONGEST: Final = 40
_FEW: Final = 40
MONTHS: Final = (
    ("januari", "january"), ("februari", "february"), ("maret", "march"), ("april", "april"), ("mei", "may"),
    ("juni", "june"), ("juli", "july"), ("agustus", "august"), ("september", "september"), ("oktober", "october"),
    ("november", "november"), ("desember", "december"),
)  # fmt: skip
_MONTHS: Final = 14
"""January is 1; 0 is for dates without a month, 13 for what the last minute of December cannot hold."""
_MINUTES: Final = _MONTHS * 32 * 1440
_KEYS: Final = 4096 * TRAITS
"""Of one minute. Of the same traits it holds 4096 rows; those beyond stand in the minutes that follow."""


def folded(text: str) -> str:
    """Return small letters without their accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = _replaced(text, [char for char in set(text) if unicodedata.combining(char)], "")
    return text.casefold()


def words_in(text: str) -> list[str]:
    """Cut into folded words. Long numbers stand alone: "IMG20240611" is "img" and "20240611"; "p0sko" is one word."""
    plain = folded(text[:_MOST])
    if not plain.isascii():  # dashes, bullets and quotation marks are often all that keeps a text from being so
        plain = _replaced(plain, [char for char in set(plain) if not char.isascii() and not char.isalnum()], " ")
    if plain.isascii():  # cutting such a text at blanks is several times as fast as the pattern
        words = _LONG_NUMBER.sub(r" \g<0> ", plain).translate(_ASCII_BLANKS).split()
    else:
        words = _WORD.findall(plain)
    if max(map(len, words), default=0) > _LONGEST:
        words = [word[:_LONGEST] for word in words]
    return words


def _replaced(text: str, chars: list[str], by: str) -> str:
    """Replace characters: one after the other where they are few, which is much faster than looking each one up."""
    if len(chars) > _FEW:
        return text.translate({ord(char): by for char in chars})
    for char in chars:
        text = text.replace(char, by)
    return text


def name_words(names: Iterable[str]) -> list[str]:
    """Cut file names; those WrittenTogether are cut at their capitals besides."""
    found: list[str] = []
    for name in names:
        found += words_in(name)
        apart = _CAMEL.sub(" ", name)
        if apart != name:
            found += words_in(apart)
    return found


def fact(kind: str, value: str = "") -> str:
    """Name something to filter by, such as the indicator an item stands under. `kind` is one letter."""
    return f"{kind}:{value}"


def date_facts(captured_at: str) -> list[str]:
    """Say a date as facts: its year, its month, its day, as far as it is known; a broken date has none."""
    stamp = _STAMP.match(captured_at)
    if not stamp:
        return []
    return [fact(kind, part) for kind, part in zip("ytd", stamp.groups()[:3], strict=True) if part]


def order_key(sort_key: str, year: int, row: int, traits: int) -> int:
    """Return a positive number that orders as `sort_key` does, to the minute: rows of the index stand in this order.

    `year` stands in where the key is no date. Rows of the same minute are told apart by their numbers, and all end with
    their traits; whoever stores the key looks for the `next_key` that is free if two should meet all the same.
    """
    stamp = _STAMP.match(sort_key)
    parts = [int(part or 0) for part in stamp.groups()] if stamp else [max(0, min(year, 9999)), 0, 0, 0, 0]
    year, month, day, hour, minute = parts
    minutes = ((year * _MONTHS + min(month, 12)) * 32 + min(day, 31)) * 1440 + min(hour, 23) * 60 + min(minute, 59)
    return minutes * _KEYS + row * TRAITS % _KEYS + traits


def next_key(key: int) -> int:
    """Return the next order key of the same traits; beyond the last one of a minute are those of the next minute."""
    return key + TRAITS if key > 0 else key - TRAITS


def minute_of(key: int) -> int:
    """Return what the order keys of one minute and sign have in common."""
    return key // _KEYS if key > 0 else -(-key // _KEYS)


def traits_in(key: int) -> int:
    """Return the traits that an order key ends with."""
    return abs(key) % TRAITS


def year_keys(year: int) -> tuple[int, int]:
    """Return the lowest and the highest order key of a year."""
    return year * _MINUTES * _KEYS, (year + 1) * _MINUTES * _KEYS - 1


_CONFUSED: Final = str.maketrans("01ij5869q2v", "olllsbbgqzu".replace("q", "g"))
_PAIRS: Final = (("rn", "m"), ("nn", "m"), ("uu", "w"), ("cl", "d"), ("ll", "h"))


def skeleton(word: str) -> str:
    """Return what is left of a word when what machines confuse in print counts as one: rn and m, l and 1, 0 and o."""
    word = word.translate(_CONFUSED)
    for pair, single in _PAIRS:
        word = word.replace(pair, single)
    return word


def is_plain(word: str) -> bool:
    """Whether a word is kept in the list of words that expand queries: no bare number, no long or random string."""
    digits = sum(char.isdigit() for char in word)
    return digits <= 2 and digits < len(word) <= 32  # noqa: PLR2004
