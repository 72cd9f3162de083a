"""Stacked hubs: a city's coordinator hands up to its province what it accepted, and the province's word comes down."""

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.app.paths import config_folder
from kla_desktop.app.recover import RecoverRequest, recover
from kla_desktop.bagging.profile import JOURNAL, MANIFEST, RELAYED_FOLDER, SIGNATURE, SIGNED_FILES, TAGMANIFEST
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import EvidenceId, StationId
from kla_desktop.model.journal import Draft, Event, Kind, from_line, to_line
from kla_desktop.model.listing import Item, ItemTag
from kla_desktop.model.relaying import RelayChoice
from kla_desktop.model.request import RequestState
from kla_desktop.model.station import Trust
from kla_desktop.operations.ask import AskRequest, ask
from kla_desktop.operations.back_up import BackUpRequest, back_up
from kla_desktop.operations.choose_relay import ChooseRelayRequest, choose_relay, standing_choice
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.dispatch import Load, dispatch, next_head
from kla_desktop.operations.enrol import EnrolmentRequest, EnrolRequest, above_keys, enrol, write_enrolment
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.recovery import RecoveryRequest, write_recovery
from kla_desktop.operations.relay import RelayRequest, plan_relay, relay
from kla_desktop.operations.replace import ReplaceRequest
from kla_desktop.operations.replace import replace as replace_item
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.rotate_keys import RotateRequest, rotate_keys
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.want import WantRequest, want
from kla_desktop.operations.withdraw import WithdrawRequest, withdraw
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.keys import SigningKey
from kla_desktop.sealing.signing import sign
from kla_desktop.store import replay
from tests.kept_workers import kept
from tests.operations.country import Country, country
from tests.operations.town import SILENT, photo, tagged

Files = dict[str, bytes]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Country]:
    """One city with one village, known at the province."""
    with country(tmp_path, cities=1, villages=1) as found:
        introduce(found)
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


# --- what is refused


def forged(
    here: Country,
    change: Callable[[Files], Files | None],
    said: Callable[[Event], Event] = lambda event: event,
    **more: object,
) -> ErrorCode | None:
    """Let the city relay with what its village signed changed; what the province says to it."""
    province, (city,) = here.province, here.cities
    plan = plan_relay(city, RelayRequest())
    (going,) = plan.going
    events = [*city.store.journal.of_station(city.me)]
    city.record([Draft(Kind.RELAYED, going.item.id, {})])
    events = [
        said(event)
        for event in city.store.journal.of_station(city.me)
        if event.kind in {"founded", "key_added", "station_accepted", "relayed", "reviewed"}
    ]
    files = []
    for proof in going.proofs:
        changed = change(city.store.proofs.files(proof.n))
        files += [(f"{RELAYED_FOLDER}{proof.bundle}/{name}", data) for name, data in (changed or {}).items()]
    load = Load([*events, *more.get("events", ())], 0, (), relayed=files)  # type: ignore[misc]
    made = dispatch(city, next_head(city, province.me), above_keys(city).seal, load, SILENT)
    received = receive(province, ReceiveRequest((made.path,)), SILENT)
    assert not province.store.evidence.find([going.item.id]) or received.accepted
    return received.refused[0].error.code if received.refused else None


def _other_title(files: Files) -> Files:
    lines = files[JOURNAL].decode().splitlines()
    changed = [to_line(replace(from_line(line), actor="Orang lain")) for line in lines]
    return files | {JOURNAL: ("\n".join(changed) + "\n").encode()}


def _cut_signature(files: Files) -> Files:
    lines = files[SIGNATURE].split(b"\n")  # the second one is the signature in base64
    lines[1] = lines[1][:40] + (b"B" if lines[1][40:41] == b"A" else b"A") + lines[1][41:]
    return files | {SIGNATURE: b"\n".join(lines)}


