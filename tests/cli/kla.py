"""Runs `kla` in this process, each office with a home of its own, and reads what it answered."""

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kla_desktop.cli.main import main


@dataclass(frozen=True)
class Answer:
    """What a run gave: exit code, both streams, and the one JSON document if there was one."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        found = json.loads(self.out)  # raises on a second document or on anything beside it
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True)
class Office:
    """One library and the home its key lies in."""

    folder: Path

    @property
    def library(self) -> Path:
        return self.folder / "pustaka"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "KLA_LIBRARY": str(self.library),
        }

    def run(self, *words: object) -> Answer:
        """Run in this process, with --json."""
        return self.say("--json", *words)

    def say(self, *words: object) -> Answer:
        """Run in this process, for people."""
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environment.items():
                patch.setenv(name, value)
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main([str(word) for word in words])
        assert "Traceback" not in err.getvalue()
        return Answer(code, out.getvalue(), err.getvalue())

    def do(self, *words: object) -> dict[str, Any]:
        """Run what must succeed; return its document."""
        answer = self.run(*words)
        assert answer.code == 0, answer.err + answer.out
        return answer.document

    def start(self, *words: object, **more: Any) -> "subprocess.Popen[bytes]":
        """Run in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "kla_desktop", "cli", *map(str, words)],
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **more,
        )


@dataclass(frozen=True)
class Town:
    """A secretariat, a kelurahan enrolled with it, and a stick."""

    folder: Path
    desk: Office
    village: Office
    stick: Path

    def carry_in(self) -> dict[str, Any]:
        """Hand over at the kelurahan and receive at the secretariat; accept the kelurahan if it is unknown."""
        self.village.do("hand-over", self.stick)
        answer = self.desk.run("receive", self.stick)
        received = answer.document
        for held in received["held"]:
            received = self.desk.do("stations", "--accept", held["station"])["received"]
        self.empty_stick()
        return received

    def carry_back(self) -> dict[str, Any]:
        """Reply at the secretariat and receive at the kelurahan."""
        self.desk.do("hand-over", self.stick)
        received = self.village.do("receive", self.stick)
        self.empty_stick()
        return received

    def empty_stick(self) -> None:
        for file in self.stick.rglob("*.kla"):
            file.unlink()


def new_office(folder: Path, role: str, place: str, agency: str = "") -> Office:
    """Create a library through `kla init`."""
    office = Office(folder)
    office.do("init", "--role", role, "--place", place, "--actor", f"Petugas {folder.name}", "--agency", agency)
    return office


def new_town(folder: Path) -> Town:
    """Create both offices and enrol the kelurahan."""
    desk = new_office(folder / "sekretariat", "sekretariat", "32.76", "DP3AP2KB")
    village = new_office(folder / "kelurahan", "petugas", "32.76.01.1008")
    stick = folder / "KINGSTON"
    stick.mkdir()
    invitation = desk.do("enrolment", "--out", folder / "depok.kla-daftar")
    joined = village.do("enrol", invitation["path"])
    assert joined["fingerprint_words"] == invitation["fingerprint_words"]
    return Town(folder, desk, village, stick)


def photo(path: Path, shade: int) -> Path:
    """A small real picture; another shade is another picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (64, 48), (shade % 256, shade // 256 % 256, 160)).save(path)
    return path


def take(office: Office, *files: Path) -> list[str]:
    """Ingest files and return their ids."""
    return [one["id"] for one in office.do("ingest", *files)["added"]]
