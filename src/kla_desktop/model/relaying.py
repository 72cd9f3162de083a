"""Which accepted evidence a hub hands up to the hub above it."""

from dataclasses import dataclass

from kla_desktop.model.evidence import State
from kla_desktop.model.ids import IndicatorSlug, PlaceCode
from kla_desktop.model.listing import Item
from kla_desktop.model.places import lies_in


@dataclass(frozen=True, slots=True)
class RelayChoice:
    """What is accepted under an indicator, of a place with all that lies in it, of a year; None: of all.

    It decides of items that have not gone up yet. One that has is followed by its news whatever is chosen later.
    """

    indicator: IndicatorSlug | None = None
    place: PlaceCode | None = None
    year: int | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == RelayChoice()

    def takes(self, item: Item) -> bool:
        """Whether an accepted item is of the kind chosen."""
        accepted = {tag.indicator for tag in item.tags if tag.state is State.ACCEPTED}
        return (
            (self.indicator is None or self.indicator in accepted)
            and (self.place is None or lies_in(item.place, self.place))
            and (self.year is None or item.year == self.year)
        )
