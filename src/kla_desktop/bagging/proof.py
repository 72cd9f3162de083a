"""What somebody else signed, passed on in a bundle: front files and journal, checked as if they had come by themselves.

The order is that of `reader`: nothing is believed before `journal` has checked the signature, then each file.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kla_desktop.bagging.fixity import fixity_of
from kla_desktop.bagging.manifest import read_manifest
from kla_desktop.bagging.profile import (
    BAG_INFO,
    BAGIT,
    BAGIT_TEXT,
    JOURNAL,
    MANIFEST,
    PROOF_FILES,
    RELAYED_FOLDER,
    SIGNATURE,
    SIGNED_FILES,
    STATION,
    TAGMANIFEST,
    BundleHead,
    Limits,
    damaged,
    read_bag_info,
)
from kla_desktop.bagging.reader import Verify
from kla_desktop.model.errors import ErrorCode, Fixable


@dataclass(frozen=True, slots=True)
class Proof:
    """One bundle's signed part; `head` and `station_json` are to be believed only after `journal`."""

    head: BundleHead
    station_json: bytes
    files: Mapping[str, bytes]

    def journal(self, verify: Verify) -> bytes:
        """Give the journal that the sender signed. Raises Fixable: BUNDLE_FORGED, BUNDLE_DAMAGED."""
        files = self.files
        if not verify(files[TAGMANIFEST], files[SIGNATURE]):
            raise Fixable(ErrorCode.BUNDLE_FORGED)
        listed = read_manifest(files[TAGMANIFEST])
        if tuple(listed) != SIGNED_FILES or any(fixity_of(files[name]).sha256 != listed[name] for name in listed):
            raise damaged("a proof differs from its tagmanifest")
        if read_manifest(files[MANIFEST]).get(JOURNAL) != fixity_of(files[JOURNAL]).sha256:
            raise damaged("a journal differs from its manifest")
        return files[JOURNAL]


def read_proofs(relayed: Mapping[str, bytes], limits: Limits | None = None) -> list[Proof]:
    """Sort files below `data/relayed/` by their bundles, each with all of its files.

    Raises Fixable: BUNDLE_DAMAGED, BUNDLE_TOO_LARGE, BUNDLE_TOO_NEW, NOT_A_BUNDLE.
    """
    limits = limits or Limits()
    folders: dict[str, dict[str, bytes]] = {}
    for whole, data in relayed.items():
        folder, _, name = whole.removeprefix(RELAYED_FOLDER).partition("/")
        if name != JOURNAL and len(data) > limits.of_front(name):
            raise Fixable(ErrorCode.BUNDLE_TOO_LARGE, why=f"{name} too large")
        folders.setdefault(folder, {})[name] = data
    return [_read_proof(folder, files) for folder, files in folders.items()]


def _read_proof(folder: str, files: dict[str, bytes]) -> Proof:
    if set(files) != set(PROOF_FILES) or files[BAGIT] != BAGIT_TEXT:
        raise damaged("a proof is not whole")
    info = read_bag_info(files[BAG_INFO])
    if info.head.id != folder:
        raise damaged("a proof lies under another name")
    return Proof(info.head, files[STATION], files)
