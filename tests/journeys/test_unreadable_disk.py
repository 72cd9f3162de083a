"""The read side of T04: the N-th call that reads the library fails, for N = 1, 2, 3 … until a command runs through.

The disk says EIO once, or from then on. Each time: the command does its work nevertheless, or says in one sentence that
the disk fails, or lists what it could not read; nothing is lost, and once the disk reads again it does its work.
"""

import errno
import os
import random
import shutil
from pathlib import Path

import pytest

from tests.cli.kla import Town
from tests.faults.trial import Deed, Trial, tagged_town
from tests.faults.zygote import Zygote

SEED = int(os.environ.get("KLA_FAULT_SEED") or random.SystemRandom().randrange(1 << 32))
MOST = 5000
"""Calls of one command; one that never runs through ends here."""
OF_THE_DISK = {"drive_error", "drive_gone", "listed"}
"""What may be said of a disk that cannot be read."""


def _item(town: Town) -> str:
    return str(town.village.do("list")["items"][0]["id"])


def _with_hub(town: Town) -> None:
    tagged_town(town)
    (town.folder / "hub").mkdir()
    town.village.do("hub", "set", (town.folder / "hub").as_uri())


def _no_tables(town: Town, _: bool) -> None:
    shutil.rmtree(town.folder / "tabel", ignore_errors=True)


DEEDS = {
    "list": Deed(tagged_town, lambda _: ("list",)),
    "search": Deed(tagged_town, lambda _: ("search", "cadangan")),
    "show": Deed(tagged_town, lambda town: ("show", _item(town), "--history")),
    "open": Deed(tagged_town, lambda town: ("open", _item(town), "--out", town.folder / "asli")),
    "coverage": Deed(tagged_town, lambda _: ("coverage",)),
    "duplicates": Deed(tagged_town, lambda _: ("duplicates",)),
    "suggest": Deed(tagged_town, lambda town: ("suggest", _item(town))),
    "tag": Deed(tagged_town, lambda town: ("tag", _item(town), "7")),
    "dossier": Deed(tagged_town, lambda town: ("dossier", "--out", town.folder / "dosir.pdf")),
    "export": Deed(
        tagged_town, lambda town: ("export", "--format", "csv", "--out", town.folder / "tabel"), holds=_no_tables
    ),
    "pack": Deed(tagged_town, lambda _: ("pack",), done_before="nothing_to_pack"),
    "backup": Deed(tagged_town, lambda town: ("backup", "--out", town.folder / "cadangan.tar")),
    "check": Deed(tagged_town, lambda _: ("check",)),
    "repair": Deed(tagged_town, lambda _: ("check", "--repair")),
    "sync": Deed(_with_hub, lambda _: ("sync", "--once"), outside=lambda town: town.folder / "hub"),
}


def _judged(trial: Trial) -> None:
    assert not trial.said.keys() - OF_THE_DISK, trial.said


@pytest.mark.heavy
@pytest.mark.timeout(2 * 3600)
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from_then_on"])
@pytest.mark.parametrize("name", DEEDS)
def test_every_read_fails(tmp_path: Path, zygote: Zygote, name: str, lasting: bool) -> None:
    trial = Trial(DEEDS[name], tmp_path, zygote)
    nth = 1
    while trial.once(nth, errno.EIO, lasting=lasting, reading=True):
        nth += 1
        assert nth < MOST
    print(f"{name}: {nth - 1} faults; said {dict(trial.said)}")
    _judged(trial)
    assert nth > 10


def test_some_reads_fail(tmp_path: Path, zygote: Zygote) -> None:
    """A share of it, at every run other places."""
    print(f"KLA_FAULT_SEED={SEED}")
    chance = random.Random(SEED)
    trial = Trial(DEEDS[chance.choice(list(DEEDS))], tmp_path, zygote)
    trial.once(chance.randrange(1, 60), errno.EIO, lasting=False, reading=True)
    trial.once(chance.randrange(1, 60), errno.EIO, lasting=True, reading=True)
    _judged(trial)
