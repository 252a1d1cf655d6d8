"""Partial dates (``2021``, ``2021-03``, ``2021-03-18``): a missing part stays missing.

A rule that needs a part the record does not state gets a problem, never a guess.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Literal

from dangan.model.json import Pointer, pointer
from dangan.model.message import M, Message
from dangan.model.reason import Derived, Reason
from dangan.model.record import Record

#: How exactly a rule needs to know a date.
Part = Literal["year", "month", "day"]
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month of a year or a day; ``0`` stands for a part not stated."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``ValueError`` otherwise."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(text)
        parts = [int(part or 0) for part in found.groups()]
        datetime.date(
            parts[0], parts[1] if found[2] else 1, parts[2] if found[3] else 1
        )
        return cls(*parts)

    @classmethod
    def of(cls, day: datetime.date) -> PartialDate:
        """Return a day as a partial date that lacks nothing."""
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> datetime.date:
        """Return the first day it can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """Return the last day it can mean."""
        month = self.month or 12
        return datetime.date(
            self.year, month, self.day or calendar.monthrange(self.year, month)[1]
        )

    @property
    def exact(self) -> datetime.date | None:
        """Return the day, if the date states one."""
        return self.first if self.day else None

    def upto(self, part: Part) -> PartialDate:
        """Return the date without what is finer than ``part``."""
        month = 0 if part == "year" else self.month
        return PartialDate(self.year, month, self.day if part == "day" else 0)

    def states(self, part: Part) -> bool:
        """Tell whether the date is known down to a part."""
        return bool(getattr(self, part))

    def __str__(self) -> str:
        """Return the form that ``parse`` reads."""
        text = f"{self.year:04d}"
        text += f"-{self.month:02d}" if self.month else ""
        return text + (f"-{self.day:02d}" if self.day else "")


def read(value: object, field: str) -> Derived[PartialDate]:
    """Read what a field says; ``field`` is what problems call it."""
    if value is None or value == "":
        return Derived(None, (), M("{field} is missing", field=field))
    try:
        return Derived(PartialDate.parse(str(value)))
    except ValueError:
        return Derived(None, (), M("{field} is not a date", field=field))


def day(value: object) -> datetime.date | None:
    """Return a whole day written ``YYYY-MM-DD``; None for anything else."""
    found = read(value, "").value
    return found.exact if found else None


def field(record: Record, path: str) -> Derived[PartialDate]:
    """Return the date in a field of a record, with the field as its reason."""
    found = read(record.get(path), path)
    if found.value is None:
        return found
    return Derived(found.value, (_taken(record, path, found.value),))


def require(found: Derived[PartialDate], part: Part, name: str) -> Derived[PartialDate]:
    """Refuse a date that is not known down to ``part``."""
    if found.value is None or found.value.states(part):
        return found
    return Derived(None, found.because, _too_vague(part, name))


def _taken(record: Record, path: str, value: PartialDate) -> Reason:
    route: Pointer = pointer(path)
    text = M("{field} is {date}", field=path, date=str(value))
    return Reason(text, record=record.id, pointer=route)


def _too_vague(part: Part, name: str) -> Message:
    if part == "day":
        return M("{field} states no day, and this rule counts from a day", field=name)
    return M("{field} states no month, and this rule needs one", field=name)
