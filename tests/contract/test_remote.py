"""What every remote keeps to, whatever lies behind it: one class, examined on each kind of place."""

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId, Digest, StationId
from kla_desktop.system.progress import Cancelled
from kla_desktop.transport.hub import HubMark, Sealed, read_mark, write_mark
from kla_desktop.transport.hub_fetching import (
    NotYet,
    Reply,
    Spoilt,
    bundles_of,
    discard,
    fetch,
    fetch_reply,
    list_replies,
    places_of,
    put_reply,
    read_commit,
    remove,
    remove_reply,
    stations,
)
from kla_desktop.transport.hub_sending import clear_spoilt, commit, send_part, survey
from kla_desktop.transport.remote import (
    BytesSource,
    FileSource,
    Key,
    NotThere,
    Occupied,
    Put,
    Remote,
    RemoteError,
    key,
    temporary_of,
)
from tests.servers.places import HEAVY, QUICK, Servers, place_of

STATION = StationId("0192f0c1-7d3e-7abc-8def-0123456789ab")
OTHER = StationId("0192f0c1-7d3e-7abc-8def-000000000002")
BUNDLE = BundleId("0192f0c1-7d3e-7abc-8def-0000000000b1")
KIB = 1 << 10


@pytest.fixture(params=[*QUICK, *(pytest.param(kind, marks=pytest.mark.heavy) for kind in HEAVY)])
def remote(request: pytest.FixtureRequest, servers: Servers, tmp_path: Path) -> Iterator[Remote]:
    """One empty place of each kind."""
    made = place_of(request.param, servers, tmp_path)
    yield made
    made.close()


def everything(remote: Remote, of: Key) -> bytes:
    with remote.read(of) as chunks:
        return b"".join(chunks)


def sealed_file(folder: Path, size: int, seed: int = 1) -> Sealed:
    """A file as `pack` leaves it, for the transport just bytes."""
    data = hashlib.shake_256(seed.to_bytes(4, "big")).digest(size)
    path = folder / f"{BUNDLE}.{seed}.kla"
    path.write_bytes(data)
    return Sealed(STATION, BUNDLE, path, Digest(hashlib.sha256(data).hexdigest(), size))


def sent(remote: Remote, sealed: Sealed, part_size: int) -> None:
    """Send a file as the engine would, without a fault."""
    made = survey(remote, sealed, part_size)
    for part in made.missing:
        send_part(remote, sealed, part)
    done = commit(remote, sealed, made.part_size)
    assert done.committed
    assert not done.missing


