"""A bundle lost as a file: the next whole one says since which number it repeats, and the gap is closed."""

import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.bagging.profile import read_bag_info, write_bag_info
from kla_desktop.model.bundle import Come
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.ids import EvidenceId
from kla_desktop.operations import desk_bundles
from kla_desktop.operations import reply as reply_module
from kla_desktop.operations.dispatch import PackedBundle
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceivedBundle, ReceiveRequest, receive
from kla_desktop.operations.relay import RelayRequest, relay
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import SilentProgress
from tests.kept_workers import kept
from tests.operations.country import Country, country
from tests.operations.parcels import HEAD
from tests.operations.town import SILENT, Town, photo, tagged, town

WRITTEN_BEFORE = b"""Bundle-Format: 1.0
Bag-Software-Agent: KLA Desktop
Bagging-Date: 2026-11-23
External-Identifier: 0199-b1
Payload-Oxum: 10.2
Sender: 0199-a1
Recipient: 0199-c1
Running-Number: 7
Previous-Bundle: 0199-b0
Acknowledges: 3
Catalogue-Edition: permen-12-2022
Place: 32.76.01.1008
Period: 2025
Made-At: 2026-11-23T00:00:00.000+00:00
"""
"""What the version wrote that knew no `Repeats-Since`."""


@pytest.fixture(autouse=True)
def _workers() -> Iterator[None]:
    with kept():
        yield


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def judged(here: Town, item: EvidenceId, verdict: Verdict) -> PackedBundle:
    """The secretariat judges an item of the village; give its reply."""
    review(here.desk, ReviewRequest((item,), verdict, reason="buram"), SILENT)
    (made,) = reply(here.desk, ReplyRequest((here.village.me,)), SILENT).bundles
    return made


def taken(ws: Workspace, made: PackedBundle) -> ReceivedBundle:
    result = receive(ws, ReceiveRequest((made.path,)), SILENT)
    assert result.refused == ()
    (one,) = result.accepted
    return one


def test_the_head_of_the_version_before_is_read_and_a_new_one_differs_by_lines_it_passes_over() -> None:
    before = replace(HEAD, number=7, acknowledges=3, previous="0199-b0")
    assert write_bag_info(before, 10, 2) == WRITTEN_BEFORE
    assert read_bag_info(WRITTEN_BEFORE).head == before
    new = write_bag_info(replace(before, repeats_since=3, together_from=6), 10, 2)
    added = set(new.splitlines()) - set(WRITTEN_BEFORE.splitlines())
    assert added == {b"Repeats-Since: 3", b"Together-From: 6"}
    assert [line for line in new.splitlines() if line not in added] == WRITTEN_BEFORE.splitlines()
    assert read_bag_info(new).head == replace(before, repeats_since=3, together_from=6)


@pytest.mark.parametrize("wrong", [(7, 0), (8, 0), (0, 3), (3, 3), (3, 7), (4, 3)])
def test_numbers_that_cannot_be_are_damage(wrong: tuple[int, int]) -> None:
    lines = f"Repeats-Since: {wrong[0]}\nTogether-From: {wrong[1]}\n".encode()
    with pytest.raises(Fixable) as raised:
        read_bag_info(WRITTEN_BEFORE + lines)
    assert raised.value.code is ErrorCode.BUNDLE_DAMAGED


def test_a_lost_reply_is_made_up_for_by_the_next_and_told_no_more(here: Town) -> None:
    here.introduce(here.village)
    (item,) = tagged(here.village, photo(here.folder / "a.png", 1))
    here.carry(here.village, here.desk)
    judged(here, item, Verdict.RETURN).path.unlink()
    came = taken(here.village, judged(here, item, Verdict.ACCEPT))
    assert came.missing_before == 0
    assert here.village.store.local.came(here.desk.me) == [Come(2, 1)]
    assert here.village.find([item])[0].state is State.ACCEPTED
    tagged(here.village, photo(here.folder / "b.png", 2))
    here.carry(here.village, here.desk)
    assert here.desk.store.local.acknowledged_by(here.village.me) == 2
    assert list(here.desk.store.outbox.iterdir()) == []
    taken(here.village, judged(here, item, Verdict.RETURN))
    assert here.village.store.local.came(here.desk.me)[-1] == Come(3), "there is nothing left to repeat"


