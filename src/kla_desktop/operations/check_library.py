"""Is the library whole? Database pages, journal against tables, every object against its digest; repair what can be."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable, KlaError
from kla_desktop.operations.habits import relearn
from kla_desktop.operations.refresh_search import RefreshSearchRequest, refresh_search
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from kla_desktop.store.library_table import StoredObject
from kla_desktop.system.progress import Progress, Step

_READ_TRIES = 2
"""How often a disk that fails is asked for an object before its item counts as damaged."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """`repair` tells the tables anew and removes what belongs to nobody."""

    repair: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is not whole, and whether it was mended.

    `what` is a wording key: database, projection, search, likeness, habits, previews, object_missing, object_damaged or
    object_stray.
    """

    what: str
    item: str
    repaired: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """All that was found."""

    problems: tuple[Problem, ...]
    objects: int
    changes: Changes
    away: int = 0
    """Of `objects`, those that lie in the object store alone; `verify_storage` looks at them."""

    @property
    def ok(self) -> bool:
        """Nothing is left to mend."""
        return all(problem.repaired for problem in self.problems)


class _Nowhere:
    def write(self, data: bytes | memoryview) -> int:
        return len(data)


def check_library(ws: Workspace, request: CheckRequest, progress: Progress) -> Checked:
    """Check everything, re-reading every object. Raises Cancelled."""
    problems = [Problem("database", text, repaired=False) for text in ws.store.database.problems()]
    for name in replay.differences(ws.store):
        if request.repair:
            replay.rebuild(ws.store, progress)
        problems.append(Problem("projection", name, request.repair and name not in replay.differences(ws.store)))
    problems += _index_problems(ws, request, progress)
    problems += _judge_likeness(ws, request)
    problems += _judge_habits(ws, request)
    problems += _judge_previews(ws, request)
    held = ws.store.local.all_objects()
    total = sum(one.digest.size for one in held)
    kept = {row.name for row in ws.store.away.all_kept()}
    away = done = 0
    for count, one in enumerate(held):
        progress.step(Step(count, len(held), "verifying", done, total))
        progress.checkpoint()
        if one.name in kept and not ws.store.objects.has(one.name):
            away, done = away + 1, done + one.digest.size
            continue
        what = _judge(ws, one)
        if (what is not None) != one.damaged:
            with ws.transaction():
                ws.store.local.mark_damaged(one.digest.sha256, damaged=what is not None)
        if what:
            owners = ws.store.evidence.of_digest(one.digest.sha256)
            problems.append(Problem(what, owners[0] if owners else "", repaired=False))
        done += one.digest.size
    names = {one.name for one in held}
    for name in ws.store.objects.names():
        if name not in names:
            if request.repair:
                ws.store.objects.remove(name)
            problems.append(Problem("object_stray", name, request.repair))
    progress.step(Step(len(held), len(held), "verifying", total, total))
    return Checked(tuple(problems), len(held), Changes.EVIDENCE if problems else Changes.NOTHING, away)


def _index_problems(ws: Workspace, request: CheckRequest, progress: Progress) -> list[Problem]:
    index = ws.store.index
    sound = index.is_sound()
    if request.repair:
        if not sound:
            index.empty()
        refresh_search(ws, RefreshSearchRequest(), progress)
    return [] if sound else [Problem("search", "", request.repair)]


def _judge_likeness(ws: Workspace, request: CheckRequest) -> list[Problem]:
    """Rows and pairs are made anew by the next comparison."""
    if ws.store.likeness.is_sound():
        return []
    if request.repair:
        with ws.transaction():
            ws.store.likeness.forget()
    return [Problem("likeness", "", request.repair)]


def _judge_habits(ws: Workspace, request: CheckRequest) -> list[Problem]:
    """What tags have taught can be learned again: they are in the journal."""
    if ws.store.habits.is_sound():
        return []
    if request.repair:
        relearn(ws)
    return [Problem("habits", "", request.repair)]


def _judge_previews(ws: Workspace, request: CheckRequest) -> list[Problem]:
    """Thumbnails are drawn again from the objects, in the background."""
    if ws.store.previews.is_sound():
        return []
    if request.repair:
        ws.store.renew_previews()
    return [Problem("previews", "", request.repair)]


def _judge(ws: Workspace, one: StoredObject) -> str | None:
    for _ in range(_READ_TRIES):
        try:
            ws.store.objects.copy_out(one.name, _Nowhere())
        except FileNotFoundError:
            return "object_missing"
        except Fixable as error:
            if error.code is not ErrorCode.DRIVE_ERROR:
                return "object_damaged"
        except KlaError:
            return "object_damaged"
        else:
            return None
    return "object_damaged"
