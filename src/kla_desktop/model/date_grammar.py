"""Dates in words and figures as people in Indonesia write them, found in names and in running text alike.

`find_dates` reads text that went through `date_words.plain`. Each of `date_rows.ROWS` is one way of writing, from the
most telling to the least; what an earlier row has read, a later one does not read again. Of a span ("10 s.d. 12 Juni
2024") the first day counts, of a span of months only the year. Impossible dates give nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kla_desktop.model.date_rows import NOT_A_COUNT, ROWS, SPAN, Form
from kla_desktop.model.date_words import (
    MONTHS,
    NUMBER_WORDS,
    ROMAN_MONTHS,
    WEEKDAYS,
    alternatives,
    spelled_number,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: where, which, how written. `weekday` 0 to 6 if one is named beside it; `clock` `HH:MM:SS`."""

    start: int
    end: int
    form: Form
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    clock: str = ""
    zone: str = ""

    @property
    def value(self) -> str:
        """ISO 8601 in the precision that is known, "" without a year."""
        if self.year is None:
            return ""
        text = f"{self.year:04d}"
        for part in (self.month, self.day):
            if part is None:
                return text
            text += f"-{part:02d}"
        return f"{text}T{self.clock}{self.zone}" if self.clock else text

    @property
    def weekday_fits(self) -> bool | None:
        """Whether the weekday named beside it is right; None if none is named or the day is not known."""
        if self.weekday is None or not (self.year and self.month and self.day):
            return None
        return date(self.year, self.month, self.day).weekday() == self.weekday

    def in_year(self, year: int) -> "FoundDate | None":
        """Complete a date without a year; None where that year has no such day."""
        whole = replace(self, year=year)
        return whole if _exists(whole) else None


FIRST_YEAR, LAST_YEAR = 1990, 2099
_WEEKDAY: Final = re.compile(
    rf"(?<![a-z])(?P<wd>{alternatives(WEEKDAYS)})(?:{SPAN}(?:{alternatives(WEEKDAYS)}))?"
    r"(?: (?:legi|pahing|pon|wage|kliwon)\b)?"
    r"(?:,? (?:pagi|siang|sore|petang|malam|lalu|kemarin|ini|besok))?[\s,;:/(\-]*(?:(?:tanggal|tgl)\.?[\s:]*)?\Z"
)
_WEEKDAY_REACH: Final = 48

_CLOCK_AFTER: Final = re.compile(
    r"(?P<lead>t(?=\d\d:)|\.?[\s,(\u00b7/\-]*(?:(?:pukul|pkl|jam|at|pada)\.?[\s:\-]*)?)"
    r"(?P<H>[01]?\d|2[0-3])(?P<sep>[.:\u00b7]|[\- ])(?P<M>[0-5]\d)"
    r"(?:(?P=sep)(?P<S>[0-5]\d))?(?![.:]?\d)(?:\s?(?P<half>[ap])\.?m\b)?"
    r"(?:(?:\s*(?:-|s\.?/?d\.?|sampai)\s*\d{1,2}[.:]\d\d)?\s*\(?(?P<zone>wib|wita|wit|z|(?:utc|gmt)(?:\s?[+-]\s?\d{1,2}(?:[:.]?\d\d)?)?|\+\d\d[:']?\d\d'?)(?![a-z\d]))?"
)
_MORE_ON_LINE: Final = re.compile(r"[ \t]+[a-z]{3}")
"""What an hour on the next line begins, of a programme: "08.00 Apel"."""
_ZONES: Final = {"z": "+00:00", "wib": "+07:00", "wita": "+08:00", "wit": "+09:00"}
_OFFSET: Final = re.compile(r"(?:utc|gmt|(?=\+))(?:\s?([+-])\s?(\d{1,2})(?:[:.']?(\d\d)'?)?)?\Z")
_DAYS: Final = frozenset({Form.SPELLED, Form.WORDS, Form.ISO, Form.DAY_FIRST, Form.MONTH_FIRST, Form.SHORT_YEAR})


def find_dates(text: str) -> list[FoundDate]:
    """Find every date in a text that `plain` made readable, in order of appearance."""
    windows = _windows(text)
    if not windows:
        return []
    taken = bytearray(len(text))
    found: list[FoundDate] = []
    for window in windows:
        for form, match in _matches(window, text):
            start, end = match.span()
            if 1 in taken[start:end]:
                continue
            one = _read(match, form)
            if one is None:
                if match.groupdict().get("mon"):  # 31 Juni is no month either
                    taken[start:end] = b"\1" * (end - start)
                continue
            if one.form in _DAYS:
                one = _with_clock(one, text)
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _matches(window: "_Window", text: str) -> "Iterator[tuple[Form, re.Match[str]]]":
    for row in _ROWS_FOR[window.month, window.year]:
        for match in row.regex.finditer(text, window.start, window.end):
            yield row.form, match


_ROWS_FOR: Final = {
    (month, year): tuple(row for row in ROWS if (month or not row.month) and (year or not row.year))
    for month in (False, True)
    for year in (False, True)
}


@dataclass(frozen=True, slots=True)
class _Window:
    """A piece of a text, and whether a month's name or a year in full stands in it."""

    start: int
    end: int
    month: bool
    year: bool


