"""Sentences for errors, with the error's details filled in. Both faces and the reports speak through this."""

import re
from collections.abc import Mapping
from typing import Any

from kla_desktop.model.catalogue import CatalogueFault, Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.wording.error_variants import VARIANTS
from kla_desktop.wording.errors import SENTENCES
from kla_desktop.wording.formats import Lang, number, size

_SEGMENT = re.compile(r"\[([^\[\]|]*)(?:\|([^\[\]|]*))?\]")
_DETAIL = re.compile(r"\{([a-z_]+)\}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_LONGEST = 200
_MOST = 5
_BYTES = frozenset({"needed", "free", "size"})
_GENERAL = Text(
    "Langkah ini tidak bisa diselesaikan. Bukti Anda aman. Coba lagi, atau hubungi Sekretariat.",
    "This step could not be finished. Your evidence is safe. Try again, or call the secretariat.",
)
_FAULTS: Mapping[str, Text] = {
    CatalogueFault.NOT_TEXT: Text("berkas ini bukan teks UTF-8", "the file is not UTF-8 text"),
    CatalogueFault.TOO_LARGE: Text("berkas ini terlalu besar", "the file is too large"),
    CatalogueFault.SYNTAX: Text("penulisannya tidak sesuai TOML", "it is not written as TOML asks"),
    CatalogueFault.NOT_GEOJSON: Text("isinya bukan batas wilayah GeoJSON", "it holds no GeoJSON boundaries"),
    CatalogueFault.WRONG_FORMAT: Text("jenis berkasnya tidak dikenal", "this kind of file is not known"),
    CatalogueFault.UNKNOWN_KEY: Text("bagian[ “{given}”] tidak dikenal", "[“{given}”|a field] is not known"),
    CatalogueFault.MISSING_KEY: Text("bagian ini belum ada", "this field is missing"),
    CatalogueFault.WRONG_TYPE: Text("jenis isinya keliru", "it holds the wrong type of value"),
    CatalogueFault.BAD_VALUE: Text("isinya[ “{given}”] tidak boleh dipakai", "[“{given}”|its value] is not allowed"),
    CatalogueFault.DUPLICATE: Text("[“{given}”|isinya] dipakai dua kali", "[“{given}”|its value] is used twice"),
    CatalogueFault.UNKNOWN_CLUSTER: Text("klaster[ “{given}”] tidak ada", "there is no cluster[ “{given}”] here"),
    CatalogueFault.UNKNOWN_KIND: Text(
        "[“{given}” bukan jenis bukti|jenis bukti itu tidak ada]",
        "[“{given}” is no kind of evidence|no such kind of evidence]",
    ),
    CatalogueFault.UNKNOWN_SOURCE: Text(
        "sumber[ “{given}”] tidak ada dalam daftar sumber",
        "[“{given}”|it] is not among the sources",
    ),
    CatalogueFault.UNKNOWN_PARENT: Text("wilayah induk[ {given}] tidak ada", "the parent place[ {given}] is missing"),
    CatalogueFault.UNKNOWN_INDICATOR: Text("indikator[ “{given}”] tidak ada", "there is no indicator[ “{given}”]"),
}


def sentence(code: ErrorCode, lang: Lang, **details: Any) -> str:
    """Say an error: what happened, that the data is safe, what to do next. Details that are missing are left out."""
    variant = "several" if details.get("candidates") else str(details.get("where", ""))
    text = (VARIANTS.get((code, variant)) or SENTENCES.get(code) or _GENERAL).said(lang)
    if code is ErrorCode.CATALOGUE_FAULT and details.get("why") in _FAULTS:
        why = fill(_FAULTS[str(details["why"])].said(lang), lang, details)
        details = {**details, "why": why}
    return fill(text, lang, details)


def sentence_of(error: Fixable, lang: Lang) -> str:
    """Say an error with the details that it carries."""
    return sentence(error.code, lang, **error.details)


def fill(text: str, lang: Lang, details: Mapping[str, Any]) -> str:
    """Fill in a text whose "[a {x}|b]" parts say a if all their details are known, else b or nothing."""

    def said(match: re.Match[str]) -> str:
        values = {name: _said(name, details.get(name), lang) for name in _DETAIL.findall(match[1])}
        if not all(values.values()):
            return match[2] or ""
        return _DETAIL.sub(lambda detail: values[detail[1]], match[1])

    return _SEGMENT.sub(said, text)


def clean(text: str) -> str:
    """Make foreign text fit for one line: no control or direction marks, at most 200 characters."""
    shown = _UNSEEN.sub(" ", text).strip()
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def _said(name: str, value: Any, lang: Lang) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, int) and name in _BYTES:
        return size(value, lang)
    if isinstance(value, int):
        return number(value, lang)
    if isinstance(value, list | tuple | set | frozenset):
        parts = [clean(str(part)) for part in value][:_MOST]
        return ", ".join([*parts, "…"] if len(value) > _MOST else parts)
    return clean(str(value))
