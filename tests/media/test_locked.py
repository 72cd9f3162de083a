"""Passwords: every kind of lock opened with the right one, refused with a wrong one, and no trace of either."""

import base64
import hashlib
import io
import zlib
from collections.abc import Iterator

import pytest
from Cryptodome.Cipher import AES
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from kla_desktop.media.pool import CannotUnlock, ProbePool
from kla_desktop.media.probe import probe_bytes
from tests.media.samples import CORPUS, docx, needs_corpus, zipped

_PLAIN_SHOW = b"\x5f\xc0\x91\xe3"
_IV, _SALT, _ROUNDS = bytes(range(16)), b"garam" * 4, 1000


@pytest.fixture(scope="module")
def pool() -> Iterator[ProbePool]:
    with ProbePool(workers=1) as made:
        yield made


def locked_odt(words: str, password: str) -> bytes:
    """As office suites write them since 2011: deflated, AES-256-CBC, the key from SHA-256 and PBKDF2."""
    plain = f'<o xmlns:text="t"><text:p>{words}</text:p></o>'.encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(plain) + packer.flush()
    padded = packed + bytes([16 - len(packed) % 16]) * (16 - len(packed) % 16)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(password.encode()).digest(), _SALT, _ROUNDS, 32)
    checksum = hashlib.sha256(packed[:1024]).digest()

    def text(data: bytes) -> str:
        return base64.b64encode(data).decode()

    manifest = f"""<m:manifest xmlns:m="manifest">
        <m:file-entry m:full-path="content.xml" m:size="{len(plain)}"><m:encryption-data
        m:checksum-type="sha256-1k" m:checksum="{text(checksum)}">
        <m:algorithm m:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"
        m:initialisation-vector="{text(_IV)}"/>
        <m:start-key-generation m:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" m:key-size="32"/>
        <m:key-derivation m:key-derivation-name="PBKDF2" m:key-size="32" m:iteration-count="{_ROUNDS}"
        m:salt="{text(_SALT)}"/>
        </m:encryption-data></m:file-entry></m:manifest>"""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": AES.new(key, AES.MODE_CBC, _IV).encrypt(padded),
            "META-INF/manifest.xml": manifest,
        },
        compression=0,
    )


def locked_pdf(words: str, password: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password, strength=128))
    canvas.drawString(100, 700, words)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.odt", locked_odt("Notulen rahasia", "kunci 123 é")),
        ("a.pdf", locked_pdf("Notulen rahasia", "kunci 123 é")),
    ],
)
def test_a_lock_opens_with_its_password_only(pool: ProbePool, name: str, data: bytes) -> None:
    assert probe_bytes(name, data, None).warnings == ("password",)
    assert pool.unlock(name, data, None, "kunci 123") is None
    found = pool.unlock(name, data, None, "kunci 123 é")
    assert found is not None
    assert (found.text, found.warnings) == ("Notulen rahasia", ())
    assert found.preview is not None


@needs_corpus
@pytest.mark.parametrize(
    ("path", "password", "words"),
    [
        ("office/tika/testWORD_protected_passtika.docx", "tika", "This is an encrypted Word 2007 File."),
        ("office/tika/password.xls", "password", "ZIP bomb"),
    ],
)
def test_locked_office_files(pool: ProbePool, path: str, password: str, words: str) -> None:
    file = CORPUS / path
    assert probe_bytes(file.name, file.read_bytes(), None).warnings == ("password",)
    assert pool.unlock(file.name, file.read_bytes(), None, "salah") is None
    found = pool.unlock(file.name, file.read_bytes(), None, password)
    assert found is not None
    assert words in found.text


def test_damage_is_not_taken_for_a_wrong_password(pool: ProbePool) -> None:
    sealed = locked_odt("a", "b").replace(b"aes256-cbc", b"blowfish-x")
    with pytest.raises(CannotUnlock):
        pool.unlock("a.odt", sealed, None, "b")


def test_a_file_without_a_lock_is_read_as_ever(pool: ProbePool) -> None:
    found = pool.unlock("a.docx", docx("Isi"), None, "apa saja")
    assert found is not None
    assert found.text == "Isi"


@needs_corpus
def test_a_show_is_locked_by_its_token_and_open_once_that_is_plain() -> None:
    data = (CORPUS / "office" / "tika" / "testPPT.ppt").read_bytes()
    assert data.count(_PLAIN_SHOW) == 1
    locked = data.replace(_PLAIN_SHOW, b"\xdf\xc4\xd1\xf3")
    assert probe_bytes("a.ppt", locked, None).warnings == ("password",)
    summary, renamed = ("\x05SummaryInformation".encode("utf-16-le"), "EncryptedSummary".encode("utf-16-le"))
    at = data.index(summary)
    entry = renamed.ljust(64, b"\0") + (len(renamed) + 2).to_bytes(2, "little")
    opened = data[:at] + entry + data[at + len(entry) :]  # what stays of the lock in a file that was opened
    found = probe_bytes("a.ppt", opened, None)
    assert (found.warnings, "Sample Powerpoint Slide" in found.text) == ((), True)
