"""Sticks, cards and phones are counted and offered, and nothing of them is taken in by itself."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.app.drive_watch import DriveWatch
from kla_desktop.model.station import Role
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.survey_drives import SilenceRequest, SurveyRequest, silence_drive, survey_drives
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.phones import list_phones
from kla_desktop.system.progress import SilentProgress
from kla_desktop.system.volumes import Volume
from tests.gui.conftest import draw_photo

SILENT = SilentProgress()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "pustaka"
    bootstrap.create(folder, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti A."))
    with bootstrap.opened(folder) as workspace:
        yield workspace


def stick(folder: Path) -> Volume:
    return Volume(folder, "KINGSTON", "vfat", 1 << 30, 1 << 29, removable=True, read_only=False, identity="1A2B-3C4D")


def fill(folder: Path) -> Path:
    for number in range(4):
        draw_photo(folder / "DCIM" / "Camera" / f"IMG_{number}.jpg", number)
    (folder / "DCIM" / ".thumbnails").mkdir(parents=True)
    draw_photo(folder / "DCIM" / ".thumbnails" / "t.jpg", 5)
    (folder / "Surat").mkdir()
    (folder / "Surat" / "undangan.pdf").write_bytes(b"%PDF-1.4 x")
    (folder / "program.exe").write_bytes(b"MZ")
    return folder


def test_a_card_with_a_camera_folder_offers_that_alone(library: Workspace, tmp_path: Path) -> None:
    drive = stick(fill(tmp_path / "kartu"))
    offer = survey_drives(library, SurveyRequest((drive,)), SILENT).offers[0]
    found = offer.survey
    assert (found.camera, found.photos, found.papers, found.new, found.complete) == (True, 4, 0, 4, True)
    assert offer.is_due
    assert offer.folders == (str(drive.path / "DCIM" / "Camera"),)
    assert len(ingest(library, IngestRequest(offer.folders), SILENT).added) == 4
    again = survey_drives(library, SurveyRequest((drive,)), SILENT).offers[0]
    assert (again.survey.photos, again.survey.new, again.is_due) == (4, 0, False)


def test_what_came_from_elsewhere_is_not_new(library: Workspace, tmp_path: Path) -> None:
    card, elsewhere = fill(tmp_path / "kartu"), tmp_path / "Unduhan"
    elsewhere.mkdir()
    copy = elsewhere / "IMG_1.jpg"
    copy.write_bytes((card / "DCIM" / "Camera" / "IMG_1.jpg").read_bytes())
    ingest(library, IngestRequest((str(copy),)), SILENT)
    assert survey_drives(library, SurveyRequest((stick(card),)), SILENT).offers[0].survey.new == 3


def test_a_stick_of_papers_is_counted_whole(library: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "stik"
    (folder / "Notulen").mkdir(parents=True)
    (folder / "Notulen" / "rapat.docx").write_bytes(b"PK\x03\x04")
    draw_photo(folder / "foto.jpg", 1)
    found = survey_drives(library, SurveyRequest((stick(folder),)), SILENT).offers[0].survey
    assert (found.camera, found.photos, found.papers, found.new) == (False, 1, 1, 2)


def test_a_silenced_or_watched_drive_is_not_offered(library: Workspace, tmp_path: Path) -> None:
    drive = stick(fill(tmp_path / "kartu"))
    silence_drive(library, SilenceRequest(drive.identity), SILENT)
    assert not survey_drives(library, SurveyRequest((drive,)), SILENT).offers[0].is_due
    silence_drive(library, SilenceRequest(drive.identity, silent=False), SILENT)
    assert survey_drives(library, SurveyRequest((drive,)), SILENT).offers[0].is_due
    with library.transaction():
        library.store.local.watch(str(drive.path / "DCIM"), library.now())
    assert not survey_drives(library, SurveyRequest((drive,)), SILENT).offers[0].is_due


def test_a_drive_that_was_pulled_out_is_left_out(library: Workspace, tmp_path: Path) -> None:
    assert survey_drives(library, SurveyRequest((stick(tmp_path / "dicabut"),)), SILENT).offers == ()


def test_phones_show_their_camera_folders(library: Workspace, tmp_path: Path) -> None:
    phone = tmp_path / "gvfs" / "mtp:host=SAMSUNG_SAMSUNG_Android_R9CR1046ABCD"
    draw_photo(phone / "Internal shared storage" / "DCIM" / "Camera" / "IMG_1.jpg", 1)
    draw_photo(phone / "Internal shared storage" / "WhatsApp" / "private.jpg", 2)
    (tmp_path / "gvfs" / "smb-share:server=nas,share=x").mkdir()
    found = list_phones(tmp_path)
    assert [(one.filesystem, one.removable) for one in found] == [("mtp", True)]
    assert found[0].label.startswith("SAMSUNG")
    counted = survey_drives(library, SurveyRequest(tuple(found)), SILENT).offers[0].survey
    assert (counted.camera, counted.photos, counted.new) == (True, 1, 1)
    assert list_phones(tmp_path / "none") == []


def test_a_drive_is_said_once_each_time_it_comes(tmp_path: Path) -> None:
    drive, there, looked = stick(tmp_path), [True], threading.Semaphore(0)
    said: list[Volume] = []

    def look() -> list[Volume]:
        looked.release()
        return [drive] if there[0] else []

    watch = DriveWatch(said.append, look, every=0.02)
    watch.start()
    try:
        for state, count in ((True, 1), (False, 1), (True, 2)):
            there[0] = state
            for _ in range(4):
                assert looked.acquire(timeout=5)
            assert said == [drive] * count
    finally:
        watch.close()
