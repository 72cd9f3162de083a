"""`kla demo` walks the whole road and leaves libraries that can be used."""

from pathlib import Path

from tests.cli.kla import Office


def test_the_demo_leaves_everything_in_order(tmp_path: Path) -> None:
    office = Office(tmp_path)
    folder = tmp_path / "demo"
    shown = office.do("demo", "--keep", folder)
    assert Path(shown["dossier"]).read_bytes().startswith(b"%PDF-")
    steps = [step["step"] for step in shown["steps"]]
    expected = ["enrolled", "handed_over", "held", "received", "reviewed", "requested", "replaced", "mended", "printed"]
    assert [step for step in dict.fromkeys(steps) if step in expected] == expected
    libraries = [shown["library"], *(station["library"] for station in shown["stations"])]
    assert len(libraries) == 3
    for library in libraries:
        assert office.do("--library", library, "check")["problems"] == []
    desk = office.do("--library", shown["library"], "list")["items"]
    assert sum(item["state"] == "accepted" for item in desk) >= 20
    assert office.do("--library", shown["library"], "duplicates")["groups"]
    for station in shown["stations"]:
        states = {item["state"] for item in office.do("--library", station["library"], "list")["items"]}
        assert "accepted" in states
        assert not states & {"returned", "sent", "packed"}
    assert office.run("demo", "--keep", folder).document["error"] == "library_exists"