def test_a_city_cannot_change_or_invent_what_its_village_said(here: Country) -> None:
    city, (village,) = here.cities[0], here.villages
    (one,) = accepted(here, 1)
    assert forged(here, _other_title) is ErrorCode.BUNDLE_DAMAGED
    assert forged(here, _cut_signature) is ErrorCode.BUNDLE_FORGED
    assert forged(here, lambda files: files | {TAGMANIFEST: files[TAGMANIFEST] + b"x"}) is ErrorCode.BUNDLE_FORGED
    birth = next(e for e in village.store.journal.of_station(village.me) if e.subject == one)
    assert forged(here, lambda _: None, events=[birth]) is ErrorCode.BUNDLE_UNAUTHORISED
    assert forged(here, lambda files: files) is None
    assert states(here.province, one)[0] is State.RECEIVED
    assert city.me


def test_a_city_cannot_pass_on_or_judge_what_belongs_to_another(tmp_path: Path) -> None:
    with country(tmp_path, cities=2, villages=1) as here:
        introduce(here)
        province, (city, other), (village, _) = here.province, here.cities, here.villages
        (one,) = accepted(here, 1)
        here.carry(city, province)
        (item,) = province.find([one])
        said = {"indicator": item.tags[0].indicator, "sha256": item.digest.sha256, "verdict": "return"}
        grabs = [
            [Draft(Kind.REVIEWED, one, said | {"reason": "x", "note": ""})],
            [Draft(Kind.RELAYED, one, {})],
            [Draft(Kind.STATION_REVOKED, village.me, {"epoch": 0, "last_seq": 1})],
            [Draft(Kind.HUB_ACCEPTED, city.me, {})],
            [Draft(Kind.STATION_REVOKED, province.me, {"epoch": 0, "last_seq": 1})],
        ]
        for drafts in grabs:
            events = other.record(drafts)
            load = Load(events, 0, ())
            made = dispatch(other, next_head(other, province.me), above_keys(other).seal, load, SILENT)
            (refused,) = receive(province, ReceiveRequest((made.path,)), SILENT).refused
            assert refused.error.code is ErrorCode.BUNDLE_UNAUTHORISED
        proofs = city.store.proofs.of_items([one])[one]
        stolen = [
            (f"{RELAYED_FOLDER}{proof.bundle}/{name}", data)
            for proof in proofs
            for name, data in city.store.proofs.files(proof.n).items()
        ]
        made = dispatch(
            other, next_head(other, province.me), above_keys(other).seal, Load([], 0, (), relayed=stolen), SILENT
        )
        (refused,) = receive(province, ReceiveRequest((made.path,)), SILENT).refused
        assert refused.error.code is ErrorCode.BUNDLE_UNAUTHORISED, "signed for the first city"
        assert states(province, one) == (State.RECEIVED, ["accept Petugas kota 1"])


def test_a_province_cannot_speak_for_another_city_nor_a_relay_reach_somebody_else(tmp_path: Path) -> None:
    with country(tmp_path, cities=2, villages=1) as here:
        introduce(here)
        province, (city, other) = here.province, here.cities
        (one,) = accepted(here, 1)
        (bundle,) = relay(city, RelayRequest(), SILENT).bundles
        (refused,) = receive(other, ReceiveRequest((bundle.path,)), SILENT).refused
        assert refused.error.code is ErrorCode.BUNDLE_NOT_FOR_US
        (first,) = receive(province, ReceiveRequest((bundle.path,)), SILENT).accepted
        (again,) = receive(province, ReceiveRequest((bundle.path,)), SILENT).accepted
        assert (first.again_since, bool(again.again_since)) == ("", True)
        item = city.find([one])[0]
        said = {"indicator": item.tags[0].indicator, "sha256": item.digest.sha256, "verdict": "return"}
        word = other.record([Draft(Kind.REVIEWED, one, said | {"reason": "x", "note": ""})])
        seal = city.station.keys[-1].seal
        made = dispatch(province, next_head(province, city.me), seal, Load(word, 0, ()), SILENT)
        (refused,) = receive(city, ReceiveRequest((made.path,)), SILENT).refused
        assert refused.error.code is ErrorCode.BUNDLE_UNAUTHORISED


