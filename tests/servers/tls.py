"""Certificates of every kind, good and bad, and servers that show them."""

import contextlib
import hashlib
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kla_desktop.system.tools import SystemClock
from tests.servers.between import Asked, Listener, Said, hang_up, read_request


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its key, and the file that a server loads."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    file: Path

    @property
    def pin(self) -> str:
        return hashlib.sha256(self.certificate.public_bytes(serialization.Encoding.DER)).hexdigest()


def made(
    folder: Path,
    name: str,
    host: str = "hub.kla.test",
    by: Certificate | None = None,
    *,
    days: tuple[int, int] = (-1, 30),
    authority: bool = False,
) -> Certificate:
    """Make a certificate for `host`, signed `by` an authority or by itself, valid between two days from now."""
    key, now = ec.generate_private_key(ec.SECP256R1()), SystemClock().now()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_in(now, days[0]))
        .not_valid_after(_in(now, days[1]))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    )
    signed = builder.sign(by.key if by else key, hashes.SHA256())
    file = folder / f"{name}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return Certificate(signed, key, file)


def _in(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)


class Secured(Listener):
    """A server over TLS that answers everything with an empty listing and remembers what was asked."""

    def __init__(self, shown: Certificate, said: Said | None = None, *, old: bool = False) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(shown.file)
        if old:
            self._context.set_ciphers("ALL:@SECLEVEL=0")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # which is why it is tried
                self._context.minimum_version = self._context.maximum_version = ssl.TLSVersion.TLSv1
        self._said = said or Said(207, {}, b'<D:multistatus xmlns:D="DAV:"></D:multistatus>')
        self.asked: list[Asked] = []
        super().__init__()

    def serve(self, client: socket.socket) -> None:
        with self._context.wrap_socket(client, server_side=True) as secured:
            stream = secured.makefile("rb")
            while asked := read_request(stream):
                self.asked.append(asked)
                secured.sendall(self._said.to_bytes(head=asked.method == "HEAD"))


class Proxy(Listener):
    """A proxy as in an office: CONNECT, then bytes both ways to `port`, whatever host was named."""

    def __init__(self, port: int, refuse: int = 0) -> None:
        self._to, self._refuse = port, refuse
        self.asked: list[Asked] = []
        super().__init__()

    def serve(self, client: socket.socket) -> None:
        asked = read_request(client.makefile("rb"))
        if asked is None:
            return
        self.asked.append(asked)
        if self._refuse or asked.method != "CONNECT":
            client.sendall(Said(self._refuse or 405).to_bytes(head=False))
            return
        server = socket.create_connection(("127.0.0.1", self._to))
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=_pass_on, args=(server, client), daemon=True)
        back.start()
        _pass_on(client, server)
        back.join()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    hang_up(source)
    hang_up(target)


@contextlib.contextmanager
def forwarded(port: int) -> Iterator[None]:
    """Let every connection out of this process end at a port of this machine, whatever host it names."""
    real = socket.create_connection

    def create(address: tuple[str, int], *rest: object, **more: object) -> socket.socket:
        host, wanted = address
        return real(("127.0.0.1", wanted if host == "127.0.0.1" else port), *rest, **more)  # type: ignore[arg-type]

    socket.create_connection = create  # type: ignore[assignment]
    try:
        yield
    finally:
        socket.create_connection = real
