"""Which items a dossier holds, in which order, and what it says of each kind of evidence asked for."""

from dataclasses import replace

from kla_desktop.model.dossier import Dossier, Scope, SlotState, compose_dossier, grouped
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import EvidenceId, IndicatorSlug, SlotSlug
from kla_desktop.model.listing import Item, ItemTag
from tests.printing.made import item, measured, shelf, slug, tagged


def composed(items: list[Item], scope: Scope | None = None, among: list[Item] | None = None) -> Dossier:
    catalogue, places = shelf()
    return compose_dossier(catalogue, places, items, measured(among or items), scope or Scope())


def slot_of(number: int, kind: str) -> SlotSlug:
    return next(slot.slug for slot in shelf()[0].by_number[number].slots if slot.kind == kind)


def test_chapters_follow_the_catalogue_and_sheets_follow_slot_and_date() -> None:
    photo, minutes = slot_of(6, "photo"), slot_of(6, "minutes")
    items = [
        item(1, tagged(6, slot=photo), captured_at="2026-05-02"),
        item(2, tagged(6, slot=photo), captured_at="2026-05-01"),
        item(3, tagged(6, slot=minutes), kind="minutes", captured_at="2026-06-01"),
        item(4, tagged(2)),
    ]
    dossier = composed(items)
    assert [chapter.indicator.number for chapter in dossier.chapters] == [2, 6]
    assert [(sheet.number, sheet.item.row) for sheet in dossier.sheets] == [(1, 4), (2, 3), (3, 2), (4, 1)]


def test_an_item_under_two_indicators_has_one_sheet() -> None:
    both = item(1, tagged(13), tagged(6, State.ACCEPTED))
    dossier = composed([both, item(2, tagged(13))])
    assert len(dossier.sheets) == 2
    six, thirteen = dossier.chapters
    assert [sheet.item.row for sheet in six.sheets] == [1]
    assert [sheet.item.row for sheet in thirteen.sheets] == [2]
    assert thirteen.elsewhere == (1,)
    assert [tag.indicator for tag in dossier.sheets[0].tags] == [slug(6), slug(13)]
    assert dossier.figures.items == 2
    assert dossier.figures.accepted == 1


def test_what_is_left_out() -> None:
    good = item(1, tagged(6))
    items = [
        good,
        item(2, tagged(6), state=State.WITHDRAWN),
        item(3, tagged(6), superseded_by=EvidenceId("x")),
        item(4),
        item(5, ItemTag(IndicatorSlug("indikator-lama"), None, State.TAGGED)),
        item(6, tagged(6), year=2025),
        item(7, tagged(6), place=shelf()[1].find("Pancoran Mas", "village").code),
    ]
    dossier = composed(items, Scope(place=good.place, year=2026))
    assert [sheet.item.row for sheet in dossier.sheets] == [1]
    assert dossier.figures.foreign == 1
    whole = composed(items, Scope(place=shelf()[1].city.code))
    assert [sheet.item.row for sheet in whole.sheets] == [1, 6, 7]


def test_slots_say_how_they_stand() -> None:
    attendance, minutes, photo = (slot_of(6, kind) for kind in ("attendance", "minutes", "photo"))
    items = [
        item(1, tagged(6, State.ACCEPTED, photo)),
        item(2, tagged(6, State.RETURNED, photo)),
        item(3, tagged(6, State.SENT, minutes), kind="minutes"),
        item(4, tagged(6, State.RETURNED, attendance), kind="attendance"),
    ]
    lines = {line.slot.slug: line for line in composed(items).chapters[0].slots}
    assert lines[photo].state is SlotState.ACCEPTED
    assert lines[minutes].state is SlotState.WAITING
    assert lines[attendance].state is SlotState.RETURNED
    assert sum(line.state is SlotState.MISSING for line in lines.values()) == len(lines) - 3
    accepted = composed([items[0], items[2]], Scope(only_accepted=True))
    states = {line.slot.slug: line.state for line in accepted.chapters[0].slots}
    assert states[photo] is SlotState.ACCEPTED
    assert states[minutes] is SlotState.NOT_PRINTED


def test_items_without_a_slot_are_shown_where_coverage_counts_them() -> None:
    items = [item(number, tagged(6), captured_at=f"2026-05-{number:02d}") for number in (1, 2, 3)]
    stray = item(4, tagged(6), kind="video")
    dossier = composed([*items, stray])
    (chapter,) = dossier.chapters
    filled = {line.slot.slug for line in chapter.slots if line.state is not SlotState.MISSING}
    assert {line.slot.slug for line in chapter.slots} - filled == set(chapter.cell.missing)
    assert sorted(number for line in chapter.slots for number in line.numbers) == [1, 2, 3]
    assert [dossier.sheets[number - 1].item.row for number in chapter.loose] == [4]


def test_the_code_stands_for_the_content() -> None:
    items = [item(1, tagged(6)), item(2, tagged(13))]
    code = composed(items).code
    assert composed(items[::-1]).code == code
    assert composed([replace(items[0], title="lain"), items[1]]).code == code
    assert composed([item(1, tagged(6, State.ACCEPTED)), items[1]]).code != code
    assert composed(items[:1]).code != code
    assert [len(part) for part in code.split("-")] == [4, 4, 4]


def test_digits_are_grouped_by_fours() -> None:
    assert grouped("3fa912c4") == "3fa9-12c4"
    assert grouped("") == ""
