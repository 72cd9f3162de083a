"""What leaves for others bears no position: copies of real photos, and the pictures of a dossier."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.print_dossier import PrintRequest, print_dossier
from kla_desktop.operations.restrict import RestrictRequest, restrict
from kla_desktop.operations.save_copies import SaveCopiesRequest, save_copies
from tests.media.samples import CORPUS, encoded, exif, needs_corpus, picture
from tests.operations.town import SILENT, Town, tagged, town

_HERE = {1: "S", 2: (6.0, 24.0, 9.0), 3: "E", 4: (106.0, 47.0, 39.0)}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def noted(path: Path, width: int) -> Path:
    path.write_bytes(encoded(picture((width, 300)), "JPEG", exif=exif(gps=_HERE).tobytes()))
    return path


def test_copies_bear_no_position_and_overwrite_nothing(here: Town) -> None:
    photo = noted(here.folder / "posyandu.jpg", 400)
    paper = here.folder / "notulen.txt"
    paper.write_text("Notulen rapat koordinasi", "utf-8")
    items = tagged(here.village, photo, paper)
    out = here.folder / "keluar"
    out.mkdir()
    first = save_copies(here.village, SaveCopiesRequest(tuple(items), out), SILENT)
    again = save_copies(here.village, SaveCopiesRequest(tuple(items), out), SILENT)
    assert len({*first.files, *again.files}) == len(list(out.iterdir())) == 4
    assert here.village.find(items)[0].gps is not None
    copies = {file.suffix: file.read_bytes() for file in first.files}
    assert here.village.probes.probe("x.jpg", copies[".jpg"]).gps is None
    assert b"Exif" not in copies[".jpg"]
    assert copies[".txt"] == paper.read_bytes()


def test_restricted_evidence_stays_here(here: Town) -> None:
    items = tagged(here.village, noted(here.folder / "a.jpg", 410), noted(here.folder / "b.jpg", 420))
    restrict(here.village, RestrictRequest((items[0],)), SILENT)
    done = save_copies(here.village, SaveCopiesRequest(tuple(items), here.folder), SILENT)
    assert (len(done.files), done.restricted, done.failed) == (1, (items[0],), ())


def test_a_missing_folder_is_said(here: Town) -> None:
    items = tagged(here.village, noted(here.folder / "a.jpg", 430))
    with pytest.raises(Fixable) as refused:
        save_copies(here.village, SaveCopiesRequest(tuple(items), here.folder / "tidak-ada"), SILENT)
    assert refused.value.code is ErrorCode.FOLDER_MISSING


@needs_corpus
def test_real_photos_with_positions_in_copies_and_on_paper(here: Town) -> None:
    photos = sorted((CORPUS / "photo" / "gps-extra").iterdir())
    items = tagged(here.desk, *photos)
    assert all(item.gps for item in here.desk.find(items))
    out = here.folder / "keluar"
    out.mkdir()
    done = save_copies(here.desk, SaveCopiesRequest(tuple(items), out), SILENT)
    assert len(done.files) == len(photos)
    for file in done.files:
        assert here.desk.probes.probe(file.name, file.read_bytes()).gps is None
    dossier = here.folder / "dosir.pdf"
    assert print_dossier(here.desk, PrintRequest(dossier), SILENT).items == len(photos)
    pictures = _jpegs(dossier.read_bytes())
    assert len(pictures) >= len(photos)
    for jpeg in pictures:
        assert here.desk.probes.probe("halaman.jpg", jpeg).gps is None
        assert b"Exif\0\0" not in jpeg


def _jpegs(pdf: bytes) -> list[bytes]:
    """The pictures of a PDF, as they lie in it."""
    return [found[1] for found in re.finditer(rb"stream\r?\n(\xff\xd8\xff.*?)\r?\nendstream", pdf, re.DOTALL)]
