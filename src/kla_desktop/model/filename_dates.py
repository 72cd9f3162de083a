"""Times that file and folder names carry: of phones, messengers and scanners (`device_names`), and of people.

People write dates in words and figures (`date_grammar`), in six or eight bare digits, as a month, a quarter or a year.
Numbers that only look like dates (NIK, NIP, telephone numbers, money, sizes, versions) are taken out first.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from kla_desktop.model.capture import CaptureClaim, TimeSource
from kla_desktop.model.date_grammar import FoundDate, find_dates, numbers_of_year
from kla_desktop.model.date_rows import Form
from kla_desktop.model.date_slips import mended
from kla_desktop.model.date_words import MONTHS, alternatives, plain
from kla_desktop.model.device_names import device_time

_CONFIDENCE: Final = {
    Form.SPELLED: 0.6,
    Form.WORDS: 0.6,
    Form.ISO: 0.55,
    Form.DAY_FIRST: 0.55,
    Form.MONTH_FIRST: 0.4,
    Form.SHORT_YEAR: 0.5,
    Form.NO_YEAR: 0.42,
    Form.MONTH: 0.35,
    Form.PERIOD: 0.25,
    Form.YEAR: 0.2,
}
_CLOCK_BONUS: Final = 0.05
_OF_THE_COPY: Final = 0.5
"""What a date is worth that says when a file was scanned, revised, sent: half."""
_OF_ANOTHER: Final = 0.3
"""What the end of a term and the day of an export are worth."""
_LETTERS: Final = 0.9
"""What the day of a letter is worth beside that which it invites to, what is prepared beside the preparation."""
_BESIDE_A_COPY: Final = 0.32
"""What a year weighs beside the day of a copy."""
FOLDER_FACTOR: Final = 0.6
_MAX_NAME: Final = 400
_MOST: Final = 10
_LATEST: Final = 2032
_FIRST_OF_OURS: Final = 2015
_ENDING: Final = re.compile(r"\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,5}\Z|\.(?:3gp|7z|mp[34])\Z")
_NO_DATES: Final = (
    re.compile(
        r"(?<!\d)(?:19[4-9]\d|200\d)(?:0\d|1[0-2])(?:[0-2]\d|3[01])[ ._-]?(?:19|20)\d{4}[ ._-]?[12][ ._-]?\d{3}(?!\d)"
    ),
    re.compile(r"(?<!\d)(?!20)\d{2}[. ]?\d{2}[. ]?\d{2}[. ]?\d{6}[. ]?\d{4}(?!\d)"),  # NIK; no province is a 20
    re.compile(r"(?<![\da-f])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])"),  # UUID
    re.compile(r"\A1\d\d_\d{4}\Z"),  # a camera's folder and running number: 100_2024
    re.compile(r"(?<!\d)(?:\+?62[ -]?|0)8[1-9]\d(?:[ -]?\d){6,10}(?!\d)"),
    re.compile(r"(?<![a-z])(?:rp|idr)[. ]*\d[\d.,]*"),
    re.compile(r"(?<!\d)\d{3,5} ?[x\u00d7] ?\d{3,5}(?!\d)"),
    re.compile(r"(?<![a-z])(?:v|ver|versi|version)\.? ?\d+(?:\.\d+)+"),
    re.compile(
        r"(?<![a-z])(?:nik|nip|npwp|nisn|nuptk|kk|no ?hp|hp|telp|telpon|telepon|wa|rek|rekening)[.: ]*\d[\d .-]{4,}"
    ),
    re.compile(r"(?<![a-z])(?:rt|rw)[. ]*\d{1,3}(?!\d)(?:[-/]\d+|[-/ ]rw[. ]*\d+)?"),
    re.compile(r"(?<![a-z])(?:zoom|meeting|id|kode|resi|spm|sp2d)[.: _]*\d[\d ]{5,}"),
)
_COPY_WORDS: Final = re.compile(
    r"(?<![a-z])(?:di)?(?:rev|revisi|edit|edited|update|upd|upload|scan|scanned|cetak|print|kirim|terima|"
    r"unduh|download|backup|copy|final|fix|ttd|salinan)(?:\s?\d)?[\s.:(]*(?:tgl\.?|tanggal|per)?[\s.:(]*\Z"
)
_PASSED_ON: Final = re.compile(
    r"(?<![a-z])(?:di)?(?:unduh|download|upload|unggah|cetak|print|kirim|backup)[\s.:(]*(?:tgl\.?|tanggal)?[\s.:(]*\Z"
)
"""Before the day of a copy that tells nothing of what was copied, unlike a scan's."""
_ENDS: Final = re.compile(
    r"(?<![a-z])(?:berlaku|exp(?:ired)?|deadline|batas(?: akhir| waktu)?|paling lambat|jatuh tempo|tenggat)"
    r"[^\d#]{0,16}\Z"
)
_LETTER: Final = re.compile(
    r"(?<![a-z])(?:(?:undangan|surat|nota dinas|nodin|nd|disposisi)[ \d./\-]{1,20}(?:tgl|tanggal|tertanggal)\.?|"
    r"(?:persiapan|jelang|menjelang|menyambut|menuju) [a-z][^#\d]{2,30}) ?\Z"
)
"""Before the day of a letter, or of what is only prepared."""
_EXPORT: Final = re.compile(r"(?<![a-z])(?:takeout|export|backup)[ _\-]?\Z")
_NUMBER: Final = re.compile(r"(?<![a-z])(?:no|nomor|nmr)[. :]{1,3}\Z")
_LAWS: Final = (
    r"(?<![a-z])(?:uu|undang[\s-]undang|pp|peraturan|perpres|permen\w*|perda|perwal\w*|pergub|perbup|kepmen\w*|keppres|inpres|"
    r"kepres|se)(?![a-z])"
)
_LAW: Final = re.compile(_LAWS)
_LAW_NUMBER: Final = re.compile(rf"({_LAWS}[^\d]{{0,24}})(\d{{1,3}}-)(?=(?:19|20)\d\d(?!\d))")
"""A law's number before its year: "Perda 12-2022" is of no December."""
_MONTH_BEFORE: Final = re.compile(rf"(?<![a-z])(?:{alternatives(MONTHS)})[\s.,\-]*\Z")
_NUMBERED_MONTH: Final = re.compile(rf"\A(?P<n>\d{{1,2}})\. ?(?P<mon>{alternatives(MONTHS)})(?![a-z])")
_NUMBERED_DAY: Final = re.compile(
    r"(?<!\d)(?<!\d[_.-])(20\d\d)([_ ])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=[_ ]\d{1,2}(?:[a-z_ )]|\Z))"
)
"""A day before a running number: "2024_06_11_1"."""
_TWO_YEARS: Final = re.compile(r"(?<![\w.,/-])(?P<year>20[0-4]\d) (?P<next>20[0-4]\d)(?![\w.,/-])")
_SEVERAL_YEARS: Final = re.compile(r"(?<!\d)20[0-4]\d(?: ?(?:,|&|dan|sampai|hingga|s\.?d\.?) ?20[0-4]\d(?!\d))+")
_LONG_AGO, _LONGEST_PLAN = 3, 10
"""Years."""
_CAMERA: Final = re.compile(r"(?<![a-z])(?:img|dsc|dscn|dscf|scn|sam|mvi|pict|imag|p|g[hpx])[_ -]?\Z")
_BARE: Final = re.compile(r"(?<![\d.,/])(?<!\d-)(?P<digits>\d{8}|\d{6})(?![\d]|[.,]\d)")


