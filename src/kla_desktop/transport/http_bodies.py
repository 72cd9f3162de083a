"""What WebDAV and S3 share when they read objects and compare sizes: ranges, whole bodies, nothing half."""

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager

from kla_desktop.transport.http_errors import Answer, is_portal, judge
from kla_desktop.transport.remote import Portal, Stop

Ask = Callable[[Mapping[str, str]], AbstractContextManager[Answer]]
"""Sends one GET with these headers."""

_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/(?:([0-9]{1,18})|\*)")
_OK, _PARTIAL, _BEYOND = 200, 206, 416


@contextlib.contextmanager
def object_body(ask: Ask, offset: int, length: int | None) -> Iterator[Iterator[bytes]]:
    """Open the body of an object from `offset` on; gives exactly `length` bytes (or all) or raises."""
    if length == 0:
        yield iter(())
        return
    headers = {}
    if offset or length is not None:
        headers["Range"] = f"bytes={offset}-{'' if length is None else offset + length - 1}"
    with ask(headers) as answer:
        if is_portal(answer):
            raise Portal
        if answer.status == _BEYOND:
            raise Stop("shorter than asked for")
        judge(answer, _OK, *((_PARTIAL,) if headers else ()))
        if answer.status == _PARTIAL or "content-range" in answer.headers:  # which rclone's S3 says with 200
            _check_range(answer, offset, length)
            yield _exactly(answer.chunks, 0, length)
        else:
            yield _exactly(answer.chunks, offset, length)


def _check_range(answer: Answer, offset: int, length: int | None) -> None:
    found = _CONTENT_RANGE.fullmatch(answer.headers.get("content-range", ""))
    if not found or int(found[1]) != offset:
        raise Stop("another range than asked for")
    if length is not None and int(found[2]) != offset + length - 1:
        raise Stop("shorter than asked for")


def _exactly(chunks: Iterator[bytes], skip: int, length: int | None) -> Iterator[bytes]:
    """Pass over `skip` bytes (of a server that knows no ranges), then give `length`."""
    missing = length
    for chunk in chunks:
        part = chunk[min(skip, len(chunk)) :]
        skip -= len(chunk) - len(part)
        if missing is not None:
            part = part[:missing]
            missing -= len(part)
        if part:
            yield part
        if missing == 0:
            return
    if missing or skip:
        raise Stop("shorter than asked for")
