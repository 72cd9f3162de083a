"""A station's side of a sync round: replies come in, bundles go out; what was sent is looked after until receipted."""

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import BundleId
from kla_desktop.operations.syncing.round import Round
from kla_desktop.operations.syncing.sending import look, send_bundle
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.office_table import BundleRow
from kla_desktop.store.transfer_table import TransferState
from kla_desktop.transport.hub_fetching import Reply, fetch_reply, list_replies


def outgoing(ws: Workspace) -> list[BundleRow]:
    """Bundles that are the hub's business, oldest first: never handed over, or begun here and not receipted."""
    known = ws.store.transfers.all()
    rows = [
        row
        for row in ws.store.offices.bundles(sender=ws.me, recipient=ws.store.above)
        if not row.received_at and (not row.handed_at or row.id in known)
    ]
    return sorted(rows, key=lambda row: (row.recipient, row.number))


def waiting(ws: Workspace) -> list[BundleRow]:
    """Those of them that do not lie whole on the hub."""
    known = ws.store.transfers.all()
    return [row for row in outgoing(ws) if row.id not in known or known[row.id].state is not TransferState.SENT]


def station_round(work: Round) -> Changes:
    """Receive replies, send what waits. Raises RemoteError, Fixable: DISK_FULL; and Cancelled."""
    ws, changes = work.ws, Changes.NOTHING
    _fetch_replies(work)
    _forget_receipted(ws)
    known = ws.store.transfers.all()
    rows = outgoing(ws)
    sending = [row for row in rows if row.id not in known or known[row.id].state is not TransferState.SENT]
    for count, row in enumerate(sending):
        before = known.get(row.id)
        if before and not work.is_due(before.next_at):
            continue
        if send_bundle(work, row, (count, len(sending))):
            work.sent.append(row.id)
        changes |= Changes.BUNDLES | Changes.TAGS
    for row in rows:
        if row not in sending:
            changes |= _look_after(work, row)
    return changes


def _look_after(work: Round, row: BundleRow) -> Changes:
    """See that what was sent still lies there; a hub may lose or spoil it until the receipt is back."""
    seen = look(work, row)
    if seen.is_sent:
        return Changes.NOTHING
    if not seen.held and not seen.committed:
        _fetch_replies(work)  # perhaps it was received just now and taken away
        _forget_receipted(work.ws)
        if row.id not in work.ws.store.transfers.all():
            return Changes.BUNDLES
    before = work.moved
    send_bundle(work, row, (0, 1))
    return Changes.BUNDLES if work.moved != before else Changes.NOTHING


def _fetch_replies(work: Round) -> None:
    ws = work.ws
    replies = list_replies(work.remote, ws.me)
    news = [
        one for one in replies if ws.store.local.arrival(one.bundle) is None and not work.is_put_off(one.key, one.size)
    ]
    if news:
        work.begin("fetching", sum(one.size for one in news), (0, len(news)))
    for one in news:
        _fetch_one(work, one)


def _fetch_one(work: Round, reply: Reply) -> None:
    path = work.arriving / f"{reply.bundle}.kla"
    fetch_reply(work.remote, reply, path, work.watch)
    work.moved += reply.size
    result = work.take_in(path)
    if result.accepted:
        with work.ws.transaction():
            work.ws.store.transfers.drop_put_off(reply.key)
    for refused in result.refused:
        work.put_off(reply.key, reply.size, refused.error)
        work.fail(reply.bundle, refused.error)


def _forget_receipted(ws: Workspace) -> None:
    known = ws.store.offices.bundles(sender=ws.me, ids=list(ws.store.transfers.all()))
    gone: list[BundleId] = [row.id for row in known if row.received_at]
    if gone:
        with ws.transaction():
            for bundle in gone:
                ws.store.transfers.drop(bundle)
