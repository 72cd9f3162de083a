"""What people see of hubs above one another: the city hands up, the province sees whose it is, words of both levels."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from kla_desktop.gui.dialogs.enrol_dialog import EnrolDialog
from kla_desktop.gui.dialogs.relay_choice_dialog import RelayChoiceDialog
from kla_desktop.gui.pages.bundles_page import BundlesPage
from kla_desktop.gui.pages.review_page import ReviewPage
from kla_desktop.gui.pages.settings_page import SettingsPage
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.model.evidence import Verdict
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Judged
from kla_desktop.model.relaying import RelayChoice
from kla_desktop.operations.browse import overview
from kla_desktop.operations.choose_relay import standing_choice
from kla_desktop.operations.enrol import EnrolmentRequest, write_enrolment
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.review import ReviewRequest, review
from tests.gui.desk_harness import Window, window
from tests.operations.country import Country, country
from tests.operations.town import SILENT, photo, tagged


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Country]:
    with country(tmp_path, cities=1, villages=1) as found:
        yield found


def accepted(here: Country) -> EvidenceId:
    village, city = here.villages[0], here.cities[0]
    (item,) = tagged(village, photo(here.folder / "a.png", 1))
    here.carry(village, city)
    review(city, ReviewRequest((item,), Verdict.ACCEPT), SILENT)
    return item


def words_on(page: object) -> str:
    return " | ".join(label.text() for label in page.findChildren(Label) if label.isVisible())  # type: ignore[attr-defined]


def grab(shown: Window, name: str, what: QWidget | None = None) -> None:
    """Keep a picture of the window, or of a dialog, where a maintainer asks for one."""
    if folder := os.environ.get("SHOTS_FOLDER"):
        shown.settle()
        (what or shown.shell).grab().save(f"{folder}/{name}.png")


def test_the_city_hands_up_and_the_panel_says_what_stays(qapp: QApplication, here: Country, tmp_path: Path) -> None:
    province, (city,) = here.province, here.cities
    accepted(here)
    with window(qapp, city, tmp_path, bundles=BundlesPage, settings=SettingsPage) as shown:
        page = shown.show("bundles")
        assert isinstance(page, BundlesPage)
        assert page.relay.isVisible()
        grab(shown, "kota")
        assert page.relay.title.text() == "Untuk Dinas provinsi"
        assert page.relay.what.text().startswith("1 bukti")
        page.relay.button.click()
        shown.settle()
        assert not page.relay.button.isEnabled()
        (row,) = city.store.offices.bundles(sender=city.me, recipient=province.me)
        assert row.items == 1
        settings = shown.show("settings")
        assert isinstance(settings, SettingsPage)
        assert "Dinas provinsi" in words_on(settings.desk_card)
        grab(shown, "setelan")
    received = receive(province, ReceiveRequest((city.store.outbox / f"{row.id}.kla",)), SILENT)
    assert received.held
    with window(qapp, province, tmp_path, bundles=BundlesPage) as shown:
        page = shown.show("bundles")
        assert isinstance(page, BundlesPage)
        assert "Hub di bawah" in words_on(page)
        grab(shown, "provinsi-bundel")
        assert not page.relay.isVisible()


def test_the_city_chooses_what_goes_up_and_the_panel_says_what_does_not(
    qapp: QApplication, here: Country, tmp_path: Path
) -> None:
    (city,) = here.cities
    item = accepted(here)
    (tag,) = city.find([item])[0].tags
    other = next(one for one in city.catalogue.indicators if one.slug != tag.indicator)
    with window(qapp, city, tmp_path, bundles=BundlesPage) as shown:
        page = shown.show("bundles")
        assert isinstance(page, BundlesPage)
        for slug, what in ((other.slug, "Bundel pertama memperkenalkan laptop ini."), (tag.indicator, "1 bukti siap")):
            page.relay.choose.click()
            (dialog,) = page.findChildren(RelayChoiceDialog)
            assert dialog.place.code == ""
            dialog.indicator.setCurrentIndex(dialog.indicator.findData(slug))
            grab(shown, f"pilihan-{slug}", dialog)
            dialog.choose.click()
            shown.settle()
            assert page.relay.what.text().startswith(what)
            assert ("1 bukti tidak ikut." in page.relay.beside.text()) is (slug == other.slug)
            assert city.catalogue.find(slug).label("id") in page.relay.beside.text()
            assert standing_choice(city) == RelayChoice(slug)
            grab(shown, f"kota-{slug}")


def test_who_joins_another_city_is_told_what_stays_and_what_is_sent_anew(
    qapp: QApplication, here: Country, tmp_path: Path
) -> None:
    village, other = here.villages[0], here.province
    accepted(here)
    file = write_enrolment(other, EnrolmentRequest(tmp_path / "lain.kla-daftar"), SILENT).path
    with window(qapp, village, tmp_path, bundles=BundlesPage) as shown:
        page = shown.show("bundles")
        assert isinstance(page, BundlesPage)
        page.joining.read_invitation(file)
        shown.settle()
        (dialog,) = page.findChildren(EnrolDialog)
        assert dialog.windowTitle() == "Pindah Sekretariat"
        assert "Laptop ini pindah dari Dinas kota 1." in words_on(dialog)
        grab(shown, "pindah", dialog)
        dialog.join_button.click()
        shown.settle()
        assert village.store.above == other.me
        assert len(village.store.evidence.to_tell(village.me, everything=False)) == 2
        assert overview(village).bundles_waiting == (), "those are sealed to the city that was left"
        grab(shown, "pindah-bundel")


def test_the_province_sees_city_and_village_and_its_return_stands_beside(
    qapp: QApplication, here: Country, tmp_path: Path
) -> None:
    province, (city,), (village,) = here.province, here.cities, here.villages
    item = accepted(here)
    here.carry(city, province)
    here.accept(province, city)
    with window(qapp, province, tmp_path, review=ReviewPage) as shown:
        page = shown.show("review")
        assert "Petugas kota 1" in words_on(page)
        grab(shown, "provinsi-tinjau")
        assert "Dinas kota 1 › Dinas kelurahan 1-0" in words_on(page)
        assert "Berkasnya tinggal di hub di bawah" in words_on(page)
        next(one for one in page.findChildren(Button) if one.text() == "Minta berkasnya").click()
        shown.settle()
        assert province.store.evidence.wanted_by([item], province.me) == {item}
    review(province, ReviewRequest((item,), Verdict.RETURN, reason="kurang jelas"), SILENT)
    here.carry(province, city)
    here.carry(city, village)
    for ws in (city, village):
        with window(qapp, ws, tmp_path, review=ReviewPage) as shown:
            page = shown.show("review")
            grab(shown, f"tinjau-{ws.actor.replace(' ', '-')}")
            if ws is village:
                assert "Dinas provinsi · Petugas provinsi" in words_on(page)
                assert "kurang jelas" in words_on(page)
    assert city.store.reviews.count(Judged.DISPUTED) == 1
