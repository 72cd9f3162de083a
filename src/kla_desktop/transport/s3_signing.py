"""AWS Signature Version 4: the header by which S3 knows who asks and that nothing was changed on the way.

https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from kla_desktop.transport.credentials import Credentials

EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs requests of one account in one region."""

    credentials: Credentials
    region: str

    def sign(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], at: datetime
    ) -> dict[str, str]:
        """Give `headers` (with `Host` and `x-amz-content-sha256`) and what proves them. `path` is encoded already."""
        stamp = at.strftime("%Y%m%dT%H%M%SZ")
        signed = {name.lower(): " ".join(value.split()) for name, value in headers.items()} | {"x-amz-date": stamp}
        names = ";".join(sorted(signed))
        asked = "\n".join(
            (
                method,
                path,
                encoded_query(query),
                "".join(f"{name}:{signed[name]}\n" for name in sorted(signed)),
                names,
                signed["x-amz-content-sha256"],
            )
        )
        scope = f"{stamp[:8]}/{self.region}/s3/aws4_request"
        digest = hashlib.sha256(asked.encode()).hexdigest()
        signature = _mac(self._key(stamp[:8]), f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}").hex()
        proof = (
            f"AWS4-HMAC-SHA256 Credential={self.credentials.user}/{scope}, SignedHeaders={names}, Signature={signature}"
        )
        return {**headers, "x-amz-date": stamp, "Authorization": proof}

    def _key(self, day: str) -> bytes:
        key = f"AWS4{self.credentials.password}".encode()
        for word in (day, self.region, "s3", "aws4_request"):
            key = _mac(key, word)
        return key


def encoded_query(query: Mapping[str, str]) -> str:
    """Write a query as both sides have to write it: sorted, with everything encoded."""
    return "&".join(f"{quote(name, safe='-_.~')}={quote(query[name], safe='-_.~')}" for name in sorted(query))


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
