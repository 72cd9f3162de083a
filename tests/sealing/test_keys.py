"""Keys: text forms, refusal of keys that must not be trusted, six words."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_desktop.sealing.keys import BadKey, SigningKey, UnsealingKey, VerifyKey, fingerprint_words, read_recipient


def test_signing_key_comes_back_from_its_text_and_shows_nothing() -> None:
    key = SigningKey.create()
    assert SigningKey.from_text(key.to_text()) == key
    assert key.seed.hex() not in repr(key)
    assert key.public.verifies(b"isi", key.sign(b"isi"))
    assert not key.public.verifies(b"isi!", key.sign(b"isi"))
    assert VerifyKey.from_text(key.public.to_text()) == key.public


@pytest.mark.parametrize("text", ["", "KLA-SECRET-SIGNING-KEY-1:", "KLA-SECRET-SIGNING-KEY-1:AAAA", "x", "é"])
def test_what_is_no_signing_key_is_refused(text: str) -> None:
    with pytest.raises(BadKey):
        SigningKey.from_text(text)


def test_public_key_with_foreign_key_id_is_refused() -> None:
    one, two = SigningKey.create().public.to_text(), SigningKey.create().public.to_text()
    mixed = one[:12] + two[12:]
    with pytest.raises(BadKey):
        VerifyKey.from_text(mixed)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (VerifyKey.from_text, read_recipient, UnsealingKey):
        with pytest.raises(BadKey):
            read(text)


def test_unsealing_key_shows_nothing_and_knows_its_recipient() -> None:
    key = UnsealingKey.create()
    assert key.secret not in repr(key)
    assert key.recipient.startswith("age1")
    assert UnsealingKey(key.secret).recipient == key.recipient


LOW_ORDER_OR_ODD = {
    "0000000000000000000000000000000000000000000000000000000000000000": "order 4",
    "0100000000000000000000000000000000000000000000000000000000000000": "neutral",
    "0100000000000000000000000000000000000000000000000000000000000080": "neutral, odd sign",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f": "order 2",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f": "p itself",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f": "p + 1",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff": "beyond p",
}


@pytest.mark.parametrize("key", LOW_ORDER_OR_ODD, ids=LOW_ORDER_OR_ODD.get)
def test_keys_of_low_order_are_refused(key: str) -> None:
    with pytest.raises(BadKey):
        VerifyKey(bytes.fromhex(key))


def test_every_low_order_or_non_canonical_key_of_the_vectors_is_refused(shared: Path) -> None:
    vectors = json.loads((shared / "corpus/age/ed25519/ed25519vectors.json").read_text())
    doubtful = {"low_order_A", "non_canonical_A", "low_order_component_A"}
    refused = accepted = 0
    for vector in vectors:
        bad = bool(doubtful.intersection(vector["flags"] or []))
        try:
            VerifyKey(bytes.fromhex(vector["key"]))
        except BadKey:
            assert bad, vector["number"]
            refused += 1
        else:
            assert not bad, vector["number"]
            accepted += 1
    assert (refused, accepted) == (886, 28)


def test_six_words_are_fixed_by_the_keys() -> None:
    assert fingerprint_words("RWQ", "age1") == fingerprint_words("RWQ", "age1")
    assert len({fingerprint_words(*keys) for keys in (("a", "b"), ("b", "a"), ("ab",), ("ab", ""), ("a",), ())}) == 6
    assert fingerprint_words("contoh") == ("caco", "cuyo", "nura", "luyo", "wulu", "kumu")


@given(st.lists(st.text(max_size=60), max_size=4))
def test_words_can_be_spoken(keys: list[str]) -> None:
    words = fingerprint_words(*keys)
    assert len(words) == 6
    for word in words:
        assert len(word) == 4
        assert set(word[::2]) <= set("bcdghjklmnprstwy")
        assert set(word[1::2]) <= set("aiuo")
