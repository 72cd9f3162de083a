"""What an evaluation asks for, as plain values: clusters, indicators, slots, predicates, rounds. Read from data files.

An indicator is known by its slug; its number is only a short cut for people, since editions renumber. No public weight
per indicator exists, so a weight is there only if a city entered its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import IndicatorSlug, SlotSlug

Basis = Literal["source", "question", "inference"]
"""Why a slot stands there: a source names the document; a source asks the question and the document is inferred;
or neither was seen and it is our suggestion."""
BASES: tuple[Basis, ...] = ("source", "question", "inference")
Level = Literal["low", "medium", "high"]
LEVELS: tuple[Level, ...] = ("low", "medium", "high")
Sensitivity = Literal["low", "medium", "high", "very high"]
SENSITIVITIES: tuple[Sensitivity, ...] = ("low", "medium", "high", "very high")
EVIDENCE_KINDS = (
    "regulation", "decree", "plan", "budget", "minutes", "invitation", "attendance", "photo", "report", "mou", "iec",
    "data", "certificate", "sop", "link",
)  # fmt: skip
"""Kinds of proof that a slot may ask for."""


class CatalogueFault(StrEnum):
    """What may be wrong with a catalogue file: the `why` of ErrorCode.CATALOGUE_FAULT."""

    NOT_TEXT = "not_text"
    TOO_LARGE = "too_large"
    SYNTAX = "syntax"
    NOT_GEOJSON = "not_geojson"
    WRONG_FORMAT = "wrong_format"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    WRONG_TYPE = "wrong_type"
    BAD_VALUE = "bad_value"
    DUPLICATE = "duplicate"
    UNKNOWN_CLUSTER = "unknown_cluster"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_SOURCE = "unknown_source"
    UNKNOWN_PARENT = "unknown_parent"
    UNKNOWN_INDICATOR = "unknown_indicator"


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in both languages."""

    id: str
    en: str

    def said(self, lang: str) -> str:
        """Return the English words for "en", else the Indonesian ones."""
        return self.en if lang == "en" else self.id


@dataclass(frozen=True, slots=True)
class Cluster:
    """One of the institutional part ("K") and the five clusters ("I" to "V")."""

    code: str
    name_id: str
    name_en: str
    short_id: str = ""
    short_en: str = ""

    def short(self, lang: str) -> str:
        """Return the label for narrow lists."""
        return (self.short_en or self.name_en) if lang == "en" else (self.short_id or self.name_id)


@dataclass(frozen=True, slots=True)
class Slot:
    """One kind of evidence that an indicator asks for; `kind` is one of EVIDENCE_KINDS, `source` an address or ""."""

    slug: SlotSlug
    name_id: str
    name_en: str
    kind: str
    basis: Basis
    source: str = ""

    @property
    def suggested(self) -> bool:
        """Whether no source names it, so that screens show it as our suggestion."""
        return self.basis == "inference"

    def name(self, lang: str) -> str:
        """Return its name in that language."""
        return self.name_en if lang == "en" else self.name_id


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing the evaluators judge. `weight` (points) is None unless a city entered its own."""

    slug: IndicatorSlug
    number: int
    cluster: str
    name_id: str
    name_en: str
    short_id: str
    short_en: str
    lead_agencies: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    questions: tuple[Text, ...] = ()
    keywords: tuple[str, ...] = ()
    sensitivity: Sensitivity = "low"
    confidence: Level = "low"
    wording_confidence: Level = "low"
    kelurahan_items: tuple[Text, ...] = ()
    aliases: tuple[str, ...] = ()
    note: Text | None = None
    sources: tuple[str, ...] = ()
    weight: float | None = None

    @property
    def code(self) -> str:
        """Return the number as people type it: "06"."""
        return f"{self.number:02d}"

    def name(self, lang: str) -> str:
        """Return the full name in that language."""
        return self.name_en if lang == "en" else self.name_id

    def short(self, lang: str) -> str:
        """Return the label for palettes and toasts, without the number."""
        return self.short_en if lang == "en" else self.short_id

    def label(self, lang: str) -> str:
        """Return number and short name, such as "06 Partisipasi anak"."""
        return f"{self.code} {self.short(lang)}"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A grade the ministry gives, with its published range of points. Between two ranges nothing is published."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which something is due; `basis` "inference" means that nobody announced it and the city must set it."""

    slug: str
    name_id: str
    name_en: str
    on: date
    basis: Basis

    def name(self, lang: str) -> str:
        """Return what is due, in that language."""
        return self.name_en if lang == "en" else self.name_id


