"""Several desks at one secretariat, with real libraries and real bundles between them."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import EvidenceId, StationId
from kla_desktop.model.journal import MAX_SEQ
from kla_desktop.model.station import Role, Trust
from kla_desktop.model.voices import Right
from kla_desktop.operations.ask import AskRequest, ask
from kla_desktop.operations.desks import CloseDeskRequest, DelegateRequest, close_desk, delegate, desks
from kla_desktop.operations.enrol import EnrolmentRequest, read_enrolment, write_enrolment
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import Received, ReceiveRequest, receive
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from tests.operations.town import SILENT, Town, photo, tagged, town

_SHARED = ("evidence", "tag", "bundle_item", "request", "comparison")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as found:
        yield found


@pytest.fixture
def tables(here: Town) -> Iterator[tuple[Workspace, Workspace]]:
    """Two further desks, delegated and told of it."""
    with ExitStack() as stack:
        found = []
        for name in ("Rini", "Joko"):
            bootstrap.create(
                here.folder / name, bootstrap.NewLibrary(Role.SECRETARIAT, "32.76", name, "DP3AP2KB", desk=True)
            )
            desk = stack.enter_context(bootstrap.opened(here.folder / name))
            here.enrol(desk)
            (held,) = carry(here, desk, here.desk).held
            assert held.station == desk.me
            waiting = delegate(here.desk, DelegateRequest(desk.me), SILENT).waiting
            assert receive(here.desk, ReceiveRequest(waiting), SILENT).accepted
            carry(here, here.desk, desk)
            found.append(desk)
        yield found[0], found[1]


def carry(here: Town, sender: Workspace, receiver: Workspace) -> Received:
    """As `Town.carry`; what the coordinator has for others is left in its outbox."""
    if not sender.is_coordinator:
        return here.carry(sender, receiver)
    made = reply(sender, ReplyRequest((receiver.me,)), SILENT).bundles
    return receive(receiver, ReceiveRequest(tuple(bundle.path for bundle in made)), SILENT)


def judge(desk: Workspace, item: EvidenceId, verdict: Verdict) -> None:
    review(desk, ReviewRequest((item,), verdict, reason="buram" if verdict is Verdict.RETURN else ""), SILENT)


def tag_of(ws: Workspace, item: EvidenceId) -> tuple[State, str, list[str]]:
    (tag,) = ws.find([item])[0].tags
    return tag.state, tag.reviewer, [f"{one.verdict} {one.reviewer}" for one in tag.disputed]


def test_desks_judge_what_stations_sent_and_all_converge(here: Town, tables: tuple[Workspace, Workspace]) -> None:
    one, two = tables
    here.introduce(here.village)
    items = tagged(here.village, photo(here.folder / "a.png", 1), photo(here.folder / "b.png", 2))
    carry(here, here.village, here.desk)
    for desk in tables:
        carry(here, here.desk, desk)
        assert all(item.has_bytes for item in desk.find(items))
    judge(one, items[0], Verdict.ACCEPT)
    judge(two, items[0], Verdict.RETURN)
    judge(two, items[1], Verdict.ACCEPT)
    ask(one, AskRequest(here.village.me, here.village.find(items)[0].tags[0].indicator, None, "", ""), SILENT)
    for desk in (two, one):
        (arrived,) = carry(here, desk, here.desk).accepted
        assert arrived.sender == desk.me
    carry(here, here.desk, one)
    for receiver in (two, here.village):
        carry(here, here.desk, receiver)
    found = [tag_of(ws, items[0]) for ws in (here.desk, one, two, here.village)]
    assert found[0][1] in {"Rini", "Joko"}
    assert len(found[0][2]) == 1
    assert found == found[:1] * 4
    assert tag_of(here.village, items[1])[:2] == (State.ACCEPTED, "Joko")
    assert [request.asked_by for request in here.village.store.offices.requests(here.village.me)] == [one.me]
    judge(one, items[0], Verdict.ACCEPT)
    carry(here, one, here.desk)
    carry(here, here.desk, here.village)
    assert tag_of(here.village, items[0]) == (State.ACCEPTED, "Rini", [])
    for ws in (here.desk, one, two, here.village):
        assert not replay.differences(ws.store)


@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_of_deliveries_ends_alike(here: Town, tables: tuple[Workspace, Workspace], seed: int) -> None:
    rng = random.Random(seed)
    here.introduce(here.village)
    items = tagged(here.village, *(photo(here.folder / f"{n}.png", n) for n in range(4)))
    everybody = [here.desk, *tables, here.village]
    carry(here, here.village, here.desk)
    for desk in tables:
        carry(here, here.desk, desk)
    sent: list[tuple[StationId, Path]] = []
    for _ in range(6):
        for desk in (here.desk, *tables):
            judge(desk, rng.choice(items), rng.choice([Verdict.ACCEPT, Verdict.RETURN]))
        for ws in rng.sample(everybody, 3):
            sent += made_by(ws)
        for _ in range(4):
            deliver(rng.choice(sent), everybody)
    for _ in range(4):
        for ws in everybody:
            sent += made_by(ws)
        rng.shuffle(sent)
        for one in sent:
            deliver(one, everybody)
    dumps = [{name: replay.dump(ws.store.database, name) for name in _SHARED} for ws in everybody]
    assert dumps[0] == dumps[1] == dumps[2]
    assert set(dumps[3]["tag"]) <= set(dumps[0]["tag"])
    assert len(dumps[3]["tag"]) == 5


def made_by(ws: Workspace) -> list[tuple[StationId, Path]]:
    try:
        made = reply(ws, ReplyRequest(), SILENT) if ws.is_secretariat else pack(ws, PackRequest(), SILENT)
    except Fixable:
        return []
    return [(bundle.recipient, bundle.path) for bundle in made.bundles]


def deliver(sent: tuple[StationId, Path], everybody: list[Workspace]) -> Received | None:
    recipient, path = sent
    receiver = next(ws for ws in everybody if ws.me == recipient)
    if not path.is_file():
        return None
    received = receive(receiver, ReceiveRequest((path,)), SILENT)
    assert not received.refused
    return received


def test_a_station_seals_to_desks_and_a_desk_receives_directly(here: Town, tables: tuple[Workspace, Workspace]) -> None:
    one, two = tables
    file = write_enrolment(here.desk, EnrolmentRequest(here.folder / "kota.kla-daftar"), SILENT).path
    assert {desk["desk"] for desk in read_enrolment(file)["desks"]} == {one.me, two.me}
    here.introduce(here.village)
    carry(here, here.desk, one)
    carry(here, here.desk, here.village)
    (item,) = tagged(here.village, photo(here.folder / "a.png", 1))
    (bundle,) = pack(here.village, PackRequest(), SILENT).bundles
    (direct,) = receive(one, ReceiveRequest((bundle.path,)), SILENT).accepted
    assert direct.items == 1
    assert one.find([item])[0].has_bytes
    judge(one, item, Verdict.ACCEPT)
    carry(here, one, here.desk)
    receive(here.desk, ReceiveRequest((bundle.path,)), SILENT)
    carry(here, here.desk, here.village)
    assert tag_of(here.village, item)[:2] == (State.ACCEPTED, "Rini")
    (row,) = [row for row in here.village.store.offices.bundles(sender=here.village.me) if row.id == bundle.id]
    assert row.received_by == "Dewi"
    (told,) = reply(here.desk, ReplyRequest((one.me,)), SILENT).bundles
    assert told.size < 20_000, "bytes that the desk received itself do not travel again"
    receive(one, ReceiveRequest((told.path,)), SILENT)
    for name in _SHARED:
        assert replay.dump(one.store.database, name) == replay.dump(here.desk.store.database, name)


def test_a_closed_desk_and_one_without_the_right_are_refused(here: Town, tables: tuple[Workspace, Workspace]) -> None:
    one, two = tables
    here.introduce(here.village)
    (item,) = tagged(here.village, photo(here.folder / "a.png", 1))
    carry(here, here.village, here.desk)
    delegate(here.desk, DelegateRequest(two.me, rights=(Right.RECEIVE,)), SILENT)
    for desk in tables:
        carry(here, here.desk, desk)
    with pytest.raises(Fixable) as refused:
        judge(two, item, Verdict.ACCEPT)
    assert refused.value.code is ErrorCode.DESK_WITHOUT_RIGHT
    close_desk(here.desk, CloseDeskRequest(one.me), SILENT)
    judge(one, item, Verdict.ACCEPT)
    (error,) = carry(here, one, here.desk).refused
    assert error.error.code is ErrorCode.BUNDLE_SENDER_REVOKED
    assert tag_of(here.desk, item)[0] is State.RECEIVED
    carry(here, here.desk, one)
    with pytest.raises(Fixable) as ended:
        judge(one, item, Verdict.ACCEPT)
    assert ended.value.code is ErrorCode.DESK_WITHOUT_RIGHT
    assert tag_of(one, item)[0] is State.RECEIVED
    assert [desk.works for desk in desks(here.desk) if desk.station.id == one.me] == [False]


def test_what_a_closed_desk_wrote_until_its_last_number_counts_however_late_it_comes(
    here: Town, tables: tuple[Workspace, Workspace]
) -> None:
    one, _ = tables
    here.introduce(here.village)
    (first, second) = tagged(here.village, photo(here.folder / "a.png", 1), photo(here.folder / "b.png", 2))
    carry(here, here.village, here.desk)
    carry(here, here.desk, one)
    judge(one, first, Verdict.ACCEPT)
    last = one.store.journal.last_position(one.me) & MAX_SEQ
    late = reply(one, ReplyRequest(), SILENT).bundles
    close_desk(here.desk, CloseDeskRequest(one.me, last), SILENT)  # as the desk said on the phone
    judge(one, second, Verdict.ACCEPT)  # it has not heard of it yet
    later = reply(one, ReplyRequest(), SILENT).bundles
    received = receive(here.desk, ReceiveRequest(tuple(made.path for made in late)), SILENT)
    assert [len(part) for part in (received.accepted, received.refused)] == [1, 0]
    assert tag_of(here.desk, first)[0] is State.ACCEPTED
    (error,) = receive(here.desk, ReceiveRequest(tuple(made.path for made in later)), SILENT).refused
    assert error.error.code is ErrorCode.BUNDLE_SENDER_REVOKED, "nothing in it that still counts is new"
    assert tag_of(here.desk, second)[0] is State.RECEIVED


def test_of_a_late_bundle_that_goes_beyond_the_last_number_only_the_beginning_enters(
    here: Town, tables: tuple[Workspace, Workspace]
) -> None:
    one, _ = tables
    here.introduce(here.village)
    (first, second) = tagged(here.village, photo(here.folder / "a.png", 1), photo(here.folder / "b.png", 2))
    carry(here, here.village, here.desk)
    carry(here, here.desk, one)
    judge(one, first, Verdict.ACCEPT)
    last = one.store.journal.last_position(one.me) & MAX_SEQ
    judge(one, second, Verdict.ACCEPT)
    close_desk(here.desk, CloseDeskRequest(one.me, last), SILENT)
    made = reply(one, ReplyRequest(), SILENT).bundles
    received = receive(here.desk, ReceiveRequest(tuple(bundle.path for bundle in made)), SILENT)
    assert [len(part) for part in (received.accepted, received.refused)] == [1, 0]
    assert (tag_of(here.desk, first)[0], tag_of(here.desk, second)[0]) == (State.ACCEPTED, State.RECEIVED)
    assert here.desk.store.journal.last_position(one.me) & MAX_SEQ == last


def test_only_the_coordinator_delegates_and_only_a_secretariats_library(
    here: Town, tables: tuple[Workspace, Workspace]
) -> None:
    here.introduce(here.village)
    for ws in (here.village, tables[0]):
        with pytest.raises(Fixable) as refused:
            delegate(ws, DelegateRequest(tables[1].me), SILENT)
        assert refused.value.code is ErrorCode.WRONG_ROLE
    with pytest.raises(Fixable) as refused:
        delegate(here.desk, DelegateRequest(here.village.me), SILENT)
    assert refused.value.code is ErrorCode.WRONG_ROLE
    found = here.desk.store.offices.station(tables[0].me)
    assert found is not None
    assert found.trust is Trust.DESK


def test_what_a_desk_said_in_a_bundle_that_was_lost_is_told_again(
    here: Town, tables: tuple[Workspace, Workspace]
) -> None:
    desk = tables[0]
    (item,) = tagged(here.village, photo(here.folder / "hilang.png", 1))
    here.introduce(here.village)
    carry(here, here.desk, desk)
    judge(desk, item, Verdict.ACCEPT)
    (lost,) = reply(desk, ReplyRequest(), SILENT).bundles
    lost.path.unlink()
    assert reply(desk, ReplyRequest(), SILENT).bundles == ()
    (again,) = reply(desk, ReplyRequest(everything=True), SILENT).bundles
    receive(here.desk, ReceiveRequest((again.path,)), SILENT)
    assert tag_of(here.desk, item)[0] is State.ACCEPTED
    carry(here, here.desk, desk)
    assert reply(desk, ReplyRequest(everything=True), SILENT).bundles == ()


def test_evidence_that_came_is_acknowledged_and_not_told_again(here: Town, tables: tuple[Workspace, Workspace]) -> None:
    desk = tables[0]
    here.introduce(here.village)
    brought = []
    for number in range(1, 4):
        file = here.folder / f"{number}.bin"
        file.write_bytes(random.Random(number).randbytes(100_000))
        (item,) = tagged(here.village, file)
        here.carry(here.village, here.desk)
        (told,) = reply(here.desk, ReplyRequest((desk.me,)), SILENT).bundles
        receive(desk, ReceiveRequest((told.path,)), SILENT)
        assert desk.find([item])
        brought.append(told.size)
        (word,) = reply(desk, ReplyRequest(), SILENT).bundles  # it has nothing of its own to say
        assert reply(desk, ReplyRequest(), SILENT).bundles == ()
        receive(here.desk, ReceiveRequest((word.path,)), SILENT)
        judge(desk, item, Verdict.ACCEPT)
        here.carry(desk, here.desk)
        (receipt,) = reply(here.desk, ReplyRequest((desk.me,)), SILENT).bundles
        assert receipt.size < 100_000  # the verdict brings no evidence back
        receive(desk, ReceiveRequest((receipt.path,)), SILENT)
        assert reply(desk, ReplyRequest(), SILENT).bundles == ()
    assert max(brought) < 2 * min(brought)
