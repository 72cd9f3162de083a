"""Answers of HTTP and failures under it, turned into what `remote` knows: try later, ask the user, or stop."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

import httpcore

from kla_desktop.model.errors import ErrorCode
from kla_desktop.transport.remote import AskUser, NotThere, Portal, RemoteError, Stop, TryLater

_LONGEST_WAIT = 24 * 3600.0
_BUSY = frozenset({408, 420, 421, 423, 425, 429})
_SILENCE = re.compile(r"disconnected|peer closed|incomplete", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers (lower case, the last of several), and a body that is read once, in chunks."""

    status: int
    headers: dict[str, str]
    chunks: Iterator[bytes]

    @classmethod
    def of(cls, response: httpcore.Response) -> "Answer":
        """Take an answer of httpcore. Raises Stop if it is compressed, which nobody asked for."""
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        if headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
            raise Stop("an answer is compressed")
        return cls(response.status, headers, iter(response.iter_stream()))

    def body(self, most: int) -> bytes:
        """Read all of a small body. Raises Stop beyond `most` bytes."""
        data = bytearray()
        for chunk in self.chunks:
            data += chunk
            if len(data) > most:
                raise Stop("an answer is too long")
        return bytes(data)

    def skip(self) -> None:
        """Read what is left of a short body, so that the connection serves again; a long one costs the connection."""
        seen = 0
        for chunk in self.chunks:
            seen += len(chunk)
            if seen > 64 << 10:
                return

    @property
    def length(self) -> int | None:
        """What Content-Length says, if it is a number."""
        said = self.headers.get("content-length", "")
        return int(said) if re.fullmatch(r"[0-9]{1,18}", said) else None


def is_portal(answer: Answer) -> bool:
    """Whether a page for people came where data was asked for."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return answer.status == 511 or (answer.status < 300 and kind in {"text/html", "application/xhtml+xml"})  # noqa: PLR2004


def judge(answer: Answer, *fine: int) -> int:
    """Give the status if it is one of `fine`; raise what any other means."""
    if answer.status in fine:
        return answer.status
    raise meaning(answer)


def meaning(answer: Answer) -> RemoteError:
    """Say what an unwelcome status means."""
    match answer.status:
        case _ if is_portal(answer):
            return Portal()
        case 401:
            return AskUser(ErrorCode.HUB_CREDENTIALS)
        case 402 | 403 | 451:
            return AskUser(ErrorCode.HUB_FORBIDDEN)
        case 404 | 410:
            return NotThere()
        case 405 | 501:
            return AskUser(ErrorCode.HUB_ADDRESS)
        case 407:
            return AskUser(ErrorCode.HUB_PROXY)
        case 413:
            return AskUser(ErrorCode.HUB_TOO_LARGE)
        case 507:
            return AskUser(ErrorCode.HUB_FULL)
        case status if status in _BUSY or status >= 500:  # noqa: PLR2004
            return TryLater(ErrorCode.HUB_BUSY, retry_after(answer))
        case status:
            return Stop(f"status {status}")


def retry_after(answer: Answer) -> float | None:
    """Seconds that the server asks to wait: a number, or a date measured by the server's own clock."""
    said = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        return min(float(said), _LONGEST_WAIT)
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few answers say a date

    try:
        until = parsedate_to_datetime(said)
        now = parsedate_to_datetime(answer.headers.get("date", ""))
        return min(max((until - now).total_seconds(), 0.0), _LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return None


@contextlib.contextmanager
def meaning_of_failure() -> Iterator[None]:
    """Turn what httpcore raises into RemoteError."""
    try:
        yield
    except httpcore.ProxyError as error:
        raise _proxy_meaning(str(error)) from error
    except httpcore.RemoteProtocolError as error:
        if _SILENCE.search(str(error)):
            raise TryLater(ErrorCode.HUB_UNREACHABLE) from error
        raise Stop("not HTTP") from error
    except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol) as error:
        raise Stop("not to be said in HTTP") from error
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ConnectionNotAvailable) as error:
        raise TryLater(ErrorCode.HUB_UNREACHABLE) from error


def _proxy_meaning(said: str) -> RemoteError:
    status = said[:3]
    if status.startswith("5"):
        return TryLater(ErrorCode.HUB_UNREACHABLE)
    return AskUser(ErrorCode.HUB_PROXY)
