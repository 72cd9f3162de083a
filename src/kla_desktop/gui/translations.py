"""The language of the screen. Sources are Indonesian: `self.tr("…")`, or `QCoreApplication.translate("Where", "…")`.

For whoever adds or changes a sentence, one command finds them all, keeps what is translated, and lists what is missing:

    python -m kla_desktop.gui.translations --update                # then fill the gaps, in one of two ways:
    python -m kla_desktop.gui.translations --update answers.json   # {"Tandai": "Tag", "%n hari": ["%n day", "%n days"]}
                                                                   # or by hand in resources/translations/kla_en.ts
    python -m kla_desktop.gui.translations --check                 # tests run this: nothing missing, .qm up to date

Sentences must be literals: `self.tr("{n} dari {total}").format(…)`, never an f-string.
Counts: `self.tr("%n hari", "", n)`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from kla_desktop.app.resources import resources
from kla_desktop.gui import texts
from kla_desktop.wording.formats import Lang

_OURS = "kla-language"
_LOCALES = {
    "id": QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


def install_language(app: QCoreApplication, language: Lang) -> None:
    """Show everything in `language` from now on; every widget receives a LanguageChange event.

    Raises FileNotFoundError if a translation file is missing from the installation.
    """
    texts.speak(language)
    QLocale.setDefault(_LOCALES[language])
    for old in app.findChildren(QTranslator, _OURS):
        app.removeTranslator(old)
        old.deleteLater()
    names = ("kla_id", "qtbase_id") if language == "id" else ("kla_en",)  # Qt's own texts are English
    for name in names:
        translator = QTranslator(app)
        translator.setObjectName(_OURS)
        file = resources() / "translations" / f"{name}.qm"
        if not translator.load(str(file)):
            raise FileNotFoundError(file.name)
        app.installTranslator(translator)


def first_language() -> Lang:
    """Return the language to begin with where nobody has chosen: English for who uses it outside Indonesia."""
    here = QLocale.system()
    abroad = here.territory() != QLocale.Country.Indonesia
    return "en" if here.language() == QLocale.Language.English and abroad else "id"


def main(arguments: Sequence[str]) -> int:
    """Run the command described above; return 0 when nothing is missing."""
    from kla_desktop.gui import translation_files  # noqa: PLC0415 - a developer's tool, not the program's

    folder = resources() / "translations"
    match list(arguments):
        case ["--update", *answers]:
            missing = translation_files.update(folder, [Path(answer) for answer in answers])
        case ["--check"]:
            missing = translation_files.check(folder)
        case _:
            missing = ["usage: python -m kla_desktop.gui.translations --update [answers.json …] | --check"]
    for line in missing:
        print(line)  # noqa: T201 - a command
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
