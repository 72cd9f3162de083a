"""Which catalogue is in force: what came with the program, and a library's own files, which win. Opens no library."""

from pathlib import Path

from kla_desktop.app.resources import catalogue_folder
from kla_desktop.catalogue import loader
from kla_desktop.catalogue.loader import Shelf
from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.lexicon import Lexicon


def load_shelf(folder: Path) -> Shelf:
    """Read the catalogue files that came with the program, and those of the library in `folder`, but for its words."""
    return loader.load_folders(catalogue_folder(), folder / "catalogue")


def load_words(folder: Path, edition: str) -> Lexicon | None:
    """Read the words for suggestions, as `load_shelf` reads the rest; None where nobody wrote any for this edition."""
    return loader.load_words(catalogue_folder(), folder / "catalogue").lexicons.get(edition)


def chosen_catalogue(shelf: Shelf, edition: str | None) -> Catalogue:
    """Return the edition asked for; without one, that of the newest round."""
    if edition and edition in shelf.catalogues:
        return shelf.catalogues[edition]
    rounds = [period.edition for period in shelf.periods]
    return shelf.catalogues[rounds[-1] if rounds else max(shelf.catalogues)]


def first_catalogue(folder: Path) -> tuple[Catalogue, Lexicon | None]:
    """Read the indicators and the words for them, without a library."""
    shelf = load_shelf(folder)
    catalogue = chosen_catalogue(shelf, None)
    return catalogue, load_words(folder, catalogue.edition)
