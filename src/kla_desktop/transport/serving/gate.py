"""Stands before the WebDAV server of the embedded hub: who is it, may they, is there room; only then it is passed on.

What reaches the server behind is a request made anew here from what was judged: its address, method, size, range and
depth. Nothing else that a visitor wrote gets through, bodies of questions included.
"""

import contextlib
import io
import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Protocol

from kla_desktop.model.hub_account import Accounts, Door, Visitor
from kla_desktop.model.ids import StationId
from kla_desktop.transport.serving.asked import (
    MOST_QUESTION,
    QUESTION,
    RANGE,
    App,
    Asked,
    Behind,
    Body,
    Environ,
    Refused,
    StartResponse,
    basic,
    destination,
    drain,
    judge_framing,
    made_anew,
    refuse,
)
from kla_desktop.transport.serving.limits import Full, Guests, Ledger, Limits
from kla_desktop.transport.serving.rules import METHODS, Spot, read_target, refusal, refusal_to_move, shown_path

_log = logging.getLogger("kla_desktop.hub")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as the access log has it: no name of a person, file or bundle."""

    station: StationId
    door: str
    method: str
    place: str
    status: int
    size: int


class Ear(Protocol):
    """Is told of every request."""

    def __call__(self, visit: Visit, /) -> None:
        """Take note; must be quick and must not raise."""


class Gate:
    """The WSGI application that the server runs."""

    def __init__(self, behind: App, folder: Path, accounts: Callable[[], Accounts], limits: Limits, ear: Ear) -> None:
        self._behind, self._folder, self._accounts = behind, folder, accounts
        self._limits, self._ear = limits, ear
        self._ledger, self._guests = Ledger(folder, limits), Guests(limits)
        self._moving = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        request = Asked(environ)
        try:
            yield from self._answer(request, environ, start_response)
        except Refused as refused:
            yield from refuse(request, refused, start_response)
        finally:
            if request.entered:
                self._guests.leave(request.station)
            self._note(request)

    def _answer(self, request: Asked, environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        accounts = self._accounts()
        visitor = self._visitor(environ, accounts)
        request.visitor, request.station = visitor, visitor.station
        spot = self._judge(request, environ, visitor)
        if not self._guests.enter(visitor.station):
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, after=5, close=True)
        request.entered = True
        inner = made_anew(environ, spot)
        match request.method:
            case "OPTIONS":
                allowed = [("Allow", ", ".join(METHODS)), ("DAV", "1"), ("Content-Length", "0")]
                start_response(request.says(HTTPStatus.OK), allowed)
            case "PROPFIND":
                yield from self._list(request, environ, inner, start_response)
            case "PUT":
                yield from self._put(request, environ, inner, start_response, accounts)
            case "MKCOL":
                yield from self._make(request, inner, start_response, accounts)
            case "MOVE":
                yield from self._move(request, environ, inner, start_response)
            case "DELETE":
                yield from self._delete(request, inner, start_response)
            case _:
                yield from self._read(request, environ, inner, start_response)

    def _judge(self, request: Asked, environ: Environ, visitor: Visitor) -> Spot:
        """Say what the address names, if the request may go on."""
        if request.method not in METHODS:
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, close=True)
        judge_framing(request, self._limits)
        spot = read_target(str(environ.get("REQUEST_URI", "")))
        status = refusal(visitor, request.method, spot) if spot else HTTPStatus.FORBIDDEN
        if status is not None or spot is None:
            raise Refused(status or HTTPStatus.FORBIDDEN, close=request.size > 0)
        request.spot = spot
        return spot

    def _visitor(self, environ: Environ, accounts: Accounts) -> Visitor:
        said = str(environ.get("HTTP_AUTHORIZATION", ""))
        user, password = basic(said)
        visitor = accounts.visitor(user, password)
        if visitor and visitor.door is Door.INTAKE and not self._guests.claim(visitor.station, visitor.proof):
            visitor = None
        if visitor is None:
            address = str(environ.get("REMOTE_ADDR", ""))
            wait = self._guests.wrong(f"a {address}", f"u {user[:64]}") if said else 0
            status = HTTPStatus.TOO_MANY_REQUESTS if wait else HTTPStatus.UNAUTHORIZED
            raise Refused(status, after=wait, close=True)
        return visitor

    def _list(self, request: Asked, environ: Environ, inner: Environ, start_response: StartResponse) -> Iterator[bytes]:
        depth = environ.get("HTTP_DEPTH", "infinity")
        if depth not in {"0", "1"}:
            raise Refused(HTTPStatus.FORBIDDEN, close=request.size > 0)
        if request.size > MOST_QUESTION:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, close=True)
        drain(environ, request.size)
        inner |= {"HTTP_DEPTH": depth, "CONTENT_LENGTH": str(len(QUESTION)), "wsgi.input": io.BytesIO(QUESTION)}
        inner["CONTENT_TYPE"] = "application/xml"
        yield from self._pass_on(request, inner, start_response)

    def _put(
        self,
        request: Asked,
        environ: Environ,
        inner: Environ,
        start_response: StartResponse,
        accounts: Accounts,
    ) -> Iterator[bytes]:
        target, station = self._disk(request.known_spot), request.station
        if target.exists():
            raise Refused(HTTPStatus.PRECONDITION_FAILED, close=True)
        if not target.parent.is_dir():
            raise Refused(HTTPStatus.CONFLICT, close=True)
        counted = self._take(request, request.size, accounts)
        body = Body(environ["wsgi.input"], request.size)
        inner |= {"wsgi.input": body, "CONTENT_LENGTH": str(request.size)}
        try:
            yield from self._pass_on(request, inner, start_response, body)
        finally:
            if body.left or request.status >= HTTPStatus.BAD_REQUEST:  # cut short: nothing half stays
                with contextlib.suppress(OSError):
                    target.unlink()
                if counted:
                    self._ledger.give_back(station, request.size)

    def _make(
        self, request: Asked, inner: Environ, start_response: StartResponse, accounts: Accounts
    ) -> Iterator[bytes]:
        counted = not self._disk(request.known_spot).exists() and self._take(request, 0, accounts)
        yield from self._pass_on(request, inner, start_response)
        if counted and request.status >= HTTPStatus.BAD_REQUEST:
            self._ledger.give_back(request.station, 0)

    def _move(self, request: Asked, environ: Environ, inner: Environ, start_response: StartResponse) -> Iterator[bytes]:
        to = destination(environ)
        if to is None or not request.visitor:
            raise Refused(HTTPStatus.FORBIDDEN)
        status = refusal_to_move(request.visitor, request.known_spot, to)
        if status is not None:
            raise Refused(status)
        here = f"{environ.get('wsgi.url_scheme', 'https')}://{environ.get('HTTP_HOST', '')}"
        inner |= {"HTTP_DESTINATION": f"{here}{to.path}", "HTTP_OVERWRITE": "F"}
        with self._moving:  # looking and renaming are two steps behind: one at a time
            if self._disk(to).exists():
                raise Refused(HTTPStatus.PRECONDITION_FAILED)
            yield from list(self._pass_on(request, inner, start_response))

    def _read(self, request: Asked, environ: Environ, inner: Environ, start_response: StartResponse) -> Iterator[bytes]:
        if self._disk(request.known_spot).is_dir():
            raise Refused(HTTPStatus.FORBIDDEN)
        wanted = str(environ.get("HTTP_RANGE", ""))
        if RANGE.fullmatch(wanted):
            inner["HTTP_RANGE"] = wanted
        yield from self._pass_on(request, inner, start_response)

    def _delete(self, request: Asked, inner: Environ, start_response: StartResponse) -> Iterator[bytes]:
        target = self._disk(request.known_spot)
        if target.is_dir():
            if not request.visitor or request.visitor.door is not Door.DESK:
                raise Refused(HTTPStatus.FORBIDDEN)
            try:
                target.rmdir()  # ours, not the server's: that one would take along what came in meanwhile
            except OSError:
                raise Refused(HTTPStatus.CONFLICT) from None
            start_response(request.says(HTTPStatus.NO_CONTENT), [("Content-Length", "0")])
            return
        size = self._size(request.known_spot)
        yield from self._pass_on(request, inner, start_response)
        if request.status < HTTPStatus.BAD_REQUEST and request.visitor and request.visitor.door is not Door.DESK:
            self._ledger.give_back(request.station, size)

    def _take(self, request: Asked, size: int, accounts: Accounts) -> bool:
        visitor = request.visitor
        if visitor is None or visitor.door is Door.DESK:
            return False
        try:
            known = visitor.door is Door.STATION
            self._ledger.take(visitor.station, size, known=known, accepted=accounts.stations)
        except Full as full:
            raise Refused(
                HTTPStatus.INSUFFICIENT_STORAGE if full.everybody or known else HTTPStatus.TOO_MANY_REQUESTS,
                after=0 if full.everybody or known else 3600,
                close=True,
            ) from None
        return True

    def _pass_on(
        self, request: Asked, inner: Environ, start_response: StartResponse, body: Body | None = None
    ) -> Iterator[bytes]:
        answer = Behind()
        chunks = self._behind(inner, answer)
        try:
            begun = False
            for chunk in chunks:
                if body is not None and body.broken:
                    raise Refused(HTTPStatus.REQUEST_TIMEOUT, close=True)
                if not begun:
                    request.status, begun = answer.code, True
                    start_response(answer.status, answer.safe_headers)
                if answer.speaks:
                    request.sent += len(chunk)
                    yield chunk
            if not begun:
                request.status = answer.code
                start_response(answer.status, answer.safe_headers)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()

    def _disk(self, spot: Spot) -> Path:
        return self._folder.joinpath(*spot.segments)

    def _size(self, spot: Spot) -> int:
        try:
            return self._disk(spot).stat().st_size
        except OSError:
            return 0

    def _note(self, request: Asked) -> None:
        door = request.visitor.door.value if request.visitor else ""
        method = request.method if request.method in METHODS else "OTHER"
        size = request.size if request.method == "PUT" else request.sent
        visit = Visit(request.station, door, method, shown_path(request.spot), request.status, size)
        level = logging.DEBUG if visit.status == HTTPStatus.TOO_MANY_REQUESTS else logging.INFO  # a flood tells nothing
        _log.log(level, "hub: %s %s %s %s %d", visit.station[-6:], visit.method, visit.place, visit.status, visit.size)
        self._ear(visit)


def sweep(folder: Path, before: float) -> int:
    """Remove what visitors left unfinished and nobody touched since `before` (seconds of the epoch); count it."""
    gone = 0
    for path in folder.glob("inbox/*/*/*/*.tmp"):
        with contextlib.suppress(OSError):
            if os.lstat(path).st_mtime < before:
                path.unlink()
                gone += 1
    return gone
