"""Keeps the library's master key: behind a passphrase, in the system's keyring, or in a private file.

`protect` returns what goes into `library.json`: it holds no secret in clear. `unlock` gives the master key back.
Every other key of the library is derived from it, each for one purpose.
"""

import base64
import binascii
import hashlib
import hmac
import os
import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import nacl.exceptions
import nacl.pwhash
import nacl.secret
import nacl.utils

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.system.files import replace, sync_folder

MASTER_BYTES = 32
PASSPHRASE_OPS = 3
PASSPHRASE_MEMORY = 128 << 20
"""argon2id (RFC 9106): three passes over 128 MiB, about 0.3 s on an office laptop."""
_OPS_RANGE = range(1, 17)
_MEMORY_RANGE = range(8 << 20, (1 << 30) + 1)
_SERVICE = "KLA Desktop"
_VERSION = 1
_TRUSTED_BACKENDS = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
)


class KeyHolder(StrEnum):
    """Who keeps the master key."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a word
    KEYRING = "keyring"
    FILE = "file"


class Keyring(Protocol):
    """What we need of the system's keyring."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """Return the secret, or None."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep the secret."""

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget the secret."""


def create_master() -> bytes:
    """Return 32 new random bytes."""
    return nacl.utils.random(MASTER_BYTES)


def system_keyring() -> Keyring | None:
    """Return a keyring that really encrypts, or None: backends that fail, forget or write plain text do not count."""
    try:
        import keyring  # noqa: PLC0415 - slow to import, and no library whose key lies in a file needs it
        import keyring.backends.chainer  # noqa: PLC0415 - as above

        chosen = keyring.get_keyring()
        backends = chosen.backends if isinstance(chosen, keyring.backends.chainer.ChainerBackend) else [chosen]
        for backend in backends:
            if type(backend).__module__.startswith(_TRUSTED_BACKENDS):
                found: Keyring = backend
                return found
    except Exception:  # noqa: BLE001 - a keyring service may fail in any way; then there is none
        return None
    return None


def protect(
    master: bytes,
    how: KeyHolder,
    library_id: str,
    *,
    passphrase: str | None = None,
    config_folder: Path | None = None,
    backend: Keyring | None = None,
) -> dict[str, Any]:
    """Put `master` into the care of `how`; return the record for `library.json`.

    PASSPHRASE wants `passphrase`, FILE `config_folder` (written with mode 0600), KEYRING takes `backend` or the
    system's. Raises Fixable(PASSPHRASE_NEEDED), Fixable(KEY_MISSING) when there is no keyring, OSError.
    """
    if len(master) != MASTER_BYTES:
        raise ValueError("the master key has 32 bytes")
    record: dict[str, Any] = {
        "version": _VERSION,
        "holder": how.value,
        "library": library_id,
        "check": _check_of(master),
    }
    if how is KeyHolder.PASSPHRASE:
        if not passphrase:
            raise Fixable(ErrorCode.PASSPHRASE_NEEDED)
        salt = nacl.utils.random(nacl.pwhash.argon2id.SALTBYTES)
        key = _stretch(passphrase, salt, PASSPHRASE_OPS, PASSPHRASE_MEMORY)
        box = nacl.secret.SecretBox(key).encrypt(master)
        record |= {
            "kdf": "argon2id13",
            "ops": PASSPHRASE_OPS,
            "memory": PASSPHRASE_MEMORY,
            "salt": _to_text(salt),
            "box": _to_text(bytes(box)),
        }
    elif how is KeyHolder.KEYRING:
        holder = backend or system_keyring()
        if holder is None:
            raise Fixable(ErrorCode.KEY_MISSING)
        try:
            holder.set_password(_SERVICE, library_id, _to_text(master))
        except _keyring_error() as error:
            raise Fixable(ErrorCode.KEY_MISSING) from error
    else:
        _write_private(_key_file(config_folder, library_id), (_to_text(master) + "\n").encode("ascii"))
    return record


def unlock(
    record: dict[str, Any],
    *,
    passphrase: str | None = None,
    config_folder: Path | None = None,
    backend: Keyring | None = None,
) -> bytes:
    """Return the master key that `record` speaks of.

    Raises Fixable: PASSPHRASE_NEEDED, PASSPHRASE_WRONG, KEY_MISSING (not in keyring or folder, or another's),
    LIBRARY_DAMAGED (a record that cannot be ours, absurd parameters among them), LIBRARY_TOO_NEW.
    """
    holder = holder_of(record)
    if holder is KeyHolder.PASSPHRASE:
        return _unlock_by_passphrase(record, passphrase)
    try:
        if holder is KeyHolder.KEYRING:
            text = _from_keyring(backend or system_keyring(), str(record["library"]))
        else:
            text = _key_file(config_folder, str(record["library"])).read_text("ascii").strip()
        master = _from_text(text)
    except (OSError, ValueError) as error:
        raise Fixable(ErrorCode.KEY_MISSING) from error
    if not hmac.compare_digest(_check_of(master), str(record["check"])):
        raise Fixable(ErrorCode.KEY_MISSING)
    return master


def _from_keyring(ring: Keyring | None, library_id: str) -> str | None:
    try:
        return ring.get_password(_SERVICE, library_id) if ring else None
    except _keyring_error() as error:
        raise Fixable(ErrorCode.KEY_MISSING) from error


def _keyring_error() -> type[Exception]:
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    found: type[Exception] = KeyringError
    return found


def holder_of(record: dict[str, Any]) -> KeyHolder:
    """Tell who keeps the key of `record`; raises Fixable(LIBRARY_TOO_NEW) or Fixable(LIBRARY_DAMAGED)."""
    version = record.get("version")
    if isinstance(version, int) and version > _VERSION:
        raise Fixable(ErrorCode.LIBRARY_TOO_NEW)
    if version != _VERSION or not all(isinstance(record.get(name), str) for name in ("library", "check", "holder")):
        raise Fixable(ErrorCode.LIBRARY_DAMAGED)
    try:
        return KeyHolder(record["holder"])
    except ValueError as error:
        raise Fixable(ErrorCode.LIBRARY_DAMAGED) from error


def forget(record: dict[str, Any], *, config_folder: Path | None = None, backend: Keyring | None = None) -> None:
    """Remove the key from keyring or folder, after another holder took it over; nothing happens if it is gone."""
    holder = holder_of(record)
    if holder is KeyHolder.FILE:
        _key_file(config_folder, record["library"]).unlink(missing_ok=True)
    elif holder is KeyHolder.KEYRING and (ring := backend or system_keyring()) is not None:
        try:
            ring.delete_password(_SERVICE, record["library"])
        except _keyring_error():
            return


def derive(master: bytes, purpose: str) -> bytes:
    """Return the 32-byte key for one `purpose` ("database", "object names", …): BLAKE2b keyed with the master."""
    return hashlib.blake2b(purpose.encode("utf-8"), key=master, digest_size=32, person=b"kla-derive-1").digest()


def hmac_name(key: bytes, sha256_hex: str) -> str:
    """Return the file name of an object: HMAC-SHA-256 of its digest, so that nobody can look for a known photo."""
    return hmac.new(key, bytes.fromhex(sha256_hex), hashlib.sha256).hexdigest()


def _unlock_by_passphrase(record: dict[str, Any], passphrase: str | None) -> bytes:
    if not passphrase:
        raise Fixable(ErrorCode.PASSPHRASE_NEEDED)
    ops, memory = record.get("ops"), record.get("memory")
    try:
        salt, box = _raw(record.get("salt")), _raw(record.get("box"))
    except ValueError as error:
        raise Fixable(ErrorCode.LIBRARY_DAMAGED) from error
    if (
        record.get("kdf") != "argon2id13"
        or type(ops) is not int
        or type(memory) is not int
        or ops not in _OPS_RANGE
        or memory not in _MEMORY_RANGE
        or len(salt) != nacl.pwhash.argon2id.SALTBYTES
    ):
        raise Fixable(ErrorCode.LIBRARY_DAMAGED)
    try:
        return nacl.secret.SecretBox(_stretch(passphrase, salt, ops, memory)).decrypt(box)
    except (nacl.exceptions.CryptoError, ValueError) as error:
        raise Fixable(ErrorCode.PASSPHRASE_WRONG) from error


def _stretch(passphrase: str, salt: bytes, ops: int, memory: int) -> bytes:
    text = unicodedata.normalize("NFKC", passphrase).encode("utf-8")
    return nacl.pwhash.argon2id.kdf(nacl.secret.SecretBox.KEY_SIZE, text, salt, opslimit=ops, memlimit=memory)


def _check_of(master: bytes) -> str:
    return derive(master, "check").hex()[:16]


def _key_file(config_folder: Path | None, library_id: str) -> Path:
    if config_folder is None:
        raise Fixable(ErrorCode.KEY_MISSING)
    if not library_id or set(library_id) - set("0123456789abcdefghijklmnopqrstuvwxyz-"):
        raise Fixable(ErrorCode.LIBRARY_DAMAGED)
    return config_folder / f"{library_id}.key"


def _write_private(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    replace(temporary, path)
    sync_folder(path.parent)


def _to_text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _raw(text: object) -> bytes:
    if not isinstance(text, str):
        raise ValueError("not text")  # noqa: TRY004 - callers treat any bad record alike
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def _from_text(text: str | None) -> bytes:
    master = _raw(text)
    if len(master) != MASTER_BYTES:
        raise ValueError("not a master key")
    return master
