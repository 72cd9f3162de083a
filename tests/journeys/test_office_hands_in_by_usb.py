"""An office takes its files in, tags them, and hands them in on a stick; the receipt comes back the same way."""

import hashlib
from pathlib import Path

from tests.cli.kla import new_town, photo, take


def test_office_hands_in_by_usb(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    files = [photo(tmp_path / "DCIM" / f"IMG_2026112{n}_101500.png", n) for n in range(5)]
    ids = take(town.village, tmp_path / "DCIM")
    assert len(ids) == len(files)
    private, *told = ids
    for one in told:
        town.village.do("tag", one, "10")

    received = town.carry_in()
    assert [(one["items"], one["new"]) for one in received["accepted"]] == [(4, 4)]
    there = {item["id"]: item for item in town.desk.do("list")["items"]}
    assert set(there) == set(told)  # what nobody tagged stays at home
    for one in told:
        out = tmp_path / "keluar.png"
        town.desk.do("open", one, "--out", out)
        assert hashlib.sha256(out.read_bytes()).hexdigest() == there[one]["sha256"]
    assert {hashlib.sha256(file.read_bytes()).hexdigest() for file in files} > {one["sha256"] for one in there.values()}

    assert {town.village.do("show", one)["item"]["state"] for one in told} == {"sent"}
    town.carry_back()
    assert {town.village.do("show", one)["item"]["state"] for one in told} == {"received"}
    assert town.village.do("show", private)["item"]["state"] == "new"
    assert town.village.run("hand-over", town.stick).document["error"] == "nothing_to_pack"


def test_retagging_later_sends_no_bytes_again(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    large = tmp_path / "besar.bin"
    large.write_bytes(bytes(range(256)) * 8000)
    (one,) = take(town.village, large)
    town.village.do("tag", one, "6")
    town.carry_in()
    town.carry_back()
    town.village.do("tag", one, "7")
    (bundle,) = town.village.do("pack")["bundles"]
    assert (bundle["items"], bundle["bytes"] < 500_000) == (0, True)
    town.carry_in()
    assert len(town.desk.do("show", one)["item"]["indicators"]) == 2


def test_parts_may_arrive_in_any_order_and_twice(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    files = []
    for n in range(4):
        files.append(tmp_path / f"{n}.bin")
        files[-1].write_bytes(bytes([n]) * 300_000)
    ids = take(town.village, *files)
    for one in ids:
        town.village.do("tag", one, "6")
    bundles = town.village.do("pack", "--max-size", "400000", "--out", tmp_path / "keluar")["bundles"]
    assert len(bundles) == 4
    paths = [bundle["path"] for bundle in bundles]
    (held, *_) = town.desk.run("receive", paths[3]).document["held"]
    town.desk.do("stations", "--accept", held["station"])
    for path in (paths[1], paths[3], paths[0], paths[2], paths[1]):
        town.desk.do("receive", path)
    assert {item["id"] for item in town.desk.do("list")["items"]} == set(ids)
    assert all(town.desk.do("show", one)["item"]["has_bytes"] for one in ids)
    assert town.desk.do("check")["problems"] == []
