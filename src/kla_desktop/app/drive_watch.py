"""Says when a stick, card or phone is plugged in. Looks every few seconds: no system tells reliably by itself."""

import logging
import threading
from collections.abc import Callable

from kla_desktop.operations.survey_drives import pluggable
from kla_desktop.system.volumes import Volume

_log = logging.getLogger(__name__)
EVERY_SECONDS = 3.0


class DriveWatch:
    """One thread; `on_arrived` is called on it, once for each drive that was not there at the look before.

    Drives that are there at the start count as arrived: the user may have plugged one in and then opened the window.
    """

    def __init__(
        self,
        on_arrived: Callable[[Volume], object],
        look: Callable[[], list[Volume]] = pluggable,
        every: float = EVERY_SECONDS,
    ) -> None:
        self._on_arrived, self._look, self._every = on_arrived, look, every
        self._over = threading.Event()
        self._there: set[tuple[str, str]] = set()
        self._thread = threading.Thread(target=self._run, name="drive-watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def close(self) -> None:
        """Stop; does not wait for a drive that does not answer."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self._once()
            except Exception as error:  # noqa: BLE001 - a drive that behaves oddly must not end the watch
                _log.error("drives could not be listed: %s", type(error).__name__)
            self._over.wait(self._every)

    def _once(self) -> None:
        drives = self._look()
        arrived = [drive for drive in drives if (str(drive.path), drive.identity) not in self._there]
        self._there = {(str(drive.path), drive.identity) for drive in drives}
        for drive in arrived:
            if not self._over.is_set():
                self._on_arrived(drive)
