"""Activities in words: why items belong together, and what one without a title is called."""

from collections.abc import Mapping

from kla_desktop.model.catalogue import Text
from kla_desktop.wording.formats import Lang, when

_WHY: Mapping[str, Text] = {
    "hand": Text("dikelompokkan petugas", "grouped by an officer"),
    "time": Text("waktu berdekatan ({detail})", "taken close together ({detail})"),
    "received": Text("diterima berurutan pada hari itu", "received one after the other on that day"),
    "spot": Text("di satu titik", "at one spot"),
    "folder": Text("dari folder “{detail}”", "from the folder “{detail}”"),
    "words": Text("kata yang sama: {detail}", "the same words: {detail}"),
    "letter": Text("nomor surat yang sama", "the same letter number"),
    "day": Text("dokumen pada tanggal dan jam itu", "papers of that day and hour"),
}
_UNNAMED = Text("Kegiatan {day}", "Activity of {day}")


def because(why: str, detail: str, lang: Lang) -> str:
    """Say one reason; `why` is a model.activity.Why."""
    text = _WHY[why].said(lang)
    return text.replace("{detail}", detail) if detail else text.partition(" (")[0].partition(": ")[0]


def name(title: str, day: str, lang: Lang) -> str:
    """Name an activity: its title, else its day."""
    return title or _UNNAMED.said(lang).format(day=when(day, lang) if day else "?")
