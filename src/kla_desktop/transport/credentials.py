"""Who we are at a hub: kept by the system's keyring, or said by the environment for machines without one."""

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

SERVICE = "KLA Desktop hub"
USER_VARIABLE, PASSWORD_VARIABLE = "KLA_HUB_USER", "KLA_HUB_PASSWORD"
STORAGE_USER_VARIABLE, STORAGE_PASSWORD_VARIABLE = "KLA_STORAGE_USER", "KLA_STORAGE_PASSWORD"
_LONGEST = 1000  # what Windows keeps in one entry is about 1,280 characters


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and a password; for S3 an access key and its secret. Never shown, never logged."""

    user: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(…)"


class Ring(Protocol):
    """What is needed of the system's keyring."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """Give what is kept, or None."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep something."""

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget it."""


def credentials_for(
    address: str,
    ring: Ring | None,
    environment: Mapping[str, str] | None = None,
    variables: tuple[str, str] = (USER_VARIABLE, PASSWORD_VARIABLE),
) -> Credentials | None:
    """Give the credentials for an address: the environment's first, then the keyring's; None for one without."""
    said = os.environ if environment is None else environment
    user_variable, password_variable = variables
    if said.get(user_variable):
        return Credentials(said[user_variable], said.get(password_variable, ""))
    kept = None
    if ring is not None:
        with contextlib.suppress(Exception):  # a keyring service may fail in any way; then there is nothing
            kept = ring.get_password(SERVICE, address)
    try:
        user, password = json.loads(kept) if kept else (None, None)
    except ValueError:
        return None
    return Credentials(user, password) if isinstance(user, str) and isinstance(password, str) else None


def keep_credentials(address: str, credentials: Credentials, ring: Ring) -> None:
    """Keep them in the keyring. Raises ValueError if they are too long, keyring.errors.KeyringError."""
    text = json.dumps([credentials.user, credentials.password])
    if len(text) > _LONGEST:
        raise ValueError("credentials are too long")
    ring.set_password(SERVICE, address, text)


def forget_credentials(address: str, ring: Ring) -> None:
    """Remove them; nothing happens if there are none."""
    with contextlib.suppress(Exception):
        ring.delete_password(SERVICE, address)
