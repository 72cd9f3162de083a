"""What became of each bundle file that was received: taken in, known already, held, or refused and why."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.gui.widgets.state_label import State, StateLabel
from kla_desktop.model.errors import ErrorCode
from kla_desktop.model.ids import StationId
from kla_desktop.operations.receive import Received, ReceivedBundle
from kla_desktop.wording.deeds import received_before
from kla_desktop.wording.sentences import sentence, sentence_of


class ReceivedDialog(PassingDialog):
    """`name_of` tells a station's name; `next_step` (its words and deed) is offered when something came in."""

    def __init__(
        self,
        received: Received,
        name_of: Callable[[StationId], str],
        next_step: tuple[str, Callable[[], object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hasil penerimaan"))
        self._name_of = name_of
        self.lines: list[str] = []
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        for one in received.accepted:
            state = State.NOT_APPLICABLE if one.again_since else State.ACCEPTED
            self._add(state, self.tr("sudah pernah") if one.again_since else self.tr("diterima"), self._accepted(one))
        for held in received.held:
            text = f"{name_of(held.station)}. {sentence(ErrorCode.BUNDLE_SENDER_UNKNOWN, texts.language())}"
            self._add(State.WAITING, self.tr("ditahan"), text)
        for refused in received.refused:
            text = f"{refused.path.name}. {sentence_of(refused.error, texts.language())}"
            self._add(State.RETURNED, self.tr("ditolak"), text)
        if not self.lines:
            self._add(
                State.NOT_APPLICABLE,
                self.tr("kosong"),
                self.tr("Tidak ada bundel untuk Anda di sana. Tidak ada yang berubah."),
            )
        self._column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.close_button = Button(self.tr("Tutup"), clicked=self.close)
        buttons.addWidget(self.close_button)
        fresh = any(not one.again_since for one in received.accepted)
        if next_step is not None and fresh:
            words, deed = next_step
            self.next = Button(words, kind="primary", clicked=lambda: (self.close(), deed()))
            buttons.addWidget(self.next)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        outer.setSpacing(Space.L)
        outer.addWidget(Scroller(inside), 1)
        outer.addLayout(buttons)
        if next_step is not None and fresh:
            self.next.setFocus()
        self.resize(560, min(440, 130 + 64 * len(self.lines)))

    def _accepted(self, one: ReceivedBundle) -> str:
        name = self._name_of(one.sender)
        if one.again_since:
            return f"{name}. {received_before(datetime.fromisoformat(one.again_since), texts.language())}"
        words = self.tr("{office}: {items}, {new} baru, {duplicates} dobel.")
        text = words.format(
            office=name,
            items=texts.counted(one.items, "evidence"),
            new=texts.number(one.new),
            duplicates=texts.number(one.duplicates),
        )
        if one.missing_before:
            text += " " + self.tr("%n bundel sebelumnya belum sampai.", "", one.missing_before)
        return text

    def _add(self, state: State, word: str, text: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        label = StateLabel(state, word)
        label.setFixedWidth(104)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(text, wrap=True), 1)
        self._column.addLayout(row)
        self.lines.append(f"{word}: {text}")
