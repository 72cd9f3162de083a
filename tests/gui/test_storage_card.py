"""The object store in Setelan, and what is let go of comes back when somebody looks at it."""

from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from kla_desktop.gui.pages.settings_page import SettingsPage
from kla_desktop.operations.storage.access import change_storage, show_storage
from kla_desktop.operations.storage.bring import is_away
from kla_desktop.operations.storage.tend import tend_storage
from tests.gui.desk_harness import all_fits, window
from tests.operations.town import SILENT, alone, photo, tagged

COUNT = 3


def test_a_store_is_set_tested_looked_at_fetched_from_and_left(qapp: QApplication, tmp_path: Path) -> None:
    shelf = tmp_path / "gudang"
    shelf.mkdir()
    with alone(tmp_path) as ws:
        tagged(ws, *[photo(tmp_path / f"{n}.png", 10 + n) for n in range(COUNT)])
        with window(qapp, ws, tmp_path, settings=SettingsPage) as shown:
            page = cast("SettingsPage", shown.show("settings"))
            card = page.storage
            assert not card.lets_go.isVisibleTo(page)
            card.address.setText("s3://bukan-alamat")
            card.save_button.click()
            shown.settle()
            assert card.answer.text().startswith("Di alamat ini tidak ada gudang bukti.")
            card.address.setText(shelf.as_uri())
            card.save_button.click()
            shown.settle()
            assert card.answer.text() == "Gudang menyimpan dan mengembalikan dengan benar."
            card.lets_go.click()
            shown.settle()
            choice = show_storage(ws).choice
            assert choice
            assert choice.keep == 20_000_000_000
            change_storage(ws, keep=0)
            tend_storage(ws, SILENT)
            page.reload()
            shown.settle()
            assert card.standing.text().startswith(f"{COUNT} berkas di gudang")
            assert all_fits(page) == []
            card.look_button.click()
            shown.settle()
            assert card.answer.text() == f"Semua utuh: {COUNT} berkas dibaca ulang dan cocok."
            card.forget_button.click()
            shown.settle()
            assert "hanya ada di gudang" in card.answer.text()
            card.fetch()
            shown.settle()
            assert card.answer.text() == f"{COUNT} berkas kembali di laptop ini."
            assert not any(is_away(ws, one.digest.sha256) for one in ws.store.local.all_objects())
            card.forget_button.click()
            shown.settle()
            assert show_storage(ws).choice is None
            assert not card.look_button.isVisibleTo(page)
