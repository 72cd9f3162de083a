"""Take back the last deed of this station, or do it again. Survives a restart: the journal knows the steps."""

from collections.abc import Iterable
from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.deeds import again, opposite
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.journal import Draft, Event, Kind
from kla_desktop.operations.habits import learn
from kla_desktop.operations.review import need_still_here
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.office_table import Deed
from kla_desktop.system.progress import Progress

_TOUCHES = Changes.EVIDENCE | Changes.TAGS | Changes.REVIEWS


@dataclass(frozen=True, slots=True)
class UndoRequest:
    """Undo, or with `redo` the other way."""

    redo: bool = False


@dataclass(frozen=True, slots=True)
class Undone:
    """The deed that was taken back or done again."""

    deed: Deed
    changes: Changes


def undo(ws: Workspace, request: UndoRequest, progress: Progress) -> Undone:
    """Append the opposite of the newest standing deed, or redo the one undone last.

    Raises Fixable: NOTHING_TO_UNDO, NOTHING_TO_REDO, VERDICT_LEFT.
    """
    progress.checkpoint()
    with ws.transaction():
        deed = ws.store.offices.to_redo() if request.redo else ws.store.offices.to_undo()
        if deed is None:
            raise Fixable(ErrorCode.NOTHING_TO_REDO if request.redo else ErrorCode.NOTHING_TO_UNDO)
        done = ws.store.journal.of_deed(deed.id)
        if not request.redo:
            _need_here(ws, done)
        mark = Draft(Kind.REDONE if request.redo else Kind.UNDONE, deed.id, {})
        ws.record([mark, *(again(done) if request.redo else opposite(done))])
    learn(ws)
    return Undone(deed, _TOUCHES)


def _need_here(ws: Workspace, done: Iterable[Event]) -> None:
    """A verdict that has left with a reply is not taken back in silence."""
    words = {EvidenceId(event.subject): event for event in done if event.kind == Kind.REVIEWED}
    for evidence, item in ws.store.evidence.find(list(words)).items():
        need_still_here(ws, item, words[evidence])
