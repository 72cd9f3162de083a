"""Documents: text bounded, pages drawn, bad XML and locked files named."""

import io

import pytest
from PIL import Image

from kla_desktop.media import document
from kla_desktop.media.document import clean, decode_text
from kla_desktop.media.pdf import draw_page
from kla_desktop.media.probe import probe_bytes
from kla_desktop.model.evidence_kind import EvidenceKind, MediaKind
from tests.media.samples import CORPUS, docx, needs_corpus, pdf, zipped


def test_pdf_gives_text_pages_and_a_picture() -> None:
    probed = probe_bytes("Doc1.pdf", pdf("Notulen rapat", pages=3), None)
    assert (probed.media_kind, probed.pages, probed.warnings) == (MediaKind.PDF, 3, ())
    assert "Notulen rapat 1" in probed.text
    assert "Notulen rapat 3" in probed.text
    assert probed.evidence_kind is EvidenceKind.MINUTES
    assert probed.preview is not None
    assert Image.open(io.BytesIO(probed.preview)).size == (181, 256)
    assert probed.claims == ()


def test_pdf_text_stops_after_two_hundred_pages() -> None:
    probed = probe_bytes("a.pdf", pdf("halaman", pages=220), None)
    assert probed.pages == 220
    assert "halaman 200" in probed.text
    assert "halaman 201" not in probed.text


@pytest.mark.parametrize("media_box", ["0 0 2147483648 2147483648", "0 0 612 2147483648", "0 0 1 1000000"])
def test_a_page_of_any_size_is_drawn_small(media_box: str) -> None:
    data = pdf(media_box=media_box)
    probed = probe_bytes("a.pdf", data, None)
    assert probed.pages == 1
    drawn = draw_page(data, 0, 100_000)
    assert drawn is None or max(drawn.size) <= 10_001
    assert probed.preview is None or max(Image.open(io.BytesIO(probed.preview)).size) <= 256


def test_pages_are_drawn_on_demand() -> None:
    data = pdf(pages=2)
    drawn = draw_page(data, 1, 1000)
    assert drawn is not None
    assert drawn.size == (707, 1000)
    assert draw_page(data, 2, 1000) is None
    assert draw_page(data, -1, 1000) is None


@pytest.mark.parametrize("data", [b"%PDF-1.4\n" + bytes(200), pdf()[:120], b"%PDF-1.7 nothing"])
def test_a_broken_pdf_is_damaged(data: bytes) -> None:
    probed = probe_bytes("a.pdf", data, None)
    assert (probed.media_kind, probed.warnings, probed.preview) == (MediaKind.PDF, ("damaged",), None)


@needs_corpus
def test_a_locked_pdf_says_so() -> None:
    path = CORPUS / "pdf" / "pypdf" / "r6-user-password.pdf"
    assert probe_bytes(path.name, path.read_bytes(), None).warnings == ("password",)


def test_docx_text_by_paragraph() -> None:
    probed = probe_bytes("Doc1.docx", docx("Daftar hadir rapat", "Kelurahan Curug &amp; Depok"), None)
    assert probed.text == "Daftar hadir rapat\nKelurahan Curug & Depok"
    assert (probed.evidence_kind, probed.warnings) == (EvidenceKind.ATTENDANCE, ())


def test_a_document_type_in_xml_means_no_text() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    probed = probe_bytes("a.docx", docx("&b;", head=bomb), None)
    assert (probed.text, probed.warnings, probed.media_kind) == ("", ("dtd",), MediaKind.DOCX)


def test_text_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_TEXT", 5000)
    probed = probe_bytes("a.docx", docx(*["kata " * 100] * 50), None)
    assert len(probed.text) == 5000


def test_a_stretched_archive_stops_early() -> None:
    data = zipped({"[Content_Types].xml": "", "word/document.xml": b"<a>" + bytes(200 << 20).replace(b"\0", b" ")})
    assert len(data) < 1 << 20
    assert probe_bytes("a.docx", data, None).text == ""


def test_a_cut_off_docx_is_damaged() -> None:
    assert probe_bytes("a.docx", docx("isi")[:-30], None).warnings == ("damaged",)


def test_other_office_formats() -> None:
    odt = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": '<o xmlns:text="t"><text:h>Notula</text:h><text:p>Isi<text:s/>rapat</text:p></o>',
        },
        compression=0,
    )
    assert probe_bytes("a.odt", odt, None).text == "Notula\nIsi rapat"
    pptx = zipped(
        {
            "[Content_Types].xml": "",
            "ppt/slides/slide2.xml": "<a><t>dua</t></a>",
            "ppt/slides/slide1.xml": "<t>satu</t>",
        }
    )
    assert probe_bytes("a.pptx", pptx, None).text == "satu\ndua"
    xlsx = zipped(
        {"[Content_Types].xml": "", "xl/sharedStrings.xml": "<sst><si><t>RW 01</t></si><si><t>RW 02</t></si></sst>"}
    )
    assert probe_bytes("a.xlsx", xlsx, None).text == "RW 01\nRW 02"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_in_any_encoding(codec: str) -> None:
    words = (
        "Rapat koordinasi “Kota Layak Anak” – café\r\nbaris dua"
        if codec not in {"utf-16-le", "utf-16-be"}
        else "Rapat\ndua"
    )
    probed = probe_bytes("rapat.txt", words.encode(codec), None)
    assert probed.media_kind is MediaKind.TXT
    assert probed.text == words.replace("\r\n", "\n")


def test_cleaning_leaves_what_can_be_stored() -> None:
    assert clean("a\0b\ud800c\r\nd\x1fe") == "a b c\nd e"
    assert decode_text(b"abc" + "é".encode()[:1]) == "abc"
    clean("".join(map(chr, range(0x11000)))).encode("utf-8")


def test_formats_without_a_reader_say_so() -> None:
    assert probe_bytes("a.bin", b"\0\1\2\3" * 20, None).warnings == ("unsupported",)
    assert probe_bytes("a.rar", b"Rar!\x1a\x07\x01\0rest", None).warnings == ("unsupported",)
    assert probe_bytes("a.mp3", b"ID3\4", None).warnings == ()
