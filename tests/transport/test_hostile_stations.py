"""Two stations with valid passwords, and a stranger, try everything against a third's folders, in raw HTTP."""

import itertools
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kla_desktop.model.hub_account import both
from kla_desktop.model.ids import StationId
from tests.servers.coordinator import DESK_PASSWORD, INTAKE_PASSWORD, OwnHub, accounts, own_hub
from tests.servers.raw import Line, Person, basic, head

A = "0192f0c1-7d3e-7abc-8def-00000000000a"
B = "0192f0c1-7d3e-7abc-8def-00000000000b"
C = "0192f0c1-7d3e-7abc-8def-00000000000c"
NEW = "0192f0c1-7d3e-7abc-8def-00000000000d"
BUNDLE = "0192f0c1-7d3e-7abc-8def-0000000000b1"
START = "0123456789abcdef"
PASSWORDS = {A: "a" * 40, B: "b" * 40, C: "c" * 40}
PART, COMMIT, REPLY = b"part of C", b'{"of": "C"}', b"reply to C"


def folder(station: str) -> str:
    return f"/inbox/{station}/{BUNDLE}/{START}"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OwnHub]:
    """A hub with three stations; C has a bundle and an unfinished part in its inbox, and a reply in its outbox."""
    with own_hub(tmp_path, accounts(**PASSWORDS)) as made:
        inbox, outbox = made.folder / folder(C)[1:], made.folder / "outbox" / C
        for place in (inbox, outbox, made.folder / "outbox" / A):
            place.mkdir(parents=True, exist_ok=True)
        (inbox / "000000").write_bytes(PART)
        (inbox / "bundle.json").write_bytes(COMMIT)
        (inbox / "000001-5f3a90c1.tmp").write_bytes(b"half")
        (outbox / f"{BUNDLE}.kla").write_bytes(REPLY)
        (made.folder / "outbox" / A / f"{BUNDLE}.kla").write_bytes(b"reply to A")
        (made.folder / "kla-hub.json").write_bytes(b"{}")
        (tmp_path / "library.json").write_bytes(b"the library's own")
        yield made


@pytest.fixture
def a(hub: OwnHub) -> Person:
    """Station A, with its upload begun."""
    person = Person(hub, A, PASSWORDS[A])
    person.make(f"/inbox/{A}", f"/inbox/{A}/{BUNDLE}", folder(A))
    assert person.put(f"{folder(A)}/000000-00000001.tmp", b"of A") == 201
    return person


def test_a_folder_can_be_listed_while_its_files_come_and_go(hub: OwnHub, a: Person) -> None:
    place, ended = hub.folder / folder(A)[1:], threading.Event()

    def churn(thread: int) -> None:
        for number in itertools.count():
            passing = [place / f"{thread:02}{number % 10:02}{of:02}-00000000.tmp" for of in range(20)]
            for file in passing:
                file.write_bytes(b"part")
            for file in passing:
                file.unlink()
            if ended.is_set():
                return

    churning = [threading.Thread(target=churn, args=(thread,)) for thread in range(2)]
    for one in churning:
        one.start()
    try:
        listed = [a.ask("PROPFIND", f"{folder(A)}/", Depth="1") for _ in range(100)]
    finally:
        ended.set()
        for one in churning:
            one.join()
    assert {answer.status for answer in listed} == {207}
    assert all(b"000000-00000001.tmp" in answer.body for answer in listed)


def snapshot(hub: OwnHub) -> dict[str, bytes]:
    """Everything that lies beside and in the hub, but for A's and strangers' own inboxes."""
    found = [path for path in hub.folder.parent.rglob("*") if path.is_file()]
    own = [hub.folder / "inbox" / name for name in (A, B, NEW)]
    return {
        str(path.relative_to(hub.folder.parent)): path.read_bytes()
        for path in found
        if not any(path.is_relative_to(mine) for mine in own)
    }


def test_a_station_sends_lists_and_reads_its_own(hub: OwnHub, a: Person) -> None:
    assert a.move(f"{folder(A)}/000000-00000001.tmp", f"{folder(A)}/000000") == 201
    assert a.ask("GET", f"{folder(A)}/000000").body == b"of A"
    assert a.ask("HEAD", f"{folder(A)}/000000").headers["content-length"] == "4"
    listed = a.ask("PROPFIND", f"{folder(A)}/", Depth="1")
    assert listed.status == 207
    assert b"000000" in listed.body
    assert a.ask("GET", f"/outbox/{A}/{BUNDLE}.kla").body == b"reply to A"
    assert a.ask("GET", f"/outbox/{A}/{BUNDLE}.kla", Range="bytes=9-").body == b"A"
    assert a.ask("GET", "/kla-hub.json").status == 200
    assert a.put(f"{folder(A)}/000001-00000002.tmp") == 201
    assert a.ask("DELETE", f"{folder(A)}/000001-00000002.tmp").status == 204
    assert hub.visits[-1].station == A
    assert not any(BUNDLE in repr(visit) for visit in hub.visits)


