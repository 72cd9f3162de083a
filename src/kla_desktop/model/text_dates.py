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
from datetime import date
from typing import Final

from kla_desktop.model.capture import CaptureClaim, TimeSource
from kla_desktop.model.date_grammar import FoundDate, clock_and_zone, find_dates
from kla_desktop.model.date_rows import Form
from kla_desktop.model.date_slips import mended
from kla_desktop.model.date_words import plain, said_once

_HEAD, _TAIL = 60_000, 20_000
_MOST: Final = 5
_PLAIN: Final = (0.4, 0.42)
"""What a day weighs that nothing around it explains: within a line, and at its beginning."""
_LABELLED: Final = 0.58
"""What a day behind the word "Tanggal :" weighs."""
_TABLE_DAYS, _OF_A_TABLE = 8, 0.1
_BIRTH_COLUMN: Final = re.compile(
    r"(?<![a-z])(?:tgl|tanggal|tempat)\b[\s.,/&]*(?:tgl|tanggal)?[\s.,/]*lahir|(?<![a-z])ttl(?![a-z])"
)
_WEIGHED: Final = 400
OCR_FACTOR: Final = 0.85
"""What a machine read off a picture is believed a little less."""

_EVENT: Final = re.compile(
    r"(?:hari\s*(?:[,/&]|dan)?\s*(?:tanggal|tgl)\.?|waktu\s+(?:pelaksanaan|kegiatan|rapat)|tanggal\s+(?:pelaksanaan|kegiatan|rapat|acara)|"
    r"pelaksanaan(?:\s+kegiatan)?|hari|waktu|jadwal)(?:\s+dan\s+waktu)?\s*[:;=|]*\s*\Z"
    r"|(?:pada\s+)?hari\s+ini,?\s*\Z"
    r"|(?:dilaksanakan|diselenggarakan|diadakan|digelar|berlangsung|bertempat|dihadiri|kegiatan|acara|rapat|rakor|rakernas|sosialisasi|"
    r"pelatihan|bimtek|kunjungan|workshop|lokakarya|seminar|musrenbang|musyawarah|pertemuan|penyuluhan|verifikasi|monitoring|monev|"
    r"audiensi|kejadian|pengukuhan|pelantikan|pencanangan|deklarasi|upacara|lomba)\b[^.;:\n]{0,90}?\b(?:pada\s+)?(?:hari|tanggal|tgl)?\.?\s*[:=]?\s*\Z"
)
_LABEL: Final = re.compile(
    r"(?:^|\n|[|])\s*(?:\d+\.\s*|[a-z]\.\s*)?(?:tanggal|tgl)\.?\s*(?:(?:peng)?ukur(?:an)?|(?:pen|di)?timbang(?:an)?|kunjung\w*|"
    r"pelayanan|(?:pe|di)?periksa(?:an)?|imunisasi|(?:di)?foto|hadir)?\s*[:=|]\s*\Z"
)
_DAY_WORD: Final = re.compile(r"(?:pada\s+)?hari\s*[:,]?\s*\Z|pada\s*\Z")
_SIGNED: Final = re.compile(
    r"(?:ditetapkan|dikeluarkan|dibuat|diundangkan|ditandatangani|disahkan)\s+(?:di\b[^\n]{0,40})?\s*(?:pada\s+)?(?:tanggal|tgl)?\.?\s*[:=]?\s*\Z"
)
_PLACE: Final = re.compile(
    r"(?:^|\n|\s{3,}|\t)\s*(?:kota\s+|kabupaten\s+|kab\.\s*|jakarta\s+)?[a-z][a-z' .]{2,24},\s*(?:tanggal\s+)?\Z"
    r"|mengetahui,?\s+[a-z][a-z ]{2,24}\Z"
)
_BIRTH: Final = re.compile(r"(?:lahir|kelahiran|ttl|tmt|birth|wafat|meninggal)(?:(?!(?:19|20)\d\d)[^\n]){0,50}\Z")
_BORN_AFTER: Final = re.compile(r"[\s,]*(?:(?:pukul|jam)[^\n]{0,20})?(?:telah\s+)?(?:di)?lahir")
_LAW: Final = re.compile(
    r"(?:undang-undang|peraturan|perpres|permen\w*|perda|perwal\w*|keputusan|instruksi|surat\s+edaran|lembaran\s+(?:negara|daerah)|"
    r"kepmen\w*|uu\b|memorandum|mou|perjanjian|akta|dpa|surat)\b[^\n]{0,30}?\b(?:nomor|no)\b\.?[^\n]{0,80}\b(?:tanggal|tgl|tertanggal)\.?\s*\Z"
    r"|(?:menindaklanjuti|berdasarkan|memperhatikan|menunjuk|menimbang|sehubungan\s+dengan|mengingat|membaca)\b[^.;]{0,200}\b(?:tanggal|tgl|tertanggal)\.?\s*\Z"
)
_LAWS_NUMBER: Final = re.compile(
    r"(?<![a-z])(?:uu|pp|undang-undang|peraturan|perpres|permen\w*|perda|perwal\w*|perbup|pergub|kepmen\w*|inpres)"
    r"(?: [a-z]{2,14}){0,4}?(?: (?:no|nomor)\b\.?)? \Z"
)
"""Before the number and year of a law, "Perwal 10/2017", which is of no October."""
_CLAUSES: Final = re.compile(r",|(?<=\w{4})[.;]\s")
_ANEW: Final = re.compile(r"\s*(?:maka\s+)?pada\b")
"""Begins what is told after a paper was referred to: "berdasarkan surat …, pada tanggal …"."""
_DEADLINE: Final = re.compile(
    r"(?<![a-z])(?:paling\s+lambat|selambat|sebelum|batas\s+(?:akhir|waktu|pengumpulan|pengiriman|penyampaian|pendaftaran)|tenggat|berlaku|jatuh\s+tempo|sampai\s+dengan|s\.?/?d\.?|hingga|"
    r"terhitung|sejak|mulai)\b[^\n.;]{0,40}\Z"
)
_MACHINE: Final = re.compile(
    r"(?:dicetak|tanggal\s+cetak|diunduh|diakses|printed|accessed|downloaded|diperbarui|updated|revisi|halaman|dibayar|"
    r"diterima\s+(?:tanggal|tgl)|(?:tgl\.?|tanggal)\s+(?:di)?terima|agenda)\b[^\n]{0,40}\Z"
)
_ANOTHER: Final = re.compile(r"\b(?:serupa|sebelumnya|berikutnya|selanjutnya)\b[^\n.;]{0,40}\Z")
"""Of another meeting than this one."""
_CLOCK: Final = re.compile(
    r"(?:(?:pukul|pkl|jam|waktu)\b\.?\s*[:=|]?\s*(?:pukul\s*|pkl\.?\s*)?(?P<H>[01]?\d|2[0-3])\s?[.:]\s?(?P<M>[0-5]\d)"
    r"|(?<![\d.,])(?P<H2>[01]?\d|2[0-3])[.:](?P<M2>[0-5]\d)(?=[^\n\d]{0,14}(?:[01]?\d[.:][0-5]\d)?\s*(?:wib|wita|wit)\b))"
    r"(?:[^\n\d]{0,16}(?:[012]?\d[.:][0-5]\d)?[^\n\d]{0,4}?\b(?P<zone>wib|wita|wit)\b)?"
)
_BESIDE: Final = re.compile(r"\s?[|•·]\s?[012]?\d[.:][0-5]\d")
"""An hour that only a stroke parts from its day, as at the head of news."""
_TITLE, _TITLE_REACH = 0.12, 600
_OF_YEAR: Final = re.compile(
    r"(?:\A|\n)[^\n.;]{0,60}(?<![a-z])(?:laporan|profil|rekap\w*|data|rencana|daftar|program|proposal|jadwal|hasil|evaluasi|capaian|statistik|dokumen)\b[^\n.;]{0,90}\b(?:tahun(?:an)?|thn|ta)\.?\s+(?P<y>20[0-4]\d)\s*(?:\n|\Z)"
)
_TITLED: Final = re.compile(
    r"(?:\A|\n)[ \t]*(?:tahun(?:\s+anggaran)?|thn|t\.?a)\b\.?[ \t]*:?[ \t]*(?P<y>20[0-4]\d)[ \t]*(?:\n|\Z)"
)
_NUMBERED: Final = re.compile(
    r"(?:\A|\n)\s*(?:(?:surat(?: tugas)?|sk|spt|sprint|nota dinas|undangan)\s+)?"
    r"(?:nomor|no)\.?\s*:?\s*\d[a-z\d./\- ]{4,60}/\s?(?P<y>20[0-4]\d)\s*(?:\n|\Z)"
)
_CLOCK_REACH: Final = 160
_NEWS: Final = re.compile(r"(?:depok|kota|kab|jakarta)[^\n]{0,40}[-,(]\s*\Z")


