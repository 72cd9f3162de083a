"""From found to settled: takes candidates, looks at them again, and gives out those at rest, each once.

Shared by the watcher's thread and by the single pass of `kla watch run --once`; owns no thread and never sleeps.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kla_desktop.watching.scan import Fingerprint, FoundFile, Odd, OddKind, look_again
from kla_desktop.watching.stability import SETTLE_SECONDS, UNFINISHED_SECONDS, Settling, StabilityTracker

BATCH = 200
"""The most files given out at once."""
MOST_WAITING = 20_000
"""Beyond this no more candidates are taken until some have settled, which bounds the memory of a large drop."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look at the waiting files gave."""

    settled: list[FoundFile]
    odd: list[tuple[Odd, str]]  # with the root


class Settler:
    """The files on their way from a folder into the library.

    `given` remembers what was handed out, so that a file which the library has not yet recorded, or could not take, is
    not handed out again in the same version; `retry` lifts that for one file.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        settle_seconds: float = SETTLE_SECONDS,
        is_free: Callable[[str], bool] | None = None,
        unfinished_seconds: float = UNFINISHED_SECONDS,
    ) -> None:
        self._tracker = StabilityTracker(clock, settle_seconds, is_free, unfinished_seconds)
        self._given: dict[str, tuple[Fingerprint, str]] = {}
        self._seen: set[str] = set()

    def __len__(self) -> int:
        return len(self._tracker)

    @property
    def is_full(self) -> bool:
        """Whether no more candidates are wanted for now."""
        return len(self._tracker) >= MOST_WAITING

    def take(self, file: FoundFile, settle_seconds: float | None = None) -> None:
        """Let a candidate wait, unless it waits already or was given out in this version."""
        given = self._given.get(file.path)
        if given is not None:
            self._seen.add(file.path)
            if given[0] == file.fingerprint:
                return
        if file.path not in self._tracker:
            self._tracker.observe(file, settle_seconds)

    def look(self) -> Looked:
        """Stat every waiting file once; give those that have settled and those that became something odd."""
        settled, odd = [], []
        for file in self._tracker.waiting():
            now = look_again(file)
            if isinstance(now, FoundFile):
                if self._tracker.observe(now) is Settling.SETTLED:
                    settled.append(now)
            elif now is OddKind.EMPTY:  # truncated to be written anew: wait
                self._tracker.observe(FoundFile(file.path, 0, 0, file.inode, file.root))
            else:
                self._tracker.forget(file.path)
                if now is not None:
                    odd.append((Odd(file.path, now), file.root))
        return Looked(settled, odd)

    def gave(self, files: list[FoundFile]) -> None:
        """Remember that `files` were handed out."""
        for file in files:
            self._given[file.path] = (file.fingerprint, file.root)
            self._seen.add(file.path)

    def overdue(self, seconds: float) -> list[tuple[Odd, str]]:
        """Give the files that have waited longer than `seconds`, with why, and their root."""
        return [
            (Odd(file.path, OddKind.IN_USE if why is Settling.IN_USE else OddKind.STILL_CHANGING), file.root)
            for file, why in self._tracker.overdue(seconds)
        ]

    def waiting_by_root(self) -> Counter[str]:
        """How many files wait below each watched folder."""
        return Counter(file.root for file in self._tracker.waiting())

    def begin_scan(self, root: str) -> None:
        """Begin to note which of the given files a full scan of `root` still finds unknown."""
        self._seen.difference_update([path for path, (_, of) in self._given.items() if of == root])

    def end_scan(self, root: str) -> None:
        """Forget the given files of `root` that the library knows by now, or that are gone."""
        done = [path for path, (_, of) in self._given.items() if of == root and path not in self._seen]
        for path in done:
            del self._given[path]

    def retry(self, path: str) -> None:
        """Allow `path` to be given out again in the version that was given before."""
        self._given.pop(path, None)

    def drop(self, root: str) -> None:
        """Forget everything of a folder that is no longer watched."""
        for file in self._tracker.waiting():
            if file.root == root:
                self._tracker.forget(file.path)
        for path in [path for path, (_, of) in self._given.items() if of == root]:
            del self._given[path]


def batches(files: list[FoundFile]) -> Iterator[list[FoundFile]]:
    """Cut `files` into lists of at most BATCH."""
    for start in range(0, len(files), BATCH):
        yield files[start : start + BATCH]