def test_no_method_reaches_a_third(hub: OwnHub, a: Person) -> None:
    before = snapshot(hub)
    reading, writing = ["GET", "HEAD", "PROPFIND", "REPORT", "SEARCH", "TRACE"], ["PUT", "DELETE", "MKCOL", "PATCH"]
    methods = [*reading, *writing, "PROPPATCH", "LOCK", "UNLOCK", "POST"]
    targets = [
        f"/inbox/{C}",
        f"/inbox/{C}/",
        f"/inbox/{C}/{BUNDLE}",
        folder(C),
        f"{folder(C)}/000000",
        f"{folder(C)}/bundle.json",
        f"{folder(C)}/000001-5f3a90c1.tmp",
        f"{folder(C)}/000002-5f3a90c1.tmp",
        f"{folder(C)}/000002",
        f"/outbox/{C}",
        f"/outbox/{C}/{BUNDLE}.kla",
        f"/inbox/{NEW}",
        f"/outbox/{NEW}/{BUNDLE}.kla",
        "/inbox",
        "/outbox/",
    ]
    for person in (a, Person(hub, B, PASSWORDS[B]), Person(hub, NEW, both(INTAKE_PASSWORD, "f" * 40))):
        for method, target in itertools.product(methods, targets):
            if method == "MKCOL" and target == "/inbox":
                continue
            if person.user == NEW and NEW in target and "inbox" in target:
                continue
            body = b"" if method in {"PUT", "POST", "PATCH", "LOCK", "PROPPATCH"} else None
            reply = person.ask(method, target, body, Depth="1")
            assert reply.status in {403, 405}, (method, target, reply.status)
            assert PART not in reply.body
            assert BUNDLE.encode() not in reply.body
    assert snapshot(hub) == before


def test_what_is_there_cannot_be_told_from_what_is_not(hub: OwnHub, a: Person) -> None:
    there = a.ask("GET", f"{folder(C)}/000000")
    missing = a.ask("GET", f"{folder(C)}/000009")
    assert (there.status, there.body) == (missing.status, missing.body) == (403, b"")
    assert not hub.visits[-1].place.startswith("0192")


def test_nothing_moves_into_or_out_of_anothers_folder(hub: OwnHub, a: Person) -> None:
    before = snapshot(hub)
    own, theirs = f"{folder(A)}/000000-00000001.tmp", f"{folder(C)}/000001-5f3a90c1.tmp"
    host = f"https://hub{folder(C)}"
    targets = [
        f"{folder(C)}/000000",
        f"{folder(C)}/000005",
        f"{host}/000000",
        f"{host}/000005",
        f"/outbox/{C}/{BUNDLE}.kla",
        f"/outbox/{A}/{BUNDLE}.kla",
        "/kla-hub.json",
        "/inbox",
        f"/inbox/{A}/{BUNDLE}/fedcba9876543210/000000",
        f"{folder(A)}/../../../{C}/{BUNDLE}/{START}/000005",
        f"{folder(A)}/..%2f000000",
        "//evil/inbox",
        "https://elsewhere/" + folder(A)[1:] + "/000000",
        "file:///etc/passwd",
        f"https://hub@evil{folder(A)}/000000",
        f"https://hub{folder(A)}/000000?x",
        f"https://hub{folder(A)}/000000%00",
        "",
    ]
    for to, overwrite in itertools.product(targets, ("T", "F", "")):
        assert a.move(own, to, overwrite) == 403, to
        assert a.ask("COPY", own, Destination=to, Overwrite=overwrite).status == 405
    for source in (
        theirs,
        f"{folder(C)}/000000",
        f"/outbox/{C}/{BUNDLE}.kla",
        f"/inbox/{C}",
        f"/outbox/{A}/{BUNDLE}.kla",
    ):
        assert a.move(source, f"{folder(A)}/000000") == 403, source
        assert a.ask("COPY", source, Destination=f"{folder(A)}/000000").status == 405
    assert snapshot(hub) == before


