"""What this station's tags have taught: brought up to date after each tag, read for suggestions.

The journal is followed from where learning left off, so that undo, withdrawal and a restart need no word of their own.
"""

from collections.abc import Sequence

from kla_desktop.model.ids import EvidenceId, IndicatorSlug
from kla_desktop.operations.facts import suggester_of, words_of_item
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.habit_table import ANY, LessonRow
from kla_desktop.suggesting.habits import Habits, Tally, learnable

MOST = 60
"""Events learned from at once; a larger batch is worked off by the calls that follow."""
_SEEN = "habits_seen"


def learn(ws: Workspace, most: int = MOST) -> int:
    """Learn from what was tagged or untagged since the last time; return how many events are done with."""
    with ws.transaction():
        after = int(ws.store.local.setting(_SEEN, 0))
        touched = ws.store.habits.touched(ws.me, after, most)
        if not touched:
            return 0
        ids = tuple(dict.fromkeys(subject for _, subject in touched))
        items = ws.store.evidence.find(ids)
        for subject in ids:
            ws.store.habits.teach(subject, _lesson(ws, subject) if subject in items else None)
        ws.store.local.set(_SEEN, touched[-1][0])
    return len(touched)


def relearn(ws: Workspace) -> None:
    """Forget everything and learn it again from the journal."""
    with ws.transaction():
        ws.store.habits.forget()
        ws.store.local.set(_SEEN, 0)
    while learn(ws):
        pass


def _lesson(ws: Workspace, evidence: EvidenceId) -> LessonRow | None:
    item = ws.find([evidence])[0]
    if item.state == "withdrawn" or item.superseded_by or not item.tags:
        return None
    facts = words_of_item(ws, item)
    words = learnable((facts.title, facts.name, *facts.folders), facts.text)
    offered = suggester_of(ws.catalogue, ws.lexicon).first_by_words(facts)
    return LessonRow(tuple(tag.indicator for tag in item.tags), words, offered or "")


def habits_for(ws: Workspace, words: Sequence[str]) -> Habits:
    """Return the counts that speak about an item with these words."""
    tallies = ws.store.habits.tallies()
    items = tallies.pop(ANY, (0, 0, 0))[0]
    if not items:
        return Habits()
    by_word: dict[str, dict[IndicatorSlug, int]] = {}
    spread: dict[str, int] = {}
    for word, indicator, count in ws.store.habits.counts(words):
        if indicator == ANY:
            spread[word] = count
        else:
            by_word.setdefault(word, {})[indicator] = count
    return Habits(by_word, spread, {IndicatorSlug(slug): Tally(*each) for slug, each in tallies.items()}, items)
