"""What an ETag tells of an object's size: many servers make it of time and size, in decimal or hexadecimal digits.

Nothing obliges them to, so it is believed only after it agreed with what the server says when it is asked for the size,
and never again after it did not.
"""

import re
import threading

_PROOFS = 2
_SMALLEST = 4096
"""Bytes of an object that can prove anything: fewer digits may also be a version or a place in a row."""
_STRONG = re.compile(r'"([0-9A-Fa-f-]{1,200})"')

_Form = tuple[int, int]
"""Which of the fields between dashes, counted from the end, and the base of its digits."""


class EtagSizes:
    """What is known of one server's ETags. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forms: set[_Form] | None = None
        self._proofs = 0

    def vouches(self, etag: str, size: int) -> bool:
        """Say whether the ETag, in an answer to PUT, may be taken for the server's word that it stored `size` bytes."""
        with self._lock:
            known = self._forms if self._proofs >= _PROOFS and self._forms else set()
            return size >= _SMALLEST and not known.isdisjoint(_forms(etag, size))

    def learn(self, etag: str, size: int) -> None:
        """Take up that an object of which the server said `size` when it was asked was stored with this ETag."""
        if size < _SMALLEST:
            return
        with self._lock:
            seen = _forms(etag, size)
            self._forms = seen if self._forms is None else self._forms & seen
            self._proofs += 1


def _forms(etag: str, size: int) -> set[_Form]:
    """All the ways in which a strong ETag contains `size`."""
    strong = _STRONG.fullmatch(etag)
    fields = strong[1].lower().split("-") if strong else []
    said = {10: str(size), 16: f"{size:x}"}
    return {(place, base) for place, field in enumerate(reversed(fields)) for base in said if field == said[base]}
