"""Calendar periods: days, months, quarters, half-years, years, by name and by day."""

from __future__ import annotations

import calendar as gregorian
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from dangan.rules.dates import PartialDate

#: How many months a period has.
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
#: What happens every day has a period of its own, which is no part of a month.
DAY = "day"
_NAMES = {
    "month": "{year:04d}-{month:02d}",
    "quarter": "{year:04d}-Q{index}",
    "half-year": "{year:04d}-H{index}",
    "year": "{year:04d}",
}


@dataclass(frozen=True, slots=True, order=True)
class CalendarPeriod:
    """One day, month, quarter, half-year or year."""

    first: datetime.date
    last: datetime.date
    #: ``2026-03-05``, ``2026-03``, ``2026-Q1``, ``2026-H1``, ``2026``.
    name: str

    def covers(self, date: PartialDate) -> bool:
        """Tell whether the whole of a partial date lies in the period."""
        return self.first <= date.first and date.last <= self.last


def period_of(every: str, day: datetime.date) -> CalendarPeriod:
    """Return the period of a kind that a day lies in."""
    if every == DAY:
        return CalendarPeriod(day, day, day.isoformat())
    months = MONTHS[every]
    index = (day.month - 1) // months
    first = datetime.date(day.year, index * months + 1, 1)
    end = first.month + months - 1
    last = datetime.date(day.year, end, gregorian.monthrange(day.year, end)[1])
    name = _NAMES[every].format(year=day.year, month=first.month, index=index + 1)
    return CalendarPeriod(first, last, name)


def begun(
    every: str, since: datetime.date, until: datetime.date
) -> Iterator[CalendarPeriod]:
    """Yield the periods from that of ``since`` on that have begun by ``until``."""
    period = period_of(every, since)
    while period.first <= until:
        yield period
        period = period_of(every, period.last + datetime.timedelta(days=1))
