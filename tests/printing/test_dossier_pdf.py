"""The dossier as people and readers find it: words, links, pages, pictures, and the same bytes each time."""

import io
import re
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from kla_desktop.model.dossier import Scope, Sheet
from kla_desktop.model.evidence import State
from kla_desktop.model.listing import Item
from kla_desktop.printing.dossier_pdf import plan_dossier, write_dossier
from kla_desktop.printing.imprint import Making, number_ranges
from kla_desktop.printing.pictures import Picture, plain_picture
from kla_desktop.printing.words import long_when
from tests.printing.made import item, jpeg, making, slug, tagged


def written(work: Making) -> bytes:
    out = io.BytesIO()
    write_dossier(work, out)
    return out.getvalue()


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def links(data: bytes) -> list[tuple[int, int]]:
    """Return (page, page it leads to) of every link, from 0."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for number, page in enumerate(document):
        place, link = pdfium.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page.raw, place, link):
            target = pdfium.FPDFLink_GetDest(document.raw, link)
            found.append((number, pdfium.FPDFDest_GetDestPageIndex(document.raw, target)))
    document.close()
    return found


def photo(sheet: Sheet) -> Picture | None:
    if not sheet.item.has_bytes:
        return None
    return plain_picture(jpeg(800, 600, shade=sheet.number % 200, position=True), 1600)


@pytest.fixture(scope="module")
def some() -> list[Item]:
    return [
        item(1, tagged(6, State.ACCEPTED, reviewed_at="2026-11-22T03:00:00Z"), title="Musrenbang anak RW 05"),
        item(2, tagged(6, State.RETURNED, reason="undated"), tagged(13), title="Posyandu Melati"),
        item(3, tagged(2), kind="minutes", media="pdf", name="notulen.pdf", title="Notulen gugus tugas"),
        item(4, tagged(13), kind="video", media="mp4", name="kegiatan.mp4", has_bytes=False, title=""),
    ]


@pytest.fixture(scope="module")
def dossier(some: list[Item]) -> bytes:
    return written(making(some, photo, pages_of={some[2].digest.sha256: 12}))


def test_every_item_is_told_with_state_source_and_checksum(dossier: bytes, some: list[Item]) -> None:
    text = "\n".join(pages(dossier))
    for words in (
        "Pemerintah Kota Depok", "Evaluasi Kota Layak Anak 2026", "Data dukung", "Daftar isi", "Ringkasan cakupan",
        "Musrenbang anak RW 05", "Notulen gugus tugas", "kegiatan.mp4", "disahkan 22 Nov 2026", "Mekarjaya",
        "dikembalikan, alasan: tanpa tanggal", "Halaman 1 dari 12", "Berkasnya belum diterima", "belum ada",
        "21 November 2026 10.15, perkiraan dari nama berkas", "Cara memeriksa keaslian", "saran kami",
    ):  # fmt: skip
        assert words in text, words
    for each in some:
        assert text.count(each.digest.sha256) >= 2  # on its sheet and in the list
        assert f"{each.digest.sha256[:4]}-{each.digest.sha256[4:8]}" in text


def test_pages_are_counted_right(dossier: bytes) -> None:
    found = pages(dossier)
    for number, text in enumerate(found[1:], 2):
        assert f"Halaman {number} dari {len(found)}" in text


def test_contents_and_list_lead_to_the_pages_they_name(dossier: bytes, some: list[Item]) -> None:
    found, leads = pages(dossier), links(dossier)
    assert all(0 <= target < len(found) for _, target in leads)
    for source, words in ((1, "Partisipasi anak"), (len(found) - 1, "Musrenbang anak RW 05")):
        assert any(here == source and words in found[target] for here, target in leads)
    last = found[-1]
    sheet = next(number for number, text in enumerate(found) if some[2].digest.sha256 in text)
    assert sheet < len(found) - 1
    assert re.search(rf"Notulen gugus tugas.*\b{sheet + 1}\b", last)


def test_the_outline_names_chapters(dossier: bytes) -> None:
    document = pypdfium2.PdfDocument(dossier)
    told = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    titles = [title for _, title, _ in told]
    assert titles[:3] == ["Data dukung", "Daftar isi", "Ringkasan cakupan"]
    assert titles[-1] == "Daftar data dukung"
    chapter = next(entry for entry in told if entry[1].startswith("06 "))
    assert chapter[0] == 1
    assert "Musrenbang anak" in pages(dossier)[chapter[2] + 1]


def test_fonts_are_embedded_and_nothing_else_is_asked_for(dossier: bytes) -> None:
    assert dossier.count(b"/FontFile2") >= 3
    document = pypdfium2.PdfDocument(dossier)
    used = {
        obj.get_font().get_base_name()
        for page in document
        for obj in page.get_objects()
        if obj.type == pdfium.FPDF_PAGEOBJ_TEXT
    }
    assert used
    assert all("OpenSans" in name for name in used)


def test_no_trace_of_where_photos_were_taken(dossier: bytes) -> None:
    document = pypdfium2.PdfDocument(dossier)
    images = [obj for page in document for obj in page.get_objects() if obj.type == pdfium.FPDF_PAGEOBJ_IMAGE]
    assert len(images) == 3
    for secret in (b"Exif", b"RAHASIA", b"GPSL"):
        assert secret not in dossier


def test_the_same_content_gives_the_same_bytes(some: list[Item], dossier: bytes) -> None:
    again = written(making(some, photo, pages_of={some[2].digest.sha256: 12}))
    assert again == dossier
    work = making(some)
    later = replace(work, imprint=replace(work.imprint, at=work.imprint.at.replace(hour=9)))
    assert written(work) != written(later)
    assert work.dossier.code == later.dossier.code


def test_four_photos_share_a_page() -> None:
    items = [item(number, tagged(6)) for number in range(1, 21)]
    one, four = (len(plan_dossier(making(items, photos_per_page=count)).pages) for count in (1, 4))
    assert one - four == 15
    text = "\n".join(pages(written(making(items, photo, photos_per_page=4))))
    assert all(text.count(each.digest.sha256) == 2 for each in items)


def test_documents_keep_a_page_of_their_own_among_plates() -> None:
    items = [item(1, tagged(6)), item(2, tagged(6), kind="minutes", media="docx", name="n.docx"), item(3, tagged(6))]
    text = written(making(items, photos_per_page=4, text_of=lambda _sheet: "Hadir: 31 anak\n" * 400))
    assert "Hadir: 31 anak" in "\n".join(pages(text))


ODD = [
    "<b>tebal</b> & <font size=99>",
    "\u202egnp.exe \u0627\u0644\u0627\u0637\u0641\u0627\u0644",
    "\U0001f476\U0001f3fd\u200d\U0001f37c",
    "sangat panjang " * 20,
    "x" * 300,
    "",
    "\ufffd",
    "(kurung \\ miring",
]


@pytest.mark.parametrize("per_page", [1, 4])
def test_odd_titles_and_names_are_printed_as_they_are(per_page: int) -> None:
    items = [
        item(number, tagged(6), title=title, name=(title or "y" * 260) + ".jpg", note=title * 3)
        for number, title in enumerate(ODD, 1)
    ]
    text = "\n".join(pages(written(making(items, photos_per_page=per_page))))
    assert "<b>tebal</b> & <font size=99>" in text
    assert "(kurung \\ miring" in text
    assert "\u202e" not in text
    assert all(each.digest.sha256 in text for each in items)


def test_items_that_know_little_are_printed(some: list[Item]) -> None:
    bare = item(
        9,
        tagged(1),
        title="",
        name="",
        captured_at="",
        captured_at_source="",
        place="",
        agency="",
        actor="",
        kind="data",
    )
    text = "\n".join(pages(written(making([*some, bare]))))
    assert "(tanpa judul)" in text
    assert "tidak diketahui" in text


def test_english() -> None:
    text = "\n".join(pages(written(making([item(1, tagged(6, State.ACCEPTED))], lang="en"))))
    for words in (
        "Supporting evidence",
        "Contents",
        "Coverage at a glance",
        "estimated from the file name",
        "Page 2 of",
    ):
        assert words in text
    assert "Halaman" not in text


def test_one_indicator_lists_its_kinds_of_evidence_in_the_contents() -> None:
    items = [item(1, tagged(6, slot="daftar-hadir"), kind="attendance"), item(2, tagged(6), tagged(13))]
    contents = pages(written(making(items, scope=Scope(indicator=slug(6)))))[1]
    assert "Daftar hadir" in contents
    assert "13 " not in contents


def test_a_thousand_items() -> None:
    items = [item(number, tagged(1 + number % 24)) for number in range(1, 1001)]
    book = plan_dossier(making(items))
    assert len(book.pages) > 1000
    assert sorted(book.anchors[f"bukti-{number}"] for number in range(1, 1001)) == sorted(
        {book.anchors[f"bukti-{number}"] for number in range(1, 1001)}
    )
    data = written(making(items, photos_per_page=4))
    found = pages(data)
    assert f"Halaman {len(found)} dari {len(found)}" in found[-1]


def test_pictures_are_asked_for_in_the_order_of_the_sheets(some: list[Item]) -> None:
    asked: list[int] = []

    def noting(sheet: Sheet) -> Picture | None:
        asked.append(sheet.number)
        return None

    written(making(some, noting))
    assert asked == [1, 2, 3, 4]


def test_each_page_is_announced_before_it_is_drawn(some: list[Item]) -> None:
    seen: list[int] = []
    count = write_dossier(making(some), io.BytesIO(), seen.append)
    assert seen == list(range(1, count + 1))


def test_number_ranges() -> None:
    assert number_ranges((1, 2, 3, 7, 9, 10)) == [(1, "1–3"), (7, "7"), (9, "9–10")]
    assert number_ranges(()) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-11-21", "21 November 2026"),
        ("2026-11-21T10:15:00", "21 November 2026 10.15"),
        ("2026-11-21T03:15:00+00:00", "21 November 2026 10.15 WIB"),
        ("2026-11-21T03:15:00Z", "21 November 2026 10.15 WIB"),
        ("2026-11", "November 2026"),
        ("entah", "entah"),
    ],
)
def test_dates_are_as_exact_as_known(text: str, shown: str) -> None:
    assert long_when(text, "id") == shown
