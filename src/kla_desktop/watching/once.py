"""One pass over watched folders: scan, wait for what is found to settle, give it out in batches, end."""

import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from kla_desktop.system.volumes import SystemVolumes, Volumes
from kla_desktop.watching.changes import Known, new_in
from kla_desktop.watching.drives import slow_drive
from kla_desktop.watching.scan import FolderState, FoundFile, Listing, Odd, walk
from kla_desktop.watching.settling import Settler, batches
from kla_desktop.watching.stability import SETTLE_SECONDS, SETTLE_SECONDS_SLOW

WAIT_SECONDS = 60.0
"""How long files that keep changing are waited for after the last one has settled or been found."""


@dataclass(frozen=True, slots=True)
class Batch:
    """At most 200 settled files, and what was seen and not taken."""

    files: tuple[FoundFile, ...]
    odd: tuple[Odd, ...] = ()


def settle_once(
    folders: Sequence[str],
    known: Known,
    *,
    skip: Collection[str] = (),
    wait_seconds: float = WAIT_SECONDS,
    settle_seconds: float = SETTLE_SECONDS,
    volumes: Volumes | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Batch]:
    """Give what is new in `folders` once it has settled; the last batch names what still changes after the wait.

    Missing folders come as `Odd(folder, MISSING)`. Between batches the caller may take its time: nothing runs then.
    """
    settler, found = Settler(clock, settle_seconds), _Found(volumes or SystemVolumes(), known, skip, settle_seconds)
    coming = found.below(folders)
    scanning, deadline = True, clock() + wait_seconds
    while scanning or len(settler):
        while scanning and not settler.is_full:
            item = next(coming, None)
            if item is None:
                scanning = False
                break
            settler.take(*item)
            deadline = clock() + wait_seconds
        looked = settler.look()
        found.odd.extend(odd for odd, _ in looked.odd)
        for files in batches(looked.settled):
            settler.gave(files)
            yield Batch(tuple(files), found.take_odd())
            deadline = clock() + wait_seconds
        if clock() >= deadline:
            found.odd.extend(odd for odd, _ in settler.overdue(0))
            break
        if len(settler):
            sleep(max(0.02, settle_seconds / 8))
    if found.odd:
        yield Batch((), found.take_odd())


class _Found:
    """The new files below the folders, lazily, and the odd things met on the way."""

    def __init__(self, volumes: Volumes, known: Known, skip: Collection[str], settle: float) -> None:
        self._volumes, self._known, self._skip, self._settle = volumes, known, skip, settle
        self.odd: deque[Odd] = deque()

    def below(self, folders: Sequence[str]) -> Iterator[tuple[FoundFile, float]]:
        for folder in folders:
            slow = slow_drive(self._volumes, folder)
            seconds = max(self._settle, SETTLE_SECONDS_SLOW) if slow else self._settle
            for listing in walk(folder, self._skip, stable_inodes=not slow):
                yield from ((file, seconds) for file in self._new(listing))

    def _new(self, listing: Listing) -> Iterator[FoundFile]:
        self.odd.extend(listing.odd)
        if listing.state is FolderState.PRESENT and listing.files:
            yield from new_in(listing, self._known)

    def take_odd(self) -> tuple[Odd, ...]:
        odd = tuple(self.odd)
        self.odd.clear()
        return odd
