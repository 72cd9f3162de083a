"""All that is known of a file, weighed together: indicators to offer with their slot, score and reasons, best first."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.ids import IndicatorSlug, SlotSlug
from kla_desktop.model.lexicon import Lexicon
from kla_desktop.suggesting.habits import Habits, recall, trust
from kla_desktop.suggesting.judge import Judge, Said
from kla_desktop.suggesting.slots import Paper, SlotChooser, kind_of

ENOUGH: Final = 3.5
"""Points below which nothing is offered at all."""
MOST: Final = 5
_FURTHER, _FURTHER_SHARE = 1.2, 0.25
"""What a second suggestion needs: so many points, and such a share of the first."""
_SCALE: Final = 9.0
_NAME, _TITLE, _FOLDER, _TEXT = 1.3, 1.5, 0.8, 1.0
_WORDS_SHOWN: Final = 3
_ASKED_FOR: Final = 1.15
"""What a paper weighs more for indicators that ask for papers of its kind: minutes say more of who met than of what."""


class Relation(StrEnum):
    """How a tagged item is a neighbour of another."""

    ACTIVITY = "activity"
    TIME = "time"
    FOLDER = "folder"


_MOST_BY: Final = {Relation.ACTIVITY: 9.0, Relation.TIME: 6.0, Relation.FOLDER: 5.0}
_MANY: Final = 3
"""Tagged neighbours from which they speak with full voice."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Of `among` tagged items so related, `count` stand under this indicator."""

    indicator: IndicatorSlug
    relation: Relation
    count: int
    among: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file. `kind` is its evidence kind or ""; `folders` are named from the nearest up."""

    name: str = ""
    title: str = ""
    folders: tuple[str, ...] = ()
    text: str = ""
    kind: str = ""
    neighbours: tuple[Neighbour, ...] = ()
    habits: Habits = field(default_factory=Habits)


class Ground(StrEnum):
    """What a reason rests on."""

    WORDS = "words"
    NAME = "name"
    FOLDER_NAME = "folder_name"
    ACTIVITY = "activity"
    TIME = "time"
    FOLDER = "folder"
    HABIT = "habit"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the words that were found, or how many items."""

    ground: Ground
    words: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An indicator to offer. `score` is between 0 and 1 and only orders; it is no probability."""

    indicator: IndicatorSlug
    slot: SlotSlug | None
    score: float
    because: tuple[Reason, ...]


class Suggester:
    """Made once for a catalogue; a few milliseconds an item."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon | None) -> None:
        self._catalogue = catalogue
        self._judge = Judge(catalogue, lexicon)
        self._slots = SlotChooser(catalogue, lexicon)

    def suggest(self, facts: Facts) -> tuple[Suggestion, ...]:
        """Return at most MOST suggestions, best first; empty when nothing speaks for any."""
        weighed = self._weigh(facts)
        ranked = sorted(weighed.items(), key=lambda each: (-each[1].points, self._catalogue.by_slug[each[0]].number))
        if not ranked or ranked[0][1].points < ENOUGH:
            return ()
        least = max(_FURTHER, _FURTHER_SHARE * ranked[0][1].points)
        paper = _paper(facts)
        chosen = [(slug, found) for slug, found in ranked[:MOST] if found.points >= least and found.because]
        return tuple(
            Suggestion(slug, self._slot(slug, paper), round(1 - math.exp(-found.points / _SCALE), 3), found.reasons())
            for slug, found in chosen
        )

    def slot_of(self, slug: IndicatorSlug, facts: Facts) -> SlotSlug | None:
        """Return which kind of evidence a file is under an indicator; None where none clearly fits."""
        return self._slot(slug, _paper(facts))

    def first_by_words(self, facts: Facts) -> IndicatorSlug | None:
        """Return what words alone would have suggested first: what habits judge suggestions by."""
        bare = Facts(facts.name, facts.title, facts.folders, facts.text, facts.kind)
        weighed = self._weigh(bare)
        slug = max(weighed, key=lambda each: weighed[each].points, default=None)
        return slug if slug is not None and weighed[slug].points >= ENOUGH else None

    def _slot(self, slug: IndicatorSlug, paper: Paper) -> SlotSlug | None:
        slot = self._slots.choose(slug, paper)
        return slot.slug if slot else None

    def _weigh(self, facts: Facts) -> dict[IndicatorSlug, "_Weight"]:
        found: dict[IndicatorSlug, _Weight] = {}

        def add(slug: IndicatorSlug, points: float, reason: Reason) -> None:
            if slug in self._catalogue.by_slug and points > 0:
                found.setdefault(slug, _Weight()).add(points, reason)

        pieces = [
            (facts.title, _TITLE, Ground.NAME, True),
            (facts.name, _NAME, Ground.NAME, True),
            *((folder, _FOLDER, Ground.FOLDER_NAME, True) for folder in facts.folders),
            (facts.text, _TEXT, Ground.WORDS, False),
        ]
        for piece, weight, ground, is_name in pieces:
            for slug, said in self._judge.weigh(piece, facts.habits, is_name=is_name).items():
                points = said.points * weight * trust(facts.habits, slug)
                add(slug, points, _reason(ground, piece, said))
        for slug, taught in recall(facts.habits).items():
            add(slug, taught.points, Reason(Ground.HABIT, taught.words, taught.items))
        for near in facts.neighbours:
            share = near.count / max(1, near.among)
            points = _MOST_BY[near.relation] * share**1.5 * min(1.0, near.count / _MANY)
            add(near.indicator, points, Reason(Ground(near.relation.value), (), near.count))
        kind = kind_of(facts.kind, facts.name, facts.text)
        for slug in self._slots.asking_for(kind) & found.keys():
            found[slug].points *= _ASKED_FOR
        return found


def _paper(facts: Facts) -> Paper:
    return Paper.read(facts.kind, facts.name, facts.title, facts.text)


@dataclass(slots=True)
class _Weight:
    points: float = 0.0
    because: list[tuple[float, Reason]] = field(default_factory=list)

    def add(self, points: float, reason: Reason) -> None:
        self.points += points
        if reason.words or reason.count:
            self.because.append((points, reason))

    def reasons(self) -> tuple[Reason, ...]:
        ordered = sorted(self.because, key=lambda each: -each[0])
        return tuple(_merged(reason for _, reason in ordered))


def _reason(ground: Ground, piece: str, said: Said) -> Reason:
    words = said.words[:_WORDS_SHOWN]
    return Reason(ground, (piece,) if ground is Ground.FOLDER_NAME and words else words)


def _merged(reasons: Iterable[Reason]) -> Sequence[Reason]:
    """Put title and name into one reason."""
    kept: dict[Ground, Reason] = {}
    for reason in reasons:
        held = kept.get(reason.ground)
        if held is None:
            kept[reason.ground] = reason
        else:
            words = tuple(dict.fromkeys((*held.words, *reason.words)))[:_WORDS_SHOWN]
            kept[reason.ground] = Reason(reason.ground, words, max(held.count, reason.count))
    return tuple(kept.values())
