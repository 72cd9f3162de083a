"""The line above the grid while something is searched or left out: how many were found, and the choices as chips."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from kla_desktop.gui import texts
from kla_desktop.gui.pages.tagging.filter_bar import FilterBar
from kla_desktop.gui.pages.tagging.hit_label import HitLabel
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.chip import Chip
from kla_desktop.gui.widgets.label import ElidedLabel
from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.listing import Rows
from kla_desktop.model.places import Places

_MOST_SIMILAR = 3


class SearchStrip(QFrame):
    """Hidden while the list is what it is without the user's doing."""

    def __init__(self, filters: FilterBar, catalogue: Catalogue, places: Places) -> None:
        super().__init__()
        self.setProperty("surface", "status")
        self._filters, self._catalogue, self._places = filters, catalogue, places
        self.words = ElidedLabel("", "body", "muted")
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chips: list[Chip] = []
        self.hit = HitLabel()
        """Where the words stand in the current item, while there is no preview to show it in."""
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, 5, Space.M, 5)
        column.setSpacing(2)
        column.addLayout(self._row)
        column.addWidget(self.hit)
        self.hide()

    def show_result(self, text: str, count: int, told: Rows) -> None:
        """Say what was found for `text` under the choices made."""
        self._show_chips()
        self.setVisible(bool(text or self.chips))
        if not text:
            self.words.setText(self.tr("%n bukti", "", count))
            return
        if told.whole:
            said = self.tr("%n bukti cocok", "", count)
        else:
            said = self.tr("Lebih dari {count} bukti cocok").format(count=texts.number(count))
        if told.similar:
            more = ", ".join(told.similar[:_MOST_SIMILAR]) + ("…" if len(told.similar) > _MOST_SIMILAR else "")
            said += " · " + self.tr("juga mirip: {words}").format(words=more)
        self.words.setText(said)
        self.words.setAccessibleName(said)

    def _show_chips(self) -> None:
        filters = self._filters
        shown: list[tuple[str, str]] = []
        if filters.year:
            shown.append((str(filters.year), "year"))
        if filters.kind_words:
            shown.append((filters.kind_words, "kind"))
        if filters.place:
            shown.append((self._places.label(filters.place), "place"))
        indicator = self._catalogue.by_slug.get(filters.indicator) if filters.indicator else None
        if indicator is not None:
            shown.append((indicator.label(texts.language()), "indicator"))
        if [words for words, _ in shown] == [chip.text() for chip in self.chips]:
            return
        had_focus = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for words, name in shown:
            chip = Chip(words, "info", removable=True)
            chip.removed.connect(lambda name=name: self._drop(name))
            self._row.addWidget(chip)
            self.chips.append(chip)
        if had_focus and self.chips:
            self.chips[-1].setFocus()

    def _drop(self, name: str) -> None:
        if name == "kind":
            self._filters.clear_kind()
        else:
            setattr(self._filters, name, None)
            self._filters.changed.emit()
