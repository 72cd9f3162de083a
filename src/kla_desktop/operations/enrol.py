"""How a station and its coordinator come to know each other: the enrolment file, joining by it, accepting, revoking.

The enrolment file (`.kla-daftar`) is the one root of trust: both sides compare six words. docs/formats.md has its form.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kla_desktop.model.capture import local_text
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import PlaceCode, StationId
from kla_desktop.model.journal import Draft, Kind, compact, epoch_and_seq
from kla_desktop.model.station import Keys, Role, Station, Trust
from kla_desktop.model.voices import Right
from kla_desktop.operations.hub.access import forget_hub
from kla_desktop.operations.hub.house import house
from kla_desktop.operations.hub.passes import give_password, make_proof
from kla_desktop.operations.recovery import recovery_recipient, recovery_voucher
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.keys import BadKey, SigningKey, VerifyKey, fingerprint_words, read_recipient
from kla_desktop.sealing.signing import BadSignature, sign, verify
from kla_desktop.store.replay import rebuild
from kla_desktop.system.files import write_whole
from kla_desktop.system.progress import Progress
from kla_desktop.transport.connect import read_address

FORMAT = "kla-enrolment/1"
COORDINATES = "coordinates"
"""In an introduction: the station coordinates a hub of its own, and will pass on what it accepted there."""
_LARGEST = 1 << 20
_MOVED = (
    Changes.STATIONS | Changes.SETTINGS | Changes.EVIDENCE | Changes.TAGS | Changes.REVIEWS | Changes.BUNDLES
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """Where to write the enrolment file, and which hub it names: "" is the secretariat's own, if it serves one."""

    out: Path
    hub: str = ""


@dataclass(frozen=True, slots=True)
class EnrolmentWritten:
    """The file, and the words to read aloud."""

    path: Path
    words: tuple[str, ...]
    changes: Changes = Changes.NOTHING


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """The enrolment file to join by."""

    file: Path


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The coordinator this station now belongs to, and the words to compare with theirs.

    `moved`: it belonged to another one before; everything that is tagged waits to be told anew.
    """

    coordinator: StationId
    place: PlaceCode
    actor: str
    words: tuple[str, ...]
    moved: bool
    changes: Changes


@dataclass(frozen=True, slots=True)
class TrustRequest:
    """The station to accept or, with `revoke`, to trust no longer."""

    station: StationId
    revoke: bool = False


@dataclass(frozen=True, slots=True)
class TrustChanged:
    """What is thought of it now; `waiting` are its sealed bundles that can be received now."""

    station: StationId
    trust: Trust
    waiting: tuple[Path, ...]
    changes: Changes


def words_of(keys: Keys) -> tuple[str, ...]:
    """Six words that two people compare aloud."""
    return fingerprint_words(keys.sign, keys.seal)


def write_enrolment(ws: Workspace, request: EnrolmentRequest, progress: Progress) -> EnrolmentWritten:
    """Write the signed enrolment file. Raises Fixable: WRONG_ROLE, FOLDER_READ_ONLY."""
    progress.checkpoint()
    ws.need_coordinator()
    station = ws.station
    keys = station.keys[-1]
    content: dict[str, Any] = {
        "format": FORMAT,
        "coordinator": ws.me,
        "sign": keys.sign,
        "seal": keys.seal,
        "place": station.place,
        "agency": station.agency,
        "actor": ws.actor,
        "edition": ws.catalogue.edition,
        "places": [[place.code, place.name, place.parent or ""] for place in ws.places.all],
        "agencies": sorted({one.agency for one in ws.store.offices.stations() if one.agency}),
        "desks": [
            {"desk": grant.desk, "seal": grant.seal, "until": grant.until}
            for grant in ws.store.voices.standing(local_text(ws.now())[:10])
            if Right.RECEIVE in grant.rights
        ],
        "made_at": ws.now(),
    }
    if recovery := recovery_recipient(ws):
        content["recovery"] = recovery
    if voucher := recovery_voucher(ws):
        content["recovery_sign"] = voucher
    hub = _hub_of(ws, request.hub)
    if hub:
        content["hub"] = hub
    signature = sign(compact(content).encode(), SigningKey.from_text(ws.secrets.signing), "kla enrolment")
    text = json.dumps({"content": content, "signature": signature.decode("ascii")}, indent=1, ensure_ascii=False)
    try:
        write_whole(request.out, text.encode())
    except FileNotFoundError as error:
        raise Fixable(ErrorCode.FOLDER_MISSING, path=str(request.out.parent)) from error
    except OSError as error:
        raise Fixable(ErrorCode.FOLDER_READ_ONLY, path=str(request.out.parent)) from error
    return EnrolmentWritten(request.out, words_of(keys))


def _hub_of(ws: Workspace, address: str) -> dict[str, Any]:
    """Say what stations need to reach the hub: of our own also its certificate's pin and the password of newcomers."""
    made = house(ws)
    own = made is not None and (not address or read_address(address).is_served_at(made.port))
    addresses = tuple(dict.fromkeys([address, *(made.addresses if made and own else ())]))
    addresses = tuple(one for one in addresses if one)
    if not addresses:
        return {}
    read_address(addresses[0])
    said: dict[str, Any] = {"address": addresses[0]}
    if made is not None and own:
        said |= {"pin": made.pin, "intake": made.intake, "also": list(addresses[1:])}
    return said


