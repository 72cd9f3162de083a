"""A traceback that may be logged and sent: places in the code and kinds of error, never values."""

import traceback
from pathlib import PurePath

_PACKAGE = "kla_desktop"


def bare_trace(error: BaseException) -> str:
    """Return kind of error, module, line and function of each frame, oldest first, and of what caused it.

    Messages of errors are left out, because they quote file names and paths of the user.
    """
    lines: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"{'caused by ' if lines else ''}{type(link).__module__}.{type(link).__qualname__}")
        lines.extend(f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in _frames(link))
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


def _frames(error: BaseException) -> traceback.StackSummary:
    return traceback.extract_tb(error.__traceback__)


def _place(filename: str) -> str:
    """Return the path from our package down, or the bare file name of foreign code."""
    parts = PurePath(filename.replace("\\", "/")).parts
    if _PACKAGE in parts:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index(_PACKAGE) :])
    return parts[-1] if parts else "?"
