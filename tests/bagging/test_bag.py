"""Our bag: round trip, the order of trust, every way of lying in it, and bagit.py and the ZIP world as judges."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest

from kla_desktop.bagging.fixity import Fixity, PayloadDiffers, fixity_of
from kla_desktop.bagging.profile import BundleHead, Limits, read_bag_info, write_bag_info
from kla_desktop.bagging.reader import BagReader
from kla_desktop.bagging.writer import PayloadObject, write_bag
from kla_desktop.model.errors import ErrorCode, Fixable
from tests.bagging.bags import EVIDENCE, HEAD, archive, bag, content, entry, sign, source, verify

ROOT = HEAD.id


def read(data: bytes, limits: Limits | None = None) -> tuple[BundleHead, dict[str, bytes]]:
    reader = BagReader(io.BytesIO(data), limits or Limits())
    front = reader.read_front()
    reader.check_front(verify)
    return front.head, {found.name: b"".join(found.pieces) for found in reader.payload()}


def refused(data: bytes, limits: Limits | None = None) -> ErrorCode:
    with pytest.raises(Fixable) as raised:
        read(data, limits)
    return raised.value.code


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name.removeprefix(f"{ROOT}/"): opened.read(name) for name in opened.namelist()}


def packed(files: dict[str, bytes], root: str = ROOT) -> bytes:
    return archive(*(entry(f"{root}/{name}", data) for name, data in files.items()))


def signed_again(files: dict[str, bytes]) -> dict[str, bytes]:
    """Repair the hashes of a changed bag, as a forger with the sender's key would."""
    payload = [name for name in files if name.startswith("data/")]
    files["manifest-sha256.txt"] = b"".join(f"{sha256(files[name]).hexdigest()}  {name}\n".encode() for name in payload)
    names = ("bagit.txt", "bag-info.txt", "station.json", "manifest-sha256.txt")
    files["tagmanifest-sha256.txt"] = b"".join(
        f"{sha256(files[name]).hexdigest()}  {name}\n".encode() for name in names
    )
    files["tagmanifest-sha256.txt.minisig"] = sign(files["tagmanifest-sha256.txt"])
    return files


def test_what_is_written_is_read() -> None:
    head, files = read(bag())
    assert head == HEAD
    assert files["data/journal.jsonl"] == b'{"seq":1}\n'
    assert {
        name.removeprefix("data/evidence/"): data for name, data in files.items() if "evidence/" in name
    } == EVIDENCE


def test_entries_stand_in_the_order_of_the_format() -> None:
    assert list(unpacked(bag())) == [
        "bagit.txt",
        "bag-info.txt",
        "station.json",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha256.txt.minisig",
        "data/journal.jsonl",
        "data/evidence.csv",
        "data/ringkasan.pdf",
        "data/evidence/rapat__aaaaaaaa.jpg",
        "data/evidence/notulen__bbbbbbbb.pdf",
    ]


def test_reply_needs_no_summaries_and_no_evidence() -> None:
    bare = replace(content({}), evidence_csv=b"", summary_pdf=b"", journal=b"")
    assert read(b"".join(write_bag(bare, sign)))[1] == {"data/journal.jsonl": b""}


