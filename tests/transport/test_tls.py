"""T37: whom we talk to. What cannot prove itself gets no request and no password; there is no "go on anyway"."""

from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode
from kla_desktop.transport.connect import read_address, remote_for
from kla_desktop.transport.credentials import Credentials, credentials_for, forget_credentials, keep_credentials
from kla_desktop.transport.remote import AskUser, BytesSource, Portal, RemoteError, Stop, TryLater, key
from tests.servers.between import Between, Said
from tests.servers.tls import Certificate, Proxy, Secured, forwarded, made

ADDRESS, SECRET = "webdavs://hub.kla.test/dav", Credentials("kelurahan", "rahasia")


class Authorities:
    """One that the system trusts, and one that it does not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trusted = made(folder, "trusted", authority=True)
        self.unknown = made(folder, "unknown", authority=True)

    def show(self, name: str, host: str = "hub.kla.test", days: tuple[int, int] = (-1, 30)) -> Certificate:
        return made(self.folder, name, host, self.trusted, days=days)


@pytest.fixture
def authorities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authorities:
    """The system's trust store holds one authority of ours: on Linux this variable names the store."""
    made_here = Authorities(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made_here.trusted.file))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return made_here


def asked(server: Secured, pin: str = "", address: str = ADDRESS) -> RemoteError | None:
    """Ask a server for a listing and for a put; both have to end alike. Return the error, if any."""
    with forwarded(server.port):
        remote = remote_for(address, SECRET, pin)
        try:
            remote.list("")
        except RemoteError as error:
            with pytest.raises(type(error)):
                remote.put_new(key("inbox", "000000"), BytesSource(b"x"))
            return error
        finally:
            remote.close()
    return None


def test_a_certificate_that_the_system_trusts(authorities: Authorities) -> None:
    with Secured(authorities.show("good")) as server:
        assert asked(server) is None
        assert server.asked[0].headers["Authorization"].startswith("Basic ")
        assert asked(server, address="s3://b/?endpoint=https://hub.kla.test") is not None  # no S3, but asked


@pytest.mark.parametrize("fault", ["expired", "not yet", "host", "self-signed", "unknown", "pin", "old", "no tls"])
def test_what_cannot_prove_itself_gets_no_request(authorities: Authorities, fault: str) -> None:
    shown = {
        "expired": lambda: authorities.show("expired", days=(-30, -1)),
        "not yet": lambda: authorities.show("early", days=(2, 30)),
        "host": lambda: authorities.show("host", host="other.kla.test"),
        "self-signed": lambda: made(authorities.folder, "self"),
        "unknown": lambda: made(authorities.folder, "stranger", by=authorities.unknown),
    }.get(fault, lambda: authorities.show("good"))()
    if fault == "no tls":
        with Between(None, before=lambda _: Said(207)) as plain, forwarded(plain.port):
            with pytest.raises((AskUser, TryLater)):
                remote_for(ADDRESS, SECRET).list("")
            assert not [one for one in plain.asked if one.method.isalpha() and one.method.isascii()]  # not a hello
        return
    with Secured(shown, old=fault == "old") as server:
        error = asked(server, "0" * 64 if fault == "pin" else "")
        assert isinstance(error, AskUser)
        out_of_date = fault in {"expired", "not yet"}  # the laptop's clock may be wrong: its own sentence
        assert error.code is (ErrorCode.HUB_CLOCK if out_of_date else ErrorCode.HUB_CERTIFICATE)
        assert server.connections == 2
        assert server.asked == []


def test_the_pinned_certificate_needs_no_authority_and_no_name(authorities: Authorities) -> None:
    own = made(authorities.folder, "coordinator", "kla-coordinator")
    other = made(authorities.folder, "impostor", "kla-coordinator")
    for address in (ADDRESS, "webdavs://192.168.1.7:8443/dav"):
        with Secured(own) as server:
            assert asked(server, own.pin, address) is None
        with Secured(other) as server:
            error = asked(server, own.pin, address)
            assert isinstance(error, AskUser)
            assert server.asked == []
        with Secured(authorities.show("proper")) as server:  # what the system trusts is not what was enrolled
            assert isinstance(asked(server, own.pin, address), AskUser)
            assert server.asked == []


def test_a_downgrade_is_not_followed(authorities: Authorities) -> None:
    with Between(None, before=lambda _: Said(207)) as plain:
        for location in (f"http://hub.kla.test:{plain.port}/dav/", "http://hub.kla.test/dav/"):
            with (
                Secured(authorities.show("good"), Said(301, {"Location": location})) as server,
                forwarded(server.port),
                pytest.raises((Portal, Stop)),
            ):
                remote_for(ADDRESS, SECRET).list("")
        assert plain.connections == 0


