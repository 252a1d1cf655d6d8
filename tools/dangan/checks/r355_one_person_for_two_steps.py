"""One person took two steps that different people take.

Why: two people see more than one, and one person cannot approve what he did
himself.
Fix: let somebody else take one of the steps.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.event_order import faults


@check("R355", scope="record")
def one_person_for_two_steps(record: Record, ctx: Context) -> Iterator[Draft]:
    """Follow the events of the record along the process."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return
    for fault in faults(record, policy, ctx.holding):
        if fault.kind == "same-person":
            yield record.at(fault.pointer).says(
                M(
                    "the step {step} was taken by somebody who took an earlier one",
                    step=fault.about,
                ),
                hint=M("let somebody else take one of the steps"),
                related=(record.at(fault.related),) if fault.related else (),
                clauses=fault.clauses,
            )
