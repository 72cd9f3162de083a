"""Laporan: choose what the dossier is about, look at the pages as they will be printed, save or print them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QKeyEvent, QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.dossier_choices import DossierChoices
from kla_desktop.gui.pages.dossier_output import DossierOutput
from kla_desktop.gui.pages.dossier_paper import Preview, make_preview, page_picture
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.pages.roomy_empty import RoomyEmpty
from kla_desktop.gui.theme import Size, Space
from kla_desktop.gui.widgets.button import Button, IconButton
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.photo_view import PhotoView
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.jobs.events import Lane
from kla_desktop.jobs.runner import Ticket
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode
from kla_desktop.operations.print_dossier import PrintRequest

_SHOWS = Changes.EVIDENCE | Changes.TAGS | Changes.REVIEWS | Changes.CATALOGUE
WIDTH = 284
STEP = 1.25


class DossierPage(LivePage):
    """Choices at the left, the real pages at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _SHOWS)
        self._ws = context.workspace
        self._desk = self._ws.is_secretariat
        self._preview: Preview | None = None
        self._made_for: PrintRequest | None = None
        self._at = 0
        self._ticket: Ticket | None = None
        self.choices = DossierChoices(self._ws)
        self.indicator, self.accepted = self.choices.indicator, self.choices.accepted
        self.output = DossierOutput(self, self.choices)
        self.save_button = Button("", "save", clicked=self.output.ask_where_to_save)
        self.print_button = Button("", "print", clicked=self.ask_for_printer, key="Ctrl+P")
        self.list_button = Button("", "sheet", clicked=self.output.ask_where_to_list)
        self.show_button = Button("", "eye", "primary", clicked=self.show_preview)
        self.view = PhotoView()
        self.empty = RoomyEmpty("", "document")
        self.next_step = self.empty.add_action("", self._go_on)
        self._arrange()
        self.choices.changed.connect(self._changed)
        self.output.nothing_found.connect(self._found_nothing)
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
        foot.setSpacing(Space.S)
        foot.addWidget(self.show_button)
        foot.addWidget(self.list_button)
        outer.addLayout(foot)
        self._left = left
        self.stack = QStackedWidget()
        self.stack.addWidget(self._pages_side())
        self.stack.addWidget(self.empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.stack, 1)

    def _pages_side(self) -> QWidget:
        side = QWidget()
        self.before = IconButton("chevron_left", "", key="PgUp", clicked=lambda: self.turn(self._at - 1))
        self.after = IconButton("chevron_right", "", key="PgDn", clicked=lambda: self.turn(self._at + 1))
        self.page_words = Label("", "label")
        self.facts = Label("", "body", "muted")
        self.smaller = IconButton("zoom_out", "", key="Ctrl+-", clicked=lambda: self.view.zoom_by(1 / STEP))
        self.fit = IconButton("zoom_fit", "", key="Ctrl+0", clicked=self.view.fit)
        self.larger = IconButton("zoom_in", "", key="Ctrl+=", clicked=lambda: self.view.zoom_by(STEP))
        bar = QFrame()
        bar.setProperty("surface", "toolbar")
        bar.setFixedHeight(Size.TOOLBAR - 6)
        row = QHBoxLayout(bar)
        row.setContentsMargins(Space.M, 0, Space.M, 0)
        for widget in (self.before, self.page_words, self.after):
            row.addWidget(widget)
        row.addSpacing(Space.M)
        row.addWidget(self.facts, 1)
        for widget in (self.smaller, self.fit, self.larger):
            row.addWidget(widget)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        framed = QVBoxLayout()
        framed.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)  # room for the focus ring
        framed.addWidget(self.view)
        column.addLayout(framed, 1)
        return side

    # --- what the shell asks
    def toolbar_widgets(self) -> Sequence[QWidget]:
        """Save and print."""
        return (self.save_button, self.print_button)

    def panes(self) -> Sequence[QWidget]:
        """Choices, pages."""
        return (self._left, self.stack)

    def extra_keys(self) -> Sequence[tuple[str, str]]:
        """Keys of the preview."""
        return (
            ("PgUp PgDn", self.tr("Halaman sebelumnya, berikutnya")),
            ("Ctrl+= Ctrl+-", self.tr("Perbesar, perkecil")),
            ("Ctrl+0", self.tr("Muat layar")),
        )

    def arrive(self, wish: object = None) -> None:
        """Begin at the choices."""
        super().arrive(wish)
        if isinstance(wish, dict) and wish.get("indicator"):
            self.indicator.set_code(str(wish["indicator"]))
            self._changed()
        self.show_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages from anywhere on the page."""
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self._preview is not None:
            self.turn(self._at + (1 if event.key() == Qt.Key.Key_PageDown else -1))
        else:
            super().keyPressEvent(event)

    def reload(self) -> None:
        """What was previewed may not be what would be printed now."""
        if self._preview is not None:
            self._changed()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Laporan"), self.tr("dosir bukti untuk evaluator"))
        self.save_button.setText(self.tr("Simpan PDF…"))
        self.print_button.setText(self.tr("Cetak…"))
        self.list_button.setText(self.tr("Ekspor daftar (CSV)…"))
        self.show_button.setText(self.tr("Pratinjau"))
        self._print_key.setText(self.tr("Cetak"))
        self.choices.retranslate()
        self.before.set_text(self.tr("Halaman sebelumnya"))
        self.after.set_text(self.tr("Halaman berikutnya"))
        self.smaller.set_text(self.tr("Perkecil"))
        self.fit.set_text(self.tr("Muat layar"))
        self.larger.set_text(self.tr("Perbesar"))
        self._changed()

    # --- choices
    def _changed(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        self._preview = None
        self._offer(self.tr("Pilih isi dosir, lalu tekan Pratinjau untuk melihat halaman seperti akan dicetak."), "")

    def _offer(self, words: str, action: str) -> None:
        self.empty.set_sentence(words)
        self.next_step.setText(action)
        self.next_step.setVisible(bool(action))
        self.stack.setCurrentIndex(1)
        self._nothing: str = ""

    def _go_on(self) -> None:
        if self._nothing == "accepted":
            self.accepted.setChecked(False)
        elif self._nothing:
            self.context.go("tag")
            return
        self.show_preview()

    # --- preview
    def show_preview(self) -> None:
        """Compose the dossier and show its pages."""
        self._changed()
        ws, request = self._ws, self.choices.request()
        self._offer(self.tr("Menyusun halaman… Anda boleh pindah ke layar lain sementara ini berjalan."), "")
        self._ticket = self.context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: make_preview(ws, request, progress),
            done=lambda preview: self._previewed(request, preview),
            failed=self._failed,
            stopped=self._stopped,
            initiator=self,
            label=self.tr("Menyusun dosir"),
        )

    def _previewed(self, request: PrintRequest, preview: Preview) -> None:
        if request != self.choices.request():
            return
        self._ticket = None
        self._preview, self._made_for = preview, request
        self.stack.setCurrentIndex(0)
        words = self.tr("{items} · {size} · A4 · kode {code}")
        self.facts.setText(
            words.format(
                items=texts.counted(preview.items, "evidence"), size=texts.size(len(preview.data)), code=preview.code
            )
        )
        self.view.set_sentence(self.tr("Memuat…"))
        self._at = -1
        self.turn(0)
        self.view.setFocus()

    def _stopped(self) -> None:
        if self._preview is None and self.stack.currentIndex() == 1 and not self._nothing:
            self._offer(self.tr("Penyusunan dihentikan. Tidak ada yang berubah."), self.tr("Pratinjau"))

    def _failed(self, failure: Failure) -> None:
        self._ticket = None
        if failure.code is ErrorCode.NOTHING_TO_PRINT:
            self._say_nothing()
        else:
            self._offer(failure.sentence, self.tr("Coba lagi"))

    def _say_nothing(self) -> None:
        if self.accepted.isChecked():
            words = self.tr("Belum ada bukti yang disahkan untuk pilihan ini. Tampilkan juga yang menunggu?")
            self._offer(words, self.tr("Tampilkan juga yang menunggu"))
            self._nothing = "accepted"
        else:
            words = self.tr("Belum ada bukti untuk pilihan ini. Pilih wilayah atau tahun lain, atau tandai bukti dulu.")
            self._offer(words, self.tr("Tandai bukti"))
            self._nothing = "all"

    def _found_nothing(self) -> None:
        self._changed()
        self._say_nothing()

    def turn(self, page: int) -> None:
        """Show another page."""
        preview, ws = self._preview, self._ws
        if preview is None or not 0 <= page < preview.pages or page == self._at:
            return
        self._at = page
        words = self.tr("Halaman {page} dari {pages}")
        self.page_words.setText(words.format(page=texts.number(page + 1), pages=texts.number(preview.pages)))
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page + 1 < preview.pages)

        def show(picture: QImage) -> None:
            if self._preview is not preview or self._at != page:
                return
            if picture.isNull():
                self.view.set_sentence(self.tr("Halaman ini tidak bisa digambar di layar; PDF-nya tetap utuh."))
            else:
                self.view.set_image(picture, self.page_words.text(), keep_zoom=True)

        self.query("page", lambda: page_picture(ws, preview, page), show)

    # --- what can be done with it
    def save(self, file: Path) -> None:
        """Write the PDF."""
        self.output.save(file)

    def save_list(self, file: Path) -> None:
        """Write the table."""
        self.output.save_list(file)

    def ask_for_printer(self) -> None:
        """Choose a printer, then print what is previewed; without a preview, make it first."""
        preview = self._preview
        if preview is None:
            self.show_preview()
            self.context.say(self.tr("Pratinjau disusun dulu; lalu tekan Cetak lagi"), can_undo=False)
            return
        self.output.ask_for_printer(preview)

    def print_on(self, printer: QPrinter) -> None:
        """Send the previewed pages to a printer."""
        if self._preview is not None:
            self.output.print_on(printer, self._preview)
