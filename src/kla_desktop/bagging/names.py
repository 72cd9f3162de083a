"""Names inside a bundle: which foreign ones we refuse, and how ours are made to be safe on every system."""

import re
import unicodedata
from collections.abc import Iterable

from kla_desktop.system.names import is_device

MAX_NAME_BYTES = 1024
_MAX_SEGMENT_BYTES = 255
_MAX_STEM = 80
_MAX_EXTENSION = 8
_FORBIDDEN = frozenset('\\:<>"|?*')
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


class BadName(ValueError):  # noqa: N818 - it says what the name is
    """A name that could lead outside the bundle's own folder, deceive a reader, or not exist on some system."""


def check_name(name: str) -> None:
    """Raise BadName unless `name` is a relative path with forward slashes that every system can hold.

    The rules of Windows count everywhere, so that a bundle opened on Linux is not a trap for the next laptop.
    """
    if not name or len(name.encode("utf-8", "surrogatepass")) > MAX_NAME_BYTES:
        raise BadName("empty or too long")
    if any(unicodedata.category(char) in _UNSEEN for char in name):
        raise BadName("control or invisible character")
    if _FORBIDDEN.intersection(name):
        raise BadName("character that Windows or a drive letter would use")
    for segment in name.split("/"):
        if segment in ("", ".", ".."):
            raise BadName("absolute, empty or climbing segment")
        if segment[-1] in ". " or segment[0] == " ":
            raise BadName("leading space, or trailing dot or space")
        if is_device(segment):
            raise BadName("device name")
        if len(segment.encode("utf-8")) > _MAX_SEGMENT_BYTES:
            raise BadName("segment too long")


def collision_key(name: str) -> str:
    """Return what two names share when some system takes them for the same file (case, Unicode form)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def readable_names(items: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return one entry name for each (foreign file name, sha256): `<stem>__<first 8 of sha256>.<ext>`.

    The stem is folded to ASCII letters, digits, dot, hyphen and underscore, 80 characters at most; names are unique
    without regard to case. What cannot be folded is called `bukti` (evidence).
    """
    taken: set[str] = set()
    found: list[str] = []
    for foreign, sha256 in items:
        stem, extension = _fold(foreign)
        number, name = 1, f"{stem}__{sha256[:8]}{extension}"
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}__{sha256[:8]}{extension}"
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)


def plain_name(foreign: str) -> str:
    """Return the same name without the digest: for copies that people open, whose clashes the writer sees to."""
    return "".join(_fold(foreign))


def _fold(foreign: str) -> tuple[str, str]:
    base = re.split(r"[/\\]", foreign)[-1]
    stem, dot, extension = base.rpartition(".")
    if not stem:
        stem, dot, extension = base, "", ""
    ascii_extension = _ascii(extension).lower()
    if not dot or not re.fullmatch(rf"[a-z0-9]{{1,{_MAX_EXTENSION}}}", ascii_extension):
        stem, ascii_extension = base, ""
    folded = re.sub(r"[^A-Za-z0-9._-]+", "-", _ascii(stem))
    folded = re.sub(r"-{2,}", "-", re.sub(r"_{2,}", "_", re.sub(r"\.{2,}", ".", folded)))
    folded = folded.strip("-._")[:_MAX_STEM].strip("-._")
    if not folded:
        folded = "bukti"
    elif is_device(folded):
        folded = f"bukti-{folded}"
    return folded, f".{ascii_extension}" if ascii_extension else ""


def _ascii(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char)).encode("ascii", "replace").decode()
