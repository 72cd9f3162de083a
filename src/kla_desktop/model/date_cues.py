"""The words that explain a date in a paper: patterns for what stands before it, up to its beginning, and behind it.

They read text that `date_words.plain` made readable; `date_roles` decides which of them counts.
"""

import re
from typing import Final

from kla_desktop.model.date_rows import SPAN

SHORT: Final = re.compile(r"(?<![a-z])(?:s\.d|tgl|no|jl|kec|kel|kab|yth|bpk|sdr)\.|(?<=\d)[.:](?=\d)")
"""Words and hours whose dots end no sentence."""


def _any_of(words: str) -> str:
    return "|".join(word.replace("_", r"\s+") for word in words.split())


_EVENTS: Final = (
    "(?<![a-z])(?:"
    + _any_of(
        """
        dilaksanakan diselenggarakan diadakan digelar berlangsung bertempat dihadiri diresmikan dikukuhkan dilantik
        dibuka terjadi dilakukan diserahkan dibagikan disalurkan held conducted inaugurated launched
        kegiatan acara rapat rakor rakernas meeting sosialisasi pelatihan bimtek bimbingan_teknis kunjungan visitasi
        workshop lokakarya seminar webinar diskusi fgd musrenbang musyawarah pertemuan penyuluhan imunisasi penimbangan
        verifikasi monitoring monev audiensi simulasi wawancara penilaian pembukaan penutupan pembagian penyerahan
        serah_terima peninjauan pembinaan skrining vaksinasi asesmen mediasi sidang konseling outbound karnaval pentas
        pameran senam apel kejadian peristiwa pengukuhan pelantikan peresmian pencanangan deklarasi upacara festival
        jambore lomba
        """
    )
    + r")\b"
)
"""What is done on a day, and that it was."""
_TITLES: Final = r"(?<![a-z])(?:notul\w*|risalah|berita acara|daftar hadir|absensi|presensi)\b"
_MOVES: Final = r"(?:(?:di)?(?:ganti|geser|pindah|undur|maju)(?:kan)?|(?:di)?jadwal(?:kan)? (?:ulang|kembali))"
MARK: Final = re.compile(
    r"(?:hari\s*(?:[,/&]|dan)?\s*(?:tanggal|tgl) ?\.?|"
    r"waktu\s+(?:pelaksanaan|kegiatan|rapat)|tanggal\s+(?:pelaksanaan|kegiatan|rapat|acara)|"
    r"pelaksanaan(?:\s+kegiatan)?|hari|waktu|jadwal)(?:\s+dan\s+waktu)?\s*[:;=|]*\s*\Z"
    r"|(?:pada\s+)?hari\s+(?:ini|h),?\s*[:=]?\s*\Z"
)
"""The labels that forms have for the day of an event, and "pada hari" in a sentence."""
EVENT: Final = re.compile(
    rf"{_EVENTS}[^.;:\n]{{0,90}}?(?:,[ \t]|\b(?:pada\s+)?(?:hari|tanggal|tgl)?\.?[ \t]*(?:[:=]\s*)?)\Z"
    rf"|(?:\A|\n)[^\n\d\t|]{{0,80}}?(?:{_EVENTS}|{_TITLES})[^\n\d.;:\t|]{{0,90}}\n\s*\Z"
    rf"|(?<![a-z])(?:menjadi|{_MOVES})\b[^.;\n]{{0,30}}\Z"
)
"""A word for an event or for moving one, before the day it is held."""
AFTER_THAT: Final = re.compile(
    rf"(?<![a-z])(?:setelah|sesudah|usai|seusai|pasca|sejak\s+{_EVENTS}|"
    r"tindak lanjut (?:dari |atas )?(?:hasil )?(?:rapat|rakor|pertemuan))\s"
    r"[^.;,\n]{0,90}\Z"
)
"""Before the day of what the paper's own event followed."""
AWAITED: Final = re.compile(
    r"(?<![a-z])(?:jelang|menjelang|menyambut|menuju|memperingati(?![^.;,\n]*\spada\s\Z))\s(?:(?!\bdi[a-z]+kan\b)[^.;,\n]){0,90}\Z"
)
"""Before a day that is looked forward to: "jelang", "menyambut"."""
BEGAN: Final = re.compile(r"(?<![a-z])(?:dimulai|dibangun|berdiri(?:nya)?|didirikan|dirintis)\b[^.;,\n]{0,30}\Z")
"""Before the day when something began that lasts."""
PLANNED: Final = re.compile(
    r"(?<![a-z])(?:akan|bakal|rencana(?:nya)?|direncanakan|dijadwalkan|diagendakan)\s[^.;\n]{0,90}\Z"
)
HELD: Final = re.compile(
    r"[\s)]{0,4}(?!-)[^.;:,\n\-]{0,50}?(?<![a-z])(?:(?:telah|sudah|berhasil) (?:di|me)\w+|"
    r"(?:dilaksana|diselenggara|diada)kan|digelar|berlangsung|dilakukan|(?:mengada|melaksana|menyelenggara|melaku)kan|menggelar)\b"
)
"""Behind a day: what was done then."""
DONE: Final = re.compile(
    r"(?<![a-z])(?:telah|sudah) (?:di|me)\w+[^.;\n]{0,60}\bpada\s+(?:hari\s+)?(?:(?:tanggal|tgl)\s*)?\Z"
)
"""Before a day: what was done then."""
TO_COME: Final = re.compile(r"[^.;\n]{0,60}(?<![a-z])(?:akan|bakal)\b")
"""Behind a day: that it is to come."""
MOVED_FROM: Final = re.compile(
    rf"(?<![a-z])(?:(?:semula|sedianya|awalnya|seharusnya|tadinya|tertulis)\b[^\n.;]{{0,60}}|{_MOVES}\s+dari\b[^\n.;]{{0,30}})\Z"
)
"""Before the day for which something had been planned."""
CALLED_OFF: Final = re.compile(
    rf"[^.;\n]{{0,40}}?(?<![a-z])(?:ditunda|dibatalkan|batal|diubah|berubah|mundur|{_MOVES})(?![a-z])"
)
"""Behind the day for which something had been planned."""
MOVED_TO: Final = re.compile(
    r"[^.;\n]{0,60}(?<![a-z])(?:ke|jadi|menjadi|dengan|seharusnya|yang benar)\s+"
    r"(?:hari\s+)?(?:(?:tanggal|tgl)\.?\s*)?\Z"
)
"""Between such a day and the new one."""
DAYS: Final = re.compile(rf"(?<!\d)(\d{{1,2}})(?:\s[a-z]{{3,9}})?{SPAN}(\d{{1,2}})\s?[a-z]{{3}}")
"""Within a date: first and last day of several."""
NEXT_TO_NOW: Final = re.compile(
    r"(?<![a-z])(?:kemarin|tadi|besok|lusa|nanti)(?: (?:pagi|siang|sore|petang|malam))?[\s,(]*\Z"
)
FIELD: Final = re.compile(r"(?:\A|\n|[.;] )[ \t]*(?:\d+\. ?)?[a-z][a-z /]{2,30}\s?:\s*\Z")
"""Any label of a form."""
STAMP: Final = re.compile(r" - |\] ?[^\n:]{1,40}: ")
"""Behind day and hour of a message: who wrote it."""
ON: Final = re.compile(r"(?<![a-z])pada\s+(?:hari\s+)?(?:(?:tanggal|tgl)\.?\s*)?\Z")
LABEL: Final = re.compile(
    r"(?:^|\n|[|])\s*(?:\d+\.\s*|[a-z]\.\s*)?(?:tanggal|tgl|date)\.?\s*(?:[:=|]|"
    r"(?:(?:peng)?ukur(?:an)?|(?:pen|di)?timbang(?:an)?|kunjung\w*|pelayanan|pemeriksaan|(?:di)?periksa|imunisasi|(?:di)?foto|hadir)"
    r"\s*[:=|]?)\s*\Z"
)
DAY_WORD: Final = re.compile(r"(?:pada\s+)?hari\s*[:,]?\s*\Z|pada\s*\Z")
SIGNED: Final = re.compile(
    r"(?:ditetapkan|dikeluarkan|diterbitkan|dibuat|diundangkan|ditandatangani|disahkan)\s+(?:di\b[^\n]{0,40})?\s*(?:pada\s+)?(?:tanggal|tgl)?\.?\s*[:=]?\s*\Z"
)
"""Before the day when a paper was made."""
PLACE: Final = re.compile(
    r"(?:^|\n|\s{3,}|\t)\s*(?:kota\s+|kabupaten\s+|kab\.?\s*|jakarta\s+)?[a-z][a-z' .]{2,24},\s*(?:tanggal\s+)?\Z"
    r"|mengetahui,?\s+[a-z][a-z ]{2,24}\Z"
)
BIRTH: Final = re.compile(
    r"(?:(?<!akta )(?<!akta ke)lahir|ttl|tmt|birth|wafat|meninggal)(?:(?!(?:19|20)\d\d)[^\n]){0,50}\Z"
)
BORN_AFTER: Final = re.compile(r"[\s,]*(?:(?:pukul|jam)[^\n]{0,20})?(?:telah\s+)?(?:di)?lahir")
"""Behind a day: that somebody was born."""
LAW: Final = re.compile(
    r"(?:undang-undang|peraturan|perpres|permen\w*|perda|perwal\w*|keputusan|instruksi|surat\s+edaran|lembaran\s+(?:negara|daerah)|"
    r"kepmen\w*|uu\b|memorandum|mou|perjanjian|akta|dpa|surat|undangan|nota\s+dinas)\b[^\n]{0,30}?\b(?:nomor|no)\b\.?[^\n]{0,80}\b(?:tanggal|tgl|tertanggal)\.?\s*\Z"
)
"""A paper's name and number before its day."""
REFERS: Final = re.compile(
    r"(?<![a-z])(?:menindaklanjuti|berdasarkan|memperhatikan|menunjuk|(?:menimbang|membaca)(?=\s*[:;]|\s+(?:bahwa|surat))|sehubungan\s+dengan|mengingat|merujuk|menyusul|menjawab|"
    r"dasar\s?:|"
    r"sesuai(?!\s+(?:dengan\s+)?(?:jadwal|rencana)))(?![a-z])(?![^.;]*\bakan\b)[^.;]{0,200}\Z"
)
"""Before what a paper rests on or answers."""
LAWS_NUMBER: Final = re.compile(
    r"(?<![a-z])(?:uu|pp|undang-undang|peraturan|perpres|permen\w*|perda|perwal\w*|perbup|pergub|kepmen\w*|inpres)"
    r"(?: [a-z]{2,14}){0,4}?(?: (?:no|nomor)\b\.?)? \Z"
)
"""Before the number and year of a law, "Perwal 10/2017", which is of no October."""
CLAUSES: Final = re.compile(r",|(?<=\w{4})[.;]\s")
ANEW: Final = re.compile(r"\s*(?:maka\s+)?pada\b")
"""Begins what is told after a paper was referred to: "berdasarkan surat …, pada tanggal …"."""
DEADLINE: Final = re.compile(
    r"(?<![a-z])(?:paling\s+(?:lambat|telat)|selambat|deadline|sebelum|batas\s+(?:akhir|waktu|pengumpulan|pengiriman|penyampaian|pendaftaran)|tenggat|berlaku|jatuh\s+tempo|sampai|s/?d|hingga)\b[^\n.;]{0,40}\Z"
)
SINCE: Final = re.compile(r"(?<![a-z])(?:terhitung|sejak|mulai)\b[^\n.;]{0,40}\Z")
MACHINE: Final = re.compile(
    r"(?:dicetak|tanggal\s+cetak|diunduh|diunggah|diakses|printed|accessed|downloaded|diperbarui|updated|revisi|halaman|dibayar|"
    r"diterima\s+(?:tanggal|tgl)|(?:tgl\.?|tanggal)\s+(?:di)?terima|agenda)\b[^\n]{0,40}\Z"
)
"""Before the day of a print, a receipt, an entry."""
ANOTHER: Final = re.compile(
    r"\b(?:serupa|sebelumnya|berikutnya|selanjutnya|lanjutan|mendatang|next|circulated|"
    r"terakhir\s+(?:di\w+|pada)|(?<!dan )terakhir(?:\s+(?:tanggal|tgl))?(?=\s*\Z)|"
    r"pendaftaran|pengumuman|technical meeting|gladi)\b[^\n.;]{0,40}\Z"
    r"|(?:periode|masa (?:bakti|kerja|jabatan))\s*:?\s*\Z"
)
"""Of another meeting than this one."""
DATELINE: Final = re.compile(r"(?:\A|\n)[ \t]*[a-z][^\n.;:]{2,60}[-,(]\s*\Z")
"""A place before the day, as news begin."""
