"""A step of a process was taken before the one it rests on.

Why: the regulation says what comes first: what was not appraised is not
classified, what was refused is not filed. A step out of order was either not
taken or not recorded.
Fix: record the step that is missing, or correct its date.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._steps import order_faults
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record

_SAYS = {
    "skipped": M("this step needs {step} first, which is not recorded"),
    "early": M("this step is dated before {step}, which comes first"),
    "refused": M("an earlier step, {step}, ended the process"),
    "bare": M("this step needs {step}, which is missing"),
}


@check("R304", scope="record")
def step_out_of_order(record: Record, ctx: Context) -> Iterator[Draft]:
    """Compare the events with the order that the regulation gives."""
    for fault in order_faults(record, ctx):
        if fault.kind in _SAYS:
            yield record.at(fault.pointer).says(
                M(_SAYS[fault.kind].text, step=fault.about),
                hint=M("record what is missing, or correct the date"),
                related=(record.at(fault.related),) if fault.related else (),
                clauses=fault.clauses,
            )
