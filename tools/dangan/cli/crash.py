"""The last resort: a text about our own mistake that can be pasted into an issue.

It names code, never data: no values of options, no text of the exception, which
may quote a record.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import dangan

#: Set to 1 to see the exception's own text, on one's own screen.
VARIABLE = "DANGAN_DEBUG"
_PACKAGE = Path(dangan.__file__).parent.parent


def report(
    error: BaseException, words: Sequence[str], translate: Callable[[str], str]
) -> str:
    """Return the text for an unexpected exception.

    Args:
        error: what nobody expected.
        words: subcommand and options of the command line, arguments left out.
        translate: English literal → text of the reader.
    """
    lines = [
        translate("This is a mistake in dangan, not in your archive."),
        translate("Nothing below quotes a record; please paste it into an issue:"),
        "",
        f"dangan {dangan.__version__}, python {platform.python_version()},"
        f" {platform.system()}",
        f"command: {' '.join(_shape(words))}",
        f"error: {type(error).__module__}.{type(error).__qualname__}{_module(error)}",
        *_frames(error),
    ]
    if os.environ.get(VARIABLE) == "1":
        lines += ["", f"{VARIABLE}=1: {error}"]
    return "\n".join(lines)


def _module(error: BaseException) -> str:
    """Name the module that cannot be imported: code, not data."""
    return f" ({error.name})" if isinstance(error, ImportError) else ""


def _shape(words: Sequence[str]) -> list[str]:
    """Keep subcommands and option names; leave every value out."""
    return [word.partition("=")[0] for word in words]


def _frames(error: BaseException) -> list[str]:
    rows = traceback.extract_tb(error.__traceback__)
    return [f"  {_place(row.filename)}:{row.lineno} {row.name}" for row in rows]


def _place(name: str) -> str:
    """Return a file name without the folders of this machine."""
    path = Path(name)
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE).as_posix()
    for folder in sys.path:
        if folder and path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name
