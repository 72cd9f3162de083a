"""Sealing and opening bundles: whole or not at all, and nothing left behind."""

import contextlib
import json
import multiprocessing
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kla_desktop.bagging.profile import BundleHead, Limits
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.parcels.parcel import Answer, HeldParcel, OpenedParcel, Sealer, open_parcel, seal_parcel
from kla_desktop.sealing.encryption import LibraryCipher
from kla_desktop.sealing.keys import SigningKey, UnsealingKey
from kla_desktop.sealing.signing import public_key_file
from kla_desktop.system.progress import Cancelled, SilentProgress, Step
from tests.kept_workers import kept
from tests.operations.parcels import EVENTS, HEAD, Road, Steps
from tests.patience import PROMPT

PHOTO = b"\xff\xd8" + bytes(range(256)) * 2000
WORKER = "operations.parcels.worker"
MINUTES = b"%PDF-1.7 notulen"


@pytest.fixture
def road(tmp_path: Path) -> Road:
    return Road(tmp_path)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Road, Path]:
    """Hand out one sealed bundle that no test changes."""
    road = Road(tmp_path_factory.mktemp("road"))
    return road, road.seal([road.keep(1, PHOTO), road.keep(2, MINUTES, "notulen.pdf")]).path


def refusal(road: Road, path: Path, **how: Any) -> ErrorCode:
    with pytest.raises(Fixable) as raised:
        road.open(path, **how)
    assert road.is_clean()
    return raised.value.code


def test_bundle_arrives_as_it_was_sent(road: Road) -> None:
    items = [road.keep(1, PHOTO), road.keep(2, MINUTES, "../Notulen Rapat.pdf"), road.keep(3, b"", "kosong.txt")]
    steps = Steps()
    sealed = seal_parcel(road.request(items), steps)
    assert sealed.path == road.out / "0199-b1.kla"
    assert sealed.size == sealed.path.stat().st_size
    assert steps.steps[-1].done == 3
    assert steps.steps[-1].bytes_done == steps.steps[-1].bytes_total > 0

    opened = road.open(sealed.path)
    assert isinstance(opened, OpenedParcel)
    assert opened.head == HEAD
    assert opened.station["role"] == "petugas"
    assert opened.events == EVENTS
    assert (opened.sealed_sha256, opened.sealed_size) == (sealed.sha256, sealed.size)
    assert opened.signed_by == road.signing.public.to_text()
    assert [entry.name for entry in opened.entries] == [
        f"Foto-Rapat__{items[0].sha256[:8]}.jpg",
        f"Notulen-Rapat__{items[1].sha256[:8]}.pdf",
        f"kosong__{items[2].sha256[:8]}.txt",
    ]
    assert [road.plain(entry.sealed_path) for entry in opened.entries] == [PHOTO, MINUTES, b""]
    assert [(e.sha256, e.size, e.crc32) for e in opened.entries] == [(i.sha256, i.size, i.crc32) for i in items]
    assert set(opened.front) == {
        "bagit.txt",
        "bag-info.txt",
        "station.json",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha256.txt.minisig",
    }
    for entry in opened.entries:
        assert MINUTES not in entry.sealed_path.read_bytes()
    if sys.platform != "win32":
        assert opened.folder.stat().st_mode & 0o077 == 0


def test_sender_can_open_its_own_bundle(sent: tuple[Road, Path]) -> None:
    road, path = sent
    opened = road.open(path, key=road.station)
    assert isinstance(opened, OpenedParcel)
    shutil.rmtree(opened.folder)


def test_reply_carries_events_alone(road: Road) -> None:
    opened = road.open(road.seal(evidence_csv=b"", summary_pdf=b"").path)
    assert isinstance(opened, OpenedParcel)
    assert (opened.events, opened.entries) == (EVENTS, ())


def test_large_journal_comes_whole(road: Road) -> None:
    events = b'{"seq":1,"data":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}\n' * 100_000
    opened = road.open(road.seal(events_jsonl=events).path)
    assert isinstance(opened, OpenedParcel)
    assert opened.events == events


