"""The parts of a dossier that may be chosen, and single pages that look as they do in the whole."""

import io
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from kla_desktop.model.dossier import Parts, Sheet
from kla_desktop.model.listing import Item
from kla_desktop.printing.approval_page import SIGNERS
from kla_desktop.printing.document_pages import MOST_PAGES
from kla_desktop.printing.dossier_pdf import plan_dossier
from kla_desktop.printing.imprint import Making
from kla_desktop.printing.pictures import Picture, plain_picture
from tests.printing.made import item, jpeg, making, tagged
from tests.printing.test_dossier_pdf import pages, photo, written


def made(items: list[Item], parts: Parts | None = None, **more: Any) -> Making:
    return making(items, photo, parts=parts or Parts(), **more)


@pytest.mark.parametrize(("per_page", "saved"), [(2, 6), (4, 9), (6, 10)])
def test_photos_share_pages(per_page: int, saved: int) -> None:
    items = [item(number, tagged(6), title=f"Kegiatan nomor {number} " + "panjang " * 9) for number in range(1, 13)]
    one = len(plan_dossier(made(items)).pages)
    text = pages(written(made(items, photos_per_page=per_page)))
    assert one - len(text) == saved
    assert all("\n".join(text).count(each.digest.sha256) == 2 for each in items)


def test_parts_that_are_not_wanted_are_not_there() -> None:
    items = [item(1, tagged(6)), item(2, tagged(6), kind="minutes", media="txt", name="n.txt")]
    bare = Parts(cover=False, overview=False, listing=False, photos=False)
    text = pages(written(made(items, bare, text_of=lambda _sheet: "Hadir")))
    assert len(text) == 3, "contents, the indicator, the minutes"
    assert items[0].digest.sha256 not in "".join(text), "a photo without its sheet"
    assert items[1].digest.sha256 in text[2]
    whole = "\n".join(pages(written(made(items))))
    assert all(words in whole for words in ("Kode QR", "Ringkasan cakupan", "Cara memeriksa keaslian"))
    assert not any(words in "\n".join(text) for words in ("Kode QR", "Ringkasan cakupan", "Cara memeriksa keaslian"))


@pytest.mark.parametrize("signer", SIGNERS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_somebody_answers_for_it(signer: str, lang: str) -> None:
    work = made([item(1, tagged(6))], Parts(signer=signer), lang=lang)
    text = pages(written(work))[1]
    assert work.said(signer) in text
    assert work.dossier.code in text
    assert "Depok, " in text


def test_documents_are_printed_whole() -> None:
    pdf = item(1, tagged(2), kind="minutes", media="pdf", name="notulen.pdf")
    text = item(2, tagged(2), kind="minutes", media="docx", name="daftar.docx")
    asked: list[tuple[int, int]] = []

    def draw(sheet: Sheet, page: int) -> Picture | None:
        asked.append((sheet.number, page))
        return plain_picture(jpeg(600, 850, shade=page), 1600) if page != 3 else None

    settings: dict[str, Any] = {
        "pages_of": {pdf.digest.sha256: 5}, "text_of": lambda _sheet: "\n".join(f"Baris {n}" for n in range(1, 121)),
    }  # fmt: skip
    short = len(plan_dossier(made([pdf, text], **settings)).pages)
    work = replace(made([pdf, text], Parts(whole_documents=True), **settings), document_page=draw)
    printed = pages(written(work))
    assert len(printed) - short == 4 + 3
    assert asked == [(1, 1), (1, 2), (1, 3), (1, 4)]
    assert any("Bukti 1 · halaman 4 dari 5" in page and "tidak bisa digambar" in page for page in printed)
    assert sum("Baris 120" in page for page in printed) == 1
    long = replace(work, pages_of={pdf.digest.sha256: 400})
    assert len(plan_dossier(long).pages) - len(plan_dossier(work).pages) == MOST_PAGES - 5
    assert f"({400 - MOST_PAGES})" in "".join(pages(written(long)))


def test_a_page_alone_is_the_page_of_the_whole() -> None:
    items = [item(number, tagged(6), tagged(13)) for number in range(1, 6)]
    work = made(items, Parts(signer=SIGNERS[0]), photos_per_page=4)
    whole = pypdfium2.PdfDocument(written(work))
    book = plan_dossier(work)
    assert len(book.pages) == len(whole)
    for number in range(1, len(whole) + 1):
        out = io.BytesIO()
        book.write_page(out, number)
        alone = pypdfium2.PdfDocument(out.getvalue())
        assert len(alone) == 1
        assert alone[0].render().to_numpy().tobytes() == whole[number - 1].render().to_numpy().tobytes(), number
