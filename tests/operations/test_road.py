"""The road from a file to the receipt, and what may not travel on it."""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import EvidenceId, IndicatorSlug, RequestId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.listing import Filter
from kla_desktop.model.request import RequestState
from kla_desktop.operations import browse
from kla_desktop.operations.ask import AskRequest, ask
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.dispatch import Load, dispatch, next_head
from kla_desktop.operations.enrol import TrustRequest, above_keys, change_trust
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.replace import ReplaceRequest, replace
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.undo import UndoRequest, undo
from kla_desktop.operations.withdraw import WithdrawRequest, withdraw
from kla_desktop.operations.workspace import Workspace
from tests.operations.town import SILENT, Town, photo, tagged, take, town

PAUD, FORUM = IndicatorSlug("paud-hi"), IndicatorSlug("pelembagaan-partisipasi-anak")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def state(ws: Workspace, evidence: EvidenceId) -> State:
    return ws.find([evidence])[0].state


def snapshot(ws: Workspace) -> list[str]:
    return [repr(row) for row in ws.store.database.rows("SELECT * FROM evidence ORDER BY n")] + [
        repr(row) for row in ws.store.database.rows("SELECT * FROM tag ORDER BY evidence, indicator")
    ]


def test_same_bytes_are_one_item_with_several_sources(here: Town) -> None:
    first = photo(here.folder / "IMG_20261121_101500.png", 1)
    copy = here.folder / "salinan.png"
    shutil.copy(first, copy)
    added = take(here.village, first, copy)
    assert [one.kind for one in added.added] == ["photo"]
    assert [(one.reason, one.duplicate_of) for one in added.skipped] == [("duplicate", added.added[0].id)]
    item = here.village.find([added.added[0].id])[0]
    assert item.names == ("IMG_20261121_101500.png", "salinan.png")
    assert (item.captured_at, item.captured_at_source) == ("2026-11-21T10:15:00", "file_name")
    again = take(here.village, first, copy)
    assert [one.reason for one in again.skipped] == ["known", "known"]
    assert here.village.store.journal.last_position(here.village.me) == 4


def test_damaged_files_are_kept_and_odd_ones_reported(here: Town) -> None:
    damaged = photo(here.folder / "utuh.png", 3)
    damaged.write_bytes(damaged.read_bytes()[:60])
    empty = here.folder / "kosong.jpg"
    empty.touch()
    result = take(here.village, damaged, empty, here.folder / "tidak-ada.pdf")
    assert len(result.added) == 1
    assert {one.reason for one in result.failed} == {"empty", "missing"}
    assert here.village.find([result.added[0].id])[0].warnings
    assert check_library(here.village, CheckRequest(), SILENT).ok


def test_every_deed_can_be_undone_and_done_again(here: Town) -> None:
    ws = here.village
    ids = [one.id for one in take(ws, *(photo(here.folder / f"{n}.png", n) for n in range(3))).added]
    before = [snapshot(ws)]
    tag(ws, TagRequest(tuple(ids), (PAUD, FORUM)), SILENT)
    before.append(snapshot(ws))
    describe(ws, DescribeRequest(tuple(ids), title="Rapat", date="21/11/2026", place="Mampang"), SILENT)
    before.append(snapshot(ws))
    withdraw(ws, WithdrawRequest((ids[0],)), SILENT)
    before.append(snapshot(ws))
    tag(ws, TagRequest((ids[1],), (PAUD,), remove=True), SILENT)
    after = snapshot(ws)
    for expected in reversed(before):
        undo(ws, UndoRequest(), SILENT)
        assert _without_positions(snapshot(ws)) == _without_positions(expected)
    with pytest.raises(Fixable) as nothing:
        undo(ws, UndoRequest(), SILENT)
    assert nothing.value.code is ErrorCode.NOTHING_TO_UNDO
    for _ in before:
        undo(ws, UndoRequest(redo=True), SILENT)
    assert _without_positions(snapshot(ws)) == _without_positions(after)
    assert check_library(ws, CheckRequest(), SILENT).ok


def _without_positions(rows: list[str]) -> list[str]:
    """Undo is told by later events, so the numbers of the last ones differ; everything else must be as it was."""
    return [re.sub(r"\b\d+\b(?=[,)])", "#", row) for row in rows]


