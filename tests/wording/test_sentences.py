"""Every error has a sentence in both languages that says what happened, that the data is safe and what to do."""

import re
from typing import Any

import pytest

from kla_desktop.model.catalogue import CatalogueFault, Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.wording.error_variants import VARIANTS
from kla_desktop.wording.errors import SENTENCES
from kla_desktop.wording.formats import LANGUAGES, Lang
from kla_desktop.wording.sentences import clean, fill, sentence, sentence_of
from tests.gui.vocabulary import foreign_to
from tests.gui.vocabulary import words as words_in

DETAILS: dict[str, Any] = {
    "path": "E:\\bukti", "needed": 31_000_000, "free": 12_300_000, "size": 4_700_000_000, "next": 8, "id": "0192",
    "indicator": "06", "slot": "sk", "place": "Curug", "station": "0193", "text": "kemarin", "file": "kota.toml",
    "line": 1234, "field": "indicator.slug", "why": CatalogueFault.DUPLICATE, "given": "satu", "damaged": 2,
    "total": 12,
}  # fmt: skip
SAFE = {
    "id": r"aman|utuh|tidak ada yang|belum ada yang|tidak kami|tidak menyentuh|tidak tersentuh|tersimpan|tercatat"
    r"|terkunci|tetap berlaku|tidak terpengaruh|masih ada",
    "en": r"safe|nothing|untouched|unchanged|whole|kept?\b|on record|locked|sealed|stand\b|not affected"
    r"|still there|not changed",
}

