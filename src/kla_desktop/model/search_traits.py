"""What half of all items have in common, as the last bits of a row's number in the search index.

State, kind and the like are told by the number itself: to look up each hit, or to compare a rare word with a fact that
half a million items share, takes longer than the rest of a search.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

from kla_desktop.model.evidence import State
from kla_desktop.model.evidence_kind import AUDIO_GROUP, DOCUMENT_GROUP, OTHER_GROUP, PHOTO_GROUP, VIDEO_GROUP
from kla_desktop.model.evidence_kind import EvidenceKind as Kind

_STATES: Final = (
    State.WITHDRAWN, State.RETURNED, State.NEW, State.TAGGED, State.PACKED, State.SENT, State.RECEIVED, State.ACCEPTED,
)  # fmt: skip
_GROUPS: Final = (OTHER_GROUP, PHOTO_GROUP, DOCUMENT_GROUP, VIDEO_GROUP, AUDIO_GROUP)
_KINDS: Final = (
    Kind.OTHER, Kind.PHOTO, Kind.MINUTES, Kind.DECREE, Kind.REGULATION, Kind.PLAN, Kind.BUDGET, Kind.INVITATION,
    Kind.ATTENDANCE, Kind.REPORT, Kind.MOU, Kind.IEC, Kind.DATA, Kind.CERTIFICATE, Kind.SOP, Kind.LINK, Kind.VIDEO,
    Kind.AUDIO, Kind.DOCUMENT,
)  # fmt: skip
_STATE_ROOM, _GROUP_ROOM, _KIND_ROOM = 8, 8, 32
TRAITS: Final = 2 * _KIND_ROOM * _GROUP_ROOM * _STATE_ROOM
"""How many numbers there are. Libraries hold them: the lists above may grow at their ends, and are never put anew."""


def traits_of(state: str, group: str, kind: str, *, machine_read: bool) -> int:
    """Return the traits of an item as a number from 1 to `TRAITS` - 1; kinds of a newer program are one more kind."""
    return _number(_STATES.index(State(state)), _place(_GROUPS, group), _place(_KINDS, kind), int(machine_read))


def traits_wanted(
    states: Iterable[str] | None, groups: Iterable[str] | None, kinds: Iterable[str] | None, *, machine_read: bool
) -> frozenset[int]:
    """Return the traits that a filter lets through; None is for everything."""
    return frozenset(
        _number(*places)
        for places in product(
            range(_STATE_ROOM) if states is None else [_STATES.index(State(state)) for state in states],
            _places(_GROUPS, groups, _GROUP_ROOM),
            _places(_KINDS, kinds, _KIND_ROOM),
            (1,) if machine_read else (0, 1),
        )
    )


def _number(state: int, group: int, kind: int, read: int) -> int:
    return ((read * _KIND_ROOM + kind) * _GROUP_ROOM + group) * _STATE_ROOM + state


def _place(among: Sequence[str], name: str) -> int:
    """Places count from 1; 0 is for what this program does not know."""
    return among.index(name) + 1 if name in among else 0


def _places(among: Sequence[str], names: Iterable[str] | None, room: int) -> Iterable[int]:
    return range(room) if names is None else [_place(among, name) for name in names]