def test_a_gap_left_by_the_version_before_stays_until_a_new_bundle_comes(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.introduce(here.village)
    (item,) = tagged(here.village, photo(here.folder / "a.png", 1))
    here.carry(here.village, here.desk)
    with monkeypatch.context() as before:
        before.setattr(reply_module, "telling_all", lambda _ws, head: head)  # as it made them
        judged(here, item, Verdict.RETURN).path.unlink()
        came = taken(here.village, judged(here, item, Verdict.ACCEPT))
    assert came.missing_before == 1
    assert here.village.store.local.acknowledged(here.desk.me) == 0
    assert taken(here.village, judged(here, item, Verdict.RETURN)).missing_before == 0
    assert here.village.store.local.acknowledged(here.desk.me) == 3


def test_of_a_station_that_sends_again_in_parts_all_have_to_come(here: Town) -> None:
    here.introduce(here.village)
    ids = tagged(here.village, *(photo(here.folder / f"{n}.png", n) for n in (1, 2, 3)))
    for lost in pack(here.village, PackRequest(max_size=1), SILENT).bundles:
        lost.path.unlink()
    parts = pack(here.village, PackRequest(everything=True, max_size=1), SILENT).bundles
    assert len(parts) == 4  # the introduction has no receipt at the village yet
    numbers = [taken(here.desk, parts[at]).missing_before for at in (3, 0, 1)]
    assert numbers == [6, 3, 3]  # three were lost, and of the parts some are on their way
    assert here.desk.store.local.acknowledged(here.village.me) == 1
    taken(here.desk, parts[2])
    assert here.desk.store.local.acknowledged(here.village.me) == 8
    assert all(item.state is State.RECEIVED for item in here.desk.find(ids))
    (answer,) = reply(here.desk, ReplyRequest(), SILENT).bundles
    taken(here.village, answer)
    assert list(here.village.store.outbox.iterdir()) == []


def test_certain_items_alone_close_no_gap(here: Town) -> None:
    here.introduce(here.village)
    one, two = tagged(here.village, *(photo(here.folder / f"{n}.png", n) for n in (1, 2)))
    pack(here.village, PackRequest(), SILENT).bundles[0].path.unlink()
    (some,) = pack(here.village, PackRequest((one,), everything=True), SILENT).bundles
    assert taken(here.desk, some).missing_before == 1
    assert two not in here.desk.store.evidence.find([two])
    (rest,) = pack(here.village, PackRequest(everything=True), SILENT).bundles
    assert taken(here.desk, rest).missing_before == 0


def test_a_hub_closes_its_gap_above_only_if_it_keeps_no_bytes_back(tmp_path: Path) -> None:
    with country(tmp_path, cities=1, villages=1) as here:
        city, village = here.cities[0], here.villages[0]
        here.carry(city, here.province)
        here.accept(here.province, city)
        (item,) = tagged(village, photo(tmp_path / "a.png", 1))
        here.carry(village, city)
        review(city, ReviewRequest((item,), Verdict.ACCEPT), SILENT)
        relay(city, RelayRequest(blobs=True), SILENT).bundles[0].path.unlink()
        (without,) = relay(city, RelayRequest(everything=True), SILENT).bundles
        assert taken(here.province, without).missing_before == 1
        (reply_,) = reply(here.province, ReplyRequest(), SILENT).bundles
        taken(city, reply_)  # it has the words, not the bytes
        (whole,) = relay(city, RelayRequest(everything=True, blobs=True), SILENT).bundles
        assert taken(here.province, whole).missing_before == 0
        assert here.province.find([item])[0].has_bytes


@pytest.mark.parametrize("seed", [1, 2])
def test_a_desk_hears_all_and_no_byte_thrice_whatever_is_lost(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bundles of several parts to a desk: some never come, the others in any order; in the end nothing is repeated."""
    monkeypatch.setattr(desk_bundles, "MAX_SIZE", 70_000)
    chance = random.Random(seed)
    with country(tmp_path, cities=1, villages=1) as here:
        city, village = here.cities[0], here.villages[0]
        desk = here.desk_of(city, "meja")
        for number in range(4):
            files = []
            for part in range(chance.randint(1, 3)):
                file = tmp_path / f"{number}-{part}.bin"
                file.write_bytes(random.Random(f"{seed} {number} {part}").randbytes(40_000))
                files.append(file)
            tagged(village, *files)
            here.carry(village, city)
            _some_come(here, city, desk, chance)
            _some_come(here, desk, city, chance)
        last = reply(city, ReplyRequest((desk.me,), everything=True), SILENT).bundles
        for made in last:
            taken(desk, made)
        assert desk.store.local.acknowledged(city.me) == max(one.number for one in desk.store.local.came(city.me))
        (word,) = reply(desk, ReplyRequest(everything=True), SILENT).bundles
        taken(city, word)
        own = city.store.evidence.find(
            [EvidenceId(row[0]) for row in city.store.database.rows("SELECT id FROM evidence")]
        )
        assert desk.store.evidence.find(list(own)).keys() == own.keys()
        assert all(item.has_bytes for item in desk.store.evidence.find(list(own)).values())
        (small,) = reply(city, ReplyRequest((desk.me,), everything=True), SILENT).bundles
        assert small.size < 40_000, "evidence that came is not repeated"


def _some_come(here: Country, sender: Workspace, receiver: Workspace, chance: random.Random) -> None:
    made = list(here.made_for(sender, receiver))
    chance.shuffle(made)
    for one in made:
        if chance.random() < 0.5:
            taken(receiver, one)


class _Looks(SilentProgress):
    """Tells when whoever waits has looked up."""

    def __init__(self) -> None:
        self.looked = threading.Event()

    def checkpoint(self) -> None:
        self.looked.set()


def test_two_that_make_bundles_at_once_take_turns_and_number_one_after_the_other(here: Town) -> None:
    here.introduce(here.village)
    made: list[PackedBundle] = []
    progress = _Looks()
    other = threading.Thread(target=lambda: made.extend(reply(here.desk, ReplyRequest(), progress).bundles))
    with here.desk.store.making:
        other.start()
        assert progress.looked.wait(60)
        (first,) = reply(here.desk, ReplyRequest(), SILENT).bundles
    other.join(60)
    assert not other.is_alive()
    assert made == [], "what was told meanwhile is not told again"
    rows = here.desk.store.offices.bundles(sender=here.desk.me)
    assert [row.id for row in rows] == [first.id]


def test_a_later_part_is_understood_where_the_first_was_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first part alone said once who speaks for the secretariat: a further desk's verdicts were refused."""
    monkeypatch.setattr(desk_bundles, "MAX_SIZE", 70_000)
    with country(tmp_path, cities=1, villages=1) as here:
        city, village = here.cities[0], here.villages[0]
        late, judge = here.desk_of(city, "belakangan"), here.desk_of(city, "peninjau")
        files = [tmp_path / f"{number}.bin" for number in range(4)]
        for number, file in enumerate(files):
            file.write_bytes(random.Random(number).randbytes(40_000))
        items = tagged(village, *files)
        here.carry(village, city)
        here.carry(city, judge)
        review(judge, ReviewRequest(tuple(items), Verdict.RETURN, reason="Buram"), SILENT)
        here.carry(judge, city)
        first, *others = reply(city, ReplyRequest((late.me,)), SILENT).bundles
        assert others
        for made in reversed(others):
            taken(late, made)
        taken(late, first)
        assert {item.state for item in late.find(items)} == {State.RETURNED}
