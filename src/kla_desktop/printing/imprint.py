"""What the parts of a dossier share: whose it is, in which words, and where its pictures come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.dossier import Dossier, Parts, Sheet, grouped
from kla_desktop.model.ids import IndicatorSlug
from kla_desktop.model.listing import Item
from kla_desktop.model.places import Places
from kla_desktop.printing.fonts import printable
from kla_desktop.printing.pictures import Picture
from kla_desktop.printing.words import long_when, said
from kla_desktop.wording import words
from kla_desktop.wording.formats import Lang

Pictures = Callable[[Sheet], Picture | None]
"""Gives an item's picture when its page is drawn, in the order of the sheets; None where there is none."""
MARK_OF_STATE = {"accepted": "accepted", "returned": "returned"}
"""The symbol of a tag's state; all others wait."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Whose dossier it is and how it is set. `period` is the round's name, `issuer` the office that prints it."""

    city: str
    period: str
    place: str
    edition: str
    issuer: str
    at: datetime
    lang: Lang = "id"
    photos_per_page: int = 1
    """1, 2, 4 or 6."""
    parts: Parts = field(default_factory=Parts)


@dataclass(frozen=True, slots=True)
class Making:
    """One dossier being made."""

    dossier: Dossier
    imprint: Imprint
    catalogue: Catalogue
    places: Places
    pages_of: Mapping[str, int]
    """Number of pages of documents, by SHA-256, as far as known."""
    pictures: Pictures
    text_of: Callable[[Sheet], str] = lambda _sheet: ""
    """Gives a document's text, for documents that have no picture."""
    document_page: Callable[[Sheet, int], Picture | None] = lambda _sheet, _page: None
    """Draws a page of a document, 0 for its first."""

    @property
    def lang(self) -> Lang:
        """The language of the print."""
        return self.imprint.lang

    def said(self, key: str, **details: object) -> str:
        """Return a printed word in the dossier's language."""
        return said(key, self.lang, **details)

    def label(self, slug: IndicatorSlug) -> str:
        """Number and short name of an indicator."""
        return self.catalogue.by_slug[slug].label(self.lang)

    def code(self, slug: IndicatorSlug) -> str:
        """Number of an indicator."""
        return self.catalogue.by_slug[slug].code

    def title(self, item: Item) -> str:
        """The title, else the file name, else a word for having none."""
        return title_of(item, self.lang)

    def date(self, item: Item) -> str:
        """When it was, as exact as known."""
        return long_when(item.captured_at, self.lang) if item.captured_at else self.said("unknown")

    def date_source(self, item: Item) -> str:
        """Where that date comes from."""
        return words.said(words.TIME_SOURCES, item.captured_at_source, self.lang) if item.captured_at else ""

    def sender(self, item: Item) -> str:
        """Agency, or else the place whose office sent it."""
        return item.agency or (self.places.label(item.place) if item.place else self.said("unknown"))


def title_of(item: Item, lang: Lang) -> str:
    """Return a title that is never empty on paper."""
    return next((text for text in (item.title, item.name) if printable(text).strip("\ufffd ")), said("untitled", lang))


def code_of(item: Item) -> str:
    """Return the code that people read: "3fa9-12c4"."""
    return grouped(item.digest.short)


def sheet_anchor(number: int) -> str:
    """Name the place of a sheet."""
    return f"bukti-{number}"


def number_ranges(numbers: tuple[int, ...]) -> list[tuple[int, str]]:
    """Join runs of numbers: (3, "3–7"), (12, "12"); the first of a pair is where a link leads."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [(first, str(first) if first == last else f"{first}–{last}") for first, last in runs]
