"""Kelurahan with their own names for everything: files whose words no lexicon knows, by programme.

One is written by hand; others are drawn, so that nothing is made to suit the one: how many programmes, how unevenly
files fall to them, how often a file names its programme, and all words (from the passages: they lean somewhere).
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kla_desktop.suggesting.words import read_words
from tests.suggesting.passages import CATALOGUE, TAUGHT, passages

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


@dataclass(frozen=True, slots=True)
class _Habit:
    """How a station works: its programmes with name and words, each as often as it has files, and how files read."""

    programmes: Mapping[str, tuple[str, Sequence[str]]]
    often: Sequence[str]
    noise: Sequence[str]
    named: float


def station_files(count: int, seed: int) -> Iterator[StationFile]:
    """Files of the station that was written by hand, in random order."""
    programmes = {slug: (name, jargon.split()) for slug, (name, jargon) in PROGRAMMES.items()}
    return _files(_Habit(programmes, list(programmes), _NOISE, 0.7), count, random.Random(seed))


def drawn_files(count: int, seed: int) -> Iterator[StationFile]:
    """Files of a station of its own for each seed."""
    chance = random.Random(seed)
    texts = [passage.text for name in TAUGHT for passage in passages(name)]
    pool = sorted({word.text for text in texts for word in read_words(text) if word.text.isalpha()} - {"kegiatan"})
    slugs = chance.sample([each.slug for each in CATALOGUE.indicators], chance.randint(6, 20))
    uneven = chance.choice((0.0, 0.7, 1.0))
    habit = _Habit(
        {slug: (" ".join(chance.sample(pool, 2)).title(), chance.sample(pool, chance.randint(4, 9))) for slug in slugs},
        [slug for place, slug in enumerate(slugs) for _ in range(round(20 / (place + 1) ** uneven))],
        chance.sample(pool, 16),
        chance.choice((0.4, 0.7, 0.9)),
    )
    return _files(habit, count, chance)


def _files(habit: _Habit, count: int, chance: random.Random) -> Iterator[StationFile]:
    """Each says some words of its programme and some of any meeting."""
    for number in range(count):
        slug = chance.choice(habit.often)
        name, jargon = habit.programmes[slug]
        words = chance.sample(jargon, 3) + chance.sample(habit.noise, 5)
        chance.shuffle(words)
        said = {
            "name": name if chance.random() < habit.named else "kegiatan",
            "month": chance.choice(_MONTHS),
            "n": number,
            "where": chance.choice(_PLACES),
            "words": " ".join(words),
        }
        yield StationFile(chance.choice(_NAMES).format(**said), chance.choice(_FORMS).format(**said), slug)
