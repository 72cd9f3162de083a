"""What Bundel shows, read from the library: bundles both ways, their receipts, and the stations they go between."""

from dataclasses import dataclass
from pathlib import Path

from kla_desktop.gui.pages.bundles.relay_panel import Upward, read_upward
from kla_desktop.gui.pages.live_page import office_name
from kla_desktop.model.bundle import BundleLevel, Outcome
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import BundleId, StationId
from kla_desktop.model.listing import Item
from kla_desktop.model.station import Keys, Role, Trust
from kla_desktop.operations.desks import desk_seals
from kla_desktop.operations.enrol import COORDINATES, above_keys, stations, words_of
from kla_desktop.operations.recovery import recovery_recipient
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.library_table import Arrival
from kla_desktop.store.office_table import BundleRow
from kla_desktop.store.transfer_table import Transfer, TransferState
from kla_desktop.system.ejecting import can_eject
from kla_desktop.system.volumes import Volume, Volumes

MOST_ITEMS = 200
_ELSEWHERE = (Trust.SELF, Trust.ABOVE, Trust.BELOW)
"""Who never hands anything in here."""
OUR_FOLDER = "KLA"


@dataclass(frozen=True, slots=True)
class BundleLine:
    """One bundle in the list. `outgoing`: made here; `office`: who it is for or from; `size` 0 where unknown."""

    id: BundleId
    number: int
    outgoing: bool
    reply: bool
    office: str
    items: int
    size: int
    returned: int
    level: BundleLevel
    made_at: str
    handed_at: str
    handed_to: str
    received_at: str
    received_by: str
    sha256: str
    sent: int = -1
    """Bytes that lie on the hub of an upload under way, -1 if there is none."""
    fault: str = ""
    """The code of what keeps it alone from being sent."""

    recipient: str = ""

    @property
    def waits(self) -> bool:
        """Made here and on no medium yet."""
        return self.outgoing and self.level is BundleLevel.PACKED

    @property
    def may_go(self) -> bool:
        """Can still be copied to a stick: nobody has confirmed it."""
        return self.outgoing and self.level is not BundleLevel.RECEIVED


@dataclass(frozen=True, slots=True)
class Motion:
    """A bundle on its way to a stick: how far (0 to 1), in words, and whether the user has paused it."""

    bundle: BundleId
    share: float
    words: str
    paused: bool = False


@dataclass(frozen=True, slots=True)
class StationLine:
    """One station as the secretariat sees it."""

    id: StationId
    name: str
    actor: str
    words: tuple[str, ...]
    trust: Trust
    waiting: int
    """Sealed bundles of it that wait."""
    is_secretariats: bool = False
    """Another laptop of the secretariat: it becomes a desk, or nothing."""
    is_hub: bool = False
    """It coordinates a hub of its own, below this one."""


@dataclass(frozen=True, slots=True)
class BundleTable:
    """All that the page shows without a stick."""

    lines: tuple[BundleLine, ...]
    untold: int
    """Items that the next bundle would tell of."""
    stations: tuple[StationLine, ...]
    coordinator: StationLine | None
    further_seals: int = 0
    """Desks of the secretariat that bundles are sealed to as well."""
    has_recovery: bool = False
    """Bundles can be opened with the secretariat's recovery key too."""
    upward: Upward | None = None
    """What would go to the hub above."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of a bundle. `item` is None where only the receipt knows it."""

    item: Item | None
    outcome: str
    state: State | None
    reason: str


@dataclass(frozen=True, slots=True)
class BundleStory:
    """What the receipt panel says of one bundle."""

    line: BundleLine
    items: tuple[ItemLine, ...]
    new: int
    duplicates: int
    more: int


@dataclass(frozen=True, slots=True)
class Drive:
    """A place to copy to."""

    volume: Volume
    brings: bool
    """It has a folder of ours on it."""
    ejectable: bool = False
    """The system would close it for us."""


def read_bundles(ws: Workspace) -> BundleTable:
    """Read lists."""
    known = {one.id: office_name(ws.places, one.place, one.agency) for one in stations(ws)}
    on_hub = ws.store.transfers.all()
    left = ws.store.left
    rows = [row for row in ws.store.offices.bundles() if row.recipient not in left or row.handed_at]
    lines = [_line(ws, row, known, on_hub.get(row.id)) for row in rows]
    above = None if ws.is_desk else ws.store.above
    told = {line.id for line in lines}
    if above is not None:
        arrivals = ws.store.local.arrivals(above)
        office = known.get(above, "")
        lines += [_arrived(arrival, office, ws.actor) for arrival in arrivals if arrival.bundle not in told]
    lines.sort(key=lambda line: (line.made_at, line.number), reverse=True)
    return BundleTable(
        tuple(lines),
        0 if ws.is_secretariat else len(ws.store.evidence.to_tell(ws.me, everything=False)),
        read_stations(ws),
        _coordinator(ws),
        len(desk_seals(ws)),
        bool(recovery_recipient(ws)),
        read_upward(ws),
    )


