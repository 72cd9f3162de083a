"""A remote on WebDAV: Nextcloud, Apache, nginx, rclone, and the coordinator of our own.

An object is sent to a temporary name, its size is compared (some servers tell it in their answer already), and MOVE
with `Overwrite: F` gives it its name: that alone every server refuses rightly when the name is taken, and after a cut
no server leaves half an object under that name.
"""

import base64
import contextlib
import hashlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.transport.credentials import Credentials
from kla_desktop.transport.etag_sizes import EtagSizes
from kla_desktop.transport.http_bodies import object_body
from kla_desktop.transport.http_door import HttpDoor
from kla_desktop.transport.http_errors import Answer, is_portal, judge
from kla_desktop.transport.remote import (
    Abilities,
    AskUser,
    BytesSource,
    Key,
    Listing,
    ListingBuilder,
    NotThere,
    Occupied,
    Portal,
    Put,
    RemoteError,
    Source,
    Stop,
    TryLater,
    Watch,
    is_folder,
    parent,
    temporary_of,
    unwatched,
)
from kla_desktop.transport.safe_xml import Node, records

if TYPE_CHECKING:
    import httpx

_ASKED = (
    b'<?xml version="1.0" encoding="utf-8"?><D:propfind xmlns:D="DAV:">'
    b"<D:prop><D:getcontentlength/><D:resourcetype/></D:prop></D:propfind>"
)
_ROOT, _RESPONSE = frozenset({"DAV: multistatus"}), frozenset({"DAV: response"})
_MULTI = 207


