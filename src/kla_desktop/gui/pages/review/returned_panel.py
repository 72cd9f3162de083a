"""The right panel of Tinjau at a station: why a piece of evidence came back, and how to mend it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from kla_desktop.gui import texts
from kla_desktop.gui.pages.review.queue import Entry
from kla_desktop.gui.pages.review.verdict_panel import WIDTH
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.state_label import State, StateLabel
from kla_desktop.model.catalogue import Indicator
from kla_desktop.wording.formats import when
from kla_desktop.wording.words import VERDICTS, said


class ReturnedPanel(QFrame):
    """Reason, note, who and when; *Perbaiki* takes a new file in the place of this one."""

    def __init__(self, *, mend: Callable[[], object], retag: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setFixedWidth(WIDTH)
        self._shown: tuple[Entry, Indicator | None] | None = None
        self.title = Label("", "section", wrap=True)
        self.state = StateLabel(State.RETURNED)
        self.reason_title = Label("", "label", "muted")
        self.reason = Label("", "strong", wrap=True)
        self.note = Label("", wrap=True)
        self.who = Label("", "small", "muted", wrap=True)
        self.help = Label("", "body", "muted", wrap=True)
        self.mend = Button("", "refresh", "primary", clicked=mend)
        self.retag = Button("", "tag", clicked=retag)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        for widget in (self.title, self.state, self.reason_title, self.reason, self.note, self.who):
            column.addWidget(widget)
        column.addStretch(1)
        for below in (self.help, self.mend, self.retag):
            column.addWidget(below)
        self.retranslate()

    def show_entry(self, entry: Entry, indicator: Indicator | None) -> None:
        """Show why this one came back."""
        self._shown = (entry, indicator)
        tag, language = entry.tag, texts.language()
        self.title.setText(indicator.label(language) if indicator else tag.indicator)
        self.state.set_state(State.RETURNED, said(VERDICTS, "return", language))
        self.reason.setText(tag.reason)
        self.note.setText(tag.note)
        self.note.setVisible(bool(tag.note))
        moment = when(tag.reviewed_at, language) if tag.reviewed_at else ""
        self.who.setText(" · ".join(part for part in (tag.reviewer, moment) if part))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.reason_title.setText(self.tr("Alasan"))
        self.help.setText(
            self.tr("Pilih berkas pengganti: tanda dan judul ikut pindah, dan berkas lama tetap tercatat.")
        )
        self.mend.setText(self.tr("Perbaiki…"))
        self.retag.setText(self.tr("Ubah tanda…"))
        if self._shown is not None:
            self.show_entry(*self._shown)
