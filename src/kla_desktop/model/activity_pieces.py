"""An item made ready for grouping: when it may have been, where, and what it is about."""

import functools
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from kla_desktop.model.activity import Piece
from kla_desktop.model.activity_words import ENOUGH, Words, folder_name, subject_lines, weight, words_of
from kla_desktop.model.capture import TimeSource, local_text

_WEAK: Final = frozenset({TimeSource.FILE_TIME.value, TimeSource.METADATA.value})
"""Say when a file was written or scanned, not when the event was."""
_LEAST_SURE: Final = 0.3
_SERIAL: Final = re.compile(r"WA(\d{4})\b|[-_ ](\d{3,5})\)?\Z")
_STEM: Final = re.compile(r"\.[A-Za-z0-9]{2,5}\Z")
_LETTER: Final = re.compile(r"\b[0-9]{1,4}(?:\.[0-9]{1,4})*\s?/\s?[A-Za-z0-9.\-\s]{1,24}(?:/[A-Za-z0-9.\-]{1,16}){1,4}")
_EARTH_METRES: Final = 6_371_000


@dataclass(slots=True, eq=False)
class Node:
    """`days` maps ISO days to how surely the item is about them; `minute` counts from midnight, exact or `soft`."""

    piece: Piece
    is_shot: bool
    """Whether it is a picture of what happened; not one of a page, such as an attendance list sent by messenger."""
    day: str
    minute: float | None
    soft: float | None
    days: dict[str, float]
    weak_day: str
    hours: dict[str, float]
    parts: tuple[Words, ...]
    """What title, name and first lines say, and its folder's name last, where that is about something."""
    folder: str
    """Its folder where that is about something, "" for DCIM and the like."""
    dated_folder: bool
    is_folder_sure: bool
    """Whether its folder is known to be that of an event, not only named like one."""
    serial: int | None
    letters: frozenset[str]

    @property
    def own_parts(self) -> tuple[Words, ...]:
        """Say the same without the folder."""
        return self.parts[:-1] if self.folder else self.parts

    def leave_folder(self) -> None:
        """Take its folder for one that holds all sorts of things."""
        self.parts, self.folder, self.is_folder_sure = self.own_parts, "", False

    @property
    def is_firm(self) -> bool:
        """Whether something says the day of the event, not only that of the file."""
        return bool(self.days)


def node_of(piece: Piece, common: Words) -> Node:
    """Make an item ready. `common` are words that say nothing here, such as the own place's name."""
    days: dict[str, float] = {}
    hours: dict[str, float] = {}
    weak_day, minute, soft = "", None, None
    dated_folder = False
    for claim in piece.claims:
        value, source = local_text(str(claim.get("value", ""))), claim.get("source")
        day, clock = value[:10], _minutes(value)
        if len(day) < 10:  # noqa: PLR2004 - an ISO date
            continue
        if source in _WEAK:
            weak_day = weak_day or day
            if source == TimeSource.FILE_TIME and clock is not None and soft is None:
                weak_day, soft = day, clock
            continue
        sure = _sure(claim)
        if sure < _LEAST_SURE and source != TimeSource.OFFICER:
            continue
        dated_folder |= source == TimeSource.FOLDER_NAME
        days[day] = max(sure, days.get(day, 0))
        if clock is not None:
            hours.setdefault(day, clock)
    best = next(iter(days), "")
    lines = subject_lines(piece.text) if not piece.is_shot or len(piece.text) > _WRITING else ()
    is_shot = piece.is_shot and (bool(hours) or not lines)
    if is_shot:  # its first firm claim is its day; what else is claimed is doubt, not a second event
        days = {best: days[best]} if best else {}
        minute = hours.get(best)
        soft = soft if weak_day == best or not best else None
    taken_in = local_text(piece.taken_in)[:10]
    name = folder_name(piece.folder)
    about = words_of(name)
    telling = weight(about, common)
    specific = telling >= ENOUGH or (telling > 0 and dated_folder)
    stem = _STEM.sub("", piece.name)
    parts = [words_of(piece.title), words_of(stem), *map(words_of, lines)]
    parts.append(about if specific else frozenset())
    serial = _SERIAL.search(stem)
    return Node(
        piece=piece,
        is_shot=is_shot,
        day=best or weak_day or taken_in,
        minute=minute,
        soft=soft,
        days=days,
        weak_day=weak_day or taken_in,
        hours=hours,
        parts=tuple(part - common for part in parts if part - common),
        folder=piece.folder if specific else "",
        dated_folder=dated_folder,
        is_folder_sure=dated_folder and specific,
        serial=int(serial[1] or serial[2]) if serial else None,
        letters=frozenset() if is_shot else _letters(piece),
    )


_WRITING: Final = 40
"""A picture with more text than this may say what it is about: a list, a letter, the first lines of minutes."""


def _letters(piece: Piece) -> frozenset[str]:
    named = [piece.letter, *(match[0] for match in _LETTER.finditer(piece.text))]
    return frozenset(re.sub(r"\s+", "", one).casefold() for one in named if one)


def _minutes(value: str) -> float | None:
    try:
        return int(value[11:13]) * 60 + int(value[14:16]) + float(value[17:19] or 0) / 60 if "T" in value else None
    except ValueError:
        return None


def _sure(claim: Mapping[str, Any]) -> float:
    value = claim.get("confidence", 0)
    return float(value) if isinstance(value, int | float) else 0.0


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the metres between two positions that are not far from each other."""
    north = math.radians(other[0] - one[0])
    east = math.radians(other[1] - one[1]) * math.cos(math.radians(one[0]))
    return math.hypot(north, east) * _EARTH_METRES


@functools.lru_cache(maxsize=4096)
def days_after(first: str, then: str) -> int:
    """Return how many days `then` is after `first`; far where one is no date."""
    try:
        return (date.fromisoformat(then) - date.fromisoformat(first)).days
    except ValueError:
        return 10_000


@functools.lru_cache(maxsize=4096)
def shifted(day: str, by: int) -> str:
    """Return the day so many days later; the same where it is no date."""
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):
        return day


def middle(values: Iterable[float]) -> float:
    """Return the median; 0 for none."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0
