"""Reads the labelled passages of tests/data/passages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
