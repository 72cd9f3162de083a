"""Manifests of a bag, and the order and places of its payload."""

import re

from kla_desktop.bagging.names import BadName, check_name
from kla_desktop.bagging.profile import (
    ABSENT_CSV,
    EVIDENCE_CSV,
    EVIDENCE_FOLDER,
    JOURNAL,
    PROOF_FILES,
    RELAYED_FOLDER,
    SUMMARY_PDF,
    damaged,
)

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_RELAYED = re.compile(rf"{RELAYED_FOLDER}[0-9a-z][0-9a-z-]{{0,63}}/({'|'.join(map(re.escape, PROOF_FILES))})")
_OPTIONAL = (EVIDENCE_CSV, SUMMARY_PDF, ABSENT_CSV)


def is_relayed(name: str) -> bool:
    """Whether a payload file is one of those that others signed."""
    return _RELAYED.fullmatch(name) is not None


def read_manifest(data: bytes) -> dict[str, str]:
    """Return name -> sha256 in order; every line in the one form that we write. Raises Fixable(BUNDLE_DAMAGED)."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise damaged("manifest is not UTF-8") from error
    if lines.pop():
        raise damaged("manifest has no proper end")
    listed: dict[str, str] = {}
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None or found[2] in listed:
            raise damaged("manifest has a line that is none")
        listed[found[2]] = found[1]
    return listed


def check_payload_names(manifest: dict[str, str]) -> None:
    """Refuse a payload that is not in our order or lies elsewhere. Raises Fixable(BUNDLE_DAMAGED)."""
    names = list(manifest)
    if not names or names.pop(0) != JOURNAL:
        raise damaged("the journal does not come first")
    for name in _OPTIONAL:
        if names and names[0] == name:
            names.pop(0)
    past_relayed = False
    for name in names:
        try:
            check_name(name)
        except BadName as error:
            raise damaged("name not allowed") from error
        if is_relayed(name) and not past_relayed:
            continue
        past_relayed = True
        if not name.startswith(EVIDENCE_FOLDER) or "/" in name.removeprefix(EVIDENCE_FOLDER) or "%" in name:
            raise damaged("payload outside its folder")
