"""Signatures: our own round trip, every flipped bit, and Debian's minisign as the judge of the format."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_desktop.sealing.keys import SigningKey, VerifyKey
from kla_desktop.sealing.signing import BadSignature, public_key_file, sign, verify

KEY = SigningKey(bytes(range(32)))
OTHER = SigningKey(bytes(range(1, 33)))
MESSAGE = b"0123abcd  bagit.txt\n"


def test_right_key_is_found_among_several() -> None:
    signature = sign(MESSAGE, KEY, "bundle b-1")
    assert verify(MESSAGE, signature, (OTHER.public, KEY.public)) == (KEY.public, "bundle b-1")


@pytest.mark.parametrize("keys", [(), (OTHER.public,)])
def test_without_the_right_key_nothing_is_verified(keys: tuple[VerifyKey, ...]) -> None:
    with pytest.raises(BadSignature):
        verify(MESSAGE, sign(MESSAGE, KEY), keys)


def test_every_flipped_bit_is_noticed_but_in_the_untrusted_comment() -> None:
    signature = sign(MESSAGE, KEY, "tanggal 24")
    start = signature.index(b"\n") + 1
    for position in range(start, len(signature)):
        for bit in range(8):
            changed = bytearray(signature)
            changed[position] ^= 1 << bit
            with pytest.raises(BadSignature):
                verify(MESSAGE, bytes(changed), (KEY.public,))


@given(st.binary(max_size=1500))
def test_any_bytes_are_refused_as_a_signature(data: bytes) -> None:
    with pytest.raises(BadSignature):
        verify(MESSAGE, data, (KEY.public,))


def test_trusted_comment_is_one_line() -> None:
    with pytest.raises(ValueError):
        sign(MESSAGE, KEY, "a\nb")


@pytest.mark.skipif(shutil.which("minisign") is None, reason="no minisign program here to judge")
def test_minisign_accepts_ours_and_we_accept_minisigns(tmp_path: Path) -> None:
    (tmp_path / "message").write_bytes(MESSAGE)
    (tmp_path / "message.minisig").write_bytes(sign(MESSAGE, KEY, "bundle b-1"))
    (tmp_path / "ours.pub").write_bytes(public_key_file(KEY.public))

    def minisign(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["minisign", *words], cwd=tmp_path, capture_output=True, text=True, check=False)

    judged = minisign("-V", "-p", "ours.pub", "-m", "message")
    assert judged.returncode == 0
    assert "Trusted comment: bundle b-1" in judged.stdout
    (tmp_path / "message").write_bytes(MESSAGE + b" ")
    assert minisign("-V", "-p", "ours.pub", "-m", "message").returncode != 0
