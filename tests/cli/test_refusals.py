"""What cannot be done is said in one plain sentence, with the right exit code, and never by a traceback."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from filelock import FileLock

from kla_desktop.app import bootstrap
from kla_desktop.operations import browse
from tests.cli.kla import Answer, Office, Town, new_office, new_town, photo, take

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return new_town(tmp_path_factory.mktemp("kota"))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path / "kelurahan", "petugas", "32.76.01.1008")


def refused(answer: Answer, error: str, code: int = 1) -> None:
    assert (answer.document["error"], answer.code) == (error, code)
    assert answer.document["message"] in answer.err
    assert answer.document["message"].endswith((".", "?"))


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("show", "tidak-ada"), "no_such_evidence"),
        (("show", ""), "no_such_evidence"),
        (("list", "--indicator", "99"), "no_such_indicator"),
        (("undo",), "nothing_to_undo"),
        (("redo",), "nothing_to_redo"),
        (("pack",), "nothing_to_pack"),
        (("review", "x", "--accept"), "wrong_role"),
        (("reply",), "wrong_role"),
        (("dossier", "--out", "{tmp}/d.pdf", "--accepted"), "nothing_to_print"),
        (("enrolment", "--out", "x"), "wrong_role"),
        (("stations", "--accept", "x"), "wrong_role"),
        (("hand-over", "{tmp}/tidak-ada"), "folder_missing"),
        (("enrol", "{tmp}/tidak-ada"), "file_missing"),
        (("dossier", "--out", "{tmp}/tidak-ada/d.pdf"), "nothing_to_print"),
        (("restore", "{tmp}/tidak-ada", "--library", "{tmp}/baru"), "file_missing"),
        (("backup", "--out", "{tmp}/tidak-ada/x.tar"), "folder_missing"),
        (("init", "--role", "petugas", "--place", "32.76", "--actor", "A"), "library_exists"),
        (("--library", "{tmp}/a", "init", "--role", "focal", "--place", "Atlantis", "--actor", "A"), "no_such_place"),
    ],
)  # fmt: skip
def test_the_user_can_act(town: Town, words: tuple[str, ...], error: str, tmp_path: Path) -> None:
    refused(town.village.run(*(word.replace("{tmp}", str(tmp_path)) for word in words)), error)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("tidak-ada",),
        ("list", "--tidak-ada"),
        ("list", "--limit", "banyak"),
        ("tag",),
        ("init", "--role", "walikota", "--place", "32.76", "--actor", "A"),
        ("review", "x"),
        ("review", "x", "--accept", "--return", "buram"),
        ("watch", "add"),
        ("watch", "list", "folder"),
        ("pack", "--all", "x"),
        ("export", "--out", "x", "--format", "ro-crate"),
        ("dossier", "--out", "x", "--publication"),
        ("dossier", "--out", "x", "--indicator", ""),
        ("init", "--role", "petugas", "--place", "32.76", "--actor", " "),
    ],
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_wrong_usage_is_two(town: Town, words: tuple[str, ...], lang: str) -> None:
    answer = town.village.run(*words, "--lang", lang)
    assert answer.code == 2
    if words:
        assert answer.document["error"] in {"usage", "not_yet"}
        assert answer.document["message"] in answer.err


def test_help_and_version_speak_both_languages(town: Town) -> None:
    for words, known in (
        (("--help",), "Masukkan berkas"),
        (("--help", "--lang", "en"), "Take files"),
        (("tag", "--help"), "--slot"),
    ):
        answer = town.village.say(*words)
        assert (answer.code, known in answer.out) == (0, True)
    assert town.village.say("--version").out.startswith("kla ")


def test_global_options_may_stand_anywhere(town: Town) -> None:
    before, after = (
        town.village.say("--json", "--lang", "en", "undo"),
        town.village.say("undo", "--json", "--lang", "en"),
    )
    assert before.document == after.document
    assert "There is nothing" in after.err


def test_a_missing_library(tmp_path: Path) -> None:
    refused(Office(tmp_path).run("list"), "library_missing")
    assert not (tmp_path / "pustaka").exists()


def test_passphrases(tmp_path: Path) -> None:
    right, wrong = tmp_path / "benar", tmp_path / "salah"
    right.write_text("kata sandi panjang\n", "utf-8")
    wrong.write_text("Kata sandi panjang", "utf-8")
    office = Office(tmp_path / "kantor")
    made = office.run(
        "init", "--role", "petugas", "--place", "32.76.01.1008", "--actor", "Siti", "--passphrase-file", right
    )
    assert (made.code, made.err) == (0, "")  # no warning: the key lies in no file
    assert office.do("--passphrase-file", right, "list")["items"] == []
    refused(office.run("list", "--passphrase-file", wrong), "passphrase_wrong", 3)
    refused(office.run("list"), "passphrase_needed", 3)
    refused(office.run("list", "--passphrase-file", tmp_path / "tidak-ada"), "file_missing")


def test_the_key_file_is_warned_of_once(tmp_path: Path) -> None:
    office = Office(tmp_path)
    made = office.run("init", "--role", "petugas", "--place", "32.76.01.1008", "--actor", "Siti")
    assert made.err.count("Peringatan") == 1
    (key,) = (tmp_path / "config").rglob("*.key")
    assert key.stat().st_mode & 0o777 == 0o600
    assert office.run("list").err == ""
    key.unlink()
    refused(office.run("list"), "key_missing", 3)


def test_reading_works_while_another_program_has_the_library(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_LOCK_PATIENCE", 0.1)
    with FileLock(office.library / "library.lock"):
        assert office.do("list")["items"] == []
        assert office.do("coverage")["claimed"] == 0
        refused(office.run("undo"), "library_in_use", 3)
    refused(office.run("undo"), "nothing_to_undo")


def test_a_newer_library_is_left_alone(office: Office) -> None:
    file = office.library / "library.json"
    record = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(record | {"format": 99}), "utf-8")
    refused(office.run("list"), "library_too_new", 3)
    file.write_text(json.dumps(record), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", office.environment["XDG_CONFIG_HOME"])
        with bootstrap.opened(office.library) as ws, ws.transaction():
            columns = "migration_set, name, applied_at"
            ws.store.database.write(
                f"INSERT INTO _sqlite_migrations ({columns}) SELECT migration_set, 'm999_later', applied_at "
                "FROM _sqlite_migrations LIMIT 1"
            )
    refused(office.run("list"), "library_too_new", 3)


@pytest.mark.parametrize("name", ["library.json", "library.db"])
def test_a_damaged_library(office: Office, name: str) -> None:
    for log in office.library.glob("library.db-*"):
        log.unlink()
    (office.library / name).write_bytes(b"rusak" * 2000)
    refused(office.run("list"), "library_damaged", 3)


@contextlib.contextmanager
def tmpfs(folder: Path, options: str) -> Iterator[Path]:
    """A small drive of its own; skipped where it cannot be mounted."""
    folder.mkdir()
    if (
        not IS_ROOT
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("needs the right to mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    with tmpfs(tmp_path / "kecil", "size=6m") as drive:
        office = new_office(drive / "kantor", "petugas", "32.76.01.1008")
        kept = take(office, photo(tmp_path / "a.png", 1))
        large = tmp_path / "besar.bin"
        large.write_bytes(os.urandom(8_000_000))
        refused(office.run("ingest", large), "disk_full")
        assert [item["id"] for item in office.do("list")["items"]] == kept
        assert office.do("check")["problems"] == []


def test_a_read_only_place(tmp_path: Path) -> None:
    with tmpfs(tmp_path / "stik", "size=20m") as drive:
        town = new_town(drive / "kota")
        (evidence,) = take(town.village, photo(tmp_path / "a.png", 1))
        town.village.do("tag", evidence, "6")
        subprocess.run(["mount", "-o", "remount,ro", drive], check=True)
        town_elsewhere = new_office(tmp_path / "lain", "sekretariat", "32.76")
        for words in (("list",), ("undo",)):
            refused(town.village.run(*words), "folder_read_only")
        refused(town_elsewhere.run("enrolment", "--out", drive / "x.kla-daftar"), "folder_read_only")
        refused(town_elsewhere.run("backup", "--out", drive / "x.tar"), "folder_read_only")
        refused(
            town_elsewhere.run(
                "init", "--role", "petugas", "--place", "32.76", "--actor", "A", "--library", drive / "baru"
            ),
            "folder_read_only",
        )


def test_bundles_that_are_not_ours_to_open(town: Town, tmp_path: Path) -> None:
    (evidence,) = take(town.village, photo(tmp_path / "a.png", 7))
    town.village.do("tag", evidence, "6")
    (bundle,) = town.village.do("pack", "--out", tmp_path / "keluar")["bundles"]
    stranger = new_office(tmp_path / "lain", "sekretariat", "32.76")

    def reason(kla: Office, path: object) -> str:
        answer = kla.run("receive", path)
        assert (answer.code, answer.document["accepted"], answer.document["held"]) == (1, [], [])
        (one,) = answer.document["refused"]
        assert one["message"].endswith(".")
        return str(one["reason"])

    assert reason(stranger, bundle["path"]) == "bundle_not_for_us"
    damaged = tmp_path / "rusak.kla"
    data = bytearray(Path(bundle["path"]).read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    assert reason(town.desk, damaged) == "bundle_damaged"
    notes = tmp_path / "catatan.kla"
    notes.write_text("bukan bundel", "utf-8")
    assert reason(town.desk, notes) == "not_a_bundle"
    assert reason(town.desk, tmp_path / "tidak-ada.kla") == "file_missing"

    (held,) = town.desk.run("receive", bundle["path"]).document["held"]
    town.desk.do("stations", "--revoke", held["station"])
    assert reason(town.desk, bundle["path"]) == "bundle_sender_revoked"
    town.desk.do("stations", "--accept", held["station"])
    assert town.desk.do("list")["items"][0]["id"] == evidence
    assert list((town.desk.library / "held").iterdir()) == []


def test_our_own_mistake_is_logged_without_names_and_not_shown(
    town: Town, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("rahasia.jpg")

    expect_log("unexpected: builtins.RuntimeError")
    monkeypatch.setattr(browse, "rows", broken)
    answer = town.village.run("list")
    refused(answer, "our_fault")
    assert "rahasia" not in answer.err + answer.out
    (log,) = Path(town.village.environment["XDG_STATE_HOME"]).rglob("kla-desktop.log")
    text = log.read_text("utf-8")
    assert "RuntimeError" in text
    assert "evidence.py" in text
    assert "rahasia" not in text


def test_foreign_names_are_shown_safely_and_stay_valid_json(office: Office, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("needs names that are no text")
    names = ["\u202egpj.exe.png", "baris\nbaru.png", os.fsdecode(b"\xff\xfe.png")]
    files = [photo(tmp_path / f"{n}.png", 20 + n).rename(tmp_path / name) for n, name in enumerate(names)]
    added = office.do("ingest", *(str(file) for file in files))["added"]
    assert [one["path"] for one in added] == [str(file) for file in files]
    listed = office.say("list").out
    assert "\u202e" not in listed
    assert "\\u202e" in listed
    assert len(listed.splitlines()) == 4
    shutil.rmtree(office.library)


def test_what_a_wrong_line_could_have_been(office: Office) -> None:
    for words, told in [
        (("list", "--state", "apa"), ("--state", "returned", "tagged")),
        (("init", "--role", "bos"), ("--role", "petugas", "sekretariat")),
        (("hub",), ("set", "status")),
        (("open", "x"), ("--out",)),
        (("lits",), ("“lits”", "list", "split")),
        (("list", "semua", "foto"), ("“semua”", "“foto”", "kla list --help")),
        (("list", "--limit"), ("--limit", "kla list --help")),
        (("pack", "--all", "x"), ("--all", "ID")),
        (("watch", "add"), ("kla watch add DIR",)),
        (("hub", "set"), ("kla hub set URL",)),
    ]:
        answer = office.run(*words)
        assert (answer.code, answer.document["error"]) == (2, "usage")
        assert all(word in answer.document["message"] for word in told), answer.document["message"]


def test_no_words_at_all(office: Office) -> None:
    answer = office.say()
    assert (answer.code, answer.out) == (2, "")
    assert "kla --help" in answer.err


def test_an_id_that_fits_several_names_them(town: Town, tmp_path: Path) -> None:
    first, second = take(town.village, photo(tmp_path / "a.png", 41), photo(tmp_path / "b.png", 42))
    alike = "".join(one for one, other in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=True)))
    answer = town.village.run("show", alike)
    refused(answer, "no_such_evidence")
    assert {first, second} <= set(answer.document["candidates"])
    assert first in answer.err
    assert "tidak ada di pustaka" not in answer.err
    assert town.village.do("show", first[: len(alike) + 1])["item"]["id"] == first
    stranger = town.village.run("show", "x")
    assert "candidates" not in stranger.document
    assert "tidak ada di pustaka" in stranger.err


def test_what_a_secretariat_seals_is_named(town: Town) -> None:
    answer = town.desk.run("pack")
    refused(answer, "wrong_role")
    assert "kla reply" in answer.err


def test_an_empty_folder_is_said_to_be_empty(office: Office, tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    answer = office.say("ingest", tmp_path / "kosong")
    assert (answer.code, answer.out.startswith("Tidak ada berkas baru")) == (0, True)


def test_a_folder_that_is_not_watched(office: Office, tmp_path: Path) -> None:
    answer = office.run("watch", "remove", tmp_path)
    refused(answer, "folder_missing")
    assert "tidak sedang dipantau" in answer.err  # the folder itself is there


def test_an_original_is_not_written_over_a_folder(office: Office, tmp_path: Path) -> None:
    added = take(office, photo(tmp_path / "foto.jpg", 1))
    (tmp_path / "keluar").mkdir()
    answer = office.run("open", added[0], "--out", tmp_path / "keluar")
    refused(answer, "file_in_use")
    assert "adalah folder" in answer.err


@pytest.mark.parametrize("left", [None, b""])
def test_a_database_that_is_gone_is_not_begun_anew(office: Office, left: bytes | None) -> None:
    database = office.library / "library.db"
    for file in office.library.glob("library.db*"):
        file.unlink()
    if left is not None:
        database.write_bytes(left)
    for words in [("list",), ("ingest", office.library / "library.json"), ("check", "--repair")]:
        refused(office.run(*words), "library_damaged", 3)
    assert database.exists() == (left is not None)
    assert "ke folder baru" in office.say("check", "--repair").err


def test_a_damaged_backup_is_no_damaged_library(office: Office, tmp_path: Path) -> None:
    tar = tmp_path / "cadangan.tar"
    office.do("backup", "--out", tar)
    whole = bytearray(tar.read_bytes())
    whole[len(whole) // 2] ^= 1
    tar.write_bytes(whole)
    answer = office.run("--library", tmp_path / "baru", "restore", tar)
    refused(answer, "backup_damaged", 1)
    assert "cadangan KLA" in answer.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cadangan.tar", "kelurahan"]
