"""Files below git's own folder that hold what was once worked out.

A file is worth something only under the key it was written with, and only whole:
another key, a foreign or a damaged file counts as none. Whatever such a file says
could be worked out again, so that it can always be deleted.
"""

from __future__ import annotations

import marshal
import os
import zlib
from pathlib import Path
from typing import Any


def read_sealed(place: Path, key: bytes) -> Any:
    """Return the value that was written under this key, or None."""
    try:
        content = place.read_bytes()
    except OSError:
        return None
    size = len(key)
    body = memoryview(content)[size + 4 :]
    if content[:size] != key or content[size : size + 4] != _check(body):
        return None
    return marshal.loads(body)  # noqa: S302  our own file, checked above


def write_sealed(place: Path, key: bytes, value: Any) -> bool:
    """Write a value through a temporary file; False where that is not possible."""
    body = marshal.dumps(value)
    temporary = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(key + _check(body) + body)
        temporary.replace(place)
    except OSError:
        # A full disk or a read-only clone: the next run works it out again.
        temporary.unlink(missing_ok=True)
        return False
    return True


def _check(body: memoryview | bytes) -> bytes:
    return zlib.crc32(body).to_bytes(4, "big")
