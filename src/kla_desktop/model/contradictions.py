"""Where the claims about one item's time cannot all be true: flagged for a person, decided by nobody else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from kla_desktop.model.capture import ISO_TIME, TimeSource


class Doubt(StrEnum):
    """What is the matter; the values are warning codes.

    TIME_CONFLICT: two sources name days that lie too far apart. CLOCK_RESET: a device that had lost its time.
    TIME_IN_FUTURE: later than now. TIME_AFTER_FILE: made after the file was last changed.
    """

    TIME_CONFLICT = "time_conflict"
    CLOCK_RESET = "clock_reset"
    TIME_IN_FUTURE = "time_in_future"
    TIME_AFTER_FILE = "time_after_file"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A doubt with the claims that it is about: each its value and its source; `second` is empty if it is alone."""

    doubt: Doubt
    first: tuple[str, str]
    second: tuple[str, str] = ("", "")


_DEVICE: Final = frozenset({TimeSource.EXIF, TimeSource.GPS, TimeSource.CONTAINER, TimeSource.XMP})
_JUDGED: Final = (
    TimeSource.OFFICER,
    TimeSource.EXIF,
    TimeSource.GPS,
    TimeSource.CONTAINER,
    TimeSource.XMP,
    TimeSource.FILE_NAME,
    TimeSource.DOCUMENT,
    TimeSource.OCR,
    TimeSource.FOLDER_NAME,
)
_LEEWAY: Final = timedelta(days=1)
_PAPER: Final = timedelta(days=62)
"""A letter is written weeks before or after what it is about."""
_VISIT: Final = timedelta(days=7)
"""What lies in a folder named after a day is of that day or those around it."""
_NAMED: Final = timedelta(days=3)
"""So far may lie apart the day in a paper's name and the nearest of the days in its text, where both are sure."""
_SURE_NAME, _SURE_TEXT = 0.5, 0.6
"""Confidence of a day that a person wrote into a name, and of a day that a text gives as that of its event."""
_CHANGED: Final = 0.5
"""Confidence of EXIF's time of the last change, where the block tells no time of taking."""
_PAPERS: Final = frozenset({TimeSource.DOCUMENT, TimeSource.OCR, TimeSource.FOLDER_NAME})
_SAYS_LITTLE: Final = 0.2
_RESET_DAYS: Final = frozenset({"1970-01-01", "1980-01-01", "1979-12-31", "1999-12-31", "1904-01-01", "2036-02-07"})
_LAST_RESET_YEAR: Final = 2016


@dataclass(frozen=True, slots=True)
class _Span:
    value: str
    source: str
    first: date
    last: date
    sure: float = 0.0

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def apart(self, other: "_Span") -> timedelta:
        if self.first <= other.last and other.first <= self.last:
            return timedelta(0)
        return max(self.first - other.last, other.first - self.last)

    @property
    def key(self) -> tuple[str, str]:
        return self.value, self.source


def looks_reset(value: str) -> bool:
    """Whether a device that lost its time would say so: the first hours of a first of January long ago."""
    if value[:10] in _RESET_DAYS:
        return True
    first_hours = value[11:12] == "0" or value[11:19] == "12:00:00"
    return value[4:11] == "-01-01T" and value[:4] <= str(_LAST_RESET_YEAR) and first_hours


def contradictions(claims: Iterable[Mapping[str, Any]], now: str = "") -> tuple[Contradiction, ...]:
    """Find what cannot be true together. `claims` as the journal keeps them, `now` ISO 8601 in UTC or "".

    Each source speaks with its surest claim; a paper with whichever of its days comes nearest. An officer's statement
    settles a conflict between the others, and may still be in the future.
    """
    spans = _spans(claims)
    found: list[Contradiction] = []
    stated = spans.get(TimeSource.OFFICER)
    if not stated:
        found += _resets(spans)
        found += _conflicts(spans)
        found += _after_file(spans)
    if now:
        today = date.fromisoformat(now[:10])
        for source in (TimeSource.OFFICER,) if stated else _JUDGED:
            late = next((span for span in spans.get(source, ())[:1] if span.first > today + _LEEWAY), None)
            if late is not None and (source in _DEVICE or "T" in late.value) and source not in _PAPERS:
                found.append(Contradiction(Doubt.TIME_IN_FUTURE, late.key))
    return tuple(found)