@pytest.mark.parametrize("tool", ["age", "unzip", "minisign"])
def test_needed_judges_are_named(tool: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"no {tool} program here to judge")
    assert subprocess.run([tool, "--help"], capture_output=True, check=False).returncode in {0, 1, 2, 10}


@pytest.mark.skipif(not all(map(shutil.which, ("age", "unzip", "minisign"))), reason="age, unzip or minisign is absent")
def test_strangers_with_standard_tools_can_open_check_and_read(sent: tuple[Road, Path], tmp_path: Path) -> None:
    road, path = sent
    (tmp_path / "key").write_text(road.coordinator.secret + "\n")
    (tmp_path / "station.pub").write_bytes(public_key_file(road.signing.public))

    def run(*words: str) -> str:
        return subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    run("age", "-d", "-i", "key", "-o", "bag.zip", str(path))
    run("unzip", "-t", "bag.zip")
    run("unzip", "-q", "bag.zip")
    said = run("minisign", "-V", "-p", "station.pub", "-m", f"{HEAD.id}/tagmanifest-sha256.txt")
    assert f"bundle {HEAD.id} from {HEAD.sender} to {HEAD.recipient}" in said
    run(sys.executable, "-m", "bagit", "--validate", HEAD.id)
    (photo,) = (tmp_path / HEAD.id / "data/evidence").glob("Foto-Rapat__*.jpg")
    assert photo.read_bytes() == PHOTO


# Sealing that cannot go on


def test_damaged_missing_or_swapped_object_is_named_and_nothing_is_left(road: Road) -> None:
    good, bad = road.keep(1, PHOTO), road.keep(2, MINUTES)
    right = bad.object_path.read_bytes()
    flipped = bytearray(right)
    flipped[-1] ^= 1
    swapped = LibraryCipher(road.station.secret).seal_bytes(b"%PDF-1.7 lainnya")
    foreign = LibraryCipher(UnsealingKey.create().secret).seal_bytes(MINUTES)
    for data in (bytes(flipped), right[:50], b"", swapped, foreign, None):
        bad.object_path.unlink(missing_ok=True)
        if data is not None:
            bad.object_path.write_bytes(data)
        with pytest.raises(Fixable) as raised:
            road.seal([good, bad])
        assert raised.value.code is ErrorCode.OBJECT_DAMAGED
        assert raised.value.details["sha256"] == bad.sha256
        assert not list(road.out.iterdir())


def test_missing_folder_is_said(road: Road) -> None:
    with pytest.raises(Fixable) as raised:
        road.seal(out_folder=road.root / "gone")
    assert raised.value.code is ErrorCode.FOLDER_MISSING


def test_absurd_size_is_refused_as_a_full_disk(road: Road) -> None:
    with pytest.raises(Fixable) as raised:
        road.seal([replace(road.keep(1, PHOTO), size=1 << 60)])
    assert raised.value.code is ErrorCode.DISK_FULL


def test_foreign_introduction_is_not_sealed(road: Road) -> None:
    with pytest.raises(Fixable) as raised:
        road.seal(station_json=road.station_json(station="0199-a2"))
    assert raised.value.code is ErrorCode.WORKER_FAILED
    assert not list(road.out.iterdir())


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 4 MiB, where this test may."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=20", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_full_disk_is_said_and_leaves_nothing(road: Road, tiny_disk: Path) -> None:
    items = [road.keep(1, PHOTO * 6)]
    with pytest.raises(Fixable) as raised:
        seal_parcel(road.request([*items, *items], out_folder=tiny_disk), SilentProgress())
    assert raised.value.code is ErrorCode.DISK_FULL
    for number in range(20):  # the disk holds 20 files: now it has room for bytes and for no name
        with contextlib.suppress(OSError):
            (tiny_disk / f"{number}.kla").touch()
    with pytest.raises(Fixable) as raised:
        seal_parcel(road.request(items, out_folder=tiny_disk), SilentProgress())
    assert raised.value.code is ErrorCode.DISK_FULL
    assert all(path.stat().st_size == 0 for path in tiny_disk.iterdir())


