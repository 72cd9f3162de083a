"""Stacked hubs: a city's coordinator hands up to its province what it accepted, and the province's word comes down."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.app.paths import config_folder
from kla_desktop.app.recover import RecoverRequest, recover
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.relaying import RelayChoice
from kla_desktop.model.request import RequestState
from kla_desktop.model.station import Trust
from kla_desktop.operations.ask import AskRequest, ask
from kla_desktop.operations.back_up import BackUpRequest, back_up
from kla_desktop.operations.choose_relay import ChooseRelayRequest, choose_relay, standing_choice
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.recovery import RecoveryRequest, write_recovery
from kla_desktop.operations.relay import RelayRequest, plan_relay, relay
from kla_desktop.operations.replace import ReplaceRequest
from kla_desktop.operations.replace import replace as replace_item
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.want import WantRequest, want
from kla_desktop.operations.withdraw import WithdrawRequest, withdraw
from kla_desktop.store import replay
from tests.kept_workers import kept
from tests.operations.country import Country, accepted, country, introduce, judge, states
from tests.operations.town import SILENT, photo, tagged


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Country]:
    """One city with one village, known at the province."""
    with country(tmp_path, cities=1, villages=1) as found:
        introduce(found)
        yield found


def test_what_the_city_accepted_goes_up_signed_by_the_village_and_a_return_comes_down(here: Country) -> None:
    province, (city,), (village,) = here.province, here.cities, here.villages
    (two,) = tagged(village, photo(here.folder / "b.png", 2))
    (one,) = accepted(here, 1)
    (arrived,) = here.carry(city, province).accepted
    assert arrived.items == 1
    (item,) = province.find([one])
    assert (item.station, item.has_bytes) == (village.me, False)
    assert states(province, one) == (State.RECEIVED, ["accept Petugas kota 1"])
    assert two not in province.store.evidence.find([two])
    assert not province.store.journal.about([two])[two]
    known = province.store.offices.station(village.me)
    assert known is not None
    assert (known.trust, known.home) == (Trust.BELOW, city.me)
    judge(province, one, Verdict.RETURN)
    here.carry(province, city)
    here.carry(city, village)
    assert states(city, one) == (State.ACCEPTED, ["return Petugas provinsi"])
    assert states(village, one) == (State.ACCEPTED, ["return Petugas provinsi"])
    rows = city.store.offices.bundles(sender=city.me, recipient=province.me)
    assert {row.received_by for row in rows} == {"Petugas provinsi"}
    for ws in here.everybody:
        assert not replay.differences(ws.store)


def test_only_news_goes_up_and_what_happens_to_an_item_follows_it(here: Country) -> None:
    province, (city,), (village,) = here.province, here.cities, here.villages
    one, two = accepted(here, 1, 2)
    here.carry(city, province)
    here.carry(province, city)
    assert not plan_relay(city, RelayRequest()).going, "a receipt and silence are no news"
    withdraw(village, WithdrawRequest((one,)), SILENT)
    (other,) = tagged(village, photo(here.folder / "c.png", 3))
    replace_item(village, ReplaceRequest(two, other), SILENT)
    here.carry(village, city)
    plan = plan_relay(city, RelayRequest())
    assert {going.item.id for going in plan.going} == {one, two}
    assert {len(going.proofs) for going in plan.going} == {1}, "what the province has receipted does not go again"
    here.carry(city, province)
    first, second = province.find([one, two])
    assert first.state is State.WITHDRAWN
    assert second.superseded_by == other
    assert other not in province.store.evidence.find([other]), "the new one is not accepted yet"


def test_bytes_stay_until_they_are_asked_for_and_the_list_says_which(here: Country) -> None:
    province, (city,) = here.province, here.cities
    one, two = accepted(here, 1, 2)
    here.carry(city, province, RelayRequest(evidence=(one,), blobs=True))
    assert [item.has_bytes for item in province.find([one])] == [True]
    here.carry(city, province)
    assert [item.has_bytes for item in province.find([one, two])] == [True, False]
    assert want(province, WantRequest((one, two)), SILENT).evidence == (two,)
    assert not want(province, WantRequest((two,)), SILENT).evidence
    here.carry(province, city)
    (going,) = plan_relay(city, RelayRequest()).going
    assert (going.item.id, going.asked, going.blob) == (two, True, True)
    here.carry(city, province)
    assert province.find([two])[0].has_bytes


def test_a_choice_of_indicator_place_and_year(here: Country) -> None:
    city, (village,) = here.cities[0], here.villages
    (one,) = accepted(here, 1)
    slug = city.find([one])[0].tags[0].indicator
    other = next(each.slug for each in city.catalogue.indicators if each.slug != slug)
    place = city.find([one])[0].place or village.station.place
    year = city.find([one])[0].year
    for request, wanted in [
        (RelayRequest(choice=RelayChoice(slug, place, year)), [one]),
        (RelayRequest(choice=RelayChoice(other)), []),
        (RelayRequest(choice=RelayChoice(place=type(place)("32.76.05"))), []),
        (RelayRequest(choice=RelayChoice(year=year - 1)), []),
    ]:
        plan = plan_relay(city, request)
        assert [going.item.id for going in plan.going] == wanted
        assert plan.left_out == 1 - len(wanted)


def test_what_a_choice_leaves_out_waits_and_goes_with_a_wider_one(here: Country) -> None:
    city, province, (village,) = here.cities[0], here.province, here.villages
    (one,), (two,) = accepted(here, 1), tagged(village, photo(here.folder / "lain.png", 77), indicator="10")
    here.carry(village, city)
    review(city, ReviewRequest((two,), Verdict.ACCEPT), SILENT)
    first, second = (city.find([item])[0].tags[0].indicator for item in (one, two))
    choose_relay(city, ChooseRelayRequest(RelayChoice(first)), SILENT)
    made = relay(city, RelayRequest(), SILENT)
    assert (made.items, made.left_out) == (1, 1)
    receive(province, ReceiveRequest(tuple(bundle.path for bundle in made.bundles)), SILENT)
    assert province.store.evidence.find([one, two]).keys() == {one}
    choose_relay(city, ChooseRelayRequest(RelayChoice(second)), SILENT)
    describe(village, DescribeRequest((one,), title="Kelas baru"), SILENT)
    here.carry(village, city)
    here.carry(city, province)
    held = province.store.evidence.find([one, two])
    assert held.keys() == {one, two}
    assert held[one].title == "Kelas baru", "what has gone up is followed by its news whatever is chosen"
    assert standing_choice(city) == RelayChoice(second)
    (third,) = accepted(here, 3)
    assert plan_relay(city, RelayRequest()).left_out == 1
    assert [one.item.id for one in plan_relay(city, RelayRequest((third,))).going] == [third], "what is named goes"
    assert choose_relay(city, ChooseRelayRequest(RelayChoice()), SILENT).changes
    here.carry(city, province)
    assert third in province.store.evidence.find([third])


def test_a_province_asks_a_village_through_its_city(here: Country) -> None:
    province, (city,), (village,) = here.province, here.cities, here.villages
    accepted(here, 1)
    here.carry(city, province)
    wanted = next(each.slug for each in province.catalogue.indicators if each.number == 9)
    ask(province, AskRequest(village.me, wanted, None, "", "Mohon dilengkapi"), SILENT)
    here.carry(province, city)
    here.carry(city, village)
    (asked,) = village.store.offices.requests(village.me)
    assert asked.asked_by == province.me
    (answer,) = tagged(village, photo(here.folder / "jawab.png", 9), indicator="9")
    here.carry(village, city)
    judge(city, answer, Verdict.ACCEPT)
    here.carry(city, province)
    (found,) = province.store.offices.requests(village.me)
    assert (found.state, found.evidence) == (RequestState.FULFILLED, answer)


@pytest.mark.heavy
def test_two_levels_further_up_the_village_is_still_heard_itself(tmp_path: Path) -> None:
    with kept(), country(tmp_path, cities=1, villages=1, ministry=True) as here:
        ministry, province, (city,), (village,) = here.ministry, here.province, here.cities, here.villages
        assert ministry is not None
        introduce(here)
        here.carry(province, ministry)
        here.accept(ministry, province)
        (one,) = accepted(here, 1)
        here.carry(city, province)
        here.carry(province, ministry)
        assert not ministry.store.evidence.find([one]), "the province has not accepted it"
        judge(province, one, Verdict.ACCEPT)
        here.carry(province, ministry)
        assert states(ministry, one) == (State.RECEIVED, ["accept Petugas kota 1", "accept Petugas provinsi"])
        known = ministry.store.offices.station(village.me)
        assert known is not None
        assert known.home == city.me
        want(ministry, WantRequest((one,)), SILENT)
        judge(ministry, one, Verdict.RETURN)
        for sender, receiver in [(ministry, province), (province, city), (city, village)]:
            here.carry(sender, receiver)
        assert set(states(village, one)[1]) == {"accept Petugas provinsi", "return Petugas pusat"}
        here.carry(city, province)
        here.carry(province, ministry)
        assert ministry.find([one])[0].has_bytes, "it came through the province"
        for ws in here.everybody:
            assert not replay.differences(ws.store)


@pytest.mark.heavy
def test_a_desk_of_the_province_judges_and_a_restored_city_goes_on(tmp_path: Path) -> None:
    with kept(), country(tmp_path, cities=1, villages=1) as here:
        introduce(here)
        province, (city,) = here.province, here.cities
        desk = here.desk_of(province, "meja")
        (one,) = accepted(here, 1)
        here.carry(city, province)
        backup = back_up(city, BackUpRequest(tmp_path / "kota.tar"), SILENT).path
        (late,) = accepted(here, 2)
        here.carry(city, province)
        here.carry(province, desk)
        assert {state for state, _ in (states(desk, item) for item in (one, late))} == {State.RECEIVED}
        judge(desk, one, Verdict.RETURN)
        here.carry(desk, province)
        here.restored(city, backup)
        (city,) = here.cities
        assert here.carry(province, city).accepted
        assert states(city, one)[1] == ["return Petugas meja"]
        (new,) = accepted(here, 3)
        (arrived,) = here.carry(city, province).accepted
        assert arrived.items >= 1
        assert states(province, new)[0] is State.RECEIVED
        assert not replay.differences(province.store)
        assert not replay.differences(desk.store)


def test_what_a_desk_of_the_city_judged_goes_up_as_the_citys_word(here: Country) -> None:
    province, (city,), (village,) = here.province, here.cities, here.villages
    desk = here.desk_of(city, "meja kota")
    here.carry(city, desk)
    one, two = tagged(village, *(photo(here.folder / f"{shade}.png", shade) for shade in (1, 2)))
    here.carry(village, city)
    here.carry(city, desk)
    judge(desk, one, Verdict.ACCEPT)
    here.carry(desk, city)
    (arrived,) = here.carry(city, province).accepted
    assert arrived.items == 1
    assert states(province, one) == (State.RECEIVED, ["accept Petugas meja kota"])
    judge(desk, one, Verdict.RETURN)
    judge(desk, two, Verdict.ACCEPT)
    here.carry(desk, city)
    here.carry(city, province)
    said = [states(province, item)[1] for item in (one, two)]
    assert said == [["return Petugas meja kota"], ["accept Petugas meja kota"]]
    judge(province, one, Verdict.RETURN)
    here.carry(province, city)
    (told,) = here.carry(city, desk).accepted
    assert told.sender == city.me
    assert states(desk, one) == states(city, one) == (State.RETURNED, ["return Petugas provinsi"])
    for ws in (province, city, desk):
        assert not replay.differences(ws.store)


def test_a_city_brought_back_by_its_paper_key_goes_on_with_its_province(tmp_path: Path) -> None:
    """From a backup: the old key signs for the new one, so that the province believes the city without being asked."""
    with country(tmp_path, cities=1, villages=1) as here:
        introduce(here)
        (city,) = here.cities
        paper = write_recovery(city, RecoveryRequest(tmp_path / "kunci.txt"), SILENT).path.read_text("ascii")
        (one,) = accepted(here, 1)
        here.carry(city, here.province)
        here.carry(here.province, city)
        backup = back_up(city, BackUpRequest(tmp_path / "kota.tar"), SILENT).path
        (late,) = accepted(here, 2)
        here.carry(city, here.province)  # what the lost laptop did after its backup
        (config_folder() / f"{city.store.local.setting('library')}.key").unlink()
        recover(RecoverRequest((backup,), paper, tmp_path / "kota baru"), SILENT)
        here.reopen(city, tmp_path / "kota baru")
        (city,) = here.cities
        judge(here.province, one, Verdict.RETURN)
        judge(here.province, late, Verdict.RETURN)
        received = here.carry(here.province, city)
        assert ([one.error.code for one in received.refused], len(received.accepted)) == ([], 1)
        assert states(city, one)[1] == ["return Petugas provinsi"]
        (new,) = accepted(here, 3)
        received = here.carry(city, here.province)
        assert ([one.error.code for one in received.refused], len(received.accepted)) == ([], 1)
        assert states(here.province, new)[1] == ["accept Petugas kota 1"]
        # the village tells once more what the city has forgotten
        again = pack(here.villages[0], PackRequest(from_start=True), SILENT).bundles
        assert receive(city, ReceiveRequest(tuple(made.path for made in again)), SILENT).refused == ()
        here.carry(city, here.province)
        here.carry(here.province, city)
        assert states(city, late)[1] == ["return Petugas provinsi"]
        for ws in (here.province, city):
            assert not replay.differences(ws.store)