def test_nothing_is_overwritten_not_even_ones_own(hub: OwnHub, a: Person) -> None:
    assert a.move(f"{folder(A)}/000000-00000001.tmp", f"{folder(A)}/000000", overwrite="T") == 201
    assert a.put(f"{folder(A)}/000000-00000002.tmp", b"other") == 201
    assert a.put(f"{folder(A)}/000000-00000002.tmp", b"again") == 412
    assert a.move(f"{folder(A)}/000000-00000002.tmp", f"{folder(A)}/000000", overwrite="T") == 412
    assert a.put(f"{folder(A)}/000000", b"straight") == 403
    assert a.ask("DELETE", f"{folder(A)}/000000").status == 403
    assert a.ask("DELETE", f"{folder(A)}").status == 403
    assert a.move(f"{folder(A)}/000000-00000002.tmp", f"{folder(A)}/000001") == 403  # its number is another
    assert a.move(f"{folder(A)}/000000-00000002.tmp", f"{folder(A)}/bundle.json") == 403
    assert (hub.folder / folder(A)[1:] / "000000").read_bytes() == b"of A"


@pytest.mark.parametrize(
    "way",
    [
        "..",
        ".",
        "%2e%2e",
        "%2E%2e",
        "..%2f",
        "%2e%2e%2f",
        "..%5c",
        "..\\",
        "%252e%252e",
        "%c0%ae%c0%ae",
        "%ef%bc%8e%ef%bc%8e",
        "..;",
        "%00",
        "....",
        "con",
        "nul.tmp",
        "%2f",
        "%5C",
        "~",
        "a:b",
        "C:",
        "-",
        "A",
        "é",
        "\udcff",
        " ",
        "?",
        "x" * 70,
        "x" * 6000,
    ],
)  # fmt: skip
def test_no_way_leads_out(hub: OwnHub, a: Person, way: str) -> None:
    before = snapshot(hub)
    places = [
        f"/inbox/{A}/{way}/{C}/{BUNDLE}/{START}/000000",
        f"/{way}/library.json",
        f"/{way}",
        f"/inbox/{way}",
        f"{folder(A)}/{way}",
        f"{folder(A)}/{way}/library.json",
        f"/inbox/{A}{way}",
        f"{folder(A)}/000007-0000000a.tmp{way}",
    ]
    for method, place in itertools.product(("GET", "PUT", "MKCOL"), places):
        reply = a.ask(method, place, b"out" if method == "PUT" else None, Depth="1", Destination=f"{folder(A)}/000000")
        assert not 200 <= reply.status < 300, (method, place, reply.status)
        assert b"library" not in reply.body
        assert PART not in reply.body
    assert snapshot(hub) == before
    assert not [path for path in hub.folder.rglob("*") if path.is_file() and path.read_bytes() == b"out"]


def test_bodies_that_lie_about_their_end(hub: OwnHub, a: Person) -> None:
    at = f"{folder(A)}/000003-0000000a.tmp"
    smuggled = head("DELETE", f"{folder(A)}/000000-00000001.tmp", [basic(A, PASSWORDS[A])])
    lies = [
        [("Transfer-Encoding", "chunked")],
        [("Transfer-Encoding", "chunked"), ("Content-Length", "4")],
        [("Content-Length", "4"), ("Transfer-Encoding", "chunked")],
        [("Transfer-Encoding", "gzip, chunked")],
        [("Transfer-Encoding", "xchunked"), ("Content-Length", "4")],
        [("Content-Length", "4"), ("Content-Length", "40")],
        [("Content-Length", "-1")],
        [("Content-Length", "+4")],
        [("Content-Length", "0x4")],
        [("Content-Length", "4 4")],
        [("Content-Length", "4"), ("Content-Range", "bytes 0-3/9")],
        [("Content-Length", "4"), ("Content-Encoding", "gzip")],
        [("Content-Length ", "4")],
        [],
    ]
    for lie in lies:
        line = Line(hub)
        line.send(head("PUT", at, [basic(A, PASSWORDS[A]), *lie]) + b"4\r\nevil\r\n0\r\n\r\n" + smuggled)
        assert line.reply().status in {0, 400, 411, 413, 501}, lie
        line.close()
        assert not (hub.folder / at[1:]).exists(), lie
        assert (hub.folder / folder(A)[1:] / "000000-00000001.tmp").exists(), lie


def test_two_requests_in_one_breath_are_each_judged(hub: OwnHub, a: Person) -> None:
    line = Line(hub)
    me = basic(A, PASSWORDS[A])
    line.send(
        head("PUT", f"{folder(A)}/000003-0000000a.tmp", [me, ("Content-Length", "4")])
        + b"four"
        + head("GET", f"{folder(C)}/000000", [me])
        + head("GET", f"{folder(A)}/000003-0000000a.tmp", [me])
    )
    assert [line.reply().status for _ in range(2)] == [201, 403]
    assert line.reply().body == b"four"
    line.close()