def read_enrolment(file: Path) -> dict[str, Any]:
    """Read and check an enrolment file's own signature and keys. Raises Fixable: FILE_MISSING, ENROLMENT_FAULT."""
    try:
        with file.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise Fixable(ErrorCode.FILE_MISSING, path=str(file)) from error
    try:
        outer = json.loads(data)
        content, signature = outer["content"], outer["signature"].encode("ascii")
        if len(data) > _LARGEST or content["format"] != FORMAT:
            raise Fixable(ErrorCode.ENROLMENT_FAULT)
        key = VerifyKey.from_text(content["sign"])
        read_recipient(content["seal"])
        if content.get("recovery"):
            read_recipient(content["recovery"])
        if content.get("recovery_sign"):
            VerifyKey.from_text(content["recovery_sign"])
        verify(compact(content).encode(), signature, (key,))
        texts = ("coordinator", "place", "agency", "actor", "edition")
        desks = content.get("desks", [])
        _check_lists(content)
        named = all(isinstance(desk[name], str) for desk in desks for name in ("desk", "seal", "until"))
        if not named or not all(isinstance(content[name], str) for name in texts):
            raise Fixable(ErrorCode.ENROLMENT_FAULT)
    except (ValueError, KeyError, TypeError, AttributeError, BadKey, BadSignature, RecursionError) as error:
        raise Fixable(ErrorCode.ENROLMENT_FAULT) from error
    return dict(content)


def _check_lists(content: dict[str, Any]) -> None:
    """Places are [code, name, code of what it lies in], agencies names; either may be absent. Raises ValueError."""
    places, agencies = content.get("places", []), content.get("agencies", [])
    rows = all(isinstance(row, list) and len(row) == 3 and all(isinstance(x, str) for x in row) for row in places)  # noqa: PLR2004
    if not isinstance(places, list) or not isinstance(agencies, list) or not rows:
        raise ValueError("places")
    if not all(isinstance(name, str) for name in agencies):
        raise ValueError("agencies")


def enrol(ws: Workspace, request: EnrolRequest, progress: Progress) -> Enrolled:
    """Join the coordinator of an enrolment file; a coordinator joins that of a hub above and goes on coordinating.

    Who belonged to another one keeps everything; what that one said and received counts no longer, its hub is left.
    Raises Fixable: FILE_MISSING, ENROLMENT_FAULT, WRONG_ROLE (a hub cannot join one of its own).
    """
    progress.checkpoint()
    content = read_enrolment(request.file)
    coordinator = StationId(content["coordinator"])
    if coordinator == ws.me:
        raise Fixable(ErrorCode.ENROLMENT_FAULT)
    if ws.is_coordinator and coordinator in ws.store.voices.below:
        raise Fixable(ErrorCode.WRONG_ROLE)
    moved = ws.store.above not in (None, coordinator)
    with ws.transaction():
        if ws.store.local.setting("enrolment") != content:
            if moved:
                forget_hub(replace(ws, upward=ws.is_coordinator))
            ws.store.local.set("enrolment", content)
            make_proof(ws, anew=moved)
            drafts = [Draft(Kind.ENROLLED, ws.me, {"coordinator": coordinator, "enrolment": content})]
            if ws.is_coordinator:
                said = {"above": coordinator, "place": content["place"], "agency": content["agency"]}
                drafts.append(Draft(Kind.HUB_JOINED, ws.me, said))
            else:
                ws.store.local.set("coordinator", coordinator)
            ws.record(drafts)
            if moved:
                rebuild(ws.store, progress)
    return Enrolled(
        coordinator,
        PlaceCode(content["place"]),
        content["actor"],
        words_of(Keys(content["sign"], content["seal"])),
        moved,
        _MOVED if moved else Changes.STATIONS | Changes.SETTINGS,
    )


