"""Suggestions on Tandai: read from the item itself, with their reason, accepted by one key together with their slot."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.model.listing import Filter
from kla_desktop.operations import browse
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.system.progress import SilentProgress
from tests.gui.conftest import Office

FILES = {
    "Notulen rapat kader.txt": "NOTULEN. Kader posyandu melaporkan balita yang beratnya tidak naik. PMT 90 hari.",
    "Undangan.txt": "UNDANGAN. Mengharap kehadiran pada musrenbang anak dan pelantikan Forum Anak kelurahan.",
    "Rapat.txt": "Rapat membahas pajak dan retribusi pasar serta pengaspalan jalan.",
}


def opened(open_office: Callable[..., Office], qtbot: QtBot, folder: Path) -> tuple[Office, TagPage]:
    folder.mkdir()
    for age, (name, text) in enumerate(FILES.items()):
        (folder / name).write_text(text, "utf-8")
        os.utime(folder / name, (1_790_000_000 - 9 * 86_400 * age,) * 2)
    office = open_office(0)
    ingest(office.workspace, IngestRequest((str(folder),)), SilentProgress())
    office.shell.show_page("tag")
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(lambda: len(page.model.numbers) == len(FILES) and page.model.item(0) is not None)
    return office, page


def choose(page: TagPage, qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: all(page.model.item(row) is not None for row in range(len(FILES))))
    rows = {getattr(page.model.item(row), "name", ""): row for row in range(len(FILES))}
    page.grid.choose(rows[name])


def test_a_suggestion_says_why_and_is_taken_with_its_slot(
    open_office: Callable[..., Office], qtbot: QtBot, tmp_path: Path
) -> None:
    office, page = opened(open_office, qtbot, tmp_path / "Kiriman")
    palette = page.palette_panel
    choose(page, qtbot, "Notulen rapat kader.txt")
    qtbot.waitUntil(lambda: palette.is_real and palette.suggestion(0) is not None)
    first = palette.suggestion(0)
    assert first is not None
    assert first.number == 13
    assert palette._heading.text() == "Usulan"
    assert "posyandu" in palette._why.text()
    assert "Jenis bukti: Notulen" in palette._why.text()
    assert "posyandu" in palette.rows[0].toolTip()
    QTest.keyClick(page.grid, Qt.Key.Key_Return)

    def tags() -> list[tuple[str, str | None]]:
        ws = office.workspace
        found = browse.items(ws, [number for number, _ in browse.rows(ws, Filter())])
        return [(tag.indicator, tag.slot) for item in found for tag in item.tags]

    qtbot.waitUntil(lambda: tags() == [("status-gizi-balita", "notulen-notula")])


def test_nothing_is_suggested_for_other_matters_and_never_the_last_items_suggestion(
    open_office: Callable[..., Office], qtbot: QtBot, tmp_path: Path
) -> None:
    _office, page = opened(open_office, qtbot, tmp_path / "Kiriman")
    palette = page.palette_panel
    choose(page, qtbot, "Undangan.txt")
    qtbot.waitUntil(lambda: getattr(palette.suggestion(0), "number", 0) == 6)
    choose(page, qtbot, "Rapat.txt")
    assert palette.suggestion(0) is None
    qtbot.waitUntil(lambda: not palette._waiting)
    assert not palette.is_real
    assert palette.suggestion(0) is None


def test_a_selection_is_offered_what_speaks_for_most_of_it(
    open_office: Callable[..., Office], qtbot: QtBot, tmp_path: Path
) -> None:
    _office, page = opened(open_office, qtbot, tmp_path / "Kiriman")
    page.grid.selectAll()
    qtbot.waitUntil(lambda: page.grid.selected_count() == len(FILES) and not page.palette_panel._waiting)
    assert page.palette_panel.suggestion(0) is None
