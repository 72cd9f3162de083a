"""Words of the other language in whatever is shown, apart from what people wrote themselves."""

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kla_desktop.model.listing import Filter
from kla_desktop.operations import browse
from kla_desktop.operations.enrol import stations
from kla_desktop.operations.workspace import Workspace
from kla_desktop.wording.formats import Lang
from tests.gui.screen_words import words_of
from tests.gui.vocabulary import foreign_to, words

BOTH = (
    "Bukti KLA",
    "Bahasa Indonesia",
    "English",
    "webdavs://awan.kota.go.id/kla",
    "https://10.1.2.3:8443",
    "AGE-SECRET-KEY-1",
)
"""Names and examples that are the same in both languages."""
OURS = (
    "A-1.kla",
    "depok.kla-daftar",
    "notulen.pdf",
    "foto.zip",
    "foto/posyandu.jpg",
    "DCIM/100MEDIA",
    "KINGSTON",
    "KeyError",
    "kla_desktop/gui/pages/tag_page.py:212 in _show_summary",
    "Notulen",
    "cadangan-kla",
    "kla-cadangan",
)
"""What the tour itself brings along: names of files, and words of a fingerprint."""
QUOTES = "SuggestionRow"
"""What gives its reasons in single words out of names and titles."""
PATH = re.compile(r"(?<![\w/])/[\w./-]+")
FINGERPRINT = re.compile(r"\b(?:[b-df-hj-np-tv-z][aiou]){2}\b")
CHECK = re.compile(r"\b[0-9a-f]{4}(?:-[0-9a-f]{4})+\b")
"""Groups of digits and letters by which two people compare a bundle: some look like the beginning of a word."""
LOANS: dict[Lang, frozenset[str]] = {
    "id": frozenset({"drive", "shift"}),  # as in Windows; "diska" is understood by few
    "en": frozenset({"bukti", "kelurahan", "kecamatan", "dinas", "kota", "sk", "kla", "paud", "patbm", "posyandu"}),
}
"""Words that stay: in English the names of offices and papers that have no English ones."""


def people_said(ws: Workspace) -> list[str]:
    """Return what people or their cameras wrote: it is shown as it is. The longest first."""
    items = browse.page(ws, Filter(), 500) + browse.page(ws, Filter(withdrawn=True), 500)
    said = {*BOTH, *OURS, ws.store.folder.name, ws.actor, ws.station.agency}
    for item in items:
        said |= {
            item.title,
            item.note,
            item.name,
            item.name.rpartition(".")[0],
            item.activity_title,
            item.digest.sha256[:32],
        }
        said.add(item.digest.sha256[32:])
        said |= {tag.reason for tag in item.tags} | {tag.note for tag in item.tags}
    said |= {Path(folder).name for folder in ws.store.local.watched()}
    for station in stations(ws):
        said |= {station.agency, station.actor}
    for place in ws.places.by_code.values():
        said |= {place.name, ws.places.label(place.code)}
    return sorted({one for one in said if len(one) > 1}, key=len, reverse=True)


def without(text: str, said: list[str]) -> str:
    text = CHECK.sub(" ", PATH.sub(" ", text))
    for one in said:
        text = text.replace(one, " ")
    return FINGERPRINT.sub(" ", text)


def strange_words(top: QWidget, said: list[str], language: Lang) -> Iterator[str]:
    """Give each text with a word of the other language, and where it stands."""
    foreign = foreign_to(language) - LOANS[language]
    quoted = set().union(*map(words, said))
    for where, text in words_of(top):
        wrong = words(text) & foreign and words(without(text, said)) & foreign
        if QUOTES in where:
            wrong = wrong - quoted
        if wrong:
            yield f"{', '.join(sorted(wrong))}: {text!r} ({where})"
