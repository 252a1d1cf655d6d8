"""How a retention period is counted: the last day kept, from the day that starts it.

================  ==============================================================
``year-end``      from 1 January of the year after (归档文件: 次年起算)
``event-…``       ``event-year-end``: the same, from the year of an event
``fiscal-…``      ``fiscal-year-end``: from the first day after the fiscal year
``anniversary``   from the day itself, which does not count (Civil Code 200–204)
================  ==============================================================
"""

from __future__ import annotations

import calendar as gregorian
import datetime
from typing import Literal

from dangan.model.holding import Holding
from dangan.model.message import M
from dangan.model.period import Period
from dangan.model.reason import Derived, Reason
from dangan.rules import periods
from dangan.rules.dates import Part, PartialDate
from dangan.rules.workdays import Calendar

Count = Literal["year-end", "event-year-end", "fiscal-year-end", "anniversary"]
#: How records are counted where neither class nor schedule says (DA/T practice).
DEFAULT: Count = "year-end"
#: The fiscal year is the calendar year (会计法) unless the holding says otherwise.
_FISCAL_END = "12-31"
_DAY = datetime.timedelta(days=1)


def needs(count: Count, holding: Holding) -> Part:
    """Return how exactly the starting date must be known."""
    if count == "anniversary":
        return "day"
    if count == "fiscal-year-end" and fiscal_end(holding) != _FISCAL_END:
        return "day"
    return "year"


def fiscal_end(holding: Holding) -> str:
    """Return the last day of the fiscal year as ``MM-DD``."""
    return str(holding.get("fiscal_year_end") or _FISCAL_END)


def last_day(
    count: Count,
    period: Period,
    start: PartialDate,
    holding: Holding,
    calendar: Calendar | None = None,
) -> Derived[datetime.date]:
    """Return the last day kept; ``start`` is known down to ``needs(count)``."""
    if count == "anniversary":
        return periods.add(start.first, period, calendar)
    if period.unit == "workdays":
        return Derived(None, (), M("working days cannot be counted from a year's end"))
    try:
        first = _first_day(count, start, holding)
        last = periods.counted_from(first, period)
    except OverflowError:
        return Derived(None, (), M("the period ends after the year 9999"))
    text = M(
        "{period} counted from {first}",
        period=periods.words(period),
        first=first.isoformat(),
    )
    return Derived(last, (Reason(text),))


def _first_day(count: Count, start: PartialDate, holding: Holding) -> datetime.date:
    """Return the first day that counts: the day after the year of the start."""
    end = fiscal_end(holding) if count == "fiscal-year-end" else _FISCAL_END
    ends = _year_end(start.year, end)
    if start.day and start.first > ends:
        ends = _year_end(start.year + 1, end)
    return ends + _DAY


def _year_end(year: int, end: str) -> datetime.date:
    if year > datetime.MAXYEAR:
        raise OverflowError(year)
    month, day = (int(part) for part in end.split("-"))
    return datetime.date(year, month, min(day, gregorian.monthrange(year, month)[1]))
