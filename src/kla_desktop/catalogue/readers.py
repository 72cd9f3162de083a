"""Parsed TOML to the catalogue's values; every mistake is a FaultAt at its place in the file."""

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from kla_desktop.catalogue.tables import FaultAt, Table
from kla_desktop.model.catalogue import (
    BASES,
    EVIDENCE_KINDS,
    LEVELS,
    SENSITIVITIES,
    Catalogue,
    CatalogueFault,
    Cluster,
    Crossing,
    Deadline,
    EvidencePeriod,
    Indicator,
    Predicate,
    Slot,
)
from kla_desktop.model.ids import IndicatorSlug, PlaceCode, SlotSlug
from kla_desktop.model.places import PLACE_KINDS, Place, Places

_YEARS = (1990, 2199)
_CODE = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?")
_INDICATORS_KEYS = (
    "format", "edition", "name_id", "name_en", "regulation", "regulation_source", "sources", "cluster", "predicate",
    "indicator", "crosswalk_edition", "crosswalk",
)  # fmt: skip
_INDICATOR_KEYS = (
    "slug", "number", "cluster", "name_id", "name_en", "short_id", "short_en", "aliases", "lead_agencies", "keywords",
    "sensitivity", "confidence", "wording_confidence", "name_basis", "sources", "note", "questions", "kelurahan_items",
    "slot", "weight",
)  # fmt: skip
_SLOT_KEYS = ("slug", "name_id", "name_en", "kind", "basis", "source")


def read_catalogue(values: dict[str, Any]) -> Catalogue:
    """Read an indicators file."""
    top = Table(values, (), _INDICATORS_KEYS)
    sources = top.mapping("sources")
    _source(top, "regulation_source", sources)
    clusters = tuple(_cluster(table) for table in top.tables("cluster", _CLUSTER_KEYS))
    _refuse_twins("cluster", "code", (cluster.code for cluster in clusters))
    predicates = tuple(_predicate(table, sources) for table in top.tables("predicate", _PREDICATE_KEYS))
    codes = {cluster.code for cluster in clusters}
    indicators = tuple(_indicator(table, codes, sources) for table in top.tables("indicator", _INDICATOR_KEYS))
    if not indicators:
        raise top.fault("indicator", CatalogueFault.MISSING_KEY)
    _refuse_twins("indicator", "slug", (indicator.slug for indicator in indicators))
    _refuse_twins("indicator", "number", (indicator.number for indicator in indicators))
    slugs = {indicator.slug for indicator in indicators}
    return Catalogue(
        edition=top.slug("edition"),
        name_id=top.text("name_id"),
        name_en=top.text("name_en"),
        clusters=clusters,
        indicators=indicators,
        predicates=predicates,
        crosswalk_edition=top.text("crosswalk_edition", ""),
        crosswalk=tuple(_crossing(table, slugs) for table in top.tables("crosswalk", ("old", "new"))),
    )


_CLUSTER_KEYS = ("code", "name_id", "name_en", "short_id", "short_en")
_PREDICATE_KEYS = ("name", "low", "high", "confidence", "source")


def _cluster(table: Table) -> Cluster:
    return Cluster(
        code=table.text("code"),
        name_id=table.text("name_id"),
        name_en=table.text("name_en"),
        short_id=table.text("short_id", ""),
        short_en=table.text("short_en", ""),
    )


def _predicate(table: Table, sources: Mapping[str, str]) -> Predicate:
    table.one_of("confidence", LEVELS, "low")
    _source(table, "source", sources)
    low = table.whole("low", 0, 1000)
    return Predicate(table.text("name"), low, table.whole("high", low, 1000))


def _indicator(table: Table, clusters: set[str], sources: Mapping[str, str]) -> Indicator:
    slug = IndicatorSlug(table.slug("slug"))
    number = table.whole("number", 1, 999)
    cluster = table.text("cluster")
    if cluster not in clusters:
        raise table.fault("cluster", CatalogueFault.UNKNOWN_CLUSTER, cluster)
    cited = table.texts("sources")
    for name in cited:
        if name not in sources:
            raise table.fault("sources", CatalogueFault.UNKNOWN_SOURCE, name)
    table.text("name_basis", "")
    slots = tuple(_slot(each, sources) for each in table.tables("slot", _SLOT_KEYS))
    _refuse_twins("slot", "slug", (slot.slug for slot in slots), table.path)
    return Indicator(
        slug=slug,
        number=number,
        cluster=cluster,
        name_id=table.text("name_id"),
        name_en=table.text("name_en"),
        short_id=table.text("short_id"),
        short_en=table.text("short_en"),
        lead_agencies=table.texts("lead_agencies"),
        slots=slots,
        questions=table.pairs("questions"),
        keywords=table.texts("keywords"),
        sensitivity=table.one_of("sensitivity", SENSITIVITIES, "low"),
        confidence=table.one_of("confidence", LEVELS, "low"),
        wording_confidence=table.one_of("wording_confidence", LEVELS, "low"),
        kelurahan_items=table.pairs("kelurahan_items"),
        aliases=table.texts("aliases"),
        note=table.pair("note"),
        sources=tuple(sources[name] for name in cited),
        weight=table.points("weight"),
    )


