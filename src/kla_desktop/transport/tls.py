"""Whom a connection over TLS talks to: somebody the system trusts, or the one certificate that was enrolled.

There is no third way and no "go on anyway".
"""

import hashlib
import re
import ssl

from kla_desktop.model.errors import ErrorCode
from kla_desktop.transport.remote import AskUser, RemoteError, TryLater

_NOT_YET_VALID, _EXPIRED = 9, 10  # X509_V_ERR_* of OpenSSL
_PIN = re.compile(r"[0-9a-f]{64}")


class Identity:
    """How the other side proves itself. `pin`: SHA-256 of its certificate (DER) in hex; "" = the system decides."""

    def __init__(self, pin: str = "") -> None:
        if pin and _PIN.fullmatch(pin) is None:
            raise ValueError("a pin has 64 lower-case hex digits")
        self._pin = pin
        self.context = _pinned_context() if pin else _system_context()

    def accepts(self, certificate: bytes | None) -> bool:
        """Whether a certificate (DER) that the handshake let through is the right one."""
        return not self._pin or hashlib.sha256(certificate or b"").hexdigest() == self._pin

    @staticmethod
    def meaning(error: OSError) -> RemoteError:
        """Say what a failed handshake means."""
        if isinstance(error, ssl.SSLCertVerificationError):
            # a laptop that stood in a cupboard has the wrong date: told apart, because only then the user can help
            out_of_date = getattr(error, "verify_code", 0) in {_NOT_YET_VALID, _EXPIRED}
            return AskUser(ErrorCode.HUB_CLOCK if out_of_date else ErrorCode.HUB_CERTIFICATE)
        if isinstance(error, ssl.SSLError) and not isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
            return AskUser(ErrorCode.HUB_CERTIFICATE)
        return TryLater(ErrorCode.HUB_UNREACHABLE)


def _system_context() -> ssl.SSLContext:
    import truststore  # noqa: PLC0415 - only when a network is used

    context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _pinned_context() -> ssl.SSLContext:
    """Let every certificate through: `accepts` then compares it with the pin, which says more than any authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def is_pin(text: str) -> bool:
    """Say whether `text` has the form of a pin."""
    return _PIN.fullmatch(text) is not None
