"""Reads the labelled passages of tests/data/passages, and asks what is suggested for one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kla_desktop.app.catalogues import first_catalogue
from kla_desktop.operations.facts import suggest_words

CATALOGUE, LEXICON = first_catalogue(Path("/nowhere"))
TAUGHT = (
    "first.txt",
    "second.txt",
    "third.txt",
    "fourth.txt",
    "fifth.txt",
    "sixth.txt",
    "seventh.txt",
    "eighth.txt",
    "ninth.txt",
    "tenth.txt",
    "eleventh.txt",
    "twelfth.txt",
    "thirteenth.txt",
    "fourteenth.txt",
    "fifteenth.txt",
    "seventeenth.txt",
    "eighteenth.txt",
    "twentieth.txt",
    "twenty-first.txt",
)
"""Sets from which the leanings of words are learned (benchmarks/teach.py): what is right of these proves little."""
HELD_OUT = ("sixteenth.txt", "nineteenth.txt", "twenty-second.txt")
"""Sets from which nothing was learned, neither terms nor leanings."""
SETS = (*TAUGHT, *HELD_OUT)
PASSAGES = Path(__file__).parents[1] / "data" / "passages"
_BLOCK = re.compile(r"^=== (\S+) (\S+)(?: also ([^\n]*))?\n(.*?)(?=^===|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text (or a file name) and the numbers of its indicators; none for something else."""

    number: int | None
    also: tuple[int, ...]
    genre: str
    text: str


def passages(name: str) -> Iterator[Passage]:
    for wanted, genre, also, text in _BLOCK.findall((PASSAGES / name).read_text("utf-8")):
        number = None if wanted == "none" else int(wanted)
        yield Passage(number, tuple(int(each) for each in also.split()), genre, text.strip())


def numbers(passage: Passage) -> list[int]:
    """Numbers of the indicators suggested for a passage, the best first."""
    said = {"path": passage.text} if passage.genre == "filename" else {"text": passage.text}
    return [CATALOGUE.by_slug[each.indicator].number for each in suggest_words(CATALOGUE, LEXICON, **said)]
