"""The cards of Beranda. Each is filled anew when something has changed; none of them reads the library."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from kla_desktop.gui import icons, texts
from kla_desktop.gui.pages.home.todo import Task
from kla_desktop.gui.theme import Space, tokens
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.coverage_bar import CoverageBar
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.state_label import StateLabel
from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.coverage import Coverage
from kla_desktop.store.office_table import Deed
from kla_desktop.watching.events import Listening
from kla_desktop.watching.report import FolderReport
from kla_desktop.watching.scan import FolderState
from kla_desktop.wording import formats

MOST_DEEDS = 6


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class TodoCard(Card):
    """Lines with a button each; `chosen` tells which Task was taken up."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self._shown: tuple[Sequence[Task], str] | None = None

    def show_tasks(self, tasks: Sequence[Task], all_done: str) -> None:
        """Show what needs doing, or that all is done."""
        if self._shown == (tasks, all_done):
            return  # so that nothing flickers and the focus stays
        self._shown = (tasks, all_done)
        clear(self.body)
        self.buttons = []
        for place, task in enumerate(tasks):
            row = QHBoxLayout()
            row.setSpacing(Space.S)
            row.addWidget(StateLabel(task.state, ""))
            row.addWidget(Label(task.text))
            row.addSpacing(Space.XS)
            row.addWidget(ElidedLabel(task.detail, "body", "muted"), 1)
            button = Button(task.button, kind="primary" if place == 0 else "plain")
            button.setMinimumWidth(96)
            button.setAccessibleName(f"{task.button}: {task.text}")
            button.clicked.connect(lambda _on=False, task=task: self.chosen.emit(task))
            self.buttons.append(button)
            row.addWidget(button)
            self.body.addLayout(row)
        if not tasks:
            row = QHBoxLayout()
            tick = Label()
            tick.setPixmap(icons.pixmap("check", tokens().ok, 20, self.devicePixelRatioF()))
            row.addWidget(tick)
            row.addWidget(Label(all_done, wrap=True), 1)
            self.body.addLayout(row)


class ProgressCard(Card):
    """A bar for each cluster: accepted, waiting, and still without evidence."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._rows: dict[str, tuple[Label, CoverageBar, Label]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for line, cluster in enumerate(catalogue.clusters):
            row = self._rows[cluster.code] = (Label(""), CoverageBar(), Label("", "small", "muted"))
            for column, widget in enumerate(row):
                grid.addWidget(widget, line, column)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def show_coverage(self, coverage: Coverage) -> None:
        """Show how far each cluster is."""
        for cluster in self._catalogue.clusters:
            name, bar, words = self._rows[cluster.code]
            slugs = {indicator.slug for indicator in self._catalogue.in_cluster(cluster.code)}
            marks = [cell.mark for cell in coverage.totals if cell.indicator in slugs]
            accepted, there = marks.count("accepted"), len(marks) - marks.count("none")
            name.setText(cluster.short(texts.language()))
            bar.set_values(accepted, there - accepted, len(marks))
            words.setText(self.tr("{n} dari {total}").format(n=there, total=len(marks)))


@dataclass(frozen=True, slots=True)
class DoneLine:
    """A deed with its words, and whether it is the one that can be undone now."""

    deed: Deed
    words: str
    can_undo: bool


class DeedsCard(Card):
    """What was done last, newest first."""

    def __init__(self, undo: Callable[[], object]) -> None:
        super().__init__()
        self._undo = undo

    def show_deeds(self, lines: Sequence[DoneLine], now: datetime, nothing: str) -> None:
        """Show at most MOST_DEEDS lines."""
        clear(self.body)
        for line in lines[:MOST_DEEDS]:
            row = QHBoxLayout()
            row.setSpacing(Space.M)
            time = Label(_moment(line.deed.at, now, self.tr("Kemarin")), "body", "muted")
            time.setFixedWidth(76)
            row.addWidget(time)
            undone = line.deed.state == "undone"
            words = self.tr("{deed} (diurungkan)").format(deed=line.words) if undone else line.words
            row.addWidget(ElidedLabel(words, "body", "muted" if undone else ""), 1)
            if line.can_undo:
                button = Button(self.tr("Urungkan"), kind="link", key="Ctrl+Z", clicked=self._undo)
                button.setAccessibleName(f"{button.text()}: {line.words}")
                row.addWidget(button)
            self.body.addLayout(row)
        if not lines:
            self.body.addWidget(Label(nothing, tone="muted", wrap=True))
        self.body.addStretch(1)


def _moment(at: str, now: datetime, yesterday: str) -> str:
    """Return the time of day for today, "Kemarin", else the day."""
    zone = timezone(formats.WIB)
    then, today = datetime.fromisoformat(at).astimezone(zone), now.astimezone(zone).date()
    if then.date() == today:
        return formats.clock(then, texts.language())
    if then.date() == today - timedelta(days=1):
        return yesterday
    return formats.short_date(then.date(), texts.language())


class FoldersCard(Card):
    """The watched folders and how each stands."""

    def __init__(self, add: Callable[[], object], remove: Callable[[str], object]) -> None:
        super().__init__()
        self._remove = remove
        self.add_button = Button("", "plus", "link", clicked=add)
        self.add_to_heading(self.add_button)

    def show_folders(self, folders: Sequence[str], reports: Mapping[str, FolderReport], nothing: str) -> None:
        """Show each folder with symbol and words."""
        clear(self.body)
        for folder in folders:
            row = QHBoxLayout()
            row.setSpacing(Space.S)
            icon, colour, words = self._state(reports.get(folder))
            mark = Label()
            mark.setPixmap(icons.pixmap(icon, colour, 16, self.devicePixelRatioF()))
            row.addWidget(mark)
            name = Label(PurePath(folder).name or folder)
            name.setToolTip(folder)
            row.addWidget(name)
            row.addWidget(ElidedLabel(words, "small", "muted"), 1)
            text = self.tr("Berhenti memantau {folder}").format(folder=name.text())
            row.addWidget(IconButton("cross", text, clicked=partial(self._remove, folder)))
            self.body.addLayout(row)
        if not folders:
            self.body.addWidget(Label(nothing, tone="muted", wrap=True))
        self.body.addStretch(1)

    def _state(self, report: FolderReport | None) -> tuple[str, str, str]:
        colours = tokens()
        if report is None:
            return "refresh", colours.muted, self.tr("sedang dilihat")
        if report.state is FolderState.MISSING:
            return "dash", colours.muted, self.tr("tidak tersambung; ditunggu")
        if report.state is FolderState.UNREADABLE:
            return "warning", colours.warn, self.tr("tidak boleh dibaca")
        if report.waiting:
            return "refresh", colours.warn, self.tr("%n berkas masih disalin", "", report.waiting)
        if report.listening is Listening.LIMIT_REACHED:
            return "check", colours.ok, self.tr("dilihat tiap beberapa detik; batas sistem tercapai")
        if report.listening is Listening.POLLING:
            return "check", colours.ok, self.tr("dilihat tiap beberapa detik")
        return "check", colours.ok, self.tr("dipantau")


def side_by_side(left: QWidget, right: Sequence[QWidget]) -> QHBoxLayout:
    """Lay out one card at the left, and others below each other at the right."""
    row = QHBoxLayout()
    row.setSpacing(Space.M)
    column = QVBoxLayout()
    column.setSpacing(Space.M)
    for widget in right:
        column.addWidget(widget)
    row.addWidget(left, 1, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    return row