NEXT = {
    "id": r"""
ambil, atur, bandingkan, bawa, beri, biarkan, buat, buka, cabut, cari, coba, cocokkan, cukup, daftar\w*, gabung,
hapus, hubungi, isi, jalan lagi, jalankan, jangan, kabari, kecilkan, ketik, kirim, kosongkan, lanjut\w*, lepas,
lewati, lihat, masuk\w*, mencoba, mengembalikannya, mengubah, minta, mulai, pakai, pasang, pastikan, perbaiki,
perbarui, periksa, pilih, pindah\w*, pisahkan, pulihkan, rincian, salin, sambungkan, sebut\w*, selesaikan,
sendiri, serahkan, simpan, susun, tambah, tampilkan, tandai, tarik, telepon, terima, tidak perlu, tinjau, tulis,
tunggu, tutup, ubah, ulangi, urungkan
""",
    "en": """
accept, add, again, ask, bring, by itself, call, change, check, choose, close, compare, connect, copy, correct,
create, delete, details, enough, enter, fetch, find, fix, free, give, go, goes on, hand, install, join, leave,
let, log, look, make, mend, move, name, nothing to, open, pick, plug, press, receive, remove, rename, renew,
repeat, restore, review, run, save, see, send, set, show, shrink, sign, skip, split, switch, tag, take, tell,
tries, try, type, undo, unplug, update, use, wait, withdraw, write
""",
}
"""Words by which a sentence says what to do next, or that nothing needs doing."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", list(ErrorCode))
def test_every_code_says_what_to_do_next_in_its_own_language(code: ErrorCode, lang: Lang) -> None:
    deeds = "|".join(one.strip() for one in NEXT[lang].split(","))
    wheres = ["", *(where for of, where in VARIANTS if of is code)]
    for said in (sentence(code, lang, where=where) for where in wheres):
        tail = " ".join(re.split(r"(?<=[.;:]) ", said)[1:])
        assert re.search(rf"\b(?:{deeds})\b", tail, re.IGNORECASE), said
        assert code.value not in said
        assert not re.search(r"Error|Traceback|Exception|0x|errno", said)
        own = re.sub(r"“[^”]*”", "", said)  # words on a screen that may speak Indonesian
        assert not words_in(own) & foreign_to(lang) - {"kelurahan", "kla", "hub", "bundel"}, said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", list(ErrorCode))
def test_every_code_with_with_and_without_details(code: ErrorCode, lang: Lang) -> None:
    assert code in SENTENCES
    for said in (sentence(code, lang), sentence(code, lang, **DETAILS), sentence(code, lang, **dict.fromkeys(DETAILS))):
        assert not re.search(r"[{}\[\]|]|  |None| [.,:;]|[.,]{2}", said), said
        assert said[0].isupper() or said[0] in "“0123456789"
        assert said[-1] in ".?"
        assert len(re.findall(r"[.;?](?: |$)", said)) >= 2, said
        assert re.search(SAFE[lang], said, re.IGNORECASE), said


@pytest.mark.parametrize("text", [*SENTENCES.values(), *VARIANTS.values()])
def test_details_stand_only_inside_brackets_and_are_the_same_in_both_languages(text: Text) -> None:
    for words in (text.id, text.en):
        assert "{" not in re.sub(r"\[[^\[\]]*\]", "", words)
        assert words.count("[") == words.count("]")
    assert set(re.findall(r"{(\w+)}", text.id)) == set(re.findall(r"{(\w+)}", text.en))
    assert text.id != text.en


def test_the_wording_of_the_screens() -> None:
    stick = {"needed": 31_000_000, "free": 12_300_000, "where": "stick"}
    assert sentence(ErrorCode.DISK_FULL, "id", **stick) == (
        "USB penuh. Perlu 31,0 MB, tersisa 12,3 MB. Hapus sesuatu dari USB atau pakai USB lain – "
        "bundel tetap aman di laptop ini."
    )
    assert sentence(ErrorCode.BUNDLE_DAMAGED, "id", damaged=2, total=12) == (
        "Bundel ini berubah atau rusak di perjalanan (2 dari 12 berkas). Minta dikirim ulang. Tidak ada yang kami ubah."
    )
    assert sentence(ErrorCode.DRIVE_GONE, "id", next=8).startswith(
        "USB tercabut saat menyalin. Pasang kembali; penyalinan dilanjutkan dari berkas ke-8."
    )
    assert sentence(ErrorCode.FOLDER_READ_ONLY, "id", where="stick").startswith(
        "USB ini hanya bisa dibaca. Coba USB lain."
    )
    assert sentence(ErrorCode.FILE_IN_USE, "id", where="pdf", path="x.pdf").startswith(
        "PDF tidak bisa disimpan karena sedang dibuka di aplikasi lain. Tutup dulu, atau simpan dengan nama lain."
    )
    assert "4,7 GB" in sentence(ErrorCode.FAT32_LIMIT, "id", size=4_700_000_000)
    assert "4.7 GB" in sentence(ErrorCode.FAT32_LIMIT, "en", size=4_700_000_000)


def test_half_the_details_are_not_half_a_sentence() -> None:
    said = sentence(ErrorCode.DISK_FULL, "en", needed=1_000_000)
    assert "1.0 MB" not in said
    assert said.startswith("The disk is full. What")


def test_candidates_make_another_sentence() -> None:
    error = Fixable(ErrorCode.NO_SUCH_PLACE, place="Curug", candidates=("1 Curug (A)", "2 Curug (B)"))
    assert sentence_of(error, "en").startswith("Several places are called “Curug”: 1 Curug (A), 2 Curug (B).")
    assert "known" in sentence(ErrorCode.NO_SUCH_PLACE, "en", place="X", candidates=())
    many = sentence(ErrorCode.NO_SUCH_PLACE, "en", place="X", candidates=tuple("abcdefgh"))
    assert "a, b, c, d, e, …" in many


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("why", list(CatalogueFault))
def test_every_catalogue_fault_has_words(why: CatalogueFault, lang: Lang) -> None:
    for given in ("", "sulg"):
        said = sentence(ErrorCode.CATALOGUE_FAULT, lang, file="k.toml", line=7, field="slug", why=why, given=given)
        assert why.value not in said
        assert re.search(r"(baris|line) 7", said)
        assert not re.search(r"[{}\[\]|]|  ", said), said
    unheard = sentence(ErrorCode.CATALOGUE_FAULT, lang, why="something else")
    assert "something else" in unheard


def test_foreign_words_cannot_spoil_the_line() -> None:
    said = sentence(ErrorCode.FILE_MISSING, "id", path="a\n\x1b[2J{path}[b|c]\u202egpj.exe" + "x" * 500)
    assert not re.search(r"[\x00-\x1f\u202e]", said)
    assert "{path}[b|c]" in said
    assert len(said) < 400
    assert clean("x" * 300) == "x" * 199 + "…"


def test_filling() -> None:
    assert fill("a[ {x}|!][ {y}]", "id", {"x": 1234, "y": None}) == "a 1.234"
    assert fill("a[ {x}|!]", "en", {}) == "a!"
    assert fill("[{x} {y}|b]", "en", {"x": "{y}", "y": "["}) == "{y} ["
