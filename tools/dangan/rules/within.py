"""Due days: how long after a moment something is due (``within`` of a rule).

A pack writes one of::

    P2D    P15WD    P2M                          # a period after the moment
    {months: 2}                                  # the same as P2M
    {day_of_month: 8, months_after: 1}           # the 8th of the next month
    {by: "05-31", years_after: 1}                # 31 May of the next year
    {earliest: [P6M, {by: "12-31"}]}             # whichever comes first
    {latest: [...]}                              # whichever comes last
"""

from __future__ import annotations

import calendar as gregorian
import datetime

from dangan.model.json import Json, JsonObject
from dangan.model.message import M
from dangan.model.period import Period
from dangan.model.reason import Derived, Reason
from dangan.rules import periods
from dangan.rules.dates import Part, PartialDate
from dangan.rules.workdays import Calendar

_CHOICES = ("earliest", "latest")
_UNITS = ("years", "months", "weeks", "days", "workdays")


def needs(within: Json) -> Part:
    """Return how exactly the moment must be known."""
    if isinstance(within, str) or any(unit in within for unit in _UNITS):
        return "day"
    if "day_of_month" in within:
        return "month"
    if "by" in within:
        return "year"
    inner = {needs(one) for how in _CHOICES for one in within.get(how, ())}
    return next(part for part in ("day", "month", "year") if part in inner)


def due(
    within: Json, start: PartialDate, calendar: Calendar | None, *, shift: bool = False
) -> Derived[datetime.date]:
    """Return the last day in time; ``start`` is known down to ``needs(within)``."""
    try:
        ends = _due(within, start, calendar)
    except OverflowError:
        return Derived(None, (), M("the period ends after the year 9999"))
    if ends.value is None or not shift:
        return ends
    known = calendar or Calendar.unknown()
    moved = known.on_or_after(ends.value)
    return Derived(moved.value, (*ends.because, *moved.because), moved.problem)


def _due(
    within: Json, start: PartialDate, calendar: Calendar | None
) -> Derived[datetime.date]:
    period = _period(within)
    if period:
        return periods.add(start.first, period, calendar)
    if "day_of_month" in within:
        return _day_of_month(within, start)
    if "by" in within:
        return _by_date(within, start)
    return _chosen(within, start, calendar)


def _period(within: Json) -> Period | None:
    if isinstance(within, str):
        return Period.parse(within)
    unit = next((unit for unit in _UNITS if unit in within), None)
    return Period(int(within[unit]), unit) if unit else None  # type: ignore[arg-type]


def _day_of_month(within: JsonObject, start: PartialDate) -> Derived[datetime.date]:
    months = int(within.get("months_after", 1))
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = _clamped(year, month + 1, int(within["day_of_month"]))
    text = M(
        "day {day} of the month, {count} months after {date}",
        day=day.day,
        count=months,
        date=str(start.upto("month")),
    )
    return Derived(day, (Reason(text),))


def _by_date(within: JsonObject, start: PartialDate) -> Derived[datetime.date]:
    years = int(within.get("years_after", 0))
    month, day = (int(part) for part in str(within["by"]).split("-"))
    ends = _clamped(start.year + years, month, day)
    text = M(
        "by {date}, {count} years after {year}",
        date=ends.isoformat(),
        count=years,
        year=str(start.year),
    )
    return Derived(ends, (Reason(text),))


def _chosen(
    within: JsonObject, start: PartialDate, calendar: Calendar | None
) -> Derived[datetime.date]:
    how = next(how for how in _CHOICES if how in within)
    ends = [_due(one, start, calendar) for one in within[how]]
    unknown = next((one for one in ends if one.value is None), None)
    if unknown:
        return unknown
    pick = min if how == "earliest" else max
    chosen = pick(ends, key=lambda one: one.value or datetime.date.max)
    first = M("the first of several days counts")
    last = M("the last of several days counts")
    reason = Reason(first if how == "earliest" else last)
    return Derived(chosen.value, (*chosen.because, reason))


def _clamped(year: int, month: int, day: int) -> datetime.date:
    if year > datetime.MAXYEAR:
        raise OverflowError(year)
    last = gregorian.monthrange(year, month)[1]
    return datetime.date(year, month, min(day, last))