def test_the_whole_road_there_and_back(here: Town) -> None:
    village, desk = here.village, here.desk
    good, bad = tagged(village, *(photo(here.folder / f"{n}.png", n) for n in (1, 2)))
    take(village, photo(here.folder / "pribadi.png", 200))
    here.enrol(village)
    held = here.carry(village, desk)
    assert [one.station for one in held.held] == [village.me]
    assert browse.overview(desk).held == 1
    taken = here.accept(village)
    assert [(one.items, one.new, one.duplicates) for one in taken.accepted] == [(2, 2, 0)]
    assert desk.store.evidence.state_counts() == {"received": 2}  # the untagged one stayed at home
    review(desk, ReviewRequest((good,), Verdict.ACCEPT), SILENT)
    review(desk, ReviewRequest((bad,), Verdict.RETURN, reason="tanpa tanggal"), SILENT)
    asked = ask(desk, AskRequest(village.me, PAUD, due="2026-12-01"), SILENT).request
    here.carry(desk, village)
    assert (state(village, good), state(village, bad)) == (State.ACCEPTED, State.RETURNED)
    assert village.find([bad])[0].tags[0].reason == "tanpa tanggal"
    assert [one.id for one in browse.overview(village).requests] == [asked.id]
    mended = take(village, photo(here.folder / "diperbaiki.png", 77)).added[0].id
    replace(village, ReplaceRequest(bad, mended), SILENT)
    tagged(village, photo(here.folder / "paud.png", 55), indicator="paud-hi")
    second = here.carry(village, desk)
    assert [one.new for one in second.accepted] == [2]
    assert state(desk, mended) is State.RECEIVED
    assert desk.find([bad])[0].superseded_by == mended
    assert desk.find([mended])[0].supersedes == bad
    request = desk.store.offices.request(asked.id)
    assert request is not None
    assert request.state is RequestState.FULFILLED
    here.carry(desk, village)
    assert state(village, mended) is State.RECEIVED
    for ws in (village, desk):
        assert check_library(ws, CheckRequest(), SILENT).ok


def test_nothing_stays_in_an_outbox_that_has_arrived(here: Town) -> None:
    here.introduce(here.village)
    here.carry(here.desk, here.village)
    assert len(list(here.desk.store.outbox.iterdir())) == 1, "the village has not said that it has it"
    assert list(here.village.store.outbox.iterdir()) == []
    tagged(here.village, photo(here.folder / "b.png", 2))
    here.carry(here.village, here.desk)
    assert list(here.desk.store.outbox.iterdir()) == []
    with pytest.raises(Fixable) as none:
        hand_over(here.desk, HandOverRequest(here.stick), SILENT)
    assert none.value.code is ErrorCode.NOTHING_TO_PACK


def test_a_second_arrival_changes_nothing(here: Town) -> None:
    here.introduce(here.village)
    tagged(here.village, photo(here.folder / "x.png", 8))
    pack(here.village, PackRequest(), SILENT)
    hand_over(here.village, HandOverRequest(here.stick), SILENT)
    first = receive(here.desk, ReceiveRequest((here.stick,)), SILENT).accepted[0]
    before = here.desk.store.journal.last_position(here.desk.me)
    again = receive(here.desk, ReceiveRequest((here.stick,)), SILENT).accepted[0]
    assert again.again_since
    assert not first.again_since
    assert here.desk.store.journal.last_position(here.desk.me) == before


def test_a_bundle_that_came_before_is_known_by_its_beginning_or_by_its_id(here: Town) -> None:
    here.introduce(here.village)
    tagged(here.village, photo(here.folder / "x.png", 8))
    (made,) = pack(here.village, PackRequest(), SILENT).bundles
    data = made.path.read_bytes()
    (copy := here.folder / "salinan.kla").write_bytes(data)
    first = receive(here.desk, ReceiveRequest((made.path,)), SILENT).accepted[0]
    held = here.desk.store.local.arrival(made.id)
    assert held is not None
    assert here.desk.store.local.arrival_marked(held.mark) == held
    assert held.sha256 == hashlib.sha256(data).hexdigest()
    (again,) = receive(here.desk, ReceiveRequest((copy,)), SILENT).accepted
    assert (again.bundle, again.new, bool(again.again_since)) == (first.bundle, 0, True)
    copy.write_bytes(data[:60] + bytes([data[60] ^ 1]) + data[61:])
    assert not receive(here.desk, ReceiveRequest((copy,)), SILENT).accepted
    with here.desk.transaction():  # as an older version left it
        here.desk.store.database.write("UPDATE arrival SET mark = ''")
    assert here.desk.store.local.arrival_marked("") is None
    (again,) = receive(here.desk, ReceiveRequest((made.path,)), SILENT).accepted
    assert again.again_since


