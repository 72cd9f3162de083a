"""Under the list of bundles: what the chosen one carried, who received it, what became of each item."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.pages.bundles.reading import BundleLine, BundleStory, ItemLine
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.qr_code import QrCode
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.gui.widgets.state_label import State as Shown
from kla_desktop.gui.widgets.state_label import StateLabel
from kla_desktop.model.bundle import BundleLevel, Outcome
from kla_desktop.model.dossier import grouped
from kla_desktop.model.evidence import State
from kla_desktop.wording.formats import when
from kla_desktop.wording.words import STATES, said


def receipt_number(line: BundleLine) -> str:
    """The number of a receipt: that of the bundle, and the year it came in."""
    return f"{line.number}/{line.received_at[:4]}"


def fingerprint(line: BundleLine) -> str:
    """The beginning of the sealed file's digest, as people compare it."""
    return grouped(line.sha256[:12])


class ReceiptDialog(PassingDialog):
    """One receipt as a QR code: number, bundle, digest, when and by whom, how many came."""

    def __init__(self, story: BundleStory, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        line = story.line
        self.setWindowTitle(self.tr("Tanda terima: {name}").format(name=name))
        facts = [
            "KLA-TANDA-TERIMA/1",
            f"no {receipt_number(line)}",
            f"bundel {line.id}",
            f"sha256 {line.sha256}",
            f"diterima {line.received_at} {line.received_by}",
            f"bukti {line.items} baru {story.new} dobel {story.duplicates} kembali {line.returned}",
        ]
        self.text = "\n".join(facts)
        code = QrCode(self.text, self.tr("Tanda terima sebagai QR"))
        words = self.tr("No. {number}\nsidik {code}")
        said_ = Label(words.format(number=receipt_number(line), code=fingerprint(line)), "strong", wrap=True)
        said_.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(code, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(said_)
        column.addWidget(Button(self.tr("Tutup"), clicked=self.close), 0, Qt.AlignmentFlag.AlignHCenter)


class ReceiptPanel(QFrame):
    """Shows one bundle's receipt; *Lihat* leads to what came back."""

    def __init__(self, see_returned: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("surface", "status")
        self._story: tuple[BundleStory, str] | None = None
        self.title = ElidedLabel("", "strong")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.facts = Label("", "body", "muted", wrap=True)
        self.see = Button("", clicked=see_returned)
        self.code_button = Button("", "grid", clicked=self.show_code)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.L, 0, Space.L, Space.S)
        column.addLayout(self.lines)
        column.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.see)
        head.addWidget(self.code_button)
        top = QVBoxLayout()
        top.setContentsMargins(Space.L, Space.M, Space.L, 0)
        top.setSpacing(2)
        top.addLayout(head)
        top.addWidget(self.facts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.S)
        outer.addLayout(top)
        outer.addWidget(Scroller(inside), 1)
        self.retranslate()

    def show_story(self, story: BundleStory, name: str) -> None:
        """Show another bundle."""
        self._story = (story, name)
        line = story.line
        received = line.level is BundleLevel.RECEIVED
        title = self.tr("Tanda terima: {name}") if received else self.tr("Isi: {name}")
        self.title.setText(title.format(name=name))
        self.setAccessibleName(self.title.text())
        self.facts.setText(" · ".join(self._facts(story)))
        self.see.setVisible(bool(line.returned))
        self.code_button.setVisible(received and bool(line.sha256))
        while (left := self.lines.takeAt(0)) is not None:
            widget = left.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in story.items:
            self.lines.addWidget(self._item(one))
        if not story.items:
            self.lines.addWidget(
                Label(self.tr("Berisi tanda terima, hasil tinjauan, dan permintaan; tanpa berkas bukti."), wrap=True)
            )
        if story.more:
            self.lines.addWidget(Label(self.tr("dan %n bukti lain", "", story.more), "small", "muted"))

    def _facts(self, story: BundleStory) -> list[str]:
        line, language = story.line, texts.language()
        parts = []
        if line.received_at:
            parts.append(self.tr("No. {number}").format(number=receipt_number(line)))
        if line.received_at:
            words = self.tr("Diterima oleh {who}, {moment}")
            parts.append(words.format(who=line.received_by, moment=when(line.received_at, language)))
        elif line.level is BundleLevel.RECEIVED:
            parts.append(self.tr("Sudah dibuka di {office}").format(office=line.office))
        elif line.handed_at:
            words = self.tr("Disalin ke {medium}, {moment}; menunggu tanda terima")
            parts.append(words.format(medium=line.handed_to, moment=when(line.handed_at, language)))
        elif line.waits:
            parts.append(self.tr("Tersimpan di laptop ini, belum disalin"))
        if story.new or story.duplicates:
            words = self.tr("{new} baru, {duplicates} dobel")
            parts.append(words.format(new=texts.number(story.new), duplicates=texts.number(story.duplicates)))
        if line.sha256:
            parts.append(self.tr("sidik {code}").format(code=fingerprint(line)))
        return parts

    def retranslate(self) -> None:
        """Set every text anew."""
        self.see.setText(self.tr("Lihat yang dikembalikan"))
        self.code_button.setText(self.tr("QR…"))
        if self._story is not None:
            self.show_story(*self._story)

    def show_code(self) -> None:
        """Show the receipt as a QR code, to be compared at the other side or kept by phone."""
        if self._story is not None:
            story, name = self._story
            ReceiptDialog(story, name, self.window()).open()

    def _item(self, one: ItemLine) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        state = {State.RETURNED: Shown.RETURNED, State.ACCEPTED: Shown.ACCEPTED}.get(
            one.state or State.NEW, Shown.WAITING
        )
        words = said(STATES, one.state, texts.language()) if one.state else self.tr("tidak ada di laptop ini")
        label = StateLabel(state, words)
        label.setFixedWidth(116)
        title = ElidedLabel(one.item.label if one.item else "–")
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout.addWidget(label)
        layout.addWidget(title, 1)
        note = one.reason
        if one.outcome == Outcome.DUPLICATE:
            note = self.tr("dobel dengan bukti lain") + (f"; {note}" if note else "")
        if note:
            told = ElidedLabel(note, "body", "muted")
            told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            layout.addWidget(told, 1)
        row.setAccessibleName(f"{title.text()}, {words}. {note}")
        return row