class TestRemote:
    def test_what_was_put_is_read_whole_and_in_ranges(self, remote: Remote) -> None:
        data = os.urandom(300 * KIB + 17)
        at = key("inbox", STATION, "000000")
        assert remote.put_new(at, BytesSource(data)) is Put.STORED
        assert everything(remote, at) == data
        with remote.read(at, 1000, 2000) as chunks:
            assert b"".join(chunks) == data[1000:3000]
        with remote.read(at, len(data) - 5) as chunks:
            assert b"".join(chunks) == data[-5:]
        with remote.read(at, 0, 1) as chunks:
            assert b"".join(chunks) == data[:1]

    def test_a_missing_object_is_not_there_and_a_missing_folder_is_empty(self, remote: Remote) -> None:
        with pytest.raises(NotThere), remote.read(key("inbox", "a", "000000")) as chunks:
            list(chunks)
        assert not remote.list(f"inbox/{OTHER}").files
        assert not remote.list("inbox").folders
        assert not remote.list("").files
        remote.delete(key("inbox", "a", "000000"))

    def test_a_folder_goes_only_when_nothing_is_in_it(self, remote: Remote) -> None:
        at = key("inbox", STATION, BUNDLE, "000000")
        remote.put_new(at, BytesSource(b"12345"))
        remote.remove_folder(f"inbox/{STATION}/{BUNDLE}")
        assert everything(remote, at) == b"12345"
        remote.delete(at)
        for _ in range(2):
            remote.remove_folder(f"inbox/{STATION}/{BUNDLE}")
        assert not remote.list(f"inbox/{STATION}").folders
        remote.put_new(at, BytesSource(b"again"))
        assert everything(remote, at) == b"again"

    def test_a_listing_gives_names_sizes_and_folders_of_one_level(self, remote: Remote) -> None:
        remote.put_new(key("kla-hub.json"), BytesSource(b"{}"))
        remote.put_new(key("inbox", STATION, "000000"), BytesSource(b"12345"))
        remote.put_new(key("inbox", STATION, "000001"), BytesSource(b"1"))
        remote.put_new(key("inbox", STATION, BUNDLE, "bundle.json"), BytesSource(b"{}"))
        remote.put_new(key("outbox", OTHER, f"{BUNDLE}.kla"), BytesSource(b"123"))
        root = remote.list("")
        assert root.files == {"kla-hub.json": 2}
        assert root.folders == {"inbox", "outbox"}
        below = remote.list(f"inbox/{STATION}")
        assert below.files == {"000000": 5, "000001": 1}
        assert below.folders == {BUNDLE}
        assert remote.list("inbox").folders == {STATION}
        assert remote.list(f"outbox/{OTHER}").files == {f"{BUNDLE}.kla": 3}

    def test_nothing_is_overwritten(self, remote: Remote) -> None:
        at = key("inbox", STATION, "000000")
        remote.put_new(at, BytesSource(b"first"))
        assert remote.put_new(at, BytesSource(b"first")) is Put.THERE
        with contextlib.suppress(Occupied):  # of a server that tells checksums
            assert remote.put_new(at, BytesSource(b"other")) is Put.THERE
        with pytest.raises(Occupied):
            remote.put_new(at, BytesSource(b"longer than the first"))
        assert everything(remote, at) == b"first"
        listing = remote.list(f"inbox/{STATION}")
        assert listing.files == {"000000": 5}
        assert not listing.temporaries

    def test_of_many_who_put_the_same_name_one_wins(self, remote: Remote) -> None:
        at, outcomes = key("inbox", STATION, "000000"), list[Put | Exception]()

        def put(number: int) -> None:
            try:
                outcomes.append(remote.put_new(at, BytesSource(bytes([number]) * 70 * KIB)))
            except (RemoteError, Fixable) as error:
                outcomes.append(error)

        threads = [threading.Thread(target=put, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Put.STORED in outcomes
        data = everything(remote, at)
        assert len(data) == 70 * KIB

    def test_an_empty_object_and_a_deleted_one(self, remote: Remote) -> None:
        at = key("inbox", STATION, "000000")
        remote.put_new(at, BytesSource(b""))
        assert everything(remote, at) == b""
        assert remote.list(f"inbox/{STATION}").files == {"000000": 0}
        remote.delete(at)
        remote.delete(at)
        assert not remote.list(f"inbox/{STATION}").files
        assert remote.put_new(at, BytesSource(b"again")) is Put.STORED

    def test_a_source_that_fails_or_is_cancelled_leaves_no_object(self, remote: Remote, tmp_path: Path) -> None:
        at, file = key("inbox", STATION, "000000"), tmp_path / "file"
        file.write_bytes(os.urandom(3 << 20))
        with pytest.raises(Fixable, match="file_in_use"):
            remote.put_new(at, FileSource(file, 1 << 20, 3 << 20))

        def stop(_: int) -> None:
            raise Cancelled

        with pytest.raises(Cancelled):
            remote.put_new(at, FileSource(file, 0, 3 << 20), stop)
        assert not remote.list(f"inbox/{STATION}").files
        assert remote.put_new(at, FileSource(file, 1 << 20, 2 << 20)) is Put.STORED
        assert everything(remote, at) == file.read_bytes()[1 << 20 :]

    def test_more_than_there_is_cannot_be_read(self, remote: Remote) -> None:
        at = key("inbox", STATION, "000000")
        remote.put_new(at, BytesSource(b"short"))
        for offset, length in ((0, 6), (3, 3), (9, 1), (9, None)):
            with pytest.raises(RemoteError), remote.read(at, offset, length) as chunks:
                list(chunks)

    def test_watch_is_told_every_byte(self, remote: Remote) -> None:
        told = list[int]()
        remote.put_new(key("inbox", STATION, "000000"), BytesSource(b"x" * (5 << 18)), told.append)
        assert sum(told) == 5 << 18

    def test_temporaries_can_be_seen_and_swept(self, remote: Remote, tmp_path: Path) -> None:
        at = key("inbox", STATION, "000000")
        remote.delete(temporary_of(at))
        assert not remote.list(f"inbox/{STATION}").temporaries

    def test_folders_that_are_none_of_ours_are_not_asked_for(self, remote: Remote) -> None:
        for folder in ("..", "inbox/..", "/etc", "inbox//a", "inbox/%2e%2e", "A", "inbox/" + "a" * 65):
            with pytest.raises(ValueError):
                remote.list(folder)

    def test_an_aborted_remote_does_nothing_more(self, remote: Remote) -> None:
        remote.abort()
        with pytest.raises(RemoteError):
            remote.put_new(key("inbox", STATION, "000000"), BytesSource(b"x"))
        with pytest.raises(RemoteError):
            remote.list("")


class TestHub:
    """A sealed file travels through the hub's layout on each kind of place."""

    def test_a_file_goes_through_in_parts(self, remote: Remote, tmp_path: Path) -> None:
        sealed = sealed_file(tmp_path, 1_000_003)
        sent(remote, sealed, 256 * KIB)
        assert stations(remote) == [STATION]
        assert bundles_of(remote, STATION) == [BUNDLE]
        (place,) = places_of(remote, STATION, BUNDLE)
        assert place == sealed.place
        told = read_commit(remote, place)
        fetch(remote, told, tmp_path / "arrived")
        assert (tmp_path / "arrived").read_bytes() == sealed.path.read_bytes()
        remove(remote, place)
        assert places_of(remote, STATION, BUNDLE) == []
        assert not remote.list(place.folder).files

    def test_sending_resumes_at_what_is_missing_and_keeps_the_size_of_parts(
        self, remote: Remote, tmp_path: Path
    ) -> None:
        sealed = sealed_file(tmp_path, 1_000_003)
        first = survey(remote, sealed, 64 * KIB)
        assert len(first.missing) == 16
        for part in first.missing[3:15:2]:
            send_part(remote, sealed, part)
        again = survey(remote, sealed, 500 * KIB)
        assert again.part_size == 64 * KIB
        assert len(again.missing) == 10
        assert commit(remote, sealed, 500 * KIB).missing == again.missing
        assert places_of(remote, STATION, BUNDLE) == []
        for part in again.missing:
            send_part(remote, sealed, part)
        assert commit(remote, sealed, 0).committed
        assert survey(remote, sealed, 0).committed
        fetch(remote, read_commit(remote, sealed.place), tmp_path / "arrived")
        assert (tmp_path / "arrived").read_bytes() == sealed.path.read_bytes()

    def test_fetching_goes_on_after_the_last_whole_part(self, remote: Remote, tmp_path: Path) -> None:
        sealed = sealed_file(tmp_path, 600 * KIB)
        sent(remote, sealed, 100 * KIB)
        told, target, seen = read_commit(remote, sealed.place), tmp_path / "arrived", [0]
        wrong = bytearray(sealed.path.read_bytes()[: 450 * KIB])
        wrong[310 * KIB] ^= 1
        target.write_bytes(wrong)

        def count(size: int) -> None:
            seen[0] += size

        fetch(remote, told, target, count)
        assert target.read_bytes() == sealed.path.read_bytes()
        assert seen[0] == 300 * KIB

    def test_a_spoilt_part_is_told_discarded_and_sent_again(self, remote: Remote, tmp_path: Path) -> None:
        sealed = sealed_file(tmp_path, 300 * KIB)
        sent(remote, sealed, 100 * KIB)
        remote.delete(sealed.place.part(1))
        remote.put_new(sealed.place.part(1), BytesSource(b"\0" * 100 * KIB))
        with pytest.raises(Spoilt) as caught:
            fetch(remote, read_commit(remote, sealed.place), tmp_path / "arrived")
        assert caught.value.parts == (1,)
        discard(remote, sealed.place, caught.value.parts)
        assert not survey(remote, sealed, 0).committed
        sent(remote, sealed, 0)
        fetch(remote, read_commit(remote, sealed.place), tmp_path / "arrived")
        assert (tmp_path / "arrived").read_bytes() == sealed.path.read_bytes()

    def test_a_part_of_a_wrong_size_is_noticed_by_both_sides(self, remote: Remote, tmp_path: Path) -> None:
        sealed = sealed_file(tmp_path, 300 * KIB)
        sent(remote, sealed, 100 * KIB)
        for data in (b"\0" * 99, b"\0" * 200 * KIB):
            remote.delete(sealed.place.part(2))
            remote.put_new(sealed.place.part(2), BytesSource(data))
            with pytest.raises(Spoilt):
                fetch(remote, read_commit(remote, sealed.place), tmp_path / "arrived")
            made = survey(remote, sealed, 0)
            assert [part.number for part in made.spoilt] == [2]
            clear_spoilt(remote, sealed, made)
            sent(remote, sealed, 0)
        fetch(remote, read_commit(remote, sealed.place), tmp_path / "arrived")
        assert (tmp_path / "arrived").read_bytes() == sealed.path.read_bytes()

    def test_a_promised_part_that_is_not_there_may_come_yet(self, remote: Remote, tmp_path: Path) -> None:
        sealed = sealed_file(tmp_path, 300 * KIB)
        sent(remote, sealed, 100 * KIB)
        remote.delete(sealed.place.part(1))
        with pytest.raises(NotYet):
            fetch(remote, read_commit(remote, sealed.place), tmp_path / "arrived")
        assert (tmp_path / "arrived").stat().st_size == 100 * KIB
        send_part(remote, sealed, survey(remote, sealed, 0).missing[0])
        fetch(remote, read_commit(remote, sealed.place), tmp_path / "arrived")
        assert (tmp_path / "arrived").read_bytes() == sealed.path.read_bytes()

    def test_a_file_that_changed_on_this_laptop_is_not_committed(self, remote: Remote, tmp_path: Path) -> None:
        sealed = sealed_file(tmp_path, 300 * KIB)
        for part in survey(remote, sealed, 100 * KIB).missing:
            send_part(remote, sealed, part)
        sealed.path.write_bytes(b"\0" * 300 * KIB)
        with pytest.raises(Fixable) as caught:
            commit(remote, sealed, 0)
        assert caught.value.code is ErrorCode.OBJECT_DAMAGED
        assert places_of(remote, STATION, BUNDLE) == []

    def test_replies_are_listed_fetched_resumed_and_removed(self, remote: Remote, tmp_path: Path) -> None:
        path = tmp_path / "reply.kla"
        path.write_bytes(os.urandom(200 * KIB))
        reply = Reply(STATION, BUNDLE, 200 * KIB)
        assert list_replies(remote, STATION) == []
        assert put_reply(remote, reply, path) is Put.STORED
        assert list_replies(remote, STATION) == [reply]
        assert list_replies(remote, OTHER) == []
        (tmp_path / "arrived").write_bytes(path.read_bytes()[: 77 * KIB])
        fetch_reply(remote, reply, tmp_path / "arrived")
        assert (tmp_path / "arrived").read_bytes() == path.read_bytes()
        remove_reply(remote, reply)
        assert list_replies(remote, STATION) == []

    def test_the_mark_of_a_hub_stays_the_first(self, remote: Remote) -> None:
        assert read_mark(remote) is None
        write_mark(remote, HubMark("hub-1", ("RWabc",)))
        assert read_mark(remote) == HubMark("hub-1", ("RWabc",))
        write_mark(remote, HubMark("hub-2", ("RWabc",)))
        assert read_mark(remote) == HubMark("hub-1", ("RWabc",))
