"""A step was taken before an earlier one.

Why: the steps of a process stand on each other: what was never appraised is not
placed on a shelf.
Fix: take and record the missing step.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.event_order import faults


@check("R350", scope="record")
def step_skipped(record: Record, ctx: Context) -> Iterator[Draft]:
    """Follow the events of the record along the process."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return
    for fault in faults(record, policy, ctx.holding):
        if fault.kind == "skipped":
            yield record.at(fault.pointer).says(
                M("the step {step} is missing before this one", step=fault.about),
                hint=M("add the event {step}", step=fault.about),
                related=(record.at(fault.related),) if fault.related else (),
                clauses=fault.clauses,
            )
