"""The oracle of a simulated city: a library that was handed every event, and everybody else compared to it.

Desks have to show every table alike and hold every file; a station the same of its own items and nothing of others';
a province above, of each item that went up, what the city and its stations said of it.
"""

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from kla_desktop.model.evidence import State
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.journal import Event
from kla_desktop.model.listing import Item, ItemTag
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store import replay
from kla_desktop.store.store import Store, StoreKeys

SHARED = ("tag", "bundle_item", "request", "comparison")
"""What desks have to show alike. A bundle's own row tells its sender more."""
FACTS = (
    "SELECT id, station, sha256, size, kind, media, name, title, note, captured_at, captured_at_source, claims, place,"
    " year, withdrawn, supersedes, superseded_by, activity, restricted_owner, restricted_desk, state FROM evidence"
)
_OWN_TAGS = "SELECT tag.* FROM tag JOIN evidence ON evidence.id = tag.evidence WHERE evidence.station = ?"
_WITHOUT_BYTES = "SELECT count(*) FROM evidence WHERE withdrawn = 0 AND sha256 NOT IN (SELECT sha256 FROM object)"


def agree(folder: Path, root: Workspace, desks: Iterable[Workspace], stations: Iterable[Workspace]) -> bool:
    """Say whether all show what the oracle shows; `folder` is where it lives."""
    desks, stations = [root, *desks], list(stations)
    first = _shown(root.store)
    if any(_shown(desk.store) != first for desk in desks[1:]):
        return False  # no need to ask the oracle
    with _oracle(folder, root, all_events([*desks, *stations])) as oracle:
        if first != _shown(oracle) or any(desk.store.database.value(_WITHOUT_BYTES) for desk in desks):
            return False
        return all(_own(ws.store, ws) == _own(oracle, ws) and _owners(ws) <= {ws.me} for ws in stations)


def all_events(everybody: Iterable[Workspace]) -> list[Event]:
    """Every event that anybody holds, once."""
    found: dict[object, Event] = {}
    for ws in everybody:
        for event in ws.store.journal.all():
            found.setdefault(event.identity, event)
    return list(found.values())


def agrees_above(province: Workspace, root: Workspace) -> bool:
    """Say whether all that the city accepted is known above, as the city and its stations say it."""
    ids = [EvidenceId(str(row[0])) for row in root.store.database.rows("SELECT id FROM evidence")]
    here, there = root.store.evidence.find(ids), province.store.evidence.find(ids)
    accepted = {one for one, item in here.items() if any(tag.state is State.ACCEPTED for tag in item.tags)}
    return (
        accepted <= there.keys()
        and all(_facts(there[one]) == _facts(here[one]) for one in there)
        and all(_city_says(province, there[one], root) == _city_says(root, here[one], root) for one in there)
    )


def _shown(store: Store) -> dict[str, list[str]]:
    tables = {name: replay.dump(store.database, name) for name in SHARED}
    return {**tables, "evidence": sorted(map(repr, store.database.rows(FACTS)))}


def _own(store: Store, ws: Workspace) -> tuple[list[str], list[str]]:
    facts = store.database.rows(f"{FACTS} WHERE station = ?", (ws.me,))
    tags = store.database.rows(_OWN_TAGS, (ws.me,))
    return sorted(map(repr, facts)), sorted(map(repr, tags))


def _owners(ws: Workspace) -> set[str]:
    return {str(row[0]) for row in ws.store.database.rows("SELECT DISTINCT station FROM evidence")}


def _facts(item: Item) -> tuple[object, ...]:
    names = ("station", "digest", "name", "title", "captured_at", "superseded_by", "claims")
    return (*(getattr(item, name) for name in names), sorted(one.indicator for one in item.tags))


def _city_says(ws: Workspace, item: Item, root: Workspace) -> list[tuple[str, set[str]]]:
    return sorted((str(tag.indicator), _verdicts(ws, tag, root)) for tag in item.tags)


def _verdicts(ws: Workspace, tag: ItemTag, root: Workspace) -> set[str]:
    """What the city says of a tag, at the city or at somebody who was told."""
    if ws is root:
        return {word for state, word in ((State.ACCEPTED, "accept"), (State.RETURNED, "return")) if tag.state is state}
    return {str(word.verdict) for word in tag.elsewhere if word.hub == root.me}


@contextlib.contextmanager
def _oracle(folder: Path, root: Workspace, events: list[Event]) -> Iterator[Store]:
    oracle = Store(folder, StoreKeys(bytes(32), bytes(32)))
    try:
        with oracle.transaction():
            oracle.local.set("station", "oracle")
            oracle.local.set("coordinator", root.me)
        oracle.adopt(events)
        yield oracle
    finally:
        oracle.close()
