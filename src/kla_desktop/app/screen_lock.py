"""The lock of the screen on a shared laptop: a PIN opens it again, the library's passphrase is the way out.

The PIN hides the screen, work goes on behind it. It opens no data: a library with a PIN always has a passphrase, which
is asked for at every start. What is kept of the PIN lies in the encrypted library.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kla_desktop.app.bootstrap import key_record
from kla_desktop.app.paths import config_folder
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.screen_lock import MOST_TRIES, is_pin, wait_after
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.pin import fits, hash_pin
from kla_desktop.sealing.vault import KeyHolder, forget, protect, unlock
from kla_desktop.system.files import write_whole

_KEY = "screen_lock"
USUAL_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a PIN."""

    fits: bool
    wait: int = 0
    """Seconds until the next may be tried."""
    passphrase_only: bool = False


class ScreenLock:
    """Of one open library; slow (a third of a second each), so its methods are called in jobs."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws

    @property
    def is_set(self) -> bool:
        """Whether there is a PIN."""
        return bool(self._held())

    @property
    def minutes(self) -> int:
        """Minutes without a touch after which the screen locks itself; 0 for never."""
        return int(self._held().get("minutes", 0))

    @property
    def has_passphrase(self) -> bool:
        """Whether the library's key is kept by a passphrase."""
        return key_record(self._ws.store.folder).get("holder") == KeyHolder.PASSPHRASE.value

    def set(self, pin: str, minutes: int = USUAL_MINUTES, passphrase: str = "") -> None:
        """Lock with this PIN from now on; a library without a passphrase gets this one.

        Raises Fixable: PASSPHRASE_NEEDED; OSError where the key cannot be written. ValueError for what is no PIN.
        """
        if not is_pin(pin):
            raise ValueError("not a PIN")
        if not self.has_passphrase:
            self._keep_by_passphrase(passphrase)
        self._keep({"pin": hash_pin(pin), "minutes": minutes, "wrong": 0, "until": ""})

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes; 0 for never by itself."""
        self._keep({**self._held(), "minutes": minutes})

    def remove(self) -> None:
        """Lock no more; the passphrase stays."""
        self._keep({})

    def try_pin(self, pin: str) -> Tried:
        """Compare; wrong ones are counted, also over restarts, and waited for."""
        held = self._held()
        wrong, now = int(held.get("wrong", 0)), self._ws.tools.clock.now()
        if wrong >= MOST_TRIES:
            return Tried(fits=False, passphrase_only=True)
        left = (datetime.fromisoformat(held["until"]) - now).total_seconds() if held.get("until") else 0.0
        if 0 < left <= wait_after(wrong):
            return Tried(fits=False, wait=int(left) + 1)
        if fits(str(held.get("pin", "")), pin):
            self._keep({**held, "wrong": 0, "until": ""})
            return Tried(fits=True)
        wrong += 1
        wait = wait_after(wrong)
        self._keep({**held, "wrong": wrong, "until": (now + timedelta(seconds=wait)).isoformat() if wait else ""})
        return Tried(fits=False, wait=wait, passphrase_only=wrong >= MOST_TRIES)

    def try_passphrase(self, passphrase: str) -> bool:
        """Compare with the library's own; the right one makes wrong PINs forgotten."""
        try:
            unlock(key_record(self._ws.store.folder), passphrase=passphrase, config_folder=config_folder())
        except Fixable as error:
            if error.code in {ErrorCode.PASSPHRASE_WRONG, ErrorCode.PASSPHRASE_NEEDED}:
                return False
            raise
        if self.is_set:
            self._keep({**self._held(), "wrong": 0, "until": ""})
        return True

    def _keep_by_passphrase(self, passphrase: str) -> None:
        """Hand the key to a passphrase; the keyring or file that had it forgets it last."""
        if not passphrase:
            raise Fixable(ErrorCode.PASSPHRASE_NEEDED)
        file = self._ws.store.folder / "library.json"
        document = json.loads(file.read_text("utf-8"))
        before = document["key"]
        master = unlock(before, config_folder=config_folder())
        after = protect(master, KeyHolder.PASSPHRASE, before["library"], passphrase=passphrase)
        write_whole(file, json.dumps({**document, "key": after}, indent=1).encode())
        forget(before, config_folder=config_folder())

    def _held(self) -> dict[str, Any]:
        return dict(self._ws.store.local.setting(_KEY) or {})

    def _keep(self, held: dict[str, Any]) -> None:
        with self._ws.transaction():
            self._ws.store.local.set(_KEY, held)
