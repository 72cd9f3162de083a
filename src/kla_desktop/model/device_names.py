"""Times in the names that phones, messengers, scanners and programs give to files.

Each row of `_ROWS` is one habit; the first that fits counts. Rows read a name that went through `date_words.plain`,
without its ending, and may name the groups y (or yy, two digits), m, d, H, M, S, ms, half (a or p), zone, ms13 and s10
(milliseconds and seconds since 1970, UTC).
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from kla_desktop.model.date_grammar import zone_offset

_YEARS: Final = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class DeviceTime:
    """What a device wrote into a name: ISO 8601, where it stands, and how far to believe it."""

    value: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class _Row:
    regex: re.Pattern[str]
    confidence: float
    utc: bool = False


def _row(pattern: str, confidence: float, *, utc: bool = False) -> _Row:
    return _Row(re.compile(pattern), confidence, utc)


_DATE: Final = r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)"
_DASHED: Final = r"(?P<y>20\d\d)(?P<s1>[-_. ])(?P<m>\d\d)(?P=s1)(?P<d>\d\d)"
_CLOCK: Final = r"(?P<H>[01]\d|2[0-3])(?P<s2>[.:\-_ ]?)(?P<M>[0-5]\d)(?P=s2)(?P<S>[0-5]\d)"
_MILLI: Final = r"(?:[.\-_]?(?P<ms>\d{3})(?!\d)|\d{2}(?!\d))?"
_A_DAY: Final = r"20[0-4]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)"
_HALF: Final = r"(?:[ _]?(?P<half>[ap])\.?m(?![a-z]))?"
_DAY_FIRST: Final = r"(?P<d>\d\d)(?P<s1>[-.])(?P<m>\d\d)(?P=s1)(?P<y>20\d\d)"
_EPOCH: Final = r"(?P<ms13>1[0-9]\d{11})"

_ROWS: Final = (
    # Pixel phones and Zoom's cloud write UTC: PXL_20240611_031522123.jpg, GMT20240611-031522_Recording
    _row(rf"(?<![a-z])pxl_{_DATE}_{_CLOCK}{_MILLI}", 0.8, utc=True),
    _row(rf"(?<![a-z])gmt{_DATE}-{_CLOCK}", 0.8, utc=True),
    # WhatsApp on a computer, in any language: "WhatsApp Image 2026-11-21 at 10.15.22.jpeg", "… pukul 9.15.22 PM"
    _row(
        r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)[ _-](?:at|pukul|pada|jam)[ _-]"
        r"(?P<H>\d{1,2})(?P<s2>[.: _])(?P<M>[0-5]\d)(?P=s2)(?P<S>[0-5]\d)" + _HALF,
        0.59,
    ),
    # WhatsApp on a phone gives the day of sending or receiving, and a running number: IMG-20240611-WA0003.jpg
    _row(rf"(?<![a-z])doc-{_DATE}-wa\d", 0.4),
    _row(rf"(?<!\d){_DATE}(?=[-_]wa\d)", 0.55),
    # Konica's scanners put two digits of the year behind the model: SKM_C22724061110150, SKMBT_C22024061110150
    _row(
        r"(?<![a-z])s?km(?:bt)?_?[a-z]?(?:\d{3}[a-z]?|\d{4}[a-z]?|\d{3}i)(?P<yy>[12]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
        r"(?P<H>[01]\d|2[0-3])(?P<M>[0-5]\d)\d{1,3}(?!\d)",
        0.45,
    ),
    # Kyocera's: doc00123420240611101522
    _row(rf"(?<![a-z])doc\d{{3,6}}{_DATE}{_CLOCK}(?!\d)", 0.45),
    # iPhone's screen recordings put the month first: ScreenRecording_06-11-2024 10-15-22_1
    _row(rf"screenrecording_(?P<m>\d\d)-(?P<d>\d\d)-(?P<y>20\d\d)[ _]{_CLOCK}", 0.7),
    _row(r"rpreplay_final(?P<s10>1[0-9]\d{8})(?!\d)", 0.6),
    # Google Meet: "Rakor (2024-06-11 10:15 GMT+7)", "… - 2024_06_11 10_15 WIB - Recording"
    _row(
        rf"(?<!\d){_DASHED}[ _t]{{1,3}}(?P<H>[01]\d|2[0-3])[.:_\-](?P<M>[0-5]\d)(?![.:\-_]?\d) ?"
        r"(?P<zone>wib|wita|wit|(?:gmt|utc)(?:[+-]\d{1,2}(?:[:.]?\d\d)?)?)(?![a-z])",
        0.7,
    ),
    # cameras, screenshots, scanners, Telegram, recorders: 20240611_101522, 20240611101522, + milliseconds
    _row(
        rf"(?<!\d){_DATE}(?:[ _\-t.]|_-_|--|__| - )?(?!{_A_DAY}){_CLOCK}{_MILLI}(?![.\-]?\d{{4}}(?!\d)\d*-\d)(?!\d)",
        0.75,
    ),
    _row(rf"(?<!\d){_DASHED}(?:[ _\-t,]{{1,3}}|_at_){_CLOCK}{_MILLI}(?!\d){_HALF}", 0.75),
    # VLC's stills: vlcsnap-2024-06-11-10h15m22s123
    _row(rf"(?<!\d){_DASHED}[ _\-](?P<H>[01]\d|2[0-3])h(?P<M>[0-5]\d)m(?P<S>[0-5]\d)s(?!\d{{4}})", 0.75),
    # "20240611_1015", "Dipindai_20240611-1015"; four digits below 0500 are a running number
    _row(rf"(?<!\d){_DATE}[ _\-](?P<H>0[5-9]|1\d|2[0-3])(?P<s2>[.:h]?)(?P<M>[0-5]\d)(?![\d.])", 0.6),
    _row(rf"(?<!\d){_DASHED}[ _\-]{{1,3}}(?P<H>0[5-9]|1\d|2[0-3])(?P<M>[0-5]\d)(?!\d)", 0.6),
    _row(rf"(?<!\d){_DASHED}[ _](?P<H>0?[1-9]|1[0-2])[._ ](?P<M>[0-5]\d)(?=[ _][ap]m){_HALF}", 0.6),
    _row(rf"(?<!\d){_DASHED}[ _]{{1,3}}(?P<H>[01]\d|2[0-3])[._ ](?P<M>[0-5]\d)(?![.\-_ ]?\d)", 0.6),
    # office copiers: 202406111015, and behind a serial number 0123_202406111015_001
    _row(rf"(?<![\d.,]){_DATE}(?P<H>0[5-9]|1\d|2[0-3])(?P<M>[0-5]\d)(?![\d.,])", 0.5),
    # their two digits of the year, behind a serial number: 0846_240611101522_001
    _row(
        r"(?<![\d.,])(?P<yy>[12]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
        r"(?P<H>0[5-9]|1\d|2[0-3])(?P<M>[0-5]\d)(?P<S>[0-5]\d)(?![\d.,])",
        0.45,
    ),
    # "Screenshot_2024_0611_101522", "2024-0611 Rapat"
    _row(
        rf"(?<!\d)(?P<y>20[12]\d)(?P<s1>[-_])(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?P=s1){_CLOCK}(?!\d)", 0.6
    ),
    _row(r"(?<![\d-])(?P<y>20[12]\d)[-_](?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\d.-])", 0.4),
    # exports of Telegram, scan apps: photo_1@11-06-2024_10-15-22, "CamScanner 11-06-2024 10.15"
    _row(
        rf"(?<!\d){_DAY_FIRST}[ _@\-]{{1,3}}"
        r"(?P<H>[01]\d|2[0-3])(?P<s2>[.:\-_])(?P<M>[0-5]\d)(?P=s2)(?P<S>[0-5]\d)(?!\d)",
        0.65,
    ),
    _row(rf"(?<!\d){_DAY_FIRST}[ _]+(?P<H>[01]?\d|2[0-3])[.:](?P<M>[0-5]\d)(?:[.:](?P<S>[0-5]\d))?(?!\d){_HALF}", 0.6),
    # scanners of offices, day first: CCF11062024_0001, Scan_11062024101522
    _row(r"(?<!\d)(?P<d>\d\d)(?P<m>\d\d)(?P<y>20\d\d)[_\-]?" + _CLOCK + r"(?!\d)", 0.5),
    # Xerox's where set to American: "Xerox Scan_06132024101522"
    _row(
        r"(?<!\d)(?P<m>0[1-9]|1[0-2])(?P<d>1[3-9]|2\d|3[01])(?P<y>20\d\d)[_\-]?" + _CLOCK + r"(?!\d)",
        0.45,
    ),
    # Toshiba's: DOC061124-06112024101522, month first in most
    _row(r"(?<![a-z])doc\d{6}-(?P<m>\d\d)(?P<d>\d\d)(?P<y>20\d\d)" + _CLOCK, 0.3),
    # recorders of Samsung, PicsArt, LINE: "Suara 240611_101522", Picsart_24-06-11_10-15-22, LINE_ALBUM_…_240611_1
    _row(r"(?<!\d)(?P<yy>[12]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])[_\-]" + _CLOCK + r"(?!\d)", 0.6),
    _row(rf"picsart_(?P<yy>[12]\d)-(?P<m>\d\d)-(?P<d>\d\d)_{_CLOCK}", 0.6),
    _row(r"line_album_.*?_(?P<yy>[12]\d)(?P<m>0[1-9]|1[0-2])(?P<d>\d\d)_\d+\Z", 0.5),
    _row(r"line_p(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)_" + _CLOCK, 0.6),
    # Dropbox and iPhone: "Foto 11-06-24 10 15 22"
    _row(
        r"(?<!\d)(?P<d>\d\d)-(?P<m>\d\d)-(?P<yy>[12]\d)[ ,_]+(?P<H>[01]?\d|2[0-3])(?P<s2>[ .\-:])(?P<M>[0-5]\d)"
        r"(?:(?P=s2)(?P<S>[0-5]\d))?(?!\d)" + _HALF,
        0.55,
    ),
    # saved by apps under the milliseconds since 1970: FB_IMG_1718075722000, mmexport1718075722000
    _row(rf"(?:\A|[a-z_\-]){_EPOCH}(?!\d)", 0.4),
    # what sites put before the name of a file that is sent to them
    _row(r"\A(?P<s10>1[3-7]\d{8})_(?=[a-z0-9])", 0.35),
    _row(r"\A(?:photo|foto|image|img|video|vid|file)[_\-]?(?P<s10>1[4-9]\d{8})(?!\d)", 0.4),
)


def device_time(name: str) -> DeviceTime | None:
    """Read the time that a device wrote into a file's name (made `plain`, without ending); None if there is none."""
    for row in _ROWS:
        for match in row.regex.finditer(name):
            value = _value(match, utc=row.utc)
            if value is not None:
                return DeviceTime(value, match.start(), match.end(), row.confidence)
    return None


