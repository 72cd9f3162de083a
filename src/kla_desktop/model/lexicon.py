"""The words by which an edition's indicators are known in texts and names, as plain values. Read from a data file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kla_desktop.model.ids import IndicatorSlug, SlotSlug

Terms = tuple[str, ...]
"""Terms as people write them in the file; suggesting.terms says how they are read."""


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """What speaks for one indicator: `sure` by itself, `child` and `near` only close to words about children.

    `general` words of the whole programme count where no other indicator is named; `against` speaks for other matters.
    """

    slug: IndicatorSlug
    sure: Terms = ()
    child: Terms = ()
    likely: Terms = ()
    near: Terms = ()
    hint: Terms = ()
    general: Terms = ()
    against: Terms = ()
    slots: Mapping[SlotSlug, Terms] = field(default_factory=dict)
    """Words for a kind of evidence, beyond those of the slot's own name."""


NONE_OF_THEM: Final = "none"
"""Stands beside the indicators for all that is about something else."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """How rare a word is, and how much it leans to the indicators (slugs or NONE_OF_THEM); none stands for 0."""

    rarity: float
    towards: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Leanings:
    """What words were learned to lean to, for one edition; `start` is where a text stands before its first word."""

    edition: str
    start: Mapping[str, float]
    words: Mapping[str, Leaning]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words for one edition.

    `masked` are idioms that say nothing of a child; `other` are matters of no indicator.
    """

    edition: str
    children: Terms = ()
    masked: Terms = ()
    capitals: Terms = ()
    """Abbreviations that are ordinary words when written small."""
    other: Mapping[str, Terms] = field(default_factory=dict)
    indicators: tuple[IndicatorWords, ...] = ()
    leanings: Leanings | None = None
