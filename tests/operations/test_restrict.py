"""Evidence on which a child can be recognised: who restricts it, where that travels, and what paper shows of it."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from kla_desktop.model.evidence import CHILD_FACE, Restriction
from kla_desktop.model.ids import EvidenceId
from kla_desktop.operations.dossier_making import DossierChoice
from kla_desktop.operations.print_dossier import PrintRequest, print_dossier
from kla_desktop.operations.restrict import RestrictRequest, restrict
from kla_desktop.operations.summary import evidence_csv
from kla_desktop.operations.undo import UndoRequest, undo
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from tests.operations.town import SILENT, Town, photo, tagged, town


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def said(ws: Workspace, evidence: EvidenceId) -> Restriction:
    return ws.find([evidence])[0].restriction


def test_a_selection_is_one_step_and_comes_back_by_undo(here: Town) -> None:
    items = tagged(here.village, *(photo(here.folder / f"{shade}.png", shade) for shade in (1, 2, 3)))
    restrict(here.village, RestrictRequest((items[0],)), SILENT)
    done = restrict(here.village, RestrictRequest(tuple(items)), SILENT)
    assert done.evidence == (items[1], items[2])
    undo(here.village, UndoRequest(), SILENT)
    assert [bool(said(here.village, each)) for each in items] == [True, False, False]
    undo(here.village, UndoRequest(redo=True), SILENT)
    assert all(said(here.village, each) for each in items)
    deed = here.village.store.offices.to_undo()
    assert deed is not None
    assert (deed.verb, deed.count, deed.detail) == ("restricted", 2, {"why": CHILD_FACE})


def test_the_stricter_word_counts_at_both_ends(here: Town) -> None:
    here.introduce(here.village)
    first, second = tagged(here.village, *(photo(here.folder / f"{shade}.png", shade) for shade in (11, 12)))
    restrict(here.village, RestrictRequest((first,)), SILENT)
    here.carry(here.village, here.desk)
    assert [said(here.desk, each) for each in (first, second)] == [Restriction(CHILD_FACE), Restriction()]
    restrict(here.desk, RestrictRequest((first, second)), SILENT)
    here.carry(here.desk, here.village)
    assert [said(here.village, each) for each in (first, second)] == [
        Restriction(CHILD_FACE, CHILD_FACE),
        Restriction("", CHILD_FACE),
    ]
    lifted = restrict(here.village, RestrictRequest((first, second), lift=True), SILENT)
    assert (lifted.evidence, lifted.still) == ((first,), (first, second))
    here.carry(here.village, here.desk)
    assert said(here.desk, first) == Restriction("", CHILD_FACE)
    restrict(here.desk, RestrictRequest((first,), lift=True), SILENT)
    here.carry(here.desk, here.village)
    assert said(here.village, first) == Restriction()
    assert not replay.differences(here.desk.store)
    assert not replay.differences(here.village.store)


def test_the_secretariat_speaks_of_its_own_as_an_owner(here: Town) -> None:
    (item,) = tagged(here.desk, photo(here.folder / "milik-meja.png", 21))
    restrict(here.desk, RestrictRequest((item,)), SILENT)
    assert said(here.desk, item) == Restriction(CHILD_FACE)
    assert not restrict(here.desk, RestrictRequest((item,), lift=True), SILENT).still


def test_paper_leaves_it_out_or_shows_nothing_recognisable(here: Town) -> None:
    plain, secret = here.folder / "taman.png", here.folder / "anak.png"
    photo(plain, 30)
    board = Image.effect_noise((600, 400), 90).convert("RGB")
    board.save(secret)
    tagged(here.desk, plain)
    (item,) = tagged(here.desk, secret)
    restrict(here.desk, RestrictRequest((item,)), SILENT)
    out = here.folder / "dosir.pdf"
    assert print_dossier(here.desk, PrintRequest(out), SILENT).items == 1
    assert "1 bukti terbatas (wajah anak) tidak dimuat di sini" in _words(out)
    assert "anak.png" not in _words(out)
    blurred = print_dossier(here.desk, PrintRequest(out, DossierChoice(blur_restricted=True)), SILENT)
    assert blurred.items == 2
    assert "anak.png" in _words(out)
    pictures = _pictures(out)
    assert len(pictures) == 2
    assert min(_detail(picture) for picture in pictures) < 1.5 < _detail(board) / 10


def test_tables_say_it(here: Town) -> None:
    items = tagged(here.village, photo(here.folder / "a.png", 41), photo(here.folder / "b.png", 42))
    restrict(here.village, RestrictRequest((items[1],)), SILENT)
    rows = evidence_csv(here.village, here.village.find(items)).decode("utf-8-sig").splitlines()
    assert [row.rsplit(",", 1)[1] for row in rows] == ["dibatasi", "", "ya"]


def _words(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as book:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in book)


def _pictures(path: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(path) as book:
        return [
            found.get_bitmap().to_pil()
            for page in book
            for found in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))
        ]


def _detail(picture: Image.Image) -> float:
    """How much neighbouring pixels differ, on average over the whole picture."""
    grey = picture.convert("L").tobytes()
    steps = [abs(one - other) for one, other in itertools.pairwise(grey)]
    return sum(steps) / len(steps)
