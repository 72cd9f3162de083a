"""What several journeys need."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.shim import Shim
from tests.faults.zygote import Zygote


@pytest.fixture
def zygote(tmp_path: Path) -> Iterator[Zygote]:
    """Runs of `kla` on a disk that can be made to fail."""
    made = Zygote(Shim(tmp_path))
    yield made
    made.close()
