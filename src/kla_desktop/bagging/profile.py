"""Our BagIt profile: the files of a bundle and their order, what `bag-info.txt` says, how large things may be."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from kla_desktop.model.errors import ErrorCode, Fixable

FORMAT_MAJOR = 1
FORMAT_MINOR = 0
BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
STATION = "station.json"
MANIFEST = "manifest-sha256.txt"
TAGMANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "tagmanifest-sha256.txt.minisig"
JOURNAL = "data/journal.jsonl"
EVIDENCE_CSV = "data/evidence.csv"
SUMMARY_PDF = "data/ringkasan.pdf"
ABSENT_CSV = "data/absent.csv"
RELAYED_FOLDER = "data/relayed/"
"""What others signed, for a hub to pass on: a folder for each of their bundles, named by its id."""
EVIDENCE_FOLDER = "data/evidence/"
SIGNED_FILES = (BAGIT, BAG_INFO, STATION, MANIFEST)
"""What the tagmanifest lists, in the order of the archive."""
FRONT_FILES = (*SIGNED_FILES, TAGMANIFEST, SIGNATURE)
"""What stands before the payload; small, and judged before anything else is read."""
PROOF_FILES = (*FRONT_FILES, JOURNAL)
"""What of a bundle is passed on with it, in this order: enough to check the sender's signature over its journal."""
BAGIT_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_ID = re.compile(r"[0-9a-z][0-9a-z-]{0,63}")
_FORMAT = re.compile(r"([1-9]\d{0,3})\.(\d{1,4})")
_OXUM = re.compile(r"(\d{1,19})\.(\d{1,9})")
_NUMBER = re.compile(r"\d{1,15}")
_MAX_VALUE = 1000
_MAX_LINES = 60


@dataclass(frozen=True, slots=True)
class BundleHead:
    """Who hands over what to whom, as `bag-info.txt` tells it under the sender's signature.

    `number` runs per sender and recipient from 1, `previous` is the bundle before it (None for the first),
    `acknowledges` the highest number received without a gap from the other side (0 = none). `made_at` is UTC.

    `repeats_since`: whatever the bundles from this number on told, the recipient has with this one (0 = itself alone).
    `together_from`: not with this one by itself, but with all from this number to it (0 = by itself).
    """

    id: str
    sender: str
    recipient: str
    number: int
    previous: str | None
    acknowledges: int
    edition: str
    place: str
    period: str
    made_at: datetime
    repeats_since: int = 0
    together_from: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError for values that could not be written or would not be safe as a file name."""
        ids = [self.id, self.sender, self.recipient, *([self.previous] if self.previous is not None else [])]
        if not all(_ID.fullmatch(value) for value in ids):
            raise ValueError("not an id")
        if self.number < 1 or self.acknowledges < 0 or self.made_at.tzinfo is None:
            raise ValueError("not a number or time of a bundle")
        since, first = self.repeats_since, self.together_from
        if not 0 <= since < self.number or (first and not 0 < since < first < self.number):
            raise ValueError("not numbers of earlier bundles")
        for value in (self.edition, self.place, self.period):
            if len(value) > _MAX_VALUE or (value and not value.isprintable()) or value != value.strip():
                raise ValueError("not one line of text")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a foreign bundle we are willing to take, in bytes unless said otherwise."""

    sealed: int = 64 << 30
    entries: int = 50_000  # files
    entry: int = 32 << 30
    bag_info: int = 64 << 10
    station: int = 256 << 10
    manifest: int = 16 << 20
    journal: int = 256 << 20
    relayed: int = 256 << 20  # all that others signed

    def of_front(self, name: str) -> int:
        """Return the limit for one of FRONT_FILES."""
        return {MANIFEST: self.manifest, STATION: self.station, BAG_INFO: self.bag_info}.get(name, 4096)


@dataclass(frozen=True, slots=True)
class BagInfo:
    """`bag-info.txt` taken apart."""

    head: BundleHead
    payload_bytes: int
    payload_files: int


def damaged(why: str) -> Fixable:
    """Make the refusal of a bundle; `why` is English, for the log."""
    return Fixable(ErrorCode.BUNDLE_DAMAGED, why=why)


def write_bag_info(head: BundleHead, payload_bytes: int, payload_files: int) -> bytes:
    """Return the bytes of `bag-info.txt`; an empty edition, place or period and a missing previous are left out."""
    pairs = [
        ("Bundle-Format", f"{FORMAT_MAJOR}.{FORMAT_MINOR}"),
        ("Bag-Software-Agent", "KLA Desktop"),
        ("Bagging-Date", head.made_at.astimezone(UTC).date().isoformat()),
        ("External-Identifier", head.id),
        ("Payload-Oxum", f"{payload_bytes}.{payload_files}"),
        ("Sender", head.sender),
        ("Recipient", head.recipient),
        ("Running-Number", str(head.number)),
        ("Previous-Bundle", head.previous or ""),
        ("Acknowledges", str(head.acknowledges)),
        ("Repeats-Since", str(head.repeats_since or "")),
        ("Together-From", str(head.together_from or "")),
        ("Catalogue-Edition", head.edition),
        ("Place", head.place),
        ("Period", head.period),
        ("Made-At", head.made_at.astimezone(UTC).isoformat(timespec="milliseconds")),
    ]
    return "".join(f"{label}: {value}\n" for label, value in pairs if value).encode("utf-8")


def read_bag_info(data: bytes) -> BagInfo:
    """Take `bag-info.txt` apart; raises Fixable(BUNDLE_TOO_NEW), NOT_A_BUNDLE, or BUNDLE_DAMAGED."""
    fields = _fields(data)
    found = _FORMAT.fullmatch(fields.get("Bundle-Format", ""))
    if found is None:
        raise Fixable(ErrorCode.NOT_A_BUNDLE, why="no Bundle-Format in bag-info.txt")
    if int(found[1]) > FORMAT_MAJOR:
        raise Fixable(ErrorCode.BUNDLE_TOO_NEW)
    try:
        oxum = _OXUM.fullmatch(fields["Payload-Oxum"])
        if oxum is None:
            raise ValueError(fields["Payload-Oxum"])  # noqa: TRY301 - one border for all of it
        head = BundleHead(
            id=fields["External-Identifier"],
            sender=fields["Sender"],
            recipient=fields["Recipient"],
            number=_number(fields["Running-Number"]),
            previous=fields.get("Previous-Bundle"),
            acknowledges=_number(fields["Acknowledges"]),
            edition=fields.get("Catalogue-Edition", ""),
            place=fields.get("Place", ""),
            period=fields.get("Period", ""),
            made_at=datetime.fromisoformat(fields["Made-At"]),
            repeats_since=_number(fields.get("Repeats-Since", "0")),
            together_from=_number(fields.get("Together-From", "0")),
        )
        return BagInfo(head, int(oxum[1]), int(oxum[2]))
    except (KeyError, ValueError) as error:
        raise damaged("bag-info.txt is incomplete") from error


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text) or not text.isascii():
        raise ValueError(text)
    return int(text)


def _fields(data: bytes) -> dict[str, str]:
    """Read `Label: value` lines, each label once; unknown labels are welcome, folded lines are not."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise damaged("bag-info.txt is not UTF-8") from error
    if lines.pop() or not lines or len(lines) > _MAX_LINES:
        raise damaged("bag-info.txt has no proper end")
    fields: dict[str, str] = {}
    for line in lines:
        label, colon, value = line.partition(": ")
        if not colon or not label or label in fields or not line.isprintable():
            raise damaged("bag-info.txt has a line that is none")
        fields[label] = value
    return fields
