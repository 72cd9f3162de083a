"""What a date is in its paper: the day of an event, of a signature, a deadline, a birth, another paper's day.

A date is explained by the words that lead to it, no further back than the date before it, and by those that follow in
its sentence (`date_cues`). What takes a date away from the event (a birth, a paper referred to, a deadline, a day that
was moved) is asked for before what gives it to it, for such words govern the names of events behind them: "batas
pendaftaran lomba 5 Mei". Only then its own form counts, and where in its line it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kla_desktop.model.date_cues import (
    AFTER_THAT,
    ANEW,
    ANOTHER,
    AWAITED,
    BEGAN,
    BIRTH,
    BORN_AFTER,
    CALLED_OFF,
    CLAUSES,
    DATELINE,
    DAY_WORD,
    DAYS,
    DEADLINE,
    DONE,
    EVENT,
    FIELD,
    HELD,
    LABEL,
    LAW,
    LAWS_NUMBER,
    MACHINE,
    MARK,
    MOVED_FROM,
    MOVED_TO,
    NEXT_TO_NOW,
    ON,
    PLACE,
    PLANNED,
    REFERS,
    SHORT,
    SIGNED,
    SINCE,
    STAMP,
    TO_COME,
)
from kla_desktop.model.date_grammar import FoundDate
from kla_desktop.model.date_rows import Form

_BACK, _FORTH = 260, 120
_LONGEST_EVENT: Final = 7
"""Days; what is longer is a period."""


class Role(Enum):
    """What a date is; its value is how surely it is the day that the paper is about."""

    FOREIGN = 0.0
    """A birth, a law, a paper referred to."""
    MOVED = 0.15
    """Of an event that was put off or called off."""
    ASIDE = 0.2
    """A deadline, a print, another meeting."""
    BACKGROUND = 0.3
    """What went before, of which the paper does not tell."""
    WITHIN = 0.4
    """Nothing explains it."""
    FIRST = 0.42
    """Nothing explains it, and it begins a line."""
    STAMP = 0.43
    """Of a message, before its writer."""
    PLACED = 0.5
    """Behind its place, as a letter's head or foot has it."""
    FIELD = 0.51
    """Behind any label of a form."""
    SIGNED = 0.52
    ON = 0.53
    """In a sentence, behind "pada"."""
    NAMED = 0.56
    """With its weekday."""
    LABELLED = 0.58
    PLANNED = 0.61
    TOLD = 0.62
    """With its weekday, as news and minutes tell a day."""
    HELD = 0.64
    """What was done that day follows, or it lasted for days, as no letter's date does."""
    SPELLED = 0.66
    EVENT = 0.7
    MARKED = 0.74
    """Behind the label that forms have for it."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a date: `lead` back to the date before it, `line` the end of that, `tail` to the next one."""

    lead: str
    line: str
    tail: str


def surroundings(dates: Sequence[FoundDate], text: str) -> list[Surroundings]:
    """Return what stands around each of the dates of a text, which are given in its order."""
    found: list[Surroundings] = []
    starts = [one.start for one in dates if one.day is not None]
    last = after = 0  # the last sign of a date before shows that no line begins there
    for one in dates:
        lead = SHORT.sub(_without_dots, text[max(last - 1, one.start - _BACK, 0) : one.start])
        if one.day is not None:
            after, last = after + 1, one.end
        stop = starts[after] if after < len(starts) else len(text)
        tail = text[one.end : min(stop, one.end + _FORTH)]
        found.append(Surroundings(lead, lead.rpartition("\n")[2] or lead, tail))
    return found


def _without_dots(short: re.Match[str]) -> str:
    return short.group().replace(".", "").replace(":", "") + " "


_CUES: Final = (
    (Role.ASIDE, SINCE),
    (Role.BACKGROUND, BEGAN),
    (Role.LABELLED, LABEL),
    (Role.HELD, DONE),
    (Role.TOLD, NEXT_TO_NOW),
)


