"""The search: what words find, in which order, with which filters; and that the index can always be told anew."""

import contextlib
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kla_desktop.app.catalogues import load_shelf
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import DeedId, EvidenceId, IndicatorSlug, PlaceCode, SlotSlug, StationId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.listing import Filter, Order
from kla_desktop.model.query import read_query
from kla_desktop.model.search_names import SearchNames
from kla_desktop.model.search_traits import TRAITS
from kla_desktop.model.search_words import order_key, words_in, year_keys
from kla_desktop.store.search import RANK_LIMIT
from kla_desktop.store.store import Store, StoreKeys

ME = StationId("me")
KEYS = StoreKeys(bytes([1]) * 32, bytes([2]) * 32)
TEXTS = {
    "notulen": "Notulen rapat gugus tugas. Ibu-ibu kader mengasuh balita; posyandu Melati buka tiap Selasa.",
    "sk": "Keputusan Wali Kota tentang Forum Anak dan pencegahan perkawinan usia anak di Mekarjaya",
    "laporan": "Laporan penyuluhan gizi; anak-anak diukur di posyandu",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


def new_store(folder: Path) -> Store:
    made = Store(folder, KEYS)
    with made.transaction():
        made.local.set("station", ME)
    say(
        made,
        Draft(Kind.FOUNDED, ME, {"role": "petugas", "place": "32.76.01.1008", "agency": ""}),
        Draft(Kind.KEY_ADDED, ME, {"sign": "sign", "seal": "seal"}),
    )
    return made


def say(store: Store, *drafts: Draft) -> None:
    store.record(drafts, actor="Siti", at="2026-11-24T08:00:00Z", deed=DeedId(f"deed-{random.random()}"))


def capture(store: Store, name: str, day: str = "2026-11-02", media: str = "jpeg", kind: str = "photo") -> EvidenceId:
    claims = [{"value": day, "source": "exif", "confidence": 0.9}] if day else []
    data = {"sha256": f"{len(name):064x}", "size": 4, "kind": kind, "media": media, "name": name, "claims": claims}
    say(store, Draft(Kind.CAPTURED, f"item-{name}", data))
    return EvidenceId(f"item-{name}")


@pytest.fixture
def filled(store: Store) -> Store:
    for day, (name, text) in enumerate(TEXTS.items(), 1):
        item = capture(store, f"{name}.pdf", f"2026-11-0{day}", "pdf", "minutes")
        with store.transaction():
            store.search.set_text([(text, item)])
    return store


def found(store: Store, text: str, **wanted: object) -> list[str]:
    hits = store.search.find(Filter(text=text, **wanted))  # type: ignore[arg-type]
    assert hits.total == len(hits.items)
    return [hit.title.partition(".")[0] for hit in hits.items]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("posyandu", ["laporan", "notulen"]),
        ("posy", ["laporan", "notulen"]),
        ("POSYANDU mel", ["notulen"]),
        ('"forum anak"', ["sk"]),
        ('"anak forum"', []),
        ("posyandu -melati", ["laporan"]),
        ("-posyandu", ["sk"]),
        ("pengasuhan ", ["notulen"]),
        ("asuh", ["notulen"]),
        ("kawin", ["sk"]),
        ("menyuluh", ["laporan"]),
        ("*syand", ["laporan", "notulen"]),
        ("notulen.pdf", ["notulen"]),
        ("2 november 2026", ["sk"]),
        ("02/11/2026", ["sk"]),
        ("2026-11-02", ["sk"]),
        ("zzzz", []),
    ],
)
def test_what_words_find(filled: Store, typed: str, expected: list[str]) -> None:
    shelf = load_shelf(filled.folder)
    names = SearchNames.of(next(iter(shelf.catalogues.values())), next(iter(shelf.places.values())))
    filled.search.learn(lambda: names)
    assert found(filled, typed) == expected


