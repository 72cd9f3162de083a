"""Numbers, sizes, dates and durations in both languages."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from kla_desktop.wording.formats import (
    LANGUAGES,
    as_lang,
    counted,
    date_time,
    day,
    full_date,
    long_date,
    number,
    percent,
    short_date,
    size,
    time_left,
    when,
    zone_name,
)


def test_languages() -> None:
    assert [as_lang(text) for text in ("en", "en_GB", "EN-us", "id", "id_ID", "", None, "fr")] == (
        ["en"] * 3 + ["id"] * 5
    )


def test_numbers() -> None:
    assert [number(n, "id") for n in (0, 999, 1234, -1234567)] == ["0", "999", "1.234", "-1.234.567"]
    assert [number(1234.56, lang, 1) for lang in LANGUAGES] == ["1.234,6", "1,234.6"]
    assert [percent(64, lang) for lang in LANGUAGES] == ["64 %", "64%"]


@pytest.mark.parametrize(
    ("count", "indonesian", "english"),
    [
        (0, "0 byte", "0 bytes"),
        (1, "1 byte", "1 byte"),
        (999, "999 byte", "999 bytes"),
        (1000, "1 kB", "1 kB"),
        (640_400, "640 kB", "640 kB"),
        (999_499, "999 kB", "999 kB"),
        (999_600, "1,0 MB", "1.0 MB"),
        (12_500_000, "12,5 MB", "12.5 MB"),
        (31_000_000, "31,0 MB", "31.0 MB"),
        (999_960_000, "1,0 GB", "1.0 GB"),
        (5_200_000_000, "5,2 GB", "5.2 GB"),
        (10**15, "1,0 PB", "1.0 PB"),
        (10**19, "10.000,0 PB", "10,000.0 PB"),
    ],
)
def test_sizes(count: int, indonesian: str, english: str) -> None:
    assert (size(count, "id"), size(count, "en")) == (indonesian, english)


def test_plurals() -> None:
    assert [counted(n, "photo", "id") for n in (1, 12)] == ["1 foto", "12 foto"]
    assert [counted(n, "photo", "en") for n in (0, 1, 12, 1200)] == ["0 photos", "1 photo", "12 photos", "1,200 photos"]
    assert counted(1, "evidence", "en") == "1 evidence item"


def test_dates() -> None:
    day = date(2026, 11, 23)
    assert [long_date(day, lang) for lang in LANGUAGES] == ["23 November 2026"] * 2
    assert [short_date(day, lang) for lang in LANGUAGES] == ["23 Nov 2026"] * 2
    assert [full_date(date(2026, 11, 21), lang) for lang in LANGUAGES] == [
        "Sabtu, 21 November 2026", "Saturday, 21 November 2026",
    ]  # fmt: skip
    months = [short_date(date(2026, month, 1), "id").split()[1] for month in range(1, 13)]
    assert " ".join(months) == "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"
    assert " ".join(long_date(date(2026, m, 1), "en").split()[1][:3] for m in (5, 8, 10, 12)) == "May Aug Oct Dec"


def test_times_at_an_offset() -> None:
    moment = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
    assert date_time(moment, "id") == "23 Nov 2026 14.05 WIB"
    assert date_time(moment, "en") == "23 Nov 2026 14:05 WIB"
    assert date_time(moment, "id", timedelta(hours=8)) == "23 Nov 2026 15.05 WITA"
    assert date_time(moment, "id", timedelta(hours=9)) == "23 Nov 2026 16.05 WIT"
    assert date_time(moment.replace(hour=20), "id") == "24 Nov 2026 03.05 WIB"
    assert date_time(datetime(2026, 11, 23, 7, 5), "id") == "23 Nov 2026 07.05"  # noqa: DTZ001 - a camera knows no zone
    assert date_time(datetime.max.replace(tzinfo=UTC), "id") == "31 Des 9999 23.59 UTC"
    assert date_time(moment.astimezone(timezone(timedelta(hours=-3))), "id") == "23 Nov 2026 14.05 WIB"
    offsets = (timedelta(hours=5, minutes=30), timedelta(hours=-3, minutes=-30), timedelta(0))
    assert [zone_name(offset) for offset in offsets] == ["UTC+05:30", "UTC-03:30", "UTC"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026", "2026"),
        ("2026-11", "November 2026"),
        ("2026-11-23", "23 Nov 2026"),
        ("2026-11-23T10:15:00", "23 Nov 2026 10.15"),
        ("2026-11-23T07:05:00Z", "23 Nov 2026 14.05 WIB"),
        ("2026-11-23T14:05:00+07:00", "23 Nov 2026 14.05 WIB"),
        ("", ""),
        ("kemarin", "kemarin"),
        ("2026-13-45", "2026-13-45"),
        ("0001-01-01T00:00:00+09:00", "1 Jan 1 00.00 WIT"),
    ],
)
def test_iso_texts_of_any_precision(text: str, shown: str) -> None:
    assert when(text, "id") == shown


@pytest.mark.parametrize(
    ("seconds", "indonesian", "english"),
    [
        (0, "± 1 detik", "about 1 second"),
        (7.2, "± 8 detik", "about 8 seconds"),
        (21, "± 20 detik", "about 20 seconds"),
        (58, "± 1 menit", "about 1 minute"),
        (240, "± 4 menit", "about 4 minutes"),
        (3599, "± 1 jam", "about 1 hour"),
        (7800, "± 2 jam 10 menit", "about 2 hours 10 minutes"),
        (3 * 86400, "± 3 hari", "about 3 days"),
        (float("inf"), "?", "?"),
        (float("nan"), "?", "?"),
    ],
)
def test_time_left(seconds: float, indonesian: str, english: str) -> None:
    assert (time_left(seconds, "id"), time_left(seconds, "en")) == (indonesian, english)


def test_a_day_is_the_one_that_people_here_count() -> None:
    assert day("2026-11-26T18:30:00Z", "id") == "27 Nov 2026"
    assert day("2026-11-26T10:00:00Z", "en") == "26 Nov 2026"
    assert day("2026-11-26T18:30:00", "id") == "26 Nov 2026"
    assert day("2026-11", "id") == "November 2026"
