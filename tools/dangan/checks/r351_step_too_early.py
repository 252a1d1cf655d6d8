"""A step has an earlier date than the one before it.

Why: the order of the steps is part of the rule, and dates are its proof.
Fix: correct the date.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.event_order import faults


@check("R351", scope="record")
def step_too_early(record: Record, ctx: Context) -> Iterator[Draft]:
    """Follow the events of the record along the process."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return
    for fault in faults(record, policy, ctx.holding):
        if fault.kind == "early":
            yield record.at(fault.pointer).says(
                M("this step is dated before the step {step}", step=fault.about),
                hint=M("correct the date of one of the two events"),
                related=(record.at(fault.related),) if fault.related else (),
                clauses=fault.clauses,
            )
