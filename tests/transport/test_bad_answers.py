"""T33 and T34: bad answers get the right class and never a false "sent"; silence and dripping are given up in time."""

import gzip
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.transport.connect import remote_for
from kla_desktop.transport.credentials import Credentials
from kla_desktop.transport.patience import Patience
from kla_desktop.transport.remote import (
    AskUser,
    BytesSource,
    NotThere,
    Portal,
    Put,
    Remote,
    RemoteError,
    Stop,
    TryLater,
    key,
)
from tests.servers import s3, webdav
from tests.servers.between import Asked, Between, Said, silent
from tests.servers.places import Servers

LOGIN_PAGE = b"<html><body>Selamat datang. Silakan masuk.</body></html>"
AT, THERE, FRESH = key("inbox", "there"), b"what lies there", b"what is to be put"


def _endless(status: int) -> bytes:
    return f"HTTP/1.1 {status} Said\r\nContent-Type: application/xml\r\n\r\n".encode() + b"<a>" * 200_000


ANSWERS: dict[str, Said] = {
    **{str(status): Said(status) for status in (400, 401, 403, 404, 405, 409, 412, 413, 423, 429, 500, 502, 503, 504)},
    "429 after": Said(429, {"Retry-After": "17"}),
    "503 after": Said(503, {"Retry-After": "Thu, 26 Nov 2026 06:30:30 GMT", "Date": "Thu, 26 Nov 2026 06:30:00 GMT"}),
    "507": Said(507),
    "portal": Said(200, {"Content-Type": "text/html; charset=utf-8"}, LOGIN_PAGE),
    "empty 201": Said(201),
    "endless": Said(0, raw=_endless(200)),
    "huge header": Said(0, raw=b"HTTP/1.1 200 OK\r\nX: " + b"a" * (10 << 20) + b"\r\n\r\n"),
    "gzip bomb": Said(200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * (20 << 20))),
}
"""22 answers."""

LATER, ASK, STOP, FINE = "later", "ask", "stop", "fine"
USUAL = {
    "400": STOP, "401": ASK, "403": ASK, "404": LATER, "405": ASK, "409": STOP, "412": STOP, "413": ASK, "423": LATER,
    "429": LATER, "429 after": LATER, "500": LATER, "502": LATER, "503": LATER, "503 after": LATER, "504": LATER,
    "507": ASK, "portal": "portal", "empty 201": STOP, "endless": STOP, "huge header": STOP, "gzip bomb": STOP,
}  # fmt: skip
LISTED = {**USUAL, "404": ASK}
READ = {**USUAL, "404": "missing", "endless": FINE}  # bounded by whoever reads it
DELETED = {**USUAL, "404": FINE, "empty 201": STOP, "endless": FINE}
WEBDAV = {
    "PROPFIND": LISTED,
    "GET": READ,
    "PUT": {**USUAL, "409": LATER, "empty 201": LATER, "endless": LATER},
    "HEAD": {**USUAL, "405": FINE, "endless": FINE},
    "MOVE": {**USUAL, "409": LATER, "412": LATER, "empty 201": FINE, "endless": FINE},
    "DELETE": DELETED,
}
S3 = {
    "LIST": {**LISTED, "405": ASK},
    "GET": READ,
    "HEAD": {**USUAL, "404": FINE},
    "PUT": {**USUAL, "409": LATER, "412": LATER, "404": ASK, "empty 201": LATER, "endless": LATER},
    "DELETE": DELETED,
}


def class_of(run: Callable[[], object]) -> str:
    """Run a call and say what came of it."""
    try:
        run()
    except Portal:
        return "portal"
    except TryLater:
        return LATER
    except AskUser:
        return ASK
    except NotThere:
        return "missing"
    except Stop:
        return STOP
    return FINE


def everything(remote: Remote) -> bytes:
    with remote.read(AT) as chunks:
        return b"".join(chunks)


def calls(remote: Remote) -> dict[str, Callable[[], object]]:
    return {
        "PROPFIND": lambda: remote.list(""),
        "LIST": lambda: remote.list(""),
        "GET": lambda: everything(remote),
        "PUT": lambda: remote.put_new(key("inbox", "fresh"), BytesSource(FRESH)),
        "HEAD": lambda: remote.put_new(key("inbox", "fresh"), BytesSource(FRESH)),
        "MOVE": lambda: remote.put_new(key("inbox", "fresh"), BytesSource(FRESH)),
        "DELETE": lambda: remote.delete(key("inbox", "fresh")),
    }


@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_to_each_call_of_webdav(servers: Servers, name: str) -> None:
    server = servers.get("wsgidav")
    base = f"bad-{name.replace(' ', '-')}"
    (server.folder / base / "inbox").mkdir(parents=True)
    (server.folder / base / "inbox" / "there").write_bytes(THERE)
    method, said = "", ANSWERS[name]

    def answer(asked: Asked) -> Said | None:
        return said if asked.method == method else None

    with Between(server.port, before=answer) as between:
        address = f"webdav://127.0.0.1:{between.port}/hub/{base}"
        for method, expected in WEBDAV.items():
            remote = remote_for(address, Credentials(webdav.USER, webdav.PASSWORD))
            fresh = server.folder / base / "inbox" / "fresh"
            if method == "DELETE":
                fresh.write_bytes(FRESH)
            elif fresh.exists():
                fresh.unlink()
            got = class_of(calls(remote)[method])
            assert got == expected[name], (method, got)
            if got == FINE and method == "HEAD":
                assert fresh.read_bytes() == FRESH
            remote.close()


