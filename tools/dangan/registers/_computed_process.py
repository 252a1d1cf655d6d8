"""Computed columns of processes: how they stand, what comes next, who took part."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType

from dangan.model.message import M
from dangan.model.record import Record
from dangan.registers._api import Told
from dangan.registers._computing import Computed
from dangan.registers._office import Office
from dangan.rules.naming import text_of
from dangan.rules.process import SECTION, OpenStep, StepDone


def _next(office: Office, record: Record, as_of: datetime.date) -> OpenStep | None:
    found = office.standing(record, as_of)
    return found.next if found else None


def _next_step(office: Office, record: Record, as_of: datetime.date) -> Told:
    step = _next(office, record, as_of)
    return (step.step.label, step.because) if step else (None, ())


def _due(office: Office, record: Record, as_of: datetime.date) -> Told:
    """Return the day until which something must happen next, or had to."""
    found = office.standing(record, as_of)
    if found is None:
        return None, ()
    step = next((one for one in found.open if one.due_on), None)
    if step is not None and step.due_on is not None:
        return step.due_on.isoformat(), step.because
    stated = [done.event.get("until") for done in found.done]
    return next((str(day) for day in reversed(stated) if day), None), ()


def _days_late(office: Office, record: Record, as_of: datetime.date) -> Told:
    found = office.standing(record, as_of)
    days = [one.due_on for one in found.open if one.due_on] if found else []
    late = max(((as_of - day).days for day in days), default=0)
    return (late if late > 0 else None), ()


def _begun(office: Office, record: Record, as_of: datetime.date) -> Told:
    found = office.standing(record, as_of)
    return (found.begun_on or None if found else None), ()


def _ended(office: Office, record: Record, as_of: datetime.date) -> Told:
    found = office.standing(record, as_of)
    return (found.ended_on or None if found else None), ()


def _process(office: Office, record: Record, as_of: datetime.date) -> Told:
    del as_of
    policy = office.policy_of(record)
    rules = policy.select(SECTION, record.data) if policy else ()
    return next((text_of(rule.label) for rule in rules), None), ()


def _by(done: StepDone) -> str:
    return str(done.event.get("by") or "")


def _handled_by(office: Office, record: Record, as_of: datetime.date) -> Told:
    found = office.standing(record, as_of)
    people = dict.fromkeys(_by(done) for done in found.done) if found else {}
    return tuple(office.names.of("people", one) for one in people if one) or None, ()


PROCESSES: Mapping[str, Computed] = MappingProxyType(
    {
        "process": Computed(
            M("Process"), M("the process of the regulation it follows"), _process
        ),
        "next_step": Computed(
            M("Next step"), M("what the process asks for next"), _next_step
        ),
        "due": Computed(M("Due"), M("the day the next step is due"), _due, "date"),
        "days_late": Computed(
            M("Days late"), M("days since it was due"), _days_late, "count"
        ),
        "begun_on": Computed(M("Begun on"), M("day of the first step"), _begun, "date"),
        "ended_on": Computed(
            M("Ended on"), M("day of the step that ended it"), _ended, "date"
        ),
        "acted_by": Computed(M("Handled by"), M("who took its steps"), _handled_by),
    }
)
