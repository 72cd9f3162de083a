"""Rows of bundles: made, opened, received once more; against pipelines of tar, zip, bagit and age on clear files."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import libraries
import workload
from libraries import product
from place import Place, linked, sha256_of, shell
from race import Contender, Outcome, Row, Target, require


def bundle(place: Place) -> Row:
    """Seal photos of a library into one signed bundle, on the disk and flushed."""
    made = place.photos(place.size.bundle_photos)
    source = linked(made, place.folder / "source")
    total = sum(path.stat().st_size for path in made) / 1e6
    sender, receiver = libraries.acquainted(place.folder, _paper(place))
    with libraries.opened(sender, writing=True) as ws:
        libraries.take_tagged(ws, sorted(source.iterdir()))
    seal_to, key = libraries.recipient(receiver), libraries.unsealing_key(receiver, place.folder / "key")
    out, quoted = place.folder / "out", shlex.quote
    checked: list[bool] = []

    def fresh() -> None:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        for left in (sender / "outbox").glob("*.kla"):
            left.unlink()

    def fresh_bag() -> None:
        fresh()
        subprocess.run(["cp", "-r", str(source), str(out / "bag")], check=True)
        subprocess.run(["sync", str(out)], check=True)

    def ours(outcome: Outcome) -> None:
        require(len(outcome.told["bundles"]) == 1, "not one bundle")
        path = Path(outcome.told["bundles"][0])
        require(sha256_of(path) == outcome.told["sha256"], "its digest is not what it says")
        if not checked:  # the same writer each time: once by hand is enough
            _check_by_hand(path, key, out / "hand", made)
            checked.append(True)

    def sealed(name: str) -> Callable[[Outcome], None]:
        def check(_: Outcome) -> None:
            if shutil.which("age"):
                opened = shell(f"age -d -i {quoted(str(key))} {quoted(str(out / name))} | wc -c")
                size = int(subprocess.run(opened, capture_output=True, check=True).stdout)
                require(size > total * 1e6, "it does not open to the whole")

        return check

    def copied(_: Outcome) -> None:
        require(sum(path.stat().st_size for path in (out / "copy").iterdir()) / 1e6 == total, "not all was copied")

    in_source, at_out = quoted(str(source)), quoted(str(out))
    piped = f"set -e; tar -C {in_source} -cf - . | age -r {seal_to} > {at_out}/tar.age; sync {at_out}/tar.age"
    make = "import bagit, sys; bagit.make_bag(sys.argv[1], processes=2, checksums=['sha256'])"
    three = (
        f"set -e; {quoted(sys.executable)} -c {quoted(make)} {at_out}/bag 2> {at_out}/log; cd {at_out}; "
        f"zip -0 -q -r bag.zip bag; age -r {seal_to} -o bag.age bag.zip; sync bag.age"
    )
    copy = f"set -e; cp -r --reflink=never {in_source} {at_out}/copy; sync {at_out}/copy/*"
    tar, passes = "tar | age", "bagit make, zip -0, age"
    vault, equal = _vault(made, place.folder / "vault", seal_to), "age -d each photo's age file, tar | age"
    unsealed = (
        f"set -e; mkdir {at_out}/plain; cd {quoted(str(vault))}; "
        f"for f in *; do age -d -i {quoted(str(key))} -o {at_out}/plain/$f $f; done; "
        f"tar -C {at_out}/plain -cf - . | age -r {seal_to} > {at_out}/tar.age; sync {at_out}/tar.age"
    )
    return Row(
        "bundle",
        f"make a bundle of {total:.0f} MB",
        total,
        "MB",
        (
            Contender("ours", lambda: product("pack", sender, "ready"), fresh, ours, own_clock=True),
            Contender("ours, no worker ready", lambda: product("pack", sender), fresh, ours, own_clock=True),
            Contender(tar, lambda: shell(piped), fresh, sealed("tar.age"), ("tar", "age")),
            Contender(passes, lambda: shell(three), fresh_bag, sealed("bag.age"), ("zip", "age")),
            Contender(equal, lambda: shell(unsealed), fresh, sealed("tar.age"), ("tar", "age")),
            Contender("limit: cp and fsync", lambda: shell(copy), fresh, copied),
        ),
        (Target(tar, 0.8), Target(passes, 3), Target(equal, 1)),
    )


def opening(place: Place) -> Row:
    """Open a bundle: unseal, check signature, names, sizes and digests, put the evidence away encrypted."""
    sender, receiver, path, made = _packed(place)
    total = path.stat().st_size / 1e6
    key, out = libraries.unsealing_key(receiver, place.folder / "key"), place.folder / "out"
    quoted = shlex.quote

    def fresh() -> None:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()

    def opened(how: str) -> list[str]:
        return product("open_bundle", receiver, path, sender, how)

    def ours(outcome: Outcome) -> None:
        require(outcome.told["digests"] == sorted(sha256_of(one) for one in made), "digests differ")

    def age(_: Outcome) -> None:
        require(subprocess.run(["unzip", "-tqq", str(out / "zip")], check=False).returncode == 0, "no whole archive")

    def bag(outcome: Outcome) -> None:
        require(b"valid" in outcome.output, "the bag is not valid")

    def kept(outcome: Outcome) -> None:
        bag(outcome)
        require(len(list((out / "vault").iterdir())) == len(made), "not all is kept")

    unseal = f"set -e; age -d -i {quoted(str(key))} -o {quoted(str(out))}/zip {quoted(str(path))}"
    check = "import bagit, glob, sys; bagit.Bag(glob.glob(sys.argv[1] + '/*')[0]).validate(processes=2); print('valid')"
    steps = (
        f"{unseal}; unzip -q {quoted(str(out))}/zip -d {quoted(str(out))}/bag; "
        f"{quoted(sys.executable)} -c {quoted(check)} {quoted(str(out))}/bag"
    )
    seal = (
        f"{steps}; mkdir {quoted(str(out))}/vault; cd {quoted(str(out))}/bag/*/data/evidence; "
        f"for f in *; do age -r {libraries.recipient(receiver)} -o {quoted(str(out))}/vault/$f $f; done"
    )
    plain, two = "age -d", "age -d, unzip, bagit validate"
    equal = "the same, and each photo kept as an age file"
    return Row(
        "open",
        f"open and verify a bundle of {total:.0f} MB",
        total,
        "MB",
        (
            Contender("ours", lambda: opened("ready"), fresh, ours, own_clock=True),
            Contender("ours, no worker ready", lambda: opened("cold"), fresh, ours, own_clock=True),
            Contender(plain, lambda: shell(unseal), fresh, age, ("age", "unzip")),
            Contender(two, lambda: shell(steps), fresh, bag, ("age", "unzip")),
            Contender(equal, lambda: shell(seal), fresh, kept, ("age", "unzip")),
        ),
        (Target(plain, 0.7), Target(two, 1.5), Target(equal, 2)),
    )


def again(place: Place) -> Row:
    """Receive a bundle that is here already."""
    _, receiver, path, made = _packed(place)
    total = path.stat().st_size / 1e6
    empty, known = place.folder / "empty", place.folder / "known"
    shutil.copytree(receiver, empty)
    shutil.copytree(receiver, known)
    subprocess.run(product("receive", known, path), check=True, capture_output=True)
    run = place.folder / "run"

    def fresh() -> None:
        shutil.rmtree(run, ignore_errors=True)
        shutil.copytree(empty, run)

    def first(outcome: Outcome) -> None:
        require(outcome.told["accepted"] == [[len(made), False]], "not everything was new")

    def second(outcome: Outcome) -> None:
        require(outcome.told["accepted"] == [[0, True]], "it was not known")

    return Row(
        "again",
        f"receive a bundle of {total:.0f} MB a second time",
        total,
        "MB",
        (
            Contender("ours, second time", lambda: product("receive", known, path), check=second, own_clock=True),
            Contender("ours, first time", lambda: product("receive", run, path), fresh, first, own_clock=True),
        ),
        (Target("ours, first time", 20),),
    )


def _packed(place: Place) -> tuple[Path, Path, Path, list[Path]]:
    """A sender, a receiver that knows it, and a bundle of photos on its way."""
    made = place.photos(place.size.bundle_photos)
    sender, receiver = libraries.acquainted(place.folder, _paper(place))
    with libraries.opened(sender, writing=True) as ws:
        libraries.take_tagged(ws, made)
        packed = libraries.packed(ws)
    return sender, receiver, packed, made


def _paper(place: Place) -> Path:
    return workload.minutes(place.folder / "paper", 1)[0].path


def _check_by_hand(path: Path, key: Path, folder: Path, made: Sequence[Path]) -> None:
    """Open a bundle as a stranger would, with age, unzip and bagit.py, and compare every byte."""
    folder.mkdir()
    if not (shutil.which("age") and shutil.which("unzip")):
        return
    archive = folder / "bundle.zip"
    subprocess.run(["age", "-d", "-i", str(key), "-o", str(archive), str(path)], check=True)
    require(subprocess.run(["unzip", "-tqq", str(archive)], check=False).returncode == 0, "unzip finds damage")
    subprocess.run(["unzip", "-q", str(archive), "-d", str(folder)], check=True)
    bag = folder / path.stem
    judge = [sys.executable, "-m", "bagit", "--validate", "--quiet", str(bag)]
    require(subprocess.run(judge, check=False, capture_output=True).returncode == 0, "bagit.py finds damage")
    found = {sha256_of(one) for one in (bag / "data" / "evidence").iterdir()}
    require({sha256_of(one) for one in made} <= found, "photos are missing")
    shutil.rmtree(folder)


def _vault(paths: Sequence[Path], folder: Path, seal_to: str) -> Path:
    """Each file as an age file of its own, as a library keeps it."""
    folder.mkdir()
    if shutil.which("age"):
        for path in paths:
            subprocess.run(["age", "-r", seal_to, "-o", str(folder / path.name), str(path)], check=True)
    return folder
