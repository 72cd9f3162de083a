"""What the keys of Tandai lead to: numbers become tags, commands reach grid, palette, preview and library."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.item_models.evidence_model import EvidenceModel
from kla_desktop.gui.keying import keys
from kla_desktop.gui.keying.keys import Command
from kla_desktop.gui.keying.number_entry import Keyed, NumberEntry
from kla_desktop.gui.pages.tagging.commands import TagCommands
from kla_desktop.gui.pages.tagging.grid_view import GridView
from kla_desktop.gui.pages.tagging.pace import TaggingPace
from kla_desktop.gui.pages.tagging.palette import Palette
from kla_desktop.gui.pages.tagging.preview import Preview
from kla_desktop.gui.pages.tagging.saving import Saving
from kla_desktop.model.catalogue import Indicator, Slot
from kla_desktop.model.ids import EvidenceId, IndicatorSlug

_MOST_LOOKED_AT = 2000
"""In a larger selection nobody counts which items were new, for the estimate of time."""


class Keyboard(QObject):
    """Tags the selection, and moves on. What is not about tagging is asked of the page by `asked`."""

    asked = Signal(object)
    """A Command that is the page's to carry out."""
    revealed = Signal()
    """What is restricted is to be shown, this once."""
    tagging = Signal()
    """Something is being tagged: the page's words may have changed."""

    def __init__(
        self,
        context: Context,
        model: EvidenceModel,
        grid: GridView,
        palette: Palette,
        *,
        moves_on: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._model, self._grid, self._palette = context, model, grid, palette
        self._moves_on = moves_on
        self._entry = NumberEntry(context.workspace.catalogue.by_number)
        self.commands = TagCommands(context, self)
        model.trust(self.commands.tagger)
        self.saving = Saving(context, self)
        self.pace = TaggingPace()
        self._tags: frozenset[IndicatorSlug] = frozenset()
        self._partial: frozenset[IndicatorSlug] = frozenset()
        self._last: tuple[tuple[EvidenceId, ...], Indicator] | None = None
        self._own: dict[Command, Callable[[], object]] = {
            Command.ACCEPT: lambda: self._tag_suggestion(0),
            Command.SECOND: lambda: self._tag_suggestion(1),
            Command.THIRD: lambda: self._tag_suggestion(2),
            Command.AGAIN: self._again,
            Command.ADD: self._add,
            Command.SLOT: palette.ask_slot,
            Command.SKIP: self._skip,
            Command.BACK: lambda: self.step(-1),
            Command.WITHDRAW: self._withdraw,
            Command.RESTRICT: self._restrict,
            Command.REVEAL: self.revealed.emit,
            Command.SAVE: lambda: self.saving.ask(self.selected()),
        }
        palette.picked.connect(lambda indicators: self.tag(indicators))  # noqa: PLW0108 - a signal brings no slot
        palette.accepted.connect(self._tag_suggestion)
        palette.slot_chosen.connect(self._choose_slot)
        self.commands.tagged.connect(self._tagged)

    def listen(self, preview: Preview) -> None:
        """Carry out what is stated in the preview, for all selected items."""
        preview.title_given.connect(lambda text: self._describe(title=text))
        preview.date_given.connect(lambda text: self._describe(date=text))
        preview.place_given.connect(lambda code: self._describe(place=code))
        preview.restricted.connect(lambda on: self._restrict(lift=not on))
        preview.untagged.connect(self.untag)

    def tags_here(self) -> list[Indicator]:
        """Return what the selected items are tagged with, all or some."""
        here = self._tags | self._partial
        return [each for each in self._context.workspace.catalogue.indicators if each.slug in here]

    def untag(self, indicator: Indicator) -> None:
        """Take the selected items out of an indicator."""
        self.commands.untag(self.selected(), indicator)

    def _describe(self, *, title: str | None = None, date: str | None = None, place: str | None = None) -> None:
        numbers = self.selected()
        if numbers:
            self.commands.describe(numbers, title=title, date=date, place=place)

    def _restrict(self, *, lift: bool | None = None) -> None:
        numbers = self.selected()
        if numbers:
            self.commands.restrict(numbers, lift=lift)

    def press(self, event: QKeyEvent) -> bool:
        """Take a key; False if it is none of ours."""
        digit = keys.digit_of(event)
        if digit:
            self._keyed(self._entry.digit(digit))
            return True
        command = keys.command_of(event)
        if command is None:
            return False
        self.carry_out(command)
        return True

    def carry_out(self, command: Command) -> None:
        """Carry out a command of the keys or of the menu."""
        if command is Command.ACCEPT and self._entry.typed:
            self._keyed(self._entry.enter())
        elif command is Command.ESCAPE and not self._entry.is_idle:
            self._entry.clear()
            self._show_typed()
        elif command in self._own:
            self._own[command]()
        else:
            self.asked.emit(command)

    def step(self, step: int) -> None:
        """Go to the next or the previous item."""
        row = self._grid.current_row + step
        if 0 <= row < len(self._model.numbers):
            self._grid.choose(row)

    def selected(self) -> list[int]:
        """Return the row numbers of the selected items."""
        return self._grid.selected_numbers()

    def show_tags(
        self, whole: frozenset[IndicatorSlug] = frozenset(), partial: frozenset[IndicatorSlug] = frozenset()
    ) -> None:
        """Mark in the palette what all of the selected items have, or some, while nothing is being typed."""
        self._tags, self._partial = whole, partial
        self._mark()

    # --- numbers
    def _keyed(self, keyed: Keyed) -> None:
        if keyed.unknown:
            text = self.tr("Tidak ada indikator nomor {number}. Belum ada yang ditandai.")
            self._entry.clear()
            self._context.say(text.format(number=keyed.unknown), can_undo=False)
        self._show_typed()
        if keyed.number is not None:
            self.tag((self._context.workspace.catalogue.by_number[keyed.number],))

    def _add(self) -> None:
        self._entry.plus()
        self._show_typed()

    def _show_typed(self) -> None:
        self._palette.show_typed(self._entry.typed, adding=self._entry.adding)
        self._mark()

    def _mark(self) -> None:
        if not self._entry.typed:
            self._palette.mark(self._tags, self._partial)
            return
        catalogue = self._context.workspace.catalogue
        slugs = frozenset(each.slug for each in catalogue.indicators if self._entry.matches(each.number))
        self._palette.mark(slugs, scroll=True)

    # --- tagging
    def _tag_suggestion(self, place: int) -> None:
        offered = self._palette.offered(place)
        if offered is not None:
            self.tag((offered.indicator,), offered.slot)

    def _again(self) -> None:
        self.tag(self._last_given())

    def _last_given(self) -> tuple[Indicator, ...]:
        known = self._context.workspace.catalogue.by_slug
        return tuple(known[slug] for slug in self.commands.last if slug in known)

    def recall(self, used: tuple[IndicatorSlug, ...]) -> None:
        """Let D give what was used last before this window was opened, until something is given here."""
        if used and not self.commands.last:
            self.commands.last = used
            self._palette.set_last(self._last_given())

    def tag(self, indicators: tuple[Indicator, ...], slot: Slot | None = None) -> None:
        """Put the selection under indicators (as a kind of evidence), show it at once, and move on where wanted."""
        rows = self._grid.selected_rows()
        adding = self._entry.take_adding()
        self._entry.clear()
        self._show_typed()
        if not rows and indicators:
            self._context.say(self.tr("Belum ada berkas yang dipilih. Belum ada yang ditandai."), can_undo=False)
        if not rows or not indicators:
            return
        model = self._model
        numbers = self._grid.selected_numbers()
        few = len(rows) <= _MOST_LOOKED_AT
        self.pace.note(sum(1 for row in rows if model.is_untagged(row)) if few else len(rows))
        model.mark_tagged(rows, [indicator.slug for indicator in indicators])
        self._palette.set_last(indicators)
        self.commands.tag(
            numbers,
            indicators,
            lambda worked: model.marks_settled(numbers, worked=worked),
            slot,
            slot_each=slot is None and (len(rows) == 1 or model.by_activity),
        )
        if not adding and len(rows) == 1 and self._moves_on():
            following = model.next_untagged(rows[0])
            if following >= 0:
                self._grid.choose(following)
        self._grid.setFocus()
        self.tagging.emit()

    def _tagged(self, evidence: tuple[EvidenceId, ...], indicator: Indicator, slot: Slot | None) -> None:
        self._last = (evidence, indicator)
        self._palette.show_slots(indicator, slot.name(texts.language()) if slot else "")

    def _choose_slot(self, slot: Slot) -> None:
        if self._last is not None:
            self.commands.choose_slot(*self._last, slot)
        self._grid.setFocus()

    def _skip(self) -> None:
        row = self._grid.current_row
        following = self._model.next_untagged(row, frozenset({row}))
        self._grid.choose(following if following >= 0 else min(row + 1, len(self._model.numbers) - 1))

    def _withdraw(self) -> None:
        rows = self._grid.selected_rows()
        if rows:
            self.commands.withdraw(self.selected())
            last = len(self._model.numbers) - 1
            self._grid.choose(rows[-1] + 1 if rows[-1] < last else rows[0] - 1)