@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_to_each_call_of_s3(servers: Servers, name: str) -> None:
    server = servers.get("seaweedfs")
    method, said = "", ANSWERS[name]
    prefix = f"bad-{name.replace(' ', '-')}"
    straight = remote_for(server.address(prefix), Credentials(s3.KEY, s3.SECRET))
    straight.put_new(AT, BytesSource(THERE))

    def answer(asked: Asked) -> Said | None:
        listing = asked.method == "GET" and "list-type" in asked.target
        return said if (method == "LIST" if listing else asked.method == method) else None

    with Between(server.port, before=answer) as between:
        for method, expected in S3.items():
            remote = remote_for(s3.S3Server(between.port).address(prefix), Credentials(s3.KEY, s3.SECRET))
            straight.delete(key("inbox", "fresh"))
            got = class_of(calls(remote)[method])
            assert got == expected[name], (method, got)
            if got == FINE and method in {"HEAD", "PUT"}:
                assert straight.list("inbox").files["fresh"] == len(FRESH)
            remote.close()


def test_what_the_server_wishes_is_passed_on(servers: Servers) -> None:
    for name, wish in (("429 after", 17.0), ("503 after", 30.0), ("503", None)):
        with Between(None, before=lambda _, name=name: ANSWERS[name]) as between:  # type: ignore[misc]
            with pytest.raises(TryLater) as caught:
                remote_for(f"webdav://127.0.0.1:{between.port}/").list("")
            assert caught.value.after == wish


S3_CODES = {
    "AccessDenied": (403, ErrorCode.HUB_FORBIDDEN),
    "SignatureDoesNotMatch": (403, ErrorCode.HUB_CREDENTIALS),
    "InvalidAccessKeyId": (403, ErrorCode.HUB_CREDENTIALS),
    "RequestTimeTooSkewed": (403, ErrorCode.HUB_CLOCK),
    "NoSuchBucket": (404, ErrorCode.HUB_ADDRESS),
    "SlowDown": (503, ErrorCode.HUB_BUSY),
    "EntityTooLarge": (400, ErrorCode.HUB_TOO_LARGE),
    "Unheard": (400, ErrorCode.HUB_ANSWER),
}


@pytest.mark.parametrize("code", S3_CODES)
def test_what_s3_says_in_its_errors(code: str) -> None:
    status, expected = S3_CODES[code]
    said = Said(status, {"Content-Type": "application/xml"}, f"<Error><Code>{code}</Code></Error>".encode())
    with Between(None, before=lambda _: said) as between:
        remote = remote_for(s3.S3Server(between.port).address(), Credentials("a", "b"))
        with pytest.raises(RemoteError) as caught:
            remote.list("")
        assert caught.value.code is expected


def test_wrong_credentials_at_real_servers(servers: Servers) -> None:
    for kind in ("wsgidav", "wsgidav-digest"):
        remote = remote_for(servers.get(kind).address, Credentials(webdav.USER, "salah"))
        with pytest.raises(AskUser, match="hub_credentials"):
            remote.list("")
    for user, password in ((s3.KEY, "salah"), ("salah", s3.SECRET)):
        remote = remote_for(servers.get("seaweedfs").address(), Credentials(user, password))
        with pytest.raises(AskUser, match="hub_credentials"):
            remote.list("")


SHORT = Patience(connect=1, standstill=0.6)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"


@pytest.mark.parametrize(
    ("first", "rest", "pause"),
    [
        (b"", b"", 0),
        (b"H", b"TTP/1.1 200 OK\r\n" * 9, 0.05),
        (HEAD, b"x" * 99, 0.05),
        (HEAD + b"x" * 990_000, b"", 0),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 40_000, b"", 0),
    ],
    ids=["silent", "dripping head", "dripping body", "stalls at 99 %", "never done with continue"],
)
def test_a_standstill_is_given_up(first: bytes, rest: bytes, pause: float) -> None:
    with silent(first, rest, pause) as listener:
        remote = remote_for(f"webdav://127.0.0.1:{listener.port}/", patience=SHORT)
        began = time.monotonic()
        with pytest.raises((TryLater, Stop)), remote.read(AT) as chunks:
            list(chunks)
        assert time.monotonic() - began < 10  # by the patience of ten seconds and not by the end of the test


def test_without_progress_it_ends_within_two_minutes() -> None:
    assert Patience().connect + Patience().standstill <= 120


def test_a_dead_port_and_an_unknown_host_are_tried_later() -> None:
    for host in ("127.0.0.1:9", "localhost:9"):
        with pytest.raises(TryLater):
            remote_for(f"webdav://{host}/").list("")
    with pytest.raises(TryLater):
        remote_for("webdavs://hub.invalid/").list("")


def test_abort_wakes_whoever_waits(tmp_path: Path) -> None:
    with silent(b"") as listener:
        remote = remote_for(f"webdav://127.0.0.1:{listener.port}/")
        threading.Timer(0.2, remote.abort).start()
        began = time.monotonic()
        with pytest.raises(TryLater):
            remote.list("")
        assert time.monotonic() - began < 5
        with pytest.raises(Fixable):
            remote.put_new(AT, BytesSource(b"x"))


def test_nothing_is_put_where_the_name_is_taken_without_a_size() -> None:
    answers = {"MKCOL": Said(405), "PUT": Said(201), "HEAD": Said(200, {"Content-Length": "1"}), "MOVE": Said(412)}
    with Between(None, before=lambda asked: answers.get(asked.method, Said(204))) as between:
        remote = remote_for(f"webdav://127.0.0.1:{between.port}/")
        assert remote.put_new(AT, BytesSource(b"x")) is Put.THERE
        assert [asked.method for asked in between.asked][-2:] == ["DELETE", "HEAD"]
