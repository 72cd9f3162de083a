"""However an item's state or kind changes, a search with filters shows what the list with the same filters shows."""

from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.model.evidence import State, Verdict
from kla_desktop.model.evidence_kind import EvidenceKind
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Filter
from kla_desktop.operations.describe import DescribeRequest, describe
from kla_desktop.operations.hand_over import HandOverRequest, hand_over
from kla_desktop.operations.pack import PackRequest, pack
from kla_desktop.operations.receive import ReceiveRequest, receive
from kla_desktop.operations.review import ReviewRequest, review
from kla_desktop.operations.tag import TagRequest, tag
from kla_desktop.operations.undo import UndoRequest, undo
from kla_desktop.operations.withdraw import WithdrawRequest, withdraw
from kla_desktop.operations.workspace import Workspace
from tests.operations.town import SILENT, Town, photo, take, town

_FILTERS = (
    *(Filter(states=frozenset({state})) for state in State),
    Filter(states=frozenset({State.NEW, State.SENT, State.RETURNED})),
    Filter(states=frozenset({State.NEW, State.TAGGED}), untagged=True),
    Filter(states=frozenset({State.SENT}), untagged=True),
    Filter(untagged=True),
    Filter(withdrawn=True),
    *(Filter(group=group) for group in ("photo", "document")),
    *(Filter(kind=kind) for kind in ("photo", "minutes")),
    Filter(machine_read=True),
    Filter(states=frozenset({State.TAGGED}), group="photo", kind="minutes"),
)


@pytest.fixture(params=[3000, 1], ids=["by number", "by the index"])
def looked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hits are sifted by their numbers, or, where few pass, the index is asked; both have to say the same."""
    monkeypatch.setattr("kla_desktop.store.search._LOOKED", request.param)


@pytest.mark.usefixtures("looked")
def test_searches_follow_what_happens_to_items(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.introduce(here.village)
        first, *others = _items(here)
        slug = here.village.catalogue.find("13").slug
        assert _state(here.village, first) is State.NEW
        tag(here.village, TagRequest((first, *others), (slug,)), SILENT)
        assert _state(here.village, first) is State.TAGGED
        undo(here.village, UndoRequest(), SILENT)
        assert _state(here.village, first) is State.NEW
        undo(here.village, UndoRequest(redo=True), SILENT)
        describe(here.village, DescribeRequest((first,), kind=EvidenceKind.MINUTES), SILENT)
        assert _state(here.village, first) is State.TAGGED
        pack(here.village, PackRequest(), SILENT)
        assert _state(here.village, first) is State.PACKED
        hand_over(here.village, HandOverRequest(here.stick), SILENT)
        assert _state(here.village, first) is State.SENT
        receive(here.desk, ReceiveRequest((here.stick,)), SILENT)
        assert _state(here.desk, first) is State.RECEIVED
        here.carry(here.desk, here.village)
        assert _state(here.village, first) is State.RECEIVED
        for verdict, state in ((Verdict.RETURN, State.RETURNED), (Verdict.ACCEPT, State.ACCEPTED)):
            review(here.desk, ReviewRequest((first,), verdict, slug, reason="photo_unclear"), SILENT)
            assert _state(here.desk, first) is state
        here.carry(here.desk, here.village)
        assert _state(here.village, first) is State.ACCEPTED
        withdraw(here.village, WithdrawRequest((others[0],)), SILENT)
        assert _state(here.village, others[0]) is State.WITHDRAWN
        withdraw(here.village, WithdrawRequest((others[0],), reinstate=True), SILENT)
        with here.village.transaction():
            here.village.store.search.set_read_text([("papan nama kegiatan", others[0])])
        assert _state(here.village, others[0]) is State.RECEIVED
        here.village.store.index.empty()
        while here.village.store.index.catch_up():
            pass
        assert _state(here.village, first) is State.ACCEPTED


def _items(here: Town) -> list[EvidenceId]:
    files = [photo(here.folder / f"kegiatan {shade}.png", shade) for shade in (1, 2, 3)]
    return [added.id for added in take(here.village, *files).added]


def _state(ws: Workspace, evidence: EvidenceId) -> State:
    """The state of an item, once every filter has been seen to find the same with words and without."""
    items = ws.store.evidence
    named = {row for row, _ in items.rows(Filter(withdrawn=True)) if "kegiatan" in items.items([row])[0].name}
    for wanted in _FILTERS:
        listed = {row for row, _ in items.rows(wanted)} & named
        hits = ws.store.search.find(replace(wanted, text="kegiatan"))
        assert {hit.row for hit in hits.items} == listed, wanted
        assert hits.total == len(listed)
    return ws.find([evidence])[0].state