def test_heads_that_are_too_much(hub: OwnHub, a: Person) -> None:
    me = basic(A, PASSWORDS[A])
    bombs = [
        [me, ("X", "y" * 100_000)],
        [me, *[(f"X-{number}", "y" * 100) for number in range(2000)]],
        [("Authorization", "Basic " + "A" * 10_000)],
        [me, ("Authorization", "Basic bnVsbDpudWxs")],
        [("Authorization", "Digest username=a")],
        [("Authorization", "Basic \x00")],
    ]
    for bomb in bombs:
        line = Line(hub)
        line.send(head("GET", f"{folder(C)}/000000", bomb))
        assert line.reply().status in {0, 400, 401, 403, 413, 414, 431}
        line.close()
    for first in (
        b"\x16\x03\x01\x00\x00",
        b"GET",
        b"PRI * HTTP/2.0\r\n\r\n",
        b"\r\n" * 50,
        b"GET http://x/ HTTP/1.1\r\n\r\n",
    ):
        line = Line(hub)
        line.send(first + b"\r\n\r\n")
        assert line.reply().status in {0, 400, 401, 403, 405, 505}
        line.close()
    assert a.ask("GET", "/kla-hub.json").status == 200


def test_the_invitations_password_adds_and_does_no_more(hub: OwnHub) -> None:
    stranger = Person(hub, NEW, both(INTAKE_PASSWORD, "f" * 40))
    stranger.make(f"/inbox/{NEW}", f"/inbox/{NEW}/{BUNDLE}", folder(NEW))
    assert stranger.put(f"{folder(NEW)}/000000-00000001.tmp", b"new") == 201
    assert stranger.move(f"{folder(NEW)}/000000-00000001.tmp", f"{folder(NEW)}/000000") == 201
    assert stranger.ask("PROPFIND", f"{folder(NEW)}/", Depth="1").status == 207
    assert stranger.ask("HEAD", f"{folder(NEW)}/000000").status == 200
    assert stranger.ask("GET", f"{folder(NEW)}/000000").status == 403
    assert stranger.ask("GET", f"/outbox/{NEW}/{BUNDLE}.kla").status == 403
    other = Person(hub, NEW, both(INTAKE_PASSWORD, "9" * 40))  # who came first under that name stays
    assert other.ask("PROPFIND", f"{folder(NEW)}/", Depth="1").status == 401
    for known in (A, C):  # accepted stations need their own password
        assert Person(hub, known, both(INTAKE_PASSWORD, "f" * 40)).ask("GET", "/kla-hub.json").status == 401
    hub.accounts = replace(hub.accounts, closed=frozenset({StationId(NEW)}))
    assert stranger.ask("GET", "/kla-hub.json").status == 401


def test_a_revoked_stations_password_ends_at_once(hub: OwnHub, a: Person) -> None:
    left = {station: checks for station, checks in hub.accounts.stations.items() if station != A}
    hub.accounts = replace(hub.accounts, stations=left, closed=frozenset({StationId(A)}))
    assert a.ask("GET", "/kla-hub.json").status == 401
    assert Person(hub, A, both(INTAKE_PASSWORD, PASSWORDS[A])).ask("GET", "/kla-hub.json").status == 401
    assert Person(hub, C, PASSWORDS[C]).ask("GET", "/kla-hub.json").status == 200


def test_swapped_and_wrong_passwords(hub: OwnHub) -> None:
    tried = [
        Person(hub),
        Person(hub, A, PASSWORDS[B]),
        Person(hub, A, ""),
        Person(hub, A.upper(), PASSWORDS[A]),
        Person(hub, "intake", INTAKE_PASSWORD + "x"),
        Person(hub, "desk", DESK_PASSWORD + "x"),
        Person(hub, "desk", PASSWORDS[A]),
        Person(hub, A, DESK_PASSWORD),
        Person(hub, A, f"{PASSWORDS[B]}.{PASSWORDS[C]}"),
        Person(hub, "", PASSWORDS[A]),
        Person(hub, A, "a" * 100_000),
        Person(hub, NEW, "f" * 40),
        Person(hub, NEW, ""),
    ]
    for person in tried:
        reply = person.ask("GET", "/kla-hub.json")
        assert reply.status in {0, 401, 413, 414}, person.user
    assert Person(hub, "../x", f"{INTAKE_PASSWORD}.x").ask("MKCOL", "/inbox/../x").status == 403
