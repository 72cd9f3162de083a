"""The first pages of a dossier: cover, contents with links, coverage at a glance."""

from dataclasses import dataclass

import segno
from reportlab.lib.units import mm

from kla_desktop.model.catalogue import Cluster, Indicator
from kla_desktop.model.coverage import Cell
from kla_desktop.printing.fonts import BOLD, SEMIBOLD
from kla_desktop.printing.imprint import Making
from kla_desktop.printing.layout import (
    BODY,
    BOTTOM,
    COLUMN,
    HEADING,
    LABEL,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QUIET,
    RIGHT,
    SMALL,
    STRONG,
    TOP,
    Book,
    Pen,
    Style,
    broken,
    flowed,
)
from kla_desktop.printing.marks import ACCENT, RULE, SUNKEN
from kla_desktop.wording import words
from kla_desktop.wording.formats import long_date, number

_COVER_TITLE = Style(BOLD, 30, 36)
_COVER_SUB = Style(SEMIBOLD, 15, 20, ACCENT)
_FIGURE = Style(BOLD, 22, 26, ACCENT)
_BAND = 62 * mm
_ROW = 15.5
_CLUSTER_ROW = 19.0


def add_cover(book: Book, making: Making) -> None:
    """The cover: whose, what, when, how many, and the code."""
    page = book.add(lambda pen: _cover(pen, making), bare=True)
    book.anchor("sampul", page, making.said("dossier"))


def headline(making: Making) -> str:
    """What the dossier is about: an indicator with its number, or all."""
    scope, chapters = making.dossier.scope, making.dossier.chapters
    if scope.indicator and chapters:
        indicator = chapters[0].indicator
        return f"{making.said('indicator', code=indicator.code)} · {indicator.name(making.lang)}"
    return making.said("all_indicators")


def _cover(pen: Pen, making: Making) -> None:
    imprint, dossier, lang = making.imprint, making.dossier, making.lang
    pen.box(0, 0, PAGE_WIDTH, _BAND, fill=ACCENT)
    white = Style(SEMIBOLD, 12, 16, "#FFFFFF")
    pen.text(LEFT, 30 * mm, making.said("government", city=imprint.city), Style(BOLD, 17, 22, "#FFFFFF"), COLUMN)
    pen.text(LEFT, 38 * mm, making.said("programme", period=imprint.period), white, COLUMN)
    y = _BAND + 30 * mm
    pen.text(LEFT, y, making.said("dossier"), _COVER_TITLE)
    y += 12 * mm
    y = pen.lines(LEFT, y, broken(headline(making), _COVER_SUB, COLUMN, 4), _COVER_SUB)
    scope = dossier.scope
    choice = making.said("only_accepted") if scope.only_accepted else making.said("all_states")
    count = number(dossier.figures.items, lang)
    facts = [
        ("place", imprint.place),
        ("year", str(scope.year) if scope.year else making.said("all_years")),
        ("content", f"{count} {making.said('items')}"),
        ("choice", choice),
        ("edition", imprint.edition),
        ("issued_by", imprint.issuer),
        ("printed_at", long_date(imprint.at.date(), lang)),
    ]
    y += 14 * mm
    for key, value in facts:
        pen.text(LEFT, y, making.said(key), QUIET)
        y = pen.lines(LEFT + 38 * mm, y, broken(value, STRONG, COLUMN - 38 * mm, 2), STRONG) + 3
    top, side = PAGE_HEIGHT - 67 * mm, 28 * mm
    pen.rule(LEFT, top - 6 * mm, COLUMN)
    pen.modules(_qr(making), LEFT, top, side)
    x = LEFT + side + 7 * mm
    pen.text(x, top + 7, making.said("dossier_code"), LABEL)
    pen.text(x, top + 27, dossier.code, Style(BOLD, 17, 20))
    pen.lines(x, top + 43, broken(making.said("qr_note"), SMALL, COLUMN - side - 7 * mm), SMALL)
    pen.lines(LEFT, PAGE_HEIGHT - 27 * mm, broken(making.said("careful"), SMALL, COLUMN), SMALL)


