"""F1 opens the page for this very screen; Ctrl+/ lists the keys that there are; docs/tombol.md has the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from kla_desktop.app import bootstrap
from kla_desktop.app.resources import resources
from kla_desktop.gui.dialogs.first_run_wizard import FirstRunWizard
from kla_desktop.gui.help_dialog import HelpDialog, KeysDialog
from kla_desktop.gui.keying.keys import Command, command_of, digit_of, listed
from kla_desktop.gui.widgets.key_cap import KeyCap
from kla_desktop.gui.widgets.label import Label
from kla_desktop.wording.formats import LANGUAGES
from tests.gui.demo_offices import DemoOffices
from tests.gui.tour import PLACES, Tour, tour_of
from tests.gui.vocabulary import foreign_to, words

ROOT = Path(__file__).resolve().parents[2]
PAGES = (*PLACES, "first_run")
NO_KEY = {Command.NAME_ACTIVITY, Command.REVEAL_FILE}
"""Commands of the menu alone."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_screen_has_its_page_in_both_languages(page: str, language: str) -> None:
    text = (resources() / "help" / language / f"{page}.md").read_text(encoding="utf-8")
    other = (resources() / "help" / ("en" if language == "id" else "id") / f"{page}.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(text) > 400
    assert text.count("\n#") == other.count("\n#")
    assert len(re.findall(r"^(?:[-|]|\d\.)", text, re.MULTILINE)) == len(
        re.findall(r"^(?:[-|]|\d\.)", other, re.MULTILINE)
    ), "the same points"
    assert not words(text) & foreign_to("id" if language == "id" else "en") - {"kelurahan", "kla", "explorer", "kota"}


def test_f1_opens_it(offices: DemoOffices, tmp_path: Path, qapp: QApplication) -> None:
    with tour_of(qapp, offices.copy("sekretariat", tmp_path), "id") as tour:
        for page in PLACES:
            tour.go(page)
            press(tour, Qt.Key.Key_F1)
            dialog = tour.shell.findChildren(HelpDialog)[-1]
            title = (resources() / "help" / "id" / f"{page}.md").read_text(encoding="utf-8").splitlines()[0]
            assert shown_in(dialog).startswith(title.removeprefix("# ")), page
            dialog.close()
            tour.settle(0)
        wizard = FirstRunWizard(bootstrap.first_places(tmp_path / "neu"), lambda _new: tour.desk, tour.desk.job_bridge)
        wizard.show()
        QTest.keyClick(wizard, Qt.Key.Key_F1)
        assert shown_in(wizard.findChildren(HelpDialog)[-1]).startswith("Langkah pertama")
        wizard.deleteLater()


def press(tour: Tour, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    tour.shell.activateWindow()
    QTest.qWaitForWindowActive(tour.shell)
    QTest.keyClick(tour.app.focusWidget() or tour.shell, key, modifier)


def shown_in(dialog: QWidget) -> str:
    return dialog.findChildren(QTextBrowser)[0].toPlainText()


def keys_shown(tour: Tour, page: str) -> list[tuple[str, str]]:
    """Press Ctrl+/ and read what it lists."""
    tour.go(page)
    press(tour, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    dialog = tour.shell.findChildren(KeysDialog)[-1]
    caps = [cap.accessibleName() for cap in dialog.findChildren(KeyCap)]
    texts = [label.text() for label in dialog.findChildren(Label) if label.property("step") == "body"]
    dialog.close()
    tour.settle(0)
    return [(key, re.sub(r"^(Urungkan|Ulangi): .*", r"\1", text)) for key, text in zip(caps, texts, strict=True)]


def test_the_list_has_every_key_and_the_map_in_docs_is_the_same(
    offices: DemoOffices, tmp_path: Path, qapp: QApplication
) -> None:
    with tour_of(qapp, offices.copy("sekretariat", tmp_path), "id") as tour:
        shown = {page: keys_shown(tour, page) for page in PLACES}
        anywhere = [key for key in shown["home"] if all(key in keys for keys in shown.values())]
        for page in PLACES:
            listed_here = {key for key, _ in shown[page]}
            assert set(real_keys(tour, page)) <= listed_here, page
    parts = {"Di mana saja": anywhere}
    names = dict(zip(PLACES, ("Beranda", "Tandai", "Cakupan", "Bundel", "Tinjau", "Laporan", "Setelan"), strict=True))
    parts |= {names[page]: [key for key in keys if key not in anywhere] for page, keys in shown.items()}
    held = (ROOT / "docs" / "tombol.md").read_text(encoding="utf-8")
    there = {
        part.partition("\n")[0]: re.findall(r"^\| (.+?) \| ", part, re.MULTILINE)[2:] for part in held.split("## ")[1:]
    }
    wanted = {name: [key for key, _ in keys] for name, keys in parts.items() if keys}
    assert there == wanted, "docs/tombol.md should say:\n" + "\n".join(table(parts))


def real_keys(tour: Tour, page: str) -> Iterator[str]:
    """Give the keys of all actions that can be used here."""
    tour.go(page)
    place = tour.shell.current_page
    assert place is not None
    actions = [*tour.shell.actions(), *place.actions(), *(a for w in place.findChildren(QWidget) for a in w.actions())]
    for action in actions:
        if action.isEnabled() and action.text():
            yield from (key.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
                        for key in action.shortcuts())  # fmt: skip


def table(parts: dict[str, list[tuple[str, str]]]) -> Iterator[str]:
    for name, keys in parts.items():
        if keys:
            yield f"## {name}\n\n| Tombol | Artinya |\n| --- | --- |"
            yield from (f"| {key} | {text} |" for key, text in keys)
            yield ""


def test_tandai_lists_what_its_keys_do() -> None:
    named = {part for key, _ in listed() for part in key.split(" ")}
    for command in set(Command) - NO_KEY:
        keys = [key for key in KEYS if command_of(event(key)) is command]
        assert keys, command
        assert any(spelt(key) in named for key in keys), (command, keys)
    assert digit_of(event("0")) == "0"


KEYS = [
    *"asdxbwtr+/", "Shift+R", "Return", "Backspace", "Space", "Esc", "Del", "F2", "Ctrl+A", "Ctrl+S", "Ctrl+C",
    "Ctrl+Return", "Ctrl+=", "Ctrl+-", "Ctrl+0", "Ctrl+G", "Ctrl+Shift+G", "Alt+Return",
]  # fmt: skip


def event(key: str) -> QKeyEvent:
    pressed = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)[0]  # type: ignore[index]
    text = key if len(key) == 1 else ""
    return QKeyEvent(QEvent.Type.KeyPress, pressed.key(), pressed.keyboardModifiers(), text)


def spelt(key: str) -> str:
    shown = {"Return": "Enter", "Space": "Spasi", "Ctrl+-": "Ctrl+−"}.get(key, key.replace("Return", "Enter"))
    return shown.upper() if len(shown) == 1 else shown
