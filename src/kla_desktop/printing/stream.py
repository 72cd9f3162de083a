"""A PDF that goes to disk while it is drawn: pictures leave memory at once, so a thousand photos cost what one does.

reportlab keeps the whole file in memory until it is saved. Here each picture is written as a finished PDF object the
moment it is placed, and the rest (pages, fonts, outline) follows at the end, object by object.
"""

import functools
import hashlib
from datetime import datetime, timedelta, timezone
from typing import BinaryIO

from reportlab.lib.colors import Color, toColor
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from kla_desktop.printing.pictures import Picture
from kla_desktop.wording.formats import WIB

_colour = functools.cache(toColor)  # reading one costs as much as writing a line in it
_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


class StreamedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A reportlab canvas on an open file. The same drawing at the same time gives the same bytes."""

    def __init__(self, out: BinaryIO, page_size: tuple[float, float], at: datetime, lang: str) -> None:
        super().__init__(out, pagesize=page_size, pageCompression=1, invariant=1, lang=lang)
        self._doc.__class__ = _StreamedDocument  # the canvas makes its document itself and takes no other
        self._doc.begin(out, at)
        self._placed: dict[str, str] = {}

    def setFillColor(self, aColor: Color | str, alpha: float | None = None) -> None:  # noqa: N802, N803 - reportlab's own names
        """Fill with a colour from now on."""
        super().setFillColor(_colour(aColor), alpha)

    def setStrokeColor(self, aColor: Color | str, alpha: float | None = None) -> None:  # noqa: N802, N803 - as above
        """Draw with a colour from now on."""
        super().setStrokeColor(_colour(aColor), alpha)

    def place(self, picture: Picture, x: float, y: float, width: float, height: float) -> None:
        """Draw a picture with its lower left corner at (x, y); the same picture twice is stored once."""
        name = hashlib.sha256(picture.jpeg).hexdigest()[:32]
        internal = self._doc.getXObjectName(name)
        if name not in self._placed:
            self._placed[name] = internal
            self._doc.write_picture(internal, picture)
        self._code.append(f"q {width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm /{internal} Do Q")
        self._formsinuse.append(name)


class _StreamedDocument(pdfdoc.PDFDocument):  # type: ignore[misc]  # reportlab has no types
    def begin(self, out: BinaryIO, at: datetime) -> None:
        self._out = out
        self._at = 0
        self._write(_HEAD)
        local = at.astimezone(timezone(WIB))
        stamp = self._timeStamp
        stamp.t, stamp.lt, stamp.YMDhms = at.timestamp(), local.timetuple(), tuple(local.timetuple())[:6]
        stamp.dhh, stamp.dmm, stamp.tzname = WIB // timedelta(hours=1), 0, "WIB"
        self.updateSignature(at.isoformat())

    def _write(self, data: bytes) -> int:
        start = self._at
        self._out.write(data)
        self._at += len(data)
        return start

    def write_picture(self, internal: str, picture: Picture) -> None:
        """Write one image object now and remember where it lies."""
        self.Reference(_Written(), internal)
        number, version = self.idToObjectNumberAndVersion[internal]
        space = "DeviceGray" if picture.grey else "DeviceRGB"
        head = (
            f"{number} {version} obj\n<< /Type /XObject /Subtype /Image "
            f"/Width {picture.width} /Height {picture.height} "
            f"/BitsPerComponent 8 /ColorSpace /{space} /Filter /DCTDecode /Length {len(picture.jpeg)} >>\nstream\n"
        )
        self.idToOffset[internal] = self._write(head.encode("ascii"))
        self._write(picture.jpeg)
        self._write(b"\nendstream\nendobj\n")

    def SaveToFile(self, filename: object, canvas: object) -> None:  # noqa: ARG002, N802 - reportlab's own name
        """Write what is not on disk yet, then the cross-reference table."""
        self.GetPDFData(canvas)

    def format(self) -> bytes:
        """Write the remaining objects one by one (formatting one may add more), the table and the trailer."""
        self.encrypt.prepare(self)
        catalog, info = self.Reference(self.Catalog), self.Reference(self.info)
        ids: list[str] = []
        number = 1
        while number in self.numberToId:
            internal = self.numberToId[number]
            thing = self.idToObject[internal]
            if not isinstance(thing, _Written):
                body = pdfdoc.PDFIndirectObject(internal, thing).format(self)
                self.idToOffset[internal] = self._write(pdfdoc.pdfdocEnc(body))
            ids.append(internal)
            number += 1
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, ids)
        start = self._write(pdfdoc.pdfdocEnc(table.format(self)))
        trailer = pdfdoc.PDFTrailer(startxref=start, Size=number, Root=catalog, Info=info, Encrypt=None, ID=self.ID())
        self._write(pdfdoc.pdfdocEnc(trailer.format(self)))
        return b""


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """Stands in the object table for bytes that are already in the file."""
