"""Setelan: who sits here, which folders are watched, language and look, the library and its care."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kla_desktop import __version__
from kla_desktop.app.bootstrap import key_record
from kla_desktop.app.settings import THEMES
from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.joining import Joining
from kla_desktop.gui.pages.line import clear
from kla_desktop.gui.pages.live_page import LivePage, office_name
from kla_desktop.gui.pages.reading_card import ReadingCard
from kla_desktop.gui.pages.recovery_card import RecoveryCard
from kla_desktop.gui.pages.serving_card import ServingCard
from kla_desktop.gui.pages.station_panel import words_label
from kla_desktop.gui.pages.sync_card import SyncCard
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.gui.widgets.state_label import State, StateLabel
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.operations.back_up import BackedUp, BackUpRequest, back_up
from kla_desktop.operations.check_library import Checked, CheckRequest, check_library
from kla_desktop.operations.enrol import coordinator_keys, words_of
from kla_desktop.operations.workspace import Workspace
from kla_desktop.wording.formats import LANGUAGES
from kla_desktop.wording.words import ROLES, said

_LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}
"""Each in its own language, so that whoever lost the way finds back."""


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """What is said of the library."""

    path: Path
    size: int
    objects: int
    keeper: str


def read_facts(ws: Workspace) -> LibraryFacts:
    """Add up the library's files."""
    folder = ws.store.folder
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return LibraryFacts(folder, size, len(ws.store.local.all_objects()), str(key_record(folder).get("holder", "")))


