"""No key of the model is without its word, and deeds are said with their count."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from kla_desktop.model.capture import TimeSource
from kla_desktop.model.catalogue import BASES, Text
from kla_desktop.model.coverage import Mark
from kla_desktop.model.deeds import UNDOABLE
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.evidence_kind import EvidenceKind
from kla_desktop.model.journal import Kind
from kla_desktop.model.request import RequestState
from kla_desktop.model.station import Role, Trust
from kla_desktop.watching.scan import OddKind
from kla_desktop.wording import words
from kla_desktop.wording.deeds import (
    copied_safely,
    deed,
    items_line,
    received_before,
    redone,
    undone,
)
from kla_desktop.wording.formats import LANGUAGES

DOING = ("ingesting", "sealing", "opening", "copying", "verifying", "printing", "scanning", "indexing")
WARNINGS = ("damaged", "password", "too_large", "timeout", "memory", "unsupported", "dtd", "truncated")


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        (words.STATES, State),
        (words.MARKS, Mark.__args__),  # type: ignore[attr-defined]
        (words.KINDS, EvidenceKind),
        (words.BASES, BASES),
        (words.TIME_SOURCES, [*TimeSource, ""]),
        (words.VERDICTS, Verdict),
        (words.ROLES, Role),
        (words.TRUST, Trust),
        (words.REQUEST_STATES, RequestState),
        (words.DOING, DOING),
        (words.WARNINGS, WARNINGS),
        (words.SKIPS, [*OddKind, "duplicate"]),
    ],
)
def test_every_key_has_its_word(table: words.Words, keys: Iterable[str]) -> None:
    missing = {str(key) for key in keys} - set(table)
    assert not missing
    assert all(text.id and text.en for text in table.values())


def test_the_words_of_the_screens() -> None:
    assert words.said(words.STATES, State.ACCEPTED, "id") == "disahkan"
    assert words.said(words.ROLES, Role.FOCAL_POINT, "id") == "Focal point perangkat daerah"
    assert words.said(words.WARNINGS, "damaged", "id") == (
        "Berkas ini tidak bisa dibuka. Mungkin rusak atau belum selesai disalin. Coba lagi, atau lewati dulu."
    )
    assert words.said(words.WARNINGS, "brand_new_trouble", "en") == "brand new trouble"


def test_deeds_with_counts() -> None:
    assert deed("tagged", 12, "id", "photo", "10 PAUD-HI") == "12 foto ditandai → 10 PAUD-HI"
    assert deed("tagged", 12, "en", "photo", "10 PAUD-HI") == "12 photos tagged → 10 PAUD-HI"
    assert deed("tagged", 1, "en", "photo") == "1 photo tagged"
    assert deed("withdrawn", 1, "id") == "1 bukti ditarik"
    assert deed("withdrawn", 1, "en") == "1 evidence item withdrawn"
    assert deed("withdrawn", 1200, "en") == "1,200 evidence items withdrawn"
    assert deed("tagged", 2, "id", target="{n}") == "2 bukti ditandai → {n}"
    assert deed("unheard_of", 3, "en") == "3 changes"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verb", [*sorted(UNDOABLE), Kind.CAPTURED, Kind.BUNDLED, Kind.HANDED_OVER, Kind.RECEIVED])
def test_every_deed_that_can_be_undone_has_a_name(verb: Kind, lang: str) -> None:
    said = deed(verb, 3, "en" if lang == "en" else "id", "evidence", "06 Partisipasi anak")
    assert said not in ("3 perubahan", "3 changes")
    assert said.startswith("3 ")
    assert "{" not in said
    assert "[" not in said


def test_lines_around_deeds() -> None:
    assert undone("12 foto ditandai", "id") == "Diurungkan: 12 foto ditandai"
    assert redone("x", "en") == "Redone: x"
    assert copied_safely("id") == "Bundel tersalin dan sudah diperiksa ulang. Aman untuk mencabut USB."
    assert received_before(datetime(2026, 11, 20, 2, 12, tzinfo=UTC), "id") == (
        "Bundel ini sudah pernah diterima pada 20 Nov 2026 09.12 WIB. Tidak ada yang digandakan."
    )
    assert items_line(("a", "b", "c"), "id") == "a, b, c"
    assert items_line(("a", "b", "c", "d", "e"), "en") == "a, b, c, … and 2 more"


def test_no_word_of_the_avoid_list() -> None:
    tables = [table for name, table in vars(words).items() if name.isupper()]
    said = [text.id for table in tables for text in table.values() if isinstance(text, Text)]
    assert len(said) > 80
    for text in said:
        for avoided in ("Evidence", "aset", "tag ", "approve", "reject", "null", "error", "upload"):
            assert avoided.casefold() not in text.casefold(), text
