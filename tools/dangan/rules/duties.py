"""Recurring duties (定期事项): each period × department × kind, done, nil or lacking.

Section ``duties`` of a pack::

    - id: monthly-supply
      label: {zh: 按月移交, en: monthly hand-over}
      every: month                 # day, month, quarter, half-year, year, P6M, once
      per: [department]            # dimensions: one duty for each value
      each: {department: [sales]}  # values; default: all that the holding lists
      expect: [basic-form, contract-copy]    # kinds, each a cell of its own
      due: {day_of_month: $sales_day, months_after: 1}    # after the period
      satisfied_by:
        type: transfer
        period: period             # field with the period, or a date in it
        by: {department: from.department, kind: items.*.kind}
        match: {…}                 # further condition
        done: {field: handed_over_on}
      nil_ok: true                 # nil: true stands for "nothing this period"
      since: "2026-01-01"          # first period; default: the edition's first day,
                                   # or the holding's ``since`` if that is later
      owed_by: {department: sales}
      clause: r15

A period such as ``P6M`` runs from the last time the duty was done, for each
record that ``for`` names (``per: [record]``). What must be there ``once`` is due
so long after ``since``; it never comes again. A day that lies inside its period
(``{day_of_month: 25, months_after: 0}``, ``{anniversary_of: {field: founded_on}}``)
is told as soon as the period begins.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dangan.model.archive import Archive
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.period import Period
from dangan.model.reason import Derived, Reason
from dangan.model.record import Record
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy, Rule
from dangan.rules import periods
from dangan.rules.anniversaries import anniversary
from dangan.rules.calendar_periods import CalendarPeriod, begun
from dangan.rules.dates import PartialDate
from dangan.rules.deadlines import last_day
from dangan.rules.dues import Due, judge, party
from dangan.rules.moments import Moment, moment
from dangan.rules.reasons import reasons
from dangan.rules.supply import RECORD, Supply
from dangan.rules.workdays import Calendar

SECTION = "duties"
#: ``every`` of what must be there and never comes again.
ONCE = "once"
_AT_ONCE: JsonObject = {"months": 0}
#: When a record's own clock began, unless the rule says so.
_BEGUN = {"field": ["opened_on", "formed_on"]}


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the matrix of a duty: a period for one unit."""

    rule: Rule
    #: ``2026-03``, ``2026-Q1``, ``2026``; empty where it runs from the last time.
    period: str
    #: Dimension → value: department, record, kind…
    unit: Mapping[str, str]
    due: Due
    #: The record that satisfies it.
    by: Record | None = None
    #: It was reported that there was nothing.
    nil: bool = False


def matrix(
    policy: Policy,
    archive: Archive,
    calendar: Calendar | None,
    as_of: datetime.date,
    until: datetime.date | None = None,
) -> tuple[Cell, ...]:
    """Return the cells of all duties of a policy whose period is over.

    ``until`` adds the periods that will be over by then.
    """
    last = until or as_of
    duties = (
        _Duty(rule, policy, archive, calendar, as_of, last)
        for rule in policy.rules(SECTION)
    )
    return tuple(cell for duty in duties for cell in duty.cells())


