"""Keeps a PIN so that it can be checked and not be read (argon2id). Whoever has the hash can try all PINs: no key."""

import nacl.exceptions
import nacl.pwhash

_OPS, _MEMORY = 2, 64 << 20


def hash_pin(pin: str) -> str:
    """Return what is kept of a PIN."""
    return nacl.pwhash.argon2id.str(pin.encode("ascii"), opslimit=_OPS, memlimit=_MEMORY).decode("ascii")


def fits(kept: str, pin: str) -> bool:
    """Whether this is the PIN of which `kept` was kept; False for anything damaged."""
    try:
        return nacl.pwhash.verify(kept.encode("ascii"), pin.encode("utf-8"))
    except (nacl.exceptions.CryptoError, ValueError):
        return False
