"""Runs `kla` again and again under the shim, each time in a fork of this process, in which everything is imported.

Reads one JSON line for a run (environment, words) and answers it by one: exit code, both streams.
"""

import contextlib
import importlib
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from kla_desktop.cli.main import COMMANDS, main
from tests.cli.kla import Answer, Office
from tests.faults.shim import Shim


class Zygote:
    """Runs of the program under the shim, each a fork of a process in which everything is imported."""

    def __init__(self, shim: Shim) -> None:
        self.shim = shim
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote"],
            env=os.environ | shim.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, office: Office, *words: object) -> Answer:
        """Run one command with --json."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"environment": office.environment, "words": ["--json", *map(str, words)]}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline())
        return Answer(said["code"], said["out"], said["err"])

    def close(self) -> None:
        self._process.communicate(timeout=60)


def run(environment: dict[str, str], words: list[str], answer: Path) -> None:
    """Be one run of the program."""
    os.environ.update(environment)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    answer.write_text(json.dumps({"code": code, "out": out.getvalue(), "err": err.getvalue()}))


def serve() -> None:
    """Answer until nobody asks any more."""
    for module, _ in COMMANDS.values():
        importlib.import_module(f"kla_desktop.cli.{module}")
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "jawaban"
        for line in sys.stdin:
            asked = json.loads(line)
            answer.unlink(missing_ok=True)
            child = os.fork()
            if child == 0:
                try:
                    run(asked["environment"], asked["words"], answer)
                finally:
                    os._exit(0)
            _, status = os.waitpid(child, 0)
            said = json.loads(answer.read_text()) if answer.exists() else {"code": -status, "out": "", "err": ""}
            print(json.dumps(said), flush=True)


if __name__ == "__main__":
    serve()
