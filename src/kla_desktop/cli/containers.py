"""Commands about files that hold or hide others: unfold, unlock."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, folder_or_file, option, verb
from kla_desktop.cli.intake import answer_ingested
from kla_desktop.cli.library import opened
from kla_desktop.cli.misuse import only_one_of
from kla_desktop.cli.views import find_item
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.unfold import Inside, UnfoldRequest, list_inside, unfold
from kla_desktop.operations.unlock import UnlockRequest, unlock
from kla_desktop.system.names import shown
from kla_desktop.wording.formats import Lang, counted, size, when

_MAX_PASSWORD = 10_000
_PASSWORD_FILE = Text("Berkas dengan kata sandinya di baris pertama.", "A file with the password on its first line.")
_LOCKED = Text("terkunci", "locked")
_READ = Text("Isinya sudah dibaca. Kata sandinya tidak disimpan.", "It was read. The password was not kept.")


@verb(
    argument("id"),
    option("--list", "listing", is_flag=True, text=Text("Hanya daftar isinya.", "Only list the contents.")),
    option("--all", "everything", is_flag=True, text=Text("Semua isinya.", "Everything inside.")),
    option("--entry", "names", multiple=True, metavar="NAME", text=Text("Yang bernama ini saja.", "Only this one.")),
    option("--password-file", "secret", type=folder_or_file(), metavar="FILE", text=_PASSWORD_FILE),
)
def unfold_command(  # noqa: PLR0917 - click names them
    console: Console,
    id: str,  # noqa: A002 - the contract's word
    listing: bool,
    everything: bool,
    names: tuple[str, ...],
    secret: Path | None,
) -> int:
    """List a container, or take files out of it."""
    if listing + everything + bool(names) > 1:
        raise only_one_of("--list", "--all", "--entry NAME")
    if not everything and not names:
        with opened(console, writing=False) as ws:
            inside = list_inside(ws, find_item(ws, id))
        return console.answer({"entries": [_row(one) for one in inside]}, _lines(inside, console.lang))
    with opened(console, writing=True) as ws:
        item = find_item(ws, id)
        places = None if everything else _places(list_inside(ws, item), names)
        result = unfold(ws, UnfoldRequest(item, places, _password(secret)), console.progress)
    return answer_ingested(console, [result])


@verb(
    argument("id"),
    option("--password-file", "secret", type=folder_or_file(), required=True, metavar="FILE", text=_PASSWORD_FILE),
)
def unlock_command(console: Console, id: str, secret: Path) -> int:  # noqa: A002
    """Read a locked file once."""
    with opened(console, writing=True) as ws:
        done = unlock(ws, UnlockRequest(find_item(ws, id), _password(secret)), console.progress)
    return console.answer({"id": done.evidence, "text": done.text, "preview": done.preview}, [console.say(_READ)])


def _places(inside: Sequence[Inside], names: Sequence[str]) -> tuple[int, ...]:
    """Find files by the name listed, or by their number in the list."""
    found: list[int] = []
    for name in names:
        places = [one.place for one in inside if name in {one.name, shown(one.name)}]
        if not places and name.isdecimal() and int(name) < len(inside):
            places = [int(name)]
        if not places:
            raise Fixable(ErrorCode.NO_SUCH_ENTRY, entry=name)
        found += places
    return tuple(found)


def _password(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        with file.open("rb") as stream:
            line = stream.read(_MAX_PASSWORD).partition(b"\n")[0].rstrip(b"\r")
    except OSError as error:
        raise Fixable(ErrorCode.FILE_MISSING, path=str(file)) from error
    return line.decode("utf-8", "replace")


def _row(one: Inside) -> dict[str, Any]:
    return {
        "place": one.place,
        "name": one.name,
        "size": one.size,
        "media": one.media.value,
        "modified": one.modified or None,
        "locked": one.locked,
    }


def _lines(inside: Sequence[Inside], lang: Lang) -> Iterator[str]:
    for one in inside:
        time = when(one.modified, lang) if one.modified else "–"
        lock = f"  ({_LOCKED.said(lang)})" if one.locked else ""
        yield f"{one.place:4}  {size(one.size, lang):>9}  {time}  {shown(one.name)}{lock}"
    yield counted(len(inside), "file", lang)
