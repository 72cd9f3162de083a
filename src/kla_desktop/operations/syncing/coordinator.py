"""The coordinator's side of a sync round: bundles of all stations come in, replies go out, and only then inboxes empty.

Nothing is taken from an inbox before its receipt lies in the station's outbox (or the station has acknowledged it).
"""

import shutil

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId, StationId
from kla_desktop.model.journal import Draft, Kind, position
from kla_desktop.model.station import Trust
from kla_desktop.operations.hub.access import change_state, check_mark, hub_state
from kla_desktop.operations.reply import ReplyRequest, reply
from kla_desktop.operations.syncing.round import PUT_OFF_SECONDS, Round, is_of_one
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.office_table import BundleRow
from kla_desktop.store.transfer_table import Transfer, TransferState
from kla_desktop.transport.hub import INBOX, HubMark, Place, write_mark
from kla_desktop.transport.hub_fetching import (
    NotYet,
    Reply,
    Spoilt,
    bundles_of,
    discard,
    fetch,
    list_replies,
    places_of,
    put_reply,
    read_commit,
    remove,
    remove_reply,
    stations,
)
from kla_desktop.transport.remote import Key, NotThere, TryLater, key

_SPARE = 64 << 20
_FOR_EVER = 96 * PUT_OFF_SECONDS
"""What was fetched whole and refused would be refused again; a day passes before it is even thought of."""


def unanswered(ws: Workspace) -> list[BundleRow]:
    """Replies that their stations have not acknowledged, oldest first."""
    known = ws.store.local.acknowledgements()
    found = [row for row in _replies(ws) if row.number > known.get(row.recipient, 0)]
    return sorted(found, key=lambda row: (row.recipient, row.number))


def _replies(ws: Workspace) -> list[BundleRow]:
    """What went to stations and hubs below."""
    return [row for row in ws.store.offices.bundles(sender=ws.me) if row.recipient != ws.store.above]


def waiting_replies(ws: Workspace) -> list[BundleRow]:
    """Those of them that do not lie on the hub."""
    known = ws.store.transfers.all()
    return [row for row in unanswered(ws) if row.id not in known]


def coordinator_round(work: Round) -> Changes:
    """Fetch, receive, reply, empty. Raises RemoteError, Fixable(DISK_FULL); and Cancelled."""
    ws = work.ws
    if not hub_state(ws).marked:
        check_mark(ws, work.remote)
        write_mark(work.remote, HubMark(ws.me, (ws.station.keys[-1].sign,)))
        change_state(ws, marked=True)
    received: list[tuple[StationId, BundleId]] = []
    listed: set[Key] = set()
    for station in stations(work.remote):
        bundles = bundles_of(work.remote, station)
        listed.update(_inbox(station, bundle) for bundle in bundles)
        received += _fetch_station(work, station, bundles)
    _forget_gone(ws, listed)
    changes = reply(ws, ReplyRequest(), work.progress).changes
    changes |= _put_replies(work)
    _empty(work, received)
    return changes


def _inbox(station: StationId, bundle: BundleId) -> Key:
    return key(INBOX, station, bundle)


def _forget_gone(ws: Workspace, listed: set[Key]) -> None:
    """What does not lie in an inbox any more has no need to be put off."""
    gone = [place for place in ws.store.transfers.places_put_off(INBOX) if "/".join(place.split("/")[:3]) not in listed]
    if gone:
        with ws.transaction():
            for place in gone:
                ws.store.transfers.drop_put_off(place)


def _fetch_station(work: Round, station: StationId, bundles: list[BundleId]) -> list[tuple[StationId, BundleId]]:
    """Bring what is new of one station; give what lies there and was received at some time."""
    ws, received = work.ws, []
    known = ws.store.offices.station(station)
    held = {one.bundle for one in ws.store.local.held(station)}
    for bundle in bundles:
        work.stopper.check()
        if ws.store.local.arrival(bundle) is None and bundle not in held:
            if known is not None and known.trust is Trust.REVOKED:
                continue
            for place in places_of(work.remote, station, bundle):
                _fetch_place(work, place)
        if ws.store.local.arrival(bundle) is not None:
            received.append((station, bundle))
    return received


