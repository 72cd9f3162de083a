"""Office files of every kind: table rows as lines, dates as dates, old binary formats, web pages, letters."""

import io

import pytest
from PIL import Image

from kla_desktop.media.probe import Probed, probe_bytes
from kla_desktop.media.sheets import moment
from kla_desktop.model.evidence_kind import MediaKind
from tests.media.samples import CORPUS, encoded, needs_corpus, picture, zipped

_REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def workbook(rows: str, *, since_1904: bool = False, strings: str = "", formats: str = "") -> bytes:
    flag = ' date1904="1"' if since_1904 else ""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook {_REL}><workbookPr{flag}/><sheets><sheet name="Hadir" r:id="rId7"/></sheets>'
            "</workbook>",
            "xl/_rels/workbook.xml.rels": '<R><Relationship Id="rId7" Target="worksheets/lembar.xml"/></R>',
            "xl/styles.xml": f'<styleSheet><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/></cellXfs>'
            "</styleSheet>",
            "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
            "xl/worksheets/lembar.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def look(name: str, data: bytes) -> Probed:
    return probe_bytes(name, data, None)


def test_a_workbook_reads_as_rows_with_dates_and_sheet_names() -> None:
    data = workbook(
        '<row><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Umur</t></is></c></row>'
        '<row><c r="A2" s="1"><v>45454</v></c><c r="B2" s="2"><v>45454.5625</v></c><c r="C2"><v>12.50</v></c></row>'
        '<row><c r="A3" s="3"><v>0.4375</v></c><c r="B3" t="b"><v>1</v></c><c r="C3" t="str"><v>rumus</v></c></row>'
        "<row/>",
        strings="<si><r><t>Nama</t></r><r><t> Anak</t></r><rPh><t>x</t></rPh></si>",
        formats='<numFmt numFmtId="164" formatCode="[$-421]dd\\ mmmm\\ yyyy;@"/>',
    )
    assert look("a.xlsx", data).text.splitlines() == [
        "Hadir",
        "Nama Anak\t\tUmur",
        "2024-06-11\t2024-06-11 13:30\t12.5",
        "10:30\tTRUE\trumus",
    ]


def test_days_are_counted_as_spreadsheets_do() -> None:
    assert [moment(1), moment(59), moment(61), moment(45454)] == [
        "1900-01-01",
        "1900-02-28",
        "1900-03-01",
        "2024-06-11",
    ]
    assert moment(0, since_1904=True) == "1904-01-01"
    assert moment(-1) == "-1"
    assert moment(1e9) == "1000000000"
    data = workbook('<row><c s="1"><v>43992</v></c></row>', since_1904=True)
    assert "2024-06-11" in look("a.xlsx", data).text


def test_a_sheet_that_claims_everything_costs_nothing() -> None:
    data = workbook('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row><row><c s="999999999"><v>1e400</v></c></row>')
    probed = look("a.xlsx", data)
    assert probed.warnings == ()
    assert probed.text.splitlines()[1].strip("\t") == "7"


def test_an_opendocument_table_reads_as_rows() -> None:
    cells = (
        '<table:table table:name="Anggaran"><table:table-row><table:table-cell><text:p>Kegiatan</text:p>'
        '</table:table-cell><table:table-cell table:number-columns-repeated="2"/><table:table-cell '
        'office:value-type="date" office:date-value="2024-06-11T00:00:00"><text:p>11/06/24</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>'
    )
    ods = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<o xmlns:table="t" xmlns:text="x" xmlns:office="o">{cells}</o>',
        },
        compression=0,
    )
    assert look("a.ods", ods).text.splitlines() == ["Anggaran", "Kegiatan\t\t\t2024-06-11"]


def test_tables_in_documents_read_as_rows() -> None:
    def cell(words: str) -> str:
        return f"<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"

    rows = "".join(f"<w:tr>{cell(name)}{cell(age)}</w:tr>" for name, age in (("Nama", "Umur"), ("Budi", "12")))
    twice = "<mc:Fallback><w:t>dua kali</w:t></mc:Fallback>"
    body = f"<w:p><w:r><w:t>Daftar hadir</w:t></w:r></w:p><w:tbl>{rows}</w:tbl>{twice}"
    data = zipped({"[Content_Types].xml": "", "word/document.xml": f'<w:d xmlns:w="w" xmlns:mc="m">{body}</w:d>'})
    assert [line.split() for line in look("a.docx", data).text.splitlines()] == [
        ["Daftar", "hadir"],
        ["Nama", "Umur"],
        ["Budi", "12"],
    ]