class WebDavRemote:
    """Objects below `path` of one server."""

    def __init__(self, door: HttpDoor, path: str, credentials: Credentials | None = None) -> None:
        self._door = door
        self._path = "/" + "/".join(part for part in path.split("/") if part)  # not encoded, no slash at its end
        self._base = quote(self._path.rstrip("/"), safe="/~!$&'()*+,;=:@")
        self._authoriser = _Authoriser(credentials)
        self._known: set[str] = {""}
        self._making = threading.RLock()
        self._hashes = False
        self._sizes = EtagSizes()

    @property
    def abilities(self) -> Abilities:
        """It never overwrites; a checksum of what was stored comes from Nextcloud only."""
        return Abilities(conditional=True, checksum=self._hashes, moves=True, parts=True)

    def list(self, folder: str) -> Listing:
        """Ask for one folder: one PROPFIND."""
        if not is_folder(folder):
            raise ValueError("not a folder of ours")
        found = ListingBuilder()
        target = f"{self._base}/{folder}/" if folder else f"{self._base}/"
        try:
            with self._ask("PROPFIND", target, {"Depth": "1", "Content-Type": "application/xml"}, _ASKED) as answer:
                if is_portal(answer):
                    raise Portal
                judge(answer, _MULTI)
                for node in records(answer.chunks, _ROOT, _RESPONSE):
                    self._add(found, node, folder)
        except NotThere:
            if not folder:
                raise AskUser(ErrorCode.HUB_ADDRESS) from None
            return Listing()
        self._known.add(folder)
        return found.done()

    @contextlib.contextmanager
    def read(self, key: Key, offset: int = 0, length: int | None = None) -> Iterator[Iterator[bytes]]:
        """Open an object: one GET."""

        def get(headers: Mapping[str, str]) -> contextlib.AbstractContextManager[Answer]:
            return self._ask("GET", self._target(key), headers)

        with object_body(get, offset, length) as chunks:
            yield chunks

    def put_new(self, key: Key, source: Source, watch: Watch = unwatched) -> Put:
        """PUT to a temporary, HEAD unless the answer vouched for what was stored, MOVE: two or three requests."""
        temporary = temporary_of(key)
        self._make(parent(key))
        try:
            self._send_whole(temporary, source, watch)
            if self._move(temporary, key):
                return Put.STORED
            self._forget(temporary)
        except TryLater:
            raise  # the connection is bad: the temporary is removed at the next survey
        except Fixable:
            self._forget(temporary)
            raise
        there = self._size_of(key)
        if there == source.size:
            return Put.THERE
        if there < 0:  # the name was said to be taken
            raise TryLater(ErrorCode.HUB_BUSY)
        raise Occupied

    def delete(self, key: Key) -> None:
        """Remove an object."""
        with contextlib.suppress(NotThere), self._ask("DELETE", self._target(key)) as answer:
            if is_portal(answer):
                raise Portal
            judge(answer, HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.ACCEPTED)

    def remove_folder(self, folder: str) -> None:
        """Remove a folder if a listing finds nothing at all in it; servers would delete what is inside, too."""
        seen = self.list(folder)
        if not folder or seen.files or seen.folders or seen.temporaries or seen.passed_over:
            return
        self._known = {""}
        with contextlib.suppress(NotThere), self._ask("DELETE", f"{self._base}/{folder}/") as answer:
            judge(answer, HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.ACCEPTED)

    def abort(self) -> None:
        """Cut every connection."""
        self._door.abort()

    def close(self) -> None:
        """Close idle connections."""
        self._door.close()

    def _target(self, key: Key) -> str:
        return f"{self._base}/{key}"

    def _add(self, found: ListingBuilder, node: Node, folder: str) -> None:
        """Take one entry of a listing, if its address is one level below the folder asked for."""
        here = f"{self._path.rstrip('/')}/{folder}".rstrip("/") + "/"
        href = node.find("DAV: href") or ""
        try:
            path = urlsplit(href).path
        except ValueError:
            path = ""
        if not href.isprintable() or not self._door.origin.holds(href):  # urlsplit would swallow line breaks
            found.pass_over()
            return
        path = unquote(path, errors="replace")
        if path.rstrip("/") + "/" == here:
            return
        name = path[len(here) :].removesuffix("/")
        if not path.startswith(here) or not name or "/" in name:
            found.pass_over()
            return
        size, is_folder_of_theirs = -1, False
        for group in node.all("DAV: propstat"):
            if " 200" not in (group.find("DAV: status") or " 200"):
                continue
            for properties in group.all("DAV: prop"):
                said = properties.find("DAV: getcontentlength") or ""
                size = int(said) if said.isascii() and said.isdigit() and len(said) < 19 else size  # noqa: PLR2004
                kinds = list(properties.all("DAV: resourcetype"))
                is_folder_of_theirs |= any(below.tag == "DAV: collection" for kind in kinds for below in kind.nodes)
        found.add(name, size, is_folder=is_folder_of_theirs)

    def _make(self, folder: str) -> None:
        """Make a folder of ours unless it was seen; those above it only when the server misses them."""
        with self._making:  # two at once make some servers stumble
            if folder in self._known:
                return
            try:
                self._make_one(folder)
            except (NotThere, _Conflict):
                if not parent(Key(folder)):
                    raise AskUser(ErrorCode.HUB_ADDRESS) from None
                self._make(parent(Key(folder)))
                self._make_one(folder)
            self._known.add(folder)

    def _make_one(self, folder: str) -> None:
        with self._ask("MKCOL", f"{self._base}/{folder}/") as answer:
            _raise_conflict(answer)
            judge(answer, HTTPStatus.CREATED, HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.METHOD_NOT_ALLOWED)

    def _send_whole(self, temporary: Key, source: Source, watch: Watch) -> None:
        """Send to a temporary and see that the server has all of it."""
        try:
            stored = self._send(temporary, source, watch)
        except (NotThere, _Conflict):
            self._known = {""}  # somebody removed the folder
            self._make(parent(temporary))
            try:
                stored = self._send(temporary, source, watch)
            except (NotThere, _Conflict):
                raise TryLater(ErrorCode.HUB_BUSY) from None
        except TryLater as error:
            if error.code is not ErrorCode.HUB_UNREACHABLE:
                self._known = {""}  # nginx says 500 when the folder is gone
            raise
        if stored.is_checked or self._sizes.vouches(stored.etag, source.size):
            return
        if self._size_of(temporary, source.size) != source.size:
            raise TryLater(ErrorCode.HUB_BUSY)
        self._sizes.learn(stored.etag, source.size)

    def _send(self, temporary: Key, source: Source, watch: Watch) -> "_Stored":
        digest = hashlib.sha256() if self._hashes else None
        sent = _Hashed(source, digest) if digest else source
        headers = {"Content-Type": "application/octet-stream", "X-Hash": "sha256"}
        with self._ask("PUT", self._target(temporary), headers, sent, watch) as answer:
            _raise_conflict(answer)
            if answer.status == HTTPStatus.OK and is_portal(answer):
                raise Portal
            judge(answer, HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT)
            told, etag = answer.headers.get("x-hash-sha256", "").lower(), answer.headers.get("etag", "")
        if told:  # Nextcloud says what it stored
            if digest is None:
                digest = hashlib.sha256()
                for chunk in source.chunks():
                    digest.update(chunk)
            self._hashes = True
            if told != digest.hexdigest():
                raise TryLater(ErrorCode.HUB_BUSY)
        return _Stored(bool(told), etag)

    def _size_of(self, key: Key, expected: int = -1) -> int:
        """Ask how large an object is: HEAD, or PROPFIND where a server hides the length. -1 if it is not there."""
        with self._ask("HEAD", self._target(key)) as answer:
            if is_portal(answer) and answer.length != expected:
                raise Portal
            if answer.status == HTTPStatus.OK and answer.length is not None:
                return answer.length
            if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
                return -1
            judge(answer, HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.METHOD_NOT_ALLOWED)
        listing, name = self.list(parent(key)), key.rpartition("/")[2]
        return (listing.files | listing.temporaries).get(name, -1)

    def _move(self, temporary: Key, key: Key) -> bool:
        """Give an object its name; False if the name is taken."""
        destination = f"{self._door.origin.scheme}://{self._door.origin.netloc}{self._target(key)}"
        headers = {"Destination": destination, "Overwrite": "F"}
        with self._ask("MOVE", self._target(temporary), headers) as answer:
            if answer.status == HTTPStatus.PRECONDITION_FAILED:
                return False
            if answer.status == _MULTI:
                raise Stop("a file was moved in pieces")
            if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT}:
                raise TryLater(ErrorCode.HUB_BUSY)  # what was just there is gone: another try tells
            judge(answer, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT, HTTPStatus.OK)
            if answer.status == HTTPStatus.OK and is_portal(answer):
                raise Portal
            return True

    def _forget(self, temporary: Key) -> None:
        with contextlib.suppress(RemoteError):
            self.delete(temporary)

    @contextlib.contextmanager
    def _ask(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: Source | bytes | None = None,
        watch: Watch = unwatched,
    ) -> Iterator[Answer]:
        """Send a request as who we are; once more if the server wants Digest and we did not know."""
        source = BytesSource(body) if isinstance(body, bytes) else body
        if source is None and method in {"PUT", "MKCOL", "MOVE"}:
            source = BytesSource(b"")
        for last in (False, True):
            proof = self._authoriser.proof(method, f"{self._door.origin.scheme}://{self._door.origin.netloc}{target}")
            with self._door.ask(method, target, {**proof, **(headers or {})}, source, watch) as answer:
                if answer.status == HTTPStatus.UNAUTHORIZED and not last and self._authoriser.learns(answer):
                    continue
                yield answer
                return


