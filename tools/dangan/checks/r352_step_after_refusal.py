"""A step follows although an earlier one ended the process.

Why: what was rejected does not go on.
Fix: record the step again with a result that lets the process go on, or take the later
step out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.event_order import faults


@check("R352", scope="record")
def step_after_refusal(record: Record, ctx: Context) -> Iterator[Draft]:
    """Follow the events of the record along the process."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return
    for fault in faults(record, policy, ctx.holding):
        if fault.kind == "refused":
            yield record.at(fault.pointer).says(
                M(
                    "the step {step} did not end so that this one may follow",
                    step=fault.about,
                ),
                hint=M("take {step} again, or take this event out", step=fault.about),
                related=(record.at(fault.related),) if fault.related else (),
                clauses=fault.clauses,
            )
