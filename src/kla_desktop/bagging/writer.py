"""Writes a bundle's bag as one stream: front files, signature, journal, summaries, evidence (docs/formats.md)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kla_desktop.bagging.fixity import Fixity, Piece, fixity_of, verified
from kla_desktop.bagging.manifest import is_relayed
from kla_desktop.bagging.names import check_name
from kla_desktop.bagging.profile import (
    ABSENT_CSV,
    BAG_INFO,
    BAGIT,
    BAGIT_TEXT,
    EVIDENCE_CSV,
    EVIDENCE_FOLDER,
    JOURNAL,
    MANIFEST,
    SIGNATURE,
    STATION,
    SUMMARY_PDF,
    TAGMANIFEST,
    BundleHead,
    write_bag_info,
)
from kla_desktop.bagging.zip_writer import ZipEntry, zip_stream

Sign = Callable[[bytes], bytes]
"""Returns the detached signature over the tagmanifest."""


@dataclass(frozen=True, slots=True)
class PayloadObject:
    """One object to put under `data/evidence/`: its file name there, what it is known by, and its bytes."""

    name: str
    fixity: Fixity
    pieces: Callable[[], Iterable[Piece]]


@dataclass(frozen=True, slots=True)
class BagContent:
    """What a bag is made of. Empty `evidence_csv`, `summary_pdf`, `absent_csv` are left out (replies are events alone).

    `relayed` are files below `data/relayed/` by their whole names.
    """

    head: BundleHead
    station_json: bytes
    journal: bytes
    evidence_csv: bytes
    summary_pdf: bytes
    objects: Sequence[PayloadObject]
    absent_csv: bytes = b""
    relayed: Sequence[tuple[str, bytes]] = ()


def write_bag(content: BagContent, sign: Sign) -> Iterator[Piece]:
    """Yield the stored ZIP that is the bag, piece by piece.

    Raises PayloadDiffers in the middle of the stream when an object is not what it was known by: throw away what was
    written.
    """
    payload = [
        _in_memory(name, data)
        for name, data in (
            (JOURNAL, content.journal),
            (EVIDENCE_CSV, content.evidence_csv),
            (SUMMARY_PDF, content.summary_pdf),
            (ABSENT_CSV, content.absent_csv),
        )
        if data or name == JOURNAL
    ]
    payload += [_in_memory(_relayed_name(name), data) for name, data in content.relayed]
    payload += [(_object_entry(item), item.fixity) for item in content.objects]
    manifest = "".join(f"{fixity.sha256}  {entry.name}\n" for entry, fixity in payload).encode("utf-8")
    size = sum(fixity.size for _, fixity in payload)
    signed = [
        (BAGIT, BAGIT_TEXT),
        (BAG_INFO, write_bag_info(content.head, size, len(payload))),
        (STATION, content.station_json),
        (MANIFEST, manifest),
    ]
    tagmanifest = "".join(f"{fixity_of(data).sha256}  {name}\n" for name, data in signed).encode("utf-8")
    front = [*signed, (TAGMANIFEST, tagmanifest), (SIGNATURE, sign(tagmanifest))]
    entries = [_in_memory(name, data)[0] for name, data in front] + [entry for entry, _ in payload]
    folder = content.head.id
    placed = (ZipEntry(f"{folder}/{entry.name}", entry.size, entry.crc32, entry.pieces) for entry in entries)
    return zip_stream(placed, content.head.made_at)


def _in_memory(name: str, data: bytes) -> tuple[ZipEntry, Fixity]:
    fixity = fixity_of(data)
    return ZipEntry(name, fixity.size, fixity.crc32, lambda: (data,)), fixity


def _relayed_name(name: str) -> str:
    check_name(name)
    if not is_relayed(name):
        raise ValueError("not a file that is passed on")
    return name


def _object_entry(item: PayloadObject) -> ZipEntry:
    check_name(item.name)
    if "/" in item.name:
        raise ValueError("evidence lies flat in its folder")
    name = EVIDENCE_FOLDER + item.name
    return ZipEntry(name, item.fixity.size, item.fixity.crc32, lambda: verified(item.pieces(), item.fixity))
