"""Brings a lost secretariat back at the first run: the recovery key, where to look, and at last the six words."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from kla_desktop.app.recover import Recovered, RecoverRequest, recover
from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import Failure, JobBridge
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.jobs.events import Lane
from kla_desktop.jobs.runner import Ticket
from kla_desktop.model.errors import ErrorCode, Fixable


class RecoverDialog(QDialog):
    """Accepted once the library is there; `done` is then called with what came back."""

    def __init__(
        self, folder: Path, bridge: JobBridge, done: Callable[[Recovered], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._bridge, self._done = folder, bridge, done
        self._ticket: Ticket | None = None
        self.setWindowTitle(self.tr("Pulihkan Sekretariat"))
        self.key = QPlainTextEdit()
        self.key.setFixedHeight(64)
        self.key.setTabChangesFocus(True)
        self.key.setPlaceholderText("AGE-SECRET-KEY-1…")
        self.sources = QListWidget()
        self.sources.setFixedHeight(72)
        self.actor, self.words = QLineEdit(), QLineEdit()
        self.answer = Label("", wrap=True)
        self.go_button = Button(self.tr("Pulihkan"), "refresh", "primary", clicked=self.start)
        self.close_button = Button(self.tr("Batal"), clicked=self.reject)
        self._words_title = Label(self.tr("Enam kata lama Sekretariat, dari layar satu kelurahan"), "label", "muted")
        self._arrange()
        for widget in (self._words_title, self.words):
            widget.hide()
        self.resize(560, 440)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.S)
        about = self.tr(
            "Untuk laptop Sekretariat yang hilang atau rusak. Siapkan lembar kunci pemulihan, dan cadangan atau USB "
            "dan folder hub tempat bundel serta balasan masih tersimpan."
        )
        column.addWidget(Label(about, wrap=True))
        rows: list[tuple[str, QWidget, str, Callable[[], object]]] = [
            (self.tr("Kunci pemulihan"), self.key, self.tr("Dari berkas…"), self.ask_for_key),
            (self.tr("Cadangan, bundel, atau folder"), self.sources, self.tr("Tambah berkas…"), self.ask_for_files),
        ]
        for title, widget, words, act in rows:
            widget.setAccessibleName(title)
            column.addWidget(Label(title, "label", "muted"))
            column.addWidget(widget)
            row = QHBoxLayout()
            row.addWidget(Button(words, clicked=act))
            if widget is self.sources:
                row.addWidget(Button(self.tr("Tambah folder…"), clicked=self.ask_for_folder))
            row.addStretch(1)
            column.addLayout(row)
        actor = self.tr("Nama Anda (boleh kosong)")
        self.actor.setAccessibleName(actor)
        self.words.setAccessibleName(self._words_title.text())
        column.addWidget(Label(actor, "label", "muted"))
        for below in (self.actor, self._words_title, self.words, self.answer):
            column.addWidget(below)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.go_button)
        column.addLayout(foot)

    # --- what to bring it back from
    def ask_for_key(self) -> None:
        """Choose the file that the key was saved in."""
        dialog = QFileDialog(self, self.tr("Kunci pemulihan"))
        dialog.fileSelected.connect(lambda name: self.read_key(Path(name)))
        dialog.open()

    def read_key(self, file: Path) -> None:
        """Take the key over from a file."""
        try:
            self.key.setPlainText(file.read_text("utf-8", errors="replace")[:4000])
        except OSError:
            self._say("danger", texts.explain(Fixable(ErrorCode.FILE_MISSING, path=str(file))))

    def ask_for_files(self) -> None:
        """Choose a backup or bundles."""
        dialog = QFileDialog(self, self.tr("Cadangan atau bundel"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        dialog.open()

    def ask_for_folder(self) -> None:
        """Choose a stick or a hub's folder."""
        dialog = QFileDialog(self, self.tr("USB atau folder hub"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.add([Path(name)]))
        dialog.open()

    def add(self, paths: list[Path]) -> None:
        """Look there as well."""
        held = {self.sources.item(at).text() for at in range(self.sources.count())}
        self.sources.addItems([str(path) for path in paths if str(path) not in held])

    # --- doing it
    def start(self) -> None:
        """Bring it back."""
        paths = tuple(Path(self.sources.item(at).text()) for at in range(self.sources.count()))
        if not paths:
            self._say("warn", self.tr("Tambahkan dulu cadangan, bundel, atau foldernya."))
            return
        words = tuple(self.words.text().lower().split())
        request = RecoverRequest(paths, self.key.toPlainText(), self._folder, self.actor.text().strip(), words)
        self.go_button.setEnabled(False)
        self._say("muted", self.tr("Memulihkan… Ini bisa beberapa menit."))
        self._ticket = self._bridge.run(
            Lane.PARCEL,
            lambda progress: recover(request, progress),
            done=self._recovered,
            failed=self._failed,
            stopped=lambda: self.go_button.setEnabled(True),
            initiator=self,
            label=self.tr("Memulihkan Sekretariat"),
        )

    def _recovered(self, result: Recovered) -> None:
        self._ticket = None
        self.accept()
        self._done(result)

    def _failed(self, failure: Failure) -> None:
        self._ticket = None
        self.go_button.setEnabled(True)
        asks = failure.code is ErrorCode.RECOVERY_WORDS
        for widget in (self._words_title, self.words):
            widget.setVisible(asks or not widget.isHidden())
        self._say("warn" if asks else "danger", failure.sentence)
        if asks:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, tone: str, text: str) -> None:
        self.answer.set_tone(tone)  # type: ignore[arg-type]
        self.answer.setText(text)

    def reject(self) -> None:
        """Stop what runs."""
        if self._ticket is not None:
            self._ticket.cancel()
        super().reject()
