"""Who may come to the hub that a secretariat serves itself."""

import dataclasses

import pytest

from kla_desktop.model.hub_account import DESK, INTAKE, Accounts, Door, both, check_of
from kla_desktop.model.ids import StationId

A, NEW = StationId("0192f0c1-7d3e-7abc-8def-00000000000a"), StationId("0192f0c1-7d3e-7abc-8def-00000000000d")
OWN, PROOF, FILE, INNER = "1" * 40, "2" * 40, "3" * 40, "4" * 40
ACCOUNTS = Accounts(
    {A: (check_of(A, OWN), check_of(A, PROOF))}, frozenset(), check_of(INTAKE, FILE), check_of(DESK, INNER)
)


@pytest.mark.parametrize("password", [OWN, PROOF, both(OWN, PROOF), both(OWN, "x"), both(FILE, PROOF)])
def test_a_station_comes_by_its_password_or_until_then_by_its_own_secret(password: str) -> None:
    found = ACCOUNTS.visitor(A, password)
    assert found is not None
    assert (found.door, found.station) == (Door.STATION, A)


@pytest.mark.parametrize("password", ["", ".", FILE, both(FILE, "x"), INNER, f"{OWN} ", OWN[1:], f"{OWN}\0", "x" * 500])
def test_nothing_else_opens_an_accepted_station(password: str) -> None:
    assert ACCOUNTS.visitor(A, password) is None


def test_a_newcomer_comes_by_the_file_and_two_of_one_name_differ() -> None:
    one, other = ACCOUNTS.visitor(NEW, both(FILE, PROOF)), ACCOUNTS.visitor(NEW, both(FILE, OWN))
    assert one is not None
    assert other is not None
    assert (one.door, one.station) == (Door.INTAKE, NEW)
    assert one.proof != other.proof
    assert ACCOUNTS.visitor(NEW, OWN) is None
    assert dataclasses.replace(ACCOUNTS, closed=frozenset({NEW})).visitor(NEW, both(FILE, PROOF)) is None
    assert dataclasses.replace(ACCOUNTS, intake="").visitor(NEW, both(FILE, PROOF)) is None


def test_a_desk_comes_by_its_password_alone() -> None:
    found = ACCOUNTS.visitor(DESK, INNER)
    assert found is not None
    assert found.door is Door.DESK
    assert ACCOUNTS.visitor(DESK, FILE) is None or ACCOUNTS.visitor(DESK, FILE) != found
    assert dataclasses.replace(ACCOUNTS, desk="").visitor(DESK, "") is None


def test_no_account_opens_to_nothing() -> None:
    for user in ("", A, NEW, DESK, INTAKE):
        for password in ("", ".", "0" * 64):
            assert Accounts().visitor(user, password) is None
