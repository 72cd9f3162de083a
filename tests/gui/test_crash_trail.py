"""A fault of ours: it is logged, offered at the next start, and what is offered holds nobody's name, file or place."""

import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from kla_desktop.app.log_setup import log_files
from kla_desktop.app.paths import config_folder, log_folder, temporary_folder
from kla_desktop.gui.application import main
from kla_desktop.gui.crash_dialog import CrashDialog
from kla_desktop.gui.pages.home_page import HomePage
from kla_desktop.jobs.events import Lane
from kla_desktop.model.listing import Filter
from kla_desktop.operations import browse
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.system.progress import Progress, SilentProgress
from tests.gui.test_application import make_library, soon, window

_SYLLABLES = (
    "ra",
    "hayu",
    "ku",
    "su",
    "ma",
    "war",
    "dha",
    "ni",
    "le",
    "stari",
    "put",
    "ri",
    "an",
    "gga",
    "bima",
    "sena",
)


def planted() -> list[str]:
    """Fifty names that nobody has."""
    rng = random.Random(42)
    return sorted({"".join(rng.sample(_SYLLABLES, 5)).capitalize() for _ in range(80)})[:50]


def plant(folder: Path, names: list[str]) -> list[str]:
    """A file for each name: photos with a position, papers, files that cannot be read."""
    place = Image.Exif()
    gps = place.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "S", (6, 24, 47.58), "E", (106, 48, 46.78)
    folder.mkdir()
    files = []
    for number, name in enumerate(names):
        file = folder / f"{name} RT {number}{('.jpg', '.txt', '.pdf', '.docx')[number % 4]}"
        if number % 4 == 0:
            Image.new("RGB", (64, 48), (number, 90, 120)).save(file, exif=place.tobytes())
        else:
            file.write_bytes(f"Notulen {name}".encode() if number % 4 == 1 else b"%PDF-1.4 " + name.encode())
        files.append(str(file))
    return files


def leaks(names: list[str], *places: Path) -> Iterator[str]:
    """Every place in which a name stands, in whatever way."""
    for place in places:
        for path in [place] if place.is_file() else place.rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    data = b"".join(one.encode() + archive.read(one) for one in archive.namelist())
            for name in names:
                for form in (name.encode(), name.encode("utf-16-le"), name.casefold().encode()):
                    if form in data or name in path.name:
                        yield f"{name}: {path.name}"


def test_fifty_planted_names_are_in_no_log_report_temporary_or_setting(
    app: QApplication, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("a job failed through our fault")
    expect_log("uncaught error")
    names = planted()
    assert len(names) == 50
    library = make_library(tmp_path / "pustaka")
    files = plant(tmp_path / "berkas", names[:48])
    seen: dict[str, object] = {}

    def work() -> bool:
        shell = window(app)
        page = shell.page("home") if shell is not None and shell.current_key == "home" else None
        if shell is None or not isinstance(page, HomePage):
            return False
        ws, context = page.context.workspace, page.context
        if "began" not in seen:
            seen["began"] = True
            context.desk.take_in(files)
            return False
        items = browse.page(ws, Filter(), 100)
        if len(items) < 48:
            return False
        if "failed" not in seen:
            seen["failed"] = True
            describe(ws, DescribeRequest((items[0].id,), title=f"Kunjungan {names[48]}"), SilentProgress())
            tag(ws, TagRequest((items[0].id,), (ws.catalogue.find("6").slug,)), SilentProgress())

            def fail(_progress: Progress) -> None:
                raise RuntimeError(f"{files[0]} milik {names[49]}")

            context.job_bridge.run(Lane.QUERY, fail, failed=lambda failure: seen.setdefault("said", failure.sentence))

            def crash() -> None:
                raise ValueError(f"{names[49]} di {files[1]}")

            QTimer.singleShot(0, crash)
            return False
        if "said" not in seen or not list((log_folder() / "crashes").glob("crash-*.txt")):
            return False
        shell.close()
        return True

    soon(work, app)
    assert main(["--library", str(library)]) == 0
    assert "Bukti Anda tetap aman" in str(seen["said"])
    reports: list[str] = []
    saved = tmp_path / "laporan.zip"

    def read() -> bool:
        dialog = next((top for top in app.topLevelWidgets() if isinstance(top, CrashDialog)), None)
        shell = window(app)
        if dialog is None or not dialog.isVisible() or shell is None or shell.current_key != "home":
            return False
        view = dialog.findChild(QPlainTextEdit)
        assert view is not None
        reports.append(view.toPlainText())
        assert dialog.save_to(saved)
        dialog.forget_button.click()
        shell.close()
        return True

    soon(read, app)
    assert main(["--library", str(library)]) == 0
    assert "builtins.ValueError" in reports[0]
    with zipfile.ZipFile(saved) as archive:
        held = archive.namelist()
        assert all(one.endswith((".txt", ".log")) for one in held)
        assert any(one.startswith("crash-") for one in held)
        assert any(one.startswith("log/") for one in held)
    assert log_files(log_folder())
    assert not list((log_folder() / "crashes").glob("crash-*.txt")), "forgotten when asked to"
    where = [place for place in (log_folder(), config_folder(), library, saved, temporary_folder()) if place.exists()]
    assert list(leaks(names, *where)) == []
    assert list(leaks(names, tmp_path / "berkas")), "the search itself finds them where they are"
