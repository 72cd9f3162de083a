"""The one-folder program: what `build.spec` forgets (a module named by a string, a data file) is missed here."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 180.0
pytestmark = [pytest.mark.heavy, pytest.mark.timeout(1800)]


@dataclass(frozen=True)
class Built:
    """The folder of the two programs, and a home that has never seen Python."""

    folder: Path
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        own = {"HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen"}
        return own | {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR") if name in os.environ}

    def program(self, name: str) -> Path:
        return next(path for path in self.folder.iterdir() if path.is_file() and path.stem == name)

    def kla(self, *words: object) -> dict[str, Any]:
        """Run the built `kla`; return its document."""
        command = [str(self.program("kla")), "--json", *map(str, words)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        document = json.loads(done.stdout)
        assert isinstance(document, dict)
        return document

    @contextmanager
    def running(self, name: str, *words: object, how: int = signal.SIGINT) -> Iterator["subprocess.Popen[str]"]:
        """Have it run for the time of a block, ended by the signal `how`."""
        process = subprocess.Popen(
            [self.program(name), *map(str, words)], env=self.environment, stdout=subprocess.PIPE, text=True
        )
        try:
            yield process
        finally:
            process.send_signal(how)
            process.communicate(timeout=PATIENCE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("beku")
    folders = ("--distpath", str(place / "dist"), "--workpath", str(place / "work"))
    words = (sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *folders, "build.spec")
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    home = place / "home"
    home.mkdir()
    return Built(place / "dist" / "kla-desktop", home)


@pytest.fixture(scope="module")
def demo(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "kota"
    assert Path(built.kla("demo", "--keep", folder)["dossier"]).read_bytes().startswith(b"%PDF-")
    return folder


def test_it_is_two_programs_of_this_version(built: Built) -> None:
    assert {path.stem for path in built.folder.iterdir() if path.is_file()} == {"kla", "kla-desktop"}
    told = subprocess.run([built.program("kla"), "--version"], capture_output=True, text=True, check=True)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version in told.stdout


def test_it_sees_in_files_what_the_checkout_sees(built: Built, demo: Path) -> None:
    files = sorted(path for path in (demo / "berkas").rglob("*") if path.is_file())
    assert len({path.suffix for path in files}) > 3
    command = [sys.executable, "-m", "kla_desktop", "cli", "--json", "inspect", *map(str, files)]
    told = subprocess.run(command, env=built.environment, capture_output=True, text=True, check=True)
    assert built.kla("inspect", *files) == json.loads(told.stdout)


def test_it_reads_pages_and_writes_workbooks(built: Built, demo: Path, tmp_path: Path) -> None:
    page = Image.new("L", (1240, 800), 255)
    font = ImageFont.load_default(40)
    ImageDraw.Draw(page).text((100, 100), "NOTULEN RAPAT FORUM ANAK", fill=0, font=font)
    page.save(tmp_path / "pindaian.png")
    library = ("--library", demo / "kelurahan")
    (added,) = built.kla("ingest", tmp_path / "pindaian.png", *library)["added"]
    (read,) = built.kla("read", added["id"], *library)["files"]
    assert read["letters"] > 10
    assert built.kla("search", "notulen", "forum", *library)["items"]
    (book, _) = built.kla("export", "--out", tmp_path, "--format", "xlsx", *library)["files"]
    assert Path(book).read_bytes().startswith(b"PK")


@pytest.mark.skipif(os.name == "nt", reason="ended by a signal that Windows does not have")
def test_it_is_a_hub(built: Built, demo: Path) -> None:
    words = ("--library", demo / "sekretariat", "coordinator", "serve", "--port", 0, "--in-clear")
    with built.running("kla", *words) as serving:
        assert serving.stdout is not None
        assert "webdav://127.0.0.1:" in serving.stdout.readline()


@pytest.mark.skipif(os.name == "nt", reason="ended by a signal that Windows does not have")
def test_its_window_opens_the_library(built: Built, demo: Path) -> None:
    library = demo / "dinas"
    name = hashlib.sha256(str(library.resolve()).encode()).hexdigest()[:24]
    ready = Path(tempfile.gettempdir()) / f"kla-{name}"  # where a second start would call the first
    with built.running("kla-desktop", "--library", library, how=signal.SIGTERM) as window:
        end = time.monotonic() + PATIENCE
        while not ready.exists():
            assert window.poll() is None
            assert time.monotonic() < end
            time.sleep(0.2)
        second = [str(built.program("kla-desktop")), "--library", str(library)]
        assert subprocess.run(second, env=built.environment, timeout=PATIENCE, check=False).returncode == 0
        assert window.poll() is None, "the second start left the library to the first"