def claims_from_text(
    text: str, source: TimeSource = TimeSource.DOCUMENT, *, near: str | None = None
) -> tuple[CaptureClaim, ...]:
    """Return the days a text is about, the surest first, at most five.

    `near` is an ISO 8601 time close to when it was written, such as the file's, for days written without their year.
    """
    read = text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + "\n\n" + text[-_TAIL:]
    whole = mended(said_once(plain(read)))
    year = _year_of(near)
    dates = [one for one in _with_years(find_dates(whole), year) if not _still_to_come(one, year)][:_WEIGHED]
    weighed: dict[str, float] = {}
    weights = [_weight(one, whole) for one in dates]
    plain_days = sum(weight in _PLAIN for weight in weights)
    births = plain_days > 0 and _lists_births(whole)
    unclear = 0.0 if births else _OF_A_TABLE if plain_days > _TABLE_DAYS else None
    for one, weight in zip(dates, weights, strict=True):
        if unclear is not None and weight in _PLAIN:
            weight = unclear  # noqa: PLW2901 - rows of a table say little of its own day
        if weight > 0:
            one = _at_its_hour(one, whole, weight)  # noqa: PLW2901 - the same date, more exactly
            weighed[one.value] = max(weight, weighed.get(one.value, 0))
    factor = OCR_FACTOR if source is TimeSource.OCR else 1
    ordered = sorted(weighed.items(), key=lambda pair: -pair[1])  # stable: of equals the first in the text
    kept: list[CaptureClaim] = []
    for value, weight in ordered:
        if all(value[:10] != claim.value[:10] and not claim.value.startswith(value) for claim in kept):
            kept.append(CaptureClaim(value, source, round(weight * factor, 3)))
    return tuple(kept[:_MOST]) or tuple(CaptureClaim(value, source, _TITLE * factor) for value in _title_year(whole))


