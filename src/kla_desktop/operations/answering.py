"""Which open requests to this station are answered by what it hands over."""

from collections.abc import Sequence

from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.listing import Item
from kla_desktop.model.request import RequestState
from kla_desktop.operations.workspace import Workspace


def fulfil(ws: Workspace, items: Sequence[Item]) -> list[Draft]:
    """Say which open requests these items answer."""
    drafts: list[Draft] = []
    for asked in ws.store.offices.requests(ws.me):
        if asked.state is not RequestState.OPEN:
            continue
        answer = next(
            (
                item.id
                for item in items
                for tag in item.tags
                if tag.indicator == asked.indicator and asked.slot in (None, tag.slot)
            ),
            None,
        )
        if answer:
            drafts.append(Draft(Kind.FULFILLED, asked.id, {"evidence": answer}))
    return drafts