def _value(match: re.Match[str], *, utc: bool) -> str | None:
    part = match.groupdict()
    try:
        for name, unit in (("ms13", timedelta(milliseconds=1)), ("s10", timedelta(seconds=1))):
            if part.get(name):
                moment = datetime(1970, 1, 1, tzinfo=UTC) + int(part[name]) * unit
                return _iso(moment) if moment.year in range(2012, 2036) else None
        year = int(part["y"]) if part.get("y") else 2000 + int(part["yy"])
        if year not in _YEARS:
            return None
        if part.get("H") is None:
            return datetime(year, int(part["m"]), int(part["d"]), tzinfo=UTC).date().isoformat()
        milli = _milliseconds(match)
        moment = datetime(
            year,
            int(part["m"]),
            int(part["d"]),
            _hour(part),
            int(part["M"]),
            int(part.get("S") or 0),
            milli * 1000,
            UTC,
        )
    except ValueError:
        return None
    text = _iso(moment)
    return text if utc else text.removesuffix("+00:00") + zone_offset(part.get("zone") or "")


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")


def _milliseconds(match: re.Match[str]) -> int:
    """Return the three digits behind a time, unless they are a burst's running number: 20240611_101522_001."""
    digits = match.groupdict().get("ms")
    if not digits:
        return 0
    return 0 if digits.startswith("0") and match.string[match.start("ms") - 1] == "_" else int(digits)


def _hour(part: dict[str, str]) -> int:
    hour = int(part["H"])
    if not part.get("half"):
        return hour
    if not 1 <= hour <= 12:  # noqa: PLR2004 - a twelve-hour clock
        raise ValueError
    return hour % 12 + (12 if part["half"] == "p" else 0)
