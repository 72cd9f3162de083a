"""Commands about evidence used twice: duplicates, compare; and comparing what has just come."""

from collections.abc import Iterator
from typing import Any

import click

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.misuse import only_one_of
from kla_desktop.cli.views import find_item, item_lines, read_item
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.likeness import PairVerdict
from kla_desktop.operations.find_duplicates import (
    EXACT,
    NEAR,
    Duplicates,
    DuplicatesRequest,
    Group,
    find_duplicates,
)
from kla_desktop.operations.find_reuse import FindReuseRequest, find_reuse
from kla_desktop.operations.judge_pair import JudgePairRequest, judge_pair
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import restored, shown
from kla_desktop.system.progress import Cancelled
from kla_desktop.wording.deeds import deed
from kla_desktop.wording.formats import Lang, counted, when
from kla_desktop.wording.words import LIKENESS, PAIR_VERDICTS, TIME_SOURCES, said

_FEW = 50
"""So many new files are compared at once where they are taken in; more wait for `duplicates` or the window."""
_WAITING = Text(
    "Pustaka sedang dipakai program lain, jadi berkas yang paling baru belum dibandingkan.",
    "Another program has the library open, so the newest files have not been compared yet.",
)


@verb(
    option("--kind", type=click.Choice([EXACT, NEAR]), text=Text("Sama persis, atau mirip.", "Equal, or alike.")),
    option("--undecided", is_flag=True, text=Text("Yang belum diputuskan.", "Not decided yet.")),
)
def duplicates_command(console: Console, kind: str | None, undecided: bool) -> int:
    """Compare what has not been compared, then tell all that is the same."""
    try:
        with opened(console, writing=True) as ws:
            find_reuse(ws, FindReuseRequest(), console.progress)
            return _answer(console, ws, DuplicatesRequest(kind or "", undecided))
    except Fixable as error:
        if error.code is not ErrorCode.LIBRARY_IN_USE:
            raise
    with opened(console, writing=False) as ws:
        if ws.store.likeness.count_waiting():
            console.note(console.say(_WAITING))
        return _answer(console, ws, DuplicatesRequest(kind or "", undecided))


def _answer(console: Console, ws: Workspace, request: DuplicatesRequest) -> int:
    found = find_duplicates(ws, request, console.progress)
    document = {"groups": [_group_row(found, group) for group in found.groups], "waiting": found.waiting}
    lines = [line for group in found.groups for line in _group_lines(ws, found, group, console.lang)]
    return console.answer(document, lines or [counted(0, "evidence", console.lang)])


def _group_row(found: Duplicates, group: Group) -> dict[str, Any]:
    members = [found.items[evidence] for evidence in group.items]
    return {
        "kind": group.kind,
        "items": list(group.items),
        "distance": group.distance,
        "how": group.how,
        "elsewhere": group.elsewhere,
        "changes": [{"from": before, "to": after} for before, after in group.changes],
        "members": [
            {
                "id": item.id,
                "title": item.label,
                "station": item.station,
                "agency": item.agency or None,
                "place": item.place or None,
                "captured_at": item.captured_at or None,
                "year": item.year,
            }
            for item in members
        ],
        "decisions": [
            {
                "evidence": one.evidence,
                "other": one.other,
                "verdict": one.verdict.value,
                "note": one.note,
                "by": one.actor,
                "at": one.at,
            }
            for one in group.decisions
        ],
    }


def _group_lines(ws: Workspace, found: Duplicates, group: Group, lang: Lang) -> Iterator[str]:
    words = [said(LIKENESS, group.how, lang)]
    words += [f"“{shown(before)}” → “{shown(after)}”" for before, after in group.changes[:2]]
    words += [said(PAIR_VERDICTS, one.verdict.value, lang) for one in group.decisions]
    yield " · ".join(words)
    for evidence in group.items:
        item = found.items[evidence]
        day = when(item.captured_at, lang) if item.captured_at else said(TIME_SOURCES, "", lang)
        yield f"  {item.id}  {day}  {shown(restored(item.label))}  {shown(item.agency) or ws.places.label(item.place)}"


@verb(
    argument("id"),
    argument("other"),
    option("--same", "verdict", flag_value="same", text=Text("Bukti yang sama dipakai dua kali.", "The same twice.")),
    option("--different", "verdict", flag_value="different", text=Text("Ternyata berbeda.", "Different after all.")),
    option("--allowed", "verdict", flag_value="allowed", text=Text("Sama, dan boleh.", "The same, rightly so.")),
    option("--open", "verdict", flag_value="open", text=Text("Cabut keputusan.", "Take the decision back.")),
    option("--note", default="", text=Text("Catatan.", "A note.")),
)
def compare_command(console: Console, id: str, other: str, verdict: str | None, note: str) -> int:  # noqa: A002
    """Decide about two items that look alike."""
    if verdict is None:
        raise only_one_of("--same", "--different", "--allowed", "--open")
    with opened(console, writing=True) as ws:
        one, second = find_item(ws, id), find_item(ws, other)
        judge_pair(ws, JudgePairRequest(one, second, PairVerdict(verdict), note), console.progress)
        item = read_item(ws, one)
        lines = [deed("compared", 1, console.lang), *item_lines(ws, ws.find([one])[0], console.lang)]
    return console.answer({"item": item, "other": second, "verdict": verdict}, lines)


def compare_few(ws: Workspace, console: Console, new: int) -> None:
    """Compare what has just come if it is little; stopping that loses nothing."""
    if 0 < new <= _FEW:
        try:
            find_reuse(ws, FindReuseRequest(limit=4 * _FEW), console.progress)
        except Cancelled:
            return
