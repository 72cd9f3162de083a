"""What lies on a drive, in words: "214 foto, 31 dokumen, 26 baru"."""

from kla_desktop.model.catalogue import Text
from kla_desktop.wording.formats import Lang, counted, number

_NEW = Text("{n} baru", "{n} new")
_NOTHING = Text("tidak ada foto atau dokumen", "no photos or documents")


def counts(photos: int, films: int, papers: int, new: int, lang: Lang) -> str:
    """Say the counts; kinds of which there are none are left out."""
    parts = [
        counted(count, noun, lang)
        for count, noun in ((photos, "photo"), (films, "video"), (papers, "document"))
        if count
    ]
    if not parts:
        return _NOTHING.said(lang)
    return ", ".join([*parts, _NEW.said(lang).format(n=number(new, lang))])
