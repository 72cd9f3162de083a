"""Which words betray the other language: learnt from the two sides of every text that the program has.

A word that only ever stands on the English side is English where Indonesian is expected, and the other way round.
Both sides are themselves held against short lists of words that no sentence does without.
"""

import importlib
import pkgutil
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import ModuleType

import kla_desktop.wording
from kla_desktop.app.resources import resources
from kla_desktop.catalogue.loader import load_catalogue
from kla_desktop.model.catalogue import Text
from kla_desktop.wording.formats import LANGUAGES, Lang

WORD = re.compile(r"[A-Za-z]{2,}")
_ENGLISH = """
the and of to in is are was were be been has have had not no with without for from by this that these those it
its they their them you your we our or but if when while there here what which who how all any some each every
other than then so only also more most less least few new old first last next previous open close save cancel
delete remove rename copy cut paste undo redo select find search show hide file files picture photo photos page
pages print printer paper size date time name type kind computer my up down left right back forward home help
about settings options loading please wait error failed failure warning retry ignore yes abort apply reset
discard restore details view list directory drive unknown untitled day days today yesterday hour hours minute
minutes second seconds month year none choose
"""
_INDONESIAN = """
yang dan di ke dari untuk pada dengan tanpa ini itu tidak bukan belum sudah akan bisa dapat harus jangan atau
tetapi jika bila saat ketika semua setiap tiap lain saja juga lebih paling sangat baru lama pertama terakhir
berikutnya sebelumnya buka tutup simpan batal hapus salin tempel urungkan ulangi pilih cari tampilkan berkas
foto halaman cetak ukuran tanggal waktu nama jenis jumlah bantuan tentang setelan tunggu gagal peringatan
kembali lanjut hari kemarin jam menit detik bulan tahun bukti bundel indikator kelurahan tandai kirim terima
menunggu dipilih dikembalikan disahkan tersimpan sekretariat wilayah kegiatan
"""
NEITHER = frozenset({"no", "in", "so", "up", "my", "dapat", "status", "list", "hide", "lama"})
"""Of those, what may stand in the other language as well, as a word or an abbreviation ("No." is nomor)."""


def words(text: str) -> set[str]:
    """Return the words of a text in lower case."""
    return {found.group().lower() for found in WORD.finditer(text)}


@cache
def sides() -> dict[Lang, frozenset[str]]:
    """Return every text of the program by language: of the window, of Qt, of the wording, of the catalogue."""
    found: dict[Lang, set[str]] = {"id": set(), "en": set()}
    folder = resources() / "translations"
    for context, source, translations in messages(folder / "kla_en.ts"):
        del context
        found["id"].add(source)
        found["en"].update(translations)
    for _context, source, translations in messages(folder / "qtbase_id.ts"):
        found["en"].add(source)
        found["id"].update(translations)
    for text in spoken():
        found["id"].add(text.id)
        found["en"].add(text.en)
    for file in sorted((resources() / "help").rglob("*.md")):
        found["en" if file.parent.name == "en" else "id"].add(file.read_text(encoding="utf-8"))
    return {language: frozenset(found[language]) for language in LANGUAGES}


def messages(file: object) -> Iterator[tuple[str, str, list[str]]]:
    """Give (context, source, translations) of a .ts file."""
    for context in ET.parse(str(file)).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [] if translation is None else [form.text or "" for form in translation.iter("numerusform")]
            texts = forms or ([] if translation is None else [translation.text or ""])
            yield context.findtext("name", ""), message.findtext("source", ""), texts


def spoken() -> Iterator[Text]:
    """Give every Text that the wording, the catalogue and the samples hold."""
    for found in pkgutil.iter_modules(kla_desktop.wording.__path__, "kla_desktop.wording."):
        module = importlib.import_module(found.name)
        yield from _texts_of(module)
    catalogue = load_catalogue(resources() / "catalogue" / "permen-12-2022.toml")
    for indicator in catalogue.indicators:
        yield Text(indicator.name("id"), indicator.name("en"))
        yield Text(indicator.short("id"), indicator.short("en"))
        for slot in indicator.slots:
            yield Text(slot.name("id"), slot.name("en"))
    for cluster in catalogue.clusters:
        yield Text(cluster.short("id"), cluster.short("en"))
        yield Text(cluster.name_id, cluster.name_en)


def _texts_of(module: ModuleType) -> Iterator[Text]:
    for value in vars(module).values():
        parts: Iterable[object] = value.values() if isinstance(value, Mapping) else (value,)
        if isinstance(value, tuple):
            parts = value
        yield from (part for part in parts if isinstance(part, Text))


@cache
def foreign_to(language: Lang) -> frozenset[str]:
    """Return the words that nobody should read while the screen speaks `language`."""
    other: Lang = "en" if language == "id" else "id"
    own = {word for text in sides()[language] for word in words(text)}
    theirs = {word for text in sides()[other] for word in words(text)}
    common = words(_INDONESIAN if other == "id" else _ENGLISH)
    return frozenset((theirs - own) | (common - NEITHER))
