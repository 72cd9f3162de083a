"""The hour that a text gives an event's day: behind it, "Pukul : 09.00 WIB", in words, "jam 8 pagi", or above it.

Hours in words follow the parts of the Indonesian day: pagi to eleven, siang to three, sore to six, then malam.
"""

import re
from typing import Final

from kla_desktop.model.date_grammar import FoundDate, find_dates, zone_offset
from kla_desktop.model.date_rows import Form
from kla_desktop.model.date_words import NUMBER_WORDS, spelled_number

_REACH: Final = 160
_ZONE: Final = r"(?:[^\n\d]{0,16}(?:[012]?\d[.:][0-5]\d)?[^\n\d]{0,4}?\b(?P<zone>wib|wita|wit)\b)?"
_CLOCK: Final = re.compile(
    r"(?:(?:pukul|pkl?|jam|waktu|time|(?:di)?mulai|start)\b\.?\s*[:=|]?\s*(?:pukul\s*|pkl\.?\s*|jam\s*)?"
    r"(?P<H>[01]?\d|2[0-3])\s?[.:]\s?(?P<M>[0-5]\d)(?!\d)"
    r"|(?<![\d.,])(?P<H2>[01]?\d|2[0-3])[.:](?P<M2>[0-5]\d)(?=[^\n\d]{0,14}(?:[01]?\d[.:][0-5]\d)?\s*(?:wib|wita|wit)\b))"
    + _ZONE
)
_SPOKEN: Final = re.compile(
    r"(?:pukul|pkl|jam)\b\.?\s*[:=]?\s*(?P<half>setengah\s+)?(?:(?P<figure>1[0-2]|\d)|(?P<word>"
    + NUMBER_WORDS
    + r"))\s*(?P<part>pagi|siang|sore|petang|malam)\b"
    + _ZONE
)
_BEFORE: Final = re.compile(
    r"(?:\A|\n)[ \t]*(?P<H>[01]?\d|2[0-3])[.:](?P<M>[0-5]\d)[ \t]*(?P<zone>wib|wita|wit)?[ \t]*\n\s*\Z"
    r"|\[(?P<H2>[01]?\d|2[0-3])[.:](?P<M2>[0-5]\d), \Z"
)
"""A line of its own, as cameras put the hour over the day in a photo; a message's "[10.02, 18/8/2023]"."""
_BESIDE: Final = re.compile(r"\s?[|•·]\s?[012]?\d[.:][0-5]\d")
_NOON: Final = 12
_FROM: Final = {"pagi": 0, "siang": 10, "sore": 13, "petang": 13, "malam": 18}
"""The first hour that each part of the day may mean."""


def begins_beside(one: FoundDate, text: str) -> bool:
    """Whether only a stroke parts an hour from its day, as at the head of news."""
    return _BESIDE.match(text, one.end) is not None


def hour_behind(one: FoundDate, text: str) -> tuple[str, str] | None:
    """Return clock (`HH:MM:SS`) and offset ("" without a zone) that stand behind a day; None if no hour does."""
    found = [
        match for pattern in (_CLOCK, _SPOKEN) if (match := pattern.search(text, one.end, one.end + _REACH)) is not None
    ]
    behind = min(found, key=re.Match.start, default=None)
    if behind is not None and not _another_day(text[one.end : behind.start()]):
        return _read(behind.groupdict())
    return None


def hour_before(one: FoundDate, text: str) -> tuple[str, str] | None:
    """Return the same of an hour that fills the line above a day or opens a message's stamp."""
    before = _BEFORE.search(text, max(0, one.start - _REACH), one.start)
    return _read(before.groupdict()) if before is not None else None


def _another_day(between: str) -> bool:
    return any(other.day is not None and other.form is not Form.NO_YEAR for other in find_dates(between))


def _read(part: dict[str, str | None]) -> tuple[str, str] | None:
    zone = zone_offset(part["zone"] or "")
    if part.get("part") is None:
        hour, minute = part["H"] or part["H2"] or "", part["M"] or part["M2"] or ""
        return f"{int(hour):02d}:{minute}:00", zone
    said = int(part["figure"]) if part["figure"] else spelled_number(part["word"] or "")
    if not 1 <= said <= _NOON:
        return None
    first = _FROM[part["part"] or ""]
    minutes = (said % _NOON) * 60 - (30 if part["half"] else 0)
    while minutes < first * 60:
        minutes += _NOON * 60
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}:00", zone
