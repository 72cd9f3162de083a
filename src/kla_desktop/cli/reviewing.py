"""Commands for what is missing and what is judged: coverage, review, request, requests."""

from typing import Any

import click

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import FILLED, argument, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.misuse import only_one_of
from kla_desktop.cli.station import find_station
from kla_desktop.cli.views import find_item, item_lines, read_item, request_line, request_row
from kla_desktop.model.catalogue import Text
from kla_desktop.model.coverage import Cell
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import Verdict
from kla_desktop.model.ids import IndicatorSlug, RequestId, SlotSlug
from kla_desktop.model.request import RequestState
from kla_desktop.model.voices import Right
from kla_desktop.operations.ask import AskRequest, CloseRequest, ask, close_request
from kla_desktop.operations.report_coverage import CoverageRequest, report_coverage
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.workspace import Workspace
from kla_desktop.wording.deeds import deed
from kla_desktop.wording.words import MARKS, QUICK_REASONS, said

_NOTHING_ASKED = Text("Tidak ada permintaan yang terbuka.", "Nothing is asked for.")
PLACE = Text("Wilayah, dengan semua yang di dalamnya.", "The place, with all that lies in it.")
YEAR = Text("Tahun bukti.", "The evidence year.")


@verb(
    option("--place", type=FILLED, metavar="CODE", text=PLACE),
    option("--year", type=click.IntRange(1900, 2999), text=YEAR),
)
def coverage_command(console: Console, place: str | None, year: int | None) -> int:
    """Measure the gap map."""
    with opened(console, writing=False) as ws:
        found = report_coverage(ws, CoverageRequest(place=place, year=year))
        document = {
            "cells": [_cell(ws, cell) for cell in found.cells],
            "totals": [_cell(ws, cell) for cell in found.totals],
            "claimed": found.claimed,
            "defensible": found.defensible,
            "foreign": found.foreign,
        }
        lines = [_cell_line(ws, cell, console) for cell in found.totals]
    estimate = Text(
        f"Perkiraan kami, bukan nilai resmi: diklaim {found.claimed}, bisa dibuktikan {found.defensible} dari 1000.",
        f"Our estimate (not an official score): claimed {found.claimed}, defensible {found.defensible} of 1000.",
    )
    return console.answer(document, [*lines, console.say(estimate)])


def _cell(ws: Workspace, cell: Cell) -> dict[str, Any]:
    return {
        "indicator": cell.indicator,
        "number": ws.catalogue.find(cell.indicator).number,
        "place": cell.place,
        "agency": cell.agency,
        "year": cell.year,
        "wanted": cell.wanted,
        "tagged": cell.tagged,
        "submitted": cell.submitted,
        "returned": cell.returned,
        "accepted": cell.accepted,
        "missing": list(cell.missing),
    }


def _cell_line(ws: Workspace, cell: Cell, console: Console) -> str:
    label = ws.catalogue.find(cell.indicator).label(console.lang)
    return f"{label}: {said(MARKS, cell.mark, console.lang)}, {cell.filled}/{cell.wanted}"


@verb(
    argument("id"),
    option("--accept", is_flag=True, text=Text("Sahkan.", "Accept.")),
    option("--open", "take_back", is_flag=True, text=Text("Tarik keputusan.", "Take one's own decision back.")),
    option(
        "--return", "reason", metavar="REASON",
        text=Text("Kembalikan dengan alasan ini.", "Return it for this reason."),
    ),
    option("--note", default="", text=Text("Catatan untuk pengirim.", "A note for the sender.")),
    option(
        "--indicator", type=FILLED, metavar="SLUG|NUMBER",
        text=Text("Hanya pada indikator ini.", "Only under this indicator."),
    ),
)  # fmt: skip
def review_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, id: str, accept: bool, take_back: bool, reason: str | None,  # noqa: A002
    note: str, indicator: str | None,
) -> int:  # fmt: skip
    """Judge an item."""
    if accept + take_back + (reason is not None) != 1:
        raise only_one_of("--accept", "--return REASON", "--open")
    verdict = Verdict.ACCEPT if accept else Verdict.OPEN if take_back else Verdict.RETURN
    with opened(console, writing=True) as ws:
        ws.need_right(Right.REVIEW)
        evidence = find_item(ws, id)
        slug = IndicatorSlug(indicator) if indicator else None
        words = said(QUICK_REASONS, reason, console.lang) if reason and reason in QUICK_REASONS else reason or ""
        review(ws, ReviewRequest((evidence,), verdict, slug, words, note), console.progress)
        lines = list(item_lines(ws, ws.find([evidence])[0], console.lang))
        return console.answer({"item": read_item(ws, evidence)}, lines)


@verb(
    option(
        "--station", type=FILLED, required=True, metavar="STATION", text=Text("Kepada laptop ini.", "Of this station.")
    ),
    option(
        "--indicator",
        type=FILLED,
        required=True,
        metavar="SLUG|NUMBER",
        text=Text("Pada indikator ini.", "Under this one."),
    ),
    option("--slot", metavar="SLOT", text=Text("Jenis buktinya.", "Which evidence.")),
    option("--due", default="", metavar="DATE", text=Text("Paling lambat.", "By when.")),
    option("--note", default="", text=Text("Catatan.", "A note.")),
)
def request_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, station: str, indicator: str, slot: str | None, due: str, note: str
) -> int:
    """Ask a station for evidence."""
    with opened(console, writing=True) as ws:
        ws.need_right(Right.REQUEST)
        wanted = AskRequest(
            find_station(ws, station), IndicatorSlug(indicator), SlotSlug(slot) if slot else None, due, note
        )
        asked = ask(ws, wanted, console.progress).request
        label = ws.catalogue.find(asked.indicator).label(console.lang)
    return console.answer({"request": request_row(asked)}, [deed("requested", 1, console.lang, "request"), label])


@verb(
    option(
        "--all", "everything", is_flag=True,
        text=Text("Juga yang sudah dijawab atau ditutup.", "Also what was answered or closed."),
    ),
    option(
        "--close", "closed", type=FILLED, metavar="REQUEST",
        text=Text("Tutup permintaan ini (sekretariat).", "Close this request (secretariat)."),
    ),
)  # fmt: skip
def requests_command(console: Console, everything: bool, closed: str | None) -> int:
    """List what is asked, of this station, or at a secretariat of all; or close a request."""
    with opened(console, writing=closed is not None) as ws:
        if closed is not None:
            ws.need_right(Right.REQUEST)
            close_request(ws, CloseRequest(_find_request(ws, closed)), console.progress)
        asked = ws.store.offices.requests(None if ws.is_secretariat else ws.me)
        listed = [one for one in asked if everything or one.state is RequestState.OPEN]
        lines = [request_line(ws, one, console.lang) for one in listed]
    document = {"requests": [request_row(one) for one in listed]}
    return console.answer(document, lines or [console.say(_NOTHING_ASKED)])


def _find_request(ws: Workspace, text: str) -> RequestId:
    """Read a request's id or its clear beginning. Raises Fixable(NO_SUCH_REQUEST), with candidates if unclear."""
    found = [one.id for one in ws.store.offices.requests() if one.id.startswith(text)]
    if len(found) != 1:
        raise Fixable(ErrorCode.NO_SUCH_REQUEST, request=text, candidates=found)
    return found[0]
