"""A shell with three dummy pages, for tests and for looking at: every widget once, no library behind it."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRectF
from PySide6.QtGui import QAction, QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kla_desktop.gui.change_bus import ChangeBus
from kla_desktop.gui.design_tokens import LIGHT
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.gui.shell import Shell
from kla_desktop.gui.theme import Size, Space
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.chip import Chip
from kla_desktop.gui.widgets.coverage_bar import CoverageBar
from kla_desktop.gui.widgets.empty_state import EmptyState
from kla_desktop.gui.widgets.key_cap import KeyCap
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.page import Page
from kla_desktop.gui.widgets.photo_view import PhotoView
from kla_desktop.gui.widgets.place_picker import PlacePicker
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.gui.widgets.search_box import SearchBox
from kla_desktop.gui.widgets.state_label import State, StateLabel
from kla_desktop.jobs.events import Lane
from kla_desktop.system.progress import Progress, Step

PLACES = (
    ("32.76.01.1001", "Depok, Pancoran Mas"),
    ("32.76.05.1001", "Curug, Bojongsari"),
    ("32.76.04.1003", "Curug, Cimanggis"),
)


def picture(width: int = 1600, height: int = 1200) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("#E8DBC7"))
    painter = QPainter(made)
    painter.fillRect(QRectF(0, height * 0.6, width, height * 0.4), QColor("#CBB795"))
    painter.setBrush(QColor("#FBF7EF"))
    painter.drawEllipse(QRectF(width * 0.6, height * 0.1, height * 0.16, height * 0.16))
    painter.fillRect(QRectF(width * 0.2, height * 0.3, width * 0.14, height * 0.34), QColor("#BFA77C"))
    painter.end()
    return made


class HomePage(Page):
    def __init__(self) -> None:
        super().__init__()
        self.search = SearchBox("Cari bukti, indikator, kelurahan…")
        self.search.setFixedWidth(240)
        self.add = Button("Tambah…", kind="primary", key="Ctrl+O")
        self.todo = Card("Perlu Anda kerjakan")
        for state, text, word in (
            (State.WAITING, "38 berkas baru belum ditandai", "Tandai"),
            (State.RETURNED, "3 bukti dikembalikan untuk perbaikan", "Lihat"),
            (State.MISSING, "10 indikator belum ada bukti tahun ini", "Cakupan"),
            (State.ACCEPTED, "2 bundel diterima Sekretariat", "Buka"),
            (State.NOT_APPLICABLE, "Perda KLA diurus kota", "Rincian"),
        ):
            row = QHBoxLayout()
            row.addWidget(StateLabel(state))
            row.addWidget(Label(text))
            row.addStretch(1)
            row.addWidget(Button(word))
            self.todo.body.addLayout(row)
        self.progress = Card("Kemajuan 24 indikator")
        grid = QGridLayout()
        for line, (name, values) in enumerate(
            (
                ("Kelembagaan", (2, 1, 3)),
                ("Klaster I", (3, 0, 3)),
                ("Klaster II", (2, 1, 5)),
                ("Klaster III", (0, 0, 6)),
            )
        ):
            grid.addWidget(Label(name), line, 0)
            grid.addWidget(CoverageBar(*values), line, 1)
            grid.addWidget(Label(f"{values[0]} dari {values[2]}", "small", "muted"), line, 2)
        self.progress.body.addLayout(grid)
        self.controls = Card("Kendali")
        form = QGridLayout()
        title = QLineEdit("Musrenbang anak RW 05")
        title.setAccessibleName("Judul")
        combo = QComboBox()
        combo.addItems(["Semua folder", "Unduhan"])
        combo.setAccessibleName("Folder")
        face = QCheckBox("Wajah anak terlihat: batasi")
        face.setChecked(True)
        radio = QRadioButton("USB KINGSTON (E:)")
        radio.setChecked(True)
        spin = QSpinBox()
        spin.setAccessibleName("Jumlah")
        note = QPlainTextEdit("Catatan")
        note.setAccessibleName("Catatan")
        note.setFixedHeight(48)
        off = Button("Tidak bisa")
        off.setEnabled(False)
        for at, widget in enumerate(
            (
                title,
                combo,
                face,
                radio,
                spin,
                PlacePicker(PLACES, "Lokasi"),
                note,
                off,
                Chip("perkiraan: nama berkas", "warn"),
                Chip("06", "tag", removable=True),
                KeyCap("Enter"),
                KeyCap("A"),
                Button("Kembalikan", "return", "danger"),
                Button("Simpan PDF", "save"),
                Button("Lihat semua", kind="link"),
                Button("Tenang", "print", "quiet"),
            )
        ):
            form.addWidget(widget, at // 4, at % 4)
        self.controls.body.addLayout(form)
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroller(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        lower = QHBoxLayout()
        lower.addWidget(self.progress)
        lower.addWidget(self.controls, 2)
        column.addWidget(self.todo)
        column.addLayout(lower)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_heading("Beranda", "Kelurahan Pancoran Mas · tahun bukti 2026")

    def toolbar_widgets(self) -> Sequence[QWidget]:
        return (self.search, self.add)

    def focus_search(self) -> bool:
        self.search.setFocus()
        return True

    def panes(self) -> Sequence[QWidget]:
        return (self.todo, self.controls)


class TagPage(Page):
    def __init__(self) -> None:
        super().__init__()
        self.narrow: bool | None = None
        self.drawers = 0
        self.stay = False
        self.wishes: list[object] = []
        self.view = PhotoView()
        self.view.set_image(picture(), "Musrenbang anak RW 05")
        self.view.set_pages(0, 3, self.turn)
        self.turned: list[int] = []
        self.table = QTableWidget(6, 4)
        self.table.setHorizontalHeaderLabels(["Indikator", "Depok", "Depok Jaya", "Mampang"])
        self.table.setAccessibleName("Cakupan")
        for line in range(6):
            for column in range(4):
                text = f"{line + 1:02d} Indikator" if column == 0 else "3"
                self.table.setItem(line, column, QTableWidgetItem(text))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setCurrentCell(2, 1)
        self.view.setFixedWidth(Size.PREVIEW)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.table, 1)
        row.addWidget(self.view)
        action = QAction("Lewati", self)
        action.setShortcut("X")
        self.addAction(action)
        self.set_heading("Tandai", "38 belum · sisa ± 4 menit")

    def turn(self, page: int) -> None:
        self.turned.append(page)
        self.view.set_pages(page, 3, self.turn)

    def panes(self) -> Sequence[QWidget]:
        return (self.table, self.view)

    def extra_keys(self) -> Sequence[tuple[str, str]]:
        return (("01–24", "Tandai dengan indikator"),)

    def toggle_drawer(self) -> None:
        self.drawers += 1

    def set_narrow(self, narrow: bool) -> None:
        self.narrow = narrow

    def arrive(self, wish: object = None) -> None:
        self.wishes.append(wish)

    def may_leave(self) -> bool:
        return not self.stay

    def toolbar_widgets(self) -> Sequence[QWidget]:
        return (IconButton("zoom_out", "Perkecil", key="Ctrl+-"), IconButton("drawer", "Laci", key="F4"))


class EmptyPage(Page):
    def __init__(self) -> None:
        super().__init__()
        self.empty = EmptyState("Belum ada bundel. Tandai bukti, lalu buat bundel pertama Anda.", "box")
        self.empty.add_action("Tandai bukti", lambda: self.ask_shell.emit("tag", "baru"))
        self.empty.add_action("Coba dengan contoh", lambda: None)
        QVBoxLayout(self).addWidget(self.empty)
        self.set_heading("Bundel")


def build(app: QApplication, bridge: JobBridge | None = None, **arguments: object) -> Shell:
    shell = Shell(app, LIGHT, **arguments)  # type: ignore[arg-type]
    shell.furnish(bridge or JobBridge(ChangeBus()))
    shell.add_page("home", "home", lambda: shell.tr("Beranda"), HomePage)
    shell.add_page("tag", "tag", lambda: shell.tr("Tandai"), TagPage)
    shell.add_page("bundles", "box", lambda: shell.tr("Bundel"), EmptyPage)
    shell.add_page("settings", "gear", lambda: shell.tr("Setelan"), EmptyPage, at_foot=True)
    shell.set_badge("tag", 38, "38 berkas belum ditandai")
    shell.set_badge("bundles", 2)
    shell.rail.set_place("Kelurahan Pancoran Mas")
    shell.status_line.set_network("Tanpa internet, tetap bisa bekerja")
    shell.status_line.set_unsent(2)
    shell.status_line.set_deadline(12)
    return shell


def slow_copy(bridge: JobBridge, seconds: float = 3.0) -> object:
    def work(progress: Progress) -> None:
        began = time.monotonic()
        while (gone := time.monotonic() - began) < seconds:
            progress.step(Step(int(40 * gone / seconds), 40, "", int(31e6 * gone / seconds), 31_000_000))
            progress.checkpoint()
            time.sleep(0.02)

    return bridge.run(Lane.TRANSFER, work, label="Menyalin bundel ke USB")


def discard(widget: QWidget) -> None:
    """Take a window down for good: widgets left behind crash after the test."""
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
