"""The cache of thumbnails is damaged: the library opens all the same, and draws them again."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kla_desktop.app import bootstrap
from kla_desktop.app.restore import restore
from kla_desktop.model.station import Role
from kla_desktop.operations.back_up import BackUpRequest, back_up
from kla_desktop.operations.check_library import CheckRequest, Problem, check_library
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.store.previews import ASIDE
from kla_desktop.system.progress import SilentProgress
from tests.media.samples import encoded, picture

SILENT = SilentProgress()
PAGE = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with six photos, closed."""
    folder = tmp_path / "pustaka"
    bootstrap.create(folder, bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    photos = tmp_path / "foto"
    photos.mkdir()
    for number in range(6):
        (photos / f"{number}.jpg").write_bytes(encoded(picture((640 + number, 480))))
    with bootstrap.opened(folder) as ws:
        ingest(ws, IngestRequest((str(photos),)), SILENT)
        ws.store.settle()
    return folder


def _pictures(folder: Path) -> int:
    with bootstrap.opened(folder) as ws:
        return len(ws.store.previews.get([one.digest.sha256 for one in ws.store.local.all_objects()]))


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda data: bytes(len(data)), id="zeros"),
        pytest.param(lambda data: data[: PAGE // 2], id="cut"),
        pytest.param(lambda data: b"SQLite format 3\0" + data[16:], id="head"),
    ],
)
def test_a_damaged_cache_is_laid_aside_and_drawn_again(folder: Path, harm: Callable[[bytes], bytes]) -> None:
    cache = folder / "previews.db"
    before = harm(cache.read_bytes())
    cache.write_bytes(before)
    assert _pictures(folder) == 0
    assert (folder / ASIDE).read_bytes() == before
    with bootstrap.opened(folder) as ws:
        assert derive(ws, DeriveRequest(), SILENT).count == 6
        assert check_library(ws, CheckRequest(), SILENT).problems == ()
    assert _pictures(folder) == 6


def test_who_only_reads_leaves_a_damaged_cache_to_its_writer(folder: Path) -> None:
    cache = folder / "previews.db"
    cache.write_bytes(before := bytes(cache.stat().st_size))
    with bootstrap.opened(folder, writing=False) as ws:
        digests = [one.digest.sha256 for one in ws.store.local.all_objects()]
        assert len(digests) == 6
        assert ws.store.previews.get(digests) == {}
    assert cache.read_bytes() == before
    assert not (folder / ASIDE).exists()


def test_the_cache_is_begun_anew_while_others_look_at_it(folder: Path) -> None:
    with bootstrap.opened(folder) as ws, ThreadPoolExecutor(3) as threads:
        digests = [one.digest.sha256 for one in ws.store.local.all_objects()]
        kept = ws.store.previews.get(digests)
        done = threading.Event()

        def look() -> set[int]:
            seen = {len(ws.store.previews.get(digests))}
            while not done.is_set():
                seen.add(len(ws.store.previews.get(digests)))
            return seen

        looking = [threads.submit(look) for _ in range(3)]
        for _ in range(10):
            ws.store.previews.renew()
            assert ws.store.previews.get(digests) == {}
            ws.store.previews.put(list(kept.items()))
        done.set()
        assert set[int]().union(*(one.result(60) for one in looking)) <= {0, 6}
        assert ws.store.previews.get(digests) == kept


def test_a_library_from_a_backup_draws_them_again(folder: Path, tmp_path: Path) -> None:
    with bootstrap.opened(folder) as ws:
        back_up(ws, BackUpRequest(tmp_path / "cadangan.kla-cadangan"), SILENT)
    restore(tmp_path / "cadangan.kla-cadangan", tmp_path / "pulih", None, SILENT)
    with bootstrap.opened(tmp_path / "pulih") as ws:
        assert derive(ws, DeriveRequest(), SILENT).count == 6
    assert _pictures(tmp_path / "pulih") == 6


def test_a_damaged_page_costs_its_thumbnails_until_the_check_begins_anew(folder: Path) -> None:
    cache = folder / "previews.db"
    data = bytearray(cache.read_bytes())
    for page in range(3 * PAGE, len(data), PAGE):
        data[page + 100] ^= 1
    cache.write_bytes(data)
    assert _pictures(folder) < 6
    with bootstrap.opened(folder) as ws:
        (found,) = check_library(ws, CheckRequest(), SILENT).problems
        assert found == Problem("previews", "", repaired=False)
        (mended,) = check_library(ws, CheckRequest(repair=True), SILENT).problems
        assert mended.repaired
        assert derive(ws, DeriveRequest(), SILENT).count == 6
        assert check_library(ws, CheckRequest(), SILENT).ok
    assert _pictures(folder) == 6
