"""Laporan over a real library: real pages, saved files, what is said when there is nothing."""

import csv
from pathlib import Path
from typing import cast

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from kla_desktop.app import bootstrap
from kla_desktop.gui.pages.dossier_page import DossierPage
from kla_desktop.model.station import Role
from tests.gui.desk_harness import all_fits, window
from tests.operations.town import photo, tagged


def pages_of(file: Path) -> int:
    document = pypdfium2.PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


def test_preview_pages_saving_and_printing_agree(qapp: QApplication, tmp_path: Path) -> None:
    bootstrap.create(tmp_path / "village", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(tmp_path / "village") as ws:
        tagged(ws, photo(tmp_path / "a.png", 1), photo(tmp_path / "b.png", 99), indicator="13")
        with window(qapp, ws, tmp_path, dossier=DossierPage) as shown:
            page = cast("DossierPage", shown.show("dossier"))
            assert page.empty.isVisible()
            shown.press(page.show_button, Qt.Key.Key_Space)
            shown.settle()
            preview = page._preview
            assert preview is not None
            assert page.page_words.text() == f"Halaman 1 dari {preview.pages}"
            assert not page.view._image.isNull()
            assert list(ws.store.temporary.iterdir()) == [], "no readable copy stays behind"
            first = page.view._image.copy()
            shown.press(page.view, Qt.Key.Key_PageDown)
            shown.settle()
            assert page.page_words.text() == f"Halaman 2 dari {preview.pages}"
            assert page.view._image != first
            assert all_fits(page) == []
            page.save(tmp_path / "dosir.pdf")
            shown.settle()
            assert pages_of(tmp_path / "dosir.pdf") == preview.pages
            assert shown.toast.startswith("PDF tersimpan: dosir.pdf")
            printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(tmp_path / "kertas.pdf"))
            printer.setFromTo(2, 3)
            page.print_on(printer)
            shown.settle()
            assert pages_of(tmp_path / "kertas.pdf") == 2
            assert "2 halaman dikirim" in shown.toast
            page.save_list(tmp_path / "daftar.csv")
            shown.settle()
            with (tmp_path / "daftar.csv").open(encoding="utf-8-sig", newline="") as table:
                assert len(list(csv.DictReader(table))) == 2
            page.indicator.set_code(ws.catalogue.by_number[6].slug)
            page._changed()
            assert page._preview is None, "what is shown is never another choice's dossier"


def test_nothing_accepted_offers_what_waits_and_a_bad_folder_is_explained(qapp: QApplication, tmp_path: Path) -> None:
    bootstrap.create(tmp_path / "village", bootstrap.NewLibrary(Role.OFFICER, "32.76.01.1008", "Siti"))
    with bootstrap.opened(tmp_path / "village") as ws, window(qapp, ws, tmp_path, dossier=DossierPage) as shown:
        page = cast("DossierPage", shown.show("dossier"))
        page.show_button.click()
        shown.settle()
        assert "Belum ada bukti untuk pilihan ini" in page.empty.accessibleName()
        page.next_step.click()
        assert shown.shell.current_key == "tag"
        tagged(ws, photo(tmp_path / "a.png", 1), indicator="13")
        page = cast("DossierPage", shown.show("dossier"))
        page.accepted.click()
        page.show_button.click()
        shown.settle()
        assert "Tampilkan juga yang menunggu?" in page.empty.accessibleName()
        page.next_step.click()
        shown.settle()
        assert not page.accepted.isChecked()
        assert page._preview is not None
        page.save(tmp_path / "tidak-ada" / "dosir.pdf")
        shown.settle()
        assert "Folder ini tidak ada" in shown.message
