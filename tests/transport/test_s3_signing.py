"""Signatures of S3 as published, and as another implementation reads them."""

import hashlib
import os
from datetime import UTC, datetime

import obstore
from obstore.store import S3Store

from kla_desktop.transport.connect import remote_for
from kla_desktop.transport.credentials import Credentials
from kla_desktop.transport.remote import BytesSource, Put, key
from kla_desktop.transport.s3_signing import EMPTY_SHA256, Signer
from tests.servers import s3
from tests.servers.places import Servers

# the examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
SIGNER = Signer(Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), "us-east-1")
AT = datetime(2013, 5, 24, tzinfo=UTC)
HOST = "examplebucket.s3.amazonaws.com"


def signature(method: str, path: str, query: dict[str, str], **headers: str) -> str:
    named = {"Host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
    named.setdefault("x-amz-content-sha256", EMPTY_SHA256)
    return SIGNER.sign(method, path, query, named, AT)["Authorization"].rpartition("Signature=")[2]


def test_the_published_examples() -> None:
    get = signature("GET", "/test.txt", {}, Range="bytes=0-9")
    assert get == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    put = signature(
        "PUT",
        "/test%24file.text",
        {},
        Date="Fri, 24 May 2013 00:00:00 GMT",
        x_amz_storage_class="REDUCED_REDUNDANCY",
        x_amz_content_sha256=hashlib.sha256(b"Welcome to Amazon S3.").hexdigest(),
    )
    assert put == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
    assert (
        signature("GET", "/", {"lifecycle": ""}) == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
    )
    listed = signature("GET", "/", {"max-keys": "2", "prefix": "J"})
    assert listed == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"


def test_another_client_reads_what_we_put_and_we_what_it_put(servers: Servers) -> None:
    server = servers.get("seaweedfs")
    ours = remote_for(server.address("obstore/judge"), Credentials(s3.KEY, s3.SECRET))
    theirs = S3Store(
        s3.BUCKET,
        prefix="obstore/judge",
        endpoint=f"http://127.0.0.1:{server.port}",
        access_key_id=s3.KEY,
        secret_access_key=s3.SECRET,
        region=s3.REGION,
        virtual_hosted_style_request=False,
        client_options={"allow_http": True},
    )
    data = os.urandom(200_000)
    assert ours.put_new(key("inbox", "ours"), BytesSource(data)) is Put.STORED
    assert bytes(obstore.get(theirs, "inbox/ours").bytes()) == data
    obstore.put(theirs, "inbox/theirs", data)
    with ours.read(key("inbox", "theirs")) as chunks:
        assert b"".join(chunks) == data
    obstore.put(theirs, "inbox/large", data * 60)  # in pieces: its ETag is no MD5
    assert ours.list("inbox").files == {"large": 12_000_000, "ours": 200_000, "theirs": 200_000}
    assert ours.put_new(key("inbox", "large"), BytesSource(data * 60)) is Put.THERE