@dataclass(frozen=True)
class _Duty:
    rule: Rule
    policy: Policy
    archive: Archive
    calendar: Calendar | None
    as_of: datetime.date
    until: datetime.date

    @cached_property
    def _supply(self) -> Supply:
        return Supply(self.rule, self.archive)

    def cells(self) -> Iterator[Cell]:
        """Yield the cells by period, and by unit inside of one."""
        every = str(self.rule.data["every"])
        units = tuple(self._units())
        if every.startswith("P"):
            yield from (self._since_last(Period.parse(every), unit) for unit in units)
            return
        if every == ONCE:
            for unit in units:
                yield from self._once(unit)
            return
        since = self._since
        spans = begun(every, datetime.date.fromisoformat(since), self.until)
        for span, unit in itertools.product(spans, units):
            cells = self._in_period(span, unit)
            yield from (cell for cell in cells if self._is_told(cell, span))

    def _is_told(self, cell: Cell, span: CalendarPeriod) -> bool:
        """Tell whether a period is over, or something is due before its end.

        What was due before the first day was never owed.
        """
        if cell.due.due_on is None:
            return span.last < self.until and cell.due.problem is not None
        if cell.due.due_on.isoformat() < self._since:
            return False
        return span.last < self.until or cell.due.due_on < span.last

    def _once(self, unit: Mapping[str, str]) -> Iterator[Cell]:
        """Yield what has to be there at all, by kind."""
        found = tuple(self._supply.candidates(unit))
        begun_on = self._begun(unit)
        for kind in tuple(map(str, self.rule.data.get("expect", ()))) or ("",):
            by = next((r for r in found if self._supply.brings(r, kind)), None)
            named = {**unit, "kind": kind} if kind else unit
            made = self._owed(named, by)
            if begun_on.value is None:
                made = replace(made, state="waiting", problem=begun_on.problem)
            else:
                within = {
                    **self.rule.data,
                    "within": self.rule.data.get("due", _AT_ONCE),
                }
                ends = last_day(within, begun_on, self.calendar)
                made = self._judged(made, begun_on, ends, by)
            yield Cell(self.rule, "", named, made, by)

    def _in_period(
        self, span: CalendarPeriod, unit: Mapping[str, str]
    ) -> Iterator[Cell]:
        found = [
            r for r in self._supply.candidates(unit) if self._supply.is_for(r, span)
        ]
        nil = next((r for r in found if self._supply.is_nil(r)), None)
        for kind in tuple(map(str, self.rule.data.get("expect", ()))) or ("",):
            by = next((r for r in found if self._supply.brings(r, kind)), None)
            named = {**unit, "kind": kind} if kind else unit
            due = self._due(span, named, by or nil)
            is_nil = by is None and nil is not None
            yield Cell(self.rule, span.name, named, due, by or nil, is_nil)

    def _due(
        self, span: CalendarPeriod, unit: Mapping[str, str], by: Record | None
    ) -> Due:
        text = M(
            "{period} ends on {date}", period=span.name, date=span.last.isoformat()
        )
        begun = Moment(PartialDate.of(span.last), reasons(self.rule, text))
        made = replace(self._owed(unit, by), period=span.name)
        return self._judged(made, begun, self._ends(span, unit, begun), by)

    def _ends(
        self, span: CalendarPeriod, unit: Mapping[str, str], begun: Moment
    ) -> Derived[datetime.date]:
        within = self.rule.data.get("due", {"by": span.last.strftime("%m-%d")})
        if isinstance(within, Mapping) and "anniversary_of" in within:
            subject = self.archive.by_id.get(unit.get(RECORD, ""))
            return anniversary(within["anniversary_of"], subject, span, self.archive)
        return last_day({**self.rule.data, "within": within}, begun, self.calendar)

    def _judged(
        self,
        made: Due,
        begun: Moment,
        ends: Derived[datetime.date],
        by: Record | None,
    ) -> Due:
        """Return a due with its day, and whether it was kept."""
        because = (*begun.because, *ends.because)
        made = replace(made, due_on=ends.value, because=because, problem=ends.problem)
        if ends.value is None:
            return made
        done = self._supply.done(by) if by else Moment(absent=True)
        state, done_on, problem = judge(ends.value, done, self.as_of)
        because = (*because, *done.because)
        return replace(
            made, state=state, done_on=done_on, problem=problem, because=because
        )

    def _since_last(self, every: Period, unit: Mapping[str, str]) -> Cell:
        times = (
            (self._supply.done(r, "last"), r) for r in self._supply.candidates(unit)
        )
        known = [(time.value.first, time, r) for time, r in times if time.value]
        by = max(known, key=lambda row: row[0])[2] if known else None
        start = max(known, key=lambda row: row[0])[1] if known else self._begun(unit)
        made = self._owed(unit, by)
        if start.value is None:
            waiting = replace(made, state="waiting", problem=start.problem)
            return Cell(self.rule, "", unit, waiting)
        ends = periods.add(start.value.first, every, self.calendar)
        because = (*start.because, *self._cited(ends.because))
        made = replace(made, due_on=ends.value, because=because, problem=ends.problem)
        if ends.value is not None:
            state = judge(ends.value, Moment(absent=True), self.as_of)[0]
            made = replace(made, state=state)
        return Cell(self.rule, "", unit, made, by)

    def _owed(self, unit: Mapping[str, str], by: Record | None) -> Due:
        about = by or self.archive.by_id.get(unit.get(RECORD, ""))
        owed_by = party(self.rule.data.get("owed_by"), about)
        if not owed_by and "department" in unit:
            owed_by = {"department": unit["department"]}
        owed_to = party(self.rule.data.get("owed_to"), about)
        return Due(
            self.rule.id,
            self.rule.label,
            owed_by,
            owed_to,
            None,
            None,
            "unknown",
            record=about.id if about else "",
            clauses=self.rule.clauses,
            unit=unit,
        )

    def _units(self) -> Iterator[Mapping[str, str]]:
        names = tuple(map(str, self.rule.data.get("per", ())))
        values = [self._values(name) for name in names]
        for row in itertools.product(*values):
            yield dict(zip(names, row, strict=True))

    def _values(self, name: str) -> tuple[str, ...]:
        listed = self.rule.get(f"each.{name}")
        if listed is not None:
            return (listed,) if isinstance(listed, str) else tuple(listed)
        if name == RECORD:
            return tuple(r.id for r in self.archive.records if self._is_subject(r))
        holding = self.archive.holding
        return tuple(holding.entries(name) or holding.entries(f"{name}s"))

    def _is_subject(self, record: Record) -> bool:
        gone = record.is_draft or record.is_tombstone
        conditions = (self.rule.data.get("for"), self.rule.data.get("when"))
        return not gone and all(matches(one, record.data) for one in conditions)

    @property
    def _since(self) -> str:
        """Return the first day: the rule's; else of the edition, or of the archive."""
        begun_on = str(self.archive.holding.get("since") or "")
        return str(self.rule.data.get("since") or max(self.policy.edition, begun_on))

    def _begun(self, unit: Mapping[str, str]) -> Moment:
        subject = self.archive.by_id.get(unit.get(RECORD, ""))
        if subject is not None and self.rule.data.get("since") is None:
            return moment(_BEGUN, subject, "day", self.archive)
        day = PartialDate.parse(self._since)
        text = M("counted since {date}", date=str(day))
        return Moment(day, reasons(self.rule, text))

    def _cited(self, steps: tuple[Reason, ...]) -> tuple[Reason, ...]:
        return tuple(r for step in steps for r in reasons(self.rule, step.message))
