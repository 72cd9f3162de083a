"""What plain words lean to: the table is what the passages teach, and hears of matters that nobody names."""

import pytest

from kla_desktop.operations.facts import suggest_words
from tests.suggesting.passages import CATALOGUE, LEXICON, TAUGHT
from tests.suggesting.teaching import learned


def test_the_table_is_what_the_taught_passages_say_and_nothing_else() -> None:
    assert LEXICON is not None
    assert LEXICON.leanings is not None
    taught, held = learned(TAUGHT), LEXICON.leanings
    assert held.words.keys() == taught.words.keys()
    assert held.start == pytest.approx(taught.start, abs=0.002)
    for word, leaning in taught.words.items():
        assert held.words[word].rarity == leaning.rarity
        for slug in {*leaning.towards, *held.words[word].towards}:
            assert held.words[word].towards.get(slug, 0.0) == pytest.approx(leaning.towards.get(slug, 0.0), abs=0.04)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Penghulu menolak: umur calon mempelai belum sampai, gadis itu diminta menamatkan sekolah dulu.", 7),
        ("Tiap pagi kader mengantar telur dan bubur; angka di timbangan perlahan naik.", 13),
    ],
)
def test_a_matter_that_nobody_names_is_heard_by_its_words(text: str, number: int) -> None:
    (first, *_) = suggest_words(CATALOGUE, LEXICON, text=text)
    assert CATALOGUE.by_slug[first.indicator].number == number
    assert first.because[0].words


def test_a_matter_in_the_middle_of_others_is_heard() -> None:
    noise = "Harga cabai naik menjelang hari raya. Pedagang mengeluh pasokan tersendat karena hujan di sentra. " * 4
    about = "Petugas capil menyerahkan kutipan akta kelahiran dan kartu identitas anak kepada murid. "
    (first, *_) = suggest_words(CATALOGUE, LEXICON, text=f"{noise}\n\n{about}\n\n{noise}")
    assert CATALOGUE.by_slug[first.indicator].number == 4


def test_one_known_word_alone_leans_nowhere() -> None:
    assert suggest_words(CATALOGUE, LEXICON, path="Telur.jpg") == ()


def test_what_is_short_for_an_idiom_says_no_more_than_the_idiom() -> None:
    text = "Pembentukan gugus tugas reforma agraria. Gugus tugas bersidang enam bulan sekali. Gugus tugas melapor."
    assert suggest_words(CATALOGUE, LEXICON, text=text) == ()
    text += " Berbeda dari itu, gugus tugas KLA menyusun RAD KLA dan evaluasi mandiri kota layak anak."
    assert CATALOGUE.by_slug[suggest_words(CATALOGUE, LEXICON, text=text)[0].indicator].number == 2


def test_no_slip_of_a_scan_is_a_word_of_the_table() -> None:
    assert LEXICON is not None
    assert LEXICON.leanings is not None
    assert [word for word in LEXICON.leanings.words if not word.isalpha()] == []
