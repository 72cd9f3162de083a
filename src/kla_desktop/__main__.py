"""Where both programs start: `kla-desktop` opens the window, `kla` is the command line.

Neither face is imported before it is asked for, so that the command line works on a machine without Qt. In a frozen
build the worker processes start here too, which is why `freeze_support` comes before everything else.
"""

import multiprocessing
import sys


def run_cli() -> int:
    """Run `kla` with the words of the command line; return its exit code."""
    multiprocessing.freeze_support()
    from kla_desktop.cli.main import main  # noqa: PLC0415 - see above

    return main()


def run_gui() -> int:
    """Open the window; return the exit code of the application."""
    multiprocessing.freeze_support()
    from kla_desktop.gui.application import main  # noqa: PLC0415 - see above

    return main()


def run() -> int:
    """Serve `python -m kla_desktop`: the window, or with `cli` as the first word the command line."""
    if sys.argv[1:2] == ["cli"]:
        del sys.argv[1]
        return run_cli()
    return run_gui()


if __name__ == "__main__":
    sys.exit(run())