def roles(dates: Sequence[FoundDate], text: str) -> list[Role | None]:
    """Say what each date of a text, given in its order, is in it; None for a month or a year."""
    found: list[Role | None] = []
    before: Role | None = None
    for one, around in zip(dates, surroundings(dates, text), strict=True):
        if one.day is None:
            found.append(None)
            continue
        moved_to = before is Role.MOVED and MOVED_TO.match(around.lead) is not None
        before = Role.EVENT if moved_to else _role(one, around, text)
        found.append(before)
    return found


def _role(one: FoundDate, around: Surroundings, text: str) -> Role:
    return _taken_away(around) or _given(one, around, text) or _shown(one, around, text)


def _taken_away(around: Surroundings) -> Role | None:
    """What makes a date another than that of the event, whatever else stands beside it."""
    lead, line, tail = around.lead, around.line, around.tail
    if BIRTH.search(line) or BORN_AFTER.match(tail):
        return Role.FOREIGN
    if SIGNED.search(lead):
        return Role.SIGNED
    if _refers(lead):
        return Role.FOREIGN
    if MOVED_FROM.search(line) or CALLED_OFF.match(tail):
        return Role.MOVED
    if any(other.search(line) for other in (MACHINE, DEADLINE, ANOTHER)):
        return Role.ASIDE
    return Role.BACKGROUND if AFTER_THAT.search(line) or AWAITED.search(line) else None


def _given(one: FoundDate, around: Surroundings, text: str) -> Role | None:
    """What words around it make of a date, and that it lasts for days."""
    written = text[one.start : one.end]
    lead, line, tail = around.lead, around.line, around.tail
    if one.clock and lead.rstrip(" [")[-1:] in {"", "\n"} and STAMP.match(tail):
        return Role.STAMP
    marked = MARK.search(lead) is not None
    if marked or EVENT.search(lead):
        return Role.PLANNED if PLANNED.search(line) else Role.MARKED if marked else Role.EVENT
    if _lasts_for_days(written):
        return Role.HELD
    for role, cue in _CUES:
        if cue.search(lead):
            return role
    if HELD.match(tail) and PLACE.search(lead) is None:
        return Role.PLANNED if TO_COME.match(tail) else Role.HELD
    return None


def _lasts_for_days(written: str) -> bool:
    """Whether a date is written as several days, few enough for an event."""
    days = DAYS.search(written)
    return days is not None and int(days[2]) - int(days[1]) <= _LONGEST_EVENT


def _shown(one: FoundDate, around: Surroundings, text: str) -> Role:
    """What a date's own form and place in its line say of it."""
    lead, line = around.lead, around.line
    written = text[one.start : one.end]
    if one.form is Form.SPELLED:
        return Role.SPELLED
    if one.weekday is not None:
        return Role.TOLD if DAY_WORD.search(line) or DATELINE.search(lead) or "(" in written else Role.NAMED
    if _ends_line(around.tail) and PLACE.search(lead):
        return Role.PLACED
    if FIELD.search(lead):
        return Role.FIELD
    if ON.search(line):
        return Role.ON
    return Role.WITHIN if line.strip() and not line.strip().isdigit() else Role.FIRST


def _refers(lead: str) -> bool:
    """Whether a date is that of a paper referred to; in "memperhatikan surat …, rapat diadakan tanggal" it is not."""
    clause = CLAUSES.split(lead)[-1]
    if LAW.search(clause) or REFERS.search(clause):
        return True
    if LAW.search(lead) is None and REFERS.search(lead) is None:
        return False
    return MARK.search(clause) is None and EVENT.search(clause) is None and ANEW.match(clause) is None


def of_a_birth_or_law(one: FoundDate, text: str) -> bool:
    """Whether a month or year is of a birth or of a law's number, "Perda 10/2017"."""
    line = text[max(0, one.start - _BACK) : one.start].rpartition("\n")[2]
    return BIRTH.search(line) is not None or LAWS_NUMBER.search(line) is not None


def _ends_line(tail: str) -> bool:
    rest = tail[:30].partition("\n")[0].strip(" .")
    return not rest or rest in {"m", "masehi"}
