"""What besides words leads to a suggestion: folders, neighbours, habits; and what is said about it."""

from pathlib import Path

import pytest

from kla_desktop.app.catalogues import first_catalogue
from kla_desktop.model.ids import IndicatorSlug
from kla_desktop.operations.facts import suggest_words, suggester_of
from kla_desktop.suggesting.habits import Habits
from kla_desktop.suggesting.suggest import Facts, Ground, Neighbour, Relation, Suggestion
from kla_desktop.wording.reasons import reason

CATALOGUE, LEXICON = first_catalogue(Path("/nowhere"))
GIZI, FORUM = IndicatorSlug("status-gizi-balita"), IndicatorSlug("pelembagaan-partisipasi-anak")


def suggested(facts: Facts) -> tuple[Suggestion, ...]:
    return suggester_of(CATALOGUE, LEXICON).suggest(facts)


def test_a_folder_speaks_for_a_photo_without_words() -> None:
    (first, *_) = suggest_words(CATALOGUE, LEXICON, path=r"D:\KLA\Forum Anak\IMG_0012.jpg")
    assert first.indicator == FORUM
    assert [each.ground for each in first.because] == [Ground.FOLDER_NAME]
    assert reason(first.because[0].ground, first.because[0].words, 0, "id") == "folder: Forum Anak"


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        (Relation.ACTIVITY, "12 berkas dari kegiatan yang sama"),
        (Relation.TIME, "12 berkas dari waktu yang berdekatan"),
        (Relation.FOLDER, "12 berkas dari folder yang sama"),
    ],
)
def test_neighbours_speak_for_a_photo_without_words(relation: Relation, said: str) -> None:
    (first,) = suggested(Facts(name="IMG_1", kind="photo", neighbours=(Neighbour(GIZI, relation, 12, 13),)))
    assert first.indicator == GIZI
    assert first.slot in {"foto-posyandu-pmt", "foto-kegiatan-bertanggal"}
    (why,) = first.because
    assert reason(why.ground, why.words, why.count, "id") == said


def test_neighbours_under_everything_speak_for_nothing() -> None:
    mixed = tuple(Neighbour(each.slug, Relation.FOLDER, 3, 60) for each in CATALOGUE.indicators[:20])
    assert suggested(Facts(name="IMG_1", neighbours=mixed)) == ()


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("SK PATBM Kelurahan Tugu.pdf", "sk-patbm-tiap-kelurahan-dan"),
        ("Notulen rapat gugus tugas KLA.docx", "undangan-daftar-hadir-notulen-rapat"),
        ("Undangan musrenbang anak.pdf", "surat-undangan-kegiatan"),
        ("Daftar hadir forum anak.pdf", "daftar-hadir"),
    ],
)
def test_a_paper_gets_the_slot_of_its_kind(name: str, slot: str) -> None:
    assert suggest_words(CATALOGUE, LEXICON, path=name)[0].slot == slot


@pytest.mark.parametrize(
    "text",
    [
        "NOTULEN\nForum Anak Kelurahan membahas usulan taman bermain ramah anak untuk dibawa ke Musrenbang kelurahan.",
        "BERITA ACARA\nDalam Musrenbang, Forum Anak mengusulkan perbaikan taman bermain dan perosotan di RW 05.",
    ],
)
def test_minutes_tell_first_of_those_who_met(text: str) -> None:
    """Though as many words say what they asked for."""
    first, second, *_ = suggest_words(CATALOGUE, LEXICON, text=text)
    assert (first.indicator, second.indicator) == (FORUM, "infrastruktur-ramah-anak")


def test_the_same_matter_stays_first_where_the_paper_is_about_it() -> None:
    text = "Taman bermain ramah anak di RW 05 diresmikan lurah; forum anak ikut memotong pita."
    assert suggest_words(CATALOGUE, LEXICON, text=text)[0].indicator == "infrastruktur-ramah-anak"


def test_every_word_of_the_lexicon_belongs_to_an_indicator_and_slot_of_the_catalogue() -> None:
    assert LEXICON is not None
    for words in LEXICON.indicators:
        known = {slot.slug for slot in CATALOGUE.by_slug[words.slug].slots}
        assert set(words.slots) <= known
    assert {words.slug for words in LEXICON.indicators} == set(CATALOGUE.by_slug)


def test_an_edition_without_words_makes_do_with_its_keywords() -> None:
    assert suggester_of(CATALOGUE, None).suggest(Facts(text="Rapat koordinasi gugus tugas, rencana aksi daerah"))


def test_a_word_that_stands_in_all_files_of_a_station_leans_nowhere_there() -> None:
    text = "Timbangan dan telur di meja balai; bubur dibagikan kepada yang hadir."
    assert CATALOGUE.by_slug[suggested(Facts(text=text))[0].indicator].number == 13
    usual = dict.fromkeys(("timbangan", "telur", "meja", "balai", "bubur", "dibagikan", "hadir"), 30)
    assert suggested(Facts(text=text, habits=Habits(spread=usual, items=30))) == ()
