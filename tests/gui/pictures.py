"""Takes a picture of every place and dialog: `python3 run.py pictures [FOLDER] [--docs]`.

Sizes, themes and languages as the checklist has them, each in a process of its own, for Qt's scale is set at the start.
`index.html` in the folder shows all of them; `--docs` renews those of the manual instead (docs/pictures).
"""

import argparse
import html
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QApplication

from tests.gui.demo_offices import OFFICES, DemoOffices, make_offices
from tests.gui.tour import PLACES, tour_of

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"1092x540": (1092, 540, 1.0), "1366x768-125": (1093, 614, 1.25), "1920x1080": (1920, 1080, 1.0)}
"""Width and height in device-independent pixels, and Qt's scale."""
DOCS, WIDE = "1366x768-125", "1920x1080"
COLOURS = 128
"""In the pictures of the manual: enough for photos as small as these, chosen so that small marks keep theirs."""
MANUAL = {
    "kelurahan": {
        "home": "beranda", "tag": "tandai", "coverage": "cakupan", "bundles": "bundel", "dossier": "laporan",
        "settings": "setelan", "details": "rincian", "compare": "bandingkan", "help tag": "bantuan", "keys": "tombol",
        "offer": "usb-terpasang", "receipt": "tanda-terima", "first run 1": "awal-1", "first run 2": "awal-2",
        "enrol": "gabung", "unfold": "ambil-isi", "crash": "laporan-masalah",
    },
    "sekretariat": {
        "home": "sekretariat-beranda", "coverage": "sekretariat-cakupan", "bundles": "sekretariat-bundel",
        "review": "tinjau", "dossier": "sekretariat-laporan", "settings": "sekretariat-setelan",
        "invitation": "undangan", "ask": "minta-bukti", "received": "hasil-penerimaan", "delegate": "wewenang-meja",
        "alike": "bukti-mirip", "move": "pindahkan",
    },
}  # fmt: skip
"""What the manual shows of which office, and how its file is called."""
FRONT = ("sekretariat", "tag", "tandai-lebar")
"""Office, place and file of the wide picture in the README."""


def main(words: list[str]) -> int:
    """Take pictures; see the module."""
    parser = argparse.ArgumentParser(prog="pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "pictures")
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("--take", nargs=4, metavar=("OFFICE", "LANG", "THEME", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    folder: Path = options.folder.resolve()
    if options.take:
        take(folder, *options.take)
        return 0
    make_offices(folder / "offices")
    samples = home_of(folder)
    shutil.copytree(samples / "kelurahan", samples / "Downloads", dirs_exist_ok=True)  # for the first run to find
    matrix = product(("id", "en"), ("light", "dark"), SIZES)
    ways = [("id", "light", size) for size in (DOCS, WIDE)] if options.docs else list(matrix)
    for office, way in product(OFFICES, ways):
        print(office, *way, flush=True)
        command = [sys.executable, "-m", "tests.gui.pictures", str(folder), "--take", office, *way]
        subprocess.run(command, cwd=ROOT, env=surroundings(folder, SIZES[way[2]][2]), check=True)
    if options.docs:
        renew_manual(folder)
    else:
        write_index(folder)
    return 0


def home_of(folder: Path) -> Path:
    """Return where the samples lie, which is home in the pictures."""
    return folder / "offices" / "demo" / "berkas"


def surroundings(folder: Path, scale: float) -> dict[str, str]:
    """Return an environment in which nobody's home is touched; that of the pictures is where the samples lie."""
    own = {name: str(folder / "home" / name.lower()) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    ring = "keyring.backends.null.Keyring"
    qt = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale), "PYTHON_KEYRING_BACKEND": ring}
    return {**os.environ, **own, **qt, "HOME": str(home_of(folder))}


def take(folder: Path, office: str, language: str, theme: str, size: str) -> None:
    """Take all pictures of one office in one language, theme and size."""
    app = QApplication(["pictures"])
    width, height, _ = SIZES[size]
    place = folder / size / f"{office}-{language}-{theme}"
    place.mkdir(parents=True, exist_ok=True)
    library = folder / "copies" / f"{size}-{language}-{theme}"
    shutil.rmtree(library / office, ignore_errors=True)  # of the time before
    library.mkdir(parents=True, exist_ok=True)
    copy = DemoOffices(folder / "offices").copy(office, library)
    with tour_of(app, copy, language, theme, (width, height)) as tour:  # type: ignore[arg-type]
        shown: Iterator[tuple[str, object]] = tour.places() if size == "1920x1080" else tour.everything()
        for name, widget in shown:
            tour.settle(0.4 if name in PLACES else 0.1)
            widget.grab().save(str(place / f"{name.replace(' ', '-').replace(',', '')}.png"))  # type: ignore[attr-defined]


def renew_manual(folder: Path) -> None:
    """Put the manual's pictures into docs, with few colours."""
    target = ROOT / "docs" / "pictures"
    wanted = [(DOCS, office, name, file) for office, names in MANUAL.items() for name, file in names.items()]
    for shape, office, name, file in [*wanted, (WIDE, *FRONT)]:
        source = folder / shape / f"{office}-id-light" / f"{name.replace(' ', '-')}.png"
        with Image.open(source) as picture:
            few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
            few.save(target / f"{file}.png", optimize=True)
    size = sum(file.stat().st_size for file in target.glob("*.png"))
    print(f"{target}: {size / 1e6:.1f} MB")


def write_index(folder: Path) -> None:
    """Write one page with all pictures, a row for each place or dialog."""
    rows: dict[str, list[Path]] = {}
    for picture in sorted(folder.glob("*/*-*-*/*.png")):
        rows.setdefault(picture.stem, []).append(picture.relative_to(folder))
    parts = ["<!doctype html><meta charset=utf-8><title>Bukti KLA</title>"]
    for name, pictures in rows.items():
        parts.append(f"<h2>{html.escape(name)}</h2>")
        for picture in pictures:
            words = html.escape(" · ".join(picture.parts[:-1]))
            parts.append(
                f'<a href="{picture.as_posix()}"><img src="{picture.as_posix()}" width=480 title="{words}"></a>'
            )
    (folder / "index.html").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
