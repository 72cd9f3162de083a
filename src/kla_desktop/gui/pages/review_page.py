"""Tinjau: the secretariat looks at evidence and accepts or returns it; a station sees what came back and mends it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.alike_dialog import AlikeDialog
from kla_desktop.gui.dialogs.compare_dialog import CompareDialog
from kla_desktop.gui.dialogs.move_dialog import MoveDialog
from kla_desktop.gui.item_models.thumbnails import Thumbnails
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.pages.review.bar import ReviewBar
from kla_desktop.gui.pages.review.doubts import Doubt, Step, doubts_of
from kla_desktop.gui.pages.review.evidence_view import EvidenceView
from kla_desktop.gui.pages.review.jobs import ReviewJobs
from kla_desktop.gui.pages.review.list import WIDTH, ReviewList
from kla_desktop.gui.pages.review.queue import Entry, Key, Story, read_story
from kla_desktop.gui.pages.review.returned_panel import ReturnedPanel
from kla_desktop.gui.pages.review.strip import ReviewStrip
from kla_desktop.gui.pages.review.verdict_panel import REASONS, VerdictPanel
from kla_desktop.gui.pages.review.walk import ReviewWalk
from kla_desktop.gui.pages.roomy_empty import RoomyEmpty
from kla_desktop.gui.widgets.button import Button
from kla_desktop.model.catalogue import Indicator
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode
from kla_desktop.model.evidence import Verdict
from kla_desktop.model.listing import Judged
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
        self._shown: Entry | None = None
        self._story: Story | None = None
        self.jobs = ReviewJobs(self)
        self.bar = ReviewBar(self._ws.catalogue)
        self.walk = ReviewWalk(self, self.bar, desk=self._desk)
        self.alike = Button("", kind="quiet", clicked=self.list_alike)
        self.list = ReviewList()
        self.view = EvidenceView(self, self.open_it)
        self.strip = ReviewStrip(self._ws.catalogue, Thumbnails(self._ws, context.job_bridge, self))
        self.verdict = VerdictPanel(
            accept=self.accept_it,
            send_back=self.send_back,
            move=self.propose_move,
            later=self.put_off,
            step=self.settle,
            take_back=self.take_back,
        )
        self.returned = ReturnedPanel(mend=self.mend, retag=self._retag)
        self.empty = RoomyEmpty("", "check")
        self._first = self.empty.add_action("", self._leave_empty)
        self._arrange()
        self._keys = self._make_actions()
        self.list.chosen.connect(self._go)
        self.strip.opened.connect(lambda key: self._go(self.walk.queue.at(key)))
        self.verdict.left.connect(self.list.setFocus)
        self.strip.selected.connect(lambda: self.verdict.show_count(len(self.chosen)))
        self.walk.moved.connect(self._show)
        self.retranslate()

    def _arrange(self) -> None:
        self._left = QFrame()
        self._left.setFixedWidth(WIDTH)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.list, 1)
        self.bar.setVisible(self._desk)
        self.view.add_below(self.strip)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.verdict)
        row.addWidget(self.returned)
        self.verdict.setVisible(self._desk)
        self.returned.setVisible(not self._desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(middle)
        self.stack.addWidget(self.empty)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._left)
        whole.addWidget(self.stack, 1)

    def _make_actions(self) -> dict[str, QAction]:
        keys: dict[str, tuple[str, Callable[[], object]]] = {"open": ("Ctrl+Return", self.open_it)}
        if self._desk:
            keys |= {
                "accept": ("Y", self.accept_it),
                "return": ("K", self.send_back),
                "move": ("P", self.propose_move),
                "later": ("N", self.put_off),
                "take_back": ("T", self.take_back),
                "all": ("Ctrl+A", self.strip.choose_all),
                "beside": ("V", self.view.show_beside),
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
        """Which office, which indicator, which words; and the pairs that look alike."""
        return (*self.bar.boxes, self.alike) if self._desk else ()

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

    def focus_search(self) -> bool:
        """Search (Ctrl+F)."""
        if self._desk:
            self.bar.search.setFocus()
            self.bar.search.selectAll()
        return self._desk

    def arrive(self, wish: object = None) -> None:
        """Put the keys to work at once."""
        super().arrive(wish)
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from file to file, from page to page."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        turn = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if step is not None and plain:
            self._go(self.walk.at + step)
        elif turn is None or not plain or not self.view.turn_page(turn):
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Set every text anew."""
        words = {
            "open": self.tr("Buka dengan aplikasi bawaan"),
            "accept": self.tr("Sahkan"),
            "return": self.tr("Kembalikan untuk perbaikan"),
            "move": self.tr("Pindahkan ke indikator lain"),
            "later": self.tr("Nanti"),
            "take_back": self.tr("Tarik keputusan"),
            "all": self.tr("Pilih seluruh kelompok"),
            "beside": self.tr("Versi sebelumnya di sampingnya"),
            "compare": self.tr("Bandingkan dengan bukti yang mirip"),
            "alike": self.tr("Semua bukti yang mirip"),
        }
        for name, action in self._keys.items():
            reason = REASONS[int(name[-1]) - 1] if name.startswith("reason") else ""
            action.setText(words.get(name) or said(QUICK_REASONS, reason, texts.language()))
        self.list.setAccessibleName(self.tr("Yang menunggu tinjauan") if self._desk else self.tr("Yang dikembalikan"))
        self.strip.setAccessibleName(self.tr("Bukti dalam kelompok ini"))
        self.alike.setText(self.tr("Mirip…"))
        self.alike.setToolTip(self.tr("Semua bukti yang mirip"))
        self.bar.retranslate()
        self.verdict.retranslate()
        self._say_empty()
        self.returned.retranslate()
        self.bar.fill(self.walk.reading)
        self._shown = None
        self._show()

    # --- the queue
    def reload(self) -> None:
        """Read what waits."""
        self.walk.read()

    def _show(self) -> None:
        """Show where the reviewer stands."""
        self._head()
        walk, at = self.walk, self.walk.at
        self.list.show_rows(walk.rows(), at)
        self.stack.setCurrentIndex(0 if at >= 0 else 1)
        chosen = self._desk and (self.bar.narrows or self.bar.stands is not Judged.WAITING)
        self._left.setVisible(at >= 0 or chosen)
        if at < 0:
            self._say_empty()
            self.view.clear()
            self._shown = None
        elif walk.entry is not None:
            self._look_at(walk.entry)

    def _head(self) -> None:
        count, today = len(self.walk.queue), self.walk.reading.today
        words = {
            Judged.WAITING: self.tr("{count} menunggu") if self._desk else self.tr("{count} dikembalikan"),
            Judged.DISPUTED: self.tr("{count} berselisih"),
            Judged.ACCEPTED: self.tr("{count} disahkan"),
            Judged.RETURNED: self.tr("{count} dikembalikan"),
        }
        parts = [words[self.bar.stands].format(count=texts.number(count))] if count else []
        if self._desk and today:
            parts.append(self.tr("{count} hari ini oleh {who}").format(count=texts.number(today), who=self._ws.actor))
        self.set_heading(self.tr("Tinjau"), " · ".join(parts))

    def _say_empty(self) -> None:
        if self._desk and self.bar.narrows:
            self.empty.set_sentence(self.tr("Tidak ada yang cocok dengan pilihan ini."))
            self._first.setText(self.tr("Tampilkan semua"))
        elif self._desk and self.bar.stands is not Judged.WAITING:
            self.empty.set_sentence(self.tr("Tidak ada keputusan seperti itu."))
            self._first.setText(self.tr("Tampilkan yang menunggu"))
        elif self._desk:
            self.empty.set_sentence(self.tr("Tidak ada yang menunggu. Bundel baru muncul di sini setelah diterima."))
            self._first.setText(self.tr("Terima bundel"))
        else:
            self.empty.set_sentence(self.tr("Tidak ada bukti yang dikembalikan untuk perbaikan."))
            self._first.setText(self.tr("Tandai bukti"))

    def _leave_empty(self) -> None:
        if self._desk and self.bar.narrows:
            self.bar.show_all()
        elif self._desk and self.bar.stands is not Judged.WAITING:
            self.bar.choose(Judged.WAITING)
        else:
            self.context.go("bundles" if self._desk else "tag")

    def _look_at(self, entry: Entry) -> None:
        walk, ws = self.walk, self._ws
        position = self.tr("{here} dari {all}")
        found = walk.hits.found.get(entry.item.row) if walk.hits is not None else None
        self.view.show_entry(
            entry, position.format(here=texts.number(walk.at + 1), all=texts.number(len(walk.queue))), found
        )
        self.strip.show_group([mate.key for mate in walk.mates], walk.entries, entry.key)
        self.verdict.show_count(len(self.chosen))
        if entry == self._shown:
            return
        indicator = ws.catalogue.by_slug.get(entry.tag.indicator)
        if self._shown is None or self._shown.key != entry.key:
            self._story = None
            self.verdict.show_entry(entry, indicator)
            self.returned.show_entry(entry, indicator)
        self._shown = entry
        self.query("story", lambda: read_story(ws, entry), partial(self._tell, entry, indicator))

    def _tell(self, entry: Entry, indicator: Indicator | None, story: Story) -> None:
        if self.entry is not None and self.entry.key == entry.key:
            self._story = story
            self.view.show_story(story)
            doubts = doubts_of(self._ws, entry, story)
            self.verdict.show_story(entry, story, indicator, doubts, settles=self._ws.is_coordinator)

    def _go(self, at: int) -> None:
        if self.walk.go(at):
            self.verdict.forget()

    @property
    def entry(self) -> Entry | None:
        """The evidence looked at."""
        return self.walk.entry

    @property
    def chosen(self) -> tuple[Entry, ...]:
        """What a verdict is about: what is chosen of the group, at least the evidence looked at."""
        keys = self.strip.chosen if self.strip.isVisibleTo(self) else ()
        several = tuple(self.walk.entries[key] for key in keys if key in self.walk.entries)
        return several or ((self.entry,) if self.entry is not None else ())

    # --- what gives pause
    def settle(self, doubt: Doubt) -> None:
        """Do the one thing that is offered about a doubt."""
        if doubt.step is Step.COMPARE and doubt.other is not None:
            self.compare_with(doubt.other)
        elif doubt.step is Step.BESIDE:
            self.view.show_beside()
        elif doubt.step is Step.UNVEIL:
            self.view.veil.lift()
        elif doubt.step is Step.WANT and self.entry is not None:
            self.jobs.want(self.entry)
        elif doubt.step is Step.REASON:
            self.verdict.use_reason(doubt)

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

    def take_back(self) -> None:
        """Take one's own word back (T), as long as it is here."""
        if self.bar.stands is not Judged.WAITING:
            self._judge(Verdict.OPEN, "", "")

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
        self.verdict.forget()
        self.walk.put_off([entry.key for entry in self.chosen])

    def _judge(self, verdict: Verdict, reason: str, note: str) -> None:
        self.context.untell(sentence(ErrorCode.REASON_NEEDED, texts.language()))
        entries = self.chosen
        self.jobs.judge(entries, verdict, reason, note, partial(self._judged, [entry.key for entry in entries]))

    def _judged(self, keys: Sequence[Key]) -> None:
        """Go on to the next at once."""
        self.verdict.forget()
        self.walk.take_out(keys)

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
