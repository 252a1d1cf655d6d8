"""One-off deadlines (时限): an event starts a clock, something is owed when it ends.

Section ``deadlines`` of a pack::

    - id: filing
      label: {zh: 归档, en: filing}
      for: {type: item}
      start: {field: received_on}          # a moment, see rules.moments
      within: P2D                          # see rules.within
      done: {event: placed}
      owed_by: {role: archivist}           # role, department, person or field
      shift: next-workday                  # none by default
      inclusive: true                      # the last day itself is in time
      clause: r8
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from dangan.model.archive import Archive
from dangan.model.holding import Holding
from dangan.model.json import JsonObject
from dangan.model.message import M, Message
from dangan.model.reason import Derived, Reason
from dangan.model.record import Record
from dangan.policy.policy import Policy, Rule
from dangan.rules import within
from dangan.rules.completeness import SECTION as MATERIALS
from dangan.rules.completeness import Owed, owed
from dangan.rules.dates import read
from dangan.rules.dues import Due, State, judge, party
from dangan.rules.moments import Moment, moment
from dangan.rules.reasons import reasons
from dangan.rules.vocabulary import declared
from dangan.rules.words import applying
from dangan.rules.workdays import Calendar

__all__ = ["SECTION", "Due", "due", "dues", "last_day", "missing_dues"]

SECTION = "deadlines"
#: Rule id of what the record's own list of missing materials owes.
MISSING = "missing"
_DAY = datetime.timedelta(days=1)


def dues(
    record: Record,
    policy: Policy,
    calendar: Calendar | None,
    as_of: datetime.date,
    archive: Archive | None = None,
) -> tuple[Due, ...]:
    """Return every deadline that bears on a record, in the order of the pack."""
    if record.is_tombstone:
        return ()
    rules = applying(policy, SECTION, record.data)
    return tuple(due(rule, record, calendar, as_of, archive) for rule in rules)


def due(
    rule: Rule,
    record: Record,
    calendar: Calendar | None,
    as_of: datetime.date,
    archive: Archive | None = None,
) -> Due:
    """Return how one deadline stands for a record."""
    data = rule.data
    start = moment(data["start"], record, within.needs(data["within"]), archive)
    done = moment(data["done"], record, "year", archive)
    if start.value is None:
        return _not_started(rule, record, start)
    ends = last_day(data, start, calendar)
    because = (*start.because, *_cited(rule, ends))
    if ends.value is None:
        return _made(rule, record, because=because, problem=ends.problem)
    state, done_on, problem = judge(ends.value, done, as_of)
    return Due(
        rule.id,
        rule.label,
        party(data.get("owed_by"), record),
        party(data.get("owed_to"), record),
        ends.value,
        done_on,
        state,
        (*because, *done.because),
        record.id,
        problem,
        done.pointer,
        rule.clauses,
        late_reason_needed=data.get("late_needs_reason") is True,
    )


def last_day(
    data: JsonObject, start: Moment, calendar: Calendar | None
) -> Derived[datetime.date]:
    """Return the last day in time of a rule's ``within``, for a known start."""
    if start.value is None:
        return Derived(None, (), start.problem)
    shift = data.get("shift") == "next-workday"
    ends = within.due(data["within"], start.value, calendar, shift=shift)
    if ends.value is None or data.get("inclusive", True):
        return ends
    text = M(
        "the day itself is too late: {date} is the last", date=str(ends.value - _DAY)
    )
    return Derived(ends.value - _DAY, (*ends.because, Reason(text)))


def missing_dues(
    record: Record,
    policy: Policy | None,
    as_of: datetime.date,
    holding: Holding | None = None,
) -> tuple[Due, ...]:
    """Return what the record's own list of missing materials says is owed.

    The regulation's labels of materials come before the holding's.
    """
    known = declared(MATERIALS, None, policy, holding) if holding else {}
    labels = {kind: label for kind, label in known.items() if label} | {
        str(line["kind"]): line["label"]
        for rule in (applying(policy, MATERIALS, record.data) if policy else ())
        for line in rule.data.get("expect", ())
        if "label" in line
    }
    day = as_of.isoformat()
    begun = (e for e in owed(record, as_of) if e.since <= day[: len(e.since)])
    return tuple(_missing(entry, record, labels) for entry in begun)


def _missing(
    entry: Owed, record: Record, labels: Mapping[str, Mapping[str, str]]
) -> Due:
    day = read(entry.due, "missing.due")
    ends = day.value.exact if day.value else None
    text = M("the missing list says until {date}", date=entry.due)
    state: State = "overdue" if entry.overdue else "open"
    return Due(
        MISSING,
        labels.get(entry.kind, {"zh": entry.kind, "en": entry.kind}),
        party(entry.owed_by, record),
        {},
        ends,
        None,
        state if ends else "unknown",
        (Reason(text, record=record.id, pointer=entry.pointer),) if ends else (),
        record.id,
        None if ends else day.problem,
        entry.pointer,
    )


def _not_started(rule: Rule, record: Record, start: Moment) -> Due:
    if not start.absent:
        return _made(rule, record, because=start.because, problem=start.problem)
    text = M("the clock has not started: {why}", why=start.problem or "")
    return _made(rule, record, because=reasons(rule, text), waiting=True)


def _made(
    rule: Rule,
    record: Record,
    *,
    because: tuple[Reason, ...],
    problem: Message | None = None,
    waiting: bool = False,
) -> Due:
    """Return a due without a day."""
    owed_by = party(rule.data.get("owed_by"), record)
    owed_to = party(rule.data.get("owed_to"), record)
    return Due(
        rule.id,
        rule.label,
        owed_by,
        owed_to,
        None,
        None,
        "waiting" if waiting else "unknown",
        because,
        record.id,
        problem,
        clauses=rule.clauses,
    )


def _cited(rule: Rule, ends: Derived[datetime.date]) -> tuple[Reason, ...]:
    """Put the clauses of the rule to the steps of the arithmetic."""
    cited = rule.clauses or ("",)
    return tuple(
        Reason(step.message, clause, step.record, step.pointer)
        for step in ends.because
        for clause in cited
    )
