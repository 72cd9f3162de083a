"""What servers do each in their own way: checksums, absolute addresses, ignored ranges, hidden lengths, odd paths."""

import hashlib
import http.client
import re
import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest

from kla_desktop.transport.connect import remote_for
from kla_desktop.transport.credentials import Credentials
from kla_desktop.transport.etag_sizes import EtagSizes
from kla_desktop.transport.remote import AskUser, BytesSource, Put, Stop, TryLater, key
from tests.servers import webdav
from tests.servers.between import Asked, Between, Said
from tests.servers.places import Servers

SECRET, AT = Credentials(webdav.USER, webdav.PASSWORD), key("inbox", "000000")


@pytest.mark.parametrize("name", ["kota layak anak", "Kota & Désa+100%", "a=b;c,d", "~user@x"])
def test_a_path_with_any_characters(servers: Servers, name: str) -> None:
    from urllib.parse import quote

    server = servers.get("wsgidav")
    (server.folder / name).mkdir(exist_ok=True)
    remote = remote_for(f"{server.address}{quote(name)}/", SECRET)
    assert remote.put_new(AT, BytesSource(b"isi")) is Put.STORED
    assert remote.list("").folders == {"inbox"}
    assert remote.list("inbox").files == {"000000": 3}
    assert (server.folder / name / AT).read_bytes() == b"isi"


def test_a_folder_removed_behind_our_back_is_made_again(servers: Servers) -> None:
    server = servers.get("wsgidav")
    (server.folder / "removed").mkdir()
    remote = remote_for(f"{server.address}removed", SECRET)
    assert remote.put_new(AT, BytesSource(b"x")) is Put.STORED
    shutil.rmtree(server.folder / "removed" / "inbox")
    assert remote.put_new(AT, BytesSource(b"x")) is Put.STORED


def test_a_root_that_is_not_there_is_a_wrong_address(servers: Servers) -> None:
    remote = remote_for(f"{servers.get('wsgidav').address}nowhere", SECRET)
    for run in (lambda: remote.list(""), lambda: remote.put_new(AT, BytesSource(b"x"))):
        with pytest.raises(AskUser, match="hub_address"):
            run()


def test_the_checksum_of_nextcloud_is_compared(servers: Servers) -> None:
    server, honest = servers.get("wsgidav"), [True]
    (server.folder / "hashes").mkdir()

    def told(asked: Asked, said: Said) -> Said:
        if asked.method != "PUT" or asked.headers.get("X-Hash") != "sha256":
            return said
        stored = asked.body if honest[0] else b"another"
        return Said(said.status, {**said.headers, "X-Hash-SHA256": hashlib.sha256(stored).hexdigest()}, said.body)

    with Between(server.port, after=told) as between:
        remote = remote_for(f"webdav://127.0.0.1:{between.port}/hub/hashes", SECRET)
        before = remote.abilities
        for number in range(2):
            assert remote.put_new(key("inbox", f"{number:06d}"), BytesSource(b"isi")) is Put.STORED
        assert (before.checksum, remote.abilities.checksum) == (False, True)
        honest[0] = False
        with pytest.raises(TryLater):
            remote.put_new(key("inbox", "000009"), BytesSource(b"isi"))
        assert set(remote.list("inbox").files) == {"000000", "000001"}


