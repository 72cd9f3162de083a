"""The files that could not be taken in: why, when they are tried again, and what the user may do about it."""

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.empty_state import EmptyState
from kla_desktop.gui.widgets.label import Label
from kla_desktop.jobs.events import Lane
from kla_desktop.operations.browse import Overview
from kla_desktop.operations.set_aside import SetAsideRequest, set_aside
from kla_desktop.store.failure_table import Failure
from kla_desktop.system.names import restored, shown
from kla_desktop.wording.failures import next_try
from kla_desktop.wording.words import SKIPS, said

MOST_SHOWN = 500


class FailuresDialog(QDialog):
    """Stands beside the work and follows it: what goes in meanwhile leaves the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._failures: Sequence[Failure] = ()
        self.setWindowTitle(self.tr("Berkas yang belum bisa dimasukkan"))
        self._words = Label("", wrap=True)
        self.table = self._make_table()
        self.empty = EmptyState(self.tr("Semua sudah masuk. Tidak ada berkas yang tertinggal."), "check")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.open_folder = Button(self.tr("Tampilkan di folder"), "folder", clicked=self._open_folder)
        self.ignore = Button(self.tr("Abaikan"), clicked=self._ignore)
        self.again = Button("", "refresh", "primary", clicked=self._again)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.open_folder)
        buttons.addWidget(self.ignore)
        buttons.addStretch(1)
        buttons.addWidget(Button(self.tr("Tutup"), clicked=self.reject))
        buttons.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(self._words)
        layout.addWidget(self._stack, 1)
        layout.addLayout(buttons)
        self.resize(940, 420)
        self.table.itemSelectionChanged.connect(self._follow_selection)
        context.overview.read.connect(self._have)
        if context.overview.current is not None:
            self._have(context.overview.current)
        self.table.setFocus()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setAccessibleName(self.windowTitle())
        names = (self.tr("Berkas"), self.tr("Sebab"), self.tr("Selanjutnya"), self.tr("Folder"))
        table.setHorizontalHeaderLabels(list(names))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((200, 270, 250)):
            table.setColumnWidth(column, width)
        return table

    # --- showing
    def _have(self, overview: Overview) -> None:
        if tuple(self._failures) == overview.failures and self.table.rowCount():
            return
        chosen = set(self._chosen())
        self._failures = overview.failures
        language, now = texts.language(), self._context.workspace.tools.clock.now()
        self.table.setUpdatesEnabled(False)
        self.table.clearSelection()
        self.table.setRowCount(min(len(self._failures), MOST_SHOWN))
        for row, failure in enumerate(self._failures[:MOST_SHOWN]):
            path = PurePath(restored(failure.path))
            reason = said(SKIPS, failure.reason, language)
            later = next_try(failure.reason, failure.next_at, now, language)
            for column, text in enumerate((shown(path.name), reason, later, shown(str(path.parent)))):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self.table.setItem(row, column, cell)
                cell.setSelected(restored(failure.path) in chosen)
        self.table.setUpdatesEnabled(True)
        self._say()
        self._follow_selection()

    def _say(self) -> None:
        self._words.setVisible(bool(self._failures))
        self._stack.setCurrentWidget(self.table if self._failures else self.empty)
        text = self.tr(
            "Berkas aslinya tidak tersentuh. Kami mencoba lagi dengan sendirinya; Anda juga bisa mencoba kini."
        )
        more = len(self._failures) - MOST_SHOWN
        if more > 0:
            text += " " + self.tr("%n lagi tidak tampil di daftar ini.", "", more)
        self._words.setText(text)

    def _chosen(self) -> list[str]:
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [restored(self._failures[row].path) for row in rows if row < len(self._failures)]

    def _follow_selection(self) -> None:
        chosen = len(self._chosen())
        self.again.setText(self.tr("Coba lagi") if chosen else self.tr("Coba lagi semua"))
        self.again.setEnabled(bool(self._failures))
        self.ignore.setEnabled(chosen > 0)
        self.open_folder.setEnabled(chosen == 1)

    # --- doing
    def _again(self) -> None:
        self._context.desk.take_in(self._chosen() or [restored(failure.path) for failure in self._failures])

    def _ignore(self) -> None:
        work, request = self._context.workspace, SetAsideRequest(tuple(self._chosen()))
        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: set_aside(work, request, progress),
            failed=self._context.desk.show_failure,
            initiator=self,
        )

    def _open_folder(self) -> None:
        path = PurePath(self._chosen()[0])
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
