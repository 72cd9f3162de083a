"""Days of offices drawn by lot: which events, who photographed, which papers, how people name and file them.

Made otherwise than activity_days: nothing here was written with the rule at hand, and the seeds decide what meets what.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from tests.model.activity_days import Day

_EVENTS = (
    ("Penyuluhan Gizi Ibu Hamil", "Aula Kelurahan"), ("Posyandu Anggrek", "RW 02"), ("Posyandu Flamboyan", "RW 11"),
    ("Rapat Persiapan Hari Anak Nasional", "Ruang Rapat"), ("Rakor Gugus Tugas KLA Semester I", "Balai Kota"),
    ("Pelatihan Kader Bina Keluarga Balita", "Aula Kecamatan"), ("Lomba Menggambar Anak PAUD", "RPTRA Mekar"),
    ("Sosialisasi Bahaya Rokok bagi Pelajar", "SMPN 9"), ("Deklarasi Sekolah Ramah Anak", "SDN 3"),
    ("Musrenbang Anak Kelurahan", "Aula Kelurahan"), ("Kunjungan Kerja Komisi D DPRD", "UPTD PPA"),
    ("Bimtek Penanganan Korban Kekerasan", "Hotel Bumi Wiyata"), ("Forum Anak: Suara Anak Daerah", "Taman Lembah"),
    ("Pembinaan PATBM", "RW 06"), ("Monitoring Puskesmas Ramah Anak", "Puskesmas Cimanggis"),
    ("Pemeriksaan Telinga Siswa Baru", "SDN Tugu 7"), ("Imunisasi MR Susulan", "Puskesmas Sukmajaya"),
    ("Rapat Evaluasi Telepon Sahabat Anak", "Ruang Rapat"), ("Pentas Seni Disabilitas", "Gedung Kesenian"),
    ("Penyerahan Akta Kelahiran Kolektif", "Kelurahan"), ("Workshop Jurnalis Cilik", "Perpustakaan"),
    ("Edukasi Cuci Tangan", "TK Pertiwi"), ("Simulasi Gempa untuk Siswa", "SMPN 2"),
    ("Rapat Koordinasi APSAI", "Kantor Wali Kota"),
)  # fmt: skip
_PHONES = ("SM-A546E", "CPH2239", "Infinix X6833B", "M2101K7BG")
_MONTHS = ("", "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember")  # fmt: skip
_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu")


def offices(seed: int, count: int = 60) -> Iterator[Day]:
    """Draw days; each has one to four events, private photos and stray papers among them."""
    chance = random.Random(seed)
    for number in range(count):
        on = date(2025, 1, 6) + timedelta(days=11 * number + chance.randrange(4))
        yield _office(chance, on)


def _office(chance: random.Random, on: date) -> Day:
    day = Day(f"undian {on}", on.isoformat())
    day.serial = chance.randrange(1, 40)
    agency = chance.random() < 0.5
    events = chance.sample(_EVENTS, chance.choices((1, 2, 3, 4), (4, 3, 2, 1))[0])
    begins = sorted(chance.sample((480, 540, 600, 780, 840, 900, 930, 1170), len(events)))
    busy: dict[str, int] = {}  # nobody is at two events at once
    for (title, venue), begin in zip(events, begins, strict=True):
        free = [phone for phone in (_PHONES if agency else _PHONES[1:2]) if busy.get(phone, 0) + 20 <= begin]
        if free:
            phones = chance.sample(free, 2 if len(free) > 1 and chance.random() < 0.3 else 1)
            busy |= dict.fromkeys(phones, _event(chance, day, on, (title, venue), begin, phones))
    for _ in range(chance.randrange(3)):
        clock = chance.choice((380, 745, 1230, 1290))
        spot = (-6.36 + chance.random() / 100, 106.85 + chance.random() / 100)
        day.cam(f"pribadi {clock} {_}", _clock(clock + chance.randrange(20)), spot, _PHONES[0])
    if chance.random() < 0.4:
        day.paper("lepas", "Surat edaran jam kerja.pdf", f"SURAT EDARAN\nJam kerja Ramadan\nDepok, {_spelled(on)}")
    return day


def _event(  # noqa: PLR0917 - drawn piece by piece
    chance: random.Random, day: Day, on: date, names: tuple[str, str], begin: int, phones: list[str]
) -> int:
    title, venue = names
    spot = (-6.40 + chance.random() / 20, 106.80 + chance.random() / 20) if chance.random() < 0.6 else None
    style = chance.random()
    own = f"D:\\Dokumentasi\\{title}" if style < 0.25 else f"D:\\KLA\\{on:%Y}\\{on.day} {_MONTHS[on.month]} {title}"
    photos = own if style < 0.4 else "E:\\DCIM\\Camera" if style < 0.8 else f"D:\\Foto {_MONTHS[on.month]} {on.year}"
    papers = (
        own
        if style < 0.4
        else "C:\\Users\\kantor\\Documents"
        if chance.random() < 0.5
        else "C:\\Users\\kantor\\Downloads"
    )
    end = begin
    for phone in phones:
        minute, clocks = begin + chance.randrange(12), []
        for _ in range(chance.randrange(3, 9)):
            clocks.append(_clock(minute))
            minute += chance.choice((1, 2, 4, 9, 15, 26))
        day.cam(title, " ".join(clocks), spot, phone, photos)
        end = max(end, minute)
    if chance.random() < 0.35:
        received = end + chance.choice((5, 20, 60, 240))
        numbers = " ".join(f"{day.serial + step:04d}" for step in range(chance.randrange(2, 6)))
        day.serial += chance.randrange(6, 15)
        day.wa(title, numbers, _clock(min(received, 1435)), own if style < 0.25 else "D:\\HP\\WhatsApp Images")
    short = title if chance.random() < 0.6 else " ".join(title.split()[:3])
    _papers(chance, day, on, (title, short, venue), begin, papers)
    return end


def _papers(  # noqa: PLR0917 - as above
    chance: random.Random, day: Day, on: date, names: tuple[str, str, str], begin: int, folder: str
) -> None:
    title, short, venue = names
    when = f"Hari/Tanggal : {_WEEKDAYS[on.weekday()]}, {_spelled(on)}"
    hour = f"Pukul : {_clock(begin).replace(':', '.')} WIB s.d. selesai"
    if chance.random() < 0.5:
        sent = on - timedelta(days=chance.randrange(2, 6))
        day.paper(
            title,
            f"Und {short}.pdf",
            f"Depok, {_spelled(sent)}\nNomor : 005/{chance.randrange(10, 999)}-Kesos\nPerihal : "
            f"Undangan\nMengharap kehadiran pada {title}\n{when}\n{hour}\nTempat : {venue}",
            folder,
        )
    kind = chance.random()
    if kind < 0.45:
        text = f"NOTULEN RAPAT\nNama Kegiatan : {title}\n{when}\n{hour}\nTempat : {venue}\nHasil rapat :\n1. Pembukaan"
        day.paper(title, chance.choice((f"Notulen {short}.docx", f"notulensi {on:%d%m%Y}.docx")), text, folder)
    elif kind < 0.65:
        signed = f"Depok, {_spelled(on + timedelta(days=1))}"
        text = f"LAPORAN KEGIATAN\n{title.upper()}\n\nKegiatan telah terlaksana.\n\n{signed}"
        day.paper(title, f"Laporan {short}.docx", text, folder)
    elif kind < 0.8:
        day.paper(title, f"{on:%Y-%m-%d} {short}.pdf", "", folder)
    if chance.random() < 0.6:
        text = (
            f"DAFTAR HADIR\nKegiatan : {title}\n{when}\nNo Nama Instansi Tanda tangan" if chance.random() < 0.6 else ""
        )
        name = chance.choice(
            (f"Absen {short}.pdf", f"CamScanner {on:%m-%d-%Y} 16.02.pdf", f"scan{chance.randrange(99):04d}.pdf")
        )
        day.paper(title, name, text, folder, saved=f"{on}T16:{chance.randrange(60):02d}:00")


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _spelled(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month]} {on.year}"
