"""A province, cities in it, and villages in these: real libraries, real bundles between them."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kla_desktop.app import bootstrap
from kla_desktop.app.restore import restore
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.station import Role
from kla_desktop.operations.desks import DelegateRequest, delegate
from kla_desktop.operations.dispatch import PackedBundle
from kla_desktop.operations.enrol import (
    EnrolmentRequest,
    EnrolRequest,
    TrustRequest,
    change_trust,
    enrol,
    write_enrolment,
)
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import Received, ReceiveRequest, receive
from kla_desktop.operations.relay import RelayRequest, relay
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.workspace import Workspace
from tests.operations.town import SILENT, photo, tagged

PLACES = ("32.76.01.1008", "32.76.01.1006")


@dataclass
class Country:
    """Everybody's open libraries; every village is known at its city, every city has joined the province."""

    folder: Path
    ministry: Workspace | None
    province: Workspace
    cities: list[Workspace]
    villages: list[Workspace]
    stack: contextlib.ExitStack

    @property
    def everybody(self) -> list[Workspace]:
        """All of them, the highest first."""
        above = [self.ministry] if self.ministry else []
        return [*above, self.province, *self.cities, *self.villages]

    def at(self, me: str) -> Workspace:
        """The library of a station."""
        return next(ws for ws in self.everybody if ws.me == me)

    def desk_of(self, upper: Workspace, name: str) -> Workspace:
        """A further desk of a secretariat, delegated and told of it."""
        new = bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", f"Petugas {name}", "", desk=True)
        bootstrap.create(self.folder / name, new)
        desk = self.stack.enter_context(bootstrap.opened(self.folder / name))
        self.enrol(desk, upper)
        self.carry(desk, upper)
        receive(upper, ReceiveRequest(delegate(upper, DelegateRequest(desk.me), SILENT).waiting), SILENT)
        return desk

    def restored(self, ws: Workspace, backup: Path) -> None:
        """A library is lost and comes back from a backup."""
        folder = ws.store.folder.with_name(f"{ws.store.folder.name} pulih")
        restore(backup, folder, None, SILENT)
        self.reopen(ws, folder)

    def reopen(self, ws: Workspace, folder: Path | None = None) -> None:
        """Open a library again, as after its keys have changed; or the one that takes its place."""
        again = bootstrap.open_workspace(folder or ws.store.folder)
        self.stack.callback(bootstrap.close, again)
        for group in (self.cities, self.villages):
            group[:] = [again if one.me == ws.me else one for one in group]

    def enrol(self, lower: Workspace, upper: Workspace) -> None:
        """Join by the upper one's enrolment file."""
        file = write_enrolment(upper, EnrolmentRequest(self.folder / f"{upper.me}.kla-daftar"), SILENT).path
        enrol(lower, EnrolRequest(file), SILENT)

    def accept(self, upper: Workspace, lower: Workspace) -> Received:
        """Let somebody accept a station or hub whose bundle waits, and take it in."""
        waiting = change_trust(upper, TrustRequest(lower.me), SILENT).waiting
        return receive(upper, ReceiveRequest(waiting), SILENT)

    def carry(self, sender: Workspace, receiver: Workspace, wanted: RelayRequest | None = None) -> Received:
        """Make what the sender has for this receiver, and receive it."""
        made = self.made_for(sender, receiver, wanted)
        return receive(receiver, ReceiveRequest(tuple(bundle.path for bundle in made)), SILENT)

    def made_for(
        self, sender: Workspace, receiver: Workspace, wanted: RelayRequest | None = None
    ) -> tuple[PackedBundle, ...]:
        """Make what the sender has for this receiver."""
        try:
            if sender.store.above != receiver.me:
                return reply(sender, ReplyRequest((receiver.me,)), SILENT).bundles
            if sender.is_coordinator:
                return relay(sender, wanted or RelayRequest(), SILENT).bundles
            return pack(sender, PackRequest(), SILENT).bundles
        except Fixable as error:
            if error.code is not ErrorCode.NOTHING_TO_PACK:
                raise
            return ()


@contextlib.contextmanager
def country(folder: Path, cities: int = 2, villages: int = 2, *, ministry: bool = False) -> Iterator[Country]:
    """Create and open the libraries: `villages` for each of the cities."""
    with contextlib.ExitStack() as stack:

        def office(name: str, role: Role, place: str) -> Workspace:
            bootstrap.create(folder / name, bootstrap.NewLibrary(role, place, f"Petugas {name}", f"Dinas {name}"))
            return stack.enter_context(bootstrap.opened(folder / name))

        top = office("pusat", Role.SECRETARIAT, "32.76") if ministry else None
        found = Country(folder, top, office("provinsi", Role.SECRETARIAT, "32.76"), [], [], stack)
        if top:
            found.enrol(found.province, top)
        for number in range(1, cities + 1):
            city = office(f"kota {number}", Role.SECRETARIAT, "32.76")
            found.cities.append(city)
            for place in range(villages):
                village = office(f"kelurahan {number}-{place}", Role.OFFICER, PLACES[place])
                found.villages.append(village)
                found.enrol(village, city)
                tagged(village, photo(folder / f"kenalan {number}-{place}.png", 200 + 10 * number + place))
                found.carry(village, city)
                found.accept(city, village)
            found.enrol(city, found.province)
        yield found


def introduce(here: Country) -> None:
    for city in here.cities:
        (held,) = here.carry(city, here.province).held
        assert held.station == city.me
        here.accept(here.province, city)


def judge(ws: Workspace, item: EvidenceId, verdict: Verdict) -> None:
    review(ws, ReviewRequest((item,), verdict, reason="kurang jelas" if verdict is Verdict.RETURN else ""), SILENT)


def states(ws: Workspace, item: EvidenceId) -> tuple[State, list[str]]:
    (found,) = ws.find([item])[0].tags
    return found.state, [f"{one.verdict} {one.reviewer}" for one in found.elsewhere]


def accepted(here: Country, *shades: int) -> list[EvidenceId]:
    """Photos of the village that its city has accepted."""
    village, city = here.villages[0], here.cities[0]
    items = tagged(village, *(photo(here.folder / f"{shade}.png", shade) for shade in shades))
    here.carry(village, city)
    for item in items:
        judge(city, item, Verdict.ACCEPT)
    return items