def _title_year(text: str) -> tuple[str, ...]:
    """Return the year of a paper that has no day: by its title, "Profil Anak Tahun 2024", else by its own number."""
    head = text[:_TITLE_REACH]
    found = _OF_YEAR.search(head) or _TITLED.search(head) or _NUMBERED.search(head)
    return (found["y"],) if found else ()


def _lists_births(text: str) -> bool:
    return ("lahir" in text or "ttl" in text) and _BIRTH_COLUMN.search(text) is not None


def _weight(one: FoundDate, text: str) -> float:  # noqa: C901, PLR0912 - one answer a kind of surroundings
    """Say how surely a date is the day that the text is about; 0 for what is none of it."""
    before = text[max(0, one.start - 260) : one.start]
    line = before.rpartition("\n")[2] or before
    if _BIRTH.search(line):
        return 0
    if one.day is None and _LAWS_NUMBER.search(line):
        return 0
    if one.day is None:
        return {Form.MONTH: 0.22, Form.PERIOD: 0.18}.get(one.form, 0)
    if _BORN_AFTER.match(text, one.end):
        return 0
    if _SIGNED.search(before):
        return 0.52
    if _refers(before):
        return 0
    if any(other.search(line) for other in (_MACHINE, _DEADLINE, _ANOTHER)):
        return 0.2
    named = 0.04 if one.weekday is not None else 0
    if one.weekday_fits is False:
        named = -0.08
    if _EVENT.search(before):
        return 0.7 + named
    if _LABEL.search(before):
        return _LABELLED + named
    if one.form is Form.SPELLED:
        return 0.66 + named
    if one.weekday is not None and (_DAY_WORD.search(line) or _NEWS.search(line) or _in_brackets(one, text)):
        return 0.62 + named
    if one.weekday is not None:
        return 0.56 + named
    if _PLACE.search(before) and _ends_line(one, text):
        return 0.5
    return _PLAIN[0] if line.strip() and not line.strip().isdigit() else _PLAIN[1]


