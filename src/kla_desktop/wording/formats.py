"""Numbers, sizes, dates and durations as people write them in Indonesian and in English. Decimal units only."""

import math
import re
from datetime import date, datetime, timedelta, timezone
from typing import Literal

Lang = Literal["id", "en"]
LANGUAGES: tuple[Lang, ...] = ("id", "en")
WIB = timedelta(hours=7)
"""Western Indonesian Time, the zone of Depok."""
_ZONES = {WIB: "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}
_MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_WEEKDAYS = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_UNITS = ("kB", "MB", "GB", "TB", "PB")
_NOUNS: dict[str, tuple[str, str, str]] = {
    "photo": ("foto", "photo", "photos"),
    "document": ("dokumen", "document", "documents"),
    "video": ("video", "video", "videos"),
    "audio": ("rekaman suara", "sound recording", "sound recordings"),
    "file": ("berkas", "file", "files"),
    "folder": ("folder", "folder", "folders"),
    "evidence": ("bukti", "evidence item", "evidence items"),
    "bundle": ("bundel", "bundle", "bundles"),
    "indicator": ("indikator", "indicator", "indicators"),
    "request": ("permintaan", "request", "requests"),
    "receipt": ("tanda terima", "receipt", "receipts"),
    "station": ("laptop", "laptop", "laptops"),
    "page": ("halaman", "page", "pages"),
    "change": ("perubahan", "change", "changes"),
    "second": ("detik", "second", "seconds"),
    "minute": ("menit", "minute", "minutes"),
    "hour": ("jam", "hour", "hours"),
    "day": ("hari", "day", "days"),
}


def as_lang(text: str | None) -> Lang:
    """Return "en" for "en", "en_GB" and the like, else Indonesian, the language of the offices."""
    return "en" if (text or "").casefold().replace("-", "_").split("_")[0] == "en" else "id"


def number(value: float, lang: Lang, places: int = 0) -> str:
    """Write 1.234,5 or 1,234.5 with so many decimal places."""
    text = f"{value:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "id" else text


def percent(value: float, lang: Lang) -> str:
    """Write "64 %" or "64%"; `value` is in percent."""
    return f"{number(value, lang)} %" if lang == "id" else f"{number(value, lang)}%"


def counted(count: int, noun: str, lang: Lang) -> str:
    """Write "12 foto", "1 photo", "12 photos"; `noun` is a key of the table above."""
    indonesian, one, many = _NOUNS[noun]
    word = indonesian if lang == "id" else one if count == 1 else many
    return f"{number(count, lang)} {word}"


def size(count: int, lang: Lang) -> str:
    """Write a number of bytes in decimal units: "640 kB", "12,5 MB", "5.2 GB"."""
    if count < 1000:  # noqa: PLR2004 - decimal units
        return f"{count} byte{'s' if lang == 'en' and count != 1 else ''}"
    value, places = float(count), 0
    for unit in _UNITS:
        value /= 1000
        places = 0 if unit == "kB" else 1
        if round(value, places) < 1000:  # noqa: PLR2004 - as above
            break
    return f"{number(value, lang, places)} {unit}"


def long_date(day: date, lang: Lang) -> str:
    """Write "23 November 2026"."""
    return f"{day.day} {_MONTHS[lang][day.month - 1]} {day.year}"


def short_date(day: date, lang: Lang) -> str:
    """Write "23 Nov 2026"."""
    return f"{day.day} {_MONTHS[lang][day.month - 1][:3]} {day.year}"


def full_date(day: date, lang: Lang) -> str:
    """Write "Sabtu, 21 November 2026"."""
    return f"{_WEEKDAYS[lang][day.weekday()]}, {long_date(day, lang)}"


def clock(moment: datetime, lang: Lang) -> str:
    """Write the time of day as it stands there: "14.05" or "14:05"."""
    return f"{moment.hour:02d}{'.' if lang == 'id' else ':'}{moment.minute:02d}"


def date_time(moment: datetime, lang: Lang, offset: timedelta = WIB) -> str:
    """Write "23 Nov 2026 14.05 WIB" at that offset; a time without a zone is written as it stands, without one."""
    if moment.tzinfo is None:
        return f"{short_date(moment, lang)} {clock(moment, lang)}"
    try:
        local = moment.astimezone(timezone(offset))
    except OverflowError:  # within a day of the first or the last year
        local, offset = moment, moment.utcoffset() or timedelta(0)
    return f"{short_date(local, lang)} {clock(local, lang)} {zone_name(offset)}"


def zone_name(offset: timedelta) -> str:
    """Name the zone: WIB, WITA, WIT, else "UTC+05:30"."""
    if offset in _ZONES:
        return _ZONES[offset]
    minutes = int(offset.total_seconds()) // 60
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def when(text: str, lang: Lang, offset: timedelta = WIB) -> str:
    """Write an ISO 8601 time of any precision ("2026-11", a date, a time); anything else comes back as it is."""
    partial = re.fullmatch(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?", text)
    if partial:
        return f"{_MONTHS[lang][int(partial[2]) - 1]} {partial[1]}" if partial[2] else partial[1]
    try:
        if len(text) == len("2026-11-23"):
            return short_date(date.fromisoformat(text), lang)
        return date_time(datetime.fromisoformat(text), lang, offset)
    except ValueError:
        return text


def day(at: str, lang: Lang, offset: timedelta = WIB) -> str:
    """Write the day of an ISO 8601 time as people at that offset count it: 18.00 UTC is tomorrow in Depok.

    A time without a zone stands as it is; a month, a year and anything else are written as by `when`.
    """
    try:
        moment = datetime.fromisoformat(at) if len(at) > len("2026-11-23") else None
    except ValueError:
        return at
    if moment is None:
        return when(at, lang)
    return short_date((moment.astimezone(timezone(offset)) if moment.tzinfo else moment).date(), lang)


def position(lat: float, lon: float, lang: Lang) -> str:
    """Write a place on Earth, to about a metre: "6,40250° LS, 106,79420° BT"."""
    south, east = ("LS", "BT") if lang == "id" else ("S", "E")
    north, west = ("LU", "BB") if lang == "id" else ("N", "W")
    return (
        f"{number(abs(lat), lang, 5)}° {south if lat < 0 else north}, "
        f"{number(abs(lon), lang, 5)}° {west if lon < 0 else east}"
    )


def length(seconds: float, lang: Lang) -> str:
    """Write how long a recording runs: minutes and seconds ("3.25", "3:25"), hours before them ("1.03.25")."""
    mark = "." if lang == "id" else ":"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return mark.join([str(hours), f"{minutes:02}", f"{rest:02}"] if hours else [str(minutes), f"{rest:02}"])


def time_left(seconds: float, lang: Lang) -> str:
    """Write an estimate, coarser the longer it is: "± 20 detik", "± 4 menit", "± 2 jam 10 menit", "about 3 days"."""
    left = "± " if lang == "id" else "about "
    if math.isnan(seconds) or seconds == math.inf:
        return "?"
    rough = math.ceil(max(seconds, 1)) if seconds <= 10 else 5 * round(seconds / 5)  # noqa: PLR2004
    if rough < 60:  # noqa: PLR2004 - seconds
        return left + counted(rough, "second", lang)
    minutes = round(seconds / 60)
    if minutes < 60:  # noqa: PLR2004 - minutes
        return left + counted(minutes, "minute", lang)
    hours, rest = divmod(5 * round(minutes / 5), 60)
    if hours < 48:  # noqa: PLR2004 - two days
        return left + counted(hours, "hour", lang) + (f" {counted(rest, 'minute', lang)}" if rest else "")
    return left + counted(round(seconds / 86400), "day", lang)
