"""Every mistake in a catalogue file is told with its file, line and field."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kla_desktop.app.resources import catalogue_folder
from kla_desktop.catalogue.lines import line_of
from kla_desktop.catalogue.loader import MAX_BYTES, load_catalogue, load_folders, load_period, load_places, load_words
from kla_desktop.model.catalogue import CatalogueFault as Why
from kla_desktop.model.errors import ErrorCode, Fixable

SMALL = """\
# line 1
format = "kla-indicators/1"
edition = "kota-contoh"
name_id = "Contoh"
name_en = "Example"

[sources]
form = "https://example.org"

[[cluster]]
code = "K"
name_id = "Kelembagaan"
name_en = "Institutional"

[[indicator]]
slug = "satu"
number = 1
cluster = "K"
name_id = "Satu"
name_en = "One"
short_id = "Satu"
short_en = "One"
note = { id = "Catatan", en = "Note" }
keywords = [
  "a",
  "[[indicator]]",
]
questions = [
  { id = "Apa?", en = "What?" },
]

[[indicator.slot]]
slug = "sk"
name_id = "SK"
name_en = "Decree"
kind = "decree"
basis = "source"
source = "form"

[[indicator]]
slug = "dua"
number = 2
cluster = "K"
name_id = "Dua"
name_en = "Two"
short_id = "Dua"
short_en = "Two"
weight = 40.5

[[indicator.slot]]
slug = "foto"
name_id = "Foto"
name_en = "Photo"
kind = "photo"
basis = "inference"

