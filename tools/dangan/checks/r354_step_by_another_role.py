"""A step was taken by somebody without the role for it.

Why: certain steps belong to certain posts. Who held which post when stands in
holding.yaml.
Fix: let the holder of the role take the step, or enter the post in holding.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.event_order import faults
from dangan.rules.roles import outsiders


@check("R354", scope="record")
def step_by_another_role(record: Record, ctx: Context) -> Iterator[Draft]:
    """Ask who held the role on the day of the event."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return
    seen = {
        fault.pointer: (fault.role, fault.clauses)
        for fault in outsiders(record, policy, ctx.holding)
    }
    for step in faults(record, policy, ctx.holding):
        if step.kind == "role":
            seen.setdefault(step.pointer, (step.about, step.clauses))
    for pointer, (role, clauses) in seen.items():
        yield record.at(pointer).says(
            M("the person did not hold the role {role} on that day", role=role),
            hint=M("enter the holder of the role, or the post in holding.yaml"),
            clauses=clauses,
        )
