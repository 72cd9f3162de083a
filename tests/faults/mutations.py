"""Bundles as nobody should make them: bytes, archives, front files and events, sealed and signed as if in order.

`Anatomy` takes a true bundle apart; `mutated` gives another one, by chance but the same for the same seed. Each layer
is reached by making all layers above it whole again: a changed event lies in a bag whose manifest, signature and seal
are right, as a hostile or broken program of a known station would make it.
"""

import io
import json
import random
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from kla_desktop.bagging.fixity import fixity_of
from kla_desktop.bagging.profile import BAG_INFO, JOURNAL, MANIFEST, SIGNATURE, SIGNED_FILES, STATION, TAGMANIFEST
from kla_desktop.bagging.zip_writer import ZipEntry, zip_stream
from kla_desktop.model.journal import Kind
from kla_desktop.sealing.encryption import seal, unsealed
from kla_desktop.sealing.keys import SigningKey
from kla_desktop.sealing.signing import sign

Files = list[tuple[str, bytes]]
_WHEN = datetime(2026, 11, 23, tzinfo=UTC)
_NUMBERS = (0, 1, -1, 2**31, 2**53, 2**63, 2**64, -(2**63), 1 << 200, 1e308, float("nan"), float("inf"), 0.5)
_TEXTS = (
    *("", "\0", "..", "../../x", "C:\\x", "a" * 5000, "\ud800", "\u202e", "0199-b1", "٣"),
    "'; DROP TABLE evidence; --",
)
_NAMES = (
    *("data/evidence/../x", "/etc/x", "data/evidence/CON", "data\\evidence\\x", "", "data/x", "fetch.txt"),
    "data/evidence/a\nb",
)


@dataclass(frozen=True)
class Anatomy:
    """A bundle taken apart: its folder's name and its files in order; who seals and signs it anew."""

    sealed: bytes
    folder: str
    files: Files
    key: SigningKey
    recipient: str

    @classmethod
    def of(cls, sealed: bytes, identity: str, key: SigningKey, recipient: str) -> "Anatomy":
        """Take a bundle apart that `identity` opens and `key` signed."""
        archive = b"".join(bytes(piece) for piece in unsealed(io.BytesIO(sealed), identity))
        with zipfile.ZipFile(io.BytesIO(archive)) as found:
            names = found.namelist()
            files = [(name.partition("/")[2], found.read(name)) for name in names]
        return cls(sealed, names[0].partition("/")[0], files, key, recipient)

    def signed(self, files: Files, *, counted: bool = True) -> Files:
        """Make manifest, tagmanifest and signature right for these files, and what bag-info counts."""
        front = dict(files)
        payload = [(name, data) for name, data in files if name.startswith("data/")]
        if counted:
            oxum = f"Payload-Oxum: {sum(len(data) for _, data in payload)}.{len(payload)}".encode()
            front[BAG_INFO] = re.sub(rb"Payload-Oxum: [0-9.]+", oxum, front[BAG_INFO])
        manifest = "".join(f"{fixity_of(data).sha256}  {name}\n" for name, data in payload).encode(
            errors="surrogatepass"
        )
        front[MANIFEST] = manifest
        tags = "".join(f"{fixity_of(front[name]).sha256}  {name}\n" for name in SIGNED_FILES if name in front).encode()
        front[TAGMANIFEST], front[SIGNATURE] = tags, sign(tags, self.key)
        return [(name, front.get(name, data)) for name, data in files]

    def archived(self, files: Files) -> bytes:
        """Put files into the archive, under the bundle's folder."""
        entries = []
        for name, data in files:
            known = fixity_of(data)
            entries.append(ZipEntry(f"{self.folder}/{name}", known.size, known.crc32, partial(_whole, data)))
        return b"".join(bytes(piece) for piece in zip_stream(entries, _WHEN))

    def resealed(self, archive: bytes) -> bytes:
        """Encrypt an archive to the recipient."""
        out = io.BytesIO()
        seal(archive, out, (self.recipient,))
        return out.getvalue()


def _whole(data: bytes) -> tuple[bytes]:
    return (data,)


def mutated(one: Anatomy, other: Anatomy, chance: random.Random) -> tuple[str, bytes]:
    """Give the layer that was changed, and the bundle."""
    layer = chance.choice(tuple(LAYERS))
    return layer, LAYERS[layer](one, other, chance)


def scrambled(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Change bytes in one of the usual ways."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        at, size = chance.randrange(len(changed) + 1), chance.choice((1, 2, 4, 16, 64, 1000))
        match chance.randrange(8):
            case 0 if at < len(changed):
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at : at + size] = chance.randbytes(size)
            case 2:
                del changed[at : at + size]
            case 3:
                changed[at:at] = chance.randbytes(size)
            case 4:
                changed[at:at] = changed[at : at + size]
            case 5:
                del changed[at:]
            case 6:
                start = chance.randrange(len(other) + 1)
                changed[at:] = other[start:]
            case _:
                changed[at : at + 8] = struct.pack("<Q", chance.choice((0, 1, 0xFFFF, 0xFFFFFFFF, 1 << 63)))
    return bytes(changed)


def _bytes(one: Anatomy, other: Anatomy, chance: random.Random) -> bytes:
    return scrambled(one.sealed, other.sealed, chance)


def _age_header(one: Anatomy, other: Anatomy, chance: random.Random) -> bytes:
    """Lines of the seal's header: left out, doubled, in another order, longer, of another bundle."""
    head, mark, rest = one.sealed.partition(b"\n---")
    lines, others = head.split(b"\n"), other.sealed.partition(b"\n---")[0].split(b"\n")
    at = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            chance.shuffle(lines)
        case 3:
            lines[at] = scrambled(lines[at], b"", chance)
        case 4:
            lines[at] = chance.choice(others)
        case _:
            lines[at:at] = [b"-> X25519 " + b"A" * chance.choice((43, 5000))] * chance.choice((1, 50, 5000))
    return b"\n".join(lines) + mark + rest


