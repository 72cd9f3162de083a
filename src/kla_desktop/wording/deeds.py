"""What was done, in one line with its count, for toasts, menus and the history: "12 foto ditandai → 10 PAUD-HI"."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from kla_desktop.model.catalogue import Text
from kla_desktop.model.deeds import is_renaming
from kla_desktop.wording.formats import WIB, Lang, counted, date_time
from kla_desktop.wording.sentences import clean, fill

_DEEDS: Mapping[str, Text] = {
    "captured": Text("{n} ditambahkan", "{n} added"),
    "sourced": Text("{n} ditemukan lagi di tempat lain", "{n} found again in another place"),
    "read": Text("{n} dibaca lebih lanjut", "{n} read further"),
    "described": Text("{n} diubah keterangannya", "{n} described"),
    "tagged": Text("{n} ditandai[ → {target}]", "{n} tagged[ → {target}]"),
    "untagged": Text("{n} dihapus tandanya[: {target}]", "{n} untagged[: {target}]"),
    "withdrawn": Text("{n} ditarik", "{n} withdrawn"),
    "reinstated": Text("{n} dipulihkan", "{n} put back"),
    "superseded": Text("{n} diganti", "{n} replaced"),
    "grouped": Text("{n} dikelompokkan menjadi kegiatan", "{n} grouped as an activity"),
    "renamed": Text("Nama kegiatan diganti", "Activity renamed"),
    "ungrouped": Text("{n} dikeluarkan dari kegiatan", "{n} taken out of an activity"),
    "restricted": Text("{n} dibatasi", "{n} restricted"),
    "unrestricted": Text("{n} tidak lagi dibatasi", "{n} no longer restricted"),
    "compared": Text("{n} dibandingkan dan diputuskan", "{n} compared and decided"),
    "accepted": Text("{n} disahkan[: {target}]", "{n} accepted[: {target}]"),
    "returned": Text("{n} dikembalikan untuk perbaikan[: {target}]", "{n} returned for a fix[: {target}]"),
    "reopened": Text("keputusan atas {n} ditarik[: {target}]", "decision on {n} taken back[: {target}]"),
    "reviewed": Text("{n} ditinjau[: {target}]", "{n} reviewed[: {target}]"),
    "requested": Text("{n} dikirim[ ke {target}]", "{n} made[ to {target}]"),
    "request_closed": Text("{n} ditutup", "{n} closed"),
    "bundled": Text("{n} dikemas[ → {target}]", "{n} packed[ → {target}]"),
    "handed_over": Text("{n} diserahkan[ → {target}]", "{n} handed over[ → {target}]"),
    "received": Text("{n} diterima[ dari {target}]", "{n} received[ from {target}]"),
    "skipped": Text("{n} dilewati", "{n} skipped"),
    "failed": Text("{n} gagal", "{n} failed"),
    "erased": Text("{n} dihapus", "{n} erased"),
    "redacted": Text("{n} disamarkan", "{n} redacted"),
}


def deed(verb: str, count: int, lang: Lang, noun: str = "evidence", target: str = "") -> str:
    """Say a deed. `verb` is a journal kind or one of the words above, `noun` a key of `formats.counted`.

    `target` is what it was done to, such as "10 PAUD-HI". An unknown verb is said as a change.
    """
    text = _DEEDS.get(verb)
    if text is None:
        return counted(count, "change", lang)
    said = fill(text.said(lang), lang, {"target": target})
    return said.replace("{n}", counted(count, noun, lang), 1)


def happened(verb: str, lang: Lang, target: str = "") -> str:
    """Say what happened to one item, for its history: "Bukti ini ditandai → 10 PAUD-HI"."""
    text = _DEEDS.get(verb)
    this = "this item" if lang == "en" else "bukti ini"
    if text is None:
        return "Changed" if lang == "en" else "Diubah"
    said = fill(text.said(lang), lang, {"target": target}).replace("{n}", this, 1)
    return said[:1].upper() + said[1:]


def verb(kind: str, data: Mapping[str, Any]) -> str:
    """Return the word above for an event of a kind: what it says may go either way."""
    if kind == "restricted" and data.get("why") == "":
        return "unrestricted"
    if kind == "grouped" and (data.get("renamed") or is_renaming(data)):
        return "renamed"
    return {"accept": "accepted", "return": "returned"}.get(str(data.get("verdict", "")), kind)


def undone(of: str, lang: Lang) -> str:
    """Say that a deed was taken back."""
    return f"{'Undone' if lang == 'en' else 'Diurungkan'}: {of}"


def redone(of: str, lang: Lang) -> str:
    """Say that a deed was done again."""
    return f"{'Redone' if lang == 'en' else 'Diulangi'}: {of}"


def restricted_still(count: int, lang: Lang) -> str:
    """Say that another office's word keeps evidence restricted."""
    items = counted(count, "evidence", lang)
    if lang == "en":
        return f"{items} stay restricted: the other office restricted them as well, and only it can lift that."
    return f"{items} tetap dibatasi: kantor lain juga membatasinya, dan hanya kantor itu yang dapat mencabutnya."


def copied_safely(lang: Lang) -> str:
    """Say that a stick may be pulled out."""
    if lang == "en":
        return "The bundle is copied and was read back. It is safe to pull out the stick."
    return "Bundel tersalin dan sudah diperiksa ulang. Aman untuk mencabut USB."


def received_before(at: datetime, lang: Lang, offset: timedelta = WIB) -> str:
    """Say that a bundle came a second time."""
    moment = date_time(at, lang, offset)
    if lang == "en":
        return f"This bundle was received before, on {moment}. Nothing was doubled."
    return f"Bundel ini sudah pernah diterima pada {moment}. Tidak ada yang digandakan."


def dissent(reviewer: str, verdict: str, other: str, reason: str, lang: Lang) -> str:
    """Say that two desks judged one thing differently without knowing of each other."""
    why = f" ({clean(reason)})" if reason else ""
    if lang == "en":
        word = "accepted" if verdict == "accept" else "returned"
        return f"In dispute: {clean(other)} {word} it{why}, {clean(reviewer)} judged otherwise. Look again."
    word = "mengesahkan" if verdict == "accept" else "mengembalikan"
    return f"Belum sepakat: {clean(other)} {word}{why}, {clean(reviewer)} berpendapat lain. Tinjau sekali lagi."


def word_elsewhere(office: str, reviewer: str, verdict: str, reason: str, lang: Lang) -> str:
    """Say what the secretariat of another level judged."""
    why = f" ({clean(reason)})" if reason else ""
    who = " · ".join(part for part in (clean(office), clean(reviewer)) if part)
    if lang == "en":
        return f"{who}: {'accepted' if verdict == 'accept' else 'returned'}{why}"
    return f"{who}: {'disahkan' if verdict == 'accept' else 'dikembalikan'}{why}"


def items_line(labels: tuple[str, ...], lang: Lang, most: int = 3) -> str:
    """Join the first labels: "10 PAUD-HI, 14 PMBA, … dan 3 lagi"."""
    shown = ", ".join(clean(label) for label in labels[:most])
    more = len(labels) - most
    if more <= 0:
        return shown
    return f"{shown}, … and {more} more" if lang == "en" else f"{shown}, … dan {more} lagi"
