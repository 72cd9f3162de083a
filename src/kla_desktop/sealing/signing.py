"""Detached signatures in minisign's format, so that `minisign -V` judges them anywhere.

The prehashed kind "ED" alone: Ed25519 over BLAKE2b-512 of the message, then a global signature over that signature and
the trusted comment (https://jedisct1.github.io/minisign/#signature-format).
"""

import base64
import binascii
import hashlib

from kla_desktop.sealing.keys import SigningKey, VerifyKey

MAX_SIGNATURE_BYTES = 1024
"""A signature file of ours is some 320 bytes; anything much larger is not one."""
_PREHASHED = b"ED"
_COMMENT = "untrusted comment: "
_TRUSTED = "trusted comment: "
_SIGNATURE_BYTES = 64
_LINES = 4


class BadSignature(ValueError):  # noqa: N818 - it says what the signature is
    """Not in the format, or not made by any of the keys given over this message."""


def sign(message: bytes, key: SigningKey, trusted_comment: str = "") -> bytes:
    """Return the bytes of a `.minisig` file over `message`; the trusted comment is one signed line."""
    if not trusted_comment.isprintable():
        raise ValueError("the trusted comment is one printable line")
    signature = key.sign(_prehash(message))
    whole = key.sign(signature + trusted_comment.encode("utf-8"))
    lines = (
        f"{_COMMENT}signature of a KLA Desktop station",
        base64.b64encode(_PREHASHED + key.public.key_id + signature).decode("ascii"),
        f"{_TRUSTED}{trusted_comment}",
        base64.b64encode(whole).decode("ascii"),
    )
    return ("\n".join(lines) + "\n").encode("utf-8")


def verify(message: bytes, signature_file: bytes, keys: tuple[VerifyKey, ...]) -> tuple[VerifyKey, str]:
    """Return which of `keys` signed `message`, and the trusted comment; raises BadSignature."""
    key_id, signature, comment, whole = _parse(signature_file)
    for key in keys:
        if key.key_id == key_id and key.verifies(_prehash(message), signature):
            if not key.verifies(signature + comment.encode("utf-8"), whole):
                break
            return key, comment
    raise BadSignature("none of the keys made this signature")


def public_key_file(key: VerifyKey) -> bytes:
    """Return the bytes of a `minisign.pub` file, for people who check by hand."""
    return f"{_COMMENT}KLA Desktop public key {key.key_id[::-1].hex().upper()}\n{key.to_text()}\n".encode("ascii")


def _prehash(message: bytes) -> bytes:
    return hashlib.blake2b(message, digest_size=64).digest()


def _parse(data: bytes) -> tuple[bytes, bytes, str, bytes]:
    if len(data) > MAX_SIGNATURE_BYTES:
        raise BadSignature("too long")
    try:
        lines = data.decode("utf-8").split("\n")
        if len(lines) != _LINES + 1 or lines[_LINES]:
            raise BadSignature("not four lines")
        if not lines[0].startswith(_COMMENT) or not lines[2].startswith(_TRUSTED):
            raise BadSignature("comments missing")
        head, whole = (base64.b64decode(lines[index].encode("ascii"), validate=True) for index in (1, 3))
        if [base64.b64encode(raw).decode("ascii") for raw in (head, whole)] != [lines[1], lines[3]]:
            raise BadSignature("not canonical base64")
    except (UnicodeError, binascii.Error) as error:
        raise BadSignature("not text and base64") from error
    if len(head) != 10 + _SIGNATURE_BYTES or head[:2] != _PREHASHED or len(whole) != _SIGNATURE_BYTES:
        raise BadSignature("not a prehashed minisign signature")
    return head[2:10], head[10:], lines[2].removeprefix(_TRUSTED), whole
