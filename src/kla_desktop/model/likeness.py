"""Whether two texts are one paper with another date, and what somebody decided about two pieces of evidence.

Pure rules. Pictures are judged in `media.likeness`; what both find ends as a `Likeness` in the store.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from struct import pack

from kla_desktop.model.ids import EvidenceId, StationId
from kla_desktop.model.journal import Event, Kind, in_order
from kla_desktop.model.voices import Voices

SIMILAR = "similar"
"""The warning of an item that looks like another, unless somebody decided that this is in order."""
TEXT_WORDS = 64
"""Numbers of two bytes that stand for a text when it is looked up."""
LEAST_TOKENS = 25
"""Shorter texts say too little: every invitation is like every other."""
_MOST_TOKENS = 3000
_SHINGLE = 3
_ALIKE = 0.9
"""Share of words in common, dates and numbers left out. Minutes of two meetings on the same form have less."""
_MOST_CHANGES, _LONGEST_CHANGE = 6, 80
_MONTHS = [
    "januari",
    "februari",
    "pebruari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "nopember",
    "desember",
    "jan",
    "feb",
    "peb",
    "mar",
    "apr",
    "jun",
    "jul",
    "agt",
    "agu",
    "agust",
    "ags",
    "sep",
    "sept",
    "okt",
    "nov",
    "nop",
    "des",
]
_DAYS = "senin selasa rabu kamis jumat sabtu minggu ahad".split()  # noqa: SIM905 - shorter to read
_TIMES = "tanggal tgl hari pukul jam wib wita wit tahun bulan nomor no".split()  # noqa: SIM905 - as above
_PASSING = frozenset((*_MONTHS, *_DAYS, *_TIMES))
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DIGIT = re.compile(r"\d")
_ROMAN = re.compile(r"[ivxlc]+\Z")


class PairVerdict(StrEnum):
    """What somebody decided about two items that look alike; OPEN takes an earlier word back."""

    SAME = "same"
    """The same evidence used twice."""
    DIFFERENT = "different"
    """Not the same after all."""
    ALLOWED = "allowed"
    """The same, and rightly so."""
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class TextMatch:
    """Two texts are one paper: `redated` or (beyond dates and numbers) `reworded`; `distance`, 0 to 100."""

    how: str
    distance: int
    changes: tuple[tuple[str, str], ...]
    """What stands in the first and what in the second instead, the dates foremost."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A standing decision about an item and one that is older."""

    evidence: EvidenceId
    other: EvidenceId
    verdict: PairVerdict
    note: str
    station: StationId
    actor: str
    at: str


def fold_comparisons(events: Iterable[Event], owner: StationId | None, voices: Voices) -> list[Comparison]:
    """Tell what stands about one item, by the other's id.

    The coordinators' last word counts before the owner's; other stations' words do not. The subject has the larger id,
    so that a pair has one place; what breaks that is passed over.
    """
    said: dict[tuple[str, bool], Event] = {}
    for event in in_order(events):
        coordinates = event.kind == Kind.COMPARED and voices.hears(event)
        heard = coordinates or event.station == owner
        if event.kind == Kind.COMPARED and event.data["other"] < event.subject and heard:
            said[event.data["other"], coordinates] = event
    standing: dict[str, Event] = {}
    for (other, _), event in sorted(said.items(), key=lambda one: one[0]):
        if event.data["verdict"] != PairVerdict.OPEN:
            standing[other] = event
    return [
        Comparison(
            EvidenceId(event.subject), EvidenceId(other), PairVerdict(event.data["verdict"]), event.data["note"],
            event.station, event.actor, event.at,
        )
        for other, event in standing.items()
    ]  # fmt: skip


def pair(one: EvidenceId, other: EvidenceId) -> tuple[EvidenceId, EvidenceId]:
    """Order two ids as a comparison names them: its subject first."""
    return (one, other) if one > other else (other, one)


def lasting_tokens(text: str) -> list[str]:
    """Return the words of a text without dates, times and numbers, in small letters."""
    return [token for token in _tokens(text) if not _is_passing(token)]


def words_of_text(text: str) -> bytes:
    """Sum a text up in TEXT_WORDS numbers: two texts share as many of them as they share rows of three words.

    Empty for a text too short to compare. (One-permutation min-hash; an empty place borrows from the next.)
    """
    tokens = lasting_tokens(text)
    if len(tokens) < LEAST_TOKENS:
        return b""
    least: list[int | None] = [None] * TEXT_WORDS
    for at in range(len(tokens) - _SHINGLE + 1):
        shingle = " ".join(tokens[at : at + _SHINGLE]).encode()
        number = int.from_bytes(hashlib.blake2b(shingle, digest_size=8).digest(), "little")
        place, rest = number % TEXT_WORDS, number // TEXT_WORDS
        known = least[place]
        if known is None or rest < known:
            least[place] = rest
    filled = [next(one for step in range(TEXT_WORDS) if (one := least[(at + step) % TEXT_WORDS]) is not None)
              for at in range(TEXT_WORDS)]  # fmt: skip
    return pack(f"<{TEXT_WORDS}H", *(number & 0xFFFF for number in filled))


def match_texts(first: str, second: str) -> TextMatch | None:
    """Judge two texts by their words in order; None for two papers."""
    one, other = lasting_tokens(first)[:_MOST_TOKENS], lasting_tokens(second)[:_MOST_TOKENS]
    if min(len(one), len(other)) < LEAST_TOKENS:
        return None
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return None
    ratio = matcher.ratio()
    if ratio < _ALIKE:
        return None
    changes = _changes(first, second)
    how = "reworded" if one != other else "redated" if changes else "same_text"
    return TextMatch(how, round(100 * (1 - ratio)), changes)


def _changes(first: str, second: str) -> tuple[tuple[str, str], ...]:
    """What differs, as written: runs of words, dates first. A gap of one word within a change does not cut it."""
    one, other = _spans(first), _spans(second)
    matcher = SequenceMatcher(None, [word for word, _, _ in one], [word for word, _, _ in other], autojunk=False)
    runs: list[list[int]] = []
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            continue
        if runs and a0 - runs[-1][1] <= 1 and b0 - runs[-1][3] <= 1:
            runs[-1][1], runs[-1][3] = a1, b1
        else:
            runs.append([a0, a1, b0, b1])
    found = [(_written(first, one, a0, a1), _written(second, other, b0, b1)) for a0, a1, b0, b1 in runs]
    dated = sorted(dict.fromkeys(found), key=lambda change: not any(_DIGIT.search(side) for side in change))
    return tuple(dated[:_MOST_CHANGES])


def _written(text: str, spans: Sequence[tuple[str, int, int]], start: int, end: int) -> str:
    """Return a run of words as it stands in the text, a date whole even where only its month changed."""
    if start >= end:
        return ""
    while start > 0 and _is_dated(spans[start - 1][0]):
        start -= 1
    while end < len(spans) and _is_dated(spans[end][0]):
        end += 1
    return " ".join(text[spans[start][1] : spans[end - 1][2]].split())[:_LONGEST_CHANGE]


def _spans(text: str) -> list[tuple[str, int, int]]:
    return [(found.group().lower(), found.start(), found.end()) for found in _TOKEN.finditer(text)][:_MOST_TOKENS]


def _tokens(text: str) -> list[str]:
    return [found.group().lower().replace("’", "'") for found in _TOKEN.finditer(text)]


def _is_passing(token: str) -> bool:
    return bool(_DIGIT.search(token)) or token.replace("'", "") in _PASSING or bool(_ROMAN.match(token))


def _is_dated(token: str) -> bool:
    return token.isdigit() or token in _MONTHS
