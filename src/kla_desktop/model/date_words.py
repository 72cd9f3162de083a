"""Words that dates are made of, in Indonesian and English: months, weekdays, number words, Roman months."""

import re
import unicodedata
from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january janari januri jan",
            "februari february pebruari febuari februri febr pebr feb peb",
            "maret march mart mar mrt",
            "april aprl apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agustrus agust agts agst agt agu ags aug",
            "september septembr sept sep",
            "oktober october oktobr okto okt oct",
            "november nopember nofember novb nov nop",
            "desember december desembr des dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""Month names with their usual short forms and slips of the pen, lower case, to their number."""
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "senin monday",
            "selasa tuesday",
            "rabu wednesday",
            "kamis thursday",
            "jumat jum'at jumaat friday",
            "sabtu saturday",
            "minggu ahad sunday",
        )
    )
    for name in names.split()
}
"""Weekday names, lower case, to 0 for Monday … 6 for Sunday."""
ROMAN_MONTHS: Final = {
    roman: number
    for number, roman in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1)
}
"""As official letter numbers write the month."""


def alternatives(words: dict[str, int]) -> str:
    """Return a regular expression's inside that matches any of the words, the longest first."""
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_APOSTROPHES: Final = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`\u2032", "'"))
_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_SPACES: Final = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u3000", " "))
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")


def plain(text: str) -> str:
    """Lower case with plain digits, dashes, apostrophes and spaces, nothing invisible: what the patterns read."""
    if text.isascii():
        return text.lower().replace("`", "'")
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text.translate(_SPACES)))
    return shown.translate(_APOSTROPHES).translate(_DASHES).translate(_SPACES).lower()


_ONES: Final = {
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
}
_PIECES: Final = "|".join((*_ONES, "sepuluh", "sebelas", "seratus", "seribu", "belas", "puluh", "ratus", "ribu"))
NUMBER_WORDS: Final = rf"(?:(?:{_PIECES})[\s\-]{{0,9}}+){{1,9}}+"
"""A number spelled out, such as `dua ribu dua puluh empat`, also written together."""
_PIECE: Final = re.compile(_PIECES)


def spelled_number(words: str) -> int:
    """Return what Indonesian number words say, up to 9,999: "dua ribu dua puluh empat" is 2024."""
    total = tens = ones = 0
    for piece in _PIECE.findall(words):
        match piece:
            case "sepuluh":
                tens += 10
            case "sebelas":
                tens += 11
            case "seratus":
                tens += 100
            case "seribu":
                total += 1000
            case "belas":
                tens, ones = tens + 10 + ones, 0
            case "puluh":
                tens, ones = tens + 10 * ones, 0
            case "ratus":
                tens, ones = tens + 100 * ones, 0
            case "ribu":
                total, tens, ones = total + 1000 * (tens + ones), 0, 0
            case _:
                tens, ones = tens + ones, _ONES[piece]
    return total + tens + ones


_SAID_AGAIN: Final = re.compile(
    rf"(?<=\d)\s?\(\s*{NUMBER_WORDS}\s*\)|(?<=[a-z])\s?\(\s*[0-3]?\d\s*\)(?=\s*(?:,\s*)?(?:bulan|tahun)(?![a-z]))"
)


def said_once(text: str) -> str:
    """Leave out what deeds say again in brackets: "tanggal 11 (sebelas) bulan Juni (06) tahun 2024"."""
    return _SAID_AGAIN.sub("", text) if "(" in text else text
