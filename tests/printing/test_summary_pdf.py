"""The summary that travels in a bundle."""

import pypdfium2

from kla_desktop.printing.summary_pdf import Summary, SummaryRow, summary_pdf
from tests.printing.made import AT


def made(count: int, **more: bool) -> Summary:
    rows = [SummaryRow(f"Judul {n} <b>", "06, 13", "21 Nov 2026", "3fa9-12c4", **more) for n in range(1, count + 1)]
    return Summary(
        city="Kota Depok",
        programme="Evaluasi Kota Layak Anak 2026",
        number=7,
        bundle="01999999-0000-7000-8000-000000000001",
        sender="Kelurahan Mekarjaya",
        sender_person="Sari",
        recipient="Sekretariat Gugus Tugas KLA",
        at=AT,
        rows=rows,
    )


def pages(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


def test_says_who_gives_what_to_whom() -> None:
    (text,) = pages(summary_pdf(made(3)))
    for words in (
        "Bundel nomor 7", "Kelurahan Mekarjaya · Sari", "Sekretariat Gugus Tugas KLA", "Judul 2 <b>", "06, 13",
        "3fa9-12c4", "Berita acara serah terima", "diserahkan 3 data dukung", "Yang menerima,", "Nama dan NIP",
        "Senin, 23 November 2026",
    ):  # fmt: skip
        assert words in text, words


def test_files_that_stay_behind_are_not_counted() -> None:
    text = pages(summary_pdf(made(3, held=False)))[0]
    assert "diserahkan 0 data dukung" in text
    assert "berkasnya tidak di bundel ini" in text


def test_long_lists_run_on_and_are_signed_once() -> None:
    found = pages(summary_pdf(made(300)))
    assert len(found) > 5
    assert sum("Berita acara serah terima" in text for text in found) == 1
    assert "Berita acara serah terima" in found[-1]
    assert f"Halaman {len(found)} dari {len(found)}" in found[-1]


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert summary_pdf(made(5)) == summary_pdf(made(5))


def test_nothing_to_list_still_prints() -> None:
    assert len(pages(summary_pdf(made(0)))) == 1
