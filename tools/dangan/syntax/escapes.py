"""Characters that were written with a backslash inside of quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangan.syntax.characters import faults, is_clean

_ESCAPE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL
)
_NAMED = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


def escaped_faults(raw: str, value: str) -> Iterator[tuple[str, int, int, str]]:
    """Yield kind, begin, end (indexes in ``raw``) and character.

    ``raw`` is the scalar as it stands in the file, ``value`` what it means. A tab
    may be written as an escape, because then everybody sees it.
    """
    shown = value.replace("\t", " ")
    if is_clean(shown):
        return
    seen = False
    for found in _ESCAPE.finditer(raw):
        character = _character(found)
        for kind, _, _ in faults(character):
            seen = True
            yield kind, found.start(), found.end(), character
    if not seen:
        for kind, begin, _ in faults(shown):
            yield kind, 0, 0, shown[begin]


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        return chr(int(code, 16))
    return _NAMED.get(found[4], " ")