def test_slips_are_forgiven_and_said(filled: Store) -> None:
    for typed in ("posyamdu", "p0syandu", "posvandu", "posyandu1", "osyandu"):
        hits = filled.search.find(Filter(text=typed))
        assert ({hit.title for hit in hits.items}, "posyandu" in hits.similar) == (
            {"laporan.pdf", "notulen.pdf"},
            True,
        ), typed
    assert filled.search.find(Filter(text="posyandu")).similar == ()
    with filled.transaction():
        filled.search.set_read_text([("Hasil pernbinaan kader di RW O5", EvidenceId("item-sk.pdf"))])
    hits = filled.search.find(Filter(text="pembinaan"))
    assert [(hit.title, hit.machine_read) for hit in hits.items] == [("sk.pdf", True)]
    assert hits.similar == ("pernbinaan",)


def test_the_very_words_come_before_their_kin(store: Store) -> None:
    for day, text in enumerate(("pengasuhan anak", "mengasuh mengasuh mengasuh", "asuhan"), 1):
        item = capture(store, f"n{day}.txt", f"2026-11-0{day}", "txt", "document")
        with store.transaction():
            store.search.set_text([(text, item)])
    for typed, first in {"pengasuhan": "n1", "mengasuh": "n2", "asuhan": "n3"}.items():
        assert found(store, typed, order=Order.BEST)[0] == first
        assert len(found(store, typed)) == 3


def test_texts_of_file_and_machine_stand_beside_each_other(filled: Store) -> None:
    item = EvidenceId("item-sk.pdf")
    with filled.transaction():
        filled.search.set_read_text([("stempel basah", item)])
    kept = filled.search.text_of(item)
    assert (kept.text, kept.read, kept.whole) == (TEXTS["sk"], "stempel basah", f"{TEXTS['sk']}\nstempel basah")
    assert found(filled, "stempel") == found(filled, "forum") == ["sk"]
    assert found(filled, "anak", machine_read=True) == ["sk"]
    with filled.transaction():
        filled.search.set_text([("lain", item)])
        filled.search.set_read_text([("", item)])
    assert found(filled, "stempel") == found(filled, "forum") == []
    assert found(filled, "lain") == ["sk"]


def test_filters_let_the_same_through_with_words_and_without(store: Store) -> None:
    chance = random.Random(3)
    slugs = [IndicatorSlug("paud-hi"), IndicatorSlug("perda-kla")]
    for n in range(60):
        day = f"{chance.choice((2024, 2025, 2026))}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        item = capture(
            store, f"foto{n}.x", day, *chance.choice((("jpeg", "photo"), ("pdf", "minutes"), ("mp4", "video")))
        )
        if chance.random() < 0.5:
            slot = chance.choice((None, "daftar-hadir"))
            say(store, Draft(Kind.TAGGED, item, {"indicator": chance.choice(slugs), "slot": slot}))
        if chance.random() < 0.3:
            place = chance.choice(("32.76.01.1007", "32.76.02", "32.76.010"))
            say(store, Draft(Kind.DESCRIBED, item, {"place": place, "was": {"place": ""}}))
        if chance.random() < 0.2:
            say(store, Draft(Kind.WITHDRAWN, item, {}))
    asked = [
        Filter(untagged=True),
        Filter(indicator=slugs[0]),
        Filter(indicator=slugs[1], slot=SlotSlug("daftar-hadir")),
        Filter(states=frozenset({State.TAGGED, State.NEW})),
        Filter(states=frozenset({State.WITHDRAWN})),
        Filter(place=PlaceCode("32.76.01")),
        Filter(place=PlaceCode("32.76.02"), withdrawn=True),
        Filter(year=2025, order=Order.OLDEST),
        Filter(group="video"),
        Filter(kind="minutes", order=Order.ADDED),
        Filter(station=ME, to_review=True),
        Filter(agency="Dinas Pendidikan"),
        Filter(withdrawn=True),
        Filter(year=2026, group="photo", untagged=True),
    ]
    for wanted in asked:
        plain = store.evidence.rows(wanted)
        worded = store.evidence.rows(_with_words(wanted))
        assert worded == plain, wanted
        assert store.evidence.count(_with_words(wanted)) == len(plain)
    assert sum(bool(store.evidence.rows(wanted)) for wanted in asked) >= 11


