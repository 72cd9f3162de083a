"""`kla coordinator serve`: says its address once it is ready, serves while other commands write, ends by Ctrl+C."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.kla import Town, new_town, photo, take


@pytest.fixture
def here(tmp_path: Path) -> Town:
    return new_town(tmp_path)


@pytest.fixture
def serving(here: Town) -> Iterator[tuple["subprocess.Popen[bytes]", dict[str, Any]]]:
    """The secretariat's hub in a process of its own, and what it said when it was ready."""
    words = ("--json", "coordinator", "serve", "--host", "127.0.0.1", "--port", "0")
    process = here.desk.start(*words)
    try:
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        said, until = b"", time.monotonic() + 60
        while not said.endswith(b"}\n") and time.monotonic() < until and process.poll() is None:
            said += process.stdout.read() or b""
            time.sleep(0.05)
        yield process, json.loads(said)
    finally:
        process.kill()
        process.communicate()


def test_it_serves_until_it_is_stopped(here: Town, serving: tuple["subprocess.Popen[bytes]", dict[str, Any]]) -> None:
    process, said = serving
    assert said["url"] == f"webdavs://127.0.0.1:{said['port']}/"
    assert len(said["pin"]) == 64
    assert len(said["pin_words"]) == 6
    here.desk.do("enrolment", "--out", here.folder / "lagi.kla-daftar")  # writes and reads while it runs
    here.village.do("enrol", here.folder / "lagi.kla-daftar")
    assert here.village.do("hub", "status")["hub"] == said["url"]
    (item,) = take(here.village, photo(here.folder / "foto" / "taman.png", 5))
    here.village.do("tag", item, "6")
    assert here.village.do("sync", "--once")["sent"] == 1
    (held,) = here.desk.do("sync", "--once")["held"]
    here.desk.do("stations", "--accept", held["station"])
    assert here.desk.do("sync", "--once")["sent"] == 1
    here.village.do("sync", "--once")
    assert here.village.do("show", item)["item"]["state"] == "received"
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert process.stdout is not None
    assert not process.stdout.read()  # one document, no more


def test_only_a_secretariat_serves_and_in_clear_only_here(here: Town) -> None:
    assert here.village.run("coordinator", "serve", "--port", "0").document["error"] == "wrong_role"
    refused = here.desk.run("coordinator", "serve", "--port", "0", "--host", "192.0.2.1", "--in-clear")
    assert (refused.code, refused.document["error"]) == (1, "hub_address")
    assert here.desk.run("coordinator").code == 2
