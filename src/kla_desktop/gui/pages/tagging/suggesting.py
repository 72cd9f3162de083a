"""Fills the palette for what is selected: suggestions drawn from it, or what was used last where nothing speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.pages.tagging.keyboard import Keyboard
from kla_desktop.gui.pages.tagging.palette import Palette
from kla_desktop.gui.pages.tagging.palette import Suggestion as Offer
from kla_desktop.jobs.events import Lane
from kla_desktop.model.ids import IndicatorSlug
from kla_desktop.operations import browse
from kla_desktop.operations.suggest import SuggestRequest, suggest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.suggesting.suggest import Suggestion
from kla_desktop.system.progress import Progress
from kla_desktop.wording.reasons import reason

MOST_COMPARED = 40
"""Of a larger selection so many items speak for all."""
LONGEST_HOLD_MS = 400
"""So long the next suggestions wait for a tag to be in the library, so that they have learned from it."""
_REASONS_SAID = 2


@dataclass(frozen=True, slots=True)
class _Found:
    suggestions: tuple[Suggestion, ...]
    recent: tuple[IndicatorSlug, ...]


class Suggesting(QObject):
    """Asks on the lane QUERY; an answer for a selection that has changed meanwhile is dropped."""

    def __init__(self, context: Context, palette: Palette, keyboard: Keyboard) -> None:
        super().__init__(keyboard)
        self._context, self._palette, self._keyboard = context, palette, keyboard
        self._numbers: tuple[int, ...] = ()
        self._serial = 0
        self._waits = self._is_moving = False
        self._hold = QTimer(self, interval=LONGEST_HOLD_MS, singleShot=True)
        self._hold.timeout.connect(self._go_on)
        keyboard.tagging.connect(self._hold.start)
        keyboard.commands.settled.connect(self._go_on)

    def moved(self) -> None:
        """Let the keys take nothing until the suggestions are those of the new selection."""
        self._serial += 1
        self._is_moving = True
        self._palette.set_waiting()

    def ask(self, numbers: Sequence[int]) -> None:
        """Look for suggestions for the items of these row numbers."""
        self._numbers, self._is_moving = tuple(numbers[:MOST_COMPARED]), False
        self._waits = self._hold.isActive()
        if not self._waits:
            self._query()

    def refresh(self) -> None:
        """Look again where nothing was found: something has changed in the library."""
        if not (self._palette.is_real or self._is_moving or self._hold.isActive()):
            self._query()

    def _go_on(self) -> None:
        self._hold.stop()
        if self._waits:
            self._waits = False
            self._query()

    def _query(self) -> None:
        self._serial += 1
        serial, numbers, ws = self._serial, self._numbers, self._context.workspace
        self._context.job_bridge.run(
            Lane.QUERY,
            lambda progress: _look(ws, numbers, progress),
            done=lambda found: self._show(found) if serial == self._serial else None,
            failed=lambda _failure: self._show(_Found((), ())) if serial == self._serial else None,
            initiator=self,
        )

    def _show(self, found: _Found) -> None:
        known, lang = self._context.workspace.catalogue.by_slug, texts.language()
        self._keyboard.recall(found.recent[:1])
        offers = []
        for each in found.suggestions:
            indicator = known[each.indicator]
            slot = next((one for one in indicator.slots if one.slug == each.slot), None)
            why = [reason(one.ground, one.words, one.count, lang) for one in each.because[:_REASONS_SAID]]
            offers.append(Offer(indicator, " · ".join(why), slot))
        if not offers:
            recent = [Offer(known[slug]) for slug in found.recent if slug in known]
            self._palette.set_suggestions(recent, real=False)
        else:
            self._palette.set_suggestions(offers, real=True)


def _look(ws: Workspace, numbers: Sequence[int], progress: Progress) -> _Found:
    items = browse.items(ws, numbers)
    found = suggest(ws, SuggestRequest(tuple(item.id for item in items)), progress).common() if items else ()
    held = [{tag.indicator for tag in item.tags} for item in items]
    given: set[IndicatorSlug] = set.intersection(*held) if held else set()
    fresh = tuple(each for each in found if each.indicator not in given)
    return _Found(fresh, tuple(browse.recent_indicators(ws, 3)))
