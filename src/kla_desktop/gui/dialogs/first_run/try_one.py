"""Step 3: tag one photo, a real one or our sample, with the keys that all work is done with."""

import threading
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.keying.keys import Command, command_of, digit_of
from kla_desktop.gui.keying.number_entry import Keyed, NumberEntry
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.photo_view import PhotoView
from kla_desktop.jobs.events import Lane
from kla_desktop.model.catalogue import Indicator
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import EvidenceId, IndicatorSlug
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.open_original import large_picture
from kla_desktop.operations.suggest import SuggestRequest, suggest
from kla_desktop.operations.tag import Tagged, TagRequest, tag
from kla_desktop.operations.withdraw import WithdrawRequest, withdraw
from kla_desktop.system.progress import Progress

_SIDE = 640
_EXAMPLES = (6, 11, 13)
"""Numbers of indicators that most photos of an urban village are about."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """The photo to try with, and the indicator that is proposed for it ("" for none)."""

    evidence: EvidenceId
    image: QImage
    slug: str
    changes: Changes = Changes.EVIDENCE


@dataclass(frozen=True, slots=True)
class _GivenBack:
    """The step was left before its photo was there."""

    changes: Changes = Changes.EVIDENCE


class TryStep(QWidget):
    """Keys go to `press`, wherever the focus is."""

    finished = Signal()
    """The photo has been tagged."""

    def __init__(self) -> None:
        super().__init__()
        self._context: Context | None = None
        self._entry = NumberEntry(())
        self._evidence: EvidenceId | None = None
        self._suggested: Indicator | None = None
        self._borrowed: EvidenceId | None = None
        """Our sample, where it was not among the user's own files: it is no evidence, and does not stay."""
        self._left = threading.Event()
        self.view = PhotoView()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words = Label("", wrap=True)
        self.number = Label("_", "typed_number", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        column.setSpacing(Space.S)
        column.addWidget(self.view, 1)
        column.addWidget(self.words)
        column.addWidget(self.number)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.retranslate()

    def retranslate(self) -> None:
        """Set anew what does not come with the photo."""
        self.title = self.tr("Coba satu")
        self.setAccessibleName(self.title)

    @property
    def is_tagged(self) -> bool:
        """Whether it has been done."""
        return self._context is not None and self._evidence is None and self.number.text() == "✓"

    def begin(self, context: Context, photo: str) -> None:
        """Take in `photo` and show it; our sample where there is none, or none that can be shown."""
        if self._context is not None:
            return
        self._context = context
        self._entry = NumberEntry(context.workspace.catalogue.by_number)
        self.view.set_sentence(self.tr("memuat…"))
        self.words.setText("")
        ws, folder = context.workspace, context.opened_copies / "contoh"

        def taken(path: str, progress: Progress, *, borrowed: bool = False) -> tuple[EvidenceId, QImage] | None:
            done = ingest(ws, IngestRequest((path,)), progress)
            if borrowed and done.added:
                self._borrowed = done.added[0].id
            if self._borrowed is not None and self._left.is_set():
                withdraw(ws, WithdrawRequest((self._borrowed,)), progress)
                return None
            twins = [left.duplicate_of for left in done.skipped if left.duplicate_of is not None]
            known = [added.id for added in done.added] or twins
            sound = known and not ws.find(known[:1])[0].warnings  # a damaged one would be a poor first taste
            jpeg = large_picture(ws, known[0], 0, _SIDE) if sound else None
            return (known[0], QImage.fromData(jpeg)) if jpeg else None

        def suggested(evidence: EvidenceId, progress: Progress) -> str:
            ((_, found),) = suggest(ws, SuggestRequest((evidence,)), progress).items
            return found[0].indicator if found else ""

        def work(progress: Progress) -> _Tried | _GivenBack:
            own = taken(photo, progress) if photo else None
            if own is not None:
                return _Tried(*own, suggested(own[0], progress))
            from kla_desktop.app.samples.make import first_sample_photo  # noqa: PLC0415 - draws; rarely asked for

            sample = first_sample_photo(folder)
            ours = None if self._left.is_set() else taken(str(sample.path), progress, borrowed=True)
            if self._left.is_set():
                return _GivenBack()
            if ours is None:
                raise Fixable(ErrorCode.FILE_MISSING, path=sample.path.name)
            return _Tried(*ours, suggested(ours[0], progress) or sample.indicator_slug)

        context.job_bridge.run(Lane.INTAKE, work, done=self._have, failed=self._cannot, initiator=self)

    def _have(self, found: _Tried | _GivenBack) -> None:
        if self._context is None or isinstance(found, _GivenBack):
            return
        self._evidence = found.evidence
        self._suggested = self._context.workspace.catalogue.by_slug.get(IndicatorSlug(found.slug))
        name = self.tr("Foto untuk dicoba")
        self.view.set_image(found.image, name)
        if self._suggested is not None:
            text = self.tr("Tekan Enter untuk menerima usulan {indicator}, atau ketik nomor indikator.")
            self.words.setText(text.format(indicator=self._suggested.label(texts.language())))
        else:
            catalogue = self._context.workspace.catalogue
            some = [catalogue.by_number[number] for number in _EXAMPLES if number in catalogue.by_number]
            text = self.tr("Foto ini tentang apa? Ketik nomor indikatornya, misalnya {examples}.")
            self.words.setText(text.format(examples=", ".join(one.label(texts.language()) for one in some)))

    def _cannot(self, failure: Failure) -> None:
        self.view.set_sentence(failure.sentence)
        self.words.setText(self.tr("Langkah ini bisa dilewati."))

    def give_back(self) -> None:
        """Take our sample out of the list again; it can be put back by undo, like anything else."""
        self._left.set()
        context, evidence = self._context, self._borrowed
        if context is not None and evidence is not None:
            self._borrowed = None
            ws = context.workspace
            context.job_bridge.run(
                Lane.INTERACTIVE,
                lambda progress: withdraw(ws, WithdrawRequest((evidence,)), progress),
                initiator=context.desk.window,
            )

    def press(self, event: QKeyEvent) -> bool:
        """Take a digit or Enter; False for any other key, and before the photo is there."""
        digit = digit_of(event)
        if self._evidence is None:
            return bool(digit)
        if digit:
            self._keyed(self._entry.digit(digit))
            return True
        if command_of(event) is Command.ACCEPT:
            if self._entry.typed:
                self._keyed(self._entry.enter())
            elif self._suggested is not None:
                self._tag(self._suggested)
            return True
        return False

    def _keyed(self, keyed: Keyed) -> None:
        self.number.setText(f"{self._entry.typed}_")
        self.number.set_tone("accent" if self._entry.typed else "muted")
        if keyed.unknown:
            self.words.setText(self.tr("Tidak ada indikator nomor {number}.").format(number=keyed.unknown))
        if keyed.number is not None and self._context is not None:
            self._tag(self._context.workspace.catalogue.by_number[keyed.number])

    def _tag(self, indicator: Indicator) -> None:
        context, evidence = self._context, self._evidence
        if context is None or evidence is None:
            return
        self._evidence = None

        def done(_result: Tagged) -> None:
            self.number.setText("✓")
            self.number.set_tone("ok")
            text = self.tr("Berhasil: {indicator}. Ctrl+Z untuk mengurungkan.")
            self.words.setText(text.format(indicator=indicator.label(texts.language())))
            self.finished.emit()

        context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: tag(context.workspace, TagRequest((evidence,), (indicator.slug,)), progress),
            done=done,
            failed=self._cannot,
            initiator=self,
        )
