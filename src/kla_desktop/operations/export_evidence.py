"""The list of evidence as an Excel file: a row for each item under each of its indicators. Nothing changes.

Of a restricted item (a child's face) title, file name and note stay out: they may name the child, and tables travel.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State
from kla_desktop.model.listing import Filter, Item, ItemTag, Order
from kla_desktop.operations import browse
from kla_desktop.operations.saved_file import saved
from kla_desktop.operations.workspace import Workspace
from kla_desktop.printing.imprint import code_of
from kla_desktop.system.names import shown
from kla_desktop.system.progress import Progress, Step
from kla_desktop.wording.formats import Lang, as_lang, when
from kla_desktop.wording.tables import FILES, HEADS, SHEETS
from kla_desktop.wording.words import KINDS, QUICK_REASONS, STATES, TIME_SOURCES, said
from kla_desktop.workbooks.workbook import Cell, Column, Kind, Sheet, Tone, write_workbook

_TOGETHER = 200
_COLUMNS: tuple[tuple[str, int, Kind], ...] = (
    ("number", 6, "number"), ("code", 12, "text"), ("title", 38, "text"), ("indicator_number", 10, "number"),
    ("indicator", 24, "text"), ("slot", 30, "text"), ("state", 14, "text"), ("date", 17, "time"),
    ("place", 22, "text"), ("agency", 20, "text"), ("note", 28, "text"),
    ("file", 34, "text"), ("cluster", 20, "text"), ("date_source", 18, "text"), ("year", 9, "number"),
    ("sender", 20, "text"), ("kind", 14, "text"), ("size", 13, "amount"), ("reviewed", 17, "time"),
    ("reviewer", 18, "text"), ("reason", 24, "text"), ("restricted", 12, "text"), ("sha256", 68, "text"),
)  # fmt: skip
_PRINTED = [key for key, _, _ in _COLUMNS].index("file")
"""Columns for paper, where a list of evidence lies on a desk; what else is known stands at the right of them."""
_STATE_AT = [key for key, _, _ in _COLUMNS].index("state")
_TONES: dict[str, Tone] = {State.ACCEPTED: "ok", State.RETURNED: "danger", State.NEW: "muted"}


@dataclass(frozen=True, slots=True)
class ExportEvidenceRequest:
    """Where to, and what: `indicator` by slug, number or name, `place` by code or name; None means all."""

    out: Path
    indicator: str | None = None
    place: str | None = None
    year: int | None = None
    only_accepted: bool = False
    lang: str = "id"


@dataclass(frozen=True, slots=True)
class ExportedEvidence:
    """The file, how many items stand in it and in how many rows."""

    path: Path
    items: int
    rows: int
    changes: Changes = Changes.NOTHING


def export_evidence(ws: Workspace, request: ExportEvidenceRequest, progress: Progress) -> ExportedEvidence:
    """Write the list whole or not at all.

    Raises Fixable: NOTHING_TO_PRINT, NO_SUCH_INDICATOR, NO_SUCH_PLACE, and as `saved`; and Cancelled.
    """
    lang = as_lang(request.lang)
    rows: list[list[Cell]] = []
    tones: dict[tuple[int, int], Tone] = {}
    items = 0
    for item in _items(ws, request, progress):
        items += 1
        for tag in _tags(ws, request, item):
            tones[len(rows), _STATE_AT] = _TONES.get(tag.state if tag else item.state, "warn")
            rows.append(_row(ws, item, tag, items, lang))
    if not items:
        raise Fixable(ErrorCode.NOTHING_TO_PRINT)
    columns = [Column(said(HEADS, key, lang), width, kind) for key, width, kind in _COLUMNS]
    sheet = Sheet(said(SHEETS, "evidence", lang), columns, rows, frozen=3, tones=tones, printed=_PRINTED)
    progress.checkpoint()
    with saved(request.out) as out:
        write_workbook(out, [sheet], title=said(FILES, "evidence", lang), at=ws.tools.clock.now())
    return ExportedEvidence(request.out, items, len(rows))


def _items(ws: Workspace, request: ExportEvidenceRequest, progress: Progress) -> Iterator[Item]:
    narrow = request.indicator or request.only_accepted
    wanted = Filter(
        indicator=ws.catalogue.find(request.indicator).slug if request.indicator else None,
        place=ws.places.find(request.place).code if request.place else None,
        year=request.year,
        states=frozenset({State.ACCEPTED} if request.only_accepted else set(State) - {State.WITHDRAWN}),
        order=Order.OLDEST,
    )
    numbers = [number for number, _ in browse.rows(ws, wanted)]
    for start in range(0, len(numbers), _TOGETHER):
        progress.step(Step(start, len(numbers), "exporting"))
        progress.checkpoint()
        for item in browse.items(ws, numbers[start : start + _TOGETHER]):
            if not narrow or _tags(ws, request, item):
                yield item


def _tags(ws: Workspace, request: ExportEvidenceRequest, item: Item) -> list[ItemTag | None]:
    """Under what the item is listed; None stands for an item without indicator, in a list of everything."""
    asked = ws.catalogue.find(request.indicator).slug if request.indicator else None
    tags: list[ItemTag | None] = [
        tag
        for tag in item.tags
        if (asked is None or tag.indicator == asked) and (tag.state == State.ACCEPTED or not request.only_accepted)
    ]
    return tags or ([] if asked or request.only_accepted else [None])


def _row(ws: Workspace, item: Item, tag: ItemTag | None, number: int, lang: Lang) -> list[Cell]:
    indicator = ws.catalogue.by_slug.get(tag.indicator) if tag else None
    cluster = next((one for one in ws.catalogue.clusters if indicator and one.code == indicator.cluster), None)
    plain = not item.restriction
    slot = next((one for one in indicator.slots if one.slug == tag.slot), None) if indicator and tag else None
    return [
        number,
        code_of(item),
        shown(item.title) if plain else "",
        indicator.number if indicator else None,
        indicator.short(lang) if indicator else tag.indicator if tag else "",
        slot.name(lang) if slot else "",
        said(STATES, tag.state if tag else item.state, lang),
        moment(item.captured_at, lang),
        ws.places.label(item.place) if item.place else "",
        shown(item.agency),
        shown((tag.note if tag else "") or item.note) if plain else "",
        shown(item.name) if plain else "",
        cluster.short(lang) if cluster else "",
        said(TIME_SOURCES, item.captured_at_source, lang) if item.captured_at else "",
        item.year or None,
        shown(item.actor),
        said(KINDS, item.kind, lang),
        item.digest.size,
        moment(tag.reviewed_at, lang) if tag else None,
        shown(tag.reviewer) if tag else "",
        shown(_reason(tag, lang)) if tag else "",
        "" if plain else said(HEADS, "restricted", lang),
        item.digest.sha256,
    ]


def _reason(tag: ItemTag, lang: Lang) -> str:
    return said(QUICK_REASONS, tag.reason, lang) if tag.reason in QUICK_REASONS else tag.reason


def moment(text: str, lang: Lang) -> Cell:
    """Turn an ISO 8601 time into a date or a time; what is less exact ("2026-11") stays words."""
    if not text:
        return None
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-21") else datetime.fromisoformat(text)
    except ValueError:
        return when(text, lang)
