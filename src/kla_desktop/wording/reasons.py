"""Why an indicator is suggested, as a person reads it: "kata: posyandu, ASI eksklusif"."""

from collections.abc import Mapping, Sequence

from kla_desktop.model.catalogue import Text
from kla_desktop.wording.formats import Lang, counted

_GROUNDS: Mapping[str, Text] = {
    "words": Text("kata: {words}", "words: {words}"),
    "name": Text("nama berkas: {words}", "file name: {words}"),
    "folder_name": Text("folder: {words}", "folder: {words}"),
    "activity": Text("{n} dari kegiatan yang sama", "{n} of the same activity"),
    "time": Text("{n} dari waktu yang berdekatan", "{n} taken about the same time"),
    "folder": Text("{n} dari folder yang sama", "{n} from the same folder"),
    "habit": Text("Anda pernah menandai {n} serupa ({words})", "you tagged {n} like it before ({words})"),
}


def reason(ground: str, words: Sequence[str], count: int, lang: Lang, noun: str = "file") -> str:
    """Say one reason; `ground` is a suggesting.Ground, `noun` a key of `formats.counted`."""
    text = _GROUNDS[ground].said(lang)
    return text.format(words=", ".join(words), n=counted(count, noun, lang))
