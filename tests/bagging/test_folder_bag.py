"""Ordinary bags in folders: the Library of Congress conformance bags, and the rules they do not try."""

import csv
import hashlib
import os
import tarfile
from pathlib import Path

import pytest

from kla_desktop.bagging.folder_bag import BagReport, check_bag_folder


def make(root: Path, version: str = "1.0", files: dict[str, bytes] | None = None, **tags: str) -> Path:
    payload = {"data/a.txt": b"a", "data/d/b.txt": b"b"} if files is None else files
    for name, data in payload.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    (root / "bagit.txt").write_text(f"BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n")
    lines = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in payload.items())
    (root / "manifest-sha256.txt").write_text(lines)
    for name, text in tags.items():
        (root / f"{name.replace('_', '-')}.txt").write_text(text)
    return root


def judged(root: Path) -> BagReport:
    return check_bag_folder(root)


def test_plain_bag_is_valid(tmp_path: Path) -> None:
    report = judged(make(tmp_path, bag_info="Payload-Oxum: 2.2\n"))
    assert (report.problems, report.warnings, report.version) == ([], [], (1, 0))


@pytest.mark.parametrize(
    "line",
    [
        "{} /etc/passwd",
        "{} ../x",
        "{} data/../../x",
        "{} data//x",
        "{} data/./x",
        "{} x.txt",
        "{} ~root/x",
        "{} ~/x",
        "{} %HomeDrive%/x",
        "{} C:\\x",
        "{} C:/x",
        "{} data/C:/x",
        "{} data\\..\\x",
        "{} data/..\\..\\x",
        "{} \\\\server\\share\\x",
        "{} \\\\?\\UNC\\server\\x",
        "{} data/a\x01b",
    ],
)
@pytest.mark.parametrize("where", ["manifest", "fetch"])
def test_paths_that_lead_outside_anywhere_are_refused_everywhere(tmp_path: Path, line: str, where: str) -> None:
    root = make(tmp_path)
    if where == "manifest":
        with (root / "manifest-sha256.txt").open("a") as manifest:
            manifest.write(line.format("0" * 64) + "\n")
    else:
        (root / "fetch.txt").write_text(line.format("http://x -") + "\n")
    report = judged(root)
    assert not report.valid
    assert any(word in report.problems[0] for word in ("outside", "climbs", "drive"))


def test_links_and_special_files_are_refused(tmp_path: Path) -> None:
    root = make(tmp_path / "bag")
    (root / "data" / "link").symlink_to("/etc")
    assert not judged(root).valid
    (root / "data" / "link").unlink()
    assert judged(root).valid
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "data" / "pipe")
        assert not judged(root).valid


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bagit.txt", "BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n"),
        ("bagit.txt", "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        ("bagit.txt", "BagIt-Version: 9.0\nTag-File-Character-Encoding: UTF-8\n"),
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: base64\n"),
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: klingon\n"),
        ("bagit.txt", ""),
        ("manifest-sha256.txt", ""),
        ("manifest-sha256.txt", "not a line\n"),
        ("manifest-whirlpool.txt", ""),
        ("bag-info.txt", "Payload-Oxum: 2.3\n"),
        ("bag-info.txt", "Payload-Oxum: many\n"),
        ("data/new.txt", "not listed"),
        ("data/a.txt", "changed"),
        ("tagmanifest-sha256.txt", "0" * 64 + "  bagit.txt\n"),
        ("tagmanifest-sha256.txt", "0" * 64 + "  data/a.txt\n"),
        ("fetch.txt", "nonsense\n"),
    ],
)
def test_what_breaks_a_bag(tmp_path: Path, name: str, text: str) -> None:
    root = make(tmp_path)
    (root / name).write_text(text)
    assert not judged(root).valid


@pytest.mark.parametrize("name", ["bagit.txt", "manifest-sha256.txt", "data/a.txt"])
def test_what_a_bag_cannot_lack(tmp_path: Path, name: str) -> None:
    root = make(tmp_path)
    (root / name).unlink()
    assert not judged(root).valid


def test_limits(tmp_path: Path) -> None:
    root = make(tmp_path)
    assert not check_bag_folder(root, max_files=2).valid
    assert not check_bag_folder(root, max_tag_file=10).valid


def test_line_breaks_in_names_are_decoded(tmp_path: Path) -> None:
    root = make(tmp_path, files={"data/100%.txt": b"x"})
    manifest = root / "manifest-sha256.txt"
    manifest.write_text(manifest.read_text().replace("100%", "100%25"))
    assert judged(root).valid


def test_conformance_bags(shared: Path, tmp_path: Path) -> None:
    with tarfile.open(shared / "corpus/bagit-loc-half.tar") as tar:
        tar.extractall(tmp_path, filter="data")
    with (shared / "corpus/BAGS.tsv").open(newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    assert len(rows) == 30
    wrong = []
    for row in rows:
        report = judged(tmp_path / "loc-conformance" / row["bag"])
        found = "reject" if not report.valid else "accept-with-warning" if report.warnings else "accept"
        if found != row["expect"].split()[0]:
            wrong.append((row["bag"], row["expect"], found, report.problems))
    assert wrong == []
