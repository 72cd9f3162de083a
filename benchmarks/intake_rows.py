"""Rows of what comes in: photos whole and at a glance, minutes, and a folder in which nothing is new.

Each function prepares what its row needs (not timed) and returns the row. Peers get their work done on clear files;
the product keeps everything encrypted, so its figures hold the price of that as well.
"""

import hashlib
import shlex
import shutil
import subprocess
from pathlib import Path

import libraries
import workload
from libraries import product
from place import Place, linked, read_once, shell
from race import Contender, Outcome, Row, Target, require

from kla_desktop.model.listing import Filter


def photos(place: Place) -> Row:
    """Digest, metadata, thumbnail and a place in a list for each photo of a folder."""
    made = place.photos(place.size.photos)
    source = linked(made, place.folder / "source")
    paths = sorted(source.iterdir())
    library, thumbs = place.folder / "library", place.folder / "thumbs"
    names = place.folder / "names"
    names.write_text("\n".join(str(path) for path in paths) + "\n", "utf-8")
    each = f"xargs -a {shlex.quote(str(names))} -d '\\n'"

    tools = ("exiftool", "openssl", "vipsthumbnail")

    def fresh() -> None:
        read_once(paths)
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
            Contender(peer, lambda: shell(pipeline), fresh, peers, tools),
            Contender(equal, lambda: shell(encrypted), fresh, kept, (*tools, "age")),
            Contender(limit, lambda: product("decode", "2", *paths), fresh, decoded),
        ),
        (Target(peer, 1.8), Target(peer, 1.8, cpu=True), Target(limit, 0.75)),
    )


def glance(place: Place) -> Row:
    """The first stage alone: photos kept, visible with the small picture they bring along, and searchable."""
    made = place.photos(place.size.photos)
    source = linked(made, place.folder / "source")
    library = place.folder / "library"
    names = place.folder / "names"
    names.write_text("\n".join(str(path) for path in sorted(source.iterdir())) + "\n", "utf-8")

    def fresh() -> None:
        read_once(made)
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
            Contender(rival, lambda: shell(f"{each} exiftool -j -n -fast2"), fresh, peer, ("exiftool",)),
            Contender(limit, lambda: shell(f"{each} openssl dgst -sha256"), fresh, hashed, ("openssl",)),
        ),
        (Target(rival, 1.5),),
    )


def minutes(place: Place) -> Row:
    """Text of minutes (PDF and DOCX) read, dated and searchable: what recoll does, and what the window does at first.

    The first pages are drawn later, as soon as nothing more comes in; recoll draws none. Beside it all at once, with
    pictures and look hashes, as `kla ingest` does.
    """
    notes = workload.minutes(place.kept / "minutes", place.size.minutes)
    source = linked([note.path for note in notes], place.folder / "source")
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
            Contender("pdftotext, the PDFs alone", lambda: shell(reader), check=read, needs=("pdftotext",)),
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


def _many_files(tree: Path, count: int) -> int:
    for n in range(count):
        folder = tree / f"{n // 250:04d}"
        if n % 250 == 0:
            folder.mkdir(parents=True)
        (folder / f"IMG_{n:06d}.jpg").write_bytes(b"x")
    return count
