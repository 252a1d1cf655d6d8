"""How many processes a command may use."""

from __future__ import annotations

import os

#: More of them wait for each other, and for the disk.
_MOST = 4


def processes(asked: int | None = None) -> int:
    """Return what somebody asked for, or else the cores there are, four at most."""
    return asked or min(_MOST, os.cpu_count() or 1)
