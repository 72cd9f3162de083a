"""Steps of a schema: which there are, which a database has had, and taking those that are left.

Only taking a step needs sqlite-utils, which takes longer to import than all the rest of the store.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol


class Tables(Protocol):
    """What a step may do."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any:
        """Run one statement."""


Step = Callable[[Any], None]


class Steps:
    """A set of steps, in order; each is a function that is put in by `@steps()` and named by its own name."""

    def __init__(self, name: str, steps: Sequence[tuple[str, Step]] = ()) -> None:
        self.name = name
        self.all = list(steps)

    def __call__(self, name: str = "") -> Callable[[Step], Step]:
        """Put a function in as the next step."""

        def put(step: Step) -> Step:
            self.all.append((name or step.__name__, step))
            return step

        return put

    def taken(self, connection: Any) -> set[str]:
        """Names of the steps that a database has had."""
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
        if known is None:
            return set()
        rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (self.name,))
        return {str(row[0]) for row in rows}

    def take(self, connection: Any) -> None:
        """Take the steps that are left, each whole or not at all."""
        from sqlite_utils import Database  # noqa: PLC0415 - slow, and seldom needed
        from sqlite_utils.migrations import Migrations  # noqa: PLC0415 - as above

        migrations = Migrations(self.name)
        for name, step in self.all:
            migrations(name=name)(step)
        migrations.apply(Database(connection))
