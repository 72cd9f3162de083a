"""When an office program or a scanner says that it made a file: the weakest word but the file's own time.

A letter is often written over last year's, so that the day it was made is another's; it only helps where nothing else
speaks. Runs in a worker.
"""

import contextlib
import re
from typing import Final

from kla_desktop.media.picture_notes import iso_of
from kla_desktop.media.xml_parts import Parts
from kla_desktop.model.capture import CaptureClaim, TimeSource
from kla_desktop.model.evidence_kind import MediaKind

_OFFICE: Final = frozenset((MediaKind.DOCX, MediaKind.XLSX, MediaKind.PPTX))
_OPEN: Final = frozenset((MediaKind.ODT, MediaKind.ODS, MediaKind.ODP))
PDF_CONFIDENCE: Final = 0.25
_MAX_PART: Final = 256 << 10
_CREATED: Final = re.compile(rb"<(?:dcterms:created|meta:creation-date)\b[^>]*>([^<]{10,40})<")
_CHANGED: Final = re.compile(rb"<(?:dcterms:modified|dc:date)\b[^>]*>([^<]{10,40})<")
_PDF_TIME: Final = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)?'?)?")
_OF_A_TEMPLATE: Final = frozenset(
    {"2013-12-23T23:15:00+00:00", "2013-01-27T09:14:16+00:00", "2006-09-16T00:00:00+00:00"}
)


def made_at(parts: Parts, kind: MediaKind) -> tuple[CaptureClaim, ...]:
    """Return what the properties of an office file say. Raises nothing."""
    with contextlib.suppress(Exception):  # zipfile, zlib: a dozen kinds
        if kind in _OFFICE or kind in _OPEN:
            notes = parts.beginning("docProps/core.xml" if kind in _OFFICE else "meta.xml", _MAX_PART)
            return _claims(notes)
    return ()


def pdf_time(text: str) -> str | None:
    """Read `D:20240611101522+07'00'`."""
    found = _PDF_TIME.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second, sign, off_hour, off_minute = found.groups()
    zone = f"{sign}{off_hour}:{off_minute or '00'}" if sign else "Z" if "Z" in text else ""
    return iso_of(f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}")


def _claims(notes: bytes) -> tuple[CaptureClaim, ...]:
    claims: list[CaptureClaim] = []
    for pattern, confidence in ((_CREATED, 0.2), (_CHANGED, 0.18)):
        found = pattern.search(notes)
        value = iso_of(_short(found[1].decode("ascii", "replace"))) if found else None
        if value is not None and value not in _OF_A_TEMPLATE and all(value[:10] != c.value[:10] for c in claims):
            claims.append(CaptureClaim(value, TimeSource.METADATA, confidence))
    return tuple(claims)


def _short(text: str) -> str:
    """Leave out fractions of a second, which OpenDocument writes with nine digits."""
    return re.sub(r"\.\d+", "", text.strip())
