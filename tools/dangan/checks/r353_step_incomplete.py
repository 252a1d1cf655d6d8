"""A step lacks something it needs.

Why: the regulation says what must be known when a step is taken.
Fix: write the field.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.event_order import faults


@check("R353", scope="record")
def step_incomplete(record: Record, ctx: Context) -> Iterator[Draft]:
    """Follow the events of the record along the process."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return
    for fault in faults(record, policy, ctx.holding):
        if fault.kind == "bare":
            yield record.at(fault.pointer).says(
                M("this step needs {field}", field=fault.about),
                hint=M("write {field}", field=fault.about),
                related=(record.at(fault.related),) if fault.related else (),
                clauses=fault.clauses,
            )
