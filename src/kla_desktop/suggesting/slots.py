"""Which kind of evidence a file is under an indicator: its kind of document, and the words of the slot's name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from kla_desktop.model.catalogue import Catalogue, Indicator, Slot
from kla_desktop.model.evidence_kind import EvidenceKind, MediaKind, first_guess
from kla_desktop.model.ids import IndicatorSlug
from kla_desktop.model.lexicon import Lexicon
from kla_desktop.suggesting.terms import TermIndex
from kla_desktop.suggesting.words import BREAK, Word, read_words, roots

_KIND_POINTS, _WORD_POINTS, _TERM_POINTS = 3.0, 0.6, 2.5
_COMMON_POINTS: Final = 0.1
"""Where no word decides, the kinds that most indicators have are the safer guess."""
_ENOUGH: Final = 3.0
_WORDS_COUNTED: Final = 4
_BEGINNING: Final = 4000
"""Characters that are read: what kind of paper it is stands at its head."""
_PICTURES: Final = frozenset((EvidenceKind.PHOTO, EvidenceKind.VIDEO))
_PAGE_CHARS: Final = 240
"""A picture with more text than this is a photographed page."""
_GENERIC: Final = frozenset(
    [
        "anak",
        "data",
        "daftar",
        "bukti",
        "foto",
        "laporan",
        "sk",
        "sertifikat",
        "kegiatan",
        "kebijakan",
        "peraturan",
        "daerah",
        "terkait",
    ]
)


def kind_of(kind: str, name: str, text: str) -> str:
    """Return the kind of evidence: as the library has it, or guessed from name and text where that says little."""
    known = kind not in {"", EvidenceKind.DOCUMENT, EvidenceKind.OTHER}
    is_page = kind == EvidenceKind.PHOTO and len(text) > _PAGE_CHARS
    if known and not is_page:
        return kind
    guessed = first_guess(MediaKind.PDF, name, text).value
    return kind if kind and guessed == EvidenceKind.DOCUMENT else guessed


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as slots look at it: its kind of evidence, the words of its names and beginning, and their roots."""

    kind: str
    words: Sequence[Word]
    roots: AbstractSet[str]

    @staticmethod
    def read(kind: str, name: str, title: str, text: str) -> "Paper":
        """Read a file's names and the beginning of its text."""
        words = [word for piece in (title, name) for word in read_words(piece, is_name=True)]
        words += read_words(text[:_BEGINNING])
        known = {root for each in {word.text for word in words} - {BREAK} for root in roots(each)}
        return Paper(kind_of(kind, name, text), words, known)


class SlotChooser:
    """The slots of one catalogue, made ready at first use."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon | None) -> None:
        self._catalogue = catalogue
        self._shared = Counter(slot.slug for indicator in catalogue.indicators for slot in indicator.slots)
        self._extra = {each.slug: each.slots for each in lexicon.indicators} if lexicon else {}
        self._asking: dict[str, set[IndicatorSlug]] = {}
        for indicator in catalogue.indicators:
            for slot in indicator.slots:
                self._asking.setdefault(slot.kind, set()).add(indicator.slug)
        self._names: dict[IndicatorSlug, Mapping[str, frozenset[str]]] = {}
        self._terms: dict[IndicatorSlug, TermIndex[str]] = {}

    def asking_for(self, kind: str) -> AbstractSet[IndicatorSlug]:
        """Return the indicators that ask for papers of a kind; photos and films suit all alike, so none for them."""
        return frozenset() if kind in _PICTURES else self._asking.get(kind, frozenset())

    def choose(self, slug: IndicatorSlug, paper: Paper) -> Slot | None:
        """Return the slot that fits best, None where none clearly does."""
        indicator = self._catalogue.by_slug[slug]
        names = self._names_of(indicator)
        said = {each.label for each in self._terms_of(indicator).find(paper.words)}
        best, most = None, _ENOUGH
        for slot in _candidates(indicator.slots, paper.kind):
            common = len(names[slot.slug] & paper.roots)
            points = _WORD_POINTS * min(common, _WORDS_COUNTED)
            points += _COMMON_POINTS * self._shared[slot.slug] / len(self._catalogue.indicators)
            points += _TERM_POINTS * (slot.slug in said)
            points += _KIND_POINTS * _same(slot.kind, paper.kind)
            if points > most or (points == most and best is None):
                best, most = slot, points
        return best

    def _names_of(self, indicator: Indicator) -> Mapping[str, frozenset[str]]:
        found = self._names.get(indicator.slug)
        if found is None:
            found = {slot.slug: frozenset(_telling(read_words(slot.name_id))) for slot in indicator.slots}
            self._names[indicator.slug] = found
        return found

    def _terms_of(self, indicator: Indicator) -> TermIndex[str]:
        found = self._terms.get(indicator.slug)
        if found is None:
            extra = self._extra.get(indicator.slug, {})
            found = TermIndex([(term, str(slot)) for slot, terms in extra.items() for term in terms])
            self._terms[indicator.slug] = found
        return found


def _candidates(slots: Iterable[Slot], kind: str) -> list[Slot]:
    """Slots of the same kind if there are any; a photo is never a paper, nor a paper a photo."""
    same = [slot for slot in slots if _same(slot.kind, kind)]
    if same or kind in _PICTURES:
        return same
    return [slot for slot in slots if slot.kind != EvidenceKind.PHOTO]


def _telling(words: Iterable[Word]) -> Iterable[str]:
    return (word.text for word in words if word.text != BREAK and word.text not in _GENERIC and len(word.text) > 2)  # noqa: PLR2004


def _same(slot_kind: str, kind: str) -> bool:
    return slot_kind == kind or (slot_kind == EvidenceKind.PHOTO and kind == EvidenceKind.VIDEO)
