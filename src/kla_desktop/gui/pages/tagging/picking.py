"""Which cells are chosen, by the rules of Windows Explorer: an anchor, a cell with the focus, Shift and Ctrl.

Without a key one cell is chosen and becomes the anchor. Shift chooses from the anchor to the cell, Ctrl turns the cell
over, both add the range to what is chosen already. With Ctrl the arrows move only the focus, and Ctrl+Space turns over.
"""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, Qt

from kla_desktop.gui.item_models.evidence_model import EvidenceModel
from kla_desktop.gui.pages.tagging.grid_layout import runs_of

_Flag = QItemSelectionModel.SelectionFlag
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Picking:
    """Rows in, rows out; the view tells which row the mouse or a key has reached."""

    def __init__(self, model: EvidenceModel, chosen: QItemSelectionModel) -> None:
        self._model, self._chosen = model, chosen
        self.anchor = -1
        self._before: QItemSelection | None = None

    # --- what is chosen
    def parts(self) -> list[QItemSelectionRange]:
        """Return the selected ranges, in no order."""
        selection = self._chosen.selection()
        return [selection.at(place) for place in range(selection.count())]

    def rows(self) -> list[int]:
        """Return the selected rows in list order."""
        found: list[int] = []
        for part in self._in_order():
            found += range(part.top(), part.bottom() + 1)
        return found

    def numbers(self) -> list[int]:
        """Return the row numbers of the selected items in list order."""
        found: list[int] = []
        for part in self._in_order():
            found += self._model.numbers[part.top() : part.bottom() + 1]
        return found

    def _in_order(self) -> list[QItemSelectionRange]:
        return sorted(self.parts(), key=lambda part: part.top())

    def count(self) -> int:
        """Return how many are selected, without listing them."""
        return sum(part.height() for part in self.parts())

    def count_in(self, first: int, last: int) -> int:
        """Return how many are selected from one row to another."""
        return sum(max(0, min(last, part.bottom()) - max(first, part.top()) + 1) for part in self.parts())

    def has(self, row: int) -> bool:
        """Whether a row is selected."""
        return self._chosen.isSelected(self._model.index(row))

    # --- choosing
    def only(self, row: int) -> None:
        """Choose one row alone."""
        self.anchor = row
        self._chosen.setCurrentIndex(self._model.index(row), _Flag.ClearAndSelect)

    def everything(self) -> None:
        """Choose all; the focus stays where it is."""
        if self._model.numbers:
            self._select([range(len(self._model.numbers))])

    def go(self, row: int, keys: Qt.KeyboardModifier) -> None:
        """Go to a row by an arrow, or by a click that is no Ctrl+click."""
        if keys & _SHIFT:
            self._through(row, add=bool(keys & _CTRL))
        elif keys & _CTRL:
            self._focus(row)
        else:
            self.only(row)

    def turn_over(self, row: int) -> None:
        """Choose a row besides the others, or leave it out; it becomes the anchor."""
        self.anchor = row
        self._chosen.setCurrentIndex(self._model.index(row), _Flag.Toggle)

    def set_rows(self, run: range, *, on: bool) -> None:
        """Choose a whole range besides the others, or leave it out; the focus goes to its first row."""
        self._chosen.select(self.selection([run]), _Flag.Select if on else _Flag.Deselect)
        self.anchor = run.start
        self._focus(run.start)

    def nothing(self) -> None:
        """Choose nothing; the focus stays."""
        self._chosen.clearSelection()

    def _through(self, row: int, *, add: bool) -> None:
        if self.anchor < 0:
            self.anchor = max(0, self._chosen.currentIndex().row())
        run = range(min(self.anchor, row), max(self.anchor, row) + 1)
        self._chosen.select(self.selection([run]), _Flag.Select if add else _Flag.ClearAndSelect)
        self._focus(row)

    def _focus(self, row: int) -> None:
        self._chosen.setCurrentIndex(self._model.index(row), _Flag.NoUpdate)

    # --- the rubber band
    def begin_band(self, keys: Qt.KeyboardModifier) -> None:
        """Remember what is chosen, for a band that adds to it (Ctrl, Shift), or forget it."""
        if not keys & (_CTRL | _SHIFT):
            self.nothing()
        self._before = QItemSelection(self._chosen.selection())

    def band(self, runs: Iterable[range], keys: Qt.KeyboardModifier) -> None:
        """Choose what the band touches: besides what was chosen before; with Ctrl turned over."""
        if self._before is not None:
            made = QItemSelection(self._before)
            made.merge(self.selection(runs), _Flag.Toggle if keys & _CTRL else _Flag.Select)
            self._chosen.select(made, _Flag.ClearAndSelect)

    def end_band(self, *, keep: bool) -> None:
        """Let go of the band; without `keep` all is as it was before."""
        if self._before is not None and not keep:
            self._chosen.select(self._before, _Flag.ClearAndSelect)
        self._before = None

    # --- for a list that is read anew
    def restore(self, rows: list[int], current: int, anchor: int) -> None:
        """Choose the same items again, which stand elsewhere now."""
        self._before = None
        self._select(runs_of(rows))
        if current >= 0:
            self._focus(current)
        self.anchor = anchor

    def _select(self, runs: Iterable[range]) -> None:
        self._chosen.select(self.selection(runs), _Flag.ClearAndSelect)

    def selection(self, runs: Iterable[range]) -> QItemSelection:
        """Return ranges of rows as Qt has them."""
        made = QItemSelection()
        for run in runs:
            made.select(self._model.index(run.start), self._model.index(run.stop - 1))
        return made
