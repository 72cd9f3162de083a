"""Judges an ordinary BagIt bag in a folder: versions 0.93 to 1.0, several algorithms and encodings (RFC 8493).

Stricter than others where a path could lead outside: the rules of Windows count on every system. Nothing is written,
nothing fetched, no link followed. Our own bundles never go this way; they are read by `reader`.
"""

import codecs
import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from kla_desktop.bagging.names import BadName, check_name

MAX_TAG_FILE = 64 << 20
MAX_FILES = 1_000_000
_ALGORITHMS = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
_VERSIONS = frozenset({(0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0)})
_STRICT = re.compile(r"BagIt-Version: (\d+)\.(\d+)\nTag-File-Character-Encoding: (\S+)\n?")
_LENIENT = re.compile(r"BagIt-Version *: *(\d+)\.(\d+) *\nTag-File-Character-Encoding *: *(\S+) *\n*")
_MANIFEST_NAME = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt", re.IGNORECASE)
_MANIFEST_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(.+)")
_FETCH_LINE = re.compile(r"(\S+)[ \t]+(\d+|-)[ \t]+(.+)")
_OXUM = re.compile(r"(\d+)\.(\d+)")
_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_CHUNK = 1 << 20


@dataclass(slots=True)
class BagReport:
    """What is wrong with a bag (`problems`: refuse it) and what is merely odd. English, for logs and developers."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    version: tuple[int, int] = (0, 0)

    @property
    def valid(self) -> bool:
        """Whether the bag may be accepted."""
        return not self.problems


class _Refused(Exception):  # noqa: N818 - it says what happened
    """Reading on makes no sense."""


def check_bag_folder(path: Path, *, max_files: int = MAX_FILES, max_tag_file: int = MAX_TAG_FILE) -> BagReport:
    """Read the bag at `path` completely and say what is wrong with it. Raises OSError as the disk does."""
    judge = _Judge(path, max_files, max_tag_file)
    try:
        judge.run()
    except _Refused as refused:
        judge.report.problems.append(str(refused))
    return judge.report


class _Judge:
    def __init__(self, root: Path, max_files: int, max_tag_file: int) -> None:
        self.root = root
        self.report = BagReport()
        self._max_files = max_files
        self._max_tag_file = max_tag_file
        self._encoding = "utf-8"
        self._files: dict[str, int] = {}
        self._by_nfc: dict[str, str] = {}
        self._missing_system_files = False

    def run(self) -> None:
        self._walk()
        self._declaration()
        manifests = self._manifests("")
        payload = {name for name in self._files if name.startswith("data/")}
        if not manifests:
            raise _Refused("no payload manifest")
        listed: set[str] = set()
        for algorithm, entries in manifests.items():
            here = {self._check_file(algorithm, name, digest, payload=True) for name, digest in entries.items()}
            if self.report.version >= (1, 0):
                for extra in sorted(payload - here - {None}):
                    self._unlisted(extra)
            listed |= {name for name in here if name is not None}
        if self.report.version < (1, 0):
            for extra in sorted(payload - listed):
                self._unlisted(extra)
        for algorithm, entries in self._manifests("tag").items():
            for name, digest in entries.items():
                self._check_file(algorithm, name, digest, payload=False)
        self._fetch()
        self._oxum(payload)

    def _warn(self, what: str) -> None:
        if what not in self.report.warnings:
            self.report.warnings.append(what)

    def _blame(self, what: str) -> None:
        if what not in self.report.problems:
            self.report.problems.append(what)

    def _walk(self) -> None:
        if not (self.root / "data").is_dir():
            raise _Refused("no data folder")
        pending = [self.root]
        while pending:
            for entry in os.scandir(pending.pop()):
                if entry.is_symlink() or not (entry.is_file() or entry.is_dir()):
                    raise _Refused("a link or special file")
                if entry.is_dir():
                    pending.append(Path(entry.path))
                    continue
                name = Path(entry.path).relative_to(self.root).as_posix()
                self._files[name] = entry.stat().st_size
                self._by_nfc.setdefault(unicodedata.normalize("NFC", name), name)
                if len(self._files) > self._max_files:
                    raise _Refused("too many files")

    def _declaration(self) -> None:
        raw = self._tag_bytes("bagit.txt")
        if raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise _Refused("bagit.txt begins with a byte order mark")
        try:
            text = raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            raise _Refused("bagit.txt is not UTF-8") from None
        found = _LENIENT.fullmatch(text)
        if found is None:
            raise _Refused("bagit.txt is not a declaration")
        self.report.version = (int(found[1]), int(found[2]))
        if self.report.version not in _VERSIONS:
            raise _Refused("unknown BagIt version")
        if not _STRICT.fullmatch(text):
            if self.report.version >= (1, 0):
                raise _Refused("bagit.txt has white space where none may be")
            self._warn("bagit.txt has odd white space")
        try:
            codec = codecs.lookup(found[3])
            "data".encode(codec.name)
        except (LookupError, UnicodeError, TypeError):
            raise _Refused("unknown tag file encoding") from None
        self._encoding = codec.name

    def _tag_bytes(self, name: str) -> bytes:
        if name not in self._files:
            raise _Refused(f"{name} is missing")
        if self._files[name] > self._max_tag_file:
            raise _Refused(f"{name} is too large")
        return (self.root / name).read_bytes()

    def _tag_lines(self, name: str) -> list[str]:
        try:
            text = self._tag_bytes(name).decode(self._encoding)
        except UnicodeError:
            raise _Refused(f"{name} is not in the declared encoding") from None
        if text.startswith("\ufeff"):
            self._warn(f"{name} begins with a byte order mark")
            text = text[1:]
        return re.split(r"\r\n|\n|\r", text)

    def _manifests(self, kind: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for name in sorted(self._files):
            match = _MANIFEST_NAME.fullmatch(name)
            if match is None or (match[1] or "").lower() != kind:
                continue
            if match[2].lower() not in _ALGORITHMS:
                raise _Refused("manifest of an algorithm that we do not know")
            found[match[2].lower()] = self._entries(name)
        return found

    def _entries(self, manifest: str) -> dict[str, str]:
        entries: dict[str, str] = {}
        forms: dict[str, str] = {}
        for line in self._tag_lines(manifest):
            if not line.strip():
                continue
            match = _MANIFEST_LINE.fullmatch(line)
            if match is None:
                raise _Refused(f"{manifest} has a line that is none")
            name = self._inside(match[3], manifest)
            if match[2]:
                self._warn(f"{manifest} was made with md5sum's binary mark")
            if name in entries:
                if entries[name] != match[1].lower() or self.report.version >= (1, 0):
                    raise _Refused(f"{manifest} lists a file twice")
                self._warn(f"{manifest} lists a file twice")
            form = unicodedata.normalize("NFC", name).casefold()
            if forms.setdefault(form, name) != name:
                self._warn(f"{manifest} lists names that differ in case or Unicode form only")
            entries[name] = match[1].lower()
        return entries

    def _inside(self, name: str, where: str, *, payload: bool | None = None) -> str:
        """Return `name` without a leading `./`; raise for every path that could lead out of the bag on any system."""
        if name.startswith("./"):
            if self.report.version >= (0, 97):  # tools of older versions wrote them as a matter of course
                self._warn(f"{where} has paths with a leading dot")
            name = name.removeprefix("./")
        in_data = name.startswith("data/")
        wanted = payload if payload is not None else not where.startswith("tag")
        if wanted != in_data or name.startswith(("~", "%", "/")) or "\\" in name:
            raise _Refused(f"{where} names a path outside the bag")
        segments = name.split("/")
        if any(segment in ("", ".", "..") for segment in segments) or any(ord(char) < ord(" ") for char in name):
            raise _Refused(f"{where} names a path that climbs or hides")
        if re.match(r"[A-Za-z]:", segments[1] if in_data else name):
            raise _Refused(f"{where} names a drive")
        try:
            check_name(name)
        except BadName:
            self._warn(f"{where} has names that some systems cannot hold")
        return name

    def _check_file(self, algorithm: str, name: str, digest: str, *, payload: bool) -> str | None:
        """Compare one listed file; return the name it has on disk, None when it is missing."""
        actual = self._on_disk(name)
        if actual is None:
            if name.rpartition("/")[2].casefold() in _SYSTEM_FILES:
                self._warn("a file that an operating system makes is listed and missing")
                self._missing_system_files = True
            else:
                self._blame("a listed file is missing" if payload else "a listed tag file is missing")
            return None
        if name.rpartition("/")[2].casefold() in _SYSTEM_FILES:
            self._warn("files that operating systems make are in the bag")
        with (self.root / actual).open("rb") as stream:
            running = hashlib.new(algorithm, usedforsecurity=False)
            while piece := stream.read(_CHUNK):
                running.update(piece)
        if running.hexdigest() != digest:
            self._blame("a file differs from its manifest")
        return actual

    def _on_disk(self, name: str) -> str | None:
        decoded = re.sub(r"%(0[AaDd]|25)", lambda match: chr(int(match[1], 16)), name)
        for candidate in (name, decoded):
            if candidate in self._files:
                return candidate
        other_form = self._by_nfc.get(unicodedata.normalize("NFC", decoded))
        if other_form is not None:
            self._warn("a name differs from the file's in Unicode form only")
        return other_form

    def _unlisted(self, name: str) -> None:
        if name.rpartition("/")[2].casefold() in _SYSTEM_FILES:
            self._warn("a file that an operating system makes is not listed")
        else:
            self._blame("a payload file is not listed")

    def _fetch(self) -> None:
        """Look at `fetch.txt`: its paths must stay inside, and what it promises must already be here."""
        if "fetch.txt" not in self._files:
            return
        for line in self._tag_lines("fetch.txt"):
            if not line.strip():
                continue
            match = _FETCH_LINE.fullmatch(line)
            if match is None:
                raise _Refused("fetch.txt has a line that is none")
            self._inside(match[3], "fetch.txt", payload=True)

    def _oxum(self, payload: set[str]) -> None:
        info = "bag-info.txt" if self.report.version >= (0, 95) else "package-info.txt"
        if info not in self._files:
            return
        for line in self._tag_lines(info):
            label, _, value = line.partition(":")
            if label.strip().casefold() != "payload-oxum":
                continue
            match = _OXUM.fullmatch(value.strip())
            if match is None:
                self._blame("Payload-Oxum is not two numbers")
            elif (int(match[1]), int(match[2])) != (sum(self._files[name] for name in payload), len(payload)):
                say = self._warn if self._missing_system_files else self._blame
                say("Payload-Oxum differs from the payload")
