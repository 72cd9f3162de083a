"""The pool: files in pieces, workers that hang, die or run out of memory, several threads at once."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from kla_desktop.media import probe_stream
from kla_desktop.media.crew import PoolClosed
from kla_desktop.media.pool import ProbePool
from kla_desktop.media.probe import probe_bytes
from kla_desktop.model.evidence_kind import EvidenceKind, MediaKind
from tests.media.samples import CORPUS, box, docx, encoded, exif, mp4, needs_corpus, pdf, picture, zipped
from tests.patience import PATIENCE

_AT = "2026-11-24T10:00:00+00:00"


@pytest.fixture(scope="module")
def pool() -> Iterator[ProbePool]:
    with ProbePool(workers=2) as made:
        yield made


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("IMG_20240611_101522.jpg", encoded(picture((2000, 1500)), exif=exif(times={0x9003: "2024:06:11 10:15:22"}))),
        ("a.pdf", pdf()),
        ("a.docx", docx("Notulen rapat")),
        ("a.txt", b"Undangan rapat"),
        ("a.mp4", mp4(3800920522, frames=200_000)),
        ("a.zip", zipped({"a": "b"})),
        ("a.bin", b"\0\1\2" * 100_000),
        ("rapat.opus", b"OggS" + bytes(5000)),
        ("empty.jpg", b""),
        ("half\ud800name 2024-06-11.jpg", encoded(picture())),
    ],
)
def test_the_pool_finds_what_a_direct_look_finds(pool: ProbePool, name: str, data: bytes) -> None:
    assert pool.probe(name, data, _AT) == probe_bytes(name, data, _AT)


def test_pieces_of_any_size_from_a_reused_buffer(pool: ProbePool) -> None:
    data = encoded(Image.effect_noise((1500, 1000), 80).convert("RGB"), quality=95)
    expected = probe_bytes("a.jpg", data, _AT)
    for size in (1000, 70_000, 1 << 20):
        stream = pool.open("a.jpg", _AT)
        buffer = bytearray(size)
        source = io.BytesIO(data)
        while read := source.readinto(buffer):
            stream.write(memoryview(buffer)[:read])
        assert stream.finish() == expected


def test_an_abandoned_file_frees_its_worker(pool: ProbePool) -> None:
    for _ in range(5):
        stream = pool.open("a.jpg", None)
        stream.write(encoded(Image.effect_noise((600, 600), 80)))
        stream.abandon()
        stream.abandon()
    assert pool.probe("a.jpg", encoded(picture())).preview is not None


def test_nothing_starts_before_it_is_needed_and_all_ends() -> None:
    pool = ProbePool(workers=1)
    assert pool.pids() == []
    assert pool.probe("a.bin", b"\0\1\2" * 9).warnings == ("unsupported",)
    assert pool.pids() == []
    assert pool.probe("a.txt", b"abc").text == "abc"
    (pid,) = pool.pids()
    pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert pool.probe("IMG-20240611-WA0001.jpg", encoded(picture())).claims != ()
    assert pool.page_image(pdf(), 0, 100) is None


def test_a_prepared_worker_is_the_one_that_the_first_file_gets() -> None:
    with ProbePool(workers=2) as pool:
        pool.prepare()
        pool.prepare()
        assert pool.probe("a.txt", b"Undangan", _AT) == probe_bytes("a.txt", b"Undangan", _AT)
        (pid,) = pool.pids()
        pool.prepare()
        pool.probe("b.txt", b"Undangan", _AT)
        assert pool.pids() == [pid]


def test_files_of_two_threads_use_the_prepared_worker_and_one_more() -> None:
    with ProbePool(workers=2) as pool, ThreadPoolExecutor(2) as threads:
        pool.prepare()
        found = list(threads.map(lambda name: pool.probe(name, b"Undangan", _AT), ["a.txt", "b.txt", "c.txt", "d.txt"]))
        assert [one.text for one in found] == ["Undangan"] * 4
        assert 1 <= len(pool.pids()) <= 2


def test_a_prepared_worker_that_nobody_needs_ends_with_the_pool() -> None:
    pool = ProbePool(workers=2)
    pool.prepare()
    late = time.monotonic() + PATIENCE
    while not pool.pids():
        assert time.monotonic() < late
        time.sleep(0.02)
    (pid,) = pool.pids()
    pool.close()
    with pytest.raises(ProcessLookupError):  # noqa: PT012 - the end is waited for
        while time.monotonic() < late:
            os.kill(pid, 0)
            time.sleep(0.02)
    with pytest.raises(PoolClosed):
        pool.words([b""])


def test_parsers_are_imported_in_workers_only() -> None:
    code = (
        "import sys\nfrom kla_desktop.media.pool import ProbePool\nProbePool()\n"
        "heavy = {'PIL', 'pypdfium2', 'pi_heif', 'docx', 'numpy'} & set(sys.modules)\nassert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_killed_worker_costs_one_picture() -> None:
    with ProbePool(workers=1) as pool:
        data = encoded(
            Image.effect_noise((1200, 900), 80).convert("RGB"), exif=exif(times={0x9003: "2024:06:11 10:15:22"})
        )
        stream = pool.open("a.jpg", None)
        stream.write(data[:100_000])
        (pid,) = pool.pids()
        os.kill(pid, signal.SIGKILL)
        stream.write(data[100_000:])
        probed = stream.finish()
        assert probed.warnings == ("memory",)  # who sends SIGKILL is the kernel, short of memory
        assert probed.preview is None
        assert (probed.width, probed.claims[0].value) == (1200, "2024-06-11T10:15:22")
        again = pool.probe("a.jpg", data)
        assert again.warnings == ()
        assert again.preview is not None
        assert pool.pids() != [pid]


def test_a_file_that_takes_too_long_is_let_go() -> None:
    slow = encoded(Image.effect_noise((5000, 5000), 80), "PNG", compress_level=1)
    with ProbePool(workers=1, time_limit=0.02) as pool:
        begun = time.monotonic()
        probed = pool.probe("IMG_20240611_101522.png", slow, None)
        assert time.monotonic() - begun < 20
        assert probed.warnings == ("timeout",)
        assert (probed.media_kind, probed.evidence_kind) == (MediaKind.PNG, EvidenceKind.PHOTO)
        assert probed.claims[0].value == "2024-06-11T10:15:22"


@pytest.mark.skipif(sys.platform == "win32", reason="no memory limit on Windows")
@pytest.mark.parametrize("limit", [256 << 20, 512 << 20])
def test_short_memory_is_a_warning(limit: int) -> None:
    hungry = encoded(Image.new("RGBA", (7600, 7600)), "PNG", compress_level=1)
    with ProbePool(workers=1, memory_limit=limit) as pool:
        probed = pool.probe("a.png", hungry)
        assert (probed.media_kind, probed.preview, probed.warnings) == (MediaKind.PNG, None, ("memory",))
        assert pool.probe("b.jpg", encoded(picture())).preview is not None


def test_a_file_beyond_the_limit_is_taken_unread(pool: ProbePool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe_stream, "MAX_READ", 1 << 20)
    probed = pool.probe("Laporan 11 Juni 2024.pdf", pdf() + bytes(3 << 20), None)
    assert (probed.media_kind, probed.evidence_kind) == (MediaKind.PDF, EvidenceKind.REPORT)
    assert (probed.warnings, probed.claims[0].value) == (("too_large",), "2024-06-11")
    video = mp4(3800920522, frames=3 << 20)
    assert pool.probe("a.mp4", video, None).warnings == ()
    assert pool.probe("a.mp4", video, None).claims[0].value == "2024-06-11T03:15:22+00:00"
    assert pool.probe("b.jpg", encoded(picture())).preview is not None


def test_an_endless_movie_header_is_not_gathered(pool: ProbePool) -> None:
    stream = pool.open("a.mov", None)
    stream.write(box(b"ftyp", b"qt  \0\0\0\0") + b"\xff\xff\xff\xffmoov" + bytes(100_000))
    for _ in range(40):
        stream.write(bytes(1 << 20))
    assert stream.finish().media_kind is MediaKind.MOV


def test_one_thread_keeps_several_files_under_way(pool: ProbePool) -> None:
    streams = []
    for number in range(6):  # three times as many as there are workers
        stream = pool.open(f"{number}.jpg", None)
        stream.write(encoded(picture((400 + number, 300))))
        stream.end()
        streams.append(stream)
    streams[2].abandon()
    assert [stream.finish().width for stream in reversed(streams)] == [405, 404, 403, 402, 401, 400]
    assert streams[0].finish() is streams[0].finish()


def test_an_ended_file_works_while_the_next_is_read(pool: ProbePool) -> None:
    slow = encoded(Image.effect_noise((4000, 4000), 80), "PNG", compress_level=1)
    pool.probe("warm.png", slow)
    begun = time.monotonic()
    pool.probe("a.png", slow)
    alone = time.monotonic() - begun

    def waited() -> float:
        stream = pool.open("a.png", None)
        stream.write(slow)
        stream.end()
        time.sleep(alone * 3 + 0.5)
        begun = time.monotonic()
        assert stream.finish().width == 4000
        return time.monotonic() - begun

    assert any(waited() < max(alone, 0.2) for _ in range(5))  # once is enough on a machine that may be busy


def test_threads_share_two_workers(pool: ProbePool) -> None:
    photos = {f"IMG_20240611_1015{n:02}.jpg": encoded(picture((400 + n, 300))) for n in range(24)}
    found: dict[str, int | None] = {}

    def work(names: list[str]) -> None:
        for name in names:
            found[name] = pool.probe(name, photos[name]).width

    threads = [threading.Thread(target=work, args=(list(photos)[at::4],)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == {name: 400 + n for n, name in enumerate(photos)}
    assert len(pool.pids()) <= 2


def test_closing_wakes_those_who_wait() -> None:
    pool = ProbePool(workers=1)
    stream = pool.open("a.jpg", None)
    stream.write(encoded(Image.effect_noise((1200, 900), 80)))
    results = []
    waiting = threading.Thread(target=lambda: results.append(pool.probe("b.jpg", encoded(picture()))))
    waiting.start()
    time.sleep(0.2)
    assert not results
    pool.close()
    waiting.join(10)
    assert results[0].preview is None
    assert stream.finish().media_kind is MediaKind.JPEG


def test_large_pictures_for_the_window(pool: ProbePool) -> None:
    page = pool.page_image(pdf(pages=2), 1, 1200)
    assert page is not None
    assert Image.open(io.BytesIO(page)).size == (848, 1200)
    photo = pool.photo_image(encoded(picture((4000, 3000)), exif=exif(base={0x0112: 6})), 1600)
    assert photo is not None
    assert Image.open(io.BytesIO(photo)).size == (1200, 1600)
    assert pool.page_image(docx("a"), 0, 1200) is None
    assert pool.photo_image(docx("a"), 1200) is None
    assert pool.photo_image(b"\xff\xd8\xff broken", 1200) is None


@pytest.mark.skipif(sys.platform != "linux", reason="limits are read from /proc")
def test_workers_may_not_write(pool: ProbePool) -> None:
    pool.probe("a.txt", b"abc")
    limits = [Path(f"/proc/{pid}/limits").read_text() for pid in pool.pids()]
    for text in limits:
        assert "Max file size             0 " in text
        assert "Max core file size        0 " in text


@needs_corpus
def test_a_file_that_kills_its_reader_is_damaged() -> None:
    path = CORPUS / "photo" / "pillow-heif" / "heif_special__invalid_metadata_type.heic"
    with ProbePool(workers=1) as pool:
        probed = pool.probe(path.name, path.read_bytes())
        assert probed.media_kind is MediaKind.HEIC
        assert probed.warnings in {("damaged",), ()}
        assert pool.probe("a.jpg", encoded(picture())).warnings == ()


_PAPERS = [(f"Notulen {n}.docx", docx(f"Rapat nomor {n}, 11 Juni 2024")) for n in range(30)]
_PAPERS += [
    ("a.txt", b"Undangan"),
    ("a.pdf", pdf()),
    ("half\ud800.txt", b"Laporan"),
    ("rusak.docx", _PAPERS[0][1][:900]),
]


def test_small_papers_that_wait_are_read_together_and_told_apart(pool: ProbePool) -> None:
    begun = [pool.begin(name, data, _AT) for name, data in _PAPERS]
    assert [one.finish() for one in begun] == [probe_bytes(name, data, _AT) for name, data in _PAPERS]
    begun = [pool.begin(name, data, _AT, glance=True) for name, data in _PAPERS]
    words = [probe_bytes(name, data, _AT, preview=False) for name, data in _PAPERS]
    assert [one.finish() for one in begun] == [replace(one, is_undrawn=True) for one in words]


def test_a_worker_that_dies_over_papers_costs_one_picture_at_the_most() -> None:
    with ProbePool(workers=1) as pool:
        pool.probe("a.txt", b"a")  # it is there
        begun = [pool.begin(name, data, _AT) for name, data in _PAPERS]
        (pid,) = pool.pids()
        os.kill(pid, signal.SIGKILL)
        found = [one.finish() for one in begun]
    wanted = [probe_bytes(name, data, _AT) for name, data in _PAPERS]
    assert [one.text for one in found] == [one.text for one in wanted]
    other = [one for one, right in zip(found, wanted, strict=True) if one != right]
    assert [one.warnings[:1] for one in other] in ([], [("memory",)])  # the one that was being read by itself


def test_papers_that_nobody_wants_any_more_are_passed_over() -> None:
    with ProbePool(workers=1) as pool:
        begun = [pool.begin(name, data, _AT) for name, data in _PAPERS]
        for one in begun[:-1]:
            one.abandon()
        name, data = _PAPERS[-1]
        assert begun[-1].finish() == probe_bytes(name, data, _AT)
