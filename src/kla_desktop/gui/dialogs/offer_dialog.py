"""What lies on a drive, folder by folder, to choose from before it is taken in."""

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.operations.survey_drives import Offer
from kla_desktop.system.names import shown

Take = Callable[[Offer, tuple[str, ...]], object]


class OfferDialog(PassingDialog):
    """Folders with something new are chosen at first."""

    def __init__(self, name: str, offer: Offer, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer, self._give = offer, take
        self.setWindowTitle(self.tr("Isi {drive}").format(drive=name))
        words = Label(
            self.tr("Kami hanya membaca. Berkas di drive ini tidak dipindah, diubah, atau dihapus."), wrap=True
        )
        self.table = self._make_table()
        self.take_button = Button("", "receive", "primary", clicked=self._take)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        buttons.addWidget(Button(self.tr("Tutup"), clicked=self.reject))
        buttons.addWidget(self.take_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(words)
        layout.addWidget(self.table)
        layout.addLayout(buttons)
        self.resize(620, 380)
        self.table.itemChanged.connect(lambda _item: self._follow())
        self._follow()

    def _make_table(self) -> QTableWidget:
        folders = self._offer.survey.folders
        table = QTableWidget(len(folders), 4)
        table.setAccessibleName(self.windowTitle())
        names = (self.tr("Folder"), self.tr("Foto dan video"), self.tr("Dokumen"), self.tr("Baru"))
        for column, name in enumerate(names):
            heading = QTableWidgetItem(name)
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            heading.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            table.setHorizontalHeaderItem(column, heading)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, folder in enumerate(folders):
            inside = PurePath(folder.path).relative_to(self._offer.drive.path)
            place = QTableWidgetItem(shown(str(inside)) if inside.parts else self.tr("(paling atas)"))
            place.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            place.setCheckState(Qt.CheckState.Checked if folder.new else Qt.CheckState.Unchecked)
            table.setItem(row, 0, place)
            for column, count in enumerate((folder.photos + folder.movies, folder.papers, folder.new), 1):
                cell = QTableWidgetItem(texts.number(count))
                cell.setTextAlignment(right)
                table.setItem(row, column, cell)
        return table

    def chosen(self) -> tuple[str, ...]:
        """The folders with a tick."""
        rows = enumerate(self._offer.survey.folders)
        return tuple(folder.path for row, folder in rows if self._is_chosen(row))

    def _is_chosen(self, row: int) -> bool:
        item = self.table.item(row, 0)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def _follow(self) -> None:
        new = sum(folder.new for row, folder in enumerate(self._offer.survey.folders) if self._is_chosen(row))
        self.take_button.setText(self.tr("Masukkan %n berkas baru", "", new))
        self.take_button.setEnabled(bool(self.chosen()))

    def _take(self) -> None:
        folders = self.chosen()
        self.accept()
        self._give(self._offer, folders)
