"""Who a station is at the hub of its secretariat: a password of its own that only they two know.

At first there is the enrolment file's password, which lets anybody add a little, and a secret that the station made at
enrolment; its digest travels sealed in the introduction. Once the station is accepted that secret opens its own outbox,
where the first reply brings the password that counts from then on.
"""

import base64
import binascii
import json
from dataclasses import dataclass

from kla_desktop.model.hub_account import both, check_of
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Draft, Event, Kind, position
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.certificate import new_password
from kla_desktop.sealing.encryption import LibraryCipher, LibrarySealer
from kla_desktop.sealing.keys import BadKey
from kla_desktop.sealing.seal_errors import SealError
from kla_desktop.transport.credentials import Credentials

_PROOF = "hub_proof"


@dataclass(frozen=True, slots=True)
class GivenHub:
    """What an enrolment file says of the hub. `also`: other addresses of the same hub; `pin`: "" for a foreign one."""

    address: str
    pin: str = ""
    intake: str = ""
    also: tuple[str, ...] = ()


def given_hub(ws: Workspace) -> GivenHub | None:
    """Tell what the enrolment file in force says of a hub; None if nothing."""
    return read_given((ws.store.local.setting("enrolment") or {}).get("hub"))


def read_given(said: object) -> GivenHub | None:
    """Read the field `hub` of an enrolment file's content."""
    if not isinstance(said, dict) or not isinstance(said.get("address"), str) or not said["address"]:
        return None
    also = said.get("also")
    others = tuple(one for one in also[:8] if isinstance(one, str)) if isinstance(also, list) else ()
    texts = {name: said[name] for name in ("pin", "intake") if isinstance(said.get(name), str)}
    return GivenHub(said["address"], **texts, also=others)


def own_pass(ws: Workspace, address: str, pin: str) -> Credentials | None:
    """Give who this station is at `address`; None if that is no hub that the secretariat serves itself.

    An address that the enrolment file does not name will do if the very certificate of the file is asked for there.
    """
    given = given_hub(ws)
    if given is None or not given.intake or not (address in {given.address, *given.also} or (pin and pin == given.pin)):
        return None
    proof = str(ws.store.local.setting(_PROOF) or "")
    return Credentials(ws.me, both(_password(ws) or given.intake, proof))


def has_own_password(ws: Workspace) -> bool:
    """Say whether the secretariat's reply brought this station its own password."""
    return bool(_password(ws))


def make_proof(ws: Workspace, *, anew: bool) -> None:
    """Make this station's own secret, once for each secretariat. Within the caller's transaction."""
    if anew or not ws.store.local.setting(_PROOF):
        ws.store.local.set(_PROOF, new_password())


def proof_check(ws: Workspace) -> str:
    """Give the digest of this station's own secret for its introduction; "" if it made none."""
    proof = ws.store.local.setting(_PROOF)
    return check_of(ws.me, proof) if proof else ""


def give_password(station: StationId, seal: str) -> Draft:
    """Make a password for a station, sealed so that it alone can read it. Raises BadKey."""
    password = new_password()
    sealed = LibrarySealer(seal).seal_bytes(json.dumps({"password": password}).encode())
    return Draft(
        Kind.CREDENTIAL,
        station,
        {"check": check_of(station, password), "sealed": base64.b64encode(sealed).decode("ascii")},
    )


def last_given(events: list[Event], writer: StationId | None) -> Event | None:
    """Give the newest password that the coordinator gave to a station, of the events about it."""
    given = [event for event in events if event.kind == Kind.CREDENTIAL and event.station == writer]
    return max(given, key=lambda event: position(event.epoch, event.seq), default=None)


def _password(ws: Workspace) -> str:
    """Unseal the newest password; "" where none came or it cannot be read."""
    event = last_given(ws.store.journal.about([ws.me]).get(ws.me, []), ws.store.above)
    if event is None:
        return ""
    for identity in (ws.secrets.unsealing, *ws.secrets.former):
        try:
            data = LibraryCipher(identity).open_bytes(base64.b64decode(str(event.data["sealed"]), validate=True))
            password = json.loads(data)["password"]
        except (SealError, BadKey, binascii.Error, ValueError, KeyError, TypeError):
            continue
        return password if isinstance(password, str) else ""
    return ""