@needs_corpus
@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("office/tika/testComment.doc", MediaKind.DOC, "comment"),
        ("office/tika/testWORD_header_hyperlink.doc", MediaKind.DOC, "@example.com"),
        ("office/poi/22742.xls", MediaKind.XLS, "\t"),
        ("office/tika/testPPT.ppt", MediaKind.PPT, "Sample Powerpoint Slide"),
        ("office/poi/example_sent_unicode.msg", MediaKind.MSG, "Perihal: "),
        ("office/tika/test-columnar.ods", MediaKind.ODS, "\t"),
        ("misc/tika/testEmailWithPNGAtt.eml", MediaKind.EML, "Lampiran: "),
    ],
)
def test_real_files_of_old_kinds(path: str, kind: MediaKind, words: str) -> None:
    file = CORPUS / path
    probed = look(file.name, file.read_bytes())
    assert probed.media_kind is kind
    assert words.casefold() in probed.text.casefold()
    assert probed.preview is not None
    assert probed.warnings == ()


def test_rich_text() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\pict " + b"89504e47" * 200 + rb"}Notulen rapat\par Hadir: 12}"
    )
    probed = look("a.rtf", rtf)
    assert probed.text.splitlines() == ["Notulen rapat", "Hadir: 12"]
    assert probed.preview is not None


def test_rich_text_with_a_letterhead_and_a_note() -> None:
    rtf = (
        rb"{\rtf1\ansi{\header\pard\qc PEMERINTAH KOTA\par}{\*\generator Secret;}{\headery720}"
        rb"{\loch\f2\b0\*\cs7\cf0\rtlch\ltrch Undangan \\*rapat{\footnote Hadir tepat waktu}}\par}"
    )
    words = look("a.rtf", rtf).text.split()
    assert words == ["PEMERINTAH", "KOTA", "Undangan", "\\*rapat", "Hadir", "tepat", "waktu"]


def test_a_web_page_gives_words_and_no_scripts() -> None:
    page = (
        b"<!DOCTYPE html><html><head><meta charset=iso-8859-1><title>Berita</title><style>p{}</style></head>"
        b"<body><script>alert('x')</script><p>Forum  Anak\n Depok caf\xe9"
        b"<table><tr><td>a</td><td>b</td></tr></table></body></html>"
    )
    probed = look("berita.html", page)
    assert probed.media_kind is MediaKind.HTML
    assert [line.split() for line in probed.text.splitlines()] == [
        ["Berita"],
        ["Forum", "Anak", "Depok", "café"],
        ["a", "b"],
    ] or ("alert" not in probed.text and "Forum Anak Depok café" in probed.text)


def test_a_table_of_plain_text_has_tabs() -> None:
    probed = look("data.csv", b'Nama;Umur\r\n"Siti; anak";12\r\n')
    assert probed.media_kind is MediaKind.CSV
    assert probed.text == "Nama\tUmur\nSiti; anak\t12"


def test_a_letter_tells_its_head_its_words_and_what_is_attached() -> None:
    letter = (
        b"From: Siti <siti@x.id>\r\nTo: dp3a@x.id\r\nSubject: =?utf-8?q?Undangan_rapat?=\r\n"
        b"Date: Tue, 11 Jun 2024 10:15:00 +0700\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Mohon <b>hadir</b></p>\r\n"
        b'--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename="../foto.png"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    )
    assert look("surat.eml", letter).text.splitlines() == [
        "Dari: Siti <siti@x.id>",
        "Kepada: dp3a@x.id",
        "Tanggal: 2024-06-11 10:15 +0700",
        "Perihal: Undangan rapat",
        "",
        "Mohon hadir",
        "",
        "Lampiran: ../foto.png",
    ]


def test_a_document_shows_the_picture_it_brought_along() -> None:
    red = encoded(picture((300, 200)), "PNG")
    odt: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "<a/>",
        "Thumbnails/thumbnail.png": red,
    }
    shown = look("a.odt", zipped(odt, compression=0)).preview
    assert shown is not None
    assert Image.open(io.BytesIO(shown)).size == (256, 171)
    for useless in (picture((6000, 10)), Image.new("RGB", (300, 200), "white")):
        odt["Thumbnails/thumbnail.png"] = encoded(useless, "PNG")
        assert look("a.odt", zipped(odt, compression=0)).preview is None


def test_pages_of_a_scanned_tiff_are_counted() -> None:
    pages = [picture((200, 300), "1") for _ in range(3)]
    scan = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert look("scan.tif", scan).pages == 3
    assert look("a.tif", encoded(pages[0], "TIFF")).pages is None
