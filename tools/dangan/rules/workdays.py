"""Working days after the State Council's yearly arrangements (data, not arithmetic).

A year whose notice is not in the data is not known; neither are the last days
of a year while the next year's notice is missing, since notices reach back.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dangan.model.json import JsonObject
from dangan.model.message import M, Message
from dangan.model.reason import Derived, Reason

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked, for the years whose arrangement was announced."""

    #: Days off by the arrangement, with the name of the holiday.
    off: Mapping[datetime.date, str]
    #: Weekend days that are worked.
    worked: frozenset[datetime.date]
    #: Year → numbers of the notices it rests on.
    notices: Mapping[int, tuple[str, ...]]
    #: From this ``MM-DD`` on a year needs the following year's notice as well.
    next_notice_from: str = "12-25"

    @classmethod
    def from_data(cls, data: JsonObject) -> Calendar:
        """Read the content of ``schemas/core/calendar/<country>.yaml``."""
        years = data["years"]
        spans = [span for year in years for span in year["holidays"]]
        off = {day: str(span["name"]) for span in spans for day in _days(span)}
        worked = (_date(day) for year in years for day in year["makeup"])
        notices = {
            int(year["year"]): tuple(str(n["number"]) for n in year["notices"])
            for year in years
        }
        return cls(off, frozenset(worked), notices, str(data["next_notice_from"]))

    @classmethod
    def unknown(cls) -> Calendar:
        """Return a calendar that knows no year, for places without one."""
        return cls({}, frozenset(), {})

    def problem(self, day: datetime.date) -> Message | None:
        """Return why it is not known whether a day is worked, or nothing."""
        late = day.isoformat()[5:] >= self.next_notice_from
        for year in (day.year, day.year + 1) if late else (day.year,):
            if year not in self.notices:
                return M("working days of {year} are not announced yet", year=str(year))
        return None

    def is_workday(self, day: datetime.date) -> Derived[bool]:
        """Tell whether a day is worked; a problem where that is not announced."""
        problem = self.problem(day)
        if problem:
            return Derived(None, (), problem)
        return Derived(self._worked(day), (self._reason(day),))

    def add(self, start: datetime.date, count: int) -> Derived[datetime.date]:
        """Return the ``count``-th working day after ``start`` (not counted itself)."""
        day = start
        left = count
        while left:
            day += _DAY
            problem = self.problem(day)
            if problem:
                return Derived(None, (), problem)
            left -= self._worked(day)
        text = M(
            "{count} working days after {date}", count=count, date=start.isoformat()
        )
        return Derived(day, (Reason(text), *self._skipped(start, day)))

    def on_or_after(self, day: datetime.date) -> Derived[datetime.date]:
        """Return the day itself if it is worked, or the next one that is."""
        moved = day
        while not self.problem(moved):
            if self._worked(moved):
                return Derived(moved, self._shifted(day, moved))
            moved += _DAY
        return Derived(None, (), self.problem(moved))

    def _worked(self, day: datetime.date) -> bool:
        if day in self.worked:
            return True
        return day not in self.off and day.weekday() < _SATURDAY

    def _shifted(self, day: datetime.date, moved: datetime.date) -> tuple[Reason, ...]:
        if moved == day:
            return ()
        text = M(
            "{date} is not worked; the next working day is {moved}",
            date=day.isoformat(),
            moved=moved.isoformat(),
        )
        return (Reason(text), self._reason(day))

    def _skipped(self, start: datetime.date, end: datetime.date) -> tuple[Reason, ...]:
        days = (start + _DAY * step for step in range(1, (end - start).days + 1))
        names = dict.fromkeys(self.off[day] for day in days if day in self.off)
        return tuple(Reason(M("{holiday} is not counted", holiday=n)) for n in names)

    def _reason(self, day: datetime.date) -> Reason:
        notices = "、".join(self.notices[day.year])
        name = self.off.get(day, "")
        if name:
            return Reason(
                M("day off: {holiday} ({notices})", holiday=name, notices=notices)
            )
        if day in self.worked:
            return Reason(M("worked weekend day ({notices})", notices=notices))
        return Reason(M("working days by {notices}", notices=notices))


def _days(span: JsonObject) -> Iterator[datetime.date]:
    day, until = _date(span["from"]), _date(span["until"])
    while day <= until:
        yield day
        day += _DAY


def _date(text: object) -> datetime.date:
    return datetime.date.fromisoformat(str(text))
