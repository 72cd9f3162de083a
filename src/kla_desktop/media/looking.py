"""Asks the workers for the words of thumbnails and whether two thumbnails are the same shot; what they say is checked.

Thumbnails are made by our own workers, yet they are opened in workers again: what made them had read foreign bytes.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from kla_desktop.media import likeness
from kla_desktop.media.crew import Crew, ask_crew
from kla_desktop.media.likeness import Match
from kla_desktop.media.wire import BadFinding
from kla_desktop.system.worker_process import Header, WorkerError

MOST_AT_ONCE: Final = 32
"""Thumbnails in one question, so that an answer takes well below a second."""
Asked = TypeVar("Asked")
Told = TypeVar("Told")
Question = tuple[bytes, Sequence[bytes]]
"""A thumbnail, and those it is to be compared with."""


def ask_words(crew: Crew, pictures: Sequence[bytes]) -> list[bytes]:
    """Words of each picture (see `likeness.words_of`); empty where there are none or it cannot be read."""
    few = max(1, min(MOST_AT_ONCE, -(-len(pictures) // crew.most)))
    parts = [pictures[start : start + few] for start in range(0, len(pictures), few)]

    def ask(part: Sequence[bytes]) -> list[bytes]:
        answer = _ask(crew, {"op": "begin", "do": "words"}, part)
        return [b""] * len(part) if answer is None else _words(*answer, len(part))

    return [words for part in _side_by_side(crew, ask, parts) for words in part]


def ask_matches(crew: Crew, questions: Sequence[Question]) -> list[list[Match | None]]:
    """For each of the others, how it is the same shot as the picture; None where it is not, or cannot be read."""

    def ask(question: Question) -> list[Match | None]:
        picture, others = question
        found: list[Match | None] = []
        for start in range(0, len(others), MOST_AT_ONCE):
            few = others[start : start + MOST_AT_ONCE]
            answer = _ask(crew, {"op": "begin", "do": "matches"}, [picture, *few])
            found += [None] * len(few) if answer is None else _matches(answer[0], len(few))
        return found

    return _side_by_side(crew, ask, questions)


def _side_by_side(crew: Crew, ask: Callable[[Asked], Told], all_asked: Sequence[Asked]) -> list[Told]:
    """Put questions to all workers at once, the answers in order."""
    if len(all_asked) < 2 or crew.most < 2:  # noqa: PLR2004 - nothing to share
        return [ask(one) for one in all_asked]
    with ThreadPoolExecutor(crew.most, thread_name_prefix="look") as threads:
        return list(threads.map(ask, all_asked))


def _ask(crew: Crew, begin: Header, pieces: Sequence[bytes]) -> tuple[Header, bytes] | None:
    """Put one question; None where the worker fails. Raises PoolClosed."""
    try:
        return ask_crew(crew, begin, pieces)
    except (WorkerError, OSError):
        return None


def _words(header: Header, payload: bytes, count: int) -> list[bytes]:
    lengths = header.get("lengths")
    if not isinstance(lengths, list) or len(lengths) != count:
        raise BadFinding("lengths")
    found, at = [], 0
    for length in lengths:
        if type(length) is not int or not 0 <= length <= 2 * likeness.WORDS or length % 2:
            raise BadFinding("length")
        found.append(payload[at : at + length])
        at += length
    if at != len(payload):
        raise BadFinding("lengths")
    return found


def _matches(header: Header, count: int) -> list[Match | None]:
    matches = header.get("matches")
    if not isinstance(matches, list) or len(matches) != count:
        raise BadFinding("matches")
    return [_match(one) for one in matches]


def _match(value: object) -> Match | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - how and how far
        raise BadFinding("match")
    how, distance = value
    if how not in likeness.WAYS or type(distance) is not int or not 1 <= distance <= 100:  # noqa: PLR2004 - a share
        raise BadFinding("match")
    return Match(how, distance)
