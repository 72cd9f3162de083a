"""`kla activities`, `group`, `split` and tagging a whole activity, as scripts use them, as far as the secretariat."""

from pathlib import Path

from tests.cli.kla import new_office, new_town, photo

FIELDS = {"id", "title", "date", "place", "items", "indicators", "because", "proposed", "joins", "station"}


def test_an_activity_from_proposal_to_the_secretariat(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    kla, folder = town.village, tmp_path / "DCIM"
    for shade, clock in enumerate(("091000", "092500", "094000", "143000", "144500")):
        photo(folder / f"IMG_20260512_{clock}.png", shade)
    taken = [one["id"] for one in kla.do("ingest", folder)["added"]]

    offered = kla.do("activities", "--proposed")["activities"]
    assert [len(one["items"]) for one in offered] == [2, 3] or [len(one["items"]) for one in offered] == [3, 2]
    assert all(set(one) >= FIELDS and one["proposed"] and one["because"] for one in offered)
    assert {one["date"] for one in offered} == {"2026-05-12"}
    number = 1 + [len(one["items"]) for one in offered].index(3)
    after = kla.do("activities", "--accept", number)["activities"]
    (made,) = [one for one in after if not one["proposed"]]
    assert len(made["items"]) == 3
    assert set(made["items"]) == set(offered[number - 1]["items"])

    late = next(one for one in taken if one not in made["items"])
    grown = kla.do("group", late, "--activity", made["id"], "--title", "Forum Anak")["activity"]
    assert (grown["title"], len(grown["items"])) == ("Forum Anak", 4)
    assert kla.do("show", late)["item"]["activity"] == {"id": made["id"], "title": "Forum Anak"}
    assert kla.do("split", made["id"], late)["split"] == [late]
    kla.do("undo")
    tagged = kla.do("tag", made["id"], "6", "8")
    assert (tagged["activity"], len(tagged["items"])) == (made["id"], 4)
    assert all({tag["number"] for tag in item["tags"]} == {6, 8} for item in tagged["items"])
    assert kla.do("list")["total"] == len(taken)  # no copies

    town.carry_in()
    (seen,) = town.desk.do("activities")["activities"]
    assert (seen["id"], seen["title"], len(seen["items"])) == (made["id"], "Forum Anak", 4)
    assert kla.do("split", made["id"])["activities"] == []


def test_refusals_are_plain(tmp_path: Path) -> None:
    kla = new_office(tmp_path / "kelurahan", "petugas", "32.76.01.1008")
    for words in (
        ("split", "tidak-ada"),
        ("activities", "--accept", "7"),
        ("group", "--activity", "x", "--title", "y"),
    ):
        answer = kla.run(*words)
        assert answer.code != 0
        assert answer.document["error"] == "no_such_activity"
    assert kla.run("group").code != 0
    assert kla.do("activities", "--accept-all")["activities"] == []
