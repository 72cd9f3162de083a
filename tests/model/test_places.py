"""Places by code and by the names people write; a name that could mean several is refused with the candidates."""

import pytest

from kla_desktop.app.resources import catalogue_folder
from kla_desktop.catalogue.loader import load_places
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import PlaceCode
from kla_desktop.model.places import Places, lies_in


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places(catalogue_folder() / "depok.toml")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("32.76.02.1008", "32.76.02.1008"),
        (" 32.76 ", "32.76"),
        ("Depok", "32.76"),
        ("kota depok", "32.76"),
        ("Kelurahan Depok", "32.76.01.1006"),
        ("kel. Depok", "32.76.01.1006"),
        ("Kec. Beji", "32.76.06"),
        ("kelurahan  BEJI", "32.76.06.1001"),
        ("Abadi Jaya", "32.76.05.1003"),
        ("ratujaya", "32.76.07.1003"),
        ("Rangkapan Jaya Baru ", "32.76.01.1010"),
        ("Rangkapan Jaya", "32.76.01.1011"),
        ("Cisalak", "32.76.05.1008"),
        ("Cisalak Pasar", "32.76.02.1012"),
        ("Maruyung", "32.76.04.1001"),
        ("Curug (Bojongsari)", "32.76.11.1005"),
        ("Curug, Cimanggis", "32.76.02.1008"),
        ("Curug, Kec. Cimanggis", "32.76.02.1008"),
        ("Beji, Depok", "32.76.06"),
    ],
)
def test_found(places: Places, text: str, code: str) -> None:
    assert places.find(text).code == code


def test_an_ambiguous_name_lists_its_candidates(places: Places) -> None:
    for text, expected in (
        ("Curug", ("32.76.02.1008 Curug (Cimanggis)", "32.76.11.1005 Curug (Bojongsari)")),
        ("beji", ("32.76.06 Kecamatan Beji", "32.76.06.1001 Kelurahan Beji")),
    ):
        with pytest.raises(Fixable) as caught:
            places.find(text)
        assert caught.value.code is ErrorCode.NO_SUCH_PLACE
        assert caught.value.details == {"place": text, "candidates": expected}


@pytest.mark.parametrize(
    "text", ["", "Bogor", "32.76.99", "Kecamatan Mekarjaya", "Curug (Tapos)", "kelurahan", "(", ","]
)
def test_unknown(places: Places, text: str) -> None:
    with pytest.raises(Fixable) as caught:
        places.find(text)
    assert caught.value.details == {"place": text, "candidates": ()}


def test_a_kind_settles_the_doubt(places: Places) -> None:
    assert places.find("Beji", "village").code == "32.76.06.1001"
    assert places.find("Beji", "district").code == "32.76.06"
    assert places.find("Depok", "village").code == "32.76.01.1006"
    with pytest.raises(Fixable):
        places.find("Kecamatan Beji", "village")


def test_every_label_leads_back_to_its_place(places: Places) -> None:
    labels = [places.label(place.code) for place in places.all]
    assert len(set(labels)) == len(labels) == 75
    assert [places.find(label) for label in labels] == list(places.all)
    assert places.label(PlaceCode("99.99")) == "99.99"


def test_children_and_the_codes_that_say_so(places: Places) -> None:
    assert len(places.children(places.city.code)) == 11
    assert [child.name for child in places.children(PlaceCode("32.76.04"))] == ["Meruyung", "Grogol", "Krukut", "Limo"]
    assert lies_in(PlaceCode("32.76.04.1001"), PlaceCode("32.76.04"))
    assert not lies_in(PlaceCode("32.76.041"), PlaceCode("32.76.04"))
    assert not lies_in(None, PlaceCode("32.76"))
