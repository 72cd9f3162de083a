"""The data files are found in a checkout, a wheel and a frozen build."""

from pathlib import Path

import pytest

from kla_desktop.app.resources import candidates, catalogue_folder, find_resources, resources
from kla_desktop.model.errors import Defect


def test_in_this_checkout() -> None:
    assert (resources() / "catalogue" / "permen-12-2022.toml").is_file()
    assert catalogue_folder() == resources() / "catalogue"


def test_each_kind_of_install(tmp_path: Path) -> None:
    package = tmp_path / "checkout" / "src" / "kla_desktop"
    frozen = tmp_path / "frozen"
    places = candidates(package, str(frozen))
    with pytest.raises(Defect):
        find_resources(places)
    for found in (tmp_path / "checkout" / "resources", package / "resources", frozen / "resources"):
        (found / "catalogue").mkdir(parents=True)
        assert find_resources(places) == found
    assert find_resources(candidates(package, None)) == package / "resources"


def test_a_folder_of_that_name_without_a_catalogue_is_not_ours(tmp_path: Path) -> None:
    package = tmp_path / "src" / "kla_desktop"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "resources" / "catalogue").mkdir(parents=True)
    assert find_resources(candidates(package, None)) == tmp_path / "resources"
