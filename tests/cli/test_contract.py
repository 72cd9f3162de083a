"""Every command's JSON has the fields that scripts rely on, with the meaning the contract gives them."""

import hashlib
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.kla import Town, new_office, new_town, photo, take
from tests.operations.workbook_reader import read_workbook

ITEM = {
    "id", "sha256", "kind", "title", "captured_at", "captured_at_source", "place", "indicators", "state", "warnings",
}  # fmt: skip
CELL = {"indicator", "place", "agency", "year", "wanted", "tagged", "submitted", "returned", "accepted", "missing"}


def has(found: dict[str, Any], *names: str) -> None:
    assert set(names) <= set(found), found


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return new_town(tmp_path_factory.mktemp("kota"))


def test_stations_tell_their_own_state_and_words(town: Town) -> None:
    (own,) = town.desk.do("stations")["stations"]
    has(own, "station", "place", "agency", "state", "fingerprint_words")
    assert (own["state"], own["place"], own["agency"], len(own["fingerprint_words"])) == (
        "self",
        "32.76",
        "DP3AP2KB",
        6,
    )


def test_evidence_from_file_to_undo(town: Town, tmp_path: Path) -> None:
    kla = town.village
    first = photo(tmp_path / "IMG_20261121_101500.png", 1)
    copy = tmp_path / "salinan.png"
    copy.write_bytes(first.read_bytes())
    empty = tmp_path / "kosong.jpg"
    empty.touch()
    taken = kla.run("ingest", first, copy, empty, "--move-nothing")
    assert taken.code == 1  # something failed, and the document says what
    (added,) = taken.document["added"]
    has(added, "id", "sha256", "path", "kind")
    assert added["sha256"] == hashlib.sha256(first.read_bytes()).hexdigest()
    assert added["kind"] == "photo"
    (skipped,) = taken.document["skipped"]
    assert (skipped["reason"], skipped["duplicate_of"]) == ("duplicate", added["id"])
    assert {added["path"], skipped["path"]} == {str(first), str(copy)}
    assert taken.document["failed"] == [{"path": str(empty), "reason": "empty"}]

    (row,) = kla.do("list", "--untagged")["items"]
    assert set(row) >= ITEM
    assert (row["id"], row["state"], row["indicators"]) == (added["id"], "new", [])
    assert (row["captured_at"], row["captured_at_source"]) == ("2026-11-21T10:15:00", "file_name")
    assert row["place"] == "32.76.01.1008"

    short = added["id"][:-3]
    item = kla.do("tag", short, "6", "pencegahan-perkawinan-anak")["item"]
    assert item["indicators"] == ["pelembagaan-partisipasi-anak", "pencegahan-perkawinan-anak"]
    assert item["state"] == "tagged"
    assert kla.do("untag", short, "7")["item"]["indicators"] == ["pelembagaan-partisipasi-anak"]
    assert kla.do("undo")["undone"]["verb"] == "untagged"
    assert len(kla.do("show", short)["item"]["indicators"]) == 2
    assert kla.do("redo")["redone"]["verb"] == "untagged"

    item = kla.do("describe", short, "--title", "Musrenbang Anak", "--date", "21/11/2026", "--place", "Mampang")["item"]
    assert (item["title"], item["captured_at"], item["captured_at_source"]) == (
        "Musrenbang Anak",
        "2026-11-21",
        "officer",
    )
    assert item["place"] == "32.76.01.1009"
    assert kla.do("withdraw", short)["item"]["state"] == "withdrawn"
    assert kla.do("list")["items"] == []
    assert [one["id"] for one in kla.do("list", "--state", "withdrawn")["items"]] == [added["id"]]
    assert kla.do("reinstate", short)["item"]["state"] == "tagged"

    shown = kla.do("show", short, "--history")
    kinds = [event["kind"] for event in shown["history"]]
    assert kinds[0] == "captured"
    assert {"tagged", "untagged", "described", "withdrawn", "reinstated"} <= set(kinds)
    assert {source["name"] for source in shown["item"]["sources"]} == {first.name, copy.name}
    found = kla.do("search", "musrenbang")
    assert (found["total"], found["items"][0]["id"]) == (1, added["id"])
    has(found["items"][0], "title", "snippet")

    out = tmp_path / "asli.png"
    opened = kla.do("open", short, "--out", out)
    assert (opened["path"], opened["sha256"]) == (str(out), added["sha256"])
    assert out.read_bytes() == first.read_bytes()


