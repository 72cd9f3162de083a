"""Reads, off the GUI thread, what a virtual list must know at once: the order of all its items and their days."""

import re
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from kla_desktop.model.listing import Filter, Order, Rows
from kla_desktop.operations import browse
from kla_desktop.wording.formats import WIB

if TYPE_CHECKING:
    from kla_desktop.operations.workspace import Workspace

_DAY = len("2026-11-23")
_COARSE = re.compile(r"\d{4}(?:-\d\d)?")
_ZONE_FROM = len("2026-11-23T10:15")


@dataclass(frozen=True, slots=True)
class Section:
    """Neighbours of one day: `count` items from row `start` on. `day` is an ISO date, "" where none is known.

    In a list by activity `key` names the activity (or, if `proposed`, the proposal) and `title` is what it is called.
    """

    day: str
    start: int
    count: int
    key: str = ""
    title: str = ""
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """All items of a list by row number, their days, and which of them nobody has tagged yet: some bytes an item."""

    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    sections: tuple[Section, ...] = ()
    untagged: bytearray = field(default_factory=bytearray)
    """1 for each row that nobody has tagged, else 0."""
    places: "array[int]" = field(default_factory=lambda: array("i"))
    """Where each number stands, -1 if it does not."""
    told: Rows = field(default_factory=lambda: Rows(()))
    """What is to be said about a search."""

    def row_of(self, number: int) -> int:
        """Return where an item stands, -1 if it is not in the list."""
        return self.places[number] if 0 <= number < len(self.places) else -1


def read_listing(
    ws: "Workspace",
    wanted: Filter,
    kept: Collection[int] = (),
    stop: Callable[[], bool] | None = None,
    *,
    by_activity: bool = False,
) -> Listing:
    """Read a list. `kept` items stay in a list of untagged ones after they were tagged, until the user leaves it.

    `stop` tells whether a newer list is wanted meanwhile: then it does not matter what is returned.
    """
    if wanted.order is Order.BEST and not ws.store.search.asks(wanted):
        wanted = replace(wanted, order=Order.NEWEST)
    told = Rows(())
    untagged = array("q", (number for number, _ in browse.each_row(ws, replace(wanted, untagged=True))))
    pairs: Iterable[tuple[int, str]]
    if wanted.untagged and kept:
        stay = frozenset(kept).union(untagged)
        pairs = (pair for pair in browse.each_row(ws, replace(wanted, untagged=False)) if pair[0] in stay)
    elif ws.store.search.asks(wanted):
        told = browse.listing(ws, wanted, stop)
        pairs = told.rows
    else:
        pairs = browse.each_row(ws, wanted)
    numbers = array("q")
    if by_activity:
        together, sections = _by_activity(ws, list(pairs))
        numbers.extend(number for number, _ in together)
    elif wanted.order is Order.ADDED or told.ranked:  # the keys do not tell the order
        numbers.extend(number for number, _ in pairs)
        sections = [Section("", 0, len(numbers))] if numbers else []
    else:
        sections = _sections(pairs, numbers)
    places = _places_of(numbers)
    flags = bytearray(len(numbers))
    for number in untagged:
        row = places[number] if number < len(places) else -1
        if row >= 0:
            flags[row] = 1
    return Listing(numbers, tuple(sections), flags, places, replace(told, rows=()))


def _places_of(numbers: "array[int]") -> "array[int]":
    places = array("i", [-1]) * (max(numbers, default=-1) + 1)
    for row, number in enumerate(numbers):
        places[number] = row
    return places


def _by_activity(ws: "Workspace", pairs: Sequence[tuple[int, str]]) -> tuple[list[tuple[int, str]], list[Section]]:
    """Bring the items of an activity together where its first one stands; the others stay under their days."""
    table = ws.store.activities
    offered, standing = table.of_rows(proposed=True), table.of_rows(proposed=False)
    held: dict[tuple[str, str], list[tuple[int, str]]] = {}
    names: dict[tuple[str, str], tuple[str, bool]] = {}
    day_at: dict[str, None] = {}
    days: dict[tuple[str, str], str] = {}
    for number, key in pairs:
        day = day_of(key)
        day_at.setdefault(day)
        own, title = standing.get(number) or offered.get(number) or ("", "")
        at = (own, "" if own else day)
        if own:
            names[at] = (title, number not in standing)
        held.setdefault(at, []).append((number, key))
        days.setdefault(at, day)
    place = {day: count for count, day in enumerate(day_at)}
    ordered = sorted(held, key=lambda at: (place[days[at]], not at[0]))  # stable: those of a day as they come
    made: list[tuple[int, str]] = []
    sections: list[Section] = []
    for at in ordered:
        title, proposed = names.get(at, ("", False))
        sections.append(Section(days[at], len(made), len(held[at]), at[0], title, proposed))
        made += held[at]
    return made, sections


def _sections(pairs: Iterable[tuple[int, str]], numbers: "array[int]") -> list[Section]:
    """Take the pairs in, one after another: their numbers, and the days they make."""
    made: list[Section] = []
    start, day, held = 0, "", ""
    for number, key in pairs:
        here = day if key == held else day_of(key)
        held = key
        if here != day and len(numbers) > start:
            made.append(Section(day, start, len(numbers) - start))
            start = len(numbers)
        day = here
        numbers.append(number)
    if len(numbers) > start:
        made.append(Section(day, start, len(numbers) - start))
    return made


def day_of(key: str, offset: timedelta = WIB) -> str:
    """Return the local day of an ISO 8601 time, or the month or year where no more is known."""
    if len(key) > _ZONE_FROM and (key.endswith("Z") or "+" in key[_ZONE_FROM:] or "-" in key[_ZONE_FROM:]):
        try:
            return datetime.fromisoformat(key).astimezone(timezone(offset)).date().isoformat()
        except (ValueError, OverflowError):
            return key[:_DAY]
    return key[:_DAY] if len(key) >= _DAY or _COARSE.fullmatch(key) else ""
