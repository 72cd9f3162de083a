"""Choose a place (or anything else with a code) by typing a part of its name."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

_ORDER, _RANK = int(Qt.ItemDataRole.UserRole) + 1, int(Qt.ItemDataRole.UserRole) + 2
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_COMES_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class PlacePicker(QComboBox):
    """A type-ahead list over (code, label) pairs; two places of one name differ by code, so labels should say more.

    `picked` tells the code that the user chose, "" when the field was emptied. Words that name no place are taken back.
    """

    picked = Signal(str)

    def __init__(self, places: Sequence[tuple[str, str]] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(10)
        self.setCompleter(completer)
        self.set_name(name)
        self.set_places(places)
        self.activated.connect(self._tell)
        line = self.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._settle)
        line.textEdited.connect(self._rank)

    def set_name(self, name: str) -> None:
        """Name the field for screen readers, as its placeholder, and for Linux, where Qt reads a tooltip instead."""
        self.setAccessibleName(name)
        self.setToolTip(name)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(name)
            line.setAccessibleName(name)

    def set_places(self, places: Sequence[tuple[str, str]]) -> None:
        """Offer other places; the choice is kept where its code is still there."""
        kept = self.code
        self.blockSignals(True)
        self.clear()
        for order, (code, label) in enumerate(places):
            self.addItem(label, code)
            self.setItemData(order, order, _ORDER)
        self.blockSignals(False)
        self.set_code(kept)

    @property
    def code(self) -> str:
        """The code chosen, "" for none."""
        return str(self.currentData() or "") if self.currentIndex() >= 0 else ""

    def set_code(self, code: str) -> None:
        """Choose by code without telling anybody; an unknown code chooses nothing."""
        self.setCurrentIndex(self.findData(code) if code else -1)
        if self.currentIndex() < 0:
            self.setEditText("")
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)  # the beginning of a long name is the telling part
        self._told = self.code

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take back words that name no place; not while somebody only looks at another window."""
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK:
            self._settle()

    def event(self, event: QEvent) -> bool:
        """Select all on arriving by key, so that typing replaces; not when the list of suggestions hands focus back."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_KEY:
            line = self.lineEdit()
            if line is not None:
                line.selectAll()
        return super().event(event)

    def _rank(self, typed: str) -> None:
        """Offer first what begins with the words: "Pancoran Mas" before what lies in the district of that name."""
        words, model = typed.strip().casefold(), self.model()
        with QSignalBlocker(model):  # a choice whose data changes is written over what is being typed
            for row in range(self.count()):
                later = 0 if self.itemText(row).casefold().startswith(words) else self.count()
                self.setItemData(row, later + self.itemData(row, _ORDER), _RANK)
        if isinstance(model, QStandardItemModel):
            model.setSortRole(_RANK)
            model.sort(0)

    def _settle(self) -> None:
        typed = self.currentText().strip()
        if not typed:
            self.setCurrentIndex(-1)
        elif typed != self.itemText(self.currentIndex()):
            hits = [row for row in range(self.count()) if typed.casefold() in self.itemText(row).casefold()]
            same = [row for row in hits if self.itemText(row).casefold() == typed.casefold()]
            if len(same) == 1 or len(hits) == 1:
                self.setCurrentIndex((same or hits)[0])
            else:
                self.setEditText(self.itemText(self.currentIndex()) if self.currentIndex() >= 0 else "")
        self._tell()

    def _tell(self) -> None:
        if self.code != self._told:
            self._told = self.code
            self.picked.emit(self.code)
