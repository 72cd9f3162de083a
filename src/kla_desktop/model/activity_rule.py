"""Which items seem to be of one event. Careful: rather two proposals of one event than two events in one.

First the photos of a day that follow each other at one place; then those whose hour is not known; then papers, which
need more than the day: words, a folder, a letter's number, or the hour of the only event.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kla_desktop.model.activity import Piece, Proposed, Why
from kla_desktop.model.activity_groups import GAP_MOST, MANY, Group, told
from kla_desktop.model.activity_pieces import Node, apart, days_after, node_of, shifted
from kla_desktop.model.activity_words import Words, agreement, folder_name, words_of
from kla_desktop.model.ids import ActivityId

REACH: Final = 3
"""Papers are looked for so many days around an event."""
_SPOT, _ELSEWHERE = 250.0, 600.0
"""Metres up to which it is one spot, and from which it is another place."""
_PARADE: Final = 4000.0
"""As far an event walks whose photos bear one title."""
_GAP_SURE: Final = 120.0
"""Minutes between two photos of one event where spot or words say that it is one."""
_GAP_UNSEEN: Final = 15.0
"""The same where only one side knows where it was."""
_LONGEST, _LONGEST_SURE = 5 * 60, 10 * 60
"""Minutes that an event may last; where spot or words say that it is one."""
_RECEIVED_GAP, _SERIALS = 12.0, 3
"""Minutes, or running numbers in file names, between two photos received one after the other."""
_RECEIVED_SOON, _RECEIVED_LATER = 60.0, 180.0
"""Minutes after an event within which its photos are received: if the day has several events, or only this one."""
_RECEIVED_LEAD: Final = 100.0
"""Minutes by which the event must have ended later than any other of the day."""
_SAME, _ALIKE, _OTHER = 0.6, 0.4, 0.2
"""Agreement of words from which two things are about the same, may be, and up to which they are not."""
_JOIN, _LEAD = 4.0, 1.0
"""Points (`_weigh`) with which a paper joins a group, and by how many these must exceed those of any other group."""
_EARLY, _LATE = 50, 30
"""Minutes that an event may begin before its first photo, and after."""
_MOST_DAYS: Final = 5
"""So many days an event's folder may span."""
_HEAP: Final = 1000
"""Papers, or photos without an hour, of one day that are no day's work: nothing is concluded of them."""
_PAUSE, _LOOKED_AT = 500, 100


@dataclass(frozen=True, slots=True)
class _Topics:
    """How many different things the papers of a day are about, and the hours that those name."""

    count: int
    hours: list[float]

    def at(self, hour: float) -> int:
        return sum(abs(each - hour) < GAP_MOST for each in self.hours)


_NO_TOPICS: Final = _Topics(0, [])


def propose(
    pieces: Iterable[Piece], common: Words = frozenset(), pause: Callable[[], None] = lambda: None
) -> list[Proposed]:
    """Return the events that several items seem to be of, by day. The order of the items does not matter.

    `pause` is called now and then and may raise, to stop.
    """
    made = []
    for count, piece in enumerate(pieces):
        if count % _PAUSE == 0:
            pause()
        made.append(node_of(piece, common))
    nodes = sorted(made, key=lambda node: (node.day, node.piece.id))
    by_day: dict[str, list[Group]] = defaultdict(list)
    late: list[Node] = []
    _judge_folders(nodes, common)
    for group in _standing(nodes):
        by_day[group.day].append(group)
    nodes = [node for node in nodes if not node.piece.activity]
    shots = [node for node in nodes if node.is_shot]
    for count, node in enumerate(sorted(shots, key=lambda node: (node.day, node.minute or 0, node.piece.id))):
        if count % _PAUSE == 0:
            pause()
        if node.minute is None:
            late.append(node)
        else:
            _put_shot(by_day[node.day], node, common)
    _put_received(by_day, late, common)
    of_day = Counter(node.day for node in nodes if not node.is_shot)
    papers = [node for node in nodes if not node.is_shot and of_day[node.day] <= _HEAP]
    _put_papers(by_day, papers, common)
    found = [told(group, common) for groups in by_day.values() for group in groups if group.is_news]
    return sorted(found, key=lambda one: (one.day, one.key))


