"""One command is tried again and again on a town that is put back each time, with another call that fails."""

import errno
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.cli.kla import Answer, Office, Town, new_town, photo, take
from tests.faults.zygote import Zygote


@dataclass(frozen=True)
class Deed:
    """A command that is to be tried: what comes before it, its words, where its calls fail, what must hold after it."""

    prepare: Callable[[Town], object]
    words: Callable[[Town], tuple[object, ...]]
    office: Callable[[Town], Office] = lambda town: town.village
    outside: Callable[[Town], Path | None] = lambda _: None
    holds: Callable[[Town, bool], object] = lambda town, done: None
    done_before: str = ""
    """What is said a second time, where the first did its work and then could not say so."""


def mixed(town: Town, start: int = 0) -> list[Path]:
    folder = town.folder / "DCIM"
    files = [photo(folder / f"IMG_{start + n}.png", start + n) for n in range(2)]
    files.append(folder / f"cadangan-{start}.dat")
    files[-1].write_bytes(random.Random(start).randbytes(300_000))
    return files


def tagged_town(town: Town) -> None:
    for one in take(town.village, *mixed(town)):
        town.village.do("tag", one, "6")


class Trial:
    """One command on one town, put back as it was before every try."""

    def __init__(self, deed: Deed, folder: Path, zygote: Zygote) -> None:
        self._deed, self._shim, self._zygote = deed, zygote.shim, zygote
        self._live, self._kept = folder / "kota", folder / "asal"
        self._live.mkdir()
        self._town = new_town(self._live)
        deed.prepare(self._town)
        self._office = deed.office(self._town)
        self._known = self._sound()
        shutil.copytree(self._live, self._kept)
        self._shim.off()
        answer = self._zygote.run(self._office, *deed.words(self._town))
        assert answer.code == 0, answer.err
        deed.holds(self._town, True)
        self._wanted = self._sound()
        self.said: Counter[str] = Counter()

    def once(self, nth: int, error: int, *, lasting: bool, reading: bool = False) -> bool:
        """Try it with one fault, of calls that write or of calls that read; whether there was a call to fail."""
        shutil.rmtree(self._live)
        shutil.copytree(self._kept, self._live)
        outside = self._deed.outside(self._town)
        roots = (self._office.library, outside) if outside else (self._office.library,)
        arm = self._shim.fail_read if reading else self._shim.fail
        arm(nth, error, *roots, lasting=lasting)
        answer = self._zygote.run(self._office, *self._deed.words(self._town))
        _, failed = self._shim.counted
        self._shim.off()
        at = f"call {nth}, {errno.errorcode[error]}, lasting {lasting}: exit {answer.code} {answer.out} {answer.err}"
        self._judge(answer, at)
        self._deed.holds(self._town, answer.code == 0)
        after = self._sound()
        assert self._known.items() <= after.items(), f"lost at {at}"
        if answer.code:
            again = self._zygote.run(self._office, *self._deed.words(self._town))
            fine = again.code == 0 or again.document.get("error") == self._deed.done_before
            assert fine, f"{again.err} after {at}"
            self._deed.holds(self._town, True)
        assert set(self._sound().values()) == set(self._wanted.values()), f"not all there after {at}"
        return failed > 0

    def _judge(self, answer: Answer, at: str) -> None:
        assert answer.code in {0, 1, 3}, at
        document = answer.document
        assert "Traceback" not in answer.err, at
        if answer.code:
            error = str(document.get("error", "listed"))
            assert error != "our_fault", f"no sentence for {at}"
            self.said[error] += 1

    def _sound(self) -> dict[str, str]:
        checked = self._office.do("check")
        assert checked["problems"] == []
        assert list((self._office.library / "temporary").iterdir()) == []
        items = self._office.do("list")["items"]
        assert max(Counter(item["sha256"] for item in items).values(), default=1) == 1, "doubled"
        return {item["id"]: item["sha256"] for item in items}
