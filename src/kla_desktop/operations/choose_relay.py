"""Choose for good what a hub hands up: by hand, by command and by sync alike. A setting of this laptop, no event."""

from dataclasses import asdict, dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import IndicatorSlug, PlaceCode
from kla_desktop.model.relaying import RelayChoice
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress

_CHOICE = "relay choice"


@dataclass(frozen=True, slots=True)
class ChooseRelayRequest:
    """What goes up from now on."""

    choice: RelayChoice


@dataclass(frozen=True, slots=True)
class RelayChosen:
    """What goes up from now on."""

    choice: RelayChoice
    changes: Changes


def choose_relay(ws: Workspace, request: ChooseRelayRequest, progress: Progress) -> RelayChosen:
    """Remember the choice; what it leaves out waits here for a wider one. Raises Fixable(WRONG_ROLE)."""
    progress.checkpoint()
    ws.need_coordinator()
    if request.choice == standing_choice(ws):
        return RelayChosen(request.choice, Changes.NOTHING)
    with ws.transaction():
        ws.store.local.set(_CHOICE, asdict(request.choice))
    return RelayChosen(request.choice, Changes.BUNDLES)


def standing_choice(ws: Workspace) -> RelayChoice:
    """What was chosen; at first everything."""
    kept = ws.store.local.setting(_CHOICE) or {}
    indicator, place, year = kept.get("indicator"), kept.get("place"), kept.get("year")
    return RelayChoice(
        IndicatorSlug(indicator) if indicator else None, PlaceCode(place) if place else None, year or None
    )
