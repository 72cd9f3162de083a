"""The window: everything that people see and press. All of Qt is in here; work is done by operations, on other threads.

Once it is imported, PySide reads the source of each module imported afterwards, and keeps it, to find out which of them
want its "features"; nobody here does, so Python imports as always.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - it puts its own import in the place of Python's

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
