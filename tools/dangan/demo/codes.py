"""Invented identifiers with valid check characters, recognisable as invented."""

from __future__ import annotations

import datetime as dt
from random import Random

_SET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ULID = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def unified_code(chance: Random) -> str:
    """Return a 统一社会信用代码 of an office that does not exist (GB 32100-2015).

    Registration office 990000 is assigned to nobody, so no real firm bears it.
    """
    body = "91990000DAN" + "".join(chance.choice("0123456789") for _ in range(6))
    total = sum(_SET.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + _SET[(31 - total % 31) % 31]


def ulid(on: dt.date, chance: Random) -> str:
    """Return a ULID of noon UTC of a day, its random part drawn from ``chance``."""
    noon = dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)
    number = (int(noon.timestamp() * 1000) << 80) | chance.getrandbits(80)
    return "".join(_ULID[(number >> shift) & 31] for shift in range(125, -1, -5))
