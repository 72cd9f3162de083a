"""What a file is about, as far as names, titles and first lines tell: the words by which papers of one event agree.

A word weighs nothing if papers of every event have it, little if it names a sort of event, most if it is a name.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PureWindowsPath
from typing import Final

Words = frozenset[str]

ENOUGH: Final = 2.0
"""What words must weigh together to say what something is about."""
_ENOUGH_TOGETHER: Final = 1.5
_NOTHING: Final = frozenset(
    word
    for line in (
        "notulen notulensi notula notulis risalah minutes daftar hadir kehadiran absen absensi presensi peserta",
        "undangan surat foto photo picture gambar dok dokumen dokumentasi kegiatan acara agenda laporan lap",
        "berita ba scan scanned pindai pindaian final fix rev revisi draft draf copy salinan img dsc dscn pxl wa",
        "whatsapp image images video vid screenshot tangkapan layar kla kota layak anak kelurahan kel kecamatan",
        "kec dinas badan tahun tanggal tgl hari bulan pukul tempat waktu pdf doc docx jpg jpeg png lampiran",
        "materi paparan bahan nomor no hal perihal dalam rangka pelaksanaan penyelenggaraan halaman page ke di",
        "dan yang untuk pada dengan para bagi oleh dari serta atau the of and tentang tersebut baru lama asli",
        "arsip bukti file berkas januari februari maret april mei juni juli agustus september oktober november",
        "nopember desember jan feb mar apr jun jul agu agt agust sep sept okt nov nop des senin selasa rabu kamis",
        "jumat sabtu minggu dcim camera download downloads unduhan documents desktop pictures internal storage",
        "sdcard usb data simpan kirim terima masuk keluar sent private status media pemerintah provinsi kabupaten",
        "kab ttd jl jalan raya wib selesai sekretariat hp kamera ponsel android pertama kedua ketiga total rekap",
        "telegram signal whats app zip cam scanner camscanner und undgn adobe genius lain lainnya umum sk spt",
        "disposisi",
        "files file folder inbox input output incoming outgoing new misc temp tmp test work my all import source",
        "evidence watched sync shared public users user home office kantor phone photos pictures gallery galeri",
        "album backup cadangan",
        "semua pantauan sumber campuran baru minggu ini milik punya hari acak contoh sample samples root mnt media var",
    )
    for word in line.split()
)
_SORTS: Final = frozenset(
    word
    for line in (
        "rapat rakor rakoord sosialisasi pelatihan bimtek bimbingan teknis workshop lokakarya seminar lomba",
        "peringatan kunjungan monitoring monev evaluasi forum musyawarah musrenbang penyuluhan imunisasi",
        "deklarasi kampanye senam posyandu balita gizi sekolah sd sdn smp smpn sma tk paud rw rt gugustugas",
        "pembinaan pertemuan pembentukan persiapan verifikasi edukasi penguatan kader ibu remaja warga masyarakat",
        "puskesmas pkk karang taruna kelas hari koordinasi kerja bakti pentas gelar jambore apel upacara",
        "pencegahan perlindungan pendampingan peningkatan kapasitas penyerahan bantuan pemberian pemeriksaan",
        "kesehatan tim advokasi diskusi fgd kick off rutin bulanan mingguan triwulan semester anggota pengurus",
        "layanan program pusat ramah",
    )
    for word in line.split()
)
_JOINED: Final = (
    (re.compile(r"\brapat\s+koordinasi\b"), "rakor"),
    (re.compile(r"\bgugus\s+tugas\b|\bgt\b"), "gugustugas"),
    (re.compile(r"\bbimbingan\s+teknis\b"), "bimtek"),
    (re.compile(r"\bmonitoring\s+(?:dan\s+)?evaluasi\b"), "monev"),
    (re.compile(r"\b(rw|rt|sdn|smpn|sman|sd|smp|sma)\s*\.?\s*0*(\d{1,3})\b"), r"\1\2"),
)
_SPLIT: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|_|(?<=[A-Za-z]{3})(?=\d)|(?<=\d)(?=[A-Za-z]{3})")
_WORD: Final = re.compile(r"[a-z][a-z0-9]*")
_NUMBERED: Final = re.compile(r"(?:rw|rt|sdn?|smpn?|sman?)\d{1,3}")
_SUBJECT: Final = re.compile(
    r"^\W{0,3}(?:perihal|hal|acara|agenda|(?:nama )?kegiatan|judul|topik|tema|(?:jenis|nama) rapat)\s*[:;=|]+\s*"
    r"(.{3,160})$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING: Final = re.compile(
    r"^\W{0,3}((?:notul\w*|risalah|daftar hadir|absensi|laporan(?: kegiatan)?|berita acara)\b.{0,120})$"
    r"(?:\n+(.{3,120})$)?",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD: Final = 1500


@functools.lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """Return the telling words of a name or a line."""
    plain = unicodedata.normalize("NFKC", _SPLIT.sub(" ", text)).casefold().replace("'", "")
    for pattern, joined in _JOINED:
        plain = pattern.sub(joined, plain)
    return frozenset(
        word
        for word in _WORD.findall(plain)
        if len(word) > 1 and word not in _NOTHING and (word.isalpha() or _NUMBERED.fullmatch(word))
    )


@functools.lru_cache(maxsize=4096)
def folder_name(folder: str) -> str:
    """Return the last name of a folder, of either system."""
    parts = PureWindowsPath(folder).parts
    return parts[-1] if parts else ""


def subject_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a paper that say what it is about, the plainest first."""
    head = text[:_HEAD]
    lines = [match[1].strip() for match in _SUBJECT.finditer(head)]
    for match in _HEADING.finditer(head):
        lines += [part.strip() for part in match.groups() if part and ":" not in part]
    return tuple(lines[:4])


