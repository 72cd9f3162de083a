"""On a tour of everything: one language, a name for all that takes the focus, contrast, room, order, the ring."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QWidget,
)

import kla_desktop.gui
from kla_desktop.app.settings import ThemeChoice
from kla_desktop.gui.theme import tokens
from kla_desktop.gui.widgets.rail import RailButton
from kla_desktop.wording.formats import Lang
from tests.gui.demo_offices import DemoOffices
from tests.gui.painted import painted
from tests.gui.screen_words import columns
from tests.gui.strangers import people_said, strange_words
from tests.gui.tour import Tour, tour_of

SMALLEST = (1092, 540)
"""What is left of 1366 × 768 at 125 %, less the taskbar."""
HALF_A_LETTER = 3.0
ROUNDS = [
    ("kelurahan", "id", "light"),
    ("sekretariat", "en", "dark"),
    pytest.param(("kelurahan", "en", "dark"), marks=pytest.mark.heavy),
    pytest.param(("sekretariat", "id", "light"), marks=pytest.mark.heavy),
]


BY_THEMSELVES = {"PassingDialog", "_Window", "PreparingDialog"}
"""Bases of others, and one that begins its work as soon as it is made."""


def test_every_dialog_is_on_the_tour() -> None:
    gui = Path(kla_desktop.gui.__file__).parent
    classes = re.compile(r"^class (\w+)\((?:QDialog|QWizard|PassingDialog|_Window)\)", re.MULTILINE)
    there = {name for file in gui.rglob("*.py") for name in classes.findall(file.read_text(encoding="utf-8"))}
    tour = Path(__file__).with_name("tour.py").read_text(encoding="utf-8")
    assert {name for name in there - BY_THEMSELVES if name not in tour} == set(), "add them to tests/gui/tour.py"
    assert len(there) > 20


@pytest.mark.parametrize("way", ROUNDS)
def test_everything_once(
    offices: DemoOffices, tmp_path: Path, qapp: QApplication, way: tuple[str, Lang, ThemeChoice]
) -> None:
    office, language, theme = way
    wrong: dict[str, None] = {}
    with tour_of(qapp, offices.copy(office, tmp_path), language, theme, SMALLEST) as tour:
        said = people_said(tour.workspace)
        for name, shown in tour.everything():
            found = [*strange_words(shown, said, language), *nameless(shown), *hard_to_see(shown)]
            wrong |= dict.fromkeys(f"{name}: {one}" for one in found)
    assert not wrong, "\n".join(wrong)


def nameless(top: QWidget) -> Iterator[str]:
    """Give whatever takes the focus without a name, and rows that say nothing."""
    for widget in [top, *top.findChildren(QWidget)]:
        if not widget.isVisible() or isinstance(widget.window(), QFileDialog):
            continue
        inside = isinstance(widget.parent(), QAbstractSpinBox)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget is not top and not inside:
            face = QAccessible.queryAccessibleInterface(widget)
            if not face.text(QAccessible.Text.Name).strip():
                yield f"no name: {kind(widget)}"
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            yield from silent_rows(widget)


def silent_rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(), 300)):
        for column in range(columns(model, QModelIndex())):
            index = model.index(row, column)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled and not isinstance(view.parent(), QComboBox):
                words = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
                if not str(words or "").strip() and not is_covered(view, index):
                    yield f"silent row {row}, {column}: {kind(view)}"


def is_covered(view: QAbstractItemView, index: QModelIndex) -> bool:
    return any(index == view.indexAt(child.pos()) for child in view.viewport().children() if isinstance(child, QWidget))


def hard_to_see(top: QWidget) -> Iterator[str]:
    """Give texts of too little contrast, and texts that are cut without a word in a tooltip."""
    for field in top.findChildren(QLineEdit):
        field.deselect()
    for text in painted(top):
        if text.ground and text.ratio < 4.5:
            yield f"contrast {text.ratio:.1f}: {text.text!r} ({text.ink} on {text.ground}, {kind(text.widget)})"
        if isinstance(text.widget, QLineEdit):
            continue  # what is typed scrolls
        if text.cut > HALF_A_LETTER and text.text not in text.widget.toolTip():
            yield f"{text.cut:.0f} px cut off: {text.text!r} ({kind(text.widget)})"
    page = top.current_page if hasattr(top, "current_page") else None
    if page is not None and page.minimumSizeHint().width() > page.width():
        yield f"the page wants {page.minimumSizeHint().width()} px, has {page.width()}"


def kind(widget: QWidget) -> str:
    chain = [type(widget).__name__]
    parent = widget.parentWidget()
    while parent is not None and len(chain) < 4:
        chain.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " < ".join(chain)


# --- the way of the Tab key


ANYWHERE = "TryStep"
"""Takes its keys wherever the focus is."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the Tab key halted, where that was then, and whether a ring was seen."""

    widget: QWidget
    words: str
    place: QRect
    area: QScrollArea | None
    """What was scrolled to bring it into view; `deep` by how much."""
    deep: int
    ringed: bool


