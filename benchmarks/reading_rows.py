"""Rows of pages read by machine: clean scans, scans askew, photographed pages, against tesseract with Indonesian.

The pages are drawn, scanned and photographed by tests/paper; what is read must be right before its time counts:
98 of 100 words on scans, 95 on photos. Tesseract is not asked to be right on photos: it cannot (see the docs).
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from libraries import product
from place import Place
from race import Contender, Outcome, Row, Target, require

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

TESSERACT = "tesseract"


def scans(place: Place) -> Row:
    """Pages scanned straight, askew, and to black and white."""
    from tests.paper import spoil

    ways = (spoil.scan_clean, spoil.scan_grey, spoil.scan_bits)
    return _row(place, "scans", lambda page, number: ways[number % 3](page.image, page.dpi, number), 0.98, 0.95)


def photographed(place: Place) -> Row:
    """Pages photographed on a table: perspective, light, shadow, blur."""
    from tests.paper import spoil

    return _row(
        place, "page-photos", lambda page, number: spoil.photo(page.image, number, harsh=number % 3 == 2), 0.95, None
    )


def _row(place: Place, name: str, spoiled: Callable, floor: float, peer_floor: float | None) -> Row:
    from tests.paper.pages import WHEEL, fonts_there, make_page
    from tests.paper.score import edits

    folder = place.folder / "pages"
    folder.mkdir()
    truths: dict[str, str] = {}
    for number in range(max(2, place.size.minutes // 20)):
        page = make_page(number, 300, seed=31, family="" if fonts_there() else WHEEL)
        shot = spoiled(page, number)
        file = folder / f"{number:03d}-{shot.name}"
        file.write_bytes(shot.data)
        truths[file.name] = " ".join(page.lines)

    def right(told: dict[str, str], least: float) -> None:
        counted = [edits(truth, told.get(file, "")) for file, truth in truths.items()]
        accuracy = 1 - sum(wrong for wrong, _ in counted) / sum(of for _, of in counted)
        print(f"  word accuracy {accuracy:.4f}", flush=True)
        require(accuracy >= least, f"only {accuracy:.3f} of the words are right")

    def ours(outcome: Outcome) -> None:
        right(outcome.told["texts"], floor)

    def theirs(outcome: Outcome) -> None:
        texts = json.loads(outcome.output.decode().splitlines()[-1])
        right(texts, peer_floor or 0)

    peer = [sys.executable, Path(__file__), "tesseract", folder]
    return Row(
        name,
        f"{len(truths)} pages, {name}",
        len(truths),
        "pages",
        (
            Contender("ours", lambda: product("read_folder", folder), check=ours),
            Contender("tesseract ind", lambda: peer, check=theirs, needs=(TESSERACT,)),
        ),
        (Target("tesseract ind", 0.3),) if peer_floor else (),
    )


def _tesseract(folder: Path) -> None:
    """Read every file with tesseract; print the words by file name."""
    import subprocess

    texts = {}
    for file in sorted(folder.iterdir()):
        done = subprocess.run([TESSERACT, str(file), "-", "-l", "ind"], capture_output=True, text=True, check=True)
        texts[file.name] = done.stdout
    print(json.dumps(texts))


if __name__ == "__main__":
    _tesseract(Path(sys.argv[2]))
