"""What a date is in its paper: the day of an event, of a signature, a deadline, a birth, another paper's day.

A date is explained by the words that lead to it, no further back than the date before it, and by those that follow in
its sentence. The first row of `_RULES` that fits counts: what takes a date away from the event (a birth, a paper
referred to, a deadline, a day that was moved) stands before what gives it to it, for such words govern the names of
events behind them: "batas pendaftaran lomba 5 Mei".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kla_desktop.model.date_grammar import FoundDate
from kla_desktop.model.date_rows import SPAN, Form

_BACK, _FORTH = 260, 120


class Role(Enum):
    """What a date is; its value is how surely it is the day that the paper is about."""

    FOREIGN = 0.0
    """A birth, a law, a paper referred to."""
    MOVED = 0.15
    """Of an event that was put off or called off."""
    ASIDE = 0.2
    """A deadline, a print, another meeting."""
    BACKGROUND = 0.3
    """What went before, of which the paper does not tell."""
    WITHIN = 0.4
    """Nothing explains it."""
    FIRST = 0.42
    """Nothing explains it, and it begins a line."""
    STAMP = 0.43
    """Of a message, before its writer."""
    PLACED = 0.5
    """Behind its place, as a letter's head or foot has it."""
    FIELD = 0.51
    """Behind any label of a form."""
    SIGNED = 0.52
    ON = 0.53
    """In a sentence, behind "pada"."""
    NAMED = 0.56
    """With its weekday."""
    LABELLED = 0.58
    PLANNED = 0.61
    TOLD = 0.62
    """With its weekday, as news and minutes tell a day."""
    HELD = 0.64
    """What was done that day follows, or it lasted for days, as no letter's date does."""
    SPELLED = 0.66
    EVENT = 0.7


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a date: `lead` back to the date before it, `line` the end of that, `tail` to the next one."""

    lead: str
    line: str
    tail: str


def surroundings(dates: Sequence[FoundDate], text: str) -> list[Surroundings]:
    """Return what stands around each of the dates of a text, which are given in its order."""
    found: list[Surroundings] = []
    starts = [one.start for one in dates if one.day is not None]
    last = after = 0  # the last sign of a date before shows that no line begins there
    for one in dates:
        lead = _SHORT.sub(_without_dots, text[max(last - 1, one.start - _BACK, 0) : one.start])
        if one.day is not None:
            after, last = after + 1, one.end
        stop = starts[after] if after < len(starts) else len(text)
        tail = text[one.end : min(stop, one.end + _FORTH)]
        found.append(Surroundings(lead, lead.rpartition("\n")[2] or lead, tail))
    return found


def _without_dots(short: re.Match[str]) -> str:
    return short.group().replace(".", "") + " "


_SHORT: Final = re.compile(r"(?<![a-z])(?:s\.d|tgl|no|jl|kec|kel|kab|yth|bpk|sdr)\.")
"""Words whose dots end no sentence."""
_EVENTS: Final = (
    r"(?<![a-z])(?:dilaksanakan|diselenggarakan|diadakan|digelar|berlangsung|held|conducted|inaugurated|launched|bertempat|dihadiri|diresmikan|dikukuhkan|dilantik|dibuka|terjadi|"
    r"kegiatan|acara|rapat|rakor|rakernas|meeting|sosialisasi|pelatihan|bimtek|bimbingan\s+teknis|kunjungan|visitasi|workshop|lokakarya|"
    r"seminar|webinar|diskusi|fgd|musrenbang|musyawarah|pertemuan|penyuluhan|imunisasi|penimbangan|verifikasi|monitoring|monev|audiensi|"
    r"simulasi|wawancara|penilaian|pembukaan|penutupan|pembagian|penyerahan|serah\s+terima|peninjauan|pembinaan|skrining|vaksinasi|asesmen|"
    r"mediasi|sidang|konseling|outbound|karnaval|pentas|pameran|senam|apel|kejadian|peristiwa|pengukuhan|pelantikan|peresmian|pencanangan|deklarasi|upacara|festival|jambore|lomba)\b"
)
_MOVES: Final = r"(?:(?:di)?(?:ganti|geser|pindah|undur|maju)(?:kan)?|(?:di)?jadwal(?:kan)? (?:ulang|kembali))"
_EVENT: Final = re.compile(
    r"(?:hari\s*(?:[,/&]|dan)?\s*(?:tanggal|tgl)\.?|waktu\s+(?:pelaksanaan|kegiatan|rapat)|tanggal\s+(?:pelaksanaan|kegiatan|rapat|acara)|"
    r"pelaksanaan(?:\s+kegiatan)?|hari|waktu|jadwal)(?:\s+dan\s+waktu)?\s*[:;=|]*\s*\Z"
    r"|(?:pada\s+)?hari\s+(?:ini|h),?\s*[:=]?\s*\Z"
    rf"|{_EVENTS}[^.;:\n]{{0,90}}?(?:,[ \t]|\b(?:pada\s+)?(?:hari|tanggal|tgl)?\.?[ \t]*(?:[:=]\s*)?)\Z"
    rf"|(?:\A|\n)[^\n\d\t|]{{0,80}}?{_EVENTS}[^\n\d.;:\t|]{{0,90}}\n\s*\Z"
    rf"|(?<![a-z])(?:menjadi|{_MOVES})\b[^.;\n]{{0,30}}\Z"
)
_AFTER_THAT: Final = re.compile(
    r"(?<![a-z])(?:setelah|sesudah|usai|seusai|pasca|tindak lanjut (?:dari |atas )?(?:hasil )?(?:ra[pk]\w+|pertemuan))"
    r"\s[^.;,\n]{0,90}\Z"
)
_AWAITED: Final = re.compile(
    r"(?<![a-z])(?:jelang|menjelang|menyambut|menuju|memperingati)\s(?:(?!\bdi[a-z]+kan\b)[^.;,\n]){0,90}\Z"
)
_BEGAN: Final = re.compile(r"(?<![a-z])(?:dimulai|dibangun|berdiri(?:nya)?|didirikan|dirintis)\b[^.;,\n]{0,30}\Z")
_PLANNED: Final = re.compile(
    r"(?<![a-z])(?:akan|bakal|rencananya|direncanakan|dijadwalkan|diagendakan)\s[^.;\n]{0,90}\Z"
)
_HELD: Final = re.compile(
    r"[\s)]{0,4}(?!-)[^.;,\n\-]{0,50}?(?<![a-z])(?:(?:telah|sudah|berhasil) (?:di|me)\w+|"
    r"(?:dilaksana|diselenggara|diada)kan|digelar|berlangsung|dilakukan|(?:mengada|melaksana|menyelenggara|melaku)kan|menggelar)\b"
)
_DONE: Final = re.compile(
    r"(?<![a-z])(?:telah|sudah) (?:di|me)\w+[^.;\n]{0,60}\bpada\s+(?:hari\s+)?(?:(?:tanggal|tgl)\s*)?\Z"
)
_TO_COME: Final = re.compile(r"[^.;\n]{0,60}(?<![a-z])(?:akan|bakal)\b")
_MOVED_FROM: Final = re.compile(
    rf"(?<![a-z])(?:(?:semula|sedianya|awalnya|seharusnya)\b[^\n.;]{{0,60}}|{_MOVES}\s+dari\b[^\n.;]{{0,30}})\Z"
)
_CALLED_OFF: Final = re.compile(
    rf"[^.;\n]{{0,40}}?(?<![a-z])(?:ditunda|dibatalkan|batal|diubah|berubah|mundur|{_MOVES})"
)
_MOVED_TO: Final = re.compile(
    r"[^.;\n]{0,60}(?<![a-z])(?:ke|jadi|menjadi|dengan)\s+(?:hari\s+)?(?:(?:tanggal|tgl)\.?\s*)?\Z"
)
_DAYS: Final = re.compile(rf"(?<!\d)\d{{1,2}}(?:\s[a-z]{{3,9}})?{SPAN}\d{{1,2}}\s?[a-z]{{3}}")
_NEXT_TO_NOW: Final = re.compile(
    r"(?<![a-z])(?:kemarin|tadi|besok|lusa|nanti)(?: (?:pagi|siang|sore|petang|malam))?[\s,(]*\Z"
)
_FIELD: Final = re.compile(r"(?:\A|\n)[ \t]*(?:\d+\. ?)?[a-z][a-z /]{2,30}\s?:\s*\Z")
_STAMP: Final = re.compile(r" - |\] ?[^\n:]{1,40}: ")
_ON: Final = re.compile(r"(?<![a-z])pada\s+(?:hari\s+)?(?:(?:tanggal|tgl)\.?\s*)?\Z")
_LABEL: Final = re.compile(
    r"(?:^|\n|[|])\s*(?:\d+\.\s*|[a-z]\.\s*)?(?:tanggal|tgl|date)\.?\s*(?:[:=|]|"
    r"(?:(?:peng)?ukur(?:an)?|(?:pen|di)?timbang(?:an)?|kunjung\w*|pelayanan|pemeriksaan|(?:di)?periksa|imunisasi|(?:di)?foto|hadir)"
    r"\s*[:=|]?)\s*\Z"
)
_DAY_WORD: Final = re.compile(r"(?:pada\s+)?hari\s*[:,]?\s*\Z|pada\s*\Z")
_SIGNED: Final = re.compile(
    r"(?:ditetapkan|dikeluarkan|diterbitkan|dibuat|diundangkan|ditandatangani|disahkan)\s+(?:di\b[^\n]{0,40})?\s*(?:pada\s+)?(?:tanggal|tgl)?\.?\s*[:=]?\s*\Z"
)
_PLACE: Final = re.compile(
    r"(?:^|\n|\s{3,}|\t)\s*(?:kota\s+|kabupaten\s+|kab\.\s*|jakarta\s+)?[a-z][a-z' .]{2,24},\s*(?:tanggal\s+)?\Z"
    r"|mengetahui,?\s+[a-z][a-z ]{2,24}\Z"
)
_BIRTH: Final = re.compile(
    r"(?:(?<!akta )(?<!akta ke)lahir|ttl|tmt|birth|wafat|meninggal)(?:(?!(?:19|20)\d\d)[^\n]){0,50}\Z"
)
_BORN_AFTER: Final = re.compile(r"[\s,]*(?:(?:pukul|jam)[^\n]{0,20})?(?:telah\s+)?(?:di)?lahir")
_LAW: Final = re.compile(
    r"(?:undang-undang|peraturan|perpres|permen\w*|perda|perwal\w*|keputusan|instruksi|surat\s+edaran|lembaran\s+(?:negara|daerah)|"
    r"kepmen\w*|uu\b|memorandum|mou|perjanjian|akta|dpa|surat|undangan|nota\s+dinas)\b[^\n]{0,30}?\b(?:nomor|no)\b\.?[^\n]{0,80}\b(?:tanggal|tgl|tertanggal)\.?\s*\Z"
)
_REFERS: Final = re.compile(
    r"(?<![a-z])(?:menindaklanjuti|berdasarkan|memperhatikan|menunjuk|menimbang|sehubungan\s+dengan|mengingat|membaca|merujuk|menyusul|menjawab|"
    r"dasar\s?:|"
    r"sesuai(?!\s+(?:dengan\s+)?(?:jadwal|rencana)))(?![a-z])(?![^.;]*\bakan\b)[^.;]{0,200}\Z"
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
    r"(?<![a-z])(?:paling\s+(?:lambat|telat)|selambat|deadline|sebelum|batas\s+(?:akhir|waktu|pengumpulan|pengiriman|penyampaian|pendaftaran)|tenggat|berlaku|jatuh\s+tempo|sampai|s/?d|hingga)\b[^\n.;]{0,40}\Z"
)
_SINCE: Final = re.compile(r"(?<![a-z])(?:terhitung|sejak|mulai)\b[^\n.;]{0,40}\Z")
_MACHINE: Final = re.compile(
    r"(?:dicetak|tanggal\s+cetak|diunduh|diakses|printed|accessed|downloaded|diperbarui|updated|revisi|halaman|dibayar|"
    r"diterima\s+(?:tanggal|tgl)|(?:tgl\.?|tanggal)\s+(?:di)?terima|agenda)\b[^\n]{0,40}\Z"
)
_ANOTHER: Final = re.compile(
    r"\b(?:serupa|sebelumnya|berikutnya|next|circulated|terakhir\s+(?:di\w+|pada)|selanjutnya|lanjutan|mendatang|"
    r"pendaftaran|pengumuman|technical meeting|gladi)\b[^\n.;]{0,40}\Z"
)
"""Of another meeting than this one."""
_DATELINE: Final = re.compile(r"(?:\A|\n)[ \t]*[a-z][^\n.;:]{2,60}[-,(]\s*\Z")
"""A place before the day, as news begin."""
_CUES: Final = (
    (Role.ASIDE, _SINCE),
    (Role.BACKGROUND, _BEGAN),
    (Role.LABELLED, _LABEL),
    (Role.HELD, _DONE),
    (Role.TOLD, _NEXT_TO_NOW),
)


def roles(dates: Sequence[FoundDate], text: str) -> list[Role | None]:
    """Say what each date of a text, given in its order, is in it; None for a month or a year."""
    found: list[Role | None] = []
    before: Role | None = None
    for one, around in zip(dates, surroundings(dates, text), strict=True):
        if one.day is None:
            found.append(None)
            continue
        moved_to = before is Role.MOVED and _MOVED_TO.match(around.lead) is not None
        before = Role.EVENT if moved_to else _role(one, around, text)
        found.append(before)
    return found


def _role(one: FoundDate, around: Surroundings, text: str) -> Role:
    return _taken_away(around) or _given(one, around, text) or _shown(one, around, text)


def _taken_away(around: Surroundings) -> Role | None:
    """What makes a date another than that of the event, whatever else stands beside it."""
    lead, line, tail = around.lead, around.line, around.tail
    if _BIRTH.search(line) or _BORN_AFTER.match(tail):
        return Role.FOREIGN
    if _SIGNED.search(lead):
        return Role.SIGNED
    if _refers(lead):
        return Role.FOREIGN
    if _MOVED_FROM.search(line) or _CALLED_OFF.match(tail):
        return Role.MOVED
    if any(other.search(line) for other in (_MACHINE, _DEADLINE, _ANOTHER)):
        return Role.ASIDE
    return Role.BACKGROUND if _AFTER_THAT.search(line) or _AWAITED.search(line) else None


def _given(one: FoundDate, around: Surroundings, text: str) -> Role | None:
    """What words around it make of a date, and that it lasts for days."""
    written = text[one.start : one.end]
    lead, line, tail = around.lead, around.line, around.tail
    if one.clock and lead.rstrip(" [")[-1:] in {"", "\n"} and _STAMP.match(tail):
        return Role.STAMP
    if _EVENT.search(lead):
        return Role.PLANNED if _PLANNED.search(line) else Role.EVENT
    if _DAYS.search(written):
        return Role.HELD
    for role, cue in _CUES:
        if cue.search(lead):
            return role
    if _HELD.match(tail) and _PLACE.search(lead) is None:
        return Role.PLANNED if _TO_COME.match(tail) else Role.HELD
    return None


def _shown(one: FoundDate, around: Surroundings, text: str) -> Role:
    """What a date's own form and place in its line say of it."""
    lead, line = around.lead, around.line
    written = text[one.start : one.end]
    if one.form is Form.SPELLED:
        return Role.SPELLED
    if one.weekday is not None:
        return Role.TOLD if _DAY_WORD.search(line) or _DATELINE.search(lead) or "(" in written else Role.NAMED
    if _ends_line(around.tail):
        if _PLACE.search(lead):
            return Role.PLACED
        if _FIELD.search(lead):
            return Role.FIELD
    if _ON.search(line):
        return Role.ON
    return Role.WITHIN if line.strip() and not line.strip().isdigit() else Role.FIRST


def _refers(lead: str) -> bool:
    """Whether a date is that of a paper referred to; in "memperhatikan surat …, rapat diadakan tanggal" it is not."""
    clause = _CLAUSES.split(lead)[-1]
    if _LAW.search(clause) or _REFERS.search(clause):
        return True
    if _LAW.search(lead) is None and _REFERS.search(lead) is None:
        return False
    return _EVENT.search(clause) is None and _ANEW.match(clause) is None


def of_a_birth_or_law(one: FoundDate, text: str) -> bool:
    """Whether a month or year is of a birth or of a law's number, "Perda 10/2017"."""
    line = text[max(0, one.start - _BACK) : one.start].rpartition("\n")[2]
    return _BIRTH.search(line) is not None or _LAWS_NUMBER.search(line) is not None


def _ends_line(tail: str) -> bool:
    rest = tail[:30].partition("\n")[0].strip(" .")
    return not rest or rest in {"m", "masehi"}
