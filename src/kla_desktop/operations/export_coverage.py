"""The gap map as an Excel file: the table as the screen shows it, and its cells as numbers. Nothing changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kla_desktop.model.catalogue import Cluster, Indicator
from kla_desktop.model.changes import Changes
from kla_desktop.operations.saved_file import saved
from kla_desktop.operations.tabulate_coverage import ALL, Figure, Sum, Table, TabulateRequest, tabulate_coverage
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import shown
from kla_desktop.system.progress import Progress, Step
from kla_desktop.wording.formats import Lang, as_lang
from kla_desktop.wording.tables import FILES, HEADS, SHEETS
from kla_desktop.wording.words import MARKS, said
from kla_desktop.workbooks.workbook import Cell, Column, Kind, Sheet, Tone, write_workbook

_TONES: dict[str, Tone] = {
    "accepted": "ok", "waiting": "warn", "returned": "danger", "none": "danger", "not_applicable": "muted",
}  # fmt: skip
_NUMBERS = ("wanted", "filled", "tagged", "accepted", "returned")


@dataclass(frozen=True, slots=True)
class ExportCoverageRequest:
    """Where to, which table, and whether the offices go down instead of across."""

    out: Path
    table: TabulateRequest
    turned: bool = False
    lang: str = "id"


@dataclass(frozen=True, slots=True)
class ExportedCoverage:
    """The file, and how many offices or years stand against the indicators."""

    path: Path
    offices: int
    changes: Changes = Changes.NOTHING


def export_coverage(ws: Workspace, request: ExportCoverageRequest, progress: Progress) -> ExportedCoverage:
    """Write the table whole or not at all. Raises Fixable as `saved` and `tabulate_coverage`; and Cancelled."""
    progress.step(Step(0, 0, "exporting"))
    lang = as_lang(request.lang)
    table = tabulate_coverage(ws, request.table)
    sheets = [_turned(table, lang) if request.turned else _matrix(table, lang), _cells(table, lang)]
    progress.checkpoint()
    with saved(request.out) as out:
        write_workbook(out, sheets, title=said(FILES, "coverage", lang), at=ws.tools.clock.now())
    return ExportedCoverage(request.out, len(table.columns))


def mark_words(figure: Figure, lang: Lang) -> str:
    """Say a cell in words: "disahkan 4"."""
    word = said(MARKS, figure.mark, lang)
    return f"{word} {figure.count}" if figure.count else word


def sum_words(added: Sum) -> str:
    """Say a sum as it is read: "5/6"."""
    return f"{added.there}/{added.wanted}"


def _matrix(table: Table, lang: Lang) -> Sheet:
    heads = [said(HEADS, "indicator_number", lang), said(HEADS, "indicator", lang)]
    columns = [Column(heads[0], 9, "number"), Column(heads[1], 30)]
    columns += [Column(shown(office.name), 20) for office in table.columns]
    columns.append(Column(said(HEADS, "all", lang), 10))
    rows: list[list[Cell]] = []
    tones: dict[tuple[int, int], Tone] = {}
    for row in table.rows:
        if isinstance(row, Cluster):
            tones |= {(len(rows), at): "heading" for at in range(len(columns))}
            blank: list[Cell] = [None] * len(table.columns)
            rows.append([None, row.short(lang) or row.code, *blank, sum_words(table.sums[row.code])])
            continue
        figures = [table.figure(row.slug, office.key) for office in table.columns]
        tones |= {(len(rows), at): _TONES[one.mark] for at, one in enumerate(figures, 2)}
        words = [mark_words(one, lang) for one in figures]
        rows.append([row.number, row.short(lang), *words, sum_words(table.sums[row.slug])])
    tones |= {(len(rows), at): "heading" for at in range(len(columns))}
    sums = [sum_words(table.sums[office.key]) for office in table.columns]
    rows.append([None, said(HEADS, "all", lang), *sums, sum_words(table.sums[ALL])])
    return Sheet(said(SHEETS, "coverage", lang), columns, rows, frozen=2, tones=tones, abreast=0)


def _turned(table: Table, lang: Lang) -> Sheet:
    indicators = _indicators(table)
    columns = [Column(_office_head(table, lang), 30)]
    columns += [Column(one.label(lang), 14) for one in indicators]
    columns.append(Column(said(HEADS, "all", lang), 10))
    rows: list[list[Cell]] = []
    tones: dict[tuple[int, int], Tone] = {}
    for office in table.columns:
        figures = [table.figure(one.slug, office.key) for one in indicators]
        tones |= {(len(rows), at): _TONES[one.mark] for at, one in enumerate(figures, 1)}
        words = [mark_words(one, lang) for one in figures]
        rows.append([shown(office.name), *words, sum_words(table.sums[office.key])])
    tones |= {(len(rows), at): "heading" for at in range(len(columns))}
    sums = [sum_words(table.sums[one.slug]) for one in indicators]
    rows.append([said(HEADS, "all", lang), *sums, sum_words(table.sums[ALL])])
    return Sheet(said(SHEETS, "coverage", lang), columns, rows, frozen=1, tones=tones, abreast=2)


def _cells(table: Table, lang: Lang) -> Sheet:
    """A row for each cell, with numbers to reckon with."""
    kinds: list[tuple[str, int, Kind]] = [("indicator_number", 9, "number"), ("indicator", 30, "text")]
    columns = [Column(said(HEADS, key, lang), width, kind) for key, width, kind in kinds]
    columns += [Column(_office_head(table, lang), 26), Column(said(HEADS, "state", lang), 18)]
    columns += [Column(said(HEADS, key, lang), 12, "number") for key in _NUMBERS]
    columns.append(Column(said(HEADS, "missing", lang), 80))
    rows: list[list[Cell]] = []
    for indicator in _indicators(table):
        for office in table.columns:
            one = table.figure(indicator.slug, office.key)
            lacking = [slot.name(lang) for slot in indicator.slots if slot.slug in one.missing and one.applies]
            numbers = (one.wanted, one.wanted - len(one.missing), one.tagged, one.accepted, one.returned)
            where: Cell = office.year or shown(office.name)
            said_state = said(MARKS, one.mark, lang)
            rows.append([indicator.number, indicator.short(lang), where, said_state, *numbers, "; ".join(lacking)])
    return Sheet(said(SHEETS, "cells", lang), columns, rows, frozen=2)


def _office_head(table: Table, lang: Lang) -> str:
    return said(HEADS, table.by, lang)


def _indicators(table: Table) -> Sequence[Indicator]:
    return [row for row in table.rows if isinstance(row, Indicator)]
