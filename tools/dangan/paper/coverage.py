"""Which characters a font file can show: its table ``cmap``, read directly.

A rare character that is missing prints as an empty box; the clerk is told
before the sheet is signed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path

#: Subtable for all of Unicode: groups of (first, last, glyph).
_WHOLE_UNICODE = 12
_GROUPS_AT, _GROUP = 16, 12
#: Not shown by any font, nor meant to be.
_INVISIBLE = frozenset("\n\t\u200b\u00a0")


def lacking(texts: Iterable[str], file: Path) -> tuple[str, ...]:
    """Return the characters of the texts that the font does not have, sorted."""
    wanted = {char for text in texts for char in text} - _INVISIBLE
    groups = _groups(file)
    return tuple(
        char
        for char in sorted(wanted)
        if not any(first <= ord(char) <= last for first, last in groups)
    )


@cache
def _groups(file: Path) -> tuple[tuple[int, int], ...]:
    """Return the stretches of code points in the first face of a font file."""
    data = file.read_bytes()
    face = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", data, face + 4)[0]
    for index in range(count):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, face + 12 + 16 * index)
        if tag == b"cmap":
            return _of_cmap(data, start)
    return ()


def _of_cmap(data: bytes, start: int) -> tuple[tuple[int, int], ...]:
    count = struct.unpack_from(">H", data, start + 2)[0]
    for index in range(count):
        offset = struct.unpack_from(">HHI", data, start + 4 + 8 * index)[2]
        table = start + offset
        if struct.unpack_from(">H", data, table)[0] == _WHOLE_UNICODE:
            groups = struct.unpack_from(">I", data, table + 12)[0]
            rows = (table + _GROUPS_AT + _GROUP * row for row in range(groups))
            return tuple(struct.unpack_from(">II", data, row) for row in rows)
    return ()
