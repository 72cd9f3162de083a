"""Where both programs start: `kla-desktop` opens the window, `kla` is the command line.

Neither face is imported before it is asked for, so that the command line works on a machine without Qt. In a frozen
build the worker processes start here too, which is why `freeze_support` comes before everything else.
"""

import multiprocessing
import sys
from pathlib import Path


def run_cli() -> int:
    """Run `kla` with the words of the command line; return its exit code."""
    from kla_desktop.cli.main import main  # noqa: PLC0415 - see above

    return main()


def run_gui() -> int:
    """Open the window; return the exit code of the application."""
    from kla_desktop.gui.application import main  # noqa: PLC0415 - see above

    return main()


def run() -> int:
    """Serve `python -m kla_desktop [cli]` and both programs of a frozen build, which are told apart by their names."""
    if getattr(sys, "frozen", False):
        return run_cli() if Path(sys.executable).stem == "kla" else run_gui()
    if sys.argv[1:2] == ["cli"]:
        del sys.argv[1]
        return run_cli()
    return run_gui()


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(run())
