"""T05: the disk is full, again and again, and every time the same running program goes on once there is room.

The library lies on a small drive of its own. The ballast beside it leaves less and less room, down to none.
"""

import hashlib
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.station import Role
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.enrol import EnrolmentRequest, EnrolRequest, enrol, write_enrolment
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.system.files import free_space
from tests.operations.town import SILENT, alone

ROOM = 48 << 20
FILES, SIZE = 3, 60_000


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Path]:
    """A drive of 48 MiB, where this test may mount one."""
    folder = tmp_path / "kecil"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


class Ballast:
    """Leaves just so much room."""

    def __init__(self, drive: Path) -> None:
        self._file = drive / "pemberat"

    def leave(self, room: int) -> None:
        with self._file.open("wb") as out:
            while (more := free_space(self._file.parent) - room) > 0:
                out.write(bytes(min(more, 1 << 20)))
                out.flush()

    def throw_off(self) -> None:
        self._file.unlink()


def is_refused(act: Callable[[], object]) -> bool:
    """Do something; tell whether the full disk was said. Anything else that goes wrong is a fault of ours."""
    try:
        act()
    except Fixable as error:
        if error.code is not ErrorCode.DISK_FULL:
            raise
        return True
    return False


@pytest.mark.parametrize("steps", [6, pytest.param(64, marks=pytest.mark.heavy)])
def test_every_step_of_a_filling_disk_is_recovered_from(tmp_path: Path, drive: Path, steps: int) -> None:
    chance = random.Random(seed := 505)
    print(f"seed {seed}")
    ballast, refused, digests = Ballast(drive), Counter[str](), list[str]()
    library = drive / "pustaka"
    bootstrap.create(library, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti A."))
    with alone(tmp_path) as desk, bootstrap.opened(library) as ws:
        enrol(ws, EnrolRequest(write_enrolment(desk, EnrolmentRequest(tmp_path / "d.kla-daftar"), SILENT).path), SILENT)

        def items() -> tuple[EvidenceId, ...]:
            """What is there of all that was ever taken in: nothing lost, nothing twice."""
            found = [ws.store.evidence.of_digest(sha256) for sha256 in digests]
            assert {len(owners) for owners in found} == {1}
            return tuple(owners[0] for owners in found)

        def fails(what: str, act: Callable[[], object]) -> None:
            refused[what] += is_refused(act)

        for step in range(steps):
            folder = tmp_path / f"{step}"
            folder.mkdir()
            files = [folder / f"{number}.bin" for number in range(FILES)]
            for file in files:
                file.write_bytes(chance.randbytes(SIZE))
            ballast.leave(int(FILES * SIZE * 3 * (steps - 1 - step) / steps))
            fails("ingest", lambda: ingest(ws, IngestRequest((str(folder),)), SILENT))  # noqa: B023 - called at once
            if digests:
                slugs = tuple(one.slug for one in chance.sample(ws.catalogue.indicators, 3))
                fails("tag", lambda: tag(ws, TagRequest(items(), slugs), SILENT))  # noqa: B023
            ballast.throw_off()
            assert ingest(ws, IngestRequest((str(folder),)), SILENT).failed == ()
            digests += [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
            tag(ws, TagRequest(items(), (ws.catalogue.find("6").slug,)), SILENT)
            if step % 8 == 5:
                ballast.leave(chance.randrange(2 * SIZE))
                fails("pack", lambda: pack(ws, PackRequest(), SILENT))
                ballast.throw_off()
                if not [*ws.store.outbox.iterdir()]:
                    pack(ws, PackRequest(), SILENT)
            assert check_library(ws, CheckRequest(), SILENT).ok
            assert list(ws.store.temporary.iterdir()) == []
    print(f"refused in {steps} steps: {dict(refused)}")
    assert refused["ingest"] >= steps // 4
    assert refused["pack"]
