"""What the secretariat returns is mended by a new version; both stay on record, and a request is answered."""

from pathlib import Path

from tests.cli.kla import new_town, photo, take


def test_returned_evidence_is_mended(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    (bad,) = take(town.village, photo(tmp_path / "buram.png", 1))
    town.village.do("tag", bad, "13", "--slot", "foto-posyandu-pmt")
    town.village.do("describe", bad, "--title", "Posyandu Melati")
    town.carry_in()
    town.desk.do("review", bad, "--return", "buram", "--note", "Mohon foto ulang")
    station = next(one for one in town.desk.do("stations")["stations"] if one["state"] == "accepted")["station"]
    town.desk.do("request", "--station", station, "--indicator", "10", "--due", "2026-12-11")
    town.carry_back()

    (returned,) = town.village.do("list", "--state", "returned")["items"]
    assert returned["id"] == bad
    (tag,) = town.village.do("show", bad)["item"]["tags"]
    assert (tag["reason"], tag["note"], tag["reviewer"]) == ("buram", "Mohon foto ulang", "Petugas sekretariat")
    mended = town.village.do("replace", bad, photo(tmp_path / "tajam.png", 2))["item"]
    assert (mended["title"], mended["indicators"], mended["state"]) == (
        "Posyandu Melati",
        ["status-gizi-balita"],
        "tagged",
    )
    assert mended["tags"][0]["slot"] == "foto-posyandu-pmt"
    (answer,) = take(town.village, photo(tmp_path / "paud.png", 3))
    town.village.do("tag", answer, "10")

    town.carry_in()
    listed = {item["id"] for item in town.desk.do("list")["items"]}
    assert listed == {mended["id"], answer}  # the old version is out of the list, not out of the journal
    assert town.desk.do("show", bad)["item"]["superseded_by"] == mended["id"]
    town.desk.do("review", mended["id"], "--accept")
    town.carry_back()
    assert town.village.do("show", mended["id"])["item"]["state"] == "accepted"
    for kla in (town.village, town.desk):
        assert kla.do("check")["problems"] == []


def test_a_verdict_may_be_undone_before_it_is_sent(tmp_path: Path) -> None:
    town = new_town(tmp_path)
    (one,) = take(town.village, photo(tmp_path / "a.png", 1))
    town.village.do("tag", one, "13")
    town.carry_in()
    town.desk.do("review", one, "--return", "buram")
    assert town.desk.do("undo")["undone"]["verb"] == "reviewed"
    town.desk.do("review", one, "--accept")
    town.carry_back()
    assert town.village.do("show", one)["item"]["state"] == "accepted"
