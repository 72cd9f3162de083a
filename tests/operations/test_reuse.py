"""The same evidence used again: found among photos and papers that are easily confused, decided, told everywhere."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.likeness import PairVerdict, lasting_tokens, match_texts, words_of_text
from kla_desktop.operations.check_library import CheckRequest, check_library
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.find_duplicates import NEAR, DuplicatesRequest, Group, find_duplicates
from kla_desktop.operations.find_reuse import FindReuseRequest, find_reuse
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.judge_pair import JudgePairRequest, judge_pair
from kla_desktop.operations.undo import UndoRequest, undo
from kla_desktop.operations.workspace import Workspace
from tests.operations.town import SILENT, Town, tagged, town
from tests.shots import WAYS, Event, rooms


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


MINUTES = """NOTULEN RAPAT GUGUS TUGAS KOTA LAYAK ANAK
Hari/tanggal : {day}
Pukul 09.00 WIB, Aula Kelurahan Pancoran Mas, nomor {number}/KLA
Rapat dibuka oleh Lurah yang menyampaikan pentingnya pemenuhan hak anak di wilayah kelurahan. Ketua Forum Anak
menyampaikan usulan taman baca di setiap rukun warga dan lampu jalan dekat sekolah. Puskesmas melaporkan capaian
imunisasi dasar lengkap serta rencana kelas ibu balita. Disepakati pembentukan tim kecil untuk menyusun rencana aksi."""
OTHER = """NOTULEN RAPAT GUGUS TUGAS KOTA LAYAK ANAK
Hari/tanggal : Selasa, 11 Juni 2024
Pukul 09.00 WIB, Aula Kelurahan Pancoran Mas, nomor 12/KLA
Rapat dibuka oleh Camat yang mengingatkan batas waktu pengumpulan data. Kepala sekolah memaparkan pelaksanaan sekolah
ramah anak dan kendala kantin sehat. Kepolisian menerangkan layanan pengaduan kekerasan. Disepakati kunjungan bersama
ke tiga sekolah dan laporan tertulis kepada gugus tugas paling lambat akhir bulan."""


def _planted(folder: Path, photos: int, each: int) -> dict[str, str]:
    """Write photos of a few events and reuses of some: file name of the reuse → of the original."""
    rng = np.random.default_rng(3)
    events = [Event(room, 40 + at, (640, 480)) for at, room in enumerate(rooms(max(2, photos // 60), seed=3))]
    plan = [way for way in WAYS for _ in range(each)]
    planted = {}
    folder.mkdir()
    for number in range(photos):
        shot = events[number % len(events)].shot()
        name = f"{number:05d}.jpg"
        shot.save(folder / name, quality=88)
        if plan and number % (photos // len(WAYS) // each) == 0:
            way = plan.pop()
            change, ending, quality = WAYS[way]
            again = f"{number:05d}-{way}.{ending}"
            change(shot, rng).save(folder / again, quality=quality, compress_level=1)
            planted[again] = name
    return planted


def _judged(ws: Workspace, folder: Path, planted: dict[str, str]) -> tuple[list[str], set[str]]:
    """Take in and compare: reuses that were missed, and files wrongly named as one with another."""
    taken = ingest(ws, IngestRequest((str(folder),)), SILENT)
    find_reuse(ws, FindReuseRequest(), SILENT)
    names = {one.id: Path(one.path).name for one in taken.added}
    found = [{names[one] for one in group.items} for group in near(ws)]
    missed = [again for again, first in planted.items() if {again, first} not in found]
    allowed = [{again, first} for again, first in planted.items()]
    return missed, {name for pair in found if pair not in allowed for name in pair}


def near(ws: Workspace, *, undecided: bool = False) -> tuple[Group, ...]:
    return find_duplicates(ws, DuplicatesRequest(NEAR, undecided), SILENT).groups


def test_reused_photos_are_found_and_shots_of_one_event_are_not(here: Town) -> None:
    planted = _planted(here.folder / "foto", 28, 1)
    assert len(planted) == 7
    assert _judged(here.village, here.folder / "foto", planted) == ([], set())


@pytest.mark.heavy
def test_reused_photos_are_found_among_many(here: Town) -> None:
    planted = _planted(here.folder / "foto", 1500, 10)
    missed, wrong = _judged(here.village, here.folder / "foto", planted)
    assert len(planted) == 70
    assert len(missed) <= 3
    assert len(wrong) <= 6


def test_pages_of_one_form_are_not_the_same_page(here: Town) -> None:
    folder = here.folder / "formulir"
    folder.mkdir()
    for number in range(4):
        _form(number).save(folder / f"{number}.png")
    _form(3).rotate(180).convert("RGB").save(folder / "lagi.jpg", quality=60)
    for name, tone in (("putih", 255), ("hitam", 0), ("kelabu", 128)):
        Image.new("L", (800, 600), tone).save(folder / f"{name}.png")
    assert _judged(here.village, folder, {"lagi.jpg": "3.png"}) == ([], set())


def _form(seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    page = Image.new("L", (1000, 1400), 255)
    draw = ImageDraw.Draw(page)
    draw.text((300, 60), "DAFTAR HADIR", fill=0, font_size=48)
    for row in range(16):
        top = 200 + row * 70
        draw.line((80, top, 920, top), fill=0, width=3)
        if row < 15:
            name = " ".join("".join(chr(code) for code in rng.integers(97, 123, 6)).title() for _ in range(3))
            draw.text((100, top + 15), f"{row + 1}", fill=0, font_size=32)
            draw.text((180, top + 15), name, fill=20, font_size=32)
            draw.line([(700 + x * 8, top + 35 + int(rng.integers(-20, 20))) for x in range(22)], fill=40, width=4)
    return page


def test_minutes_with_another_date_are_the_same_minutes() -> None:
    first, again = (
        MINUTES.format(day="Selasa, 11 Juni 2024", number=12),
        MINUTES.format(day="Senin, 12 Mei 2025", number=4),
    )
    match = match_texts(first, again)
    assert match is not None
    assert match.how == "redated"
    assert ("Selasa, 11 Juni 2024", "Senin, 12 Mei 2025") in match.changes
    assert words_of_text(first) == words_of_text(again)
    assert match_texts(first, OTHER) is None
    assert not {"juni", "2024", "selasa", "12"} & set(lasting_tokens(first))
    assert words_of_text("Undangan rapat 3 Mei") == b""


def test_a_decision_is_recorded_travels_and_can_be_undone(here: Town) -> None:
    here.introduce(here.village)
    here.introduce(here.agency)
    shot = Event(next(rooms(1, seed=9)), 1, (640, 480)).shot()
    shot.save(here.folder / "asli.jpg", quality=90)
    shot.resize((400, 300)).save(here.folder / "lagi.jpg", quality=70)
    (first,) = tagged(here.village, here.folder / "asli.jpg")
    (second,) = tagged(here.agency, here.folder / "lagi.jpg")
    here.carry(here.village, here.desk)
    here.carry(here.agency, here.desk)
    desk = here.desk
    derive(desk, DeriveRequest(), SILENT)
    find_reuse(desk, FindReuseRequest(), SILENT)
    (group,) = near(desk)
    assert (set(group.items), group.how, group.elsewhere) == ({first, second}, "resized", True)
    assert _warns(desk, first)
    assert _warns(desk, second)

    judge_pair(desk, JudgePairRequest(first, second, PairVerdict.DIFFERENT, "lain acara"), SILENT)
    assert near(desk, undecided=True) == ()
    assert not _warns(desk, first)
    (decided,) = near(desk)
    assert [(one.verdict, one.note) for one in decided.decisions] == [(PairVerdict.DIFFERENT, "lain acara")]

    undo(desk, UndoRequest(), SILENT)
    assert _warns(desk, second)
    undo(desk, UndoRequest(redo=True), SILENT)
    assert not _warns(desk, second)


def _warns(ws: Workspace, evidence: EvidenceId) -> bool:
    return "similar" in ws.find([evidence])[0].warnings


def test_what_was_lost_of_the_comparison_is_made_anew(here: Town) -> None:
    shot = Event(next(rooms(1, seed=9)), 1, (640, 480)).shot()
    for name, quality in (("a.jpg", 90), ("b.jpg", 60)):
        shot.save(here.folder / name, quality=quality)
    ws = here.village
    ingest(ws, IngestRequest((str(here.folder / "a.jpg"), str(here.folder / "b.jpg"))), SILENT)
    find_reuse(ws, FindReuseRequest(), SILENT)
    assert check_library(ws, CheckRequest(), SILENT).ok
    before = near(ws)
    with ws.transaction():
        ws.store.database.write("DELETE FROM likeness WHERE one < other")
        ws.store.database.write("DELETE FROM look WHERE n = 1")
    assert [problem.what for problem in check_library(ws, CheckRequest(repair=True), SILENT).problems] == ["likeness"]
    find_reuse(ws, FindReuseRequest(), SILENT)
    assert len(before) == 1
    assert near(ws) == before
