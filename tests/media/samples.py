"""Small files of our own making for the media tests, and the way to the corpus beside the checkout."""

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus beside the checkout")


def picture(size: tuple[int, int] = (800, 600), mode: str = "RGB") -> Image.Image:
    """White with a red block in the upper left corner, so that up and left can be told."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="red")
    return image if mode == "RGB" else image.convert(mode)


def encoded(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def exif(
    times: dict[int, str] | None = None,
    gps: dict[int, Any] | None = None,
    base: dict[int, Any] | None = None,
) -> Image.Exif:
    block = Image.Exif()
    for tag, value in (base or {}).items():
        block[tag] = value
    if times:
        inner = block.get_ifd(0x8769)
        inner.update(times)
    if gps:
        block.get_ifd(0x8825).update(gps)
    return block


def zipped(entries: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def docx(*paragraphs: str, head: str = "") -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def pdf(words: str = "Notulen rapat", pages: int = 1, media_box: str = "0 0 595 842") -> bytes:
    """A PDF written by hand, with a right cross-reference table."""
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for page in range(pages):
        stream = f"BT /F1 24 Tf 72 700 Td ({words} {page + 1}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{media_box}] /Contents {5 + 2 * page} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    start = out.rindex(b"xref\n0 ")
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def mp4(seconds_since_1904: int, frames: int = 1000) -> bytes:
    header = box(b"mvhd", struct.pack(">III", 0, seconds_since_1904, seconds_since_1904) + bytes(88))
    return box(b"ftyp", b"isom\0\0\2\0isommp42") + box(b"mdat", bytes(frames)) + box(b"moov", header)


def with_small_picture(jpeg: bytes, small: bytes, orientation: int = 1, when: str = "2024:06:11 09:30:00") -> bytes:
    """A JPEG as cameras write it: an EXIF block with a time, an orientation, and a small picture of its own."""
    entry, first = struct.Struct("<HHII"), 8
    inner = first + 2 + 2 * entry.size + 4
    words = inner + 2 + 3 * entry.size + 4
    block = struct.pack("<2sHI", b"II", 42, first) + struct.pack("<H", 2)
    block += entry.pack(0x0112, 3, 1, orientation) + entry.pack(0x0132, 2, 20, words) + struct.pack("<IH", inner, 3)
    block += entry.pack(0x0103, 3, 1, 6) + entry.pack(0x0201, 4, 1, words + 20)
    block += entry.pack(0x0202, 4, 1, len(small)) + struct.pack("<I", 0) + when.encode("ascii") + b"\0" + small
    block = b"Exif\0\0" + block
    return jpeg[:2] + struct.pack(">HH", 0xFFE1, len(block) + 2) + block + jpeg[2:]
