"""The secretariat serves a hub itself: from the enrolment file to a password of the station's own, and its end."""

import base64
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.app.coordinator_service import CoordinatorService, ServeRequest
from kla_desktop.model.errors import ErrorCode
from kla_desktop.model.evidence import Verdict
from kla_desktop.model.hub_account import Door
from kla_desktop.model.journal import Kind
from kla_desktop.model.station import Role
from kla_desktop.operations.desks import CloseDeskRequest, DelegateRequest, close_desk, delegate
from kla_desktop.operations.enrol import (
    EnrolmentRequest,
    EnrolRequest,
    TrustRequest,
    change_trust,
    enrol,
    write_enrolment,
)
from kla_desktop.operations.hub.access import hub_access
from kla_desktop.operations.hub.house import HouseRequest, make_house
from kla_desktop.operations.hub.passes import has_own_password
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.seek_hub import SeekRequest, seek_hub
from kla_desktop.operations.sync import Synced, sync
from kla_desktop.operations.syncing.round import SyncRequest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.certificate import make_certificate
from kla_desktop.sealing.encryption import LibraryCipher
from kla_desktop.sealing.seal_errors import NoMatchingKey
from tests.operations.town import SILENT, Town, photo, tagged, town

NOW = SyncRequest(packs=True, now=True)


class OwnHub:
    """The town with its secretariat serving."""

    def __init__(self, here: Town) -> None:
        self.here = here
        self.service = CoordinatorService(here.desk)

    def open(self, port: int = 0) -> None:
        made = make_house(self.here.desk, HouseRequest(), SILENT).house
        state = self.service.start(ServeRequest("127.0.0.1", port), made)
        make_house(self.here.desk, HouseRequest(state.addresses, state.port), SILENT)

    def join(self, station: Workspace) -> Path:
        file = write_enrolment(self.here.desk, EnrolmentRequest(self.here.folder / "depok.kla-daftar"), SILENT).path
        enrol(station, EnrolRequest(file), SILENT)
        return file

    def accept(self, station: Workspace) -> None:
        waiting = change_trust(self.here.desk, TrustRequest(station.me), SILENT).waiting
        assert waiting
        receive(self.here.desk, ReceiveRequest(waiting), SILENT)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[OwnHub]:
    with ExitStack() as stack:
        made = OwnHub(stack.enter_context(town(tmp_path)))
        stack.callback(made.service.stop)
        made.open()
        yield made


def one(ws: Workspace) -> Synced:
    done = sync(ws, NOW, SILENT)
    assert not done.failed, done.failed
    assert not done.refused
    return done


def introduce(own: OwnHub, station: Workspace, shade: int) -> None:
    own.join(station)
    tagged(station, photo(own.here.folder / f"{shade}.png", shade))
    assert len(one(station).sent) == 1
    assert len(one(own.here.desk).held) == 1
    own.accept(station)
    one(own.here.desk)
    one(station)


def test_from_the_file_to_a_password_of_ones_own(own: OwnHub) -> None:
    here = own.here
    file = own.join(here.village)
    said = json.loads(file.read_text("utf-8"))["content"]["hub"]
    assert said["pin"]
    first = hub_access(here.village)
    assert first.choice.pin == said["pin"]
    assert first.credentials is not None
    assert first.credentials.password.startswith(said["intake"])
    items = tagged(here.village, photo(here.folder / "a.png", 1))
    assert len(one(here.village).sent) == 1
    assert [guest.door for guest in own.service.state.guests] == [Door.INTAKE]
    assert len(one(here.desk).held) == 1
    own.accept(here.village)
    assert not has_own_password(here.village)
    one(here.desk)
    assert len(one(here.village).received) == 1  # by the secret of its introduction
    assert has_own_password(here.village)
    second = hub_access(here.village).credentials
    assert second is not None
    assert said["intake"] not in second.password
    review(here.desk, ReviewRequest(tuple(items), Verdict.ACCEPT), SILENT)
    one(here.desk)
    one(here.village)  # acknowledges, and from here on only its own password opens
    one(here.village)
    one(here.desk)
    assert len(one(here.village).received) <= 1
    assert [guest.door for guest in own.service.state.guests] == [Door.STATION]


