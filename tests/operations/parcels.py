"""A station, a coordinator and a bundle between them, in a temporary folder."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kla_desktop.bagging.fixity import fixity_of
from kla_desktop.bagging.profile import BundleHead, Limits
from kla_desktop.operations.parcels.parcel import (
    HeldParcel,
    OpenedParcel,
    OpenRequest,
    PayloadItem,
    SealedParcel,
    SealRequest,
    open_parcel,
    seal_parcel,
)
from kla_desktop.sealing.encryption import LibraryCipher
from kla_desktop.sealing.keys import SigningKey, UnsealingKey
from kla_desktop.system.progress import Progress, SilentProgress, Step

HEAD = BundleHead(
    "0199-b1",
    "0199-a1",
    "0199-c1",
    1,
    None,
    0,
    "permen-12-2022",
    "32.76.01.1008",
    "2025",
    datetime(2026, 11, 23, tzinfo=UTC),
)
EVENTS = b'{"seq":1}\n{"seq":2}\n'


class Steps(SilentProgress):
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def step(self, step: Step) -> None:
        self.steps.append(step)


@dataclass
class Road:
    """Both ends of a hand-over: folders and keys."""

    root: Path
    station: UnsealingKey = field(default_factory=UnsealingKey.create)
    coordinator: UnsealingKey = field(default_factory=UnsealingKey.create)
    far_library: UnsealingKey = field(default_factory=UnsealingKey.create)
    signing: SigningKey = field(default_factory=SigningKey.create)

    def __post_init__(self) -> None:
        for folder in (self.objects, self.out, self.quarantine):
            folder.mkdir(exist_ok=True)

    @property
    def objects(self) -> Path:
        return self.root / "objects"

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine"

    def keep(self, number: int, data: bytes, name: str = "Foto Rapat.JPG") -> PayloadItem:
        """Put `data` into the station's library."""
        path = self.objects / f"{number:04d}"
        path.write_bytes(LibraryCipher(self.station.secret).seal_bytes(data))
        known = fixity_of(data)
        return PayloadItem(path, known.sha256, known.size, known.crc32, name)

    def station_json(self, **changes: Any) -> bytes:
        text = {"station": HEAD.sender, "role": "petugas", "signing_keys": [self.signing.public.to_text()]}
        return json.dumps(text | changes).encode()

    def request(self, items: Sequence[PayloadItem] = (), **changes: Any) -> SealRequest:
        values: dict[str, Any] = {
            "out_folder": self.out,
            "bundle": HEAD,
            "station_json": self.station_json(),
            "events_jsonl": EVENTS,
            "evidence_csv": b"nama\n",
            "summary_pdf": b"%PDF-1.4",
            "payload": tuple(items),
            "recipients": (self.coordinator.recipient, self.station.recipient),
            "signing_secret": self.signing.to_text(),
            "library_identity": self.station.secret,
        }
        return SealRequest(**(values | changes))

    def seal(self, items: Sequence[PayloadItem] = (), **changes: Any) -> SealedParcel:
        return seal_parcel(self.request(items, **changes), SilentProgress())

    def opening(self, path: Path, key: UnsealingKey | None = None, limits: Limits | None = None) -> OpenRequest:
        secret = (key or self.coordinator).secret
        return OpenRequest(path, (secret,), self.quarantine, self.far_library.recipient, limits or Limits())

    def choose(self, head: BundleHead, station: dict[str, Any]) -> tuple[str, ...]:
        """Know the sender."""
        return (self.signing.public.to_text(),)

    def open(self, path: Path, progress: Progress | None = None, **how: Any) -> OpenedParcel | HeldParcel:
        choose = how.pop("choose", self.choose)
        return open_parcel(self.opening(path, **how), choose, progress or SilentProgress())

    def plain(self, path: Path) -> bytes:
        """Open one quarantined file with the far library's key."""
        return LibraryCipher(self.far_library.secret).open_bytes(path.read_bytes())

    def is_clean(self) -> bool:
        """Tell whether quarantine is empty and no temporary lies in the outbox."""
        return not list(self.quarantine.iterdir()) and all(path.suffix == ".kla" for path in self.out.iterdir())
