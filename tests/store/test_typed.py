"""What a clerk types finds what is meant, however a paper writes it: names, numbers, dates, abbreviations."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.app.catalogues import load_shelf
from kla_desktop.model.listing import Filter, Order
from kla_desktop.model.search_names import SearchNames
from kla_desktop.model.spellings import written_otherwise
from kla_desktop.store.store import Store
from tests.store.test_search import capture, new_store

PAPERS = {
    "rapat": (
        "2024-06-11",
        "Hari Selasa, 11 Juni 2024, aula Kecamatan Beji. Ibu Nur'aini, S.Pd., dan Jum'at Hidayat.",
    ),
    "perwali": ("2023-03-01", "PERATURAN WALI KOTA NOMOR 12 TAHUN 2023 TENTANG KAWASAN TANPA ROKOK"),
    "sk": ("2024-02-05", "NOMOR: 463/123/Kpts/Huk/2024, SK/123/2024, gugus tugas Kota Layak Anak"),
    "undangan": ("2025-07-03", "RW.05 RT 03/05, telp 0812-3456-7890, anggaran Rp 12.500.000,- dan e-KTP; anak-anak"),
    "surat": ("2022-01-10", "Surat walikota perihal COVID-19, sebesar 7250000, kepada O. S. Simanjuntak"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = new_store(tmp_path_factory.mktemp("typed"))
    shelf = load_shelf(Path("/nowhere"))
    names = SearchNames.of(next(iter(shelf.catalogues.values())), next(iter(shelf.places.values())))
    made.search.learn(lambda: names)
    for name, (day, text) in PAPERS.items():
        item = capture(made, f"{name}.pdf", day, "pdf", "document")
        with made.transaction():
            made.search.set_text([(text, item)])
    yield made
    made.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("11 juni 2024", {"rapat"}),
        ("tgl 11 juni", {"rapat"}),
        ("bulan juni 2024", {"rapat"}),
        ("kec. beji", {"rapat"}),
        ("nuraini", {"rapat"}),
        ("“Nur'aini, S.Pd”", {"rapat"}),
        ("jumat", {"rapat"}),
        ("spd", {"rapat"}),
        ("perwali 12/2023", {"perwali"}),
        ("perwali no. 12", {"perwali"}),
        ("ktr", {"perwali"}),
        ("surat tahun 2022", {"surat"}),
        ("SK/123/2024", {"sk"}),
        ("kla", {"sk"}),
        ("rw 5", {"undangan"}),
        ("081234567890", {"undangan"}),
        ("12500000", {"undangan"}),
        ("ektp", {"undangan"}),
        ("anak-anak", {"undangan"}),
        ("7.250.000", {"surat"}),
        ("covid19", {"surat"}),
        ('"covid” surat', {"surat"}),
        ("o.s. simanjuntak", {"surat"}),
        ("wali kota", {"perwali", "surat"}),
        ("walikota", {"perwali", "surat"}),
        ("xyz", set()),
        ("1250", set()),
        ("12/2024", set()),
    ],
)
def test_what_is_meant_is_found(store: Store, typed: str, meant: set[str]) -> None:
    hits = store.search.find(Filter(text=typed)).items
    assert {hit.title.partition(".")[0] for hit in hits} == meant


@pytest.mark.parametrize(
    ("words", "others"),
    [
        (("12", "2023"), (("12", "tahun", "2023"), ("12", "th", "2023"))),
        (("12500000",), (("12", "500", "000"),)),
        (("12", "500", "000"), (("12500000",),)),
        (("081234567890",), (("0812", "3456", "7890"),)),
        (("5",), (("05",),)),
        (("05",), (("5",),)),
        (("00",), ()),
        (("kec",), (("kecamatan",),)),
        (("notulen",), ()),
    ],
)
def test_how_else_it_may_be_written(words: tuple[str, ...], others: tuple[tuple[str, ...], ...]) -> None:
    assert written_otherwise(words) == others


def test_what_takes_too_long_is_given_newest_first_and_says_so(store: Store) -> None:
    every = store.search.find(Filter(text="wali kota", order=Order.BEST))
    assert (every.ranked, every.total_is_exact) == (True, True)
    hasty = store.search.find(Filter(text="wali kota", order=Order.BEST), patience=-1.0)
    assert not hasty.ranked
    assert [hit.title for hit in hasty.items] == ["perwali.pdf", "surat.pdf"]