def _with_words(wanted: Filter) -> Filter:
    return replace(wanted, text="foto")


def test_newest_first_whenever_it_came(store: Store) -> None:
    days = ["2026-01-05", "2019-03-01T10:00:00", "2026-01-05T09:00:07Z", "2026-01-05T09:00:59+07:00", "", "2031"]
    for n, day in enumerate(days):
        capture(store, f"foto{n}.jpg", day)
    expected = ["foto5", "foto4", "foto2", "foto3", "foto0", "foto1"]  # Z is seven hours earlier than it looks
    assert [name.partition(".")[0] for name in _names(store, Filter(text="foto"))] == expected
    say(store, Draft(Kind.DESCRIBED, "item-foto1.jpg", {"date": "2040-01-01", "was": {"date": ""}}))
    assert found(store, "foto")[0] == "foto1"
    assert found(store, "foto", year=2040) == ["foto1"]
    assert found(store, "foto", year=2019) == []


def _names(store: Store, wanted: Filter) -> list[str]:
    return [item.name for item in store.evidence.items([row for row, _ in store.evidence.rows(wanted)])]


def test_many_hits_are_counted_to_a_limit_and_said_so(store: Store) -> None:
    count = RANK_LIMIT + 50
    drafts = [
        Draft(
            Kind.CAPTURED,
            f"item-{n}",
            {
                "sha256": f"{n:064x}", "size": 4, "kind": "photo", "media": "jpeg", "name": f"foto {n % 7}.jpg",
                "claims": [{"value": f"2026-{1 + n % 12:02d}-01", "source": "exif", "confidence": 0.9}],
            },
        )
        for n in range(count)
    ]  # fmt: skip
    for begin in range(0, count, 500):
        say(store, *drafts[begin : begin + 500])
    hits = store.search.find(Filter(text="foto", order=Order.BEST), 10)
    assert (hits.total, hits.total_is_exact, hits.ranked, len(hits.items)) == (RANK_LIMIT + 1, False, False, 10)
    few = store.search.find(Filter(text='"foto 3"', order=Order.BEST), 10)
    assert (few.total, few.total_is_exact, few.ranked) == (sum(n % 7 == 3 for n in range(count)), True, True)
    keys = [key for _, key in store.evidence.rows(Filter(text="foto"))]
    assert len(keys) == RANK_LIMIT
    assert keys == sorted(keys, reverse=True)


_ANY = st.text(st.characters(), max_size=40) | st.text("ab\"*-():^~\\'{}[].,;+/ \ue000\ud800ORANDNEAR", max_size=40)


@given(typed=_ANY)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_typed(filled: Store, typed: str) -> None:
    hits = filled.search.find(Filter(text=typed, order=Order.BEST))
    assert hits.total == len(hits.items)
    filled.evidence.rows(Filter(text=typed))
    filled.search.snippets(typed, [1, 2, 3, 99])


@given(text=st.text(max_size=200))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_kept_and_its_words_are_found(filled: Store, text: str) -> None:
    item = EvidenceId("item-sk.pdf")
    with filled.transaction():
        filled.search.set_text([(text, item)])
    for word in words_in(text)[:3]:
        if word.isascii():
            assert any(hit.id == item for hit in filled.search.find(Filter(text=f'"{word}"')).items)


@given(a=st.datetimes(), b=st.datetimes())
def test_rows_stand_in_the_order_of_their_dates(a: object, b: object) -> None:
    first, second = sorted(f"{day.isoformat()}Z"[:16] for day in (a, b))  # type: ignore[attr-defined]
    low, high = order_key(first, 0, 9, 5), order_key(second, 0, 9, 5)
    assert (low < high) == (first < second)
    lowest, highest = year_keys(int(first[:4]))
    assert lowest <= low <= highest


@given(st.text(st.sampled_from("aZ09 _-.\u2013\u0301\u00b2x'/\t"), max_size=30))
def test_a_text_is_cut_alike_whatever_stands_beside_it(text: str) -> None:
    """Plain texts go a shorter way than those with other letters in them."""
    assert words_in(f"{text} \u0645") == [*words_in(text), "\u0645"]


