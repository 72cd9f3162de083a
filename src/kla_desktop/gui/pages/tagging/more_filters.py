"""The menus by which Tandai is narrowed to a year, a place, an indicator; they hang in the menu of the filter bar."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from kla_desktop.gui import texts
from kla_desktop.gui.pages.tagging.filter_bar import FilterBar
from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.ids import IndicatorSlug, PlaceCode
from kla_desktop.model.places import Places


class MoreFilters(QObject):
    """Fills its menus when they open: the years of a library change, and the language may."""

    def __init__(self, filters: FilterBar, catalogue: Catalogue, places: Places) -> None:
        super().__init__(filters)
        self._filters, self._catalogue, self._places = filters, catalogue, places
        self._years: Sequence[int] = ()
        self.year, self.place, self.indicator = (QMenu(filters.menu) for _ in range(3))
        for menu, fill in (
            (self.year, self._fill_years),
            (self.place, self._fill_places),
            (self.indicator, self._fill_indicators),
        ):
            menu.aboutToShow.connect(fill)
            filters.menu.insertMenu(filters.end_of_choices, menu)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the menus anew."""
        self.year.setTitle(self.tr("Tahun"))
        self.place.setTitle(self.tr("Wilayah"))
        self.indicator.setTitle(self.tr("Indikator"))

    def set_years(self, years: Sequence[int]) -> None:
        """Offer these years."""
        self._years = years

    def _fill_years(self) -> None:
        self.year.clear()
        self._add(self.year, self.tr("Semua tahun"), self._filters.year is None, partial(self._choose, year=None))
        for year in self._years:
            self._add(self.year, str(year), self._filters.year == year, partial(self._choose, year=year))

    def _fill_places(self) -> None:
        self.place.clear()
        chosen, city = self._filters.place, self._places.city
        self._add(self.place, self.tr("Semua wilayah"), chosen is None, partial(self._choose, place=None))
        for district in self._places.children(city.code):
            inside = QMenu(district.name, self.place)
            for code, words in (
                (district.code, self.tr("Seluruh kecamatan")),
                *((one.code, one.name) for one in self._places.children(district.code)),
            ):
                self._add(inside, words, chosen == code, partial(self._choose, place=code))
            self.place.addMenu(inside)

    def _fill_indicators(self) -> None:
        self.indicator.clear()
        chosen = self._filters.indicator
        self._add(self.indicator, self.tr("Semua indikator"), chosen is None, partial(self._choose, indicator=None))
        for one in self._catalogue.indicators:
            words = one.label(texts.language())
            slug = one.slug
            self._add(self.indicator, words, chosen == slug, partial(self._choose, indicator=slug))

    @staticmethod
    def _add(menu: QMenu, words: str, chosen: bool, act: Callable[[], object]) -> None:
        action = menu.addAction(words.replace("&", "&&"), act)
        action.setCheckable(True)
        action.setChecked(chosen)

    def _choose(self, **values: int | PlaceCode | IndicatorSlug | None) -> None:
        for name, value in values.items():
            setattr(self._filters, name, value)
        if values.get("indicator") and self._filters.state.currentData() == "new":
            self._filters.choose_state("all")  # what nobody has tagged stands under no indicator
        self._filters.changed.emit()
