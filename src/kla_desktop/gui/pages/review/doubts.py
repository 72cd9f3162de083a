"""What gives a reviewer pause about one piece of evidence, each with the one thing to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from kla_desktop.gui import texts
from kla_desktop.gui.item_models.item_words import day_words
from kla_desktop.gui.pages.live_page import office_name
from kla_desktop.gui.pages.review.queue import Entry, Story
from kla_desktop.model.contradictions import worth_saying
from kla_desktop.model.likeness import SIMILAR, PairVerdict
from kla_desktop.model.listing import Item
from kla_desktop.operations.find_duplicates import NEAR, Alike
from kla_desktop.operations.workspace import Workspace
from kla_desktop.wording.doubts import contradiction
from kla_desktop.wording.words import LIKENESS, PAIR_VERDICTS, WARNINGS, said

_MOST_ALIKE = 3
_GUESSED = frozenset({"", "file_time"})
_LASTING = frozenset({"regulation", "decree", "mou", "sop", "plan", "budget"})
"""What stays in force beyond the year it was made in."""
_UNREADABLE = "berkas tidak bisa dibuka, kirim ulang"
"""As all reasons, said to the offices in Indonesian."""


class Step(StrEnum):
    """What can be done about a doubt."""

    NOTHING = "nothing"
    COMPARE = "compare"
    BESIDE = "beside"
    """See the version before beside this one."""
    UNVEIL = "unveil"
    """Look at restricted evidence all the same."""
    WANT = "want"
    """Ask the hub below for the bytes."""
    REASON = "reason"
    """Make it the reason of a return."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence; `step` is offered under it. `quick` names a quick reason, `note` a reason in words."""

    text: str
    step: Step = Step.NOTHING
    other: Alike | None = None
    quick: str = ""
    note: str = ""
    calm: bool = False
    """It is known and settled."""


def doubts_of(ws: Workspace, entry: Entry, story: Story) -> list[Doubt]:
    """Everything that gives pause, the gravest first."""
    return [
        *_versions(story),
        *_kept_below(ws, story.detail.item),
        *_restricted(story.detail.item),
        *_twins(story),
        *(_alike(one, office) for one, office in story.alike[:_MOST_ALIKE] if one.kind == NEAR),
        *_file(story.detail.item),
        *_times(ws, story.detail.item),
        *_places(ws, entry, story),
    ]


def _kept_below(ws: Workspace, item: Item) -> Iterator[Doubt]:
    """Say that a hub below passed the item up without its bytes."""
    station = ws.store.offices.station(item.station)
    if item.has_bytes or station is None or station.home not in ws.store.voices.below:
        return
    if ws.store.evidence.wanted_by([item.id], ws.store.coordinator):
        text = QCoreApplication.translate("Doubts", "Berkasnya sudah diminta kepada hub di bawah.")
        yield Doubt(text, calm=True)
    else:
        text = QCoreApplication.translate("Doubts", "Berkasnya tinggal di hub di bawah; baru keterangannya yang naik.")
        yield Doubt(text, Step.WANT)


def _versions(story: Story) -> Iterator[Doubt]:
    if story.before is None:
        return
    text = QCoreApplication.translate("Doubts", "Perbaikan dari bukti yang pernah dikembalikan.")
    back = next((tag for tag in story.before.tags if tag.reason), None)
    if back is not None:
        words = QCoreApplication.translate("Doubts", "Perbaikan dari bukti yang dikembalikan {who}: {reason}.")
        text = words.format(who=back.reviewer, reason=", ".join(part for part in (back.reason, back.note) if part))
    yield Doubt(text, Step.BESIDE, calm=True)


def _restricted(item: Item) -> Iterator[Doubt]:
    if item.restriction:
        text = QCoreApplication.translate("Doubts", "Wajah anak: terbatas. Tidak ikut dicetak.")
        yield Doubt(text, Step.UNVEIL, calm=True)


def _twins(story: Story) -> Iterator[Doubt]:
    exact = {one.item.id: one for one, _ in story.alike if one.kind != NEAR}
    for twin, office in story.twins:
        words = QCoreApplication.translate(
            "Doubts", "Berkas yang sama persis juga dikirim {office}, {date}, sebagai “{title}”"
        )
        date = day_words(twin)
        tags = ", ".join(sorted({tag.indicator for tag in twin.tags}))
        text = words.format(office=office, date=date, title=twin.label) + (f" ({tags})." if tags else ".")
        yield _judged(Doubt(text, Step.COMPARE, exact[twin.id]) if twin.id in exact else Doubt(text, quick="double"))


def _alike(one: Alike, office: str) -> Doubt:
    language = texts.language()
    date = day_words(one.item)
    words = QCoreApplication.translate("Doubts", "Mirip dengan bukti {office}, {date}: {how}.")
    return _judged(
        Doubt(words.format(office=office, date=date, how=said(LIKENESS, one.how, language)), Step.COMPARE, one)
    )


def _judged(doubt: Doubt) -> Doubt:
    """Say what was decided about a pair."""
    decision = doubt.other.decision if doubt.other is not None else None
    if decision is None:
        return doubt
    words = QCoreApplication.translate("Doubts", "Sudah diputuskan: {verdict}.")
    decided = words.format(verdict=said(PAIR_VERDICTS, decision.verdict.value, texts.language()))
    return Doubt(f"{doubt.text} {decided}", doubt.step, doubt.other, calm=decision.verdict is not PairVerdict.SAME)


def _file(item: Item) -> Iterator[Doubt]:
    for warning in item.warnings:
        if warning != SIMILAR:
            yield Doubt(said(WARNINGS, warning, texts.language()), Step.REASON, note=_UNREADABLE)


def _times(ws: Workspace, item: Item) -> Iterator[Doubt]:
    language = texts.language()
    for one in worth_saying(item.doubts):
        yield Doubt(contradiction(one, language), Step.REASON, note=contradiction(one, "id"))
    if not item.captured_at or item.captured_at_source in _GUESSED:
        text = QCoreApplication.translate("Doubts", "Tanggalnya tidak diketahui: tidak ada pada berkas maupun isinya.")
        yield Doubt(text, Step.REASON, quick="undated")
    elif item.kind not in _LASTING and item.year not in (*ws.period.evidence_years, ws.period.collecting_year):
        words = QCoreApplication.translate("Doubts", "Tanggalnya {date}, di luar tahun bukti {year}.")
        spoken = words.format(date=day_words(item), year=ws.period.collecting_year)
        yield Doubt(spoken, Step.REASON, note=f"di luar tahun bukti {ws.period.collecting_year}")


def _places(ws: Workspace, entry: Entry, story: Story) -> Iterator[Doubt]:
    if story.seen_at is None:
        return
    words = QCoreApplication.translate("Doubts", "Posisi fotonya di {seen}, bukan di {place}.")
    seen, place = office_name(ws.places, story.seen_at, ""), office_name(ws.places, entry.item.place, "")
    yield Doubt(words.format(seen=seen, place=place), Step.REASON, note=f"diambil di {seen}")