def _refers(before: str) -> bool:
    """Whether a date is that of a paper referred to; in "memperhatikan surat …, rapat diadakan tanggal" it is not."""
    clause = _CLAUSES.split(before)[-1]
    if _LAW.search(before) is None:
        return False
    return _LAW.search(clause) is not None or (_EVENT.search(clause) is None and _ANEW.match(clause) is None)


def _in_brackets(one: FoundDate, text: str) -> bool:
    return "(" in text[one.start : one.end]


def _ends_line(one: FoundDate, text: str) -> bool:
    rest = text[one.end : one.end + 30].partition("\n")[0].strip(" .")
    return not rest or rest in {"m", "masehi"}


def _at_its_hour(one: FoundDate, text: str, weight: float) -> FoundDate:
    """Add the hour that stands behind an event's day: "Pukul : 09.00 WIB s.d. selesai"."""
    if one.clock or one.day is None:
        return one
    if weight < _LABELLED and not _BESIDE.match(text, one.end):  # letter dates have no hour
        return one
    match = _CLOCK.search(text, one.end, one.end + _CLOCK_REACH)
    if match is None:
        return one
    if any(
        other.day is not None and other.form is not Form.NO_YEAR for other in find_dates(text[one.end : match.start()])
    ):
        return one
    hour, minute = match["H"] or match["H2"], match["M"] or match["M2"]
    read = clock_and_zone(_FULL_CLOCK.fullmatch(f"{int(hour):02d}:{minute} {match['zone'] or ''}") or match)
    return replace(one, clock=read[0], zone=read[1]) if read else one


_FULL_CLOCK: Final = re.compile(r"(?P<H>\d\d):(?P<M>\d\d)(?P<S>\Z)? (?P<zone>[a-z]*)")


def _with_years(dates: Iterable[FoundDate], near: int | None) -> list[FoundDate]:
    """Give days without a year the year that the rest of the text names most, that fits the weekday."""
    found = list(dates)
    years = [year for year, _ in Counter(one.year for one in found if one.year).most_common()]
    whole: list[FoundDate] = []
    for one in found:
        if one.form is not Form.NO_YEAR:
            whole.append(one)
            continue
        done = completed(one, [year for year in years if year], near)
        if done is not None:
            whole.append(done)
    return whole


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


def _still_to_come(one: FoundDate, near: int | None) -> bool:
    """Whether two digits can be no year: "24/06/30" is a score."""
    return one.form is Form.SHORT_YEAR and near is not None and one.year is not None and one.year > near + 1


def _year_of(near: str | None) -> int | None:
    return date.fromisoformat(near[:10]).year if near and re.match(r"\d{4}-\d\d-\d\d", near) else None
