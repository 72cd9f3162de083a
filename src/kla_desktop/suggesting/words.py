"""Text to words: folded, freed of the small words, with the spellings that scans, chats and file names bring.

Nothing here knows what a word means. A word's roots are guessed by taking Indonesian affixes off in every way that may
be right; a lexicon then asks for the roots it knows, so that a wrong guess does no harm.
"""

import functools
import re
import string
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

BREAK: Final = "|"
"""Stands for the end of a sentence: no term reaches across."""
MAX_CHARS: Final = 10_000
"""Of a longer text the beginning and the end are read: what it is about is said there."""
SMALL: Final = frozenset(
    word
    for line in (
        "dan di ke yang untuk pada terhadap dengan para bagi dalam atas oleh dari serta atau itu ini adalah sebagai",
        "akan telah sudah agar bisa dapat karena saat si se the of secara tersebut hingga antara tentang sebuah juga",
        "guna usai melalui menjadi and in for kepada maupun yg utk dgn dlm tsb sdh pd dr krn jg tdk lagi kami kita",
        "mereka ia dia saya sekitar seluruh setiap sejumlah beberapa berbagai seorang",
    )
    for word in line.split()
)
_JOINED: Final = {
    "walikota": ("wali", "kota"),
    "kerjasama": ("kerja", "sama"),
    "orangtua": ("orang", "tua"),
    "orangtuanya": ("orang", "tua"),
    "tanggungjawab": ("tanggung", "jawab"),
    "rumahsakit": ("rumah", "sakit"),
    "mushola": ("musala",),
    "musholla": ("musala",),
    "akte": ("akta",),
    "kab": ("kabupaten",),
}
_WORD: Final = re.compile(r"[^\W_]+")
_SENTENCE: Final = re.compile(r"(?<=\w{3})[.!?;]+[\"”’)]*\s+(?=[A-Z0-9\"“(])|\n\s*\n|[•●▪]|\s[-–—]\s")
_SPELLED: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}|\b(?:[^\W\d_] ){3,}[^\W\d_]\b")
_HYPHENATED: Final = re.compile(r"(?<=[a-z]{2})-[ \t]*\n[ \t]*(?=[a-z]{2})|(?<=[A-Z]{2})-[ \t]*\n[ \t]*(?=[A-Z]{2})")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
_CAPITALS, _LETTERS = string.ascii_uppercase.encode(), string.ascii_letters.encode()
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CAMEL_ABBREVIATION: Final = re.compile(r"(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")
_NUMBERED: Final = re.compile(r"(?<=[^\W\d_]{3})(?=\d{2})|(?<=\d{2})(?=[^\W\d_]{3})")
_SLIPS: Final = (str.maketrans("0134578", "oieastb"), str.maketrans("0134578", "oleastb"))
_CLITIC: Final = re.compile(r"(?<=.{3})(?:nya|lah|kah|pun)$")
_PREFIXES: Final = (
    "", "memper", "diper", "menge", "penge", "meng", "meny", "peng", "peny", "mem", "men", "pem", "pen", "per", "ber",
    "ter", "me", "pe", "be", "te", "di", "ke", "se", "keter", "keber", "penye", "kese",
)  # fmt: skip
_PREFIXES_BY_LETTER: Final = {
    letter: tuple(prefix for prefix in _PREFIXES if prefix[:1] in {"", letter}) for letter in "mpbtdks"
}
_SUFFIXES: Final = ("", "kan", "an", "i", "in")
_RESTORED: Final = {"mem": "p", "pem": "p", "men": "t", "pen": "t", "meng": "k", "peng": "k", "meny": "s", "peny": "s"}
_SHORTEST_ROOT: Final = 3
_DOUBLED: Final = re.compile(r"([a-z]{3,})2(nya)?")
"""anak2 for anak-anak"""


class Word(NamedTuple):
    """A word as read: folded, and whether it stood in capitals."""

    text: str
    capitals: bool


_END: Final = Word(BREAK, capitals=False)


def read_words(text: str, *, is_name: bool = False) -> list[Word]:
    """Split a text (or a file or folder name) into words and BREAKs, without the small words."""
    words: list[Word] = []
    for number, sentence in enumerate(read_sentences(text, is_name=is_name)):
        if number:
            words.append(_END)
        words += sentence
    return words