[[indicator.slot]]
slug = "data"
name_id = "Data"
name_en = "Data"
kind = "data"
basis = "inference"
"""
PLACES = """\
format = "kla-places/1"
name = "Contoh"
[[place]]
code = "11.01"
name = "Kota Contoh"
kind = "city"
[[place]]
code = "11.01.02"
name = "Utara"
kind = "district"
"""
PERIOD = """\
format = "kla-period/1"
name = "2030"
edition = "kota-contoh"
evidence_years = [2028, 2029]
collecting_year = 2030
completion_hours = 48
[[deadline]]
slug = "kirim"
name_id = "Kirim"
name_en = "Send"
on = 2030-03-11
basis = "source"
"""
Loader = Callable[[Path], object]


def fault(folder: Path, text: str, load: Loader = load_catalogue) -> tuple[int, str, Why]:
    file = folder / "file.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Fixable) as caught:
        load(file)
    details = caught.value.details
    assert caught.value.code is ErrorCode.CATALOGUE_FAULT
    assert details["file"] == "file.toml"
    return details["line"], details["field"], details["why"]


def line(text: str, part: str, nth: int = 1) -> int:
    """Line of the nth occurrence of a part."""
    place = -1
    for _ in range(nth):
        place = text.index(part, place + 1)
    return text.count("\n", 0, place) + 1


def swapped(old: str, new: str, nth: int = 1) -> str:
    start = -1
    for _ in range(nth):
        start = SMALL.index(old, start + 1)
    return SMALL[:start] + new + SMALL[start + len(old) :]


def test_the_examples_are_right(tmp_path: Path) -> None:
    for name, text in (("a", SMALL), ("b", PLACES), ("c", PERIOD)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    shelf = load_folders(tmp_path)
    own = shelf.catalogues["kota-contoh"]
    assert [i.weight for i in own.indicators] == [None, 40.5]
    assert own.find("1").questions[0].said("en") == "What?"
    assert own.slot("1", "sk").source == "https://example.org"
    assert [period.name for period in own.periods] == ["2030"]


@pytest.mark.parametrize(
    "mistake",
    [
        ("short_id", "shortid", 2, "shortid", "indicator.shortid", Why.UNKNOWN_KEY),
        ('kind = "data"\n', "", 1, '[[indicator.slot]]\nslug = "data"', "indicator.slot.kind", Why.MISSING_KEY),
        ("number = 2", 'number = "2"', 1, 'number = "2"', "indicator.number", Why.WRONG_TYPE),
        ("number = 2", "number = true", 1, "number = true", "indicator.number", Why.WRONG_TYPE),
        ("number = 2", "number = 1", 1, "number = 1\ncluster", "indicator.number", Why.DUPLICATE),
        ("number = 2", "number = 0", 1, "number = 0", "indicator.number", Why.BAD_VALUE),
        ('slug = "dua"', 'slug = "satu"', 1, 'slug = "satu"', "indicator.slug", Why.DUPLICATE),
        ('slug = "dua"', 'slug = "Dua!"', 1, 'slug = "Dua!"', "indicator.slug", Why.BAD_VALUE),
        ('slug = "data"', 'slug = "foto"', 1, 'slug = "foto"', "indicator.slot.slug", Why.DUPLICATE),
        ('cluster = "K"', 'cluster = "X"', 2, 'cluster = "X"', "indicator.cluster", Why.UNKNOWN_CLUSTER),
        ('kind = "photo"', 'kind = "foto"', 1, 'kind = "foto"', "indicator.slot.kind", Why.UNKNOWN_KIND),
        ('source = "form"', 'source = "far"', 1, 'source = "far"', "indicator.slot.source", Why.UNKNOWN_SOURCE),
        ('basis = "source"', 'basis = "sure"', 1, 'basis = "sure"', "indicator.slot.basis", Why.BAD_VALUE),
        ('{ id = "Apa?", en', '{ id = "Apa?", english', 1, "questions", "indicator.questions.english", Why.UNKNOWN_KEY),
        ('"a",', "7,", 1, "keywords", "indicator.keywords", Why.WRONG_TYPE),
        ('name_en = "Two"', 'name_en = " "', 1, 'name_en = " "', "indicator.name_en", Why.BAD_VALUE),
        ('name_en = "Two"', 'name_en = "\\u001b[2J"', 1, "name_en = ", "indicator.name_en", Why.BAD_VALUE),
        ("weight = 40.5", "weight = -1", 1, "weight", "indicator.weight", Why.BAD_VALUE),
        ("weight = 40.5", "weight = inf", 1, "weight", "indicator.weight", Why.BAD_VALUE),
        ("kla-indicators/1", "kla-indicators/9", 1, "format", "format", Why.WRONG_FORMAT),
        ("kla-indicators/1", "kla-places/1", 1, "format", "format", Why.WRONG_FORMAT),
        ('name_id = "Dua"', 'name_id = "Dua', 1, 'name_id = "Dua', "name_id", Why.SYNTAX),
        ("number = 2", "number = 2\nnumber = 3", 1, "number = 3", "number", Why.SYNTAX),
        ("number = 2", f"number = {'9' * 5000}", 1, "", "", Why.SYNTAX),
        ("number = 2", f"number = {'[' * 5000}", 1, "", "", Why.SYNTAX),
    ],
)
def test_mistakes_in_indicators(tmp_path: Path, mistake: tuple[str, str, int, str, str, Why]) -> None:
    old, new, nth, at, field, why = mistake
    text = swapped(old, new, nth)
    found_line, found_field, found_why = fault(tmp_path, text)
    assert found_why is why
    if at:
        assert found_field == field
        occurrences = {line(text, at, n) for n in range(1, text.count(at) + 1)}
        assert found_line in occurrences
        if field not in ("format", "indicator.name_en"):
            assert found_line == max(occurrences)


def test_mistakes_in_places(tmp_path: Path) -> None:
    twice = PLACES.replace("11.01.02", "11.01")
    assert fault(tmp_path, twice, load_places) == (8, "place.code", Why.DUPLICATE)
    orphan = PLACES.replace("11.01.02", "11.05.02")
    assert fault(tmp_path, orphan, load_places) == (8, "place.code", Why.UNKNOWN_PARENT)
    assert fault(tmp_path, PLACES.replace("11.01.02", "11-2"), load_places) == (8, "place.code", Why.BAD_VALUE)
    assert fault(tmp_path, PLACES.replace('"district"', '"hamlet"'), load_places) == (10, "place.kind", Why.BAD_VALUE)
    no_city = PLACES.replace('kind = "city"', 'kind = "district"')
    assert fault(tmp_path, no_city, load_places)[2] in (Why.MISSING_KEY, Why.UNKNOWN_PARENT)


def test_mistakes_in_rounds(tmp_path: Path) -> None:
    def told(old: str, new: str) -> tuple[int, str, Why]:
        return fault(tmp_path, PERIOD.replace(old, new), load_period)

    assert told("[2028, 2029]", "[]") == (4, "evidence_years", Why.BAD_VALUE)
    assert told("[2028, 2029]", "[2028, 28]") == (4, "evidence_years", Why.BAD_VALUE)
    assert told("on = 2030-03-11", 'on = "2030-03-11"') == (11, "deadline.on", Why.WRONG_TYPE)
    assert told("on = 2030-03-11", "on = 2030-03-11T08:00:00") == (11, "deadline.on", Why.WRONG_TYPE)
    assert told("on = 2030-03-11", "on = 2030-13-11") == (11, "on", Why.SYNTAX)
    assert told("collecting_year = 2030\n", "") == (1, "collecting_year", Why.MISSING_KEY)


def test_files_that_are_no_text_or_too_large_or_absent(tmp_path: Path) -> None:
    file = tmp_path / "file.toml"
    file.write_bytes(SMALL.encode()[:100] + b"\n\xff\xfe")
    with pytest.raises(Fixable) as caught:
        load_catalogue(file)
    assert (caught.value.details["why"], caught.value.details["line"]) == (Why.NOT_TEXT, SMALL[:100].count("\n") + 2)
    file.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(Fixable) as caught:
        load_catalogue(file)
    assert caught.value.details["why"] is Why.TOO_LARGE
    with pytest.raises(Fixable) as caught:
        load_catalogue(tmp_path / "absent.toml")
    assert caught.value.code is ErrorCode.FILE_MISSING


def test_a_file_saved_by_a_windows_editor_loads_and_tells_the_same_lines(tmp_path: Path) -> None:
    file = tmp_path / "file.toml"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load_catalogue(file).slot_count == 3
    bad = SMALL.replace("number = 2", "number = 1")
    file.write_bytes(b"\xef\xbb\xbf" + bad.replace("\n", "\r\n").encode())
    with pytest.raises(Fixable) as caught:
        load_catalogue(file)
    assert caught.value.details["line"] == line(bad, "number = 1", 2)


def test_a_city_file_takes_the_place_of_ours(tmp_path: Path) -> None:
    own = (catalogue_folder() / "permen-12-2022.toml").read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(own.replace("number = 9\n", "number = 90\n"), encoding="utf-8")
    shelf = load_folders(catalogue_folder(), tmp_path, tmp_path / "absent")
    renumbered = shelf.catalogues["permen-12-2022"]
    assert renumbered.find("90").slug == "lembaga-pengasuhan-alternatif"
    assert [period.name for period in renumbered.periods] == ["2026"]


def test_a_city_file_with_a_mistake_is_told_and_ours_stays(tmp_path: Path) -> None:
    own = (catalogue_folder() / "permen-12-2022.toml").read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(own.replace("number = 9\n", "number = 8\n"), encoding="utf-8")
    shelf = load_folders(catalogue_folder(), tmp_path)
    assert shelf.catalogues["permen-12-2022"].find("9").slug == "lembaga-pengasuhan-alternatif"
    assert [fault.details["why"] for fault in shelf.faults] == [Why.DUPLICATE]
    assert load_folders(catalogue_folder()).faults == ()


def test_lines_are_found_behind_strings_that_look_like_headers() -> None:
    text = 'a = """\n[[x]]\nb = 1\n"""\n[[x]]\nb = 2 # [[x]]\n[[x]]\n"b" = [\n  3, # ]\n]\nc.d = 1\n'
    text += "[y.z]\nw = '['\nv = 1\n"
    assert line_of(text, ("x", 0, "b")) == 6
    assert line_of(text, ("x", 1, "b", 0)) == 8
    assert line_of(text, ("x", 1, "c", "d")) == 11
    assert line_of(text, ("y", "z", "v")) == 14
    assert line_of(text, ("nowhere",)) == 1


@settings(max_examples=60)
@given(
    st.integers(0, len(SMALL) - 1),
    st.sampled_from(["", '"', "[", "]", "=", "\n", "'", "#", "0", "é", "\\", "[[x]]\n", '"""']),
)
def test_no_edit_of_one_place_gets_past_as_anything_but_a_fault_with_a_line(place: int, put: str) -> None:
    text = SMALL[:place] + put + SMALL[place + 1 :]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "f.toml"
        file.write_text(text, encoding="utf-8")
        try:
            load_catalogue(file)
        except Fixable as error:
            assert error.code is ErrorCode.CATALOGUE_FAULT  # noqa: PT017 - most edits fail, some are harmless
            assert 1 <= error.details["line"] <= text.count("\n") + 1  # noqa: PT017


