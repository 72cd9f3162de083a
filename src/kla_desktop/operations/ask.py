"""The secretariat asks a station for one kind of evidence by a date, or closes such a request."""

from dataclasses import dataclass

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import IndicatorSlug, RequestId, SlotSlug, StationId
from kla_desktop.model.journal import Draft, Kind
from kla_desktop.model.request import Request, RequestState
from kla_desktop.model.voices import Right
from kla_desktop.operations.describe import read_date
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class AskRequest:
    """Whom, for what, until when (ISO date or empty)."""

    station: StationId
    indicator: IndicatorSlug
    slot: SlotSlug | None = None
    due: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CloseRequest:
    """Stop waiting for an answer."""

    request: RequestId


@dataclass(frozen=True, slots=True)
class Asked:
    """The request as it now stands."""

    request: Request
    changes: Changes


def ask(ws: Workspace, request: AskRequest, progress: Progress) -> Asked:
    """Ask. Raises Fixable: WRONG_ROLE, DESK_WITHOUT_RIGHT, NO_SUCH_STATION (_INDICATOR, _SLOT), BAD_DATE."""
    progress.checkpoint()
    ws.need_right(Right.REQUEST)
    if ws.store.offices.station(request.station) is None:
        raise Fixable(ErrorCode.NO_SUCH_STATION, station=request.station)
    indicator = ws.catalogue.find(request.indicator).slug
    slot = ws.catalogue.slot(indicator, request.slot).slug if request.slot else None
    new = RequestId(ws.tools.new_id())
    data = {
        "station": request.station,
        "indicator": indicator,
        "slot": slot,
        "due": read_date(request.due) or None,
        "note": request.note.strip(),
    }
    ws.record([Draft(Kind.REQUESTED, new, data)])
    return _asked(ws, new)


def close_request(ws: Workspace, request: CloseRequest, progress: Progress) -> Asked:
    """Close; what was answered or closed stays so. Raises Fixable: WRONG_ROLE, DESK_WITHOUT_RIGHT, NO_SUCH_REQUEST."""
    progress.checkpoint()
    ws.need_right(Right.REQUEST)
    with ws.transaction():
        found = ws.store.offices.request(request.request)
        if found is None:
            raise Fixable(ErrorCode.NO_SUCH_REQUEST, request=request.request)
        if found.state is RequestState.OPEN:
            ws.record([Draft(Kind.REQUEST_CLOSED, request.request, {})])
        return _asked(ws, request.request)


def _asked(ws: Workspace, request: RequestId) -> Asked:
    found = ws.store.offices.request(request)
    if found is None:
        raise Fixable(ErrorCode.LIBRARY_DAMAGED)
    return Asked(found, Changes.REVIEWS)
