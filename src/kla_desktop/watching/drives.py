"""What kind of drive a watched folder lies on, as far as watching cares."""

import os
from pathlib import Path

from kla_desktop.system.volumes import Volume, Volumes


def slow_drive(volumes: Volumes, folder: str) -> bool:
    """Whether times are coarse and inodes do not last (FAT, network drives); False if the drive does not say."""
    volume = _ask(volumes, folder)
    return volume is not None and volume.coarse_times


def is_bare_mount_point(folder: str, before: int | None, now: int) -> bool:
    """Whether the drive that the folder lay on (device `before`) is gone and its empty place (device `now`) is left."""
    if before is None or before == now:
        return False
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return False


def is_network(volumes: Volumes, folder: str) -> bool:
    """Whether the folder lies on another machine, where every look is traffic."""
    volume = _ask(volumes, folder)
    return volume is not None and volume.network


def is_listenable(volumes: Volumes, folder: str) -> bool:
    """Whether native events can be trusted to come: a local, fixed disk.

    Events of shares do not come, and a handle held on a stick would keep it from being ejected.
    """
    volume = _ask(volumes, folder)
    return volume is not None and not (volume.network or volume.removable or volume.coarse_times)


def _ask(volumes: Volumes, folder: str) -> Volume | None:
    try:
        return volumes.volume_of(Path(folder))
    except OSError:
        return None
