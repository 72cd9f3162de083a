"""The right panel of Tinjau: what is expected, what gives pause, and the verdict."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from kla_desktop.gui import icons, texts
from kla_desktop.gui.pages.review_queue import Entry, Story
from kla_desktop.gui.theme import Space, follows_theme, tokens
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.model.catalogue import Indicator, Slot
from kla_desktop.model.likeness import SIMILAR, PairVerdict
from kla_desktop.operations.find_duplicates import NEAR, Alike
from kla_desktop.wording.doubts import contradiction
from kla_desktop.wording.formats import when
from kla_desktop.wording.words import LIKENESS, PAIR_VERDICTS, QUICK_REASONS, WARNINGS, said

WIDTH = 308
_MOST_ALIKE = 3
REASONS = tuple(QUICK_REASONS)
"""In the order of their keys 1, 2, 3, …"""


class Line(QWidget):
    """An icon in a colour of the theme, and a sentence beside it."""

    def __init__(self, icon: str, tone: str, text: str, *, strong: bool = False, muted: bool = False) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self._mark = QLabel()
        self._mark.setFixedWidth(18)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = Label(text, "strong" if strong else "body", "muted" if muted else "", wrap=True)
        row.addWidget(words, 1)
        self.setAccessibleName(text)

        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if follows_theme(event):
            self._tint()

    def _tint(self) -> None:
        colour = getattr(tokens(), self._tone)
        self._mark.setPixmap(icons.pixmap(self._icon, colour, 16, self.devicePixelRatioF(), stroke=1.8))


def clear(layout: QVBoxLayout) -> None:
    """Take everything out of a column."""
    while (left := layout.takeAt(0)) is not None:
        widget = left.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class VerdictPanel(QFrame):
    """Calls what the page hands in; holds reasons and note until the verdict is given."""

    def __init__(  # noqa: PLR0915 - one widget after the other
        self,
        *,
        accept: Callable[[], object],
        send_back: Callable[[], object],
        move: Callable[[], object],
        later: Callable[[], object],
        compare: Callable[[Alike], object],
    ) -> None:
        super().__init__()
        self._compare = compare
        self.setProperty("surface", "panel")
        self.setFixedWidth(WIDTH)
        self.title = Label("", "section", wrap=True)
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
        below.addLayout(verdicts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroller(inside), 1)
        outer.addWidget(foot)
        self.retranslate()

    def show_entry(self, entry: Entry, indicator: Indicator | None) -> None:
        """Name the indicator at once; the rest follows with the story."""
        self.title.setText(indicator.label(texts.language()) if indicator else entry.tag.indicator)
        clear(self.warnings)
        clear(self.expected)
        self.expected_title.hide()

    def show_story(self, entry: Entry, story: Story, indicator: Indicator | None) -> None:
        """Show what is expected and what gives pause."""
        clear(self.warnings)
        clear(self.expected)
        for text in self._doubts(story):
            self.warnings.addWidget(Line("warning", "warn", text))
        for one, office in story.alike[:_MOST_ALIKE]:
            self._show_alike(one, office)
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

    def _show_alike(self, one: Alike, office: str) -> None:
        """Name an item that looks the same, what was decided about it, and offer to look at both."""
        language = texts.language()
        if one.kind == NEAR:
            date = when((one.item.captured_at or one.item.created_at)[:10], language)
            words = self.tr("Mirip dengan bukti {office}, {date}: {how}.")
            text = words.format(office=office, date=date, how=said(LIKENESS, one.how, language))
            alarming = one.decision is None or one.decision.verdict is PairVerdict.SAME
            self.warnings.addWidget(Line("warning" if alarming else "check", "warn" if alarming else "muted", text))
        if one.decision is not None:
            decided = self.tr("Sudah diputuskan: {verdict}").format(
                verdict=said(PAIR_VERDICTS, one.decision.verdict.value, language)
            )
            self.warnings.addWidget(Label(decided, "small", "muted", wrap=True))
        look = Button(self.tr("Bandingkan  B"), kind="link", clicked=lambda: self._compare(one), key="B")
        self.warnings.addWidget(look, 0, Qt.AlignmentFlag.AlignLeft)

    def _doubts(self, story: Story) -> list[str]:
        language = texts.language()
        doubts = []
        for twin, office in story.twins:
            tags = ", ".join(sorted({tag.indicator for tag in twin.tags}))
            words = self.tr("Berkas yang sama persis juga dikirim {office}, {date}, sebagai “{title}”")
            date = when((twin.captured_at or twin.created_at)[:10], language)
            text = words.format(office=office, date=date, title=twin.label)
            doubts.append(f"{text} ({tags})." if tags else f"{text}.")
        doubts += [said(WARNINGS, warning, language) for warning in story.detail.item.warnings if warning != SIMILAR]
        doubts += [contradiction(one, language) for one in story.detail.item.doubts]
        if story.detail.item.supersedes:
            doubts.append(self.tr("Ini perbaikan dari bukti yang pernah dikembalikan."))
        return doubts

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the quick reasons that are pressed."""
        return tuple(key for key, button in zip(REASONS, self.reasons, strict=True) if button.isChecked())

    def toggle_reason(self, number: int) -> None:
        """Press a quick reason by its number, counted from 1."""
        self.reasons[number - 1].toggle()

    def forget(self) -> None:
        """Empty reasons and note for the next item."""
        for button in self.reasons:
            button.setChecked(False)
        self.note.clear()

    def enable(self, willing: bool) -> None:
        """Let verdicts be given, or not."""
        for button in (self.accept_button, self.return_button, self.move_button, self.later_button, *self.reasons):
            button.setEnabled(willing)

    def tab_order(self) -> Sequence[QWidget]:
        """What F6 may enter."""
        return (*self.reasons, self.note, self.accept_button, self.return_button)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.expected_title.setText(self.tr("Bukti yang diharapkan"))
        self.reasons_title.setText(self.tr("Alasan cepat"))
        for number, (key, button) in enumerate(zip(REASONS, self.reasons, strict=True), 1):
            button.setText(f"{number}  {said(QUICK_REASONS, key, texts.language())}")
            button.setToolTip(str(number))
        self.note.setPlaceholderText(self.tr("Catatan untuk pengirim"))
        self.note.setAccessibleName(self.tr("Catatan untuk pengirim"))
        self.accept_button.setText(self.tr("Sahkan  Y"))
        self.return_button.setText(self.tr("Kembalikan  K"))
        self.move_button.setText(self.tr("Pindahkan  P"))
        self.later_button.setText(self.tr("Nanti  N"))


def _rank(slot: Slot, entry: Entry, story: Story) -> int:
    if slot.slug == entry.tag.slot:
        return 0
    return 1 if slot.slug in story.filled else 2
