"""Which of the dates in a document is the day it is about: the event before the letter, neither birth nor law.

Official papers follow a form (Permendagri 1/2023, tata naskah dinas): an invitation names the day behind
"Hari/Tanggal", minutes begin "Pada hari ini …", letters carry place and date at the top or above the signature, decrees
"Ditetapkan di … pada tanggal …". What stands before a date on its line (or the line above) therefore says what it is.
Dates in brackets behind a weekday, "Selasa (11/6)", take their year from the rest of the text.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from kla_desktop.model.capture import CaptureClaim, TimeSource
from kla_desktop.model.date_grammar import FoundDate, find_dates, numbers_of_year
from kla_desktop.model.date_hours import begins_beside, hour_before, hour_behind
from kla_desktop.model.date_roles import Role, of_a_birth_or_law, roles
from kla_desktop.model.date_rows import Form
from kla_desktop.model.date_slips import mended
from kla_desktop.model.date_words import plain, said_once

_HEAD, _TAIL = 60_000, 20_000
_MOST: Final = 5
_BLANKS: Final = re.compile(r"[ \t]{4,}")
_BLANK_LINES: Final = re.compile(r"\n[ \t]*\n\s*")
"""Long gaps say no more than short ones, and cost the patterns much."""
_UNEXPLAINED: Final = frozenset({Role.WITHIN, Role.FIRST})
_COARSE: Final = {Form.MONTH: 0.22, Form.PERIOD: 0.18}
"""What a month or a longer time weighs."""
_WEEKDAY, _WRONG_WEEKDAY = 0.04, 0.08
"""What it adds that a weekday stands beside an event's day, and what it takes if that day was another."""
_TOLD_OF: Final = frozenset({Role.MARKED, Role.EVENT, Role.HELD, Role.TOLD, Role.NAMED, Role.ON})
_EVENTS: Final = frozenset({Role.MARKED, Role.EVENT})
"""A weekday makes these no surer; of several the first counts."""
_HISTORY: Final = timedelta(days=330)
_BELIEVED_AS_IT_STANDS: Final = frozenset(
    {
        Role.FOREIGN,
        Role.MOVED,
        Role.ASIDE,
        Role.BACKGROUND,
        Role.STAMP,
        Role.PLACED,
        Role.FIELD,
        Role.SIGNED,
        *_UNEXPLAINED,
    }
)
_TABLE_DAYS, _OF_A_TABLE = 8, 0.1
_BIRTH_COLUMN: Final = re.compile(
    r"(?<![a-z])(?:tgl|tanggal|tempat)\b[\s.,/&]*(?:tgl|tanggal)?[\s.,/]*lahir(?!\s*[:=]|[^\n\d]{0,25}\d)|(?<![a-z])ttl(?![a-z])(?!\s*[:=]|[^\n\d]{0,25}\d)"
)
_WEIGHED: Final = 400
OCR_FACTOR: Final = 0.85
"""What a machine read off a picture is believed a little less."""