WORDS = """\
format = "kla-words/1"
edition = "kota-contoh"
capitals = ["aki"]

[children]
words = ["anak"]

[[indicator]]
slug = "satu"
sure = ["forum anak", "~nikah .. dini", "perda/perwal ... anak", "porno*"]
[indicator.slots]
sk = ["sk forum anak"]
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ('"forum anak"', '"Forum Anak"', 10, Why.BAD_VALUE),
        ('"forum anak"', '"forum, anak"', 10, Why.BAD_VALUE),
        ('"forum anak"', '"forum ..... anak"', 10, Why.BAD_VALUE),
        ('"forum anak"', "7", 10, Why.WRONG_TYPE),
        ("sure =", "surely =", 10, Why.UNKNOWN_KEY),
        ('slug = "satu"\n', "", 8, Why.MISSING_KEY),
        ('sk = ["sk', 'SK? = ["sk', 12, Why.SYNTAX),
    ],
)
def test_a_mistake_in_a_file_of_words_is_told(tmp_path: Path, old: str, new: str, line: int, why: Why) -> None:
    path = tmp_path / "kata.toml"
    path.write_text(WORDS, "utf-8")
    assert load_words(tmp_path).lexicons["kota-contoh"].indicators[0].sure[0] == "forum anak"
    path.write_text(WORDS.replace(old, new), "utf-8")
    (fault,) = load_words(tmp_path).faults
    assert fault.code is ErrorCode.CATALOGUE_FAULT
    assert (fault.details["line"], fault.details["why"]) == (line, why)


LEANINGS = """\
format = "kla-leanings/1"
edition = "kota-contoh"
towards = ["none", "satu"]
start = ["0.5", "0.01"]
words = [
  "kawin 3.20 0:-4 1:62",
]
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("3.20", "rare", 5, Why.BAD_VALUE),
        ("1:62", "2:62", 5, Why.BAD_VALUE),
        ("1:62", "1", 5, Why.BAD_VALUE),
        ('"0.01"', '"much"', 4, Why.BAD_VALUE),
        (', "0.01"', "", 4, Why.BAD_VALUE),
        ("words", "wordy", 5, Why.UNKNOWN_KEY),
    ],
)
def test_a_mistake_in_a_file_of_leanings_is_told(tmp_path: Path, old: str, new: str, line: int, why: Why) -> None:
    (tmp_path / "kata.toml").write_text(WORDS, "utf-8")
    path = tmp_path / "arah.toml"
    path.write_text(LEANINGS, "utf-8")
    leanings = load_words(tmp_path).lexicons["kota-contoh"].leanings
    assert leanings is not None
    assert leanings.words["kawin"].towards == {"none": -0.04, "satu": 0.62}
    path.write_text(LEANINGS.replace(old, new), "utf-8")
    (fault,) = load_words(tmp_path).faults
    assert fault.code is ErrorCode.CATALOGUE_FAULT
    assert (fault.details["line"], fault.details["why"]) == (line, why)
