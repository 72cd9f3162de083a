"""Every long work is steered from the strip: it says how far it is, rests when asked to, and stops when asked to."""

import io
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kla_desktop.app.reading_service import Choice, ReadingState
from kla_desktop.app.settings import SettingsFile
from kla_desktop.gui.frame import Frame, make_frame
from kla_desktop.gui.page_reading import QUIET
from kla_desktop.gui.theme import Theme
from kla_desktop.gui.widgets.progress_strip import JobRow
from kla_desktop.jobs.events import Advanced, Event, Failed, Finished, Lane, Stopped
from kla_desktop.jobs.runner import Ticket
from kla_desktop.operations.back_up import BackUpRequest, back_up
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.hub.access import SetHubRequest, set_hub
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.print_dossier import PrintRequest, print_dossier
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.save_copies import SaveCopiesRequest, save_copies
from kla_desktop.operations.sync import sync
from kla_desktop.operations.syncing.round import SyncRequest
from kla_desktop.system.progress import Progress, Step
from tests.gui.conftest import Office
from tests.operations.test_read_pages import card, scan
from tests.operations.town import SILENT, Town, tagged, take, town
from tests.patience import PATIENCE

_PHOTOS, _SIDE = 36, 420


def noisy(folder: Path, count: int, seed: int) -> list[Path]:
    """Photos of half a megabyte that cannot be made smaller."""
    folder.mkdir(exist_ok=True)
    rng, files = random.Random(seed), []
    for number in range(count):
        file = folder / f"IMG_{seed}_{number:04d}.png"
        held = io.BytesIO()
        Image.frombytes("RGB", (_SIDE, _SIDE), rng.randbytes(3 * _SIDE * _SIDE)).save(held, "PNG", compress_level=0)
        file.write_bytes(held.getvalue())
        files.append(file)
    return files


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A kelurahan with tagged photos, one bundle on a stick, one on the way; a secretariat that knows it."""
    folder = tmp_path_factory.mktemp("kota")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(folder / name.lower()))
        with town(folder) as made:
            made.introduce(made.village)
            tagged(made.village, *noisy(folder / "pertama", _PHOTOS, 1))
            pack(made.village, PackRequest(), SILENT)
            hand_over(made.village, HandOverRequest(made.stick), SILENT)
            tagged(made.village, *noisy(folder / "kedua", _PHOTOS, 2))
            yield made


@dataclass(frozen=True, slots=True)
class LongWork:
    """One verb, as the window runs it."""

    name: str
    lane: Lane
    work: Callable[[Town, Progress], object]


def _take_in(here: Town, progress: Progress) -> object:
    return ingest(here.agency, IngestRequest((str(here.folder / "pertama"), str(here.folder / "kedua"))), progress)


def _sync(here: Town, progress: Progress) -> object:
    (here.folder / "hub").mkdir(exist_ok=True)
    for ws in (here.desk, here.village):
        set_hub(ws, SetHubRequest((here.folder / "hub").as_uri()), SILENT)
    sync(here.desk, SyncRequest(now=True), SILENT)
    return sync(here.village, SyncRequest(packs=True, now=True), progress)


def _hand_over(here: Town, progress: Progress) -> object:
    (bundle,) = [row.id for row in here.village.store.offices.bundles(sender=here.village.me) if row.number == 2]
    return hand_over(here.village, HandOverRequest(here.folder, (bundle,), plain=True), progress)


def _copies(here: Town, progress: Progress) -> object:
    ids = tuple(item.id for item in here.village.store.evidence.items(range(1, _PHOTOS)))
    target = here.folder / "salinan"
    target.mkdir(exist_ok=True)
    return save_copies(here.village, SaveCopiesRequest(ids, target), progress)


WORKS = (
    LongWork("Memasukkan berkas", Lane.INTAKE, _take_in),
    LongWork("Membuat bundel", Lane.PARCEL, lambda here, progress: pack(here.village, PackRequest(), progress)),
    LongWork(
        "Menyalin ke USB",
        Lane.TRANSFER,
        _hand_over,
    ),
    LongWork(
        "Menerima bundel",
        Lane.PARCEL,
        lambda here, progress: receive(here.desk, ReceiveRequest((here.stick,)), progress),
    ),
    LongWork(
        "Menyimpan PDF",
        Lane.PARCEL,
        lambda here, progress: print_dossier(here.village, PrintRequest(here.folder / "dosir.pdf"), progress),
    ),
    LongWork("Menyinkronkan dengan hub", Lane.TRANSFER, _sync),
    LongWork(
        "Memeriksa pustaka",
        Lane.PARCEL,
        lambda here, progress: check_library(here.village, CheckRequest(), progress),
    ),
    LongWork(
        "Membuat cadangan",
        Lane.PARCEL,
        lambda here, progress: back_up(here.village, BackUpRequest(here.folder / "cadangan.tar"), progress),
    ),
    LongWork("Menyimpan salinan", Lane.TRANSFER, _copies),
)


@pytest.fixture
def frame(app: QApplication, tmp_path: Path) -> Iterator[Frame]:
    made = make_frame(app, Theme(app, "light"), SettingsFile(tmp_path / "settings.toml"))
    made.shell.resize(1092, 540)
    made.shell.show()
    yield made
    made.job_bridge.close()
    made.shell.close()
    made.shell.deleteLater()


class Patient:
    """Gives the window time at each step to hear the first figures and to ask for rest, on busy machines too."""

    def __init__(self, progress: Progress, rests: threading.Event) -> None:
        self._progress, self._rests = progress, rests

    def step(self, step: Step) -> None:
        self._progress.step(step)
        if step.done + step.bytes_done > 0:
            self._rests.wait(0.25)

    def checkpoint(self) -> None:
        self._progress.checkpoint()


@pytest.mark.parametrize("long", WORKS, ids=lambda long: long.name)
def test_it_says_how_far_it_is_rests_and_stops(long: LongWork, here: Town, frame: Frame, qtbot: QtBot) -> None:
    bridge, strip = frame.job_bridge, frame.shell.progress_strip
    heard: list[Event] = []
    tickets: list[Ticket] = []
    rests = threading.Event()

    def advanced(event: Advanced) -> None:
        heard.append(event)
        if event.step.done + event.step.bytes_done > 0 and not tickets[0].paused:
            strip.rows[0]._pause.click() if strip.rows else tickets[0].pause()
            rests.set()

    bridge.advanced.connect(advanced)
    bridge.ended.connect(heard.append)
    tickets.append(bridge.run(long.lane, lambda progress: long.work(here, Patient(progress, rests)), label=long.name))
    qtbot.waitUntil(lambda: tickets[0].paused or tickets[0].ended)
    assert not [event for event in heard if isinstance(event, Finished | Failed)], "it ended without ever resting"
    qtbot.waitUntil(lambda: len(strip.rows) == 1)
    (row,) = strip.rows
    said = figures(row)
    assert "dijeda" in said
    assert " dari " in said
    assert any(char.isdigit() for char in said)
    qtbot.wait(300)  # what was under way to its next checkpoint
    rested = len(heard)
    qtbot.wait(200)
    assert len(heard) == rested, "it rests"
    row._cancel.click()
    assert "membatalkan" in figures(row)
    qtbot.waitUntil(lambda: tickets[0].ended)
    qtbot.waitUntil(lambda: isinstance(heard[-1], Stopped))
    assert strip.rows == ()


def test_reading_pages_rests_and_stops_from_the_strip(
    open_office: Callable[..., Office], tmp_path: Path, qtbot: QtBot
) -> None:
    office = open_office()
    ws, strip, reading = office.workspace, office.shell.progress_strip, office.context.reading
    ws.reader.gentle = False
    lines = ["Rapat koordinasi gugus tugas"] * 3
    take(ws, scan(tmp_path / "scan.tif", *(card(f"Halaman {number}", *lines) for number in range(40))))
    reading._busy_at = -QUIET  # nobody has touched this laptop for a while
    reading.start()
    qtbot.waitUntil(lambda: len(strip.rows) == 1)
    row = strip.rows[0]
    assert row._name.text() == "Membaca pindaian"
    assert "0 dari 1" in figures(row)
    row._pause.click()
    assert "dijeda" in figures(row)
    qtbot.waitUntil(lambda: reading.state.choice is Choice.PAUSED and not reading.state.working)
    assert len(strip.rows) == 1
    row._pause.click()
    assert "dijeda" not in figures(row)
    qtbot.waitUntil(lambda: reading.state.choice is Choice.ON and reading.state.working)
    qtbot.waitUntil(lambda: len(strip.rows) == 1)
    strip.rows[0]._cancel.click()
    qtbot.waitUntil(lambda: not strip.rows)
    assert office.shell.toast.text.startswith("Membaca pindaian dijeda")
    qtbot.waitUntil(lambda: reading.state.choice is Choice.PAUSED and not reading.state.working)


def test_the_row_of_reading_stays_while_somebody_works(open_office: Callable[..., Office], qtbot: QtBot) -> None:
    office = open_office()
    strip, row = office.shell.progress_strip, office.desk._reading_row
    row._shown = True
    row.follow(ReadingState(Choice.ON, working=True, waiting=5))
    assert "membaca halaman" in figures(strip.rows[0])
    row.follow(ReadingState(Choice.ON, working=False, waiting=5))
    assert "membaca halaman" in figures(strip.rows[0]), "it may be between two jobs"
    qtbot.waitUntil(lambda: "menunggu laptop senggang" in figures(strip.rows[0]))
    row.follow(ReadingState(Choice.ON, working=False, waiting=0))
    assert strip.rows == ()


def figures(row: JobRow) -> str:
    return row._figures.text()


def test_the_status_line_says_saving_while_a_deed_is_under_way(
    open_office: Callable[..., Office], qtbot: QtBot
) -> None:
    office, reached = open_office(), threading.Event()
    saved, bridge = office.shell.status_line.saved, office.desk.job_bridge
    assert saved.text() == "Tersimpan di laptop ini"
    bridge.run(Lane.QUERY, lambda _progress: reached.wait(PATIENCE))
    bridge.run(Lane.INTERACTIVE, lambda _progress: reached.wait(PATIENCE))
    bridge.run(Lane.INTERACTIVE, lambda _progress: None)
    qtbot.waitUntil(lambda: saved.text() == "Menyimpan…")
    reached.set()
    qtbot.waitUntil(lambda: saved.text() == "Tersimpan di laptop ini")
