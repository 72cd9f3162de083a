"""Compare what has come with all that was here before: the same shot or the same paper under another file.

Each file is compared once, when it comes, with those before it; pairs are kept (`store.likeness_table`). Works from
thumbnails and texts alone, in small batches, so that it may be stopped at any time and goes on where it was.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kla_desktop.media.likeness import Match
from kla_desktop.model.changes import Changes
from kla_desktop.model.likeness import LEAST_TOKENS, lasting_tokens, match_texts, words_of_text
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.likeness_table import PICTURE, TEXT, Likeness, Look
from kla_desktop.system.progress import Progress, Step

_MADE_AT_ONCE, _COMPARED_AT_ONCE = 64, 16
_MOST_PICTURES, _MOST_TEXTS = 8, 8
"""So many of the likeliest are looked at closely."""
_HARDLY = 2
"""Up to this distance two pictures are the same but for compression."""
_BURST_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class FindReuseRequest:
    """How many rows to compare at most (0: all that wait)."""

    limit: int = 0


@dataclass(frozen=True, slots=True)
class ReuseFound:
    """How many rows were compared and how many pairs that gave; `waiting` is what was left."""

    compared: int
    pairs: int
    waiting: int
    changes: Changes


def find_reuse(ws: Workspace, request: FindReuseRequest, progress: Progress) -> ReuseFound:
    """Make rows of numbers for new files, then compare them, oldest first. Raises Cancelled."""
    table = ws.store.likeness
    total = table.count_waiting()
    most = min(total, request.limit or total)
    done = found = 0
    while done < most:
        progress.step(Step(done, most, "comparing"))
        progress.checkpoint()
        rows = table.waiting(min(_COMPARED_AT_ONCE, most - done))
        if not rows:
            fresh = table.unmade(_MADE_AT_ONCE)
            if not fresh:
                break
            made = _made(ws, fresh)
            with ws.transaction():
                table.made(made)
            continue
        pairs = _compare(ws, rows)
        with ws.transaction():
            table.compared(rows, pairs)
        done += len(rows)
        found += len(pairs)
    progress.step(Step(done, most, "comparing"))
    return ReuseFound(done, found, table.count_waiting(), Changes.EVIDENCE if found else Changes.NOTHING)


def _made(ws: Workspace, rows: Sequence[Look]) -> list[Look]:
    """Make the numbers: of texts here, of thumbnails in a worker. What has words enough is compared by these alone."""
    texts = ws.store.likeness.texts_of(list({row.sha256 for row in rows}))
    told = {sha256 for sha256, (text, _) in texts.items() if len(lasting_tokens(text)) >= LEAST_TOKENS}
    pictures = ws.store.previews.get([row.sha256 for row in rows if row.way == PICTURE and row.sha256 not in told])
    words = dict(zip(pictures, ws.probes.words(list(pictures.values())), strict=True))
    return [
        Look(row.n, row.sha256, row.way, words_of_text(_whole(texts.get(row.sha256))))
        if row.way == TEXT
        else Look(row.n, row.sha256, row.way, words.get(row.sha256, b""))
        for row in rows
    ]


def _compare(ws: Workspace, rows: Sequence[Look]) -> list[Likeness]:
    """Compare some rows with all older ones: texts here, pictures in all workers at once."""
    found: list[Likeness] = []
    pictures: list[tuple[str, dict[str, bytes]]] = []
    for row in rows:
        if row.way == TEXT:
            others = ws.store.likeness.candidates(row, _MOST_TEXTS)
            found += _compare_texts(ws, row.sha256, others) if others else []
        elif others := ws.store.likeness.candidates(row, _MOST_PICTURES):
            pictures.append((row.sha256, ws.store.previews.get([row.sha256, *others])))
    asked = [(sha256, held.pop(sha256), held) for sha256, held in pictures if sha256 in held and len(held) > 1]
    answers = ws.probes.matches([(picture, list(held.values())) for _, picture, held in asked])
    for (sha256, _, held), matches in zip(asked, answers, strict=True):
        found += [
            Likeness(other, sha256, _how(ws, other, sha256, match), match.distance)
            for other, match in zip(held, matches, strict=True)
            if match is not None and not (match.distance > _HARDLY and _is_burst(ws, other, sha256))
        ]
    return found


def _compare_texts(ws: Workspace, sha256: str, others: Sequence[str]) -> list[Likeness]:
    texts = ws.store.likeness.texts_of([sha256, *others])
    found = []
    for other in others:
        match = match_texts(_whole(texts.get(other)), _whole(texts.get(sha256)))
        if match is not None:
            found.append(Likeness(other, sha256, match.how, match.distance, match.changes))
    return found


def _whole(text: tuple[str, str] | None) -> str:
    return "\n".join(text) if text else ""


def _how(ws: Workspace, one: str, other: str, match: Match) -> str:
    """Tell a resized picture from one that was only compressed anew."""
    first, second = ws.store.local.derived(one), ws.store.local.derived(other)
    if match.how != "recompressed" or not (first and second and first.width and second.width):
        return match.how
    return match.how if first.width == second.width else "resized"


def _is_burst(ws: Workspace, one: str, other: str) -> bool:
    """Whether a camera itself says that these are two shots of one moment, of one station: seconds to an hour apart."""
    times = []
    for sha256 in (one, other):
        items = ws.store.evidence.find(ws.store.evidence.of_digest(sha256))
        shot = {(item.station, item.captured_at) for item in items.values() if item.captured_at_source == "exif"}
        if len(items) != 1 or len(shot) != 1:
            return False
        times.append(next(iter(shot)))
    (station, first), (other_station, second) = times
    return station == other_station and 0 < _seconds_between(first, second) <= _BURST_SECONDS


def _seconds_between(first: str, second: str) -> float:
    """Seconds between two local times; endless where one has no time of day."""
    try:
        moments = [datetime.fromisoformat(text).replace(tzinfo=None) for text in (first, second) if "T" in text]
    except ValueError:
        return math.inf
    return abs((moments[1] - moments[0]).total_seconds()) if len(moments) == 2 else math.inf  # noqa: PLR2004 - a pair
