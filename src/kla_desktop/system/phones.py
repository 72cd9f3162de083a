"""Phones and cameras on a cable, as far as the system shows them as folders (Linux: GVfs; Windows and macOS: not)."""

import os
import re
import sys
from pathlib import Path
from urllib.parse import unquote

from kla_desktop.system.volumes import Volume

_GVFS_NAME = re.compile(r"(mtp|gphoto2|afc):host=(?P<host>.+)")


def list_phones(runtime: Path | None = None) -> list[Volume]:
    """Give the phones whose files can be reached. `runtime` is the user's XDG_RUNTIME_DIR.

    Sizes are 0: a phone does not tell. A phone that is locked shows nothing in it until its owner allows it.
    """
    if sys.platform != "linux":
        return []
    home = runtime or Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    try:
        shown = sorted(home.joinpath("gvfs").iterdir())
    except OSError:
        return []
    phones = []
    for place in shown:
        found = _GVFS_NAME.fullmatch(place.name)
        if found is not None:
            host = unquote(found["host"]).replace("_", " ").strip()
            label = re.sub(r"\s+", " ", re.sub(r"\[usb:[\d,]+\]|[0-9A-Fa-f]{8,}$", "", host)).strip() or host
            phones.append(
                Volume(place, label, found[1], 0, 0, removable=True, read_only=True, network=True, identity=host)
            )
    return phones
