"""Numbers, sizes, dates and times in the language of the screen: `wording.formats` with the language filled in."""

from datetime import date, datetime, timezone

from PySide6.QtCore import QLocale

from kla_desktop.model.errors import Fixable
from kla_desktop.wording import formats
from kla_desktop.wording.formats import Lang
from kla_desktop.wording.sentences import sentence
from kla_desktop.wording.words import DOING, said

LANGUAGE_NAMES: dict[Lang, str] = {"id": "Bahasa Indonesia", "en": "English"}
"""Each in its own language, so that whoever lost the way finds back."""
_LONGEST_PART = 12
"""Letters without a break that fit into the narrowest column."""
_spoken: Lang | None = None


def speak(language: Lang) -> None:
    """Set the language of the screen; for `translations.install_language`."""
    global _spoken  # noqa: PLW0603 - a screen speaks one language
    _spoken = language


def language() -> Lang:
    """Return the language of the screen; before there is one, the system's."""
    return _spoken or ("en" if QLocale().language() == QLocale.Language.English else "id")


def number(value: float, places: int = 0) -> str:
    """Write 1.234,5 in Indonesian, 1,234.5 in English."""
    return formats.number(value, language(), places)


def counted(count: int, noun: str) -> str:
    """Write "12 foto", "1 photo", "12 photos"; `noun` is a key of `wording.formats`."""
    return formats.counted(count, noun, language())


def size(count: int) -> str:
    """Write a number of bytes as "12,5 MB"."""
    return formats.size(count, language())


def time_left(seconds: float) -> str:
    """Write a remaining time as "± 4 menit"."""
    return formats.time_left(seconds, language())


def doing(key: str) -> str:
    """Return the words of `Step.doing`, such as "menyalin" for "copying"; empty for an empty key."""
    return said(DOING, key, language()) if key else ""


def date_time(moment: datetime) -> str:
    """Write an aware time as "23 Nov 2026 14.05 WIB"."""
    return formats.date_time(moment, language())


def day(at: str) -> str:
    """Write the day of an ISO 8601 time as people here count it: "21 Nov 2026"."""
    return formats.day(at, language())


def today(now: datetime) -> date:
    """Return the day of an aware time as people here count it, who are seven hours ahead of UTC."""
    return now.astimezone(timezone(formats.WIB)).date()


def explain(error: Fixable) -> str:
    """Return what a Fixable tells the user: what happened, that the data is safe, what to do."""
    return sentence(error.code, language(), **error.details)


def breakable(name: str) -> str:
    """Let a long file name wrap in a narrow label: an invisible break opportunity after each mark between its parts.

    A part that is too long for a line itself, such as a checksum, gets more of them.
    """
    made, run = [], 0
    for letter in name:
        made.append(letter)
        run = 0 if letter in "_-. " else run + 1
        if letter in "_-." or (run and run % _LONGEST_PART == 0):
            made.append("\u200b")
    return "".join(made)
