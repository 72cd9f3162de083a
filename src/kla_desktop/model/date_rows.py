"""The ways in which people in Indonesia write dates, from the most telling to the least: the rows of `date_grammar`."""

import functools
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kla_desktop.model.date_words import MONTHS, NUMBER_WORDS, ROMAN_MONTHS, WEEKDAYS, alternatives


class Form(StrEnum):
    """How a date is written; the first seven give a day."""

    SPELLED = "spelled"
    WORDS = "words"
    ISO = "iso"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    SHORT_YEAR = "short_year"
    NO_YEAR = "no_year"
    MONTH = "month"
    PERIOD = "period"
    YEAR = "year"


_MONTH: Final = rf"(?<![a-z])(?P<mon>{alternatives(MONTHS)})(?![a-z])\.?"
_OTHER_MONTH: Final = rf"(?<![a-z])(?:{alternatives(MONTHS)})(?![a-z])\.?"
_DAY: Final = r"(?P<d>0?[1-9]|[12]\d|3[01])(?:(?:st|nd|rd|th)(?: of)?)?"
_NO_NUMBER: Final = r"(?<!\br[tw] )(?<!\br[tw]\.)(?<!\bno )(?<!\bno\. )"
_DAY_WORD: Final = r"(?:(?:tanggal|tgl)\.?\s*)?"
_OTHER_DAY: Final = rf"{_DAY_WORD}(?:0?[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?P<y>(?:19|20)\d\d)"
_GAP: Final = r"[\s.,/\-]{0,12}"
_TO: Final = r"\s{0,3}[,;:=|]?\s{0,3}"
SPAN: Final = r"\s{0,9}(?:-|s\s?[./\-]?\s?d\b\.?|sampai(?:\s+dengan)?|hingga|,?\s?dan|&|,|\+|to|/)\s{0,9}"
_MONTH_WORD: Final = r"(?:(?:bulan|bln)\.?\s*)?"
_YEAR_WORD: Final = r"(?:(?:tahun|thn|th)\.?\s*)?"
_COUNTED: Final = r"(?:kelas|tw|triwulan|semester|tahap|gel|gelombang|angkatan|jilid|bab|klaster|seri|edisi|ke)\b"
"""What Roman figures count that are no months."""
NOT_A_COUNT: Final = (
    r"(?![^\S\n]*(?:orang|org|peserta|anak|rw|rt|kelurahan|kecamatan|"
    r"titik|lokasi|sekolah|jam|hari|lembar|lbr|buah|x\b|%))"
)


