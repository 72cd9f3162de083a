"""Sends a file through a hub as the engine will, with the patience of a test: tries again until it has arrived."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kla_desktop.model.errors import Fixable
from kla_desktop.model.ids import BundleId, Digest, StationId
from kla_desktop.transport.hub import Plan, Sealed
from kla_desktop.transport.hub_fetching import Spoilt, discard, fetch, read_commit
from kla_desktop.transport.hub_sending import clear_spoilt, clear_temporaries, commit, send_part, survey
from kla_desktop.transport.remote import Remote, RemoteError

STATION = StationId("0192f0c1-7d3e-7abc-8def-0123456789ab")
PART = 64 << 10


def sealed_file(folder: Path, size: int, seed: int) -> Sealed:
    """A file as `pack` leaves it: for the transport just bytes."""
    data = hashlib.shake_256(seed.to_bytes(4, "big")).digest(size)
    bundle = BundleId(f"0192f0c1-7d3e-7abc-8def-{seed:012x}")
    path = folder / f"{bundle}.kla"
    path.write_bytes(data)
    return Sealed(STATION, bundle, path, Digest(hashlib.sha256(data).hexdigest(), size))


@dataclass(slots=True)
class Journey:
    """How often each side had to try, and how often "sent" was claimed."""

    tries: int = 0
    claimed: int = 0


def send(remote: Remote, sealed: Sealed, part_size: int = PART) -> Plan:
    """One try to send what is missing."""
    made = survey(remote, sealed, part_size)
    clear_spoilt(remote, sealed, made)
    made = survey(remote, sealed, part_size) if made.spoilt else made
    for part in made.missing:
        send_part(remote, sealed, part)
    done = commit(remote, sealed, made.part_size)
    if done.is_sent:
        clear_temporaries(remote, done)
    return done


def carry(sender: Remote, receiver: Remote, sealed: Sealed, target: Path, most: int) -> Journey:
    """Send and fetch until the bytes are here and right; at most `most` tries."""
    journey = Journey()
    while True:
        journey.tries += 1
        assert journey.tries <= most, "it never arrived"
        try:
            done = send(sender, sealed)
            if not done.is_sent:
                continue
            journey.claimed += 1
            fetch(receiver, read_commit(receiver, sealed.place), target)
        except Spoilt as spoilt:
            try_to_discard(receiver, spoilt)
        except RemoteError:
            continue
        else:
            assert target.read_bytes() == sealed.path.read_bytes()
            return journey


def try_to_discard(remote: Remote, spoilt: Spoilt) -> None:
    """As the coordinator does; it may fail as everything may."""
    try:
        discard(remote, spoilt.place, spoilt.parts)
    except Fixable:
        return


def stored(folder: Path, sealed: Sealed) -> dict[str, bytes]:
    """What really lies on the server's disk in the bundle's folder."""
    return {path.name: path.read_bytes() for path in (folder / sealed.place.folder).iterdir()}
