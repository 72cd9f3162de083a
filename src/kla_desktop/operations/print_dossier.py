"""Print evidence as a PDF dossier, for one indicator or the whole city. Nothing in the library changes."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from kla_desktop.model.changes import Changes
from kla_desktop.operations.dossier_making import DossierChoice, compose, making_of
from kla_desktop.operations.dossier_pictures import PicturesAhead, sharpness
from kla_desktop.operations.saved_file import saved
from kla_desktop.operations.workspace import Workspace
from kla_desktop.printing.dossier_pdf import plan_dossier
from kla_desktop.printing.sheet_pages import is_printed
from kla_desktop.system.progress import Progress, Step


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """Where to, and what."""

    out: Path
    choice: DossierChoice = field(default_factory=DossierChoice)


@dataclass(frozen=True, slots=True)
class Printed:
    """The file, its size in bytes, how many pages it has and how many items it shows."""

    path: Path
    size: int
    pages: int
    items: int
    code: str
    changes: Changes = Changes.NOTHING


def print_dossier(ws: Workspace, request: PrintRequest, progress: Progress) -> Printed:
    """Write the PDF whole or not at all.

    Raises Fixable: NOTHING_TO_PRINT, NO_SUCH_INDICATOR, NO_SUCH_PLACE, FOLDER_MISSING, FOLDER_READ_ONLY, FILE_IN_USE,
    DISK_FULL, and as `brought`; and Cancelled.
    """
    choice = request.choice
    dossier = compose(ws, choice, progress)
    sheets = [sheet for sheet in dossier.sheets if is_printed(sheet, choice.parts)]
    sharp = sharpness(choice.photos_per_page, small=choice.small)
    with PicturesAhead(ws, sheets, sharp, progress) as pictures:
        making = replace(making_of(ws, dossier, choice, pictures), document_page=pictures.page)
        book = plan_dossier(making)
        total = len(book.pages)

        def step(page: int) -> None:
            progress.step(Step(page - 1, total, "printing"))
            progress.checkpoint()

        with saved(request.out) as out:
            pages = book.write(out, step)
            size = out.tell()
    progress.step(Step(pages, pages, "printing"))
    return Printed(request.out, size, pages, len(dossier.sheets), dossier.code)
