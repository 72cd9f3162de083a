"""Indonesian affixes: the words that may be made of a root, as beginnings before it and endings after it.

Which roots exist is for a dictionary to say; here stand the regular rules alone (Alwi et al., Tata Bahasa Baku Bahasa
Indonesia, on meng-, peng-, ber-, per-, ter-, ke-, di-, se-, -kan, -i, -an, -nya, -ku, -mu, -lah, -kah, -pun).
"""

import re
from typing import Final

_ENDINGS: Final = re.compile(r"(?:kan|an|i)?(?:nya|ku|mu)?(?:lah|kah|pun|tah)?")
_VOWELS: Final = "aiueo"
_BEFORE: Final = (
    "",
    "di",
    "ter",
    "te",
    "ber",
    "be",
    "per",
    "pe",
    "se",
    "ke",
    "memper",
    "diper",
    "keber",
    "dike",
    "menge",
    "penge",
)


def _nasal(root: str) -> tuple[str, str]:
    """The nasal that meng- and peng- end in before a root, and what is left of the root after it."""
    first, second = root[0], root[1:2]
    if first in "kgh" or first in _VOWELS:
        return "ng", root[1:] if first == "k" and second not in "rlh" else root
    if first in "pbfv":
        return "m", root[1:] if first == "p" and second not in "rl" else root
    if first in "tdcjz":
        return "n", root[1:] if first == "t" and second != "r" else root
    if first == "s":
        return ("n", root) if second not in _VOWELS else ("ny", root[1:])
    return "", root


def beginnings(root: str) -> tuple[str, ...]:
    """Return the letters with which words made of the root may begin, root included: "mengasuh", "diasuh", "asuh"."""
    if len(root) < 3 or not root.isalpha():  # noqa: PLR2004 - shorter roots begin half of the language
        return ()
    nasal, rest = _nasal(root)
    made = [before + root for before in _BEFORE]
    made += [
        f"me{nasal}{rest}",
        f"pe{nasal}{rest}",
        f"me{nasal}{root}",
        f"pe{nasal}{root}",
        f"pember{root}",
        f"member{root}",
    ]
    if root == "ajar":  # the one root before which ber- and per- become bel- and pel-
        made += ["belajar", "pelajar", "membelajar", "pembelajar"]
    return tuple(dict.fromkeys(made))


def is_ending(text: str) -> bool:
    """Whether these letters may stand after a root: "", "kan", "annya", "kanlah"."""
    return _ENDINGS.fullmatch(text) is not None