def _judge_folders(nodes: Iterable[Node], common: Words) -> None:
    """Find out which folders hold one event's files; of the others nothing is concluded.

    A folder is an event's if what lies in it says the same as its name, or if its name has the day. One with files of
    several days or subjects that its name does not tell of is a heap, whatever it is called.
    """
    held: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.folder:
            held[node.folder].append(node)
    for folder, own in held.items():
        named = [words_of(folder_name(folder))]
        alike = [agreement(node.own_parts, named, common) for node in own]
        agreed = max(alike) >= _SAME
        others = [node.own_parts for node, each in zip(own, alike, strict=True) if 0 <= each < _ALIKE]
        days = len({day for node in own for day in node.days if node.is_shot or len(node.days) == 1})
        dated = any(node.is_folder_sure for node in own)
        if _several(others, common) or days > (_MOST_DAYS if agreed or dated else 1):
            for node in own:
                node.leave_folder()
        elif agreed:
            for node in own:
                node.is_folder_sure = True


def _several(subjects: Sequence[tuple[Words, ...]], common: Words) -> bool:
    """Whether things are about more than one subject."""
    return any(agreement(subjects[0], each, common) < _SAME for each in subjects[1:MANY])


def _standing(nodes: Iterable[Node]) -> Iterable[Group]:
    """Make groups of the activities that people have made; nothing is taken out of them."""
    held: dict[ActivityId, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.piece.activity:
            held[node.piece.activity].append(node)
    for activity, own in held.items():
        days = Counter(node.day for node in own)
        group = Group(min(days, key=lambda day: (-days[day], day)), activity, own[0].piece.activity_title)
        group.parts.append(words_of(group.title))
        group.titles.add(group.title)
        for node in own:
            group.add(node, counts=node.day == group.day)
        yield group


# --- photos with their hour
def _put_shot(groups: list[Group], node: Node, common: Words) -> None:
    fits = [(bond, group) for group in groups[-MANY:] if (bond := _bond(group, node, common)) > 0]
    fits.sort(key=lambda fit: -fit[0])
    if fits and (len(fits) == 1 or fits[0][0] > fits[1][0]):
        fits[0][1].add(node)
        return
    fresh = Group(node.day)
    fresh.add(node)
    groups.append(fresh)


def _bond(group: Group, node: Node, common: Words) -> float:
    """Say how well a photo follows those of a group; 0 where it does not."""
    if node.minute is None or not group.minutes:
        return 0
    sure = _same_place(group, node, common)
    filed_apart = bool(node.folder) != bool(group.folders) and node.piece.folder != group.nodes[-1].piece.folder
    if sure < 0 or (filed_apart and sure < 1):
        return 0
    silence = min(abs(node.minute - minute) for minute in group.minutes[-_LOOKED_AT:])
    length = max(group.last, node.minute) - min(group.first, node.minute)
    gap = _GAP_SURE if sure >= 1 else group.gap
    if bool(node.piece.gps) != bool(group.spots):
        gap = min(gap, _GAP_UNSEEN)
    if silence > gap or length > (_LONGEST_SURE if sure >= 1 else _LONGEST):
        return 0
    same_camera = bool(node.piece.camera) and node.piece.camera in group.cameras
    if sure == 0 and group.cameras and node.piece.camera and not same_camera:
        return 0
    return 1 + 4 * sure + same_camera - silence / 1000


def _same_place(group: Group, node: Node, common: Words) -> float:
    """-1: another place or subject; 0: nothing says; from 1 on: the same."""
    named = bool(node.piece.title) and node.piece.title in group.titles
    sure = 1.0 if named else 0.0
    if node.piece.gps and group.spots:
        metres = min(apart(node.piece.gps, spot) for spot in group.spots[-5:])
        if metres > (_PARADE if named else _ELSEWHERE):
            return -1
        sure += 1.0 if metres <= _SPOT else 0.0
    if node.piece.place and group.places:
        if node.piece.place not in group.places:
            return -1
        sure += 0.25
    if node.folder and group.folders:
        if node.folder in group.folders:
            return sure + (1.0 if node.is_folder_sure else 0.5)
        mine, theirs = words_of(folder_name(node.folder)), [words_of(folder_name(each)) for each in group.folders]
        if agreement([mine], theirs, common) < _SAME:
            return -1
        return sure + 1
    alike = agreement(node.parts, group.parts, common)
    if 0 <= alike <= _OTHER:
        return -1
    return sure + (1.0 if alike >= _SAME else 0.0)


# --- photos of which only the day is known, as messengers send them
def _put_received(by_day: dict[str, list[Group]], nodes: Sequence[Node], common: Words) -> None:
    left: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        groups = by_day[node.day]
        fits = [group for group in groups[-MANY:] if _same_place(group, node, common) >= 1]
        if len(fits) == 1:
            fits[0].add(node)
        else:
            left[node.day].append(node)
    for day, waiting in left.items():
        groups = by_day[day]
        own: list[Group] = []
        joined: set[int] = set()
        if len(waiting) > _HEAP:
            continue
        for node in sorted(waiting, key=lambda node: (node.soft if node.soft is not None else -1, node.serial or 0)):
            run = next((group for group in reversed(own[-MANY:]) if _follows(group, node, common)), None)
            if run is None:
                run = Group(day)
                own.append(run)
            run.add(node)
        for run in own:
            group = _received_after(groups, run, common)
            if group is not None:
                joined.add(id(run))
                for node in run.nodes:
                    group.add(node)
                group.why[Why.RECEIVED] = ""
        groups += [run for run in own if id(run) not in joined]


def _follows(group: Group, node: Node, common: Words) -> bool:
    before = group.nodes[-1]
    sure = _same_place(group, node, common)
    if sure < 0 or before.piece.folder != node.piece.folder:
        return False
    if sure >= 1:
        return True
    if before.soft is not None and node.soft is not None:
        return node.soft - before.soft <= _RECEIVED_GAP
    if before.serial is not None and node.serial is not None:
        return 0 <= node.serial - before.serial <= _SERIALS
    return False


def _received_after(groups: Sequence[Group], run: Group, common: Words) -> Group | None:
    """Return the event that photos received one after the other are of: the one that had just ended, or was on.

    Where the day has several, it must have been soon, and no other one nearly as near.
    """
    shot = [group for group in groups[-MANY:] if len(group.minutes) > 1 and _agree(group, run, common)]
    softs = [node.soft for node in run.nodes if node.soft is not None]
    if not softs:
        return shot[0] if len(shot) == 1 and len(run.nodes) <= len(shot[0].nodes) else None
    waits = sorted(
        (max(0.0, max(softs) - group.last), place) for place, group in enumerate(shot) if group.first <= min(softs)
    )
    if not waits or waits[0][0] > (_RECEIVED_LATER if len(shot) == 1 else _RECEIVED_SOON):
        return None
    if len(waits) > 1 and waits[1][0] - waits[0][0] < _RECEIVED_LEAD:
        return None
    return shot[waits[0][1]]


def _agree(group: Group, run: Group, common: Words) -> bool:
    return all(_same_place(group, node, common) >= 0 for node in run.nodes)


# --- papers
def _put_papers(by_day: dict[str, list[Group]], papers: Sequence[Node], common: Words) -> None:
    of_day: dict[str, list[Node]] = defaultdict(list)
    for node in papers:
        for day in node.days:
            of_day[day].append(node)
    topics = {day: _topics(day, about, common) for day, about in of_day.items()}
    ordered = sorted(papers, key=lambda node: (not node.is_firm, not node.parts, not node.hours, node.piece.id))
    left: list[Node] = []
    for again in (False, True):
        for node in left if again else ordered:
            group = _best(by_day, node, topics, common)
            if group is not None:
                group.add(node)
            elif again:
                continue
            else:
                left.append(node)
        if not again:
            left = _seed(by_day, left, topics, common)


def _seed(
    by_day: dict[str, list[Group]], nodes: Sequence[Node], topics: dict[str, _Topics], common: Words
) -> list[Node]:
    """Let papers without a group found groups that others may join; return those that may yet join one."""
    left: list[Node] = []
    for node in nodes:
        group = _best(by_day, node, topics, common)
        if group is not None:
            group.add(node)
        elif node.is_firm and (node.parts or node.folder):
            fresh = Group(max(node.days, key=lambda day: node.days[day]))
            fresh.add(node)
            by_day[fresh.day].append(fresh)
        else:
            left.append(node)
    return left


def _topics(day: str, papers: Sequence[Node], common: Words) -> _Topics:
    """Tell apart what papers are about; more than a few are not told apart."""
    found: list[Node] = []
    for node in papers[:MANY]:
        if all(agreement(node.parts, known.parts, common) < _SAME for known in found):
            found.append(node)
    return _Topics(len(found), [node.hours[day] for node in found if day in node.hours])


def _best(by_day: dict[str, list[Group]], node: Node, topics: dict[str, _Topics], common: Words) -> Group | None:
    _bring_together(by_day, node, topics, common)
    near = [group for day in _near_days(by_day, node) for group in by_day[day][: 2 * MANY]]
    alikes = [agreement(node.parts, group.parts, common) for group in near]
    weighed = []
    for group, alike in zip(near, alikes, strict=True):
        points, why = _weigh(group, node, alike)
        about = topics.get(group.day, _NO_TOPICS)
        others = [each for each in by_day[group.day][:MANY] if each is not group and len(each.minutes) > 1]
        if _begins(group, node) and not any(_begins(each, node) for each in others):
            points += 1.5 + (about.at(node.hours[group.day]) <= 1)
            why.setdefault(Why.DAY, "")
        elif alike >= _SAME and sum(each >= _ALIKE for each in alikes) == 1:
            points += 1
        elif not others and about.count <= 1:
            points += 1
            why.setdefault(Why.DAY, "")
        if points >= _JOIN:
            weighed.append((points, group, why))
    weighed.sort(key=lambda each: -each[0])
    if not weighed or (len(weighed) > 1 and weighed[0][0] - weighed[1][0] < _LEAD):
        return None
    weighed[0][1].why |= weighed[0][2]
    return weighed[0][1]


def _bring_together(by_day: dict[str, list[Group]], node: Node, topics: dict[str, _Topics], common: Words) -> None:
    """Take the photos of several cameras for one event if a paper tells of the only one that began at that hour."""
    for day, hour in node.hours.items():
        begun = [group for group in by_day.get(day, ()) if not group.activity and _begins(group, node)]
        if len(begun) < 2 or topics.get(day, _NO_TOPICS).at(hour) > 1:  # noqa: PLR2004
            continue
        first, *others = begun
        for group in others:
            same_folder = group.nodes[0].piece.folder == first.nodes[0].piece.folder
            if same_folder and group.cameras != first.cameras and _agree(first, group, common):
                for each in group.nodes:
                    first.add(each)
                by_day[day].remove(group)


def _near_days(by_day: dict[str, list[Group]], node: Node) -> list[str]:
    wanted = node.days or (node.weak_day,)
    around = (shifted(one, by) for one in wanted for by in range(-REACH, REACH + 1))
    return sorted({day for day in around if day in by_day})


def _weigh(group: Group, node: Node, alike: float) -> tuple[float, dict[Why, str]]:
    """Add up what speaks for a paper belonging to a group; a stated place elsewhere speaks against it altogether."""
    why: dict[Why, str] = {}
    if node.piece.place and group.places and node.piece.place not in group.places:
        return -99, why
    later = min((days_after(group.day, day) for day in node.days), key=abs, default=None)
    points = 0.0
    if later is not None:
        points += 1.5 if later == 0 else 0.5 if 0 < later <= REACH else 0.0
    else:
        weak = days_after(group.day, node.weak_day)
        points += 1.0 if weak == 0 else 0.5 if 0 < weak <= REACH else -2.0
    if node.folder and node.folder in group.folders and (later in {0, None} or alike >= _SAME or node.dated_folder):
        points += 3
        why[Why.FOLDER] = folder_name(node.folder)
    if alike >= _SAME:
        points += 3
        why[Why.WORDS] = ""
    elif alike >= _ALIKE:
        points += 1.5
    elif alike >= 0:
        points -= 3 if alike <= _OTHER else 1.5
    if node.letters & group.letters:
        points += 4
        why[Why.LETTER] = ""
    return points, why


def _begins(group: Group, node: Node) -> bool:
    """Whether the hour a paper names is about when the photos begin."""
    hour = node.hours.get(group.day)
    return hour is not None and len(group.minutes) > 1 and -_EARLY <= hour - group.first <= _LATE
