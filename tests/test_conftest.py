"""The safety net itself is tried: a test that logs, and a home that is nobody's."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from platformdirs import user_config_dir

from tests.conftest import LogWatch
from tests.fakes import START, CountingIds, FixedClock, fixed_tools

log = logging.getLogger("kla_desktop.tests")


def test_a_warning_fails_the_test_that_did_not_expect_it() -> None:
    watch = LogWatch()
    log.addHandler(watch)
    watch.expected.append("^ERROR .*disk")
    try:
        log.setLevel(logging.DEBUG)
        log.propagate = False
        log.info("nothing to see")
        log.warning("odd thing %d", 7)
    finally:
        log.removeHandler(watch)
        log.propagate = True
    assert watch.complaints() == [
        "logged, not expected: WARNING kla_desktop.tests: odd thing 7",
        "expected, not logged: ^ERROR .*disk",
    ]


@pytest.mark.expect_log("WARNING .*almost full", "ERROR .*gone")
def test_expected_warnings_pass() -> None:
    log.warning("disk almost full")
    log.error("stick gone")


def test_a_warning_can_be_announced_within_the_test(expect_log: Callable[[str], None]) -> None:
    expect_log("late")
    log.warning("a late parcel")


def test_home_and_keyring_are_not_the_users(home: Path) -> None:
    assert Path.home() == home
    assert home in Path(user_config_dir("kla-desktop")).parents
    keyring.set_password("kla-desktop-test", "nobody", "secret")
    assert keyring.get_password("kla-desktop-test", "nobody") is None


def test_fixed_time_and_counted_ids() -> None:
    clock, ids, others = FixedClock(), CountingIds(), CountingIds(series=1)
    assert clock.advance(hours=2) - START == timedelta(hours=2)
    made = [ids(), ids(), ids()]
    assert made == sorted(made) == [ids.numbered(n) for n in (1, 2, 3)]
    assert others() not in made
    assert fixed_tools().clock.now() == START