def read_sentences(text: str, *, is_name: bool = False) -> Iterator[list[Word]]:
    """Yield the words of one sentence after the other, for whoever does not need them all."""
    text = _window(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\xad", "")
    if is_name:
        text = _CAMEL_ABBREVIATION.sub(" ", _CAMEL.sub(" ", text.replace("_", " ")))
        text = _NUMBERED.sub(" ", text)
    text = _HYPHENATED.sub("", text)
    text = _SPELLED.sub(lambda match: match[0].replace(".", "").replace(" ", "") + " ", text)
    shouted = _is_shouted(text)
    for sentence in _SENTENCE.split(text):
        words: list[Word] = []
        last = ""
        for raw in _WORD.findall(sentence.replace("'", "").replace("’", "").replace("&", " dan ")):
            for word in _written(raw, shouted):
                if word.text != last:
                    words.append(word)
                    last = word.text
        yield words


def _is_shouted(text: str) -> bool:
    """Whether most letters are capitals, which then tell nothing."""
    plain, foreign = text.encode("ascii", "ignore"), _FOREIGN.findall(text)
    capitals = len(plain) - len(plain.translate(None, _CAPITALS)) + sum(map(str.isupper, foreign))
    letters = len(plain) - len(plain.translate(None, _LETTERS)) + sum(map(str.isalpha, foreign))
    return capitals > 0.6 * letters


@functools.lru_cache(maxsize=16384)
def _written(raw: str, shouted: bool) -> tuple[Word, ...]:
    """Return what is read of one word as written: most often itself, nothing of the small ones."""
    capitals = shouted or (len(raw) > 1 and raw.upper() == raw)
    return tuple(Word(part, capitals) for part in folded(raw) if part not in SMALL)


def _window(text: str) -> str:
    if len(text) <= MAX_CHARS:
        return text
    head = MAX_CHARS * 5 // 6
    return text[:head] + "\n\n" + text[head - MAX_CHARS :]


def folded(raw: str) -> tuple[str, ...]:
    """Return a word in small letters without accents; some that are often written as one come as two."""
    word = raw.casefold()
    if not word.isascii():
        plain = unicodedata.normalize("NFD", word)
        word = "".join(char for char in plain if not unicodedata.combining(char))
    doubled = _DOUBLED.fullmatch(word)
    word = doubled[1] if doubled else word
    return _JOINED.get(word, (word,))


@functools.lru_cache(maxsize=16384)
def forms(word: str) -> tuple[str, ...]:
    """Return the word, and itself without -nya, -lah, -kah, -pun; with digits that a scan put for letters made good."""
    found = [word]
    if any(char.isdigit() for char in word) and sum(map(str.isalpha, word)) > len(word) // 2 and len(word) > 3:  # noqa: PLR2004
        found += [word.translate(slips) for slips in _SLIPS]
    found += [bare for each in tuple(found) if (bare := _CLITIC.sub("", each)) != each]
    return tuple(found)


@functools.lru_cache(maxsize=16384)
def roots(word: str) -> tuple[str, ...]:
    """Return all that the root of a word may be, the word itself among it."""
    return tuple(dict.fromkeys(_roots(word)))


def _roots(word: str) -> Iterator[str]:
    for form in forms(word):
        ends = [len(form) - len(suffix) for suffix in _SUFFIXES if form.endswith(suffix)]
        for prefix in _PREFIXES_BY_LETTER.get(form[:1], ("",)):
            if not form.startswith(prefix):
                continue
            for end in ends:
                middle = form[len(prefix) : end]
                if len(middle) < _SHORTEST_ROOT:
                    continue
                yield middle
                if prefix in _RESTORED and middle[0] in "aeiou":
                    yield _RESTORED[prefix] + middle
                if prefix in {"me", "pe"} and middle[0] == "n":
                    yield "s" + middle[2:] if middle.startswith("ny") else middle


def deletions(word: str) -> Iterator[str]:
    """Yield the word with each of its letters left out: equal deletions mean one slip apart."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