class SettingsPage(LivePage):
    """Cards in two columns; everything takes effect at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, Changes.SETTINGS | Changes.EVIDENCE | Changes.STATIONS)
        self._ws = context.workspace
        self._facts: LibraryFacts | None = None
        self.joining = Joining(self)
        self.who, self.desk_card = Card(), Card()
        self.folders, self.look = Card(), Card()
        self.library, self.about = Card(), Card()
        self.reading, self.sync, self.serving = ReadingCard(context), SyncCard(context), ServingCard(context)
        self.recovery = RecoveryCard(context)
        for card in (self.serving, self.recovery):
            card.setVisible(self._ws.is_coordinator)
        self._form = QFormLayout()
        self.who.body.addLayout(self._form)
        self.join_button = Button("", "people", clicked=self.joining.ask_for_invitation)
        self._desk_lines = QVBoxLayout()
        self.desk_card.body.addLayout(self._desk_lines)
        self.desk_card.body.addWidget(self.join_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.desk_card.setVisible(not self._ws.is_secretariat)
        self._folder_lines = QVBoxLayout()
        self._folder_lines.setSpacing(Space.XS)
        self.add_folder = Button("", "plus", clicked=context.desk.ask_for_folder)
        self._folder_words = Label("", "small", "muted", wrap=True)
        self.folders.body.addLayout(self._folder_lines)
        self.folders.body.addWidget(self._folder_words)
        self.folders.body.addWidget(self.add_folder, 0, Qt.AlignmentFlag.AlignLeft)
        self._make_look()
        self._make_library()
        self._about_words = Label("", wrap=True)
        self.about.body.addWidget(self._about_words)
        self._arrange()
        context.watch.reported.connect(self._show_folders)
        context.watch.changed.connect(self._show_folders)
        self.retranslate()

    def _make_look(self) -> None:
        self._language_title, self._theme_title = Label("", "strong"), Label("", "strong")
        self.languages = {language: QRadioButton(_LANGUAGE_NAMES[language]) for language in LANGUAGES}
        self.themes = {theme: QRadioButton() for theme in THEMES}
        for title, buttons in ((self._language_title, self.languages), (self._theme_title, self.themes)):
            group = QButtonGroup(self)
            self.look.body.addWidget(title)
            for button in buttons.values():
                group.addButton(button)
                self.look.body.addWidget(button)
        now = self.context.settings.now
        self.languages[texts.language()].setChecked(True)
        self.themes[now.theme].setChecked(True)
        for language, button in self.languages.items():
            button.clicked.connect(partial(_later, self.context.desk.choose_language, language))
        for theme, button in self.themes.items():
            button.clicked.connect(partial(_later, self.context.desk.choose_theme, theme))

    def _make_library(self) -> None:
        self._path = ElidedLabel()
        self._path.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._size, self._keeper = Label("", wrap=True), Label("", "body", "muted", wrap=True)
        self.checked = Label("", wrap=True)
        self.checked.hide()
        self.check_button = Button("", "check", clicked=self.check)
        self.back_up_button = Button("", "save", clicked=self.ask_where_to_back_up)
        row = QHBoxLayout()
        row.addWidget(self.check_button)
        row.addWidget(self.back_up_button)
        row.addStretch(1)
        for label in (self._path, self._size, self._keeper, self.checked):
            self.library.body.addWidget(label)
        self.library.body.addLayout(row)

    def _arrange(self) -> None:
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        columns.setSpacing(Space.L)
        for cards in (
            (self.who, self.desk_card, self.serving, self.sync, self.folders),
            (self.look, self.reading, self.library, self.recovery, self.about),
        ):
            column = QVBoxLayout()
            column.setSpacing(Space.L)
            for card in cards:
                card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroller = Scroller(inside)
        outer.addWidget(self._scroller)

    # --- what the shell asks
    def panes(self) -> Sequence[QWidget]:
        """The cards."""
        return (self.folders, self.look, self.library)

    def arrive(self, wish: object = None) -> None:
        """Read an invitation that was dropped on the window."""
        super().arrive(wish)
        if isinstance(wish, dict) and wish.get("enrolment"):
            self.joining.read_invitation(Path(str(wish["enrolment"])))
        if isinstance(wish, dict) and wish.get("sync"):
            self.sync.address.setFocus()
            self._scroller.ensureWidgetVisible(self.sync)

    def reload(self) -> None:
        """Read what stands in the library."""
        ws = self._ws
        self._show_who()
        self._show_desk()
        self._show_folders()
        self.query("facts", lambda: read_facts(ws), self._show_facts)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Setelan"))
        self.who.set_heading(self.tr("Anda dan kantor"))
        self.desk_card.set_heading(self.tr("Sekretariat"))
        self.folders.set_heading(self.tr("Folder pantauan"))
        self.look.set_heading(self.tr("Bahasa dan tampilan"))
        self.library.set_heading(self.tr("Pustaka di laptop ini"))
        self.about.set_heading(self.tr("Tentang"))
        self.reading.retranslate()
        self.sync.retranslate()
        self.serving.retranslate()
        self.recovery.retranslate()
        self.join_button.setText(self.tr("Gabung Sekretariat…"))
        self.add_folder.setText(self.tr("Tambah folder…"))
        self._folder_words.setText(
            self.tr("Kami hanya membaca. Berkas asli Anda tidak dipindah, diubah, atau dihapus.")
        )
        self._language_title.setText(self.tr("Bahasa"))
        self._theme_title.setText(self.tr("Tampilan"))
        words = {"system": self.tr("Ikuti sistem"), "light": self.tr("Terang"), "dark": self.tr("Gelap")}
        for theme, button in self.themes.items():
            button.setText(words[theme])
        self.check_button.setText(self.tr("Periksa pustaka"))
        self.back_up_button.setText(self.tr("Buat cadangan…"))
        self._about_words.setText(
            self.tr(
                "Bukti KLA {version}. Perangkat lunak bebas berlisensi MIT. Bekerja tanpa internet; "
                "tidak ada data yang dikirim tanpa Anda."
            ).format(version=__version__)
        )
        self._show_who()
        self._show_desk()
        self._show_folders()
        if self._facts is not None:
            self._show_facts(self._facts)

    # --- cards
    def _show_who(self) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        ws, station = self._ws, self._ws.station
        rows = [
            (self.tr("Nama"), ws.actor),
            (self.tr("Peran"), said(ROLES, ws.role, texts.language())),
            (self.tr("Wilayah"), ws.places.label(station.place)),
            (self.tr("Perangkat daerah"), station.agency),
            (self.tr("Tahun bukti"), str(ws.period.collecting_year)),
        ]
        for name, value in rows:
            if value:
                self._form.addRow(Label(name, "body", "muted"), Label(value, wrap=True))

    def _show_desk(self) -> None:
        clear(self._desk_lines)
        content = None if self._ws.is_secretariat else self._ws.store.local.setting("enrolment")
        if content:
            name = office_name(self._ws.places, str(content["place"]), str(content["agency"]))
            self._desk_lines.addWidget(Label(f"{name} ({content['actor']})", wrap=True))
            self._desk_lines.addWidget(words_label(words_of(coordinator_keys(self._ws))))
        else:
            text = self.tr("Belum bergabung. Minta berkas undangan (.kla-daftar) kepada Sekretariat.")
            self._desk_lines.addWidget(Label(text, wrap=True))
        self.join_button.setVisible(not content)

    def _show_folders(self, _report: object = None) -> None:
        clear(self._folder_lines)
        reports = self.context.watch.reports()
        folders = self.context.watch.folders()
        for folder in folders:
            report = reports.get(folder)
            self._folder_lines.addWidget(self._folder_line(folder, str(report.state) if report else ""))
        if not folders:
            text = self.tr("Belum ada. Pilih folder tempat foto dan notulen biasa tiba, misalnya Unduhan.")
            self._folder_lines.addWidget(Label(text, wrap=True))

    def _folder_line(self, folder: str, state: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        name = ElidedLabel(folder)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        shown, words = {
            "present": (State.ACCEPTED, self.tr("dipantau")),
            "missing": (State.NOT_APPLICABLE, self.tr("tidak ditemukan, ditunggu")),
            "unreadable": (State.RETURNED, self.tr("tidak boleh dibaca")),
        }.get(state, (State.WAITING, self.tr("sedang dipindai")))
        row.addWidget(name, 1)
        row.addWidget(StateLabel(shown, words))
        remove = IconButton("trash", self.tr("Berhenti memantau {folder}").format(folder=folder))
        remove.clicked.connect(lambda _checked: self.context.watch.remove(folder, self.context.desk.show_failure))
        row.addWidget(remove)
        return box

    def _show_facts(self, facts: LibraryFacts) -> None:
        self._facts = facts
        self._path.setText(str(facts.path))
        words = self.tr("{size} · {files} tersimpan terenkripsi")
        text = words.format(size=texts.size(facts.size), files=texts.counted(facts.objects, "file"))
        self._size.setText(text)
        self._keeper.setText(
            {
                "passphrase": self.tr("Kunci: kata sandi Anda. Tanpa kata sandi itu pustaka tidak bisa dibuka."),
                "keyring": self.tr("Kunci: disimpan oleh akun Anda di laptop ini."),
                "file": self.tr("Kunci: berkas di folder pribadi akun Anda. Laptop ini tidak punya penyimpan kunci."),
            }.get(facts.keeper, "")
        )

    # --- care
    def check(self) -> None:
        """Read every object again and compare."""
        ws = self._ws
        self.check_button.setEnabled(False)
        self.context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: check_library(ws, CheckRequest(), progress),
            done=self._show_checked,
            failed=self._not_checked,
            stopped=lambda: self.check_button.setEnabled(True),
            initiator=self,
            label=self.tr("Memeriksa pustaka"),
        )

    def _show_checked(self, result: Checked) -> None:
        self.check_button.setEnabled(True)
        self.checked.show()
        if result.ok and not result.problems:
            self.checked.set_tone("ok")
            words = self.tr("Semua utuh: {files} dibaca ulang dan cocok.")
            self.checked.setText(words.format(files=texts.counted(result.objects, "file")))
            return
        self.checked.set_tone("danger")
        self.checked.setText(
            self.tr(
                "%n hal perlu diperbaiki. Bukti lain tetap aman. Pulihkan cadangan terakhir, "
                "atau ambil lagi berkas aslinya.",
                "",
                len(result.problems),
            )
        )

    def _not_checked(self, failure: Failure) -> None:
        self.check_button.setEnabled(True)
        self.context.desk.show_failure(failure)

    def ask_where_to_back_up(self) -> None:
        """Choose the name of the backup."""
        dialog = QFileDialog(self, self.tr("Simpan cadangan"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        day = self._ws.tools.clock.now().date().isoformat()
        dialog.selectFile(f"cadangan-kla-{day}.kla-cadangan")
        dialog.fileSelected.connect(lambda name: self.back_up(Path(name)))
        dialog.open()

    def back_up(self, file: Path) -> None:
        """Write the whole library into one file."""
        ws = self._ws
        self.context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: back_up(ws, BackUpRequest(file), progress),
            done=self._backed_up,
            failed=self.context.desk.show_failure,
            initiator=self,
            label=self.tr("Membuat cadangan"),
        )

    def _backed_up(self, result: BackedUp) -> None:
        words = self.tr("Cadangan tersimpan: {items}, {size}")
        text = words.format(items=texts.counted(result.items, "evidence"), size=texts.size(result.size))
        self.context.say(text, can_undo=False)


def _later(choose: object, value: str, _checked: bool = True) -> None:
    if callable(choose):
        choose(value)
