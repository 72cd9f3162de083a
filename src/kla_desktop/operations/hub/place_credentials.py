"""Who we are at a place on a network: kept by the system's keyring, or where there is none in the library itself."""

from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.vault import system_keyring
from kla_desktop.transport.credentials import (
    PASSWORD_VARIABLE,
    USER_VARIABLE,
    Credentials,
    credentials_for,
    forget_credentials,
    keep_credentials,
)


def credentials_at(
    ws: Workspace, setting: str, address: str, variables: tuple[str, str] = (USER_VARIABLE, PASSWORD_VARIABLE)
) -> Credentials | None:
    """Give what is said by the environment, the keyring, or the library under `setting`; None if nothing is."""
    said = credentials_for(address, system_keyring(), variables=variables)
    if said is None:
        kept = ws.store.local.setting(setting)
        if isinstance(kept, dict) and kept.get("address") == address:
            said = Credentials(str(kept["user"]), str(kept["password"]))
    return said


def keep_credentials_at(ws: Workspace, setting: str, address: str, credentials: Credentials) -> None:
    """Keep them in the keyring, or in the library where there is none."""
    ring = system_keyring()
    kept: dict[str, str] | None = None
    try:
        if ring is None:
            raise ValueError("no keyring")  # noqa: TRY301 - the same way on as for a keyring that refuses
        keep_credentials(address, credentials, ring)
    except Exception:  # noqa: BLE001 - a keyring service may fail in any way
        kept = {"address": address, "user": credentials.user, "password": credentials.password}
    with ws.transaction():
        ws.store.local.set(setting, kept)


def forget_credentials_at(ws: Workspace, setting: str, address: str) -> None:
    """Remove them."""
    ring = system_keyring()
    if ring is not None:
        forget_credentials(address, ring)
    with ws.transaction():
        ws.store.local.set(setting, None)
