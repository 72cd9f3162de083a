"""Laporan over a real library: real pages that follow the choices, saved files, what is said when there is nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kla_desktop.app import bootstrap
from kla_desktop.gui.pages.dossier_page import DossierPage
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.photo_view import PhotoView
from kla_desktop.model.station import Role
from kla_desktop.operations.workspace import Workspace
from tests.gui.desk_harness import all_fits, window
from tests.operations.town import photo, tagged
from tests.operations.workbook_reader import read_workbook

A4 = (595, 842)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Workspace]:
    bootstrap.create(tmp_path / "village", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(tmp_path / "village") as ws:
        yield ws


def pages_of(file: Path) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(file)
    try:
        return [(round(page.get_width()), round(page.get_height())) for page in document]
    finally:
        document.close()


def pages_shown(page: DossierPage) -> int:
    return page.draft.pages if page.draft is not None else 0


def test_pages_follow_the_choices_without_being_asked_for(
    qapp: QApplication, village: Workspace, tmp_path: Path
) -> None:
    tagged(village, *(photo(tmp_path / f"{at}.png", at * 31) for at in range(5)), indicator="13")
    tagged(village, photo(tmp_path / "lain.png", 99), indicator="6")
    with window(qapp, village, tmp_path, dossier=DossierPage) as shown:
        page = cast("DossierPage", shown.show("dossier"))
        draft = page.draft
        assert draft is not None, "no button had to be pressed"
        assert draft.items == 6
        assert page.preview.number.text() == "1"
        assert page.preview.of.text() == f"dari {draft.pages}"
        assert page.preview.view.accessibleName() == f"Halaman 1 dari {draft.pages}"
        assert "6 bukti · ± " in page.preview.facts.text()
        assert all_fits(page) == []
        first = page.preview.view.grab().toImage()
        counts: list[int] = []
        for clicked in (page.choices.cover, page.choices.listing, page.choices.overview, page.choices.photos):
            QTest.mouseClick(clicked, Qt.MouseButton.LeftButton, pos=QPoint(9, clicked.height() // 2))
            assert pages_shown(page) == 0, "what is shown is never another choice's dossier"
            shown.settle(0.4)
            counts.append(pages_shown(page))
        assert counts == sorted(set(counts), reverse=True)
        assert len(counts) == 4
        assert page.preview.view.grab().toImage() != first
        assert not page.choices.per_page.isEnabled()
        page.choices.indicator.setFocus()
        shown.press(page.choices.indicator, "06", Qt.Key.Key_Return, Qt.Key.Key_Tab)
        shown.settle(0.4)
        assert page.draft is not None
        assert page.draft.items == 1


def test_preview_saved_file_and_paper_have_the_same_pages(
    qapp: QApplication, village: Workspace, tmp_path: Path
) -> None:
    tagged(village, photo(tmp_path / "a.png", 1), photo(tmp_path / "b.png", 99), indicator="13")
    with window(qapp, village, tmp_path, dossier=DossierPage) as shown:
        page = cast("DossierPage", shown.show("dossier"))
        page.choices.signer.setCurrentIndex(1)
        page.choices.signer.activated.emit(1)
        shown.settle(0.4)
        draft = page.draft
        assert draft is not None
        page.save(tmp_path / "dosir.pdf")
        shown.settle()
        assert pages_of(tmp_path / "dosir.pdf") == [A4] * draft.pages
        assert shown.toast.startswith(f"PDF tersimpan: dosir.pdf, {draft.pages} halaman, ")
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "kertas.pdf"))
        page.print_on(printer)
        shown.settle()
        assert pages_of(tmp_path / "kertas.pdf") == [A4] * draft.pages
        assert f"{draft.pages} halaman dikirim" in shown.toast
        assert list(village.store.temporary.iterdir()) == [], "no readable copy stays behind"
        page.save_list(tmp_path / "daftar.xlsx")
        shown.settle()
        assert len(read_workbook(tmp_path / "daftar.xlsx")["Bukti"].column("Judul")) == 2
        assert shown.toast == "Daftar tersimpan: daftar.xlsx, 2 bukti"


def test_pages_are_turned_and_enlarged(qapp: QApplication, village: Workspace, tmp_path: Path) -> None:
    tagged(village, photo(tmp_path / "a.png", 1), indicator="13")
    with window(qapp, village, tmp_path, dossier=DossierPage) as shown:
        shown.shell.resize(1366, 768)
        page = cast("DossierPage", shown.show("dossier"))
        preview = page.preview
        assert preview.strip.isVisible()
        assert preview.view.fills, "a page is as wide as the room at first"
        first = preview.view.grab().toImage()
        shown.press(page, Qt.Key.Key_PageDown)
        shown.settle()
        assert preview.number.value() == 2
        assert preview.view.grab().toImage() != first
        shown.press(preview.strip, Qt.Key.Key_Down)
        shown.settle()
        assert (preview.at, preview.strip.currentIndex().row()) == (2, 2)
        preview.number.setFocus()
        preview.number.selectAll()
        shown.press(preview.number, "1", Qt.Key.Key_Return)
        shown.settle()
        assert preview.view.accessibleName() == f"Halaman 1 dari {preview.number.maximum()}"
        wheel(preview.view, -120 * 40)
        wheel(preview.view, -120)
        shown.settle()
        assert preview.at == 1, "the wheel goes on to the next page"
        QTest.keyClick(preview.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
        assert preview.zoom.currentText() == "Satu halaman"
        preview.zoom.setCurrentIndex(preview.zoom.findData(100))
        preview.zoom.activated.emit(preview.zoom.currentIndex())
        assert preview.zoom.currentText() == "100 %"
        assert preview.strip.model().index(2, 0).data(Qt.ItemDataRole.DecorationRole) is not None
        spoken = preview.strip.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == f"Halaman 3 dari {preview.number.maximum()}"


def wheel(view: PhotoView, turn: int) -> None:
    middle = QPointF(view.rect().center())
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        middle, view.mapToGlobal(middle), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_saving_pauses_and_stops_without_leaving_anything(
    qapp: QApplication, village: Workspace, tmp_path: Path
) -> None:
    tagged(village, *(photo(tmp_path / f"{at}.png", at * 7) for at in range(12)), indicator="13")
    folder = tmp_path / "hasil"
    folder.mkdir()
    with window(qapp, village, tmp_path, dossier=DossierPage) as shown:
        page = cast("DossierPage", shown.show("dossier"))
        shown.desk.job_bridge.queued.connect(lambda ticket: ticket.pause() if ticket.label else None)
        page.save(folder / "dosir.pdf")
        strip = shown.shell.progress_strip
        shown.until(lambda: bool(strip.rows) and strip.rows[0].isVisible())
        (row,) = strip.rows
        assert "Menyimpan PDF" in row.accessibleName()
        assert list(folder.glob("*.pdf")) == []
        row._cancel.click()
        shown.settle()
        shown.until(lambda: not strip.rows)
        assert list(folder.iterdir()) == []
        assert page.draft is not None, "the pages are still there"


def test_nothing_accepted_offers_what_waits_and_a_bad_folder_is_explained(
    qapp: QApplication, village: Workspace, tmp_path: Path
) -> None:
    with window(qapp, village, tmp_path, dossier=DossierPage) as shown:
        page = cast("DossierPage", shown.show("dossier"))
        shown.settle(0.4)
        assert "Belum ada bukti untuk pilihan ini" in page.empty.accessibleName()
        page.next_step.click()
        assert shown.shell.current_key == "tag"
        tagged(village, photo(tmp_path / "a.png", 1), indicator="13")
        page = cast("DossierPage", shown.show("dossier"))
        page.choices.accepted.click()
        shown.settle(0.4)
        assert "Tampilkan juga yang menunggu?" in page.empty.accessibleName()
        page.next_step.click()
        shown.settle(0.4)
        assert not page.choices.accepted.isChecked()
        assert page.draft is not None
        page.save(tmp_path / "tidak-ada" / "dosir.pdf")
        shown.settle()
        assert "Folder ini tidak ada" in shown.message


def test_a_pdf_that_cannot_be_saved_says_what_to_do(qapp: QApplication, village: Workspace, tmp_path: Path) -> None:
    tagged(village, photo(tmp_path / "a.png", 1), indicator="13")
    taken = tmp_path / "dosir.pdf"
    taken.mkdir()
    sentences = {
        taken: "PDF tidak bisa disimpan karena sedang dibuka di aplikasi lain. Tutup dulu",
        Path("/sys/dosir.pdf"): "Windows melindungi folder ini. Pilih folder lain, misalnya Unduhan.",
    }
    with window(qapp, village, tmp_path, dossier=DossierPage) as shown:
        page = cast("DossierPage", shown.show("dossier"))
        for file, said in sentences.items():
            if not file.parent.is_dir():
                continue  # not on Linux
            page.save(file)
            shown.settle()
            assert shown.message.startswith(said)
            buttons = shown.shell.message_bar.findChildren(Button)
            assert [button.text() for button in buttons if button.isVisible()] == ["Simpan sebagai…"]
