"""Rows of the desk: a question to the search, many tags by one gesture, the start of the command line."""

import json
import sys
from collections.abc import Callable

import libraries
import queries
import workload
from libraries import product
from place import Place
from race import Contender, Outcome, Row, Target, require

_ASKED = 40
"""Questions of each kind."""


def search(place: Place) -> Row:
    """The first 50 hits, for questions of every kind; the 95th percentile of single questions."""
    count = place.size.searched
    library = libraries.village(place.folder / "library")
    rate = libraries.fill_search(library, count)
    words, needle = workload.vocabulary(), workload.needle_of(count // 3)
    with libraries.opened(library) as ws:
        slugs = [one.slug for one in ws.catalogue.indicators]
        districts = [one.code for one in ws.places.all if one.kind == "district"]
    first = {"kind": "needle", "order": "newest", "text": needle}
    asked = [first, *queries.make(words, count, _ASKED, slugs, districts)]
    few = [first, *[one for one in asked if one["kind"] == "substring"][:8]]
    every, fewer = place.folder / "asked.json", place.folder / "fewer.json"
    every.write_text(json.dumps(asked), "utf-8")
    fewer.write_text(json.dumps(few), "utf-8")
    size = (library / "library.db").stat().st_size / 1e6
    print(f"  search: seeds {libraries.SEARCH_SEED}, {queries.SEED}; {rate:.0f} rows/s indexed; {size:.0f} MB")

    def right(outcome: Outcome) -> None:
        first = outcome.told["first"][0]
        require(first == count // 3 + 1 and outcome.told["counts"][0] == 1, "the needle was not found")

    def told(outcome: Outcome) -> None:
        right(outcome)
        print(f"  {'ms, median, 95 % and most:':40} {'wall':>24} {'cpu':>24}")
        for kind, spreads in outcome.told["kinds"].items():
            print(f"  {kind:40}" + "".join(f" {median:8.2f}{high:8.2f}{most:8.2f}" for median, high, most in spreads))

    scan, newest = "LIKE scan", "limit: newest 50 by FTS5, no ranking, no snippet"
    inside = "ours, substrings alone"
    return Row(
        "search",
        f"search {count} items, 95th percentile of one question",
        1,
        "questions",
        (
            Contender("ours", lambda: product("search", library, "product", every), check=told, own_clock=True),
            Contender(inside, lambda: product("search", library, "product", fewer), check=right, own_clock=True),
            Contender(scan, lambda: product("search", library, "scan", fewer), check=right, own_clock=True),
            Contender(newest, lambda: product("search", library, "newest", every), check=right, own_clock=True),
        ),
        (Target(scan, 30 if count >= 1_000_000 else 3),),
    )


def tagging(place: Place) -> Row:
    """Tag many items by one gesture, and take all of it back by one step of undo: no dearer in a large library."""
    size = place.size
    large, lean = libraries.village(place.folder / "large"), libraries.village(place.folder / "lean")
    libraries.record_items(large, size.items)
    libraries.record_items(lean, size.tagged)

    def right(items: int) -> Callable[[Outcome], None]:
        def check(outcome: Outcome) -> None:
            told = outcome.told
            require(told["items"] == items and told["changed"] == told["tagged"] == size.tagged, "not all were tagged")
            require(told["left"] == 0, "one undo did not take it back")

        return check

    few = f"ours, of {size.tagged}"
    return Row(
        "tagging",
        f"tag {size.tagged} of {size.items} items",
        size.tagged,
        "items",
        (
            Contender("ours", lambda: product("tag", large, str(size.tagged)), check=right(size.items), own_clock=True),
            Contender(few, lambda: product("tag", lean, str(size.tagged)), check=right(size.tagged), own_clock=True),
        ),
        (Target(few, 1 / 1.5),),
    )


def start(place: Place) -> Row:
    """Start of the command line."""
    del place

    def version(outcome: Outcome) -> None:
        require(outcome.output.startswith(b"kla "), "no version")

    bare = "limit: bare python"
    return Row(
        "start",
        "start `kla --version`",
        1,
        "starts",
        (
            Contender("ours", lambda: [sys.executable, "-m", "kla_desktop", "cli", "--version"], check=version),
            Contender(bare, lambda: [sys.executable, "-c", "pass"]),
        ),
        (Target(bare, 1 / 12),),
    )