def test_a_known_key_is_not_replaced_by_the_citys_word(here: Country) -> None:
    province, (city,), (village,) = here.province, here.cities, here.villages
    accepted(here, 1)
    here.carry(city, province)
    own = SigningKey.from_text(city.secrets.signing)
    claim = {"role": "petugas", "place": "", "agency": "", "sign": own.public.to_text(), "seal": "x"}
    city.record([Draft(Kind.STATION_ACCEPTED, village.me, claim)])
    accepted(here, 5)
    assert forged(here, lambda files: signed_anew(_other_title(files), own)) is ErrorCode.BUNDLE_FORGED
    assert forged(here, lambda files: files) is None


def test_a_city_that_a_village_moved_to_brings_no_other_key_for_it(tmp_path: Path) -> None:
    with country(tmp_path, cities=2, villages=1) as here:
        introduce(here)
        (old, new), village, province = here.cities, here.villages[0], here.province
        accepted(replace(here, cities=[old]), 1)
        here.carry(old, province)
        own = SigningKey.from_text(new.secrets.signing)
        here.enrol(village, new)
        here.carry(village, new)
        here.accept(new, village)
        beside = replace(here, cities=[new])
        accepted(beside, 2)

        def as_its_own(event: Event) -> Event:
            claims = event.kind == Kind.STATION_ACCEPTED and event.subject == village.me
            return replace(event, data={**event.data, "sign": own.public.to_text()}) if claims else event

        changed = forged(beside, lambda files: signed_anew(_other_title(files), own), said=as_its_own)
        assert changed is ErrorCode.BUNDLE_FORGED
        assert forged(beside, lambda files: files) is None


def signed_anew(files: Files, key: SigningKey) -> Files:
    """Make a changed journal look whole, by a key of somebody else."""
    lines = files[MANIFEST].decode().splitlines()
    lines[0] = f"{hashlib.sha256(files[JOURNAL]).hexdigest()}  {JOURNAL}"
    files = files | {MANIFEST: ("\n".join(lines) + "\n").encode()}
    listed = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in SIGNED_FILES).encode()
    return files | {TAGMANIFEST: listed, SIGNATURE: sign(listed, key)}


@pytest.mark.heavy
def test_new_keys_at_city_and_village_do_not_break_the_chain(tmp_path: Path) -> None:
    with kept(), country(tmp_path, cities=1, villages=1) as here:
        introduce(here)
        province, (city,), (village,) = here.province, here.cities, here.villages
        (one,) = accepted(here, 1)
        here.carry(city, province)
        for ws in (village, city):
            rotate_keys(ws, RotateRequest(), SILENT)
            here.reopen(ws)
        (city,), (village,) = here.cities, here.villages
        (two,) = accepted(here, 2)
        (arrived,) = here.carry(city, province).accepted
        assert arrived.items == 1
        assert states(province, two)[0] is State.RECEIVED
        judge(province, two, Verdict.RETURN)
        assert here.carry(province, city).accepted
        assert states(city, two)[1] == ["return Petugas provinsi"]
        assert one


def test_a_hub_does_not_join_one_of_its_own(here: Country) -> None:
    file = write_enrolment(here.cities[0], EnrolmentRequest(here.folder / "kota.kla-daftar"), SILENT).path
    with pytest.raises(Fixable) as refused:
        enrol(here.province, EnrolRequest(file), SILENT)
    assert refused.value.code is ErrorCode.WRONG_ROLE
    with pytest.raises(Fixable) as refused:
        relay(here.province, RelayRequest(), SILENT)
    assert refused.value.code is ErrorCode.NOT_ENROLLED


# --- any order