def test_single_letters_and_blanks_begin_nothing() -> None:
    assert [term.prefix for term in read_query("rapat g")] == [False, False]
    assert [term.prefix for term in read_query("rapat gu")] == [False, True]
    assert [term.prefix for term in read_query("rapat gu ")] == [False, False]
    assert read_query("  *:^-  ") == ()


def test_an_index_told_anew_finds_the_same(filled: Store) -> None:
    say(filled, Draft(Kind.WITHDRAWN, "item-laporan.pdf", {}))
    asked = [Filter(text="posyandu"), Filter(text="posyandu", withdrawn=True), Filter(text="anak", order=Order.BEST)]
    before = [filled.search.find(wanted) for wanted in asked]
    assert [hits.total for hits in before] == [1, 2, 1]
    assert filled.index.is_sound()
    filled.database.connection.execute("DELETE FROM words WHERE rowid = (SELECT max(key) FROM indexed)")
    assert not filled.index.is_sound()
    filled.index.empty()
    assert filled.search.find(asked[0]).total == 0
    while filled.index.catch_up():
        pass
    assert [filled.search.find(wanted) for wanted in asked] == before
    assert filled.index.is_sound()
    for number in range(40):
        capture(filled, f"kegiatan{number:04d}.jpg")
    assert filled.index.is_scattered()
    assert list(filled.index.tidy()) is not None
    assert not filled.index.is_scattered()
    assert [filled.search.find(wanted) for wanted in asked] == before
    assert filled.index.is_sound()


def test_a_minute_may_hold_more_items_than_it_has_room_for(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kla_desktop.model.search_words._KEYS", 4 * TRAITS)
    names = [f"senja{number:04d}.jpg" for number in range(60)]
    for name in names:
        capture(filled, name, "2026-11-04")
    with filled.transaction():
        say(filled, *(Draft(Kind.WITHDRAWN, f"item-{name}", {}) for name in names[:30]))
    assert filled.search.find(Filter(text="senja", withdrawn=True)).total == 60
    assert filled.search.find(Filter(text="senja")).total == 30
    keys = [row[0] for row in filled.database.rows("SELECT key FROM indexed")]
    assert len(keys) == len(set(keys)) == filled.database.value("SELECT count(*) FROM evidence")
    assert filled.index.is_sound()


def test_several_words_are_found_in_a_place_and_of_a_kind(filled: Store) -> None:
    here, elsewhere = PlaceCode("32.76.01"), PlaceCode("32.77")
    assert found(filled, "rapat posyandu", place=here) == ["notulen"]
    assert found(filled, "rapat posyandu", place=here, kind="minutes") == ["notulen"]
    assert found(filled, "gizi posyandu -rapat", place=here) == ["laporan"]
    assert found(filled, "rapat posyandu -melati", place=here) == []
    assert found(filled, "rapat posyandu", place=elsewhere) == []
    assert found(filled, "rapat gizi", place=here) == []


def test_the_last_minute_of_a_year_does_not_run_into_the_next(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kla_desktop.model.search_words._KEYS", 4 * TRAITS)
    for number in range(40):
        capture(filled, f"petasan{number:04d}.jpg", "2026-12-31T23:59:00+07:00")
    assert filled.search.find(Filter(text="petasan", year=2026)).total == 40
    assert filled.search.find(Filter(text="petasan", year=2027)).total == 0


def test_what_is_rolled_back_is_not_found(filled: Store) -> None:
    with contextlib.suppress(ZeroDivisionError), filled.transaction():
        filled.search.set_text([("kelurahan ramahanak", EvidenceId("item-sk.pdf"))])
        raise ZeroDivisionError
    assert found(filled, "ramahanak") == []
    with filled.transaction():
        filled.search.set_text([("kelurahan ramahanak", EvidenceId("item-sk.pdf"))])
    assert found(filled, "ramahanak") == found(filled, "*mahana") == ["sk"]
    assert filled.index.is_sound()
