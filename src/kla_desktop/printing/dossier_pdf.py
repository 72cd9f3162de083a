"""The dossier as one PDF: cover, approval, contents, coverage, chapters with evidence sheets, list with checksums."""

from collections.abc import Callable
from typing import BinaryIO

from kla_desktop.printing.approval_page import add_approval
from kla_desktop.printing.chapter_pages import add_chapter
from kla_desktop.printing.front_pages import add_contents, add_cover, add_overview, headline
from kla_desktop.printing.imprint import Making
from kla_desktop.printing.layout import Book, Frame
from kla_desktop.printing.list_pages import add_list
from kla_desktop.wording.formats import date_time


def plan_dossier(making: Making) -> Book:
    """Lay all pages out; nothing is drawn and no picture asked for yet, so the number of pages is known early."""
    imprint = making.imprint
    printed = making.said("foot", code=making.dossier.code, at=date_time(imprint.at, making.lang))
    head = f"{imprint.city} · {making.said('dossier')} · {making.said('programme', period=imprint.period)}"
    title = f"{making.said('dossier')} {imprint.city}: {headline(making)}"
    book = Book(Frame(head, printed, title, imprint.issuer, imprint.at, making.lang))
    parts = imprint.parts
    if parts.cover:
        add_cover(book, making)
    if parts.signer:
        add_approval(book, making)
    add_contents(book, making)
    if parts.overview:
        add_overview(book, making)
    for chapter in making.dossier.chapters:
        add_chapter(book, making, chapter)
    if parts.listing:
        add_list(book, making)
    return book


def write_dossier(making: Making, out: BinaryIO, step: Callable[[int], None] = lambda _page: None) -> int:
    """Write the PDF into an open file; return its pages. `step` gets each page's number before it is drawn."""
    return plan_dossier(making).write(out, step)
