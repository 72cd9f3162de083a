"""The floors: the contracts in pyproject.toml hold, each of them bites, and files stay readable."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "kla_desktop"
LONGEST = 400
"""Lines; a longer file holds two things."""

# The contract, and the files that break it.
VIOLATIONS: list[tuple[str, dict[str, str]]] = [
    ("Floors only look down", {"model/planted.py": "import kla_desktop.store"}),
    ("Floors only look down", {"store/planted.py": "import kla_desktop.media"}),
    ("Floors only look down", {"jobs/planted.py": "import kla_desktop.operations"}),
    ("Floors only look down", {"cli/planted.py": "import kla_desktop.gui"}),
    ("Floors only look down", {"attic/__init__.py": "import kla_desktop.model"}),
    ("Qt lives in gui alone", {"cli/planted.py": "from PySide6 import QtCore"}),
    ("Qt lives in gui alone", {"jobs/planted.py": "import shiboken6"}),
    ("reportlab lives in printing alone", {"operations/planted.py": "from reportlab.lib import colors"}),
    ("xlsxwriter lives in workbooks alone", {"operations/planted.py": "import xlsxwriter"}),
    ("SQL lives in store alone", {"operations/planted.py": "import sqlite3"}),
    ("SQL lives in store alone", {"app/planted.py": "from sqlcipher3 import dbapi2"}),
    ("Cryptography lives in sealing alone", {"operations/planted.py": "import pyrage"}),
    ("Cryptography lives in sealing alone", {"store/planted.py": "from nacl import signing"}),
    ("HTTP lives in transport alone", {"operations/planted.py": "import httpx"}),
    ("HTTP lives in transport alone", {"sealing/planted.py": "import httpcore"}),
    (
        "No cycles between siblings",
        {"store/planted.py": "import kla_desktop.store.reply", "store/reply.py": "import kla_desktop.store.planted"},
    ),
]


def lint(folder: Path) -> str:
    """Return what import-linter says about the tree in `folder`, the only kla_desktop that it can see."""
    code = "import sys; sys.path.insert(0, 'src'); from importlinter.cli import lint_imports_command as lint; lint()"
    options = ("--no-cache", "--no-logo")
    run = subprocess.run(
        [sys.executable, "-c", code, *options], cwd=folder, capture_output=True, text=True, check=False
    )
    assert run.returncode in {0, 1}, run.stderr
    assert (run.returncode == 0) == (", 0 broken." in run.stdout), run.stdout + run.stderr
    return run.stdout


def test_contracts_hold() -> None:
    assert ", 0 broken." in (said := lint(ROOT)), said


def test_every_contract_is_tried() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}
    assert names == {contract for contract, _ in VIOLATIONS}


@pytest.mark.parametrize(("contract", "planted"), VIOLATIONS)
def test_contract_bites(contract: str, planted: dict[str, str], tmp_path: Path) -> None:
    shutil.copytree(SOURCE, tmp_path / "src" / "kla_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, text in planted.items():
        file = tmp_path / "src" / "kla_desktop" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert f"{contract} BROKEN" in lint(tmp_path)


def test_command_line_needs_no_qt() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('PySide6', 'shiboken6')))\n"  # None there makes an import fail
        "try:\n    import PySide6\nexcept ImportError:\n    import kla_desktop.__main__, kla_desktop.cli.main\n"
        "else:\n    sys.exit('PySide6 is not blocked')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_the_window_opens_without_what_draws_or_reckons() -> None:
    heavy = ("PIL", "docx", "lxml", "numpy", "reportlab", "cv2", "onnxruntime", "httpx", "xlsxwriter", "pypdfium2")
    pages = ", ".join(f"kla_desktop.gui.pages.{name}_page" for name in ("home", "tag", "coverage", "bundles", "review"))
    code = f"import sys, kla_desktop.gui.application, {pages}; print(*(set({heavy}) & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


@pytest.mark.parametrize("file", sorted(SOURCE.rglob("*.py")), ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_file_is_readable_from_the_top(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(text)), "a module says in its first line what it is for"
