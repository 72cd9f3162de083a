"""The cards of Beranda. Each is filled anew when something has changed; none of them reads the library."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QWidget

from kla_desktop.gui import icons, texts
from kla_desktop.gui.pages.home.todo import Task
from kla_desktop.gui.theme import Space, tokens
from kla_desktop.gui.widgets.button import Button, IconButton, Kind
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.coverage_bar import CoverageBar
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.state_label import StateLabel
from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.coverage import Coverage
from kla_desktop.watching.events import Listening
from kla_desktop.watching.report import FolderReport
from kla_desktop.watching.scan import FolderState
from kla_desktop.wording import formats


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
        self._shown: tuple[Sequence[Task], Task] | None = None

    def show_tasks(self, tasks: Sequence[Task], all_done: Task) -> None:
        """Show what needs doing; or that all is done, with the way to what may come next."""
        if self._shown == (tasks, all_done):
            return  # so that nothing flickers and the focus stays
        self._shown = (tasks, all_done)
        focused = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), None)
        clear(self.body)
        self.buttons = []
        for place, task in enumerate(tasks):
            row = QHBoxLayout()
            row.setSpacing(Space.S)
            row.addWidget(StateLabel(task.state, ""))
            row.addWidget(Label(task.text))
            row.addSpacing(Space.XS)
            row.addWidget(ElidedLabel(task.detail, "body", "muted"), 1)
            row.addWidget(self._button(task, "primary" if place == 0 else "plain"))
            self.body.addLayout(row)
        if not tasks:
            row = QHBoxLayout()
            tick = Label()
            tick.setPixmap(icons.pixmap("check", tokens().ok, 20, self.devicePixelRatioF()))
            row.addWidget(tick)
            row.addWidget(Label(all_done.text, wrap=True), 1)
            if all_done.button:
                row.addWidget(self._button(all_done, "plain"))
            self.body.addLayout(row)
        if focused is not None and self.buttons:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus()

    def _button(self, task: Task, kind: Kind) -> Button:
        button = Button(task.button, kind=kind)
        button.setMinimumWidth(96)
        button.setAccessibleName(f"{task.button}: {task.text}")
        button.clicked.connect(lambda _on=False: self.chosen.emit(task))
        self.buttons.append(button)
        return button


_BARS_MOST = 520
"""Height of the bars at most: farther apart they would no longer belong together."""


class ProgressCard(Card):
    """A bar for each cluster: accepted, waiting, and still without evidence; what is missing where there is room."""

    def __init__(self, catalogue: Catalogue, opened: Callable[[], object]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._rows: dict[str, tuple[Label, CoverageBar, Label, ElidedLabel]] = {}
        self.open = Button("", kind="link", clicked=opened)
        self.add_to_heading(self.open)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        for at, cluster in enumerate(catalogue.clusters):
            name, bar, words, missing = (
                Label(""),
                CoverageBar(),
                Label("", "small", "muted"),
                ElidedLabel("", "small", "muted"),
            )
            self._rows[cluster.code] = (name, bar, words, missing)
            for column, widget in enumerate((name, bar, words)):
                grid.addWidget(widget, 2 * at, column)
            grid.addWidget(missing, 2 * at + 1, 0, 1, 3)
            grid.setRowMinimumHeight(2 * at, 24)
            grid.setRowStretch(2 * at + 1, 1)
        self._bars = QWidget()
        self._bars.setLayout(grid)
        self._bars.setMaximumHeight(_BARS_MOST)
        grid.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._bars, 1)
        self.body.addStretch(0)
        self.deadline = ElidedLabel("", "small", "muted")
        self.body.addWidget(self.deadline)

    def show_coverage(self, coverage: Coverage) -> None:
        """Show how far each cluster is."""
        language = texts.language()
        for cluster in self._catalogue.clusters:
            name, bar, words, missing = self._rows[cluster.code]
            inside = self._catalogue.in_cluster(cluster.code)
            slugs = {indicator.slug for indicator in inside}
            marks = {cell.indicator: cell.mark for cell in coverage.totals if cell.indicator in slugs}
            accepted = list(marks.values()).count("accepted")
            empty = [indicator.label(language) for indicator in inside if marks.get(indicator.slug) == "none"]
            there = len(marks) - len(empty)
            name.setText(cluster.short(language))
            bar.set_values(accepted, there - accepted, len(marks))
            words.setText(self.tr("{n} dari {total}").format(n=there, total=len(marks)))
            named = self.tr("Belum ada: {indicators}").format(indicators=", ".join(empty))
            missing.setText(named if empty else self.tr("Semua sudah ada buktinya"))
            missing.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_missing(self, shown: bool) -> None:
        """Name the empty indicators below each bar, or not."""
        for *_, missing in self._rows.values():
            missing.setVisible(shown)


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened, in words; `undo` takes it back where that can be done."""

    at: str
    words: str
    undone: bool = False
    undo: Callable[[], object] | None = None
    key: str = ""


class RecentCard(Card):
    """What happened last, newest first; as many lines as the page has room for."""

    ROW = 28
    FEWEST, MOST = 3, 20

    def __init__(self) -> None:
        super().__init__()
        self.body.setSpacing(0)
        self.undo_buttons: list[Button] = []
        self._lines: Sequence[Line] = ()
        self._now: datetime | None = None
        self._nothing = ""
        self._room = self.FEWEST

    def show_lines(self, lines: Sequence[Line], now: datetime, nothing: str) -> None:
        """Show other lines; `nothing` is said where there are none."""
        self._lines, self._now, self._nothing = lines, now, nothing
        self._fill()

    def set_room(self, height: int) -> None:
        """Say how high the list may be."""
        room = max(self.FEWEST, min(self.MOST, height // self.ROW))
        if room != self._room:
            self._room = room
            self._fill()

    def _fill(self) -> None:
        clear(self.body)
        self.undo_buttons = []
        if self._now is None:
            return
        shown = self._lines[: self._room]
        moments = [_moment(line.at, self._now, self.tr("Kemarin")) for line in shown]
        wide = max(map(self.fontMetrics().horizontalAdvance, moments), default=0)
        for line, moment in zip(shown, moments, strict=True):
            self.body.addWidget(self._row(line, moment, wide))
        if not self._lines:
            self.body.addWidget(Label(self._nothing, tone="muted", wrap=True))
        self.body.addStretch(1)

    def _row(self, line: Line, moment: str, wide: int) -> QWidget:
        holder = QWidget()
        holder.setFixedHeight(self.ROW)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        time = Label(moment, "body", "muted")
        time.setFixedWidth(wide)
        row.addWidget(time)
        words = self.tr("{deed} (diurungkan)").format(deed=line.words) if line.undone else line.words
        row.addWidget(ElidedLabel(words, "body", "muted" if line.undone else ""), 1)
        if line.undo is not None:
            button = Button(self.tr("Urungkan"), kind="link", key=line.key, clicked=line.undo)
            button.setMinimumHeight(self.ROW - 4)
            button.setAccessibleName(f"{button.text()}: {line.words}")
            self.undo_buttons.append(button)
            row.addWidget(button)
        return holder


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
