"""WebDAV servers: wsgidav on cheroot, Apache mod_dav, nginx with dav-ext, rclone."""

import contextlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import answers, free_port, running

USER, PASSWORD = "kelurahan", "rahasia-böse:1"


@dataclass(frozen=True, slots=True)
class DavServer:
    """Where it answers and what folder it shows."""

    port: int
    folder: Path
    path: str = ""

    @property
    def address(self) -> str:
        return f"webdav://127.0.0.1:{self.port}{self.path}"


_WSGIDAV = """
import sys
from cheroot import wsgi
from wsgidav.wsgidav_app import WsgiDAVApp
folder, port, user, password, scheme = sys.argv[1:]
app = WsgiDAVApp({
    "provider_mapping": {"/hub": folder},
    "simple_dc": {"user_mapping": {"*": {user: {"password": password}}}},
    "http_authenticator": {"accept_basic": scheme == "basic", "accept_digest": scheme == "digest",
                           "default_to_digest": scheme == "digest"},
    "logging": {"enable": False}, "verbose": 0, "hotfixes": {}, "lock_storage": True,
})
server = wsgi.Server(("127.0.0.1", int(port)), app, numthreads=8)
server.shutdown_timeout = 1
server.start()
"""


@contextlib.contextmanager
def wsgidav(folder: Path, scheme: str = "basic") -> Iterator[DavServer]:
    """The server that the embedded coordinator builds on. `scheme`: basic or digest."""
    port, shown = free_port(), folder / "shown"
    shown.mkdir(parents=True, exist_ok=True)
    words = [sys.executable, "-c", _WSGIDAV, str(shown), str(port), USER, PASSWORD, scheme]
    with running(words, folder / "log", lambda: answers(port)):
        yield DavServer(port, shown, "/hub/")


@contextlib.contextmanager
def apache(folder: Path) -> Iterator[DavServer]:
    """Apache with mod_dav and Basic authentication."""
    port, shown = free_port(), folder / "shown"
    for name in (shown, folder / "locks"):
        name.mkdir(parents=True, exist_ok=True)
    modules = Path("/usr/lib/apache2/modules")
    names = (
        *("mpm_event", "authn_core", "authz_core", "authn_file", "authz_user", "auth_basic", "dav", "dav_fs"),
        "setenvif",
    )
    lines = [f"LoadModule {name}_module {modules}/mod_{name}.so" for name in names]
    passwords = folder / "passwords"
    passwords.write_text(f"{USER}:{_apache_hash(PASSWORD)}\n", "utf-8")
    config = folder / "apache.conf"
    config.write_text(
        "\n".join(lines)
        + f"""
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/errors
DocumentRoot {shown}
DavLockDB {folder}/locks/db
User {_owner(folder)}
<Directory {shown}>
  Dav On
  AuthType Basic
  AuthName hub
  AuthUserFile {passwords}
  Require valid-user
</Directory>
""",
        "utf-8",
    )
    _open_up(folder)
    words = ["/usr/sbin/apache2", "-D", "FOREGROUND", "-f", config]
    with running(words, folder / "log", lambda: answers(port)):
        yield DavServer(port, shown)


@contextlib.contextmanager
def nginx(folder: Path) -> Iterator[DavServer]:
    """A server of nginx with its dav module and dav-ext (which lists); it knows no passwords here."""
    port, shown = free_port(), folder / "shown"
    for name in (shown, folder / "temporary"):
        name.mkdir(parents=True, exist_ok=True)
    config = folder / "nginx.conf"
    config.write_text(
        f"""
load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors; user {_owner(folder)};
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/temporary; client_max_body_size 64m;
  proxy_temp_path {folder}/t1; fastcgi_temp_path {folder}/t2; uwsgi_temp_path {folder}/t3; scgi_temp_path {folder}/t4;
  server {{
    listen 127.0.0.1:{port};
    location / {{ root {shown}; dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS; }}
  }}
}}
""",
        "utf-8",
    )
    _open_up(folder)
    words = ["/usr/sbin/nginx", "-p", folder, "-c", config]
    with running(words, folder / "log", lambda: answers(port)):
        yield DavServer(port, shown)


@contextlib.contextmanager
def rclone_webdav(folder: Path) -> Iterator[DavServer]:
    """What `rclone serve webdav` makes of a folder."""
    port, shown = free_port(), folder / "shown"
    shown.mkdir(parents=True, exist_ok=True)
    options = ["--addr", f"127.0.0.1:{port}", "--user", USER, "--pass", PASSWORD, "--config", folder / "none"]
    options += ["--dir-cache-time", "1ms"]  # folders are made behind its back
    words = [rclone(), "serve", "webdav", shown, *options]
    with running(words, folder / "log", lambda: answers(port)):
        yield DavServer(port, shown)


def rclone() -> Path:
    """The rclone that the environment pins, not the system's."""
    return Path(sys.executable).with_name("rclone")


def _owner(folder: Path) -> str:
    """Servers refuse to run as root; the owner of the folder is then somebody else."""
    return "www-data" if folder.stat().st_uid == 0 else folder.owner()


def _open_up(folder: Path) -> None:
    """Let the server's own user into its folder, when the tests run as root."""
    if folder.stat().st_uid != 0:
        return
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, "www-data", "www-data")


def _apache_hash(password: str) -> str:
    import base64
    import hashlib

    return "{SHA}" + base64.b64encode(hashlib.sha1(password.encode(), usedforsecurity=False).digest()).decode()
