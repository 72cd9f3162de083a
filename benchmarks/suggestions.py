"""How good and how quick suggestions are: `.venv/bin/python benchmarks/suggestions.py`, from the top of the checkout.

Reads the labelled passages of tests/data/passages, and lets made-up stations tag fifty of their own files. With
`--library 100000` it asks a library of so many items instead, a third of them tagged and learned from: wall and CPU
time of an item, with its folder, hours, activity and habits.
"""

import argparse
import gc
import itertools
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import libraries

from kla_desktop.model.ids import EvidenceId
from kla_desktop.operations.facts import stem, suggest_words, suggester_of, words_of_item
from kla_desktop.operations.suggest import SuggestRequest, suggest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.database import chunked
from kla_desktop.store.habit_table import LessonRow
from kla_desktop.store.library_table import Source
from kla_desktop.suggesting.habits import Habits, Tally, learnable
from kla_desktop.suggesting.suggest import Facts
from tests.suggesting.passages import CATALOGUE, LEXICON, SETS, numbers, passages
from tests.suggesting.station import StationFile, drawn_files, station_files

TAGS = 50
IN_A_FOLDER, IN_AN_ACTIVITY, ASKED, PAGE = 200, 20, 400, 10_000


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
        words = learnable((stem(file.name),), file.text)
        about = replace(habits, words={word: habits.words[word] for word in words if word in habits.words})
        said = suggester.suggest(Facts(name=stem(file.name), text=file.text, habits=about))
        good += file.indicator in [each.indicator for each in said[:places]]
    return good / len(files)


def measure_learning(name: str, files: list[StationFile]) -> None:
    suggester = suggester_of(CATALOGUE, LEXICON)
    words: dict[str, dict[str, int]] = {}
    spread: dict[str, int] = {}
    tallies: dict[str, Tally] = {}
    for file in files[:TAGS]:
        for word in learnable((stem(file.name),), file.text):
            spread[word] = spread.get(word, 0) + 1
            counts = words.setdefault(word, {})
            counts[file.indicator] = counts.get(file.indicator, 0) + 1
        tallies[file.indicator] = added(tallies.get(file.indicator), items=1)
        if offered := suggester.first_by_words(Facts(name=stem(file.name), text=file.text)):
            tallies[offered] = added(tallies.get(offered), offered=1, taken=int(offered == file.indicator))
    learned = Habits(words, spread, tallies, TAGS)  # type: ignore[arg-type]
    rest = files[TAGS:]
    before, after = top(rest, Habits(), 3), top(rest, learned, 3)
    print(f"{name}: top-3 {before:.3f} → {after:.3f} after {TAGS} tags, top-1 {top(rest, learned, 1):.3f}")


def added(tally: Tally | None, items: int = 0, offered: int = 0, taken: int = 0) -> Tally:
    held = tally or Tally()
    return Tally(held.items + items, held.offered + offered, held.taken + taken)


def measure_library(count: int) -> None:
    """Ask for items with a sentence, a page, or nothing to read but a name, by turns, each by itself."""
    with tempfile.TemporaryDirectory() as folder:
        library = libraries.village(Path(folder) / "library")
        libraries.fill_search(library, count)
        with libraries.opened(library, writing=True) as ws:
            put_in_folders(ws, count)
            ids = [EvidenceId(f"item-{n:08d}") for n in random.Random(1).sample(range(0, count, 3), ASKED)]
            give_texts(ws, ids)
            lessons = learn_all(ws)
            suggest(ws, SuggestRequest(tuple(ids[:5])), libraries.SILENT)
            gc.collect()
            gc.freeze()  # as the window does once it stands: a search of everything takes 30 ms, and comes to any page
            wall, spent, said = [], [], 0
            for one in ids:
                begun, cpu = time.perf_counter(), time.process_time()
                found = suggest(ws, SuggestRequest((one,)), libraries.SILENT)
                wall.append(1000 * (time.perf_counter() - begun))
                spent.append(1000 * (time.process_time() - cpu))
                said += bool(found.items[0][1])
    print(f"{count} items, {lessons} learned from, {len(ids)} asked, {said} with an answer")
    for name, times in (("wall", sorted(wall)), ("CPU", sorted(spent))):
        print(
            f"{name} ms an item: median {times[len(times) // 2]:.1f}, p95 {times[len(times) * 95 // 100]:.1f}, ", end=""
        )
        print(f"most {times[-1]:.1f}")


def put_in_folders(ws: Workspace, count: int) -> None:
    """A folder and an activity for each item, as `fill_search` gives none."""
    with ws.transaction():
        sources = (
            Source(
                f"/Foto/{n // IN_A_FOLDER:05d}", f"IMG_{n:06d}.jpg", 1, 1, n, f"{n:064x}", EvidenceId(f"item-{n:08d}")
            )
            for n in range(count)
        )
        ws.store.local.add_sources(list(sources))
        ws.store.database.write("UPDATE evidence SET activity = 'activity-' || (n / ?)", (IN_AN_ACTIVITY,))


def give_texts(ws: Workspace, ids: list[EvidenceId]) -> None:
    """A passage, a page of passages, nothing, by turns."""
    told = itertools.cycle([one.text for name in SETS for one in passages(name) if one.genre != "filename"])
    for place, one in enumerate(ids):
        page = ""
        while place % 3 == 1 and len(page) < PAGE:
            page += next(told) + "\n"
        with ws.transaction():
            ws.store.search.set_text([(page or (next(told) if place % 3 == 0 else ""), one)])


def learn_all(ws: Workspace) -> int:
    """Learn from every tagged item, as if each had been tagged by hand."""
    rows = ws.store.database.rows("SELECT evidence, indicator FROM tag")
    for some in chunked(rows, 1000):
        items = ws.store.evidence.find([EvidenceId(row[0]) for row in some])
        with ws.transaction():
            for evidence, indicator in some:
                facts = words_of_item(ws, items[evidence])
                words = learnable((facts.title, facts.name, *facts.folders), facts.text)
                ws.store.habits.teach(evidence, LessonRow((indicator,), words, ""))
    return len(rows)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", type=int, default=0, metavar="ITEMS")
    count = parser.parse_args().library
    if count:
        measure_library(count)
        return
    suggest_words(CATALOGUE, LEXICON, text="hangat")
    measure_passages()
    for each in range(1, 11):
        measure_learning(f"station {each}", list(station_files(200, each)))
        measure_learning(f"drawn station {each}", list(drawn_files(200, each)))


if __name__ == "__main__":
    main()
