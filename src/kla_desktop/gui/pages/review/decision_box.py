"""What has been decided about an entry: by whom, what others said otherwise, and how to change it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.pages.line import clear
from kla_desktop.gui.pages.review.queue import Entry, Story
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.state_label import State as Shown
from kla_desktop.gui.widgets.state_label import StateLabel
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.wording.formats import when
from kla_desktop.wording.words import VERDICTS, said

_SHOWN = {Verdict.ACCEPT: Shown.ACCEPTED, Verdict.RETURN: Shown.RETURNED}


class DecisionBox(QWidget):
    """Hidden while nothing has been decided. Two words that disagree stand side by side."""

    def __init__(self, take_back: Callable[[], object]) -> None:
        super().__init__()
        self._take_back = take_back
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self.hide()

    def clear(self) -> None:
        """Show nothing."""
        clear(self._column)
        self.hide()

    def show_decision(self, entry: Entry, story: Story, *, settles: bool) -> None:
        """Show the word in force on an entry, and those it did not know of."""
        clear(self._column)
        tag = next((tag for tag in story.detail.item.tags if tag.indicator == entry.tag.indicator), entry.tag)
        verdict = {State.ACCEPTED: Verdict.ACCEPT, State.RETURNED: Verdict.RETURN}.get(tag.state)
        self.setVisible(verdict is not None or bool(story.elsewhere))
        self._show_elsewhere(story)
        if verdict is None:
            return
        words = [(verdict, tag.reviewer, tag.reason, tag.note, tag.reviewed_at)]
        words += [(one.verdict, one.reviewer, one.reason, "", one.reviewed_at) for one in tag.disputed]
        if tag.disputed:
            self._column.addWidget(Label(self.tr("Dua meja memutuskan berbeda"), "strong", "warn", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        for each, who, reason, note, at in words:
            row.addWidget(self._word(each, who, ", ".join(part for part in (reason, note) if part), at), 1)
        self._column.addWidget(holder)
        if tag.disputed:
            text = (
                self.tr("Putuskan dengan Sahkan atau Kembalikan; keputusan Anda berlaku untuk semua meja.")
                if settles
                else self.tr("Koordinator yang memutuskan.")
            )
            self._column.addWidget(Label(text, "small", "muted", wrap=True))
            return
        self._show_way_back(story)

    def _show_elsewhere(self, story: Story) -> None:
        """Show what other levels say, beside our own word: it does not take its place."""
        for one, office in story.elsewhere:
            who = " · ".join(part for part in (office, one.reviewer) if part)
            reason = ", ".join(part for part in (one.reason, one.note) if part)
            self._column.addWidget(self._word(one.verdict, who, reason, one.reviewed_at))

    def _word(self, verdict: Verdict, who: str, reason: str, at: str) -> Card:
        language = texts.language()
        card = Card()
        word = self.tr("disahkan") if verdict is Verdict.ACCEPT else self.tr("dikembalikan")
        card.body.addWidget(StateLabel(_SHOWN[verdict], word))
        card.body.addWidget(Label(" · ".join(part for part in (who, when(at, language)) if part), "small", wrap=True))
        if reason:
            card.body.addWidget(Label(reason, "small", "muted", wrap=True))
        card.setAccessibleName(f"{said(VERDICTS, verdict.value, language)}, {who}. {reason}")
        return card

    def _show_way_back(self, story: Story) -> None:
        decision = story.decision
        if decision is None:
            return
        if not decision.mine:
            text = self.tr("Keputusan meja lain. Keputusan Anda akan menggantikannya.")
        elif decision.left:
            words = self.tr(
                "Sudah berangkat dengan balasan {number}, {moment}. Keputusan baru menyusul pada balasan berikutnya."
            )
            text = words.format(number=texts.number(decision.number), moment=when(decision.left, texts.language()))
        else:
            button = Button(self.tr("Tarik keputusan  T"), "undo", "link", clicked=self._take_back, key="T")
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            text = self.tr("Bisa ditarik sampai balasannya berangkat.")
        self._column.addWidget(Label(text, "small", "muted", wrap=True))
