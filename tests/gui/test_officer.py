"""A petugas at work: a hundred files of every kind go under all 24 indicators by real key presses, and are counted."""

import io
import struct
import wave
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.gui.pages.tag_page import TagPage
from kla_desktop.model.listing import Filter, Item
from kla_desktop.operations import browse
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import SilentProgress
from tests.gui.conftest import Office
from tests.media.samples import CORPUS, docx, mp4, pdf

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
HEIC = sorted((CORPUS / "photo" / "pillow-heif").glob("*.heic"))


def make_files(folder: Path, count: int) -> Path:
    """Make files as a phone and an office have them, by turns; photos are half of them."""
    folder.mkdir()
    for number in range(count):
        day, clock = f"202611{1 + number % 20:02d}", f"{9 + number // 60:02d}{number % 60:02d}00"
        match number % 10:
            case 0:
                (folder / f"Notulen rapat {number}.docx").write_bytes(docx(f"Rapat nomor {number}"))
            case 2:
                (folder / f"SK nomor {number}.pdf").write_bytes(pdf(f"Keputusan {number}"))
            case 4:
                (folder / f"VID_{day}_{clock}.mp4").write_bytes(mp4(3_870_000_000 + number, 1000 + number))
            case 6:
                (folder / f"Rekaman {number}.wav").write_bytes(recording(number))
            case 8:
                (folder / f"IMG_{number:04d}.heic").write_bytes(heic(number // 10))
            case _:
                shade = (number * 37 % 256, number * 11 % 256, 90)
                Image.new("RGB", (64, 48), shade).save(folder / f"IMG_{day}_{clock}.jpg", "JPEG")
    return folder


def state_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}


def recording(number: int) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(struct.pack("<h", number) * 800)
    return target.getvalue()


def heic(number: int) -> bytes:
    """A phone's HEIC where there are some, made different by an empty box at its end; else one that is cut short."""
    whole = (
        HEIC[number % len(HEIC)].read_bytes() if HEIC else struct.pack(">I4s4sI4s", 20, b"ftyp", b"heic", 0, b"mif1")
    )
    return whole + struct.pack(">I4sI", 12, b"free", number)


def listed(ws: Workspace) -> list[Item]:
    return browse.items(ws, [number for number, _ in browse.rows(ws, Filter())])


def is_tagged(ws: Workspace, row_number: int) -> bool:
    return bool(browse.items(ws, [row_number])[0].tags)


class Petugas:
    """Counts what is pressed; every press goes where the focus is."""

    def __init__(self) -> None:
        self.pressed = 0

    def press(self, *keys: str | Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            if isinstance(key, str):
                QTest.keyClicks(focus, key, modifier)
            else:
                QTest.keyClick(focus, key, modifier)
            self.pressed += 1

    def number(self, number: int) -> None:
        self.press(*(str(number) if 3 <= number <= 9 else f"{number:02d}"))


def test_a_hundred_mixed_files_cost_at_most_two_hundred_keys(
    open_office: Callable[..., Office], qtbot: QtBot, tmp_path: Path
) -> None:
    office = open_office(0)
    ws = office.workspace
    folder = make_files(tmp_path / "DCIM", 100)
    originals = state_of(folder)
    taken = ingest(ws, IngestRequest((str(folder),)), SilentProgress())
    assert (len(taken.added), len(taken.failed)) == (100, 0)
    assert {item.media for item in listed(ws)} == {"jpeg", "pdf", "docx", "heic", "mp4", "audio"}
    office.shell.show_page("tag")
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(lambda: len(page.model.numbers) == 100 and page.grid.current_row == 0 and page.grid.hasFocus())
    order = list(page.model.numbers)
    petugas, wanted = Petugas(), {}
    for place, row_number in enumerate(order):
        number = place * 7 % 24 + 1
        wanted[row_number] = {number}
        assert page.grid.current_row == place, "the next file is always there already"
        if place == 30:  # a slip: taken back, and given rightly
            petugas.number(number % 24 + 1)
            petugas.press(Key.Key_Backspace)
            qtbot.waitUntil(lambda: is_tagged(ws, order[30]))
            petugas.press(Key.Key_Z, modifier=CTRL)
            qtbot.waitUntil(lambda: not is_tagged(ws, order[30]))
        if place == 60:  # one photo for two indicators
            petugas.press("+")
            petugas.number(6)
            wanted[row_number] |= {6}
        petugas.number(number)
    numbers = ws.catalogue.by_slug

    def given() -> dict[int, set[int]]:
        return {item.row: {numbers[tag.indicator].number for tag in item.tags} for item in listed(ws)}

    qtbot.waitUntil(lambda: given() == wanted)
    assert {number for tags in wanted.values() for number in tags} == set(range(1, 25))
    assert petugas.pressed <= 200, petugas.pressed
    assert state_of(folder) == originals, "what the officer has is only read"


def test_all_and_a_number_over_five_hundred_is_one_step(open_office: Callable[..., Office], qtbot: QtBot) -> None:
    office = open_office(500)
    ws = office.workspace
    office.shell.show_page("tag")
    page = office.shell.page("tag")
    assert isinstance(page, TagPage)
    qtbot.waitUntil(lambda: len(page.model.numbers) == 500 and page.grid.hasFocus())
    petugas, before = Petugas(), listed(ws)
    petugas.number(9)  # something of its own, that must stay
    qtbot.waitUntil(lambda: sum(1 for item in listed(ws) if item.tags) == 1)
    one = listed(ws)
    petugas.press(Key.Key_A, modifier=CTRL)
    petugas.number(13)
    slug = ws.catalogue.by_number[13].slug
    qtbot.waitUntil(lambda: all(slug in {tag.indicator for tag in item.tags} for item in listed(ws)))
    qtbot.waitUntil(lambda: "500 foto ditandai" in office.shell.toast.text)
    assert page.grid.selected_count() == 500
    petugas.press(Key.Key_Z, modifier=CTRL)
    qtbot.waitUntil(lambda: listed(ws) == one)
    petugas.press(Key.Key_Z, modifier=CTRL)
    qtbot.waitUntil(lambda: listed(ws) == before)
    assert petugas.pressed == 6
