"""Tinjau: the secretariat looks at evidence and accepts or returns it; a station sees what came back and mends it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.alike_dialog import AlikeDialog
from kla_desktop.gui.dialogs.compare_dialog import CompareDialog
from kla_desktop.gui.dialogs.move_dialog import MoveDialog
from kla_desktop.gui.pages.evidence_view import EvidenceView
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.pages.returned_panel import ReturnedPanel
from kla_desktop.gui.pages.review_jobs import ReviewJobs
from kla_desktop.gui.pages.review_list import ReviewList, groups_of, singles
from kla_desktop.gui.pages.review_queue import (
    Entry,
    Key,
    Queue,
    Story,
    narrowed,
    read_queue,
    read_returned,
    read_story,
)
from kla_desktop.gui.pages.roomy_empty import RoomyEmpty
from kla_desktop.gui.pages.verdict_panel import REASONS, VerdictPanel
from kla_desktop.gui.widgets.button import Button
from kla_desktop.model.catalogue import Indicator
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode
from kla_desktop.model.evidence import Verdict
from kla_desktop.operations.find_duplicates import Alike
from kla_desktop.wording.formats import Lang
from kla_desktop.wording.sentences import sentence
from kla_desktop.wording.words import QUICK_REASONS, said

_SHOWS = Changes.EVIDENCE | Changes.TAGS | Changes.REVIEWS
_SPOKEN: Lang = "id"
"""Reasons travel to the offices in Indonesian, whatever the screen speaks."""


class ReviewPage(LivePage):
    """List, evidence, panel; one page for both kinds of station because the evidence is looked at alike."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _SHOWS)
        self._ws = context.workspace
        self._desk = self._ws.is_secretariat
        self._whole = self._queue = Queue((), more=False)
        self._current: Key | None = None
        self._decided: Key | None = None
        self._later: list[Key] = []
        self._story: Story | None = None
        self.jobs = ReviewJobs(self)
        self.office, self.indicator = QComboBox(), QComboBox()
        self.alike = Button("", kind="quiet", clicked=self.list_alike)
        self.list = ReviewList()
        self.view = EvidenceView(self)
        self.verdict = VerdictPanel(
            accept=self.accept_it,
            send_back=self.send_back,
            move=self.propose_move,
            later=self.put_off,
            compare=self.compare_with,
        )
        self.returned = ReturnedPanel(mend=self.mend, retag=self._retag)
        self.empty = RoomyEmpty("", "check")
        self._first = self.empty.add_action("", lambda: context.go("bundles" if self._desk else "tag"))
        self._arrange()
        self._keys = self._make_actions()
        self.list.chosen.connect(self._go)
        for box in (self.office, self.indicator):
            box.activated.connect(lambda _at: self._narrow())
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(230)
        self.retranslate()

    def _arrange(self) -> None:
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.view, 1)
        row.addWidget(self.verdict)
        row.addWidget(self.returned)
        self.verdict.setVisible(self._desk)
        self.returned.setVisible(not self._desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(full)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def _make_actions(self) -> dict[str, QAction]:
        keys = {"open": ("Ctrl+Return", self.open_it)}
        if self._desk:
            keys |= {
                "accept": ("Y", self.accept_it),
                "return": ("K", self.send_back),
                "move": ("P", self.propose_move),
                "later": ("N", self.put_off),
                "compare": ("B", self.compare_it),
                "alike": ("Shift+B", self.list_alike),
            }
            for number in range(1, len(REASONS) + 1):
                keys[f"reason{number}"] = (str(number), partial(self.verdict.toggle_reason, number))
        made = {}
        for name, (key, act) in keys.items():
            action = made[name] = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(partial(_call, act))
            self.addAction(action)
        return made

    # --- what the shell asks
    def toolbar_widgets(self) -> Sequence[QWidget]:
        """Which office, which indicator; and the pairs that look alike."""
        return (self.office, self.indicator, self.alike) if self._desk else ()

    def panes(self) -> Sequence[QWidget]:
        """List, evidence, panel."""
        return (self.list, self.view, self.verdict if self._desk else self.returned)

    def extra_keys(self) -> Sequence[tuple[str, str]]:
        """Keys that are no actions."""
        return (
            ("← →", self.tr("Bukti sebelumnya, berikutnya")),
            ("↑ ↓", self.tr("Kelompok sebelumnya, berikutnya")),
            ("PgUp PgDn", self.tr("Halaman dokumen")),
            ("F", self.tr("Ukuran penuh atau muat layar")),
        )

    def arrive(self, wish: object = None) -> None:
        """Put the keys to work at once."""
        super().arrive(wish)
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from file to file."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self._go(self._queue.at(self._current) + step)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Set every text anew."""
        words = {
            "open": self.tr("Buka dengan aplikasi bawaan"),
            "accept": self.tr("Sahkan"),
            "return": self.tr("Kembalikan untuk perbaikan"),
            "move": self.tr("Pindahkan ke indikator lain"),
            "later": self.tr("Nanti"),
            "compare": self.tr("Bandingkan dengan bukti yang mirip"),
            "alike": self.tr("Semua bukti yang mirip"),
        }
        for name, action in self._keys.items():
            reason = REASONS[int(name[-1]) - 1] if name.startswith("reason") else ""
            action.setText(words.get(name) or said(QUICK_REASONS, reason, texts.language()))
        self.list.setAccessibleName(self.tr("Yang menunggu tinjauan") if self._desk else self.tr("Yang dikembalikan"))
        self.alike.setText(self.tr("Mirip…"))
        self.alike.setToolTip(self.tr("Semua bukti yang mirip"))
        self.office.setAccessibleName(self.tr("Kelurahan atau perangkat daerah"))
        self.indicator.setAccessibleName(self.tr("Indikator"))
        self.empty.set_sentence(
            self.tr("Tidak ada yang menunggu tinjauan. Terima bundel dari kelurahan untuk mulai.")
            if self._desk
            else self.tr("Tidak ada bukti yang dikembalikan untuk perbaikan.")
        )
        self._first.setText(self.tr("Terima bundel") if self._desk else self.tr("Tandai bukti"))
        self.verdict.retranslate()
        self.returned.retranslate()
        self._fill_choices()
        self._show()

    # --- the queue
    def reload(self) -> None:
        """Read what waits."""
        ws = self._ws
        self.query("queue", lambda: read_queue(ws) if self._desk else read_returned(ws), self._have)

    def _have(self, queue: Queue) -> None:
        before = self._whole
        self._whole = queue
        if self._decided is not None and before.at(self._decided) < 0 <= queue.at(self._decided):
            self._current, self._decided = self._decided, None  # an undo brought it back
        self._fill_choices()
        self._narrow()

    def _fill_choices(self) -> None:
        catalogue = self._ws.catalogue
        offices = sorted({entry.office for entry in self._whole.entries}, key=str.casefold)
        slugs = {entry.tag.indicator for entry in self._whole.entries}
        named = [(one.slug, one.label(texts.language())) for one in catalogue.indicators if one.slug in slugs]
        _refill(self.office, [("", self.tr("Semua kantor")), *((name, name) for name in offices)])
        _refill(self.indicator, [("", self.tr("Semua indikator")), *named])

    def _narrow(self) -> None:
        place = self._queue.at(self._current)
        office, indicator = str(self.office.currentData() or ""), str(self.indicator.currentData() or "")
        self._queue = narrowed(self._whole, office, indicator, self._later)
        entries = self._queue.entries
        if entries and self._queue.at(self._current) < 0:
            self._current = entries[min(max(place, 0), len(entries) - 1)].key
        self._show()

    def _show(self) -> None:
        entries = self._queue.entries
        at = self._queue.at(self._current)
        count = len(entries)
        shown = f"{texts.number(count)}+" if self._whole.more else texts.number(count)
        waiting = self.tr("{count} menunggu") if self._desk else self.tr("{count} dikembalikan")
        self.set_heading(self.tr("Tinjau"), waiting.format(count=shown) if count else "")
        self.stack.setCurrentIndex(0 if at >= 0 else 1)
        if at < 0:
            self.view.clear()
            return
        entry = entries[at]
        self._story = None
        rows = groups_of if self._desk else singles
        self.list.show_groups(rows(entries, self._ws.catalogue), at)
        position = self.tr("{here} dari {all}").format(here=texts.number(at + 1), all=shown)
        self.view.show_entry(entry, position)
        indicator = self._ws.catalogue.by_slug.get(entry.tag.indicator)
        self.verdict.show_entry(entry, indicator)
        self.returned.show_entry(entry, indicator)
        ws = self._ws
        self.query("story", lambda: read_story(ws, entry), partial(self._tell, entry, indicator))

    def compare_it(self) -> None:
        """Look at the evidence and the one most like it side by side (B)."""
        if self._story is not None and self._story.alike:
            self.compare_with(self._story.alike[0][0])

    def compare_with(self, other: Alike) -> None:
        """Look at two side by side, and decide."""
        if self.entry is not None:
            CompareDialog(self.context, self.entry.item, other, self).open()

    def list_alike(self) -> None:
        """List all pairs that wait for a decision (Shift+B)."""
        AlikeDialog(self.context, self).open()

    def _tell(self, entry: Entry, indicator: Indicator | None, story: Story) -> None:
        if self._current == entry.key:
            self._story = story
            self.view.show_story(story)
            self.verdict.show_story(entry, story, indicator)

    def _go(self, at: int) -> None:
        if 0 <= at < len(self._queue.entries) and self._queue.entries[at].key != self._current:
            self._current = self._queue.entries[at].key
            self.verdict.forget()
            self._show()

    @property
    def entry(self) -> Entry | None:
        """The evidence looked at."""
        at = self._queue.at(self._current)
        return self._queue.entries[at] if at >= 0 else None

    # --- the verdict
    def accept_it(self) -> None:
        """Accept (Y)."""
        self._judge(Verdict.ACCEPT, "", self.verdict.note.toPlainText())

    def send_back(self) -> None:
        """Return (K); impossible without a reason."""
        reason = ", ".join(said(QUICK_REASONS, key, _SPOKEN) for key in self.verdict.chosen)
        note = self.verdict.note.toPlainText().strip()
        if not reason:
            reason, note = note, ""
        if not reason:
            self.context.tell(sentence(ErrorCode.REASON_NEEDED, texts.language()), "warn")
            self.verdict.reasons[0].setFocus()
            return
        self._judge(Verdict.RETURN, reason, note)

    def propose_move(self) -> None:
        """Return with another indicator in the note (P)."""
        if self.entry is not None:
            self._dialog = MoveDialog(self._ws.catalogue, self.entry.tag.indicator, self._move, self)
            self._dialog.open()

    def _move(self, to: Indicator) -> None:
        words = f"Seharusnya indikator {to.label(_SPOKEN)}."
        note = f"{words} {self.verdict.note.toPlainText().strip()}".strip()
        self._judge(Verdict.RETURN, said(QUICK_REASONS, "wrong_indicator", _SPOKEN), note)

    def put_off(self) -> None:
        """Look at it later (N): it goes to the end of the queue."""
        entry = self.entry
        if entry is None:
            return
        at = self._queue.at(entry.key)
        self._later = [key for key in self._later if key != entry.key] + [entry.key]
        following = self._queue.entries[(at + 1) % len(self._queue.entries)].key
        self.verdict.forget()
        self._current = following
        self._narrow()

    def _judge(self, verdict: Verdict, reason: str, note: str) -> None:
        entry = self.entry
        if entry is not None:
            self.jobs.judge(entry, verdict, reason, note, partial(self._judged, entry))

    def _judged(self, entry: Entry) -> None:
        """Go on to the next at once; the queue itself is read again by the change."""
        self._decided = entry.key
        self.verdict.forget()
        left = tuple(one for one in self._whole.entries if one.key != entry.key)
        self._whole = Queue(left, self._whole.more)
        self._narrow()

    # --- mending at a station
    def mend(self) -> None:
        """Choose the file that takes the place of this one."""
        if self.entry is not None:
            self.jobs.mend(self.entry)

    def mend_with(self, entry: Entry, file: str) -> None:
        """Take the file in and let it replace the item."""
        self.jobs.mend_with(entry, file)

    def _retag(self) -> None:
        if self.entry is not None:
            self.context.go("tag", state="returned", evidence=self.entry.item.id)

    # --- other programs
    def open_it(self) -> None:
        """Open the original in the program that the system has for it (Ctrl+Enter)."""
        if self.entry is not None:
            self.jobs.open_original(self.entry)


def _call(act: object, _checked: bool = False) -> None:
    if callable(act):
        act()


def _refill(box: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    kept = box.currentData()
    if [(box.itemData(at), box.itemText(at)) for at in range(box.count())] == list(entries):
        return
    box.clear()
    for data, text in entries:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(kept)))