def _fetch_place(work: Round, place: Place) -> None:
    """Bring one complete upload and take it in; what is wrong with it alone does not stop the round."""
    size = 0
    try:
        if work.is_put_off(place.folder, size):
            return
        told = read_commit(work.remote, place)
        size = told.digest.size
        _need_room(work, 2 * size + _SPARE)
        work.begin("fetching", size, (0, 1))
        path = work.arriving / f"{place.bundle}-{place.start}.kla"
        fetch(work.remote, told, path, work.watch)
        work.moved += size
    except Spoilt as error:
        discard(work.remote, place, error.parts)  # so that the sender sees what is missing and sends it again
        work.fail(place.bundle, error)
        return
    except (NotYet, NotThere) as error:
        work.put_off(place.folder, 0, error, 60)
        work.fail(place.bundle, error)
        return
    except Fixable as error:
        if work.stopper.stopped or not is_of_one(error) or error.code is ErrorCode.DISK_FULL:
            raise
        work.put_off(place.folder, 0, error)
        work.fail(place.bundle, error)
        return
    for refused in work.take_in(path).refused:
        work.put_off(place.folder, 0, refused.error, _FOR_EVER)
        work.fail(place.bundle, refused.error)


def _need_room(work: Round, needed: int) -> None:
    free = shutil.disk_usage(work.arriving).free
    if free < needed:
        raise Fixable(ErrorCode.DISK_FULL, needed=needed, free=free, path=str(work.ws.store.folder))


def _put_replies(work: Round) -> Changes:
    """Put every reply that its station has not acknowledged, and look whether those put before still lie there."""
    ws, changes = work.ws, Changes.NOTHING
    known = ws.store.transfers.all()
    rows = unanswered(ws)
    there = {station: {one.bundle for one in list_replies(work.remote, station)} for station in _recipients(rows)}
    fresh = [row for row in rows if row.id not in there[row.recipient]]
    if fresh:
        work.begin("uploading", sum(row.size for row in fresh), (0, len(fresh)))
    for row in rows:
        if row in fresh:
            one = Reply(row.recipient, row.id, row.size)
            put_reply(work.remote, one, ws.store.outbox / f"{row.id}.kla", work.watch)
            work.moved += row.size
            work.sent.append(row.id)
        if row in fresh or row.id not in known:
            with ws.transaction():
                ws.store.transfers.keep(Transfer(row.id, row.size, TransferState.SENT, 0, row.size, at=work.now))
                if not row.handed_at:
                    ws.record([Draft(Kind.HANDED_OVER, row.id, {"to": work.name})])
            changes = Changes.BUNDLES
    _take_back(work, {row.id for row in rows})
    return changes


def _recipients(rows: list[BundleRow]) -> set[StationId]:
    return {row.recipient for row in rows}


def _take_back(work: Round, unacknowledged: set[BundleId]) -> None:
    """Remove replies that their stations have acknowledged."""
    ws = work.ws
    known = ws.store.transfers.all()
    for row in _replies(ws):
        if row.id in known and row.id not in unacknowledged:
            remove_reply(work.remote, Reply(row.recipient, row.id, row.size))
            with ws.transaction():
                ws.store.transfers.drop(row.id)


def _empty(work: Round, received: list[tuple[StationId, BundleId]]) -> None:
    """Remove from inboxes what was received and whose receipt is out.

    What a hub still shows afterwards (it caches its listings, or does not do what it says) is left alone for a while.
    """
    ws = work.ws
    out = {row.id for row in unanswered(ws)} & ws.store.transfers.all().keys()
    replies = _replies(ws)
    about = ws.store.journal.about([bundle for _, bundle in received])
    for station, bundle in received:
        inbox = _inbox(station, bundle)
        if work.is_put_off(inbox, 0):
            continue
        said = [event for event in about[bundle] if event.kind == Kind.RECEIVED and event.station == ws.me]
        if not said:
            continue
        sender = StationId(said[0].data["sender"])
        since = position(said[0].epoch, said[0].seq)
        acknowledged = ws.store.local.acknowledged_by(sender)
        is_out = any(
            row.recipient == sender and row.until >= since and (row.id in out or row.number <= acknowledged)
            for row in replies
        )
        if is_out:
            for place in places_of(work.remote, station, bundle):
                remove(work.remote, place)
                work.removed += 1
                work.put_off(inbox, 0, TryLater(ErrorCode.HUB_BUSY))