def claims_from_name(
    name: str, source: TimeSource = TimeSource.FILE_NAME, *, latest: int | None = None
) -> tuple[CaptureClaim, ...]:
    """Read every date a name carries, the surest first; a folder's name (`FOLDER_NAME`) weighs less.

    `latest` is the last year that makes sense, such as the one after the file's own time; it decides whether 260131 is
    of 2026 or of 2031.
    """
    factor = FOLDER_FACTOR if source is TimeSource.FOLDER_NAME else 1.0
    kept: list[CaptureClaim] = []
    for value, confidence in sorted(_found(name, latest or _LATEST), key=lambda pair: -pair[1]):
        if all(not _says_no_more(value, claim.value) for claim in kept):
            kept.append(CaptureClaim(value, source, round(confidence * factor, 3)))
    return tuple(kept[:_MOST])


def latest_year(modified_at: str | None) -> int | None:
    """Return the last year that a name may mean by its last digits: the one after the file's own time."""
    year = (modified_at or "")[:4]
    return int(year) + 1 if year.isascii() and year.isdigit() and int(year) >= _FIRST_OF_OURS else None


def yearless_in_name(name: str) -> tuple[FoundDate, ...]:
    """Return the days that a name gives without their year: "Rapat 11 Juni.docx"."""
    return tuple(one for one in find_dates(_without_numbers(readable(name))) if one.form is Form.NO_YEAR)


def readable(name: str) -> str:
    """Make a name plain: lower case, no ending, the blanks of web addresses as blanks."""
    text = plain(name[:_MAX_NAME]).replace("%20", " ")
    return mended(_NUMBERED_MONTH.sub(_without_number, _ENDING.sub("", text)))


def _without_number(match: re.Match[str]) -> str:
    """Leave out the number of a month that only counts the months: "6. Juni 2024"."""
    return match["mon"] if int(match["n"]) == MONTHS[match["mon"]] else match.group()


def _says_no_more(value: str, than: str) -> bool:
    """Whether a value is only a coarser form of another."""
    return than.startswith(value) and (len(than) == len(value) or than[len(value)] in "-T")


def _without_numbers(text: str) -> str:
    for pattern in _NO_DATES:
        text = pattern.sub(lambda match: "#" * len(match.group()), text)
    return _LAW_NUMBER.sub(lambda match: match[1] + "#" * len(match[2]), text)