def above_keys(ws: Workspace) -> Keys:
    """The public keys of whom we hand over to. Raises Fixable(NOT_ENROLLED)."""
    content = ws.store.local.setting("enrolment")
    if not content:
        raise Fixable(ErrorCode.NOT_ENROLLED)
    return _followed(ws, content) or Keys(content["sign"], content["seal"])


def above_signs(ws: Workspace) -> tuple[str, ...]:
    """The signing keys by which the bundles of whom we hand over to are judged. Raises Fixable(NOT_ENROLLED)."""
    return (above_keys(ws).sign,)


def _followed(ws: Workspace, content: dict[str, Any]) -> Keys | None:
    """Give the coordinator's newest keys, if those of the enrolment file are earlier ones of the same."""
    coordinator = StationId(content["coordinator"])
    known = ws.store.offices.station(coordinator)
    about = ws.store.journal.about([coordinator]).get(coordinator, [])
    told = {e.data["sign"] for e in about if e.kind == Kind.KEY_ADDED and e.station == coordinator}
    return known.keys[-1] if known and known.keys and content["sign"] in told else None


def change_trust(ws: Workspace, request: TrustRequest, progress: Progress) -> TrustChanged:
    """Accept a station whose bundle waits (or that was revoked), or revoke one.

    Raises Fixable: WRONG_ROLE, NO_SUCH_STATION.
    """
    progress.checkpoint()
    ws.need_coordinator()
    stated = introduction(ws, request.station)
    held = ws.store.local.held(request.station)
    if request.revoke:
        epoch, seq = epoch_and_seq(ws.store.journal.last_position(request.station))
        ws.record([Draft(Kind.STATION_REVOKED, request.station, {"epoch": epoch, "last_seq": seq})])
        return TrustChanged(request.station, Trust.REVOKED, (), Changes.STATIONS)
    ws.record(acceptance(ws, request.station, stated))
    waiting = tuple(ws.store.held_folder / one.file for one in held)
    trust = Trust.HUB if request.station in ws.store.voices.below else Trust.ACCEPTED
    return TrustChanged(request.station, trust, waiting, Changes.STATIONS)


def acceptance(ws: Workspace, station: StationId, stated: dict[str, str]) -> list[Draft]:
    """Say that a station is accepted, as a hub below if it coordinates one; and give it its password at our hub."""
    said = {name: text for name, text in (stated | _stated_before(ws, station)).items() if name != COORDINATES}
    drafts = [Draft(Kind.STATION_ACCEPTED, station, said), give_password(station, stated["seal"])]
    return [*drafts, Draft(Kind.HUB_ACCEPTED, station, {})] if stated.get(COORDINATES) else drafts


def _stated_before(ws: Workspace, station: StationId) -> dict[str, str]:
    """Keep the digest of the secret that a station stated when it was accepted first."""
    about = ws.store.journal.about([station]).get(station, [])
    said = [str(e.data.get("hub", "")) for e in about if e.kind == Kind.STATION_ACCEPTED and e.station == ws.me]
    return {"hub": said[-1]} if said and said[-1] else {}


def introduction(ws: Workspace, station: StationId) -> dict[str, str]:
    """What another station says of itself: role, place, agency, actor, sign, seal. Raises Fixable(NO_SUCH_STATION)."""
    held, known = ws.store.local.held(station), ws.store.offices.station(station)
    if known and known.keys and station != ws.me:
        stated = {"role": known.role, "place": known.place, "agency": known.agency, "actor": known.actor}
        return stated | {"sign": known.keys[-1].sign, "seal": known.keys[-1].seal}
    if not held or station == ws.me:
        raise Fixable(ErrorCode.NO_SUCH_STATION, station=station)
    stated = {key: str(held[0].stated[key]) for key in ("role", "place", "agency", "actor", "sign", "seal")}
    return stated | {key: str(held[0].stated[key]) for key in ("hub", COORDINATES) if held[0].stated.get(key)}


def stations(ws: Workspace) -> list[Station]:
    """Everyone known, and those unknown whose bundles wait."""
    known = ws.store.offices.stations()
    heard = {station.id for station in known}
    unknown: dict[StationId, Station] = {}
    for held in ws.store.local.held():
        stated = held.stated
        if held.station not in heard:
            unknown[held.station] = Station(
                held.station,
                str(stated.get("role", Role.OFFICER)),
                PlaceCode(str(stated.get("place", ""))),
                str(stated.get("agency", "")),
                str(stated.get("actor", "")),
                (Keys(str(stated["sign"]), str(stated["seal"])),),
                Trust.UNKNOWN,
                None,
            )
    return [*known, *unknown.values()]
