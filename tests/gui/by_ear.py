"""Works a window as somebody does who sees nothing: by what a screen reader is told and what it may press.

Run by the system's Python, which has pyatspi, within a D-Bus session of its own. Finds everything by role and name.
Prints JSON: what was heard, in order, and what went wrong.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from typing import Any

import pyatspi

PATIENCE = 40.0
PRESS = ("Press", "Toggle", "ShowMenu")


class Ear:
    """The one application on this bus."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.app = self.wait(self._application, "the application")

    @staticmethod
    def _application() -> Any:
        desktop = pyatspi.Registry.getDesktop(0)
        apps = [desktop.getChildAtIndex(at) for at in range(desktop.childCount)]
        return next((app for app in apps if app is not None and app.name == "kla-desktop" and app.childCount), None)

    def wait(self, look: Callable[[], Any], what: str) -> Any:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = look()
            if found:
                return found
            time.sleep(0.25)
        raise LookupError(f"never came: {what}")

    def find(self, role: str, name: str, at: Any = None, deep: int = 0) -> Any:
        """Return the first thing on the screen with this role and a name that begins so, as a regular expression."""
        top = at is None
        at = self.app if top else at
        try:
            states = at.getState()
            if deep > 1 and not states.contains(pyatspi.STATE_SHOWING):
                return None
            if at.getRoleName() == role and re.match(name, at.name):
                return at
            children = [at.getChildAtIndex(number) for number in range(min(at.childCount, 400))]
        except Exception:  # noqa: BLE001 - it has gone while we looked
            return None
        found = (self.find(role, name, child, deep + 1) for child in children if child is not None)
        return next((one for one in found if one is not None), None)

    def meet(self, role: str, name: str) -> Any:
        """Wait for something, and hear it."""
        found = self.wait(lambda: self.find(role, name), f"{role} {name!r}")
        self.heard.append(self.said(found))
        return found

    @staticmethod
    def said(thing: Any) -> str:
        """Return what a screen reader says: name, role, states, description."""
        states = thing.getState()
        marks = {pyatspi.STATE_CHECKED: "checked", pyatspi.STATE_SELECTED: "selected"}
        words = [thing.name, thing.getLocalizedRoleName()]
        words += [word for state, word in marks.items() if states.contains(state)]
        if not states.contains(pyatspi.STATE_SENSITIVE):
            words.append("disabled")
        return ", ".join([*words, *([thing.description] if thing.description else [])])

    def press(self, role: str, name: str) -> None:
        """Do what the thing offers first, once it offers something; screen readers know no better."""
        self.meet(role, name)

        def offered() -> Any:
            thing = self.find(role, name)  # anew: it may have been made anew meanwhile
            if thing is None:
                return None
            action = thing.queryAction()
            return next(((action, at) for at in range(action.nActions) if action.getName(at) in PRESS), None)

        action, at = self.wait(offered, f"{name!r} can be pressed")
        action.doAction(at)


def walk(ear: Ear) -> None:
    """From two photos that nobody has tagged to a bundle that waits."""
    ear.meet("push button", "Tandai: 2 berkas belum ditandai")
    ear.press("radio button", "Tandai, 2 berkas")
    grid = ear.meet("table", "Bukti")
    ear.meet("table cell", "Foto taman yang rusak, foto, 22 Agu 2026")
    grid.querySelection().selectAll()
    ear.press("push button", r".*\(Enter\)$")
    ear.wait(lambda: ear.find("label", "0 belum"), "nothing untagged is left")
    ear.meet("label", "2 bukti ditandai → ")
    ear.press("radio button", "Cakupan")
    ear.meet("table cell", "Indikator .*, 2026, menunggu tinjauan")
    ear.press("radio button", "Bundel")
    ear.press("push button", "Buat bundel")
    ear.meet("table cell", "Bundel 3")
    ear.press("radio button", "Beranda")
    ear.meet("label", "1 bundel siap, belum dikirim")


def main() -> int:
    ear = Ear()
    wrong = ""
    try:
        walk(ear)
    except Exception as error:  # noqa: BLE001 - the test shall see whatever it was
        wrong = repr(error)
    print(json.dumps({"heard": ear.heard, "wrong": wrong}, ensure_ascii=False))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
