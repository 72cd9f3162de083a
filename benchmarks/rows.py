"""The rows of the table: what the product does, what others need for the same, and what the machine allows at best.

Each function prepares what its row needs (not timed) and returns the row. Peers get their work done on clear files;
the product keeps everything encrypted, so its figures hold the price of that as well.
"""

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import libraries
import queries
import workload
from libraries import product
from race import Contender, Outcome, Row, Target, require

from kla_desktop.model.listing import Filter


@dataclass(frozen=True, slots=True)
class Size:
    """How much work a row does."""

    photos: int
    minutes: int
    bundle_photos: int
    files: int
    searched: int
    items: int
    tagged: int
    pictured: int


SIZES = {
    "tiny": Size(3, 4, 3, 60, 300, 60, 20, 300),
    "small": Size(60, 120, 80, 20_000, 100_000, 20_000, 500, 100_000),
    "full": Size(1000, 2000, 100, 100_000, 1_000_000, 20_000, 500, 100_000),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row works: `folder` is its own and empty, `kept` outlives the run. `shape` is the photos' size."""

    folder: Path
    kept: Path
    size: Size
    shape: tuple[int, int] = (workload.WIDTH, workload.HEIGHT)

    def photos(self, count: int) -> list[Path]:
        name = f"photos-{self.shape[0]}"
        return workload.photos(self.kept / name, count, size=self.shape)


MakeRow = Callable[[Place], Row]


def photos(place: Place) -> Row:
    """Digest, metadata, thumbnail and a place in a list for each photo of a folder."""
    made = place.photos(place.size.photos)
    source = _linked(made, place.folder / "source")
    paths = sorted(source.iterdir())
    library, thumbs = place.folder / "library", place.folder / "thumbs"
    names = place.folder / "names"
    names.write_text("\n".join(str(path) for path in paths) + "\n", "utf-8")
    each = f"xargs -a {shlex.quote(str(names))} -d '\\n'"

    tools = ("exiftool", "openssl", "vipsthumbnail")

    def fresh() -> None:
        _read_once(paths)
        for folder in (library, thumbs, vault):
            shutil.rmtree(folder, ignore_errors=True)
        thumbs.mkdir()
        vault.mkdir()
        libraries.village(library)

    def ours(outcome: Outcome) -> None:
        require(outcome.told.get("added") == len(paths), "not every photo was taken in")
        with libraries.opened(library) as ws:
            digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
            held = {found.digest.sha256 for found in ws.store.local.all_objects()}
            require(held == digests, "digests differ")
            pictures = ws.store.previews.get(sorted(digests))
            require(len(pictures) == len(digests), "thumbnails are missing")
            found = ws.store.evidence.items([row for row, _ in ws.store.evidence.rows(Filter())])
            require(all(item.gps and item.captured_at_source == "exif" for item in found), "EXIF is missing")

    def peers(outcome: Outcome) -> None:
        require(len(list(thumbs.iterdir())) == len(paths), "thumbnails are missing")
        require(outcome.output.count(b"GPSLatitude") >= len(paths), "EXIF is missing")
        require(outcome.output.count(b"SHA2-256(") == len(paths), "digests are missing")

    def kept(outcome: Outcome) -> None:
        peers(outcome)
        sizes = sorted(path.stat().st_size for path in vault.iterdir())
        require(len(sizes) == len(paths) and sum(sizes) > sum(path.stat().st_size for path in paths), "not all is kept")

    def decoded(outcome: Outcome) -> None:
        require(outcome.told.get("decoded") == len(paths), "not every photo was decoded")
        require(outcome.told["sizes"] == [[-(-side // 8) for side in place.shape]], "not decoded at 1/8")

    thumbnail = f"vipsthumbnail --size 256x256 -o {shlex.quote(str(thumbs))}/%s.jpg[Q=80]"
    pipeline = f"({each} exiftool -j -n -fast2; {each} openssl dgst -sha256) & {each} -P2 -n 10 {thumbnail}; wait"
    vault, to = place.folder / "vault", libraries.recipient(libraries.village(place.folder / "other"))
    store = f"{each} -P2 -I@ sh -c 'age -r {to} -o {shlex.quote(str(vault))}/$(basename @).age @'"
    encrypted = f"set -e; {pipeline}; {store}; sync {shlex.quote(str(vault))}/*"
    peer, limit = "exiftool & openssl sha256 & vipsthumbnail -P2", "limit: decode at 1/8, 2 processes"
    equal = "the same, and each photo kept as an age file"
    return Row(
        "photos",
        f"take in {len(paths)} photos of 12 megapixels",
        len(paths),
        "photos",
        (
            Contender("ours", lambda: product("take_in", library, source), fresh, ours),
            Contender(peer, lambda: _shell(pipeline), fresh, peers, tools),
            Contender(equal, lambda: _shell(encrypted), fresh, kept, (*tools, "age")),
            Contender(limit, lambda: product("decode", "2", *paths), fresh, decoded),
        ),
        (Target(peer, 1.8), Target(peer, 1.8, cpu=True), Target(limit, 0.75)),
    )


def glance(place: Place) -> Row:
    """The first stage alone: photos kept, visible with the small picture they bring along, and searchable."""
    made = place.photos(place.size.photos)
    source = _linked(made, place.folder / "source")
    library = place.folder / "library"
    names = place.folder / "names"
    names.write_text("\n".join(str(path) for path in sorted(source.iterdir())) + "\n", "utf-8")

    def fresh() -> None:
        _read_once(made)
        shutil.rmtree(library, ignore_errors=True)
        libraries.village(library)

    def ours(outcome: Outcome) -> None:
        require(outcome.told.get("added") == len(made), "not every photo was taken in")
        with libraries.opened(library) as ws:
            held = [one.digest.sha256 for one in ws.store.local.all_objects()]
            require(len(ws.store.previews.get(held)) == len(made), "pictures are missing")
            waiting = len(ws.store.local.underived(len(made)))
            require(waiting == len(made) or place.shape[0] < 1000, "more was read than the first stage reads")
            found = ws.store.evidence.items([row for row, _ in ws.store.evidence.rows(Filter())])
            require(all(item.gps and item.captured_at_source == "exif" for item in found), "EXIF is missing")

    def peer(outcome: Outcome) -> None:
        require(outcome.output.count(b"GPSLatitude") >= len(made), "EXIF is missing")

    def hashed(outcome: Outcome) -> None:
        require(outcome.output.count(b"SHA2-256(") == len(made), "digests are missing")

    each = f"xargs -a {shlex.quote(str(names))} -d '\\n'"
    rival, limit = "exiftool -fast2, metadata alone", "limit: read and SHA-256"
    return Row(
        "glance",
        f"see {len(made)} photos: the first stage",
        len(made),
        "photos",
        (
            Contender("ours", lambda: product("take_in", library, source, "glance"), fresh, ours),
            Contender(rival, lambda: _shell(f"{each} exiftool -j -n -fast2"), fresh, peer, ("exiftool",)),
            Contender(limit, lambda: _shell(f"{each} openssl dgst -sha256"), fresh, hashed, ("openssl",)),
        ),
        (Target(rival, 1.5),),
    )


def minutes(place: Place) -> Row:
    """Text of minutes (PDF and DOCX) read, dated and searchable: what recoll does, and what the window does at first.

    The first pages are drawn later, as soon as nothing more comes in; recoll draws none. Beside it all at once, with
    pictures and look hashes, as `kla ingest` does.
    """
    notes = workload.minutes(place.kept / "minutes", place.size.minutes)
    source = _linked([note.path for note in notes], place.folder / "source")
    library, index = place.folder / "library", place.folder / "recoll"

    def fresh() -> None:
        for folder in (library, index):
            shutil.rmtree(folder, ignore_errors=True)
        libraries.village(library)
        index.mkdir()
        (index / "recoll.conf").write_text(f"topdirs = {source}\n", "utf-8")

    def ours(outcome: Outcome, *, drawn: bool = False) -> None:
        require(outcome.told.get("added") == len(notes), "not every file was taken in")
        with libraries.opened(library) as ws:
            for note in (notes[0], notes[-1]):
                require(
                    [hit.title for hit in ws.store.search.find(Filter(text=note.needle)).items] == [note.path.name],
                    "needle lost",
                )
            held = [one.digest.sha256 for one in ws.store.local.all_objects()]
            require(len(ws.store.previews.get(held)) == (len(notes) if drawn else 0), "other pictures than told")
            require(ws.store.local.underived(1) == [], "not every file was read")

    def recoll(_: Outcome) -> None:
        asked = ["recollq", "-c", str(index), "-b", notes[-1].needle]
        found = subprocess.run(asked, capture_output=True, check=False).stdout
        require(notes[-1].path.name.encode() in found, "needle lost")

    def read(outcome: Outcome) -> None:
        papers = [note for note in notes if note.path.suffix == ".pdf"]
        require(all(note.needle.encode() in outcome.output for note in papers), "needle lost")

    rival = "recollindex -z"
    reader = f'for f in {shlex.quote(str(source))}/*.pdf; do pdftotext "$f" -; done'
    return Row(
        "minutes",
        f"take in {len(notes)} minutes (PDF, DOCX)",
        len(notes),
        "files",
        (
            Contender("ours", lambda: product("take_in", library, source, "glance"), fresh, ours),
            Contender(
                "ours, with pictures",
                lambda: product("take_in", library, source),
                fresh,
                lambda outcome: ours(outcome, drawn=True),
            ),
            Contender(rival, lambda: ["recollindex", "-c", index, "-z"], fresh, recoll, ("recollindex", "recollq")),
            Contender("pdftotext, the PDFs alone", lambda: _shell(reader), check=read, needs=("pdftotext",)),
        ),
        (Target(rival, 4), Target(rival, 4, cpu=True)),
    )


def rescan(place: Place) -> Row:
    """Look at a folder in which nothing has changed."""
    tree = place.folder / "tree"
    count = _many_files(tree, place.size.files)
    library = libraries.village(place.folder / "library")
    libraries.remember_files(library, tree, "0")
    other = place.folder / "copy"

    def copied() -> None:
        if not other.exists():
            subprocess.run(["cp", "-a", str(tree), str(other)], check=True)

    def unchanged(outcome: Outcome) -> None:
        require(outcome.told.get("changed") == 0, "it saw changes")

    def counted(outcome: Outcome) -> None:
        require(outcome.told.get("files") == count, "it missed files")

    def quiet(outcome: Outcome) -> None:
        require(outcome.output == b"", "it saw changes")

    sync: list[str | Path] = ["rclone", "sync", "--dry-run", "-q", tree, other]
    dry: list[str | Path] = ["rsync", "-an", f"{tree}/", f"{other}/"]
    return Row(
        "rescan",
        f"look again at {count} unchanged files",
        count,
        "files",
        (
            Contender("ours", lambda: product("rescan", library, tree, "later"), check=unchanged, own_clock=True),
            Contender(
                "our first look", lambda: product("rescan", library, tree, "first"), check=unchanged, own_clock=True
            ),
            Contender("limit: scandir and stat", lambda: product("walk", tree), check=counted, own_clock=True),
            Contender("rsync -an", lambda: dry, copied, quiet, ("rsync",)),
            Contender("rclone sync --dry-run", lambda: sync, copied, quiet, ("rclone",)),
        ),
        (Target("limit: scandir and stat", 1 / 1.3), Target("rsync -an", 1), Target("rclone sync --dry-run", 1)),
    )


def bundle(place: Place) -> Row:
    """Seal photos of a library into one signed bundle, on the disk and flushed."""
    made = place.photos(place.size.bundle_photos)
    source = _linked(made, place.folder / "source")
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
        require(_sha256(path) == outcome.told["sha256"], "its digest is not what it says")
        if not checked:  # the same writer each time: once by hand is enough
            _check_by_hand(path, key, out / "hand", made)
            checked.append(True)

    def sealed(name: str) -> Callable[[Outcome], None]:
        def check(_: Outcome) -> None:
            if shutil.which("age"):
                opened = _shell(f"age -d -i {quoted(str(key))} {quoted(str(out / name))} | wc -c")
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
            Contender(tar, lambda: _shell(piped), fresh, sealed("tar.age"), ("tar", "age")),
            Contender(passes, lambda: _shell(three), fresh_bag, sealed("bag.age"), ("zip", "age")),
            Contender(equal, lambda: _shell(unsealed), fresh, sealed("tar.age"), ("tar", "age")),
            Contender("limit: cp and fsync", lambda: _shell(copy), fresh, copied),
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
        require(outcome.told["digests"] == sorted(_sha256(one) for one in made), "digests differ")

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
            Contender(plain, lambda: _shell(unseal), fresh, age, ("age", "unzip")),
            Contender(two, lambda: _shell(steps), fresh, bag, ("age", "unzip")),
            Contender(equal, lambda: _shell(seal), fresh, kept, ("age", "unzip")),
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


_ASKED = 40
"""Questions of each kind."""


def search(place: Place) -> Row:
    """The first 50 hits, for questions of every kind; the 95th percentile of single questions."""
    count = place.size.searched
    library = libraries.village(place.folder / "library")
    rate = libraries.fill_search(library, count)
    words, needle = workload.vocabulary(), workload.needle_of(count // 3)
    with libraries.opened(library) as ws:
        slugs = [one.slug for one in ws.catalogue.indicators]
        districts = [one.code for one in ws.places.all if one.kind == "district"]
    first = {"kind": "needle", "order": "newest", "text": needle}
    asked = [first, *queries.make(words, count, _ASKED, slugs, districts)]
    few = [first, *[one for one in asked if one["kind"] == "substring"][:8]]
    every, fewer = place.folder / "asked.json", place.folder / "fewer.json"
    every.write_text(json.dumps(asked), "utf-8")
    fewer.write_text(json.dumps(few), "utf-8")
    size = (library / "library.db").stat().st_size / 1e6
    print(f"  search: seeds {libraries.SEARCH_SEED}, {queries.SEED}; {rate:.0f} rows/s indexed; {size:.0f} MB")

    def right(outcome: Outcome) -> None:
        first = outcome.told["first"][0]
        require(first == count // 3 + 1 and outcome.told["counts"][0] == 1, "the needle was not found")

    def told(outcome: Outcome) -> None:
        right(outcome)
        print(f"  {'ms, median, 95 % and most:':40} {'wall':>24} {'cpu':>24}")
        for kind, spreads in outcome.told["kinds"].items():
            print(f"  {kind:40}" + "".join(f" {median:8.2f}{high:8.2f}{most:8.2f}" for median, high, most in spreads))

    scan, newest = "LIKE scan", "limit: newest 50 by FTS5, no ranking, no snippet"
    inside = "ours, substrings alone"
    return Row(
        "search",
        f"search {count} items, 95th percentile of one question",
        1,
        "questions",
        (
            Contender("ours", lambda: product("search", library, "product", every), check=told, own_clock=True),
            Contender(inside, lambda: product("search", library, "product", fewer), check=right, own_clock=True),
            Contender(scan, lambda: product("search", library, "scan", fewer), check=right, own_clock=True),
            Contender(newest, lambda: product("search", library, "newest", every), check=right, own_clock=True),
        ),
        (Target(scan, 30 if count >= 1_000_000 else 3),),
    )


def tagging(place: Place) -> Row:
    """Tag many items by one gesture, and take all of it back by one step of undo: no dearer in a large library."""
    size = place.size
    large, lean = libraries.village(place.folder / "large"), libraries.village(place.folder / "lean")
    libraries.record_items(large, size.items)
    libraries.record_items(lean, size.tagged)

    def right(items: int) -> Callable[[Outcome], None]:
        def check(outcome: Outcome) -> None:
            told = outcome.told
            require(told["items"] == items and told["changed"] == told["tagged"] == size.tagged, "not all were tagged")
            require(told["left"] == 0, "one undo did not take it back")

        return check

    few = f"ours, of {size.tagged}"
    return Row(
        "tagging",
        f"tag {size.tagged} of {size.items} items",
        size.tagged,
        "items",
        (
            Contender("ours", lambda: product("tag", large, str(size.tagged)), check=right(size.items), own_clock=True),
            Contender(few, lambda: product("tag", lean, str(size.tagged)), check=right(size.tagged), own_clock=True),
        ),
        (Target(few, 1 / 1.5),),
    )


def start(place: Place) -> Row:
    """Start of the command line."""
    del place

    def version(outcome: Outcome) -> None:
        require(outcome.output.startswith(b"kla "), "no version")

    bare = "limit: bare python"
    return Row(
        "start",
        "start `kla --version`",
        1,
        "starts",
        (
            Contender("ours", lambda: [sys.executable, "-m", "kla_desktop", "cli", "--version"], check=version),
            Contender(bare, lambda: [sys.executable, "-c", "pass"]),
        ),
        (Target(bare, 1 / 12),),
    )


ROWS: dict[str, MakeRow] = {
    "photos": photos,
    "glance": glance,
    "minutes": minutes,
    "rescan": rescan,
    "bundle": bundle,
    "open": opening,
    "again": again,
    "search": search,
    "tagging": tagging,
    "start": start,
}


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
    found = {_sha256(one) for one in (bag / "data" / "evidence").iterdir()}
    require({_sha256(one) for one in made} <= found, "photos are missing")
    shutil.rmtree(folder)


def _read_once(paths: Sequence[Path]) -> None:
    """Let the system have them at hand, so that whoever comes first does not read them from the disk for the others."""
    for path in paths:
        path.read_bytes()


def _linked(paths: Sequence[Path], folder: Path) -> Path:
    """The same files once more in a folder of their own."""
    folder.mkdir(parents=True)
    for path in paths:
        os.link(path, folder / path.name)
    return folder


def _vault(paths: Sequence[Path], folder: Path, seal_to: str) -> Path:
    """Each file as an age file of its own, as a library keeps it."""
    folder.mkdir()
    if shutil.which("age"):
        for path in paths:
            subprocess.run(["age", "-r", seal_to, "-o", str(folder / path.name), str(path)], check=True)
    return folder


def _many_files(tree: Path, count: int) -> int:
    for n in range(count):
        folder = tree / f"{n // 250:04d}"
        if n % 250 == 0:
            folder.mkdir(parents=True)
        (folder / f"IMG_{n:06d}.jpg").write_bytes(b"x")
    return count


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _shell(line: str) -> list[str]:
    return ["bash", "-c", line]