def test_bundles_split_at_the_limit_and_arrive_in_any_order(here: Town) -> None:
    here.introduce(here.village)
    tagged(here.village, *(photo(here.folder / f"{n}.png", n) for n in range(4)))
    made = pack(here.village, PackRequest(max_size=1), SILENT).bundles
    assert [one.items for one in made] == [1, 1, 1, 1]
    paths = tuple(one.path for one in (made[2], made[0], made[3]))
    received = receive(here.desk, ReceiveRequest(paths), SILENT)
    assert [one.missing_before for one in received.accepted] == [2, 0, 1]
    late = receive(here.desk, ReceiveRequest((made[1].path,)), SILENT)
    assert late.accepted[0].new == 1
    assert here.desk.store.evidence.state_counts() == {"received": 5}
    assert check_library(here.desk, CheckRequest(), SILENT).ok


def test_re_tagging_later_sends_events_alone(here: Town) -> None:
    here.introduce(here.village)
    (item,) = tagged(here.village, photo(here.folder / "x.png", 8))
    here.carry(here.village, here.desk)
    here.carry(here.desk, here.village)
    tag(here.village, TagRequest((item,), (PAUD,)), SILENT)
    assert state(here.village, item) is State.TAGGED
    (bundle,) = pack(here.village, PackRequest(), SILENT).bundles
    assert bundle.items == 0
    receive(here.desk, ReceiveRequest((bundle.path,)), SILENT)
    assert {tag.indicator for tag in here.desk.find([item])[0].tags} == {PAUD, FORUM}


def test_the_same_bytes_from_two_stations_are_a_duplicate(here: Town) -> None:
    here.introduce(here.village)
    here.introduce(here.agency)
    same = photo(here.folder / "sama.png", 123)
    tagged(here.village, same)
    tagged(here.agency, same)
    assert here.carry(here.village, here.desk).accepted[0].duplicates == 0
    assert here.carry(here.agency, here.desk).accepted[0].duplicates == 1


