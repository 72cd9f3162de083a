"""What a file itself says for suggestions: its names, folders and text; and suggestions from that alone.

Imports no shelf but `suggesting`, so that `kla suggest --text-file` starts at once.
"""

import functools
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.lexicon import Lexicon
from kla_desktop.model.listing import Item
from kla_desktop.suggesting.suggest import Facts, Suggester, Suggestion

if TYPE_CHECKING:
    from kla_desktop.operations.workspace import Workspace

FOLDERS = 2
"""Names of folders above a file that are read, the nearest first."""
_LONGEST_ENDING = 5


def words_of_item(ws: "Workspace", item: Item) -> Facts:
    """Return what an item itself says, without neighbours and habits."""
    sources = ws.store.local.sources_of(item.id)
    return Facts(
        name=stem(item.name),
        title=item.title,
        folders=folders_of(sources[0].folder) if sources else (),
        text=ws.store.search.text_of(item.id).whole,
        kind=item.kind,
    )


def folders_of(folder: str) -> tuple[str, ...]:
    """Return the names of a folder and those above it, as many as are read."""
    return tuple(reversed(PureWindowsPath(folder).parts[-FOLDERS:]))


def stem(name: str) -> str:
    """Return a file name without its ending."""
    head, dot, ending = name.rpartition(".")
    return head if dot and head and 0 < len(ending) <= _LONGEST_ENDING else name


def suggest_words(
    catalogue: Catalogue, lexicon: Lexicon | None, *, text: str = "", path: str = ""
) -> tuple[Suggestion, ...]:
    """Suggest for a text, or for a file name with the folders that stand before it; needs no library."""
    whole = PureWindowsPath(path)
    folders = folders_of(str(whole.parent)) if path else ()
    facts = Facts(name=stem(whole.name), folders=folders, text=text)
    return suggester_of(catalogue, lexicon).suggest(facts)


class _Key:
    """Compares a catalogue and its words by identity: they are read once and never change."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon | None) -> None:
        self.catalogue, self.lexicon = catalogue, lexicon

    def __hash__(self) -> int:
        return hash((id(self.catalogue), id(self.lexicon)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.catalogue is other.catalogue and self.lexicon is other.lexicon


@functools.lru_cache(maxsize=4)
def _suggester(key: _Key) -> Suggester:
    return Suggester(key.catalogue, key.lexicon)


def suggester_of(catalogue: Catalogue, lexicon: Lexicon | None) -> Suggester:
    """Return the suggester for a catalogue, made at first use (some 60 ms)."""
    return _suggester(_Key(catalogue, lexicon))
