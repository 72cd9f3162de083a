"""Stacked hubs: what a city cannot change, invent or pass on, whose keys count, and who joins whom."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.bagging.profile import JOURNAL, MANIFEST, RELAYED_FOLDER, SIGNATURE, SIGNED_FILES, TAGMANIFEST
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.journal import Draft, Event, Kind, from_line, to_line
from kla_desktop.operations.dispatch import Load, dispatch, next_head
from kla_desktop.operations.enrol import EnrolmentRequest, EnrolRequest, above_keys, enrol, write_enrolment
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.relay import RelayRequest, plan_relay, relay
from kla_desktop.operations.rotate_keys import RotateRequest, rotate_keys
from kla_desktop.sealing.keys import SigningKey
from kla_desktop.sealing.signing import sign
from tests.kept_workers import kept
from tests.operations.country import Country, accepted, country, introduce, judge, states
from tests.operations.town import SILENT

Files = dict[str, bytes]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Country]:
    """One city with one village, known at the province."""
    with country(tmp_path, cities=1, villages=1) as found:
        introduce(found)
        yield found


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
