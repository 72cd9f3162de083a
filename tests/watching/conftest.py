"""A taker whose watchers end with the test."""

from collections.abc import Iterator

import pytest

from tests.watching.taker import Library


@pytest.fixture
def library() -> Iterator[Library]:
    held = Library()
    yield held
    for watcher in held.watchers:
        watcher.close()
