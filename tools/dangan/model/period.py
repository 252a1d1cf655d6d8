"""Periods (期限) as data: ``P10Y``, ``P6M``, ``P2W``, ``P14D``, ``P15WD``.

ISO 8601 durations with one part each, and ``WD`` for working days, which the
standard does not know. Arithmetic that needs a date lives in ``rules.periods``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Unit = Literal["years", "months", "weeks", "days", "workdays"]
_UNITS: dict[str, Unit] = {
    "Y": "years",
    "M": "months",
    "W": "weeks",
    "D": "days",
    "WD": "workdays",
}
_FORM = re.compile(r"P([1-9][0-9]{0,3})(Y|M|WD|W|D)")


@dataclass(frozen=True, slots=True)
class Period:
    """A count of one unit; never zero, never mixed."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``P10Y`` and the like; ``ValueError`` for anything else."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(text)
        return cls(int(found[1]), _UNITS[found[2]])

    def __str__(self) -> str:
        """Return the form that ``parse`` reads."""
        suffix = next(key for key, unit in _UNITS.items() if unit == self.unit)
        return f"P{self.count}{suffix}"
