"""Arithmetic of periods after the Civil Code, articles 200 to 204.

The starting day does not count; a period in months or years ends on the
corresponding day, or on the last day of the month where there is none; only
where a rule asks for it does a last day that is not worked move on.
"""

from __future__ import annotations

import calendar as gregorian
import datetime

from dangan.model.message import M, Message
from dangan.model.period import Period, Unit
from dangan.model.reason import Derived, Reason
from dangan.rules.workdays import Calendar

_DAYS: dict[Unit, int] = {"days": 1, "weeks": 7}
_MONTHS: dict[Unit, int] = {"months": 1, "years": 12}

_ONE: dict[Unit, Message] = {
    "years": M("1 year"),
    "months": M("1 month"),
    "weeks": M("1 week"),
    "days": M("1 day"),
    "workdays": M("1 working day"),
}


def add(
    start: datetime.date,
    period: Period,
    calendar: Calendar | None = None,
    *,
    shift: bool = False,
) -> Derived[datetime.date]:
    """Return the last day of a period that begins with an event on ``start``.

    ``calendar`` is needed for working days and for ``shift``, which moves a last
    day that is not worked to the next working day (Civil Code, article 203).
    """
    ends = _last_day(start, period, calendar)
    if ends.value is None or not shift:
        return ends
    if calendar is None:
        return Derived(None, ends.because, _no_calendar())
    moved = calendar.on_or_after(ends.value)
    return Derived(moved.value, (*ends.because, *moved.because), moved.problem)


def counted_from(first: datetime.date, period: Period) -> datetime.date:
    """Return the last day of a period whose first day counts (from 1 January…).

    Raises ``OverflowError`` past the year 9999.
    """
    if period.unit in _DAYS:
        last = first + datetime.timedelta(days=period.count * _DAYS[period.unit] - 1)
    else:
        months = period.count * _MONTHS[period.unit]
        last = _months_later(first, months) - datetime.timedelta(days=1)
        if _corresponding_is_missing(first, months):
            last += datetime.timedelta(days=1)
    return last


def back(day: datetime.date, period: Period) -> datetime.date:
    """Return the corresponding day a period earlier; the first of all days at most."""
    try:
        if period.unit in _DAYS:
            return day - datetime.timedelta(days=period.count * _DAYS[period.unit])
        return _months_later(day, -period.count * _MONTHS[period.unit])
    except OverflowError:
        return datetime.date.min


def words(period: Period) -> Message:
    """Return a period in words."""
    if period.count == 1:
        return _ONE[period.unit]
    several = {
        "years": M("{count} years", count=period.count),
        "months": M("{count} months", count=period.count),
        "weeks": M("{count} weeks", count=period.count),
        "days": M("{count} days", count=period.count),
        "workdays": M("{count} working days", count=period.count),
    }
    return several[period.unit]


def told(text: str) -> Message | str:
    """Return ``P5Y`` in words, and what is no period as it is."""
    try:
        return words(Period.parse(text))
    except ValueError:
        return text


def _last_day(
    start: datetime.date, period: Period, calendar: Calendar | None
) -> Derived[datetime.date]:
    try:
        if period.unit == "workdays":
            if calendar is None:
                return Derived(None, (), _no_calendar())
            return calendar.add(start, period.count)
        last = _plain(start, period)
    except OverflowError:
        return Derived(None, (), M("the period ends after the year 9999"))
    text = M("{period} after {date}", period=words(period), date=start.isoformat())
    return Derived(last, (Reason(text),))


def _plain(start: datetime.date, period: Period) -> datetime.date:
    if period.unit in _DAYS:
        return start + datetime.timedelta(days=period.count * _DAYS[period.unit])
    return _months_later(start, period.count * _MONTHS[period.unit])


def _months_later(start: datetime.date, months: int) -> datetime.date:
    """Return the corresponding day, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise OverflowError(year)
    last = gregorian.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(start.day, last))


def _corresponding_is_missing(first: datetime.date, months: int) -> bool:
    return _months_later(first, months).day != first.day


def _no_calendar() -> Message:
    return M("working days are counted, and there is no calendar of working days")
