"""The right panel of Tinjau: what is expected, what gives pause, and the verdict."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.pages.line import Line, clear
from kla_desktop.gui.pages.review.decision_box import DecisionBox
from kla_desktop.gui.pages.review.doubts import Doubt, Step
from kla_desktop.gui.pages.review.queue import Entry, Story
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.model.catalogue import Indicator, Slot
from kla_desktop.wording.words import QUICK_REASONS, said

WIDTH = 308
REASONS = tuple(QUICK_REASONS)
"""In the order of their keys 1, 2, 3, …"""


class VerdictPanel(QFrame):
    """Calls what the page hands in; holds reasons and note until the verdict is given."""

    left = Signal()
    """What had the focus is done with, or goes: the keys belong to the list again."""

    def __init__(  # noqa: PLR0915 - one widget after the other
        self,
        *,
        accept: Callable[[], object],
        send_back: Callable[[], object],
        move: Callable[[], object],
        later: Callable[[], object],
        step: Callable[[Doubt], object],
        take_back: Callable[[], object],
    ) -> None:
        super().__init__()
        self._step = step
        self._count = 1
        self.setProperty("surface", "panel")
        self.setFixedWidth(WIDTH)
        self.title = Label("", "section", wrap=True)
        self.decision = DecisionBox(take_back)
        self.expected_title = Label("", "label", "muted")
        self.expected, self.warnings = QVBoxLayout(), QVBoxLayout()
        for column in (self.expected, self.warnings):
            column.setSpacing(Space.XS)
        self.reasons_title = Label("", "label", "muted")
        self.reasons = [Button("") for _ in REASONS]
        grid = QGridLayout()
        grid.setSpacing(Space.XS)
        for at, button in enumerate(self.reasons):
            button.setCheckable(True)
            grid.addWidget(button, at // 2, at % 2)
        self.note = QPlainTextEdit()
        self.note.setFixedHeight(46)
        self.note.setTabChangesFocus(True)
        self.outlook = Label("", "small", "muted", wrap=True)
        self.accept_button = Button("", "check", "primary", clicked=accept, key="Y")
        self.return_button = Button("", "return", "danger", clicked=send_back, key="K")
        self.move_button = Button("", clicked=move, key="P")
        self.later_button = Button("", clicked=later, key="N")
        verdicts = QGridLayout()
        verdicts.setSpacing(Space.S)
        verdicts.addWidget(self.accept_button, 0, 0)
        verdicts.addWidget(self.return_button, 0, 1)
        verdicts.addWidget(self.move_button, 1, 0)
        verdicts.addWidget(self.later_button, 1, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.title)
        column.addWidget(self.decision)
        column.addLayout(self.warnings)
        column.addWidget(self.expected_title)
        column.addLayout(self.expected)
        column.addStretch(1)
        foot = QFrame()
        foot.setProperty("surface", "status")
        below = QVBoxLayout(foot)
        below.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        below.setSpacing(Space.S)
        below.addWidget(self.reasons_title)
        below.addLayout(grid)
        below.addWidget(self.note)
        below.addWidget(self.outlook)
        below.addLayout(verdicts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroller(inside), 1)
        outer.addWidget(foot)
        self.note.textChanged.connect(self._say_outlook)
        for button in self.reasons:
            button.toggled.connect(lambda _on: self._say_outlook())
        self.retranslate()

    def show_entry(self, entry: Entry, indicator: Indicator | None) -> None:
        """Name the indicator at once; the rest follows with the story."""
        self.title.setText(indicator.label(texts.language()) if indicator else entry.tag.indicator)
        self.decision.clear()
        self._clear()
        self.expected_title.hide()

    def show_story(
        self, entry: Entry, story: Story, indicator: Indicator | None, doubts: Sequence[Doubt], *, settles: bool
    ) -> None:
        """Show what was decided, what gives pause, and what is expected. `settles`: disputes are decided here."""
        self.decision.show_decision(entry, story, settles=settles)
        self._clear()
        for doubt in doubts:
            self._show_doubt(doubt)
        slots = sorted(indicator.slots, key=lambda slot: _rank(slot, entry, story)) if indicator else []
        self.expected_title.setVisible(bool(slots))
        for slot in slots:
            own, there = slot.slug == entry.tag.slot, slot.slug in story.filled
            name = slot.name(texts.language())
            text = self.tr("{slot} – bukti ini").format(slot=name) if own else name
            made = Line("check" if there else "minus", "ok" if there else "muted", text, strong=own, muted=not there)
            state = self.tr("ada") if there else self.tr("belum ada")
            made.setAccessibleName(f"{text}, {state}")
            self.expected.addWidget(made)

    def _show_doubt(self, doubt: Doubt) -> None:
        icon, tone = ("check", "muted") if doubt.calm else ("warning", "warn")
        self.warnings.addWidget(Line(icon, tone, doubt.text, muted=doubt.calm))
        words = {
            Step.COMPARE: self.tr("Bandingkan  B"),
            Step.BESIDE: self.tr("Versi sebelumnya  V"),
            Step.UNVEIL: self.tr("Lihat gambarnya"),
            Step.WANT: self.tr("Minta berkasnya"),
            Step.REASON: self.tr("Jadikan alasan"),
        }.get(doubt.step)
        if words:
            button = Button(words, kind="link", clicked=partial(self._step, doubt))
            button.setAccessibleDescription(doubt.text)
            self.warnings.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_count(self, count: int) -> None:
        """Say how many the verdict will be about."""
        self._count = count
        self._name_verdicts()

    def use_reason(self, doubt: Doubt) -> None:
        """Take a doubt over as the reason."""
        if doubt.quick:
            self.reasons[REASONS.index(doubt.quick)].setChecked(True)
        if doubt.note:
            said_ = self.note.toPlainText().strip()
            self.note.setPlainText(f"{said_} {doubt.note}".strip() if doubt.note not in said_ else said_)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the quick reasons that are pressed."""
        return tuple(key for key, button in zip(REASONS, self.reasons, strict=True) if button.isChecked())

    def toggle_reason(self, number: int) -> None:
        """Press a quick reason by its number, counted from 1."""
        self.reasons[number - 1].toggle()

    def forget(self) -> None:
        """Empty reasons and note for the next item."""
        if self.isAncestorOf(self.window().focusWidget()):
            self.left.emit()
        for button in self.reasons:
            button.setChecked(False)
        self.note.clear()

    def _clear(self) -> None:
        if self.warnings.indexOf(self.window().focusWidget()) >= 0:
            self.left.emit()
        clear(self.warnings)
        clear(self.expected)

    def _say_outlook(self) -> None:
        """Say what a return needs, and what it does."""
        ready = bool(self.chosen or self.note.toPlainText().strip())
        self.outlook.setText(
            self.tr("Pengirim akan melihat alasan ini pada tanda terima berikutnya.")
            if ready
            else self.tr("Kembalikan perlu alasan: tekan 1–4 atau tulis catatan.")
        )

    def _name_verdicts(self) -> None:
        count = f" {texts.number(self._count)}" if self._count > 1 else ""
        self.accept_button.setText(self.tr("Sahkan{count}  Y").format(count=count))
        self.return_button.setText(self.tr("Kembalikan{count}  K").format(count=count))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.expected_title.setText(self.tr("Bukti yang diharapkan"))
        self.reasons_title.setText(self.tr("Alasan cepat"))
        for number, (key, button) in enumerate(zip(REASONS, self.reasons, strict=True), 1):
            button.setText(f"{number}  {said(QUICK_REASONS, key, texts.language())}")
            button.setToolTip(str(number))
        self.note.setPlaceholderText(self.tr("Catatan untuk pengirim"))
        self.note.setAccessibleName(self.tr("Catatan untuk pengirim"))
        self.move_button.setText(self.tr("Pindahkan  P"))
        self.later_button.setText(self.tr("Nanti  N"))
        self._name_verdicts()
        self._say_outlook()


def _rank(slot: Slot, entry: Entry, story: Story) -> int:
    if slot.slug == entry.tag.slot:
        return 0
    return 1 if slot.slug in story.filled else 2