_TITLE, _TITLE_REACH = 0.12, 600
_OF_YEAR: Final = re.compile(
    r"(?:\A|\n)[^\n.;]{0,60}(?<![a-z])(?:laporan|profil|rekap\w*|data|rencana|daftar|program|proposal|jadwal|hasil|evaluasi|capaian|statistik|dokumen)\b[^\n.;]{0,90}\b(?:tahun(?:an)?|thn|ta)\.?\s+(?P<y>20[0-4]\d)\s*(?:\n|\Z)"
)
_TITLED: Final = re.compile(
    r"(?:\A|\n)[ \t]*(?:tahun(?:\s+anggaran)?|thn|t\.?a)\b\.?[ \t]*:?[ \t]*(?P<y>20[0-4]\d)[ \t]*(?:\n|\Z)"
)
_ENACTED: Final = re.compile(
    r"\s*(?:salinan\s+)?(?:(?:peraturan|keputusan|instruksi|surat edaran)\s+"
    r"(?:daerah|gubernur|bupati|wali ?kota|camat|lurah|desa|kepala)|(?:lembaran|berita) daerah)\b[^\n]{0,80}?"
    r"\b(?:(?:nomor|no)\b\.?\s*:?\s*\S{1,40}\s+tahun\s+(?P<y>20[0-4]\d)|tahun\s+(?P<of>20[0-4]\d)\s+nomor)\b"
)
"""A paper of a region or its offices whose first words are its kind, number and year."""
_CAPTION: Final = 160
_CAPTIONED: Final = re.compile(
    r"(?<!sejak )(?<!menuju )(?<!hingga )(?<!sampai )"
    r"(?:(?<!\d )\b(?:tahun|thn|th)\b\.?\s*|[a-z]/)(?P<y>20[0-4]\d)(?=\s*(?:\Z|[-,|(]\s))"
)
_NUMBERED: Final = re.compile(
    r"(?:\A|\n)\s*(?:(?:surat(?: tugas)?|sk|spt|sprint|nota dinas|undangan)\s+)?"
    r"(?:nomor|no)\.?\s*:?\s*\d(?:[a-z\d./\- ]{4,60}/|[a-z\d./\-]{0,40} tahun)\s?(?P<y>20[0-4]\d)\s*(?:\n|\Z)"
)


def claims_from_text(
    text: str, source: TimeSource = TimeSource.DOCUMENT, *, near: str | None = None
) -> tuple[CaptureClaim, ...]:
    """Return the days a text is about, the surest first, at most five.

    `near` is an ISO 8601 time close to when it was written, such as the file's, for days written without their year.
    """
    read = text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + "\n\n" + text[-_TAIL:]
    whole = mended(said_once(_BLANK_LINES.sub("\n\n", _BLANKS.sub("   ", plain(read)))))
    told = _told(whole, _day_of(near))
    unexplained = sum(its in _UNEXPLAINED for _, its, _ in told)
    births = unexplained > 0 and _lists_births(whole)
    unclear = 0.0 if births else _OF_A_TABLE if unexplained > _TABLE_DAYS else None
    weighed: dict[str, float] = {}
    for one, its, weight in told:
        if unclear is not None and its in _UNEXPLAINED:
            weight = unclear  # noqa: PLW2901 - rows of a table say little of its own day
        if weight > 0:
            one = _at_its_hour(one, its, whole)  # noqa: PLW2901 - the same date, more exactly
            weighed[one.value] = max(weight, weighed.get(one.value, 0))
    factor = OCR_FACTOR if source is TimeSource.OCR else 1
    ordered = sorted(weighed.items(), key=lambda pair: -pair[1])  # stable: of equals the first in the text
    kept: list[CaptureClaim] = []
    for value, weight in ordered:
        if all(value[:10] != claim.value[:10] and not claim.value.startswith(value) for claim in kept):
            kept.append(CaptureClaim(value, source, round(weight * factor, 3)))
    return tuple(kept[:_MOST]) or tuple(CaptureClaim(value, source, _TITLE * factor) for value in _title_year(whole))


def _title_year(text: str) -> tuple[str, ...]:
    """Return the year of a paper that has no day: by its title, "Profil Anak Tahun 2024", or by its own number.

    What is no longer than a title or a caption is of the one year that ends it or stands behind its office.
    """
    head = text[:_TITLE_REACH]
    found = _OF_YEAR.search(head) or _TITLED.search(head) or _NUMBERED.search(head) or _ENACTED.match(head)
    if found:
        return tuple(filter(None, found.groups()))
    short = text.strip()
    years = [year for _, _, year in numbers_of_year(short)] if len(short) <= _CAPTION else []
    captioned = _CAPTIONED.search(short) if years else None  # on a long text it costs as much as all the rest
    return (captioned["y"],) if captioned and [int(captioned["y"])] == years else ()