def _archive(one: Anatomy, other: Anatomy, chance: random.Random) -> bytes:
    return one.resealed(scrambled(one.archived(one.files), other.archived(other.files), chance))


def _entries(one: Anatomy, other: Anatomy, chance: random.Random) -> bytes:
    """Files left out, doubled, moved, renamed, exchanged; half of the time under a right signature."""
    files = list(one.files)
    at = chance.randrange(len(files))
    match chance.randrange(6):
        case 0:
            del files[at]
        case 1:
            files.insert(chance.randrange(len(files)), files[at])
        case 2:
            chance.shuffle(files)
        case 3:
            files[at] = chance.choice(_NAMES), files[at][1]
        case 4:
            files[at] = files[at][0], chance.choice(other.files)[1]
        case _:
            files[at:at] = [(f"data/evidence/{n}", b"x") for n in range(chance.choice((1, 300)))]
    if chance.random() < 0.5 and all(name in dict(files) for name in SIGNED_FILES):
        files = one.signed(files)
    return one.resealed(one.archived(files))


def _front(one: Anatomy, other: Anatomy, chance: random.Random) -> bytes:
    """What bag-info.txt and station.json say, under a right signature."""
    name = chance.choice((BAG_INFO, BAG_INFO, STATION))
    files = dict(one.files)
    if name == STATION and chance.random() < 0.7:
        files[name] = _json(_twisted(json.loads(files[name]), chance))
    elif chance.random() < 0.5:
        files[name] = scrambled(files[name], dict(other.files)[name], chance)
    else:
        lines = files[name].split(b"\n")
        at = chance.randrange(len(lines))
        label = lines[at].partition(b":")[0]
        value = str(chance.choice((*_NUMBERS, *_TEXTS))).encode(errors="surrogatepass")
        lines[at] = label + b": " + value
        files[name] = b"\n".join(lines)
    return one.resealed(one.archived(one.signed(list(files.items()), counted=False)))


def _events(one: Anatomy, other: Anatomy, chance: random.Random) -> bytes:
    """What the journal says, under a right manifest and signature."""
    files = dict(one.files)
    lines = files[JOURNAL].splitlines()
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0:
                del lines[at:]
            case 1:
                lines.insert(at, chance.choice(lines or [b"{}"]))
            case 2:
                chance.shuffle(lines)
            case 3:
                lines[at] = scrambled(lines[at], b"", chance)
            case 4:
                lines[at] = b"[" * 100_000
            case 5:
                lines[at : at + 1] = dict(other.files)[JOURNAL].splitlines()
            case _:
                try:
                    lines[at] = _json(_twisted(json.loads(lines[at]), chance))
                except (ValueError, RecursionError):
                    lines[at] = b"{}"
        lines = lines or [b""]
    files[JOURNAL] = b"\n".join(lines) + b"\n" * chance.choice((0, 1, 1, 1, 2))
    return one.resealed(one.archived(one.signed(list(files.items()))))


def _claims(one: Anatomy, other: Anatomy, chance: random.Random) -> bytes:
    """Events of the right shape that say something else: other kinds, subjects, numbers, words of other events."""
    files = dict(one.files)
    events = [json.loads(line) for line in files[JOURNAL].splitlines()]
    pool = [*events, *(json.loads(line) for line in dict(other.files)[JOURNAL].splitlines())]
    for _ in range(chance.choice((1, 1, 3))):
        event, strange = chance.choice(events), chance.choice(pool)
        match chance.randrange(5):
            case 0:
                event["kind"] = chance.choice(list(Kind)).value
            case 1:
                event["kind"], event["data"] = strange["kind"], strange["data"]
            case 2:
                name = chance.choice(list(event))
                event[name] = strange[name]
            case _:
                event["data"] = _otherwise(event["data"], pool, chance)
    files[JOURNAL] = b"".join(_json(event) + b"\n" for event in events)
    return one.resealed(one.archived(one.signed(list(files.items()))))


def _otherwise(value: Any, pool: list[dict[str, Any]], chance: random.Random) -> Any:
    """Another value of the same type."""
    match value:
        case dict() if value:
            key = chance.choice(list(value))
            return value | {key: _otherwise(value[key], pool, chance)}
        case list() if value:
            at = chance.randrange(len(value))
            return [*value[:at], _otherwise(value[at], pool, chance), *value[at + 1 :]] * chance.choice((1, 1, 2))
        case str():
            return str(chance.choice([*_TEXTS, *chance.choice(pool).values()]))
        case bool():
            return not value
        case int() | float():
            return value + chance.choice((-1, 1, 1000, -value, 1 << 40))
    return value


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _twisted(value: Any, chance: random.Random) -> Any:
    """Change one thing somewhere in a JSON value."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice(list(value))
        match chance.randrange(6):
            case 0:
                return {name: one for name, one in value.items() if name != key}
            case 1:
                return value | {chance.choice(_TEXTS): value[key]}
            case _:
                return value | {key: _twisted(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        return [*value[:at], _twisted(value[at], chance), *value[at + 1 :]]
    deep: Any = 1
    for _ in range(chance.choice((1, 50))):
        deep = {"data": [deep]}
    return chance.choice((None, True, [], {}, deep, [value] * 300, *_NUMBERS, *_TEXTS))


LAYERS: dict[str, Callable[[Anatomy, Anatomy, random.Random], bytes]] = {
    "bytes": _bytes,
    "age header": _age_header,
    "archive": _archive,
    "entries": _entries,
    "front": _front,
    "events": _events,
    "claims": _claims,
}
