"""Native file events as hints: they say where to look sooner, never what is there.

They may be late, doubled, or missing (queue overflow, network drives, watch limits); the periodic scan is the truth.
"""

import errno
import logging
import os
import threading
from collections.abc import Callable
from enum import StrEnum

from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

# Its log lines name folders, and ours must not; what it has to say comes back as a Listening.
_logger = logging.getLogger("watchdog")
_logger.addHandler(logging.NullHandler())
_logger.propagate = False

MOST_HINTS = 500
"""Directories remembered between two looks; beyond it the whole folder is scanned."""

# Opening and closing for reading is left out: we do that ourselves and would answer our own events for ever.
_KINDS: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileClosedEvent, DirCreatedEvent, DirMovedEvent,
]  # fmt: skip


class Listening(StrEnum):
    """How we hear of new files in a folder."""

    EVENTS = "events"
    POLLING = "polling"  # by our choice: network drive, stick, FAT
    LIMIT_REACHED = "limit_reached"  # the system has no more watches to give; polled instead
    FAILED = "failed"  # events cannot be had for another reason; polled instead


class Hints:
    """What was heard since the last look: directories by root. Thread-safe; `wake` is called for the first of them."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._heard: dict[str, dict[str, bool] | None] = {}

    def add(self, root: str, folder: str, *, and_below: bool) -> None:
        """Remember that something happened in `folder`, or in it `and_below`."""
        with self._lock:
            folders = self._heard.setdefault(root, {})
            if folders is not None:
                folders[folder] = folders.get(folder, False) or and_below
                if len(folders) > MOST_HINTS:
                    self._heard[root] = None
        self._wake()

    def take(self) -> dict[str, dict[str, bool] | None]:
        """Give and forget: root to {directory: whether also those below}, or to None for the whole root."""
        with self._lock:
            heard, self._heard = self._heard, {}
        return heard

    def __bool__(self) -> bool:
        return bool(self._heard)


class NativeEvents:
    """One watchdog observer for all folders that can have events; used from one thread."""

    def __init__(self, hints: Hints) -> None:
        self._hints = hints
        self._observer: BaseObserver | None = None
        self._watches: dict[str, ObservedWatch] = {}

    def listen(self, root: str) -> Listening:
        """Begin to listen below `root`, anew if that was done before (the folder may be another one by now)."""
        self.stop_listening(root)
        try:
            if self._observer is None:
                observer = Observer()
                observer.daemon = True
                observer.start()
                self._observer = observer
            handler = _Handler(root, self._hints)
            self._watches[root] = self._observer.schedule(handler, root, recursive=True, event_filter=_KINDS)
        except OSError as error:
            limit = error.errno in {errno.ENOSPC, errno.EMFILE, errno.ENFILE}
            return Listening.LIMIT_REACHED if limit else Listening.FAILED
        except RuntimeError:  # no thread to be had
            return Listening.FAILED
        return Listening.EVENTS

    def is_listening(self, root: str) -> bool:
        """Whether the events of `root` still come: the reading thread may have died of a limit reached later."""
        watch = self._watches.get(root)
        if watch is None or self._observer is None:
            return False
        return any(emitter.watch == watch and emitter.is_alive() for emitter in self._observer.emitters)

    def stop_listening(self, root: str) -> None:
        """Let go of `root`."""
        watch = self._watches.pop(root, None)
        if watch is not None and self._observer is not None:
            try:
                self._observer.unschedule(watch)
            except (KeyError, OSError, RuntimeError):
                return  # it died with its folder

    def close(self) -> None:
        """Let go of everything; waits for the observer no longer than half a second."""
        observer, self._observer = self._observer, None
        self._watches.clear()
        if observer is not None:
            observer.stop()
            observer.join(timeout=0.5)


class _Handler(FileSystemEventHandler):
    def __init__(self, root: str, hints: Hints) -> None:
        self._root, self._hints = root, hints

    def on_any_event(self, event: FileSystemEvent) -> None:
        path = os.fsdecode(event.dest_path or event.src_path)
        if event.is_directory:
            self._hints.add(self._root, path, and_below=True)
        else:
            self._hints.add(self._root, os.path.dirname(path), and_below=False)  # noqa: PTH120
