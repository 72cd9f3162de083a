"""Terms are found in any spelling that people, scans and file names bring, and not in other words."""

import pytest

from kla_desktop.suggesting.terms import TermIndex, longest
from kla_desktop.suggesting.words import MAX_CHARS, read_words


def found(term: str, text: str, *, capitals: tuple[str, ...] = (), is_name: bool = False) -> int:
    return len(TermIndex([(term, term)], capitals).find(read_words(text, is_name=is_name)))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("~nikah", "Mereka menikahkan anaknya; pernikahannya dicatat"),
        ("~susu", "ibu menyusui"),
        ("forum anak", "Forum-\nAnak kelurahan"),
        ("sekolah ramah anak", "#SekolahRamahAnak"),
        ("posyandu", "P0SYANDU MAWAR"),
        ("imunisasi", "jadwal imunsasi"),
        ("penimbangan", "hasil penim-\nbangan"),
        ("surat keputusan", "S U R A T  K E P U T U S A N"),
        ("kla", "K.L.A."),
        ("kekerasan anak", "kekerasan terhadap anak-anak"),
        ("perda ... layak anak", "Perda Nomor 15 Tahun 2013 tentang Kota Layak Anak"),
        ("porno*", "konten pornografis"),
        ("sd/smp", "di SMP"),
        ("anak", "anak2nya"),
        ("orang tua", "orangtua murid"),
    ],
)
def test_a_term_is_found(term: str, text: str) -> None:
    assert found(term, text) >= 1


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("forum anak", "Rapat forum. Anak-anak bermain."),
        ("pengaduan", "pengadaan barang"),
        ("menyusu", "menyusun laporan"),
        ("perda .. anak", "perda satu dua tiga empat anak"),
        ("pka", "pkb"),
    ],
)
def test_a_term_is_not_found(term: str, text: str) -> None:
    assert found(term, text) == 0


def test_an_abbreviation_that_is_a_word_counts_in_capitals_only() -> None:
    assert found("aki", "Angka AKI turun", capitals=("aki",)) == 1
    assert found("aki", "aki motor soak", capitals=("aki",)) == 0


def test_file_names_are_taken_apart() -> None:
    assert found("forum anak", "SKForumAnakTugu2025", is_name=True) == 1
    assert found("posyandu", "posyandu2024_final", is_name=True) == 1


def test_the_longest_term_wins() -> None:
    index = TermIndex([(term, term) for term in ("anak", "forum anak", "bunda forum anak")])
    assert [each.label for each in longest(index.find(read_words("Bunda Forum Anak")))] == ["bunda forum anak"]


def test_of_a_long_text_beginning_and_end_are_read() -> None:
    text = "posyandu " + "kata lain " * MAX_CHARS + " imunisasi"
    assert found("posyandu", text) == found("imunisasi", text) == 1
