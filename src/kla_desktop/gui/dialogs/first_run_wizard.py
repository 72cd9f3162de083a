"""The first run: three steps, each of which may be skipped, and then Beranda. The library is made after the first."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.app.bootstrap import NewLibrary
from kla_desktop.app.resources import resources
from kla_desktop.app.screen_lock import ScreenLock
from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.first_run.folders import FoldersStep
from kla_desktop.gui.dialogs.first_run.try_one import TryStep
from kla_desktop.gui.dialogs.first_run.who import WhoStep
from kla_desktop.gui.dialogs.recover_dialog import RecoverDialog
from kla_desktop.gui.help_dialog import HelpDialog, help_text
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.jobs.events import Lane
from kla_desktop.model.errors import Fixable
from kla_desktop.model.places import Places
from kla_desktop.model.screen_lock import is_pin
from kla_desktop.operations.enrol import EnrolRequest, enrol
from kla_desktop.wording.formats import LANGUAGES, Lang

if TYPE_CHECKING:
    from kla_desktop.app.recover import Recovered
    from kla_desktop.gui.desk import Desk

_WHO, _FOLDERS, _TRY = range(3)


def _came_back(result: "Recovered") -> str:
    words = QCoreApplication.translate(
        "FirstRunWizard",
        "Sekretariat dipulihkan: {items}, {stations} laptop terdaftar. Kirim balasan ke semua laptop, "
        "lalu simpan kunci pemulihan baru.",
    )
    items = texts.counted(result.items, "evidence")
    return words.format(items=items, stations=texts.number(result.stations))


class FirstRunWizard(QDialog):
    """Accepted once a library exists, however much of the rest was done.

    `found` makes and opens the library and returns the desk that works with it; it raises Fixable as
    `bootstrap.create` and `bootstrap.open_workspace`. `again` is where a lost secretariat's library is brought back
    to, and opens it there. `speak` turns the screen to another language and keeps the choice: who cannot read the first
    step finds no way to the settings.
    """

    def __init__(
        self,
        places: Places,
        found: Callable[[NewLibrary], "Desk"],
        bridge: JobBridge,
        parent: QWidget | None = None,
        *,
        again: tuple[Path, Callable[[], "Desk"]] | None = None,
        speak: Callable[[Lang], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._found, self._bridge, self._again, self._speak = found, bridge, again, speak
        self._desk: Desk | None = None
        self.setWindowTitle("Bukti KLA")
        self.who, self.folders, self.trying = WhoStep(places), FoldersStep(bridge), TryStep()
        self._title = Label("", "title")
        self._count = Label("", "body", "muted")
        self.stack = QStackedWidget()
        for step in (self.who, self.folders, self.trying):
            self.stack.addWidget(step)
        self.language_button = Button("", kind="quiet", clicked=self._change_language)
        self.skip_button = Button("", kind="quiet", clicked=self._skip)
        self.recover_button = Button("", kind="quiet", clicked=self.ask_to_recover)
        self.back_button = Button("", clicked=lambda: self._show(_FOLDERS))
        self.next_button = Button("", kind="primary", clicked=self._next)
        self._arrange()
        self.trying.finished.connect(self._tried)
        self.resize(640, 480)
        self._show(_WHO)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.language_button)
        head.addWidget(self._count)
        foot = QHBoxLayout()
        foot.addWidget(self.skip_button)
        foot.addWidget(self.recover_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.NoFrame)
        line.setFixedHeight(1)
        line.setProperty("surface", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(line)
        column.addLayout(foot)

    @property
    def step(self) -> int:
        """The step shown, counted from 0."""
        return self.stack.currentIndex()

    def _say(self) -> None:
        step = self.step
        self._title.setText((self.who.title, self.folders.title, self.trying.title)[step])
        self._count.setText(self.tr("Langkah {n} dari 3").format(n=step + 1))
        self.language_button.setText(texts.LANGUAGE_NAMES[self._other_language])
        self.skip_button.setText(self.tr("Lewati"))
        self.recover_button.setText(self.tr("Pulihkan Sekretariat…"))
        self.back_button.setText(self.tr("Kembali"))
        self.next_button.setText(self.tr("Lanjut") if step < _TRY else self.tr("Selesai"))

    @property
    def _other_language(self) -> Lang:
        return next(each for each in LANGUAGES if each != texts.language())

    def _change_language(self) -> None:
        if self._speak is not None:
            self._speak(self._other_language)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for part in (self.who, self.folders, self.trying):
                part.retranslate()
            self._say()

    def _show(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self._say()
        self.language_button.setVisible(step == _WHO and self._speak is not None)
        self.back_button.setVisible(step == _TRY)
        self.recover_button.setVisible(step == _WHO and self._again is not None)
        self.next_button.setVisible(step < _TRY or self.trying.is_tagged)
        if step == _WHO:
            self.who.name.setFocus()
        elif step == _FOLDERS:
            self.next_button.setFocus()
        else:
            self.trying.setFocus()
            self._try()

    # --- steps
    def _next(self) -> None:
        if self.step == _WHO:
            fault = self.who.complaint()
            self.who.say(fault)
            if not fault and self._make(self.who.answer()):
                self._show(_FOLDERS)
        elif self.step == _FOLDERS:
            self._watch()
            self._show(_TRY)
        else:
            self.accept()

    def _skip(self) -> None:
        if self.step == _WHO:
            if self._make(self.who.defaults()):
                self._show(_FOLDERS)
        elif self.step == _FOLDERS:
            self._show(_TRY)
        else:
            self.accept()

    def _make(self, new: NewLibrary) -> bool:
        """Make the library; say why if that cannot be."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._desk = self._found(new)
        except Fixable as error:
            self.who.say(texts.explain(error))
            return False
        finally:
            QApplication.restoreOverrideCursor()
        if self.who.shared.isChecked() and is_pin(self.who.pin.text()) and new.passphrase:
            ScreenLock(self._desk.context.workspace).set(self.who.pin.text())
        if self.who.invitation is not None:
            context, request = self._desk.context, EnrolRequest(self.who.invitation)
            context.job_bridge.run(
                Lane.INTERACTIVE,
                lambda progress: enrol(context.workspace, request, progress),
                failed=self._desk.show_failure,
                initiator=self._desk,
            )
        return True

    def ask_to_recover(self) -> None:
        """Bring a lost secretariat back instead of making a new library."""
        if self._again is not None:
            RecoverDialog(self._again[0], self._bridge, self._recovered, self).open()

    def _recovered(self, result: "Recovered") -> None:
        if self._again is None:
            return
        try:
            self._desk = self._again[1]()
        except Fixable as error:
            self.who.say(texts.explain(error))
            return
        self.accept()
        self._desk.tell(_came_back(result), "ok")

    def _watch(self) -> None:
        if self._desk is not None:
            held = self._desk.context.watch.folders()
            for folder in self.folders.chosen:
                if folder not in held:
                    self._desk.context.watch.add(folder)

    def _try(self) -> None:
        if self._desk is not None:
            counted = self.folders.counted
            photo = counted.newest if counted is not None and self.folders.chosen else ""
            self.trying.begin(self._desk.context, photo)

    def _tried(self) -> None:
        self.skip_button.hide()
        self.next_button.setVisible(True)
        self.next_button.setFocus()

    # --- keys and closing
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the third step have its keys, and Enter go on in the first."""
        if event.key() == Qt.Key.Key_F1:
            HelpDialog(self.windowTitle(), help_text(resources() / "help", "first_run"), self).show()
            return
        if self.step == _TRY and self.trying.press(event):
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.next_button.isVisible():
            self._next()
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        """Go to work; what was lent for trying goes back."""
        self.trying.give_back()
        super().accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing later than the first step leads to Beranda: the library is there."""
        event.accept()
        self.reject()

    def reject(self) -> None:
        """Give up; with a library made there is nothing to give up."""
        if self._desk is not None:
            self.accept()
        else:
            super().reject()
