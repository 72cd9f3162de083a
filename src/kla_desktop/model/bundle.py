"""One hand-over as the events about it tell it, from packed to receipted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from kla_desktop.model.ids import BundleId, EvidenceId, StationId
from kla_desktop.model.journal import Event, Kind, in_order
from kla_desktop.model.voices import Voices


class BundleLevel(IntEnum):
    """How far a bundle has come; the same steps as `evidence.DELIVERY`."""

    PACKED = 1
    SENT = 2
    RECEIVED = 3


class Outcome(StrEnum):
    """What a receipt says of one item."""

    NEW = "new"
    DUPLICATE = "duplicate"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Come:
    """A bundle that came, by its running number, and which others' contents it brought along.

    All that the bundles from `repeats_since` on told is here with it (0: nothing but itself), or, where `together_from`
    is a number, with it and all from that number on.
    """

    number: int
    repeats_since: int = 0
    together_from: int = 0


def reached(came: Iterable[Come]) -> int:
    """Return the running number up to which everything that a sender told has come; 0 for none."""
    highest = 0
    for first, last in _covered(came):
        if first > highest + 1:
            break
        highest = max(highest, last)
    return highest


def missing(came: Iterable[Come], number: int) -> int:
    """Count the bundles before `number` that have not come, and whose contents no other brought."""
    highest = lacking = 0
    for first, last in [*_covered(came), (number, number)]:
        lacking += max(0, min(first, number) - highest - 1)
        highest = max(highest, last)
    return lacking


def _covered(came: Iterable[Come]) -> list[tuple[int, int]]:
    """The spans of numbers whose contents are here, first to last, by the first."""
    came = list(came)
    numbers = {one.number for one in came}
    spans = [(one, one) for one in numbers]
    for one in came:
        together = range(one.together_from or one.number, one.number)
        if one.repeats_since and all(number in numbers for number in together):
            spans.append((one.repeats_since, one.number))
    return sorted(spans)


@dataclass(frozen=True, slots=True)
class BundleItem:
    """One item that a bundle tells of: with or without its bytes, and the receipt's word on it."""

    evidence: EvidenceId
    blob: bool
    outcome: str = ""
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A sealed hand-over. It tells the sender's events about `items` up to (epoch, to)."""

    id: BundleId
    sender: StationId
    recipient: StationId
    number: int
    epoch: int
    to: int
    size: int
    sha256: str
    level: BundleLevel
    packed_at: str
    handed_at: str
    handed_to: str
    received_at: str
    received_by: str
    items: tuple[BundleItem, ...]


def fold_bundle(events: Iterable[Event], voices: Voices) -> Bundle | None:
    """Tell the bundle from its sender's `bundled` and `handed_over` and the recipient's `received`, in any order.

    Several desks may each have received it: it has one receipt, the coordinator's before a desk's, then the first.
    """
    ordered = in_order(events)
    packed = next((event for event in ordered if event.kind == Kind.BUNDLED), None)
    receipts = [
        event
        for event in ordered
        if event.kind == Kind.RECEIVED
        and (hub := voices.level(event)) is not None
        and (packed is None or (event.data["sender"], hub) == (packed.station, packed.data["recipient"]))
    ]
    receipt = min(receipts, key=lambda event: event.station != voices.level(event), default=None)
    told = packed or receipt
    if told is None:
        return None
    sender = packed.station if packed else StationId(receipt.data["sender"]) if receipt else StationId("")
    handed = next((event for event in ordered if event.kind == Kind.HANDED_OVER and event.station == sender), None)
    level = BundleLevel.RECEIVED if receipt else BundleLevel.SENT if handed else BundleLevel.PACKED
    return Bundle(
        id=BundleId(told.subject),
        sender=sender,
        recipient=StationId(packed.data["recipient"]) if packed else told.station,
        number=int(told.data["number"]),
        epoch=int(told.data["epoch"]),
        to=int(told.data["to"]),
        size=int(told.data.get("size", 0)),
        sha256=str(told.data.get("sha256", "")),
        level=level,
        packed_at=packed.at if packed else "",
        handed_at=handed.at if handed else "",
        handed_to=str(handed.data["to"]) if handed else "",
        received_at=receipt.at if receipt else "",
        received_by=receipt.actor if receipt else "",
        items=_items(packed, receipt),
    )


def _items(packed: Event | None, receipt: Event | None) -> tuple[BundleItem, ...]:
    told: dict[str, Mapping[str, Any]] = {item["evidence"]: item for item in packed.data["items"]} if packed else {}
    if receipt:
        for item in receipt.data["items"]:
            told[item["evidence"]] = {**told.get(item["evidence"], {}), **item}
    return tuple(
        BundleItem(
            EvidenceId(evidence),
            bool(item.get("blob", False)),
            str(item.get("outcome", "")),
            str(item.get("duplicate_of", "")),
        )
        for evidence, item in told.items()
    )
