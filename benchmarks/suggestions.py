"""How good and how quick suggestions are: `.venv/bin/python benchmarks/suggestions.py`, from the top of the checkout.

Reads the labelled passages of tests/data/passages, and lets a made-up station tag fifty of its own files.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kla_desktop.app.catalogues import first_catalogue
from kla_desktop.operations.facts import stem, suggest_words, suggester_of
from kla_desktop.suggesting.habits import Habits, Tally, learnable
from kla_desktop.suggesting.suggest import Facts
from tests.suggesting.passages import Passage, passages
from tests.suggesting.station import StationFile, station_files

CATALOGUE, LEXICON = first_catalogue(Path("/nowhere"))
SETS = ("first.txt", "second.txt", "third.txt", "fourth.txt", "fifth.txt")
TAGS = 50


def numbers(passage: Passage) -> list[int]:
    said = {"path": passage.text} if passage.genre == "filename" else {"text": passage.text}
    return [CATALOGUE.by_slug[each.indicator].number for each in suggest_words(CATALOGUE, LEXICON, **said)]


def measure_passages() -> None:
    spent: list[float] = []
    for name in SETS:
        about = first = three = other = empty = 0
        for passage in passages(name):
            before = time.process_time()
            said = numbers(passage)
            spent.append(1000 * (time.process_time() - before))
            if passage.number is None:
                other += 1
                empty += not said
            else:
                about += 1
                first += said[:1] == [passage.number]
                three += passage.number in said[:3]
        print(f"{name:12} {about:4} top-1 {first / about:.3f} top-3 {three / about:.3f}; {other:3} others, ", end="")
        print(f"nothing said of {empty / other:.3f}")
    spent.sort()
    print(f"CPU ms an item: median {spent[len(spent) // 2]:.2f}, p95 {spent[len(spent) * 95 // 100]:.1f}, ", end="")
    print(f"most {spent[-1]:.1f}")


def top(files: list[StationFile], habits: Habits, places: int) -> float:
    suggester = suggester_of(CATALOGUE, LEXICON)
    good = 0
    for file in files:
        said = suggester.suggest(Facts(name=stem(file.name), text=file.text, habits=habits))
        good += file.indicator in [each.indicator for each in said[:places]]
    return good / len(files)


def measure_learning(seed: int) -> None:
    files = list(station_files(200, seed))
    words: dict[str, dict[str, int]] = {}
    spread: dict[str, int] = {}
    tallies: dict[str, Tally] = {}
    for file in files[:TAGS]:
        for word in learnable((stem(file.name),), file.text):
            spread[word] = spread.get(word, 0) + 1
            counts = words.setdefault(word, {})
            counts[file.indicator] = counts.get(file.indicator, 0) + 1
        tallies[file.indicator] = Tally(tallies.get(file.indicator, Tally()).items + 1)
    learned = Habits(words, spread, tallies, TAGS)  # type: ignore[arg-type]
    rest = files[TAGS:]
    before, after = top(rest, Habits(), 3), top(rest, learned, 3)
    print(f"station {seed}: top-3 {before:.3f} → {after:.3f} after {TAGS} tags, top-1 {top(rest, learned, 1):.3f}")


if __name__ == "__main__":
    suggest_words(CATALOGUE, LEXICON, text="hangat")
    measure_passages()
    for each in range(1, 6):
        measure_learning(each)
