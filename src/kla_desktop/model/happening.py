"""What happened last at an office, for the list on Beranda: what the user did, what came, what left. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import PurePath

TOGETHER = timedelta(minutes=10)
"""Files that come from one folder with no longer rest between them are one arrival."""
_STICK = re.compile(r"^(?:/run)?/media/(?:[^/]+/)?(?P<label>[^/]+)|^(?P<drive>[D-Zd-z]:)[\\/]")


class What(StrEnum):
    """Kinds of happenings."""

    DEED = "deed"
    """The user did something."""
    ARRIVED = "arrived"
    """Files came in from a folder."""
    SCANNED = "scanned"
    """Files came in from a stick or card."""
    PACKED = "packed"
    HANDED_OVER = "handed_over"
    ACKNOWLEDGED = "acknowledged"
    """A receipt for a bundle of ours came back."""
    RECEIVED = "received"
    """A bundle of another office was taken in."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line: when (ISO 8601), how many, and a name: of a file, folder, stick, or office. `number` is a bundle's."""

    what: What
    at: str
    count: int = 0
    name: str = ""
    number: int = 0
    deed: str = ""
    can_undo: bool = False


def arrivals(taken_in: Iterable[tuple[str, str, str]]) -> list[Happening]:
    """Join what came together: (time, file name, folder), newest first, to one line for each folder and sitting."""
    found: list[Happening] = []
    since: datetime | None = None
    where = ""
    for at, name, folder in taken_in:
        moment = datetime.fromisoformat(at)
        stick = _STICK.match(folder)
        label = (stick["label"] or stick["drive"]) if stick else PurePath(folder).name
        if found and since is not None and label == where and since - moment <= TOGETHER:
            found[-1] = replace(found[-1], count=found[-1].count + 1, name=label)
        else:
            found.append(Happening(What.SCANNED if stick else What.ARRIVED, at, 1, label if stick else name))
        since, where = moment, label
    return found
