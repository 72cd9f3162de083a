"""Switching the language at run time leaves nothing behind: the window then says what a fresh one says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kla_desktop.gui.translations import install_language
from kla_desktop.wording.formats import LANGUAGES, Lang
from tests.gui.demo_offices import DemoOffices
from tests.gui.screen_words import words_of
from tests.gui.tour import PLACES, Tour, tour_of


def told(tour: Tour) -> Iterator[str]:
    for key in PLACES:
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
