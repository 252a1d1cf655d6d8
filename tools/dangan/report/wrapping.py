"""Text broken into lines of a width, without measuring fonts."""

from __future__ import annotations

import re
import unicodedata

#: Width of a character in parts of the size: Chinese, capitals, the rest.
_WIDE, _CAPITAL, _NARROW = 1.0, 0.68, 0.56
#: Latin words and numbers stay whole; Chinese may break anywhere.
_PIECES = re.compile(r"[A-Za-z0-9.,:;_/()'%-]+\s?|\s|.", re.DOTALL)
#: What does not begin a line.
_OPENING = frozenset("（《“‘(")
_CLOSING = frozenset("，。；：、）》」”’!?！？,.;:)")


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is at a size."""
    return size * sum(map(_width, text))


def wrapped(text: str, width: float, size: float, most: int) -> list[str]:
    """Return at most so many lines; what does not fit ends in an ellipsis.

    Lines are about as long as each other, so that none holds a single character.
    """
    lines = _filled(text, width, size)
    if 1 < len(lines) <= most:
        narrow = width_of(text, size) / len(lines)
        while narrow < width:
            even = _filled(text, narrow, size)
            if len(even) == len(lines):
                return even
            narrow += size / 2
    if len(lines) > most:
        last = lines[most - 1]
        while last and width_of(f"{last}…", size) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last}…"]
    return lines


def _filled(text: str, width: float, size: float) -> list[str]:
    """Return lines that are filled one after the other."""
    lines = [""]
    for piece in _pieces(text, width, size):
        fits = width_of(lines[-1] + piece.rstrip(), size) <= width
        if fits or not lines[-1] or piece in _CLOSING:
            lines[-1] += piece
        elif lines[-1][-1] in _OPENING and len(lines[-1]) > 1:
            lines[-1:] = [lines[-1][:-1], lines[-1][-1] + piece]
        else:
            lines.append(piece.lstrip())
    return [line.strip() for line in lines if line.strip()]


def _pieces(text: str, width: float, size: float) -> list[str]:
    """Return what may not be torn; a word wider than a line is torn all the same."""
    found: list[str] = []
    for piece in _PIECES.findall(" ".join(text.split())):
        found += [piece] if width_of(piece, size) <= width else list(piece)
    return found


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    return _CAPITAL if character.isupper() or character in "—…→✓" else _NARROW
