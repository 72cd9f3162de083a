"""Who may come to the hub that a secretariat serves itself: accounts told by the journal, as pure values.

A password is 160 random bits made by this program, so a plain digest of it cannot be turned back and costs an attempt
nothing: ten thousand wrong ones slow nobody down, and no lock-out is needed that would hit the right one too.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kla_desktop.model.ids import StationId

_NOBODY = bytes(32)
_MOST = 200
"""Characters of a password or a user that are looked at."""


class Door(StrEnum):
    """By which right somebody comes in."""

    STATION = "station"
    """An accepted station, by a password of its own."""
    INTAKE = "intake"
    """A station nobody accepted yet, by the enrolment file's password: it may only add."""
    DESK = "desk"
    """A desk of the secretariat: it takes bundles away and lays replies out."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who proved who they are. `proof` tells two holders of one enrolment file apart."""

    door: Door
    station: StationId
    proof: bytes = b""


def check_of(user: str, password: str) -> str:
    """Give what is kept of a password: 64 hex digits."""
    return _digest(user, password).hex()


def both(intake: str, proof: str) -> str:
    """Put together what a station says until it has a password of its own: the file's, and a secret it made itself."""
    return f"{intake}.{proof}"


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts at one moment.

    `stations`: digests that open, by station; `closed`: stations that may not even come as unknown ones (revoked);
    `intake`: digest of the enrolment file's password, "" where none was given out; `desk`: digest for the user "desk".
    """

    stations: Mapping[StationId, tuple[str, ...]] = field(default_factory=dict)
    closed: frozenset[StationId] = frozenset()
    intake: str = ""
    desk: str = ""

    def visitor(self, user: str, password: str) -> Visitor | None:
        """Say who this is, None for nobody. Takes the same time whichever part is wrong."""
        if len(user) > _MOST or len(password) > _MOST:
            return None
        station = StationId(user)
        file, _, proof = password.partition(".")
        own = self.stations.get(station, ())
        opens = False
        for known in (*own, *[""] * (3 - len(own))):
            for said in (password, file, proof):
                opens |= _same(_digest(user, said), known)
        desk = _same(_digest(DESK, password), self.desk) and user == DESK
        intake = _same(_digest(INTAKE, file), self.intake)
        if desk:
            return Visitor(Door.DESK, station)
        if opens and own:
            return Visitor(Door.STATION, station)
        if intake and station not in self.stations and station not in self.closed:
            return Visitor(Door.INTAKE, station, _digest(user, proof))
        return None


DESK, INTAKE = "desk", "intake"
"""Names in the digests of these two passwords; no station is called so, since ids of stations are UUIDs."""


def _digest(user: str, password: str) -> bytes:
    return hashlib.sha256(f"kla-hub-password-1\0{user}\0{password}".encode(errors="replace")).digest()


def _same(digest: bytes, known: str) -> bool:
    """Compare in constant time; nothing equals an account that is not there."""
    try:
        other = bytes.fromhex(known)
    except ValueError:
        other = b""
    return hmac.compare_digest(digest, other if len(other) == len(_NOBODY) else _NOBODY)
