"""What the benchmarks let the product do, each in a process of its own: `product.py VERB ARGUMENTS`.

Prints one JSON object on the last line: {"wall": …, "cpu": …} of the inner part (the library being open), and facts
by which the output is checked.
"""

import contextlib
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Facts = dict[str, Any]
VERBS: dict[str, Callable[..., Facts]] = {}


def verb(run: Callable[..., Facts]) -> Callable[..., Facts]:
    """Make a function a verb of this script."""
    VERBS[run.__name__] = run
    return run


@contextlib.contextmanager
def timed(facts: Facts) -> Iterator[None]:
    """Add the wall and CPU time of a block, of this process and its finished children, to `facts`."""
    wall, cpu = time.perf_counter(), _cpu()
    yield
    facts["wall"], facts["cpu"] = time.perf_counter() - wall, _cpu() - cpu


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@verb
def take_in(library: str, folder: str, how: str = "whole") -> Facts:
    """Ingest a folder; also the no-change rescan of one. With `glance` as the window does at first: pixels later."""
    from kla_desktop.app import bootstrap
    from kla_desktop.operations.ingest import IngestRequest, ingest
    from kla_desktop.system.progress import SilentProgress

    facts: Facts = {}
    with bootstrap.opened(Path(library), files=True) as ws:
        with timed(facts):
            done = ingest(ws, IngestRequest((folder,), glance=how == "glance"), SilentProgress())
        return facts | {"added": len(done.added), "skipped": len(done.skipped), "failed": len(done.failed)}


@verb
def rescan(library: str, folder: str, which: str) -> Facts:
    """Compare a watched folder with what was seen there, as the watcher does at its `first` look or a `later` one."""
    from kla_desktop.app import bootstrap
    from kla_desktop.watching.changes import new_in
    from kla_desktop.watching.scan import Unchanged
    from kla_desktop.watching.scan import walk as listings

    def look() -> int:
        changed = 0
        for listing in listings(folder, unchanged=unchanged):
            if not listing.same:
                found = sum(1 for _ in new_in(listing, ws.store.local.seen_in))
                changed += found
                if not found:
                    unchanged.keep(listing)
        return changed

    facts: Facts = {}
    unchanged = Unchanged()
    with bootstrap.opened(Path(library), writing=False) as ws:
        ws.store.local.seen_in(folder)  # the connection is open
        if which == "later":
            look()
        with timed(facts):
            changed = look()
    return facts | {"changed": changed}


@verb
def walk(folder: str) -> Facts:
    """List a folder and stat each file, and nothing else."""
    facts: Facts = {}
    files, waiting = 0, [folder]
    with timed(facts):
        while waiting:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        entry.stat(follow_symlinks=False)
                        files += 1
    return facts | {"files": files}


@verb
def decode(workers: str, *paths: str) -> Facts:
    """Decode JPEGs at 1/8 and nothing else, with so many processes."""
    from multiprocessing import get_context

    with get_context("fork").Pool(int(workers)) as pool:
        sizes = pool.map(_decode_one, paths, chunksize=4)
    return {"decoded": len(sizes), "sizes": sorted(set(sizes))}


