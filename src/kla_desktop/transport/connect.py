"""An address becomes a remote.

file:///path                                             a folder: share, synced folder, disk
webdavs://host/path      (also https://host/path)        WebDAV over TLS
webdav://127.0.0.1:8080/path                             in clear, to this machine only
s3://bucket/prefix?endpoint=https://host&region=name     S3, path style; http endpoints on this machine only
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from kla_desktop.model.errors import ErrorCode
from kla_desktop.transport.folder_remote import FolderRemote
from kla_desktop.transport.remote import AskUser, Remote

if TYPE_CHECKING:
    from kla_desktop.transport.credentials import Credentials
    from kla_desktop.transport.http_door import Origin
    from kla_desktop.transport.patience import Patience

_SCHEMES = {"webdav": "http", "webdavs": "https", "https": "https"}
_REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Address:
    """A hub's address, taken apart. `kind`: folder, webdav or s3; `place`: path, or bucket and prefix."""

    kind: str
    place: str
    origin: "Origin | None" = None
    region: str = ""

    def is_served_at(self, port: int) -> bool:
        """Say whether this may be a hub that a secretariat serves itself: at a server's root, on that port."""
        return self.kind == "webdav" and not self.place.strip("/") and bool(self.origin and self.origin.port == port)


def read_address(text: str) -> Address:
    """Take an address apart. Raises AskUser(HUB_ADDRESS) for one that is none, or that would go out in clear."""
    try:
        return _read(text.strip())
    except ValueError as error:
        raise AskUser(ErrorCode.HUB_ADDRESS) from error


def remote_for(
    address: str, credentials: "Credentials | None" = None, pin: str = "", patience: "Patience | None" = None
) -> Remote:
    """Make the remote of an address; nothing is asked of it yet.

    `pin`: SHA-256 (hex) of the certificate that the enrolment file names; then no other is accepted, and no authority
    is asked. Raises AskUser: HUB_ADDRESS, HUB_PROXY.
    """
    found = read_address(address)
    if found.origin is None:
        return FolderRemote(Path(found.place))
    from kla_desktop.transport.http_door import HttpDoor  # noqa: PLC0415 - HTTP only where it is used

    door = HttpDoor(found.origin, pin, patience)
    if found.kind == "s3":
        from kla_desktop.transport.s3_remote import S3Remote, signer_for  # noqa: PLC0415 - as above

        bucket, _, prefix = found.place.partition("/")
        return S3Remote(door, bucket, prefix, signer_for(credentials, found.region))
    from kla_desktop.transport.webdav_remote import WebDavRemote  # noqa: PLC0415 - as above

    return WebDavRemote(door, found.place, credentials)


def _read(text: str) -> Address:
    found = urlsplit(text)
    if (
        not text.isprintable()
        or ".." in unquote(found.path).split("/")
        or found.fragment
        or found.username
        or found.password
    ):
        raise ValueError("not an address of a hub")
    scheme = found.scheme.lower()
    if scheme == "file":
        if found.netloc not in {"", "localhost"} or not found.path.startswith("/"):
            raise ValueError("not a folder")
        from urllib.request import url2pathname  # noqa: PLC0415 - brings HTTP and mail along

        return Address("folder", url2pathname(found.path))
    if scheme in _SCHEMES:
        if found.query:
            raise ValueError("an address without a query")
        return Address("webdav", unquote(found.path, errors="strict"), _origin(_SCHEMES[scheme], text))
    if scheme == "s3":
        options = dict(parse_qsl(found.query, strict_parsing=True))
        endpoint = options.pop("endpoint", "")
        region = options.pop("region", _REGION)
        at = urlsplit(endpoint)
        if options or not found.netloc or at.path.strip("/") or at.query or at.username:
            raise ValueError("not a bucket")
        place = f"{found.netloc}/{unquote(found.path, errors='strict').strip('/')}"
        return Address("s3", place, _origin(at.scheme.lower(), endpoint), region)
    raise ValueError("an unknown kind of address")


def _origin(scheme: str, url: str) -> "Origin":
    from kla_desktop.transport.http_door import Origin  # noqa: PLC0415 - as above

    found = urlsplit(url)
    host = found.hostname or ""
    if scheme not in {"http", "https"} or not host or any(c in host for c in " /\\@%"):
        raise ValueError("no host")
    origin = Origin(scheme, host, found.port or (443 if scheme == "https" else 80))
    if scheme == "http" and not origin.is_local:
        raise ValueError("in clear to another machine")
    return origin