def test_one_worker_seals_several_bundles_and_another_goes_on_after_a_failure(road: Road) -> None:
    good, bad = [road.keep(1, PHOTO), road.keep(2, MINUTES)], road.keep(3, PHOTO[::-1])
    bad.object_path.write_bytes(bad.object_path.read_bytes()[:-1])
    made = {}
    with Sealer() as sealer:
        sealer.begin()
        for number, items in enumerate((good, good[:1], [bad], good[1:])):
            request = road.request(items, bundle=replace(HEAD, id=f"0199-c{number}"))
            if items == [bad]:
                with pytest.raises(Fixable) as raised:
                    sealer.seal(request, SilentProgress())
                assert raised.value.code is ErrorCode.OBJECT_DAMAGED
            else:
                made[sealer.seal(request, SilentProgress()).path] = items
    assert [path.name for path in made] == ["0199-c0.kla", "0199-c1.kla", "0199-c3.kla"]
    for path, items in made.items():
        opened = road.open(path)
        assert isinstance(opened, OpenedParcel)
        assert [entry.sha256 for entry in opened.entries] == [item.sha256 for item in items]
        shutil.rmtree(opened.folder)


# Opening that must be refused


def test_not_for_us(sent: tuple[Road, Path]) -> None:
    road, path = sent
    assert refusal(road, path, key=UnsealingKey.create()) is ErrorCode.BUNDLE_NOT_FOR_US


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", ErrorCode.NOT_A_BUNDLE),
        (b"PK\x03\x04" * 1000, ErrorCode.NOT_A_BUNDLE),
        (b"age-encryption.org/v1\n-> X25519", ErrorCode.BUNDLE_DAMAGED),
    ],
)
def test_other_files_are_refused(road: Road, data: bytes, code: ErrorCode) -> None:
    path = road.root / "x.kla"
    path.write_bytes(data)
    assert refusal(road, path) is code


@pytest.mark.parametrize("inside", [b"", b"hello", b"PK\x03\x04" + b"\0" * 100])
def test_sealed_things_that_are_no_bag_are_refused(road: Road, inside: bytes) -> None:
    path = road.root / "x.kla"
    path.write_bytes(LibraryCipher(road.coordinator.secret).seal_bytes(inside))
    assert refusal(road, path) in {ErrorCode.NOT_A_BUNDLE, ErrorCode.BUNDLE_DAMAGED}


def test_missing_file_and_folder_instead_of_file(road: Road) -> None:
    assert refusal(road, road.root / "none.kla") is ErrorCode.FILE_MISSING
    assert refusal(road, road.out) is ErrorCode.NOT_A_BUNDLE


def test_passphrase_files_are_never_tried(road: Road, shared: Path) -> None:
    body = (shared / "corpus/age/cctv/scrypt_work_factor_23").read_bytes().partition(b"\n\n")[2]
    (road.root / "x.kla").write_bytes(body)
    start = time.monotonic()
    assert refusal(road, road.root / "x.kla") in {ErrorCode.BUNDLE_NOT_FOR_US, ErrorCode.BUNDLE_DAMAGED}
    assert time.monotonic() - start < 10


def test_limits_come_first(sent: tuple[Road, Path]) -> None:
    road, path = sent
    for limits in (Limits(sealed=100), Limits(entry=1000), Limits(entries=8), Limits(journal=3)):
        assert refusal(road, path, limits=limits) is ErrorCode.BUNDLE_TOO_LARGE


def test_other_key_than_the_senders_is_forged(sent: tuple[Road, Path]) -> None:
    road, path = sent
    other = SigningKey.create().public.to_text()
    low = "RWQAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    for keys in ((other,), (), (low,), ("nonsense",)):
        assert refusal(road, path, choose=lambda *_, keys=keys: keys) is ErrorCode.BUNDLE_FORGED


