"""Tell every projection anew from the journal alone and compare: the check behind "replay equals the tables"."""

import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from kla_desktop.model.journal import Event
from kla_desktop.store.database import Database
from kla_desktop.store.journal_table import JournalTable
from kla_desktop.store.migrations import library
from kla_desktop.store.projections import Projections
from kla_desktop.store.search_index import SearchIndex
from kla_desktop.store.store import Store
from kla_desktop.system.progress import Progress, Step

RULES = 6
"""Raise it whenever a fold or a projection comes to say something else of the same events."""
PROJECTED = {
    "evidence": "id, station, sha256, size, kind, media, name, names, title, note, captured_at, captured_at_source, "
    "claims, place, lat, lon, camera, letter, created_at, actor, year, sort_key, withdrawn, supersedes, superseded_by, "
    "activity, activity_title, grouped, restricted_owner, restricted_desk, relayed, wanted, last, blob_level, told, "
    "receipted, state",
    "tag": "*",
    "bundle": "*",
    "bundle_item": "*",
    "station": "*",
    "request": "*",
    "comparison": "*",
    "deed": "id, verb, count, detail, at, state",
}


def differences(store: Store) -> list[str]:
    """Names of the projections that differ from what the journal tells; empty when all agree.

    Uses a scratch database among the temporaries, encrypted under a random key that nobody keeps.
    """
    return [name for name, equal in compare(store, list(store.journal.all())).items() if not equal]


def compare(store: Store, events: list[Event]) -> dict[str, bool]:
    """For each projection, whether the one told from `events` (in any order) equals the store's."""
    scratch = store.temporary / "replay.db"
    database = Database(scratch, secrets.token_bytes(32), library)
    try:
        journal = JournalTable(database)
        projections = Projections(database, journal, SearchIndex(database))
        for chunk in _whole_deeds(events):
            with database.transaction():
                fresh = journal.adopt(chunk)
                projections.project(fresh, store.me, store.coordinators)
        return {name: dump(database, name) == dump(store.database, name) for name in PROJECTED}
    finally:
        database.close()
        for path in _files(scratch):
            path.unlink(missing_ok=True)


def is_outdated(store: Store) -> bool:
    """Whether a program with other rules told the live projections."""
    return bool(store.local.setting("rules") != RULES)


def renew(store: Store, progress: Progress) -> bool:
    """Tell the live projections anew if they are outdated; say whether it was so. Raises Cancelled.

    So a library follows when the folds change, and events that an older program kept unread begin to count. All of it
    is one transaction: whoever stops it, or pulls the plug, finds the library as it was.
    """
    if not is_outdated(store):
        return False
    with store.transaction():
        rebuild(store, progress)
        store.local.set("rules", RULES)
    return True


def rebuild(store: Store, progress: Progress) -> None:
    """Tell the live projections anew: the repair for a difference. Raises Cancelled."""
    done, total = 0, store.journal.count()
    with store.transaction():
        for name in ("tag", "bundle", "bundle_item", "station", "request", "deed", "comparison"):
            store.database.write(f"DELETE FROM {name}")
        for chunk in _whole_deeds(store.journal.all()):
            progress.step(Step(done, total, "renewing"))
            progress.checkpoint()
            store.projections.project(chunk, store.me, store.coordinators)
            store.index.flush()  # now and not at the end, so that it is counted and forgotten
            done += len(chunk)
        progress.step(Step(total, total, "renewing"))


def _whole_deeds(events: Iterable[Event], size: int = 1000) -> Iterator[list[Event]]:
    """Cut a journal into pieces, never inside a deed: its first event says what the deed is."""
    piece: list[Event] = []
    for event in events:
        if len(piece) >= size and event.deed != piece[-1].deed:
            yield piece
            piece = []
        piece.append(event)
    if piece:
        yield piece


def dump(database: Database, name: str) -> list[str]:
    """All rows of a projection as texts, sorted, so that two holders can be compared."""
    return sorted(repr(row) for row in database.rows(f"SELECT {PROJECTED[name]} FROM {name}"))


def _files(path: Path) -> list[Path]:
    return [path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")]
