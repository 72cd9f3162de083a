"""The rows of the window: how soon it is seen, how its grid scrolls, and what it holds in memory.

What may take no longer than a screen or a person allows is a contender too: "a frame", "a tenth of a second".
"""

from collections.abc import Callable
from pathlib import Path

import libraries
from libraries import screen
from place import Place
from race import Contender, Outcome, Row, Target, require

FEW = 1000
FRAME, TENTH = "limit: a frame at 60 Hz", "limit: a tenth of a second"
_PHOTOS = 12


def window(place: Place) -> Row:
    """From the start of the process to the first painting of the window, whatever the library holds."""
    full, empty = libraries.village(place.folder / "full"), libraries.village(place.folder / "empty")
    libraries.record_items(full, place.size.items)

    def painted(outcome: Outcome) -> None:
        told = outcome.told
        require(told.get("code") == 0, "it did not end well")
        require(told["painted"] < told["furnished"] <= told["ready"], "no window")

    bare, none = "limit: import Qt, make the application", "ours, empty library"
    return Row(
        "window",
        f"first paint of the window, {place.size.items} items",
        1,
        "windows",
        (
            Contender("ours", lambda: screen("window", full), check=painted, own_clock=True),
            Contender(none, lambda: screen("window", empty), check=painted, own_clock=True),
            Contender("ours, furnished", lambda: screen("window", full, "furnished"), check=painted, own_clock=True),
            Contender("ours, first page read", lambda: screen("window", full, "ready"), check=painted, own_clock=True),
            Contender(bare, lambda: screen("qt"), own_clock=True),
        ),
        (Target(bare, 1 / 1.4), Target(none, 0.9)),
    )


def grid(place: Place) -> Row:
    """Frames while the wheel turns, the slowest of twenty, and the memory of the window with its library open."""
    many, text = place.size.pictured, f"text-only QListView, {place.size.pictured} rows"
    large, small = _pictured(place, "large", many), _pictured(place, "small", min(FEW, many))
    few = f"ours, {min(FEW, many)} items"

    def scrolled(items: int) -> Callable[[Outcome], None]:
        def check(outcome: Outcome) -> None:
            require(outcome.told["items"] == items, "the list is not whole")
            require(outcome.told["moved"] > 0, "it did not scroll")

        return check

    return Row(
        "grid",
        f"scroll by the wheel through {many} items: a frame, 95th percentile",
        1,
        "frames",
        (
            Contender("ours", lambda: screen("grid", large), check=scrolled(many), own_clock=True),
            Contender(few, lambda: screen("grid", small), check=scrolled(min(FEW, many)), own_clock=True),
            Contender(text, lambda: screen("text_list", str(many)), check=scrolled(many), own_clock=True),
            Contender(FRAME, lambda: screen("clock", str(1 / 60)), own_clock=True),
        ),
        (
            Target(text, 1 / 1.6),
            Target(FRAME, 1),
            Target(text, 1 / 1.7, memory=True),
            Target(few, 1 / 1.1, memory=True),
        ),
    )


def jump(place: Place) -> Row:
    """From a jump in the list until every cell that is seen has its picture."""
    many = place.size.pictured
    large, small = _pictured(place, "large", many), _pictured(place, "small", min(FEW, many))
    few = f"ours, {min(FEW, many)} items"

    def filled(outcome: Outcome) -> None:
        require(outcome.told["seen"] > 0, "nothing was seen")

    return Row(
        "jump",
        f"jump about in {many} items until every picture is there, median",
        1,
        "jumps",
        (
            Contender("ours", lambda: screen("jump", large), check=filled, own_clock=True),
            Contender(few, lambda: screen("jump", small), check=filled, own_clock=True),
            Contender(TENTH, lambda: screen("clock", "0.1"), own_clock=True),
        ),
        (Target(TENTH, 1),),
    )


def _pictured(place: Place, name: str, count: int) -> Path:
    """A library of items with thumbnails, kept for the rows of one run."""
    library = place.folder.parent / f"pictured-{name}"
    if not library.exists():
        libraries.picture_items(libraries.village(library), place.photos(_PHOTOS), count)
    return library