def weight(words: Iterable[str], common: Words) -> float:
    """Say how much words tell together; those in `common`, such as the own place's name, tell nothing."""
    return sum(_weight(word) for word in words if word not in common)


def _weight(word: str) -> float:
    if word == "rapat":
        return 0.5
    return 1.0 if word in _SORTS or _NUMBERED.fullmatch(word) or len(word) == 2 else 2.0  # noqa: PLR2004


def agreement(parts: Iterable[Words], others: Iterable[Words], common: Words) -> float:
    """Say how far two things are about the same, 0 to 1: how much of a part of one is anywhere in the other.

    Negative where neither says enough to judge.
    """
    mine = [part for part in parts if _tells(part, common)]
    theirs = [part for part in others if _tells(part, common)]
    if not mine or not theirs:
        return -1.0
    all_mine, all_theirs = frozenset().union(*mine), frozenset().union(*theirs)
    shares = [weight(part & all_theirs, common) / weight(part, common) for part in mine]
    shares += [weight(part & all_mine, common) / weight(part, common) for part in theirs]
    return max(shares)


def _tells(part: Words, common: Words) -> bool:
    told = weight(part, common)
    return told >= ENOUGH or (told >= _ENOUGH_TOGETHER and len(part) > 1)


_KINDS: Final = re.compile(
    r"^(?:\W*(?:notul\w*|risalah|daftar\s+hadir|absensi|undangan|laporan|berita\s+acara|foto|dokumentasi|kegiatan|surat|scan|"
    r"final|draf\w*|hadir)\b)+[\s\-–:_,.]*",
    re.IGNORECASE,
)
_DATES: Final = re.compile(
    r"\b\d{1,2}[\s\-./]*(?:jan|feb|mar|apr|mei|jun|jul|ag|sep|okt|no[vp]|des)[a-z]*[\s\-./]*(?:\d{4})?\b|\b\d{4}-\d\d-\d\d\b|"
    r"\b\d{1,2}[-./]\d{1,2}[-./]\d{2,4}\b|\b(?:19|20)\d{6}\b|\((?:final|\d+)\)|\b(?:final|rev\w*|fix)\d*\b",
    re.IGNORECASE,
)


_SMALL: Final = frozenset(
    {"DAN", "DI", "KE", "Bagi", "Untuk", "Yang", "Dari", "Oleh", "Pada", "Atau", "Dengan", "Tentang"}
)


def as_title(name: str) -> str:
    """Make a title of a name: without the sort of paper, dates and marks of versions; "" if nothing is left."""
    text = re.sub(r"[_\s]+", " ", name).strip()
    text = _DATES.sub(" ", text)
    text = _KINDS.sub("", text)
    text = re.sub(r"\s{2,}", " ", text).strip(" -–,.;:()")
    if text.isupper() and len(text) > 12:  # noqa: PLR2004 - no abbreviation
        words = (word if len(word) <= 3 else word.capitalize() for word in text.split())  # noqa: PLR2004
        text = " ".join(word.lower() if word in _SMALL else word for word in words)
    return text[:90].rstrip()
