"""What Tandai does to evidence: each command is one job on the INTERACTIVE lane, one deed, one toast with Urungkan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.tagging.selection import noun_of
from kla_desktop.jobs.events import Lane
from kla_desktop.model.catalogue import Indicator, Slot
from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import EvidenceId, IndicatorSlug, SlotSlug
from kla_desktop.model.listing import Item
from kla_desktop.operations import browse
from kla_desktop.operations.describe import Described, DescribeRequest, describe
from kla_desktop.operations.restrict import Restricted, RestrictRequest, restrict
from kla_desktop.operations.tag import Tagged, TagRequest, tag
from kla_desktop.operations.withdraw import Withdrawn, WithdrawRequest, withdraw
from kla_desktop.system.progress import Progress
from kla_desktop.wording import deeds

if TYPE_CHECKING:
    from kla_desktop.operations.workspace import Workspace

Numbers = Sequence[int]


@dataclass(frozen=True, slots=True)
class Done:
    """A command's result with what its toast needs."""

    result: Tagged | Withdrawn | Described | Restricted
    noun: str
    alone: Item | None = None
    """The item as it stands now, where it was the only one."""

    @property
    def changes(self) -> Changes:
        """Passed on to the change bus."""
        return self.result.changes

    def slot_under(self, indicator: Indicator) -> Slot | None:
        """Return the kind of evidence that the only item is under an indicator."""
        tags = self.alone.tags if self.alone is not None else ()
        given = next((tag.slot for tag in tags if tag.indicator == indicator.slug), None)
        return next((slot for slot in indicator.slots if slot.slug == given), None)

    @property
    def evidence(self) -> tuple[EvidenceId, ...]:
        """The items that changed."""
        return self.result.evidence


class TagCommands(QObject):
    """Items are named by row number, as lists know them; ids are looked up in the job."""

    tagged = Signal(object, object, object)
    """The evidence ids, the Indicator they were put under, and the Slot or None."""
    settled = Signal()
    """A tagging is over, whatever came of it."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.tagger = QObject(self)
        """The initiator of tagging, for lists that have shown the tags already."""
        self.last: tuple[IndicatorSlug, ...] = ()
        """The tags given last, for "as before"."""

    def tag(
        self,
        numbers: Numbers,
        indicators: Sequence[Indicator],
        over: Callable[[bool], object],
        slot: Slot | None = None,
        *,
        slot_each: bool = False,
    ) -> None:
        """Put items under indicators; `over(worked)` is called when the library has them.

        With `slot_each` every item gets the slot that its kind asks for.
        """
        slugs = tuple(indicator.slug for indicator in indicators)
        self.last = slugs

        def done(did: Done) -> None:
            over(True)
            self.settled.emit()
            if did.evidence:
                target = ", ".join(indicator.label(texts.language()) for indicator in indicators)
                self._say("tagged", did, target)
                self.tagged.emit(did.evidence, indicators[-1], slot or did.slot_under(indicators[-1]))
            else:
                text = self.tr("Sudah ditandai {indicator} sebelumnya")
                self._context.say(text.format(indicator=indicators[-1].label(texts.language())), can_undo=False)

        def failed(failure: Failure) -> None:
            over(False)
            self.settled.emit()
            self._context.desk.show_failure(failure)

        chosen = SlotSlug(slot.slug) if slot else None
        self._run(
            numbers,
            lambda ws, ids, progress: tag(ws, TagRequest(ids, slugs, chosen, slot_each=slot_each), progress),
            done,
            failed,
            self.tagger,
        )

    def untag(self, numbers: Numbers, indicator: Indicator) -> None:
        """Take items out of an indicator."""
        self._run(
            numbers,
            lambda ws, ids, progress: tag(ws, TagRequest(ids, (indicator.slug,), remove=True), progress),
            lambda did: self._say("untagged", did, indicator.label(texts.language())),
        )

    def choose_slot(self, evidence: Sequence[EvidenceId], indicator: Indicator, slot: Slot) -> None:
        """Say which kind of evidence the items are under an indicator."""
        request = TagRequest(tuple(evidence), (indicator.slug,), SlotSlug(slot.slug))

        def done(_result: Tagged) -> None:
            text = self.tr("Jenis bukti dipilih: {slot}")
            self._context.say(text.format(slot=slot.name(texts.language())))

        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: tag(self._context.workspace, request, progress),
            done=done,
            failed=self._context.desk.show_failure,
            initiator=self,
        )

    def withdraw(self, numbers: Numbers) -> None:
        """Take items out of the list; nothing is deleted."""
        self._run(
            numbers,
            lambda ws, ids, progress: withdraw(ws, WithdrawRequest(ids), progress),
            lambda did: self._say("withdrawn", did),
        )

    def restrict(self, numbers: Numbers, *, lift: bool | None = None) -> None:
        """Restrict items on which a child can be recognised, or lift that; None: whichever they are not all."""

        def work(ws: "Workspace", ids: tuple[EvidenceId, ...], progress: Progress) -> Restricted:
            off = all(item.restriction for item in ws.find(ids)) if lift is None else lift
            return restrict(ws, RestrictRequest(ids, lift=off), progress)

        def done(did: Done) -> None:
            result = did.result
            assert isinstance(result, Restricted)
            self._say("unrestricted" if result.lift else "restricted", did)
            if result.still:
                self._context.tell(deeds.restricted_still(len(result.still), texts.language()))

        self._run(numbers, work, done)

    def describe(
        self, numbers: Numbers, *, title: str | None = None, date: str | None = None, place: str | None = None
    ) -> None:
        """State values for all items; None leaves a value as it is."""
        self._run(
            numbers,
            lambda ws, ids, progress: describe(ws, DescribeRequest(ids, title, date, place), progress),
            lambda did: self._say("described", did),
        )

    def _run(
        self,
        numbers: Numbers,
        verb: "Callable[[Workspace, tuple[EvidenceId, ...], Progress], Tagged | Withdrawn | Described | Restricted]",
        done: Callable[[Done], object],
        failed: Callable[[Failure], object] | None = None,
        initiator: QObject | None = None,
    ) -> None:
        ws = self._context.workspace

        def work(progress: Progress) -> Done:
            items = browse.items(ws, numbers)
            result = verb(ws, tuple(item.id for item in items), progress)
            return Done(result, noun_of(items), browse.items(ws, numbers)[0] if len(items) == 1 else None)

        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            work,
            done=lambda did: done(did),  # noqa: PLW0108 - so that its answer is not taken for a callback's
            failed=failed or self._context.desk.show_failure,
            initiator=initiator or self,
            label=self.tr("Menyimpan perubahan"),
        )

    def _say(self, verb: str, did: Done, target: str = "") -> None:
        if did.evidence:
            self._context.say(deeds.deed(verb, len(did.evidence), texts.language(), did.noun, target))
