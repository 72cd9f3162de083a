"""A group of items while the rule of model.activity_rule puts it together, and what is said of it in the end."""

import itertools
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kla_desktop.model.activity import Because, Proposed, Why
from kla_desktop.model.activity_pieces import Node, middle
from kla_desktop.model.activity_words import Words, as_title, folder_name, subject_lines, weight, words_of
from kla_desktop.model.ids import ActivityId, PlaceCode

GAP_FIRST: Final = 30.0
GAP_MOST: Final = 60.0
_GAP_LEAST: Final = 30.0
"""Minutes between two photos of one event: at first, at most by its rhythm, and at least."""
_RHYTHM: Final = 6
_MOST_WORDS: Final = 4
MANY: Final = 40
"""So many groups and papers of one day are compared; a day with more is a heap, not a day."""


@dataclass(slots=True, eq=False)
class Group:
    """Items that seem to be of one event, or (with `activity`) those that a person put together."""

    day: str
    activity: ActivityId | None = None
    title: str = ""
    nodes: list[Node] = field(default_factory=list)
    minutes: list[float] = field(default_factory=list)
    first: float = math.inf
    last: float = -math.inf
    """The minutes of its first and last photo."""
    why: dict[Why, str] = field(default_factory=dict)
    parts: list[Words] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)
    cameras: set[str] = field(default_factory=set)
    spots: list[tuple[float, float]] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    places: Counter[str] = field(default_factory=Counter)

    def add(self, node: Node, *, counts: bool = True) -> None:
        """Take an item in; its hour `counts` if it is of the group's day."""
        self.nodes.append(node)
        if node.minute is not None and node.is_shot and counts:
            self.minutes.append(node.minute)
            self.first, self.last = min(self.first, node.minute), max(self.last, node.minute)
        self.parts += [part for part in node.parts if part not in self.parts and len(self.parts) < MANY]
        self.folders |= {node.folder} - {""}
        self.letters |= node.letters
        self.titles |= {node.piece.title} - {""}
        self.cameras |= {node.piece.camera} - {""}
        if node.piece.gps:
            self.spots.append(node.piece.gps)
        if node.piece.place:
            self.places[node.piece.place] += 1

    @property
    def is_news(self) -> bool:
        """Whether there is something to propose: several items, or one for an activity that stands."""
        fresh = sum(node.piece.activity is None for node in self.nodes)
        return fresh > (0 if self.activity else 1)

    @property
    def gap(self) -> float:
        """How long a silence its own rhythm explains."""
        known = sorted(self.minutes[-MANY:])
        steps = [after - before for before, after in itertools.pairwise(known) if after > before]
        if not steps:
            return GAP_FIRST
        return min(GAP_MOST, max(_GAP_LEAST, _RHYTHM * middle(steps), *steps))


def told(group: Group, common: Words) -> Proposed:
    """Say what a group proposes."""
    because: list[Because] = []
    if len(group.minutes) > 1:
        because.append(Because(Why.TIME, f"{_clock(group.first)}–{_clock(group.last)}"))
    if len(group.spots) > 1:
        because.append(Because(Why.SPOT))
    folders = Counter(node.folder for node in group.nodes if node.folder)
    if folders and folders.most_common(1)[0][1] > 1:
        because.append(Because(Why.FOLDER, folder_name(folders.most_common(1)[0][0])))
    words = Counter(word for node in group.nodes for word in frozenset().union(*node.own_parts) if word not in common)
    shared = [word for word, count in words.most_common() if count > 1 and weight([word], common) > 0][:_MOST_WORDS]
    if Why.WORDS in group.why and shared:
        because.append(Because(Why.WORDS, ", ".join(shared)))
    because += [Because(why) for why in (Why.LETTER, Why.RECEIVED, Why.DAY) if why in group.why]
    if not because:
        because.append(
            Because(Why.RECEIVED if not group.minutes and all(n.is_shot for n in group.nodes) else Why.WORDS)
        )
    place = group.places.most_common(1)[0][0] if group.places else ""
    items = tuple(node.piece.id for node in sorted(group.nodes, key=_order) if node.piece.activity is None)
    title = group.title or _title(group, common)
    return Proposed(items, group.day, title, PlaceCode(place), tuple(because), group.activity)


def _order(node: Node) -> tuple[bool, float, str]:
    return not node.is_shot, node.minute if node.minute is not None else 9999.0, node.piece.id


def _clock(minute: float) -> str:
    return f"{int(minute) // 60:02d}.{int(minute) % 60:02d}"


def _title(group: Group, common: Words) -> str:
    papers = [node.piece for node in group.nodes if not node.is_shot]
    named = [(piece.name, piece.text) for piece in papers]
    folders = [folder_name(folder) for folder in sorted(group.folders)]
    return title_for([node.piece.title for node in group.nodes], named, folders, common)


def title_for(
    titles: Iterable[str],
    named: Iterable[tuple[str, str | None]],
    folders: Iterable[str] = (),
    common: Words = frozenset(),
) -> str:
    """Choose what an officer wrote, else what a paper says of itself, else its name, else the folder's; perhaps "".

    `named` are file names with the text of papers, None for photos, whose names say little.
    """
    papers = [(name, text) for name, text in named if text is not None]
    offered = list(titles)
    offered += [line for _, text in papers for line in subject_lines(text)[:1]]
    offered += [name.rpartition(".")[0] or name for name, _ in papers]
    for text in (*offered, *folders):
        title = as_title(text)
        if title and weight(words_of(title), common) >= 1:
            return title
    return ""
