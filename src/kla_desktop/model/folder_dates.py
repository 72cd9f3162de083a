"""What the folders around a file tell of its time: each by its own name, and year, month and day folder together.

The nearest folder weighs most. A folder "2024" around "06 Juni" around "11" is the 11th of June 2024; a file "Rapat 11
Juni.docx" in a folder "Kegiatan 2024" is of that year.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kla_desktop.model.capture import CaptureClaim, TimeSource
from kla_desktop.model.date_grammar import FoundDate
from kla_desktop.model.date_words import MONTHS, ROMAN_MONTHS, WEEKDAYS, alternatives
from kla_desktop.model.filename_dates import claims_from_name, readable, yearless_in_name

REACH: Final = 5
"""How many folders upwards count."""
_STEP: Final = 0.03
_COMPLETED: Final = 0.42
_YEAR: Final = re.compile(r"(?<![\d.,])(?:ta|t\.a\.|tahun|thn)?\s*(?P<y>20[0-4]\d)(?![\d.,]|\s*[-/]\s*(?:20)?\d\d)")
_MONTH: Final = re.compile(
    rf"(?:(?P<m>0?[1-9]|1[0-2])[\s._-]*)?(?:bulan\s+|bln\.?\s+)?(?P<mon>{alternatives(MONTHS)})\.?|(?:bulan\s+|bln\.?\s+)?(?P<only>0[1-9]|1[0-2])"
    rf"|(?P<roman>{alternatives(ROMAN_MONTHS)})"
)
_NAMED: Final = re.compile(rf"(?<![a-z])(?<!\d)(?<!\d[ .\-])({alternatives(MONTHS)})(?![a-z]|[ .\-]?\d)")
_MONTH_AND_DAY: Final = re.compile(r"(\d\d)[-_.](\d\d)(?=[ _-]|\Z)(?![ _-]\d)")
_DAY_BEFORE_WORDS: Final = re.compile(r"(?P<d>[12]\d|3[01])[ .\-]+(?!\d)[a-z]{3}")
"""Inside a month's folder; running numbers of folders begin below ten and seldom come so far."""
_DAY: Final = re.compile(
    rf"(?P<word>(?!minggu \d)(?:{alternatives(WEEKDAYS)})[,\s]+)?"
    r"(?P<label>tgl\.?\s*|tanggal\s*)?(?P<d>0?[1-9]|[12]\d|3[01])"
)


def folders_above(path: str) -> tuple[str, ...]:
    """Return the names of a folder and of those around it, the nearest first, from a path of any system."""
    return tuple(part for part in reversed(re.split(r"[/\\]", path)) if part)[:REACH]


def claims_from_folders(folders: Sequence[str], name: str, *, latest: int | None = None) -> tuple[CaptureClaim, ...]:
    """Read the names of the folders around a file, the nearest first, and complete what its own name leaves out.

    Claims of the file's own name are made by `filename_dates.claims_from_name`; here they come only if a folder gives
    their year.
    """
    near = tuple(folder for folder in folders[:REACH] if folder)
    claims: list[CaptureClaim] = []
    year = _year(near)
    if year is not None and not claims_from_name(name, latest=latest):
        days = (one.in_year(year) for one in yearless_in_name(name))
        claims += [CaptureClaim(day.value, TimeSource.FILE_NAME, _COMPLETED) for day in days if day is not None]
    return (*claims, *_of_folders(near, latest))[:10]


@functools.lru_cache(256)
def _of_folders(near: tuple[str, ...], latest: int | None) -> tuple[CaptureClaim, ...]:
    """What the folders alone tell, the same for all files in them."""
    claims: list[CaptureClaim] = []
    for depth, folder in enumerate(near):
        found = claims_from_name(folder, TimeSource.FOLDER_NAME, latest=latest)
        whole = _completed(folder, near[depth + 1 :])
        if whole is not None and all(len(claim.value) < len(whole) for claim in found):
            found = (CaptureClaim(whole, TimeSource.FOLDER_NAME, 0.3), *found)
        for claim in found:
            lighter = max(0.03, round(claim.confidence - _STEP * depth, 3))
            if all(not other.value.startswith(claim.value) or other.source != claim.source for other in claims):
                claims.append(replace(claim, confidence=lighter))
    return tuple(claims[:10])


@functools.lru_cache(256)
def _year(folders: tuple[str, ...]) -> int | None:
    for folder in folders:
        found = list(_YEAR.finditer(readable(folder)))
        if len(found) == 1:
            return int(found[0]["y"])
    return None


def _completed(folder: str, above: tuple[str, ...]) -> str | None:
    """Read a folder that names a month or a day and leaves the rest to those above it."""
    text = readable(folder).replace("_", " ").strip()
    day_only = _DAY.fullmatch(text)
    if day_only and (day_only["word"] or day_only["label"]):  # surely a day: an event's folder may stand between
        above = _from_a_date(above)
    day_only = day_only or _DAY_BEFORE_WORDS.match(text)
    if day_only and above and (months := _months_in(above[0])):
        return _day_of(months[0], int(day_only["d"]))
    year = _year(above)
    if year is None:
        return None
    if day_only and len(above) > 1:
        upper = _month(readable(above[0]).replace("_", " ").strip().zfill(2))
        if upper is not None and _year(above[1:]) is not None:
            return _day_of(f"{_year(above[1:])}-{upper:02d}", int(day_only["d"]))
    figures = _MONTH_AND_DAY.match(text)
    if figures:
        return _only_reading(year, int(figures[1]), int(figures[2]))
    month = _month(text) or _month_named(text)
    if month is not None:
        return f"{year}-{month:02d}"
    yearless: FoundDate | None = next(iter(yearless_in_name(folder)), None)
    day = yearless.in_year(year) if yearless is not None else None
    return day.value if day is not None else None


def _from_a_date(folders: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the nearest folders that hold neither a figure nor a month's name."""
    for depth, folder in enumerate(folders):
        text = readable(folder)
        if any(char.isdigit() for char in text) or _NAMED.search(text):
            return folders[depth:]
    return ()


def _months_in(folder: str) -> list[str]:
    """Return the one month that a folder names with its year, `2024-08`; else nothing."""
    values = [claim.value for claim in claims_from_name(folder)]
    return values if len(values) == 1 and len(values[0]) == len("2024-08") else []


def _day_of(month: str, day: int) -> str | None:
    found = claims_from_name(f"{month}-{day:02d}")
    return found[0].value if found and found[0].value.startswith(month) else None


def _only_reading(year: int, first: int, second: int) -> str | None:
    """Read "08-17" and "17-08"; None where both orders name a day."""
    days = {_day_of(f"{year}-{month:02d}", day) for month, day in ((first, second), (second, first)) if month <= 12}  # noqa: PLR2004
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def _month_named(text: str) -> int | None:
    """Return the month that a longer name holds: "Kegiatan Juni"; None beside figures or for several."""
    named = {MONTHS[match[1]] for match in _NAMED.finditer(text)}
    return named.pop() if len(named) == 1 else None


def _month(text: str) -> int | None:
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    if found["roman"]:
        return ROMAN_MONTHS[found["roman"]]
    if found["mon"] is None:
        return int(found["only"])
    month = MONTHS[found["mon"]]
    return month if found["m"] is None or int(found["m"]) == month else None  # else a day: "11 Juni"
