"""Find out which items seem to be of one event. Only the days around what has changed are looked at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kla_desktop.model.activity_pieces import shifted
from kla_desktop.model.activity_rule import REACH, propose
from kla_desktop.model.activity_words import Words, words_of
from kla_desktop.model.changes import Changes
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.activity_table import Touched
from kla_desktop.system.progress import Progress, Step

_AT_ONCE = 4000
_AROUND = 2 * REACH + 1
"""Days that are read around those touched, so that what lies at the edge is judged as if all were read."""


@dataclass(frozen=True, slots=True)
class ProposeActivitiesRequest:
    """How many changed items to look at, at most (0: all that wait)."""

    limit: int = 0


@dataclass(frozen=True, slots=True)
class ActivitiesProposed:
    """How many changed items were looked at; `waiting` is what was left."""

    looked_at: int
    waiting: int
    changes: Changes


def propose_activities(ws: Workspace, request: ProposeActivitiesRequest, progress: Progress) -> ActivitiesProposed:
    """Make the proposals anew for the days that changed items are or were of. Raises Cancelled."""
    table, common = ws.store.activities, _common(ws)
    total = table.count_waiting()
    most = min(total, request.limit or total)
    done, differs = 0, False
    while done < most:
        progress.step(Step(done, most, "grouping"))
        rows = table.touched(min(_AT_ONCE, most - done))
        if not rows:
            break
        for first, last, own in _runs(rows):
            progress.checkpoint()
            newest = table.newest_serial()
            near, far = shifted(first, -REACH), shifted(last, REACH)
            pieces = table.pieces(ws.me, shifted(first, -_AROUND), shifted(last, _AROUND))
            found = propose(pieces, common, progress.checkpoint)
            with ws.transaction():
                differs |= table.replace(near, far, found, own)
                table.looked_at(first, last, newest)
        done += len(rows)
    progress.step(Step(done, most, "grouping"))
    return ActivitiesProposed(done, table.count_waiting(), Changes.EVIDENCE if differs else Changes.NOTHING)


def _runs(rows: Iterable[Touched]) -> Iterator[tuple[str, str, list[Touched]]]:
    """Bring days that lie near each other together: (first, last, what was touched)."""
    run: list[Touched] = []
    first = last = ""
    for one in sorted(rows, key=lambda row: min(row.day, row.before)):
        start, end = min(one.day, one.before), max(one.day, one.before)
        if run and start > shifted(last, 2 * _AROUND):
            yield first, last, run
            run = []
        if not run:
            first, last = start, end
        last = max(last, end)
        run.append(one)
    if run:
        yield first, last, run


def _common(ws: Workspace) -> Words:
    """Words that all papers of this office have: the names of its place and of those around it."""
    code, names = ws.station.place, [ws.places.city.name]
    while code in ws.places.by_code:
        place = ws.places.by_code[code]
        names += [place.name, *place.aliases]
        if place.parent is None:
            break
        code = place.parent
    return frozenset(word for name in names for word in words_of(name))
