"""Letters by electronic mail (EML, MSG): who, to whom, when, about what, the words, and what is attached."""

import email
import email.policy
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from kla_desktop.media.markup import html_text
from kla_desktop.media.old_office import opened, stream
from kla_desktop.media.xml_parts import MAX_TEXT

if TYPE_CHECKING:
    from olefile import OleFileIO

_FIELDS: Final = (("from", "Dari"), ("to", "Kepada"), ("cc", "Tembusan"), ("date", "Tanggal"), ("subject", "Perihal"))
_ATTACHED: Final = "Lampiran"
_MAX_PARTS: Final = 1000
_MAX_FIELD: Final = 2000
_MAX_ATTACHMENT: Final = 256 << 20
_FILETIME_START: Final = datetime(1601, 1, 1, tzinfo=UTC)
_SENT: Final = (0x00390040, 0x0E060040)
_MSG_FIELDS: Final = {"from": "0C1A", "to": "0E04", "cc": "0E03", "subject": "0037"}
_BODY, _HTML, _NAME, _SHORT_NAME, _DATA = "1000", "1013", "3707", "3704", "3701"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attached file; `name` is as the sender wrote it and never a path."""

    name: str
    data: bytes


def eml_text(data: bytes) -> str:
    """Head, words and names of attachments of an RFC 5322 message. Raises what the parser does on damage."""
    message = _parsed(data)
    head = {name: _field(message, name) for name, _ in _FIELDS}
    body = message.get_body(preferencelist=("plain", "html"))
    words = ""
    if isinstance(body, EmailMessage):
        content = _words(body)
        words = html_text(content, MAX_TEXT) if body.get_content_subtype() == "html" else content
    attached = [(one.name, len(one.data)) for one in _attachments(message)]
    return _letter(head, words, attached)


def eml_attachments(data: bytes) -> Iterator[Attachment]:
    """The files attached to a message, letters within the letter included as such."""
    return _attachments(_parsed(data))


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    body = message.get_body(preferencelist=("plain", "html"))
    for count, part in enumerate(message.walk()):
        if count > _MAX_PARTS:
            return
        if part is body or part is message or part.is_multipart():
            continue
        name = _file_name(part)
        if not name and part.get_content_disposition() != "attachment" and part.get_content_maintype() == "text":
            continue  # the same words in another form
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            ending = part.get_content_subtype().partition("+")[0]
            yield Attachment(name or f"lampiran-{count}.{ending}", content[:_MAX_ATTACHMENT])


def msg_text(data: bytes) -> str:
    """Head, words and names of attachments of an Outlook message. Raises anything on damage."""
    with opened(data) as container:
        head = {name: _property(container, [], tag) for name, tag in _MSG_FIELDS.items()} | {"date": _sent(container)}
        words = _property(container, [], _BODY)
        if not words.strip():
            page = stream(container, f"__substg1.0_{_HTML}0102")
            words = html_text(page.decode("utf-8", "replace"), MAX_TEXT)
        return _letter(head, words, [(one.name, len(one.data)) for one in _attached(container)])


def msg_attachments(data: bytes) -> Iterator[Attachment]:
    """The files attached to an Outlook message."""
    with opened(data) as container:
        yield from _attached(container)


def _letter(head: dict[str, str], words: str, attached: list[tuple[str, int]]) -> str:
    lines = [f"{label}: {head[name]}" for name, label in _FIELDS if head.get(name)]
    lines += ["", words.strip()]
    if attached:
        lines += ["", *(f"{_ATTACHED}: {name}" for name, _ in attached)]
    return "\n".join(lines).strip()


def _parsed(data: bytes) -> EmailMessage:
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _field(message: EmailMessage, name: str) -> str:
    try:
        value = " ".join(str(message.get(name) or "").split())[:_MAX_FIELD]
        return _moment(parsedate_to_datetime(value)) if name == "date" and value else value
    except Exception:  # noqa: BLE001 - the header parser raises a dozen kinds on hostile fields
        return ""


def _moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M %z").strip()


def _words(body: EmailMessage) -> str:
    try:
        return str(body.get_content())
    except (LookupError, ValueError, AssertionError):  # an encoding nobody knows
        raw = body.get_payload(decode=True)
        return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""


def _file_name(part: EmailMessage) -> str:
    try:
        return " ".join((part.get_filename() or "").split())
    except Exception:  # noqa: BLE001 - as above
        return ""


def _property(container: "OleFileIO", storage: list[str], tag: str) -> str:
    for kind, codec in (("001F", "utf-16-le"), ("001E", "cp1252")):
        raw = stream(container, [*storage, f"__substg1.0_{tag}{kind}"], MAX_TEXT * 4)
        if raw:
            return raw.decode(codec, "replace").rstrip("\0")
    return ""


def _sent(container: "OleFileIO") -> str:
    table = stream(container, "__properties_version1.0", 1 << 20)
    for at in range(32, len(table) - 15, 16):
        tag, _, value = struct.unpack_from("<IIQ", table, at)
        if tag in _SENT and value < 1 << 60:
            return _moment(_FILETIME_START + timedelta(microseconds=value // 10))
    return ""


def _attached(container: "OleFileIO") -> Iterator[Attachment]:
    storages = sorted({entry[0] for entry in container.listdir() if entry[0].startswith("__attach_version1.0_#")})
    for count, storage in enumerate(storages[:_MAX_PARTS], start=1):
        name = _property(container, [storage], _NAME) or _property(container, [storage], _SHORT_NAME)
        content = stream(container, [storage, f"__substg1.0_{_DATA}0102"], _MAX_ATTACHMENT)
        if content:
            yield Attachment(" ".join(name.split()) or f"lampiran-{count}", content)
