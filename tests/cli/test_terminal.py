"""The streams: one document on stdout, progress on stderr, Ctrl+C, closed and foreign-coded outputs; no Qt anywhere."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kla_desktop.cli.progress import LineProgress
from kla_desktop.system.progress import Step
from tests.cli.kla import Office, new_office, photo, take

KLA = [sys.executable, "-m", "kla_desktop", "cli"]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path / "kelurahan", "petugas", "32.76.01.1008")


def run(office: Office, *words: str, **more: str) -> "subprocess.CompletedProcess[bytes]":
    environment = os.environ | office.environment | more
    return subprocess.run([*KLA, *words], env=environment, capture_output=True, check=False, timeout=60)


def test_a_person_without_utf8_still_reads_it(office: Office, tmp_path: Path) -> None:
    take(office, photo(tmp_path / "Musrenbang – élan.png", 1))
    done = run(office, "list", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert b"Musrenbang \\u2013" in done.stdout


def test_a_reader_who_goes_away_is_no_error(office: Office) -> None:
    process = office.start("--json", "coverage")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert (process.wait(30), process.stderr.read()) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
def test_closed_streams(office: Office) -> None:
    for closed in (">&-", ">&- 2>&-"):
        line = f'"{sys.executable}" -m kla_desktop cli --json list {closed}'
        done = subprocess.run(line, shell=True, env=os.environ | office.environment, check=False, capture_output=True)
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_under_stdout_is_said(office: Office) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*KLA, "--json", "list"],
            env=os.environ | office.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_progress_is_at_most_a_line_a_second_and_silent_when_asked(office: Office, tmp_path: Path) -> None:
    for n in range(30):
        photo(tmp_path / "foto" / f"{n}.png", n)
    began = time.monotonic()
    done = run(office, "--json", "ingest", str(tmp_path / "foto"))
    seconds = time.monotonic() - began
    assert len(json.loads(done.stdout)["added"]) == 30
    assert len(done.stderr.splitlines()) <= seconds + 1
    assert run(office, "--quiet", "--json", "check").stderr == b""


def test_the_line_tells_items_bytes_and_what_is_left() -> None:
    said: list[str] = []
    progress = LineProgress(said.append, lambda: "id", lambda: False)
    progress._last -= 10
    progress._began -= 10
    progress._pace.note(0, Step(0, 4, "ingesting", 0, 4_000_000))
    progress.step(Step(2, 4, "ingesting", 1_000_000, 4_000_000))
    assert said == ["memasukkan berkas · 2/4 · 25 % · sisa ± 30 detik\n"]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_stops_cleanly_and_loses_nothing(office: Office, tmp_path: Path) -> None:
    for n in range(600):
        photo(tmp_path / "foto" / f"{n:03d}.png", n)
    process = office.start("--json", "ingest", str(tmp_path / "foto"), start_new_session=True)
    objects = office.library / "objects"
    deadline = time.monotonic() + 30
    while not any(objects.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
    out, err = process.communicate(timeout=30)
    assert process.returncode == 1, err
    assert json.loads(out)["error"] == "stopped"
    assert b"Traceback" not in err
    listed = office.do("list")
    assert 0 < listed["total"] < 600
    assert office.do("check")["problems"] == []
    assert list((office.library / "temporary").iterdir()) == []
    again = office.do("ingest", tmp_path / "foto")
    assert len(again["added"]) + listed["total"] == 600


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_watching_takes_in_until_ctrl_c(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "Unduhan"
    folder.mkdir()
    office.do("watch", "add", folder)
    process = office.start("--json", "--quiet", "watch", "run")
    time.sleep(1)
    photo(folder / "baru.png", 3)
    deadline = time.monotonic() + 30
    while not office.do("list")["items"] and time.monotonic() < deadline:
        time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert [Path(one["path"]).name for one in json.loads(out)["added"]] == ["baru.png"]


def test_no_command_imports_qt() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('PySide6', 'shiboken6')))\n"
        "import importlib; from kla_desktop.cli.main import COMMANDS\n"
        "for module, _ in COMMANDS.values(): importlib.import_module('kla_desktop.cli.' + module)\n"
        "import kla_desktop.cli.showing"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_words_for_people_are_indonesian(office: Office, tmp_path: Path) -> None:
    source = photo(tmp_path / "foto.jpg", 3)
    item = office.do("ingest", source)["added"][0]["id"]
    office.do("tag", item, "6")
    again = office.say("ingest", source)
    assert "sudah dimasukkan sebelumnya" in again.out
    assert "known" not in again.out
    history = office.say("show", item, "--history").out
    assert "Bukti ini ditandai" in history
    assert not {"tagged", "captured", "{"} & set(history.replace("'", " ").split())


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names are any bytes on Linux alone")
def test_a_name_that_is_no_text_keeps_its_bytes(office: Office, tmp_path: Path) -> None:
    name = os.fsdecode(b"rusak\xff\xfe.jpg")
    photo(tmp_path / "foto.jpg", 3).rename(tmp_path / name)
    office.do("ingest", tmp_path / name)
    row = office.do("list")["items"][0]
    assert (row["name"], row["title"]) == (name, name)
    assert office.do("show", row["id"])["item"]["sources"][0]["name"] == name
    assert r"rusak\xff\xfe.jpg" in office.say("list").out


def test_a_retry_does_not_follow_links(office: Office, tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir()
    photo(tmp_path / "lain" / "bukan.jpg", 5)
    (tmp_path / "masuk").mkdir()
    (tmp_path / "masuk" / "tautan").symlink_to(tmp_path / "lain")
    assert office.run("ingest", tmp_path / "masuk").document["failed"][0]["reason"] == "special"
    tried = office.run("failures", "--retry").document
    assert tried["added"] == []
    assert tried["failures"][0]["path"] == str(tmp_path / "masuk" / "tautan")
