"""What can go wrong, as one tree.

KlaError
├── Fixable   the user can act; carries an ErrorCode whose sentence says what happened, that the data is safe, what next
└── Defect    our fault; logged with its traceback, shown as such, work kept

Misfortunes of single items in a batch are not exceptions: they are values in the operation's result.
The sentences stand in `wording.errors`, one for each code in each language.
"""

from enum import StrEnum
from typing import Any


class ErrorCode(StrEnum):
    """Everything a user may be told. The comment names the details that its sentence needs."""

    # library
    LIBRARY_MISSING = "library_missing"  # path
    LIBRARY_EXISTS = "library_exists"  # path
    LIBRARY_IN_USE = "library_in_use"
    LIBRARY_TOO_NEW = "library_too_new"
    LIBRARY_DAMAGED = "library_damaged"
    LIBRARY_LOG_FOREIGN = "library_log_foreign"  # path
    BACKUP_DAMAGED = "backup_damaged"
    KEY_MISSING = "key_missing"
    PASSPHRASE_NEEDED = "passphrase_needed"  # noqa: S105 - a code
    PASSPHRASE_WRONG = "passphrase_wrong"  # noqa: S105 - a code
    WRONG_ROLE = "wrong_role"
    NOT_ENROLLED = "not_enrolled"
    DESK_WITHOUT_RIGHT = "desk_without_right"
    # disks and folders
    DISK_FULL = "disk_full"  # needed, free (bytes; may be absent)
    FOLDER_READ_ONLY = "folder_read_only"  # path
    FOLDER_MISSING = "folder_missing"  # path
    FILE_MISSING = "file_missing"  # path
    FILE_IN_USE = "file_in_use"  # path
    DRIVE_GONE = "drive_gone"  # path
    DRIVE_ERROR = "drive_error"  # path
    DRIVE_BUSY = "drive_busy"
    FAT32_LIMIT = "fat32_limit"  # size
    COPY_DIFFERS = "copy_differs"  # path
    # the hub: the place on a network where bundles meet
    HUB_UNREACHABLE = "hub_unreachable"
    HUB_BUSY = "hub_busy"
    HUB_LOGIN_PAGE = "hub_login_page"
    HUB_CREDENTIALS = "hub_credentials"
    HUB_FORBIDDEN = "hub_forbidden"
    HUB_FULL = "hub_full"
    HUB_TOO_LARGE = "hub_too_large"
    HUB_CERTIFICATE = "hub_certificate"
    HUB_CLOCK = "hub_clock"
    HUB_ADDRESS = "hub_address"
    HUB_PROXY = "hub_proxy"
    HUB_MISSING = "hub_missing"
    HUB_OCCUPIED = "hub_occupied"
    HUB_ANSWER = "hub_answer"
    HUB_TOO_NEW = "hub_too_new"
    HUB_UNSET = "hub_unset"
    HUB_OTHER = "hub_other"
    HUB_PORT = "hub_port"  # port
    # the object store of a secretariat
    STORAGE_UNSET = "storage_unset"
    STORAGE_HOLDS = "storage_holds"  # count
    STORAGE_LOST = "storage_lost"
    # the secretariat's recovery key
    RECOVERY_WRITTEN = "recovery_written"
    RECOVERY_KEY_FAULT = "recovery_key_fault"
    RECOVERY_KEY_OTHER = "recovery_key_other"
    RECOVERY_WORDS = "recovery_words"  # words
    RECOVERY_NOTHING = "recovery_nothing"
    # looking things up
    NO_SUCH_EVIDENCE = "no_such_evidence"  # id, candidates
    NO_SUCH_INDICATOR = "no_such_indicator"  # indicator
    NO_SUCH_ACTIVITY = "no_such_activity"  # activity, candidates
    NO_SUCH_SLOT = "no_such_slot"  # slot, indicator
    NO_SUCH_PLACE = "no_such_place"  # place
    NO_SUCH_STATION = "no_such_station"  # station, candidates
    NO_SUCH_REQUEST = "no_such_request"  # request, candidates
    BAD_DATE = "bad_date"  # text
    NOT_YOURS = "not_yours"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_REDO = "nothing_to_redo"
    UNDO_LATER_FIRST = "undo_later_first"
    NOTHING_TO_PACK = "nothing_to_pack"
    NOTHING_TO_PRINT = "nothing_to_print"
    REASON_NEEDED = "reason_needed"
    VERDICT_LEFT = "verdict_left"  # number, at
    VERDICT_FOREIGN = "verdict_foreign"
    NOTHING_INSIDE = "nothing_inside"
    NO_SUCH_ENTRY = "no_such_entry"  # entry
    UNFOLD_DAMAGED = "unfold_damaged"
    UNFOLD_TOO_LARGE = "unfold_too_large"
    FILE_PASSWORD_NEEDED = "file_password_needed"  # noqa: S105 - a code
    FILE_PASSWORD_WRONG = "file_password_wrong"  # noqa: S105 - a code
    FILE_NOT_LOCKED = "file_not_locked"
    CANNOT_UNLOCK = "cannot_unlock"
    NOT_TAGGED = "not_tagged"  # indicator
    ALREADY_SENT = "already_sent"
    # catalogue and other files of ours
    CATALOGUE_FAULT = "catalogue_fault"  # file, line, field, why
    ENROLMENT_FAULT = "enrolment_fault"
    # bundles
    BUNDLE_DAMAGED = "bundle_damaged"
    BUNDLE_TOO_LARGE = "bundle_too_large"
    BUNDLE_NOT_FOR_US = "bundle_not_for_us"
    BUNDLE_SENDER_UNKNOWN = "bundle_sender_unknown"
    BUNDLE_SENDER_REVOKED = "bundle_sender_revoked"
    BUNDLE_FORGED = "bundle_forged"
    BUNDLE_UNAUTHORISED = "bundle_unauthorised"
    BUNDLE_EQUIVOCATES = "bundle_equivocates"
    BUNDLE_TOO_NEW = "bundle_too_new"
    NOT_A_BUNDLE = "not_a_bundle"
    OBJECT_DAMAGED = "object_damaged"  # id
    WORKER_FAILED = "worker_failed"


class KlaError(Exception):
    """Root of all errors that this program raises on purpose."""


class Fixable(KlaError):  # noqa: N818 - the glossary says Fixable
    """Something the user can act on. `details` fill in the sentence of `code`; they never reach a log."""

    def __init__(self, code: ErrorCode, **details: Any) -> None:
        super().__init__(code.value)
        self.code = code
        self.details = details


class Defect(KlaError):  # noqa: N818 - the glossary says Defect
    """Our own fault: a state that the code believed impossible."""
