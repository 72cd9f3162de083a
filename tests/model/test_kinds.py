"""A kind of event is whole when it has a writer, a fold, an opposite, words and a row in the description of the format.

Whoever adds one is told here what is still missing: a kind without a writer, above all, could be said by anybody.
"""

import re
from pathlib import Path

import pytest

from kla_desktop.model.authority import ABOUT_SELF, COORDINATOR, OWNER
from kla_desktop.model.deeds import UNDOABLE
from kla_desktop.model.journal import (
    BUNDLE_KINDS,
    DEED_KINDS,
    EVIDENCE_KINDS,
    REQUEST_KINDS,
    STATION_KINDS,
    Kind,
)
from kla_desktop.wording.deeds import deed
from tests.model.test_levels import country
from tests.world import city, everything

FORMATS = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
OF_TWO = frozenset({Kind.RESTRICTED, Kind.COMPARED})
"""Said by the owner and by the coordinator."""
ADDRESSED = frozenset({Kind.FULFILLED})
WRITERS = (OWNER, ABOUT_SELF, COORDINATOR, OF_TWO, ADDRESSED, DEED_KINDS)
SUBJECTS = (EVIDENCE_KINDS, BUNDLE_KINDS, STATION_KINDS, REQUEST_KINDS, DEED_KINDS)
each_kind = pytest.mark.parametrize("kind", list(Kind))


@each_kind
def test_one_rule_says_who_may_say_it(kind: Kind) -> None:
    assert sum(kind in group for group in WRITERS) == 1


@each_kind
def test_it_is_about_one_sort_of_subject(kind: Kind) -> None:
    assert sum(kind in group for group in SUBJECTS) == 1


@each_kind
def test_the_format_is_described(kind: Kind) -> None:
    assert re.search(rf"^\|.*`{kind.value}`", FORMATS.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("kind", sorted(UNDOABLE))
def test_what_can_be_undone_is_said_in_words(kind: Kind) -> None:
    assert deed(kind.value, 2, "id") != deed("no such kind", 2, "id")


def test_all_are_among_the_events_that_converge() -> None:
    """Except for deeds, which never leave their station, and what ends a grant (`test_desks`)."""
    mixed = [*everything(city(1)), *everything(list(country(1).values()))]
    assert {event.kind for event in mixed} == set(Kind) - DEED_KINDS - {Kind.DELEGATION_CLOSED}
