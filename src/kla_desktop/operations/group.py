"""Put items together as one activity, add to one, or rename it. A batch is one deed: one step of undo."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kla_desktop.model.activity_groups import title_for
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import ActivityId, DeedId, EvidenceId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.listing import Item
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class GroupRequest:
    """Items that are of one event. Those that have an activity bring the others into it; of several the larger wins.

    `activity` names the one to add to; without items it is renamed. `title` None: the activity keeps its own, a new one
    gets what its items say.
    """

    evidence: tuple[EvidenceId, ...] = ()
    title: str | None = None
    activity: ActivityId | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """The activity, and the items that changed."""

    activity: ActivityId
    title: str
    evidence: tuple[EvidenceId, ...]
    deed: DeedId | None
    changes: Changes


def group(ws: Workspace, request: GroupRequest, progress: Progress) -> Grouped:
    """Group in one transaction. Raises Fixable: NO_SUCH_EVIDENCE, NO_SUCH_ACTIVITY, NOT_YOURS."""
    progress.checkpoint()
    with ws.transaction():
        activity, title, drafts = drafts_of(ws, request)
        events = ws.record(drafts)
    touched = tuple(EvidenceId(event.subject) for event in events)
    deed = DeedId(events[0].deed) if events else None
    return Grouped(activity, title, touched, deed, Changes.EVIDENCE if events else Changes.NOTHING)


def drafts_of(ws: Workspace, request: GroupRequest) -> tuple[ActivityId, str, list[Draft]]:
    """Say what has to be recorded; inside a transaction of the caller."""
    items = ws.find_own(request.evidence)
    activity = request.activity or _largest(items)
    if not activity and not items:
        raise Fixable(ErrorCode.NO_SUCH_EVIDENCE, id="")
    known = ws.store.activities.title(activity, ws.me) if activity else None
    if request.activity and known is None:
        raise Fixable(ErrorCode.NO_SUCH_ACTIVITY, activity=request.activity)
    activity = activity or ActivityId(ws.tools.new_id())
    title = (request.title if request.title is not None else known if known is not None else _title(ws, items)).strip()
    if known is not None and title != known:  # a new name is told by every item, so that each tells it alone
        rest = set(request.evidence)
        items += ws.find([each for each in ws.store.activities.members(activity, ws.me) if each not in rest])
    drafts = [
        Draft(Kind.GROUPED, item.id, {"activity": activity, "title": title, "was": was(item)})
        for item in items
        if item.activity != activity or item.activity_title != title
    ]
    return activity, title, drafts


def was(item: Item) -> dict[str, str] | None:
    """Return where an item stood, as events keep it for undo."""
    return {"activity": item.activity, "title": item.activity_title} if item.activity else None


def _largest(items: Sequence[Item]) -> ActivityId | None:
    counts = Counter(item.activity for item in items if item.activity)
    return min(counts, key=lambda each: (-counts[each], each), default=None)


def _title(ws: Workspace, items: Sequence[Item]) -> str:
    texts = {item.id: ws.store.search.text_of(item.id).whole for item in items if item.kind not in {"photo", "video"}}
    return title_for([item.title for item in items], [(item.name, texts.get(item.id)) for item in items])
