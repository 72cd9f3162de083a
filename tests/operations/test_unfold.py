"""Containers taken apart and locked files read: the container stays, origins are told, passwords leave no trace."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import pyzipper
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Filter
from kla_desktop.operations import browse
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.open_original import read_original
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.unfold import UnfoldRequest, list_inside, unfold
from kla_desktop.operations.unlock import UnlockRequest, unlock
from tests.operations.town import SILENT, Town, take, town

_SECRET = "sandi-Rahasia-8731"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def scene(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, 90, 200)).save(out, "PNG")
    return out.getvalue()


def archive_of(here: Town, files: dict[str, bytes], name: str = "kegiatan.zip") -> EvidenceId:
    path = here.folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for inside, data in files.items():
            archive.writestr(inside, data)
    return take(here.village, path).added[0].id


def test_what_lies_in_a_zip_becomes_items_that_name_it(here: Town) -> None:
    files = {
        "Foto/IMG_20240611_101500.png": scene(1),
        "../../etc/x.txt": b"Notulen rapat",
        "c:\\y\\nul.txt": b"Undangan",
    }
    container = archive_of(here, files)
    inside = list_inside(here.village, container)
    assert [one.name for one in inside] == list(files)
    assert [one.media.value for one in inside] == ["png", "txt", "txt"]
    done = unfold(here.village, UnfoldRequest(container), SILENT)
    assert [one.path for one in done.added] == ["IMG_20240611_101500.png", "x.txt", "nul.txt"]
    for one, (name, data) in zip(done.added, files.items(), strict=True):
        assert read_original(here.village, one.id) == data
        detail = browse.detail(here.village, one.id)
        assert detail.within == (container, name)
        assert detail.sources == ()
    assert browse.detail(here.village, done.added[1].id).text == "Notulen rapat"
    assert here.village.find([container])[0].state.value == "new"
    assert sorted(path.name for path in here.folder.rglob("x.txt")) == []
    assert check_library(here.village, CheckRequest(), SILENT).ok


def test_chosen_ones_only_and_never_twice(here: Town) -> None:
    container = archive_of(here, {"a.png": scene(1), "b.png": scene(2)})
    first = unfold(here.village, UnfoldRequest(container, (1,)), SILENT)
    assert [one.path for one in first.added] == ["b.png"]
    again = unfold(here.village, UnfoldRequest(container), SILENT)
    assert [one.path for one in again.added] == ["a.png"]
    assert [(one.path, one.duplicate_of) for one in again.skipped] == [("b.png", first.added[0].id)]
    with pytest.raises(Fixable) as caught:
        unfold(here.village, UnfoldRequest(container, (7,)), SILENT)
    assert caught.value.code is ErrorCode.NO_SUCH_ENTRY


def test_attachments_of_a_letter(here: Town) -> None:
    letter = here.folder / "surat.eml"
    letter.write_bytes(
        b"From: a@b\nTo: c@d\nSubject: Undangan\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\nTerlampir\n--b\nContent-Type: text/plain\n"
        b'Content-Disposition: attachment; filename="daftar hadir.txt"\n\nBudi\n--b--\n'
    )
    container = take(here.village, letter).added[0].id
    done = unfold(here.village, UnfoldRequest(container), SILENT)
    assert [(one.path, one.kind) for one in done.added] == [("daftar hadir.txt", "attendance")]


def test_origin_travels_to_the_secretariat(here: Town) -> None:
    here.introduce(here.village)
    container = archive_of(here, {"a.png": scene(9)})
    (taken,) = unfold(here.village, UnfoldRequest(container), SILENT).added
    tag(here.village, TagRequest((taken.id,), (here.village.catalogue.find("6").slug,)), SILENT)
    here.carry(here.village, here.desk)
    assert browse.detail(here.desk, taken.id).within == (container, "a.png")
    with pytest.raises(Fixable) as caught:
        unfold(here.desk, UnfoldRequest(taken.id), SILENT)
    assert caught.value.code is ErrorCode.NOT_YOURS


def test_containers_in_containers_have_an_end(here: Town) -> None:
    inner = b"isi"
    for depth in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(f"{depth}.zip" if depth else "a.txt", inner)
        inner = out.getvalue()
    path = here.folder / "dalam.zip"
    path.write_bytes(inner)
    current = take(here.village, path).added[0].id
    for _ in range(4):
        current = unfold(here.village, UnfoldRequest(current), SILENT).added[0].id
    with pytest.raises(Fixable) as caught:
        unfold(here.village, UnfoldRequest(current), SILENT)
    assert caught.value.code is ErrorCode.UNFOLD_TOO_LARGE


def test_a_bomb_costs_one_entry(here: Town) -> None:
    path = here.folder / "bom.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bom.bin", bytes(60 << 20))
        archive.writestr("a.txt", b"selamat")
    container = take(here.village, path).added[0].id
    done = unfold(here.village, UnfoldRequest(container), SILENT)
    assert [one.path for one in done.added] == ["a.txt"]
    assert [(one.path, one.reason) for one in done.failed] == [("bom.bin", "too_large")]
    assert list((here.village.store.folder / "temporary").iterdir()) == []


def test_what_is_no_container(here: Town) -> None:
    path = here.folder / "a.txt"
    path.write_text("isi", "utf-8")
    item = take(here.village, path).added[0].id
    with pytest.raises(Fixable) as caught:
        list_inside(here.village, item)
    assert caught.value.code is ErrorCode.NOTHING_INSIDE


def test_a_locked_archive_asks_for_its_password(here: Town) -> None:
    path = here.folder / "kunci.zip"
    with pyzipper.AESZipFile(path, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(_SECRET.encode())
        archive.writestr("a.txt", "Notulen")
    container = take(here.village, path).added[0].id
    assert [one.locked for one in list_inside(here.village, container)] == [True]
    for word, code in (("", ErrorCode.FILE_PASSWORD_NEEDED), ("salah", ErrorCode.FILE_PASSWORD_WRONG)):
        with pytest.raises(Fixable) as caught:
            unfold(here.village, UnfoldRequest(container, None, word), SILENT)
        assert caught.value.code is code
    (taken,) = unfold(here.village, UnfoldRequest(container, None, _SECRET), SILENT).added
    assert read_original(here.village, taken.id) == b"Notulen"


def test_a_password_gives_text_and_picture_and_is_kept_nowhere(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    path = here.folder / "kunci.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption(_SECRET, strength=128))
    canvas.drawString(100, 700, "Notulen tertutup")
    canvas.save()
    item = take(here.village, path).added[0].id
    assert here.village.find([item])[0].warnings == ("password",)
    with pytest.raises(Fixable) as caught:
        unlock(here.village, UnlockRequest(item, "salah"), SILENT)
    assert caught.value.code is ErrorCode.FILE_PASSWORD_WRONG
    done = unlock(here.village, UnlockRequest(item, _SECRET), SILENT)
    assert (done.text, done.preview) == (True, True)
    assert here.village.find([item])[0].warnings == ()
    assert browse.search(here.village, Filter(text="tertutup")).items[0].id == item
    assert hashlib.sha256(read_original(here.village, item)).hexdigest() == here.village.find([item])[0].digest.sha256
    told = "".join(str(row) for row in here.village.store.database.rows("SELECT * FROM journal"))
    assert _SECRET not in told + caplog.text + repr(UnlockRequest(item, _SECRET)) + repr(
        UnfoldRequest(item, None, _SECRET)
    )
    with pytest.raises(Fixable) as caught:
        unlock(here.village, UnlockRequest(item, _SECRET), SILENT)
    assert caught.value.code is ErrorCode.FILE_NOT_LOCKED
