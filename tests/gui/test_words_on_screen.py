"""Nothing English stands on the Indonesian screen and nothing Indonesian on the English one, wherever one looks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kla_desktop.gui.translations import install_language
from kla_desktop.model.listing import Filter
from kla_desktop.operations import browse
from kla_desktop.operations.enrol import stations
from kla_desktop.operations.workspace import Workspace
from kla_desktop.wording.formats import LANGUAGES, Lang
from tests.gui.demo_offices import DemoOffices
from tests.gui.screen_words import words_of
from tests.gui.tour import Tour, tour_of
from tests.gui.vocabulary import foreign_to, words

BOTH = ("Bukti KLA", "Bahasa Indonesia", "English", "webdavs://awan.kota.go.id/kla", "https://10.1.2.3:8443")
"""Names and examples that are the same in both languages."""
OURS = (
    "A-1.kla",
    "depok.kla-daftar",
    "notulen.pdf",
    "foto.zip",
    "foto/posyandu.jpg",
    "DCIM/100MEDIA",
    "KINGSTON",
    "Notulen",
    "cadangan-kla",
    "kla-cadangan",
)
"""What the tour itself brings along: names of files, and words of a fingerprint."""
PATH = re.compile(r"(?<![\w/])/[\w./-]+")
FINGERPRINT = re.compile(r"\b(?:[b-df-hj-np-tv-z][aiou]){2}\b")
LOANS: dict[Lang, frozenset[str]] = {
    "id": frozenset({"drive", "shift"}),  # as in Windows; "diska" is understood by few
    "en": frozenset({"bukti", "kelurahan", "kecamatan", "dinas", "kota", "sk", "kla", "paud", "patbm", "posyandu"}),
}
"""Words that stay: in English the names of offices and papers that have no English ones."""


def people_said(ws: Workspace, library: Path) -> list[str]:
    """Return what people or their cameras wrote: it is shown as it is. The longest first."""
    items = browse.page(ws, Filter(), 500) + browse.page(ws, Filter(withdrawn=True), 500)
    said = {*BOTH, *OURS, library.name, ws.actor, ws.station.agency}
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
    text = PATH.sub(" ", text)
    for one in said:
        text = text.replace(one, " ")
    return FINGERPRINT.sub(" ", text)


def strangers(tour: Tour, library: Path, language: Lang) -> list[str]:
    """Return each text with a word of the other language, and where it stands."""
    said, foreign, found = people_said(tour.workspace, library), foreign_to(language) - LOANS[language], {}
    for name, shown in tour.everything():
        for where, text in words_of(shown):
            wrong = words(text) & foreign and words(without(text, said)) & foreign
            if wrong:
                found[text] = f"{name}: {where}: {text!r}: {', '.join(sorted(wrong))}"
    return list(found.values())


ROUNDS = [
    ("kelurahan", "id"),
    ("sekretariat", "en"),
    pytest.param("kelurahan", "en", marks=pytest.mark.heavy),
    pytest.param("sekretariat", "id", marks=pytest.mark.heavy),
]


@pytest.mark.parametrize(("office", "language"), ROUNDS)
def test_one_language(offices: DemoOffices, tmp_path: Path, qapp: QApplication, office: str, language: Lang) -> None:
    library = offices.copy(office, tmp_path)
    with tour_of(qapp, library, language) as tour:
        found = strangers(tour, library, language)
    assert not found, "\n".join(found)


def told(tour: Tour) -> Iterator[str]:
    for key in ("home", "tag", "coverage", "bundles", "review", "dossier", "settings"):
        tour.go(key)
    tour.settle(0.3)
    for where, text in words_of(tour.shell):
        yield f"{where}: {text}"


@pytest.mark.parametrize("office", ["sekretariat", pytest.param("kelurahan", marks=pytest.mark.heavy)])
def test_switching_leaves_nothing_behind(offices: DemoOffices, tmp_path: Path, qapp: QApplication, office: str) -> None:
    library = offices.copy(office, tmp_path)
    fresh: dict[Lang, set[str]] = {}
    for language in LANGUAGES:
        with tour_of(qapp, library, language) as tour:
            fresh[language] = set(told(tour))
    with tour_of(qapp, library, "id") as tour:
        set(told(tour))
        for language in ("en", "id", "en"):
            tour.desk.choose_language(language)
            tour.settle(0.3)
            now = set(told(tour))
            stale, gone = sorted(now - fresh[language]), sorted(fresh[language] - now)
            assert (stale, gone) == ([], []), "\n".join([*stale, "instead of", *gone])
    install_language(qapp, "id")
