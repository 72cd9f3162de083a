"""Objects, search, levels and crash leftovers of a library."""

import hashlib
import io
from pathlib import Path

import pytest

from kla_desktop.model.evidence import State
from kla_desktop.model.ids import DeedId, Digest, EvidenceId, StationId
from kla_desktop.model.journal import BadEvent, Draft, Kind
from kla_desktop.model.listing import Filter, Order
from kla_desktop.sealing.encryption import LibraryCipher
from kla_desktop.sealing.keys import UnsealingKey
from kla_desktop.store import replay
from kla_desktop.store.library_table import StoredObject
from kla_desktop.store.store import Store, StoreKeys
from kla_desktop.system.progress import SilentProgress

ME = StationId("me")


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Store(tmp_path, StoreKeys(bytes([1]) * 32, bytes([2]) * 32))
    with made.transaction():
        made.local.set("station", ME)
    made.open_objects(lambda sha256: sha256[::-1], LibraryCipher(UnsealingKey.create().secret))
    yield made
    made.close()


def capture(store: Store, *names: str, day: int = 1) -> list[EvidenceId]:
    drafts = [
        Draft(
            Kind.CAPTURED,
            f"item-{name}",
            {
                "sha256": f"{abs(hash(name)):064x}"[-64:],
                "size": 4,
                "kind": "photo",
                "media": "jpeg",
                "name": name,
                "claims": [{"value": f"2026-11-{day + i:02d}", "source": "exif", "confidence": 0.9}],
            },
        )
        for i, name in enumerate(names)
    ]
    say(store, *drafts)
    return [EvidenceId(draft.subject) for draft in drafts]


def say(store: Store, *drafts: Draft) -> None:
    store.record(drafts, actor="Siti", at="2026-11-24T08:00:00Z", deed=DeedId(f"deed-{id(drafts)}"))


def test_what_others_would_refuse_is_not_written(store: Store) -> None:
    with pytest.raises(BadEvent):
        say(store, Draft(Kind.WITHDRAWN, "x", {}), Draft(Kind.RESTRICTED, "x", {"why": True}))
    assert list(store.journal.of_station(ME)) == []


def test_an_object_comes_back_and_a_crash_leaves_none(store: Store) -> None:
    sha256 = hashlib.sha256(b"isi foto").hexdigest()
    temporary = store.objects.new_temporary("x")
    with temporary.open("wb") as out:
        store.objects.cipher.seal_stream(io.BytesIO(b"isi foto"), out)
    name = store.objects.name_of(sha256)
    with store.transaction():
        store.local.intend_objects([name, "stray"])
    store.objects.settle([(temporary, name)])
    with store.transaction():
        store.local.add_objects([StoredObject(Digest(sha256, 8), 0, name)])
    back = io.BytesIO()
    store.objects.copy_out(name, back)
    assert back.getvalue() == b"isi foto"
    assert b"isi foto" not in store.objects.path(name).read_bytes()
    stray = store.objects.path("stray")
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"half")
    (store.temporary / "open-1").mkdir()
    (store.temporary / "open-1" / "piece").write_bytes(b"x")
    (store.outbox / "nobody.kla").write_bytes(b"x")
    store.recover()
    assert not stray.exists()
    assert store.objects.path(name).exists()
    assert list(store.temporary.iterdir()) == list(store.outbox.iterdir()) == []


def test_search_finds_titles_names_and_texts(store: Store) -> None:
    first, second = capture(store, "IMG_1.jpg", "Notulen.docx")
    say(store, Draft(Kind.DESCRIBED, first, {"title": "Posyandu Melati", "was": {"title": ""}}))
    with store.transaction():
        store.search.set_text([("Rapat membahas pencegahan perkawinan anak", second)])
    for typed, wanted in {"melati": first, "img": first, "perkaw": second, '"perkawinan anak"': second}.items():
        hits = store.search.find(Filter(text=typed))
        assert (hits.total, [hit.id for hit in hits.items]) == (1, [wanted])
    assert "\x02" in store.search.find(Filter(text="rapat")).items[0].snippet
    assert store.search.text_of(second).text.startswith("Rapat")
    say(store, Draft(Kind.DESCRIBED, second, {"title": "Rakor", "was": {"title": ""}}))
    assert store.search.find(Filter(text="perkawinan")).total == 1  # a new title does not lose the text
    say(store, Draft(Kind.WITHDRAWN, second, {}))
    assert store.search.find(Filter(text="perkawinan")).total == 0