def test_readdressed_bundle_is_refused_by_whoever_knows_the_recipient(sent: tuple[Road, Path]) -> None:
    road, path = sent
    (road.root / "b").mkdir()
    thief = Road(road.root / "b", signing=road.signing)
    plain = LibraryCipher(road.coordinator.secret).open_bytes(path.read_bytes())
    passed_on = thief.out / "x.kla"
    passed_on.write_bytes(LibraryCipher(thief.coordinator.secret).seal_bytes(plain))

    def choose(head: BundleHead, station: dict[str, Any]) -> tuple[str, ...]:
        if head.recipient != "0199-d1":
            raise Fixable(ErrorCode.BUNDLE_NOT_FOR_US)
        raise AssertionError

    assert refusal(thief, passed_on, choose=choose) is ErrorCode.BUNDLE_NOT_FOR_US


def damaged_copies(data: bytes, flips: int, cuts: int, seed: int) -> Iterator[bytes]:
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(flips):
        yield flipped(data, chance.randrange(len(data)), chance)
    for _ in range(cuts):
        yield data[: chance.randrange(len(data))]
    yield from (data + b"\0", data + data, data[:-1])


def flipped(data: bytes, at: int, chance: random.Random) -> bytes:
    """Change one bit of a byte."""
    return b"".join((data[:at], bytes([data[at] ^ 1 << chance.randrange(8)]), data[at + 1 :]))


def damage_at_borders(data: bytes) -> Iterator[bytes]:
    """Harm every byte of the header, and what lies 32 bytes before and after each border of the sealed chunks."""
    chance = random.Random(20)
    head = data.index(b"\n", data.index(b"\n--- ") + 1) + 1
    borders = [*range(head + 16, len(data), (64 << 10) + 16), len(data)]
    places = {at for border in borders for at in range(border - 32, border + 32) if head <= at < len(data)}
    for at in [*range(head), *sorted(places)]:
        yield flipped(data, at, chance)
    for border in borders[:-1]:
        yield data[:border]


def refuse_all(road: Road, copies: Iterable[bytes]) -> None:
    path = road.root / "damaged.kla"
    with kept():
        for data in copies:
            path.write_bytes(data)
            assert refusal(road, path) in {
                ErrorCode.BUNDLE_DAMAGED,
                ErrorCode.BUNDLE_NOT_FOR_US,
                ErrorCode.NOT_A_BUNDLE,
            }


def test_damage_is_refused_and_leaves_nothing(sent: tuple[Road, Path]) -> None:
    road, path = sent
    refuse_all(road, damaged_copies(path.read_bytes(), 100, 50, random.randrange(1 << 30)))


@pytest.mark.heavy
def test_much_damage_is_refused_and_leaves_nothing(sent: tuple[Road, Path]) -> None:
    """T20 and T21: a thousand flipped bits, five hundred cuts, every byte of the header, around every border."""
    road, path = sent
    refuse_all(road, damaged_copies(path.read_bytes(), 1000, 500, random.randrange(1 << 30)))
    refuse_all(road, damage_at_borders(path.read_bytes()))


# Stations that nobody accepted yet


def test_unknown_station_is_held_after_its_introduction(sent: tuple[Road, Path]) -> None:
    road, path = sent
    held = road.open(path, choose=lambda *_: Answer.HOLD)
    assert held == HeldParcel(HEAD, json.loads(road.station_json()), road.signing.public.to_text())
    assert road.is_clean()


OTHERS = [SigningKey(bytes(range(32))).public.to_text()]


@pytest.mark.parametrize("keys", [[], None, "RW", ["RW"], [1], OTHERS], ids=str)
def test_introduction_must_be_signed_by_its_own_keys(road: Road, keys: object) -> None:
    path = road.seal(station_json=road.station_json(signing_keys=keys)).path
    assert refusal(road, path, choose=lambda *_: Answer.HOLD) is ErrorCode.BUNDLE_FORGED


