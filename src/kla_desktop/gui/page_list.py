"""Which pages the window has, in the order of the rail and of Ctrl+1, Ctrl+2, …; each is imported when first shown."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from kla_desktop.gui.context import Context
from kla_desktop.gui.shell import Shell
from kla_desktop.gui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    icon: str
    text: Callable[[], str]
    make: Callable[[Context], Page]
    at_foot: bool = False


def add_pages(shell: Shell, context: Callable[[], Context]) -> None:
    """Add every page; `context` is asked when a page is first shown."""
    for entry in _ENTRIES:
        shell.add_page(
            entry.key,
            entry.icon,
            entry.text,
            lambda make=entry.make: make(context()),  # type: ignore[misc]
            at_foot=entry.at_foot,
        )


def _home(context: Context) -> Page:
    from kla_desktop.gui.pages.home_page import HomePage  # noqa: PLC0415 - when first shown

    return HomePage(context)


def _tag(context: Context) -> Page:
    from kla_desktop.gui.pages.tag_page import TagPage  # noqa: PLC0415 - as above

    return TagPage(context)


def _coverage(context: Context) -> Page:
    from kla_desktop.gui.pages.coverage_page import CoveragePage  # noqa: PLC0415 - as above

    return CoveragePage(context)


def _bundles(context: Context) -> Page:
    from kla_desktop.gui.pages.bundles_page import BundlesPage  # noqa: PLC0415 - as above

    return BundlesPage(context)


def _review(context: Context) -> Page:
    from kla_desktop.gui.pages.review_page import ReviewPage  # noqa: PLC0415 - as above

    return ReviewPage(context)


def _dossier(context: Context) -> Page:
    from kla_desktop.gui.pages.dossier_page import DossierPage  # noqa: PLC0415 - as above

    return DossierPage(context)


def _settings(context: Context) -> Page:
    from kla_desktop.gui.pages.settings_page import SettingsPage  # noqa: PLC0415 - as above

    return SettingsPage(context)


_ENTRIES = (
    _Entry("home", "home", lambda: QCoreApplication.translate("Pages", "Beranda"), _home),
    _Entry("tag", "tag", lambda: QCoreApplication.translate("Pages", "Tandai"), _tag),
    _Entry("coverage", "grid", lambda: QCoreApplication.translate("Pages", "Cakupan"), _coverage),
    _Entry("bundles", "box", lambda: QCoreApplication.translate("Pages", "Bundel"), _bundles),
    _Entry("review", "eye", lambda: QCoreApplication.translate("Pages", "Tinjau"), _review),
    _Entry("dossier", "document", lambda: QCoreApplication.translate("Pages", "Laporan"), _dossier),
    _Entry("settings", "gear", lambda: QCoreApplication.translate("Pages", "Setelan"), _settings, at_foot=True),
)

AHEAD = tuple(
    f"kla_desktop.gui.pages.{name}"
    for name in (
        "tagging.grid_view", "tagging.indicator_list", "tagging.preview", "tagging.keyboard", "tagging.large_view",
        "tag_page", "coverage_page", "bundles.reading", "bundles.jobs", "bundles_page",
    )
)  # fmt: skip
"""Modules of the pages of every day, worth importing before they are asked for, in pieces of some 20 ms."""
