"""A kelurahan with its own names for everything: files whose words no lexicon knows, by programme."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

PROGRAMMES = {
    "kutipan-akta-kelahiran": ("Si Jempol", "loket 3 blangko keping cetak Bu Ratmi antrean"),
    "fasilitas-informasi-layak-anak": ("Warung Ilmu", "saung rak pinjam Kang Asep komik senja"),
    "pelembagaan-partisipasi-anak": ("Laskar Biru", "ketua regu Dinda rapat malam yel kaos"),
    "lembaga-konsultasi-pengasuhan": ("Kelas Kasih", "kursi melingkar Bu Wiwin sesi lembar cerita"),
    "paud-hi": ("Gerbang Emas", "Bunda Tuti balok celemek lagu pagi"),
    "infrastruktur-ramah-anak": ("Kampung Ceria", "pasir cat pagar Pak Dullah lampu gerbang"),
    "status-gizi-balita": ("Senin Sehat", "meja dua catatan Bu Yayah bubur mangkuk"),
    "pmba": ("Sahabat Bunda", "kulkas botol Bu Erna tirai bantal sofa"),
    "air-minum-sanitasi": ("Jumat Segar", "pipa ember Pak Karta closet semen"),
    "wajib-belajar-12-tahun": ("Ayo Balik", "datang rumah bujuk Pak Imam tutor modul"),
    "pusat-kreativitas-anak": ("Rumah Pelangi", "kuas kanvas Kak Bimo tabuh latihan"),
    "korban-kekerasan-eksploitasi": ("Pos Teduh", "kamar tenang Bu Santi jadwal kunjung"),
}
_FORMS = (
    "Laporan {name} bulan {month}. Dihadiri {n} orang di {where}. {words}.",
    "Catatan pertemuan {name}, {where}. {words}. Selesai pukul {n}.",
    "Daftar hadir {name} {month}, {where}. {words}.",
    "Dokumentasi {name} {where} {month}. {words}.",
)
_NAMES = ("Lap {name} {month} {n}.txt", "{month} {n} rapat.txt", "Catatan {n} {month}.txt", "{name} {n}.txt")
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli")
_PLACES = ("RW 02", "RW 05", "balai warga", "aula", "pos RT 4")
_NOISE = (
    "warga", "hadir", "sambutan", "lurah", "ketua", "panitia", "konsumsi", "lancar", "ditutup", "doa", "spidol",
    "absen", "tamu", "kursi", "teras", "hujan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StationFile:
    name: str
    text: str
    indicator: str


def station_files(count: int, seed: int) -> Iterator[StationFile]:
    """Files in random order; each says some words of its programme and some of any meeting."""
    chance = random.Random(seed)
    for number in range(count):
        slug = chance.choice(list(PROGRAMMES))
        name, jargon = PROGRAMMES[slug]
        words = chance.sample(jargon.split(), 3) + chance.sample(_NOISE, 5)
        chance.shuffle(words)
        said = {
            "name": name if chance.random() < 0.7 else "kegiatan",
            "month": chance.choice(_MONTHS),
            "n": number,
            "where": chance.choice(_PLACES),
            "words": " ".join(words),
        }
        yield StationFile(chance.choice(_NAMES).format(**said), chance.choice(_FORMS).format(**said), slug)
