"""What ships: all indicators, slots and places are there, with nothing invented, and they load quickly."""

import json
import tomllib
from collections import Counter
from collections.abc import Callable
from cProfile import Profile
from pathlib import Path
from typing import Any

import pytest

from kla_desktop.app.resources import catalogue_folder
from kla_desktop.catalogue.loader import load_catalogue, load_folders, load_period, load_places
from kla_desktop.model.catalogue import EVIDENCE_KINDS, Catalogue
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence_kind import EvidenceKind
from kla_desktop.model.places import Places


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(catalogue_folder() / "permen-12-2022.toml")


@pytest.fixture(scope="module")
def older() -> Catalogue:
    return load_catalogue(catalogue_folder() / "permen-12-2011.toml")


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places(catalogue_folder() / "depok.toml")


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared / "catalogue" / "indicators.json").read_text(encoding="utf-8"))
    return found


def test_all_indicators_slots_and_clusters(catalogue: Catalogue) -> None:
    assert [i.number for i in catalogue.indicators] == list(range(1, 25))
    assert Counter(i.cluster for i in catalogue.indicators) == {"K": 3, "I": 3, "II": 5, "III": 6, "IV": 3, "V": 4}
    bases = Counter(slot.basis for i in catalogue.indicators for slot in i.slots)
    assert bases == {"source": 27, "question": 35, "inference": 217}
    assert catalogue.slot_count == 279
    assert [(p.name, p.low, p.high) for p in catalogue.predicates] == [
        ("Pratama", 500, 600), ("Madya", 601, 700), ("Nindya", 701, 800), ("Utama", 801, 900), ("KLA", 901, 1000),
    ]  # fmt: skip


def test_no_weight_is_invented(catalogue: Catalogue, older: Catalogue) -> None:
    assert {i.weight for i in (*catalogue.indicators, *older.indicators)} == {None}


