"""Commands about single items: list, show, open, search, tag, describe, withdraw, restrict, replace, undo."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kla_desktop.cli.activities import activity_of
from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import FILLED, argument, folder_or_file, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.views import (
    event_line,
    event_row,
    find_item,
    item_line,
    item_lines,
    item_row,
    item_whole,
    read_item,
)
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.evidence import State
from kla_desktop.model.evidence_kind import EvidenceKind
from kla_desktop.model.ids import EvidenceId, IndicatorSlug, SlotSlug
from kla_desktop.model.listing import Filter, Order
from kla_desktop.operations import browse
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.ingest import IngestRequest, ingest
from kla_desktop.operations.open_original import OpenOriginalRequest, open_original
from kla_desktop.operations.replace import ReplaceRequest, replace, successor
from kla_desktop.operations.restrict import RestrictRequest, restrict
from kla_desktop.operations.save_copies import SaveCopiesRequest, save_copies
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.undo import UndoRequest, undo
from kla_desktop.operations.withdraw import WithdrawRequest, withdraw
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import restored, shown
from kla_desktop.wording.deeds import deed, redone, restricted_still, undone
from kla_desktop.wording.deeds import verb as verb_said
from kla_desktop.wording.formats import Lang, counted, size

_ALL = 1_000_000
_UNDER = option(
    "--indicator", type=FILLED, metavar="SLUG|NUMBER", text=Text("Pada indikator ini.", "Under this indicator.")
)
_KEPT_BACK = Text("tidak disalin", "not copied")
_MARKS = str.maketrans("", "", "\u0002\u0003")


@verb(
    option("--untagged", is_flag=True, text=Text("Yang belum ditandai.", "Not tagged yet.")),
    _UNDER,
    option(
        "--state", type=click.Choice([state.value for state in State]),
        text=Text("Dengan keadaan ini.", "In this state."),
    ),
    option("--search", "text", default="", metavar="WORDS", text=Text("Dengan kata ini.", "With these words.")),
    option("--limit", type=click.IntRange(min=0), text=Text("Paling banyak sekian.", "At most so many.")),
)  # fmt: skip
def list_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, untagged: bool, indicator: str | None, state: str | None, text: str, limit: int | None
) -> int:
    """List evidence, newest first."""
    with opened(console, writing=False) as ws:
        slug = ws.catalogue.find(indicator).slug if indicator else None
        states = frozenset({State(state)}) if state else frozenset()
        wanted = Filter(untagged=untagged, indicator=slug, states=states, text=text)
        numbers = browse.rows(ws, wanted)
        items = browse.items(ws, [number for number, _ in numbers[: _ALL if limit is None else limit]])
        lines = [item_line(ws, item, console.lang) for item in items]
    lines.append(counted(len(numbers), "evidence", console.lang))
    return console.answer({"items": [item_row(item) for item in items], "total": len(numbers)}, lines)


@verb(
    argument("id"),
    option("--history", is_flag=True, text=Text("Juga riwayatnya.", "Its history too.")),
)
def show_command(console: Console, id: str, history: bool) -> int:  # noqa: A002 - the contract's word
    """Show one item."""
    with opened(console, writing=False) as ws:
        found = browse.detail(ws, find_item(ws, id))
        document = {
            "item": {
                **item_whole(ws, found.item),
                "text": found.text,
                "text_read": found.text_read,
                "pages": found.pages,
                "width": found.width,
                "height": found.height,
                "seconds": found.seconds,
                "within": {"id": found.within[0], "name": found.within[1]} if found.within else None,
                "sources": [
                    {"folder": restored(one.folder), "name": restored(one.name), "size": one.size, "sha256": one.sha256}
                    for one in found.sources
                ],
                "same_bytes": list(found.twins),
            },
            "history": [event_row(event) for event in found.history],
        }
        lines = list(_detail_lines(ws, found, console.lang, history=history))
    return console.answer(document, lines)


def _detail_lines(ws: Workspace, found: browse.Detail, lang: Lang, *, history: bool) -> Iterator[str]:
    yield from item_lines(ws, found.item, lang)
    yield f"  {found.item.digest.sha256}  {size(found.item.digest.size, lang)}"
    for source in found.sources:
        yield f"  {shown(restored(source.folder))}/{shown(restored(source.name))}"
    if history:
        yield from (f"  {event_line(ws, event, lang)}" for event in found.history)


@verb(
    argument("id"),
    option("--out", required=True, type=folder_or_file(), text=Text("Berkas yang ditulis.", "The file to write.")),
)
def open_command(console: Console, id: str, out: Path) -> int:  # noqa: A002
    """Write the original out."""
    with opened(console, writing=False) as ws:
        done = open_original(ws, OpenOriginalRequest(find_item(ws, id), out), console.progress)
    return console.answer({"path": str(done.path), "sha256": done.sha256}, [shown(str(done.path))])


@verb(
    argument("ids", nargs=-1, required=True, metavar="ID..."),
    option("--out", required=True, type=folder_or_file(), text=Text("Folder yang ditulisi.", "The folder to write.")),
)
def save_command(console: Console, ids: tuple[str, ...], out: Path) -> int:
    """Write copies for others: photos and films without positions, nothing that is restricted."""
    with opened(console, writing=False) as ws:
        wanted = SaveCopiesRequest(tuple(find_item(ws, each) for each in ids), out)
        done = save_copies(ws, wanted, console.progress)
    document = {
        "files": [str(file) for file in done.files],
        "restricted": list(done.restricted),
        "failed": list(done.failed),
    }
    lines = [shown(str(file)) for file in done.files]
    lines += [f"{each}  {console.say(_KEPT_BACK)}" for each in (*done.restricted, *done.failed)]
    return console.answer(document, lines)


@verb(
    argument("query", nargs=-1, required=True),
    _UNDER,
    option(
        "--place", type=FILLED, metavar="CODE|NAME",
        text=Text("Di wilayah ini dan isinya.", "In this place and inside it."),
    ),
    option("--year", type=click.IntRange(1900, 9999), text=Text("Dari tahun ini.", "Of this year.")),
    option(
        "--kind", type=click.Choice([kind.value for kind in EvidenceKind]),
        text=Text("Jenis bukti.", "Kind of evidence."),
    ),
    option(
        "--state", type=click.Choice([state.value for state in State]),
        text=Text("Dengan keadaan ini.", "In this state."),
    ),
    option(
        "--order", type=click.Choice([Order.BEST.value, Order.NEWEST.value]), default=Order.BEST.value,
        text=Text("Yang paling cocok atau yang terbaru lebih dulu.", "The best match or the newest first."),
    ),
    option("--limit", type=click.IntRange(min=1), default=50, text=Text("Paling banyak sekian.", "At most so many.")),
)  # fmt: skip
def search_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, query: tuple[str, ...], indicator: str | None, place: str | None, year: int | None,
    kind: str | None, state: str | None, order: str, limit: int,
) -> int:  # fmt: skip
    """Search."""
    with opened(console, writing=False) as ws:
        wanted = Filter(
            indicator=ws.catalogue.find(indicator).slug if indicator else None,
            place=ws.places.find(place).code if place else None,
            year=year,
            kind=kind,
            states=frozenset({State(state)}) if state else frozenset(),
            text=" ".join(query),
            order=Order(order),
        )
        hits = browse.search(ws, wanted, limit)
        waiting = ws.store.index.waiting
    items = [
        {
            "id": hit.id,
            "title": hit.title,
            "snippet": hit.snippet.translate(_MARKS),
            "machine_read": hit.machine_read,
        }
        for hit in hits.items
    ]
    lines = [f"{one['id']}  {shown(str(one['title']))}  {shown(str(one['snippet']))}" for one in items]
    lines.append(("" if hits.total_is_exact else "≥ ") + counted(hits.total, "evidence", console.lang))
    document = {
        "total": hits.total,
        "total_is_exact": hits.total_is_exact,
        "order": Order.BEST.value if hits.ranked else Order.NEWEST.value,
        "similar": list(hits.similar),
        "unindexed": waiting,
        "items": items,
    }
    return console.answer(document, lines)


@verb(
    argument("id"),
    argument("indicators", nargs=-1, required=True, metavar="INDICATOR..."),
    option("--slot", metavar="SLOT", text=Text("Jenis bukti pada indikator itu.", "Which evidence it is there.")),
)
def tag_command(console: Console, id: str, indicators: tuple[str, ...], slot: str | None) -> int:  # noqa: A002
    """Tag."""
    return _tag(console, id, indicators, slot)


@verb(argument("id"), argument("indicators", nargs=-1, required=True, metavar="INDICATOR..."))
def untag_command(console: Console, id: str, indicators: tuple[str, ...]) -> int:  # noqa: A002
    """Untag."""
    return _tag(console, id, indicators, None, remove=True)


def _tag(console: Console, text: str, indicators: tuple[str, ...], slot: str | None, *, remove: bool = False) -> int:
    with opened(console, writing=True) as ws:
        slugs = tuple(IndicatorSlug(word) for word in indicators)
        activity = activity_of(ws, text)
        if activity is not None:
            wish = TagRequest(activity.items, slugs, SlotSlug(slot) if slot else None, remove=remove, slot_each=True)
            done = tag(ws, wish, console.progress)
            said = deed("untagged" if remove else "tagged", len(done.evidence), console.lang)
            return console.answer(
                {"activity": activity.id, "items": [read_item(ws, each) for each in activity.items]}, [said]
            )
        evidence = find_item(ws, text)
        tag(ws, TagRequest((evidence,), slugs, SlotSlug(slot) if slot else None, remove=remove), console.progress)
        return _answer_item(ws, evidence, console)


@verb(
    argument("id"),
    option("--title", text=Text("Judul.", "Title.")),
    option("--date", text=Text("Tanggal: 2026-11-23 atau 23/11/2026.", "Date: 2026-11-23 or 23/11/2026.")),
    option("--place", text=Text("Kode atau nama wilayah.", "Code or name of the place.")),
    option("--note", text=Text("Catatan.", "Note.")),
)
def describe_command(  # noqa: PLR0917 - click hands them in by name
    console: Console, id: str, title: str | None, date: str | None, place: str | None, note: str | None  # noqa: A002
) -> int:  # fmt: skip
    """State what the officer knows."""
    with opened(console, writing=True) as ws:
        evidence = find_item(ws, id)
        describe(ws, DescribeRequest((evidence,), title, date, place, note), console.progress)
        return _answer_item(ws, evidence, console)


@verb(argument("id"))
def withdraw_command(console: Console, id: str) -> int:  # noqa: A002
    """Take back."""
    return _withdraw(console, id, reinstate=False)


@verb(argument("id"))
def reinstate_command(console: Console, id: str) -> int:  # noqa: A002
    """Put back."""
    return _withdraw(console, id, reinstate=True)


def _withdraw(console: Console, text: str, *, reinstate: bool) -> int:
    with opened(console, writing=True) as ws:
        evidence = find_item(ws, text)
        withdraw(ws, WithdrawRequest((evidence,), reinstate=reinstate), console.progress)
        return _answer_item(ws, evidence, console)


@verb(
    argument("ids", nargs=-1, required=True, metavar="ID..."),
    option("--lift", is_flag=True, text=Text("Cabut pembatasan kantor ini.", "Take this office's word back.")),
)
def restrict_command(console: Console, ids: tuple[str, ...], lift: bool) -> int:
    """Show to few, or no longer."""
    with opened(console, writing=True) as ws:
        done = restrict(ws, RestrictRequest(tuple(find_item(ws, each) for each in ids), lift=lift), console.progress)
    lines = [deed("unrestricted" if lift else "restricted", len(done.evidence), console.lang)]
    if done.still:
        lines.append(restricted_still(len(done.still), console.lang))
    return console.answer({"changed": list(done.evidence), "still_restricted": list(done.still)}, lines)


@verb(argument("id"), argument("file"))
def replace_command(console: Console, id: str, file: str) -> int:  # noqa: A002
    """Supersede by a mended version."""
    with opened(console, writing=True) as ws:
        old = find_item(ws, id)
        ws.find_own([old])
        taken = ingest(ws, IngestRequest((file,)), console.progress)
        new = successor(taken.skipped, tuple(one.id for one in taken.added))
        if new is None:
            raise Fixable(ErrorCode.FILE_MISSING, path=shown(file))
        done = replace(ws, ReplaceRequest(old, new), console.progress)
        return _answer_item(ws, done.evidence, console)


def _answer_item(ws: Workspace, evidence: EvidenceId, console: Console) -> int:
    lines = list(item_lines(ws, ws.find([evidence])[0], console.lang))
    return console.answer({"item": read_item(ws, evidence)}, lines)


@verb()
def undo_command(console: Console) -> int:
    """Take back the last deed."""
    return _undo(console, redo=False)


@verb()
def redo_command(console: Console) -> int:
    """Do it again."""
    return _undo(console, redo=True)


def _undo(console: Console, *, redo: bool) -> int:
    with opened(console, writing=True) as ws:
        done = undo(ws, UndoRequest(redo=redo), console.progress).deed
    row: dict[str, Any] = {"deed": done.id, "verb": done.verb, "count": done.count, "at": done.at}
    line = (redone if redo else undone)(deed(verb_said(done.verb, done.detail), done.count, console.lang), console.lang)
    return console.answer({"redone" if redo else "undone": row}, [line])
