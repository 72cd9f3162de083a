"""A filter as SQL, for lists, and as facts of the search index, for searches: both let the same items through."""

from dataclasses import dataclass, replace
from typing import Any

from kla_desktop.model.evidence import State
from kla_desktop.model.evidence_kind import (
    AUDIO_GROUP,
    DOCUMENT_GROUP,
    OTHER_GROUP,
    PHOTO_GROUP,
    VIDEO_GROUP,
    MediaKind,
)
from kla_desktop.model.listing import Filter, Order
from kla_desktop.model.search_traits import traits_wanted
from kla_desktop.model.search_words import fact, year_keys
from kla_desktop.store.database import marks

_GROUPS = {
    group: tuple(kind.value for kind in MediaKind if kind.group == group)
    for group in (PHOTO_GROUP, DOCUMENT_GROUP, VIDEO_GROUP, AUDIO_GROUP)
}


def group_of(media: str) -> str:
    """photo, document, video, audio or other."""
    return next((group for group, members in _GROUPS.items() if media in members), OTHER_GROUP)


@dataclass(frozen=True, slots=True)
class Facts:
    """The part of a filter that the index answers: of each group of facts one must hold, within a range of keys."""

    groups: tuple[tuple[str, ...], ...]
    common: tuple[tuple[str, ...], ...]
    """Groups of facts that very many items share: state, kind and the like."""
    traits: frozenset[int]
    """The same as `common`, as the keys tell it; empty if `common` is."""
    lowest: int
    highest: int
    signs: tuple[int, ...]
    """1 for items in force, -1 for withdrawn and replaced ones; most often in force alone."""
    clause: str
    """What is left, as SQL on `evidence e`; "1" if nothing."""
    values: tuple[Any, ...]


def facts_of(wanted: Filter) -> Facts:
    """Divide a filter between the index and SQL; fields that this function does not know go to SQL."""
    common = tuple(_common(wanted))
    left = replace(
        wanted, untagged=False, states=frozenset(), indicator=None, slot=None, to_review=False, station=None,
        place=None, year=None, group=None, kind=None, machine_read=False, withdrawn=True, text="", order=Order.NEWEST,
    )  # fmt: skip
    lowest, highest = year_keys(wanted.year) if wanted.year else (1, (1 << 62))
    clause, values = where_of(left)
    both = wanted.withdrawn or State.WITHDRAWN in wanted.states
    return Facts(
        tuple(_rare(wanted)),
        common,
        _traits(wanted) if common else frozenset(),
        lowest,
        highest,
        (1, -1) if both else (1,),
        clause,
        tuple(values),
    )


def _traits(wanted: Filter) -> frozenset[int]:
    fresh = frozenset({State.NEW})
    states = (wanted.states or fresh) & fresh if wanted.untagged else wanted.states or None
    return traits_wanted(
        states,
        (wanted.group,) if wanted.group else None,
        (wanted.kind,) if wanted.kind else None,
        machine_read=wanted.machine_read,
    )


def _rare(wanted: Filter) -> list[tuple[str, ...]]:
    groups: list[tuple[str, ...]] = []
    if wanted.indicator and wanted.slot:
        groups.append((fact("j", f"{wanted.indicator}/{wanted.slot}"),))
    elif wanted.indicator:
        groups.append((fact("i", wanted.indicator),))
    if wanted.to_review:
        groups.append((fact("r"),))
    if wanted.station:
        groups.append((fact("o", wanted.station),))
    if wanted.place:
        groups.append((fact("p", wanted.place),))
    return groups


def _common(wanted: Filter) -> list[tuple[str, ...]]:
    groups: list[tuple[str, ...]] = []
    if wanted.untagged:
        groups.append((fact("s", State.NEW),))
    if wanted.states:
        groups.append(tuple(fact("s", state) for state in sorted(wanted.states)))
    if wanted.group:
        groups.append((fact("g", wanted.group),))
    if wanted.kind:
        groups.append((fact("k", wanted.kind),))
    if wanted.machine_read:
        groups.append((fact("m"),))
    return groups


def where_of(wanted: Filter) -> tuple[str, list[Any]]:  # noqa: C901, PLR0912 - one clause a field
    """The condition on `evidence e` that lists use. Words are not in it: they are the search's."""
    clauses: list[str] = []
    values: list[Any] = []

    def add(clause: str, *more: Any) -> None:
        clauses.append(clause)
        values.extend(more)

    if not wanted.withdrawn and State.WITHDRAWN not in wanted.states:
        add("NOT e.withdrawn AND e.superseded_by IS NULL")
    if wanted.untagged:
        add("e.state = 'new'")
    if wanted.states:
        add(f"e.state IN ({marks(len(wanted.states))})", *sorted(wanted.states))
    if wanted.indicator and wanted.slot:
        add(
            "EXISTS (SELECT 1 FROM tag t WHERE t.evidence = e.id AND t.indicator = ? AND t.slot = ?)",
            wanted.indicator,
            wanted.slot,
        )
    elif wanted.indicator:
        add("EXISTS (SELECT 1 FROM tag t WHERE t.evidence = e.id AND t.indicator = ?)", wanted.indicator)
    if wanted.to_review:
        add("EXISTS (SELECT 1 FROM tag t WHERE t.evidence = e.id AND t.verdict = 'open')")
    if wanted.station:
        add("e.station = ?", wanted.station)
    if wanted.place:
        add(
            """(e.place = ? OR e.place LIKE ? OR e.station IN
                (SELECT id FROM station WHERE place = ? OR place LIKE ?))""",
            wanted.place,
            wanted.place + ".%",
            wanted.place,
            wanted.place + ".%",
        )
    if wanted.agency:
        add("e.station IN (SELECT id FROM station WHERE agency = ?)", wanted.agency)
    if wanted.year:
        add("e.year = ?", wanted.year)
    if wanted.group == OTHER_GROUP:
        known = [media for group in _GROUPS.values() for media in group]
        add(f"e.media NOT IN ({marks(len(known))})", *known)
    elif wanted.group:
        media = _GROUPS[wanted.group]
        add(f"e.media IN ({marks(len(media))})", *media)
    if wanted.kind:
        add("e.kind = ?", wanted.kind)
    if wanted.machine_read:
        add("EXISTS (SELECT 1 FROM item_text x WHERE x.n = e.n AND x.read <> '')")
    if wanted.source:
        add(
            "EXISTS (SELECT 1 FROM source q WHERE q.evidence = e.id AND (q.folder = ? OR q.folder LIKE ?))",
            wanted.source,
            wanted.source.rstrip("/\\") + "_%",
        )
    return " AND ".join(clauses) or "1", values
