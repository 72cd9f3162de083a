"""Names: foreign ones folded to what every system can hold, hostile ones refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_desktop.bagging.names import BadName, check_name, collision_key, readable_names

SHA = "0123456789abcdef" * 4

HOSTILE = [
    "",
    "/etc/passwd",
    "../x",
    "a/../../x",
    "a/./b",
    "a//b",
    "a/",
    "..\\x",
    "a\\b",
    "C:/x",
    "c:x",
    "\\\\server\\share\\x",
    "\\\\?\\UNC\\server\\x",
    "a\0b",
    "a\nb",
    "a\x7fb",
    "a\u202egpj.exe",
    "a\u200bb",
    "\ud800",
    "CON",
    "con.txt",
    "a/NUL.tar.gz",
    "lpt1",
    "COM¹.txt",
    "aux .txt",
    "a.",
    "a ",
    " a",
    "a/b. ",
    "a?b",
    "a*b",
    'a"b',
    "a<b",
    "a|b",
    "x" * 256,
    "x/" * 600 + "x",
    "é" * 128,
]


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_hostile_names_are_refused(name: str) -> None:
    with pytest.raises(BadName):
        check_name(name)


@pytest.mark.parametrize("name", ["a", "a/b.c", "data/evidence/Núñez é.jpg", ".hidden", "conference.txt", "-dash"])
def test_plain_names_pass(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("Rapat Gugus Tugas.JPG", "Rapat-Gugus-Tugas__01234567.jpg"),
        ("C:\\Users\\Siti\\notulen.docx", "notulen__01234567.docx"),
        ("../../etc/passwd", "passwd__01234567"),
        ("Núñez — é.pdf", "Nunez-e__01234567.pdf"),
        ("CON.txt", "bukti-CON__01234567.txt"),
        ("رسالة.pdf", "bukti__01234567.pdf"),
        ("....", "bukti__01234567"),
        ("", "bukti__01234567"),
        ("x" * 300 + ".jpeg", "x" * 80 + "__01234567.jpeg"),
        ("laporan.akhir tahun 2025", "laporan.akhir-tahun-2025__01234567"),
        (".htaccess", "htaccess__01234567"),
    ],
)
def test_foreign_names_are_folded(foreign: str, ours: str) -> None:
    assert readable_names([(foreign, SHA)]) == (ours,)


@given(st.lists(st.tuples(st.text(max_size=120), st.just(SHA)), max_size=8))
def test_folded_names_are_safe_short_and_unique(items: list[tuple[str, str]]) -> None:
    names = readable_names(items)
    for name in names:
        check_name(name)
        assert name.isascii()
        assert "/" not in name
        assert "%" not in name
        assert len(name) <= 110
    assert len({collision_key(name) for name in names}) == len(items)