def _qr(making: Making) -> list[list[int]]:
    dossier = making.dossier
    text = f"KLA-DOSIR/1 {dossier.code} n={dossier.figures.items} sha256={dossier.fingerprint}"
    return [[int(module) for module in row] for row in segno.make(text, error="m", micro=False).matrix]


@dataclass(frozen=True, slots=True)
class _ContentsLine:
    text: str
    anchor: str
    level: int
    note: str = ""


def add_contents(book: Book, making: Making) -> None:
    """Contents: every part, chapter and, for one indicator, every kind of evidence; each line leads to its page."""
    parts = making.imprint.parts
    lines = [_ContentsLine(making.said("approval"), "pengesahan", 0)] if parts.signer else []
    lines += [_ContentsLine(making.said("overview"), "ringkasan", 0)] if parts.overview else []
    cluster = ""
    for chapter in making.dossier.chapters:
        if chapter.cluster.code != cluster:
            cluster = chapter.cluster.code
            lines.append(_ContentsLine(_cluster_name(chapter.cluster, making), f"klaster-{cluster}", 0))
        note = f"{number(len(chapter.sheets) + len(chapter.elsewhere), making.lang)} {making.said('items')}"
        name = f"{chapter.indicator.code}  {chapter.indicator.name(making.lang)}"
        lines.append(_ContentsLine(name, f"indikator-{chapter.indicator.slug}", 1, note))
        if making.dossier.scope.indicator:
            lines += [
                _ContentsLine(line.slot.name(making.lang), f"bukti-{line.numbers[0]}", 2)
                for line in chapter.slots
                if line.numbers
            ]
    lines += [_ContentsLine(making.said("list"), "daftar", 0)] if parts.listing else []
    room = BOTTOM - TOP
    spread = flowed([23.0 if line.level == 0 else 17.0 for line in lines], room - 34, room)
    for index, (start, end) in enumerate(spread):
        shown, first = lines[start:end], index == 0
        page = book.add(lambda pen, shown=shown, first=first: _contents(pen, making, shown, first=first))  # type: ignore[misc]
        if first:
            book.anchor("isi", page, making.said("contents"))


def _contents(pen: Pen, making: Making, lines: list[_ContentsLine], *, first: bool) -> None:
    y = TOP
    if first:
        pen.text(LEFT, y + 14, making.said("contents"), HEADING)
        y += 34
    for line in lines:
        style = STRONG if line.level == 0 else BODY
        height = 23 if line.level == 0 else 17
        base = y + height - 5
        x = LEFT + line.level * 5 * mm
        end = RIGHT - 12 * mm
        page = str(pen.page_of(line.anchor))
        note = pen.right(end - 4 * mm, base, line.note, SMALL) if line.note else 0.0
        pen.text(x, base, line.text, style, end - x - note - 8 * mm)
        pen.right(RIGHT, base, page, style)
        pen.link(line.anchor, x, y + 4, RIGHT - x, height - 4)
        if line.level == 0:
            pen.rule(LEFT, y + height, COLUMN)
        y += height


def _cluster_name(cluster: Cluster, making: Making) -> str:
    return cluster.name_en if making.lang == "en" else cluster.name_id


_Row = tuple[Cluster, None] | tuple[Indicator, Cell]


def add_overview(book: Book, making: Making) -> None:
    """The map on paper: each indicator with a bar, how many kinds of evidence are there, and its state in words."""
    rows: list[_Row] = []
    for cluster, cells in making.dossier.overview:
        rows.append((cluster, None))
        rows += cells
    heights = [_CLUSTER_ROW if cell is None else _ROW for _, cell in rows]
    notes = _notes(making)
    room = BOTTOM - TOP
    parts = flowed([*heights, 16.0 + sum(10.0 * len(note) for note in notes)], room - 118, room - 22)
    for index, (start, end) in enumerate(parts):
        first, last = index == 0, end == len(rows) + 1
        shown = rows[start : min(end, len(rows))]
        page = book.add(
            lambda pen, shown=shown, first=first, last=last: _overview(  # type: ignore[misc]
                pen, making, shown, notes if last else [], first=first
            ),
            chapter=making.said("overview"),
        )
        if first:
            book.anchor("ringkasan", page, making.said("overview"))


