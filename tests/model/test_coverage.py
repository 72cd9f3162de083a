"""The gap map and the two estimates, in cases small enough to count by hand."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kla_desktop.app.resources import catalogue_folder
from kla_desktop.catalogue.loader import load_catalogue
from kla_desktop.model.catalogue import Catalogue, Cluster, Indicator, Slot
from kla_desktop.model.coverage import Column, Coverage, TaggedRow, measure_coverage
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import IndicatorSlug, PlaceCode, SlotSlug

BEJI, CURUG = PlaceCode("32.76.06.1001"), PlaceCode("32.76.02.1008")


def slot(slug: str, kind: str) -> Slot:
    return Slot(SlotSlug(slug), slug, slug, kind, "inference")


def indicator(slug: str, number: int, *slots: Slot, weight: float | None = None) -> Indicator:
    return Indicator(IndicatorSlug(slug), number, "K", slug, slug, slug, slug, slots=slots, weight=weight)


def catalogue(*indicators: Indicator) -> Catalogue:
    return Catalogue("test", "Uji", "Test", (Cluster("K", "K", "K"),), indicators)


SMALL = catalogue(
    indicator("one", 1, slot("sk-a", "decree"), slot("sk-b", "decree"), slot("foto", "photo"), slot("data", "data")),
    indicator("two", 2, slot("foto", "photo")),
    indicator("bare", 3),
)


def row(
    slug: str,
    at_slot: str | None = None,
    state: State = State.TAGGED,
    kind: str = "",
    *,
    place: PlaceCode | None = BEJI,
    agency: str | None = None,
    year: int | None = 2026,
    count: int = 1,
) -> TaggedRow:
    chosen = SlotSlug(at_slot) if at_slot else None
    return TaggedRow(IndicatorSlug(slug), chosen, place, agency, year, state, kind, count)


def total(coverage: Coverage, slug: str) -> tuple[int, int, int, int, int]:
    cell = next(cell for cell in coverage.totals if cell.indicator == slug)
    return cell.wanted, cell.tagged, cell.submitted, cell.returned, cell.accepted


def missing(coverage: Coverage, slug: str) -> tuple[str, ...]:
    return next(cell.missing for cell in coverage.totals if cell.indicator == slug)


def test_nothing_at_all_still_shows_what_is_asked() -> None:
    measured = measure_coverage(SMALL, [], columns=[Column(BEJI, None, 2026)])
    assert [(c.indicator, c.wanted, c.missing, c.mark) for c in measured.cells] == [
        ("one", 4, ("sk-a", "sk-b", "foto", "data"), "none"),
        ("two", 1, ("foto",), "none"),
        ("bare", 0, (), "none"),
    ]
    assert (measured.claimed, measured.defensible) == (0, 0)
    assert measure_coverage(SMALL, []).cells == ()
    assert len(measure_coverage(SMALL, []).totals) == 3


def test_states_count_where_they_should() -> None:
    states = [state for state in State for _ in range(2)]
    measured = measure_coverage(SMALL, [row("one", "foto", state) for state in states])
    # All but the two withdrawn stand; sent, received, accepted and returned were handed over.
    assert total(measured, "one") == (4, 14, 8, 2, 2)


def test_a_withdrawn_item_counts_nowhere() -> None:
    measured = measure_coverage(SMALL, [row("two", "foto", State.WITHDRAWN)])
    assert (measured.cells, measured.claimed) == ((), 0)


def test_a_returned_item_fills_no_slot_until_it_is_mended() -> None:
    back = row("two", "foto", State.RETURNED)
    measured = measure_coverage(SMALL, [back])
    assert missing(measured, "two") == ("foto",)
    assert measured.cells[1].mark == "returned"
    mended = measure_coverage(SMALL, [back, row("two", "foto", State.SENT)])
    assert missing(mended, "two") == ()


def test_an_item_without_slot_fills_one_open_slot_of_its_kind() -> None:
    def open_slots(*rows: TaggedRow) -> tuple[str, ...]:
        return missing(measure_coverage(SMALL, rows), "one")

    assert open_slots(row("one", kind="photo")) == ("sk-a", "sk-b", "data")
    assert open_slots(row("one", kind="decree")) == ("sk-b", "foto", "data")
    assert open_slots(row("one", kind="decree"), row("one", "sk-a")) == ("foto", "data")
    assert open_slots(row("one", kind="decree", count=2)) == ("foto", "data")
    assert open_slots(row("one", kind="video"), row("one")) == ("sk-a", "sk-b", "foto", "data")
    assert open_slots(row("one", "no-longer-asked")) == ("sk-a", "sk-b", "foto", "data")
    # A slot of its own wins over the kind: a photo of a decree fills the decree's slot alone.
    assert open_slots(row("one", "sk-a", kind="photo")) == ("sk-b", "foto", "data")


def test_claimed_and_defensible_with_equal_weights() -> None:
    measured = measure_coverage(
        SMALL,
        [row("one", "sk-a", State.ACCEPTED), row("one", "foto", State.SENT), row("two", kind="other")],
    )
    # Two of three indicators hold something; of "one", one slot of four is accepted: 1000 × (1/4) / 3.
    assert (measured.claimed, measured.defensible) == (666, 83)
    assert measure_coverage(SMALL, [row("bare", state=State.ACCEPTED)]).defensible == 333
    everything = [row("one", s.slug, State.ACCEPTED) for s in SMALL.indicators[0].slots]
    everything += [row("two", "foto", State.ACCEPTED), row("bare", state=State.ACCEPTED)]
    full = measure_coverage(SMALL, everything)
    assert (full.claimed, full.defensible) == (1000, 1000)


def test_own_weights_count_only_when_every_indicator_has_one() -> None:
    rows = [row("two", "foto", State.ACCEPTED)]
    one, two = slot("sk", "decree"), slot("foto", "photo")
    own = catalogue(indicator("one", 1, one, weight=30), indicator("two", 2, two, weight=10))
    half = catalogue(indicator("one", 1, one, weight=30), indicator("two", 2, two))
    assert measure_coverage(own, rows).defensible == 250
    assert measure_coverage(half, rows).defensible == 500


def test_limits_of_place_agency_and_year() -> None:
    rows = [
        row("one", place=BEJI, year=2024),
        row("one", place=CURUG, year=2025),
        row("one", place=PlaceCode("32.76"), agency="Dinkes", year=2025),
        row("one", place=None, year=None),
    ]
    whole = measure_coverage(SMALL, rows)
    assert total(whole, "one")[1] == 4
    assert len(whole.cells) == 3 * 4
    assert total(measure_coverage(SMALL, rows, place=PlaceCode("32.76")), "one")[1] == 3
    assert total(measure_coverage(SMALL, rows, place=PlaceCode("32.76.02")), "one")[1] == 1
    assert total(measure_coverage(SMALL, rows, agency="Dinkes"), "one")[1] == 1
    assert total(measure_coverage(SMALL, rows, years=(2024, 2025)), "one")[1] == 3
    assert total(measure_coverage(SMALL, rows, years=()), "one")[1] == 0
    found = whole.cell(IndicatorSlug("one"), CURUG, None, 2025)
    assert found is not None
    assert found.tagged == 1
    assert whole.cell(IndicatorSlug("one"), CURUG, None, 1999) is None


def test_columns_are_shown_once_and_in_order_and_empty_words_mean_unknown() -> None:
    measured = measure_coverage(
        SMALL,
        [row("two", place=CURUG), row("two", place=PlaceCode(""), agency="", year=0)],
        columns=[Column(CURUG, "", 2026), Column(BEJI, None, 2026)],
    )
    columns = [(c.place, c.agency, c.year) for c in measured.cells if c.indicator == "two"]
    assert columns == [(None, None, None), (CURUG, None, 2026), (BEJI, None, 2026)]


def test_marks_show_first_what_needs_work() -> None:
    def mark(*states: State) -> str:
        return measure_coverage(SMALL, [row("two", "foto", state) for state in states]).cells[1].mark

    assert mark(State.TAGGED) == "waiting"
    assert mark(State.TAGGED, State.ACCEPTED) == "accepted"
    assert mark(State.ACCEPTED, State.RETURNED) == "returned"


def test_tags_of_another_edition_are_told_apart() -> None:
    measured = measure_coverage(SMALL, [row("older-indicator", count=3)])
    assert (measured.foreign, measured.claimed, measured.defensible) == (3, 0, 0)
    assert {cell.mark for cell in (*measured.cells, *measured.totals)} == {"none"}


ROWS = st.lists(
    st.builds(
        TaggedRow,
        st.sampled_from([i.slug for i in SMALL.indicators]),
        st.sampled_from([None, SlotSlug("sk-a"), SlotSlug("foto"), SlotSlug("gone")]),
        st.sampled_from([BEJI, CURUG, None]),
        st.sampled_from([None, "Dinkes"]),
        st.sampled_from([2025, 2026, None]),
        st.sampled_from(list(State)),
        st.sampled_from(["photo", "decree", "data", ""]),
        st.integers(1, 4),
    ),
    max_size=25,
)


@settings(max_examples=150)
@given(ROWS, st.randoms(use_true_random=False))
def test_what_always_holds(rows: list[TaggedRow], chance: object) -> None:
    measured = measure_coverage(SMALL, rows)
    assert 0 <= measured.defensible <= measured.claimed <= 1000
    for cell in (*measured.cells, *measured.totals):
        assert 0 <= cell.returned + cell.accepted <= cell.submitted <= cell.tagged
        assert 0 <= cell.sound <= cell.filled <= cell.wanted
    for summed in measured.totals:
        own = [cell for cell in measured.cells if cell.indicator == summed.indicator]
        assert sum(cell.tagged for cell in own) == summed.tagged
        assert set(summed.missing) <= set.intersection(*(set(cell.missing) for cell in own)) if own else True
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert measure_coverage(SMALL, shuffled) == measured
    more = measure_coverage(SMALL, [*rows, row("one", "sk-a", State.ACCEPTED)])
    assert (more.claimed, more.defensible) >= (measured.claimed, measured.defensible)


@pytest.mark.heavy
def test_a_hundred_thousand_rows_in_a_second() -> None:
    full = load_catalogue(catalogue_folder() / "permen-12-2022.toml")
    rows = [
        row(full.indicators[n % 24].slug, kind="photo", place=PlaceCode(f"32.76.01.{1000 + n % 63}"), year=2024 + n % 3)
        for n in range(100_000)
    ]
    start = time.process_time()
    measured = measure_coverage(full, rows)
    assert time.process_time() - start < 2
    assert sum(cell.tagged for cell in measured.totals) == 100_000
