"""ULIDs: 26 characters that sort by the time at which they were minted.

48 bits of milliseconds and 80 of chance in Crockford's alphabet. Small enough to
be our own: the time is handed in, and several at once count on from the first.
"""

from __future__ import annotations

from collections.abc import Iterator

#: Crockford's: no I, L, O and U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHANCE_BITS = 80
_BITS = 128


def ulids(milliseconds: int, chance: int) -> Iterator[str]:
    """Yield ULIDs of one moment, each greater than the one before.

    Args:
        milliseconds: since 1970-01-01 UTC.
        chance: a random number of fewer than 80 bits, so that there is room to
            count on.
    """
    number = (milliseconds << _CHANCE_BITS) + chance
    while number < 1 << _BITS:
        yield encoded(number)
        number += 1


def encoded(number: int) -> str:
    """Return a number of 128 bits as 26 characters."""
    return "".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