@dataclass(frozen=True, slots=True)
class _Stored:
    """What a server said of an object that it took: whether its digest agreed, and its ETag."""

    is_checked: bool
    etag: str


class _Conflict(Stop):
    """409: the folder above is missing."""


def _raise_conflict(answer: Answer) -> None:
    if answer.status == HTTPStatus.CONFLICT:
        raise _Conflict("status 409")


class _Hashed:
    """A source whose bytes are hashed on their way."""

    def __init__(self, source: Source, digest: "hashlib._Hash") -> None:
        self._source, self._digest = source, digest
        self.size = source.size

    def chunks(self) -> Iterator[bytes]:
        """Give them all."""
        for chunk in self._source.chunks():
            self._digest.update(chunk)
            yield chunk


class _Authoriser(threading.local):
    """Basic at once; Digest where a server asks for it. Each thread counts its own nonces."""

    def __init__(self, credentials: Credentials | None) -> None:
        self._credentials = credentials
        self._digest: httpx.DigestAuth | None = None
        self._basic = ""
        if credentials:
            pair = f"{credentials.user}:{credentials.password}".encode()
            self._basic = f"Basic {base64.b64encode(pair).decode()}"

    def proof(self, method: str, url: str) -> dict[str, str]:
        """Give the header that says who we are."""
        if self._digest is not None:
            import httpx  # noqa: PLC0415 - only servers with Digest need it

            request = httpx.Request(method, url)
            next(self._digest.sync_auth_flow(request))
            return {"Authorization": request.headers["Authorization"]}
        return {"Authorization": self._basic} if self._basic else {}

    def learns(self, answer: Answer) -> bool:
        """Take up a challenge; False if there is nothing new to say."""
        challenge = answer.headers.get("www-authenticate", "")
        if not self._credentials or not challenge.lower().startswith("digest "):
            return False
        import httpx  # noqa: PLC0415 - as above

        digest = httpx.DigestAuth(self._credentials.user, self._credentials.password)
        request = httpx.Request("GET", "http://hub/")
        flow = digest.sync_auth_flow(request)
        next(flow)
        refused = httpx.Response(HTTPStatus.UNAUTHORIZED, headers={"www-authenticate": challenge}, request=request)
        try:
            flow.send(refused)
        except (httpx.ProtocolError, StopIteration):
            return False
        self._digest = digest
        return True
