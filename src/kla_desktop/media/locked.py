"""Files locked by a password: what opens them once the user gave it. The password is used and forgotten.

Office files of Microsoft in all their ways (msoffcrypto), OpenDocument files with AES (part 3 of its standard).
PDF and ZIP take their password where they are read (`pdf`, `unfolding`).
"""

import base64
import binascii
import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Final

from kla_desktop.media.xml_parts import MAX_XML, Parts, local
from kla_desktop.model.evidence_kind import MediaKind

_MANIFEST: Final = "META-INF/manifest.xml"
_MAX_ROUNDS: Final = 2_000_000
_MAX_MEMBERS: Final = 2000
_CHECKED: Final = 1024
_SAID: Final = {
    "encryption-data": ("checksum",),
    "algorithm": ("algorithm-name", "initialisation-vector"),
    "start-key-generation": ("start-key-generation-name",),
    "key-derivation": ("iteration-count", "salt", "key-size"),
}
_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0"


class WrongPassword(Exception):  # noqa: N818 - an answer, not an error
    """This password does not open the file."""


def plain_bytes(data: bytes, kind: MediaKind, password: str) -> bytes:
    """The file without its lock; unchanged where it has none. Raises WrongPassword, and anything on damage."""
    if data.startswith(_OLE_MAGIC):
        return _office(data, password)
    if kind in {MediaKind.ODT, MediaKind.ODS, MediaKind.ODP}:
        return _opendocument(data, password)
    return data


def is_locked_opendocument(parts: Parts) -> bool:
    """Whether the manifest says that members are encrypted."""
    manifest = parts.read(_MANIFEST, 4 << 20)
    return manifest is not None and b"encryption-data" in manifest


def _office(data: bytes, password: str) -> bytes:
    import msoffcrypto  # noqa: PLC0415 - in workers only, on first use
    from msoffcrypto.exceptions import InvalidKeyError  # noqa: PLC0415 - as above

    _without_files()
    file = msoffcrypto.OfficeFile(io.BytesIO(data))
    if not file.is_encrypted():
        return data
    out = io.BytesIO()
    try:
        file.load_key(password=password)
        file.decrypt(out)
    except InvalidKeyError as error:
        raise WrongPassword from error
    plain = out.getvalue()
    if b"EncryptedPackage" in data[:512] or "EncryptedPackage".encode("utf-16-le") in data:
        _need(plain.startswith(b"PK"))
    return plain


def _without_files() -> None:
    """Let msoffcrypto keep its intermediate streams in memory: a worker may write no file, not even for a while."""
    from msoffcrypto.format import doc97, ppt97, xls97  # noqa: PLC0415 - in workers only, on first use

    for module in (doc97, ppt97, xls97):
        module.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)


class _Member:
    """How one member of an OpenDocument package is encrypted."""

    def __init__(self, name: str, size: int) -> None:
        self.name, self.size = name, size
        self.said: dict[str, str] = {}

    def opened(self, sealed: bytes, password: str) -> bytes:
        from Cryptodome.Cipher import AES  # noqa: PLC0415 - in workers only, on first use

        said = self.said
        start = password.encode("utf-8")
        long = said.get("start-key-generation-name", "").lower().endswith("sha256")
        start = hashlib.sha256(start).digest() if long else hashlib.sha1(start).digest()  # noqa: S324 - as the format asks
        rounds, length = int(said["iteration-count"]), int(said.get("key-size", "32"))
        if not said.get("algorithm-name", "").lower().endswith("aes256-cbc") or not 0 < rounds <= _MAX_ROUNDS:
            raise ValueError("an encryption we do not know")
        key = hashlib.pbkdf2_hmac("sha1", start, base64.b64decode(said["salt"]), rounds, length)
        packed = AES.new(key, AES.MODE_CBC, base64.b64decode(said["initialisation-vector"])).decrypt(sealed)
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            plain = unpack.decompress(packed, MAX_XML)
        except zlib.error as error:
            raise WrongPassword from error
        used = len(packed) - len(unpack.unused_data)  # the rest fills up the last block
        _need(self._fits(packed[:used], plain))
        return plain

    def _fits(self, packed: bytes, plain: bytes) -> bool:
        wanted = base64.b64decode(self.said.get("checksum", ""))
        if not wanted:
            return len(plain) == self.size
        digest = hashlib.sha256 if len(wanted) == 32 else hashlib.sha1  # noqa: PLR2004 - its length in bytes
        return any(digest(part[:_CHECKED]).digest() == wanted for part in (packed, plain))


def _opendocument(data: bytes, password: str) -> bytes:
    with Parts(data) as parts:
        locked = _locked_members(parts)
        return _without_locks(parts, locked, password) if locked else data


def _locked_members(parts: Parts) -> dict[str, _Member]:
    """What the manifest says of encrypted members."""
    members: list[_Member] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "file-entry":
            size = local(attributes, "size")
            members.append(_Member(local(attributes, "full-path"), int(size) if size.isdecimal() else -1))
        elif members and name in _SAID:
            for field in _SAID[name]:
                if local(attributes, field):
                    members[-1].said[field] = local(attributes, field)

    if _MANIFEST in parts.names:
        parts.walk(_MANIFEST, start, _nothing, _nothing)
    return {member.name: member for member in members[:_MAX_MEMBERS] if "algorithm-name" in member.said}


def _without_locks(parts: Parts, locked: Mapping[str, _Member], password: str) -> bytes:
    """A package of the members that we read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("mimetype", parts.read("mimetype", 200) or b"")
        for name in ("content.xml", "styles.xml", "Thumbnails/thumbnail.png"):
            sealed = parts.read(name, MAX_XML)
            if sealed is None:
                continue
            try:
                archive.writestr(name, locked[name].opened(sealed, password) if name in locked else sealed)
            except (KeyError, binascii.Error) as error:
                raise ValueError("a manifest without what it needs") from error
    return out.getvalue()


def _need(fits: bool) -> None:
    if not fits:
        raise WrongPassword


def _nothing(*_: object) -> None:
    """Nobody listens."""
