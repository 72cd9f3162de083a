"""How else what somebody types may be written in papers: abbreviations of offices, numbers, years of regulations."""

from collections.abc import Iterator
from typing import Final

BEFORE_DATES: Final = frozenset(("tahun", "thn", "th", "tanggal", "tgl", "bulan", "bln"))
"""Words that say no more than that a date or a year follows."""
_SAME: Final = (
    ("no", "nomor", "nomer"),
    ("kec", "kecamatan"),
    ("kel", "kelurahan"),
    ("kab", "kabupaten"),
    ("perda", "peraturan daerah"),
    ("perwali", "perwal", "peraturan wali kota", "peraturan walikota"),
    ("perbup", "peraturan bupati"),
    ("kla", "kota layak anak", "kabupaten layak anak"),
    ("ktr", "kawasan tanpa rokok"),
    ("fad", "forum anak daerah"),
    ("han", "hari anak nasional"),
    ("abh", "anak berhadapan dengan hukum", "anak yang berhadapan dengan hukum"),
    ("sra", "sekolah ramah anak", "satuan pendidikan ramah anak"),
    ("rad", "rencana aksi daerah"),
    ("permen", "peraturan menteri"),
    ("perpres", "peraturan presiden"),
)
_OTHERS: Final = {one: tuple(tuple(other.split()) for other in same if other != one) for same in _SAME for one in same}
_YEAR, _GROUP = 4, 3
_SHORT: Final = 2
"""Figures of a house, a day, a month: often written with a nought before."""
_LONG_NUMBER: Final = 4
_PHONE: Final = range(10, 14)
_PHONE_GROUPS: Final = (4, 8)


def written_otherwise(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return words that stand beside each other in papers and mean the same as these, which do not.

    "12/2023" is "12 tahun 2023"; 12500000 is 12.500.000, 5 is 05; "kec" is "kecamatan".
    """
    found = [*_OTHERS.get(" ".join(words), ())]
    if all(word.isascii() and word.isdigit() for word in words):
        found += _figures(words)
    return tuple(dict.fromkeys(other for other in found if other != words))


def _figures(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    whole = "".join(words)
    if len(words) > 1:
        number, *years = words
        if len(years) == 1 and len(years[0]) == _YEAR and years[0][:2] in {"19", "20"}:
            yield number, "tahun", years[0]
            yield number, "th", years[0]
        elif all(len(word) == _GROUP for word in words[1:]) or _is_phone(whole):
            yield (whole,)
    elif len(whole) <= _SHORT:
        yield from [(other,) for other in (whole.zfill(2), whole.lstrip("0")) if other]
    elif len(whole) >= _LONG_NUMBER:
        if whole[0] != "0":
            yield tuple(f"{int(whole):,}".split(","))
        if _is_phone(whole):
            one, other = _PHONE_GROUPS
            yield whole[:one], whole[one:other], whole[other:]


def _is_phone(number: str) -> bool:
    return number.startswith("0") and len(number) in _PHONE
