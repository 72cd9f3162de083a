"""Watch folders on one thread: scan now and then, sooner where an event hints at something, hand out what has settled.

The scan is the truth and events are hints, so a blind watcher is only a slower one. Nothing is ever written into a
watched folder, and a folder that is not there is waited for, never taken as emptied.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from kla_desktop.system.priority import thread_steps_back
from kla_desktop.system.volumes import SystemVolumes, Volumes
from kla_desktop.watching.changes import Known, new_in
from kla_desktop.watching.drives import is_bare_mount_point, is_listenable, is_network, slow_drive
from kla_desktop.watching.events import Hints, Listening, NativeEvents
from kla_desktop.watching.report import FolderReport, NotNow, OnSettled, OnState, WatchTimes
from kla_desktop.watching.scan import (
    FolderState,
    FoundFile,
    Listing,
    Odd,
    OddKind,
    Unchanged,
    list_folder,
    look_again,
    walk,
)
from kla_desktop.watching.settling import Settler, batches

_log = logging.getLogger(__name__)


MOST_ODD = 10_000
"""Odd things remembered per folder as already reported."""
_SLICE_SECONDS = 0.2
_TURN_SECONDS = 2.0


@dataclass(slots=True)
class _Root:
    """A watched folder and where the watcher stands with it."""

    report: FolderReport
    identity: tuple[int, int] | None = None  # (device, inode) of the folder that events come from
    device: int | None = None  # that the folder lay on last
    slow: bool = False
    network: bool = False
    next_scan: float = 0.0
    next_check: float = 0.0
    scan: Iterator[FoundFile | None] | None = None
    scan_began: float = 0.0
    odd: list[Odd] = field(default_factory=list)
    odd_known: set[Odd] = field(default_factory=set)
    empty_now: set[str] = field(default_factory=set)
    empty_before: set[str] = field(default_factory=set)
    unchanged: Unchanged = field(default_factory=Unchanged)


class Watcher:
    """Hand settled files of `folders` to `on_settled`, at most 200 at once, each version once.

    `on_settled` and `on_state` are called on the watcher's thread; while `on_settled` works nothing is looked at, so a
    slow library slows the watcher and memory stays flat. If it raises, its files come again after the next scan;
    anything but `NotNow` is logged.
    `known` is asked once per directory (see `watching.changes`). `skip` names directories never entered, such as the
    library.
    """

    def __init__(
        self,
        folders: Iterable[str],
        on_settled: OnSettled,
        on_state: OnState,
        known: Known,
        *,
        skip: Collection[str] = (),
        times: WatchTimes | None = None,
        volumes: Volumes | None = None,
        native: bool = True,
        on_turn: Callable[[], None] | None = None,
    ) -> None:
        self._times = times or WatchTimes()
        self._on_settled, self._on_state, self._known, self._skip = on_settled, on_state, known, tuple(skip)
        self._volumes, self._native = volumes or SystemVolumes(), native
        self._wake, self._stop = threading.Event(), threading.Event()
        self._hints = Hints(self._wake.set)
        self._events = NativeEvents(self._hints)
        self._settler = Settler(time.monotonic, self._times.settle, unfinished_seconds=self._times.unfinished)
        self._lock = threading.Lock()
        self._orders: list[tuple[str, str]] = [("add", os.path.abspath(folder)) for folder in folders]  # noqa: PTH100
        self._roots: dict[str, _Root] = {}
        self._next_hints = self._next_look = self._next_overdue = self._next_turn = 0.0
        self._on_turn = on_turn
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def add_folder(self, folder: str) -> None:
        """Watch `folder` too, from now on; it need not be there yet."""
        self._order("add", os.path.abspath(folder))  # noqa: PTH100

    def remove_folder(self, folder: str) -> None:
        """Stop watching `folder`; what was handed out stays."""
        self._order("remove", os.path.abspath(folder))  # noqa: PTH100

    def poke(self) -> None:
        """Scan every folder now."""
        self._order("poke", "")

    def retry(self, path: str) -> bool:
        """Hand out `path` again in the version that was handed out before, if it lies in a watched folder (True)."""
        watched = any(is_below(path, folder) for folder in list(self._roots))
        if watched:
            self._order("retry", path)
        return watched

    def close(self) -> None:
        """Stop; returns within a second, and nothing is handed out afterwards (what was, may be finishing)."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(timeout=1.0)

    def _order(self, verb: str, path: str) -> None:
        with self._lock:
            self._orders.append((verb, path))
        self._wake.set()

    # the thread

    def _run(self) -> None:
        thread_steps_back()
        try:
            while not self._stop.is_set():
                self._wake.clear()
                self._obey()
                for root in list(self._roots.values()):
                    self._check(root)
                    self._scan_some(root)
                self._follow_hints()
                self._look()
                self._report_overdue()
                self._take_turn()
                self._wake.wait(self._pause())
        finally:
            self._events.close()

    def _obey(self) -> None:
        with self._lock:
            orders, self._orders = self._orders, []
        for verb, path in orders:
            if verb == "add" and path not in self._roots:
                self._roots[path] = _Root(FolderReport(path, FolderState.MISSING, Listening.POLLING))
            elif verb == "remove" and self._roots.pop(path, None) is not None:
                self._events.stop_listening(path)
                self._settler.drop(path)
            elif verb == "retry":
                self._try_again(path)
            elif verb == "poke":
                for root in self._roots.values():
                    root.next_check, root.next_scan, root.scan = 0.0, 0.0, None
                    root.unchanged.forget()

    def _try_again(self, path: str) -> None:
        self._settler.retry(path)
        root = next((root for root in self._roots.values() if is_below(path, root.report.folder)), None)
        if root is not None:
            now = look_again(FoundFile(path, 0, 0, 0 if root.slow else 1, root.report.folder))
            if isinstance(now, FoundFile):
                self._settler.take(now, self._settle_seconds(root))

    def _check(self, root: _Root) -> None:
        """See whether the folder is there, and the same as before; listen to it (anew) if not."""
        now = time.monotonic()
        if now < root.next_check:
            return
        folder = root.report.folder
        identity = _identity(folder)
        if identity is not None and is_bare_mount_point(folder, root.device, identity[0]):
            identity = None
        if identity is None:
            if root.identity is not None:
                self._events.stop_listening(folder)
            root.identity, root.scan, root.next_scan = None, None, 0.0
            self._tell(root, state=FolderState.MISSING, listening=Listening.POLLING)
        elif identity != root.identity:
            root.identity, root.device, root.next_scan, root.scan = identity, identity[0], 0.0, None
            root.slow, root.network = slow_drive(self._volumes, folder), is_network(self._volumes, folder)
            self._tell(root, state=FolderState.PRESENT, listening=self._listen(folder))
        elif root.report.listening is Listening.EVENTS and not self._events.is_listening(folder):
            # the reading thread has ended: its folder was removed and made again, or the system ran out of watches
            root.next_scan = 0.0
            self._tell(root, listening=self._listen(folder))
        root.next_check = now + self._times.missing

    def _listen(self, folder: str) -> Listening:
        if not self._native or not is_listenable(self._volumes, folder):
            return Listening.POLLING
        return self._events.listen(folder)

    def _scan_some(self, root: _Root) -> None:
        """Begin a full scan if it is time, and go on with it for a moment or until enough files wait."""
        began = time.monotonic()
        if root.scan is None:
            if root.identity is None or began < root.next_scan:
                return
            root.scan, root.scan_began, root.empty_now = self._candidates(root), began, set()
            self._settler.begin_scan(root.report.folder)
        settle = self._settle_seconds(root)
        while not self._settler.is_full and not self._stop.is_set():
            file = next(root.scan, _END)
            if file is _END:
                self._end_scan(root)
                return
            if isinstance(file, FoundFile):
                self._settler.take(file, settle)
            if time.monotonic() - began > _SLICE_SECONDS:
                return

    def _candidates(self, root: _Root) -> Iterator[FoundFile | None]:
        """New files one by one; None after each directory, so that a scan without news can be left too."""
        for listing in walk(root.report.folder, self._skip, stable_inodes=not root.slow, unchanged=root.unchanged):
            if listing.same:
                yield None
                continue
            anything = False
            for file in self._new_in(root, listing):
                anything = True
                yield file
            if not anything:
                root.unchanged.keep(listing)
            root.empty_now.update(odd.path for odd in listing.odd if odd.kind is OddKind.EMPTY)
            if listing.folder == root.report.folder and listing.state is not root.report.state:
                self._tell(root, state=listing.state)
            yield None

    def _new_in(self, root: _Root, listing: Listing) -> Iterator[FoundFile]:
        for odd in listing.odd:
            # a file is empty for a moment when it begins: only what was empty at the scan before is worth a word
            if odd.kind is not OddKind.EMPTY or odd.path in root.empty_before:
                self._note(root, odd)
        if listing.state is FolderState.PRESENT and listing.files:
            yield from new_in(listing, self._known)

    def _end_scan(self, root: _Root) -> None:
        now = time.monotonic()
        root.scan, root.empty_before = None, root.empty_now
        self._settler.end_scan(root.report.folder)
        often = self._times.rescan_network if root.network else self._times.rescan_polled
        if root.report.listening is Listening.EVENTS:
            often = self._times.rescan
        root.next_scan = now + max(often, 5 * (now - root.scan_began))
        self._tell(root, scans=root.report.scans + 1)

    def _follow_hints(self) -> None:
        """List the directories that events named; not more often than five times as long as it took."""
        now = time.monotonic()
        if now < self._next_hints or not self._hints:
            return
        for folder, places in self._hints.take().items():
            root = self._roots.get(folder)
            if root is None or root.identity is None:
                continue
            if places is None:
                root.next_scan = 0.0
                continue
            for place, and_below in places.items():
                self._follow(root, place, and_below=and_below)
        spent = time.monotonic() - now
        self._next_hints = now + spent + max(self._times.debounce, min(5 * spent, 2.0))

    def _follow(self, root: _Root, place: str, *, and_below: bool) -> None:
        if not _is_open_to_us(root.report.folder, place, self._skip):
            return
        top, lasting = root.report.folder, not root.slow
        if and_below:
            listings = walk(top, self._skip, stable_inodes=lasting, start=place)
        else:
            listings = iter([list_folder(place, top, stable_inodes=lasting)])
        for listing in listings:
            if self._stop.is_set() or self._settler.is_full:
                root.next_scan = 0.0
                return
            for file in self._new_in(root, listing):
                self._settler.take(file, self._settle_seconds(root))

    def _look(self) -> None:
        """Look at the waiting files again and hand out those that have settled."""
        now = time.monotonic()
        if now < self._next_look:
            return
        looked = self._settler.look()
        spent = time.monotonic() - now
        self._next_look = now + spent + max(self._times.settle / 8, 4 * spent)
        self._note_all(looked.odd)
        for files in batches(looked.settled):
            if self._stop.is_set():
                return
            self._hand_out(files)
        waiting = self._settler.waiting_by_root()
        for root in self._roots.values():
            self._tell(root, waiting=waiting[root.report.folder])

    def _hand_out(self, files: list[FoundFile]) -> None:
        try:
            self._on_settled(files)
        except Exception as error:  # noqa: BLE001 - whatever the library says, watching goes on
            if not isinstance(error, NotNow):
                _log.error("%d settled files could not be handed out: %s", len(files), type(error).__name__)
            again = time.monotonic() + self._times.rescan_polled
            for root in self._roots.values():
                root.next_scan = min(root.next_scan, again)
        else:
            self._settler.gave(files)

    def _report_overdue(self) -> None:
        now = time.monotonic()
        if now >= self._next_overdue:
            self._next_overdue = now + min(5.0, self._times.overdue)
            self._note_all(self._settler.overdue(self._times.overdue))

    def _take_turn(self) -> None:
        now = time.monotonic()
        if self._on_turn is not None and now >= self._next_turn:
            self._next_turn = now + _TURN_SECONDS
            try:
                self._on_turn()
            except Exception as error:  # noqa: BLE001 - as with handing out: watching goes on
                _log.error("another try failed: %s", type(error).__name__)

    def _note_all(self, odd: list[tuple[Odd, str]]) -> None:
        for one, folder in odd:
            if folder in self._roots:
                self._note(self._roots[folder], one)

    def _note(self, root: _Root, odd: Odd) -> None:
        if odd not in root.odd_known and len(root.odd_known) < MOST_ODD:
            root.odd_known.add(odd)
            root.odd.append(odd)

    def _tell(self, root: _Root, **changed: object) -> None:
        """Report a folder if anything about it is new."""
        report = replace(root.report, odd=tuple(root.odd), **changed)  # type: ignore[arg-type]
        if report != root.report and not self._stop.is_set():
            root.odd.clear()
            root.report = replace(report, odd=())
            self._on_state(report)

    def _settle_seconds(self, root: _Root) -> float:
        return self._times.settle_slow if root.slow else self._times.settle

    def _pause(self) -> float:
        """Seconds until something is due, or until woken."""
        if any(root.scan is not None for root in self._roots.values()) and not self._settler.is_full:
            return 0.0
        now = time.monotonic()
        due = [root.next_check for root in self._roots.values()]
        due += [root.next_scan for root in self._roots.values() if root.identity is not None]
        if len(self._settler):
            due.append(self._next_look)
        if self._hints:
            due.append(self._next_hints)
        if self._on_turn is not None:
            due.append(self._next_turn)
        return min(max(min(due, default=now + 60.0) - now, 0.02), 60.0)


_END = object()


def _identity(folder: str) -> tuple[int, int] | None:
    try:
        found = os.stat(folder)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if os.path.isdir(folder) else None  # noqa: PTH112


def is_below(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or lies in it, both absolute."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _is_open_to_us(root: str, place: str, skip: Collection[str]) -> bool:
    """Whether a scan from `root` would come to `place`: below it, no link and nothing hidden or skipped on the way."""
    if not is_below(place, root):
        return False
    step = place
    while len(step) > len(root):
        if step in skip or os.path.basename(step).startswith(".") or os.path.islink(step):  # noqa: PTH114, PTH119
            return False
        step = os.path.dirname(step)  # noqa: PTH120
    return True