def _found(name: str, latest: int) -> Iterator[tuple[str, float]]:
    text = _without_numbers(readable(name))
    device = device_time(text)
    if device is not None:
        exported = _EXPORT.search(text, 0, device.start)
        yield device.value, device.confidence * (_OF_ANOTHER if exported else 1)
        text = text[: device.start] + "#" * (device.end - device.start) + text[device.end :]
    text = _TWO_YEARS.sub(_joined, _NUMBERED_DAY.sub(r"\1-\3-\4", text).replace("_", " ").replace("+", " "))
    days = months = 0
    copied: set[str] = set()
    dates = find_dates(text)
    alone = {year for *_, year in numbers_of_year(text)}
    if len(alone) == 1 and all(one.form is Form.NO_YEAR for one in dates):  # "Hari Anak 2024 - 23 Juli"
        dates = [whole for one in dates if (whole := one.in_year(*alone)) is not None]
    for one in dates:
        if one.form is Form.NO_YEAR and one.year is None:
            continue
        if _PASSED_ON.search(text, 0, one.start):
            copied.add(one.value[:4])
        else:
            days += one.day is not None
            months += one.month is not None
        yield one.value, _weight(one, text)
        text = text[: one.start] + "#" * (one.end - one.start) + text[one.end :]
    for value, confidence in _bare_digits(text, latest):
        days += 1
        yield value, confidence
    if device is None and not days and not months:
        yield from _years(text, copied)


def _joined(years: re.Match[str]) -> str:
    """Write a school year or the years of a plan as such: "SRA 2024_2025"."""
    follows = 0 < int(years["next"]) - int(years["year"]) <= _LONGEST_PLAN
    return f"{years['year']}-{years['next']}" if follows else years.group()


def _weight(one: FoundDate, text: str) -> float:
    weight = _CONFIDENCE[one.form] + (_CLOCK_BONUS if one.clock else 0)
    if one.weekday_fits is False:
        weight -= 0.1
    return weight * _worth(text[: one.start])


def _worth(before: str) -> float:
    """Say what a date is worth by the words before it in a name."""
    if _ENDS.search(before):
        return _OF_ANOTHER
    if _COPY_WORDS.search(before):
        return _OF_THE_COPY
    return _LETTERS if _LETTER.search(before) else 1


def _bare_digits(text: str, latest: int) -> Iterator[tuple[str, float]]:
    """Read 20240611, 11062024, 110624, 240611 and 202406."""
    for match in _BARE.finditer(text):
        digits, before = match["digits"], text[: match.start()]
        if before.endswith("#") or _NUMBER.search(before) or (len(digits) == 6 and _CAMERA.search(before)):  # noqa: PLR2004
            continue
        weight = _worth(before)
        apart = not before[-1:].isalpha()
        for value, confidence in _readings(digits, latest):
            if len(value) == len("2024-06") and not apart:
                continue
            yield value, confidence * weight
            break


def _readings(digits: str, latest: int) -> Iterator[tuple[str, float]]:
    a, b, c = digits[:2], digits[2:4], digits[4:6]
    if len(digits) == 8:  # noqa: PLR2004 - digits of a day
        yield from _day(digits[:4], c, digits[6:], 0.55, latest + 1)
        yield from _day(digits[4:], b, a, 0.5, latest + 1)
        yield from _day(digits[4:], a, b, 0.46, latest + 1)
        return
    either = [*_day(f"20{c}", b, a, 0.45, latest), *_day(f"20{a}", b, c, 0.4, latest)]
    if len(either) > 1 and int(a) > int(c) + _LONG_AGO:  # 240917 is rather of 2024 than of 2017
        either.reverse()
    yield from either
    if 2005 <= int(digits[:4]) <= latest and 1 <= int(c) <= 12:  # noqa: PLR2004 - years of digital files; months
        yield f"{digits[:4]}-{c}", 0.3
    if 2005 <= int(digits[2:]) <= latest and 1 <= int(a) <= 12:  # noqa: PLR2004 - as above
        yield f"{digits[2:]}-{a}", 0.3


def _day(year: str, month: str, day: str, confidence: float, latest: int) -> Iterator[tuple[str, float]]:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return
    if 2012 <= found.year <= latest or (len(year) == 4 and 2000 <= found.year <= latest and confidence > 0.45):  # noqa: PLR2004
        yield found.isoformat(), confidence


def _years(text: str, copied: Collection[str]) -> Iterator[tuple[str, float]]:
    """Read the years that stand alone; they say more than the day of a copy, which may lie in them."""
    text = _SEVERAL_YEARS.sub("#", text)
    weight = _BESIDE_A_COPY if copied else _CONFIDENCE[Form.YEAR]
    for start, _, year in numbers_of_year(text):
        law = _LAW.search(text, 0, start)
        if _MONTH_BEFORE.search(text, 0, start) or _CAMERA.search(text, 0, start):  # of no such day; a number
            continue
        first = law is None or not text[: law.start()].strip(" -0123456789.()")
        if year <= _LATEST and first and str(year) not in copied:
            yield str(year), weight