@dataclass(frozen=True, slots=True)
class Row:
    """`month`, `year`: whether it reads nothing where no month's name, no year in full stands."""

    pattern: str
    form: Form
    month: bool
    year: bool

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern made ready, on first use: most names of files need few of them."""
        return _compiled(self.pattern)


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _row(pattern: str, form: Form) -> Row:
    month = any(name in pattern for name in (_MONTH, _OTHER_MONTH))
    year = any(part in pattern for part in (_YEAR, "(?P<end>")) and "(?P<yw>" not in pattern
    return Row(rf"(?<!\d){pattern}(?!\d)", form, month, year)


ROWS: Final = (
    _row(
        rf"(?<![a-z])(?P<dw>{NUMBER_WORDS}),?\s*{_MONTH_WORD}{_MONTH}\s*,?\s*{_YEAR_WORD}"
        rf"(?:(?P<yw>{NUMBER_WORDS})|{_YEAR})",
        Form.SPELLED,
    ),
    # "tanggal lima bulan tiga tahun dua ribu dua puluh lima"
    _row(
        rf"(?<![a-z])(?P<dw>{NUMBER_WORDS}),?\s*bulan\s+(?P<mw>{NUMBER_WORDS}),?\s*{_YEAR_WORD}(?:(?P<yw>{NUMBER_WORDS})|{_YEAR})",
        Form.SPELLED,
    ),
    # "minggu ke 2 September 2025": a week, a meeting
    _row(
        rf"(?<![a-z])(?:ke-|(?:minggu|pekan|pertemuan|sesi|tahap)\s+ke ?)\d{{1,2}}\s+{_MONTH}{_GAP}{_YEAR_WORD}{_YEAR}",
        Form.MONTH,
    ),
    # "30 Mei - 2 Juni 2024", "30 Desember 2024 s.d. 2 Januari 2025"
    _row(
        rf"{_DAY}{_GAP}{_MONTH}(?:{_GAP}{_YEAR})?{SPAN}{_OTHER_DAY}{_GAP}{_OTHER_MONTH}{_GAP}"
        r"(?P<end>(?:19|20)\d\d)",
        Form.WORDS,
    ),
    _row(
        rf"{_NO_NUMBER}{_DAY}(?:{SPAN}{_OTHER_DAY}){{0,6}}{_GAP}{_MONTH_WORD}{_MONTH}{_GAP}{_YEAR_WORD}{_YEAR}",
        Form.WORDS,
    ),
    # "11 Juni tahun dua ribu dua puluh empat"
    _row(rf"{_DAY}{_GAP}{_MONTH_WORD}{_MONTH}{_GAP}(?:tahun|thn|th)\.?\s+(?P<yw>{NUMBER_WORDS})", Form.WORDS),
    # "11 bulan 6 tahun 2024", a form's "Tgl: 11, Bln: 6, Thn: 2024"
    _row(
        rf"{_DAY}{_TO}(?:bulan|bln)\.?{_TO}(?P<m>0?[1-9]|1[0-2]){_TO}(?:tahun|thn|th)\.?{_TO}{_YEAR}",
        Form.WORDS,
    ),
    _row(rf"{_MONTH}[\s\-,]*{_DAY}(?:{SPAN}{_OTHER_DAY})?(?:,\s*|\s+){_YEAR}", Form.WORDS),
    _row(rf"{_YEAR}[\s\-.,]*{_MONTH}[\s\-.,]*{_DAY_WORD}{_DAY}(?![.:]\d)", Form.WORDS),
    _row(
        rf"(?<!\d[-./]){_YEAR}(?P<sep>[-./: ]|\. )(?P<m>0[1-9]|1[0-2]|[1-9](?=(?P=sep)))(?P=sep){_DAY}(?!(?P=sep)?\d)",
        Form.ISO,
    ),
    # "30/4 - 2/5/2025"
    _row(
        rf"(?<!\d[-./]){_DAY}(?P<sep>[/.])(?P<m>0?[1-9]|1[0-2]){SPAN}{_OTHER_DAY}(?P=sep)\d\d?(?P=sep)(?P<end>20\d\d)",
        Form.DAY_FIRST,
    ),
    # "10-12/06/2024", "10 s.d. 12-06-2024", and with one sign throughout "10-12-06-2024"
    _row(
        rf"(?<!\d[-./]){_DAY}\s*(?:-|s\s?[./\-]?\s?d\.?|sampai(?:\s+dengan)?|&|dan)\s*{_OTHER_DAY}"
        rf"(?P<sep>[-./ ])(?P<m>0?[1-9]|1[0-2])(?P=sep){_YEAR}(?!(?P=sep)\d)",
        Form.DAY_FIRST,
    ),
    _row(
        rf"(?<!\d[-./]){_DAY}(?P<sep>\s?[-./]\s?| )(?P<m>0?[1-9]|1[0-2])(?P=sep){_YEAR}(?![./]\d)",
        Form.DAY_FIRST,
    ),
    _row(
        rf"(?<!\d[-./])(?P<m>0?[1-9]|1[0-2])(?P<sep>[-./ ])(?P<d>1[3-9]|2\d|3[01])(?P=sep){_YEAR}(?![-./]\d)",
        Form.MONTH_FIRST,
    ),
    # "17/04-2025"
    _row(rf"(?<!\d[-./]){_DAY}[-/.](?P<m>0[1-9]|1[0-2])[-/.]{_YEAR}(?![-./]\d)", Form.DAY_FIRST),
    # "2025-13-09": no month is a thirteenth
    _row(
        rf"(?<!\d[-./]){_YEAR}(?P<sep>[-./ ])(?P<d>1[3-9]|2\d|3[01])(?P=sep)(?P<m>0[1-9]|1[0-2])(?!(?P=sep)?\d)",
        Form.MONTH_FIRST,
    ),
    # "13-IX-2025", "8 X 2025"
    _row(
        rf"(?<![-./])(?<!- ){_DAY}(?P<sep>\s?-\s?| )(?P<rom>{alternatives(ROMAN_MONTHS)})(?P=sep){_YEAR}(?![-./]\d)",
        Form.DAY_FIRST,
    ),
    _row(
        rf"{_DAY}(?:{SPAN}{_OTHER_DAY}){{0,6}}{_GAP}{_MONTH}[\s.,\-/]*'?(?P<y2>[0-4]\d)"
        rf"(?![.:]\d|[\-]\d){NOT_A_COUNT}",
        Form.SHORT_YEAR,
    ),
    _row(rf"{_MONTH}\s*{_DAY},\s*'?(?P<y2>[0-4]\d)(?![.:]\d)", Form.SHORT_YEAR),
    _row(
        rf"(?<!\d[-./]){_DAY}(?P<sep>[-/])(?P<m>0?[1-9]|1[0-2])(?:(?P=sep)'?|')(?P<y2>[0-4]\d)(?![-./:]\d)",
        Form.SHORT_YEAR,
    ),
    _row(
        r"(?<!\d[-./])(?P<d>0[1-9]|[12]\d|3[01]|[1-9](?=\.1))(?P<sep>[. ])(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<y2>[1-4]\d)"
        r"(?![-./:]\d|(?P=sep)\d)",
        Form.SHORT_YEAR,
    ),
    # "12.7.23"; with one figure for the day as well it may be a chapter's number
    _row(
        r"(?<!\d[-./])(?P<d>[12]\d|3[01])\.(?P<m>[1-9])\.(?P<y2>1[5-9]|2\d)(?![-./:]\d)",
        Form.SHORT_YEAR,
    ),
    # a messenger in English: "2/18/25, 9:12 AM"
    _row(
        r"(?<!\d[-./])(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y2>[1-4]\d)(?=,?\s\d{1,2}[:.]\d\d)",
        Form.SHORT_YEAR,
    ),
    # what is longer than a month gives its year alone
    _row(
        r"(?<![a-z])(?:triwulan|tri\s?wulan|trw|tw|kuartal|kwartal|caturwulan|semester|smt|sem|periode|q)[\s.\-]*(?:ke[\s\-]*)?"
        r"(?:[1-4]|i{1,3}|iv|satu|dua|tiga|empat|pertama|kedua|ketiga|keempat|ganjil|genap)(?![a-z\d])"
        rf"(?:\s*[&,\-]\s*(?:[1-4]|i{{1,3}}|iv)(?![a-z\d]))?[\s,.\-(]*(?:t\.?\s?a\.?\s*|{_YEAR_WORD}(?:anggaran\s*)?){_YEAR}"
        r"(?!\s?[-/]\s?(?:20)?\d\d)",
        Form.PERIOD,
    ),
    _row(rf"{_MONTH}{SPAN}{_OTHER_MONTH}{_GAP}{_YEAR_WORD}{_YEAR}", Form.PERIOD),
    _row(rf"(?<!\d){_YEAR}[\s.\-]*(?:triwulan|tw|semester|smt|q)[\s.\-]*(?:[1-4]|i{{1,3}}|iv)(?![a-z\d])", Form.PERIOD),
    _row(rf"{_DAY}(?:{SPAN}{_OTHER_DAY}){{0,6}}{_GAP}{_MONTH}(?!{_GAP}\d)", Form.NO_YEAR),
    _row(rf"{_DAY}(?:{SPAN}{_OTHER_DAY}){{0,6}}\s*{_MONTH}(?=\s)", Form.NO_YEAR),
    _row(
        rf"(?<![a-z])(?P<wd>{alternatives(WEEKDAYS)})(?![a-z])(?:\s+(?:pagi|siang|sore|petang|malam))?[\s,]*\(?\s*"
        rf"(?:tanggal\s*|tgl\.?\s*)?{_DAY}\s?[/\-]\s?"
        r"(?P<m>0?[1-9]|1[0-2])(?![/\-.]\d)\s*\)?",
        Form.NO_YEAR,
    ),
    _row(rf"(?<!\d )(?<!\d-){_MONTH}{_GAP}{_YEAR_WORD}{_YEAR}(?![-./]\d|\s?-\s?20\d\d)", Form.MONTH),
    _row(rf"{_YEAR}{_GAP}(?:\d\d?[\s.\-]+)?{_MONTH}", Form.MONTH),
    _row(rf"(?:bulan|bln)\.?\s*(?P<m>0?[1-9]|1[0-2])[\s,.\-/]*{_YEAR_WORD}{_YEAR}", Form.MONTH),
    _row(rf"(?<!\d[-./])(?P<m>0[1-9]|1[0-2])\s?[-/]\s?{_YEAR}(?![-./]\d)", Form.MONTH),
    _row(rf"(?<!\d[-./]){_YEAR}\s?-\s?(?P<m>0[1-9]|1[0-2])(?![-./]?\d)", Form.MONTH),
    # a form's two lines: "Bulan : Agustus", "Tahun : 2025"
    _row(rf"(?:bulan|bln)\.?\s*[:=]\s*{_MONTH}\s*[,;|]?\s*(?:tahun|thn|th)\.?\s*[:=]\s*{_YEAR}", Form.MONTH),
    _row(rf"{_MONTH}\s*'\s?(?P<y2>[0-4]\d)(?![.:]\d)", Form.MONTH),
    _row(rf"(?<!\d )(?<!\d-){_MONTH}(?P<y2>[12]\d)(?![.:]\d)", Form.MONTH),
    _row(rf"(?<!\d )(?<!\d-){_MONTH} (?P<y2>1[5-9]|2\d)(?=\s*(?:[)\].,;\n]|\Z))(?![.,]\d)", Form.MONTH),
    # a letter's number: …/123/DP3AP2KB/VI/2024
    _row(
        rf"\d{{1,5}} ?(?P<cut>[-/])(?:[a-z\d.& ]{{1,24}}+(?P=cut)){{1,4}}? ?(?P<rom>{alternatives(ROMAN_MONTHS)})"
        rf" ?(?P=cut) ?{_YEAR}",
        Form.MONTH,
    ),
    # with a sign within its parts: 421.5/087/SDN-BJ1/X/2024
    _row(
        rf"\d{{1,5}} ?/(?:[a-z\d.&\- ]{{1,24}}+/){{1,4}}? ?(?P<rom>{alternatives(ROMAN_MONTHS)}) ?/ ?{_YEAR}",
        Form.MONTH,
    ),
    _row(
        rf"(?:(?<![a-z])(?:no|nomor)\.?\s*:?\s*\d{{1,5}}|\d{{3,5}})(?P<cut>[-/])(?P<rom>{alternatives(ROMAN_MONTHS)})(?P=cut){_YEAR}",
        Form.MONTH,
    ),
    # the same in a file's name, which takes no slashes: 463_77_DP3A_XI_2025
    _row(
        rf"\d{{2,5}} (?:(?!{_COUNTED})[a-z\d.&]{{2,24}}+ ){{0,2}}?(?P<rom>{alternatives(ROMAN_MONTHS)}) {_YEAR}",
        Form.MONTH,
    ),
    _row(rf"\d{{1,5}}\.(?:[a-z\d&]{{1,24}}+\.){{1,4}}?(?P<rom>{alternatives(ROMAN_MONTHS)})\.{_YEAR}", Form.MONTH),
    # "5/II/2025", which is no letter's number
    _row(
        rf"(?<![-./\w]){_DAY}(?P<sep>\s?[/.]\s?)(?P<rom>{alternatives(ROMAN_MONTHS)})(?P=sep){_YEAR}(?![-./]\d)",
        Form.DAY_FIRST,
    ),
)
