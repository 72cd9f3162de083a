"""Puts `resources/`, which lies outside the package, into the wheel as `kla_desktop/resources`."""

from pathlib import Path
from shutil import copytree

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithResources(build_py):
    """The usual build, and the data files after it."""

    def run(self) -> None:
        """Copy the package and then the resources; an editable install finds them in the checkout."""
        super().run()
        if not self.editable_mode:
            copytree("resources", Path(self.build_lib) / "kla_desktop" / "resources", dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithResources})