@pytest.mark.heavy
@pytest.mark.parametrize("seed", [1, 3])
def test_any_order_of_deliveries_ends_alike(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    with kept(), country(tmp_path, cities=2, villages=2, ministry=True) as here:
        assert here.ministry is not None
        introduce(here)
        here.carry(here.province, here.ministry)
        here.accept(here.ministry, here.province)
        sent: list[tuple[StationId, Path]] = []
        for turn in range(6):
            act(here, rng, turn)
            sent += made_by_all(here, rng)
            for _ in range(5):
                deliver(here, rng.choice(sent))
        before = -1
        while len(sent) != before:
            before = len(sent)
            rng.shuffle(sent)
            for one in sent:
                deliver(here, one)
            sent += made_by_all(here, rng)
        for one in sent:
            deliver(here, one)
        check_alike(here)


def act(here: Country, rng: random.Random, turn: int) -> None:
    """Something happens everywhere."""
    for count, village in enumerate(here.villages):
        own = all_items(village)
        if turn % 2 == 0:
            tagged(village, photo(here.folder / f"{turn}-{count}.png", 20 * turn + count))
        else:
            chosen = rng.choice(own)
            if rng.random() < 0.3:
                withdraw(village, WithdrawRequest((chosen,)), SILENT)
            slug = rng.choice(village.catalogue.indicators).slug
            tag(village, TagRequest((chosen,), (slug,)), SILENT)
    for ws in [*here.cities, here.province, here.ministry]:
        assert ws is not None
        for item in ws.find(rng.choices(all_items(ws) or [], k=2) if all_items(ws) else []):
            if item.tags:
                verdict = rng.choice([Verdict.ACCEPT, Verdict.ACCEPT, Verdict.RETURN])
                review(ws, ReviewRequest((item.id,), verdict, reason="kurang jelas"), SILENT)


def all_items(ws: Workspace) -> list[EvidenceId]:
    return [EvidenceId(row[0]) for row in ws.store.database.rows("SELECT id FROM evidence ORDER BY id")]


def made_by_all(here: Country, rng: random.Random) -> list[tuple[StationId, Path]]:
    made: list[tuple[StationId, Path]] = []
    for upper in here.everybody:
        for lower in here.everybody:
            if lower.store.above == upper.me:
                limit = rng.choice([1, 1000, 10**9])
                wanted = RelayRequest(blobs=rng.random() < 0.5, max_size=limit)
                both = (*here.made_for(lower, upper, wanted), *here.made_for(upper, lower))
                made += [(bundle.recipient, bundle.path) for bundle in both]
    return made


def deliver(here: Country, sent: tuple[StationId, Path]) -> None:
    recipient, path = sent
    if path.is_file():
        received = receive(here.at(recipient), ReceiveRequest((path,)), SILENT)
        assert not received.refused, [one.error.code for one in received.refused]


def check_alike(here: Country) -> None:
    """Of an item that went up every level knows the same: its facts, and the word of each level."""
    for ws in here.everybody:
        assert not replay.differences(ws.store)
    told = 0
    for village in here.villages:
        above = [here.at(str(village.store.above)), here.province, *([here.ministry] if here.ministry else [])]
        for item in village.find(all_items(village)):
            for ws in above:
                found = ws.store.evidence.find([item.id]).get(item.id)
                if found is None:
                    break
                told += 1
                assert facts(found) == facts(item)
                for one, other in zip(
                    sorted(found.tags, key=by_indicator), sorted(item.tags, key=by_indicator), strict=True
                ):
                    assert words_of_levels(ws, one) == words_of_levels(village, other)
    assert told > len(here.villages)


def by_indicator(one: ItemTag) -> str:
    return one.indicator


def facts(item: Item) -> tuple[object, ...]:
    names = ("station", "digest", "name", "title", "captured_at", "superseded_by", "claims")
    return (*(getattr(item, name) for name in names), sorted(one.indicator for one in item.tags))


def words_of_levels(ws: Workspace, one: ItemTag) -> set[tuple[str, str]]:
    """The verdicts that a holder knows, by level."""
    own = {State.ACCEPTED: "accept", State.RETURNED: "return"}.get(one.state)
    said = {(str(word.hub), str(word.verdict)) for word in one.elsewhere}
    return said | ({(str(ws.store.coordinator), own)} if own else set())
