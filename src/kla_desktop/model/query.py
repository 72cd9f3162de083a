"""What a user typed, as terms: plain words, "phrases", -without, *inside. There is no other syntax, no wrong input."""

import re
from dataclasses import dataclass

from kla_desktop.model.search_words import words_in

_PIECE = re.compile(r'(-?)"([^"]*)("?)|(\S+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
"""Telephones and word processors put these where one typed a plain quotation mark."""
MOST_TERMS = 16
"""Further words are passed over."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand beside each other. The last one may only begin so (`prefix`)."""

    words: tuple[str, ...]
    quoted: bool = False
    prefix: bool = False
    inside: bool = False
    """The word may stand anywhere inside another."""
    without: bool = False

    @property
    def word(self) -> str:
        """The single plain word that the term is, or ""."""
        return self.words[0] if len(self.words) == 1 and not self.quoted else ""


def read_query(text: str) -> tuple[Term, ...]:
    """Read any text. The word that is still being typed (no blank after it) is a beginning; single letters are not."""
    terms: list[Term] = []
    text = text.translate(_QUOTES)
    for dash, phrase, closing, piece in _PIECE.findall(text):
        if len(terms) == MOST_TERMS:
            break
        if piece:
            without = len(piece) > 1 and piece[0] == "-"
            words, star = tuple(words_in(piece)), piece.lstrip("-").startswith("*")
            inside = star and len(words) == 1 and len(words[0]) > 2  # noqa: PLR2004 - three letters make a trigram
            prefix = piece.endswith("*") and not inside
        else:
            without, words, inside, prefix = bool(dash), tuple(words_in(phrase)), False, not closing
        if words:
            terms.append(Term(words, not piece, prefix, inside, without))
    if terms and text[-1:].isalnum() and not terms[-1].inside:
        terms[-1] = _begun(terms[-1])
    return tuple(terms)


def _begun(term: Term) -> Term:
    whole = len(term.words[-1]) > 1
    return Term(term.words, term.quoted, whole, term.inside, term.without)