def test_bagit_py_accepts_it_with_the_signature_beside(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(bag())) as opened:
        opened.extractall(tmp_path)
    judge = [sys.executable, "-m", "bagit", "--validate", str(tmp_path / ROOT)]
    judged = subprocess.run(judge, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stderr
    (tmp_path / ROOT / "station.json").write_bytes(b"{}")
    assert subprocess.run(judge, capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize("wrong", [b"", b"foto", b"FOTO" * 1000, b"foto" * 1001])
def test_object_that_changed_stops_the_writing(wrong: bytes) -> None:
    right = fixity_of(b"foto" * 1000)
    lying = replace(content({}), objects=[PayloadObject("a__1.jpg", right, source(wrong))])
    with pytest.raises(PayloadDiffers) as raised:
        b"".join(write_bag(lying, sign))
    assert raised.value.sha256 == right.sha256


def test_object_with_another_crc_stops_the_writing() -> None:
    right = fixity_of(b"isi")
    known = Fixity(right.sha256, right.size, right.crc32 ^ 1)
    lying = replace(content({}), objects=[PayloadObject("a__1.jpg", known, source(b"isi"))])
    with pytest.raises(PayloadDiffers):
        b"".join(write_bag(lying, sign))


def test_forged_signature_is_noticed_before_the_tag_files_are_believed() -> None:
    files = unpacked(bag())
    files["station.json"] = b"{}"
    files["tagmanifest-sha256.txt.minisig"] = b"signed by somebody else"
    assert refused(packed(files)) is ErrorCode.BUNDLE_FORGED


def change(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.__setitem__(name, data)


def drop(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.__delitem__(name)


PHOTO = "data/evidence/rapat__aaaaaaaa.jpg"


@pytest.mark.parametrize(
    "harm",
    [
        change("bagit.txt", b"BagIt-Version: 0.97\n"),
        change("station.json", b"{}"),
        change("manifest-sha256.txt", b""),
        change("tagmanifest-sha256.txt", b""),
        change("data/journal.jsonl", b'{"seq":2}\n'),
        change(PHOTO, b"other"),
        change("data/evidence/extra__1.jpg", b"x"),
        change("fetch.txt", b"http://x - data/evidence/a\n"),
        *(drop(name) for name in unpacked(bag())),
    ],
)
def test_every_change_after_signing_is_refused(harm: Callable[[dict[str, bytes]], None]) -> None:
    files = unpacked(bag())
    harm(files)
    code = refused(packed(files))
    assert code in {ErrorCode.BUNDLE_DAMAGED, ErrorCode.BUNDLE_FORGED, ErrorCode.NOT_A_BUNDLE}


def rename(old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.__setitem__(new, files.pop(old))


@pytest.mark.parametrize(
    "harm",
    [
        drop(PHOTO),  # Payload-Oxum tells
        change(PHOTO, b"longer" * 10_000),
        change(PHOTO, b"shorter"),
        change("data/evidence/extra__1.jpg", b""),
        rename(PHOTO, "data/evidence/deeper/x.jpg"),
        rename(PHOTO, "data/other/x.jpg"),
        rename(PHOTO, "data/evidence/x%2e.jpg"),
        rename(PHOTO, "data/../x.jpg"),
        rename(PHOTO, "data/evidence/CON.jpg"),
        rename("data/journal.jsonl", "data/journal.json"),
        rename("data/evidence.csv", "data/evidence.csv"),  # now last: the order counts
    ],
)
def test_even_a_signed_bag_must_keep_the_format(harm: Callable[[dict[str, bytes]], None]) -> None:
    files = unpacked(bag())
    harm(files)
    assert refused(packed(signed_again(files))) is ErrorCode.BUNDLE_DAMAGED


def test_entry_with_bytes_of_another_is_refused() -> None:
    files = unpacked(bag())
    files[PHOTO] = bytes(len(files[PHOTO]))
    assert refused(packed(files)) is ErrorCode.BUNDLE_DAMAGED


def test_front_files_have_limits() -> None:
    for limits in (Limits(station=5), Limits(manifest=5), Limits(bag_info=5), Limits(journal=5), Limits(entry=100)):
        assert refused(bag(), limits) is ErrorCode.BUNDLE_TOO_LARGE


def test_folder_is_the_bundles_id() -> None:
    assert refused(packed(unpacked(bag()), root="other")) is ErrorCode.BUNDLE_DAMAGED


def test_other_archives_are_no_bundles() -> None:
    assert refused(archive(entry("photo.jpg", b"x"))) is ErrorCode.NOT_A_BUNDLE
    assert refused(archive(entry("bag/bagit.txt", b"BagIt-Version: 0.97\n"))) is ErrorCode.NOT_A_BUNDLE


# bag-info.txt


def test_bag_info_comes_back() -> None:
    jakarta = datetime(2026, 11, 23, 15, 0, tzinfo=timezone(timedelta(hours=7)))
    for head in (HEAD, replace(HEAD, previous=None, edition="", place="", period=""), replace(HEAD, made_at=jakarta)):
        info = read_bag_info(write_bag_info(head, 10, 2))
        assert (info.head, info.payload_bytes, info.payload_files) == (head, 10, 2)
        assert info.head.made_at.utcoffset() == UTC.utcoffset(None)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"Bundle-Format: 1.0", b"Bundle-Format: 2.0", ErrorCode.BUNDLE_TOO_NEW),
        (b"Bundle-Format: 1.0\n", b"", ErrorCode.NOT_A_BUNDLE),
        (b"Bundle-Format: 1.0", b"Bundle-Format: one", ErrorCode.NOT_A_BUNDLE),
        (b"Sender: 0199-a1\n", b"", ErrorCode.BUNDLE_DAMAGED),
        (b"Sender: 0199-a1\n", b"Sender: 0199-a1\nSender: 0199-a2\n", ErrorCode.BUNDLE_DAMAGED),
        (b"Sender: 0199-a1", b"Sender: ../a1", ErrorCode.BUNDLE_DAMAGED),
        (b"Sender: 0199-a1", b"Sender: \xff", ErrorCode.BUNDLE_DAMAGED),
        (b"Sender: 0199-a1", b"Sender:0199-a1", ErrorCode.BUNDLE_DAMAGED),
        (b"Running-Number: 3", b"Running-Number: 0", ErrorCode.BUNDLE_DAMAGED),
        (b"Running-Number: 3", b"Running-Number: -3", ErrorCode.BUNDLE_DAMAGED),
        (b"Running-Number: 3", "Running-Number: ٣".encode(), ErrorCode.BUNDLE_DAMAGED),
        (b"Made-At: 2026", b"Made-At: x", ErrorCode.BUNDLE_DAMAGED),
        (b"+00:00", b"", ErrorCode.BUNDLE_DAMAGED),
        (b"Payload-Oxum: 10.2", b"Payload-Oxum: 10", ErrorCode.BUNDLE_DAMAGED),
        (b"Period: 2025\n", b"Period: 2025", ErrorCode.BUNDLE_DAMAGED),
        (b"Period: 2025", b"Period: 2025\n  folded", ErrorCode.BUNDLE_DAMAGED),
        (b"Period: 2025", b"Period: \xe2\x80\xae2025", ErrorCode.BUNDLE_DAMAGED),
    ],
)
def test_wrong_bag_info_is_refused(old: bytes, new: bytes, code: ErrorCode) -> None:
    right = write_bag_info(HEAD, 10, 2)
    wrong = right.replace(old, new, 1)
    assert wrong != right
    with pytest.raises(Fixable) as raised:
        read_bag_info(wrong)
    assert raised.value.code is code


def test_newer_minor_versions_and_unknown_lines_are_welcome() -> None:
    text = write_bag_info(HEAD, 10, 2).replace(b"Bundle-Format: 1.0", b"Bundle-Format: 1.7\nFuture: yes")
    assert read_bag_info(text).head == HEAD


@pytest.mark.parametrize(
    "wrong",
    [{"id": "../x"}, {"id": ""}, {"number": 0}, {"acknowledges": -1}, {"place": "a\nb"}, {"previous": "X Y"}],
    ids=str,
)
def test_heads_that_could_not_be_written_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(HEAD, **wrong)  # type: ignore[arg-type]
