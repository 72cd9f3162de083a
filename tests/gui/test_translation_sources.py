"""Every sentence that the code asks for is found, also where Qt's own tool looks past it."""

from pathlib import Path

import pytest

from kla_desktop.gui.translation_sources import NotALiteralError, Sentence, sentences

CODE = """
class Card(Page):
    def say(self, overview):
        self.tr("Simpan")
        f"{self.tr('dipakai')} {overview}"
        return QCoreApplication.translate("Home", "%n berkas", "", len(overview.files))

    class _Row(QWidget):
        def say(self):
            self.tr("%n hari", "", self.days)
            self.tr("Simpan")
"""


def test_in_f_strings_and_with_counts_that_are_computed(tmp_path: Path) -> None:
    (tmp_path / "card.py").write_text(CODE, encoding="utf-8")
    assert sentences(tmp_path) == [
        Sentence("Card", "Simpan", counted=False),
        Sentence("Card", "dipakai", counted=False),
        Sentence("Home", "%n berkas", counted=True),
        Sentence("_Row", "%n hari", counted=True),
        Sentence("_Row", "Simpan", counted=False),
    ]


@pytest.mark.parametrize("call", ['self.tr(f"Halo {name}")', 'QCoreApplication.translate("Home", words)'])
def test_what_is_put_together_at_run_time_is_refused(tmp_path: Path, call: str) -> None:
    (tmp_path / "card.py").write_text(f"x = 1\n{call}\n", encoding="utf-8")
    with pytest.raises(NotALiteralError, match=r"card\.py:2"):
        sentences(tmp_path)
