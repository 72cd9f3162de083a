"""The files that could not be taken in, with the reason of each, and another try. None is ever forgotten."""

from collections.abc import Callable, Sequence
from pathlib import PurePath

from PySide6.QtWidgets import QDialog, QHBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.store.library_table import Failure
from kla_desktop.system.names import restored, shown
from kla_desktop.wording.words import SKIPS, said

MOST_SHOWN = 500


class FailuresDialog(QDialog):
    """Stands beside the work."""

    def __init__(
        self, failures: Sequence[Failure], retry: Callable[[list[str]], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Berkas yang belum bisa dimasukkan"))
        words = Label(
            self.tr(
                "Berkas aslinya tidak tersentuh. Kami mencoba lagi dengan sendirinya; Anda juga bisa mencoba kini."
            ),
            wrap=True,
        )
        table = QTableWidget(min(len(failures), MOST_SHOWN), 3)
        table.setAccessibleName(self.windowTitle())
        table.setHorizontalHeaderLabels([self.tr("Berkas"), self.tr("Sebab"), self.tr("Folder")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        for row, failure in enumerate(failures[:MOST_SHOWN]):
            path = PurePath(restored(failure.path))
            reason = said(SKIPS, failure.reason, texts.language())
            for column, text in enumerate((shown(path.name), reason, shown(str(path.parent)))):
                table.setItem(row, column, QTableWidgetItem(text))
        table.resizeColumnsToContents()
        table.horizontalHeader().setStretchLastSection(True)
        paths = [restored(failure.path) for failure in failures]

        def again() -> None:
            self.accept()
            retry(paths)

        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(Button(self.tr("Tutup"), clicked=self.reject))
        buttons.addWidget(Button(self.tr("Coba lagi"), "refresh", "primary", clicked=again))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(words)
        layout.addWidget(table)
        layout.addLayout(buttons)
        self.resize(640, 380)
