"""S3 servers: SeaweedFS (a real one), and rclone."""

import contextlib
import http.client
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kla_desktop.system.tools import SystemClock
from kla_desktop.transport.credentials import Credentials
from kla_desktop.transport.s3_signing import EMPTY_SHA256, Signer
from tests.servers.process import answers, free_port, running
from tests.servers.webdav import rclone

KEY, SECRET, BUCKET, REGION = "kunci", "rahasia/+sekali", "kota-layak-anak", "us-east-1"


@dataclass(frozen=True, slots=True)
class S3Server:
    """Where it answers. The bucket is there."""

    port: int

    def address(self, prefix: str = "") -> str:
        return f"s3://{BUCKET}/{prefix}?endpoint=http://127.0.0.1:{self.port}&region={REGION}"


@contextlib.contextmanager
def seaweedfs(folder: Path) -> Iterator[S3Server]:
    """Master, volume, filer and S3 in one process; up in about three seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data").mkdir()
    config = folder / "s3.json"
    account = {"name": "kla", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    config.write_text(json.dumps({"identities": [account]}))
    master, volume, filer, s3 = (free_port() for _ in range(4))
    options = {
        "dir": folder / "data",
        "ip": "127.0.0.1",
        "ip.bind": "127.0.0.1",
        "master.port": master,
        "master.volumeSizeLimitMB": 64,
        "volume.port": volume,
        "volume.max": 30,
        "filer.port": filer,
        "s3.port": s3,
        "s3.config": config,
        "s3.iam": "false",
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
    }
    words = [Path(sys.executable).with_name("weed"), "server", "-filer", "-s3"]
    words += [f"-{name}={value}" for name, value in options.items()]
    try:
        with running(words, folder / "log", lambda: answers(s3) and _bucket_made(s3)):
            yield S3Server(s3)
    finally:
        for name in ("master", "volume", "filer", "s3"):
            for left in Path("/tmp").glob(f"seaweedfs-{name}-grpc-*.sock"):
                port = left.stem.rpartition("-")[2]
                if port.isdigit() and int(port) - 10_000 in {master, volume, filer, s3}:
                    left.unlink(missing_ok=True)


@contextlib.contextmanager
def rclone_s3(folder: Path) -> Iterator[S3Server]:
    """What `rclone serve s3` makes of a folder: buckets are its folders."""
    (folder / "shown" / BUCKET).mkdir(parents=True, exist_ok=True)
    port = free_port()
    options = ["--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}", "--config", folder / "none"]
    words = [rclone(), "serve", "s3", folder / "shown", *options]
    with running(words, folder / "log", lambda: answers(port)):
        yield S3Server(port)


def _bucket_made(port: int) -> bool:
    """Make the bucket, which the product never does."""
    headers = {"Host": f"127.0.0.1:{port}", "x-amz-content-sha256": EMPTY_SHA256}
    signed = Signer(Credentials(KEY, SECRET), REGION).sign("PUT", f"/{BUCKET}", {}, headers, SystemClock().now())
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("PUT", f"/{BUCKET}", headers=signed)
        return connection.getresponse().status in {200, 409}
    except OSError:
        return False
    finally:
        connection.close()