def read_stations(ws: Workspace) -> tuple[StationLine, ...]:
    """Read who may send to this secretariat, and who asks to; who never handed anything in comes last."""
    if not ws.is_secretariat:
        return ()
    others = [one for one in stations(ws) if one.trust not in _ELSEWHERE]
    named = {one.id: office_name(ws.places, one.place, one.agency) for one in others}
    held = ws.store.local.held()
    hubs = {one.station for one in held if one.stated.get(COORDINATES)} | ws.store.voices.below
    heard = {one.station for one in held} | {row.sender for row in ws.store.offices.bundles()}
    return tuple(
        StationLine(
            one.id,
            named[one.id],
            one.actor,
            words_of(one.keys[-1]) if one.keys else (),
            one.trust,
            sum(1 for each in held if each.station == one.id),
            one.role == Role.SECRETARIAT and one.id not in hubs,
            one.id in hubs,
        )
        for one in sorted(others, key=lambda one: (one.id not in heard, named[one.id].casefold()))
    )


def _coordinator(ws: Workspace) -> StationLine | None:
    content = ws.store.local.setting("enrolment")
    if ws.is_secretariat or not content:
        return None
    keys: Keys = above_keys(ws)
    name = office_name(ws.places, str(content["place"]), str(content["agency"]))
    return StationLine(
        StationId(content["coordinator"]), name, str(content["actor"]), words_of(keys), Trust.COORDINATOR, 0
    )


def _arrived(arrival: Arrival, office: str, actor: str) -> BundleLine:
    """Tell of a reply, of which a station knows only that it came."""
    return BundleLine(
        id=arrival.bundle,
        number=arrival.number,
        outgoing=False,
        reply=True,
        office=office,
        items=0,
        size=0,
        returned=0,
        level=BundleLevel.RECEIVED,
        made_at=arrival.at,
        handed_at="",
        handed_to="",
        received_at=arrival.at,
        received_by=actor,
        sha256=arrival.sha256,
    )


def _line(ws: Workspace, row: BundleRow, known: dict[StationId, str], way: Transfer | None) -> BundleLine:
    outgoing = row.sender == ws.me
    other = row.recipient if outgoing else row.sender
    level = row.level
    reply = ws.is_secretariat == outgoing and (row.recipient != ws.store.above or ws.is_desk)
    if outgoing and reply and row.number <= ws.store.local.acknowledged_by(row.recipient):
        level = BundleLevel.RECEIVED
    return BundleLine(
        id=row.id,
        number=row.number,
        outgoing=outgoing,
        reply=reply,
        office=known.get(other, ""),
        items=row.items,
        size=row.size,
        returned=row.returned,
        level=level,
        made_at=row.packed_at or row.received_at,
        handed_at=row.handed_at,
        handed_to=row.handed_to,
        received_at=row.received_at,
        received_by=row.received_by,
        sha256=row.sha256,
        recipient=row.recipient,
        sent=way.sent if way is not None and way.state is not TransferState.WAITING else -1,
        fault=way.reason if way is not None else "",
    )


def read_story(ws: Workspace, line: BundleLine) -> BundleStory:
    """Read the items of a bundle and the receipt's word on each; what came back first."""
    told = ws.store.offices.bundle_items(line.id)
    shown = ws.store.evidence.find([one.evidence for one in told[:MOST_ITEMS]])
    items = []
    for one in told[:MOST_ITEMS]:
        item = shown.get(one.evidence)
        back = next((tag for tag in item.tags if tag.state is State.RETURNED), None) if item else None
        reason = ", ".join(part for part in (back.reason, back.note) if part) if back else ""
        items.append(ItemLine(item, one.outcome, item.state if item else None, reason))
    items.sort(key=lambda one: one.state is not State.RETURNED)
    return BundleStory(
        line,
        tuple(items),
        sum(1 for one in told if one.outcome == Outcome.NEW),
        sum(1 for one in told if one.outcome == Outcome.DUPLICATE),
        max(0, len(told) - MOST_ITEMS),
    )


def read_drives(volumes: Volumes) -> tuple[Drive, ...]:
    """Ask which sticks are there."""
    return tuple(
        Drive(volume, (volume.path / OUR_FOLDER).is_dir(), can_eject(volume))
        for volume in volumes.list_volumes()
        if volume.removable
    )


def folder_drive(volumes: Volumes, folder: Path) -> Drive:
    """Look at a folder that the user chose as at a stick."""
    return Drive(volumes.volume_of(folder), (folder / OUR_FOLDER).is_dir())