def test_the_password_is_readable_by_its_station_alone(own: OwnHub) -> None:
    here = own.here
    introduce(own, here.village, 1)
    introduce(own, here.agency, 2)
    said = hub_access(here.village).credentials
    assert said is not None
    given = [event for event in here.desk.store.journal.all() if event.kind == Kind.CREDENTIAL]
    assert {event.subject for event in given} == {here.village.me, here.agency.me}
    assert said.password.split(".")[0] not in repr(given)
    assert {e.subject for e in here.agency.store.journal.all() if e.kind == Kind.CREDENTIAL} == {here.agency.me}
    sealed = base64.b64decode(next(str(e.data["sealed"]) for e in given if e.subject == here.village.me))
    assert LibraryCipher(here.village.secrets.unsealing).open_bytes(sealed)
    for ws in (here.desk, here.agency):
        with pytest.raises(NoMatchingKey):
            LibraryCipher(ws.secrets.unsealing).open_bytes(sealed)


def test_revoking_ends_it_at_once_and_accepting_again_opens_it_anew(own: OwnHub) -> None:
    here = own.here
    introduce(own, here.village, 1)
    change_trust(here.desk, TrustRequest(here.village.me, revoke=True), SILENT)
    _wait_for_news()
    done = sync(here.village, NOW, SILENT)
    assert [failure.error.code for failure in done.failed] == [ErrorCode.HUB_CREDENTIALS]
    change_trust(here.desk, TrustRequest(here.village.me), SILENT)
    one(here.desk)
    _wait_for_news()
    one(here.village)
    one(here.village)


def test_another_certificate_is_refused(own: OwnHub) -> None:
    here = own.here
    introduce(own, here.village, 1)
    port = own.service.state.port
    own.service.stop()
    made, forged, before = make_house(here.desk, HouseRequest(), SILENT).house, make_certificate(), own.service.state
    own.service.start(ServeRequest("127.0.0.1", port), replace(made, certificate=forged.shown, key=forged.secret))
    done = sync(here.village, NOW, SILENT)
    assert [failure.error.code for failure in done.failed] == [ErrorCode.HUB_CERTIFICATE]
    assert own.service.state.guests == before.guests  # nothing was said to it


def test_a_hub_outlives_its_program(own: OwnHub) -> None:
    here = own.here
    introduce(own, here.village, 1)
    port = own.service.state.port
    own.service.stop()
    tagged(here.village, photo(here.folder / "late.png", 5))
    assert sync(here.village, NOW, SILENT).waiting == 1
    own.open(port)
    assert len(one(here.village).sent) == 1
    assert len(one(here.desk).received) == 1


def test_what_lies_on_the_hubs_disk_is_sealed(own: OwnHub) -> None:
    introduce(own, own.here.village, 1)
    tagged(own.here.village, photo(own.here.folder / "b.png", 7))
    one(own.here.village)
    files = [path for path in (own.here.desk.store.folder / "hub").rglob("*") if path.is_file()]
    assert len(files) > 2
    for path in files:
        head = path.read_bytes()[:21]
        assert head == b"age-encryption.org/v1" or path.suffix == ".json", path.name
    assert not list(own.here.desk.store.temporary.iterdir())


def _wait_for_news() -> None:
    time.sleep(0.3)  # what the account book may be late


def test_a_hub_that_moved_is_found_on_the_network(own: OwnHub) -> None:
    here = own.here
    introduce(own, here.village, 1)
    made = make_house(here.desk, HouseRequest(), SILENT).house
    own.service.start(ServeRequest("127.0.0.1", 0, announce=True), made)  # another port, as after a new lease
    assert sync(here.village, NOW, SILENT).failed
    seek_hub(here.village, SeekRequest(10, interface="127.0.0.1"), SILENT)
    assert hub_access(here.village).choice.pin == made.pin
    tagged(here.village, photo(here.folder / "moved.png", 5))
    assert len(one(here.village).sent) == 1


def test_a_further_desk_comes_by_a_password_of_its_own_until_its_delegation_ends(own: OwnHub) -> None:
    here = own.here
    desk = bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", "Rina", "DP3AP2KB", desk=True)
    bootstrap.create(here.folder / "meja", desk)
    with bootstrap.opened(here.folder / "meja") as table:
        own.join(table)
        one(table)
        assert len(one(here.desk).held) == 1
        waiting = delegate(here.desk, DelegateRequest(table.me), SILENT).waiting
        receive(here.desk, ReceiveRequest(waiting), SILENT)
        _wait_for_news()
        one(here.desk)
        one(table)
        assert has_own_password(table)
        close_desk(here.desk, CloseDeskRequest(table.me), SILENT)
        _wait_for_news()
        assert [one.error.code for one in sync(table, NOW, SILENT).failed] == [ErrorCode.HUB_CREDENTIALS]
