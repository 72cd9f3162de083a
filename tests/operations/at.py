"""A moment in the middle of an intake."""

from collections.abc import Callable

from kla_desktop.system.progress import SilentProgress, Step


class At(SilentProgress):
    """Does something once, before so many files have been begun with."""

    def __init__(self, count: int, act: Callable[[], None]) -> None:
        self._count, self._act = count, act

    def step(self, step: Step) -> None:
        if step.done == self._count < step.total:
            self._act()