@dataclass(frozen=True, slots=True)
class EvidencePeriod:
    """One round: which years of evidence it accepts, which year is being collected for later, and what is due when."""

    name: str
    edition: str
    evidence_years: tuple[int, ...]
    collecting_year: int
    completion_hours: int
    deadlines: tuple[Deadline, ...]

    def next_deadline(self, today: date) -> Deadline | None:
        """Return the first deadline that is not past, or None."""
        return min((due for due in self.deadlines if due.on >= today), key=lambda due: due.on, default=None)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A hint that an older indicator and one of another edition are about the same subject."""

    old: IndicatorSlug
    new: IndicatorSlug


def fold(text: str) -> str:
    """Return the letters and digits of a name, casefolded, so that "PAUD-HI" and "paud hi" agree."""
    return "".join(char for char in text.casefold() if char.isalnum())


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One edition of an instrument; immutable, with quick lookups."""

    edition: str
    name_id: str
    name_en: str
    clusters: tuple[Cluster, ...]
    indicators: tuple[Indicator, ...]
    predicates: tuple[Predicate, ...] = ()
    periods: tuple[EvidencePeriod, ...] = ()
    crosswalk_edition: str = ""
    crosswalk: tuple[Crossing, ...] = ()
    by_slug: Mapping[IndicatorSlug, Indicator] = field(init=False, repr=False, compare=False)
    by_number: Mapping[int, Indicator] = field(init=False, repr=False, compare=False)
    _by_name: Mapping[str, Indicator] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the indicators: a slug wins over a short name, a short name over an alias or a long name."""
        names: dict[str, Indicator] = {}
        for wanted in (_slug_names, _short_names, _other_names):
            for indicator in self.indicators:
                for name in wanted(indicator):
                    names.setdefault(fold(name), indicator)
        names.pop("", None)
        object.__setattr__(self, "by_slug", MappingProxyType({i.slug: i for i in self.indicators}))
        object.__setattr__(self, "by_number", MappingProxyType({i.number: i for i in self.indicators}))
        object.__setattr__(self, "_by_name", MappingProxyType(names))

    @property
    def slot_count(self) -> int:
        """Number of slots of all indicators."""
        return sum(len(indicator.slots) for indicator in self.indicators)

    def find(self, text: str) -> Indicator:
        """Look up by slug, number ("6", "06") or name. Raises Fixable(NO_SUCH_INDICATOR, indicator=text)."""
        wanted = text.strip()
        found: Indicator | None = None
        if re.fullmatch(r"[0-9]{1,4}", wanted):
            found = self.by_number.get(int(wanted))
        else:
            found = self._by_name.get(fold(wanted))
        if found is None:
            raise Fixable(ErrorCode.NO_SUCH_INDICATOR, indicator=text)
        return found

    def slot(self, indicator: str, text: str = "") -> Slot:
        """Look up a slot of an indicator, by slug or name; `text` may also be "indicator/slot", and then wins alone.

        Raises Fixable(NO_SUCH_INDICATOR) or Fixable(NO_SUCH_SLOT, slot=…, indicator=…).
        """
        own, _, rest = (text or indicator).rpartition("/")
        asked = self.find(own or indicator)
        if own and text and indicator and self.find(indicator) is not asked:
            raise Fixable(ErrorCode.NO_SUCH_SLOT, slot=text, indicator=indicator)
        wanted = fold(rest)
        for slot in asked.slots:
            if wanted and wanted in (fold(slot.slug), fold(slot.name_id), fold(slot.name_en)):
                return slot
        raise Fixable(ErrorCode.NO_SUCH_SLOT, slot=rest, indicator=asked.slug)

    def in_cluster(self, code: str) -> tuple[Indicator, ...]:
        """Return the indicators of one cluster in their order."""
        return tuple(indicator for indicator in self.indicators if indicator.cluster == code)

    def successors(self, old: IndicatorSlug) -> tuple[IndicatorSlug, ...]:
        """Return the slugs of `crosswalk_edition` that are clearly about the same subject; often none."""
        return tuple(crossing.new for crossing in self.crosswalk if crossing.old == old)

    def predicate(self, points: float) -> Predicate | None:
        """Return the grade whose published range holds `points`; None between ranges, where nothing is published."""
        return next((grade for grade in self.predicates if grade.low <= points <= grade.high), None)


def _slug_names(indicator: Indicator) -> Iterator[str]:
    yield indicator.slug


def _short_names(indicator: Indicator) -> Iterator[str]:
    yield from (indicator.short_id, indicator.short_en)


def _other_names(indicator: Indicator) -> Iterator[str]:
    yield from (*indicator.aliases, indicator.name_id, indicator.name_en)
