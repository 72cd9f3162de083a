"""The certificate by which the hub of a secretariat proves itself: made here, vouched for by nobody, pinned.

Its name tells nothing, and its dates say no more than that it is one: stations compare the whole of it with the pin of
their enrolment file. The secret key lies in the library's encrypted settings; for the moment in which the system's TLS
reads it from a file, that file is encrypted under a password nobody else ever sees.
"""

import datetime as dt
import hashlib
import os
import secrets
import ssl
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

_PASSWORD_BYTES = 20
_NAME = "KLA hub"
_FROM = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_TO = dt.datetime(2120, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate and its secret key, both as PEM text. `repr()` shows no secret."""

    shown: str
    secret: str = field(repr=False)

    @property
    def pin(self) -> str:
        """SHA-256 of the certificate (DER) in hex: what an enrolment file names."""
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(self.shown)).hexdigest()


def make_certificate() -> Certificate:
    """Make a new key (ECDSA, P-256) and a certificate for it."""
    from cryptography import x509  # noqa: PLC0415 - a tenth of a second that few need
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - as above
    from cryptography.x509.oid import NameOID  # noqa: PLC0415 - as above

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_TO)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Certificate(made.public_bytes(serialization.Encoding.PEM).decode("ascii"), secret.decode("ascii"))


def server_context(certificate: Certificate, folder: Path) -> ssl.SSLContext:
    """Make the TLS side of a server: 1.2 or newer. `folder` is a private one for a file that is removed at once."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - as above

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    password = secrets.token_bytes(24).hex()
    key = serialization.load_pem_private_key(certificate.secret.encode("ascii"), None)
    sealed = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.encode("ascii")),
    )
    handle, name = tempfile.mkstemp(".tmp", "tls-", folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(sealed + certificate.shown.encode("ascii"))
        context.load_cert_chain(name, password=password)
    finally:
        Path(name).unlink(missing_ok=True)
    return context


def new_password() -> str:
    """Make a password for one account of the hub: 160 random bits in hex."""
    return secrets.token_hex(_PASSWORD_BYTES)
