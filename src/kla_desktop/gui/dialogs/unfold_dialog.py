"""What lies in a ZIP or is attached to a letter, with check boxes: what is chosen is taken in."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.message_bar import announce
from kla_desktop.operations.unfold import Inside
from kla_desktop.system.names import shown
from kla_desktop.wording import formats

_CHECKED, _OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class UnfoldDialog(PassingDialog):
    """Calls `chosen(places, password)`; stays until `over` says how it went, since a password may not fit."""

    def __init__(
        self,
        name: str,
        inside: Sequence[Inside],
        chosen: Callable[[tuple[int, ...], str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self.setWindowTitle(self.tr("Ambil isi: {name}").format(name=shown(name)))
        words = self.tr("Yang dicentang menjadi bukti tersendiri. Berkas ini sendiri tetap tersimpan apa adanya.")
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels([self.tr("Nama"), self.tr("Ukuran"), self.tr("Tanggal")])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setStretchLastSection(False)
        for section in (1, 2):
            self.list.header().setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setAccessibleName(self.tr("Isi berkas"))
        self.list.addTopLevelItems([self._row(one) for one in inside])
        self.list.itemChanged.connect(lambda *_: self._count())
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("Kata sandi berkas (tidak disimpan)"))
        self.password.setAccessibleName(self.tr("Kata sandi berkas (tidak disimpan)"))
        self.password.setVisible(any(one.locked for one in inside))
        self.said = Label("", tone="danger", wrap=True)
        self.said.hide()
        box = QDialogButtonBox()
        self.take = box.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("kind", "primary")
        self.none = box.addButton(self.tr("Kosongkan centang"), QDialogButtonBox.ButtonRole.ResetRole)
        self.none.clicked.connect(lambda _on: self._check_all())
        close = box.addButton(QDialogButtonBox.StandardButton.Cancel)
        close.setText(self.tr("Tutup"))
        box.accepted.connect(self._ask)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.M)
        column.setSpacing(Space.M)
        for widget in (Label(words, wrap=True), self.list, self.password, self.said, box):
            column.addWidget(widget)
        self.resize(620, 420)
        self._count()
        self.list.setFocus()

    def over(self, sentence: str = "") -> None:
        """It is done; or say why nothing was taken."""
        if not sentence:
            self.accept()
            return
        self.take.setEnabled(True)
        self.said.setText(sentence)
        self.said.show()
        announce(self.said, sentence)
        if self.password.isVisibleTo(self):
            self.password.setFocus()
            self.password.selectAll()

    def places(self) -> tuple[int, ...]:
        """What is checked."""
        rows = [self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount())]
        checked = [row for row in rows if row is not None and row.checkState(0) == _CHECKED]
        return tuple(int(row.data(0, Qt.ItemDataRole.UserRole)) for row in checked)

    def _row(self, one: Inside) -> QTreeWidgetItem:
        language = texts.language()
        time = formats.when(one.modified, language) if one.modified else ""
        name = shown(one.name) + (self.tr(" (terkunci)") if one.locked else "")
        row = QTreeWidgetItem([name, texts.size(one.size), time])
        row.setData(0, Qt.ItemDataRole.UserRole, one.place)
        row.setCheckState(0, _CHECKED)
        row.setToolTip(0, shown(one.name))
        row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return row

    def _check_all(self) -> None:
        """Check everything, or nothing where all is checked."""
        state = _OPEN if len(self.places()) == self.list.topLevelItemCount() else _CHECKED
        self.list.blockSignals(True)
        for at in range(self.list.topLevelItemCount()):
            row = self.list.topLevelItem(at)
            if row is not None:
                row.setCheckState(0, state)
        self.list.blockSignals(False)
        self._count()

    def _count(self) -> None:
        count = len(self.places())
        self.take.setText(self.tr("Ambil %n berkas", "", count))
        self.take.setEnabled(count > 0)
        everything = count == self.list.topLevelItemCount()
        self.none.setText(self.tr("Kosongkan centang") if everything else self.tr("Centang semua"))

    def _ask(self) -> None:
        self.take.setEnabled(False)
        self.said.hide()
        self._chosen(self.places(), self.password.text())
