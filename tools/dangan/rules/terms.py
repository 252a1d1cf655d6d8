"""The periods that bear on a record: its retention class, legal floors, ceilings."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from dangan.model.archive import Archive
from dangan.model.holding import Holding
from dangan.model.json import Json
from dangan.model.message import M, Message
from dangan.model.period import Period
from dangan.model.reason import Derived, Reason
from dangan.model.record import Record
from dangan.policy.policy import Policy, Rule
from dangan.rules import counting
from dangan.rules.counting import Count
from dangan.rules.moments import Moment, moment
from dangan.rules.reasons import reasons
from dangan.rules.words import applying, words

#: ``waiting``: the clock has not started, which is in order here.
Kind = Literal["dated", "permanent", "waiting", "problem"]
PERMANENT = "permanent"
#: The end of a period without end, for comparison.
NEVER = datetime.date.max


@dataclass(frozen=True, slots=True)
class Term:
    """One period that bears on a record."""

    #: Id of the retention class, or the legal basis.
    id: str
    kind: Kind
    last_day: datetime.date | None = None
    because: tuple[Reason, ...] = ()
    problem: Message | None = None

    @property
    def ends(self) -> datetime.date:
        """Return the last day, or the end of time."""
        return self.last_day or NEVER


#: What a schedule can say of the clock; without any of it, only that it may wait.
_SAYS = frozenset({"class", "trigger", "count"})


def class_term(record: Record, policy: Policy, archive: Archive) -> Term:
    """Return the period of the retention class of a record."""
    schedules = applying(policy, "retention", record.data)
    schedule = next((one for one in schedules if one.data.keys() & _SAYS), None)
    name, because = _class_of(record, schedule)
    if not name:
        return _broken("", M("retention.class is missing, and no rule gives one"))
    rule = policy.find("retention_classes", name)
    if rule is None:
        return _broken(name, _unusable(name, policy), because)
    trigger = record.get("retention.trigger") or _of(schedule, "trigger")
    count = _of(schedule, "count") or rule.data.get("count") or counting.DEFAULT
    waiting = (_of(one, "open_ended") is True for one in (*schedules, rule))
    may_wait = any(waiting)
    clock = _Clock(name, rule, "keep", trigger, count, may_wait)
    found = _term(clock, record, archive)
    because += found.because
    return Term(found.id, found.kind, found.last_day, because, found.problem)


def limits(
    section: str, key: str, record: Record, policy: Policy, archive: Archive
) -> tuple[Term, ...]:
    """Return the floors or ceilings whose legal basis a record declares."""
    declared = words(record.get("legal_basis"))
    rules = applying(policy, section, record.data) if declared else ()
    clocks = (_limit(rule, key) for rule in rules if rule.data["basis"] in declared)
    return tuple(_term(clock, record, archive) for clock in clocks)


@dataclass(frozen=True, slots=True)
class _Clock:
    """A period of a rule with what starts it and how it is counted."""

    name: str
    rule: Rule
    #: Key of the rule that holds the period.
    key: str
    trigger: Json
    count: Count
    #: Whether it is in order that the clock has not started.
    may_wait: bool


def _limit(rule: Rule, key: str) -> _Clock:
    count = rule.data.get("count", "anniversary")
    name, trigger = str(rule.data["basis"]), rule.data["trigger"]
    return _Clock(name, rule, key, trigger, count, rule.section == "ceilings")


def _term(clock: _Clock, record: Record, archive: Archive) -> Term:
    """Compute one period from its trigger."""
    name, rule, holding = clock.name, clock.rule, archive.holding
    if rule.data[clock.key] == PERMANENT:
        text = M("{name}: kept for ever", name=_label(rule))
        return Term(name, "permanent", None, reasons(rule, text))
    if not clock.trigger:
        problem = M("no rule says what starts the period of {name}", name=_label(rule))
        return _broken(name, problem)
    part = counting.needs(clock.count, holding)
    start = moment(clock.trigger, record, part, archive, which="last")
    if start.value is None:
        return _not_started(clock, start)
    period = Period.parse(str(rule.data[clock.key]))
    ends = counting.last_day(clock.count, period, start.value, holding)
    because = (*start.because, *_arithmetic(clock, ends, holding))
    if ends.value is None:
        return _broken(name, ends.problem, because)
    return Term(name, "dated", ends.value, because)


def _not_started(clock: _Clock, start: Moment) -> Term:
    if start.absent and clock.may_wait and start.problem:
        label = _label(clock.rule)
        text = M(
            "{name}: the period has not started ({why})", name=label, why=start.problem
        )
        return Term(clock.name, "waiting", None, reasons(clock.rule, text))
    return _broken(clock.name, start.problem)


def _arithmetic(
    clock: _Clock, ends: Derived[datetime.date], holding: Holding
) -> tuple[Reason, ...]:
    steps: list[Reason] = []
    if clock.count == "fiscal-year-end":
        end = counting.fiscal_end(holding)
        steps.append(Reason(M("the fiscal year ends on {day}", day=end)))
    for step in ends.because:
        text = M("{name}: {step}", name=_label(clock.rule), step=step.message)
        steps += reasons(clock.rule, text)
    if ends.value is not None:
        steps.append(Reason(M("last day: {date}", date=ends.value.isoformat())))
    return tuple(steps)


def _class_of(record: Record, schedule: Rule | None) -> tuple[str, tuple[Reason, ...]]:
    stated = record.get("retention.class")
    if stated:
        text = M("{field} is {name}", field="retention.class", name=str(stated))
        pointer = ("retention", "class")
        return str(stated), (Reason(text, record=record.id, pointer=pointer),)
    if schedule is None or not schedule.data.get("class"):
        return "", ()
    name = str(schedule.data["class"])
    return name, reasons(schedule, M("the schedule gives the class {name}", name=name))


def _label(rule: Rule) -> Json:
    return rule.label or rule.id


def _unusable(name: str, policy: Policy) -> Message:
    for rule in policy.blocked:
        if rule.section == "retention_classes" and rule.id == name:
            waits = ", ".join(rule.blocked_by)
            return M(
                "the period of {name} waits for the parameter {waits}",
                name=name,
                waits=waits,
            )
    return M("retention class {name} is declared nowhere", name=name)


def _of(rule: Rule | None, key: str) -> Json:
    return rule.data.get(key) if rule else None


def _broken(
    name: str, problem: Message | None, because: tuple[Reason, ...] = ()
) -> Term:
    return Term(name, "problem", None, because, problem)
