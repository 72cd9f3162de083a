"""The virtual list: order and days at once, items as they are seen, selection and place kept over a reading."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.gui.item_models.evidence_model import PAGE, EvidenceModel
from kla_desktop.gui.item_models.listing_reader import Section, day_of
from kla_desktop.gui.item_models.thumbnails import Fit, Thumbnails, cut
from kla_desktop.gui.keying.number_entry import Keyed, NumberEntry
from kla_desktop.gui.pages.tagging.cell import in_two_lines
from kla_desktop.gui.pages.tagging.grid_layout import HEADING, GridLayout, fitted
from kla_desktop.gui.pages.tagging.grid_view import GridView
from kla_desktop.gui.theme import Space, font
from kla_desktop.model.changes import Changes
from kla_desktop.model.listing import Filter, Order
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.system.progress import SilentProgress
from tests.gui.conftest import Office, plant

Open = Callable[..., Office]


def loaded(office: Office, qtbot: QtBot, wanted: Filter, count: int) -> EvidenceModel:
    model = EvidenceModel(office.context)
    model.setParent(office.shell)
    model.show(wanted)
    qtbot.waitUntil(lambda: len(model.numbers) == count)
    return model


def test_order_and_days_are_known_at_once(open_office: Open, qtbot: QtBot) -> None:
    office = open_office(300)
    model = loaded(office, qtbot, Filter(), 300)
    assert sum(section.count for section in model.sections) == 300
    days = [section.day for section in model.sections]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) == len(days)
    oldest = loaded(office, qtbot, Filter(order=Order.OLDEST), 300)
    assert list(oldest.numbers) == list(reversed(model.numbers))
    added = loaded(office, qtbot, Filter(order=Order.ADDED), 300)
    assert [section.day for section in added.sections] == [""]


def test_items_come_page_by_page(open_office: Open, qtbot: QtBot) -> None:
    office = open_office(PAGE + 50)
    model = loaded(office, qtbot, Filter(), PAGE + 50)
    assert model.item(PAGE) is None
    assert model.data(model.index(PAGE), Qt.ItemDataRole.DisplayRole) == "memuat…"
    qtbot.waitUntil(lambda: model.item(PAGE) is not None)
    assert model.numbers[0] not in model._items
    assert model.item(-1) is None
    assert model.item(PAGE + 50) is None


def test_a_change_is_shown_and_the_order_stays(open_office: Open, qtbot: QtBot) -> None:
    office = open_office(10)
    model = loaded(office, qtbot, Filter(), 10)
    qtbot.waitUntil(lambda: model.item(0) is not None)
    item = model.item(0)
    assert item is not None
    indicator = office.workspace.catalogue.by_number[13]
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    tag(office.workspace, TagRequest((item.id,), (indicator.slug,)), SilentProgress())
    office.context.change_bus.changed.emit(Changes.TAGS, None)

    def shown() -> bool:
        held = model.item(0)
        return held is not None and [each.indicator for each in held.tags] == [indicator.slug]

    qtbot.waitUntil(shown)
    qtbot.waitUntil(lambda: not model.is_untagged(0))
    assert model.untagged_count == 9
    assert not resets


def test_marks_count_before_the_library_has_them(open_office: Open, qtbot: QtBot) -> None:
    office = open_office(4)
    model = loaded(office, qtbot, Filter(untagged=True), 4)
    number = model.numbers[1]
    model.mark_tagged([1], [office.workspace.catalogue.by_number[6].slug])
    assert not model.is_untagged(1)
    assert model.next_untagged(0) == 2
    model.reload()
    qtbot.waitUntil(lambda: not model.is_loading)
    assert not model.is_untagged(1), "a reading that came before the tag must not bring it back"
    model.marks_settled([number], worked=False)
    assert model.is_untagged(1)


def test_next_untagged_goes_round_once(open_office: Open, qtbot: QtBot) -> None:
    office = open_office(3)
    model = loaded(office, qtbot, Filter(), 3)
    slug = office.workspace.catalogue.by_number[6].slug
    model.mark_tagged([0, 2], [slug])
    assert model.next_untagged(2) == 1
    assert model.next_untagged(1, frozenset({1})) == -1
    model.mark_tagged([1], [slug])
    assert model.next_untagged(0) == -1


@pytest.fixture
def grid(open_office: Open, qtbot: QtBot) -> Callable[[int], tuple[Office, EvidenceModel, GridView]]:
    def make(count: int) -> tuple[Office, EvidenceModel, GridView]:
        office = open_office(count)
        model = EvidenceModel(office.context)
        model.setParent(office.shell)
        thumbnails = Thumbnails(office.workspace, office.context.job_bridge, office.shell)
        view = GridView(office.context, model, thumbnails)
        view.setParent(office.shell)
        view.resize(700, 500)
        view.show()
        model.show(Filter())
        qtbot.waitUntil(lambda: len(model.numbers) == count)
        return office, model, view

    return make


def test_reading_again_keeps_selection_and_place(
    grid: Callable[[int], tuple[Office, EvidenceModel, GridView]], qtbot: QtBot
) -> None:
    office, model, view = grid(400)
    view.choose(200)
    view.selectionModel().select(model.index(203), QItemSelectionModel.SelectionFlag.Select)
    chosen = [model.numbers[row] for row in view.selected_rows()]
    seen = view.visualRect(model.index(200)).top()
    plant(office.workspace, 40, first=4000)
    office.context.change_bus.changed.emit(Changes.EVIDENCE, None)
    qtbot.waitUntil(lambda: len(model.numbers) == 440)
    assert sorted(model.numbers[row] for row in view.selected_rows()) == sorted(chosen)
    assert model.numbers[view.current_row] == chosen[0]
    assert abs(view.visualRect(model.index(view.current_row)).top() - seen) <= view._grid.cell.height


def test_clicks_and_keys_select_as_in_a_file_manager(
    grid: Callable[[int], tuple[Office, EvidenceModel, GridView]], qtbot: QtBot
) -> None:
    _, model, view = grid(60)
    left, shift, ctrl = (
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.ControlModifier,
    )

    def click(row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(view.viewport(), left, keys, view.visualRect(model.index(row)).center())

    click(1)
    assert view.selected_rows() == [1]
    click(4, shift)
    assert view.selected_rows() == [1, 2, 3, 4]
    click(2, ctrl)
    assert view.selected_rows() == [1, 3, 4]
    click(0)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.selected_rows() == [59]
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert model.sections[0].count <= view.current_row or view.current_row == view._grid.columns
    view.selectAll()
    assert view.selected_count() == 60


def test_a_rubber_band_selects_what_it_touches(
    grid: Callable[[int], tuple[Office, EvidenceModel, GridView]], qtbot: QtBot
) -> None:
    _, model, view = grid(60)
    first, last = view.visualRect(model.index(0)), view.visualRect(model.index(1))
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), left, pos=first.bottomLeft() + QPoint(-6, 6))
    QTest.mouseMove(view.viewport(), first.center())
    QTest.mouseMove(view.viewport(), last.center())
    touched = [row for row in range(60) if view.visualRect(model.index(row)).intersects(first.united(last))]
    QTest.mouseRelease(view.viewport(), left, pos=last.center())
    assert set(view.selected_rows()) <= set(touched)


def test_a_heading_chooses_its_day(grid: Callable[[int], tuple[Office, EvidenceModel, GridView]], qtbot: QtBot) -> None:
    _, model, view = grid(60)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(24, 25))
    assert view.selected_rows() == list(range(model.sections[0].count))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(24, 25))
    assert view.selected_rows() == []


def test_pictures_come_newest_wish_first_and_stay_within_bounds(open_office: Open, qtbot: QtBot) -> None:
    office = open_office(0)
    image = QImage(200, 150, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    file = office.workspace.store.folder / "t.jpg"
    assert image.save(str(file))
    digests = [f"{number:064x}" for number in range(40)]
    office.workspace.store.previews.put([(digest, file.read_bytes()) for digest in digests])
    thumbnails = Thumbnails(office.workspace, office.context.job_bridge, office.shell)
    told: list[frozenset[str]] = []
    thumbnails.arrived.connect(told.append)
    for digest in [*digests, "f" * 64]:
        assert thumbnails.get(digest) is None
    qtbot.waitUntil(lambda: thumbnails.is_known(digests[0]))
    assert "f" * 64 in told[0]
    assert digests[0] in told[-1]
    assert isinstance(thumbnails.get(digests[5]), QPixmap)
    assert thumbnails.get("f" * 64) is None
    assert thumbnails.size == 40 * (152 * 114 * 4 + file.stat().st_size)
    whole = thumbnails.whole(digests[5])
    assert whole is not None
    assert (whole.width(), whole.height()) == (200, 150)


def test_another_size_of_pictures_replaces_the_first_without_a_gap(open_office: Open, qtbot: QtBot) -> None:
    office = open_office(0)
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    file = office.workspace.store.folder / "t.jpg"
    assert image.save(str(file))
    office.workspace.store.previews.put([("a" * 64, file.read_bytes())])
    thumbnails = Thumbnails(office.workspace, office.context.job_bridge, office.shell)

    def shown() -> tuple[int, int]:
        picture = thumbnails.get("a" * 64)
        return (picture.width(), picture.height()) if picture is not None else (0, 0)

    qtbot.waitUntil(lambda: shown() == (152, 114))
    thumbnails.choose_fit(Fit(100, 75, 4))
    assert shown() == (152, 114), "the old size is shown until the new one is there"
    qtbot.waitUntil(lambda: shown() == (100, 75))
    thumbnails.choose_fit(Fit(800, 600, 8))
    qtbot.waitUntil(lambda: shown() == (267, 200))


def test_a_picture_is_cut_where_it_says_least() -> None:
    tall = QImage(100, 300, QImage.Format.Format_RGB32)
    tall.fill(Qt.GlobalColor.white)
    painter = QPainter(tall)
    painter.fillRect(0, 0, 100, 40, Qt.GlobalColor.red)
    painter.end()

    def is_red(image: QImage, y: int) -> bool:
        colour = image.pixelColor(50, y)
        return colour.red() - colour.green() > 100

    page = cut(tall, Fit(100, 75, 4), is_page=True)
    photo = cut(tall, Fit(100, 75, 4), is_page=False)
    assert (page.width(), page.height()) == (photo.width(), photo.height()) == (100, 75)
    assert is_red(page, 20)
    assert not is_red(photo, 20), "the upper quarter of what is cut off is above the photo"
    assert page.pixelColor(0, 0).alpha() < 100, "the corners are round"


def test_days_are_those_of_the_office() -> None:
    assert day_of("2026-11-21T23:30:00") == "2026-11-21"
    assert day_of("2026-11-21T18:30:00Z") == "2026-11-22"
    assert day_of("2026-11-21T18:30:00+07:00") == "2026-11-21"
    assert day_of("2026-11-21") == "2026-11-21"
    assert day_of("2026") == "2026"
    assert not day_of("")


def test_cells_lie_below_their_headings() -> None:
    layout = GridLayout()
    layout.arrange((Section("2026-11-21", 0, 4), Section("2026-11-20", 4, 2)), 560, 1.0)
    assert layout.columns == 3
    rects = [layout.cell_rect(row) for row in range(6)]
    assert rects[0].top() == HEADING
    assert rects[3].left() == rects[0].left()
    assert rects[4].top() > rects[3].bottom()
    for row, rect in enumerate(rects):
        assert layout.row_at(rect.center().x(), rect.center().y()) == row
    assert not any(a.intersects(b) for a in rects for b in rects if a is not b)
    assert layout.row_at(rects[3].right() + 60, rects[3].center().y()) == -1
    assert layout.cell_rect(6) == QRect()
    assert [layout.step(row, 1) for row in range(6)] == [3, 3, 3, 4, 4, 5]
    assert [layout.step(row, -1) for row in range(6)] == [0, 1, 2, 0, 3, 3]
    whole = QRect(0, 0, 560, layout.height)
    assert sorted(row for run in layout.rows_in(whole) for row in run) == list(range(6))
    assert list(layout.rows_between(0, layout.height)) == list(range(6))


def test_small_days_share_a_band() -> None:
    counts = (1, 1, 5, 2, 1, 1, 9)
    starts = [sum(counts[:at]) for at in range(len(counts))]
    days = [
        Section(f"2026-11-{21 - at:02d}", start, count)
        for at, (start, count) in enumerate(zip(starts, counts, strict=True))
    ]
    layout = GridLayout()
    layout.arrange(days, 560, 1.0)
    assert layout.columns == 3
    headings = [layout.heading_rect(at, 560) for at in range(len(days))]
    assert headings[0].top() == headings[1].top() < headings[2].top() < headings[3].top() == headings[4].top()
    assert headings[4].top() < headings[5].top() < headings[6].top()
    assert not any(a.intersects(b) for a in headings for b in headings if a is not b)
    for at, heading in enumerate(headings):
        first = layout.cell_rect(starts[at])
        assert heading.left() == first.left()
        assert heading.bottom() < first.top()
        assert layout.section_at(heading.left() + 5, heading.top() + 5) == at
    rects = [layout.cell_rect(row) for row in range(sum(counts))]
    assert not any(a.intersects(b) for a in rects for b in rects if a is not b)
    for row, rect in enumerate(rects):
        assert layout.row_at(rect.center().x(), rect.center().y()) == row
        assert row in layout.rows_between(rect.top(), rect.bottom())
        assert [*layout.rows_in(rect)] == [range(row, row + 1)]
    assert [layout.step(row, 1) for row in range(11)] == [2, 3, 5, 6, 6, 7, 8, 10, 10, 10, 11]
    assert [layout.step(row, -1) for row in (2, 3, 4, 7, 8, 9, 10, 11, 12, 13)] == [0, 1, 1, 5, 6, 6, 7, 10, 10, 10]
    assert layout.step(0, -1) == 0
    assert layout.step(19, 1) == 19


def test_sections_with_a_name_have_a_band_of_their_own() -> None:
    layout = GridLayout()
    layout.arrange((Section("2026-11-21", 0, 1, "a", "Rapat"), Section("2026-11-20", 1, 1)), 560, 1.0)
    assert layout.heading_rect(0, 560).top() < layout.heading_rect(1, 560).top()


def test_cells_fill_the_width() -> None:
    for width in range(300, 2000, 37):
        columns, cell = fitted(width, 1.0)
        assert 0 <= width - 2 * Space.L - columns * cell.width - (columns - 1) * Space.M < columns
        assert columns == 1 or 120 <= cell.width <= 240


def test_long_names_lose_their_middle(app: QApplication) -> None:
    del app
    metrics = QFontMetrics(font("small"))
    name = "Notulen Rapat Forum Anak Kelurahan Pancoran Mas tanggal 21-11-2026 (revisi 3)"
    first, second = in_two_lines(name, 130, 100, metrics)
    assert name.startswith(first)
    assert second.startswith("…")
    assert second.endswith("(revisi 3)")
    assert metrics.horizontalAdvance(first) <= 130
    assert metrics.horizontalAdvance(second) <= 100
    assert in_two_lines("WA", 130, 100, metrics) == ("WA", "")
    first, second = in_two_lines("IMG_20261121_101522_BURST", 130, 100, metrics)
    assert first + second == "IMG_20261121_101522_BURST"


def test_numbers_wait_only_where_a_second_digit_may_follow() -> None:
    entry = NumberEntry(range(1, 25))
    assert [entry.digit(str(digit)) for digit in range(3, 10)] == [Keyed(digit) for digit in range(3, 10)]
    assert entry.digit("0") == Keyed()
    assert entry.matches(6)
    assert not entry.matches(16)
    assert entry.digit("6") == Keyed(6)
    assert entry.digit("2") == Keyed()
    assert entry.enter() == Keyed(2)
    assert entry.digit("2") == Keyed()
    assert entry.digit("5") == Keyed(unknown="25")
    assert entry.digit("0") == Keyed()
    assert entry.digit("0") == Keyed(unknown="00")
    entry.plus()
    assert entry.adding
    assert entry.take_adding()
    assert entry.is_idle


def test_numbers_of_the_older_edition_wait_at_three() -> None:
    entry = NumberEntry(range(1, 32))
    assert entry.digit("3") == Keyed()
    assert entry.digit("1") == Keyed(31)
    assert entry.digit("4") == Keyed(4)
