"""What a PlacePicker offers of a places file."""

from kla_desktop.model.places import Place, PlaceKind, Places

_SHORT: dict[PlaceKind, str] = {"city": "", "district": "Kec. ", "village": ""}


def place_choices(places: Places) -> list[tuple[str, str]]:
    """Return (code, label) of every place, with what it lies in: "Mekarjaya, Kec. Sukmajaya".

    Most districts share their name with a village: only with its kind before it does one know which is meant.
    """
    made: list[tuple[str, str]] = []
    for place in places.all:
        parent = places.by_code.get(place.parent) if place.parent is not None else None
        made.append((place.code, ", ".join(_titled(one) for one in (place, parent) if one is not None)))
    return made


def _titled(place: Place) -> str:
    return _SHORT[place.kind] + place.name
