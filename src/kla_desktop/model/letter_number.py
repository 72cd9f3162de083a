"""The number of an official letter or decree, such as `400.2.4/123/DP3AP2KB/VI/2024`, read loosely from its text.

Numbers in the wild mix digits, dots, dashes and letters between strokes and mostly end in the year (Permendagri 1/2023;
cities differ). The first line that begins with "Nomor" counts; numbers of other letters are cited within sentences.
"""

import re
from typing import Final

MAX_LENGTH: Final = 80
_HEAD: Final = 6_000
_LINE: Final = re.compile(
    r"(?:^|[\n\t]|   )[ \t]{0,40}+(?:nomor|no)\b[ \t.:]{0,12}(?:surat[ \t.:]{0,6})?"
    r"(?P<number>[A-Za-z0-9][\w.&()\-]{0,20}(?:\s?[/\\]\s?[\w.&()\-]{1,30}){1,7}(?:[ \t]+tahun[ \t]+\d{4})?"
    r"|\d{1,5}[ \t]+tahun[ \t]+\d{4})",
    re.IGNORECASE,
)
_OF_A_YEAR: Final = re.compile(r"\d[ \t]+[Tt]")
_SPACED: Final = re.compile(r"\s?[/\\]\s?")


def letter_number(text: str) -> str:
    """Return the number that the text bears as its own, "" if none."""
    head = text[:_HEAD]
    if "/" not in head and "\\" not in head and not _OF_A_YEAR.search(head):
        return ""  # what every number holds is found much sooner than a number
    for match in _LINE.finditer(head):
        number = _SPACED.sub("/", match["number"]).strip(" .,-()")
        if any(char.isdigit() for char in number) and len(number) <= MAX_LENGTH:
            return " ".join(number.split())
    return ""
