"""Statistics (统计): measure × dimensions × period, with totals that add up.

Section ``statistics`` of a pack::

    - id: quantity
      label: {zh: 档案数量, en: quantity of files}
      for: {type: [item, volume]}
      measure: stock              # count, stock, sum, average, distinct
      source: records             # records, events, entries, holding
      by: [class]                 # dimensions: fields, year, {grade: ID}
      period: year                # month, quarter, half-year, year
      last: 5                     # so many periods up to the as-of date
      clause: r96
    - {id: uses, source: events, kinds: [lent, consulted], measure: count, period: year}
    - {id: amounts, source: entries, entries: dealings, measure: sum, of: amount.value}
    - {id: equipment, source: holding, entries: locations.*.equipment.*,
       measure: sum, of: count, by: [kind]}
    - {id: utilisation, ratio: {of: uses, to: quantity}, percent: true}
    - {id: owed, difference: {of: billed, less: repaid}, by: [title]}
    - id: sales-grade             # a grade for each customer, by thresholds
      source: entries
      entries: dealings
      for: {type: customer}
      measure: sum
      of: amount.value
      over: P1Y                   # only the year up to the as-of date
      average: month              # the sum by that many months
      by: [id]
      bands: [{id: a, at_least: $principal_sales, label: {…}}, {id: c, label: {…}}]

``stock`` counts what was in on the last day of a period (``on`` to ``until``);
without a period, on the as-of date. What cannot be dated stands in a column of
its own: it is never left out, so that the totals add up.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from dangan.model.archive import Archive
from dangan.model.errors import PackError
from dangan.model.json import Json, JsonObject
from dangan.model.message import M
from dangan.model.period import Period
from dangan.model.recordtype import RecordType
from dangan.policy.policy import Policy, Rule
from dangan.rules.calendar_periods import MONTHS, CalendarPeriod, period_of
from dangan.rules.counted import Fact, Source
from dangan.rules.dates import PartialDate
from dangan.rules.measures import MEASURES, Number, quotient
from dangan.rules.periods import back
from dangan.rules.tallies import COMBINED, Key, Tally, combined

SECTION = "statistics"
_DAY = datetime.timedelta(days=1)


class Statistics:
    """The statistics of one policy on one day."""

    def __init__(
        self,
        policy: Policy,
        archive: Archive,
        types: Mapping[str, RecordType],
        as_of: datetime.date,
    ) -> None:
        """Take what is counted; nothing is computed yet."""
        self.policy, self.as_of = policy, as_of
        self.source = Source(archive, types)
        self._graded: dict[str, Mapping[Key, JsonObject]] = {}

    def tally(self, rule: Rule) -> Tally:
        """Return what a rule counts."""
        if any(name in rule.data for name in COMBINED):
            return self._combined(rule)
        count = _Count(self, rule)
        rows = {key: count.values(facts) for key, facts in count.groups.items()}
        every = [fact for facts in count.groups.values() for fact in facts]
        grades = _grades(rule, rows) if "bands" in rule.data else {}
        total = count.values(every)
        return Tally(rule, count.periods, rows, total, count.columns, grades)

    def grade(self, name: str, key: Key) -> JsonObject | None:
        """Return the band of a key under a rule with bands."""
        rule = self._named(name)
        if name not in self._graded:
            self._graded[name] = self.tally(rule).grades
        nothing: Number = 0
        return self._graded[name].get(key) or next(_bands(rule, nothing), None)

    def code(self, fact: Fact, dimension: Json) -> str | None:
        """Return the code of a fact in a dimension."""
        if isinstance(dimension, Mapping) and "grade" in dimension:
            rule = self._named(str(dimension["grade"]))
            key = tuple(self.code(fact, one) for one in rule.data.get("by", ()))
            band = self.grade(rule.id, key)
            return str(band["id"]) if band else None
        path = dimension["take"] if isinstance(dimension, Mapping) else dimension
        value = self.source.value(fact, str(path))
        return None if value is None else str(value)

    def _named(self, name: str) -> Rule:
        rule = self.policy.find(SECTION, name)
        if rule is None:
            raise KeyError(name)
        return rule

    def _combined(self, rule: Rule) -> Tally:
        how = next(name for name in COMBINED if name in rule.data)
        parts = rule.data[how]
        names = (parts["of"], parts.get("to") or parts.get("less"))
        one, other = (self.tally(self._named(str(name))) for name in names)
        scale = 100 if rule.get("percent") else 1
        made = combined(how, one, other, scale)
        grades = _grades(rule, made.rows) if "bands" in rule.data else {}
        return replace(made, rule=rule, grades=grades)


class _Count:
    """One count: the facts by rows, and a value for each column."""

    def __init__(self, statistics: Statistics, rule: Rule) -> None:
        self._all, self.rule = statistics, rule
        self._over = _since(rule, statistics.as_of)

    @cached_property
    def groups(self) -> Mapping[Key, list[Fact]]:
        """Return row → its facts, sorted by codes; what states none comes last."""
        found: dict[Key, list[Fact]] = {}
        for fact in self._all.source.facts(self.rule):
            if self._counts(fact):
                found.setdefault(self._key(fact), []).append(fact)
        order = sorted(found, key=lambda key: [(c is None, c or "") for c in key])
        return {key: found[key] for key in order}

    @cached_property
    def periods(self) -> tuple[CalendarPeriod, ...]:
        """Return the periods up to the as-of date, from the first fact on."""
        every = _every(self.rule)
        if not every:
            return ()
        days = [f.on.first for facts in self.groups.values() for f in facts if f.on]
        begins = min(days, default=self._all.as_of)
        shown: list[CalendarPeriod] = []
        period = period_of(every, self._all.as_of)
        while period.last >= begins and len(shown) < int(self.rule.get("last", 10)):
            shown.append(period)
            period = period_of(every, period.first - _DAY)
        return tuple(reversed(shown))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns; ``all`` comes last."""
        names = tuple(period.name for period in self.periods)
        if not names or self._is_stock:
            return names or ("all",)
        facts = [fact for facts in self.groups.values() for fact in facts]
        before = any(f.on and f.on.last < self.periods[0].first for f in facts)
        undated = any(self._place(f) == "undated" for f in facts)
        extra = (("before",) if before else ()), (("undated",) if undated else ())
        return (*extra[0], *names, *extra[1], "all")

    def values(self, facts: list[Fact]) -> tuple[Number | None, ...]:
        """Return the value of each column for some facts."""
        if self._is_stock:
            ends = [min(p.last, self._all.as_of) for p in self.periods]
            return tuple(
                sum(_is_in(fact, day) for fact in facts)
                for day in ends or [self._all.as_of]
            )
        placed: dict[str, list[Fact]] = {"all": facts}
        if self.periods:
            for fact in facts:
                placed.setdefault(self._place(fact), []).append(fact)
        return tuple(self._measured(placed.get(name, [])) for name in self.columns)

    @property
    def _is_stock(self) -> bool:
        return str(self.rule.get("measure")) == "stock"

    def _counts(self, fact: Fact) -> bool:
        """Tell whether a fact has happened, inside of ``over`` if the rule says so."""
        if fact.on is None:
            return self._over is None
        if self._over is not None and fact.on.first < self._over:
            return False
        return fact.on.first <= self._all.as_of

    def _key(self, fact: Fact) -> Key:
        return tuple(self._all.code(fact, one) for one in self.rule.data.get("by", ()))

    def _place(self, fact: Fact) -> str:
        """Return the column of a fact; ``undated`` where its date is too vague."""
        if fact.on is None:
            return "undated"
        if fact.on.last < self.periods[0].first:
            return "before"
        return next(
            (p.name for p in self.periods if p.covers(_cut(fact.on, self._all.as_of))),
            "undated",
        )

    def _measured(self, facts: list[Fact]) -> Number | None:
        measure = str(self.rule.get("measure", "count"))
        if measure == "count":
            return len(facts)
        path = str(self.rule.get("of"))
        values = [self._all.source.value(fact, path) for fact in facts]
        value = MEASURES[measure]([v for v in values if v is not None])
        return _per(value, self.rule)


