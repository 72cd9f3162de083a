"""Learns what words lean to from the labelled passages: `.venv/bin/python benchmarks/teach.py [SET …]`.

Writes resources/catalogue/leanings-12-2022.toml. With names of sets (`tenth.txt`) it writes nothing, but leaves each
out in turn, learns from the other sets of passages.TAUGHT and tells how many of it are right: the honest figure.
"""

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kla_desktop.model.lexicon import Leanings
from kla_desktop.operations.facts import suggest_words
from tests.suggesting.passages import CATALOGUE, LEXICON, TAUGHT, Passage, passages
from tests.suggesting.teaching import learned

TABLE = Path(__file__).parents[1] / "resources" / "catalogue" / "leanings-12-2022.toml"
HEADING = """# What plain words lean to, learned by benchmarks/teach.py from labelled passages (tests/data/passages).
# Not meant to be written by hand: words that name a matter go into words-12-2022.toml, new passages into those files.
# A line of `words`: the root of a word, how rare it is, and hundredths of leaning to the places of `towards`.
format = "kla-leanings/1"
edition = "permen-12-2022"
"""


def written(leanings: Leanings) -> str:
    """The table as a file."""
    towards = list(leanings.start)
    lines = [
        f"{word} {each.rarity:.2f} " + " ".join(f"{towards.index(k)}:{round(100 * v)}" for k, v in each.towards.items())
        for word, each in leanings.words.items()
    ]
    names = "\n".join(f'  "{slug}",' for slug in towards)
    start = ", ".join(f'"{each:.3f}"' for each in leanings.start.values())
    return (
        f"{HEADING}towards = [\n{names}\n]\nstart = [{start}]\nwords = [\n"
        + "".join(f'  "{each}",\n' for each in lines)
        + "]\n"
    )


def judged(name: str, leanings: Leanings) -> str:
    """How many passages of a set are right with these leanings."""
    assert LEXICON is not None
    lexicon = replace(LEXICON, leanings=leanings)

    def said(passage: Passage) -> list[int]:
        given = {"path": passage.text} if passage.genre == "filename" else {"text": passage.text}
        return [CATALOGUE.by_slug[each.indicator].number for each in suggest_words(CATALOGUE, lexicon, **given)]

    found = [(each.number, said(each)) for each in passages(name)]
    about = [(number, told) for number, told in found if number is not None]
    other = [told for number, told in found if number is None]
    first = sum(told[:1] == [number] for number, told in about) / len(about)
    three = sum(number in told[:3] for number, told in about) / len(about)
    return (
        f"{name:14} top-1 {first:.3f} top-3 {three:.3f}, nothing of {sum(not each for each in other) / len(other):.3f}"
    )


if __name__ == "__main__":
    if sys.argv[1:]:
        for left_out in sys.argv[1:]:
            print(judged(left_out, learned(each for each in TAUGHT if each != left_out)))
    else:
        TABLE.write_text(written(learned(TAUGHT)), "utf-8")
