"""What of an item's times cannot be true together, said in one sentence with both times and where they come from."""

from kla_desktop.model.catalogue import Text
from kla_desktop.model.contradictions import Contradiction, Doubt
from kla_desktop.wording.formats import Lang, when
from kla_desktop.wording.sentences import clean
from kla_desktop.wording.words import TIME_SOURCES, said

_DOUBTS = {
    Doubt.TIME_CONFLICT: Text(
        "Waktu tidak cocok: {first} ({first_source}), tetapi {second} ({second_source}). Tetapkan tanggal yang benar.",
        "The times do not agree: {first} ({first_source}), but {second} ({second_source}). Please set the right date.",
    ),
    Doubt.CLOCK_RESET: Text(
        "Jam kamera tampaknya belum diatur: {first}. Tetapkan tanggal yang benar.",
        "The camera's clock seems not to have been set: {first}. Please set the right date.",
    ),
    Doubt.TIME_IN_FUTURE: Text(
        "Waktu lebih baru daripada saat berkas masuk: {first} ({first_source}). "
        "Jam perangkatnya salah; tetapkan tanggal yang benar.",
        "The time is later than when the file came in: {first} ({first_source}). "
        "The device's clock was wrong; please set the right date.",
    ),
    Doubt.TIME_AFTER_FILE: Text(
        "Waktu {first} ({first_source}) lebih baru daripada berkasnya sendiri, {second}.",
        "The time {first} ({first_source}) is later than the file itself, {second}.",
    ),
}


def contradiction(found: Contradiction, lang: Lang) -> str:
    """Say one contradiction."""
    return (
        _DOUBTS[found.doubt]
        .said(lang)
        .format(
            first=clean(when(found.first[0], lang)),
            first_source=said(TIME_SOURCES, found.first[1], lang),
            second=clean(when(found.second[0], lang)),
            second_source=said(TIME_SOURCES, found.second[1], lang),
        )
    )
