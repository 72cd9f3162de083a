"""Laporan: choose what the dossier is about, see its pages at once as they will be printed, save or print them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui.context import Context
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.dossier.choices import DossierChoices
from kla_desktop.gui.pages.dossier.output import DossierOutput
from kla_desktop.gui.pages.dossier.preview import DossierPreview
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.pages.roomy_empty import RoomyEmpty
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.jobs.events import Lane
from kla_desktop.jobs.runner import Ticket
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode
from kla_desktop.operations.dossier_making import DossierChoice
from kla_desktop.operations.draft_dossier import Draft, draft_dossier

_SHOWS = Changes.EVIDENCE | Changes.TAGS | Changes.REVIEWS | Changes.CATALOGUE
WIDTH = 284
REST_MS = 200
"""Choices that are made quickly one after the other are drawn once."""


class DossierPage(LivePage):
    """Choices at the left, the real pages at the right, drawn anew whenever a choice or the library has changed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _SHOWS)
        self._ws = context.workspace
        self._ticket: Ticket | None = None
        self._nothing = ""
        self.choices = DossierChoices(self._ws)
        self.output = DossierOutput(self, self.choices)
        self.save_button = Button("", "save", "primary", clicked=self.output.ask_where_to_save)
        self.print_button = Button("", "print", clicked=self.ask_for_printer, key="Ctrl+P")
        self.list_button = Button("", "sheet", clicked=self.output.ask_where_to_list)
        self.preview = DossierPreview(self)
        self.empty = RoomyEmpty("", "document")
        self.next_step = self.empty.add_action("", self._go_on)
        self._arrange()
        self._soon = QTimer(self, interval=REST_MS, singleShot=True)
        self._soon.timeout.connect(self._draft)
        self.choices.changed.connect(self._changed)
        self.output.nothing_found.connect(self._say_nothing)
        self._print_key = QAction(self)
        self._print_key.setShortcut(QKeySequence("Ctrl+P"))
        self._print_key.triggered.connect(lambda _checked=False: self.ask_for_printer())
        self.addAction(self._print_key)
        self.retranslate()

    def _arrange(self) -> None:
        left = QFrame()
        left.setProperty("surface", "bar")
        left.setFixedWidth(WIDTH)
        outer = QVBoxLayout(left)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroller(self.choices), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        foot.addWidget(self.list_button)
        outer.addLayout(foot)
        self._left = left
        self.stack = QStackedWidget()
        self.stack.addWidget(self.preview)
        self.stack.addWidget(self.empty)
        self.stack.setCurrentWidget(self.empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.stack, 1)

    # --- what the shell asks
    def toolbar_widgets(self) -> Sequence[QWidget]:
        """Save and print."""
        return (self.save_button, self.print_button)

    def panes(self) -> Sequence[QWidget]:
        """Choices, pages."""
        return (self._left, self.stack)

    def extra_keys(self) -> Sequence[tuple[str, str]]:
        """Keys of the preview."""
        return self.preview.keys()

    def arrive(self, wish: object = None) -> None:
        """Begin at the choices."""
        if isinstance(wish, dict) and wish.get("indicator"):
            self.choices.indicator.set_code(str(wish["indicator"]))
            self._changed()
        super().arrive(wish)
        self.choices.indicator.setFocus()

    def set_narrow(self, narrow: bool) -> None:
        """Leave the room to the page."""
        self.preview.set_narrow(narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages from anywhere on the page."""
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.draft is not None:
            self.preview.turn(self.preview.at + (1 if event.key() == Qt.Key.Key_PageDown else -1))
        else:
            super().keyPressEvent(event)

    def reload(self) -> None:
        """What is shown may not be what would be printed now."""
        self._changed()
        self._soon.start(0)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Laporan"), self.tr("dosir bukti untuk evaluator"))
        self.save_button.setText(self.tr("Simpan PDF…"))
        self.print_button.setText(self.tr("Cetak…"))
        self.list_button.setText(self.tr("Ekspor daftar ke Excel…"))
        self._print_key.setText(self.tr("Cetak"))
        self.choices.retranslate()
        self.preview.retranslate()
        self._offer(self.tr("Menyusun halaman…"), "")
        self._stale = True  # the pages speak the old language
        if self.isVisible():
            self._reload_now()

    # --- the draft
    @property
    def draft(self) -> Draft | None:
        """What is shown, None while it is being made or if there is nothing."""
        return self.preview.draft

    def _changed(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        self.preview.forget(self.tr("Menyusun halaman…"))
        self._soon.start(REST_MS)

    def _draft(self) -> None:
        ws, choice = self._ws, self.choices.choice()
        if self.stack.currentWidget() is self.empty:
            self._offer(self.tr("Menyusun halaman…"), "")
        self._ticket = self.context.job_bridge.run(
            Lane.QUERY,
            lambda progress: draft_dossier(ws, choice, progress),
            done=lambda draft: self._have(choice, draft),
            failed=lambda failure: self._failed(choice, failure),
            initiator=self,
        )

    def _have(self, choice: DossierChoice, draft: Draft) -> None:
        if choice == self.choices.choice():
            self._ticket = None
            self.stack.setCurrentWidget(self.preview)
            self.preview.show_draft(draft)

    def _failed(self, choice: DossierChoice, failure: Failure) -> None:
        if choice != self.choices.choice():
            return
        self._ticket = None
        if failure.code is ErrorCode.NOTHING_TO_PRINT:
            self._say_nothing()
        else:
            self._offer(failure.sentence, self.tr("Coba lagi"))

    def _offer(self, words: str, action: str, nothing: str = "") -> None:
        self._nothing = nothing
        self.empty.set_sentence(words)
        self.next_step.setText(action)
        self.next_step.setVisible(bool(action))
        self.stack.setCurrentWidget(self.empty)

    def _say_nothing(self) -> None:
        if self.choices.accepted.isChecked():
            words = self.tr("Belum ada bukti yang disahkan untuk pilihan ini. Tampilkan juga yang menunggu?")
            self._offer(words, self.tr("Tampilkan juga yang menunggu"), "accepted")
        else:
            words = self.tr("Belum ada bukti untuk pilihan ini. Pilih wilayah atau tahun lain, atau tandai bukti dulu.")
            self._offer(words, self.tr("Tandai bukti"), "all")

    def _go_on(self) -> None:
        if self._nothing == "all":
            self.context.go("tag")
            return
        if self._nothing == "accepted":
            self.choices.accepted.setChecked(False)
        self._changed()

    # --- what can be done with it
    def save(self, file: Path) -> None:
        """Write the PDF."""
        self.output.save(file)

    def save_list(self, file: Path) -> None:
        """Write the table."""
        self.output.save_list(file)

    def ask_for_printer(self) -> None:
        """Choose a printer, then print what is shown."""
        if self.draft is not None:
            self.output.ask_for_printer(self.draft)
        elif self._ticket is not None or self._soon.isActive():
            self.context.say(self.tr("Halaman masih disusun; tekan Cetak lagi sebentar"), can_undo=False)
        else:
            self._say_nothing()

    def print_on(self, printer: QPrinter) -> None:
        """Send the pages shown to a printer."""
        if self.draft is not None:
            self.output.print_on(printer, self.draft)
