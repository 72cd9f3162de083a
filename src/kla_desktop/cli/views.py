"""The JSON that commands print, made of the values that operations return; and the same as lines for people."""

from collections.abc import Iterable, Mapping
from typing import Any

from kla_desktop.model.contradictions import Contradiction, Doubt
from kla_desktop.model.evidence import Dissent, Word
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.journal import Event
from kla_desktop.model.listing import Item, ItemTag
from kla_desktop.model.request import Request
from kla_desktop.model.station import Station, Trust
from kla_desktop.operations import browse
from kla_desktop.operations.dispatch import PackedBundle
from kla_desktop.operations.enrol import words_of
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import restored, shown
from kla_desktop.wording.deeds import dissent, happened, verb, word_elsewhere
from kla_desktop.wording.doubts import contradiction
from kla_desktop.wording.formats import Lang, counted, position, size, when
from kla_desktop.wording.words import FACTS, KINDS, REQUEST_STATES, STATES, TIME_SOURCES, TRUST, WARNINGS, said


def find_item(ws: Workspace, text: str) -> EvidenceId:
    """Read an id or its clear beginning. Raises Fixable(NO_SUCH_EVIDENCE)."""
    return browse.find_id(ws, text)


def item_row(item: Item) -> dict[str, Any]:
    """One item as `list` gives it."""
    return {
        "id": item.id,
        "sha256": item.digest.sha256,
        "kind": item.kind,
        "title": restored(item.label),
        "name": restored(item.name),
        "captured_at": item.captured_at or None,
        "captured_at_source": item.captured_at_source or None,
        "place": item.place or None,
        "indicators": [tag.indicator for tag in item.tags],
        "state": item.state.value,
        "warnings": [*item.warnings, *dict.fromkeys(one.doubt.value for one in item.doubts)],
    }


def item_whole(ws: Workspace, item: Item) -> dict[str, Any]:
    """One item with all that its row in the library says."""
    return {
        **item_row(item),
        "stated_title": item.title or None,
        "size": item.digest.size,
        "media": item.media,
        "names": [restored(name) for name in item.names],
        "note": item.note,
        "year": item.year,
        "agency": item.agency or None,
        "station": item.station,
        "gps": {"lat": item.gps[0], "lon": item.gps[1]} if item.gps else None,
        "camera": item.camera or None,
        "letter_number": item.letter or None,
        "restricted": {"owner": item.restriction.owner or None, "desk": item.restriction.desk or None},
        "activity": {"id": item.activity, "title": item.activity_title} if item.activity else None,
        "proposed_place": _proposed(ws, item),
        "created_at": item.created_at,
        "actor": item.actor,
        "supersedes": item.supersedes,
        "superseded_by": item.superseded_by,
        "has_bytes": item.has_bytes,
        "claims": [dict(claim) for claim in item.claims],
        "contradictions": [doubt_row(one) for one in item.doubts],
        "tags": [
            {
                "indicator": tag.indicator,
                "number": _number(ws, tag.indicator),
                "slot": tag.slot,
                "state": tag.state.value,
                "reason": tag.reason,
                "note": tag.note,
                "reviewed_at": tag.reviewed_at or None,
                "reviewer": tag.reviewer or None,
                "disputed": [dissent_row(one) for one in tag.disputed],
                "elsewhere": [_word_row(one) for one in tag.elsewhere],
            }
            for tag in item.tags
        ],
    }


def dissent_row(one: Dissent) -> dict[str, Any]:
    """What another desk judged otherwise."""
    return {"verdict": one.verdict, "reason": one.reason, "reviewed_at": one.reviewed_at, "reviewer": one.reviewer}


def _word_row(one: Word) -> dict[str, Any]:
    """What a hub above or below says."""
    return {
        "hub": one.hub, "verdict": one.verdict, "reason": one.reason, "note": one.note,
        "reviewed_at": one.reviewed_at, "reviewer": one.reviewer,
    }  # fmt: skip


def _proposed(ws: Workspace, item: Item) -> dict[str, Any] | None:
    proposal = ws.proposed_place(item)
    return {"place": proposal.place, "distance_km": proposal.distance_km} if proposal else None


def read_item(ws: Workspace, evidence: EvidenceId) -> dict[str, Any]:
    """Read an item as it now stands."""
    return item_whole(ws, ws.find([evidence])[0])


def _number(ws: Workspace, slug: str) -> int | None:
    """The official number, or None for an indicator that this edition does not have."""
    return next((one.number for one in ws.catalogue.indicators if one.slug == slug), None)


def event_row(event: Event) -> dict[str, Any]:
    """One event of the journal."""
    return {
        "station": event.station,
        "epoch": event.epoch,
        "seq": event.seq,
        "actor": event.actor,
        "at": event.at,
        "subject": event.subject,
        "kind": event.kind,
        "data": dict(event.data),
        "deed": event.deed,
    }


def station_row(station: Station) -> dict[str, Any]:
    """One station as `stations` gives it."""
    trust = Trust.ACCEPTED if station.trust is Trust.COORDINATOR else station.trust
    return {
        "station": station.id,
        "role": station.role,
        "place": station.place,
        "agency": station.agency,
        "actor": station.actor,
        "state": trust.value,
        "home": station.home,
        "fingerprint_words": list(words_of(station.keys[-1])) if station.keys else [],
    }


def request_row(request: Request) -> dict[str, Any]:
    """One request."""
    return {
        "id": request.id,
        "station": request.station,
        "indicator": request.indicator,
        "slot": request.slot,
        "due": request.due or None,
        "note": request.note,
        "at": request.at,
        "state": request.state.value,
        "evidence": request.evidence,
    }


