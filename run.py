#!/usr/bin/env python3
"""The front door: `python3 run.py setup | demo | app | test [--all] | check | bench | pictures | build`.

It needs Python and nothing else. It makes `.venv` beside itself, installs what `requirements/` pins (each file checked
against its SHA-256), and then does what was asked. Once everything is in place it asks the network for nothing.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
OLDEST = (3, 11)
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "installed.json"
DEMO_FOLDER = ROOT / "build" / "demo"

# What Linux must provide, as (library or program, Debian package). A name with ".so" is a library, one with a
# slash in front a file, any other a program.
QT_OFFSCREEN = (
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libGL.so.1", "libgl1"),
    ("libEGL.so.1", "libegl1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libfreetype.so.6", "libfreetype6"),
    ("libdbus-1.so.3", "libdbus-1-3"),
)
QT_WINDOW = (
    *QT_OFFSCREEN,
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
)
TEST_TOOLS = (
    *QT_WINDOW,  # the window on a virtual screen, too
    ("Xvfb", "xvfb"),
    ("age", "age"),
    ("minisign", "minisign"),
    ("unzip", "unzip"),
)
HEAVY_TEST_TOOLS = (
    *TEST_TOOLS,
    # hubs on other people's servers; rclone and SeaweedFS come from PyPI
    ("/usr/sbin/apache2", "apache2-bin"),
    ("/usr/sbin/nginx", "nginx"),
    ("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so", "libnginx-mod-http-dav-ext"),
    # what a screen reader hears
    ("dbus-run-session", "dbus"),
    ("/usr/libexec/at-spi-bus-launcher", "at-spi2-core"),
    ("/usr/lib/python3/dist-packages/pyatspi/__init__.py", "python3-pyatspi"),
)
OUR_PYTHON = "python{}.{}".format(*sys.version_info)
BUILD_TOOLS = (*QT_WINDOW, ("objdump", "binutils"), (f"lib{OUR_PYTHON}.so.1.0", f"lib{OUR_PYTHON}"))

USAGE = """usage: python3 run.py COMMAND [arguments]

  setup             make .venv and install what the program needs; after it .venv has kla and kla-desktop
  demo [arguments]  walk the whole road on sample evidence and, where there is a screen, open the window on it
  app [arguments]   open the window
  test [--all] [pytest arguments]
                    run the tests; --all runs the long ones too
  check             format, lint, types, floors, translations
  bench [arguments] run the benchmarks
  pictures [FOLDER] take a picture of every place and dialog, in all sizes, themes and languages
  build             make the one-folder program for this system in dist/"""


class OrdinaryError(Exception):
    """A failure that one sentence explains; ends the run with exit code 1."""


def say(text: str) -> None:
    """Tell what is being done, on stderr, so that stdout stays with the program that is run."""
    print(f"run.py: {text}", file=sys.stderr, flush=True)


def run(*words: str | Path, env: dict[str, str] | None = None, quiet: bool = False) -> int:
    """Run a program in the checkout and return its exit code; with `quiet` only its errors are seen."""
    stdout = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.run([str(word) for word in words], cwd=ROOT, env=env, stdout=stdout, check=False).returncode
    except OSError as error:
        raise OrdinaryError(f"cannot start {words[0]}: {error.strerror or error}") from error


# --- the system: libraries and programs that pip cannot bring ---


def is_there(name: str) -> bool:
    """Say whether this machine has a program, a file at a certain place, or a library that loads."""
    if name.startswith("/"):
        return Path(name).exists()
    if ".so" not in name:
        return shutil.which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def need_system(pairs: tuple[tuple[str, str], ...]) -> None:
    """Install what Linux lacks when we are root on Debian; otherwise stop with the one line that does it."""
    if not sys.platform.startswith("linux"):
        return
    missing = [pair for pair in pairs if not is_there(pair[0])]
    if missing:
        apt_install([package for _, package in missing], [name for name, _ in missing])


def apt_install(packages: list[str], why: list[str]) -> None:
    """Install Debian packages when we may; otherwise stop with the one line that does it."""
    wanted = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise OrdinaryError(f"this system lacks {', '.join(why)}; Debian calls the packages {wanted}")
    if os.geteuid() != 0:
        raise OrdinaryError(
            f"this system lacks {', '.join(why)}; please run: sudo apt-get install --no-install-recommends {wanted}"
        )
    say(f"installing system packages: {wanted}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ("apt-get", "install", "-qq", "--yes", "--no-install-recommends", *packages)
    if run("apt-get", "update", "-qq", env=env, quiet=True) != 0 or run(*command, env=env, quiet=True) != 0:
        raise OrdinaryError(f"apt-get could not install {wanted}; what it said stands above")


# --- the environment in .venv ---


def wanted_stamp(level: str) -> dict[str, str]:
    """Describe an environment: which Python, where, and the digests of all that decides what is in it."""
    names = ("requirements/build.txt", f"requirements/{level}.txt", "pyproject.toml")
    digest = hashlib.sha256(b"".join(hashlib.sha256((ROOT / name).read_bytes()).digest() for name in names))
    return {level: digest.hexdigest(), "python": OUR_PYTHON, "root": str(ROOT)}


def read_stamp() -> dict[str, str]:
    """Return what was installed, or nothing when that is unknown."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def need_environment(level: str) -> None:
    """Have `.venv` hold what `requirements/<level>.txt` pins and the project itself (level: runtime or dev)."""
    wanted, have = wanted_stamp(level), read_stamp()
    place_kept = all(have.get(key) == wanted[key] for key in ("python", "root"))
    if place_kept and have.get(level) == wanted[level] and PYTHON.exists():
        return
    if level == "runtime" and place_kept and have.get("dev") == wanted_stamp("dev")["dev"] and PYTHON.exists():
        return  # dev holds all of runtime
    make_venv(anew=bool(have) and not place_kept)
    STAMP.unlink(missing_ok=True)  # if the next step is cut off, the next run starts it again
    say(f"installing what requirements/{level}.txt pins (once; needs the network)")
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    pinned = (*pip, "--require-hashes", "--no-build-isolation", "--only-binary", ":all:")
    for words in (
        (*pinned, "-r", REQUIREMENTS / "build.txt"),
        (*pinned, *(("--no-binary", "bagit") if level == "dev" else ()), "-r", REQUIREMENTS / f"{level}.txt"),
        (*pip, "--no-deps", "--no-index", "--no-build-isolation", "--editable", ROOT),
    ):
        if run(*words, env=clean_environment()) != 0:
            raise OrdinaryError("pip could not install everything; what it said stands above")
    run(PYTHON, "-m", "compileall", "-q", ROOT / "src")  # workers give up the right to keep what they compile
    STAMP.write_text(json.dumps({**wanted, level: wanted[level]}), encoding="utf-8")
    say(f"ready: {VENV}")


