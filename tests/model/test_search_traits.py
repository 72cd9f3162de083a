"""What a row's number tells of state and kind: each has its place for ever, and filters let through what they say."""

import itertools

from kla_desktop.model.evidence import State
from kla_desktop.model.evidence_kind import EvidenceKind, MediaKind
from kla_desktop.model.search_traits import TRAITS, traits_of, traits_wanted
from kla_desktop.store.filters import group_of

_GROUPS = ("other", "photo", "document", "video", "audio")


def test_numbers_that_libraries_hold_stay_what_they_are() -> None:
    assert TRAITS == 4096
    assert [traits_of(state, "other", "other", machine_read=False) & 7 for state in State] == list(range(8))
    assert [traits_of("new", group, "other", machine_read=False) >> 3 & 7 for group in _GROUPS] == [1, 2, 3, 4, 5]
    kinds = (
        "other", "photo", "minutes", "decree", "regulation", "plan", "budget", "invitation", "attendance", "report",
        "mou", "iec", "data", "certificate", "sop", "link", "video", "audio", "document",
    )  # fmt: skip
    assert [traits_of("new", "photo", kind, machine_read=False) >> 6 & 31 for kind in kinds] == list(range(1, 20))
    assert traits_of("new", "photo", "photo", machine_read=True) >> 11 == 1


def test_everything_this_program_knows_has_a_number_of_its_own() -> None:
    groups = {group_of(media.value) for media in MediaKind}
    assert groups == set(_GROUPS)
    every = list(itertools.product(State, groups, EvidenceKind, (False, True)))
    numbers = {traits_of(state, group, kind, machine_read=read) for state, group, kind, read in every}
    assert len(numbers) == len(every)
    assert all(0 < number < TRAITS for number in numbers)


def test_a_filter_lets_through_what_it_says_and_kinds_of_a_newer_program_unless_it_asks_for_a_kind() -> None:
    photo = traits_of(State.TAGGED, "photo", "photo", machine_read=False)
    unknown = traits_of(State.TAGGED, "photo", "hologram", machine_read=False)
    tagged = traits_wanted({State.TAGGED}, ("photo",), None, machine_read=False)
    assert {photo, unknown} <= tagged
    assert traits_of(State.NEW, "photo", "photo", machine_read=False) not in tagged
    photos = traits_wanted(None, None, ("photo",), machine_read=False)
    assert (photo in photos, unknown in photos) == (True, False)
    assert photo not in traits_wanted(None, None, None, machine_read=True)
