"""A bundle with one flipped bit, or cut short, is refused whole: nothing imported, no stray file."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from tests.kept_workers import kept
from tests.operations.town import SILENT, Town, photo, tagged, town

REFUSALS = {
    ErrorCode.BUNDLE_DAMAGED,
    ErrorCode.BUNDLE_NOT_FOR_US,  # a flip in the header's stanza hides our key
    ErrorCode.NOT_A_BUNDLE,
    ErrorCode.BUNDLE_FORGED,
    ErrorCode.BUNDLE_TOO_NEW,
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, Path]]:
    with kept(), town(tmp_path_factory.mktemp("town")) as made:
        made.introduce(made.village)
        tagged(made.village, *(photo(made.folder / f"{n}.png", n) for n in range(4)))
        (bundle,) = pack(made.village, PackRequest(), SILENT).bundles
        yield made, bundle.path


def attempts(flips: int, cuts: int, seed: int) -> list[tuple[str, int]]:
    rng = random.Random(seed)
    return [("flip", rng.randrange(10**6)) for _ in range(flips)] + [("cut", rng.randrange(10**6)) for _ in range(cuts)]


def refuse(here: tuple[Town, Path], how: str, number: int, where: Path) -> None:
    made, bundle = here
    data = bytearray(bundle.read_bytes())
    at = number % len(data)
    if how == "flip":
        data[at] ^= 1 << number % 8
    else:
        del data[at:]
    damaged = where / bundle.name
    damaged.write_bytes(data)
    store = made.desk.store
    before = (store.journal.last_position(made.desk.me), store.evidence.state_counts(), sorted(store.objects.names()))
    result = receive(made.desk, ReceiveRequest((damaged,)), SILENT)
    after = (store.journal.last_position(made.desk.me), store.evidence.state_counts(), sorted(store.objects.names()))
    assert [one.error.code in REFUSALS for one in result.refused] == [True], (how, number)
    assert before == after
    assert list(store.temporary.iterdir()) == list(store.held_folder.iterdir()) == []


@pytest.mark.parametrize(("how", "number"), attempts(100, 50, 20261124))
def test_damage_is_refused(here: tuple[Town, Path], tmp_path: Path, how: str, number: int) -> None:
    refuse(here, how, number, tmp_path)


def test_the_whole_bundle_still_enters_afterwards(here: tuple[Town, Path]) -> None:
    made, bundle = here
    assert receive(made.desk, ReceiveRequest((bundle,)), SILENT).accepted[0].new == 4
