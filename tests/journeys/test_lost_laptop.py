"""A laptop is lost; its backup of yesterday goes on handing in, and the secretariat takes it."""

import shutil
from pathlib import Path

from tests.cli.kla import Town, new_town, photo, take


def test_a_restored_laptop_hands_in_again(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    (early,) = take(town.village, photo(tmp_path / "a.png", 1))
    town.village.do("tag", early, "6")
    town.carry_in()
    town.carry_back()
    town.village.do("backup", "--out", tmp_path / "cadangan.tar")
    (late,) = take(town.village, photo(tmp_path / "b.png", 2))
    town.village.do("tag", late, "6")
    town.carry_in()  # told after the backup: the restored laptop does not know of it

    shutil.rmtree(town.village.library)
    town.village.do("restore", tmp_path / "cadangan.tar")
    assert [item["id"] for item in town.village.do("list")["items"]] == [early]
    (new,) = take(town.village, photo(tmp_path / "c.png", 3))
    town.village.do("tag", new, "6")
    received = town.carry_in()
    assert (received["refused"], received["held"]) == ([], [])
    assert {item["id"] for item in town.desk.do("list")["items"]} == {early, late, new}
    _all_sound(town)


def test_a_cut_or_changed_backup_restores_nothing(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    take(town.village, photo(tmp_path / "a.png", 1))
    backup = tmp_path / "cadangan.tar"
    town.village.do("backup", "--out", backup)
    whole = backup.read_bytes()
    target = tmp_path / "kembali"
    for spoiled in (whole.rstrip(b"\0")[:-20], whole[: len(whole) // 2], whole[:600], b"bukan cadangan", _flip(whole)):
        backup.write_bytes(spoiled)
        answer = town.village.run("restore", backup, "--library", target)
        assert (answer.code, answer.document["error"]) == (1, "backup_damaged")
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".kembali", "kembali"))] == []


def _flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _all_sound(town: Town) -> None:
    for kla in (town.village, town.desk):
        assert kla.do("check")["problems"] == []
