"""T36: names and addresses in answers are data. Nothing outside is touched, nobody else asked, no password told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kla_desktop.transport.connect import remote_for
from kla_desktop.transport.credentials import Credentials
from kla_desktop.transport.folder_remote import FolderRemote
from kla_desktop.transport.hub_fetching import bundles_of, places_of, stations
from kla_desktop.transport.remote import BytesSource, Listing, Portal, Remote, RemoteError, Stop, key
from tests.servers.between import Asked, Between, Said

STATION = "0192f0c1-7d3e-7abc-8def-0123456789ab"
NAMES = [
    "../../../etc/passwd", "..", ".", "", "/etc/passwd", "//etc", "%2e%2e", "..%2f..%2fx", "%00", "a%00b", "a\u0001b",
    "a\\b", "..\\..\\x", "C:", "con", "nul.kla", "a" * 10_000, "000000" + "0" * 200, "A", "a b", "\u202ea", "a/b/c",
    "é", "-rf", ".ssh", "a.", "x.kla.exe.bat", "0000\n00", "%252e%252e%252f", "$(id)", "'; --",
]  # fmt: skip
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
SECRET = Credentials("kelurahan", "rahasia")


def dav(*entries: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> Said:
    rows = "".join(
        f"<D:response><D:href>{href}</D:href><D:propstat><D:prop><D:getcontentlength>5</D:getcontentlength>"
        "<D:resourcetype/></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
        for href in entries
    )
    body = f'{head}<D:multistatus xmlns:D="DAV:">{rows}</D:multistatus>'
    return Said(207, {"Content-Type": "application/xml"}, body.encode("utf-8", "surrogatepass"))


def buckets(*names: str, head: str = "", more: str = "") -> Said:
    rows = "".join(f"<Contents><Key>{name}</Key><Size>5</Size></Contents>" for name in names)
    body = f'{head}<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{rows}{more}</ListBucketResult>'
    return Said(200, {"Content-Type": "application/xml"}, body.encode("utf-8", "surrogatepass"))


def escaped(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;").replace("\u0001", "&#1;")


def asked_of(said: Said, kind: str) -> tuple[Listing | RemoteError, list[Asked]]:
    """Let a server answer `said` to a listing; return what was made of it and what was asked."""
    with Between(None, before=lambda _: said) as between:
        address = {
            "webdav": f"webdav://127.0.0.1:{between.port}/hub",
            "s3": f"s3://bucket/?endpoint=http://127.0.0.1:{between.port}",
        }[kind]
        try:
            found: Listing | RemoteError = remote_for(address, SECRET).list("inbox")
        except RemoteError as error:
            found = error
        return found, between.asked


@pytest.mark.parametrize("kind", ["webdav", "s3"])
def test_names_that_are_none_of_ours_are_passed_over(kind: str) -> None:
    for name in NAMES:
        wrapped = dav(f"/hub/inbox/{escaped(name)}") if kind == "webdav" else buckets(f"inbox/{escaped(name)}")
        found, _ = asked_of(wrapped, kind)
        if isinstance(found, RemoteError):
            assert isinstance(found, Stop)  # a control character is no XML
        else:
            assert not found.files, name
            assert not found.folders
            assert not found.temporaries
    good = dav("/hub/inbox/000000", "/hub/inbox/../000001") if kind == "webdav" else buckets("inbox/000000", "000001")
    found, _ = asked_of(good, kind)
    assert isinstance(found, Listing)
    assert found.files == {"000000": 5}
    assert found.passed_over == 1


def test_addresses_of_elsewhere_in_a_listing_are_passed_over() -> None:
    hrefs = (
        "http://elsewhere.test/hub/inbox/000000",
        "//elsewhere.test/hub/inbox/000000",
        "file:///hub/inbox/000000",
        "https://127.0.0.1/hub/inbox/000000",
        "http://kelurahan:rahasia@127.0.0.1/hub/inbox/000000",
        "http://[::1/hub/inbox/000000",
        "/other/inbox/000000",
        "/hub/000000",
        "/hub/inbox/a/000000",
    )
    found, _ = asked_of(dav(*hrefs), "webdav")
    assert isinstance(found, Listing)
    assert not found.files
    assert found.passed_over == len(hrefs)


@pytest.mark.parametrize("kind", ["webdav", "s3"])
@pytest.mark.parametrize("head", [BOMB, OUTSIDE, '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://elsewhere.test/x">'])
def test_documents_that_declare_things_are_refused(kind: str, head: str) -> None:
    name = "/hub/inbox/&c;" if kind == "webdav" else "inbox/&c;"
    found, asked = asked_of(dav(name, head=head) if kind == "webdav" else buckets(name, head=head), kind)
    assert isinstance(found, Stop)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"<html/>", b"<a>" * 100_000, b"\xff\xfe<", b"<D:multistatus xmlns:D='DAV:'>",
        b"<D:multistatus xmlns:D='DAV:'>" + b"<D:response><D:href>/hub/inbox/" + b"0" * 200_000,
        b"<D:multistatus xmlns:D='DAV:'><D:response>" + b"<D:x/>" * 10_000 + b"</D:response></D:multistatus>",
        b"<D:multistatus xmlns:D='DAV:'><?php x?></D:multistatus>",
    ],
)  # fmt: skip
def test_listings_that_are_none(body: bytes) -> None:
    found, _ = asked_of(Said(207, {"Content-Type": "application/xml"}, body), "webdav")
    assert isinstance(found, Stop)


def test_a_listing_of_s3_that_goes_on_for_ever() -> None:
    more = "<IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken>"
    found, asked = asked_of(buckets("inbox/000000", more=more), "s3")
    assert isinstance(found, Stop)
    assert len(asked) == 2
    found, asked = asked_of(buckets("inbox/000000", more="<IsTruncated>true</IsTruncated>"), "s3")
    assert isinstance(found, Stop)


CALLS: dict[str, Callable[[Remote], object]] = {
    "list": lambda remote: remote.list("inbox"),
    "read": lambda remote: remote.read(key("inbox", "000000")).__enter__(),
    "put": lambda remote: remote.put_new(key("inbox", "000000"), BytesSource(b"x" * 1000)),
    "delete": lambda remote: remote.delete(key("inbox", "000000")),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("kind", ["webdav", "s3"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_to_elsewhere_are_not_followed(call: str, kind: str, status: int) -> None:
    with Between(None, before=lambda _: Said(200)) as elsewhere:
        targets = (
            f"http://127.0.0.1:{elsewhere.port}/hub/inbox/",
            f"http://localhost:{elsewhere.port}/",
            f"//127.0.0.1:{elsewhere.port}/x",
            "file:///etc/passwd",
            "ftp://127.0.0.1/",
        )
        for location in targets:
            said = Said(status, {"Location": location})
            with Between(None, before=lambda _, said=said: said) as between:  # type: ignore[misc]
                base = f"127.0.0.1:{between.port}"
                address = f"webdav://{base}/hub" if kind == "webdav" else f"s3://bucket/?endpoint=http://{base}"
                with pytest.raises((Portal, Stop)):
                    CALLS[call](remote_for(address, SECRET))
        assert elsewhere.connections == 0


def test_a_redirect_within_is_followed_where_nothing_changes() -> None:
    def answer(asked: Asked) -> Said:
        if asked.target.startswith("/hub/"):
            return Said(301, {"Location": asked.target.replace("/hub/", "/dav/")})
        return dav("/hub/inbox/000000")

    with Between(None, before=answer) as between:
        remote = remote_for(f"webdav://127.0.0.1:{between.port}/hub", SECRET)
        assert remote.list("inbox").files == {"000000": 5}
        with pytest.raises(Stop):
            remote.put_new(key("inbox", "000000"), BytesSource(b"x"))
    round_and_round = Said(302, {"Location": "/hub/inbox/"})
    with Between(None, before=lambda _: round_and_round) as between:
        with pytest.raises(Stop):
            remote_for(f"webdav://127.0.0.1:{between.port}/hub", SECRET).list("inbox")
        assert len(between.asked) == 3


def test_links_in_a_folder_lead_nowhere(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "share"
    (outside / "b").mkdir(parents=True)
    (outside / "secret").write_text("rahasia")
    (root / "inbox").mkdir(parents=True)
    (root / "inbox" / STATION).symlink_to(outside, target_is_directory=True)
    (root / "inbox" / "000000").symlink_to(outside / "secret")
    remote = FolderRemote(root)
    assert not remote.list("inbox").files
    assert not remote.list("inbox").folders
    assert stations(remote) == []
    for run in (
        lambda: remote.list(f"inbox/{STATION}"),
        lambda: remote.put_new(key("inbox", STATION, "000000"), BytesSource(b"x")),
        lambda: remote.put_new(key("inbox", "000000"), BytesSource(b"x")),
        lambda: remote.read(key("inbox", STATION, "secret")).__enter__(),
        lambda: remote.read(key("inbox", "000000")).__enter__(),
        lambda: remote.delete(key("inbox", STATION, "secret")),
    ):
        with pytest.raises(RemoteError):
            run()
    assert sorted(path.name for path in outside.iterdir()) == ["b", "secret"]


def test_what_lies_in_an_inbox_under_other_names_is_no_bundle(tmp_path: Path) -> None:
    root = tmp_path / "share"
    for name in ("no-digest", "0123456789abcdeF", "0123456789abcde"):
        (root / "inbox" / STATION / "bundle-1" / name).mkdir(parents=True)
        (root / "inbox" / STATION / "bundle-1" / name / "bundle.json").write_text(json.dumps({}))
    remote = FolderRemote(root)
    (station,) = stations(remote)
    (bundle,) = bundles_of(remote, station)
    assert places_of(remote, station, bundle) == []
