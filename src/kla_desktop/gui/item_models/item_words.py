"""What is said of one item: caption in a grid, tooltip, and the whole sentence for a screen reader."""

import re
from datetime import datetime, timezone

from PySide6.QtCore import QCoreApplication

from kla_desktop.gui import texts
from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.contradictions import worth_saying
from kla_desktop.model.listing import Item
from kla_desktop.system.names import shown
from kla_desktop.wording import formats
from kla_desktop.wording.doubts import contradiction
from kla_desktop.wording.words import KINDS, STATES, TIME_SOURCES, WARNINGS, said

_WHATSAPP = re.compile(r"(?:whatsapp (?:image|video|audio)|(?:img|vid|aud|ptt)-\d{8}-wa\d+)", re.IGNORECASE)
_SURE = frozenset({"exif", "gps", "officer", "container", "xmp"})
_PHOTOS = frozenset({"jpeg", "png", "webp", "tiff", "gif", "bmp", "heic", "avif"})
_LONGEST_ENDING = 5
_MINUTES = len("2026-11-23T10:15")


def is_estimate(item: Item) -> bool:
    """Whether the time is only guessed from a name, a folder, a text or the file's own time."""
    return bool(item.captured_at) and item.captured_at_source not in _SURE


def is_page(item: Item) -> bool:
    """Whether its picture is a page with a head, and no photo."""
    return item.media not in _PHOTOS


def short_name(item: Item) -> str:
    """Return title or file name, short: "WA" for the endless names of WhatsApp, no ending."""
    if item.title:
        return item.title
    if _WHATSAPP.match(item.name):
        return "WA"
    stem, _, _ = item.name.rpartition(".")
    return shown(stem or item.name)


def clock_of(item: Item) -> str:
    """Return the time of day, "" where only the day is known."""
    if len(item.captured_at) < _MINUTES:
        return ""
    try:
        moment = datetime.fromisoformat(item.captured_at)
    except ValueError:
        return ""
    if moment.tzinfo is not None:
        moment = moment.astimezone(timezone(formats.WIB))
    return formats.clock(moment, texts.language())


def certainty_words(item: Item) -> str:
    """Return "perkiraan" where the time is a guess, "tanpa waktu" where there is none, "" where it is sure."""
    if not item.captured_at:
        return QCoreApplication.translate("Item", "tanpa waktu")
    return QCoreApplication.translate("Item", "perkiraan") if is_estimate(item) else ""


def media_word(item: Item) -> str:
    """Return the kind of file as people call it: "PDF", "DOCX"; the name's ending where the content says nothing."""
    ending = item.name.rpartition(".")[2]
    if item.media == "other" and ending.isascii() and ending.isalnum() and len(ending) <= _LONGEST_ENDING:
        return ending.upper()
    return item.media.upper()


def when_words(item: Item) -> str:
    """Return day and time: "21 Nov 2026 10.15", "" if unknown."""
    return formats.when(item.captured_at, texts.language()) if item.captured_at else ""


def day_words(item: Item) -> str:
    """Return the day alone: "21 Nov 2026"; of an item without one, the day it came in."""
    return texts.day(item.captured_at or item.created_at)


def source_words(item: Item) -> str:
    """Return where the time comes from: "perkiraan dari nama berkas"."""
    return said(TIME_SOURCES, item.captured_at_source if item.captured_at else "", texts.language())


def warning_words(item: Item) -> str:
    """Return what is the matter with the file or with its times, "" if nothing is."""
    language = texts.language()
    return " ".join(
        [
            *(said(WARNINGS, key, language) for key in item.warnings),
            *(contradiction(one, language) for one in worth_saying(item.doubts)),
        ]
    )


def restriction_words(item: Item) -> str:
    """Return that an item is shown to few, "" if it is not."""
    return QCoreApplication.translate("Item", "Wajah anak: terbatas") if item.restriction else ""


def tag_labels(item: Item, catalogue: Catalogue) -> list[str]:
    """Return the tags as "06 Partisipasi anak"."""
    found = [catalogue.by_slug.get(tag.indicator) for tag in item.tags]
    return [indicator.label(texts.language()) for indicator in found if indicator is not None]


def sentence(item: Item, catalogue: Catalogue) -> str:
    """Say the whole item, for a screen reader: title, kind, date, state, tags, warning."""
    language = texts.language()
    when = when_words(item)
    parts = [
        item.title or shown(item.name),
        said(KINDS, item.kind, language),
        f"{when} ({source_words(item)})" if when else source_words(item),
        said(STATES, item.state.value, language),
        *tag_labels(item, catalogue),
        restriction_words(item),
        warning_words(item),
    ]
    return ", ".join(part for part in parts if part)


def tooltip(item: Item, catalogue: Catalogue) -> str:
    """Say the item in lines, for the mouse."""
    when = when_words(item)
    lines = [
        item.title,
        shown(item.name),
        f"{when} · {source_words(item)}" if when else source_words(item),
        " · ".join(tag_labels(item, catalogue)),
        restriction_words(item),
        warning_words(item),
    ]
    return "\n".join(line for line in lines if line)