def bundle_row(bundle: PackedBundle) -> dict[str, Any]:
    """One sealed bundle; `path` is where it lies now."""
    return {
        "id": bundle.id,
        "path": str(bundle.path),
        "recipient": bundle.recipient,
        "items": bundle.items,
        "bytes": bundle.size,
        "sha256": bundle.sha256,
    }


def doubt_row(found: Contradiction) -> dict[str, Any]:
    """Two claims of a time that cannot both be true, or one that cannot be."""
    sides = {
        name: {"value": side[0], "source": side[1]} if side[0] else None
        for name, side in (("first", found.first), ("second", found.second))
    }
    return {"code": found.doubt.value, **sides}


def doubt_of(row: Mapping[str, Any]) -> Contradiction:
    """Read such a row back, to say it in words."""
    first, second = row["first"], row["second"] or {"value": "", "source": ""}
    return Contradiction(Doubt(row["code"]), (first["value"], first["source"]), (second["value"], second["source"]))


# lines for people


def item_line(ws: Workspace, item: Item, lang: Lang) -> str:
    """Write an item in one line: id, date, state, indicators, title."""
    numbers = ",".join(str(_number(ws, tag.indicator) or tag.indicator) for tag in item.tags) or "–"
    day = when(item.captured_at, lang) if item.captured_at else said(TIME_SOURCES, "", lang)
    return (
        f"{item.id}  {day}  {said(KINDS, item.kind, lang)}  [{said(STATES, item.state, lang)}]  {numbers}  "
        f"{shown(restored(item.label))}"
    )


def item_lines(ws: Workspace, item: Item, lang: Lang) -> Iterable[str]:
    """Write an item with what matters of it."""
    yield item_line(ws, item, lang)
    if item.place:
        yield f"  {ws.places.label(item.place)}"
    for tag in item.tags:
        yield from _tag_lines(ws, tag, lang)
    if item.gps:
        yield f"  {said(FACTS, 'position', lang)}: {position(*item.gps, lang)}"
        proposal = ws.proposed_place(item)
        if proposal and proposal.place != item.place:
            yield f"  {said(FACTS, 'proposed_place', lang)}: {ws.places.label(proposal.place)}"
    if item.letter:
        yield f"  {said(FACTS, 'letter', lang)}: {shown(item.letter)}"
    for line in claim_lines(item.claims, lang):
        yield f"  {line}"
    for warning in item.warnings:
        yield f"  {said(WARNINGS, warning, lang)}"
    for doubt in item.doubts:
        yield f"  {contradiction(doubt, lang)}"


def _tag_lines(ws: Workspace, tag: ItemTag, lang: Lang) -> Iterable[str]:
    indicator = ws.catalogue.find(tag.indicator)
    slot = next((one.name(lang) for one in indicator.slots if one.slug == tag.slot), tag.slot or "–")
    yield (
        f"  {indicator.label(lang)} · {slot} · {said(STATES, tag.state, lang)}"
        + (f" · {shown(tag.reason)}" if tag.reason else "")
    )
    for one in tag.disputed:
        yield f"    {dissent(tag.reviewer, one.verdict, one.reviewer, one.reason, lang)}"
    for word in tag.elsewhere:
        yield f"    {word_elsewhere(office_of(ws, word.hub), word.reviewer, word.verdict, word.reason, lang)}"


def event_line(ws: Workspace, event: Event, lang: Lang) -> str:
    """Write an event of an item in one line: when, what, by whom."""
    indicator = ws.catalogue.by_slug.get(event.data.get("indicator", ""))
    what = happened(verb(event.kind, event.data), lang, indicator.label(lang) if indicator else "")
    return f"{when(event.at, lang)}  {what}" + (f"  {shown(event.actor)}" if event.actor else "")


def claim_lines(claims: Iterable[Mapping[str, Any]], lang: Lang) -> Iterable[str]:
    """Write every claim of the time in a line, the one in force first and marked."""
    for count, claim in enumerate(claims):
        value, source = str(claim.get("value", "")), str(claim.get("source", ""))
        yield f"{'*' if not count else ' '} {when(value, lang)} · {said(TIME_SOURCES, source, lang)}"


def station_line(ws: Workspace, station: Station, lang: Lang) -> str:
    """Write a station in one line: id, trust, office, six words."""
    words = " ".join(words_of(station.keys[-1])) if station.keys else "–"
    office = " · ".join(part for part in (shown(station.agency), _place(ws, station), shown(station.actor)) if part)
    return f"{station.id}  [{said(TRUST, station.trust, lang)}]  {office}  {words}"


def request_line(ws: Workspace, request: Request, lang: Lang) -> str:
    """Write a request in one line: id, by when, what is wanted of whom, state, note."""
    indicator = ws.catalogue.find(request.indicator)
    slot = next((one.name(lang) for one in indicator.slots if one.slug == request.slot), "")
    parts = [when(request.due, lang) if request.due else "–", indicator.label(lang), slot]
    parts += [office_of(ws, request.station) if request.station != ws.me else "", shown(request.note)]
    return f"{request.id}  [{said(REQUEST_STATES, request.state, lang)}]  {' · '.join(part for part in parts if part)}"


def office_of(ws: Workspace, station: str) -> str:
    """Name an office by its agency and place; a station never heard of by its id."""
    known = ws.store.offices.station(station)
    named = " · ".join(part for part in (shown(known.agency), _place(ws, known)) if part) if known else ""
    return named or station


def _place(ws: Workspace, station: Station) -> str:
    known = station.place in ws.places.by_code
    return ws.places.label(station.place) if known else shown(station.place)


def bundle_line(bundle: PackedBundle, lang: Lang) -> str:
    """Write a bundle in one line."""
    return f"{shown(str(bundle.path))}  {counted(bundle.items, 'evidence', lang)}  {size(bundle.size, lang)}"
