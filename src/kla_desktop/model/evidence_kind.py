"""What a file is (`MediaKind`) and what it proves (`EvidenceKind`), with a first guess from one to the other.

The guess reads names as Indonesian offices write them: the head noun comes first ("Undangan rapat laporan …" is an
invitation), so the earliest word decides. To teach it a word, add it to `_WORDS`.
"""

import re
from enum import StrEnum
from typing import Final

PHOTO_GROUP: Final = "photo"
DOCUMENT_GROUP: Final = "document"
VIDEO_GROUP: Final = "video"
AUDIO_GROUP: Final = "audio"
OTHER_GROUP: Final = "other"


class MediaKind(StrEnum):
    """What the bytes are, by content. `video` and `audio` stand for containers without a name of their own here."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TIFF = "tiff"
    GIF = "gif"
    BMP = "bmp"
    HEIC = "heic"
    AVIF = "avif"
    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    PPTX = "pptx"
    PPT = "ppt"
    ODP = "odp"
    RTF = "rtf"
    TXT = "txt"
    CSV = "csv"
    HTML = "html"
    EML = "eml"
    MSG = "msg"
    ZIP = "zip"
    MP4 = "mp4"
    MOV = "mov"
    THREE_GP = "3gp"
    VIDEO = "video"
    AUDIO = "audio"
    OTHER = "other"

    @property
    def group(self) -> str:
        """One of photo, document, video, audio, other."""
        return _GROUPS.get(self, DOCUMENT_GROUP)


_GROUPS: Final = {
    **dict.fromkeys(
        (
            MediaKind.JPEG,
            MediaKind.PNG,
            MediaKind.WEBP,
            MediaKind.TIFF,
            MediaKind.GIF,
            MediaKind.BMP,
            MediaKind.HEIC,
            MediaKind.AVIF,
        ),
        PHOTO_GROUP,
    ),
    **dict.fromkeys((MediaKind.MP4, MediaKind.MOV, MediaKind.THREE_GP, MediaKind.VIDEO), VIDEO_GROUP),
    MediaKind.AUDIO: AUDIO_GROUP,
    MediaKind.ZIP: OTHER_GROUP,
    MediaKind.OTHER: OTHER_GROUP,
}


class EvidenceKind(StrEnum):
    """What an item proves: the catalogue's evidence kinds, and four for what none of them fits."""

    PHOTO = "photo"
    MINUTES = "minutes"
    DECREE = "decree"
    REGULATION = "regulation"
    PLAN = "plan"
    BUDGET = "budget"
    INVITATION = "invitation"
    ATTENDANCE = "attendance"
    REPORT = "report"
    MOU = "mou"
    IEC = "iec"
    DATA = "data"
    CERTIFICATE = "certificate"
    SOP = "sop"
    LINK = "link"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    OTHER = "other"


_WORDS: Final[tuple[tuple[EvidenceKind, str, bool], ...]] = (
    # kind, words (a pattern, between anything but letters), whether they also decide at the head of a document's text
    (EvidenceKind.MINUTES, r"notulen(?:si)?|notula|berita acara|risalah(?: rapat)?|minutes|ba", True),
    (EvidenceKind.ATTENDANCE, r"daftar (?:hadir|peserta)|absen(?:si)?|presensi|attendance", True),
    (EvidenceKind.INVITATION, r"undangan|undg|invitation", True),
    (EvidenceKind.REPORT, r"laporan|lap|lpj|report", True),
    (EvidenceKind.DECREE, r"sk|surat keputusan|keputusan|kepwal(?:i|kot)?|kepbup|kepgub|kepkel|decree", True),
    (
        EvidenceKind.REGULATION,
        r"perda|perwal(?:i|kot)?|perbup|pergub|permen\w*|perdes|perpres|peraturan|surat edaran|instruksi",
        True,
    ),
    (EvidenceKind.MOU, r"mou|nota kesepa(?:haman|katan)|perjanjian kerja ?sama|pks|kesepakatan bersama", True),
    (EvidenceKind.SOP, r"sop|standar(?:d)? operasional|prosedur", True),
    (EvidenceKind.CERTIFICATE, r"sertifikat|piagam|penghargaan|certificate", True),
    (EvidenceKind.BUDGET, r"anggaran|dpa|rka|rab|apbd|apbdes|apbkel|dokumen pelaksanaan anggaran|budget", False),
    (EvidenceKind.PLAN, r"rencana|renja|renstra|rpjmd|rkpd|rad|kak|kerangka acuan|tor|program kerja|plan", True),
    (EvidenceKind.IEC, r"leaflet|brosur|poster|spanduk|banner|booklet|pamflet|kie|infografis", False),
    (EvidenceKind.DATA, r"data|rekap(?:itulasi)?|statistik|profil(?: anak)?|database|dataset", False),
)
_WEAK_IN_TEXT: Final = frozenset({"ba", "sk", "lap", "tor", "rad", "pks", "plan", "instruksi", "prosedur"})
_TEXT_HEAD: Final = 400
_SEPARATORS: Final = re.compile(r"[\s_\-.()\[\],+&]+")
_NAME_RULES: Final = tuple((kind, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")) for kind, words, _ in _WORDS)
_TEXT_RULES: Final = tuple(
    (kind, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")) for kind, words, in_text in _WORDS if in_text
)
_ONLY_A_LINK: Final = re.compile(
    r"\s*(?:\[InternetShortcut\]\s*(?:\w+=[^\n]*\n)*?URL=)?https?://\S+\s*(?:\w+=\S*\s*)*\Z"
)


def first_guess(media_kind: MediaKind, file_name: str, text_head: str) -> EvidenceKind:
    """Guess what an item proves from its media kind, its name, and the beginning of its text (may be empty).

    A photo stays a photo, whatever its name says: only a person can tell a photographed page from a scene.
    """
    match media_kind.group:
        case "photo":
            return EvidenceKind.PHOTO
        case "video":
            return EvidenceKind.VIDEO
        case "audio":
            return EvidenceKind.AUDIO
        case "other":
            return EvidenceKind.OTHER
    if media_kind is MediaKind.TXT and _ONLY_A_LINK.match(text_head[:4000]):
        return EvidenceKind.LINK
    stem = file_name.rpartition(".")[0] or file_name
    by_name = _earliest(_plain(stem), _NAME_RULES, frozenset())
    if by_name is not None:
        return by_name
    return _earliest(_plain(text_head[:_TEXT_HEAD]), _TEXT_RULES, _WEAK_IN_TEXT) or EvidenceKind.DOCUMENT


def _plain(text: str) -> str:
    return _SEPARATORS.sub(" ", text.casefold()).strip()


def _earliest(
    text: str, rules: tuple[tuple[EvidenceKind, re.Pattern[str]], ...], weak: frozenset[str]
) -> EvidenceKind | None:
    best: tuple[int, int, EvidenceKind] | None = None
    for kind, pattern in rules:
        for found in pattern.finditer(text):
            if found.group() in weak:
                continue
            rank = (found.start(), -len(found.group()))
            if best is None or rank < best[:2]:
                best = (*rank, kind)
            break
    return None if best is None else best[2]
