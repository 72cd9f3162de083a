"""A village moves to another city: what stays, what is told anew, and that nobody hears of the other's business."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.operations.ask import AskRequest, ask
from kla_desktop.operations.dispatch import Load, dispatch, next_head
from kla_desktop.operations.enrol import TrustRequest, above_keys, change_trust
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.hub.access import SetHubRequest, hub_choice, set_hub
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.relay import RelayRequest
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from tests.kept_workers import kept
from tests.operations.country import Country, country
from tests.operations.town import SILENT, photo, tagged, take


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Country]:
    with kept(), country(tmp_path, cities=2, villages=1) as found:
        yield found


def states(ws: Workspace, *items: EvidenceId) -> list[State]:
    return [item.state for item in ws.find(items)]


def test_a_village_that_moves_keeps_all_and_tells_the_new_city_everything(here: Country, tmp_path: Path) -> None:
    (old, new), village = here.cities, here.villages[0]
    one, two = tagged(village, *(photo(tmp_path / f"{n}.png", n) for n in (1, 2)))
    here.carry(village, old)
    review(old, ReviewRequest((one,), Verdict.ACCEPT), SILENT)
    review(old, ReviewRequest((two,), Verdict.RETURN, reason="buram"), SILENT)
    ask(old, AskRequest(village.me, old.catalogue.indicators[0].slug, None, "2027-01-31", "satu foto"), SILENT)
    here.carry(old, village)
    assert states(village, one, two) == [State.ACCEPTED, State.RETURNED]
    set_hub(village, SetHubRequest((tmp_path / "hub kota 1").as_uri()), SILENT)
    (three,) = tagged(village, photo(tmp_path / "3.png", 3))
    (waiting,) = pack(village, PackRequest(), SILENT).bundles
    (private,) = (added.id for added in take(village, photo(tmp_path / "4.png", 4)).added)

    here.enrol(village, new)

    assert states(village, one, two, three, private) == [State.TAGGED] * 3 + [State.NEW]
    assert [request.id for request in village.store.offices.requests()] == []
    assert hub_choice(village) is None
    assert replay.differences(village.store) == []
    with pytest.raises(Fixable) as nothing:
        hand_over(village, HandOverRequest(tmp_path), SILENT)
    assert nothing.value.code is ErrorCode.NOTHING_TO_PACK, "the bundle that waited is sealed to the old city"
    assert waiting.path.exists()

    (held,) = here.carry(village, new).held
    assert held.station == village.me
    (came,) = here.accept(new, village).accepted
    assert came.items == 4  # with the photo by which it was introduced to the old city
    assert all(item.has_bytes for item in new.find((one, two, three)))
    assert private not in new.store.evidence.find([private])
    said = [event for event in new.store.journal.of_station(village.me) if event.kind in (Kind.ENROLLED, Kind.BUNDLED)]
    assert [event.data.get("coordinator") for event in said] == [new.me], "nothing of its dealings with the old city"
    here.carry(new, village)
    assert states(village, one, two, three) == [State.RECEIVED] * 3
    with pytest.raises(Fixable):
        pack(village, PackRequest(), SILENT)
    for ws in (village, new, old):
        assert replay.differences(ws.store) == []
    assert states(old, one, two) == [State.ACCEPTED, State.RETURNED]


def test_a_province_above_both_cities_hears_the_village_through_the_new_one(here: Country, tmp_path: Path) -> None:
    (old, new), village, province = here.cities, here.villages[0], here.province
    for city in here.cities:
        here.carry(city, province)
        here.accept(province, city)
    one = accepted_at(here, old, 1)
    assert here.carry(old, province).accepted
    here.enrol(village, new)
    here.carry(village, new)
    here.accept(new, village)
    here.carry(new, village)
    two = accepted_at(here, new, 2)  # in a bundle that no longer tells of the move by itself
    late = here.made_for(new, province)
    review(old, ReviewRequest((one,), Verdict.RETURN, reason="buram"), SILENT)
    for made in (*here.made_for(old, province), *late):
        assert receive(province, ReceiveRequest((made.path,)), SILENT).refused == ()
    assert two in province.store.evidence.find([two])
    station = province.store.offices.station(village.me)
    assert station is not None
    assert station.home == new.me
    review(province, ReviewRequest((two,), Verdict.RETURN, reason="kurang jelas"), SILENT)
    here.carry(province, new)
    here.carry(new, village)
    (tag,) = village.find([two])[0].tags
    assert [(word.hub, word.reason) for word in tag.elsewhere] == [(province.me, "kurang jelas")]
    for ws in here.everybody:
        assert replay.differences(ws.store) == []


def test_a_city_cannot_take_over_a_village_that_has_not_moved(here: Country, tmp_path: Path) -> None:
    (old, new), village, province = here.cities, here.villages[0], here.province
    for city in here.cities:
        here.carry(city, province)
        here.accept(province, city)
    item = accepted_at(here, old, 1)
    here.carry(old, province)
    keys = village.station.keys[-1]
    said = {"role": "petugas", "place": "32.76.01.1008", "agency": "", "sign": keys.sign, "seal": keys.seal}
    new.record([Draft(Kind.STATION_ACCEPTED, village.me, said)])
    events = [event for event in new.store.journal.of_station(new.me) if event.kind == Kind.STATION_ACCEPTED]
    above = above_keys(new).seal
    (made,) = (dispatch(new, next_head(new, province.me), above, Load(events[-1:], 0, ()), SILENT),)
    (refused,) = receive(province, ReceiveRequest((made.path,)), SILENT).refused
    assert refused.error.code is ErrorCode.BUNDLE_UNAUTHORISED
    assert item in province.store.evidence.find([item])


def test_a_city_founded_anew_after_its_laptop_was_lost_doubles_nothing_above(here: Country, tmp_path: Path) -> None:
    """Neither backup nor recovery key: the village joins the new library, the province accepts it beside the old."""
    (lost, anew), village, province = here.cities, here.villages[0], here.province
    here.carry(lost, province)
    here.accept(province, lost)
    one = accepted_at(here, lost, 1)
    here.carry(lost, province)
    (late,) = here.made_for(lost, province, RelayRequest(everything=True))
    here.enrol(village, anew)
    here.carry(village, anew)
    here.accept(anew, village)
    assert anew.find([one])[0].has_bytes
    review(anew, ReviewRequest((one,), Verdict.RETURN, reason="buram"), SILENT)
    two = accepted_at(here, anew, 2)
    assert here.carry(anew, province).held, "the province compares six words before it believes the new one"
    here.accept(province, anew)
    review(anew, ReviewRequest((one,), Verdict.ACCEPT), SILENT)
    here.carry(anew, province)
    assert province.store.database.value("SELECT count(*) FROM evidence") == 2
    (tag,) = province.find([one])[0].tags
    assert sorted((word.hub, word.verdict) for word in tag.elsewhere) == sorted(
        (city.me, Verdict.ACCEPT) for city in here.cities
    )
    assert province.find([two])[0].station == village.me
    change_trust(province, TrustRequest(lost.me, revoke=True), SILENT)
    (refused,) = receive(province, ReceiveRequest((late.path,)), SILENT).refused
    assert refused.error.code is ErrorCode.BUNDLE_SENDER_REVOKED
    assert accepted_at(here, anew, 3)
    assert here.carry(anew, province).accepted
    assert replay.differences(province.store) == []


def accepted_at(here: Country, city: Workspace, shade: int) -> EvidenceId:
    """A photo of the first village that a city has accepted."""
    village = here.villages[0]
    (item,) = tagged(village, photo(here.folder / f"{shade}.png", shade))
    here.carry(village, city)
    review(city, ReviewRequest((item,), Verdict.ACCEPT), SILENT)
    return item


def test_the_old_citys_word_counts_no_longer_and_says_so(here: Country, tmp_path: Path) -> None:
    (old, new), village = here.cities, here.villages[0]
    (item,) = tagged(village, photo(tmp_path / "1.png", 1))
    here.carry(village, old)
    here.enrol(village, new)
    review(old, ReviewRequest((item,), Verdict.RETURN, reason="buram"), SILENT)
    (late,) = reply(old, ReplyRequest(), SILENT).bundles
    (refused,) = receive(village, ReceiveRequest((late.path,)), SILENT).refused
    assert (refused.error.code, refused.error.details["where"]) == (ErrorCode.BUNDLE_SENDER_UNKNOWN, "left")
    assert states(village, item) == [State.TAGGED]


def test_who_joined_the_wrong_city_goes_back_to_what_was(here: Country, tmp_path: Path) -> None:
    (old, new), village = here.cities, here.villages[0]
    (item,) = tagged(village, photo(tmp_path / "1.png", 1))
    here.carry(village, old)
    review(old, ReviewRequest((item,), Verdict.ACCEPT), SILENT)
    here.carry(old, village)
    here.enrol(village, new)
    pack(village, PackRequest(), SILENT)
    here.enrol(village, old)
    assert states(village, item) == [State.ACCEPTED]
    with pytest.raises(Fixable) as nothing:
        hand_over(village, HandOverRequest(tmp_path), SILENT)
    assert nothing.value.code is ErrorCode.NOTHING_TO_PACK
    (second,) = tagged(village, photo(tmp_path / "2.png", 2))
    (came,) = here.carry(village, old).accepted
    assert (came.items, came.missing_before) == (1, 0)
    assert states(old, second) == [State.RECEIVED]
    assert replay.differences(village.store) == []