def _decode_one(path: str) -> tuple[int, int]:
    from PIL import Image

    with Image.open(path) as image:
        image.draft("RGB", (image.width // 8, image.height // 8))
        image.load()
        return image.size


def _kept_ready(ws: Any) -> float:
    """Wait for a worker for bundles, as an open program has one; tells the CPU time of its start."""
    while (pid := ws.parcels.pid) is None:
        time.sleep(0.01)
    time.sleep(0.3)  # what else is brought along is there, and all is settled
    told = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


@verb
def pack(library: str, how: str = "cold") -> Facts:
    """Seal everything not receipted into one bundle; `ready`: with a worker that has started before."""
    from kla_desktop.app import bootstrap
    from kla_desktop.operations.pack import PackRequest, foresee_pack
    from kla_desktop.operations.pack import pack as run_pack
    from kla_desktop.system.progress import SilentProgress

    facts: Facts = {}
    with bootstrap.opened(Path(library)) as ws:
        if how == "ready":
            foresee_pack(ws)
        before = _kept_ready(ws) if how == "ready" else 0.0
        with timed(facts):
            done = run_pack(ws, PackRequest(everything=True, max_size=1 << 40), SilentProgress())
        facts["cpu"] -= before
        return facts | {"bundles": [str(made.path) for made in done.bundles], "sha256": done.bundles[0].sha256}


@verb
def open_bundle(library: str, bundle: str, sender_library: str, how: str = "cold") -> Facts:
    """Open a bundle into quarantine: signature, every name, size and digest checked, evidence sealed again.

    `ready`: with a worker that has started before.
    """
    from kla_desktop.app import bootstrap
    from kla_desktop.operations.parcels.parcel import HeldParcel, OpenRequest, open_parcel
    from kla_desktop.sealing.encryption import LibraryCipher
    from kla_desktop.system.progress import SilentProgress

    facts: Facts = {}
    with bootstrap.opened(Path(sender_library), writing=False) as sender:
        keys = tuple(key.sign for key in sender.station.keys)
    with bootstrap.opened(Path(library)) as ws:
        request = OpenRequest(
            path=Path(bundle),
            identities=(ws.secrets.unsealing,),
            quarantine=ws.store.temporary,
            library_recipient=LibraryCipher(ws.secrets.library).recipient,
        )
        if how == "ready":
            ws.parcels.prepare()
        before = _kept_ready(ws) if how == "ready" else 0.0
        with timed(facts):
            parcel = open_parcel(request, lambda _head, _stated: keys, SilentProgress(), ws.parcels.take)
        facts["cpu"] -= before
        if isinstance(parcel, HeldParcel):
            raise SystemExit("held")
        facts |= {"digests": sorted(entry.sha256 for entry in parcel.entries)}
        shutil.rmtree(parcel.folder)
        return facts


@verb
def receive(library: str, bundle: str) -> Facts:
    """Receive a bundle."""
    from kla_desktop.app import bootstrap
    from kla_desktop.operations.receive import ReceiveRequest
    from kla_desktop.operations.receive import receive as run_receive
    from kla_desktop.system.progress import SilentProgress

    facts: Facts = {}
    with bootstrap.opened(Path(library)) as ws:
        with timed(facts):
            done = run_receive(ws, ReceiveRequest((Path(bundle),)), SilentProgress())
        accepted = [(one.new, bool(one.again_since)) for one in done.accepted]
        return facts | {"accepted": accepted, "held": len(done.held), "refused": len(done.refused)}


@verb
def search(library: str, how: str, questions: str) -> Facts:
    """Ask many questions; tells the 95th percentile as its wall time, the mean as its CPU time, and what was found."""
    from kla_desktop.app import bootstrap

    asked: list[dict[str, Any]] = json.loads(Path(questions).read_text("utf-8"))
    times: dict[str, list[tuple[float, float]]] = {}
    found: list[list[int]] = []
    with bootstrap.opened(Path(library), writing=False) as ws:
        ask = {"product": ask_product, "scan": _ask_scan, "newest": _ask_newest}[how]
        for one in asked[:30]:
            ask(ws, one)
        for one in asked:
            begun, cpu = time.perf_counter(), time.thread_time()
            rows = ask(ws, one)
            spent = (time.perf_counter() - begun, time.thread_time() - cpu)
            times.setdefault(f"{one['kind']}, {one['order']}", []).append(spent)
            found.append(rows)
    every = [spent for kind in times.values() for spent in kind]
    return {
        "wall": _share([wall for wall, _ in every], 0.95),
        "cpu": sum(cpu for _, cpu in every) / len(every),
        "kinds": {kind: [_spread([one[clock] for one in spent]) for clock in (0, 1)] for kind, spent in times.items()},
        "first": [rows[0] if rows else 0 for rows in found],
        "counts": [len(rows) for rows in found],
    }


def _share(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _spread(times: list[float]) -> list[float]:
    """Median, 95th percentile and most, in milliseconds."""
    return [round(1000 * _share(times, share), 2) for share in (0.5, 0.95, 1)]


def ask_product(ws: Any, one: dict[str, Any]) -> list[int]:
    """Put one question of `queries` as somebody does who types it; rows of the first 50 hits."""
    from kla_desktop.model.evidence import State
    from kla_desktop.model.listing import Filter, Order
    from kla_desktop.store.search import PATIENCE

    more = {name: one[name] for name in ("indicator", "place", "year", "group") if name in one}
    if "states" in one:
        more["states"] = frozenset(State(state) for state in one["states"])
    wanted = Filter(text=one["text"], order=Order(one["order"]), **more)
    return [hit.row for hit in ws.store.search.find(wanted, patience=PATIENCE).items]


def _ask_scan(ws: Any, one: dict[str, Any]) -> list[int]:
    pattern = f"%{one['text'].strip(' *').strip(chr(34))}%"
    sql = """SELECT e.n FROM evidence e JOIN item_text x ON x.n = e.n WHERE e.title LIKE ? OR x.text LIKE ?
        ORDER BY e.sort_key DESC LIMIT 50"""
    return [row[0] for row in ws.store.database.rows(sql, (pattern, pattern))]


def _ask_newest(ws: Any, one: dict[str, Any]) -> list[int]:
    from kla_desktop.model.search_words import words_in

    text = one["text"]
    words = " ".join(words_in(text))
    said = f'"{words}"' if text[-1:] in ('"', " ") else f'"{words}"*'
    sql = "SELECT rowid FROM words WHERE words MATCH ? AND rowid > 0 ORDER BY rowid DESC LIMIT 50"
    keys = [row[0] for row in ws.store.database.rows(sql, (said,))]
    return [ws.store.database.value("SELECT n FROM indexed WHERE key = ?", (key,)) for key in keys]


@verb
def tag(library: str, count: str) -> Facts:
    """Put the newest items under one indicator, as one deed, and (untimed) take it back by one step of undo."""
    from kla_desktop.app import bootstrap
    from kla_desktop.model.listing import Filter
    from kla_desktop.operations.tag import TagRequest
    from kla_desktop.operations.tag import tag as run_tag
    from kla_desktop.operations.undo import UndoRequest, undo
    from kla_desktop.system.progress import SilentProgress

    facts: Facts = {}
    with bootstrap.opened(Path(library)) as ws:
        rows = [row for row, _ in ws.store.evidence.rows(Filter())]
        ids = tuple(item.id for item in ws.store.evidence.items(rows[: int(count)]))
        slug = ws.catalogue.find("6").slug
        with timed(facts):
            done = run_tag(ws, TagRequest(ids, (slug,)), SilentProgress())
        tagged = ws.store.evidence.count(Filter(indicator=slug))
        undo(ws, UndoRequest(), SilentProgress())
        left = ws.store.evidence.count(Filter(indicator=slug))
        return facts | {"items": len(rows), "changed": len(done.evidence), "tagged": tagged, "left": left}


@verb
def read_folder(folder: str) -> Facts:
    """Read every page in a folder by machine, in one worker as `kla read` does."""
    from kla_desktop.media.page_reader import PageReader

    reader = PageReader()
    reader.gentle = False
    files = sorted(Path(folder).iterdir())
    texts = {file.name: "\n".join(page.text for page in reader.read(file.name, file.read_bytes())) for file in files}
    reader.close()
    return {"texts": texts}


@verb
def serve_dav(folder: str) -> Facts:
    """Show a folder over WebDAV until killed, or for ten minutes; prints the port on the first line."""
    import socket
    import threading

    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    with socket.create_server(("127.0.0.1", 0)) as chosen:
        port = chosen.getsockname()[1]
    settings = {"provider_mapping": {"/": folder}, "simple_dc": {"user_mapping": {"*": True}}, "verbose": 0}
    server = wsgi.Server(("127.0.0.1", port), WsgiDAVApp(settings | {"logging": {"enable": False}}), numthreads=8)
    threading.Timer(600, os._exit, (0,)).start()
    print(port, flush=True)
    server.start()
    return {}


@verb
def put_files(address: str, folder: str, workers: str) -> Facts:
    """Put each file of a folder as an object."""
    from concurrent.futures import ThreadPoolExecutor

    from kla_desktop.transport.connect import remote_for
    from kla_desktop.transport.remote import FileSource, Put, key

    facts: Facts = {}
    remote = remote_for(address)

    def put(path: Path) -> Put:
        return remote.put_new(key("inbox", path.name), FileSource(path, 0, path.stat().st_size))

    with timed(facts), ThreadPoolExecutor(int(workers)) as pool:
        done = list(pool.map(put, sorted(Path(folder).iterdir())))
    return facts | {"stored": done.count(Put.STORED)}


@verb
def compare_files(address: str, folder: str) -> Facts:
    """Compare a folder with what lies on the hub."""
    from kla_desktop.transport.connect import remote_for

    facts: Facts = {}
    remote = remote_for(address)
    remote.list("")  # the connection is open
    with timed(facts):
        there = remote.list("inbox").files
        with os.scandir(folder) as entries:
            missing = [entry.name for entry in entries if there.get(entry.name) != entry.stat().st_size]
    return facts | {"there": len(there), "missing": len(missing)}


@verb
def send_file(address: str, path: str, sha256: str, workers: str) -> Facts:
    """Send a sealed file in parts, as the hub has it."""
    from concurrent.futures import ThreadPoolExecutor

    from kla_desktop.model.ids import BundleId, Digest, StationId
    from kla_desktop.model.sync_pace import LARGEST_PART
    from kla_desktop.transport.connect import remote_for
    from kla_desktop.transport.hub import Part, Sealed
    from kla_desktop.transport.hub_sending import commit, send_part, survey

    remote, file = remote_for(address), Path(path)
    digest = Digest(sha256, file.stat().st_size)
    sealed = Sealed(StationId("station-1"), BundleId("bundle-1"), file, digest)

    def send(part: Part) -> None:
        send_part(remote, sealed, part)

    with ThreadPoolExecutor(int(workers)) as pool:
        list(pool.map(send, survey(remote, sealed, LARGEST_PART).missing))
    if not commit(remote, sealed, LARGEST_PART).is_sent:
        raise SystemExit("it was not sent")
    return {}


if __name__ == "__main__":
    print(json.dumps(VERBS[sys.argv[1]](*sys.argv[2:])))
