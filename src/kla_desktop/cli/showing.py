"""`kla demo`: tells the steps as they are done, then where everything lies."""

import tempfile
from pathlib import Path

from kla_desktop.app.demo import Stop, walk
from kla_desktop.cli.console import Console
from kla_desktop.model.catalogue import Text
from kla_desktop.system.names import shown

_WHERE = Text("Semuanya ada di", "Everything lies in")
_LOOK = Text("Lihat misalnya dengan", "Look at it, for example, by")


def show_demo(console: Console, keep: Path | None) -> int:
    """Walk the road in `keep`, or in a new temporary folder that stays until the system tidies it away."""
    folder = (keep or Path(tempfile.mkdtemp(prefix="kla-demo-"))).absolute()
    count = 0

    def tell(stop: Stop) -> None:
        nonlocal count
        count += 1
        console.note(f"{count:2d}. {console.say(stop.said)}")

    done = walk(folder, console.lang, console.progress, tell)
    document = {
        "dossier": str(done.dossier),
        "library": str(done.library),
        "stations": [
            {"station": station, "office": office, "library": str(library)}
            for station, office, library in done.stations
        ],
        "steps": [{"step": stop.name, "said": console.say(stop.said)} for stop in done.stops],
    }
    lines = [
        f"{console.say(_WHERE)} {shown(str(folder))}",
        f"{console.say(_LOOK)}: kla --library {shown(str(done.library))} list",
    ]
    return console.answer(document, lines)
