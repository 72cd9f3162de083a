"""Rows of hubs: files to a WebDAV server on this machine, against rclone, and curl with one open connection as limit.

A server on loopback has no latency, so requests are what costs. Everybody is measured as a whole process, but for what
says that it happens in an open program. Curl puts each file under its name at once; with PUT and MOVE it does as we do,
so that nothing half is ever seen under a name.
"""

import filecmp
import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from libraries import PRODUCT, PYTHON, product
from place import Place
from race import Contender, Outcome, Row, Target, require

RCLONE = Path(sys.executable).with_name("rclone")
_PATIENCE = 20.0


class Dav:
    """A wsgidav of its own for one row."""

    def __init__(self, folder: Path) -> None:
        self.shown = folder / "shown"
        self.shown.mkdir()
        self._process = subprocess.Popen(
            [PYTHON, PRODUCT, "serve_dav", self.shown], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                urlopen(self.url).close()
            except OSError:
                time.sleep(0.05)
            else:
                return

    @property
    def address(self) -> str:
        """As `kla hub set` takes it."""
        return self.url.replace("http://", "webdav://")

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()

    def emptied(self, name: str) -> Callable[[], None]:
        """What makes a folder on the server new."""

        def run() -> None:
            shutil.rmtree(self.shown / name, ignore_errors=True)
            (self.shown / name).mkdir()

        return run


def photos(place: Place) -> Row:
    """Photos, each an object."""
    made = place.photos(place.size.bundle_photos)
    return _files(place, "hub-photos", made, (Target("rclone copy", 2.0), Target("limit: curl, one connection", 0.8)))


def small_files(place: Place) -> Row:
    """Files of 4 KiB."""
    source, chance = place.folder / "made", random.Random(5)
    source.mkdir()
    made = []
    for number in range(min(1000, 50 * place.size.photos)):
        made.append(source / f"{number:06d}.json")
        made[-1].write_bytes(chance.randbytes(4096))
    return _files(place, "hub-small", made, (Target("rclone copy", 5.0),))


def _files(place: Place, name: str, made: list[Path], targets: tuple[Target, ...]) -> Row:
    dav, source = Dav(place.folder), place.folder / "source"
    source.mkdir()
    for number, path in enumerate(made):
        os.link(path, source / f"{number:06d}")
    size = sum(path.stat().st_size for path in made)
    curl, moving = place.folder / "curl", place.folder / "moving"
    there = {path: f"{dav.url}/curl/inbox/{path.name}" for path in sorted(source.iterdir())}
    curl.write_text("".join(f'upload-file = "{path}"\nurl = "{url}"\n' for path, url in there.items()))
    moving.write_text("next\n".join(_put_and_move(path, url) for path, url in there.items()))

    def all_there(where: str) -> Callable[[Outcome], None]:
        def check(_: Outcome) -> None:
            there = dav.shown / where / "inbox"
            names = sorted(path.name for path in source.iterdir())
            require(sorted(path.name for path in there.iterdir()) == names, "other files than were sent")
            _, wrong, failed = filecmp.cmpfiles(source, there, names, shallow=False)
            require(not wrong and not failed, "other bytes than were sent")

        return check

    def curl_ready() -> None:
        dav.emptied("curl")()
        (dav.shown / "curl" / "inbox").mkdir()

    return Row(
        name,
        f"{len(made)} files, {size / 1e6:.0f} MB, to WebDAV",
        size / 1e6 if size > 50e6 else len(made),
        "MB" if size > 50e6 else "files",
        (
            Contender(
                "ours, 2 workers",
                lambda: product("put_files", f"{dav.address}/ours", source, 2),
                dav.emptied("ours"),
                all_there("ours"),
            ),
            Contender(
                "ours, in an open program",
                lambda: product("put_files", f"{dav.address}/ours", source, 2),
                dav.emptied("ours"),
                all_there("ours"),
                own_clock=True,
            ),
            Contender(
                "rclone copy",
                lambda: _rclone("copy", source, f"{_remote(dav)}rclone/inbox"),
                dav.emptied("rclone"),
                all_there("rclone"),
                needs=(str(RCLONE),),
            ),
            Contender(
                "limit: curl, one connection",
                lambda: ["curl", "-s", "-K", curl],
                curl_ready,
                all_there("curl"),
                needs=("curl",),
            ),
            Contender(
                "limit: curl, PUT and MOVE",
                lambda: ["curl", "-K", moving],
                curl_ready,
                all_there("curl"),
                needs=("curl",),
            ),
        ),
        targets,
        dav.close,
    )


def unchanged(place: Place) -> Row:
    """Look at a hub where all is there already."""
    dav, source = Dav(place.folder), place.folder / "source"
    (dav.shown / "ours" / "inbox").mkdir(parents=True)
    source.mkdir()
    count = min(500, 50 * place.size.photos)
    for number in range(count):
        (source / f"{number:06d}").write_bytes(b"x" * 4096)
        shutil.copy2(source / f"{number:06d}", dav.shown / "ours" / "inbox")

    def all_known(outcome: Outcome) -> None:
        require(outcome.told.get("there") == count and outcome.told.get("missing") == 0, "not all was found")

    return Row(
        "hub-unchanged",
        f"find that {count} objects are all there",
        count,
        "files",
        (
            Contender(
                "ours, in an open program",
                lambda: product("compare_files", f"{dav.address}/ours", source),
                check=all_known,
                own_clock=True,
            ),
            Contender(
                "rclone copy",
                lambda: _rclone("copy", source, f"{_remote(dav)}ours/inbox"),
                needs=(str(RCLONE),),
            ),
        ),
        (Target("rclone copy", 1.0),),
        dav.close,
    )


def parts(place: Place) -> Row:
    """One sealed file in the hub's layout: parts, a look, a commit, a look."""
    dav, size = Dav(place.folder), min(256, 8 * place.size.photos) << 20
    sealed = place.folder / "sealed.kla"
    with sealed.open("wb") as out:
        for _ in range(size >> 20):
            out.write(os.urandom(1 << 20))
    with sealed.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()  # which packing has told

    def arrived(_: Outcome) -> None:
        (commit,) = (dav.shown / "ours").rglob("bundle.json")
        joined = place.folder / "joined"
        with joined.open("wb") as out:
            for path in sorted(commit.parent.glob("0*")):
                out.write(path.read_bytes())
        require(filecmp.cmp(joined, sealed, shallow=False), "the parts are not the file")

    def there(where: str) -> Callable[[Outcome], None]:
        def check(_: Outcome) -> None:
            require(filecmp.cmp(dav.shown / where / sealed.name, sealed, shallow=False), "another file arrived")

        return check

    return Row(
        "hub-parts",
        f"one file of {size >> 20} MiB to WebDAV, in parts and committed",
        size / 1e6,
        "MB",
        (
            Contender(
                "ours, parts of 16 MiB, 2 at a time",
                lambda: product("send_file", f"{dav.address}/ours", sealed, digest, 2),
                dav.emptied("ours"),
                arrived,
            ),
            Contender(
                "ours, 1 at a time",
                lambda: product("send_file", f"{dav.address}/ours", sealed, digest, 1),
                dav.emptied("ours"),
                arrived,
            ),
            Contender(
                "rclone copy",
                lambda: _rclone("copy", sealed, f"{_remote(dav)}rclone"),
                dav.emptied("rclone"),
                there("rclone"),
                needs=(str(RCLONE),),
            ),
            Contender(
                "limit: curl",
                lambda: ["curl", "-s", "-T", sealed, f"{dav.url}/curl/"],
                dav.emptied("curl"),
                there("curl"),
                needs=("curl",),
            ),
        ),
        (),  # nobody else cuts, names by digest, looks and commits
        dav.close,
    )


def _put_and_move(path: Path, url: str) -> str:
    return (
        f'silent\nupload-file = "{path}"\nurl = "{url}.tmp"\nnext\n'
        f'silent\nrequest = "MOVE"\nheader = "Destination: {url}"\nheader = "Overwrite: F"\nurl = "{url}.tmp"\n'
    )


def _remote(dav: Dav) -> str:
    return f':webdav,vendor=other,url="{dav.url}":'


def _rclone(*words: str | Path) -> list[str | Path]:
    return [RCLONE, "--config", os.devnull, *words]
