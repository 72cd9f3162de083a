"""Key pairs of a station: Ed25519 to sign, X25519 (age) to unseal; their text forms, and six words to compare them by.

Public text forms are those of the tools that strangers have: a minisign public key in base64 (`RW…`), an age recipient
(`age1…`). Secret text forms are for our own encrypted store and the pipe to a worker only.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field

import nacl.bindings
import nacl.exceptions
import nacl.signing
import pyrage

_ALGORITHM = b"Ed"
_KEY_ID_BYTES = 8
_KEY_BYTES = 32
_PUBLIC_BYTES = len(_ALGORITHM) + _KEY_ID_BYTES + _KEY_BYTES
_SECRET_MARK = "KLA-SECRET-SIGNING-KEY-1:"  # noqa: S105 - a prefix
_CONSONANTS = "bcdghjklmnprstwy"
_VOWELS = "aiuo"
_WORDS = 6
_UNFIT = frozenset({"babi", "coli", "gila", "puki", "susu", "titi", "tolo", "bodo"})


class BadKey(ValueError):  # noqa: N818 - it says what the key is
    """A key that cannot be read or must not be trusted: of low order, outside the main group, non-canonical."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The secret half of a station's signature. `str()` and `repr()` show nothing of it."""

    seed: bytes = field(repr=False)

    @classmethod
    def create(cls) -> "SigningKey":
        """Make a new one from the system's randomness."""
        return cls(bytes(nacl.signing.SigningKey.generate()))

    @classmethod
    def from_text(cls, text: str) -> "SigningKey":
        """Read what `to_text` wrote; raises BadKey."""
        if not text.startswith(_SECRET_MARK):
            raise BadKey("not a signing key")
        seed = _decode(text.removeprefix(_SECRET_MARK))
        if len(seed) != _KEY_BYTES:
            raise BadKey("signing key of the wrong length")
        return cls(seed)

    @classmethod
    def of_recovery(cls, identity: str) -> "SigningKey":
        """Derive the key by which a recovery key vouches for a new laptop: BLAKE2b of the identity's text."""
        return cls(
            hashlib.blake2b(identity.encode("ascii"), digest_size=_KEY_BYTES, person=b"kla-recoversign").digest()
        )

    def to_text(self) -> str:
        """Write the secret as one line for the encrypted store."""
        return _SECRET_MARK + base64.b64encode(self.seed).decode("ascii")

    @property
    def public(self) -> "VerifyKey":
        """The half that others may know."""
        return VerifyKey(bytes(nacl.signing.SigningKey(self.seed).verify_key))

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of an Ed25519 signature (RFC 8032)."""
        return bytes(nacl.signing.SigningKey(self.seed).sign(message).signature)


@dataclass(frozen=True, slots=True)
class VerifyKey:
    """The public half of a station's signature: always canonical, on the curve, and of the full prime order."""

    key: bytes

    def __post_init__(self) -> None:
        """Raise BadKey for keys under which somebody without the secret could sign."""
        if len(self.key) != _KEY_BYTES:
            raise BadKey("public key of the wrong length")
        if not nacl.bindings.crypto_core_ed25519_is_valid_point(self.key):
            raise BadKey("public key of low order, outside the main group, or not canonical")

    @property
    def key_id(self) -> bytes:
        """Eight bytes by which minisign matches key and signature: the first of BLAKE2b over the public key."""
        return hashlib.blake2b(self.key, digest_size=_KEY_ID_BYTES).digest()

    def to_text(self) -> str:
        """Write it as minisign does: base64 of "Ed", key id, key."""
        return base64.b64encode(_ALGORITHM + self.key_id + self.key).decode("ascii")

    @classmethod
    def from_text(cls, text: str) -> "VerifyKey":
        """Read a minisign public key (the base64 line); raises BadKey, also when its key id is not of our making."""
        raw = _decode(text)
        if len(raw) != _PUBLIC_BYTES or raw[:2] != _ALGORITHM:
            raise BadKey("not a minisign public key")
        found = cls(raw[-_KEY_BYTES:])
        if raw[2 : 2 + _KEY_ID_BYTES] != found.key_id:
            raise BadKey("key id does not belong to the key")
        return found

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Tell whether `signature` over `message` was made with the secret half."""
        try:
            nacl.signing.VerifyKey(self.key).verify(message, signature)
        except (nacl.exceptions.BadSignatureError, ValueError, TypeError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class UnsealingKey:
    """An age X25519 identity: opens what was sealed to its recipient. `repr()` shows nothing of it."""

    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        """Raise BadKey for anything but an age X25519 identity."""
        read_identity(self.secret)

    @classmethod
    def create(cls) -> "UnsealingKey":
        """Make a new one from the system's randomness."""
        return cls(str(pyrage.x25519.Identity.generate()))

    @property
    def recipient(self) -> str:
        """The public half (`age1…`)."""
        return str(read_identity(self.secret).to_public())


def read_identity(text: str) -> pyrage.x25519.Identity:
    """Read `AGE-SECRET-KEY-1…`; raises BadKey, whose text does not repeat the secret."""
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError:
        raise BadKey("not an age identity") from None


def read_recipient(text: str) -> pyrage.x25519.Recipient:
    """Read `age1…`; raises BadKey."""
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise BadKey("not an age recipient") from None


def fingerprint_words(*public_keys: str) -> tuple[str, ...]:
    """Return six words that two people read to each other to compare `public_keys` (text forms, order counts).

    Each word is two syllables, each of one of 16 consonants and 4 vowels that Indonesian speakers tell apart by ear
    (no f/v/z, no e): 6 bits a syllable, 72 bits in all, taken from BLAKE2b over a counter and the keys, each preceded
    by its length. The counter starts at 0 and goes up only when a word would be rude. `docs/formats.md` has the rule.
    """
    texts = [text.encode("utf-8") for text in public_keys]
    material = b"".join(len(text).to_bytes(4, "big") + text for text in texts)
    counter = 0
    while True:
        digest = hashlib.blake2b(counter.to_bytes(4, "big") + material, digest_size=9, person=b"kla-words-1").digest()
        bits = int.from_bytes(digest, "big")
        syllables = [_syllable(bits >> shift & 63) for shift in range(66, -1, -6)]
        words = tuple("".join(syllables[index : index + 2]) for index in range(0, 2 * _WORDS, 2))
        if not _UNFIT.intersection(words):
            return words
        counter += 1


def _syllable(six_bits: int) -> str:
    return _CONSONANTS[six_bits >> 2] + _VOWELS[six_bits & 3]


def _decode(text: str) -> bytes:
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        raise BadKey("not base64") from None
    if base64.b64encode(raw).decode("ascii") != text:
        raise BadKey("not canonical base64")
    return raw