def _notes(making: Making) -> list[list[str]]:
    figures, lang = making.dossier.figures, making.lang
    said = [making.said("bar_note")]
    if making.dossier.scope.place and making.dossier.scope.place != making.places.city.code:
        said.append(making.said("slots_note"))
    if figures.without_bytes:
        said.append(making.said("bytes_note", count=number(figures.without_bytes, lang)))
    if figures.foreign:
        said.append(making.said("foreign_note", count=number(figures.foreign, lang)))
    if figures.restricted:
        said.append(making.said("restricted_note", count=number(figures.restricted, lang)))
    return [broken(text, SMALL, COLUMN) for text in said]


def _overview(pen: Pen, making: Making, rows: list[_Row], notes: list[list[str]], *, first: bool) -> None:
    y = TOP
    if first:
        pen.text(LEFT, y + 14, making.said("overview"), HEADING)
        _figures(pen, making, y + 30)
        y += 96
    bar, filled, state = LEFT + 82 * mm, LEFT + 109 * mm, LEFT + 122 * mm
    pen.text(bar, y + 10, making.said("slots_filled"), LABEL)
    pen.text(state, y + 10, making.said("standing"), LABEL)
    y += 16
    pen.rule(LEFT, y, COLUMN, ACCENT, 0.9)
    for subject, cell in rows:
        if cell is None or isinstance(subject, Cluster):
            assert isinstance(subject, Cluster)
            pen.text(LEFT, y + _CLUSTER_ROW - 5.5, _cluster_name(subject, making), STRONG, COLUMN)
            y += _CLUSTER_ROW
            pen.rule(LEFT, y, COLUMN)
            continue
        base = y + _ROW - 5
        pen.text(LEFT, base, subject.code, Style(SEMIBOLD, 9, 12, ACCENT))
        pen.text(LEFT + 8 * mm, base, subject.short(making.lang), BODY, bar - LEFT - 11 * mm)
        _bar(pen, bar, base - 6.5, 24 * mm, cell)
        pen.text(filled, base, f"{cell.filled}/{cell.wanted}", QUIET)
        pen.mark(cell.mark, state, base, 8)
        word = words.said(words.MARKS, cell.mark, making.lang)
        pen.text(state + 12, base, f"{word} · {number(cell.tagged, making.lang)}" if cell.tagged else word, BODY)
        anchor = f"indikator-{subject.slug}"
        if any(chapter.indicator.slug == subject.slug for chapter in making.dossier.chapters):
            pen.right(RIGHT, base, str(pen.page_of(anchor)), SMALL)
            pen.link(anchor, LEFT, y, COLUMN, _ROW)
        y += _ROW
        pen.rule(LEFT, y, COLUMN, "#ECEAE4")
    y += 16
    for note in notes:
        y = pen.lines(LEFT, y, note, SMALL)


def _figures(pen: Pen, making: Making, top: float) -> None:
    figures, lang = making.dossier.figures, making.lang
    gap = 4 * mm
    wide = (COLUMN - 3 * gap) / 4
    boxes = (
        (figures.items, making.said("items")),
        (figures.accepted, making.said("of_items_accepted")),
        (figures.indicators, making.said("of_indicators", count=figures.indicators_wanted)),
        (figures.slots, making.said("of_slots", count=figures.slots_wanted)),
    )
    for index, (count, word) in enumerate(boxes):
        x = LEFT + index * (wide + gap)
        pen.box(x, top, wide, 46, fill=SUNKEN, round_=4)
        pen.text(x + 9, top + 25, number(count, lang), _FIGURE)
        pen.text(x + 9, top + 38, word, SMALL, wide - 14)


def _bar(pen: Pen, x: float, top: float, wide: float, cell: Cell) -> None:
    """A bar of the indicator's slots: accepted, then filled, then open."""
    high = 6.0
    pen.box(x, top, wide, high, fill="#FFFFFF", stroke=RULE)
    if cell.filled:
        pen.box(x, top, wide * cell.filled / cell.wanted, high, fill="#9CCFC7")
    if cell.filled and cell.sound:
        pen.box(x, top, wide * min(cell.sound, cell.filled) / cell.wanted, high, fill=ACCENT)
