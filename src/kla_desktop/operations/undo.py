"""Take back a deed of this station, or do it again. Survives a restart: the journal knows the steps."""

from collections.abc import Iterable
from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.deeds import again, opposite, touched
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import DeedId, EvidenceId
from kla_desktop.model.journal import Draft, Event, Kind
from kla_desktop.operations.habits import learn
from kla_desktop.operations.review import need_still_here
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.office_table import Deed
from kla_desktop.system.progress import Progress

_TOUCHES = Changes.EVIDENCE | Changes.TAGS | Changes.REVIEWS


@dataclass(frozen=True, slots=True)
class UndoRequest:
    """Undo the newest standing deed, or this one; with `redo` the other way."""

    redo: bool = False
    deed: DeedId | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """The deed that was taken back or done again."""

    deed: Deed
    changes: Changes


def undo(ws: Workspace, request: UndoRequest, progress: Progress) -> Undone:
    """Append the opposite of a deed, or redo the one undone last.

    Raises Fixable: NOTHING_TO_UNDO, NOTHING_TO_REDO, VERDICT_LEFT, and UNDO_LATER_FIRST where a newer deed that stands
    touched the same.
    """
    progress.checkpoint()
    with ws.transaction():
        deed = _asked(ws, request)
        if deed is None:
            raise Fixable(ErrorCode.NOTHING_TO_REDO if request.redo else ErrorCode.NOTHING_TO_UNDO)
        done = ws.store.journal.of_deed(deed.id)
        if not request.redo:
            _need_last(ws, deed, done)
            _need_here(ws, done)
        mark = Draft(Kind.REDONE if request.redo else Kind.UNDONE, deed.id, {})
        ws.record([mark, *(again(done) if request.redo else opposite(done))])
    learn(ws)
    return Undone(deed, _TOUCHES)


def _asked(ws: Workspace, request: UndoRequest) -> Deed | None:
    offices = ws.store.offices
    if request.redo:
        return offices.to_redo()
    if request.deed is None:
        return offices.to_undo()
    deed = offices.deed(request.deed)
    return deed if deed is not None and deed.state == "done" else None


def _need_last(ws: Workspace, deed: Deed, done: Iterable[Event]) -> None:
    """No newer deed that stands may have touched the same: its opposite would be told of another state."""
    later = ws.store.offices.standing_after(deed.id)
    if not later:
        return
    mine = touched(done)
    said = (event for events in ws.store.journal.about(sorted(mine)).values() for event in events)
    if any(event.deed in later for event in said):
        raise Fixable(ErrorCode.UNDO_LATER_FIRST)


def _need_here(ws: Workspace, done: Iterable[Event]) -> None:
    """A verdict that has left with a reply is not taken back in silence."""
    words = {EvidenceId(event.subject): event for event in done if event.kind == Kind.REVIEWED}
    for evidence, item in ws.store.evidence.find(list(words)).items():
        need_still_here(ws, item, words[evidence])
