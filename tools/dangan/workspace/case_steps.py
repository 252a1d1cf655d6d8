"""What comes next in a case: the steps of a process, or of an order of events."""

from __future__ import annotations

import datetime

from dangan.model.json import Json
from dangan.model.message import M
from dangan.rules import event_order
from dangan.rules.involved import governing
from dangan.rules.process import standing
from dangan.workspace.case_asked import Asked


def next_step(asked: Asked) -> Json:
    """Return the event that comes next; None once the process has ended."""
    record, policies = asked.record, asked.case.policies
    policy = governing(record, policies, asked.archive) or asked.policy
    found = standing(
        record,
        policy,
        asked.archive,
        asked.day or datetime.date.max,
        calendar=asked.case.host.calendar,
    )
    if found is None:
        return _in_order(asked)
    step = found.next or next(iter(found.open), None)
    return step.step.event if step else None


def _in_order(asked: Asked) -> Json:
    if not asked.policy.select(event_order.SECTION, asked.record.data):
        raise asked.fault(
            M("no process is about the record {name}", name=asked.name),
            M("ask for it of a record that processes or event_order name"),
        )
    found = event_order.next_step(asked.record, asked.policy, begun=False)
    return found.event if found else None
