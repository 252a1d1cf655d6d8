"""All that is due (待办): deadlines, missing lists, duties, steps of processes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.model.archive import Archive
from dangan.model.record import Record
from dangan.policy.policies import Policies
from dangan.rules import process
from dangan.rules.custody import Custody
from dangan.rules.deadlines import dues, missing_dues
from dangan.rules.dues import Due
from dangan.rules.duties import matrix
from dangan.rules.involved import governing
from dangan.rules.workdays import Calendar

_LAST = datetime.date.max


def agenda(
    archive: Archive,
    policies: Policies,
    calendar: Calendar | None,
    as_of: datetime.date,
    *,
    until: datetime.date | None = None,
) -> tuple[Due, ...]:
    """Return every due of an archive in every state, the oldest first.

    ``until`` is how far ahead recurring duties are laid out; by default only the
    periods that are over. What has no date comes last.
    """
    found = (
        *_of_records(archive, policies, calendar, as_of),
        *_of_processes(archive, policies, calendar, as_of),
        *_of_duties(archive, policies, calendar, as_of, until),
    )
    return tuple(sorted(found, key=_urgency))


def exists(record: Record, as_of: datetime.date) -> bool:
    """Tell whether a record had begun by a day: some date of it is not after it."""
    stated = (v for key, v in record.data.items() if key.endswith("_on"))
    events = (event.get("on") for _, event in record.each("events"))
    dates = [str(date) for date in (*stated, *events) if date]
    day = as_of.isoformat()
    return not dates or any(date <= day[: len(date)] for date in dates)


def _urgency(due: Due) -> tuple[datetime.date, str, str]:
    return due.due_on or _LAST, due.rule_id, due.record


def _of_records(
    archive: Archive,
    policies: Policies,
    calendar: Calendar | None,
    as_of: datetime.date,
) -> Iterator[Due]:
    for record in archive.records:
        policy = policies.for_record(record)
        if policy is None or record.is_draft or record.is_tombstone:
            continue
        if not exists(record, as_of):
            continue
        yield from dues(record, policy, calendar, as_of, archive)
        yield from missing_dues(record, policy, as_of, archive.holding)


def _of_processes(
    archive: Archive,
    policies: Policies,
    calendar: Calendar | None,
    as_of: datetime.date,
) -> Iterator[Due]:
    custody = Custody(archive, policies)
    for record in custody.processes:
        policy = governing(record, policies, archive)
        if policy is None or not exists(record, as_of):
            continue
        found = process.standing(
            record, policy, archive, as_of, custody=custody, calendar=calendar
        )
        if found is not None:
            yield from process.dues(record, found, as_of)


def _of_duties(
    archive: Archive,
    policies: Policies,
    calendar: Calendar | None,
    as_of: datetime.date,
    until: datetime.date | None,
) -> Iterator[Due]:
    seen: set[tuple[object, ...]] = set()
    for policy in policies.all():
        for cell in matrix(policy, archive, calendar, as_of, until):
            key = (cell.rule.origin, cell.rule.id, cell.period, *cell.unit.items())
            if key not in seen:
                seen.add(key)
                yield cell.due
