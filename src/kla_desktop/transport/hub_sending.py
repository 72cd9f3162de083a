"""A station's side of the hub: look what is there, send what is missing in parts, and say that it is complete.

Each function does its work once or raises what `remote` says; when to try again is somebody else's decision.
"""

import hashlib

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.transport.hub import BUNDLE_FORMAT, Part, Plan, Sealed, cut, plan, to_json
from kla_desktop.transport.remote import BytesSource, FileSource, Key, Occupied, Put, Remote, Source, Watch, unwatched


def survey(remote: Remote, sealed: Sealed, wanted: int) -> Plan:
    """Ask the hub what is there and plan the rest: one listing."""
    return plan(sealed, remote.list(sealed.place.folder), wanted)


def send_part(remote: Remote, sealed: Sealed, part: Part, watch: Watch = unwatched) -> Put:
    """Send one part; parts may go at the same time and in any order.

    The name of its folder says which bytes belong there, so what stands in its place with other bytes is removed.
    """
    return _put_own(remote, sealed.place.part(part.number), FileSource(sealed.path, part.offset, part.size), watch)


def clear_spoilt(remote: Remote, sealed: Sealed, made: Plan) -> None:
    """Remove parts of a wrong size, and with them the commit that vouched for them."""
    if made.spoilt:
        remote.delete(sealed.place.commit)
    for part in made.spoilt:
        remote.delete(sealed.place.part(part.number))


def clear_temporaries(remote: Remote, made: Plan) -> None:
    """Remove what our own earlier tries left half. Only while nobody of us is sending this file."""
    for name in made.temporaries:
        remote.delete(name)


def commit(remote: Remote, sealed: Sealed, part_size: int, watch: Watch = unwatched) -> Plan:
    """Look again, and when every part is there in its size say so in bundle.json, and look once more.

    Returns what the last look showed: `is_sent` tells whether that is all. `watch` is told the bytes read here.
    Raises Fixable(OBJECT_DAMAGED) if the file on this laptop is not what its digest says.
    """
    seen = survey(remote, sealed, part_size)
    if seen.missing or seen.spoilt or seen.committed:
        return seen  # a part that is missing, or all is said already
    digests = _digests(sealed, seen.part_size, watch)
    told = {
        "format": BUNDLE_FORMAT,
        "bundle": sealed.bundle,
        "size": sealed.digest.size,
        "sha256": sealed.digest.sha256,
        "part_size": seen.part_size,
        "parts": digests,
    }
    _put_own(remote, sealed.place.commit, BytesSource(to_json(told)), unwatched)
    return survey(remote, sealed, seen.part_size)


def _put_own(remote: Remote, at: Key, source: Source, watch: Watch) -> Put:
    try:
        return remote.put_new(at, source, watch)
    except Occupied:
        remote.delete(at)
        return remote.put_new(at, source, watch)


def _digests(sealed: Sealed, part_size: int, watch: Watch) -> list[str]:
    """Hash the file on this laptop, whole and by parts, in one pass."""
    whole, digests = hashlib.sha256(), []
    for part in cut(sealed.digest.size, part_size):
        digest = hashlib.sha256()
        for chunk in FileSource(sealed.path, part.offset, part.size).chunks():
            digest.update(chunk)
            whole.update(chunk)
            watch(len(chunk))
        digests.append(digest.hexdigest())
    if whole.hexdigest() != sealed.digest.sha256:
        raise Fixable(ErrorCode.OBJECT_DAMAGED, id=sealed.bundle)
    return digests