def test_the_limit_and_the_indicator_narrow_a_list(town: Town, tmp_path: Path) -> None:
    ids = take(town.village, *(photo(tmp_path / f"{n}.png", 40 + n) for n in range(3)))
    town.village.do("tag", ids[0], "13")
    assert len(town.village.do("list", "--limit", "2")["items"]) == 2
    assert town.village.do("list", "--limit", "0")["items"] == []
    for name in ("13", "status-gizi-balita"):
        assert [one["id"] for one in town.village.do("list", "--indicator", name)["items"]] == [ids[0]]


def test_watched_folders(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "Unduhan"
    photo(folder / "a.png", 70)
    assert town.village.do("watch", "add", folder)["watched"] == [str(folder)]
    taken = town.village.do("watch", "run", "--once")
    assert [one["path"] for one in taken["added"]] == [str(folder / "a.png")]
    assert town.village.do("watch", "run", "--once") == {"added": [], "skipped": [], "failed": []}
    assert town.village.do("watch", "list")["watched"] == [str(folder)]
    assert town.village.do("watch", "remove", folder)["watched"] == []
    assert town.village.run("watch", "remove", folder).document["error"] == "folder_missing"
    assert town.village.run("watch", "add", tmp_path / "tidak-ada").code == 1


def test_coverage_has_a_cell_for_every_indicator_of_the_station(town: Town) -> None:
    found = town.village.do("coverage", "--year", "2026")
    assert {cell["indicator"] for cell in found["cells"]} == {cell["indicator"] for cell in found["totals"]}
    assert len(found["totals"]) == 24
    assert set(found["cells"][0]) >= CELL
    assert 0 <= found["defensible"] <= found["claimed"] <= 1000
    assert town.village.run("coverage", "--place", "Atlantis").document["error"] == "no_such_place"


def test_the_road_and_back(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    ids = take(town.village, *(photo(tmp_path / f"{n}.png", n) for n in range(3)))
    for one in ids:
        town.village.do("tag", one, "6")
    out = tmp_path / "keluar"
    (bundle,) = town.village.do("pack", "--out", out)["bundles"]
    has(bundle, "id", "path", "items", "bytes", "sha256")
    sealed = Path(bundle["path"])
    assert sealed.parent == out
    assert (bundle["items"], bundle["bytes"]) == (3, sealed.stat().st_size)
    assert bundle["sha256"] == hashlib.sha256(sealed.read_bytes()).hexdigest()
    assert town.village.run("pack").document["error"] == "nothing_to_pack"

    held = town.desk.run("receive", sealed)
    assert held.code == 1
    (one,) = held.document["held"]
    has(one, "path", "station", "reason")
    stations = town.desk.do("stations")["stations"]
    (stranger,) = [known for known in stations if known["state"] == "unknown"]
    assert stranger["station"] == one["station"]
    sealed.unlink()  # held means kept: the stick is no longer needed
    accepted = town.desk.do("stations", "--accept", stranger["station"][:-4])
    assert {known["state"] for known in accepted["stations"]} == {"self", "accepted"}
    (received,) = accepted["received"]["accepted"]
    has(received, "bundle", "items", "new", "duplicates")
    assert (received["bundle"], received["items"], received["new"], received["duplicates"]) == (bundle["id"], 3, 3, 0)

    (copied,) = town.village.do("hand-over", town.stick)["copied"]
    assert copied["bundle"] == bundle["id"]
    assert Path(copied["path"]).is_file()
    again = town.desk.do("receive", town.stick)
    assert (again["accepted"][0]["new"], again["held"], again["refused"]) == (0, [], [])

    assert town.desk.do("review", ids[0], "--accept")["item"]["state"] == "accepted"
    item = town.desk.do("review", ids[1], "--return", "buram", "--note", "Foto ulang", "--indicator", "6")["item"]
    assert item["state"] == "returned"
    assert (item["tags"][0]["reason"], item["tags"][0]["note"]) == ("buram", "Foto ulang")
    wanted = ("--indicator", "13", "--slot", "foto-posyandu-pmt", "--due", "2026-12-11", "--note", "mohon")
    request = town.desk.do("request", "--station", stranger["station"], *wanted)["request"]
    assert (request["indicator"], request["slot"], request["due"]) == (
        "status-gizi-balita",
        "foto-posyandu-pmt",
        "2026-12-11",
    )

    (reply,) = town.desk.do("reply", "--out", tmp_path / "balasan")["bundles"]
    assert town.village.do("receive", tmp_path / "balasan")["accepted"][0]["bundle"] == reply["id"]
    states = {item["id"]: item["state"] for item in town.village.do("list")["items"]}
    assert [states[one] for one in ids] == ["accepted", "returned", "received"]
    assert town.desk.do("requests")["requests"] == [request]
    assert town.village.do("requests")["requests"] == [request]
    asked = town.village.say("requests").out
    assert all(word in asked for word in ("13 ", "11 Des 2026", "mohon", "diminta"))
    assert town.desk.do("reply", "--out", tmp_path / "balasan")["bundles"][0]["id"] == reply["id"]  # not acknowledged

    out_pdf = tmp_path / "d.pdf"
    dossier = town.desk.do("dossier", "--out", out_pdf, "--indicator", "6")
    has(dossier, "path", "pages", "items")
    assert out_pdf.read_bytes().startswith(b"%PDF-")
    (table,) = town.desk.do("export", "--out", tmp_path / "tabel", "--format", "csv")["files"]
    assert Path(table).read_bytes().count(b"\r\n") == 4
    books = town.desk.do("export", "--out", tmp_path / "tabel", "--format", "xlsx")["files"]
    assert [Path(book).name for book in books] == ["bukti.xlsx", "cakupan.xlsx"]
    assert "Rincian" in read_workbook(Path(books[1]))
    assert town.village.run("requests", "--close", request["id"]).document["error"] == "wrong_role"
    assert town.desk.run("requests", "--close", "x").document["error"] == "no_such_request"
    assert town.desk.do("requests", "--close", request["id"][:-3])["requests"] == []
    assert [one["state"] for one in town.desk.do("requests", "--all")["requests"]] == ["closed"]
    revoked = town.desk.do("stations", "--revoke", stranger["station"])["stations"]
    assert {known["state"] for known in revoked} == {"self", "revoked"}


def test_check_backup_and_restore(town: Town, tmp_path: Path) -> None:
    (evidence,) = take(town.village, photo(tmp_path / "a.png", 91))
    checked = town.village.do("check")
    assert (checked["ok"], checked["problems"]) == (True, [])
    backup = town.village.do("backup", "--out", tmp_path / "cadangan.tar")
    assert Path(backup["path"]).is_file()
    restored = town.village.do("restore", backup["path"], "--library", tmp_path / "kembali")
    assert restored["items"] == backup["items"]
    there = ("--library", tmp_path / "kembali")
    assert town.village.do("show", evidence, *there)["item"]["id"] == evidence
    assert town.village.do("check", *there)["ok"]
    assert town.village.run("restore", backup["path"], *there).document["error"] == "library_exists"


def test_a_damaged_object_is_named_and_makes_check_fail(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    (evidence,) = take(town.village, photo(tmp_path / "a.png", 92))
    (stored,) = [path for path in (town.village.library / "objects").rglob("*") if path.is_file()]
    whole = stored.read_bytes()
    stored.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    checked = town.village.run("check")
    assert checked.code == 1
    assert checked.document["problems"] == [{"what": "object_damaged", "item": evidence, "repaired": False}]
    advice = town.village.say("check").out
    assert "kla ingest" in advice
    assert "kla check --repair" not in advice  # which cannot make bytes again
    stray = stored.parents[1] / "ff" / ("f" * 64)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")
    stored.write_bytes(whole)
    assert [p["what"] for p in town.village.run("check").document["problems"]] == ["object_stray"]
    assert "kla check --repair" in town.village.say("check").out
    repaired = town.village.do("check", "--repair")
    assert (repaired["ok"], repaired["problems"][0]["repaired"]) == (True, True)
    assert town.village.do("check")["problems"] == []


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("size", [(64, 48), (1600, 1200)])
def test_damaged_bytes_come_back_from_the_file_they_came_from(
    tmp_path: Path, lost: bool, size: tuple[int, int]
) -> None:
    office = new_office(tmp_path / "kelurahan", "petugas", "32.76.01.1008")
    source = tmp_path / "foto.png"
    Image.effect_noise(size, 90).save(source)
    (evidence,) = take(office, source)
    (stored,) = [path for path in (office.library / "objects").rglob("*") if path.is_file()]
    stored.unlink() if lost else stored.write_bytes(stored.read_bytes()[:-1])
    assert office.run("check").code == 1
    told = office.do("ingest", source)
    assert (told["added"], told["skipped"]) == (
        [],
        [{"path": str(source), "reason": "mended", "duplicate_of": evidence}],
    )
    assert office.do("check")["problems"] == []
    office.do("open", evidence, "--out", tmp_path / "keluar.png")
    assert (tmp_path / "keluar.png").read_bytes() == source.read_bytes()
    assert office.do("ingest", source)["skipped"][0]["reason"] == "known"


def test_same_bytes_from_two_stations_are_one_group(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    picture = photo(tmp_path / "a.png", 93)
    (theirs,) = take(town.village, picture)
    town.village.do("tag", theirs, "6")
    (ours,) = take(town.desk, picture)
    town.carry_in()
    (group,) = town.desk.do("duplicates")["groups"]
    assert (group["kind"], set(group["items"]), group["distance"]) == ("exact", {ours, theirs}, 0)


def test_inspect_needs_no_library(town: Town, tmp_path: Path) -> None:
    note = tmp_path / "Notulen Rapat 2026-06-25.txt"
    note.write_text("Notulen rapat Gugus Tugas KLA", "utf-8")
    damaged = photo(tmp_path / "rusak.png", 5)
    damaged.write_bytes(damaged.read_bytes()[:50])
    office = type(town.village)(tmp_path / "tanpa")
    answer = office.run("inspect", note, damaged, tmp_path / "tidak-ada.pdf")
    assert answer.code == 1
    read, broken, missing = answer.document["results"]
    has(read, "path", "kind", "captured_at", "captured_at_source", "gps", "text", "warnings")
    assert (read["path"], read["kind"], read["gps"], read["warnings"]) == (str(note), "minutes", None, [])
    assert "Gugus Tugas" in read["text"]
    assert date.fromisoformat(read["captured_at"]) == date(2026, 6, 25)
    assert broken["warnings"]
    assert (missing["kind"], missing["warnings"]) == (None, ["missing"])
    assert not office.library.exists()


def test_times_are_iso(town: Town) -> None:
    for item in town.village.do("list")["items"]:
        if item["captured_at"]:
            assert datetime.fromisoformat(item["captured_at"]).year > 2000
        assert re.fullmatch(r"[0-9a-f-]{36}", item["id"])
