"""Two pieces of evidence that look alike, side by side or by turns: who, where, when, what differs; what is decided."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.photo_view import PhotoView
from kla_desktop.gui.widgets.veil import Veil
from kla_desktop.jobs.events import Lane
from kla_desktop.model.ids import PlaceCode
from kla_desktop.model.likeness import PairVerdict
from kla_desktop.model.listing import Item
from kla_desktop.operations import browse
from kla_desktop.operations.find_duplicates import Alike
from kla_desktop.operations.judge_pair import JudgePairRequest, PairJudged, judge_pair
from kla_desktop.operations.open_original import large_picture
from kla_desktop.operations.workspace import Workspace
from kla_desktop.wording import deeds
from kla_desktop.wording.formats import when
from kla_desktop.wording.words import LIKENESS, PAIR_VERDICTS, TIME_SOURCES, said

_SIDE = 1600
_SIZE = QSize(1000, 500)
_OF_TEXTS = frozenset(("redated", "reworded", "same_text"))


class _Side(QWidget):
    """One of the two: picture or words, and its story underneath."""

    def __init__(self, context: Context, item: Item) -> None:
        super().__init__()
        self.item = item
        self.picture, self.words = PhotoView(), QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setAccessibleName(item.label)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.picture)
        self.stack.addWidget(self.words)
        self.veil = Veil(self.stack)
        self.veil.cover(item, None)
        places = context.workspace.places
        office = item.agency or (places.label(PlaceCode(item.place)) if item.place else "")
        language = texts.language()
        date = when(item.captured_at, language) if item.captured_at else self.tr("tanpa tanggal")
        source = said(TIME_SOURCES, item.captured_at_source, language) if item.captured_at else ""
        self.office = ElidedLabel(office, "strong")
        self.moment = ElidedLabel(f"{date} · {source}" if source else date, "body")
        sent = self.tr("{title} · dimasukkan {actor}, {date}")
        self.origin = ElidedLabel(
            sent.format(title=item.label, actor=item.actor, date=texts.day(item.created_at)), "small", "muted"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.stack, 1)
        for label in (self.office, self.moment, self.origin):
            column.addWidget(label)

    def show_image(self, image: QImage, name: str) -> None:
        self.picture.set_image(image, name)
        self.stack.setCurrentWidget(self.picture)

    def show_words(self, text: str) -> None:
        self.words.setPlainText(text)
        self.stack.setCurrentWidget(self.words)


class CompareDialog(PassingDialog):
    """Reads both pictures on its own; `decided` is called once a decision is stored."""

    def __init__(
        self,
        context: Context,
        item: Item,
        other: Alike,
        parent: QWidget | None = None,
        decided: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Bandingkan bukti"))
        self._context, self._other, self._decided = context, other, decided
        self._busy = False
        self._images: dict[str, QImage] = {}
        self._turned = False
        self.left, self.right = _Side(context, item), _Side(context, other.item)
        self.verdicts = {
            PairVerdict.SAME: Button(self.tr("Sama  S"), "return", "danger", key="S"),
            PairVerdict.DIFFERENT: Button(self.tr("Berbeda  D"), "check", key="D"),
            PairVerdict.ALLOWED: Button(self.tr("Boleh  A"), "check", key="A"),
        }
        self.turn = Button(self.tr("Bergantian  Spasi"), "refresh", "quiet", clicked=self.take_turns)
        self.fit = Button(self.tr("Ukuran penuh  F"), kind="quiet", clicked=self.zoom)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Catatan keputusan (boleh kosong)"))
        self.note.setAccessibleName(self.tr("Catatan keputusan"))
        if other.decision is not None:
            self.note.setText(other.decision.note)
        for side, beside in ((self.left, self.right), (self.right, self.left)):
            side.veil.lifted.connect(beside.veil.lift)  # they are looked at by turns
        self._arrange(self._differences())
        for verdict, button in self.verdicts.items():
            button.clicked.connect(partial(self._decide, verdict))
            button.setToolTip(self._explained(verdict))
        for key, act in (("S", PairVerdict.SAME), ("D", PairVerdict.DIFFERENT), ("A", PairVerdict.ALLOWED)):
            QShortcut(QKeySequence(key), self, partial(self._decide, act))
        QShortcut(QKeySequence("Space"), self, self.take_turns)
        QShortcut(QKeySequence("F"), self, self.zoom)
        self.resize(_SIZE)
        self._read(self.left)
        self._read(self.right)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()  # no verdict has it: Enter decides nothing that was not chosen

    def _arrange(self, differences: Label) -> None:
        both = QHBoxLayout()
        both.setSpacing(Space.M)
        both.addWidget(self.left, 1)
        both.addWidget(self.right, 1)
        above = QHBoxLayout()
        above.addWidget(differences, 1)
        above.addWidget(self.turn)
        above.addWidget(self.fit)
        for button in (self.turn, self.fit):
            button.setVisible(self._other.how not in _OF_TEXTS)
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        below.addWidget(self.note, 1)
        for button in self.verdicts.values():
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(above)
        column.addLayout(both, 1)
        column.addLayout(below)

    def _differences(self) -> Label:
        language = texts.language()
        words = [said(LIKENESS, self._other.how, language)]
        words += [f"“{before}” → “{after}”" for before, after in self._other.changes[:3]]
        if self._other.decision is not None:
            words.append(said(PAIR_VERDICTS, self._other.decision.verdict.value, language))
        text = " · ".join(words)
        return Label(text[:1].upper() + text[1:], "section", wrap=True)

    def _explained(self, verdict: PairVerdict) -> str:
        return {
            PairVerdict.SAME: self.tr("Bukti yang sama dipakai dua kali"),
            PairVerdict.DIFFERENT: self.tr("Ternyata bukan bukti yang sama; tidak diperingatkan lagi"),
            PairVerdict.ALLOWED: self.tr("Sama, dan boleh dipakai di kedua tempat"),
        }[verdict]

    def take_turns(self) -> None:
        """Show the other picture in both places by turns: what differs jumps to the eye (Space)."""
        if len(self._images) == 2 and not self._covered:
            self._turned = not self._turned
            first, second = (self.right, self.left) if self._turned else (self.left, self.right)
            self.left.picture.set_image(self._images[first.item.id], first.item.label, keep_zoom=True)
            self.right.picture.set_image(self._images[second.item.id], second.item.label, keep_zoom=True)

    @property
    def _covered(self) -> bool:
        return self.left.veil.covers or self.right.veil.covers

    def zoom(self) -> None:
        """Real size, or to fit (F)."""
        for side in (self.left, self.right):
            if side.picture.fits:
                side.picture.actual_size()
            else:
                side.picture.fit()

    def _read(self, side: _Side) -> None:
        ws, item = self._context.workspace, side.item

        def have(found: tuple[QImage, str]) -> None:
            image, text = found
            if text:
                side.show_words(text)
            else:
                self._images[item.id] = image
                side.show_image(image, item.label)

        as_text = self._other.how in _OF_TEXTS
        self._context.job_bridge.run(
            Lane.QUERY,
            lambda _progress: _look(ws, item, as_text=as_text),
            done=have,
            failed=self._context.desk.show_failure,
            initiator=self,
        )

    def _decide(self, verdict: PairVerdict, _checked: bool = False) -> None:
        if self._busy:
            return
        self._busy = True
        ws = self._context.workspace
        request = JudgePairRequest(self.left.item.id, self.right.item.id, verdict, self.note.text())
        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: judge_pair(ws, request, progress),
            done=self._stored,
            failed=self._failed,
            initiator=self,
        )

    def _stored(self, _result: PairJudged) -> None:
        self._context.say(deeds.deed("compared", 1, texts.language()))
        self._decided()
        self.accept()

    def _failed(self, failure: object) -> None:
        self._busy = False
        self._context.desk.show_failure(failure)  # type: ignore[arg-type]  # what the bridge hands on


def _look(ws: Workspace, item: Item, *, as_text: bool) -> tuple[QImage, str]:
    if as_text:
        return QImage(), browse.detail(ws, item.id).text
    data = large_picture(ws, item.id, 0, _SIDE) or browse.pictures(ws, [item.digest.sha256]).get(item.digest.sha256)
    return QImage.fromData(data or b""), ""
