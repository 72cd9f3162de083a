"""Labelled names, folders and texts: what the ladder reads, how often it is right, and what it missed."""

from pathlib import Path

import pytest

from kla_desktop.model.capture import CaptureClaim, best_claim
from kla_desktop.model.filename_dates import claims_from_name, latest_year
from kla_desktop.model.folder_dates import claims_from_folders, folders_above
from kla_desktop.model.text_dates import claims_from_text

DATA = Path(__file__).resolve().parents[1] / "data"
CHANGED = "2026-11-20T03:00:00+00:00"
"""When all these files were last changed."""


def labelled(name: str) -> list[tuple[str, str, str, str]]:
    lines = (DATA / name).read_text("utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0].replace("⏎", "\n").replace("⇥", "\t"), row[1], row[2], row[3]) for row in rows]


def claims_of(given: str, kind: str) -> tuple[CaptureClaim, ...]:
    latest = latest_year(CHANGED)
    if kind == "text":
        return claims_from_text(given, near=CHANGED)
    folder, _, name = given.rpartition("/")
    return (
        *claims_from_name(name, latest=latest),
        *(claims_from_folders(folders_above(folder), name, latest=latest) if folder else ()),
    )


def read(given: str, kind: str) -> tuple[str, str]:
    best = best_claim(claims_of(given, kind))
    return (best.value, best.source.value) if best else ("", "")


def missed(name: str) -> list[str]:
    return [
        f"{given!r} ({kind}): {read(given, kind)}, not {(value, source)}"
        for given, kind, value, source in labelled(name)
        if read(given, kind) != (value, source)
    ]


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("dates.tsv", 300),
        ("dates_found.tsv", 150),
        ("dates_third.tsv", 450),
        ("dates_fourth.tsv", 370),
        ("dates_fifth.tsv", 720),
        ("dates_sixth.tsv", 850),
        ("dates_seventh.tsv", 600),
    ],
)
def test_at_least_98_in_100_are_right_with_their_source(name: str, least: int) -> None:
    rows, misses = labelled(name), missed(name)
    assert len(rows) >= least
    assert len(misses) <= 0.02 * len(rows), "\n".join(misses)


def test_long_gaps_in_a_text_are_read_as_short_ones_are() -> None:
    """Texts taken out of columns are full of blanks; patterns that try them one by one took minutes for a page."""
    gap, lines = " " * 250, "\t\n" * 120
    for between in (gap, lines):
        best = best_claim(claims_from_text(f"Hari/Tanggal :{between}Selasa, 11 Juni 2024\n" * 200, near=CHANGED))
        assert best is not None
        assert best.value == "2024-06-11"