def test_every_sourced_slot_names_its_source_and_every_other_is_a_suggestion(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        assert indicator.sources, indicator.slug
        for slot in indicator.slots:
            assert slot.suggested == (slot.source == ""), (indicator.slug, slot.slug)


def test_labels_fit_a_narrow_palette(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        for lang in ("id", "en"):
            assert 3 <= len(indicator.short(lang)) <= 24, indicator.short(lang)
    assert catalogue.find("6").label("id") == "06 Partisipasi anak"
    assert catalogue.find("3").short("id") == "Masyarakat, usaha, media"


def test_facts_are_carried_over_whole(catalogue: Catalogue, facts: dict[str, Any]) -> None:
    for fact, indicator in zip(facts["indicators"], catalogue.indicators, strict=True):
        assert (indicator.slug, indicator.number, indicator.cluster) == (fact["slug"], fact["number"], fact["cluster"])
        assert (indicator.name_id, indicator.name_en) == (fact["name_id"], fact["name_en"])
        assert indicator.lead_agencies == tuple(fact["lead_agencies"])
        assert indicator.keywords == tuple(fact["keywords_id"])
        assert indicator.sensitivity == fact["child_data_sensitivity"]
        assert (indicator.confidence, indicator.wording_confidence) == (fact["confidence"], fact["wording_confidence"])
        assert [text.id for text in indicator.kelurahan_items] == fact["kelurahan_items_id"]
        assert fact["name_short_id"] in (indicator.short_id, *indicator.aliases)
        assert [(s.slug, s.name_id, s.name_en, s.kind, s.basis) for s in indicator.slots] == [
            (e["slug"], e["name_id"], e["name_en"], e["kind"], e["basis"]) for e in fact["evidence"]
        ]
        for slot, evidence in zip(indicator.slots, fact["evidence"], strict=True):
            assert slot.source == evidence.get("source", "") or "//" not in evidence["source"]
        assert not {question.id for question in indicator.questions} & set(fact["questions_id"])


def test_older_indicators_and_their_crosswalk(catalogue: Catalogue, older: Catalogue) -> None:
    assert [i.number for i in older.indicators] == list(range(1, 32))
    assert Counter(i.cluster for i in older.indicators) == {"K": 7, "I": 3, "II": 3, "III": 9, "IV": 5, "V": 4}
    assert older.crosswalk_edition == catalogue.edition
    assert all(crossing.new in catalogue.by_slug for crossing in older.crosswalk)
    assert older.successors(older.find("8").slug) == ("kutipan-akta-kelahiran",)
    assert older.successors(older.find("14").slug) == ()


def test_older_names_are_the_known_ones(older: Catalogue, facts: dict[str, Any]) -> None:
    assert [(i.number, i.cluster, i.name_id) for i in older.indicators] == [
        (fact["number"], fact["cluster"], fact["name_id"]) for fact in facts["legacy_31"]
    ]


def test_all_places_of_depok(places: Places) -> None:
    assert Counter(place.kind for place in places.all) == {"city": 1, "district": 11, "village": 63}
    assert {place.parent for place in places.all} - {None} == {p.code for p in places.all if p.kind != "village"}


def test_places_are_the_known_ones(places: Places, shared: Path) -> None:
    known = json.loads((shared / "catalogue" / "depok-places.json").read_text(encoding="utf-8"))
    pairs = {(known["kota"]["code"], known["kota"]["name"])}
    for district in known["kecamatan"]:
        pairs |= {(district["code"], district["name"])}
        pairs |= {(village["code"], village["name"]) for village in district["kelurahan"]}
    assert {(str(place.code), place.name) for place in places.all} == pairs


def test_the_round_of_2026() -> None:
    period = load_period(catalogue_folder() / "period-2026.toml")
    assert (period.evidence_years, period.collecting_year, period.completion_hours) == ((2024, 2025), 2026, 48)
    assert {deadline.basis for deadline in period.deadlines} == {"inference"}
    first = period.deadlines[0].on
    due = period.next_deadline(first)
    assert due is not None
    assert due.on == first
    assert period.next_deadline(first.replace(year=2099)) is None


def test_the_folder_loads_as_one_shelf() -> None:
    shelf = load_folders(catalogue_folder())
    assert set(shelf.catalogues) == {"permen-12-2011", "permen-12-2022"}
    assert [period.name for period in shelf.catalogues["permen-12-2022"].periods] == ["2026"]
    assert shelf.catalogues["permen-12-2011"].periods == ()
    assert {str(code): len(found.all) for code, found in shelf.places.items()} == {"32.76": 75}


def test_the_kinds_are_those_of_the_items() -> None:
    assert set(EVIDENCE_KINDS) <= {kind.value for kind in EvidenceKind}


def test_every_way_to_name_an_indicator(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        names = (indicator.slug, str(indicator.number), indicator.code, indicator.short_id, indicator.short_en.upper())
        for name in (*names, f"  {indicator.slug} ", *indicator.aliases, indicator.name_id, indicator.name_en):
            assert catalogue.find(name) is indicator, name


@pytest.mark.parametrize("text", ["", "0", "25", "99999", "no such", "²", "-", "6.5"])
def test_no_such_indicator(catalogue: Catalogue, text: str) -> None:
    with pytest.raises(Fixable) as caught:
        catalogue.find(text)
    assert (caught.value.code, caught.value.details) == (ErrorCode.NO_SUCH_INDICATOR, {"indicator": text})


def test_slots_by_slug_name_and_path(catalogue: Catalogue) -> None:
    wanted = catalogue.find("6").slots[0]
    assert wanted.slug == "sk-forum-anak"
    assert catalogue.slot("6", "sk-forum-anak") is wanted
    assert catalogue.slot("pelembagaan-partisipasi-anak", wanted.name_en.upper()) is wanted
    assert catalogue.slot("06", "pelembagaan-partisipasi-anak/sk-forum-anak") is wanted
    assert catalogue.slot("", "6/sk-forum-anak") is wanted
    assert catalogue.slot("6/sk-forum-anak") is wanted


@pytest.mark.parametrize(("indicator", "slot"), [("6", "no-such"), ("6", ""), ("7", "6/sk-forum-anak"), ("6", "6/")])
def test_no_such_slot(catalogue: Catalogue, indicator: str, slot: str) -> None:
    with pytest.raises(Fixable) as caught:
        catalogue.slot(indicator, slot)
    assert caught.value.code in (ErrorCode.NO_SUCH_SLOT, ErrorCode.NO_SUCH_INDICATOR)


def test_predicates_leave_the_unpublished_gaps_open(catalogue: Catalogue) -> None:
    found = [catalogue.predicate(points) for points in (499.9, 500, 600.5, 701, 1000)]
    assert [grade.name if grade else None for grade in found] == [None, "Pratama", None, "Nindya", "KLA"]


def test_loading_costs_little_more_than_parsing() -> None:
    file = catalogue_folder() / "permen-12-2022.toml"
    text = file.read_text(encoding="utf-8")

    def calls(work: Callable[[], object]) -> int:
        profile = Profile()
        profile.runcall(work)
        return sum(entry.callcount for entry in profile.getstats())

    # Calls instead of seconds: a busy machine makes as many of them.
    assert calls(lambda: load_catalogue(file)) < 2 * calls(lambda: tomllib.loads(text))
