"""Commands about activities: activities, group, split."""

from collections.abc import Iterator, Sequence
from typing import Any

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.misuse import written_as
from kla_desktop.cli.views import find_item
from kla_desktop.model.activity import Activity
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import ActivityId
from kla_desktop.operations.accept_activities import AcceptActivitiesRequest, accept_activities
from kla_desktop.operations.group import GroupRequest, group
from kla_desktop.operations.propose_activities import ProposeActivitiesRequest, propose_activities
from kla_desktop.operations.split import SplitRequest, split
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import shown
from kla_desktop.wording.activities import because, name
from kla_desktop.wording.formats import Lang, counted, when

_PROPOSED = Text("usulan {n}", "proposal {n}")
_WAITING = Text(
    "Pustaka sedang dipakai program lain, jadi berkas yang paling baru belum dikelompokkan.",
    "Another program has the library open, so the newest files have not been grouped yet.",
)


@verb(
    option("--proposed", is_flag=True, text=Text("Hanya usulan.", "Proposals alone.")),
    option(
        "--accept", "numbers", multiple=True, metavar="N|ID",
        text=Text("Terima usulan ini. Boleh diulang.", "Accept this proposal. May be repeated."),
    ),
    option("--accept-all", is_flag=True, text=Text("Terima semua usulan.", "Accept all proposals.")),
)  # fmt: skip
def activities_command(console: Console, proposed: bool, numbers: tuple[str, ...], accept_all: bool) -> int:
    """Group what has not been looked at, then list (or accept) proposals, and the activities that stand."""
    try:
        with opened(console, writing=True) as ws:
            propose_activities(ws, ProposeActivitiesRequest(), console.progress)
            if numbers or accept_all:
                chosen = tuple(_chosen(ws, number) for number in numbers)
                if ws.store.activities.proposals():
                    accept_activities(ws, AcceptActivitiesRequest(chosen), console.progress)
                propose_activities(ws, ProposeActivitiesRequest(), console.progress)
            return _answer(console, ws, proposed_only=proposed)
    except Fixable as error:
        if error.code is not ErrorCode.LIBRARY_IN_USE or numbers or accept_all:
            raise
    with opened(console, writing=False) as ws:
        if ws.store.activities.count_waiting():
            console.note(console.say(_WAITING))
        return _answer(console, ws, proposed_only=proposed)


@verb(
    argument("ids", nargs=-1, metavar="[ID]..."),
    option("--title", text=Text("Nama kegiatan.", "What it is called.")),
    option("--activity", metavar="ID", text=Text("Tambahkan ke kegiatan ini.", "Add to this activity.")),
)
def group_command(console: Console, ids: tuple[str, ...], title: str | None, activity: str | None) -> int:
    """Put together, add to an activity, or rename one."""
    if not ids and not (activity and title is not None):
        raise written_as("group ID... [--title T]", "group --activity ID --title T")
    with opened(console, writing=True) as ws:
        items = tuple(find_item(ws, text) for text in ids)
        known = _find(ws, activity) if activity else None
        done = group(ws, GroupRequest(items, title, known), console.progress)
        return _answer_one(console, ws, done.activity)


@verb(argument("activity"), argument("ids", nargs=-1, metavar="[ID]..."))
def split_command(console: Console, activity: str, ids: tuple[str, ...]) -> int:
    """Take items out, or take the whole activity apart."""
    with opened(console, writing=True) as ws:
        items = tuple(find_item(ws, text) for text in ids)
        known = _find(ws, activity)
        done = split(ws, SplitRequest(items, known), console.progress)
        left = ws.store.activities.activities([known])
        document = {"split": list(done.evidence), "activities": [activity_row(one, console.lang) for one in left]}
        return console.answer(document, [counted(len(done.evidence), "file", console.lang)])


def activity_of(ws: Workspace, text: str) -> Activity | None:
    """Return the activity (or the proposal) of an id or its clear beginning, None where it is none."""
    found = ws.store.activities.starting_with(text, ws.me) if text else []
    if len(found) != 1:
        return None
    offered = [*ws.store.activities.activities(found), *ws.store.activities.proposals()]
    return next((one for one in offered if one.id == found[0] and one.station == ws.me), None)


def activity_row(one: Activity, lang: Lang) -> dict[str, Any]:
    """One activity as documents show it."""
    return {
        "id": one.id,
        "title": name(one.title, one.day, lang),
        "date": one.day or None,
        "place": one.place or None,
        "station": one.station,
        "items": list(one.items),
        "indicators": list(one.indicators),
        "because": [because(reason.why, reason.detail, lang) for reason in one.because],
        "proposed": one.proposed,
        "joins": one.joins,
    }


def _chosen(ws: Workspace, text: str) -> ActivityId:
    offered = ws.store.activities.proposals()
    if text.isdigit() and 0 < int(text) <= len(offered):
        return offered[int(text) - 1].id
    return _find(ws, text)


def _find(ws: Workspace, text: str) -> ActivityId:
    found = ws.store.activities.starting_with(text, ws.me) if text else []
    if len(found) != 1:
        raise Fixable(ErrorCode.NO_SUCH_ACTIVITY, activity=text, candidates=found)
    return found[0]


def _answer(console: Console, ws: Workspace, *, proposed_only: bool) -> int:
    offered = ws.store.activities.proposals()
    standing = [] if proposed_only else ws.store.activities.activities()
    document = {
        "activities": [activity_row(one, console.lang) for one in (*offered, *standing)],
        "waiting": ws.store.activities.count_waiting(),
    }
    lines = [*_lines(ws, offered, console.lang), *_lines(ws, standing, console.lang)]
    return console.answer(document, lines or [counted(0, "evidence", console.lang)])


def _answer_one(console: Console, ws: Workspace, activity: ActivityId) -> int:
    own = [one for one in ws.store.activities.activities([activity]) if one.station == ws.me]
    document = {"activity": activity_row(own[0], console.lang) if own else None}
    return console.answer(document, list(_lines(ws, own, console.lang)))


def _lines(ws: Workspace, activities: Sequence[Activity], lang: Lang) -> Iterator[str]:
    for number, one in enumerate(activities, 1):
        words = [shown(name(one.title, one.day, lang))]
        words += [when(one.day, lang)] if one.day and one.title else []
        words += [ws.places.label(one.place)] if one.place else []
        words.append(counted(len(one.items), "file", lang))
        words += [ws.catalogue.by_slug[slug].label(lang) for slug in one.indicators if slug in ws.catalogue.by_slug]
        head = f"{_PROPOSED.said(lang).format(n=number)}: " if one.proposed else ""
        yield head + " · ".join(words)
        yield "   " + shown("; ".join(because(reason.why, reason.detail, lang) for reason in one.because))
        yield f"   {one.id}"