def test_absolute_addresses_hidden_lengths_and_ignored_ranges(servers: Servers) -> None:
    server = servers.get("wsgidav")
    (server.folder / "quirks").mkdir()

    def change(asked: Asked, said: Said) -> Said:
        if asked.method == "PROPFIND":
            there = f"http://127.0.0.1:{between.port}/hub/".encode()
            return Said(said.status, said.headers, re.sub(rb"(href>)/hub/", rb"\1" + there, said.body))
        if asked.method == "HEAD" and said.status == 200:
            return Said(0, raw=b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        return said

    def forget_ranges(asked: Asked) -> None:
        asked.headers.pop("Range", None)

    with Between(server.port, forget_ranges, change) as between:
        remote = remote_for(f"webdav://127.0.0.1:{between.port}/hub/quirks", SECRET)
        data = bytes(range(256)) * 1000
        assert remote.put_new(AT, BytesSource(data)) is Put.STORED
        assert remote.put_new(AT, BytesSource(data)) is Put.THERE
        assert remote.list("inbox").files == {"000000": len(data)}
        for offset, length in ((0, 10), (100_000, 99), (255_990, 10), (255_990, None)):
            with remote.read(AT, offset, length) as chunks:
                assert b"".join(chunks) == data[offset:][:length]
        with pytest.raises(Stop), remote.read(AT, 255_990, 11) as chunks:
            list(chunks)


def test_requests_of_one_object_go_over_one_connection(servers: Servers) -> None:
    server = servers.get("wsgidav")
    (server.folder / "kept").mkdir()
    with Between(server.port) as between:
        remote = remote_for(f"webdav://127.0.0.1:{between.port}/hub/kept", SECRET)
        for number in range(5):
            remote.put_new(key("inbox", f"{number:06d}"), BytesSource(b"x" * 100_000))
            with remote.read(key("inbox", f"{number:06d}"), 0, 100_000) as chunks:
                list(chunks)
        assert between.connections == 1
        said = [asked.method for asked in between.asked]
        assert said[:5] == ["MKCOL", "PUT", "HEAD", "MOVE", "GET"]
        assert said[9:] == ["PUT", "MOVE", "GET"] * 3  # by then its ETags have proved to tell the size


def test_what_was_cut_on_its_way_is_noticed_by_the_etag(servers: Servers) -> None:
    server = servers.get("wsgidav")
    (server.folder / "shortened").mkdir()
    shortens: list[bool] = []

    def before(asked: Asked) -> Said | None:
        if asked.method != "PUT" or not shortens:
            return None
        body = asked.body[:-1]
        return between._forward(line, replace(asked, headers=asked.headers | {"Content-Length": "9999"}, body=body))

    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    with Between(server.port, before) as between:
        remote = remote_for(f"webdav://127.0.0.1:{between.port}/hub/shortened", SECRET)
        for number in range(3):
            remote.put_new(key("inbox", f"{number:06d}"), BytesSource(b"x" * 10_000))
        shortens.append(True)
        with pytest.raises(TryLater):
            remote.put_new(key("inbox", "000009"), BytesSource(b"x" * 10_000))
        assert [asked.method for asked in between.asked[-3:]] == ["MOVE", "PUT", "HEAD"]
        assert remote.list("inbox").files == {f"{number:06d}": 10_000 for number in range(3)}
    line.close()


@pytest.mark.parametrize(
    "tag",
    [
        lambda size, number: f'"{size:x}-5f3a90c{number}"',
        lambda size, number: f'"17-5f3a90c{number}-{size}"',
    ],
)
def test_etags_made_of_the_size_are_believed(tag: Callable[[int, int], str]) -> None:
    sizes = EtagSizes()
    for number, size in enumerate((70_000, 123_456, 70_000)):
        assert sizes.vouches(tag(size, number), size) is (number > 1)
        sizes.learn(tag(size, number), size)
    assert sizes.vouches(tag(1 << 24, 9), 1 << 24)
    assert not sizes.vouches(tag(1 << 24, 9), (1 << 24) - 1)
    assert not sizes.vouches("W/" + tag(1 << 24, 9), 1 << 24)
    sizes.learn(tag(99_999, 9), 100_000)  # once it said another size than the server did
    assert not sizes.vouches(tag(1 << 24, 9), 1 << 24)


@pytest.mark.parametrize("etag", ["", '"5f3a90c1"', '"zz-4096"', '"a-b-c"'])
def test_other_etags_prove_nothing(etag: str) -> None:
    sizes = EtagSizes()
    for _ in range(4):
        sizes.learn(etag, 4096)
    assert not sizes.vouches(etag, 4096)
    sizes.learn('"5f3a90c1-4096"', 4096)
    assert not sizes.vouches('"5f3a90c1-4096"', 4096)


def test_few_digits_prove_nothing() -> None:
    sizes = EtagSizes()
    for version in range(1, 9):
        sizes.learn(f'"5f3a90c1-{version}"', version)
    assert not sizes.vouches('"5f3a90c1-9"', 9)