def test_lists_are_filtered_and_ordered(store: Store) -> None:
    a, b, c = capture(store, "a.jpg", "b.jpg", "c.jpg")
    say(store, Draft(Kind.TAGGED, b, {"indicator": "paud-hi", "slot": None}), Draft(Kind.WITHDRAWN, c, {}))

    def ids(wanted: Filter) -> list[str]:
        return [item.id for item in store.evidence.items([row for row, _ in store.evidence.rows(wanted)])]

    assert ids(Filter()) == [b, a]
    assert ids(Filter(order=Order.OLDEST)) == [a, b]
    assert ids(Filter(untagged=True)) == [a]
    assert ids(Filter(states=frozenset({State.WITHDRAWN}))) == [c]
    assert ids(Filter(group="document")) == []
    assert ids(Filter(text="b.jp")) == [b]
    assert store.evidence.count(Filter(withdrawn=True)) == 3


def test_a_tag_is_as_far_as_the_bundle_that_tells_it(store: Store) -> None:
    (item,) = capture(store, "a.jpg")
    say(store, Draft(Kind.TAGGED, item, {"indicator": "paud-hi", "slot": None}))
    bundle = {"recipient": "desk", "number": 1, "epoch": 0, "to": 2, "items": [{"evidence": item, "blob": True}]}
    assert [(e, blob) for e, blob, _ in store.evidence.to_tell(ME, everything=False)] == [(item, True)]
    say(store, Draft(Kind.BUNDLED, "bundle-1", bundle))
    assert store.evidence.find([item])[item].state is State.PACKED
    assert store.evidence.to_tell(ME, everything=False) == []
    assert [(e, blob) for e, blob, _ in store.evidence.to_tell(ME, everything=True)] == [(item, True)]
    say(store, Draft(Kind.HANDED_OVER, "bundle-1", {"to": "USB"}))
    assert store.evidence.find([item])[item].state is State.SENT
    say(store, Draft(Kind.TAGGED, item, {"indicator": "perda-kla", "slot": None}))
    states = {tag.indicator: tag.state for tag in store.evidence.find([item])[item].tags}
    assert states == {"paud-hi": State.SENT, "perda-kla": State.TAGGED}
    assert store.evidence.find([item])[item].state is State.TAGGED
    assert [(e, blob) for e, blob, _ in store.evidence.to_tell(ME, everything=False)] == [(item, False)]


def test_tables_told_by_other_rules_are_told_anew(store: Store) -> None:
    (item,) = capture(store, "foto.jpg")
    store.local.set("rules", replay.RULES)
    with store.transaction():
        store.database.write("UPDATE evidence SET captured_at = '1999-01-01' WHERE id = ?", (item,))
    assert not replay.renew(store, SilentProgress())
    assert store.evidence.find([item])[item].captured_at == "1999-01-01"
    store.local.set("rules", replay.RULES - 1)
    assert replay.renew(store, SilentProgress())
    assert store.evidence.find([item])[item].captured_at == "2026-11-01"
    assert not replay.differences(store)


def test_pictures_of_an_older_library_are_found_and_replaced(store: Store) -> None:
    assert store.previews._db is not None
    store.previews._db.write("INSERT INTO preview VALUES (?, ?)", ("a" * 64, b"old"))
    store.previews.put([("b" * 64, b"new")])
    assert store.previews.get(["a" * 64, "b" * 64, "c" * 64]) == {"a" * 64: b"old", "b" * 64: b"new"}
    store.previews.put([("a" * 64, b"better")])
    assert store.previews.get(["a" * 64]) == {"a" * 64: b"better"}
    assert not list(store.folder.glob("previews-before-*"))
