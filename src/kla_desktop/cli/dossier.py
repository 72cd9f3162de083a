"""The command `dossier`."""

from pathlib import Path

import click

from kla_desktop.cli.console import USAGE, Console
from kla_desktop.cli.grammar import FILLED, folder_or_file, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.reviewing import PLACE, YEAR
from kla_desktop.model.catalogue import Text
from kla_desktop.model.dossier import Parts
from kla_desktop.operations.dossier_making import DossierChoice
from kla_desktop.operations.print_dossier import PrintRequest, print_dossier
from kla_desktop.system.names import shown
from kla_desktop.wording.formats import counted

_NO_PUBLICATION = Text(
    "Dossier untuk umum (wajah anak disamarkan) belum ada pada versi ini. Tidak ada yang ditulis.",
    "A dossier for the public (children's faces hidden) does not exist in this version yet. Nothing was written.",
)


@verb(
    option("--out", required=True, type=folder_or_file(), text=Text("Berkas PDF yang ditulis.", "The PDF to write.")),
    option("--indicator", type=FILLED, metavar="SLUG|NUMBER", text=Text("Satu indikator saja.", "One indicator only.")),
    option("--place", type=FILLED, metavar="CODE", text=PLACE),
    option("--year", type=click.IntRange(1900, 2999), text=YEAR),
    option("--accepted", is_flag=True, text=Text("Hanya yang disahkan.", "Only what is accepted.")),
    option(
        "--blur-restricted",
        is_flag=True,
        text=Text("Muat juga bukti terbatas, disamarkan.", "Print restricted evidence too, blurred."),
    ),
    option(
        "--photos",
        type=click.Choice(["0", "1", "2", "4", "6"]),
        default="1",
        text=Text("Foto tiap halaman; 0 tanpa foto.", "Photos a page; 0 without photos."),
    ),
    option("--whole-documents", is_flag=True, text=Text("Semua halaman dokumen.", "All pages of documents.")),
    option("--small", is_flag=True, text=Text("Berkas kecil, untuk diunggah.", "A small file, for uploading.")),
    option("--publication", is_flag=True, hidden=True, text=_NO_PUBLICATION),
)
def dossier_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, out: Path, indicator: str | None, place: str | None, year: int | None,
    accepted: bool, blur_restricted: bool, photos: str, whole_documents: bool, small: bool, publication: bool,
) -> int:  # fmt: skip
    """Print the dossier."""
    if publication:
        return console.refuse("not_yet", console.say(_NO_PUBLICATION), USAGE)
    choice = DossierChoice(
        indicator,
        place,
        year,
        only_accepted=accepted,
        blur_restricted=blur_restricted,
        photos_per_page=int(photos) or 1,
        parts=Parts(photos=photos != "0", whole_documents=whole_documents),
        small=small,
        lang=console.lang,
    )
    with opened(console, writing=False) as ws:
        done = print_dossier(ws, PrintRequest(out, choice), console.progress)
    document = {"path": str(done.path), "pages": done.pages, "items": done.items, "code": done.code}
    said_so = f"{counted(done.items, 'evidence', console.lang)}, {counted(done.pages, 'page', console.lang)}"
    return console.answer(document, [shown(str(done.path)), said_so])