FORGERIES: dict[str, Callable[[str], Draft]] = {
    "tag": lambda item: Draft(Kind.TAGGED, item, {"indicator": PAUD, "slot": None}),
    "withdraw": lambda item: Draft(Kind.WITHDRAWN, item, {}),
    "capture": lambda item: Draft(
        Kind.CAPTURED,
        item,
        {"sha256": "0" * 64, "size": 1, "kind": "photo", "media": "jpeg", "name": "x", "claims": []},
    ),
    "review": lambda item: Draft(
        Kind.REVIEWED,
        item,
        {"indicator": FORUM, "sha256": "0" * 64, "verdict": "accept", "reason": "", "note": ""},
    ),
    "accept": lambda _: Draft(
        Kind.STATION_ACCEPTED, "someone", {"role": "", "place": "", "agency": "", "sign": "", "seal": ""}
    ),
    "answer": lambda _: Draft(Kind.FULFILLED, "the-request", {"evidence": "x"}),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_station_cannot_speak_for_another(here: Town, what: str) -> None:
    here.introduce(here.village)
    here.introduce(here.agency)
    (victim,) = tagged(here.village, photo(here.folder / "x.png", 8))
    here.carry(here.village, here.desk)
    request = Draft(
        Kind.REQUESTED,
        RequestId("the-request"),
        {"station": here.village.me, "indicator": PAUD, "slot": None, "due": None, "note": ""},
    )
    here.desk.record([request])
    before = snapshot(here.desk)
    forged = here.agency.record([FORGERIES[what](victim)])
    head = next_head(here.agency, here.desk.me)
    until = here.agency.store.journal.last_position(here.agency.me)
    bundle = dispatch(here.agency, head, above_keys(here.agency).seal, Load(forged, until, ()), SILENT)
    result = receive(here.desk, ReceiveRequest((bundle.path,)), SILENT)
    assert [one.error.code for one in result.refused] == [ErrorCode.BUNDLE_UNAUTHORISED]
    assert snapshot(here.desk) == before
    assert list(here.desk.store.temporary.iterdir()) == []


def test_relayed_events_are_refused(here: Town) -> None:
    here.introduce(here.village)
    here.introduce(here.agency)
    stolen = list(here.village.store.journal.of_station(here.village.me))
    head = next_head(here.agency, here.desk.me)
    bundle = dispatch(here.agency, head, above_keys(here.agency).seal, Load(stolen, 1, ()), SILENT)
    result = receive(here.desk, ReceiveRequest((bundle.path,)), SILENT)
    assert [one.error.code for one in result.refused] == [ErrorCode.BUNDLE_UNAUTHORISED]


def test_a_stick_may_carry_replies_for_others(here: Town) -> None:
    here.introduce(here.village)
    here.introduce(here.agency)
    reply(here.desk, ReplyRequest(), SILENT)
    hand_over(here.desk, HandOverRequest(here.stick), SILENT)
    received = receive(here.village, ReceiveRequest((here.stick,)), SILENT)
    assert (len(received.accepted), received.refused) == (1, ())
    theirs = next(path for path in here.stick.rglob("*.kla") if path != received.accepted[0].path)
    asked = receive(here.village, ReceiveRequest((theirs,)), SILENT)
    assert [one.error.code for one in asked.refused] == [ErrorCode.BUNDLE_NOT_FOR_US]


def test_two_stories_under_one_number_are_noticed(here: Town) -> None:
    here.introduce(here.village)
    (item,) = tagged(here.village, photo(here.folder / "x.png", 8))
    here.carry(here.village, here.desk)
    village = here.village
    with village.transaction():
        village.store.database.write("UPDATE journal SET data = replace(data, ?, ?)", (FORUM, PAUD))
    events = [e for e in village.store.journal.of_station(village.me) if e.subject == item]
    head = next_head(village, here.desk.me)
    bundle = dispatch(village, head, above_keys(village).seal, Load(events, 9, ()), SILENT)
    result = receive(here.desk, ReceiveRequest((bundle.path,)), SILENT)
    assert [one.error.code for one in result.refused] == [ErrorCode.BUNDLE_EQUIVOCATES]


def test_wrong_hands(here: Town) -> None:
    here.introduce(here.village)
    here.introduce(here.agency)
    tagged(here.village, photo(here.folder / "x.png", 8))
    (bundle,) = pack(here.village, PackRequest(), SILENT).bundles
    elsewhere = receive(here.agency, ReceiveRequest((bundle.path,)), SILENT)
    assert [one.error.code for one in elsewhere.refused] == [ErrorCode.BUNDLE_NOT_FOR_US]
    change_trust(here.desk, TrustRequest(here.village.me, revoke=True), SILENT)
    revoked = receive(here.desk, ReceiveRequest((bundle.path,)), SILENT)
    assert [one.error.code for one in revoked.refused] == [ErrorCode.BUNDLE_SENDER_REVOKED]
    change_trust(here.desk, TrustRequest(here.village.me), SILENT)
    assert len(receive(here.desk, ReceiveRequest((bundle.path,)), SILENT).accepted) == 1


def test_verbs_say_who_may(here: Town) -> None:
    (item,) = tagged(here.village, photo(here.folder / "x.png", 8))
    attempts: dict[ErrorCode, Callable[[], object]] = {
        ErrorCode.NOT_ENROLLED: lambda: pack(here.village, PackRequest(), SILENT),
        ErrorCode.WRONG_ROLE: lambda: review(here.village, ReviewRequest((item,), Verdict.ACCEPT), SILENT),
        ErrorCode.NO_SUCH_INDICATOR: lambda: tag(here.village, TagRequest((item,), (IndicatorSlug("99"),)), SILENT),
        ErrorCode.BAD_DATE: lambda: describe(here.village, DescribeRequest((item,), date="31/02/2026"), SILENT),
        ErrorCode.NO_SUCH_EVIDENCE: lambda: tag(here.village, TagRequest((EvidenceId("x"),), (PAUD,)), SILENT),
    }
    for code, attempt in attempts.items():
        with pytest.raises(Fixable) as error:
            attempt()
        assert error.value.code is code
    here.introduce(here.agency)
    (theirs,) = browse.page(here.desk, Filter(), 1)
    with pytest.raises(Fixable) as error:
        tag(here.desk, TagRequest((theirs.id,), (PAUD,)), SILENT)
    assert error.value.code is ErrorCode.NOT_YOURS
    with pytest.raises(Fixable) as error:
        review(here.desk, ReviewRequest((theirs.id,), Verdict.RETURN), SILENT)
    assert error.value.code is ErrorCode.REASON_NEEDED