def worth_saying(found: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    """Leave out what another says already: what lies in the future is younger than its file, too."""
    found = tuple(found)
    future = {one.first for one in found if one.doubt is Doubt.TIME_IN_FUTURE}
    return tuple(one for one in found if one.doubt is not Doubt.TIME_AFTER_FILE or one.first not in future)


def other_time(claims: Iterable[Mapping[str, Any]], found: Iterable[Contradiction], in_force: str) -> str:
    """Return the time to offer in the place of the one in force: what speaks against it, "" if nothing does.

    A device whose clock is wrong is not offered with another of its claims.
    """
    found = tuple(found)
    wrong = {one.first[1] for one in found if one.doubt is not Doubt.TIME_CONFLICT}
    spoken = [claim for one in found for claim in (one.second, one.first)]
    spoken += [(str(claim.get("value", "")), str(claim.get("source", ""))) for claim in claims] if found else []
    fit = (value for value, source in spoken if value and source not in wrong and _days(value) != _days(in_force))
    return next(fit, "")


def _spans(claims: Iterable[Mapping[str, Any]]) -> dict[str, list[_Span]]:
    spans: dict[str, list[_Span]] = {}
    for claim in claims:
        value, source = str(claim.get("value", "")), str(claim.get("source", ""))
        confidence = claim.get("confidence", 0)
        days = _days(value)
        sure = float(confidence) if isinstance(confidence, int | float) else 0.0
        if days is None or (source in _PAPERS and sure <= _SAYS_LITTLE):
            continue
        spans.setdefault(source, []).append(_Span(value, source, *days, sure))
    return spans


@lru_cache(maxsize=2048)
def _days(value: str) -> tuple[date, date] | None:
    """Return the first and the last day that a value may mean, seen from Indonesia."""
    if not ISO_TIME.match(value):
        return None
    try:
        if len(value) == 4:  # noqa: PLR2004 - a year
            return date(int(value), 1, 1), date(int(value), 12, 31)
        if len(value) == 7:  # noqa: PLR2004 - a month
            first = date.fromisoformat(value + "-01")
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            local = moment.astimezone(UTC) + timedelta(hours=7)
            return local.date(), local.date()
    except (ValueError, OverflowError):
        return None
    return moment.date(), moment.date()


def _resets(spans: Mapping[str, list[_Span]]) -> Iterable[Contradiction]:
    for source in _DEVICE & spans.keys():
        for span in spans[source]:
            if looks_reset(span.value):
                yield Contradiction(Doubt.CLOCK_RESET, span.key)
                break


def _conflicts(spans: Mapping[str, list[_Span]]) -> Iterable[Contradiction]:
    speakers = [source for source in _JUDGED if source in spans and not looks_reset(spans[source][0].value)]
    for at, source in enumerate(speakers):
        first = spans[source][0]
        for other in speakers[at + 1 :]:
            paper = source in _PAPERS or other in _PAPERS
            nearest = min(
                (
                    (one, two)
                    for one in (spans[source] if paper else [first])
                    for two in spans[other][: None if paper else 1]
                ),
                key=lambda pair: pair[0].apart(pair[1]),
            )
            if _edited_later(first, nearest[1]):
                continue
            if nearest[0].apart(nearest[1]) > _leeway(spans[source][0], spans[other][0]):
                yield Contradiction(Doubt.TIME_CONFLICT, first.key, nearest[1].key)
                return


def _edited_later(one: _Span, other: _Span) -> bool:
    """Whether XMP says when a picture was made and EXIF only that it was changed afterwards: both may be true."""
    return (
        one.source == TimeSource.EXIF
        and one.sure <= _CHANGED
        and other.source == TimeSource.XMP
        and one.first >= other.first
    )


def _leeway(one: _Span, other: _Span) -> timedelta:
    """Say how far two sources may lie apart, by the surest claim of each."""
    by_source = {one.source: one, other.source: other}
    folder = by_source.get(TimeSource.FOLDER_NAME)
    name, text = by_source.get(TimeSource.FILE_NAME), by_source.get(TimeSource.DOCUMENT)
    if not by_source.keys() & _PAPERS:
        return _LEEWAY
    if folder and not by_source.keys() & (_PAPERS - {TimeSource.FOLDER_NAME}) and one.is_day and other.is_day:
        return _VISIT
    if name and text and "T" not in name.value and name.sure >= _SURE_NAME and text.sure >= _SURE_TEXT and name.is_day:
        return _NAMED
    return _PAPER


def _after_file(spans: Mapping[str, list[_Span]]) -> Iterable[Contradiction]:
    changed = next((span for span in spans.get(TimeSource.FILE_TIME, ()) if span.first.year >= 2000), None)  # noqa: PLR2004
    if changed is None:
        return
    for source in _JUDGED:
        span = next(iter(spans.get(source, ())), None)
        made = source in _DEVICE or (source == TimeSource.FILE_NAME and span is not None and "T" in span.value)
        if span is not None and made and not looks_reset(span.value) and span.first - changed.last > _LEEWAY:
            yield Contradiction(Doubt.TIME_AFTER_FILE, span.key, changed.key)
            return
