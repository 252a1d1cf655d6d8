"""Days that come back every year (周年): the day itself, in one calendar period."""

from __future__ import annotations

import calendar as gregorian
import datetime

from dangan.model.archive import Archive
from dangan.model.json import Json
from dangan.model.message import M
from dangan.model.reason import Derived, Reason
from dangan.model.record import Record
from dangan.rules.calendar_periods import CalendarPeriod
from dangan.rules.moments import Moment, moment


def anniversary(
    ref: Json, record: Record | None, span: CalendarPeriod, archive: Archive
) -> Derived[datetime.date]:
    """Return the anniversary of a day of a record in the year of a period.

    29 February is kept on 28 February in a year without one. A record that
    states no such day has no anniversary: the value is None, without a problem.
    The year in which it began is not told: the day may be somebody's birthday.
    """
    start = moment(ref, record, "day", archive) if record else Moment(absent=True)
    if start.value is None:
        return Derived(None, (), None if start.absent else start.problem)
    month, day = start.value.first.month, start.value.first.day
    last = gregorian.monthrange(span.last.year, month)[1]
    found = datetime.date(span.last.year, month, min(day, last))
    return Derived(found, (Reason(M("the day comes back every year")),))
