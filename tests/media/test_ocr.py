"""Pages printed, scanned and photographed are read; pictures without writing cost little; the worker obeys."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from kla_desktop.media.page_reader import CannotRead, PageReader
from kla_desktop.system.progress import Cancelled
from tests.paper import spoil
from tests.paper.pages import PACKAGES, WHEEL, fonts_there, make_page
from tests.paper.score import accuracy, edits
from tests.patience import PATIENCE, PROMPT

POSTER, LETTER = 5, 3


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    reader = PageReader()
    reader.gentle = False
    yield reader
    reader.close()


def read(reader: PageReader, shot: spoil.Shot) -> tuple[str, int]:
    (page,) = reader.read(shot.name, shot.data)
    return page.text, page.turned


def test_a_scan_upside_down_in_black_and_white(reader: PageReader) -> None:
    page = make_page(LETTER, 200, seed=5, family=WHEEL)
    shot = spoil.scan_bits(page.image.transpose(Image.Transpose.ROTATE_180), 200, 3)
    text, turned = read(reader, shot)
    wrong, of = edits(" ".join(page.lines), text)
    assert turned == 180
    assert 1 - wrong / of >= 0.97


def test_a_photographed_poster_held_sideways(reader: PageReader) -> None:
    page = make_page(POSTER, 150, seed=5, family=WHEEL)
    shot = spoil.photo(page.image.transpose(Image.Transpose.ROTATE_90), 3, long_side=2000)
    text, turned = read(reader, shot)
    wrong, of = edits(" ".join(page.lines), text)
    assert turned == 90
    assert 1 - wrong / of >= 0.95


def test_a_page_seen_from_afar(reader: PageReader) -> None:
    page = make_page(LETTER, 150, seed=5, family=WHEEL)
    table = Image.new("RGB", (2 * page.image.width, 2 * page.image.height), (150, 120, 95))
    table.paste(page.image, (page.image.width // 2, page.image.height // 2))
    out = io.BytesIO()
    table.save(out, "JPEG", quality=80)
    wrong, of = edits(" ".join(page.lines), read(reader, spoil.Shot("far", out.getvalue(), "IMG.jpg"))[0])
    assert 1 - wrong / of >= 0.95


def test_a_page_that_bows_under_the_camera(reader: PageReader) -> None:
    page = make_page(LETTER, 150, seed=5, family=WHEEL)
    shot = spoil.photo(spoil.bowed(page.image, sag=0.03, fold=0.6), 3, long_side=2000)
    wrong, of = edits(" ".join(page.lines), read(reader, shot)[0])
    assert 1 - wrong / of >= 0.95


def test_the_networks_leave_no_trace_in_the_home_and_count_nothing(tmp_path: Path) -> None:
    load = "from kla_desktop.media.ocr_models import Networks; Networks().load()"
    home = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"), str(tmp_path))
    inherited = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", load], env=inherited | home, check=True, timeout=PATIENCE)
    assert list(tmp_path.iterdir()) == []  # telemetry of onnxruntime begins with an identity of the machine


def test_a_picture_without_writing_says_nothing(reader: PageReader) -> None:
    noise = Image.effect_noise((1600, 1200), 60).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG")
    (page,) = reader.read("IMG.jpg", out.getvalue())
    assert (page.text, page.is_page) == ("", False)


def test_what_is_no_picture_is_said(reader: PageReader) -> None:
    with pytest.raises(CannotRead) as caught:
        list(reader.read("x.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 400))
    assert caught.value.reason == "damaged"
    assert list(reader.read("x.txt", b"kata")) == []


def test_whoever_waits_may_stop_at_once(reader: PageReader) -> None:
    page = make_page(LETTER, 200, seed=6, family=WHEEL)
    shot = spoil.scan_clean(page.image, 200, 1)
    list(reader.read("x.txt", b"kata"))  # the worker is there
    pid, calls = reader.pid, 0

    def stop() -> None:
        nonlocal calls
        calls += 1
        if calls > 2:
            raise Cancelled

    begun = time.monotonic()
    with pytest.raises(Cancelled):
        list(reader.read(shot.name, shot.data, wait=stop))
    assert time.monotonic() - begun < PROMPT
    assert reader.pid is None
    if sys.platform != "win32":
        with pytest.raises(ProcessLookupError):
            os.kill(pid or 0, 0)
    assert read(reader, shot)[0]


@pytest.mark.heavy
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not fonts_there(), reason=f"needs {PACKAGES}")
def test_many_pages_of_all_kinds(reader: PageReader, tmp_path: Path) -> None:
    ways: dict[str, tuple[Callable[[Image.Image, int, int], spoil.Shot], ...]] = {
        "scan": (spoil.scan_clean, spoil.scan_grey, spoil.scan_bits, spoil.scan_turned),
        "photo": (
            lambda image, _dpi, seed: spoil.photo(image, seed),
            lambda image, _dpi, seed: spoil.photo(image, seed, harsh=True),
            lambda image, _dpi, seed: spoil.photo(image, seed, turned=True),
        ),
    }
    found: dict[str, list[tuple[int, int]]] = {"scan": [], "photo": []}
    for number in range(32):
        page = make_page(number, 300 if number % 2 else 200, seed=11)
        for name, several in ways.items():
            shot = several[number % len(several)](page.image, page.dpi, number)
            found[name].append(edits(" ".join(page.lines), read(reader, shot)[0]))
    assert accuracy(found["scan"]) >= 0.98
    assert accuracy(found["photo"]) >= 0.95
