"""A small city of stations whose honest events are made at random, for tests of convergence and authority."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Event, Kind
from kla_desktop.store.store import Store, StoreKeys

COORDINATOR = StationId("coordinator")
INDICATORS = ("perda-kla", "kutipan-akta-kelahiran", "pelembagaan-partisipasi-anak", "paud-hi")


@dataclass
class Writer:
    """One station's own journal; its clock is wrong on purpose."""

    id: StationId
    rng: random.Random
    events: list[Event] = field(default_factory=list)
    lamport: int = 0

    def say(self, verb: Kind, subject: str, /, **data: Any) -> Event:
        self.lamport += self.rng.randint(1, 3)
        at = f"{self.rng.randint(2016, 2036)}-0{self.rng.randint(1, 9)}-1{self.rng.randint(0, 9)}T08:00:00Z"
        event = Event(
            self.id, 0, len(self.events) + 1, self.lamport, f"Petugas {self.id}", at, subject, verb.value, data, "deed"
        )
        self.events.append(event)
        return event

    def hear(self, other: "Writer") -> None:
        self.lamport = max(self.lamport, other.lamport)


def capture(writer: Writer, number: int) -> str:
    evidence = f"{writer.id}-item-{number}"
    writer.say(
        Kind.CAPTURED,
        evidence,
        sha256=f"{writer.rng.getrandbits(256):064x}",
        size=writer.rng.randint(1, 9_000_000),
        kind="photo",
        media="jpeg",
        name=f"IMG_{number}.jpg",
        claims=[{"value": "2026-11-21T10:15:00", "source": "exif", "confidence": 0.9}],
    )
    return evidence


def city(seed: int, stations: int = 20, deeds: int = 12) -> list[Writer]:
    """Let every station capture, tag, withdraw, and hand over, and the coordinator judge and receipt."""
    rng = random.Random(seed)
    desk = Writer(COORDINATOR, random.Random(rng.random()))
    desk.say(Kind.FOUNDED, COORDINATOR, role="sekretariat", place="32.76", agency="DP3AP2KB")
    writers = [desk]
    for index in range(stations):
        writer = Writer(StationId(f"station-{index}"), random.Random(rng.random()))
        writers.append(writer)
        writer.say(Kind.FOUNDED, writer.id, role="petugas", place=f"32.76.01.{1000 + index}", agency="")
        writer.say(Kind.KEY_ADDED, writer.id, sign=f"sign-{index}", seal=f"seal-{index}")
        writer.say(Kind.ENROLLED, writer.id, coordinator=COORDINATOR, enrolment={})
        items = [capture(writer, number) for number in range(rng.randint(1, 4))]
        for _ in range(deeds):
            _deed(writer, items)
        bundle = f"bundle-{index}"
        told = [{"evidence": item, "blob": True} for item in items]
        until = len(writer.events)
        writer.say(Kind.BUNDLED, bundle, recipient=COORDINATOR, number=1, epoch=0, to=until, items=told)
        writer.say(Kind.HANDED_OVER, bundle, to="USB")
        desk.hear(writer)
        _judge(desk, writer, items, bundle, until)
        writer.hear(desk)
        for _ in range(3):
            _deed(writer, items)
        if index % 3 == 0:
            writer.say(Kind.KEY_ADDED, writer.id, sign=f"sign-{index}-new", seal=f"seal-{index}-new")
            writer.say(Kind.KEY_CLOSED, writer.id, sign=f"sign-{index}", epoch=0, last_seq=len(writer.events))
            desk.say(Kind.STATION_REVOKED, writer.id, epoch=0, last_seq=until)
    return writers


def _deed(writer: Writer, items: Sequence[str]) -> None:
    item, indicator = writer.rng.choice(items), writer.rng.choice(INDICATORS)
    match writer.rng.randrange(12):
        case 0 | 1 | 2:
            writer.say(Kind.TAGGED, item, indicator=indicator, slot=writer.rng.choice([None, "daftar-hadir"]))
        case 3:
            writer.say(Kind.UNTAGGED, item, indicator=indicator, slot=None)
        case 4:
            writer.say(Kind.DESCRIBED, item, title=f"Judul {writer.rng.randrange(9)}", was={"title": ""})
        case 5:
            day = f"2026-11-{writer.rng.randint(10, 29)}"
            claim = {"value": day, "source": writer.rng.choice(["ocr", "exif"]), "confidence": writer.rng.random()}
            writer.say(Kind.READ, item, by="ocr", claims=[claim])
        case 6:
            claims = [{"value": "2026-10", "source": "file_name", "confidence": 0.4}]
            writer.say(Kind.SOURCED, item, name=f"Foto {writer.rng.randrange(5)}.jpg", claims=claims)
        case 7:
            activity = f"kegiatan-{writer.rng.randrange(2)}"
            writer.say(Kind.GROUPED, item, activity=activity, title=f"Rakor {writer.rng.randrange(3)}")
        case 8:
            writer.say(Kind.UNGROUPED, item)
        case 9:
            writer.say(Kind.RESTRICTED, item, why=writer.rng.choice(["child_face", ""]))
        case 10:
            writer.say(Kind.SUPERSEDED, item, by=writer.rng.choice([None, *items]))
        case _:
            writer.say(writer.rng.choice([Kind.WITHDRAWN, Kind.REINSTATED]), item)


def _judge(desk: Writer, writer: Writer, items: Sequence[str], bundle: str, until: int) -> None:
    desk.say(Kind.STATION_ACCEPTED, writer.id, role="petugas", place="", agency="", sign="sign", seal="seal")
    desk.say(Kind.CREDENTIAL, writer.id, check="0" * 64, sealed="")
    told = [{"evidence": item, "blob": True, "outcome": "new"} for item in items]
    desk.say(Kind.RECEIVED, bundle, sender=writer.id, number=1, epoch=0, to=until, items=told)
    for item in items[1:]:
        verdict = desk.rng.choice(["same", "different", "allowed", "open"])
        desk.say(Kind.COMPARED, item, other=items[0], verdict=verdict, note="")
        writer.say(Kind.COMPARED, item, other=items[0], verdict=desk.rng.choice(["different", "open"]), note="sendiri")
    for item in items[:2]:
        desk.say(Kind.RESTRICTED, item, why=desk.rng.choice(["child_face", ""]))
    for item in items:
        birth = next(event for event in writer.events if event.subject == item)
        for verdict in desk.rng.sample(["accept", "return", "open"], 2):
            desk.say(
                Kind.REVIEWED,
                item,
                indicator=desk.rng.choice(INDICATORS),
                sha256=birth.data["sha256"],
                verdict=verdict,
                reason="buram" if verdict == "return" else "",
                note="",
            )
    request = f"request-{writer.id}"
    desk.say(Kind.REQUESTED, request, station=writer.id, indicator="paud-hi", slot=None, due="2026-12-01", note="")
    writer.hear(desk)
    if desk.rng.random() < 0.5:
        writer.say(Kind.FULFILLED, request, evidence=items[0])
    if desk.rng.random() < 0.5:
        desk.say(Kind.REQUEST_CLOSED, request)


def everything(writers: Sequence[Writer]) -> list[Event]:
    return [event for writer in writers for event in writer.events]


def new_store(folder: Path, me: StationId = COORDINATOR) -> Store:
    """A bare store that takes COORDINATOR's word."""
    store = Store(folder, StoreKeys(bytes([1]) * 32, bytes([2]) * 32))
    with store.transaction():
        store.local.set("station", me)
        store.local.set("coordinator", COORDINATOR)
    return store
