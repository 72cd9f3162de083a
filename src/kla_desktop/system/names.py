"""Foreign file names: shown without tricks, compared without surprises, stored and brought back exactly.

A file name is bytes that somebody else chose. In the program it is a `str` as `os.fsdecode` gives it: bytes that are
not UTF-8 stand in it as lone surrogates, which neither a screen nor a database accepts.
"""

import os
import re
import unicodedata

MAX_NAME_BYTES = 255
"""The longest name that ext4, NTFS (in UTF-16 units), FAT and APFS all take."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset("\u200d\ufe0f")  # they hold emoji together and cannot reorder text
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"]
    + [f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"]
)
_STORED_SURROGATE = re.compile(r"//(d[89a-f][0-9a-f]{2})")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def shown(name: str) -> str:
    r"""Make `name` safe to look at: control, direction-changing, unassigned and broken characters stand as escapes.

    A right-to-left override (U+202E) becomes `\u202e`, a newline `\n`, a byte that was no UTF-8 `\xff`. For screens
    and reports only; never a path.
    """
    return "".join(_shown_character(character) for character in name)


def shown_folder(path: str) -> str:
    """Make a folder's path safe to look at, and short: `~` stands for the user's home where people write it so."""
    home = os.path.expanduser("~")  # noqa: PTH111 - foreign names may hold surrogates
    if os.name != "nt" and f"{path}{os.sep}".startswith(f"{home}{os.sep}"):
        path = f"~{path.removeprefix(home)}"
    return shown(path)


def _shown_character(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if character in _SHORT:
        return _SHORT[character]
    if character in _JOINERS or unicodedata.category(character) not in _UNSEEN:
        return character
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def folded(name: str) -> str:
    """Return the NFC form, so that a Mac's name (NFD) equals the same name from Windows. Only for comparing."""
    return unicodedata.normalize("NFC", name)


def stored(path: str) -> str:
    """Write a name or path as text that any database takes: a lone surrogate becomes `//dcff`.

    No normalised path holds two slashes in a row, so `restored` gives back exactly what came in.
    """
    if path.isascii():
        return path
    return "".join(f"//{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in path)


def restored(text: str) -> str:
    """Undo `stored`."""
    return _STORED_SURROGATE.sub(lambda found: chr(int(found[1], 16)), text) if "//" in text else text


def is_plain(name: str) -> bool:
    """Say whether `name` may be created on every system: no path, no device, nothing invisible, not too long."""
    if not name or name in {".", ".."} or name[-1] in ". " or name[0] == " " or shown(name) != name:
        return False
    if _FORBIDDEN.search(name) or len(os.fsencode(name)) > MAX_NAME_BYTES:
        return False
    return not is_device(name)


def is_device(name: str) -> bool:
    """Say whether Windows would take `name` for a device, whatever its extension."""
    return name.partition(".")[0].rstrip().casefold() in _DEVICES
