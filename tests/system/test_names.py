"""Foreign names: nothing on screen may reorder, break a line or vanish, and what is stored comes back exactly."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_desktop.system import names

any_name = st.text(st.characters(exclude_characters="/\0"), min_size=1) | st.binary(min_size=1).map(
    lambda raw: os.fsdecode(raw.replace(b"/", b"_").replace(b"\0", b"_"))
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("foto.jpg", "foto.jpg"),
        ("Rapat Forum Anak – 12 Mei.pdf", "Rapat Forum Anak – 12 Mei.pdf"),
        ("foto\u202egpj.exe", "foto\\u202egpj.exe"),
        ("dua\nbaris", "dua\\nbaris"),
        ("\udcff\udcfe.jpg", "\\xff\\xfe.jpg"),
        ("\ud800", "\\ud800"),
        ("a\x07b\x9b", "a\\x07b\\x9b"),
        ("keluarga👨\u200d👩\u200d👧.jpg", "keluarga👨\u200d👩\u200d👧.jpg"),
        ("\u2066x\u2069\u200f", "\\u2066x\\u2069\\u200f"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_shown_escapes_what_deceives(name: str, expected: str) -> None:
    assert names.shown(name) == expected


@pytest.mark.skipif(os.name == "nt", reason="people do not write ~ there")
def test_the_home_in_a_shown_folder_is_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/siti")
    assert names.shown_folder("/home/siti/Unduhan/a\nb") == "~/Unduhan/a\\nb"
    assert names.shown_folder("/home/siti") == "~"
    assert names.shown_folder("/home/siti2/Unduhan") == "/home/siti2/Unduhan"


@given(any_name)
def test_shown_is_always_printable_utf8_without_direction_changes(name: str) -> None:
    shown = names.shown(name)
    shown.encode("utf-8")
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in shown)
    assert not any("\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in shown)


@given(st.lists(any_name, min_size=1).map("/".join))
def test_stored_text_is_utf8_and_comes_back(path: str) -> None:
    text = names.stored(path)
    text.encode("utf-8")
    assert names.restored(text) == path


def test_nfc_and_nfd_are_one_name() -> None:
    assert names.folded("Rapat\u0065\u0301.jpg") == "Rapat\u00e9.jpg"


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "a/b",
        "a\\b",
        "CON",
        "con.txt",
        "LPT1.kla",
        "a.",
        "a ",
        " a",
        "a\nb",
        "a\u202eb",
        "c:x",
        "\udcff",
        "x" * 256,
    ],
)
def test_names_that_are_not_plain(name: str) -> None:
    assert not names.is_plain(name)


@pytest.mark.parametrize(
    "name", ["0192f0c1-7d3e-7abc-8def-0123456789ab.kla", "console.txt", "é.kla", "-x.kla", "x" * 255]
)
def test_plain_names(name: str, tmp_path: Path) -> None:
    assert names.is_plain(name)
    if len(name) <= 255:
        (tmp_path / name).write_bytes(b"x")
