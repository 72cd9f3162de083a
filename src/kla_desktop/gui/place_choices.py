"""What a PlacePicker offers of a places file."""

from kla_desktop.model.places import Places


def place_choices(places: Places) -> list[tuple[str, str]]:
    """Return (code, label) of every place, with what it lies in: "Mekarjaya, Sukmajaya"."""
    made: list[tuple[str, str]] = []
    for place in places.all:
        parent = places.by_code.get(place.parent) if place.parent is not None else None
        made.append((place.code, f"{place.name}, {parent.name}" if parent is not None else place.name))
    return made
