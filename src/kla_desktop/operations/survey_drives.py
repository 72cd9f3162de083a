"""What lies on sticks, cards and phones that are plugged in: counted and offered, never taken by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kla_desktop.model.changes import Changes
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import restored, stored
from kla_desktop.system.phones import list_phones
from kla_desktop.system.progress import Progress, Step
from kla_desktop.system.volumes import SystemVolumes, Volume, Volumes
from kla_desktop.watching.survey import Survey, survey

_SILENCED: Final = "silenced_drives"


@dataclass(frozen=True, slots=True)
class SurveyRequest:
    """Which drives; none named: all that can be pulled out, and phones."""

    drives: tuple[Volume, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One drive. `silenced`: the user wants no offers of it. `watched`: a watched folder lies on it."""

    drive: Volume
    survey: Survey
    silenced: bool
    watched: bool

    @property
    def is_due(self) -> bool:
        """Whether the window should offer it."""
        return self.survey.new > 0 and not self.silenced and not self.watched

    @property
    def folders(self) -> tuple[str, ...]:
        """The directories with something new."""
        return tuple(folder.path for folder in self.survey.folders if folder.new)


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The drives that could be listed."""

    offers: tuple[Offer, ...]
    changes: Changes = Changes.NOTHING


@dataclass(frozen=True, slots=True)
class SilenceRequest:
    """Offer this drive no longer (or again)."""

    identity: str
    silent: bool = True


@dataclass(frozen=True, slots=True)
class Silenced:
    """Done."""

    changes: Changes = Changes.SETTINGS


def pluggable(volumes: Volumes | None = None) -> list[Volume]:
    """The drives that can be pulled out and the phones, as they are now."""
    found = [volume for volume in (volumes or SystemVolumes()).list_volumes() if volume.removable]
    return [*found, *list_phones()]


def survey_drives(ws: Workspace, request: SurveyRequest, progress: Progress) -> Surveyed:
    """Count what the drives hold. One that was pulled out meanwhile is left out. Raises Cancelled."""
    drives = request.drives or tuple(pluggable())
    silenced = set(ws.store.local.setting(_SILENCED, []))
    watched = [restored(path) for path in ws.store.local.watched()]
    offers: list[Offer] = []
    for count, drive in enumerate(drives):
        progress.step(Step(count, len(drives), "indexing"))

        def go_on() -> bool:
            progress.checkpoint()
            return True

        def known(names: Sequence[str]) -> set[tuple[str, int]]:
            found = ws.store.local.had([stored(name) for name in names])
            return {(restored(name), size) for name, size in found}

        try:
            counted = survey(str(drive.path), known, go_on)
        except OSError:
            continue
        on_it = any(Path(folder).is_relative_to(drive.path) for folder in watched)
        offers.append(Offer(drive, counted, drive.identity in silenced, on_it))
    return Surveyed(tuple(offers))


def silence_drive(ws: Workspace, request: SilenceRequest, progress: Progress) -> Silenced:
    """Remember whether a drive is offered."""
    progress.checkpoint()
    with ws.transaction():
        held = set(ws.store.local.setting(_SILENCED, []))
        held = held | {request.identity} if request.silent else held - {request.identity}
        ws.store.local.set(_SILENCED, sorted(held))
    return Silenced()
