"""The master key behind a passphrase, in a keyring, in a file; and what is derived from it."""

import json
import stat
import sys
from pathlib import Path
from typing import Any

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.sealing import vault
from kla_desktop.sealing.vault import KeyHolder, create_master, derive, forget, hmac_name, holder_of, protect, unlock

LIBRARY = "0199-ab"


class MemoryKeyring:
    """A keyring of this test alone."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError
        del self.kept[service, username]


def code_of(record: dict[str, Any], **how: Any) -> ErrorCode:
    with pytest.raises(Fixable) as raised:
        unlock(record, **how)
    return raised.value.code


def test_passphrase_opens_and_nothing_else_does() -> None:
    master = create_master()
    record = protect(master, KeyHolder.PASSPHRASE, LIBRARY, passphrase="kelapa muda é")
    record = json.loads(json.dumps(record))
    assert unlock(record, passphrase="kelapa muda e\u0301") == master
    assert code_of(record, passphrase="kelapa tua") is ErrorCode.PASSPHRASE_WRONG
    assert code_of(record) is ErrorCode.PASSPHRASE_NEEDED
    assert code_of(record, passphrase="") is ErrorCode.PASSPHRASE_NEEDED
    assert holder_of(record) is KeyHolder.PASSPHRASE
    assert record["memory"] == 128 << 20


def test_passphrase_is_asked_for_when_protecting() -> None:
    with pytest.raises(Fixable) as raised:
        protect(create_master(), KeyHolder.PASSPHRASE, LIBRARY)
    assert raised.value.code is ErrorCode.PASSPHRASE_NEEDED


@pytest.mark.parametrize(
    "change",
    [
        {"ops": 0},
        {"ops": 10**9},
        {"ops": True},
        {"ops": "3"},
        {"memory": 1 << 40},
        {"memory": 1024},
        {"salt": "AAAA"},
        {"salt": 3},
        {"salt": "*"},
        {"box": None},
        {"kdf": "none"},
        {"holder": "nobody"},
        {"version": 0},
        {"version": "1"},
        {"library": 5},
        {"check": None},
    ],
    ids=str,
)
def test_absurd_records_are_refused_at_once(change: dict[str, Any]) -> None:
    record = {
        "version": 1,
        "holder": "passphrase",
        "library": LIBRARY,
        "check": "00",
        "kdf": "argon2id13",
        "ops": 3,
        "memory": 128 << 20,
        "salt": "AAAAAAAAAAAAAAAAAAAAAA==",
        "box": "AAAA",
    }
    assert code_of(record | change, passphrase="x") is ErrorCode.LIBRARY_DAMAGED


def test_record_of_a_newer_program() -> None:
    assert code_of({"version": 2}) is ErrorCode.LIBRARY_TOO_NEW


def test_keyring_keeps_and_forgets() -> None:
    ring, master = MemoryKeyring(), create_master()
    record = protect(master, KeyHolder.KEYRING, LIBRARY, backend=ring)
    assert unlock(record, backend=ring) == master
    ring.kept = dict.fromkeys(ring.kept, vault._to_text(create_master()))
    assert code_of(record, backend=ring) is ErrorCode.KEY_MISSING
    ring.kept = dict.fromkeys(ring.kept, "nonsense")
    assert code_of(record, backend=ring) is ErrorCode.KEY_MISSING
    forget(record, backend=ring)
    forget(record, backend=ring)
    assert code_of(record, backend=ring) is ErrorCode.KEY_MISSING


def test_no_keyring_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Fixable) as raised:
        protect(create_master(), KeyHolder.KEYRING, LIBRARY)
    assert raised.value.code is ErrorCode.KEY_MISSING
    assert code_of({"version": 1, "holder": "keyring", "library": LIBRARY, "check": ""}) is ErrorCode.KEY_MISSING


@pytest.mark.parametrize("kind", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring])
def test_backends_that_keep_nothing_do_not_count(kind: Any) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(kind())
    try:
        assert vault.system_keyring() is None
    finally:
        keyring.set_keyring(before)


def test_key_file_is_private(tmp_path: Path) -> None:
    folder, master = tmp_path / "config" / "kla", create_master()
    record = protect(master, KeyHolder.FILE, LIBRARY, config_folder=folder)
    assert unlock(record, config_folder=folder) == master
    (file,) = folder.iterdir()
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    protect(create_master(), KeyHolder.FILE, LIBRARY, config_folder=folder)
    assert code_of(record, config_folder=folder) is ErrorCode.KEY_MISSING
    forget(record, config_folder=folder)
    assert code_of(record, config_folder=folder) is ErrorCode.KEY_MISSING
    assert code_of(record) is ErrorCode.KEY_MISSING
    assert code_of(record | {"library": "../../x"}, config_folder=folder) is ErrorCode.LIBRARY_DAMAGED


@pytest.mark.parametrize("how", list(KeyHolder))
def test_records_hold_no_secret(how: KeyHolder, tmp_path: Path) -> None:
    master = create_master()
    record = protect(master, how, LIBRARY, passphrase="sandi", config_folder=tmp_path, backend=MemoryKeyring())
    text = json.dumps(record)
    for secret in (master.hex(), vault._to_text(master), "sandi"):
        assert secret not in text


def test_derived_keys_differ_by_purpose_and_master() -> None:
    master = create_master()
    keys = {derive(master, "database"), derive(master, "object names"), derive(create_master(), "database")}
    assert len(keys) == 3
    assert all(len(key) == 32 for key in keys)


def test_object_names_tell_nothing_without_the_key() -> None:
    digest = "ab" * 32
    assert hmac_name(b"k" * 32, digest) == hmac_name(b"k" * 32, digest)
    assert hmac_name(b"k" * 32, digest) != hmac_name(b"l" * 32, digest)
    assert len(hmac_name(b"k" * 32, digest)) == 64
