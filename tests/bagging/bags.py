"""Makes small bags, right and wrong, for the tests of this folder."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

from kla_desktop.bagging.fixity import fixity_of
from kla_desktop.bagging.profile import BundleHead
from kla_desktop.bagging.writer import BagContent, PayloadObject, write_bag
from kla_desktop.bagging.zip_writer import ZipEntry, zip_stream

MADE_AT = datetime(2026, 11, 23, 8, 0, 1, 250_000, tzinfo=UTC)
HEAD = BundleHead("0199-b1", "0199-a1", "0199-c1", 3, "0199-b0", 2, "permen-12-2022", "32.76.01.1008", "2025", MADE_AT)
EVIDENCE = {"rapat__aaaaaaaa.jpg": b"\xff\xd8" + b"foto" * 1000, "notulen__bbbbbbbb.pdf": b"%PDF-1.7 isi"}


def content(evidence: dict[str, bytes] | None = None, head: BundleHead = HEAD) -> BagContent:
    files = EVIDENCE if evidence is None else evidence
    objects = [PayloadObject(name, fixity_of(data), source(data)) for name, data in files.items()]
    return BagContent(head, b'{"station":"0199-a1"}', b'{"seq":1}\n', b"nama\n", b"%PDF-1.4 ringkasan", objects)


def source(data: bytes) -> Callable[[], tuple[bytes, ...]]:
    return lambda: (data[:7], data[7:])


def sign(message: bytes) -> bytes:
    """Stand in for a signature: bagging knows none."""
    return b"signed " + sha256(message).hexdigest().encode()


def verify(message: bytes, signature: bytes) -> bool:
    return signature == sign(message)


def bag(evidence: dict[str, bytes] | None = None) -> bytes:
    return b"".join(write_bag(content(evidence), sign))


def entry(name: str, data: bytes = b"") -> ZipEntry:
    return ZipEntry(name, len(data), fixity_of(data).crc32, lambda: (data,))


def archive(*entries: ZipEntry) -> bytes:
    return b"".join(zip_stream(entries, MADE_AT))