def _slot(table: Table, sources: Mapping[str, str]) -> Slot:
    slug = SlotSlug(table.slug("slug"))
    kind = table.text("kind")
    if kind not in EVIDENCE_KINDS:
        raise table.fault("kind", CatalogueFault.UNKNOWN_KIND, kind)
    return Slot(
        slug=slug,
        name_id=table.text("name_id"),
        name_en=table.text("name_en"),
        kind=kind,
        basis=table.one_of("basis", BASES, "inference"),
        source=_source(table, "source", sources),
    )


def _crossing(table: Table, slugs: set[IndicatorSlug]) -> Crossing:
    old = IndicatorSlug(table.slug("old"))
    if old not in slugs:
        raise table.fault("old", CatalogueFault.UNKNOWN_INDICATOR, old)
    return Crossing(old, IndicatorSlug(table.slug("new")))


def read_places(values: dict[str, Any]) -> Places:
    """Read a places file."""
    top = Table(values, (), ("format", "name", "regulation", "source", "place"))
    top.text("name"), top.text("regulation", ""), top.text("source", "")
    tables = top.tables("place", ("code", "name", "kind", "aliases"))
    places = tuple(_place(table) for table in tables)
    _refuse_twins("place", "code", (place.code for place in places))
    codes = {place.code for place in places}
    for table, place in zip(tables, places, strict=True):
        if place.parent is not None and place.parent not in codes:
            raise table.fault("code", CatalogueFault.UNKNOWN_PARENT, place.parent)
    if not any(place.kind == "city" for place in places):
        raise top.fault("place", CatalogueFault.MISSING_KEY, "city")
    return Places(tuple(sorted(places, key=lambda place: place.code)))


def _place(table: Table) -> Place:
    code = table.text("code")
    if not _CODE.fullmatch(code):
        raise table.fault("code", CatalogueFault.BAD_VALUE, code)
    kind = table.one_of("kind", PLACE_KINDS)
    parent = None if kind == "city" else PlaceCode(code.rpartition(".")[0])
    return Place(PlaceCode(code), table.text("name"), kind, parent, table.texts("aliases"))


def read_period(values: dict[str, Any]) -> EvidencePeriod:
    """Read a round."""
    known = ("format", "name", "edition", "evidence_years", "evidence_years_source", "collecting_year",
             "completion_hours", "deadline")  # fmt: skip
    top = Table(values, (), known)
    top.text("evidence_years_source", "")
    deadlines = tuple(
        Deadline(
            slug=table.slug("slug"),
            name_id=table.text("name_id"),
            name_en=table.text("name_en"),
            on=table.day("on"),
            basis=table.one_of("basis", BASES, "inference"),
        )
        for table in top.tables("deadline", ("slug", "name_id", "name_en", "on", "basis", "source"))
    )
    _refuse_twins("deadline", "slug", (deadline.slug for deadline in deadlines))
    return EvidencePeriod(
        name=top.text("name"),
        edition=top.slug("edition"),
        evidence_years=top.wholes("evidence_years", *_YEARS),
        collecting_year=top.whole("collecting_year", *_YEARS),
        completion_hours=top.whole("completion_hours", 0, 10_000),
        deadlines=tuple(sorted(deadlines, key=lambda deadline: deadline.on)),
    )


def _source(table: Table, key: str, sources: Mapping[str, str]) -> str:
    name = table.text(key, "")
    if name and name not in sources:
        raise table.fault(key, CatalogueFault.UNKNOWN_SOURCE, name)
    return sources.get(name, "")


def _refuse_twins(array: str, key: str, values: Iterable[Hashable], path: tuple[str | int, ...] = ()) -> None:
    seen: set[Hashable] = set()
    for position, value in enumerate(values):
        if value in seen:
            raise FaultAt((*path, array, position, key), CatalogueFault.DUPLICATE, str(value))
        seen.add(value)
