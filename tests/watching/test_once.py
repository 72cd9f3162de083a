"""One pass over folders (`kla watch --once`): everything that settles in time, then it ends."""

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from kla_desktop.watching.once import Batch, settle_once
from kla_desktop.watching.scan import Fingerprint, OddKind
from tests.patience import PROMPT
from tests.watching.taker import nothing_known
from tests.watching.writers import dribble


def run_once(
    *folders: Path,
    wait_seconds: float = 5.0,
    settle_seconds: float = 0.5,
    known: Callable[[str], Mapping[str, Fingerprint]] = nothing_known,
) -> list[Batch]:
    return list(settle_once([*map(str, folders)], known, settle_seconds=settle_seconds, wait_seconds=wait_seconds))


def test_one_pass_gives_everything_in_batches_and_ends(tmp_path: Path) -> None:
    for number in range(450):
        (tmp_path / f"{number}.jpg").write_bytes(b"x")
    (tmp_path / "kosong.jpg").touch()
    batches = run_once(tmp_path, tmp_path / "gone")
    sizes = [len(batch.files) for batch in batches]
    assert (sum(sizes), max(sizes) <= 200) == (450, True)
    assert len({file.path for batch in batches for file in batch.files}) == 450
    assert {odd.kind for batch in batches for odd in batch.odd} == {OddKind.EMPTY, OddKind.MISSING}


def test_one_pass_with_nothing_new_ends_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    (batch,) = run_once(tmp_path)
    held = {"a.jpg": batch.files[0].fingerprint}
    began = time.monotonic()
    assert run_once(tmp_path, settle_seconds=2 * PROMPT, known=lambda _folder: held) == []
    assert time.monotonic() - began < PROMPT


def test_one_pass_waits_for_a_writer_but_not_for_ever(tmp_path: Path) -> None:
    slow, endless, stop = tmp_path / "slow.jpg", tmp_path / "endless.jpg", threading.Event()
    endless.write_bytes(b"x")

    def write_endlessly() -> None:
        while not stop.is_set():
            with endless.open("ab") as file:
                file.write(b"x")
            time.sleep(0.05)

    slow.write_bytes(b"0")
    threads = [threading.Thread(target=dribble, args=(slow, b"y" * 1500)), threading.Thread(target=write_endlessly)]
    for thread in threads:
        thread.start()
    try:
        batches = run_once(tmp_path, wait_seconds=2.0)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert [(Path(file.path).name, file.size) for batch in batches for file in batch.files] == [("slow.jpg", 1500)]
    assert [(Path(odd.path).name, odd.kind) for odd in batches[-1].odd] == [("endless.jpg", OddKind.STILL_CHANGING)]
