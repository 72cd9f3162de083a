"""run.py and what it installs: pins, plain messages, exit codes, and no second installation."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = ("build.txt", "runtime.txt", "dev.txt")
posix_only = pytest.mark.skipif(os.name == "nt", reason="the stand-in programs are shell scripts")


def pins(name: str) -> dict[str, str]:
    """Return the pinned version of each project in a requirements file; every pin must have a hash."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    found = {}
    for block in re.split(r"\n(?=\w)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)):
        head, *hashes = block.split("\\\n")
        project, version = re.match(r"([a-z0-9-]+)==([\w.]+)( ; .+)? $", head).groups()[:2]  # type: ignore[union-attr]
        assert hashes, f"{project} has no hash"
        assert all(re.fullmatch(r"\s+--hash=sha256:[0-9a-f]{64}\s*", line) for line in hashes), project
        found[project] = version
    return found


def normal(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", requirement)[0]).lower()


def front_door(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `run.py` of a checkout from somewhere else."""
    return subprocess.run(
        [sys.executable, str(folder / "run.py"), *words],
        cwd=folder.parent,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def in_child(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in a path with spaces, with an environment that counts as installed and a `kla` of two lines."""
    folder = tmp_path / "data dukung 2026"
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    for name in ("run.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    scripts = folder / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "python").symlink_to(sys.executable)
    write_program(scripts / "kla-desktop", 'echo "window $@"')
    write_program(scripts / "kla", 'echo "$@" >&2\necho \'{"dossier": "a b.pdf", "library": "/x"}\'')
    stamps = in_child(
        f"import sys, json; sys.path.insert(0, {str(folder)!r})\n"
        "import run; print(json.dumps(run.wanted_stamp('runtime')))"
    )
    (folder / ".venv" / "installed.json").write_text(stamps.stdout, encoding="utf-8")
    return folder


def write_program(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize("name", FILES)
def test_requirements_are_pinned_hashed_and_name_no_host(name: str) -> None:
    assert pins(name)
    assert "://" not in (ROOT / "requirements" / name).read_text(encoding="utf-8")


def test_requirements_follow_pyproject_and_each_other() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build, runtime, dev = map(pins, FILES)
    assert {normal(line) for line in settings["project"]["dependencies"]} <= set(runtime)
    assert {normal(line) for line in settings["dependency-groups"]["dev"]} <= set(dev)
    assert {normal(line) for line in settings["build-system"]["requires"]} <= set(build)
    assert build.items() <= dev.items()
    assert runtime.items() <= dev.items()


def test_python_of_2020_can_read_the_front_door_and_is_told_what_is_missing() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 9))
    told = in_child(
        "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); sys.argv = ['run.py', 'test'];"
        "runpy.run_path('run.py', run_name='__main__')"
    )
    assert told.returncode == 1
    assert "needs 3.11 or newer" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(("words", "code"), [((), 2), (("--help",), 0), (("dance",), 2)])
def test_usage_names_every_command(words: tuple[str, ...], code: int) -> None:
    answer = front_door(ROOT, *words)
    assert answer.returncode == code
    said = answer.stdout + answer.stderr
    assert all(f"\n  {name} " in said for name in ("setup", "demo", "app", "test", "check", "bench", "build"))


@posix_only
def test_demo_starts_afresh_each_time(checkout: Path) -> None:
    left = checkout / "build" / "demo" / "library" / "old"
    left.mkdir(parents=True)
    assert front_door(checkout, "demo", KLA_DEMO_NO_WINDOW="1").returncode == 0
    assert not left.exists()


@posix_only
def test_demo_passes_arguments_and_tells_the_answer_without_installing(checkout: Path) -> None:
    answer = front_door(checkout, "demo", "--lang", "en", KLA_DEMO_NO_WINDOW="1")
    assert answer.returncode == 0
    assert answer.stdout == "dossier: a b.pdf\nlibrary: /x\n"
    assert answer.stderr.strip() == f"--json demo --lang en --keep {checkout / 'build' / 'demo'}"


@posix_only
def test_demo_opens_the_window_on_its_library_where_there_is_a_screen(checkout: Path) -> None:
    answer = front_door(checkout, "demo", DISPLAY=":77")
    assert answer.stdout.endswith("library: /x\nwindow --library /x\n"), answer.stderr


@posix_only
def test_demo_as_json_is_one_document_and_keeps_where_told(checkout: Path) -> None:
    answer = front_door(checkout, "demo", "--json", "--keep", "here", KLA_DEMO_NO_WINDOW="1")
    assert json.loads(answer.stdout) == {"dossier": "a b.pdf", "library": "/x"}
    assert answer.stderr.strip() == "--json demo --keep here"


@posix_only
def test_failing_demo_keeps_its_exit_code_and_its_words(checkout: Path) -> None:
    write_program(checkout / ".venv" / "bin" / "kla", "echo 'no room left' >&2\nexit 3")
    answer = front_door(checkout, "demo", KLA_DEMO_NO_WINDOW="1")
    assert (answer.returncode, answer.stdout, answer.stderr.strip()) == (3, "", "no room left")


@posix_only
def test_changed_pins_are_installed_again(checkout: Path) -> None:
    assert front_door(checkout, "setup").stderr == ""
    log = checkout / "asked"
    (checkout / ".venv" / "bin" / "python").unlink()
    write_program(checkout / ".venv" / "bin" / "python", f'echo "$@" >> "{log}"')
    with (checkout / "requirements" / "runtime.txt").open("a", encoding="utf-8") as file:
        file.write("# one more\n")
    assert front_door(checkout, "setup").returncode == 0
    installs = [line for line in log.read_text(encoding="utf-8").splitlines() if " install " in line]
    assert len(installs) == 3
    assert all("--require-hashes" in line for line in installs[:2])
    assert "--no-deps" in installs[2]
    log.unlink()
    assert front_door(checkout, "setup").returncode == 0
    assert not log.exists()


@posix_only
def test_failed_installation_is_said_and_tried_again(checkout: Path) -> None:
    (checkout / ".venv" / "bin" / "python").unlink()
    write_program(checkout / ".venv" / "bin" / "python", 'case "$*" in *install*) exit 1;; esac')
    (checkout / ".venv" / "installed.json").unlink()
    for _ in range(2):
        answer = front_door(checkout, "setup")
        assert answer.returncode == 1
        assert "pip could not install everything" in answer.stderr
        assert "Traceback" not in answer.stderr


@pytest.mark.skipif(shutil.which("apt-get") is None, reason="only Debian and its kin")
def test_who_may_not_install_is_told_the_line_that_does() -> None:
    told = in_child(
        "import os, run\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "try: run.need_system((('libnosuch.so.9', 'libnosuch9'), ('sh', 'dash')))\n"
        "except run.OrdinaryError as error: print(error)"
    )
    assert told.stdout.strip().endswith("please run: sudo apt-get install --no-install-recommends libnosuch9")
    assert "libnosuch.so.9" in told.stdout
