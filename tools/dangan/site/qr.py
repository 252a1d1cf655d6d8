"""QR codes of numbers, for paper: quick for the thousands of them in a catalogue.

For a text of capitals and digits the modules of a QR code are an exclusive-or of
one pattern for each bit of the text (error correction, placement and mask are
all linear). The patterns of a length are learned from segno once; a code is
then a few dozen exclusive-ors. Any other text goes to segno as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import segno
from markupsafe import Markup

#: The characters of QR's alphanumeric mode; two of them are eleven bits.
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_PLAIN = re.compile(r"[0-9A-Z $%*+\-./:]*[A-Z$%*+\-./:][0-9A-Z $%*+\-./:]*")
_DARK = re.compile("1+")
#: The mask that all codes have: a fixed one is linear, the best one is not.
_MASK = 4
_PAIR, _SINGLE = 11, 6


@dataclass(frozen=True, slots=True)
class _Basis:
    """What texts of one length are made of: modules as the bits of an integer."""

    size: int
    #: The code of the text of zeros.
    zero: int
    #: Per pair (or last single) character, the pattern of each bit of its value.
    patterns: tuple[tuple[int, ...], ...]


def svg(text: str) -> Markup:
    """Return the code of a text as a drawing of one unit a module."""
    rows = tuple(_rows(text))
    size = len(rows)
    path = "".join(_runs(y, row) for y, row in enumerate(rows))
    return Markup(
        '<svg class="dg-qr" viewBox="-1 -1 {0} {0}" role="img" aria-label="QR">'
        '<path d="{1}"/></svg>'
    ).format(size + 2, path)


def _rows(text: str) -> Iterator[str]:
    """Yield each line of modules as ones and zeros."""
    if not _PLAIN.fullmatch(text):
        code = segno.make_qr(text, error="m", boost_error=False)
        yield from ("".join(map(str, row)) for row in code.matrix)
        return
    basis = _basis(len(text))
    modules = basis.zero
    for value, patterns in zip(_values(text), basis.patterns, strict=True):
        for bit, pattern in enumerate(patterns):
            if value >> bit & 1:
                modules ^= pattern
    line = format(modules, f"0{basis.size**2}b")
    for start in range(0, basis.size**2, basis.size):
        yield line[start : start + basis.size]


def _runs(y: int, row: str) -> str:
    """Return the dark stretches of one line as parts of a path."""
    spans = (found.span() for found in _DARK.finditer(row))
    return "".join(f"M{a} {y}h{b - a}v1H{a}z" for a, b in spans)


def _values(text: str) -> Iterator[int]:
    """Yield the value of each pair of characters, and of a last single one."""
    codes = [_ALPHABET.index(char) for char in text]
    for first, second in zip(codes[::2], codes[1::2], strict=False):
        yield first * len(_ALPHABET) + second
    if len(codes) % 2:
        yield codes[-1]


@cache
def _basis(length: int) -> _Basis:
    size, zero = _learn("0" * length)
    patterns = tuple(
        tuple(_learn(text)[1] ^ zero for text in _single_bits(length, at))
        for at in range(0, length, 2)
    )
    return _Basis(size, zero, patterns)


def _single_bits(length: int, at: int) -> Iterator[str]:
    """Yield texts of zeros but for one bit in the character or pair at ``at``."""
    pair = at + 1 < length
    for bit in range(_PAIR if pair else _SINGLE):
        value = 1 << bit
        if not pair and value >= len(_ALPHABET):
            return
        high, low = divmod(value, len(_ALPHABET))
        chars = _ALPHABET[high] + _ALPHABET[low] if pair else _ALPHABET[low]
        yield "0" * at + chars + "0" * (length - at - len(chars))


def _learn(text: str) -> tuple[int, int]:
    code = segno.make_qr(
        text, error="m", boost_error=False, mask=_MASK, mode="alphanumeric"
    )
    bits = "".join(str(module) for row in code.matrix for module in row)
    return len(code.matrix), int(bits, 2)
