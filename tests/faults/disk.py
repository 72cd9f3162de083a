"""What a disk may hold after a power cut: only what was synced is sure; the rest is there, not there, or torn.

A record of calls is played up to the cut. For each file the writes since its last sync may have reached the disk in any
choice and any order of sectors; names (new, renamed, removed) since the last sync of their folder likewise, each change
of a name whole or not at all.
"""

import copy
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.faults.shim import Kind, Line

T = TypeVar("T")
SECTORS = (512, 4096)
CHOICES = ("nothing", "everything", "first", "some", "torn")


@dataclass
class File:
    """Bytes that are safe, and what was done since: (offset, data), or (size, None) for a new size."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for at, data in self.since:
            _apply(self.safe, at, data)
        self.since.clear()


@dataclass
class Folder:
    """Names that are safe (None: removed), with the number of the change that made each so."""

    names: dict[str, tuple[int, "Node | None"]] = field(default_factory=dict)
    since: list["Change"] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Change:
    """One change of names, whole or not at all; a rename touches two."""

    number: int
    edits: tuple[tuple[Folder, str, "File | Folder | None"], ...]

    def make(self) -> None:
        for folder, name, node in self.edits:
            if folder.names.get(name, (-1, None))[0] < self.number:
                folder.names[name] = self.number, node
            if self in folder.since:
                folder.since.remove(self)


Node = File | Folder


def _apply(data: bytearray, at: int, piece: bytes | None) -> None:
    if piece is None:
        del data[at:]
        data.extend(bytes(at - len(data)))
        return
    data.extend(bytes(max(0, at - len(data))))
    data[at : at + len(piece)] = piece


class Disk:
    """One folder tree, played forward line by line; `cut` gives what might be left of it at that moment."""

    def __init__(self, before: Path, root: Path) -> None:
        """`before` is a copy of what lay safe in `root`, of which the record speaks."""
        self._number = 0
        self.top = self._read(before)
        self._now: dict[str, Node] = {}
        self._list(str(root), self.top)

    def _read(self, path: Path) -> Folder:
        folder = Folder()
        for one in path.iterdir():
            folder.names[one.name] = 0, self._read(one) if one.is_dir() else File(bytearray(one.read_bytes()))
        return folder

    def _list(self, path: str, node: Node) -> None:
        self._now[path] = node
        if isinstance(node, Folder):
            for name, (_, below) in node.names.items():
                if below is not None:
                    self._list(f"{path}/{name}", below)

    def play(self, line: Line) -> None:
        """Do what was done."""
        node = self._now.get(line.path)
        match line.kind:
            case Kind.CREATE:
                self._change((line.path, File()))
            case Kind.MKDIR:
                self._change((line.path, Folder()))
            case Kind.UNLINK:
                self._change((line.path, None))
            case Kind.LINK:
                self._change((line.other, node))
            case Kind.RENAME:
                if line.path != line.other:
                    below = {path: one for path, one in self._now.items() if path.startswith(f"{line.path}/")}
                    self._change((line.path, None), (line.other, node))
                    for path, one in below.items():
                        del self._now[path]
                        self._now[line.other + path.removeprefix(line.path)] = one
            case Kind.WRITE if isinstance(node, File):
                node.since.append((line.at, line.data))
            case Kind.SIZE if isinstance(node, File):
                node.since.append((line.at, None))
            case Kind.SYNC if isinstance(node, File):
                node.sync()
            case Kind.SYNC if isinstance(node, Folder):
                for change in list(node.since):
                    change.make()

    def _change(self, *edits: tuple[str, Node | None]) -> None:
        self._number += 1
        places = []
        for path, node in edits:
            above, _, name = path.rpartition("/")
            folder = self._now.get(above)
            if not isinstance(folder, Folder):
                continue
            places.append((folder, name, node))
            if node is None:
                self._now.pop(path, None)
            else:
                self._now[path] = node
        change = Change(self._number, tuple(places))
        for folder, _, _ in places:
            folder.since.append(change)

    def cut(self, target: Path, chance: random.Random, choice: str) -> None:
        """Write into `target` what one power cut at this moment might leave."""
        top: Folder = copy.deepcopy(self.top)
        changes = {change.number: change for change in _changes(top)}
        for change in _chosen([changes[number] for number in sorted(changes)], chance, choice):
            change.make()
        _leave(top, target, chance, choice)


def _changes(folder: Folder) -> Iterable[Change]:
    """Every change that is not safe; also in folders that are not safe themselves."""
    waiting, seen = [folder], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield from one.since
        below = [node for _, node in one.names.values()]
        below += [node for change in one.since for _, _, node in change.edits]
        waiting += [node for node in below if isinstance(node, Folder)]


def _chosen(done: list[T], chance: random.Random, choice: str) -> list[T]:
    """Choose what reached the disk of what was not synced."""
    match choice:
        case "nothing":
            return []
        case "everything":
            return done
        case "first":
            return done[: chance.randrange(len(done) + 1)]
        case _:
            return [one for one in done if chance.random() < 0.5]


def _leave(folder: Folder, target: Path, chance: random.Random, choice: str) -> None:
    target.mkdir()
    for name, (_, node) in folder.names.items():
        if isinstance(node, Folder):
            _leave(node, target / name, chance, choice)
        elif node is not None:
            (target / name).write_bytes(_left(node, chance, choice))


def _left(file: File, chance: random.Random, choice: str) -> bytes:
    data = bytearray(file.safe)
    for at, piece in _chosen(file.since, chance, choice):
        if piece is None or choice != "torn":
            _apply(data, at, piece)
            continue
        sector = chance.choice(SECTORS)
        for start in range(0, len(piece), sector):
            if chance.random() < 0.5:
                _apply(data, at + start, piece[start : start + sector])
    return bytes(data)