@pytest.mark.parametrize(("office", "theme"), [("kelurahan", "dark"), ("sekretariat", "light")])
def test_tab_goes_as_one_reads_and_is_always_seen(
    offices: DemoOffices, tmp_path: Path, qapp: QApplication, office: str, theme: ThemeChoice
) -> None:
    wrong: list[str] = []
    with tour_of(qapp, offices.copy(office, tmp_path), "id", theme, SMALLEST) as tour:
        for name, shown in every_window(tour):
            stops = tab_stops(tour, shown)
            assert stops, name
            wrong += [f"{name}: {one}" for one in out_of_order(stops)]
            wrong += [
                f"{name}: no ring around {stop.words}"
                for stop in stops
                if not stop.ringed and ANYWHERE not in stop.words
            ]
    assert not wrong, "\n".join(wrong)


def every_window(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    yield from tour.places()
    for name, dialog in tour.dialogs():
        if not name.startswith(("file dialog", "print dialog", "message box")):  # Qt's own
            yield name, dialog


def tab_stops(tour: Tour, top: QWidget) -> list[Stop]:
    """Press Tab until it comes round."""
    top.activateWindow()
    QTest.qWaitForWindowActive(top)
    first = next((each for each in top.findChildren(RailButton) if each.isChecked()), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[Stop] = []
    seen: set[QWidget] = set()
    for _ in range(80):
        QTest.keyClick(tour.app.focusWidget() or top, Qt.Key.Key_Tab)
        tour.app.processEvents()
        now = tour.app.focusWidget()
        if now is None or now in seen:
            break
        seen.add(now)
        stops.append(stop_at(now))
    return stops


def stop_at(widget: QWidget) -> Stop:
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    image = window.grab().toImage()
    around = place.adjusted(-5, -5, 5, 5).intersected(image.rect())
    ring = int(tokens().focus[1:], 16)
    pixels = (
        image.pixel(x, y) & 0xFFFFFF
        for y in range(around.top(), around.bottom() + 1)
        for x in range(around.left(), around.right() + 1)
    )
    words = f"{kind(widget)} {widget.accessibleName()!r}"
    area = next((each for each in window.findChildren(QScrollArea) if each.isAncestorOf(widget)), None)
    deep = area.verticalScrollBar().value() if area is not None else 0
    return Stop(widget, words, place, area, deep, sum(pixel == ring for pixel in pixels) >= 20)


def out_of_order(stops: list[Stop]) -> list[str]:
    """Return steps that go up without going to another column, or back to the left within a line; once it may begin
    anew."""
    found = []
    for one, other in pairwise([*stops, stops[0]]):
        down = other.deep - one.deep if one.area is other.area else 0
        here, there = one.place, other.place.translated(0, down)
        upwards = there.bottom() <= here.top() + 4 and there.left() < here.right()
        backwards = there.right() <= here.left() and there.top() < here.bottom() and here.top() < there.bottom()
        if upwards or backwards:
            found.append(f"Tab goes {'up' if upwards else 'back'} from {one.words} to {other.words}")
    return found if len(found) > 1 else []
