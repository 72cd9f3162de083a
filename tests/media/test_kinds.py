"""Kinds by content, whatever the name says."""

import pytest

from kla_desktop.media.kinds import kind_of, kind_of_head
from kla_desktop.model.evidence_kind import MediaKind
from tests.media.samples import docx, encoded, mp4, pdf, picture, zipped

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _odf(kind: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<a/>"}, compression=0)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (encoded(picture()), MediaKind.JPEG),
        (encoded(picture(), "PNG"), MediaKind.PNG),
        (encoded(picture(), "WEBP"), MediaKind.WEBP),
        (encoded(picture(), "TIFF"), MediaKind.TIFF),
        (encoded(picture(), "GIF"), MediaKind.GIF),
        (encoded(picture(), "BMP"), MediaKind.BMP),
        (pdf(), MediaKind.PDF),
        (b"junk before\n" + pdf(), MediaKind.PDF),
        (docx("a"), MediaKind.DOCX),
        (docx("a")[:-40], MediaKind.DOCX),  # cut off: no directory at the end
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), MediaKind.XLSX),
        (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), MediaKind.PPTX),
        (_odf("text"), MediaKind.ODT),
        (_odf("spreadsheet"), MediaKind.ODS),
        (_odf("presentation"), MediaKind.ODP),
        (zipped({"photo.jpg": "x"}), MediaKind.ZIP),
        (_OLE + "WordDocument".encode("utf-16-le") + bytes(50), MediaKind.DOC),
        (_OLE + "Workbook".encode("utf-16-le") + bytes(50), MediaKind.XLS),
        (_OLE + "PowerPoint Document".encode("utf-16-le") + bytes(50), MediaKind.PPT),
        (_OLE, MediaKind.OTHER),
        (b"{\\rtf1 hello}", MediaKind.RTF),
        (mp4(0), MediaKind.MP4),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", MediaKind.MOV),
        (b"\0\0\0\x14ftyp3gp4\0\0\0\x003gp4", MediaKind.THREE_GP),
        (b"\0\0\0\x14ftypM4A \0\0\0\0M4A ", MediaKind.AUDIO),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", MediaKind.HEIC),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", MediaKind.AVIF),
        (b"\0\0\0\x10ftypmif3avif" + bytes(20), MediaKind.AVIF),  # the small form: its minor version is a brand
        (b"\0\0\0\x10ftypmif3heic" + bytes(20), MediaKind.HEIC),
        (b"ID3\x04rest", MediaKind.AUDIO),
        (b"OggS\0rest", MediaKind.AUDIO),
        ("Rapat di kelurahan – hadir 12 anak\n".encode(), MediaKind.TXT),
        ("Rapat".encode("utf-16"), MediaKind.TXT),
        ("Rapat koordinasi".encode("utf-16-le"), MediaKind.TXT),
        ("caf\xe9 rapat".encode("latin-1"), MediaKind.TXT),
        (b"From: a@b\r\nTo: c@d\r\nSubject: x\r\n\r\nhello", MediaKind.EML),
        (b"text with \0 a zero", MediaKind.OTHER),
        (b"", MediaKind.OTHER),
        (b"BM or not BM, that is the question", MediaKind.TXT),
    ],
)
def test_kind_by_content(data: bytes, kind: MediaKind) -> None:
    assert kind_of(data, "wrong.ending") is kind


def test_the_name_decides_only_between_texts() -> None:
    assert kind_of(b"Subject: rapat\n\nisi", "surat.eml") is MediaKind.EML
    assert kind_of(b"Subject: rapat\n\nisi", "surat.txt") is MediaKind.TXT
    assert kind_of(encoded(picture()), "surat.txt") is MediaKind.JPEG


def test_locked_office_files_go_by_their_ending() -> None:
    assert kind_of(_OLE + "EncryptedPackage".encode("utf-16-le"), "anggaran.xlsx") is MediaKind.XLSX


def test_text_cut_inside_a_letter_is_still_text() -> None:
    assert kind_of_head(("é" * 40_000).encode()[: (64 << 10) - 1], "a") is MediaKind.TXT
