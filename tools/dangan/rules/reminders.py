"""Reminders (催办): on which days somebody is told of something due.

Section ``reminders`` of a pack::

    - id: loan-overdue
      of: [loan.give-back]        # ids of deadlines, duties or process.step; none: all
      days: [-3, 0, 7, 14]        # before, on and after the due day
      every: P7D                  # and again: on day 21, 28 …
      form: overdue-reminder
      clause: r30

``every`` goes on from the last of ``days``, or from the due day where all of them
lie before it: ``days: [-1], every: P3D`` tells it one day before, and on the days
3, 6 … after.

Nothing is stored: which rung of the ladder stands on a day follows from the due
day. A due that several rules are about follows the first.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dangan.model.archive import Archive
from dangan.model.json import JsonObject
from dangan.model.message import M, Message
from dangan.model.period import Period
from dangan.model.reason import Reason
from dangan.policy.policies import Policies
from dangan.policy.policy import Policy, Rule
from dangan.rules.dues import Due
from dangan.rules.involved import governing
from dangan.rules.reasons import reasons
from dangan.rules.steps import process_of
from dangan.rules.words import words

SECTION = "reminders"
#: Days a week, by which weekly ladders go on.
_WEEK = 7
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Rung:
    """One day of a ladder."""

    on: datetime.date
    #: Counted from 1: the how-manieth reminder of this due.
    number: int
    #: Days after the due day; less than 0 before it.
    after: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that falls on a day."""

    due: Due
    rule: Rule
    rung: Rung
    because: tuple[Reason, ...]

    @property
    def form(self) -> str:
        """Return the id of the form to print; empty for none."""
        return str(self.rule.get("form") or "")


def ladder(rule: Rule, due_on: datetime.date, until: datetime.date) -> Iterator[Rung]:
    """Yield the rungs of a ladder up to a day, the earliest first."""
    for number, after in enumerate(itertools.islice(_days(rule), _MOST), 1):
        # Counted in days that the calendar may not have: a due day may be its first.
        on = due_on.toordinal() + after
        if on > until.toordinal():
            return
        if on >= datetime.date.min.toordinal():
            yield Rung(datetime.date.fromordinal(on), number, after)


def rule_for(due: Due, policy: Policy) -> Rule | None:
    """Return the first rule that is about a due."""
    rules = policy.rules(SECTION)
    return next((r for r in rules if not _of(r) or due.rule_id in _of(r)), None)


def policy_of(due: Due, archive: Archive, policies: Policies) -> Policy | None:
    """Return the policy whose ladder a due follows: that of its record or duty."""
    record = archive.by_id.get(due.record)
    if record is not None:
        found = policies.for_record(record)
        is_process = found is not None and process_of(record, found) is not None
        return governing(record, policies, archive) if is_process else found
    known = (p for p in policies.all() if p.find("duties", due.rule_id))
    return next(known, None)


def reminders(
    dues: Iterable[tuple[Due, Policy | None]],
    since: datetime.date,
    until: datetime.date,
) -> tuple[Reminder, ...]:
    """Return the latest reminder of each open due that falls between two days.

    Both days count. ``since`` lets a run on Monday tell what fell on Sunday.
    """
    found: list[Reminder] = []
    for due, policy in dues:
        rule = rule_for(due, policy) if policy and due.pending else None
        if rule is None or due.due_on is None:
            continue
        rungs = [r for r in ladder(rule, due.due_on, until) if r.on >= since]
        if rungs:
            text = M("{days} days after the due day", days=rungs[-1].after)
            found.append(Reminder(due, rule, rungs[-1], reasons(rule, text)))
    return tuple(found)


def told(
    what: str,
    due_on: datetime.date | None,
    after: int,
    says: JsonObject | None = None,
) -> Message:
    """Return what a reminder says; a pack's own words come first."""
    day = due_on.isoformat() if due_on else ""
    if says:
        return M("{says}: {what}, due {day}", says=says, what=what, day=day)
    if after < 0:
        return M(
            "{what}: due on {day}, in {days} days", what=what, day=day, days=-after
        )
    if after == 0:
        return M("{what}: due today ({day})", what=what, day=day)
    return M(
        "{what}: was due on {day}, {days} days ago", what=what, day=day, days=after
    )


def _of(rule: Rule) -> tuple[str, ...]:
    return words(rule.get("of"))


def _days(rule: Rule) -> Iterator[int]:
    """Yield the days of a ladder without end where the rule repeats."""
    days = sorted(int(day) for day in rule.data["days"])
    yield from days
    every = rule.get("every")
    if not every:
        return
    period = Period.parse(str(every))
    step = period.count * (_WEEK if period.unit == "weeks" else 1)
    last = max(days[-1], 0)
    while True:
        last += step
        yield last