def test_a_proxy_is_respected_and_one_that_looks_inside_is_not(
    authorities: Authorities, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Secured(authorities.show("good")) as server, Proxy(server.port) as proxy:
        monkeypatch.setenv("https_proxy", f"http://kantor:sandi@127.0.0.1:{proxy.port}")
        remote = remote_for(ADDRESS, SECRET)
        assert not remote.list("").files
        assert [one.target for one in proxy.asked] == ["hub.kla.test:443"]
        assert "Proxy-Authorization" in proxy.asked[0].headers
        assert "Proxy-Authorization" not in server.asked[0].headers
        assert "Authorization" not in proxy.asked[0].headers
        monkeypatch.setenv("no_proxy", "hub.kla.test")
        with forwarded(server.port):
            remote_for(ADDRESS, SECRET).list("")
        assert len(proxy.asked) == 1
    monkeypatch.delenv("no_proxy")
    interceptor = made(authorities.folder, "office", by=authorities.unknown)
    with Secured(interceptor) as server, Proxy(server.port) as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(AskUser, match="hub_certificate"):
            remote_for(ADDRESS, SECRET).list("")
        assert server.asked == []


@pytest.mark.parametrize(("status", "kind"), [(407, AskUser), (403, AskUser), (502, TryLater), (503, TryLater)])
def test_what_a_proxy_refuses(
    authorities: Authorities, monkeypatch: pytest.MonkeyPatch, status: int, kind: type[RemoteError]
) -> None:
    with Proxy(9, status) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{proxy.port}")
        with pytest.raises(kind):
            remote_for(ADDRESS, SECRET).list("")
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:9")
    with pytest.raises(AskUser, match="hub_proxy"):
        remote_for(ADDRESS, SECRET)


@pytest.mark.parametrize(
    "address",
    [
        "", "hub.kla.test", "http://hub.kla.test/", "webdav://hub.kla.test/", "webdav://192.168.1.7/", "ftp://x/",
        "webdavs:///path", "webdavs://user:secret@hub/", "webdavs://hub/../x", "webdavs://hub/?q=1", "webdavs://hub/#x",
        "webdavs://hub:99999/", "file://other/share", "file:relative", "s3://bucket", "s3://bucket?endpoint=http://hub",
        "s3://bucket?endpoint=https://u:p@hub", "s3://?endpoint=https://hub", "s3://bucket?endpoint=https://hub&x=1",
        "s3://bucket?endpoint=https://hub/path", "webdavs://hub\n/", "webdavs://hub/%ff", "s3://b?endpoint=file:///etc",
    ],
)  # fmt: skip
def test_addresses_that_are_none_or_would_go_out_in_clear(address: str) -> None:
    with pytest.raises(AskUser, match="hub_address"):
        read_address(address)


def test_addresses_taken_apart(tmp_path: Path) -> None:
    assert read_address(tmp_path.as_uri()).place == str(tmp_path)
    nextcloud = read_address("https://awan.depok.go.id/remote.php/dav/files/kota%20layak/")
    assert (nextcloud.kind, nextcloud.place) == ("webdav", "/remote.php/dav/files/kota layak/")
    assert nextcloud.origin is not None
    assert nextcloud.origin.netloc == "awan.depok.go.id"
    bucket = read_address("s3://kla/kota/depok?endpoint=http://127.0.0.1:8333&region=id-1")
    assert (bucket.kind, bucket.place, bucket.region) == ("s3", "kla/kota/depok", "id-1")
    assert read_address("webdav://[::1]:8080/x").origin is not None


class Ring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def test_credentials_come_from_the_environment_or_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Ring()
    assert credentials_for(ADDRESS, ring) is None
    keep_credentials(ADDRESS, SECRET, ring)
    assert credentials_for(ADDRESS, ring) == SECRET
    assert credentials_for("webdavs://other/", ring) is None
    assert credentials_for(ADDRESS, None) is None
    monkeypatch.setenv("KLA_HUB_USER", "lain")
    monkeypatch.setenv("KLA_HUB_PASSWORD", "sandi")
    assert credentials_for(ADDRESS, ring) == Credentials("lain", "sandi")
    monkeypatch.delenv("KLA_HUB_USER")
    forget_credentials(ADDRESS, ring)
    forget_credentials(ADDRESS, ring)
    assert credentials_for(ADDRESS, ring) is None
    assert "rahasia" not in repr(SECRET)
    with pytest.raises(ValueError):
        keep_credentials(ADDRESS, Credentials("a", "b" * 2000), ring)