def _lists_births(text: str) -> bool:
    return ("lahir" in text or "ttl" in text) and _BIRTH_COLUMN.search(text) is not None


def _told(text: str, near: date | None) -> list[tuple[FoundDate, Role | None, float]]:
    """Return the dates of a text in its order, what each is (None for a month or a year), and what that weighs."""
    dates = find_dates(text)[:_WEIGHED]
    its_role = roles(dates, text)
    years = _years(zip(dates, its_role, strict=True))
    told: list[tuple[FoundDate, Role | None, float]] = []
    for given, its in zip(dates, its_role, strict=True):
        one = completed(given, years, near.year if near else None) if given.form is Form.NO_YEAR else given
        if one is None or (near is not None and _still_to_come(one, its, near)):
            continue
        told.append((one, its, _coarse(one, text) if its is None else _weight(one, its)))
    return _without_history(told)


def _without_history(told: list[tuple[FoundDate, Role | None, float]]) -> list[tuple[FoundDate, Role | None, float]]:
    """Believe events less that were long before the newest day that a paper tells of: it only recalls them."""
    days = {one.value[:10] for one, its, _ in told if its in _TOLD_OF}
    if len(days) < 2:  # noqa: PLR2004 - one day and another
        return told
    newest = date.fromisoformat(max(days))
    return [
        (one, its, min(weight, Role.BACKGROUND.value) if its in _TOLD_OF and newest - _day(one) > _HISTORY else weight)
        for one, its, weight in told
    ]


def _day(one: FoundDate) -> date:
    return date(one.year or 1, one.month or 1, one.day or 1)


def _coarse(one: FoundDate, text: str) -> float:
    return 0 if of_a_birth_or_law(one, text) else _COARSE.get(one.form, 0)


def _weight(one: FoundDate, its: Role) -> float:
    if its in _BELIEVED_AS_IT_STANDS:
        return its.value
    if one.weekday_fits is False:
        return its.value - _WRONG_WEEKDAY
    return its.value + (_WEEKDAY if one.weekday is not None and its not in _EVENTS else 0)


def _at_its_hour(one: FoundDate, its: Role | None, text: str) -> FoundDate:
    """Add the hour that a text gives an event's day."""
    if one.clock or its is None:
        return one
    hour = hour_before(one, text)
    if hour is None and (its.value >= Role.NAMED.value or begins_beside(one, text)):  # letter dates have no hour
        hour = hour_behind(one, text)
    return replace(one, clock=hour[0], zone=hour[1]) if hour is not None else one


def _years(dates: Iterable[tuple[FoundDate, Role | None]]) -> list[int]:
    """Return the years a text names, the likeliest of its days first: not of other papers, then those named most."""
    named: Counter[int] = Counter()
    foreign: Counter[int] = Counter()
    for one, its in dates:
        if one.year is not None:
            (foreign if its is Role.FOREIGN else named)[one.year] += 1
    return [year for years in (named, foreign) for year, _ in years.most_common()]


def completed(one: FoundDate, years: Iterable[int], near: int | None) -> FoundDate | None:
    """Choose the year of a day without one: the first of `years`, else the last by `near`, that fits its weekday."""
    guesses = list(years)
    if one.weekday is not None and near is not None:
        guesses += [near - back for back in range(5)] + [near + 1]
    for year in guesses:
        whole = one.in_year(year)
        if whole is not None and whole.weekday_fits is not False:
            return whole
    return None


def _still_to_come(one: FoundDate, its: Role | None, near: date) -> bool:
    """Whether it cannot be a paper's day: a year of two digits that is a score, "24/06/30", a deadline not yet over."""
    if one.form is Form.SHORT_YEAR and one.year is not None and one.year > near.year + 1:
        return True
    return its is Role.ASIDE and one.value[:10] > near.isoformat()


def _day_of(near: str | None) -> date | None:
    return date.fromisoformat(near[:10]) if near and re.match(r"\d{4}-\d\d-\d\d", near) else None
