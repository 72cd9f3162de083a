"""Let the search index take in what still waits for it: after an update of the program, or a repair."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress, Step


@dataclass(frozen=True, slots=True)
class RefreshSearchRequest:
    """All that waits."""


@dataclass(frozen=True, slots=True)
class SearchRefreshed:
    """How many items were told to the index."""

    count: int
    changes: Changes


def refresh_search(ws: Workspace, request: RefreshSearchRequest, progress: Progress) -> SearchRefreshed:
    """Work off what waits and merge the index, in pieces that are each safe. Raises Cancelled; the rest waits then."""
    del request
    total, done = ws.store.index.waiting, 0
    while count := ws.store.index.catch_up():
        done += count
        progress.step(Step(min(done, total), total, "searching"))
        progress.checkpoint()
    if ws.store.index.is_scattered():
        for _ in ws.store.index.tidy():
            progress.checkpoint()
    return SearchRefreshed(done, Changes.EVIDENCE if done else Changes.NOTHING)