# Stopping


class Impatient(SilentProgress):
    """Wishes to stop at the first step."""

    def __init__(self) -> None:
        self.wished: float | None = None

    def step(self, step: Step) -> None:
        self.wished = self.wished or time.monotonic()

    def checkpoint(self) -> None:
        if self.wished:
            raise Cancelled


class Saboteur(SilentProgress):
    """Kills the worker at the first step."""

    def step(self, step: Step) -> None:
        for child in multiprocessing.active_children():
            if child.name == WORKER:
                child.kill()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Road, Any, Path]:
    road = Road(tmp_path_factory.mktemp("large"))
    request = road.request([road.keep(number, PHOTO * 40) for number in range(3)])
    return road, request, seal_parcel(request, SilentProgress()).path


def test_cancel_leaves_nothing(large: tuple[Road, Any, Path]) -> None:
    road, request, path = large
    before = path.read_bytes()
    sealing, opening = Impatient(), Impatient()
    with pytest.raises(Cancelled):
        seal_parcel(request, sealing)
    assert sealing.wished
    assert time.monotonic() - sealing.wished < PROMPT
    with pytest.raises(Cancelled):
        road.open(path, opening)
    assert opening.wished
    assert time.monotonic() - opening.wished < PROMPT
    assert road.is_clean()
    assert path.read_bytes() == before
    assert not [child for child in multiprocessing.active_children() if child.name == WORKER]


def test_killed_worker_leaves_nothing(large: tuple[Road, Any, Path]) -> None:
    road, request, path = large
    with pytest.raises(Fixable) as raised:
        seal_parcel(request, Saboteur())
    assert raised.value.code is ErrorCode.WORKER_FAILED
    with pytest.raises(Fixable) as raised:
        open_parcel(road.opening(path), road.choose, Saboteur())
    assert raised.value.code is ErrorCode.WORKER_FAILED
    assert road.is_clean()
    assert path.exists()


def test_progress_goes_forward(large: tuple[Road, Any, Path]) -> None:
    road, _, path = large
    steps = Steps()
    opened = road.open(path, steps)
    assert isinstance(opened, OpenedParcel)
    shutil.rmtree(opened.folder)
    done = [step.bytes_done for step in steps.steps]
    assert done == sorted(done)
    assert {step.doing for step in steps.steps} == {"opening"}


class Watcher(SilentProgress):
    """Notes the most memory that the worker ever held, in KiB (Linux: VmHWM)."""

    def __init__(self) -> None:
        self.most = 0

    def step(self, step: Step) -> None:
        for child in multiprocessing.active_children():
            if child.name == WORKER:
                status = Path(f"/proc/{child.pid}/status").read_text()
                self.most = max(self.most, int(status.partition("VmHWM:")[2].split()[0]))


@pytest.mark.heavy
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measures in Linux units")
@pytest.mark.parametrize(("pieces", "mebibytes"), [(2, 2), (200, 3), (2, 150)])
def test_workers_memory_is_flat(road: Road, pieces: int, mebibytes: int) -> None:
    items = [road.keep(1, bytes(range(256)) * (mebibytes << 12))] * pieces
    watcher = Watcher()
    path = seal_parcel(road.request(items), watcher).path
    sealing, watcher.most = watcher.most, 0
    assert isinstance(road.open(path, watcher), OpenedParcel)
    print("KiB sealing, opening:", sealing, watcher.most)
    assert 10 << 10 < sealing < 64 << 10
    assert 10 << 10 < watcher.most < 64 << 10


def test_mistake_in_choosing_keys_is_not_blamed_on_the_worker(sent: tuple[Road, Path]) -> None:
    road, path = sent

    def choose(*_: object) -> tuple[str, ...]:
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        road.open(path, choose=choose)
    assert road.is_clean()
