"""The page on which somebody answers for the dossier with a signature."""

from reportlab.lib.units import mm

from kla_desktop.printing.front_pages import headline
from kla_desktop.printing.imprint import Making
from kla_desktop.printing.layout import BODY, COLUMN, HEADING, LEFT, QUIET, RIGHT, SMALL, STRONG, TOP, Book, Pen, broken
from kla_desktop.wording.formats import long_date, number

SIGNERS = ("signer_task_force", "signer_secretary", "signer_agency", "signer_district", "signer_village")
"""Who may sign, as keys of printing.words."""
_SIGNING = RIGHT - 76 * mm


def add_approval(book: Book, making: Making) -> None:
    """Append the page."""
    title = making.said("approval")
    book.anchor("pengesahan", book.add(lambda pen: _page(pen, making), chapter=title), title)


def _page(pen: Pen, making: Making) -> None:
    imprint, dossier, lang = making.imprint, making.dossier, making.lang
    pen.text(LEFT, TOP + 14, making.said("approval"), HEADING)
    text = making.said(
        "approval_text",
        period=imprint.period,
        subject=headline(making),
        count=number(dossier.figures.items, lang),
        place=imprint.place,
        code=dossier.code,
    )
    y = pen.lines(LEFT, TOP + 44, broken(text, BODY, COLUMN), BODY) + 14
    for key, value in (("issued_by", imprint.issuer), ("dossier_code", dossier.code)):
        pen.text(LEFT, y, making.said(key), QUIET)
        pen.text(LEFT + 38 * mm, y, value, STRONG, COLUMN - 38 * mm)
        y += 15
    y += 34
    city = imprint.city.removeprefix("Kota ").removeprefix("Kabupaten ")
    pen.text(_SIGNING, y, f"{city}, {long_date(imprint.at.date(), lang)}", BODY)
    pen.text(_SIGNING, y + 16, making.said(imprint.parts.signer), STRONG)
    pen.rule(_SIGNING, y + 96, RIGHT - _SIGNING, "#868B88")
    pen.text(_SIGNING, y + 107, making.said("name_nip"), SMALL)
