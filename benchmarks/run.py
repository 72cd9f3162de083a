"""The benchmark suite: `python3 run.py bench [--only ROW …] [--rounds N] [--size small|full] [--json FILE] [--strict]`.

Every row runs the product and its rivals by turns on the same files, proves each one's output, and compares medians.
Compare only figures of one run; docs/performance.md says what the targets mean.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from race import Result

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent / "build" / "bench"
PACKAGES = {
    "age": "age",
    "curl": "curl",
    "exiftool": "libimage-exiftool-perl",
    "openssl": "openssl",
    "pdftotext": "poppler-utils",
    "rclone": "rclone",
    "recollindex": "recollcmd",
    "recollq": "recollcmd",
    "rsync": "rsync",
    "tar": "tar",
    "tesseract": "tesseract-ocr tesseract-ocr-ind",
    "unzip": "unzip",
    "vipsthumbnail": "libvips-tools",
    "zip": "zip",
}
"""Rivals and the Debian packages that bring them."""


def main(words: Sequence[str]) -> int:
    """Run the suite; return 0, or 1 for a wrong output and, with --strict, a missed target."""
    options = _parser().parse_args(words)
    if options.install:
        print(_install_line(PACKAGES))
        return 0
    if not hasattr(os, "wait4"):
        print("the benchmarks need a POSIX system", file=sys.stderr)
        return 1
    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=BUILD) as scratch:
        _alone(Path(scratch) / "home")
        return _run(options, Path(scratch))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py bench", description="Run the benchmarks.")
    parser.add_argument("--only", nargs="+", metavar="ROW", default=[], help="these rows alone")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each contender runs (5)")
    parser.add_argument(
        "--size",
        choices=("tiny", "small", "full"),
        default="small",
        help="how much work (small); tiny shows that the rows run, and judges no target",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample there")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a target is missed")
    parser.add_argument("--install", action="store_true", help="print how to install the rivals on Debian")
    return parser


def _alone(home: Path) -> None:
    """Touch nobody's settings and keyring; no screen; words and numbers as programs expect them."""
    home.mkdir()
    os.environ.update(
        HOME=str(home),
        XDG_CONFIG_HOME=str(home / "config"),
        XDG_DATA_HOME=str(home / "data"),
        XDG_CACHE_HOME=str(home / "cache"),
        XDG_STATE_HOME=str(home / "state"),
        PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring",
        QT_QPA_PLATFORM="offscreen",
        LC_ALL="C.UTF-8",
        TZ="Asia/Jakarta",
    )


def _run(options: argparse.Namespace, scratch: Path) -> int:
    from place import SIZES, Place
    from race import WrongOutput, run_row
    from rows import ROWS

    unknown = [name for name in options.only if name not in ROWS]
    if unknown:
        print(f"no such row: {', '.join(unknown)}; there are {', '.join(ROWS)}", file=sys.stderr)
        return 2
    shape = (400, 300) if options.size == "tiny" else (4000, 3000)
    results: list[Result] = []
    wrong: list[str] = []
    print(_machine(options), flush=True)
    for name in options.only or ROWS:
        folder = scratch / name
        folder.mkdir()
        say(f"{name}: preparing")
        try:
            row = ROWS[name](Place(folder, BUILD, SIZES[options.size], shape))
            row = replace(row, targets=()) if options.size == "tiny" else row
            try:
                results.append(run_row(row, options.rounds, say))
            finally:
                row.end()
        except WrongOutput as error:
            wrong.append(str(error))
            print(f"\nWRONG OUTPUT {error}", flush=True)
        else:
            print(_table(results[-1]), flush=True)
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        options.json.write_text(json.dumps([_plain(result) for result in results], indent=1) + "\n", "utf-8")
    lacking = {program for result in results for missing in result.skipped.values() for program in missing}
    if lacking:
        print(f"\nSkipped for want of {', '.join(sorted(lacking))}. {_install_line(lacking)}")
    missed = [
        f"{result.row.name}: {ratio:.2f} of {target.rival}, wanted {target.at_least:.2f}"
        for result in results
        for target, ratio in result.verdicts()
        if ratio is not None and ratio < target.at_least
    ]
    print(f"\n{len(results)} rows right, {len(wrong)} wrong, {len(missed)} targets missed")
    return 1 if wrong or (options.strict and missed) else 0


def say(text: str) -> None:
    """Tell how far the run is, beside the table."""
    print(f"  … {text}", file=sys.stderr, flush=True)


def _machine(options: argparse.Namespace) -> str:
    load = os.getloadavg()[0]
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"load {load:.1f} at the start; size {options.size}, {options.rounds} rounds, medians.\n"
        "Figures of different runs do not compare: look at the ratios."
    )


def _table(result: "Result") -> str:
    row = result.row
    ours = result.medians[row.contenders[0].name]
    lines = [f"\n{row.name}: {row.title}", f"  {'':50} {'wall ms':>9} {row.unit + '/s':>12} {'cpu ms':>9} {'MB':>6}"]
    for contender in row.contenders:
        name, found = contender.name, result.medians.get(contender.name)
        if found is None:
            lines.append(f"  {name:50} skipped: no {', '.join(result.skipped[name])}")
            continue
        beside = "" if found is ours else f"   ours x{found.wall / ours.wall:.2f} wall, x{found.cpu / ours.cpu:.2f} cpu"
        figures = f"{found.wall * 1000:9.1f} {row.work / found.wall:12.1f} {found.cpu * 1000:9.1f}"
        lines.append(f"  {name:50} {figures} {found.memory / 1e6:6.0f}{beside}")
    for target, ratio in result.verdicts():
        wanted = f"x{target.at_least:.2f} {target.what} of {target.rival}"
        state = "not judged" if ratio is None else "reached" if ratio >= target.at_least else "MISSED"
        lines.append(f"  target {wanted}: {state}" + ("" if ratio is None else f" (x{ratio:.2f})"))
    return "\n".join(lines)


def _plain(result: "Result") -> dict[str, object]:
    return {
        "row": result.row.name,
        "title": result.row.title,
        "samples": {name: [asdict(sample) for sample in samples] for name, samples in result.samples.items()},
        "skipped": result.skipped,
        "targets": [asdict(target) | {"reached": ratio} for target, ratio in result.verdicts()],
    }


def _install_line(programs: Iterable[str]) -> str:
    return f"On Debian: apt install {' '.join(sorted({PACKAGES[program] for program in programs}))}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
