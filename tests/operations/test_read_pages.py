"""Pages read by machine join the search, are marked as such, and survive being stopped at any moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from kla_desktop.media.page_reader import ENGINE
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Filter
from kla_desktop.operations import browse
from kla_desktop.operations.read_pages import ReadPagesRequest, read_pages, reading_counts
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Cancelled, SilentProgress, Step
from tests.operations.town import SILENT, Town, photo, tagged, take, town
from tests.paper.pages import WHEEL, Sheet

BANNER = "Sosialisasi Akta Kelahiran"


class Stopping(SilentProgress):
    """Asks to stop once `when` says so."""

    def __init__(self, ws: Workspace, pages: int) -> None:
        self._ws, self._pages = ws, pages

    def step(self, step: Step) -> None:
        assert step.doing == "reading"

    def checkpoint(self) -> None:
        if self._ws.store.database.value("SELECT count(*) FROM read_page") >= self._pages:
            raise Cancelled


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        for station in (made.desk, made.village, made.agency):
            station.reader.gentle = False
        yield made


def card(*lines: str) -> Image.Image:
    """A small card with some lines on it."""
    sheet = Sheet(120, WHEEL, 20, (150, 60))
    sheet.y, sheet.left = 6, 8
    for line in lines:
        sheet.line(line)
    return sheet.image


def scan(path: Path, *cards: Image.Image) -> Path:
    cards[0].save(path, save_all=True, append_images=cards[1:], resolution=120)
    return path


def found(ws: Workspace, words: str) -> list[EvidenceId]:
    return [hit.id for hit in browse.search(ws, Filter(text=words)).items if hit.machine_read]


def test_what_was_read_is_found_and_marked(here: Town) -> None:
    ws = here.village
    paper = scan(here.folder / "scan.pdf", card(BANNER, "Selasa, 11 Juni 2024"))
    added = take(ws, photo(here.folder / "polos.png", 5), paper).added
    item = next(one.id for one in added if one.path.endswith("pdf"))
    assert reading_counts(ws).waiting == 2
    done = read_pages(ws, ReadPagesRequest(), SILENT)
    assert (done.read, done.failed, done.waiting) == (2, 0, 0)
    assert found(ws, "sosialisasi akta") == [item]
    detail = browse.detail(ws, item)
    assert detail.text == detail.text_read
    assert detail.text_read.splitlines() == [BANNER, "Selasa, 11 Juni 2024"]
    assert ("2024-06-11", "ocr") in {(claim["value"], claim["source"]) for claim in ws.find([item])[0].claims}
    assert read_pages(ws, ReadPagesRequest(), SILENT).files == ()


def test_a_stopped_file_goes_on_at_its_next_page(here: Town) -> None:
    ws = here.village
    paper = scan(here.folder / "scan.tif", card("Halaman pertama"), card("Halaman kedua"))
    item = take(ws, paper).added[0].id
    with pytest.raises(Cancelled):
        read_pages(ws, ReadPagesRequest(), Stopping(ws, 1))
    assert ws.reader.pid is None
    sha256 = ws.find([item])[0].digest.sha256
    assert [page.number for page in ws.store.readings.pages(sha256, ENGINE)] == [0]
    with ws.transaction():
        ws.store.database.write("UPDATE read_page SET text = 'dari sebelumnya'")
    assert read_pages(ws, ReadPagesRequest(), SILENT).read == 1
    assert browse.detail(ws, item).text_read == "dari sebelumnya\n\nHalaman kedua"
    read_pages(ws, ReadPagesRequest((item,)), SILENT)  # asked for by name: all of it again
    assert browse.detail(ws, item).text_read == "Halaman pertama\n\nHalaman kedua"


def test_bytes_that_came_twice_share_what_was_read(here: Town) -> None:
    paper = scan(here.folder / "scan.pdf", card(BANNER))
    here.introduce(here.village)
    tagged(here.village, paper)
    mine = take(here.desk, paper).added[0].id
    read_pages(here.desk, ReadPagesRequest((mine,)), SILENT)
    here.carry(here.village, here.desk)
    assert len(found(here.desk, "sosialisasi")) == 1
    read_pages(here.desk, ReadPagesRequest(limit=1), SILENT)
    assert len(found(here.desk, "sosialisasi")) == 2


def test_papers_come_before_photos_and_the_newest_first(here: Town) -> None:
    ws = here.village
    order = [
        take(ws, scan(here.folder / "tua.pdf", card("tua"))).added[0].id,
        take(ws, scan(here.folder / "baru.pdf", card("baru"))).added[0].id,
        take(ws, photo(here.folder / "foto.png", 3)).added[0].id,
    ]
    wanted = [ws.find([order[n]])[0].digest.sha256 for n in (1, 0, 2)]
    assert ws.store.readings.waiting(ENGINE, 9) == wanted
    assert ws.store.readings.waiting("another engine", 1) == wanted[:1]


def test_a_damaged_file_is_tried_twice_and_then_left_alone(here: Town) -> None:
    ws = here.village
    broken = here.folder / "rusak.pdf"
    broken.write_bytes(b"%PDF-1.4\n" + b"x" * 500)
    take(ws, broken)
    for _ in range(2):
        (file,) = read_pages(ws, ReadPagesRequest(), SILENT).files
        assert file.failed == "damaged"
    assert read_pages(ws, ReadPagesRequest(), SILENT).files == ()
    assert reading_counts(ws).failed == 1
