"""What servers do each in their own way: checksums, absolute addresses, ignored ranges, hidden lengths, odd paths."""

import hashlib
import re
import shutil

import pytest

from kla_desktop.transport.connect import remote_for
from kla_desktop.transport.credentials import Credentials
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
        assert [asked.method for asked in between.asked[-4:]] == ["PUT", "HEAD", "MOVE", "GET"]
        assert len(between.asked) == 5 * 4 + 1
