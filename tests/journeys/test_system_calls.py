"""T04: the N-th call that changes the disk fails, for N = 1, 2, 3 … until a command runs through.

The disk refuses once, or from then on; it is full, it cannot read or write, it may only be read, access is denied. Each
time: the command says so in one sentence, nothing acknowledged is lost, no item is there twice, no half file stands
under a final name, and the same command then does its work, whatever was left behind.
"""

import errno
import os
import random
import shutil
from pathlib import Path

import pytest

from tests.cli.kla import Town, take
from tests.faults.trial import Deed, Trial, mixed, tagged_town
from tests.faults.zygote import Zygote

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES)
SEED = int(os.environ.get("KLA_FAULT_SEED") or random.SystemRandom().randrange(1 << 32))
TOLD = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "folder_read_only",
    errno.EFBIG: "fat32_limit",
    errno.EIO: "drive_error",
}
MOST = 5000
"""Calls of one command; one that never runs through ends here."""


def _waiting(town: Town) -> None:
    tagged_town(town)
    town.village.do("pack")


def _packed(town: Town) -> Path:
    tagged_town(town)
    (bundle,) = town.village.do("pack", "--out", town.folder / "keluar")["bundles"]
    return Path(bundle["path"])


def _known_sender(town: Town) -> None:
    (held,) = town.desk.run("receive", _packed(town)).document["held"]
    town.desk.do("stations", "--accept", held["station"])
    for one in take(town.village, *mixed(town, 50)):
        town.village.do("tag", one, "6")
    town.village.do("pack", "--out", town.folder / "kedua")


def _stored(town: Town) -> None:
    take(town.desk, *mixed(town))
    (town.folder / "gudang").mkdir()
    town.desk.do("storage", "set", (town.folder / "gudang").as_uri())
    town.desk.do("storage", "keep", "0")


def _no_half_copy(town: Town, done: bool) -> None:
    outbox = {path.name: path.read_bytes() for path in (town.village.library / "outbox").iterdir()}
    for copy in town.stick.rglob("*.kla"):
        assert copy.read_bytes() == outbox[copy.name], "half a bundle under a final name"
    assert not done or outbox.keys() == {copy.name for copy in town.stick.rglob("*.kla")}


def _bundle_is_there(town: Town, done: bool) -> None:
    waiting = list((town.village.library / "outbox").iterdir())
    assert len(waiting) == 1 or not done
    for path in waiting:
        town.desk.do("inspect", path)


def _all_in_one_place(town: Town, _: bool) -> None:
    assert town.desk.do("storage", "verify", "--all")["lost"] == []


def _no_half_backup(town: Town, done: bool) -> None:
    backup = town.folder / "cadangan.tar"
    assert backup.exists() or not done
    if backup.exists():
        town.village.do("--library", town.folder / "pulih", "restore", backup)
        shutil.rmtree(town.folder / "pulih")
        backup.unlink()


def _whole_or_not_there(town: Town, done: bool) -> None:
    """A restored library is whole, or there is none."""
    folder = town.folder / "lain/pulih"
    if done or folder.exists():
        assert town.village.do("--library", folder, "check")["problems"] == []
        shutil.rmtree(folder)


def _a_library_or_none(town: Town, done: bool) -> None:
    folder = town.folder / "baru"
    if done or (folder / "library.json").exists():
        assert town.village.do("--library", folder, "check")["problems"] == []


def _backed_up(town: Town) -> None:
    tagged_town(town)
    town.village.do("backup", "--out", town.folder / "cadangan.tar")
    (town.folder / "lain").mkdir()


INIT = ("init", "--role", "petugas", "--place", "32.76.01.1008", "--actor", "Siti A.")
DEEDS = {
    "init": Deed(
        lambda _: None,
        lambda town: (*("--library", town.folder / "baru"), *INIT),
        outside=lambda town: town.folder / "baru",
        holds=_a_library_or_none,
        done_before="library_exists",
    ),
    "ingest": Deed(mixed, lambda town: ("ingest", town.folder / "DCIM")),
    "pack": Deed(tagged_town, lambda _: ("pack",), holds=_bundle_is_there, done_before="nothing_to_pack"),
    "hand-over": Deed(
        _waiting,
        lambda town: ("hand-over", town.stick),
        outside=lambda town: town.stick,
        holds=_no_half_copy,
    ),
    "receive": Deed(_known_sender, lambda town: ("receive", town.folder / "kedua"), lambda town: town.desk),
    "move": Deed(
        _stored,
        lambda _: ("storage", "move"),
        lambda town: town.desk,
        lambda town: town.folder / "gudang",
        _all_in_one_place,
    ),
    "backup": Deed(
        tagged_town,
        lambda town: ("backup", "--out", town.folder / "cadangan.tar"),
        outside=lambda town: town.folder / "cadangan.tar",
        holds=_no_half_backup,
    ),
    "restore": Deed(
        _backed_up,
        lambda town: ("--library", town.folder / "lain/pulih", "restore", town.folder / "cadangan.tar"),
        outside=lambda town: town.folder / "lain",
        holds=_whole_or_not_there,
    ),
}


@pytest.mark.heavy
@pytest.mark.timeout(4 * 3600)
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from_then_on"])
@pytest.mark.parametrize("name", DEEDS)
def test_every_call_fails(tmp_path: Path, zygote: Zygote, name: str, lasting: bool) -> None:
    trial = Trial(DEEDS[name], tmp_path, zygote)
    tried = 0
    for error in ERRORS:
        nth = 1
        while trial.once(nth, error, lasting=lasting):
            nth += 1
            assert nth < MOST
        tried += nth - 1
    print(f"{name}: {tried} faults; said {dict(trial.said)}")
    assert tried > 20


@pytest.mark.parametrize("calls", [(4,), pytest.param((1, 9, 16, 30, 60), marks=pytest.mark.heavy)])
def test_a_disk_that_goes_on_refusing_is_told_as_what_it_is(
    tmp_path: Path, zygote: Zygote, calls: tuple[int, ...]
) -> None:
    """Whatever SQLite makes of it: where its log begins it says of a full disk that it fails."""
    trial = Trial(DEEDS["ingest"], tmp_path, zygote)
    for error, said in TOLD.items():
        trial.said.clear()
        for nth in calls:
            trial.once(nth, error, lasting=True)
        assert trial.said.keys() <= {said}, errno.errorcode[error]
        assert trial.said


def test_some_calls_fail(tmp_path: Path, zygote: Zygote) -> None:
    """A share of it, at every run other places."""
    print(f"KLA_FAULT_SEED={SEED}")
    chance = random.Random(SEED)
    trial = Trial(DEEDS[chance.choice(list(DEEDS))], tmp_path, zygote)
    for _ in range(2):
        trial.once(chance.randrange(1, 100), chance.choice(ERRORS), lasting=chance.random() < 0.5)
