"""Text made to fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kla_desktop.printing.fonts import REGULAR, printable, shortened, width, wrapped


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("Rapat\tForum\nAnak", "Rapat Forum Anak"),
        ("Rapat \U0001f389\ufe0f anak", "Rapat anak"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("SK \u0627\u0644\u0644\u0647 2026", "SK \ufffd 2026"),
        ("<b>tebal</b> & <i>", "<b>tebal</b> & <i>"),
        ("e\u0301", "\u00e9"),
        ("\x00\x07", ""),
        ("\ud800rusak", "rusak"),
    ],
)
def test_foreign_text_becomes_one_visible_line(foreign: str, shown: str) -> None:
    assert printable(foreign) == shown


def test_lines_keep_to_their_room_and_lose_nothing() -> None:
    text = "Undangan, daftar hadir, notulen rapat koordinasi Gugus Tugas dan_nama_berkas_yang_sangat_panjang_sekali.pdf"
    lines = wrapped(text, REGULAR, 9, 120)
    assert len(lines) > 3
    assert all(width(line, REGULAR, 9) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_too_many_lines_end_in_an_ellipsis() -> None:
    lines = wrapped("kata " * 100, REGULAR, 9, 100, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert width(lines[1], REGULAR, 9) <= 100


def test_a_short_text_is_left_alone() -> None:
    assert shortened("pendek", REGULAR, 9, 200) == "pendek"
    assert wrapped("pendek", REGULAR, 9, 200, most=1) == ["pendek"]
    assert wrapped("", REGULAR, 9, 200) == []


@settings(max_examples=60)
@given(st.text(max_size=300), st.integers(1, 4))
def test_any_text_can_be_set(text: str, most: int) -> None:
    lines = wrapped(printable(text), REGULAR, 9, 60, most)
    assert len(lines) <= most
    assert all(width(line, REGULAR, 9) <= 60 for line in lines)
