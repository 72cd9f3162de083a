"""Starts `screen_driver`; light, because every worker process imports the module that the program was started by."""

import sys

if __name__ == "__main__":
    from tests.gui.screen_driver import main

    sys.exit(main())
