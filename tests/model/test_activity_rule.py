"""Proposals of activities, judged on days that were made up with who was where."""

import itertools
import random
from dataclasses import replace

import pytest

from kla_desktop.model.activity import Piece
from kla_desktop.model.activity_rule import propose
from kla_desktop.model.ids import ActivityId, EvidenceId
from tests.model.activity_days import Day, days
from tests.model.activity_offices import offices

COMMON = frozenset({"pancoran", "mas", "depok"})


def _pairs(pieces: list[tuple[Piece, str]]) -> set[tuple[str, str]]:
    return {
        (one.id, other.id) for (one, event), (other, of) in itertools.combinations(pieces, 2) if event and event == of
    }


def _proposed(pieces: list[Piece]) -> set[tuple[str, str]]:
    return {pair for group in propose(pieces, COMMON) for pair in itertools.combinations(sorted(group.items), 2)}


def figures(chosen: list[Day]) -> tuple[float, float, list[str]]:
    """Precision and recall over pairs of files, and each day's in words."""
    right = wrong = missed = 0
    lines = []
    for day in chosen:
        true, found = _pairs(day.pieces), _proposed([piece for piece, _ in day.pieces])
        lines.append(
            f"{len(true & found):4} right {len(found - true):3} wrong {len(true - found):3} missed  {day.name}"
        )
        right, wrong, missed = right + len(true & found), wrong + len(found - true), missed + len(true - found)
    return right / max(1, right + wrong), right / max(1, right + missed), lines


def test_most_of_an_event_is_found_and_hardly_anything_else() -> None:
    chosen = list(days())
    assert len(chosen) >= 25
    precision, recall, lines = figures(chosen)
    assert precision >= 0.95, "\n".join(lines)
    assert recall >= 0.8, "\n".join(lines)


@pytest.mark.parametrize("seed", [101, 105])
def test_the_same_holds_for_days_drawn_by_lot(seed: int) -> None:
    precision, recall, lines = figures(list(offices(seed)))
    assert precision >= 0.95, "\n".join(lines)
    assert recall >= 0.8, "\n".join(lines)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_files_does_not_matter(seed: int) -> None:
    pieces = [piece for day in days() for piece, _ in day.pieces]
    mixed = list(pieces)
    random.Random(seed).shuffle(mixed)
    assert propose(mixed, COMMON) == propose(pieces, COMMON)


def test_a_heap_of_one_day_is_no_chain() -> None:
    day = Day("sepanjang hari, tiap 25 menit, satu ponsel tanpa GPS", "2026-05-12")
    day.cam("", " ".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(360, 1320, 25)))
    assert max(len(group.items) for group in propose([piece for piece, _ in day.pieces])) <= 13


def test_what_a_person_grouped_takes_further_files_in_and_gives_none_away() -> None:
    day = next(one for one in days() if one.name.startswith("posyandu,"))
    own = [replace(piece, activity=ActivityId("a"), activity_title="Melati") for piece, _ in day.pieces[:4]]
    (found,) = propose([*own, *(piece for piece, _ in day.pieces[4:])], COMMON)
    assert (found.joins, found.title) == ("a", "Melati")
    assert set(found.items) == {piece.id for piece, _ in day.pieces[4:]}


if __name__ == "__main__":
    precision, recall, lines = figures(list(days()))
    print("\n".join(lines))
    print(f"{precision:.3f} {recall:.3f}")


def test_a_pictured_list_of_names_goes_with_its_papers_and_not_with_other_photos_of_the_day() -> None:
    def of(name: str, *, is_shot: bool, text: str = "", source: str = "file_name", value: str = "2025-07-12") -> Piece:
        claims = ({"value": value, "source": source, "confidence": 0.55},)
        return Piece(EvidenceId(name), is_shot, name=name, claims=claims, text=text, folder=f"/arsip/{source}")

    heading = "DAFTAR HADIR POSYANDU MELATI RW 05\nTanggal : 12 Juli 2025"
    papers = [
        of("absen.jpg", is_shot=True, text=heading, source="ocr"),
        of("Laporan Posyandu Melati.docx", is_shot=False, text="LAPORAN KEGIATAN POSYANDU MELATI", source="document"),
    ]
    shots = [
        of(f"IMG_{minute}.jpg", is_shot=True, source="exif", value=f"2025-07-12T10:{minute}:00+07:00")
        for minute in (10, 14, 19)
    ]
    groups = propose([*papers, *shots], COMMON)
    assert {frozenset(group.items) for group in groups} == {
        frozenset(one.id for one in papers),
        frozenset(one.id for one in shots),
    }
