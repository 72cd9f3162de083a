"""The words that stand in a library: how a query's word is widened by its root, by its beginning, by likeness."""

import itertools
from collections.abc import Sequence

from kla_desktop.model.morphology import beginnings, is_ending
from kla_desktop.model.search_words import skeleton
from kla_desktop.store.database import Database, marks

_END = "\U0010ffff"
_SCANNED = 200
MOST = 64
"""Words that one word of a query is widened to at most; more cost more than they tell."""
_ALIKE = 8
_CANDIDATES = 1500


class Terms:
    """Reads the list of words that the index keeps."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def starting(self, beginning: str) -> list[str] | None:
        """Words that begin so; None if there are too many."""
        found = self._from(beginning, MOST + 1)
        return found if len(found) <= MOST else None

    def made_of(self, root: str) -> list[str]:
        """Words of the library that are regularly made of a root, the root among them."""
        found: dict[str, None] = {}
        for beginning in beginnings(root):
            for word in self._from(beginning, _SCANNED):
                if is_ending(word[len(beginning) :]):
                    found[word] = None
        return list(found)[:MOST]

    def containing(self, part: str) -> list[str]:
        """Words that contain these three or more letters, the shorter ones first."""
        return sorted(self._holding(part), key=lambda word: (len(word), word))[:MOST]

    def known(self, words: Sequence[str]) -> set[str]:
        """Those of some words that stand in the library; a bare number may always."""
        rows = self._db.rows(f"SELECT word FROM term WHERE word IN ({marks(len(words))})", words)
        return {row[0] for row in rows} | {word for word in words if word.isdigit()}

    def apart(self, word: str) -> list[tuple[str, str]]:
        """Two words of the library that a word is when it is cut: "jumat" for jum'at, "covid19" for covid-19."""
        cuts = [(word[:place], word[place:]) for place in range(1, len(word) - 1)]
        if word.isdigit() or not cuts:
            return []
        known = self.known([piece for cut in cuts for piece in cut])
        return [cut for cut in cuts if known.issuperset(cut)]

    def alike(self, word: str) -> list[str]:
        """Words that a reader or a hasty hand may have made of this one: the likest first.

        One wrong letter in a word of four to seven, two in a longer one; or letters that machines confuse in print.
        """
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - 2 MB, and few questions need it

        if len(word) < 4:  # noqa: PLR2004
            return []
        slips = 1 if len(word) < 8 else 2  # noqa: PLR2004
        bare = skeleton(word)
        same = [row[0] for row in self._db.rows("SELECT word FROM term WHERE skeleton = ? LIMIT ?", (bare, MOST))]
        scored = [(0, other) for other in same]
        for candidate in self._candidates(word, slips):
            distance = OSA.distance(word, candidate, score_cutoff=slips)
            if distance > slips:
                distance = OSA.distance(bare, skeleton(candidate), score_cutoff=slips) + 1
            if distance <= slips:
                scored.append((distance, candidate))
        found = dict.fromkeys(other for _, other in sorted(scored))
        found.pop(word, None)
        return list(found)[:_ALIKE]

    def _candidates(self, word: str, slips: int) -> set[str]:
        """Words that share a whole piece: of `slips` + 1 pieces one at least is right."""
        count = slips + 1
        cuts = [len(word) * piece // count for piece in range(count + 1)]
        found: set[str] = set()
        for begin, end in itertools.pairwise(cuts):
            piece = word[begin:end]
            if begin == 0:
                found.update(self._from(piece if len(piece) > 2 else word[:3], _CANDIDATES))  # noqa: PLR2004
            elif len(piece) > 2:  # noqa: PLR2004
                found.update(self._holding(piece))
        return {other for other in found if abs(len(other) - len(word)) <= slips}

    def _holding(self, part: str) -> list[str]:
        sql = "SELECT word FROM term_part WHERE word LIKE ? LIMIT ?"
        return [row[0] for row in self._db.rows(sql, (f"%{part}%", _CANDIDATES))]  # no sign of LIKE is a letter

    def _from(self, beginning: str, limit: int) -> list[str]:
        return [
            row[0]
            for row in self._db.rows(
                "SELECT word FROM term WHERE word >= ? AND word < ? ORDER BY word LIMIT ?",
                (beginning, beginning + _END, limit),
            )
        ]