def _every(rule: Rule) -> str:
    """Return the calendar period of a rule; one of another length counts as years."""
    text = str(rule.get("period") or "")
    if not text.startswith("P"):
        return text
    names = {months: name for name, months in MONTHS.items()}
    return names.get(_months(Period.parse(text)), "year")


def _cut(date: PartialDate, as_of: datetime.date) -> PartialDate:
    """Return a vague date of the running period as its first day: it has happened."""
    return PartialDate.of(date.first) if date.last > as_of else date


def _is_in(fact: Fact, day: datetime.date) -> bool:
    if fact.on is None or fact.on.first > day:
        return False
    return fact.until is None or fact.until.first > day


def _since(rule: Rule, as_of: datetime.date) -> datetime.date | None:
    text = rule.get("over")
    if not text:
        return None
    period = Period.parse(str(text))
    if period.unit == "workdays":
        raise PackError(
            M("working days are not counted back"),
            context=(rule.origin, rule.id, "over"),
            hint=M("write days, weeks, months or years"),
        )
    return back(as_of, period) + _DAY


def _months(period: Period) -> int:
    """Return how many whole months a period has; none if it is in days or weeks."""
    return period.count * MONTHS.get(period.unit.removesuffix("s"), 0)


def _per(value: Number | None, rule: Rule) -> Number | None:
    """Return a sum by months or years of ``over``, where the rule asks for that."""
    unit = rule.get("average")
    if value is None or not unit:
        return value
    months = _months(Period.parse(str(rule.get("over"))))
    return quotient(value, months // MONTHS[str(unit)], 1)


def _grades(
    rule: Rule, rows: Mapping[Key, tuple[Number | None, ...]]
) -> Mapping[Key, JsonObject]:
    """Return the band of each row: the first whose threshold its value reaches."""
    found = (
        (key, next(_bands(rule, values[-1]), None)) for key, values in rows.items()
    )
    return {key: band for key, band in found if band is not None}


def _bands(rule: Rule, value: Number | None) -> Iterator[JsonObject]:
    for band in rule.data["bands"]:
        if value is not None and value >= band.get("at_least", value):
            yield band
