"""A draft shows what will be printed: the same pages, the same code, roughly the same size."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from kla_desktop.app import bootstrap
from kla_desktop.model.dossier import Parts
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.listing import Filter
from kla_desktop.model.station import Role
from kla_desktop.operations import browse
from kla_desktop.operations.dossier_making import DossierChoice
from kla_desktop.operations.draft_dossier import draft_dossier
from kla_desktop.operations.print_dossier import PrintRequest, print_dossier
from kla_desktop.operations.restrict import RestrictRequest, restrict
from kla_desktop.operations.workspace import Workspace
from tests.operations.town import SILENT, tagged

SIZE = (1200, 900)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("kantor")
    bootstrap.create(folder / "pustaka", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(folder / "pustaka") as ws:
        tagged(ws, *(noisy(folder / f"{at}.jpg", at) for at in range(8)), indicator="13")
        yield ws


def noisy(file: Path, seed: int) -> Path:
    """A photo with the grain of a camera, so that JPEG has something to keep."""
    grain = Image.effect_noise(SIZE, 30 + seed).convert("RGB")
    Image.blend(grain, Image.linear_gradient("L").resize(SIZE).convert("RGB"), 0.6).save(file, quality=92)
    return file


@pytest.mark.parametrize(
    "choice",
    [
        DossierChoice(),
        DossierChoice(photos_per_page=6, parts=Parts(signer="signer_village", listing=False)),
        DossierChoice(photos_per_page=4, small=True, lang="en"),
        DossierChoice(parts=Parts(photos=False)),
    ],
)
def test_pages_code_and_size_are_those_of_the_print(village: Workspace, choice: DossierChoice, tmp_path: Path) -> None:
    draft = draft_dossier(village, choice, SILENT)
    printed = print_dossier(village, PrintRequest(tmp_path / "d.pdf", choice), SILENT)
    assert (draft.pages, draft.items, draft.code) == (printed.pages, printed.items, printed.code)
    assert printed.size == (tmp_path / "d.pdf").stat().st_size
    assert printed.size / 2.5 < draft.size < printed.size * 2.5
    for page in (1, draft.pages):
        data = draft.page(page, 800)
        assert data is not None
        with Image.open(io.BytesIO(data)) as image:
            assert max(image.size) == 800
            assert abs(image.height / image.width - 297 / 210) < 0.01


def test_restricted_evidence_is_left_out_and_counted(village: Workspace) -> None:
    whole = draft_dossier(village, DossierChoice(), SILENT)
    (item,) = browse.page(village, Filter(), 1)
    restrict(village, RestrictRequest((item.id,)), SILENT)
    try:
        left = draft_dossier(village, DossierChoice(), SILENT)
        assert (left.items, left.left_out) == (whole.items - 1, 1)
        assert draft_dossier(village, DossierChoice(blur_restricted=True), SILENT).items == whole.items
    finally:
        restrict(village, RestrictRequest((item.id,), lift=True), SILENT)


def test_nothing_to_look_at_is_said(village: Workspace) -> None:
    with pytest.raises(Fixable) as caught:
        draft_dossier(village, DossierChoice(year=1999), SILENT)
    assert caught.value.code is ErrorCode.NOTHING_TO_PRINT