def _windows(text: str) -> list[_Window]:
    """Cut out what lies around years, months and pairs of figures: a text is long, its dates are few."""
    anchors = [(*match.span(), False) for match in _FIGURES.finditer(text)]
    anchors += [(*match.span(), False) for match in _SPELLED_MONTH.finditer(text)]
    anchors += [(match.start(1) - 1, match.end(1) - 1, True) for match in _NAME.finditer(f" {text}")]
    spans: list[tuple[int, int, bool]] = []
    for first, last, is_month in sorted(anchors):
        start, month = max(0, first - _BEFORE), is_month
        blank = text.find(" ", last + _AFTER)
        end = min(blank if blank >= 0 else len(text), last + 2 * _AFTER, len(text))
        if spans and start <= spans[-1][1]:
            start, before, named = spans.pop()
            end, month = max(before, end), named or month
        spans.append((start, end, month))
    return [_Window(*span, _FULL_YEAR.search(text, *span[:2]) is not None) for span in spans]


def _by_first_letter(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first, that looks at the few right ones at once."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


_FIGURES: Final = re.compile(r"\d(?:\d\d\d| ?[-/.] ?\d)")
_NAME: Final = re.compile(rf"[^a-z]({_by_first_letter(MONTHS)})(?![a-z])")
"""A month's name and what stands before it: patterns that begin with a set are searched for fastest."""
_SPELLED_MONTH: Final = re.compile(rf"bulan\s+{NUMBER_WORDS}")
_FULL_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_BEFORE, _AFTER = 110, 45


def numbers_of_year(text: str) -> Iterator[tuple[int, int, int]]:
    """Find years that stand alone, as (start, end, year); spans of years are none."""
    for match in _ALONE.finditer(text):
        yield match.start("y"), match.end("y"), int(match["y"])


_ALONE: Final = re.compile(
    r"(?<![\w'])(?<!(?<!\d)(?<!\d{3}\.)\d[-./,])(?<!(?<!\d)\d\d[-./,])(?<!20\d\d[-/])(?<!rp\s)(?<!rp)(?P<y>(?:199|20[0-4])\d)(?![\w%]|[-./,]?\d|\s?[-/]\s?(?:20)?\d\d(?!\d|"
    rf"\s*(?:{alternatives(MONTHS)})(?![a-z])))" + NOT_A_COUNT
)


def clock_and_zone(match: re.Match[str]) -> tuple[str, str] | None:
    """Read the groups H, M, S, half, zone of a match; None for a time that no clock shows."""
    part = match.groupdict()
    hour = int(part["H"])
    if part.get("half"):
        if not 1 <= hour <= 12:  # noqa: PLR2004 - a twelve-hour clock
            return None
        hour = hour % 12 + (12 if part["half"] == "p" else 0)
    if hour > 23:  # noqa: PLR2004 - hours
        return None
    return f"{hour:02d}:{part['M']}:{part.get('S') or '00'}", zone_offset(part.get("zone") or "")


def zone_offset(name: str) -> str:
    """Return `+07:00` for "wib" and "gmt+7", "" for none."""
    if name in _ZONES:
        return _ZONES[name]
    found = _OFFSET.match(name)
    if not found:
        return ""
    hours, minutes = int(found[2] or 0), int(found[3] or 0)
    return f"{found[1] or '+'}{hours:02d}:{minutes:02d}" if hours <= 14 and minutes < 60 else ""  # noqa: PLR2004


def _with_clock(found: FoundDate, text: str) -> FoundDate:
    match = _CLOCK_AFTER.match(text, found.end)
    if match is None or ("\n" in match["lead"] and _MORE_ON_LINE.match(text, match.end())):
        return found
    plain_sign = match["sep"] not in {"-", " "}
    worded = any(char.isalpha() for char in match["lead"])
    figures = found.form in {Form.ISO, Form.DAY_FIRST, Form.SHORT_YEAR, Form.MONTH_FIRST}
    if not (plain_sign or worded or match["zone"] or (figures and match["S"])):
        return found
    read = clock_and_zone(match)
    return replace(found, end=match.end(), clock=read[0], zone=read[1]) if read else found


def _read(match: re.Match[str], form: Form) -> FoundDate | None:
    part = match.groupdict()
    year = _year(part)
    if form is not Form.NO_YEAR and (year is None or not FIRST_YEAR <= year <= LAST_YEAR):
        return None
    month = day = None
    if form is not Form.PERIOD:
        month = _month(part)
        if form is not Form.MONTH:
            day = spelled_number(part["dw"]) if part.get("dw") else int(part["d"])
    start, weekday = match.start(), None
    if day is not None:
        named = match if part.get("wd") else _WEEKDAY.search(match.string, max(0, start - _WEEKDAY_REACH), start)
        if named:
            start, weekday = named.start(), WEEKDAYS[named["wd"]]
    text = match.group()
    found = FoundDate(start, match.end() - len(text) + len(text.rstrip(" \t,;")), form, year, month, day, weekday)
    return found if _exists(found) else None


def _year(part: dict[str, str | None]) -> int | None:
    for name in ("y", "end"):
        text = part.get(name)
        if text:
            return int(text)
    if part.get("yw"):
        return spelled_number(part["yw"] or "")
    return 2000 + int(part["y2"] or 0) if part.get("y2") else None


def _month(part: dict[str, str | None]) -> int:
    if part.get("mon"):
        return MONTHS[part["mon"] or ""]
    if part.get("mw"):
        return spelled_number(part["mw"] or "")
    return ROMAN_MONTHS[part["rom"] or ""] if part.get("rom") else int(part["m"] or 0)


def _exists(found: FoundDate) -> bool:
    if found.day is None:
        return found.month is None or 1 <= found.month <= 12  # noqa: PLR2004 - months
    try:
        date(found.year or 2000, found.month or 1, found.day)
    except ValueError:
        return False
    return True