def make_venv(*, anew: bool) -> None:
    """Make `.venv` unless a working one is there."""
    if not anew and PYTHON.exists() and run(PYTHON, "-c", "import pip") == 0:
        return
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        apt_install([f"{OUR_PYTHON}-venv"], ["Python's venv and ensurepip"])
    say(f"making {VENV}")
    if run(sys.executable, "-m", "venv", "--clear", VENV) != 0:
        raise OrdinaryError(f"could not make {VENV}; what Python said stands above")


def clean_environment() -> dict[str, str]:
    """Return the environment without what would mix other Pythons' packages into ours."""
    return {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}}


# --- the commands ---


def has_screen() -> bool:
    """Say whether a window could be shown."""
    return WINDOWS or sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def program(name: str) -> Path:
    """Return the launcher of one of our two programs."""
    return SCRIPTS / (f"{name}.exe" if WINDOWS else name)


def setup(words: list[str]) -> int:
    """Make the environment, with the tools of the developer where `--dev` is given."""
    need_environment("dev" if "--dev" in words else "runtime")
    return 0


def app(words: list[str]) -> int:
    """Open the window."""
    need_system(QT_WINDOW)
    need_environment("runtime")
    return run(program("kla-desktop"), *words, env=clean_environment())


def demo(words: list[str]) -> int:
    """Walk the road on samples; then show the window on the library that came of it."""
    window = has_screen() and os.environ.get("KLA_DEMO_NO_WINDOW") != "1"
    if window:
        need_system(QT_WINDOW)
    need_environment("runtime")
    as_json = "--json" in words
    rest = [word for word in words if word != "--json"]
    if not any(word == "--keep" or word.startswith("--keep=") for word in rest):
        empty_demo_folder()
        rest += ["--keep", str(DEMO_FOLDER)]
    command = [str(program("kla")), "--json", "demo", *rest]
    finished = subprocess.run(command, cwd=ROOT, env=clean_environment(), stdout=subprocess.PIPE, check=False)
    try:
        fields = json.loads(finished.stdout)
    except ValueError:
        fields = {}
    if as_json or not isinstance(fields, dict):
        lines = finished.stdout
    else:
        lines = "".join(f"{name}: {value}\n" for name, value in fields.items() if isinstance(value, str)).encode()
    sys.stdout.buffer.write(lines)
    sys.stdout.flush()
    if finished.returncode == 0 and window and fields.get("library"):
        say("opening the window; close it to end the demo")
        return run(program("kla-desktop"), "--library", fields["library"], env=clean_environment())
    return finished.returncode


