"""Dates and times that file and folder names carry: phones, messengers, scanners, and people writing Indonesian.

Each row of `_PATTERNS` is one habit of naming; rows are tried from the most telling to the least, and what an earlier
row has read, a later one does not read again. A row may name the groups y, m, d, mon (a month's name), H, M, S, ms.
Six digits such as 110624 say nothing certain and are not read. Impossible dates give nothing.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from kla_desktop.model.capture import CaptureClaim, TimeSource

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february pebruari feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agust agt agu ags aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""Indonesian and English month names with their usual short forms, lower case, to their number."""
_YEARS: Final = range(1990, 2100)
_MONTH_NAME: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_FIRST: Final = r"(?P<d>\d{1,2})"
_CLOCK: Final = r"(?P<H>\d{2})[.:\-_ ]?(?P<M>\d{2})[.:\-_ ]?(?P<S>\d{2})"


@dataclass(frozen=True, slots=True)
class _Pattern:
    regex: re.Pattern[str]
    confidence: float
    utc: bool = False


def _row(pattern: str, confidence: float, *, utc: bool = False) -> _Pattern:
    return _Pattern(re.compile(rf"(?<!\d){pattern}(?!\d)", re.IGNORECASE), confidence, utc)


_PATTERNS: Final = (
    # Pixel phones name files in UTC: PXL_20240611_031522123.jpg
    _row(
        r"(?<=PXL_)(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})_(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})(?P<ms>\d{3})?",
        0.8,
        utc=True,
    ),
    # WhatsApp on a computer: "WhatsApp Image 2026-11-21 at 10.15.22.jpeg", also "… at 10.15.22 AM"
    _row(
        r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2}) (?:at|pukul) "
        r"(?P<H>\d{1,2})[.:](?P<M>\d{2})[.:](?P<S>\d{2})(?: ?(?P<half>[AP])M)?",
        0.6,
    ),
    # WhatsApp on a phone gives the day it was received, and a running number: IMG-20240611-WA0003.jpg
    _row(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?=-WA\d)", 0.55),
    # cameras, screenshots, scanners, Telegram: 20240611_101522, 2024-06-11_10-15-22, 20240611101522, + milliseconds
    _row(rf"(?P<y>\d{{4}})(?P<m>\d{{2}})(?P<d>\d{{2}})[ _\-T]{{0,2}}{_CLOCK}(?:[.\-]?(?P<ms>\d{{3}}))?", 0.75),
    _row(rf"(?P<y>\d{{4}})[-_.](?P<m>\d{{2}})[-_.](?P<d>\d{{2}})[ _\-T]{{1,3}}{_CLOCK}(?:[.\-](?P<ms>\d{{3}}))?", 0.75),
    # scan apps: "CamScanner 11-06-2024 10.15"
    _row(
        rf"{_DAY_FIRST}[-.](?P<m>\d{{1,2}})[-.](?P<y>\d{{4}})[ _]+"
        r"(?P<H>\d{2})[.:](?P<M>\d{2})(?:[.:](?P<S>\d{2}))?",
        0.6,
    ),
    # people: "11 Juni 2024", "11-Jun-2024", and of "10-12 Juni 2024" or "10 s.d. 12 Juni 2024" the first day
    _row(
        rf"{_DAY_FIRST}(?:[ _]*(?:-|–|s\.?d\.?|sampai)[ _]*\d{{1,2}})?[ _.\-]*"
        rf"(?<![a-z])(?P<mon>{_MONTH_NAME})(?![a-z])[ _.\-]*(?P<y>\d{{4}})",
        0.6,
    ),
    # plain dates: 2024-06-11, 20240611, 11-06-2024 (day first, as Indonesia writes)
    _row(r"(?P<y>\d{4})(?P<sep>[-_. ]?)(?P<m>\d{2})(?P=sep)(?P<d>\d{2})", 0.55),
    _row(rf"{_DAY_FIRST}(?P<sep>[-_. ])(?P<m>\d{{1,2}})(?P=sep)(?P<y>\d{{4}})", 0.5),
)
_FOLDER_FACTOR: Final = 0.6


def claims_from_name(name: str, source: TimeSource = TimeSource.FILE_NAME) -> tuple[CaptureClaim, ...]:
    """Read every date a name carries, the most telling first; a folder's name (`FOLDER_NAME`) weighs less."""
    claims: list[CaptureClaim] = []
    rest = name[:1000]
    for row in _PATTERNS:
        for found in row.regex.finditer(rest):
            value = _value(found, utc=row.utc)
            if value is None:
                continue
            rest = rest[: found.start()] + "\0" * (found.end() - found.start()) + rest[found.end() :]
            if all(claim.value != value for claim in claims):
                weight = row.confidence * (_FOLDER_FACTOR if source is TimeSource.FOLDER_NAME else 1)
                claims.append(CaptureClaim(value, source, round(weight, 3)))
    return tuple(claims)


def _value(found: re.Match[str], *, utc: bool) -> str | None:
    part = found.groupdict()
    year, day = int(part["y"]), int(part["d"])
    month = MONTHS[part["mon"].casefold()] if part.get("mon") else int(part["m"])
    if year not in _YEARS:
        return None
    try:
        if part.get("H") is None:
            return datetime(year, month, day, tzinfo=UTC).date().isoformat()
        hour = _hour(int(part["H"]), part.get("half"))
        milli = int(part.get("ms") or 0)
        moment = datetime(year, month, day, hour, int(part["M"]), int(part["S"] or 0), milli * 1000, UTC)
    except ValueError:
        return None
    text = moment.isoformat(timespec="milliseconds" if milli else "seconds")
    return text if utc else text.removesuffix("+00:00")


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:  # noqa: PLR2004 - a twelve-hour clock
        raise ValueError
    return hour % 12 + (12 if half.upper() == "P" else 0)
