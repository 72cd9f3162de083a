"""Reads, off the GUI thread, what a virtual list must know at once: the order of all its items and their days."""

import re
from collections.abc import Callable, Collection, Sequence
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
    """All items of a list by row number, their days, and which of them nobody has tagged yet."""

    numbers: Sequence[int] = ()
    sections: tuple[Section, ...] = ()
    untagged: frozenset[int] = frozenset()
    rows: dict[int, int] | None = None
    """Where each number stands."""
    told: Rows = field(default_factory=lambda: Rows(()))
    """What is to be said about a search."""


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
    untagged = frozenset(number for number, _ in browse.rows(ws, replace(wanted, untagged=True)))
    if wanted.untagged and kept:
        stay = untagged.union(kept)
        pairs = [pair for pair in browse.rows(ws, replace(wanted, untagged=False)) if pair[0] in stay]
    else:
        told = browse.listing(ws, wanted, stop)
        pairs = list(told.rows)
    grouped: list[Section] | None = None
    if by_activity:
        pairs, grouped = _by_activity(ws, pairs)
    numbers = [number for number, _ in pairs]
    rows = {number: row for row, number in enumerate(numbers)}
    if grouped is not None:
        sections = grouped
    elif wanted.order is Order.ADDED or told.ranked:  # the keys do not tell the order
        sections = [Section("", 0, len(numbers))] if numbers else []
    else:
        sections = _sections([key for _, key in pairs])
    return Listing(numbers, tuple(sections), untagged, rows, replace(told, rows=()))


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


def _sections(keys: Sequence[str]) -> list[Section]:
    made: list[Section] = []
    start, day = 0, ""
    for row, key in enumerate(keys):
        here = day_of(key)
        if here != day or row == 0:
            if row > start:
                made.append(Section(day, start, row - start))
            start, day = row, here
    if len(keys) > start:
        made.append(Section(day, start, len(keys) - start))
    return made


def day_of(key: str, offset: timedelta = WIB) -> str:
    """Return the local day of an ISO 8601 time, or the month or year where no more is known."""
    if len(key) > _ZONE_FROM and (key.endswith("Z") or "+" in key[_ZONE_FROM:] or "-" in key[_ZONE_FROM:]):
        try:
            return datetime.fromisoformat(key).astimezone(timezone(offset)).date().isoformat()
        except (ValueError, OverflowError):
            return key[:_DAY]
    return key[:_DAY] if len(key) >= _DAY or _COARSE.fullmatch(key) else ""