def empty_demo_folder() -> None:
    """Take the last demo away; only ever the folder under `build/`."""
    try:
        shutil.rmtree(DEMO_FOLDER)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise OrdinaryError(f"cannot take the last demo away ({error.strerror}); is its window still open?") from error
    DEMO_FOLDER.parent.mkdir(exist_ok=True)


def test(words: list[str]) -> int:
    """Run the tests in two processes without a screen; the long ones only with `--all`."""
    heavy = "--all" in words
    need_system(HEAVY_TEST_TOOLS if heavy else TEST_TOOLS)
    need_environment("dev")
    chosen = [word for word in words if word != "--all"]
    marker = ["-m", ""] if heavy else []  # pyproject.toml leaves the long ones out
    env = {**clean_environment(), "QT_QPA_PLATFORM": "offscreen"}
    return run(PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", *marker, *chosen, env=env)


def _types_on(system: str) -> tuple[str | Path, ...]:
    """Check types as on another system; what is only for this one is then unreachable, which is no mistake."""
    cache = ROOT / ".mypy_cache" / system
    return (PYTHON, "-m", "mypy", "--platform", system, "--no-warn-unreachable", "--cache-dir", cache, "src")


def check(words: list[str]) -> int:
    """Run every check, also after one has failed; with `--fix` repair first what can be repaired."""
    need_environment("dev")
    env = clean_environment()
    if "--fix" in words:
        run(PYTHON, "-m", "ruff", "format", ".", env=env)
        run(PYTHON, "-m", "ruff", "check", "--fix", "--quiet", ".", env=env)
    checks: list[tuple[str, tuple[str | Path, ...]]] = [
        ("format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
        ("lint", (PYTHON, "-m", "ruff", "check", ".")),
        ("types", (PYTHON, "-m", "mypy")),
        ("types on Windows", _types_on("win32")),
        ("types on macOS", _types_on("darwin")),
        ("floors", (program("lint-imports"),)),
    ]
    if (ROOT / "src" / "kla_desktop" / "gui" / "translations.py").exists():
        checks.append(("translations", (PYTHON, "-m", "kla_desktop.gui.translations", "--check")))
    failed = []
    for name, command in checks:
        say(f"checking {name}")
        if run(*command, env=env) != 0:
            failed.append(name)
    if failed:
        raise OrdinaryError(f"failed: {', '.join(failed)}")
    say("all checks passed")
    return 0


def bench(words: list[str]) -> int:
    """Run the benchmarks, which keep their own table of targets."""
    script = ROOT / "benchmarks" / "run.py"
    if not script.exists():
        raise OrdinaryError("there is no benchmarks/run.py in this checkout")
    need_system(QT_OFFSCREEN)
    need_environment("dev")
    run(PYTHON, "-m", "compileall", "-q", ROOT / "src")
    return run(PYTHON, script, *words, env=clean_environment())


def pictures(words: list[str]) -> int:
    """Take a picture of every place and dialog."""
    need_system(QT_OFFSCREEN)
    need_environment("dev")
    return run(PYTHON, "-m", "tests.gui.pictures", *words, env=clean_environment())


def build(words: list[str]) -> int:
    """Make the one-folder program of this system, and see that its command line starts."""
    need_system(BUILD_TOOLS)
    need_environment("dev")
    say("building; this takes about a minute")
    options = ("--noconfirm", "--log-level", "WARN", "--distpath", "dist", "--workpath", "build/pyinstaller")
    if run(PYTHON, "-m", "PyInstaller", *options, *words, "build.spec", env=clean_environment()) != 0:
        raise OrdinaryError("PyInstaller could not build; what it said stands above")
    folder = ROOT / "dist" / "kla-desktop"
    if run(folder / ("kla.exe" if WINDOWS else "kla"), "--version") != 0:
        raise OrdinaryError("the program was built but does not start")
    size = sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    say(f"built {folder} ({size / 1e6:.0f} MB)")
    return 0


COMMANDS = {
    "setup": setup,
    "demo": demo,
    "app": app,
    "test": test,
    "check": check,
    "bench": bench,
    "pictures": pictures,
    "build": build,
}


def main(words: list[str]) -> int:
    """Do what was asked; return the exit code."""
    if sys.version_info[:2] < OLDEST:
        say(f"this is Python {sys.version.split()[0]}; KLA Desktop needs {OLDEST[0]}.{OLDEST[1]} or newer")
        return 1
    if not words or words[0] in {"-h", "--help", "help"}:
        print(USAGE)
        return 0 if words else 2
    command = COMMANDS.get(words[0])
    if command is None:
        say(f"there is no command {words[0]!r}")
        print(USAGE, file=sys.stderr)
        return 2
    try:
        return command(words[1:])
    except OrdinaryError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
