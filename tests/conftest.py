"""What holds for every test: nobody's home or keyring is touched, no screen is needed, no warning goes unnoticed."""

import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from tests.servers.places import Servers
    from tests.sticks import Stick

ROOT = Path(__file__).resolve().parents[1]
HOME_VARIABLES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
)

# Before anything imports keyring or Qt, which look only once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

# No example fails because a busy machine was slow.
hypothesis.settings.register_profile("busy", deadline=None)
hypothesis.settings.load_profile("busy")

HEAVY_PATIENCE = 3600
"""Seconds for a test of the long tiers that names none itself: they run on busy machines too."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give long tests more time than the others."""
    for item in items:
        if item.get_closest_marker("heavy") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(HEAVY_PATIENCE))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of samples beside the checkout; the test is skipped where there is none."""
    folder = (ROOT / ".." / "shared").resolve()
    if not folder.is_dir():
        pytest.skip("no ../shared beside the checkout")
    return folder


@pytest.fixture(scope="session")
def servers() -> "Iterator[Servers]":
    """Return real servers on 127.0.0.1, each started when a test first asks for it."""
    from tests.servers.places import Servers

    with tempfile.TemporaryDirectory(prefix="kla-servers-") as folder:
        Path(folder).chmod(0o755)  # some servers give up being root, and pytest's own folders let nobody through
        made = Servers(Path(folder))
        yield made
        made.close()


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give each test a home of its own, an empty keyring and none of the user's settings; return that home."""
    folder = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("KLA_")]:
        monkeypatch.delenv(name)
    for name in HOME_VARIABLES:
        monkeypatch.setenv(name, str(folder if name in {"HOME", "USERPROFILE"} else folder / name.lower()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return folder


@pytest.fixture
def stick(tmp_path: Path, home: Path) -> "Iterator[Stick]":
    """Return a stick that is plugged in: a mounted filesystem of its own."""
    from tests.sticks import make_stick

    made = make_stick(tmp_path, home)
    yield made
    made.pull_out()


class LogWatch(logging.Handler):
    """Collects what the program logs at WARNING or above and compares it with what the test expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def complaints(self) -> list[str]:
        """Return what was logged and not expected, and what was expected and not logged."""
        unexpected = [line for line in self.seen if not any(re.search(pattern, line) for pattern in self.expected)]
        unseen = [pattern for pattern in self.expected if not any(re.search(pattern, line) for line in self.seen)]
        return [f"logged, not expected: {line}" for line in unexpected] + [f"expected, not logged: {p}" for p in unseen]


@pytest.fixture(autouse=True)
def log_watch(request: pytest.FixtureRequest) -> Iterator[LogWatch]:
    """Fail the test for any warning of ours that it did not expect."""
    watch = LogWatch()
    for marker in request.node.iter_markers("expect_log"):
        watch.expected += marker.args
    logger = logging.getLogger("kla_desktop")
    logger.addHandler(watch)
    yield watch
    logger.removeHandler(watch)
    if complaints := watch.complaints():
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def expect_log(log_watch: LogWatch) -> Callable[[str], None]:
    """Return a function that takes a regular expression which "LEVEL logger: message" of some record must match."""
    return log_watch.expected.append
