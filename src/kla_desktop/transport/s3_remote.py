"""A remote on S3 and what is compatible with it: five requests, signed, over the same door as WebDAV.

The same door, and no library of its own, so that a standstill, a captive portal, Retry-After and a cut from another
thread mean the same on every network. An object appears whole by itself; `If-None-Match: *` keeps it from replacing
another, and where a server passes over that, the question before it does.
"""

import contextlib
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from kla_desktop.model.errors import ErrorCode
from kla_desktop.system.tools import Clock, SystemClock
from kla_desktop.transport.credentials import Credentials
from kla_desktop.transport.http_bodies import object_body
from kla_desktop.transport.http_door import HttpDoor
from kla_desktop.transport.http_errors import Answer, is_portal, judge, meaning, retry_after
from kla_desktop.transport.remote import (
    Abilities,
    AskUser,
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
    unwatched,
)
from kla_desktop.transport.s3_signing import EMPTY_SHA256, Signer, encoded_query
from kla_desktop.transport.safe_xml import Node, records

_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
_MOST_PAGES = 200
_MOST_ERROR_BYTES = 64 << 10
_MD5 = re.compile(r'"?([0-9a-f]{32})"?')
_CODE = re.compile(rb"<Code>([A-Za-z0-9]{1,64})</Code>")
_CODES = {
    "AccessDenied": ErrorCode.HUB_FORBIDDEN,
    "AllAccessDisabled": ErrorCode.HUB_FORBIDDEN,
    "InvalidAccessKeyId": ErrorCode.HUB_CREDENTIALS,
    "SignatureDoesNotMatch": ErrorCode.HUB_CREDENTIALS,
    "ExpiredToken": ErrorCode.HUB_CREDENTIALS,
    "RequestTimeTooSkewed": ErrorCode.HUB_CLOCK,
    "RequestExpired": ErrorCode.HUB_CLOCK,
    "NoSuchBucket": ErrorCode.HUB_ADDRESS,
    "PermanentRedirect": ErrorCode.HUB_ADDRESS,
    "AuthorizationHeaderMalformed": ErrorCode.HUB_ADDRESS,  # another region
    "EntityTooLarge": ErrorCode.HUB_TOO_LARGE,
    "QuotaExceeded": ErrorCode.HUB_FULL,
    "XMinioStorageFull": ErrorCode.HUB_FULL,
}
_LATER = frozenset({"SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "OperationAborted"})


@dataclass(frozen=True, slots=True)
class _Held:
    """An object that is there; `md5` is "" where the server does not say it."""

    size: int
    md5: str


class S3Remote:
    """Objects below `prefix` in one bucket (path style). The bucket exists; we never make one."""

    def __init__(
        self, door: HttpDoor, bucket: str, prefix: str, signer: Signer | None, clock: Clock | None = None
    ) -> None:
        self._door, self._bucket, self._signer = door, bucket, signer
        self._prefix = "".join(f"{part}/" for part in prefix.split("/") if part)
        self._clock = clock or SystemClock()
        self._conditional = True

    @property
    def abilities(self) -> Abilities:
        """It says the MD5 of what it stored; whether it refuses to overwrite is learnt."""
        return Abilities(conditional=self._conditional, checksum=True, moves=False, parts=True)

    def list(self, folder: str) -> Listing:
        """Ask for one folder: a request for each thousand names."""
        if not is_folder(folder):
            raise ValueError("not a folder of ours")
        found, prefix = ListingBuilder(), f"{self._prefix}{folder}/" if folder else self._prefix
        query = {"list-type": "2", "delimiter": "/", "max-keys": "1000", "prefix": prefix}
        for _ in range(_MOST_PAGES):
            page = self._page(query, prefix, found)
            if not page:
                return found.done()
            if page == query.get("continuation-token"):
                break
            query["continuation-token"] = page
        raise Stop("a listing without end")

    @contextlib.contextmanager
    def read(self, key: Key, offset: int = 0, length: int | None = None) -> Iterator[Iterator[bytes]]:
        """Open an object: one GET."""

        def get(headers: Mapping[str, str]) -> contextlib.AbstractContextManager[Answer]:
            return self._ask("GET", key, headers=headers)

        with object_body(get, offset, length) as chunks:
            yield chunks

    def put_new(self, key: Key, source: Source, watch: Watch = unwatched) -> Put:
        """HEAD, then PUT: two requests. What is there already is compared by its MD5 as well."""
        there = self._look(key)
        if there is None:
            if self._store(key, source, watch):
                return Put.STORED
            there = self._look(key)
            if there is None:  # the name was said to be taken
                raise TryLater(ErrorCode.HUB_BUSY)
        if there.size != source.size or (there.md5 and there.md5 != _hashes_of(source)[1]):
            raise Occupied
        return Put.THERE

    def delete(self, key: Key) -> None:
        """Remove an object."""
        with contextlib.suppress(NotThere), self._ask("DELETE", key) as answer:
            if is_portal(answer):
                raise Portal
            self._judge(answer, HTTPStatus.OK, HTTPStatus.NO_CONTENT)

    def remove_folder(self, folder: str) -> None:
        """Folders are only beginnings of names here and go with what is in them; SeaweedFS alone keeps real ones."""
        seen = self.list(folder)
        if folder and not (seen.files or seen.folders or seen.temporaries or seen.passed_over):
            self.delete(Key(f"{folder}/"))

    def abort(self) -> None:
        """Cut every connection."""
        self._door.abort()

    def close(self) -> None:
        """Close idle connections."""
        self._door.close()

    def _page(self, query: Mapping[str, str], prefix: str, found: ListingBuilder) -> str:
        """Take in one page of a listing; return the token of the next, "" after the last."""
        more, token = False, ""
        with self._ask("GET", "", query=query) as answer:
            if is_portal(answer):
                raise Portal
            try:
                self._judge(answer, HTTPStatus.OK)
            except NotThere:
                raise AskUser(ErrorCode.HUB_ADDRESS) from None
            wanted = ("Contents", "CommonPrefixes", "IsTruncated", "NextContinuationToken")
            space = f"{_NAMESPACE} "
            tags = frozenset({*wanted, *(space + name for name in wanted)})
            roots = frozenset({"ListBucketResult", f"{space}ListBucketResult"})
            for node in records(answer.chunks, roots, tags):
                match node.tag.removeprefix(space):
                    case "Contents":
                        _add_object(found, node, prefix, space)
                    case "CommonPrefixes":
                        name = node.find("Prefix") or node.find(f"{space}Prefix") or ""
                        if name.startswith(prefix) and name.endswith("/"):
                            found.add(name[len(prefix) : -1], 0, is_folder=True)
                        else:
                            found.pass_over()
                    case "IsTruncated":
                        more = node.text.strip() == "true"
                    case _:
                        token = node.text.strip()
        if more and not token:
            raise Stop("a listing breaks off")
        return token if more else ""

    def _look(self, key: Key) -> "_Held | None":
        """Ask what an object is like; None if it is not there."""
        with self._ask("HEAD", key) as answer:
            if answer.status == HTTPStatus.NOT_FOUND:
                return None
            judge(answer, HTTPStatus.OK)
            if is_portal(answer):
                raise Portal
            if answer.length is None:
                raise Stop("an object without a length")
            return _Held(answer.length, _md5_in(answer))

    def _store(self, key: Key, source: Source, watch: Watch) -> bool:
        """PUT an object that is not there; False if somebody was quicker. TryLater if another one came of it."""
        sha256, md5 = _hashes_of(source)
        headers = {"Content-Type": "application/octet-stream"}
        if self._conditional:
            headers["If-None-Match"] = "*"
        with self._ask("PUT", key, headers=headers, source=source, watch=watch, sha256=sha256) as answer:
            if answer.status in {HTTPStatus.PRECONDITION_FAILED, HTTPStatus.CONFLICT}:
                return False
            unknown = answer.status == HTTPStatus.NOT_IMPLEMENTED and self._conditional
            if answer.status == HTTPStatus.NOT_FOUND:
                raise AskUser(ErrorCode.HUB_ADDRESS)  # no such bucket
            if not unknown:
                self._judge(answer, HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT)
                if is_portal(answer):
                    raise Portal
            told = _md5_in(answer)
        if unknown:
            self._conditional = False
            return self._store(key, source, watch)
        if not told and (held := self._look(key)):
            told = held.md5 or (md5 if held.size == source.size else "")
        if told != md5:
            raise TryLater(ErrorCode.HUB_BUSY)
        return True

    @contextlib.contextmanager
    def _ask(
        self,
        method: str,
        key: str,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        source: Source | None = None,
        watch: Watch = unwatched,
        sha256: str = EMPTY_SHA256,
    ) -> Iterator[Answer]:
        path = quote(f"/{self._bucket}" + (f"/{self._prefix}{key}" if key else ""), safe="/-_.~")
        sent = {"Host": self._door.origin.netloc, "x-amz-content-sha256": sha256, **(headers or {})}
        if self._signer:
            sent = self._signer.sign(method, path, query or {}, sent, self._clock.now())
        target = f"{path}?{encoded_query(query)}" if query else path
        with self._door.ask(method, target, sent, source, watch) as answer:
            yield answer

    def _judge(self, answer: Answer, *fine: int) -> None:
        """Raise what an unwelcome answer means: by the code in its body, else by its status."""
        if answer.status in fine:
            return
        if is_portal(answer):
            raise Portal
        if answer.status not in {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
            raise meaning(answer)
        found = _CODE.search(answer.body(_MOST_ERROR_BYTES))
        raise _meaning_of(found[1].decode() if found else "", answer)


def _meaning_of(code: str, answer: Answer) -> RemoteError:
    if code in _CODES:
        return AskUser(_CODES[code])
    if code in _LATER:
        return TryLater(ErrorCode.HUB_BUSY, retry_after(answer))
    return meaning(answer)


def _md5_in(answer: Answer) -> str:
    """Give the MD5 that an ETag is, "" where it is something else (uploads in pieces, encryption by the server)."""
    found = _MD5.fullmatch(answer.headers.get("etag", ""))
    encrypted = any(name.startswith("x-amz-server-side-encryption") for name in answer.headers)
    return found[1] if found and not encrypted else ""


def _hashes_of(source: Source) -> tuple[str, str]:
    sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    for chunk in source.chunks():
        sha256.update(chunk)
        md5.update(chunk)
    return sha256.hexdigest(), md5.hexdigest()


def _add_object(found: ListingBuilder, node: Node, prefix: str, space: str) -> None:
    name = node.find("Key") or node.find(f"{space}Key") or ""
    size = node.find("Size") or node.find(f"{space}Size") or ""
    if name == prefix:
        return  # what some tools put in a folder's place
    if name.startswith(prefix) and size.isascii() and size.isdigit() and len(size) < 19:  # noqa: PLR2004
        found.add(name[len(prefix) :], int(size))
    else:
        found.pass_over()


def signer_for(credentials: Credentials | None, region: str) -> Signer | None:
    """Give what signs, or None for a bucket that anybody may use."""
    return Signer(credentials, region) if credentials else None
