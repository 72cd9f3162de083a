"""Places of every kind for tests, and the servers behind them: each is started when the first test asks for it."""

import secrets
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from kla_desktop.model.hub_account import DESK
from kla_desktop.transport.connect import remote_for
from kla_desktop.transport.credentials import Credentials
from kla_desktop.transport.memory_remote import MemoryRemote
from kla_desktop.transport.remote import Remote
from tests.servers import coordinator, s3, webdav

QUICK = ("memory", "folder", "wsgidav", "wsgidav-digest", "embedded", "seaweedfs")
HEAVY = ("apache", "nginx", "rclone-webdav", "rclone-s3")
"""Kinds of places that every remote's contract is examined on; heavy ones need a server that Debian brings."""
_DAV = {
    "wsgidav": webdav.wsgidav,
    "wsgidav-digest": partial(webdav.wsgidav, scheme="digest"),
    "apache": webdav.apache,
    "nginx": webdav.nginx,
    "rclone-webdav": webdav.rclone_webdav,
}
_OWN = {"embedded": coordinator.own_hub}
_S3 = {"seaweedfs": s3.seaweedfs, "rclone-s3": s3.rclone_s3}


class Servers:
    """Starts each server when the first test asks for it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._running = folder, dict[str, Any]()
        self._stack = ExitStack()

    def get(self, kind: str) -> Any:
        if kind not in self._running:
            start: Any = {**_DAV, **_S3, **_OWN}[kind]
            folder = self._folder / kind
            folder.mkdir()
            self._running[kind] = self._stack.enter_context(start(folder))
        return self._running[kind]

    def close(self) -> None:
        self._stack.close()


def place_of(kind: str, servers: Servers, tmp_path: Path) -> Remote:
    """One empty place, as a user would name it."""
    if kind == "memory":
        return MemoryRemote()
    if kind == "folder":
        (tmp_path / "share").mkdir()
        return remote_for((tmp_path / "share").as_uri())
    server, name = servers.get(kind), f"t{secrets.token_hex(6)}"
    if kind in _S3:
        return remote_for(server.address(f"kota/{name}"), Credentials(s3.KEY, s3.SECRET))
    if kind in _OWN:
        (server.folder / name).mkdir()
        desk = Credentials(DESK, coordinator.DESK_PASSWORD)
        return remote_for(f"{server.address}{name}", desk, server.certificate.pin)
    (server.folder / name).mkdir(mode=0o777)
    (server.folder / name).chmod(0o777)
    address = f"{server.address.rstrip('/')}/{name}"
    return remote_for(address, Credentials(webdav.USER, webdav.PASSWORD))
